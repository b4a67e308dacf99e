"""A made-up round: what came, when, and what must be said of it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx.arguments import moment as as_moment
from pmqa_xlsx.demo.filling import Editor
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.system.atomic import write_bytes

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation

OUTGOING, INBOX, RESULTS = "1-outgoing", "2-inbox", "3-results"
WORKBOOK_TYPE = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


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
    :ivar days: by file name in the inbox, the day on which it comes, in days from the due day.
    :ivar borrowed: by file name of a workbook that was made for another unit, whose it is.
    """

    form: Form
    directory: Path
    expected: dict[str, DemoExpected] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    days: dict[str, int] = field(default_factory=dict)
    borrowed: dict[str, str] = field(default_factory=dict)

    @property
    def due(self) -> dt.date:
        """The form's due date (A.D.); the shipped form's day where it has none."""
        return self.form.due_in(self.form.fiscal_year) or dt.date(self.form.fiscal_year - 543, 11, 30)

    @property
    def as_of(self) -> dt.datetime:
        """The moment at which the round is over."""
        return as_moment(self.due + dt.timedelta(days=8))

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


class Inbox:
    """The inbox of a made-up round.

    :param filled: opens a unit's workbook filled with plausible answers; with ``like``, with those of another unit.
    """

    def __init__(self, played: DemoRound, filled: Callable[..., Editor]) -> None:
        self._played, self.filled = played, filled

    def at(self, day: int) -> dt.datetime:
        """The morning of a day, given in days from the due day."""
        return as_moment(self._played.due + dt.timedelta(days=day)) - dt.timedelta(hours=15)

    def receive(self, name: str, content: Editor | bytes, day: int, expected: DemoExpected) -> bytes:
        """Put a file into the inbox.

        :param content: a workbook, saved an hour before; or the bytes of any file.
        """
        moment = self.at(day)
        data = content if isinstance(content, bytes) else content.saved(moment - dt.timedelta(hours=1))
        path = self._played.directory / INBOX / name
        write_bytes(path, data)
        os.utime(path, (moment.timestamp(), moment.timestamp()))
        self._played.expected[name], self._played.days[name] = expected, day
        return data

    def mail(
        self, name: str, unit: Unit, sender: str, day: int, expected: DemoExpected, attached: tuple[str, bytes] | None,
    ) -> None:
        """Put a mail into the inbox.

        :param attached: the name and bytes of a workbook; ``None`` for a PDF.
        """
        mail = EmailMessage()
        mail["From"] = f"ผู้ประสานงาน <{sender}@example.go.th>"
        mail["To"] = "office@example.go.th"
        mail["Subject"] = f"ส่งแบบประเมินตนเอง {self._played.form.unit_label.th}{unit.name.th}"
        mail["Date"] = format_datetime(self.at(day))
        mail.set_content("เรียน ผู้เกี่ยวข้อง\n\nขอส่งแบบประเมินตามไฟล์แนบ\n")
        kind = WORKBOOK_TYPE if attached else ("application", "pdf")
        file, data = attached or ("แบบประเมิน.pdf", b"%PDF-1.4\n% printed and scanned\n")
        mail.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=file)
        mail.set_boundary("part-of-a-made-up-mail")  # the mail library would choose a random one
        self.receive(name, bytes(mail), day, expected)

    def lend(self, name: str, unit_code: str) -> None:
        """Note whose a borrowed workbook is."""
        self._played.borrowed[name] = unit_code
