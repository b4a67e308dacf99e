"""What is shown in cells that nobody types into: constants of a criterion, and calculated values."""

from __future__ import annotations

from dataclasses import replace

from pmqa_xlsx.answers.answer_type import AnswerLimits, FieldRules
from pmqa_xlsx.answers.contents import NUMBER, Content
from pmqa_xlsx.answers.model import Answer, accepted
from pmqa_xlsx.answers.types.text import TEXT
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.language import Text


def parse_shown(cell: CellValue, _rules: FieldRules) -> Answer:
    """What the cell shows."""
    if cell.kind is CellKind.NUMBER:
        number = float(cell.value or 0)
        return accepted(cell, number_text(number), number, as_typed=True)
    return accepted(cell, cell.raw.strip(), as_typed=True)


def _put(value: str, _rules: FieldRules) -> Content:
    try:
        return float(value)
    except ValueError:
        return value


CONSTANT = replace(
    TEXT, name="constant", has_length=False, dash_is_blank=False, is_text=False, parse=parse_shown, put=_put,
    number_format=NUMBER, limits=AnswerLimits(), width=14.0, has_choices=False,
    accepts=Text("ข้อความของแบบ ไม่ต้องกรอก", "Text of the form; nothing to fill in."),
)
COMPUTED = replace(
    CONSTANT, name="computed", align="right", width=12.0, least_width=10.5,
    accepts=Text("ไฟล์นี้คำนวณให้ ไม่ต้องกรอก", "Calculated by the workbook; nothing to fill in."),
)
