"""A definition as plain tables: rows of text with their sheet and cell addresses, so that a mistake can name both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.definition import schema
from pmqa_xlsx.definition.columns import Reader
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.form.model import Origin
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import LANGS, Lang, Text
from pmqa_xlsx.text.plain_values import UnreadableError

#: A sheet's cells as trimmed texts, row by row.
Grid = list[list[str]]
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
            return (via or schema.column_of(self.sheet, column).read)(text)
        except UnreadableError:
            return default

    def text(self, name: str) -> Text:
        """A text in both languages, from the columns ``NAME_th`` and ``NAME_en``; the English one serves as Thai."""
        return Text(self[f"{name}_th"] or self[f"{name}_en"], self[f"{name}_en"])

    def typed(self, name: str, lang: Lang = "th") -> str:
        """The column that a text is taken from in a language: the other language's where its own is empty."""
        own, other = (f"{name}_{one}" for one in (lang, *(one for one in LANGS if one != lang)))
        return own if self[own] or not self[other] else other

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
    def calendar(self) -> Calendar:
        """The calendar of the form's years."""
        return self.form.read("calendar", Calendar.BE)  # type: ignore[no-any-return]

    @property
    def form(self) -> Row:
        """The sheet ``form`` as one row."""
        return next(iter(self[schema.FORM]), Row(schema.FORM, {}, {}))


def tables_of(grids: Mapping[str, Grid], unreadable: Sequence[str] = ()) -> tuple[Tables, list[Mistake]]:
    """Find each sheet's columns and rows.

    :param grids: the cells by sheet name (lower case); row 1 contains the column names.
    :param unreadable: sheets that exist but could not be read; they are not reported as missing.
    """
    rows: dict[str, tuple[Row, ...]] = {}
    columns: dict[str, frozenset[str]] = {}
    mistakes = [
        *(Mistake(name, "", "sheet-unknown", {"known": ", ".join(schema.SHEETS)}) for name in grids
          if name not in schema.SHEETS and name not in GUIDE_SHEETS),
        *(Mistake(name, "", "sheet-missing", {"columns": ", ".join(schema.header_of(name))}) for name in schema.SHEETS
          if name not in grids and name not in schema.OPTIONAL_SHEETS and name not in unreadable),
    ]
    for sheet in schema.SHEETS:
        if sheet not in grids:
            continue
        further = own_columns(grids.get(schema.FIELDS, [])) if sheet == schema.CRITERIA else {}
        positions, faults = _header(sheet, grids[sheet], further)
        rows[sheet] = _rows(sheet, grids[sheet], positions)
        columns[sheet] = frozenset(positions)
        mistakes += faults
    if {schema.KEY, schema.VALUE} <= columns.get(schema.FORM, frozenset()):
        form, faults = _form_row(rows[schema.FORM], len(grids[schema.FORM]))
        rows[schema.FORM], columns[schema.FORM] = (form,), frozenset(form.cells)
        mistakes += faults
    else:
        rows.pop(schema.FORM, None)
    return Tables(rows, columns), mistakes


def own_columns(fields: Grid) -> dict[str, str]:
    """The columns of ``criteria`` for constants and types by criterion: the names as written by their lower case.

    :param fields: the sheet ``fields``.
    """
    header = [name.lower() for name in fields[0]] if fields else []
    if not {"name", "type"} <= set(header):
        return {}
    found: dict[str, str] = {}
    for row in fields[1:]:
        name, kind = (row[header.index(column)] if header.index(column) < len(row) else "" for column in ("name",
                                                                                                          "type"))
        origin = " ".join(kind.lower().split())
        if name and origin in (Origin.CONSTANT.value, Origin.BY_CRITERION.value):
            found[name.lower()] = name
            if origin == Origin.CONSTANT.value:
                found |= {f"{name.lower()}_{lang}": f"{name}_{lang}" for lang in LANGS}
    return found


def _header(sheet: str, grid: Grid, further: Mapping[str, str]) -> tuple[dict[str, int], list[Mistake]]:
    """The zero-based column of each known column name, and the mistakes in row 1.

    :param further: columns that only this definition has: the names by their lower case.
    """
    names = [name.lower() for name in grid[0]] if grid else []
    known = {**further, **{name: name for name in schema.header_of(sheet)}}
    positions: dict[str, int] = {}
    mistakes: list[Mistake] = []
    width = max(map(len, grid), default=0)
    if len(names) == 1 and names[0].count(";") > 1:
        return {}, [Mistake(sheet, "A1", "csv-semicolons", {"value": names[0]})]
    for column in range(width):
        name = names[column] if column < len(names) else ""
        place = str(CellRef(0, column))
        if not name:
            if any(len(row) > column and row[column] for row in grid):
                mistakes.append(Mistake(sheet, place, "column-unnamed"))
        elif name not in known:
            mistakes.append(Mistake(sheet, place, "column-unknown",
                                    {"value": name, "known": ", ".join(known.values())}))
        elif known[name] in positions:
            mistakes.append(Mistake(sheet, place, "column-duplicate", {"value": name}))
        else:
            positions[known[name]] = column
    free = str(CellRef(0, width))
    needed = ([name for name in (schema.KEY, schema.VALUE) if name not in positions] if sheet == schema.FORM
              else missing_columns(sheet, positions))
    mistakes += [Mistake(sheet, free, "column-missing", _names_of(name)) for name in needed]
    return positions, mistakes


def missing_columns(sheet: str, given: Collection[str]) -> list[str]:
    """The required columns (on ``form``: keys) that are not given; of a text one language is enough."""
    return [column.name for column in schema.SHEETS[sheet]
            if column.required and column.name not in given and column.other_language not in given]


def _names_of(missing: str) -> dict[str, str]:
    """The facts that name a missing column or key: of a text, those of both languages."""
    if not missing.endswith("_th"):
        return {"name": missing}
    return {"name": missing, "variant": "both", "thai": missing, "english": f"{missing[:-3]}_en"}


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
    known = [column.name for column in schema.SHEETS[schema.FORM]]
    for row in rows:
        key = row[schema.KEY].lower()
        if key in cells:
            mistakes.append(row.mistake(schema.KEY, "key-duplicate"))
        elif key not in known:
            mistakes.append(row.mistake(schema.KEY, "key-unknown", known=", ".join(known)))
        else:
            cells[key], places[key] = row[schema.VALUE], row.places[schema.VALUE]
    mistakes += [Mistake(schema.FORM, str(CellRef(free, 0)), "key-missing", _names_of(name))
                 for name in missing_columns(schema.FORM, cells)]
    return Row(schema.FORM, cells, places), mistakes


def repeated(rows: Iterable[Row], column: str, code: str, key: Callable[[Row], Hashable]) -> Iterator[Mistake]:
    """A mistake for each row with the same key as an earlier row; rows with an empty cell in the column are skipped.

    :param key: what must be unique.
    """
    first: dict[Hashable, Row] = {}
    for row in rows:
        if row[column]:
            known = first.setdefault(key(row), row)
            if known is not row:
                yield row.mistake(column, code, first=known.place(column))


def known_names(names: Iterable[str]) -> str:
    """Distinct names for a message, in order; a dash if there are none."""
    return ", ".join(dict.fromkeys(filter(None, names))) or "–"
