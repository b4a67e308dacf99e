"""A made-up round: what comes when, and what must be said of it; answers as a person would type them."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

from pmqa_xlsx.answers import display, type_of
from pmqa_xlsx.answers.model import BLANK, Answer, State
from pmqa_xlsx.arguments import moment as as_moment
from pmqa_xlsx.form.model import Field, Form, Unit
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.layout import Layout, Slot
from pmqa_xlsx.layout.rules import Evaluation, form_rules, required_slots, row_of
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.system.atomic import write_bytes
from pmqa_xlsx.system.portable_zip import write_zip
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation


#: Probability that an optional slot is answered.
_OPTIONAL_SHARE = 0.45
#: Range of the quality of units: their answers tend to be at this share of the way up a list.
_LEAST_QUALITY, _MOST_QUALITY = 0.35, 0.98
#: Probability that answers that contradict each other stay as they are, and how often others are tried.
_CONTRADICTIONS, _TRIES = 0.05, 40
_CORE = "docProps/core.xml"


def plausible_answers(layout: Layout, unit: Unit, *, salt: str = "") -> dict[int, str]:
    """Normalised values by position in ``layout.slots``, for all required slots and many optional ones.

    Nearly all answers go together as the form's checks ask.

    :param salt: a different text gives a different return of the same unit.
    """
    chance = random.Random(f"{layout.form.edition}/{unit.code}/{salt}")  # noqa: S311  not a secret
    quality = chance.uniform(_LEAST_QUALITY, _MOST_QUALITY)
    given = layout.form.prefilled.get(unit.code, {})
    values = {layout.positions[asked]: value for asked, value in given.items() if asked in layout.positions}
    rows: dict[Question, bool] = {}
    least = {criterion.code: criterion.rows.least for criterion in layout.form.criteria() if criterion.rows}
    for number, slot in enumerate(layout.slots):
        asked = slot.question
        if number in values or slot.field.is_computed or not rows.setdefault(
                row_of(asked), asked.row <= least.get(asked.criterion, 0) or chance.random() < _OPTIONAL_SHARE):
            continue
        share = 1.0 if slot.required.always else _OPTIONAL_SHARE / asked.slot
        if chance.random() < share:
            values[number] = made_up(slot.field, chance, quality)
    _reconcile(layout, unit, values, chance, quality)
    while missing := _missing(layout, unit, values):  # an answer can be what makes another one required
        for number in missing:
            values[number] = made_up(layout.slots[number].field, chance, quality)
    return values


def _missing(layout: Layout, unit: Unit, values: Mapping[int, str]) -> list[int]:
    """The positions of required answers that are not there yet."""
    answers = [Answer(values[n], None, "", State.OK) if n in values else BLANK for n in range(len(layout.slots))]
    return [number for number, needed in enumerate(required_slots(layout, answers, unit.code))
            if needed and number not in values]


def _reconcile(layout: Layout, unit: Unit, values: dict[int, str], chance: random.Random, quality: float) -> None:
    """Make up again what a check finds inconsistent; a few contradictions stay."""
    for one in form_rules(layout).checks:
        positions = [layout.positions[question] for question in one.about if question in layout.positions]
        if chance.random() < _CONTRADICTIONS:
            continue
        for _ in range(_TRIES):
            evaluation = Evaluation(layout, [values.get(n, "") for n in range(len(layout.slots))],
                                    bytes(n not in values for n in range(len(layout.slots))), unit.code)
            if not one.fails(evaluation):
                break
            for position in positions:
                if not layout.slots[position].field.is_computed:
                    values[position] = made_up(layout.slots[position].field, chance, quality)


def made_up(field: Field, chance: random.Random, quality: float) -> str:
    """One valid normalised value for a field."""
    return type_of(field).sample(field, chance, quality)


class Editor:
    """One workbook open for editing.

    :param data: the bytes of a workbook of this layout.
    :param lang: the language of the workbook.
    """

    def __init__(self, data: bytes, layout: Layout, lang: Lang = "th") -> None:
        self.layout = layout
        self.lang: Lang = lang
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def cell(self, slot: Slot) -> Any:
        """The openpyxl cell of a slot."""
        return self.sheet(slot.sheet).cell(slot.cell.row + 1, slot.cell.column + 1)

    def sheet(self, key: str) -> Any:
        """The openpyxl worksheet with that key of the layout."""
        return self.book[self.layout.sheet_by_key[key].name.of(self.lang)]

    def fill(self, values: Mapping[int, str]) -> None:
        """Type normalised values, given by position in ``layout.slots``, in the form that people type."""
        for position, value in values.items():
            slot = self.layout.slots[position]
            self.cell(slot).value = display(slot.field, value, self.lang)

    def type_into(self, position: int, content: object) -> None:
        """Put any content into a slot, even if its validation would reject it; a text never becomes a formula."""
        cell = self.cell(self.layout.slots[position])
        cell.value = content
        if isinstance(content, str) and not content.startswith("=") and cell.data_type != "e":
            cell.data_type = "s"

    def saved(self, moment: dt.datetime) -> bytes:
        """The workbook saved at a moment (with time zone)."""
        buffer = io.BytesIO()
        self.book.save(buffer)
        return _saved_at(buffer.getvalue(), moment)


def _saved_at(data: bytes, moment: dt.datetime) -> bytes:
    """The same package with another save time: openpyxl always writes now, and a demo must not depend on the day."""
    stamp = moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    head, tag, rest = parts[_CORE].partition(b'<dcterms:modified xsi:type="dcterms:W3CDTF">')
    parts[_CORE] = head + tag + stamp + rest[rest.index(b"<"):]
    target = io.BytesIO()
    write_zip(target, parts.items())
    return target.getvalue()


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
