"""Finds the cell of each slot of a layout in a return, even after rows and columns were inserted, deleted or moved.

A slot is found by the texts beside and above it: the criterion's code (or, if only that was changed, its wording)
and the column's heading. If these do not clearly identify one cell, the slot is not found and this is reported: no
answer may be read for another criterion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pmqa_xlsx.cells import CellRef, column_letters
from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.files.values import one_line
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.ingester.conflicts import (
    answers_in,
    copied_columns,
    has_answers,
    in_place,
    names_elsewhere,
    other_row,
    reordered_columns,
    shifted_columns,
    states_are_elsewhere,
    with_copy,
)
from pmqa_xlsx.ingester.sheet_matching import ExpectedSheet, SheetMap, SheetTexts, expected_sheets, match_sheets
from pmqa_xlsx.layout.model import CODE_COLUMN, FixedText, Layout, Role, Sheet, SheetKind, TableRow
from pmqa_xlsx.layout.rules import row_of
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import comparison_key

#: The texts that identify rows and columns; on the general sheet a label identifies a row.
_NAMING = (Role.CODE, Role.WORDING, Role.CATEGORY, Role.HEADING, Role.LABEL)


@dataclass
class _SheetSearch:
    """The search on one sheet: what was found so far."""

    expected: ExpectedSheet
    texts: SheetTexts
    cells: dict[CellRef, CellRef] = field(default_factory=dict)
    disputed: set[CellRef] = field(default_factory=set)
    reworded: set[CellRef] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    copies: dict[int, list[int]] = field(default_factory=dict)  # further columns with a heading, by planned column

    @property
    def plan(self) -> Sheet:
        """The sheet in the layout."""
        return self.expected.plan

    def key(self, text: FixedText) -> str:
        """The comparison key of one of its texts."""
        return self.expected.texts[text.cell].key

    def place(self, level: Level, row: TableRow | None = None, field_name: str = "") -> Place:
        """The place of a row, or of the sheet as a whole."""
        question = row_of(row.slots[0].question) if row else Question(level, self.plan.category)
        return Place(self.texts.sheet.name, question=question._replace(field=field_name))

    @property
    def level(self) -> Level:
        """The level of the question that the sheet as a whole is about."""
        return Level.COVER if self.plan.kind is SheetKind.GENERAL else Level.CATEGORY


def locate(book: WorkbookContent, layout: Layout, lang: Lang) -> tuple[dict[str, SheetMap], list[Finding]]:
    """Find every sheet and slot of a layout in a return.

    :returns: a map for each sheet found, by layout key, and the findings ``sheet-missing``, ``sheet-renamed``,
        ``sheet-duplicated``, ``cells-moved``, ``row-missing``, ``heading-missing``, ``row-conflict`` and
        ``heading-conflict``.
    """
    matched = match_sheets(book, layout, lang)
    expected = expected_sheets(layout, lang)
    on_sheets = {key: _map(expected[key], texts) for key, texts in matched.sheets.items()}
    said = {copy.sheet.name: finding for (_, copy), finding in zip(matched.copies, matched.duplicated, strict=True)}
    maps = {key: sheet_map for key, (sheet_map, _) in on_sheets.items()}
    for key, copy in matched.copies:
        other = _map(expected[key], copy)
        if has_answers(other[0]) and not has_answers(maps[key]):
            facts = {"original": copy.sheet.name, "copy": maps[key].name, "variant": "empty"}
            said[copy.sheet.name] = Finding("sheet-duplicated", Place(sheet=maps[key].name), facts=facts)
            on_sheets[key], other = other, on_sheets[key]
            maps[key] = on_sheets[key][0]
        maps[key] = with_copy(maps[key], other[0])
    return maps, [*matched.findings, *said.values(), *(one for _, found in on_sheets.values() for one in found)]


def _map(expected: ExpectedSheet, texts: SheetTexts) -> tuple[SheetMap, list[Finding]]:
    """The map of one sheet, with the findings about what moved on it or is missing."""
    whole = texts.as_made and expected.proves_place
    if (whole or in_place(expected, texts)) and not names_elsewhere(expected, texts):
        return SheetMap(expected, texts, expected.cells, pristine=whole), []
    search = _SheetSearch(expected, texts)
    _trace(search)
    moved = any(planned != actual for planned, actual in search.cells.items())
    if moved:
        search.findings.insert(0, Finding("cells-moved", search.place(search.level)))
    disputed = frozenset(search.disputed | search.reworded)
    return SheetMap(expected, texts, search.cells, moved, disputed,
                    frozenset(search.reworded - search.disputed)), search.findings


def _trace(search: _SheetSearch) -> None:
    plan = search.plan
    if plan.rows:
        headings = _headings(plan)
        # In a table, headings that every table has do not count: they may be those of a copy of another sheet.
        identifying = {column.column for column in plan.columns} or {heading.cell.column for heading in headings}
        header = _find_header(search, [heading for heading in headings if heading.cell.column in identifying])
        if header is None:
            _report_columns(search, {})
        else:
            columns = _find_columns(search, headings, header)
            _trace_rows(search, plan.rows, header, columns)
            _report_columns(search, columns)
            _dispute_columns(search, columns)
    _trace_loose_texts(search)


def _headings(plan: Sheet) -> list[FixedText]:
    return [text for text in plan.texts if text.role is Role.HEADING and text.cell.row == plan.header_row]


def _find_header(search: _SheetSearch, headings: list[FixedText]) -> int | None:
    """The topmost row that contains at least half of these headings."""
    votes: Counter[int] = Counter()
    for heading in headings:
        votes.update({ref.row for ref in search.texts.places.get(search.key(heading), ())})
    return min((row for row, count in votes.items() if 2 * count >= len(headings)), default=None)


def _find_columns(search: _SheetSearch, headings: list[FixedText], header: int) -> dict[int, int]:
    """The present column of each heading, by planned column; of equal headings, the one in its place."""
    columns: dict[int, int] = {}
    for heading in headings:
        refs = [ref for ref in search.texts.places.get(search.key(heading), ()) if ref.row == header]
        if refs:
            best = min(refs, key=lambda ref: (ref.column != heading.cell.column, ref.column))
            columns[heading.cell.column] = best.column
            search.cells[heading.cell] = best
            search.copies[heading.cell.column] = [ref.column for ref in refs if ref != best]
    return columns


def _trace_rows(
    search: _SheetSearch, rows: Iterable[TableRow], header: int, columns: Mapping[int, int],
) -> None:
    """Find each row below the headings by its code, else by its wording."""
    taken: set[int] = set()
    column = search.plan.wording_column
    by_code = {row.row: _rows_with(search, CellRef(row.row, CODE_COLUMN), columns, header) for row in rows}
    codes = {number for candidates in by_code.values() for number in candidates}
    for row in rows:
        wording = _rows_with(search, CellRef(row.row, column), columns, header)
        candidates = by_code[row.row] or [number for number in wording if number not in codes]
        free = [number for number in sorted(candidates, key=lambda number: (number not in wording, number))
                if number not in taken]
        if not free:
            if row_of(row.slots[0].question) not in search.expected.spare_rows:
                search.findings.append(_row_missing(search, row))
            continue
        slots = [slot.cell.column for slot in row.slots]
        actual = _one_of(search, row, free, [columns[slot] for slot in slots if slot in columns])
        taken.add(actual)
        _dispute_row(search, row, actual, columns)
        for planned in (CODE_COLUMN, column, search.plan.state_column, *slots):
            if planned in columns:
                search.cells[CellRef(row.row, planned)] = CellRef(actual, columns[planned])


def _one_of(search: _SheetSearch, row: TableRow, candidates: Sequence[int], columns: Sequence[int]) -> int:
    """The row with answers among the rows with the same code; two with different answers are a conflict."""
    answered = {number: held for number in candidates if any(held := answers_in(search.texts, number, columns))}
    if len(set(answered.values())) > 1:
        cells = search.texts.sheet
        _dispute(search, row, "\n".join(
            " | ".join(filter(None, (one_line(cells[CellRef(number, column)]).strip() for column in columns)))
            for number in answered))
    return next(iter(answered), candidates[0])


def _dispute_row(search: _SheetSearch, row: TableRow, actual: int, columns: Mapping[int, int]) -> None:
    """Report a row whose code and wording belong to different rows."""
    column = search.plan.wording_column
    if column in columns:
        wording = CellRef(actual, columns[column])
        other = other_row(search.expected, row, search.texts.key_at(wording), column)
        if other is not None:
            _dispute(search, row, search.texts.sheet.text(wording), _name(search, other))


def _name(search: _SheetSearch, row: TableRow) -> str:
    """What people call a row: the text in its code cell, else its heading."""
    return row.label or row.slots[0].heading.of(search.expected.lang)


def _dispute(search: _SheetSearch, row: TableRow, value: str, other: str = "") -> None:
    """Use no answer of a row, and report why.

    :param other: the name of the other row to which its wording belongs.
    """
    (search.reworded if other else search.disputed).update(slot.cell for slot in row.slots)
    search.findings.append(Finding("row-conflict", search.place(row.level, row), value,
                                    {"about": _name(search, row), "other": other}))


def _dispute_columns(search: _SheetSearch, columns: Mapping[int, int]) -> None:
    """Use no answer of columns whose headings may have moved without them, and report why."""
    plan = search.plan
    answers = [column.column for column in plan.columns]
    disputed = reordered_columns(columns, answers) | shifted_columns(columns, answers, plan.state_column)
    rows = [search.cells[state].row for row in plan.rows
            if (state := CellRef(row.row, plan.state_column)) in search.cells]
    if plan.state_column in columns and states_are_elsewhere(search.texts, columns[plan.state_column], rows):
        disputed = frozenset(answers)
    disputed |= copied_columns(search.texts, rows, columns, search.copies)
    for column in plan.columns:
        if column.column in disputed and column.column in columns:
            search.disputed |= {slot.cell for slot in plan.slots() if slot.cell.column == column.column}
            search.findings.append(Finding(
                "heading-conflict", search.place(search.level, field_name=column.field),
                column.heading.of(search.expected.lang),
                column.heading.facts("field") | {"column": column_letters(columns[column.column])}))


def _rows_with(search: _SheetSearch, planned: CellRef, columns: Mapping[int, int], header: int) -> list[int]:
    """The rows below the headings with the text of a planned cell in the present column of that cell."""
    text, column = search.expected.texts.get(planned), columns.get(planned.column)
    if text is None or not text.key or column is None:
        return []
    return [ref.row for ref in search.texts.places.get(text.key, ()) if ref.column == column and ref.row > header]


def _trace_loose_texts(search: _SheetSearch) -> None:
    """Find the texts that identify no row and no column, in whichever cell they are now.

    The names of missing rows and columns are not searched: the same words may be in another table.
    """
    taken = set(search.cells.values())
    for text in search.plan.texts:
        if text.cell in search.cells or text.soft or text.role in _NAMING:
            continue
        refs = [ref for ref in _cells_with(search, text) if ref not in taken]
        if refs:
            search.cells[text.cell] = text.cell if text.cell in refs else refs[0]
            taken.add(search.cells[text.cell])


def _cells_with(search: _SheetSearch, text: FixedText) -> Sequence[CellRef]:
    """The cells with a text; one that differs between workbooks is found by its beginning or by its formula."""
    if not text.filled:
        return search.texts.places.get(search.key(text), ())
    if search.texts.sheet[text.cell].formula:
        return [text.cell]
    beginning = comparison_key(text.text.of(search.expected.lang).partition("{")[0])
    return [ref for key, refs in search.texts.places.items() if beginning and key.startswith(beginning)
            for ref in refs]


def _row_missing(search: _SheetSearch, row: TableRow) -> Finding:
    return Finding("row-missing", search.place(row.level, row), facts={"about": _name(search, row)})


def _report_columns(search: _SheetSearch, columns: Mapping[int, int]) -> None:
    """Report the columns with slots whose headings were not found; on the cover that is the answers' column."""
    fields = {slot.cell.column: slot.field.name for slot in search.plan.slots()}
    for heading in _headings(search.plan):
        if heading.cell.column in fields.keys() - columns.keys():
            name = fields[heading.cell.column] if search.plan.columns else ""
            place = search.place(search.level, field_name=name)
            search.findings.append(Finding("heading-missing", place, facts=heading.text.facts("field")))
