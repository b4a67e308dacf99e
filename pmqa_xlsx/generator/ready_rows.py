"""Rows of a hidden sheet as XML, made once for all workbooks of a round: only the values of formulas differ.

Each cell is a pattern for ``%``; a cell with a formula takes one value.
"""

from __future__ import annotations

from collections.abc import Iterable

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.text.excel_text import excel_text, number_text

#: What a formula gives; ``None`` for an error.
FormulaValue = float | str | None
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escaped(text: str) -> str:
    """A text escaped for XML, without the control characters that XML does not allow."""
    return excel_text(text).translate(_ESCAPES)


def text_cell(cell: CellRef, text: str) -> str:
    """A cell with a text."""
    return f'<c r="{cell}" t="inlineStr"><is><t xml:space="preserve">{_literal(text)}</t></is></c>'


def number_cell(cell: CellRef, number: float) -> str:
    """A cell with a number."""
    return f'<c r="{cell}"><v>{number_text(float(number))}</v></c>'


def text_formula(cell: CellRef, formula: str) -> str:
    """A cell with a formula that gives a text; its value must be :func:`escaped`."""
    return f'<c r="{cell}" t="str"><f>{_literal(formula.removeprefix("="))}</f><v>%s</v></c>'


def number_formula(cell: CellRef, formula: str) -> str:
    """A cell with a formula that gives a number, or with a number if the formula is empty."""
    own = f"<f>{_literal(formula.removeprefix('='))}</f>" if formula else ""
    return f'<c r="{cell}">{own}<v>%s</v></c>'


def any_formula(cell: CellRef, formula: str) -> str:
    """A cell with a formula that gives a number, a text or an error; it takes two values, see :func:`typed_value`."""
    return f'<c r="{cell}"%s><f>{_literal(formula)}</f><v>%s</v></c>'


def typed_value(value: FormulaValue) -> tuple[str, str]:
    """The two values of such a cell."""
    if value is None:
        return ' t="e"', "#N/A"
    return (' t="str"', escaped(value)) if isinstance(value, str) else ("", number_text(float(value)))


def row(number: int, cells: Iterable[str]) -> str:
    """A row with cells from left to right.

    :param number: zero-based.
    """
    return f'<row r="{number + 1}">{"".join(cells)}</row>'


def _literal(text: str) -> str:
    return escaped(text).replace("%", "%%")
