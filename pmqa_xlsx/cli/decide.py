"""``decide``, ``extend``, ``note`` and ``forget``: what the office says about returns and units."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmqa_xlsx.cli import console
from pmqa_xlsx.cli.ingest import finish_round
from pmqa_xlsx.cli.options import DATE, PATH
from pmqa_xlsx.errors import OptionNotValid

if TYPE_CHECKING:
    import datetime as dt

    from pmqa_xlsx.ledger.rounds import Round


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.argument("which", metavar="RETURN", required=False)
@click.argument("verdict", metavar="VERDICT", required=False)
@click.argument("unit", metavar="[UNIT]", required=False)
@click.option("--reason", metavar="R", default="", help="Why; it is shown with the return.")
@click.option("--by", metavar="WHO", default="", help="Who decides.")
@click.option("--from", "requests", metavar="FILE.csv", type=PATH,
              help="Take all decisions of a list, or none: return, verdict, unit, reason, by.")
@console.common_options
@click.pass_context
def decide(
    context: click.Context, /, directory: Path, which: str | None, verdict: str | None, unit: str | None, reason: str,
    by: str, requests: Path | None, as_json: bool,
) -> None:
    """Decide about a return of a round, and write its results again.

    RETURN is the beginning of its SHA-256, its file name or a unit. VERDICT: `accept` (its open matters are settled),
    `reject` (as if it had not come), `prefer` (as if it came now), `alone` (nothing is joined to it), `join` (its empty
    cells are filled from older returns), `is-unit UNIT` (whose it is), `undo` (takes the last decision back).
    """
    round_ = _round(directory)
    if requests is not None:
        if which is not None:
            raise OptionNotValid("list-and-return")
        result = round_.decide_from(requests, reason=reason, by=by)
    elif which is None or verdict is None:
        raise OptionNotValid("no-return-named")
    else:
        result = round_.decide(which, verdict, unit, reason=reason, by=by)
    finish_round(context, round_, result, as_json)


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.argument("unit", metavar="UNIT")
@click.argument("due_date", metavar="DATE", type=DATE)
@click.option("--reason", metavar="R", required=True, help="Why, for example the number of the unit's letter.")
@click.option("--by", metavar="WHO", required=True, help="Who grants it.")
@console.common_options
@click.pass_context
def extend(
    context: click.Context, /, directory: Path, unit: str, due_date: dt.datetime, reason: str, by: str, as_json: bool,
) -> None:
    """Give a unit a new due date, YYYY-MM-DD, and write the results again; the last one holds."""
    round_ = _round(directory)
    finish_round(context, round_, round_.extend(unit, due_date, reason=reason, by=by), as_json)


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.argument("unit", metavar="UNIT")
@click.argument("text", metavar="TEXT")
@click.option("--by", metavar="WHO", required=True, help="Who writes it.")
@console.common_options
@click.pass_context
def note(context: click.Context, /, directory: Path, unit: str, text: str, by: str, as_json: bool) -> None:
    """Write a line into a unit's story, as after a telephone call; `history` shows it."""
    round_ = _round(directory)
    finish_round(context, round_, round_.note(unit, text, by=by), as_json)


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.option("--unit", metavar="CODE", help="Only of this unit.")
@click.option("--contacts", is_flag=True,
              help="Only what is personal: fields, senders, subjects, names of files (default: all that was typed).")
@click.option("--before", metavar="DATE", type=DATE, help="Only of what was sent before this day, YYYY-MM-DD.")
@console.common_options
@click.pass_context
def forget(
    context: click.Context, /, directory: Path, unit: str | None, contacts: bool, before: dt.datetime | None,
    as_json: bool,
) -> None:
    """Erase what was typed in a round, for good: give at least one option. Figures and scores stay as they are.

    It is erased from the ledger, the files received, letters and states kept by name; copies elsewhere stay.
    """
    round_ = _round(directory)
    finish_round(context, round_, round_.forget(unit, contacts=contacts, before=before), as_json)


def _round(directory: Path) -> Round:
    from pmqa_xlsx.ledger.rounds import Round

    return Round(directory, lang=console.chosen_lang())
