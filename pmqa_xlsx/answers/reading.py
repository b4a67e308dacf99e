"""Read one slot: steps common to all answer types, then the type's own parser."""

from __future__ import annotations

import re

from pmqa_xlsx.answers.answer_type import FieldRules
from pmqa_xlsx.answers.formulas import BLANK_WORDS, is_filler
from pmqa_xlsx.answers.model import BLANK, Answer, Remark, State, refused
from pmqa_xlsx.answers.types import rules_of
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text.excel_text import CELL_LIMIT
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import ESCAPE_MARK, clean

#: Visible characters that cleaning never removes.
_VISIBLE = re.compile("[!-~\u0e01-\u0e2e]")


def read_answer(cell: CellValue, field: Field, lang: Lang = "th") -> Answer:
    """The answer in a slot of a field; see :func:`read_cell`.

    :param lang: the language of the workbook and of the labels in its lists.
    """
    return read_cell(cell, rules_of(field, lang))


def read_cell(cell: CellValue, rules: FieldRules) -> Answer:
    """The answer in a slot; never raises, for any content of the cell.

    The answer is ``ok`` if the cell contains the value in the form of the workbook's own rules (except for white space
    at the ends), ``converted`` if it contains it in another form, else ``invalid`` with one error. Whether the slot is
    required is not checked here.
    """
    if cell.kind is CellKind.EMPTY:
        return refused(cell, "formula-uncalculated") if cell.formula else BLANK
    answer = _read(cell, rules)
    if cell.formula:
        shown = cell.raw if cell.kind is CellKind.TEXT else answer.value
        facts = {"result": shown} if answer.value else {"variant": "unused"}
        answer = answer._replace(remarks=(Remark("formula-in-answer", facts), *answer.remarks))
    return answer


def _read(cell: CellValue, rules: FieldRules) -> Answer:
    if cell.kind is CellKind.ERROR:
        return refused(cell, "error-value")
    if cell.kind is CellKind.PICTURE:
        return refused(cell, "picture-in-answer")
    if cell.kind is CellKind.COVERED:
        return refused(cell, "hidden-by-merge")
    if cell.kind is CellKind.CONFLICT:
        return refused(cell, "cell-conflict")
    raw = cell.raw
    if _shows_nothing(raw):
        # A link that shows nothing is no answer, but nobody who sees only the cell would know of it.
        hidden = (Remark("extra-content", {"variant": "link"}),) if cell.link else ()
        return Answer("", None, cell.held, State.EMPTY, hidden)
    if len(raw) > CELL_LIMIT:  # made by no spreadsheet program
        raw = f"{raw[:CELL_LIMIT]}… (+{len(raw) - CELL_LIMIT:,})"
        cell = cell._replace(value=raw)
    kind = rules.type
    if ((kind.dash_is_blank and raw.strip(" ").lower() in BLANK_WORDS)
            or (kind.takes_no_fillers(rules.field) and is_filler(raw))):
        result = {"result_th": "ว่าง", "result_en": "blank"}
        return Answer("", None, cell.held, State.EMPTY, (Remark("value-converted", result),))
    return kind.parse(cell, rules)


def _shows_nothing(raw: str) -> bool:
    """Whether a cell's cleaned text has only white space; the first test decides nearly always."""
    return (_VISIBLE.search(raw) is None or ESCAPE_MARK in raw) and not clean(raw).strip()
