"""A worksheet whose tables are written row by row: a list of a round has hundreds of thousands of cells.

XlsxWriter stores an object for each cell and formats each one again when it writes the file. In the rows of a table
most cells repeat a value of their column, so that their XML is put together once for each value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from xlsxwriter.worksheet import Worksheet

from pmqa_xlsx.cells import CellRef, column_letters
from pmqa_xlsx.text.excel_text import number_text

#: Most values of a column whose XML is remembered.
_REMEMBERED = 8_192


class CellXml(NamedTuple):
    """A cell as XML after its address.

    :ivar lines: the number of lines of its text, at least 1.
    """

    xml: str
    lines: int = 1


class TableWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet that also takes finished rows."""

    def __init__(self) -> None:
        super().__init__()
        self._finished: dict[int, str] = {}

    def add_long_table(self, first: int, left: int, last: int, right: int, options: dict[str, Any]) -> int:
        """Add a table like ``add_table``, which would remember each of its cells.

        :returns: XlsxWriter's code; 0 if it was added.
        """
        done: int = self.add_table(first, left, first + 1, right, options)
        if done == 0:
            area = f"{CellRef(first, left)}:{CellRef(last, right)}"
            self.tables[-1].update({"range": area, "a_range": area, "autofilter": area})
        return done

    def write_rows(
        self, first: int, left: int, rows: Sequence[Sequence[object]], columns: Sequence[Callable[[object], CellXml]],
        height: Callable[[int], float], *, fixed: bool = False,
    ) -> None:
        """Write rows below each other.

        :param first: the number of the first row, zero-based; ``left``: of the first column.
        :param columns: for each column the function that makes its cells.
        :param height: the height in points of a row with several lines; one with a single line has the default.
        :param fixed: whether the rows keep their heights; else a program may let one grow whose text needs more room.
        """
        addresses = [f'<c r="{column_letters(left + number)}' for number in range(len(columns))]
        custom = ' customHeight="1"' if fixed else ""
        made = [lru_cache(maxsize=_REMEMBERED)(make) for make in columns]
        for row, values in enumerate(rows, first):
            cells = [make(value) for make, value in zip(made, values, strict=True)]
            xml = "".join([f"{address}{row + 1}{cell.xml}" for address, cell in zip(addresses, cells, strict=True)])
            lines = max([cell.lines for cell in cells])
            pixels = self.default_row_height if lines == 1 else round(height(lines) * 4 / 3)
            stated = "" if pixels == self.original_row_height else f' ht="{pixels * 0.75:g}"{custom}'
            self._finished[row] = f'<row r="{row + 1}"{stated}>{xml}</row>'
            self.row_info[row] = None  # so that the row is written; its height is in its XML, and for pictures:
            self.row_sizes[row] = [pixels, False]
        for row in (first, first + len(rows) - 1):
            self._check_dimensions(row, left + len(columns) - 1)

    def blank(self, style: Any) -> CellXml:
        """A cell with only a style."""
        return CellXml(f'" s="{style._get_xf_index()}"/>')

    def number(self, number: float, style: Any) -> CellXml:
        """A finite number, with enough digits to read the same number back."""
        return CellXml(f'" s="{style._get_xf_index()}"><v>{number_text(number)}</v></c>')

    def moment(self, moment: dt.date, style: Any) -> CellXml:
        """A day, or a moment without a time zone."""
        number = self._convert_date_time(moment)
        return CellXml(f'" s="{style._get_xf_index()}"><v>{number:.16G}</v></c>')

    def text(self, text: str, style: Any, lines: int) -> CellXml:
        """A text that fits into a cell."""
        number = self.str_table._get_shared_string_index(text)
        return CellXml(f'" s="{style._get_xf_index()}" t="s"><v>{number}</v></c>', lines)

    def _write_empty_row(self, row: int, spans: str | None, row_info: Any = None) -> None:
        """Write a row without cells of XlsxWriter's own, which may be a finished one."""
        if (xml := self._finished.get(row)) is None:
            super()._write_empty_row(row, spans, row_info)
        else:
            self.fh.write(xml)

    def _write_row(self, row: int, spans: str | None, row_info: Any = None, empty_row: bool = False) -> None:
        """Write a row's tag; a finished row cannot have further cells."""
        if row in self._finished:
            raise ValueError(f"row {row} was written twice")
        super()._write_row(row, spans, row_info, empty_row)
