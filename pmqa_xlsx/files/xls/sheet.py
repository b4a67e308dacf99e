"""The cells of one worksheet of an .xls workbook with their links, and its comments and text boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pmqa_xlsx.catalogue.reasons import BAD_ADDRESS, BAD_VALUE, BROKEN_RECORDS
from pmqa_xlsx.cells import CellArea, CellRef, CellValue
from pmqa_xlsx.files import values
from pmqa_xlsx.files.book import Extra
from pmqa_xlsx.files.number_formats import ExcelFormat
from pmqa_xlsx.files.records import Fields, Pieces, Record, stated_address
from pmqa_xlsx.files.refusal import SideParts, Unreadable, damaged
from pmqa_xlsx.files.values import link_area

_URL_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_FILE_MONIKER = bytes.fromhex("0303000000000000c000000000000046")
_HAS_MONIKER, _HAS_LOCATION, _HAS_NAME, _HAS_FRAME, _MONIKER_IS_TEXT = 0x01, 0x08, 0x10, 0x80, 0x100
#: Bytes of a formula's record between its value and its tokens, and of a cell's address in these.
_FORMULA_HEAD, _CELL_ADDRESS = 8, 4
# Kinds of records, by their names in [MS-XLS], 2.3.
_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_NUMBER, _PACKED, _PACKED_ROW, _LABEL, _RICH_LABEL, _SHARED_LABEL = 0x0203, 0x027E, 0x00BD, 0x0204, 0x00D6, 0x00FD
_BOOLEAN_OR_ERROR, _FORMULA, _FORMULA_TEXT = 0x0205, 0x0006, 0x0207
_PROTECT, _FOOTER, _NOTE, _OBJECT, _OBJECT_TEXT = 0x0012, 0x0015, 0x001C, 0x005D, 0x01B6
_LINK, _MERGED = 0x01B8, 0x00E5
_BESIDE_CELLS = frozenset((_LINK, _MERGED, _PROTECT, _FOOTER, _NOTE, _OBJECT))
_PICTURE, _COMMENT_BOX = 0x08, 0x19
_MAX_COLUMNS = 256
#: The value of a formula with a text result until the record with the text is read.
_NO_TEXT_YET = values.text_value("", formula=True)

TextReader = Callable[[Fields, int], str]


def read_link(cells: dict[CellRef, CellValue], fields: Fields) -> None:
    """Store the address of a link in its cells; a record of an unknown kind is skipped."""
    try:
        first_row, last_row, first_column, last_column = (fields.number(2) for _ in range(4))
        area = CellArea(CellRef(first_row, first_column), CellRef(max(first_row, last_row),
                                                                  max(first_column, last_column)))
        fields.take(16 + 4)  # the kind of object, and the version
        address = _address(fields, fields.number(4))
    except Unreadable:
        return
    link_area(cells, area, address)


def _address(fields: Fields, flags: int) -> str:
    for flag in (_HAS_NAME, _HAS_FRAME):
        if flags & flag:
            _text(fields)
    address = ""
    if flags & _MONIKER_IS_TEXT:
        address = _text(fields)
    elif flags & _HAS_MONIKER:
        kind = fields.take(16)
        if kind == _URL_MONIKER:
            address = fields.take(fields.number(4)).decode("utf-16-le", "replace").partition("\0")[0]
        elif kind == _FILE_MONIKER:
            address = _path(fields)
    location = _text(fields) if flags & _HAS_LOCATION and address else ""
    return f"{address}#{location}" if location else address


def _path(fields: Fields) -> str:
    """The path of a file moniker, in Unicode if it is given."""
    fields.take(2)
    short = fields.take(fields.number(4)).decode("cp874", "replace").partition("\0")[0]
    fields.take(24)
    size = fields.number(4)
    if not size:
        return short
    size = fields.number(4)
    fields.take(2)
    return fields.take(size).decode("utf-16-le", "replace")


def _text(fields: Fields) -> str:
    return fields.utf16(fields.number(4)).partition("\0")[0]


def formula_address(fields: Fields) -> str:
    """The address at the beginning of a HYPERLINK formula; empty for any other formula.

    :param fields: a formula's record after its value.
    """
    fields.take(min(_FORMULA_HEAD, fields.left))
    return stated_address(fields.take(fields.left), _text_of_token, _CELL_ADDRESS)


def _text_of_token(fields: Fields) -> str:
    size, wide = fields.number(1), fields.number(1) & 1
    return fields.utf16(size) if wide else fields.take(size).decode("latin-1")


class SheetReader:
    """Reads one worksheet.

    :param name: the sheet's name.
    :param text: reads a text from a record, given the size of its length field.
    :param wide: whether the workbook is from Excel 97 or later.
    :ivar cells: the cells with content.
    """

    def __init__(
        self, name: str, text: TextReader, *, wide: bool, texts: Sequence[CellValue],
        formats: Sequence[ExcelFormat | None], days: int, room: values.Room, side: SideParts,
    ) -> None:
        self._name, self._side = name, side
        self._text, self._wide, self._texts, self._formats = text, wide, texts, formats
        self._days, self._room = days, room
        self.cells: dict[CellRef, CellValue] = {}
        self.protected = False
        self.footer = ""
        self.merged: list[CellArea] = []
        self._formula: CellRef | None = None
        self._address = ""
        self._notes: list[tuple[CellRef, int, str]] = []
        self._boxes: dict[int, str] = {}
        self._pictures: list[int] = []
        self._object = (0, 0)
        self._pieces: list[bytes] | None = None
        self._continued = 0

    def read(self, records: Iterator[Record]) -> None:
        """Read the sheet's records up to its end; embedded streams are skipped.

        :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
        """
        depth = 0
        for record in records:
            if record.kind == _BOF:
                depth += 1
            elif depth == 0:
                break
            elif record.kind == _EOF:
                depth -= 1
                if depth == 0:
                    self._finish()
                    self._room.take(self.cells)
                    return
            elif depth == 1:
                self._record(record)
        raise damaged(BROKEN_RECORDS)

    def extras(self) -> Iterator[Extra]:
        """The comments, text boxes and pictures of the sheet."""
        sheet = self._name
        for ref, box, author in self._notes:
            yield Extra(sheet, str(ref), "comment", self._boxes.pop(box, ""), author)
        for text in self._boxes.values():
            if text.strip():
                yield Extra(sheet, "", "text-box", text)
        for number in self._pictures:
            yield Extra(sheet, "", "picture", f"Picture {number}")

    def _record(self, record: Record) -> None:
        kind, fields = record.kind, Fields(record.data)
        if kind == _CONTINUE:
            if self._pieces is not None:
                self._pieces.append(record.data)
            return
        self._finish()
        if kind in _CELLS:
            row, column = fields.number(2), fields.number(2)
            if column >= _MAX_COLUMNS:
                raise damaged(BAD_ADDRESS)
            _CELLS[kind](self, CellRef(row, column), fields)
            self._room.check(self.cells)
        elif kind in (_FORMULA_TEXT, _OBJECT_TEXT):
            self._pieces, self._continued = [record.data], kind
        elif kind in _BESIDE_CELLS:
            self._side.read(self._name, type(None), self._beside_cells, kind, fields)

    def _beside_cells(self, kind: int, fields: Fields) -> None:
        if kind == _LINK and self._wide:
            read_link(self.cells, fields)
        elif kind == _MERGED and self._wide:
            for _ in range(fields.number(2)):
                top, bottom, left, right = (fields.number(2) for _ in range(4))
                self.merged.append(CellArea(CellRef(top, left), CellRef(max(top, bottom), max(left, right))))
        elif kind == _PROTECT:
            self.protected = fields.number(2) != 0
        elif kind == _FOOTER and fields.left:
            self.footer = self._text(fields, 2 if self._wide else 1)
        elif kind == _NOTE and self._wide:
            row, column, _, box = (fields.number(2) for _ in range(4))
            self._notes.append((CellRef(row, column), box, self._text(fields, 2).strip()))
        elif kind == _OBJECT and self._wide:
            fields.take(4)
            self._object = (fields.number(2), fields.number(2))
            if self._object[0] == _PICTURE:
                self._pictures.append(self._object[1])

    def _finish(self) -> None:
        """Read a text after its last piece."""
        if self._pieces is None:
            return
        pieces, self._pieces = self._pieces, None
        if self._continued == _OBJECT_TEXT:
            self._boxes[self._object[1]] = self._side.read(self._name, str, _box_text, pieces)
        elif self._formula is not None:
            text = Pieces(pieces).text() if len(pieces) > 1 and self._wide else self._text(Fields(b"".join(pieces)), 2)
            if self.cells[self._formula] is _NO_TEXT_YET:
                del self.cells[self._formula]
            values.put(self.cells, self._formula, values.linked(values.text_value(text, formula=True), self._address))
            self._formula = None

    def _number_of(self, number: float, style: int, formula: bool = False) -> CellValue:
        form = self._formats[style] if style < len(self._formats) else None
        return values.number_value(number, form, self._days, formula)

    def _take_number(self, ref: CellRef, fields: Fields) -> None:
        style = fields.number(2)
        values.put(self.cells, ref, self._number_of(fields.double(), style))

    def _take_packed(self, ref: CellRef, fields: Fields) -> None:
        style = fields.number(2)
        values.put(self.cells, ref, self._number_of(values.packed_number(fields.take(4)), style))

    def _take_packed_row(self, ref: CellRef, fields: Fields) -> None:
        for column in range(ref.column, min(ref.column + (fields.left - 2) // 6, _MAX_COLUMNS)):
            self._take_packed(CellRef(ref.row, column), fields)

    def _take_label(self, ref: CellRef, fields: Fields) -> None:
        fields.take(2)
        values.put(self.cells, ref, values.text_value(self._text(fields, 2)))

    def _take_shared_label(self, ref: CellRef, fields: Fields) -> None:
        fields.take(2)
        index = fields.number(4)
        if index >= len(self._texts):
            raise damaged(BAD_VALUE)
        values.put(self.cells, ref, self._texts[index])

    def _take_boolean_or_error(self, ref: CellRef, fields: Fields) -> None:
        fields.take(2)
        code, is_error = fields.number(1), fields.number(1)
        values.put(self.cells, ref, values.coded_error(code) if is_error else values.boolean_value(code != 0))

    def _take_formula(self, ref: CellRef, fields: Fields) -> None:
        """A formula's cached value; a text is in a separate record."""
        style, result = fields.number(2), fields.take(8)
        self._formula = None
        if result[6:] != b"\xff\xff":
            values.put(self.cells, ref, self._number_of(Fields(result).double(), style, formula=True))
        elif result[0] == 1:
            values.put(self.cells, ref, values.boolean_value(result[2] != 0, formula=True))
        elif result[0] == 2:
            values.put(self.cells, ref, values.coded_error(result[2], formula=True))
        else:
            self.cells.setdefault(ref, _NO_TEXT_YET)
            self._formula, self._address = ref, formula_address(fields) if self._wide else ""


_CELLS: dict[int, Callable[[SheetReader, CellRef, Fields], None]] = {
    _NUMBER: SheetReader._take_number,
    _PACKED: SheetReader._take_packed,
    _PACKED_ROW: SheetReader._take_packed_row,
    _LABEL: SheetReader._take_label,
    _RICH_LABEL: SheetReader._take_label,
    _SHARED_LABEL: SheetReader._take_shared_label,
    _BOOLEAN_OR_ERROR: SheetReader._take_boolean_or_error,
    _FORMULA: SheetReader._take_formula,
}


def _box_text(pieces: list[bytes]) -> str:
    """The text of a text box, which is in its continuation records."""
    count = Fields(pieces[0], 10).number(2)
    if count == 0 or len(pieces) < 2:
        return ""
    reader = Pieces(pieces[1:])
    return reader.characters(count, 0)
