"""Finds the cell of each slot of a layout in a return, even after rows and columns were inserted, deleted or moved.

A slot is found by the texts beside and above it: the criterion's code (or, if only that was changed, its wording)
and the column's heading. If these do not clearly identify one cell, the slot is not found and this is reported: no
answer may be read for another criterion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pmqa_xlsx.cells import CellRef, column_letters
from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.ingester.conflicts import answers_in, crossed, other_row, states_are_answers, with_copy
from pmqa_xlsx.ingester.placement import in_place
from pmqa_xlsx.ingester.pristine import pristine_sheet
from pmqa_xlsx.ingester.sheet_matching import PlannedText, SheetMap, SheetTexts, match_sheets, planned_texts
from pmqa_xlsx.layout.cache import cached_per_layout
from pmqa_xlsx.layout.model import CODE_COLUMN, WORDING_COLUMN, FixedText, Layout, Role, Sheet, SheetKind, TableRow
from pmqa_xlsx.layout.rules import row_of, spare_rows
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import comparison_key

#: The texts that identify rows and columns; on the general sheet a label identifies a row.
_NAMING = (Role.CODE, Role.WORDING, Role.CATEGORY, Role.HEADING, Role.LABEL)


@dataclass
class _Tracing:
    """The search on one sheet: what was found so far."""

    plan: Sheet
    texts: SheetTexts
    lang: Lang
    cells: dict[CellRef, CellRef] = field(default_factory=dict)
    disputed: set[CellRef] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    spare: frozenset[Question] = frozenset()

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
        ``sheet-duplicated``, ``cells-moved``, ``row-missing`` and ``heading-missing``.
    """
    matched = match_sheets(book, layout, lang)
    findings = [*matched.findings]
    maps: dict[str, SheetMap] = {}
    for key, texts in matched.sheets.items():
        maps[key], found = _map(layout, key, texts, lang)
        findings += found
    for key, copy in matched.copies:
        maps[key] = with_copy(layout.sheet_by_key[key], maps[key], _map(layout, key, copy, lang)[0])
    return maps, findings


def _map(layout: Layout, key: str, texts: SheetTexts, lang: Lang) -> tuple[SheetMap, list[Finding]]:
    """The map of one sheet, with the findings about what moved on it or is missing."""
    plan = layout.sheet_by_key[key]
    whole = texts.as_made and pristine_sheet(layout, key, lang).proves_place
    if whole or in_place(plan, texts, planned_texts(layout, key, lang)):
        return SheetMap(texts, _planned(layout, key), pristine=whole), []
    tracing = _Tracing(plan, texts, lang, spare=spare_rows(layout))
    _trace(tracing)
    moved = any(ref != found for ref, found in tracing.cells.items())
    if moved:
        tracing.findings.insert(0, Finding("cells-moved", tracing.place(tracing.level)))
    return SheetMap(texts, tracing.cells, moved, frozenset(tracing.disputed)), tracing.findings


@cached_per_layout
def _planned(layout: Layout, key: str) -> dict[CellRef, CellRef]:
    """The planned slots, fixed texts and states of a sheet, each mapped to itself."""
    plan = layout.sheet_by_key[key]
    cells = [text.cell for text in plan.texts]
    for row in plan.rows:
        cells += [CellRef(row.row, plan.state_column), *(slot.cell for slot in row.slots)]
    return {ref: ref for ref in cells}


def _trace(tracing: _Tracing) -> None:
    plan = tracing.plan
    if plan.rows:
        headings = _headings(plan)
        # In a table, headings that every table has do not count: they may be those of a copy of another sheet.
        asked = {column.column for column in plan.columns} or {heading.cell.column for heading in headings}
        header = _find_header(tracing, [heading for heading in headings if heading.cell.column in asked])
        if header is None:
            tracing.findings += [_row_missing(tracing, row) for row in plan.rows]
        else:
            columns = _find_columns(tracing, headings, header)
            _trace_rows(tracing, plan.rows, header, columns)
            _report_columns(tracing, columns)
            _dispute_columns(tracing, columns)
    _trace_loose_texts(tracing)


def _headings(plan: Sheet) -> list[FixedText]:
    return [text for text in plan.texts if text.role is Role.HEADING and text.cell.row == plan.header_row]


def _find_header(tracing: _Tracing, headings: list[FixedText]) -> int | None:
    """The topmost row that contains at least half of these headings."""
    votes: Counter[int] = Counter()
    for heading in headings:
        votes.update({ref.row for ref in tracing.texts.places.get(
            comparison_key(heading.text.of(tracing.lang)), ())})
    return min((row for row, count in votes.items() if 2 * count >= len(headings)), default=None)


def _find_columns(tracing: _Tracing, headings: list[FixedText], header: int) -> dict[int, int]:
    """The present column of each heading, by planned column; of equal headings, the one in its place."""
    columns: dict[int, int] = {}
    for heading in headings:
        refs = [ref for ref in tracing.texts.places.get(comparison_key(heading.text.of(tracing.lang)), ())
                if ref.row == header]
        if refs:
            best = min(refs, key=lambda ref: (ref.column != heading.cell.column, ref.column))
            columns[heading.cell.column] = best.column
            tracing.cells[heading.cell] = best
    return columns


def _trace_rows(
    tracing: _Tracing, rows: Iterable[TableRow], header: int, columns: Mapping[int, int],
) -> None:
    """Find each row below the headings by its code, else by its wording."""
    fixed = {text.cell: comparison_key(text.text.of(tracing.lang)) for text in tracing.plan.texts}
    taken: set[int] = set()
    by_code = {row.row: _rows_with(tracing, fixed.get(CellRef(row.row, CODE_COLUMN), ""), columns.get(CODE_COLUMN),
                                   header) for row in rows}
    codes = {found for candidates in by_code.values() for found in candidates}
    for row in rows:
        wording = _rows_with(tracing, fixed.get(CellRef(row.row, WORDING_COLUMN), ""), columns.get(WORDING_COLUMN),
                             header)
        candidates = by_code[row.row] or [found for found in wording if found not in codes]
        free = [found for found in sorted(candidates, key=lambda found: (found not in wording, found))
                if found not in taken]
        if not free:
            if row_of(row.slots[0].question) not in tracing.spare:
                tracing.findings.append(_row_missing(tracing, row))
            continue
        slots = [slot.cell.column for slot in row.slots]
        found = _one_of(tracing, row, free, [columns[slot] for slot in slots if slot in columns])
        taken.add(found)
        _dispute_row(tracing, row, found, columns)
        for planned in (CODE_COLUMN, WORDING_COLUMN, tracing.plan.state_column, *slots):
            if planned in columns:
                tracing.cells[CellRef(row.row, planned)] = CellRef(found, columns[planned])


def _one_of(tracing: _Tracing, row: TableRow, found: Sequence[int], columns: Sequence[int]) -> int:
    """The row with answers among the rows with the same code; two with different answers are a conflict."""
    answered = {there: held for there in found if any(held := answers_in(tracing.texts, there, columns))}
    if len(set(answered.values())) > 1:
        _dispute(tracing, row, "\n".join(" | ".join(filter(None, held)) for held in answered.values()))
    return next(iter(answered), found[0])


def _dispute_row(tracing: _Tracing, row: TableRow, found: int, columns: Mapping[int, int]) -> None:
    """Report a row whose code and wording belong to different rows."""
    fixed = {text.cell: PlannedText(text.text.of(tracing.lang), comparison_key(text.text.of(tracing.lang)))
             for text in tracing.plan.texts}
    if WORDING_COLUMN in columns:
        wording = CellRef(found, columns[WORDING_COLUMN])
        other = other_row(tracing.plan, row, fixed, tracing.texts.key_at(wording), WORDING_COLUMN)
        if other is not None:
            _dispute(tracing, row, tracing.texts.sheet.text(wording), other.code)


def _dispute(tracing: _Tracing, row: TableRow, value: str, other: str = "") -> None:
    """Use no answer of a row, and report why."""
    tracing.disputed |= {slot.cell for slot in row.slots}
    about = row.code or row.slots[0].heading.of(tracing.lang)
    tracing.findings.append(Finding("row-conflict", tracing.place(row.level, row), value,
                                    {"about": about, "other": other}))


def _dispute_columns(tracing: _Tracing, columns: Mapping[int, int]) -> None:
    """Use no answer of columns whose headings may have moved without them, and report why."""
    plan = tracing.plan
    answers = [column.column for column in plan.columns]
    disputed = crossed(columns, answers)
    rows = [tracing.cells[state].row for row in plan.rows
            if (state := CellRef(row.row, plan.state_column)) in tracing.cells]
    if plan.state_column in columns and states_are_answers(tracing.texts, columns[plan.state_column], rows):
        disputed = frozenset(answers)
    for column in plan.columns:
        if column.column in disputed and column.column in columns:
            tracing.disputed |= {slot.cell for slot in plan.slots() if slot.cell.column == column.column}
            tracing.findings.append(Finding(
                "heading-conflict", tracing.place(tracing.level, field_name=column.field),
                column.heading.of(tracing.lang),
                {"field_th": column.heading.th, "field_en": column.heading.of("en"),
                 "column": column_letters(columns[column.column])}))


def _rows_with(tracing: _Tracing, key: str, column: int | None, header: int) -> list[int]:
    if not key or column is None:
        return []
    return [ref.row for ref in tracing.texts.places.get(key, ())
            if ref.column == column and ref.row > header]


def _trace_loose_texts(tracing: _Tracing) -> None:
    """Find the texts that identify no row and no column, in whichever cell they are now.

    The names of missing rows and columns are not searched: the same words may be in another table.
    """
    taken = set(tracing.cells.values())
    for text in tracing.plan.texts:
        if text.cell in tracing.cells or text.soft or text.role in _NAMING:
            continue
        refs = [ref for ref in _cells_with(tracing, text) if ref not in taken]
        if refs:
            tracing.cells[text.cell] = text.cell if text.cell in refs else refs[0]
            taken.add(tracing.cells[text.cell])


def _cells_with(tracing: _Tracing, text: FixedText) -> Sequence[CellRef]:
    """The cells with a text; one that differs between workbooks is found by its beginning or by its formula."""
    words = text.text.of(tracing.lang)
    if not text.filled:
        return tracing.texts.places.get(comparison_key(words), ())
    if tracing.texts.sheet[text.cell].formula:
        return [text.cell]
    beginning = comparison_key(words.partition("{")[0])
    return [ref for key, refs in tracing.texts.places.items() if beginning and key.startswith(beginning)
            for ref in refs]


def _row_missing(tracing: _Tracing, row: TableRow) -> Finding:
    slot = row.slots[0]
    about = row.code or slot.heading.of(tracing.lang)
    return Finding("row-missing", tracing.place(row.level, row), facts={"about": about})


def _report_columns(tracing: _Tracing, columns: Mapping[int, int]) -> None:
    """Report the columns with slots whose headings were not found; on the cover that is the answers' column."""
    fields = {slot.cell.column: slot.field.name for slot in tracing.plan.slots()}
    for heading in _headings(tracing.plan):
        if heading.cell.column in fields.keys() - columns.keys():
            name = fields[heading.cell.column] if tracing.plan.columns else ""
            tracing.findings.append(Finding("heading-missing", tracing.place(tracing.level, field_name=name), facts={
                "field_th": heading.text.th, "field_en": heading.text.of("en")}))
