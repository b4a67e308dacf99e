"""The blocks of README.md with the program's output, made by the program.

``python tests/readme_blocks.py`` updates them; a test fails if one is out of date.
"""

from __future__ import annotations

import copy
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import click

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"(<!-- generated: (?P<what>[^>]+) -->\n)(?P<content>.*?)(<!-- end of generated -->)", re.DOTALL)


def shown(command: str, folder: Path) -> str:
    """The English output of a command for people, as a block of text with the command above it."""
    words = shlex.split(command)
    assert words[0] == "pmqa-xlsx"
    done = subprocess.run([sys.executable, "-X", "utf8", "-m", "pmqa_xlsx", *words[1:], "--lang", "en"], cwd=folder,
                          capture_output=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), done.stderr
    out = done.stdout.replace("\\", "/") if os.name == "nt" else done.stdout
    return f"```text\n$ {command}\n{out.rstrip()}\n```\n"


def catalogue_table(_command: str, _folder: Path) -> str:
    """The table of finding codes."""
    from pmqa_xlsx.catalogue import markdown_table

    return markdown_table("en").rstrip() + "\n"


def benchmark_table(_command: str, _folder: Path) -> str:
    """The last results of the benchmark."""
    from benchmark_table import readme_block

    return readme_block()


def command_reference(_command: str, _folder: Path) -> str:
    """Every command with its help."""
    from pmqa_xlsx.cli import commands

    parts = {}
    for name, command in sorted(commands.commands.items()):
        if isinstance(command, click.Group):
            parts.update({f"{name} {sub}": one for sub, one in command.commands.items()})
        else:
            parts[name] = command
    return _linked("pmqa-xlsx {}", {words: _help_of(words, command) for words, command in parts.items()})


def _help_of(words: str, command: click.Command) -> str:
    """A command's help as wide as it gets, without the options that every command has."""
    own = copy.copy(command)
    own.params = [one for one in command.params if one.opts not in (["--json"], ["--lang"])]
    own.add_help_option = False
    context = click.Context(own, info_name=f"pmqa-xlsx {words}", terminal_width=110)
    return f"```text\n{own.get_help(context).rstrip()}\n```"


def _linked(heading: str, parts: Mapping[str, str]) -> str:
    """A heading over each part, none of which any other part of the README has, and a line of links before them all."""
    headings = {name: heading.format(name) for name in parts}
    links = " · ".join(f"[`{name}`](#{title.replace(' ', '-')})" for name, title in headings.items())
    return "\n\n".join([links, *(f"#### {headings[name]}\n\n{part}" for name, part in parts.items())]) + "\n"


def frame_reference(_command: str, _folder: Path) -> str:
    """Every frame's columns with type, unit and meaning."""
    from pmqa_xlsx.consolidate.columns import columns_of
    from pmqa_xlsx.consolidate.schema import FRAMES

    return _column_tables("frame", "type", {
        name: [(column.name, column.type.value, column.meaning.en + (f" ({column.unit.en})" if column.unit else ""))
               for column in columns_of(row)]
        for name, row in FRAMES.items()})


def definition_reference(_command: str, _folder: Path) -> str:
    """Every sheet of a definition with its columns."""
    from pmqa_xlsx.definition.schema import SHEETS

    return _column_tables("sheet", "must", {
        sheet: [(column.name, "yes" if column.required else "", column.meaning.en) for column in columns]
        for sheet, columns in SHEETS.items()})


def _column_tables(what: str, second: str, tables: Mapping[str, Sequence[tuple[str, str, str]]]) -> str:
    """Tables of columns: those beside each other that an earlier table explains are one row, which refers to it.

    :param what: what has the columns; ``second`` is the heading of the table's second column.
    :param tables: by name, each column's name, what stands in the second column, and its meaning.
    """
    parts, explained = {}, dict[tuple[str, str], str]()
    for table, columns in tables.items():
        lines = [f"| column | {second} | meaning |", "|---|---|---|"]
        for earlier, group in groupby(columns, key=lambda column: explained.get((column[0], column[2]), "")):
            names, seconds, meanings = zip(*group, strict=True)
            if earlier and len(names) > 1:
                seconds = [one or "–" for one in seconds] if len({*seconds}) > 1 else seconds[:1]
                lines.append(f"| {', '.join(f'`{name}`' for name in names)} | {', '.join(seconds)} | "
                             f"as in [`{earlier}`](#{what}-{earlier}) |")
                continue
            lines += [f"| `{name}` | {kind} | {meaning} |"
                      for name, kind, meaning in zip(names, seconds, meanings, strict=True)]
        explained = {(name, meaning): table for name, _, meaning in columns} | explained
        parts[table] = "\n".join(lines)
    return _linked(f"{what} {{}}", parts)


_MAKERS: dict[str, Callable[[str, Path], str]] = {
    "catalogue": catalogue_table, "benchmark": benchmark_table, "commands": command_reference,
    "frames": frame_reference, "definition": definition_reference,
}


def with_fresh_blocks(text: str, folder: Path, *, only: str = "") -> str:
    """A README's text with its generated blocks updated, in order.

    :param folder: where the commands run, one after the other.
    :param only: update only the blocks with commands that begin so.
    """
    def fresh(match: re.Match[str]) -> str:
        what = match["what"].strip()
        if not what.startswith(only):
            return match[0]
        return match[1] + _MAKERS.get(what, shown)(what, folder) + match[4]

    return _BLOCK.sub(fresh, text)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        README.write_text(with_fresh_blocks(README.read_text(encoding="utf-8"), Path(scratch)), encoding="utf-8")
