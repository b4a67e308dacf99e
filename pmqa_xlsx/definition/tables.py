"""A definition as plain tables: rows of text with their sheet and cell addresses, so that a mistake can name both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import FORM, KEY, OPTIONAL_SHEETS, SHEETS, VALUE, column_of, header_of
from pmqa_xlsx.definition.sources import Grid
from pmqa_xlsx.definition.values import Reader
from pmqa_xlsx.text.plain_values import UnreadableError

#: Further sheets of the workbook for people; never read.
GUIDE_SHEETS = ("คำอธิบาย", "instructions")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: trimmed texts by column name; the sheet ``form`` is one row with its keys as columns.

    :ivar places: the address of each cell by name of a column that the sheet has.
    """

    sheet: str
    cells: Mapping[str, str]
    places: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def read(self, column: str, default: Any = None, via: Reader | None = None) -> Any:
        """The value of a cell; ``default`` if it is empty or cannot be read.

        :param via: a reader to use instead of the column's own.
        """
        text = self[column]
        if not text:
            return default
        try:
            return (via or column_of(self.sheet, column).read)(text)
        except UnreadableError:
            return default

    def place(self, column: str) -> str:
        """The address of a cell; that of the row's first cell if the sheet does not have the column."""
        return self.places.get(column) or next(iter(self.places.values()), "")

    def mistake(self, column: str, code: str, **facts: str) -> Mistake:
        """A mistake about one cell; the cell's text is the fact ``value``."""
        return Mistake(self.sheet, self.place(column), code, {"value": self[column], "column": column, **facts})


@dataclass(frozen=True, slots=True)
class Tables:
    """A definition's rows by sheet; ``columns`` are the column names that each sheet has."""

    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __getitem__(self, sheet: str) -> tuple[Row, ...]:
        return self.rows.get(sheet, ())

    def has(self, sheet: str, column: str) -> bool:
        """Whether the definition has the sheet with that column, so that other values can be checked against it."""
        return column in self.columns.get(sheet, ())

    @property
    def form(self) -> Row:
        """The sheet ``form`` as one row."""
        return next(iter(self[FORM]), Row(FORM, {}, {}))


def tables_of(grids: Mapping[str, Grid], unreadable: Sequence[str] = ()) -> tuple[Tables, list[Mistake]]:
    """Find each sheet's columns and rows.

    :param grids: the cells by sheet name (lower case); row 1 contains the column names.
    :param unreadable: sheets that exist but could not be read; they are not reported as missing.
    """
    rows: dict[str, tuple[Row, ...]] = {}
    columns: dict[str, frozenset[str]] = {}
    mistakes = [
        *(Mistake(name, "", "sheet-unknown", {"known": ", ".join(SHEETS)}) for name in grids
          if name not in SHEETS and name not in GUIDE_SHEETS),
        *(Mistake(name, "", "sheet-missing", {"columns": ", ".join(header_of(name))}) for name in SHEETS
          if name not in grids and name not in OPTIONAL_SHEETS and name not in unreadable),
    ]
    for sheet in SHEETS:
        if sheet not in grids:
            continue
        positions, faults = _header(sheet, grids[sheet])
        rows[sheet] = _rows(sheet, grids[sheet], positions)
        columns[sheet] = frozenset(positions)
        mistakes += faults
    if {KEY, VALUE} <= columns.get(FORM, frozenset()):
        form, faults = _form_row(rows[FORM], len(grids[FORM]))
        rows[FORM], columns[FORM] = (form,), frozenset(form.cells)
        mistakes += faults
    else:
        rows.pop(FORM, None)
    return Tables(rows, columns), mistakes


def _header(sheet: str, grid: Grid) -> tuple[dict[str, int], list[Mistake]]:
    """The zero-based column of each known column name, and the mistakes in row 1."""
    names = [name.lower() for name in grid[0]] if grid else []
    known = header_of(sheet)
    positions: dict[str, int] = {}
    mistakes: list[Mistake] = []
    width = max(map(len, grid), default=0)
    for column in range(width):
        name = names[column] if column < len(names) else ""
        place = str(CellRef(0, column))
        if not name:
            if any(len(row) > column and row[column] for row in grid):
                mistakes.append(Mistake(sheet, place, "column-unnamed"))
        elif name in positions:
            mistakes.append(Mistake(sheet, place, "column-duplicate", {"value": name}))
        elif name not in known:
            mistakes.append(Mistake(sheet, place, "column-unknown", {"value": name, "known": ", ".join(known)}))
        else:
            positions[name] = column
    needed = known if sheet == FORM else [column.name for column in SHEETS[sheet] if column.required]
    free = str(CellRef(0, width))
    mistakes += [Mistake(sheet, free, "column-missing", {"name": name}) for name in needed if name not in positions]
    return positions, mistakes


def _rows(sheet: str, grid: Grid, positions: Mapping[str, int]) -> tuple[Row, ...]:
    rows = []
    for number, cells in enumerate(grid[1:], start=1):
        texts = {name: cells[column] if column < len(cells) else "" for name, column in positions.items()}
        if any(texts.values()):
            places = {name: str(CellRef(number, column)) for name, column in positions.items()}
            rows.append(Row(sheet, texts, places))
    return tuple(rows)


def _form_row(rows: Sequence[Row], free: int) -> tuple[Row, list[Mistake]]:
    """Transpose the sheet ``form``: one row with a column for each key.

    :param free: the first row (zero-based) below the sheet's content, where a missing key can be added.
    """
    cells: dict[str, str] = {}
    places: dict[str, str] = {}
    mistakes: list[Mistake] = []
    known = [column.name for column in SHEETS[FORM]]
    for row in rows:
        key = row[KEY].lower()
        if key in cells:
            mistakes.append(row.mistake(KEY, "key-duplicate"))
        elif key not in known:
            mistakes.append(row.mistake(KEY, "key-unknown", known=", ".join(known)))
        else:
            cells[key], places[key] = row[VALUE], row.places[VALUE]
    mistakes += [Mistake(FORM, str(CellRef(free, 0)), "key-missing", {"name": column.name})
                 for column in SHEETS[FORM] if column.required and column.name not in cells]
    return Row(FORM, cells, places), mistakes

