"""Values in a form that Excel cells can store and XlsxWriter writes unchanged; used by all writers of workbooks."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence

#: The day with the serial number 0 in the 1900 system.
SERIAL_ZERO = dt.date(1899, 12, 30)
#: Most characters in a cell (UTF-16 units, as Excel counts).
CELL_LIMIT = 32_767
#: Beginnings that a .csv cell must not have: a spreadsheet program reads a formula, or skips them and reads one.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"
_LONGEST_LITERAL = 255
_COUNTED_TWICE = re.compile("[\U00010000-\U0010ffff]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Exact(float):
    """A number that is written with enough digits to read the same number back.

    XlsxWriter formats every number to 16 digits, and one in two needs 17.
    """

    def __format__(self, _: str) -> str:
        return number_text(float(self))


def number_text(number: float) -> str:
    """The shortest text that is read back as the same double; ``85`` instead of ``85.0``."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < 1e16):
        return str(int(number))
    return repr(number)


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of texts as a .csv that spreadsheet programs open as it is: UTF-8 with BOM, no text read as a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_GUARD * one.startswith(FORMULA_STARTS) + one for one in row] for row in rows])
    return text.getvalue().encode("utf-8-sig", "replace")


def without_guard(cell: str) -> str:
    """The text of a .csv cell, without the mark before what would be a formula."""
    return cell.removeprefix(_GUARD) if cell[1:].startswith(FORMULA_STARTS) else cell


def excel_text(text: str, cut_mark: str = "…") -> str:
    """A text for a cell: characters that XML does not allow are replaced, and it is truncated at Excel's limit.

    :param cut_mark: the end of a truncated text.
    """
    text = _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter would treat such a string as finished XML and write it unchanged
    if is_longer(text, CELL_LIMIT):
        room = 2 * (CELL_LIMIT - excel_length(cut_mark))
        text = text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + cut_mark
    return text


def excel_length(text: str) -> int:
    """The length of a text as Excel counts it: characters above U+FFFF count twice."""
    return len(text) + (0 if text.isascii() else len(_COUNTED_TWICE.findall(text)))


def is_longer(text: str, limit: int) -> bool:
    """Whether a text is longer than allowed, as Excel counts."""
    return len(text) > limit // 2 and excel_length(text) > limit


def quoted(text: str) -> str:
    """A text as an expression; a long one is split, since Excel allows at most 255 characters in a literal."""
    pieces = [text[start:start + _LONGEST_LITERAL // 2] for start in range(0, len(text), _LONGEST_LITERAL // 2)]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces or [""])


def date_to_serial(date: dt.date) -> int:
    """The 1900-system serial number of a date (A.D., after February 1900)."""
    return (date - SERIAL_ZERO).days


def time_to_serial(time: dt.time) -> float:
    """A time of day, to the minute, as the part of a day."""
    return (time.hour * 60 + time.minute) / 1_440
