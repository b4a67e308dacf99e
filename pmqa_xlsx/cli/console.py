"""What is printed, where, and in which language; nothing here may fail on an old Windows console."""

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
    """Let a character that the console's code page lacks come out as ``?`` and not as a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@cache
def _locale_lang() -> Lang:
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = next((name for name in names if name), "") or (locale.getlocale()[0] or "")
    return "th" if name.lower().startswith(("th", "thai")) else "en"


def print_lang() -> Lang:
    """The language of what is printed: ``--lang``, else Thai under a Thai locale, else English."""
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
    """The options that every command has: ``--lang`` (kept here) and ``--json`` (passed on as ``as_json``)."""
    @click.option("--json", "as_json", is_flag=True,
                  help="Print one JSON document on standard output, and nothing else.")
    @click.option("--lang", type=click.Choice(["th", "en"]), callback=_choose, expose_value=False, is_eager=True,
                  help="Language of files and messages (without it: files Thai, messages by the system's language).")
    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        return command(*args, **kwargs)

    return wrapped


def say(text: str = "", *, aside: bool = False) -> None:
    """Print a line for people: on standard output, or with ``aside`` (progress, under ``--json``) on standard error."""
    click.echo(text, err=aside)


def complain(text: str) -> None:
    """Print the one line that says what could not be done, on standard error."""
    prefix = "ทำไม่ได้" if print_lang() == "th" else "Error"
    click.echo(f"{prefix}: {text}", err=True)


def print_json(document: Any) -> None:
    """Print one JSON document; in ASCII where the stream cannot hold Thai, so that it always parses."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    click.echo(json.dumps(document, ensure_ascii=encoding != "utf8", indent=1))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, aside: bool = False) -> None:
    """Print a plain table with columns as wide as their content, combining marks not counted."""
    lines = [list(headings), *(list(row) for row in rows)]
    widths = [max(_shown_width(line[column]) for line in lines) for column in range(len(headings))]
    for line in lines:
        cells = (cell + " " * (width - _shown_width(cell)) for cell, width in zip(line, widths, strict=True))
        say("  ".join(cells).rstrip(), aside=aside)


def _shown_width(text: str) -> int:
    from unicodedata import category

    return sum(category(letter) not in ("Mn", "Me", "Cf") for letter in text)


def progress(done: int, total: int) -> None:
    """Show how far a run of known length is, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{total}" + ("\n" if done == total else ""), nl=False, err=True)


@contextmanager
def counting(verb: str) -> Iterator[Callable[[int], None] | None]:
    """Show a running count on a terminal while a run of unknown length goes on; nothing where there is none."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status(verb) as status:
        yield lambda done: status.update(f"{verb}: {done}")
