"""``compare``: compare two results of ``ingest``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmqa_xlsx.cli import console
from pmqa_xlsx.cli.ingest import say_of_ledger
from pmqa_xlsx.cli.options import PATH

if TYPE_CHECKING:
    from pmqa_xlsx.compare import Comparison


@click.command()
@click.argument("old", metavar="DIR_OLD", type=PATH)
@click.argument("new", metavar="DIR_NEW", type=PATH)
@click.option("-o", "--output", metavar="FILE.xlsx", required=True, type=PATH,
              help="The workbook to write; an earlier one is replaced.")
@console.common_options
def compare(old: Path, new: Path, output: Path, as_json: bool) -> None:
    """Put two results side by side: two years, or two days of one round; DIR@NAME is a state kept by `snapshot`."""
    from pmqa_xlsx.compare import check_target, compare_rounds, write_comparison, write_target
    from pmqa_xlsx.ledger.rounds import Round

    check_target(output)
    rounds = [Round(state_of(path), lang=console.file_lang()) for path in (old, new)]
    comparison = compare_rounds(*(one.current() for one in rounds))
    for one in rounds:
        say_of_ledger(one)
    forms = comparison.new.forms
    write_target(output, write_comparison(comparison, console.file_lang(forms[0].lang if forms else "th")))
    if as_json:
        console.print_json({"file": str(output), **comparison.counts()})
    for line in _lines(comparison, output)[console.print_lang()]:
        console.say(line, stderr=as_json)


def state_of(path: Path) -> Path:
    """The folder of results that ``DIR`` or ``DIR@NAME`` means; an existing path of the very name is taken first.

    ``DIR/@NAME`` is the same, for shells end the name of a folder with a stroke; ``@NAME`` is of the current folder.

    :raises InputNotFound: the round has no state of that name; the message lists those that it has.
    """
    from pmqa_xlsx.errors import InputNotFound
    from pmqa_xlsx.ledger.snapshots import SNAPSHOTS, folders_in

    directory, at, name = path.name.rpartition("@")
    if path.exists() or not at:
        return path
    kept = path.parent / directory / SNAPSHOTS
    if kept.parent.is_dir() and not (kept / name).is_dir():
        names = ", ".join(sorted(one.name for one in folders_in(kept) if not one.name.startswith("."))) or "–"
        raise InputNotFound(f"{kept.parent}: there is no state “{name}”; those kept by `snapshot` are: {names}",
                            f"{kept.parent}: ไม่มีสถานะชื่อ “{name}” ที่เก็บไว้ด้วย `snapshot` คือ: {names}")
    return kept / name


def _lines(comparison: Comparison, output: Path) -> dict[str, list[str]]:
    """A few figures of the comparison."""
    units = {one.value: count for one, count in comparison.presence().items()}
    both, added, gone = (units.get(name, 0) for name in ("both", "new", "missing"))
    answers, contacts, forms = len(comparison.answers), len(comparison.contacts), len(comparison.differences)
    return {
        "th": [f"หน่วยงาน: มีทั้งสองครั้ง {both}, มีครั้งใหม่เท่านั้น {added}, มีครั้งเดิมเท่านั้น {gone}",
               f"เปลี่ยนแปลง: คำตอบ {answers}, อีเมลผู้ประสานงาน {contacts}; แบบฟอร์มต่างกัน {forms} แห่ง",
               f"ผลการเปรียบเทียบอยู่ที่ {output}"],
        "en": [f"Units: {both} in both rounds, {added} new, {gone} missing now",
               f"Changed: {answers} answers, {contacts} contacts; the forms differ in {forms} points",
               f"The comparison is in {output}"],
    }
