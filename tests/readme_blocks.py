"""The blocks of README.md with the program's output, made by the program.

``python tests/readme_blocks.py`` updates them; a test fails if one is out of date.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"(<!-- generated: (?P<what>[^>]+) -->\n)(?P<content>.*?)(<!-- end of generated -->)", re.DOTALL)


def shown(command: str, folder: Path) -> str:
    """The English output of a command for people, as a block of text with the command above it."""
    words = shlex.split(command)
    assert words[0] == "pmqa-xlsx"
    done = subprocess.run([sys.executable, "-X", "utf8", "-m", "pmqa_xlsx", *words[1:], "--lang", "en"], cwd=folder,
                          capture_output=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), done.stderr
    return f"```text\n$ {command}\n{done.stdout.rstrip()}\n```\n"


def catalogue_table(_command: str, _folder: Path) -> str:
    """The table of finding codes."""
    from pmqa_xlsx.catalogue import markdown_table

    return markdown_table("en").rstrip() + "\n"


def benchmark_table(_command: str, _folder: Path) -> str:
    """The last results of the benchmark."""
    from benchmark_table import readme_block

    return readme_block()


_MAKERS: dict[str, Callable[[str, Path], str]] = {"catalogue": catalogue_table, "benchmark": benchmark_table}


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
