"""Options shared by several commands, and the parsing of their values."""

from __future__ import annotations

import datetime as dt
import glob
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmqa_xlsx.errors import InputNotFound, reason_of

if TYPE_CHECKING:
    from pmqa_xlsx.form.model import Form


class _NamedPath(click.Path):
    """A path or a form's id as it was typed, which may not be empty: an empty path would be the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from pmqa_xlsx.errors import OptionNotValid

        if value == "":
            name = param.get_error_hint(ctx) if param else ""
            raise OptionNotValid("path-empty", name=name)
        return super().convert(value, param, ctx)


class _Moment(click.ParamType[dt.datetime]):
    """A day (its last second) or a moment: ISO 8601, A.D. or B.E.; without a time zone it is Thai time."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: object) -> dt.datetime:  # noqa: ARG002  click's
        from pmqa_xlsx.arguments import moment

        return moment(value, param.opts[0] if isinstance(param, click.Option) else "DATE")


#: The types of arguments and options that name a file or folder, and of those that may name a shipped form instead.
PATH, SOURCE = _NamedPath(path_type=Path), _NamedPath()
#: The type of days, which the messages call by the option as it is typed.
DATE = _Moment()


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options shared by ``ingest`` and ``check``."""
    for option in reversed((
        click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PATH, callback=_expanded),
        click.option("-f", "--form", "forms", metavar="FORM", multiple=True, type=SOURCE,
                     help="A form to expect (repeat for several; default: the shipped form)."),
        click.option("--year", metavar="Y", type=int, help="Fiscal year expected (default: the form's own)."),
        click.option("--as-of", metavar="DATE", type=DATE,
                     help="The day that the results are of, YYYY-MM-DD (default: now): what was sent or decided "
                          "later is left out."),
        click.option("--jobs", metavar="N", type=click.IntRange(1, 64), default=1, show_default=True,
                     help="How many files are read in parallel."),
        click.option("--open-password", "open_passwords", metavar="P", multiple=True,
                     help="A password to try on encrypted workbooks (repeat for several)."),
        click.option("--seal-key", metavar="FILE", type=PATH,
                     help="The key with which the workbooks were sealed."),
    )):
        command = option(command)
    return command


def _expanded(_context: click.Context, _parameter: click.Parameter, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The paths with all patterns replaced; shells on Windows leave that to the programs."""
    return tuple(one for path in paths for one in matching_paths(path))


def matching_paths(path: Path) -> list[Path]:
    """The files and folders that match a pattern such as ``*.xlsx``, in order; a path that is no pattern as it is.

    Only ``*`` and ``?`` match other characters, and only if no file has that very name.
    """
    text = str(path)
    if os.path.lexists(path) or not ("*" in text or "?" in text):
        return [path]
    found = glob.glob(text.replace("[", "[[]"))  # noqa: PTH207  Path.glob would take ** for folders of any depth
    return [Path(one) for one in sorted(found)] or [path]


def read_seal_key(path: Path | None) -> bytes | None:
    """The bytes of a key file, without the line break that editors add.

    :raises InputNotFound: the file cannot be read.
    """
    if path is None:
        return None
    try:
        return path.read_bytes().rstrip(b"\r\n")
    except OSError as error:
        raise InputNotFound("seal-key-unreadable", path=path, reason=reason_of(error)) from error


def load_forms(sources: Sequence[str]) -> Iterator[Form]:
    """The forms named by ``-f``, each loaded when requested; without ``-f`` the shipped one."""
    from pmqa_xlsx.definition import loading

    yield from loading.load_forms(sources or [None])
