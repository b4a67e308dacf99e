"""Generate workbooks, fill them in, make some returns faulty, late, duplicate or missing, and say what is expected."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx.arguments import moment as as_moment
from pmqa_xlsx.consolidate import check_writable
from pmqa_xlsx.demo.answers import plausible_answers
from pmqa_xlsx.demo.editing import Editor
from pmqa_xlsx.demo.faults import Fault, faults_for
from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.generator.manifest import read_manifest
from pmqa_xlsx.generator.outputs import write_workbooks
from pmqa_xlsx.layout import Layout, plan_layout
from pmqa_xlsx.system.atomic import check_replaceable, not_writable, retry_denied, write_bytes
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation

OUTGOING, INBOX, RESULTS = "1-outgoing", "2-inbox", "3-results"
_MISSING = 3
_WORKBOOK_TYPE = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True)
class DemoExpected:
    """The expected result for one file: its status, and finding codes that it must have (among others)."""

    status: str
    codes: tuple[str, ...] = ()


@dataclass
class DemoRound:
    """A round whose returns have been made up.

    :ivar expected: by file name in the inbox, what the ingester must say of the file.
    :ivar missing: codes of the units that sent nothing.
    """

    form: Form
    directory: Path
    expected: dict[str, DemoExpected] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    @property
    def due(self) -> dt.date:
        """The form's due date (A.D.); the shipped form's day where it has none."""
        return self.form.due_in(self.form.fiscal_year) or dt.date(self.form.fiscal_year - 543, 11, 30)

    @property
    def as_of(self) -> dt.datetime:
        """The moment at which the returns are to be read."""
        return as_moment(self.due + dt.timedelta(days=5))

    def differences(self, result: Consolidation) -> list[str]:
        """The differences between a result and the expected one, one line each; empty if there are none."""
        returns, findings = result.returns, result.findings
        lines: list[str] = []
        for name, expected in self.expected.items():
            ours = [file for file in returns["file"] if Path(file.partition("!")[0]).name == name]
            statuses = sorted(set(returns.loc[returns["file"].isin(ours), "status"]))
            codes = set(findings.loc[findings["file"].isin(ours), "code"])
            if statuses != [expected.status]:
                lines.append(f"{name}: status {', '.join(statuses) or 'none'} instead of {expected.status}")
            lines += [f"{name}: no finding {code}" for code in expected.codes if code not in codes]
        missing = set(result.missing["unit_code"])
        uncounted = {name.partition("_")[0] for name, expected in self.expected.items()
                     if expected.status in ("rejected", "held")}
        if missing - uncounted != self.missing:
            lines.append(f"missing units: {', '.join(sorted(missing))} instead of {', '.join(sorted(self.missing))}")
        return lines


def make_up_round(
    form: Form, directory: Path, *, lang: Lang = "th", on_step: Callable[[str, int, int], None] | None = None,
) -> DemoRound:
    """Write workbooks to ``1-outgoing`` and made-up returns to ``2-inbox``; ``3-results`` is for what is read of them.

    :param on_step: called with the step (``generate`` or ``fill``), the number done and the total.
    :raises OutputNotWritable: the folder contains other files, or cannot be written.
    """
    _prepare(directory)
    report = on_step or _ignore_progress
    played = DemoRound(form, directory)
    manifest = write_workbooks(form, None, directory / OUTGOING, lang=lang,
                               on_progress=lambda done, total: report("generate", done, total))
    files = {entry["unit_code"]: directory / OUTGOING / entry["file"] for entry in manifest["workbooks"]}
    _fill_inbox(played, plan_layout(form), lang, files, report)
    return played


def _ignore_progress(_step: str, _done: int, _total: int) -> None:
    pass


def _prepare(directory: Path) -> None:
    """Create the folder; an earlier round's inbox is emptied, any other content is an error.

    Nothing is removed before all outputs are known to be writable.
    """
    if directory.exists() and not directory.is_dir():
        raise OutputNotWritable(f"{directory} is a file; name a folder", f"{directory} เป็นไฟล์ โปรดระบุโฟลเดอร์")
    ours = {OUTGOING, INBOX, RESULTS}
    inbox = directory / INBOX
    with not_writable(directory):
        if directory.is_dir() and any(path.name not in ours for path in directory.iterdir()):
            raise OutputNotWritable(f"{directory} contains other files; name an empty or new folder",
                                    f"{directory} มีไฟล์อื่นอยู่ โปรดระบุโฟลเดอร์ว่างหรือโฟลเดอร์ใหม่")
        check_replaceable(path for name in (OUTGOING, INBOX, RESULTS) for path in sorted((directory / name).rglob("*")))
        read_manifest(directory / OUTGOING)
        check_writable(directory / RESULTS)
        if inbox.exists():
            retry_denied(lambda: shutil.rmtree(inbox))
        retry_denied(lambda: inbox.mkdir(parents=True))


def _fill_inbox(
    played: DemoRound, layout: Layout, lang: Lang, files: Mapping[str, Path], on_step: Callable[[str, int, int], None],
) -> None:
    units = [unit for unit in played.form.units if unit.code in files]
    due = played.due
    sent = as_moment(due) - dt.timedelta(days=9)

    def filled(unit: Unit, salt: str = "") -> Editor:
        editor = Editor(files[unit.code].read_bytes(), layout, lang)
        editor.fill(plausible_answers(layout, unit, salt=salt))
        return editor

    def receive(name: str, data: bytes, expected: DemoExpected) -> None:
        write_bytes(played.directory / INBOX / name, data)
        os.utime(played.directory / INBOX / name, (sent.timestamp(), sent.timestamp()))
        played.expected[name] = expected

    faults = list(faults_for(lambda: filled(units[0]))) if units else []
    played.missing = {unit.code for unit in units[len(units) - min(_MISSING, len(units) // 4):]}
    special = [_late, _corrected_later, _sent_twice, _lost_answers]
    for number, unit in enumerate(units):
        on_step("fill", number, len(units))
        moment = sent + dt.timedelta(hours=2 * number % 96)
        if unit.code in played.missing:
            continue
        if number % 3 == 1 and faults:
            _faulty(receive, filled(unit), faults.pop(0), unit, moment)
        elif number % 3 == 2 and special:
            special.pop(0)(receive, filled, unit, moment, as_moment(due))
        else:
            receive(f"{unit.code}.xlsx", filled(unit).saved(moment), DemoExpected("accepted"))
    receive("minutes.xlsx", b"%PDF-1.4\n% the minutes of a meeting, renamed\n",
            DemoExpected("rejected", ("not-a-workbook",)))
    on_step("fill", len(units), len(units))


_Receive = Callable[[str, bytes, DemoExpected], None]
_Filled = Callable[..., Editor]


def _faulty(receive: _Receive, editor: Editor, fault: Fault, unit: Unit, moment: dt.datetime) -> None:
    fault.apply(editor)
    receive(f"{unit.code}_{fault.name}.xlsx", editor.saved(moment), DemoExpected(fault.status, fault.codes))


def _late(receive: _Receive, filled: _Filled, unit: Unit, _moment: dt.datetime, due: dt.datetime) -> None:
    """A mail sent two days after the due date."""
    mail = EmailMessage()
    mail["From"] = "ผู้ประสานงาน <coordinator@example.go.th>"
    mail["To"] = "office@example.go.th"
    mail["Subject"] = "ส่งแบบประเมินตนเอง"
    mail["Date"] = format_datetime(due + dt.timedelta(days=2))
    mail.set_content("เรียน ผู้เกี่ยวข้อง\n\nขอส่งแบบประเมินตามไฟล์แนบ\n")
    mail.add_attachment(filled(unit).saved(due), maintype=_WORKBOOK_TYPE[0], subtype=_WORKBOOK_TYPE[1],
                        filename=f"แบบประเมิน {unit.name.th}.xlsx")
    mail.set_boundary("part-of-a-made-up-mail")  # the mail library would choose a random one
    receive(f"{unit.code}_late.eml", bytes(mail), DemoExpected("accepted", ("late",)))


def _corrected_later(receive: _Receive, filled: _Filled, unit: Unit, moment: dt.datetime, _due: dt.datetime) -> None:
    """A half-filled return, and the complete one the day after."""
    first = filled(unit)
    for position in range(len(first.layout.slots) // 3):
        first.type_into(position, None)
    receive(f"{unit.code}_first.xlsx", first.saved(moment), DemoExpected("superseded", ("superseded",)))
    receive(f"{unit.code}_second.xlsx", filled(unit).saved(moment + dt.timedelta(days=1)), DemoExpected("accepted"))


def _sent_twice(receive: _Receive, filled: _Filled, unit: Unit, moment: dt.datetime, _due: dt.datetime) -> None:
    """The same file under two names."""
    data = filled(unit).saved(moment)
    receive(f"{unit.code}.xlsx", data, DemoExpected("accepted"))
    receive(f"{unit.code}_again.xlsx", data, DemoExpected("duplicate", ("duplicate-file",)))


def _lost_answers(receive: _Receive, filled: _Filled, unit: Unit, moment: dt.datetime, _due: dt.datetime) -> None:
    """A newer return with fewer answers than the older one."""
    receive(f"{unit.code}_first.xlsx", filled(unit).saved(moment), DemoExpected("joined"))
    second = filled(unit)
    for position in range(len(second.layout.slots) // 4):
        second.type_into(position, None)
    receive(f"{unit.code}_second.xlsx", second.saved(moment + dt.timedelta(days=1)),
            DemoExpected("needs_correction", ("answer-dropped", "answer-missing")))
