"""The link addresses of the cells of an .xls worksheet ([MS-XLS], 2.4.140; [MS-OSHARED], 2.3.7)."""

from __future__ import annotations

from pmqa_xlsx.cells import CellArea, CellRef, CellValue
from pmqa_xlsx.files.records import HYPERLINK, Fields
from pmqa_xlsx.files.refusal import Unreadable
from pmqa_xlsx.files.values import link_area

_URL_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_FILE_MONIKER = bytes.fromhex("0303000000000000c000000000000046")
_HAS_MONIKER, _HAS_LOCATION, _HAS_NAME, _HAS_FRAME, _MONIKER_IS_TEXT = 0x01, 0x08, 0x10, 0x80, 0x100
#: Bytes of a formula between its value and its tokens; the token of a text.
_FORMULA_HEAD, _TEXT_TOKEN = 8, 0x17


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
    if fields.left <= _FORMULA_HEAD + 3:
        return ""
    fields.take(_FORMULA_HEAD)
    tokens = Fields(content := fields.take(fields.left))
    if tokens.number(1) != _TEXT_TOKEN or HYPERLINK not in content:
        return ""
    size, wide = tokens.number(1), tokens.number(1) & 1
    try:
        return tokens.utf16(size) if wide else tokens.take(size).decode("latin-1")
    except Unreadable:
        return ""
