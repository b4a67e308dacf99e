"""Made-up but plausible answers for any form, the same for the same unit at every run."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping

from pmqa_xlsx.answers.model import BLANK, Answer, State
from pmqa_xlsx.form.model import AnswerType, Field, Unit
from pmqa_xlsx.layout import Layout, Slot
from pmqa_xlsx.layout.completeness import required_slots
from pmqa_xlsx.text.excel_text import number_text

_FIRST_NAMES = ("สมชาย", "สมหญิง", "วิชัย", "มาลี", "ประเสริฐ", "สุดา", "อนันต์", "พรทิพย์", "ธนากร", "กัญญา")
_LAST_NAMES = ("ใจดี", "รักไทย", "ศรีสุข", "แสงทอง", "บุญมาก", "วงศ์สวัสดิ์", "ทองคำ", "พิทักษ์ธรรม")
_LOGINS = ("somchai.j", "malee.r", "wichai.s", "suda.b", "anan.t", "kanya.w", "prasert.p", "thanakorn.k")
_SENTENCES = (
    "จัดประชุมคณะทำงานทุกเดือนและรายงานผลต่อผู้ว่าราชการจังหวัด",
    "มีคู่มือการปฏิบัติงานเผยแพร่ทางเว็บไซต์จังหวัดและปรับปรุงทุกปี",
    "ติดตามตัวชี้วัดรายไตรมาสและนำผลไปปรับแผนปฏิบัติราชการ",
    "สำรวจความพึงพอใจของผู้รับบริการปีละสองครั้งและแจ้งผลให้ทุกหน่วยงานทราบ",
    "แลกเปลี่ยนเรียนรู้ระหว่างส่วนราชการและรวบรวมแนวปฏิบัติที่ดีไว้ในระบบฐานข้อมูลกลาง",
)
#: Probability that an optional slot is answered.
_OPTIONAL_SHARE = 0.45
#: Range of the quality of units: their answers tend to be at this share of the way up a list.
_LEAST_QUALITY, _MOST_QUALITY = 0.35, 0.98


def plausible_answers(layout: Layout, unit: Unit, *, salt: str = "") -> dict[int, str]:
    """Normalised values by position in ``layout.slots``, for all required slots and many optional ones.

    :param salt: a different text gives a different return of the same unit.
    """
    chance = random.Random(f"{layout.form.edition}/{unit.code}/{salt}")  # noqa: S311  not a secret
    quality = chance.uniform(_LEAST_QUALITY, _MOST_QUALITY)
    values: dict[int, str] = {}
    for number, slot in enumerate(layout.slots):
        share = 1.0 if slot.required.always else _OPTIONAL_SHARE / slot.question.slot
        if chance.random() < share:
            values[number] = made_up(slot.field, chance, quality)
    answers = [Answer(values[n], None, "", State.OK) if n in values else BLANK for n in range(len(layout.slots))]
    for number, needed in enumerate(required_slots(layout, answers)):
        if needed and number not in values:
            values[number] = made_up(layout.slots[number].field, chance, quality)
    return values


def made_up(field: Field, chance: random.Random, quality: float) -> str:
    """One valid normalised value for a field."""
    return _MAKERS[field.type](field, chance, quality)


def slots_of_type(layout: Layout, *types: AnswerType, number: int = 1) -> list[tuple[int, Slot]]:
    """The answer slots of some types with their positions, for faults."""
    return [(position, slot) for position, slot in enumerate(layout.slots)
            if slot.field.type in types and slot.question.slot == number]


def _choice(field: Field, chance: random.Random, quality: float) -> str:
    choices = field.choices.choices if field.choices else ()
    ranked = sorted(choices, key=lambda choice: choice.score or 0.0, reverse=True)
    position = min(int(abs(chance.gauss(0, 1)) * (1.2 - quality) * len(ranked)), len(ranked) - 1)
    return ranked[position].value


def _within(field: Field, low: float, high: float) -> tuple[float, float]:
    least = field.minimum if isinstance(field.minimum, int | float) else None
    most = field.maximum if isinstance(field.maximum, int | float) else None
    low = least if least is not None else min(low, most) if most is not None else low
    high = most if most is not None else max(high, low)
    return low, high


def _integer(field: Field, chance: random.Random, _quality: float) -> str:
    low, high = _within(field, 0, 120)
    return str(chance.randint(int(-(-low // 1)), int(high)))


def _decimal(field: Field, chance: random.Random, quality: float) -> str:
    low, high = _within(field, 0, 100)
    number = low + (high - low) * min(1.0, chance.uniform(0.5, 1.0) * quality + 0.1)
    return number_text(min(max(round(number, 2), low), high))


def _text(field: Field, chance: random.Random, _quality: float) -> str:
    return _cut(f"{chance.choice(_FIRST_NAMES)} {chance.choice(_LAST_NAMES)}", field)


def _longtext(field: Field, chance: random.Random, _quality: float) -> str:
    return _cut(" ".join(chance.sample(_SENTENCES, chance.randint(1, 2))), field)


def _cut(text: str, field: Field) -> str:
    return text[:field.max_length].strip() if field.max_length else text


def _email(_field: Field, chance: random.Random, _quality: float) -> str:
    return f"{chance.choice(_LOGINS)}{chance.randint(1, 99)}@example.go.th"


def _phone(field: Field, chance: random.Random, _quality: float) -> str:
    return _cut(f"0{chance.randint(2, 7)}{chance.randint(1_000_000, 9_999_999)}", field)


def _year(field: Field, chance: random.Random, _quality: float) -> str:
    low, high = _within(field, 2560, 2569)
    return str(chance.randint(int(low), int(high)))


def _date(field: Field, chance: random.Random, _quality: float) -> str:
    usual = dt.date(2026, 1, 1)
    last = field.maximum if isinstance(field.maximum, dt.date) else None
    first = field.minimum if isinstance(field.minimum, dt.date) else min(usual, last or usual)
    last = last or first + dt.timedelta(days=300)
    return (first + dt.timedelta(days=chance.randint(0, max((last - first).days, 0)))).isoformat()


_MAKERS: Mapping[AnswerType, Callable[[Field, random.Random, float], str]] = {
    AnswerType.CHOICE: _choice, AnswerType.TEXT: _text, AnswerType.LONGTEXT: _longtext, AnswerType.INTEGER: _integer,
    AnswerType.DECIMAL: _decimal, AnswerType.PERCENT: _decimal, AnswerType.EMAIL: _email, AnswerType.PHONE: _phone,
    AnswerType.YEAR_BE: _year, AnswerType.DATE: _date,
}
