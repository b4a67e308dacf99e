"""Printing: streams, languages and progress; nothing here may fail on an old Windows console."""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from pmqa_xlsx.text.language import Lang

P = ParamSpec("P")
R = TypeVar("R")
_chosen: list[Lang] = []


def prepare_streams() -> None:
    """Print a character that the console's code page lacks as ``?`` instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@cache
def _locale_lang() -> Lang:
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = next((name for name in names if name), "") or (locale.getlocale()[0] or "")
    return "th" if name.lower().startswith(("th", "thai")) else "en"


def print_lang() -> Lang:
    """The language of printed messages: ``--lang``, else Thai under a Thai locale, else English."""
    return _chosen[-1] if _chosen else _locale_lang()


def file_lang() -> Lang:
    """The language of files for people: ``--lang``, else Thai."""
    return _chosen[-1] if _chosen else "th"


def _choose(_context: click.Context, _parameter: click.Parameter, value: Lang | None) -> Lang | None:
    _chosen.clear()
    if value:
        _chosen.append(value)
    return value


def common_options(command: Callable[P, R]) -> Callable[P, R]:
    """The options of every command: ``--lang`` (stored here) and ``--json`` (passed on as ``as_json``)."""
    @click.option("--json", "as_json", is_flag=True,
                  help="Print one JSON document on standard output, and nothing else.")
    @click.option("--lang", type=click.Choice(["th", "en"]), callback=_choose, expose_value=False, is_eager=True,
                  help="Language of files and messages (default: Thai for files, the system's language for messages).")
    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        return command(*args, **kwargs)

    return wrapped


def say(text: str = "", *, stderr: bool = False) -> None:
    """Print a line for people on standard output, or with ``stderr`` (progress, ``--json``) on standard error."""
    click.echo(text, err=stderr)


def print_error(text: str) -> None:
    """Print the one line of an error on standard error."""
    prefix = "ทำไม่ได้" if print_lang() == "th" else "Error"
    click.echo(f"{prefix}: {text}", err=True)


def print_json(document: Any) -> None:
    """Print one JSON document, in ASCII if the stream cannot encode Thai, so that it can always be parsed."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    click.echo(json.dumps(document, ensure_ascii=encoding != "utf8", indent=1))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, stderr: bool = False) -> None:
    """Print a plain table with columns as wide as their content; combining marks are not counted."""
    lines = [list(headings), *(list(row) for row in rows)]
    widths = [max(_shown_width(line[column]) for line in lines) for column in range(len(headings))]
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
def counting(verb: str) -> Iterator[Callable[[int], None] | None]:
    """Show a running count of a run of unknown length, on a terminal only; yields ``None`` if there is none."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status(verb) as status:
        yield lambda done: status.update(f"{verb}: {done}")
