"""Texts: a line, or as much as a cell can store."""

from __future__ import annotations

import random
from dataclasses import replace

from pmqa_xlsx.answers.answer_type import AnswerLimits, AnswerType, FieldRules, Target, Validation
from pmqa_xlsx.answers.contents import AS_TYPED, Content
from pmqa_xlsx.answers.model import Answer, accepted, is_date, refused, unexpected_date
from pmqa_xlsx.cells import CellKind, CellValue, Shown
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.form.person import part_of
from pmqa_xlsx.text.excel_text import excel_length, is_longer
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import arabic_digits, clean

_FIRST_NAMES = ("สมชาย", "สมหญิง", "วิชัย", "มาลี", "ประเสริฐ", "สุดา", "อนันต์", "พรทิพย์", "ธนากร", "กัญญา")
_LAST_NAMES = ("ใจดี", "รักไทย", "ศรีสุข", "แสงทอง", "บุญมาก", "วงศ์สวัสดิ์", "ทองคำ", "พิทักษ์ธรรม")
_POSITIONS = (
    "นักวิเคราะห์นโยบายและแผน", "นักทรัพยากรบุคคล", "นักจัดการงานทั่วไป", "นักวิชาการคอมพิวเตอร์", "นักวิชาการเงินและบัญชี",
    "นักประชาสัมพันธ์", "นิติกร", "นักวิชาการพัสดุ", "นักวิชาการสถิติ", "นักพัฒนาสังคม")
#: As many as last names, so that the other made-up answers are the same as without positions.
_LEVELS = ("ปฏิบัติการ", "ชำนาญการ", "ชำนาญการพิเศษ", "เชี่ยวชาญ") * 2
_SENTENCES = (
    "จัดประชุมคณะทำงานทุกเดือนและรายงานผลต่อผู้ว่าราชการจังหวัด",
    "มีคู่มือการปฏิบัติงานเผยแพร่ทางเว็บไซต์จังหวัดและปรับปรุงทุกปี",
    "ติดตามตัวชี้วัดรายไตรมาสและนำผลไปปรับแผนปฏิบัติราชการ",
    "สำรวจความพึงพอใจของผู้รับบริการปีละสองครั้งและแจ้งผลให้ทุกหน่วยงานทราบ",
    "แลกเปลี่ยนเรียนรู้ระหว่างส่วนราชการและรวบรวมแนวปฏิบัติที่ดีไว้ในระบบฐานข้อมูลกลาง",
)


def parse_text(cell: CellValue, rules: FieldRules) -> Answer:
    """Any text up to the length limit; for a number the text shown in its cell: ``85%``, ``08:30``.

    Removing white space at the ends is not reported; every other change is a conversion.
    """
    if is_date(cell) and cell.shown is not Shown.TIME:
        return unexpected_date(cell, rules.field.calendar)
    return accept_text(cell, arabic_digits(clean(cell.display)).strip(), rules.limits)


def accept_text(cell: CellValue, text: str, limits: AnswerLimits) -> Answer:
    """The answer for a text, if it is not too long."""
    if is_longer(text, limits.longest):
        return refused(cell, "text-too-long", length=f"{excel_length(text):,}", limit=f"{limits.longest:,}")
    raw = cell.raw
    typed = cell.kind is CellKind.TEXT and (
        text == raw or (text == raw.strip() and not is_longer(raw, limits.longest)))
    return accepted(cell, text, as_typed=typed)


def _valid(target: Target) -> str:
    """The cell contains a text (not a number pasted over the slot) within the length."""
    return f"IFERROR(AND(ISTEXT({target.cell}),LEN({target.cell})<={target.limits.longest}),FALSE)"


def _check(target: Target) -> Validation:
    """A text within the length."""
    return Validation("length", "<=", maximum=target.limits.longest)


def _put(value: str, _rules: FieldRules) -> Content:
    """The value itself."""
    return value


def report_text(value: str, _number: float | None, _rules: FieldRules) -> object:
    """The value itself."""
    return value


def cut(text: str, field: Field) -> str:
    """A text truncated to the field's length limit."""
    return text[:field.max_length].strip() if field.max_length else text


def _name_or_position(field: Field, chance: random.Random, _quality: float) -> str:
    if part_of(field.name) == "position":
        return cut(chance.choice(_POSITIONS) + chance.choice(_LEVELS), field)
    return cut(f"{chance.choice(_FIRST_NAMES)} {chance.choice(_LAST_NAMES)}", field)


def _sentences(field: Field, chance: random.Random, _quality: float) -> str:
    return cut(" ".join(chance.sample(_SENTENCES, chance.randint(1, 2))), field)


TEXT = AnswerType(
    name="text", limits=AnswerLimits(longest=255), bounds=None, has_length=True, has_choices=False,
    parse=parse_text, dash_is_blank=False, is_text=True, personal=False,
    check=_check, valid=_valid,
    accepts=Text("ข้อความไม่เกิน {longest} ตัวอักษร", "Text of at most {longest} characters."),
    number_format=AS_TYPED, align="left", wraps=True, shrinks=False, width=24.0, lines=1, grows=False,
    put=_put, report=report_text, sample=_name_or_position,
)
LONGTEXT = replace(
    TEXT, name="longtext", limits=AnswerLimits(), width=40.0, lines=3, grows=True, sample=_sentences,
    accepts=Text("ข้อความไม่เกิน {longest} ตัวอักษร ขึ้นบรรทัดใหม่ด้วย Alt+Enter",
                 "Text of at most {longest} characters; Alt+Enter starts a new line."),
)
