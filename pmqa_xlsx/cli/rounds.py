"""What the office says about returns and units (``decide``, ``extend``, ``note``, ``forget``), and the round's states:
``results``, ``history``, ``snapshot``, ``compare``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmqa_xlsx.cli import console, words
from pmqa_xlsx.cli.ingest import finish_round, say_of_ledger
from pmqa_xlsx.cli.options import DATE, PATH
from pmqa_xlsx.errors import OptionNotValid

if TYPE_CHECKING:
    import datetime as dt

    from pmqa_xlsx.rounds.round import Round
    from pmqa_xlsx.rounds.round_state import PastRun
    from pmqa_xlsx.text.calendar import Calendar


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
def decide(
    directory: Path, which: str | None, verdict: str | None, unit: str | None, reason: str, by: str,
    requests: Path | None, as_json: bool,
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
    finish_round(round_, result, as_json)


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.argument("unit", metavar="UNIT")
@click.argument("due_date", metavar="DATE", type=DATE)
@click.option("--reason", metavar="R", required=True, help="Why, for example the number of the unit's letter.")
@click.option("--by", metavar="WHO", required=True, help="Who grants it.")
@console.common_options
def extend(directory: Path, unit: str, due_date: dt.datetime, reason: str, by: str, as_json: bool) -> None:
    """Give a unit a new due date, YYYY-MM-DD, and write the results again; the last one holds."""
    round_ = _round(directory)
    finish_round(round_, round_.extend(unit, due_date, reason=reason, by=by), as_json)


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.argument("unit", metavar="UNIT")
@click.argument("text", metavar="TEXT")
@click.option("--by", metavar="WHO", required=True, help="Who writes it.")
@console.common_options
def note(directory: Path, unit: str, text: str, by: str, as_json: bool) -> None:
    """Write a line into a unit's story, as after a telephone call; `history` shows it."""
    round_ = _round(directory)
    finish_round(round_, round_.note(unit, text, by=by), as_json)


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.option("--unit", metavar="CODE", help="Only of this unit.")
@click.option("--contacts", is_flag=True,
              help="Only what is personal: fields, senders, subjects, names of files (default: all that was typed).")
@click.option("--before", metavar="DATE", type=DATE, help="Only of what was sent before this day, YYYY-MM-DD.")
@console.common_options
def forget(directory: Path, unit: str | None, contacts: bool, before: dt.datetime | None, as_json: bool) -> None:
    """Erase what was typed in a round, for good: give at least one option. Figures and scores stay as they are.

    It is erased from the ledger, the files received, letters and states kept by name; copies elsewhere stay.
    """
    round_ = _round(directory)
    finish_round(round_, round_.forget(unit, contacts=contacts, before=before), as_json)


def _round(directory: Path) -> Round:
    from pmqa_xlsx.rounds.round import Round

    return Round(directory, lang=console.chosen_lang())


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.option("-o", "--output", metavar="DIR2", type=PATH,
              help="Write them into this folder instead of the round's own.")
@click.option("--as-of", metavar="DATE", type=DATE,
              help="The day that is asked about, YYYY-MM-DD (default: today); needs -o.")
@click.option("-f", "--form", "forms", metavar="FORM", multiple=True,
              help="A definition that rules texts, dates and units from now on.")
@click.option("--no-contacts", is_flag=True, help="Without any personal data, to give away; needs -o.")
@click.option("--against", metavar="DIR", multiple=True, type=PATH,
              help="Results that the page compares with too: last year's, or DIR@NAME, a state kept by `snapshot`.")
@console.common_options
def results(
    directory: Path, output: Path | None, as_of: dt.datetime | None, forms: tuple[str, ...], no_contacts: bool,
    against: tuple[Path, ...], as_json: bool,
) -> None:
    """Write the results of a round again from its ledger, also as they were on a past day."""
    from pmqa_xlsx.rounds.round import Round

    round_ = Round(directory, lang=console.chosen_lang())
    result = round_.write_results(output, as_of=as_of, forms=forms or None, contacts=not no_contacts,
                                  against=[state_of(path) for path in against])
    finish_round(round_, result, as_json, output)


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.argument("unit", metavar="[UNIT]", required=False)
@click.option("--run", metavar="DATE", type=DATE, help="What counted in the last run by that day, YYYY-MM-DD.")
@console.common_options
def history(directory: Path, unit: str | None, run: dt.datetime | None, as_json: bool) -> None:
    """Say what came when and what became of it, in the whole round or of one unit."""
    from pmqa_xlsx.rounds.round import Round

    round_ = Round(directory)
    if run is not None:
        found = round_.history(unit, run=run)
        say_of_ledger(round_)
        _say_run(found, round_.calendar, as_json)
        return
    result, events = round_.story(unit)
    say_of_ledger(round_)
    from pmqa_xlsx.consolidate.event_data import data_of
    from pmqa_xlsx.consolidate.frame_rows import FrameRows
    from pmqa_xlsx.consolidate.schema import EventKind, EventRow
    from pmqa_xlsx.report.terminal import Brief, outcomes
    from pmqa_xlsx.report.words import shown_moment

    rows = FrameRows(events, EventRow)
    if as_json:
        console.print_json({"events": [vars(row) for row in rows]})
    lang = console.print_lang()
    became, lines = outcomes(Brief.of(result), lang), []
    for row in rows:
        more = f"({row.by})" if row.by else ""
        if row.kind == EventKind.ARRIVAL:
            more = became.get((data_of(row).get("label", ""), row.sha256), "")
        lines.append([shown_moment(row.at, lang, result.calendar), row.unit_code or "-",
                      f"{row.detail_th if lang == 'th' else row.detail_en} {more}"])
    console.print_table((), lines, stderr=as_json)


def _say_run(found: PastRun, calendar: Calendar, as_json: bool) -> None:
    """Print what counted in a run."""
    from pmqa_xlsx.report.words import STANDING, shown_moment

    lang = console.print_lang()
    if as_json:
        console.print_json(found)
    console.say(words.RUN, stderr=as_json, run=found["run"], at=shown_moment(found["at"], lang, calendar),
                returned=found["returned"], units=found["units"])
    for unit, counted in sorted(found["counted"].items()):
        those = [counted] if isinstance(counted, str) else sorted({one for part in counted.values() for one in part})
        word = STANDING[found["standing"][unit]].of(lang) if found["standing"].get(unit) else "-"
        console.say(f"  {unit}  {word}  " + " + ".join(one[:12] for one in those if one), stderr=as_json)


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.argument("name", metavar="NAME")
@console.common_options
def snapshot(directory: Path, name: str, as_json: bool) -> None:
    """Keep the results as they are now under a name; `compare` takes them as DIR@NAME."""
    from pmqa_xlsx.rounds.round import Round

    round_ = Round(directory, lang=console.chosen_lang())
    kept = round_.snapshot(name)
    say_of_ledger(round_)
    if as_json:
        console.print_json({"snapshot": name, "folder": str(kept)})
    console.say(words.KEPT, stderr=as_json, folder=kept)


@click.command()
@click.argument("old", metavar="DIR_OLD", type=PATH)
@click.argument("new", metavar="DIR_NEW", type=PATH)
@click.option("-o", "--output", metavar="FILE.xlsx", required=True, type=PATH,
              help="The workbook to write; an earlier one is replaced.")
@console.common_options
def compare(old: Path, new: Path, output: Path, as_json: bool) -> None:
    """Put two results side by side: two years, or two days of one round; DIR@NAME is a state kept by `snapshot`."""
    from pmqa_xlsx.compare.build import compare_rounds
    from pmqa_xlsx.compare.workbook import check_target, write_comparison, write_target
    from pmqa_xlsx.rounds.round import Round

    check_target(output)
    rounds = [Round(state_of(path), lang=console.file_lang()) for path in (old, new)]
    comparison = compare_rounds(*(one.current() for one in rounds))
    for one in rounds:
        say_of_ledger(one)
    forms = comparison.new.forms
    write_target(output, write_comparison(comparison, console.file_lang(forms[0].lang if forms else "th")))
    if as_json:
        console.print_json({"file": str(output), **comparison.counts()})
    units = {one.value: count for one, count in comparison.presence().items()}
    console.say(words.COMPARED_UNITS, stderr=as_json,
                **{name: units.get(name, 0) for name in ("both", "new", "missing")})
    console.say(words.COMPARED_ANSWERS, stderr=as_json, answers=len(comparison.answers),
                contacts=len(comparison.contacts), forms=len(comparison.differences))
    console.say(words.COMPARISON, stderr=as_json, path=output)


def state_of(path: Path) -> Path:
    """The folder of results that ``DIR`` or ``DIR@NAME`` means; an existing path of the very name is taken first.

    ``DIR/@NAME`` is the same, for shells end the name of a folder with a stroke; ``@NAME`` is of the current folder.

    :raises InputNotFound: the round has no state of that name; the message lists those that it has.
    """
    from pmqa_xlsx.errors import InputNotFound
    from pmqa_xlsx.rounds.snapshots import SNAPSHOTS, folders_in

    directory, at, name = path.name.rpartition("@")
    if path.exists() or not at:
        return path
    kept = path.parent / directory / SNAPSHOTS
    if kept.parent.is_dir() and not (name and (kept / name).is_dir()):
        names = ", ".join(sorted(one.name for one in folders_in(kept) if not one.name.startswith("."))) or "–"
        raise InputNotFound("no-such-state", directory=kept.parent, name=name, names=names)
    return kept / name
