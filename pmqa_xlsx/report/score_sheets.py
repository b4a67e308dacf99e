"""The sheets units × categories and units × criteria, with a colour scale and the groups' means below."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.consolidate.frame_rows import FormIndex
from pmqa_xlsx.form.model import TOTAL, Level
from pmqa_xlsx.report import words
from pmqa_xlsx.report.book import SCALE, ReportBook
from pmqa_xlsx.report.matrix import ScoreMatrix, score_matrices
from pmqa_xlsx.report.round import RoundRows
from pmqa_xlsx.report.tables import HEADER_ROW, ColumnKind, SheetColumn, TableSheet, write_table, write_table_sheet
from pmqa_xlsx.text.language import Text

_GAP = 2


def write_category_scores(book: ReportBook, round_: RoundRows) -> None:
    """Write the sheet of units × categories, with each unit's total."""
    matrices = score_matrices(round_.source, Level.CATEGORY)
    names: dict[str, Text] = {}
    for matrix in matrices:
        for code in matrix.codes:
            name, known = round_.index.category_name(matrix.edition, code), round_.index.category(matrix.edition, code)
            if names.setdefault(code, name) != name and known:
                names[code] = known.label  # editions with different titles for the code share the column
    names[TOTAL] = words.TOTAL
    columns = [SheetColumn(names[code], 15, ColumnKind.POINTS) for code in _codes(matrices)]
    _write_scores(book, round_, words.CATEGORY_SCORES, "category_scores", matrices, columns, ())


def write_criterion_scores(book: ReportBook, round_: RoundRows) -> None:
    """Write the sheet of units × criteria; the criteria's categories are above their codes."""
    matrices = score_matrices(round_.source, Level.CRITERION)
    codes = _codes(matrices)
    owners = {code: owner for matrix in reversed(matrices) for code, owner in _owners(matrix, round_.index).items()}
    columns = [SheetColumn(Text(code, code), 7, ColumnKind.POINTS) for code in codes]
    bands: list[tuple[int, int, str]] = []
    for place, code in enumerate(codes, start=len(_whose(round_))):
        owner = book.say(owners[code]) if code in owners else ""
        if bands and bands[-1][2] == owner:
            bands[-1] = (bands[-1][0], place, owner)
        else:
            bands.append((place, place, owner))
    _write_scores(book, round_, words.CRITERION_SCORES, "criterion_scores", matrices, columns,
                  [band for band in bands if band[2]])


def _whose(round_: RoundRows) -> list[SheetColumn]:
    return [*round_.who(), round_.group_column]


def _codes(matrices: Sequence[ScoreMatrix]) -> list[str]:
    """The codes of all editions together, the total last."""
    codes = list(dict.fromkeys(code for matrix in matrices for code in matrix.codes))
    return sorted(codes, key=lambda code: code == TOTAL)


def _owners(matrix: ScoreMatrix, index: FormIndex) -> dict[str, Text]:
    form = index.form(matrix.edition)
    return {criterion.code: index.category_name(matrix.edition, criterion.category)
            for criterion in (form.criteria() if form else ())}


def _write_scores(book: ReportBook, round_: RoundRows, name: Text, table: str, matrices: Sequence[ScoreMatrix],
                  columns: Sequence[SheetColumn], bands: Sequence[tuple[int, int, str]]) -> None:
    whose, codes = _whose(round_), _codes(matrices)
    rows = [[unit.code, unit.name.of(round_.lang), *_edition_cells(round_, matrix), unit.group,
             *(unit.percents.get(code) for code in codes)]
            for matrix in matrices for unit in matrix.units]
    notes = [words.SELF_ASSESSED, words.COLOURS] if rows else [words.NO_RETURNS]
    sheet, last = write_table_sheet(book, TableSheet(
        name, "scores", table, [*whose, *columns], rows, note=" · ".join(map(book.say, notes)), bands=bands))
    means = list(_mean_rows(book, round_, matrices, codes))
    if not means or not codes:
        return
    areas = [(HEADER_ROW + 1, last)]
    if last + _GAP + len(means) < book.max_rows:
        name_column, *edition, group_column = whose[1:]
        end = write_table(book, sheet, CellRef(last + _GAP, 1), f"{table}_means",
                          [SheetColumn(words.MEANS_OF, name_column.width, ColumnKind.WRAPPED), *edition,
                           SheetColumn(words.UNIT_COUNT, group_column.width, ColumnKind.WHOLE),
                           *columns], means, "scores")
        areas.append((last + _GAP + 1, end))
    for first, end in areas:
        sheet.conditional_format(first, len(whose), end, len(whose) + len(codes) - 1, {
            "type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num",
            "min_value": 0, "mid_value": 50, "max_value": 100,
            "min_color": SCALE[0], "mid_color": SCALE[1], "max_color": SCALE[2]})


def _mean_rows(book: ReportBook, round_: RoundRows, matrices: Sequence[ScoreMatrix],
               codes: Sequence[str]) -> Iterator[list[object]]:
    """Rows of means: for all units of each edition, then for each of its groups."""
    for matrix in matrices:
        groups = matrix.groups()
        parts = {book.say(words.ALL_UNITS): matrix} if matrix.units else {}
        if set(groups) != {""}:
            parts |= {group or book.say(words.NO_GROUP): part for group, part in groups.items()}
        for name, part in parts.items():
            yield [name, *_edition_cells(round_, matrix), len(part.units), *(_mean(part, code) for code in codes)]


def _mean(matrix: ScoreMatrix, code: str) -> float | None:
    values = [unit.percents[code] for unit in matrix.units if code in unit.percents]
    return statistics.fmean(values) if values else None


def _edition_cells(round_: RoundRows, matrix: ScoreMatrix) -> list[object]:
    edition = matrix.edition
    return [edition.fiscal_year or None, edition.name] if round_.several_editions else []
