"""A form small enough to count by hand, and its returns, each written as one line."""

import datetime as dt
import hashlib

from pmqa_xlsx.answers.model import BLANK, Answer, State
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.expressions.parser import parse
from pmqa_xlsx.form.model import (
    ALWAYS,
    Category,
    Choice,
    ChoiceList,
    Criterion,
    Field,
    Form,
    Level,
    Requirement,
    Unit,
)
from pmqa_xlsx.ingester.model import Reading, Return
from pmqa_xlsx.ingester.slot_columns import SlotReading, Slots
from pmqa_xlsx.layout import Slot, plan_layout
from pmqa_xlsx.layout.digests import handed_out
from pmqa_xlsx.text.language import Text

HAVE = ChoiceList("have", (Choice("yes", Text("มี", "Yes"), 2), Choice("partly", Text("บางส่วน", "Partly"), 1),
                           Choice("no", Text("ไม่มี", "No"), 0)))


def _field(name: str, kind: str, level: Level, **more: object) -> Field:
    return Field(name, Text(name, name), kind, level, Text("ตาราง", "Table"), **more)


#: Category 1 has the criteria A1 and A2 (which weighs 3), category 2 none, category 3 (which weighs 4) has A3.
FORM = Form(
    form_id="small", form_version="1", title=Text("แบบ", "Form"), unit_label=Text("จังหวัด", "Province"),
    fiscal_year=2569, due_date=dt.date(2026, 11, 30),
    categories=(
        Category("1", Text("หนึ่ง", "One"), "asked", (Criterion("1", "A1", Text("ก")),
                                                      Criterion("1", "A2", Text("ข"), weight=3.0))),
        Category("2", Text("สอง", "Two"), "contact"),
        Category("3", Text("สาม", "Three"), "asked", (Criterion("3", "A3", Text("ค")),), weight=4.0),
    ),
    fields={
        "asked": (
            _field("have", "choice", Level.CRITERION, required=ALWAYS, choices=HAVE, scored=True),
            _field("shared", "choice", Level.CRITERION, required=ALWAYS, choices=HAVE, scored=True),
            _field("why", "text", Level.CRITERION, required=Requirement(when=parse("have=yes"))),
        ),
        "contact": (_field("email", "email", Level.CATEGORY, slots=2, required=ALWAYS),),
    },
    units=(Unit("10", Text("สิบ", "Ten"), "กลุ่ม ก", "ten@example.go.th"), Unit("20", Text("ยี่สิบ", "Twenty"), "กลุ่ม ข"),
           Unit("30", Text("สามสิบ", "Thirty"), from_year=2570)),
    cover=(Field("name", Text("ชื่อ", "Name"), "text", Level.COVER, required=ALWAYS),
           Field("mail", Text("อีเมล", "E-mail"), "email", Level.COVER)),
    choice_lists=(HAVE,),
)
LAYOUT = plan_layout(FORM)


def slot_name(slot: Slot) -> str:
    """A slot's name in the tests: ``mail``, ``A1 have``, ``2 email 2``."""
    asked = slot.question
    return f"{asked.code} {asked.field}{f' {asked.slot}' if asked.slot > 1 else ''}".strip()


def parse_answer(text: str) -> Answer:
    """An answer: ``85``, ``~85`` for a converted one, ``!x`` for an invalid one."""
    if not text:
        return BLANK
    if text.startswith("!"):
        return Answer("", None, text[1:], State.INVALID)
    state, value = (State.CONVERTED, text[1:]) if text.startswith("~") else (State.OK, text)
    emails = tuple(part for part in value.split() if "@" in part)
    return Answer(value, None, f" {value}" if state is State.CONVERTED else value, state, emails=emails)


def a_return(
    file: str, answers: str = "", *, unit: str = "10", day: int | None = 1, findings: str = "", content: str = "",
    form: Form = FORM, year: int | None = 2569, handed: str = "", saved: int | None = None,
    sender: str = "sender@example.go.th", subject: str = "", received: int | None = None, beside: bool = False,
) -> Return:
    """A return; ``answers`` is written as ``A1 have=yes; mail=a@b.th``.

    :param day: day of November A.D. 2026 (from 31 on, of December) on which its mail was sent.
    :param findings: codes of its reading, spaces between.
    :param content: what its bytes are, where that matters; else each file has its own.
    :param handed: what its workbook was handed out with, as ``answers``.
    :param saved: day on which an editor saved it; ``received`` on which it was received.
    :param beside: whether it is a plain file beside a list of workbooks sent out.
    """
    given = _given(answers)
    slots = Slots.of(
        SlotReading(n, parse_answer(given.pop(slot_name(slot), "")), slot.sheet, str(slot.cell))
        for n, slot in enumerate(plan_layout(form).slots))
    assert not given, f"no such slots: {given}"
    reading = Reading(form.form_id, form.form_version, unit, "", year, slots=slots, saved_at=_day(saved),
                      handed_out=_handed(form, handed), findings=tuple(Finding(code) for code in findings.split()))
    digest = hashlib.sha256((content or file).encode()).hexdigest()
    return Return(file, digest, "file", sender, _day(day), reading, subject, received_at=_day(received),
                  beside_manifest=beside)


def _given(answers: str) -> dict[str, str]:
    return dict(part.strip().split("=", 1) for part in answers.split(";") if part.strip())


def _day(day: int | None) -> dt.datetime | None:
    return None if day is None else dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC) + dt.timedelta(days=day - 1)


def _handed(form: Form, answers: str) -> str:
    """What a workbook carries that was handed out with these answers."""
    given, layout = _given(answers), plan_layout(form)
    return handed_out(layout, [given.get(slot_name(slot), "") for slot in layout.slots])


def a_file(file: str, findings: str, *, unit: str = "", content: str = "") -> Return:
    """A file in which no return was found."""
    reading = Reading(unit_code=unit, findings=tuple(Finding(code) for code in findings.split()))
    return Return(file, hashlib.sha256((content or file).encode()).hexdigest(), "file", "", None, reading)
