"""A made-up round of returns; the random numbers are seeded, so every run has the same answers."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Sequence

from pmqa_xlsx.answers.model import BLANK, Answer, State
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.ingester.model import Reading, Return, Seal
from pmqa_xlsx.ingester.slot_columns import SlotReading, Slots
from pmqa_xlsx.layout import Layout, Slot, plan_layout
from pmqa_xlsx.text.calendar import THAI_TIME

AS_OF = dt.datetime(2026, 12, 4, 16, 30, tzinfo=THAI_TIME)
WORDS = ("จังหวัดมีคำสั่งแต่งตั้งคณะทำงาน", "ประชุมติดตามทุกไตรมาส", "มีแผนยุทธศาสตร์ 5 ปีที่ผ่านการเห็นชอบ",
         "ทบทวนผลและปรับปรุงต่อเนื่อง", "สื่อสารผ่านเว็บไซต์และหนังสือเวียน", "รายงานผู้ว่าราชการจังหวัดทุกเดือน")


def made_up_round(form: Form, seed: int = 2569, odd: Sequence[str] = ()) -> Consolidation:
    """A round in which most units have returned: some late, some with mistakes, some twice, six not at all.

    :param odd: any texts for the first unit's first slots of free text.
    """
    chance = random.Random(seed)
    layout = plan_layout(form)
    units = form.units_in(form.fiscal_year)
    silent = set(chance.sample(range(1, len(units)), 6))
    returns = [_return(chance, layout, unit, odd if place == 0 else ())
               for place, unit in enumerate(units) if place not in silent]
    returns += [_return(chance, layout, unit) for unit in units[1:4]]
    returns += [_unreadable(units[min(silent)], "file-encrypted"), _unreadable(None, "not-our-form")]
    return consolidate(returns, [form], year=form.fiscal_year, as_of=AS_OF)


def _return(chance: random.Random, layout: Layout, unit: Unit, odd: Sequence[str] = ()) -> Return:
    sent = AS_OF - dt.timedelta(minutes=chance.randrange(60, 60 * 24 * 40))
    care, strength = chance.choice((1.0, 1.0, 0.97, 0.8)), chance.uniform(0.35, 0.95)
    odd_texts = iter(odd)
    readings, findings = [], []
    for place, slot in enumerate(layout.slots):
        answer = _answer(chance, slot, strength) if chance.random() < care else BLANK
        if slot.field.type == "longtext" and (text := next(odd_texts, None)) is not None:
            answer = Answer(text, None, text, State.OK)
        sheet = layout.sheet_by_key[slot.sheet].name.th
        readings.append(SlotReading(slot=place, answer=answer, sheet=sheet, cell=str(slot.cell)))
        findings += _findings(slot, sheet, answer)
    content = f"{unit.code} {sent}"
    reading = Reading(form_id=layout.form.form_id, form_version=layout.form.form_version, unit_code=unit.code,
                      unit_name=unit.name.th, fiscal_year=layout.form.fiscal_year, seal=Seal.INTACT,
                      slots=Slots.of(readings), findings=tuple(findings), saved_at=sent)
    file = f"inbox/mail-{sent:%m%d-%H%M}.eml!{unit.code}_{layout.form.fiscal_year}.xlsx"
    return Return(file=file, sha256=hashlib.sha256(content.encode()).hexdigest(), source="eml",
                  sender=f"saraban@{unit.code}.example.go.th", mailed_at=sent, reading=reading)


def _answer(chance: random.Random, slot: Slot, strength: float) -> Answer:
    """An answer of the slot's type, with its usual faults; further slots and optional ones are often empty."""
    if (slot.question.slot > 1 and chance.random() < 0.8) or (not slot.required.always and chance.random() < 0.5):
        return BLANK
    field, kind = slot.field, slot.field.type
    if chance.random() < 0.004:
        return Answer("", None, "ไม่แน่ใจ", State.INVALID)
    if field.choices:
        ranked = sorted(field.choices.choices, key=lambda choice: choice.score or 0)
        place = min(int((strength + chance.uniform(-0.4, 0.4)) * len(ranked)), len(ranked) - 1)
        value = ranked[max(place, 0)].value
        return Answer(value, None, value, State.OK)
    if kind == "email":
        address = f"officer{chance.randrange(100)}@example.go.th"
        return Answer(address, None, address, State.OK, emails=(address,))
    if kind in ("integer", "decimal", "percent"):
        number = round(chance.uniform(50, 100), 1)
        return Answer(str(number), number, f"{number} %", State.CONVERTED)
    text = " ".join(chance.choices(WORDS, k=chance.randrange(1, 7) if kind == "longtext" else 1))
    return Answer(text, None, text, State.OK)


def _findings(slot: Slot, sheet: str, answer: Answer) -> list[Finding]:
    place = Place(sheet, str(slot.cell), slot.question)
    if answer.state is State.INVALID:
        code = "not-a-choice" if slot.field.choices else "bad-email"
        return [Finding(code, place, answer.raw)]
    if answer.state is State.EMPTY and slot.required.always:
        return [Finding("answer-missing", place)]
    if answer.state is State.CONVERTED:
        return [Finding("value-converted", place, answer.raw)]
    return []


def _unreadable(unit: Unit | None, code: str) -> Return:
    name = f"inbox/{unit.code if unit else 'letter'}.xlsx"
    reading = Reading(unit_code=unit.code if unit else "", unit_name=unit.name.th if unit else "",
                      findings=(Finding(code),))
    return Return(file=name, sha256=hashlib.sha256(name.encode()).hexdigest(), source="file", sender="",
                  mailed_at=AS_OF, reading=reading)
