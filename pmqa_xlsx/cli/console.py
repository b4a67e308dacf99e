"""Printing: streams, languages, progress, wrong arguments; nothing here may fail on an old Windows console."""

from __future__ import annotations

import codecs
import io
import json
import locale
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

import click

from pmqa_xlsx.cli import words
from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.text.language import Lang, Text

_chosen: list[Lang] = []
#: Plain forms of symbols, for code pages that lack them: Thai Windows' 874, or ASCII.
_PLAIN = {
    "→": "->", "←": "<-", "▶": ">", "▸": ">", "◀": "<", "×": "x", "÷": "/", "±": "+/-", "≤": "<=", "≥": ">=", "≠": "!=",
    "·": "-", "•": "*", "…": "...", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "“": '"', "”": '"', "‘": "'",
    "’": "'", "█": "#",
}


def prepare_streams() -> None:
    """Make printing safe: a character that the code page lacks is printed in a plain form, and a closed pipe is named.

    Terminals stay as they are, apart from the characters.
    """
    codecs.register_error("plain", _plain)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if not isinstance(stream, io.TextIOWrapper):
            continue
        stream.reconfigure(errors="plain")
        if not stream.isatty():
            pipe = io.BufferedWriter(_Pipe(stream.fileno(), "w", closefd=False))
            setattr(sys, name, io.TextIOWrapper(
                pipe, stream.encoding, "plain", line_buffering=stream.line_buffering,
                write_through=stream.write_through))


class _Pipe(io.FileIO):
    """A file or pipe that is printed to; what it does not take is reported once, and then dropped."""

    _broken = False

    def write(self, data: Any, /) -> int:
        if self._broken:
            return memoryview(data).nbytes
        try:
            return super().write(data)
        except OSError as error:
            self._broken = True
            raise OutputNotWritable("output-not-printed") from error


def _plain(error: UnicodeError) -> tuple[str, int]:
    """The plain forms of the characters that could not be encoded, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain_form, error.object[error.start:error.end])), error.end


def _plain_form(letter: str) -> str:
    """A character in ASCII: an arrow as ``->``, an accented letter without its accent, ``?`` for what has no such."""
    from unicodedata import normalize

    return _PLAIN.get(letter) or normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"


@cache
def _locale_lang() -> Lang:
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = next((name for name in names if name), "") or (locale.getlocale()[0] or "")
    return "th" if name.lower().startswith(("th", "thai")) else "en"


def print_lang() -> Lang:
    """The language of printed messages: ``--lang``, else Thai under a Thai locale, else English."""
    return _chosen[-1] if _chosen else _typed_lang() or _locale_lang()


def _typed_lang() -> Lang | None:
    """``--lang`` as it was typed, for what is wrong before any command has looked at its options."""
    typed = " ".join(sys.argv[1:]).replace("--lang=", "--lang ").split("--lang ")[1:]
    word = typed[-1].partition(" ")[0] if typed else ""
    return "th" if word == "th" else "en" if word == "en" else None


def chosen_lang() -> Lang | None:
    """The language that ``--lang`` asks for; ``None`` where it is not given, so that the form's is used."""
    return _chosen[-1] if _chosen else None


def file_lang(default: Lang = "th") -> Lang:
    """The language of files for people: ``--lang``, else the default, which is Thai or the form's."""
    return _chosen[-1] if _chosen else default


def _choose(_context: click.Context, _parameter: click.Parameter, value: Lang | None) -> Lang | None:
    _chosen.clear()
    if value:
        _chosen.append(value)
    return value


def common_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command: ``--lang`` (stored here) and ``--json`` (passed on as ``as_json``)."""
    language = click.option(
        "--lang", type=click.Choice(["th", "en"]), callback=_choose, expose_value=False, is_eager=True,
        help="Language of files and messages (default: Thai for files, the system's language for messages).")
    as_json = click.option("--json", "as_json", is_flag=True,
                           help="Print one JSON document on standard output, and nothing else.")
    return as_json(language(command))


def say(text: str | Text, /, *, stderr: bool = False, **facts: object) -> None:
    """Print a line for people on standard output, or with ``stderr`` (progress, ``--json``) on standard error.

    :param facts: fill the placeholders of a text in two languages.
    """
    click.echo(text if isinstance(text, str) else text.say(print_lang(), **facts), err=stderr)


def print_error(text: str) -> None:
    """Print the one line of an error on standard error, and with ``--json`` as the document on standard output."""
    with suppress(OutputNotWritable):  # what cannot be printed either is dropped; the exit code remains
        say(words.ERROR, stderr=True, text=text)
        if "--json" in sys.argv[1:]:
            print_json({"error": text})


def print_json(document: Any) -> None:
    """Print one JSON document, in ASCII if the stream cannot encode Thai, so that it can always be parsed."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    click.echo(json.dumps(document, ensure_ascii=encoding != "utf8", indent=1))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, stderr: bool = False) -> None:
    """Print a plain table with columns as wide as their content; combining marks are not counted.

    :param headings: empty for a table without.
    """
    lines = [list(line) for line in (headings, *rows) if line]
    widths = [max(map(_shown_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell + " " * (width - _shown_width(cell)) for cell, width in zip(line, widths, strict=True))
        say("  ".join(cells).rstrip(), stderr=stderr)


def _shown_width(text: str) -> int:
    from unicodedata import category

    return sum(category(letter) not in ("Mn", "Me", "Cf") for letter in text)


def progress(done: int, total: int) -> None:
    """Show the progress of a run of known length, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{total}" + ("\n" if done == total else ""), nl=False, err=True)


@contextmanager
def counting() -> Iterator[Callable[[int], None] | None]:
    """Show a running count of a run of unknown length, on a terminal only; yields ``None`` if there is none."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    verb = words.READ.of(print_lang())
    with Console(stderr=True).status(verb) as status:
        yield lambda done: status.update(f"{verb}: {done}")


def usage_message(error: click.ClickException, lang: str) -> str:
    """The error in one line, with the command whose help to read; in Thai for all that click itself can report."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if lang == "en":
        hint = f" (see `{context.command_path} --help`)" if context else ""
        return " ".join(error.format_message().split()) + hint
    hint = f" (ดู `{context.command_path} --help`)" if context else ""
    return _in_thai(error) + hint


def _in_thai(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f" หมายถึง {' หรือ '.join(error.possibilities)} หรือไม่" if error.possibilities else ""
        return f"ไม่มีตัวเลือก {error.option_name}{near}"
    if isinstance(error, click.MissingParameter):
        return f"ไม่ได้ระบุ {_name(error.param)}"
    if isinstance(error, click.BadOptionUsage):
        return f"ใช้ตัวเลือก {error.option_name} ไม่ถูกต้อง หรือขาดค่าของตัวเลือกนี้"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"ค่าของ {_name(error.param)} ใช้ไม่ได้{_expected(error.param.type)}"
    if isinstance(error, click.FileError):
        return f"เปิดไฟล์ไม่ได้: {error.ui_filename}"
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None and isinstance(context.command, click.Group):
        return f"ไม่มีคำสั่งนี้ คำสั่งที่มีคือ {', '.join(sorted(context.command.commands))}"
    return "ระบุค่าเกินกว่าที่คำสั่งนี้รับได้"


def _name(parameter: click.Parameter | None) -> str:
    """An option as it is typed, an argument as the command's help names it."""
    if parameter is None:
        return "ค่าที่จำเป็น"
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(
        click.get_current_context(silent=True) or click.Context(click.Command("")))


def _expected(kind: click.ParamType[Any]) -> str:
    if isinstance(kind, click.Choice):
        return f" ค่าที่ใช้ได้คือ {', '.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        least = f" ตั้งแต่ {kind.min}" if kind.min is not None else ""
        most = f" ถึง {kind.max}" if kind.max is not None else ""
        return f" ต้องเป็นจำนวนเต็ม{least}{most}"
    if kind is click.INT:
        return " ต้องเป็นจำนวนเต็ม"
    if isinstance(kind, click.Path):
        return " ต้องเป็นไฟล์หรือโฟลเดอร์ที่มีอยู่และเปิดอ่านได้"
    return ""
