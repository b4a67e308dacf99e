"""Reading one slot: what every answer type has in common, then the type's own parser."""

from __future__ import annotations

import re

from pmqa_xlsx.answers.answer_type import FieldRules
from pmqa_xlsx.answers.formulas import BLANK_WORDS, is_filler
from pmqa_xlsx.answers.model import BLANK, Answer, Remark, State
from pmqa_xlsx.answers.outcome import refused
from pmqa_xlsx.answers.types import rules_of
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import ESCAPE_MARK, clean

#: Characters that are seen as they stand.
_VISIBLE = re.compile("[!-~\u0e01-\u0e2e]")


def read_answer(cell: CellValue, field: Field, lang: Lang = "th") -> Answer:
    """What a slot of a field says; see :func:`read_cell`.

    :param lang: the language of the workbook, whose labels its lists show.
    """
    return read_cell(cell, rules_of(field, lang))


def read_cell(cell: CellValue, rules: FieldRules) -> Answer:
    """What a slot says; never raises, whatever stands in the cell.

    The answer is ``ok`` where the cell holds the value as the workbook's own rules want it (white space at the ends
    apart), ``converted`` where it says the same in another way, and ``invalid`` with one error else. Whether the slot
    had to be answered is not looked at.
    """
    if cell.kind is CellKind.EMPTY:
        return refused(cell, "formula-uncalculated") if cell.formula else BLANK
    answer = _read(cell, rules)
    if cell.formula:
        facts = {"result": answer.value} if answer.value else {}
        answer = answer._replace(remarks=(Remark("formula-in-answer", facts), *answer.remarks))
    return answer


def _read(cell: CellValue, rules: FieldRules) -> Answer:
    if cell.kind is CellKind.ERROR:
        return refused(cell, "error-value")
    if cell.kind is CellKind.CONFLICT:
        return refused(cell, "cell-conflict")
    raw = cell.raw
    if _shows_nothing(raw):
        return Answer("", None, raw, State.EMPTY)
    kind = rules.type
    if ((kind.dash_is_blank and raw.strip(" ").lower() in BLANK_WORDS)
            or (kind.takes_no_fillers(rules.field) and is_filler(raw))):
        result = {"result_th": "ว่าง", "result_en": "blank"}
        return Answer("", None, raw, State.EMPTY, (Remark("value-converted", result),))
    return kind.parse(cell, rules)


def _shows_nothing(raw: str) -> bool:
    """Whether nothing is left of a cell's text but white space once it is cleaned; nearly always seen at a glance."""
    return (_VISIBLE.search(raw) is None or ESCAPE_MARK in raw) and not clean(raw).strip()
