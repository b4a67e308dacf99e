"""``feedback``: feedback to the units after ``ingest``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmqa_xlsx.cli import console
from pmqa_xlsx.cli.ingest import say_of_ledger
from pmqa_xlsx.cli.options import PATH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmqa_xlsx.feedback import FeedbackFile


@click.command()
@click.argument("results", metavar="DIR", type=PATH)
@click.option("-o", "--output", metavar="DIR2", required=True, type=PATH,
              help="Folder to write to: empty, new, or written by an earlier `feedback`.")
@click.option("--unit", "units", metavar="CODE", multiple=True,
              help="Only this unit (repeat for several; default: all).")
@console.common_options
def feedback(results: Path, output: Path, units: tuple[str, ...], as_json: bool) -> None:
    """Write correction workbooks and mail drafts from a result of `ingest`.

    For each return that needs correction: a workbook with the unit's answers that marks and lists what to correct, and
    a mail draft with it attached. For each sender of a rejected file, and for each unit that sent nothing: a mail
    draft. Nothing is sent. Results made with `--no-contacts` cannot be used, since they lack answers and addresses.
    """
    from pmqa_xlsx.ledger.rounds import Round

    round_ = Round(results, lang=console.file_lang())
    entries = round_.feedback(output, units=units, on_progress=console.progress)
    say_of_ledger(round_)
    if as_json:
        console.print_json({"files": entries})
    for line in _lines(entries, output)[console.print_lang()]:
        console.say(line, stderr=as_json)


def _lines(entries: Sequence[FeedbackFile], output: Path) -> dict[str, list[str]]:
    """The number of files written, and the drafts without an address."""
    if not entries:
        return {"th": ["ไม่มีสิ่งที่ต้องส่งกลับหรือแจ้งเตือน"], "en": ["There is nothing to send back."]}
    workbooks = sum(entry["file"].endswith(".xlsx") for entry in entries)
    drafts = [entry for entry in entries if entry["file"].endswith(".eml")]
    rejected, reminders = (sum(entry["kind"] == kind for entry in drafts) for kind in ("rejected", "reminder"))
    lines = {
        "th": [f"ไฟล์ที่ส่งกลับให้แก้ไข {workbooks}, ร่างอีเมล {len(drafts)} (ไฟล์ที่ไม่รับ {rejected}, แจ้งเตือน {reminders}) "
               f"อยู่ที่ {output}"],
        "en": [f"{workbooks} workbooks to correct and {len(drafts)} mail drafts ({rejected} about rejected files, "
               f"{reminders} reminders) are in {output}"],
    }
    for entry in drafts:
        if not entry["recipient"]:
            lines["th"].append(f"ไม่พบที่อยู่อีเมล โปรดระบุผู้รับเอง: {entry['file']}")
            lines["en"].append(f"No address is known; enter the recipient yourself: {entry['file']}")
    return lines
