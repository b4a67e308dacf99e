"""Options shared by several commands, and the parsing of their values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmqa_xlsx.errors import InputNotFound

if TYPE_CHECKING:
    from pmqa_xlsx.form.model import Form


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options shared by ``ingest`` and ``check``."""
    for option in reversed((
        click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)),
        click.option("-f", "--form", "forms", metavar="FORM", multiple=True,
                     help="A form to expect (repeat for several; default: the shipped form)."),
        click.option("--year", metavar="Y", type=int, help="Fiscal year expected, B.E. (default: the form's own)."),
        click.option("--as-of", metavar="DATE",
                     help="The day by which returns are judged as late, YYYY-MM-DD (default: now)."),
        click.option("--jobs", metavar="N", type=click.IntRange(1, 64), default=1, show_default=True,
                     help="How many files are read in parallel."),
        click.option("--open-password", "open_passwords", metavar="P", multiple=True,
                     help="A password to try on encrypted workbooks (repeat for several)."),
        click.option("--seal-key", metavar="FILE", type=click.Path(path_type=Path),
                     help="The key with which the workbooks were sealed."),
    )):
        command = option(command)
    return command


def parse_as_of(text: str | None) -> dt.datetime:
    """The moment by which returns are judged as late: a date (its last second) or a date and time; default now.

    :param text: ISO 8601, A.D. or B.E.; without a time zone it is Thai time.
    :raises OptionNotValid: the text is no date.
    """
    from pmqa_xlsx.arguments import moment

    return moment(text, "--as-of")


def read_seal_key(path: Path | None) -> bytes | None:
    """The bytes of a key file, without the line break that editors add.

    :raises InputNotFound: the file cannot be read.
    """
    if path is None:
        return None
    try:
        return path.read_bytes().rstrip(b"\r\n")
    except OSError as error:
        raise InputNotFound(f"--seal-key {path}: {error.strerror}", f"--seal-key {path}: เปิดไฟล์ไม่ได้") from error


def load_forms(sources: Sequence[str]) -> Iterator[Form]:
    """The forms named by ``-f``, each loaded when requested; without ``-f`` the shipped one."""
    from pmqa_xlsx.definition import load_form

    for source in sources or (None,):
        yield load_form(source)
