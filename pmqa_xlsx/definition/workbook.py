"""A definition as a workbook for people, with explanations, dropdowns and prompts; the same loader reads it back.

Its first sheet, the guide, says what each sheet and column means, and what to do after editing; its texts are in
``workbook.csv``.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.cells import CellRef, range_address
from pmqa_xlsx.definition import schema
from pmqa_xlsx.definition.columns import DefinitionColumn
from pmqa_xlsx.definition.schema import SHEETS
from pmqa_xlsx.definition.tables import GUIDE_SHEETS, Grid
from pmqa_xlsx.definition.writing import form_to_grids
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.system.portable_zip import state_unix_origin
from pmqa_xlsx.text.language import Lang, Text, TextTable
from pmqa_xlsx.text.typography import FONT, MAX_ROW_HEIGHT, SAFE_WIDTH, line_count, row_height

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SIZE = 14
#: Rows below the data that also have prompts and dropdowns.
SPARE_ROWS = 300
LISTS_SHEET = "_lists"
#: Most different items in a dropdown with the values of another column.
MOST_ENTRIES = 60
_KEY_WIDTH, _VALUE_WIDTH = 20.0, 90.0
_WRONG = Text("เลือกจากรายการ", "Choose from the list")


def write_workbook(form: Form | None, lang: Lang = "th") -> bytes:
    """Write a form's definition as an .xlsx for people to edit; the same form and time give the same bytes.

    :param form: ``None`` for an empty definition to begin from.
    :param lang: language of the explanations; the definition itself always contains both languages. English also
        becomes the language of the form.
    """
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"title": form.title.of(lang) if form else "", "created": now().replace(tzinfo=None)})
    styles = _styles(book)
    write_guide(book, styles, lang, empty=form is None)
    grids = form_to_grids(replace(form, lang="en") if form and lang == "en" else form)
    if form is None:
        given = {"form_version": "1", "lang": "en" if lang == "en" else ""}
        grids[schema.FORM] += [[known.name, given.get(known.name, "")] for known in SHEETS[schema.FORM]]
    for sheet, grid in grids.items():
        target = book.add_worksheet(sheet)
        if sheet == schema.FORM:
            _write_form_sheet(target, grid, styles, lang)
        else:
            _write_sheet(target, sheet, grid, styles, lang)
    _write_lists(book, grids)
    book.close()
    state_unix_origin(stream)
    return stream.getvalue()


def _styles(book: Workbook) -> dict[str, Format]:
    """The formats by name; short cells have the format text, so that codes keep their zeros and dates stay as typed."""
    base = {"font_name": FONT, "font_size": SIZE, "valign": "top", "align": "left"}
    framed = {**base, "border": 1, "border_color": "#D9D9D9", "text_wrap": True}
    heading = {**base, "bold": True, "border": 1, "border_color": "#8EA9DB", "valign": "vcenter", "text_wrap": True}
    return {
        "title": book.add_format({**base, "font_size": 20, "bold": True, "font_color": "#1F3864"}),
        "caption": book.add_format({**base, "font_size": 16, "bold": True, "font_color": "#1F3864"}),
        "required": book.add_format({**heading, "bg_color": "#1F3864", "font_color": "#FFFFFF"}),
        "optional": book.add_format({**heading, "bold": False, "bg_color": "#D9E2F3", "font_color": "#1F3864"}),
        "short": book.add_format({**base, "num_format": "@", "text_wrap": True}),
        "long": book.add_format({**base, "text_wrap": True}),
        "short cell": book.add_format({**framed, "num_format": "@"}),
        "long cell": book.add_format(framed),
        "note": book.add_format({**base, "text_wrap": True, "indent": 1}),
        "link": book.add_format({**base, "font_color": "#0563C1", "underline": 1}),
    }


def _write_form_sheet(target: Worksheet, grid: Grid, styles: Mapping[str, Format], lang: Lang) -> None:
    """Write the sheet of keys and values; each value has the prompt of its key."""
    target.set_column(0, 0, _KEY_WIDTH, styles["long"])
    target.set_column(1, 1, _VALUE_WIDTH, styles["long"])
    for column, name in enumerate(grid[0]):
        target.write_string(0, column, name, styles["required"])
    for row, (key, value) in enumerate(grid[1:], start=1):
        known = schema.column_of(schema.FORM, key)
        target.write_string(row, 0, key, _heading(schema.FORM, known, styles))
        # a cell of format “text” may show #### instead of more than 255 characters
        _write(target, row, 1, value, styles["short cell" if len(value) <= 100 else "long cell"])
        target.set_row(row, _height([(value, _VALUE_WIDTH)]))
        target.data_validation(row, 1, row, 1, _rule(known, lang))
    target.freeze_panes(1, 1)
    _finish(target, len(grid) - 1, 1)


def _write_sheet(target: Worksheet, sheet: str, grid: Grid, styles: Mapping[str, Format], lang: Lang) -> None:
    columns = (*SHEETS[sheet], *map(_own_column, grid[0][len(SHEETS[sheet]):]))
    last = len(grid) - 1 + SPARE_ROWS
    for number, column in enumerate(columns):
        style = "long" if column.wraps else "short"
        target.set_column(number, number, column.width, styles[style])
        target.write_string(0, number, column.name, _heading(sheet, column, styles))
        target.data_validation(0, number, 0, number, _prompt(column, lang))
        target.data_validation(1, number, last, number, _rule(column, lang))
        for row, cells in enumerate(grid[1:], start=1):
            _write(target, row, number, cells[number], styles[f"{style} cell"])
    for row, cells in enumerate(grid[1:], start=1):
        target.set_row(row, _height([(text, column.width) for text, column in zip(cells, columns, strict=True)]))
    names = [column.name for column in columns]
    code = next((names.index(name) for name in ("code", "name", "value") if name in names), 0)
    target.freeze_panes(1, code + 1 if code < 2 else 0)
    _finish(target, last, len(columns) - 1)


def _heading(sheet: str, column: DefinitionColumn, styles: Mapping[str, Format]) -> Format:
    """Both columns of a required text look alike: either may be the one that is filled in."""
    return styles["required" if schema.must_be_filled(sheet, column) else "optional"]


def _own_column(name: str) -> DefinitionColumn:
    """A column of ``criteria`` that only this definition has."""
    return DefinitionColumn(name, width=16.0, meaning=Text(
        f"ค่าของช่อง {name}: ข้อความหรือตัวเลขคงที่ หรือชนิดคำตอบของเกณฑ์นี้ (none = ไม่มีช่อง)",
        f"For the field {name}: its fixed text or number, or the type of this criterion's answer (none: no cell)"))


def _write(target: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    if text:
        target.write_string(row, column, text, style)
    else:
        target.write_blank(row, column, None, style)


def _height(texts: list[tuple[str, float]]) -> float:
    lines = max(line_count(text, width, SIZE) for text, width in texts)
    return min(row_height(lines, SIZE), MAX_ROW_HEIGHT)


def _finish(target: Worksheet, last_row: int, last_column: int) -> None:
    area = f"{CellRef(0, 0)}:{CellRef(last_row, last_column)}"
    target.ignore_errors({"number_stored_as_text": area})
    target.set_row(0, 24)
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)
    target.repeat_rows(0)


def _prompt(column: DefinitionColumn, lang: Lang) -> dict[str, Any]:
    return {"validate": "any", "input_title": column.name, "input_message": column.meaning.of(lang)}


def _rule(column: DefinitionColumn, lang: Lang) -> dict[str, Any]:
    """The prompt of a column with its dropdown; other words are rejected only if the list is complete."""
    if not column.offers:
        return _prompt(column, lang)
    if column.offers.startswith("@"):
        return {**_prompt(column, lang), "validate": "list", "source": f"={_list_name(column.offers)}",
                "show_error": False}
    words = column.offers.split(",")
    return {**_prompt(column, lang), "validate": "list", "source": [word for word in words if word != "…"],
            "show_error": "…" not in words, "error_title": column.name, "error_message": _WRONG.of(lang)}


def _list_name(offers: str) -> str:
    return "list_" + offers.removeprefix("@").replace(".", "_")


def _write_lists(book: Workbook, grids: dict[str, Grid]) -> None:
    """Write the hidden sheet for dropdowns: the distinct values of other columns, updated by formulas."""
    target = book.add_worksheet(LISTS_SHEET)
    target.hide()
    offered = dict.fromkeys(column.offers for columns in SHEETS.values() for column in columns
                            if column.offers.startswith("@"))
    for number, offers in enumerate(offered):
        sheet, name = offers.removeprefix("@").split(".")
        column = schema.header_of(sheet).index(name)
        last = CellRef(len(grids[sheet]) - 1 + SPARE_ROWS, column)
        source = range_address(sheet, CellRef(1, column), last)
        target.write_string(0, number, offers)
        known = list(dict.fromkeys(row[column] for row in grids[sheet][1:]))
        for row in range(1, MOST_ENTRIES + 1):
            cell = CellRef(row, number)
            above = f"{CellRef(0, number).absolute}:{CellRef(row - 1, number)}"
            formula = f'=IFERROR(INDEX({source},MATCH(0,COUNTIF({above},{source})+({source}=""),0)),"")'
            shown = known[row - 1] if row <= len(known) else ""
            target.write_array_formula(*cell, *cell, f"{{{formula}}}", None, shown)
        first, bottom = CellRef(1, number), CellRef(MOST_ENTRIES, number)
        area = range_address(LISTS_SHEET, first, bottom)
        book.define_name(_list_name(offers), f"=OFFSET({range_address(LISTS_SHEET, first, first)},0,0,"
                                             f'MAX(1,COUNTIF({area},"?*")),1)')


_TABLE = TextTable(__file__)
_WIDTHS = (18.0, 28.0, 86.0)


def write_guide(book: Workbook, styles: Mapping[str, Format], lang: Lang, *, empty: bool) -> None:
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
        target.set_row(row, row_height(line_count(text, sum(_WIDTHS) * SAFE_WIDTH, SIZE), SIZE))
        row += 1
    row = _caption(target, row + 1, _TABLE.text("HOW_TO_WRITE").of(lang), styles)
    for example, meaning in _TABLE.group("EXAMPLES").items():
        target.merge_range(row, 0, row, 1, example, styles["note"])
        target.write_string(row, 2, meaning.of(lang), styles["note"])
        lines = line_count(example, sum(_WIDTHS[:2]) * SAFE_WIDTH, SIZE)
        target.set_row(row, row_height(max(lines, line_count(meaning.of(lang), _WIDTHS[2] * SAFE_WIDTH, SIZE)), SIZE))
        row += 1
    row = _caption(target, row + 1, _TABLE.text("ALL_SHEETS").of(lang), styles)
    for sheet, meaning in _TABLE.group("SHEETS").items():
        target.write_url(row, 0, f"internal:'{sheet}'!A1", styles["link"], sheet)
        target.merge_range(row, 1, row, 2, meaning.of(lang), styles["note"])
        lines = line_count(meaning.of(lang), sum(_WIDTHS[1:]) * SAFE_WIDTH, SIZE)
        target.set_row(row, row_height(lines, SIZE))
        row += 1
    for sheet, columns in schema.SHEETS.items():
        heading = _TABLE.text("KEYS") if sheet == schema.FORM else _TABLE.text("COLUMNS")
        row = _caption(target, row + 1, heading.of(lang).format(sheet=sheet), styles)
        for known in columns:
            must = schema.must_be_filled(sheet, known)
            target.write_string(row, 0, known.name, styles["required" if must else "optional"])
            target.write_string(row, 1, _need(known, must=must).of(lang), styles["note"])
            target.write_string(row, 2, known.meaning.of(lang), styles["note"])
            target.set_row(row, row_height(line_count(known.meaning.of(lang), _WIDTHS[2] * SAFE_WIDTH, SIZE), SIZE))
            row += 1


def _need(column: DefinitionColumn, *, must: bool) -> Text:
    """Whether a column must be filled in, in words; of a text in two languages one is enough."""
    if must and column.other_language:
        return _TABLE.text("ONE_OF_TWO").filled(other=column.other_language[-3:])
    return _TABLE.text("MUST") if must else _TABLE.text("MAY")


def _caption(target: Worksheet, row: int, text: str, styles: Mapping[str, Format]) -> int:
    """Write a caption and return the row below it."""
    target.write_string(row, 0, text, styles["caption"])
    target.set_row(row, 27)
    return row + 1
