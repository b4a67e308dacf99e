"""A small sparse reader of .xlsb, with binary parts ([MS-XLSB])."""

from __future__ import annotations

from collections.abc import Collection

from pmqa_xlsx.catalogue.reasons import BAD_ADDRESS, BAD_VALUE
from pmqa_xlsx.cells import MAX_COLUMNS, MAX_ROWS, CellArea, CellKind, CellRef, CellValue
from pmqa_xlsx.files import values
from pmqa_xlsx.files.book import Extra, WorkbookContent
from pmqa_xlsx.files.number_formats import ExcelFormat, format_of
from pmqa_xlsx.files.ooxml.extras import active_parts, has_cell_pictures
from pmqa_xlsx.files.ooxml.notation import Shared
from pmqa_xlsx.files.ooxml.package import Package, Relation, only_part
from pmqa_xlsx.files.ooxml.properties import read_properties
from pmqa_xlsx.files.ooxml.worksheet import SheetLink, Worksheet
from pmqa_xlsx.files.ooxml.xlsx import read_sheets
from pmqa_xlsx.files.records import Fields, records12, stated_address
from pmqa_xlsx.files.refusal import damaged

# Kinds of records, by their names in [MS-XLSB], 2.3.
_ROW_HEADER = 0
_BLANK, _PACKED, _ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED_TEXT = 1, 2, 3, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOLEAN, _FORMULA_ERROR = 8, 9, 10, 11
_RICH_TEXT = 62
_SHORT_FIRST, _SHORT_LAST, _SHORT_OFFSET = 12, 18, 11
_STRING_ITEM = 19
_NUMBER_FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 44, 47, 617, 618
_WORKBOOK_PROPERTIES, _SHEET = 153, 156
_PROTECTION, _PROTECTION_ISO, _HEADER_FOOTER, _LINK, _MERGED = 535, 678, 479, 494, 176
_VALUE_METADATA = 50
_AUTHOR, _COMMENT, _COMMENT_TEXT = 632, 635, 637
_CELLS = frozenset({*range(_BLANK, _SHORT_LAST + 1), _RICH_TEXT})
_NO_TEXT = 0xFFFFFFFF
#: Bytes before a formula's tokens, and of a cell's address in these.
_FORMULA_HEAD, _CELL_ADDRESS = 6, 6


def read_xlsb(package: Package, part: str, skip_sheets: Collection[str] = ()) -> WorkbookContent:
    """Read a workbook; parameters and errors as in :func:`~pmqa_xlsx.files.ooxml.xlsx.read_xlsx`."""
    relations = package.relations(part)
    days, entries = _workbook(package.read(part))
    shared = Shared([values.text_value(text) for text in _shared_strings(package, relations)],
                    _number_formats(package, relations), days, values.Room(),
                    pictures=has_cell_pictures(package, relations))

    def read(sheet_part: str) -> Worksheet:
        sheet = _Sheet(shared)
        sheet.read(package.read(sheet_part))
        return sheet

    sheets, extras = read_sheets(package, relations, entries, skip_sheets, read, _comments)
    stated = read_properties(package, part)
    return WorkbookContent(
        sheets, stated.custom, stated.saved_at, stated.application, format="xlsb", extras=extras,
        active=active_parts(package), unread=tuple(package.side.unread), trace=package.side.trace)


class _Sheet(Worksheet):
    """Reads one worksheet part."""

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self.shared = shared
        self._row, self._column = 0, -1
        self._picture = False  # whether the next cell has metadata, which contain a picture as its value

    def read(self, part: bytes) -> None:
        for kind, data in records12(part):
            if kind in _CELLS:
                self._cell(kind, Fields(data))
            elif kind == _ROW_HEADER:
                self._row, self._column = Fields(data).number(4), -1
                self.shared.room.check(self.cells)
            elif kind == _VALUE_METADATA:
                self._picture = self.shared.pictures
            elif kind in (_LINK, _MERGED):
                self._take_area(kind, Fields(data))
            elif kind == _PROTECTION:
                self.protected = Fields(data, 2).number(4) != 0
            elif kind == _PROTECTION_ISO:
                self.protected = True
            elif kind == _HEADER_FOOTER:
                fields = Fields(data, 2)
                _text(fields)
                self.footer = _text(fields)
        self.shared.room.take(self.cells)

    def _cell(self, kind: int, fields: Fields) -> None:
        if _SHORT_FIRST <= kind <= _SHORT_LAST:
            self._column += 1
            kind -= _SHORT_OFFSET
        else:
            self._column = fields.number(4)
        if self._column >= MAX_COLUMNS or self._row >= MAX_ROWS:
            raise damaged(BAD_ADDRESS)
        style = fields.number(4) & 0xFFFFFF
        value = self._value(kind, fields, self.shared.formats[style] if style < len(self.shared.formats) else None)
        picture, self._picture = self._picture, False
        if value is not None:
            if picture and value.kind is CellKind.ERROR:
                value = CellValue(CellKind.PICTURE, "")
            values.put(self.cells, CellRef(self._row, self._column), value)

    def _take_area(self, kind: int, fields: Fields) -> None:
        """Add a merged area or a link; one outside a worksheet is skipped."""
        rows, columns = (fields.number(4), fields.number(4)), (fields.number(4), fields.number(4))
        if max(rows) >= MAX_ROWS or max(columns) >= MAX_COLUMNS:
            return
        area = CellArea(CellRef(min(rows), min(columns)), CellRef(max(rows), max(columns)))
        if kind == _MERGED:
            self.merged.append(area)
        elif relation := _text(fields):
            self.links.append(SheetLink(area, relation, _text(fields)))

    def _value(self, kind: int, fields: Fields, form: ExcelFormat | None) -> CellValue | None:
        formula = _FORMULA_TEXT <= kind <= _FORMULA_ERROR
        if kind in (_REAL, _FORMULA_NUMBER):
            return values.number_value(fields.double(), form, self.shared.days, formula)
        if kind == _PACKED:
            return values.number_value(values.packed_number(fields.take(4)), form, self.shared.days)
        if kind in (_BOOLEAN, _FORMULA_BOOLEAN):
            return values.boolean_value(fields.number(1) != 0, formula)
        if kind in (_ERROR, _FORMULA_ERROR):
            return values.coded_error(fields.number(1), formula)
        if kind in (_TEXT, _FORMULA_TEXT):
            value = values.text_value(_text(fields), formula)
            return values.linked(value, _address(fields)) if formula and fields.left > _FORMULA_HEAD else value
        if kind == _RICH_TEXT:
            return values.text_value(_rich_text(fields))
        if kind == _SHARED_TEXT:
            index = fields.number(4)
            if index >= len(self.shared.texts):
                raise damaged(BAD_VALUE)
            return self.shared.texts[index]
        return None


def _text(fields: Fields) -> str:
    """A text after its length; a length with all bits set means no text."""
    size = fields.number(4)
    return "" if size == _NO_TEXT else fields.utf16(size)


def _address(fields: Fields) -> str:
    """The address of a HYPERLINK formula; empty for any other formula."""
    fields.take(_FORMULA_HEAD)  # flags, the size of the formula, then its tokens
    return stated_address(fields.take(fields.left), lambda token: token.utf16(token.number(2)), _CELL_ADDRESS)


def _rich_text(fields: Fields) -> str:
    fields.take(1)  # flags for runs and phonetic hints, which are not needed
    return _text(fields)


def _workbook(part: bytes) -> tuple[int, list[tuple[str, bool, str]]]:
    """The days to add to dates; and name, whether hidden, and relation of each sheet."""
    days = 0
    sheets: list[tuple[str, bool, str]] = []
    for kind, data in records12(part):
        fields = Fields(data)
        if kind == _WORKBOOK_PROPERTIES:
            days = values.DAYS_TO_1904 if fields.number(4) & 1 else 0
        elif kind == _SHEET:
            state, _ = fields.number(4), fields.number(4)
            relation, name = _text(fields), _text(fields)
            sheets.append((name, state != 0, relation))
    return days, sheets


def _shared_strings(package: Package, relations: dict[str, Relation]) -> list[str]:
    part = only_part(relations, "sharedStrings")
    records = records12(package.read(part)) if part is not None and part in package else ()
    return [_rich_text(Fields(data)) for kind, data in records if kind == _STRING_ITEM]


def _number_formats(package: Package, relations: dict[str, Relation]) -> list[ExcelFormat | None]:
    part = only_part(relations, "styles")
    codes: dict[int, str] = {}
    formats: list[ExcelFormat | None] = []
    of_cells = False
    for kind, data in records12(package.read(part)) if part is not None else ():
        if kind == _NUMBER_FORMAT:
            fields = Fields(data)
            number = fields.number(2)
            codes[number] = _text(fields)
        elif kind in (_BEGIN_STYLES, _END_STYLES):
            of_cells = kind == _BEGIN_STYLES
        elif kind == _STYLE and of_cells:
            number = Fields(data, 2).number(2)
            formats.append(format_of(number, codes.get(number)))
    return formats


def _comments(package: Package, part: str, sheet: str) -> list[Extra]:
    authors: list[str] = []
    comments: list[Extra] = []
    author = cell = ""
    for kind, data in records12(package.read(part)):
        fields = Fields(data)
        if kind == _AUTHOR:
            authors.append(_text(fields))
        elif kind == _COMMENT:
            number, row, _, column = (fields.number(4) for _ in range(4))
            author = authors[number] if number < len(authors) else ""
            cell = str(CellRef(row, column)) if row < MAX_ROWS and column < MAX_COLUMNS else ""
        elif kind == _COMMENT_TEXT:
            comments.append(Extra(sheet, cell, "comment", _rich_text(fields), author))
    return comments
