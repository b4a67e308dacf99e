"""``feedback`` and ``letters``: letters to the units of a round, and what became of each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmqa_xlsx.cli import console, words
from pmqa_xlsx.cli.ingest import finish_round, say_of_ledger
from pmqa_xlsx.cli.options import DATE, PATH, read_seal_key
from pmqa_xlsx.errors import OptionNotValid

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.rounds.letters_folder import LetterFiles

#: Most letters without an address that are named one by one.
_MOST_NAMED = 10


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.option("-o", "--output", metavar="DIR2", type=PATH,
              help="Copy all drafts into this folder too: empty, new, or written by an earlier `feedback`.")
@click.option("--unit", "units", metavar="CODE", multiple=True,
              help="Only this unit, also where nothing is wrong (repeat for several; default: all).")
@click.option("--again", is_flag=True, help="Write also about what a letter has been written about.")
@click.option("--invite", is_flag=True, help="A letter to each unit of which nothing counts, with its workbook.")
@click.option("--remind", is_flag=True, help="Remind also before the due day.")
@click.option("--receipt", is_flag=True, help="A letter to each unit of which something counts, saying what.")
@click.option("--seal-key", metavar="FILE", type=PATH, help="The key with which the workbooks were sealed.")
@click.option("--password", metavar="P", help="Password of the sheets (default: that of the workbooks sent out).")
@console.common_options
def feedback(
    directory: Path, output: Path | None, units: tuple[str, ...], again: bool, invite: bool, remind: bool,
    receipt: bool, seal_key: Path | None, password: str | None, as_json: bool,
) -> None:
    """Draft letters to the units of a round, about what no letter is about yet.

    What to correct, with a workbook that has the unit's answers and marks the faults; whose a doubtful return is; why
    files cannot be counted; reminders from the due day on. The drafts are mails in DIR/letters, with a list for mail
    merge and a text for a chat group; their wording is in DIR/templates. Nothing is sent.
    """
    from pmqa_xlsx.rounds.letters_folder import LETTERS
    from pmqa_xlsx.rounds.round import Round

    round_ = Round(directory, lang=console.chosen_lang())
    written = round_.feedback(
        output, units=units, again=again, invite=invite, remind=remind, receipt=receipt,
        seal_key=read_seal_key(seal_key), password=password, on_progress=console.progress)
    say_of_ledger(round_)
    if as_json:
        console.print_json({"letters": [one.as_json() for one in written]})
    _say_written(written, round_.directory / LETTERS, as_json)


def _say_written(written: Sequence[LetterFiles], folder: Path, as_json: bool) -> None:
    """Print the number of letters of each kind, and those without an address."""
    from pmqa_xlsx.consolidate.letters import LetterKind

    if not written:
        console.say(words.LETTERS_NONE, stderr=as_json)
        return
    counts = Counter(one.kind for one in written)
    kinds = [f"{kind.label.of(console.print_lang())} {counts[kind]}" for kind in LetterKind if kind in counts]
    console.say(words.LETTERS, stderr=as_json, count=len(written), kinds=", ".join(kinds), folder=folder)
    nobody = [one for one in written if not one.to and not one.call]
    if len(nobody) > _MOST_NAMED:
        console.say(words.NO_RECIPIENTS, stderr=as_json, count=len(nobody))
    for one in written:
        if not one.to and (one.call or len(nobody) <= _MOST_NAMED):
            who = " ".join(filter(None, [one.unit_code, one.unit_name.of(console.print_lang())])) or "-"
            console.say(words.CALL if one.call else words.NO_RECIPIENT, stderr=as_json, number=one.number, who=who,
                        call=one.call)


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.option("--sent", "sent", metavar="N", multiple=True, help="This letter was sent (repeat for several).")
@click.option("--withdraw", "withdrawn", metavar="N", multiple=True, help="This letter is not to be sent.")
@click.option("--ref", metavar="TEXT", default="", help="With --sent: the office's own reference.")
@click.option("--on", metavar="DATE", type=DATE, help="With --sent: the day it was sent, YYYY-MM-DD (default: today).")
@console.common_options
def letters(
    directory: Path, sent: tuple[str, ...], withdrawn: tuple[str, ...], ref: str, on: dt.datetime | None, as_json: bool,
) -> None:
    """List the letters of a round, or keep what was done with them: N is a letter's number, such as 7/2569."""
    from pmqa_xlsx.rounds.round import Round

    if (ref or on) and not sent:
        raise OptionNotValid("ref-without-sent")
    if both := ", ".join(sorted(set(sent) & set(withdrawn))):
        raise OptionNotValid("sent-and-withdrawn", both=both)
    round_ = Round(directory, lang=console.chosen_lang())
    result = round_.mark_sent(sent, ref=ref, on=on) if sent else None
    if withdrawn:
        result = round_.withdraw(withdrawn)
    if result is None:
        _list(round_.results(), as_json)
        say_of_ledger(round_)
        return
    finish_round(round_, result, as_json)


def _list(result: Consolidation, as_json: bool) -> None:
    from pmqa_xlsx.consolidate.frame_rows import EachRow
    from pmqa_xlsx.consolidate.letters import LetterKind, LetterState
    from pmqa_xlsx.consolidate.schema import LetterRow
    from pmqa_xlsx.report.words import shown_day

    rows = EachRow(result, LetterRow)
    if as_json:
        console.print_json({"letters": [vars(row) for row in rows]})
    lang = console.print_lang()
    console.print_table([text.of(lang) for text in words.LETTER_LIST], [
        [row.number, row.unit_code or "-", LetterKind(row.kind).label.of(lang), LetterState(row.state).label.of(lang),
         row.to or "-", shown_day(row.sent_at, lang, result.calendar)] for row in rows],
        stderr=as_json)
