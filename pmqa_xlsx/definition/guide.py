"""The first sheet of a definition workbook: what each sheet and column means, and what to do after editing.

Its texts are in ``guide.csv``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pmqa_xlsx.definition import schema
from pmqa_xlsx.definition.columns import DefinitionColumn
from pmqa_xlsx.definition.tables import GUIDE_SHEETS
from pmqa_xlsx.text.language import LANGS, Lang, Text, TextTable
from pmqa_xlsx.text.typography import line_count, row_height

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_TABLE = TextTable(__file__)
_WIDTHS = (18.0, 28.0, 86.0)
_SIZE = 14
#: The share of the width in which texts are wrapped: fonts that replace TH Sarabun are wider.
_SAFE = 0.82


def write_guide(book: Workbook, styles: dict[str, Any], lang: Lang, *, empty: bool) -> None:
    """Write the guide as the workbook's first sheet.

    :param empty: whether the definition is an empty one to begin from, not a copy of a form.
    """
    target = book.add_worksheet(GUIDE_SHEETS[0] if lang == "th" else GUIDE_SHEETS[1].capitalize())
    for column, width in enumerate(_WIDTHS):
        target.set_column(column, column, width)
    target.hide_gridlines(2)
    target.set_paper(9)
    target.set_landscape()
    target.fit_to_pages(1, 0)
    target.write_string(0, 0, _TABLE.text("TITLE").of(lang), styles["title"])
    target.set_row(0, 36)
    row = 2
    steps = [step for key, step in _TABLE.group("STEPS").items() if key != ("copy" if empty else "empty")]
    for number, step in enumerate(steps, start=1):
        text = f"{number}. {step.of(lang)}"
        target.merge_range(row, 0, row, 2, text, styles["long"])
        target.set_row(row, row_height(line_count(text, sum(_WIDTHS) * _SAFE, _SIZE), _SIZE))
        row += 1
    row = _caption(target, row + 1, _TABLE.text("HOW_TO_WRITE").of(lang), styles)
    for example, meaning in _TABLE.group("EXAMPLES").items():
        target.merge_range(row, 0, row, 1, example, styles["note"])
        target.write_string(row, 2, meaning.of(lang), styles["note"])
        lines = line_count(example, sum(_WIDTHS[:2]) * _SAFE, _SIZE)
        target.set_row(row, row_height(max(lines, line_count(meaning.of(lang), _WIDTHS[2] * _SAFE, _SIZE)), _SIZE))
        row += 1
    row = _caption(target, row + 1, _TABLE.text("ALL_SHEETS").of(lang), styles)
    for sheet, meaning in _TABLE.group("SHEETS").items():
        target.write_url(row, 0, f"internal:'{sheet}'!A1", styles["link"], sheet)
        target.merge_range(row, 1, row, 2, meaning.of(lang), styles["note"])
        lines = line_count(meaning.of(lang), sum(_WIDTHS[1:]) * _SAFE, _SIZE)
        target.set_row(row, row_height(lines, _SIZE))
        row += 1
    for sheet, columns in schema.SHEETS.items():
        heading = _TABLE.text("KEYS") if sheet == schema.FORM else _TABLE.text("COLUMNS")
        row = _caption(target, row + 1, heading.of(lang).format(sheet=sheet), styles)
        for known in columns:
            must = schema.must_be_filled(sheet, known)
            target.write_string(row, 0, known.name, styles["required" if must else "optional"])
            target.write_string(row, 1, _need(known, must=must).of(lang), styles["note"])
            target.write_string(row, 2, known.meaning.of(lang), styles["note"])
            target.set_row(row, row_height(line_count(known.meaning.of(lang), _WIDTHS[2] * _SAFE, _SIZE), _SIZE))
            row += 1


def _need(column: DefinitionColumn, *, must: bool) -> Text:
    """Whether a column must be filled in, in words; of a text in two languages one is enough."""
    if must and column.other_language:
        return Text(*(_TABLE.text("ONE_OF_TWO").of(lang).format(other=column.other_language[-3:]) for lang in LANGS))
    return _TABLE.text("MUST") if must else _TABLE.text("MAY")


def _caption(target: Any, row: int, text: str, styles: dict[str, Any]) -> int:
    """Write a caption and return the row below it."""
    target.write_string(row, 0, text, styles["caption"])
    target.set_row(row, 27)
    return row + 1
