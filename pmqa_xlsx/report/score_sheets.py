"""The sheets units × categories, × sections and × criteria, with a colour scale and the groups' means below."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.consolidate.frame_rows import FormIndex
from pmqa_xlsx.form.model import TOTAL, Criterion, Level, Section
from pmqa_xlsx.form.scoring import SECTION_LEVEL
from pmqa_xlsx.report import words
from pmqa_xlsx.report.book import SCALE, ReportBook
from pmqa_xlsx.report.figures import Basis, section_title
from pmqa_xlsx.report.matrix import ScoreMatrix, score_matrices
from pmqa_xlsx.report.measures import mean_of
from pmqa_xlsx.report.round import RoundRows
from pmqa_xlsx.report.tables import (
    HEADER_ROW,
    ColouredText,
    ColumnKind,
    SheetColumn,
    TableSheet,
    write_table,
    write_table_sheet,
)
from pmqa_xlsx.text.language import NO_TEXT, Text

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


def write_section_scores(book: ReportBook, round_: RoundRows) -> None:
    """Write the sheet of units × sections, where some section has a score."""
    matrices = score_matrices(round_.source, SECTION_LEVEL)
    if _codes(matrices):
        titles = {code: section_title(form, code) for matrix in reversed(matrices)
                  if (form := round_.index.form(matrix.edition)) for code in form.section_by_code}
        _write_by_code(book, round_, words.SECTION_SCORES, "section_scores", matrices, titles)


def write_criterion_scores(book: ReportBook, round_: RoundRows) -> None:
    """Write the sheet of units × criteria."""
    matrices = score_matrices(round_.source, Level.CRITERION)
    _write_by_code(book, round_, words.CRITERION_SCORES, "criterion_scores", matrices, {})


def _write_by_code(book: ReportBook, round_: RoundRows, name: Text, table: str, matrices: Sequence[ScoreMatrix],
                   meanings: Mapping[str, Text]) -> None:
    """Write a sheet whose columns are headed by codes, with their categories above them."""
    codes = _codes(matrices)
    owners = {code: owner for matrix in reversed(matrices) for code, owner in _owners(matrix, round_.index).items()}
    columns = [SheetColumn(Text(code, code), 8, ColumnKind.POINTS, meanings.get(code, NO_TEXT)) for code in codes]
    bands: list[tuple[int, int, str]] = []
    for place, code in enumerate(codes, start=len(_whose(round_))):
        owner = book.say(owners[code]) if code in owners else ""
        if bands and bands[-1][2] == owner:
            bands[-1] = (bands[-1][0], place, owner)
        else:
            bands.append((place, place, owner))
    _write_scores(book, round_, name, table, matrices, columns, [band for band in bands if band[2]])


def _whose(round_: RoundRows) -> list[SheetColumn]:
    return [*round_.who(), SheetColumn(words.STATUS_HEADING, 18),
            SheetColumn(words.RANK_COMPLETE, 14, ColumnKind.WHOLE)]


def _codes(matrices: Sequence[ScoreMatrix]) -> list[str]:
    """The codes of all editions together, the total last."""
    codes = list(dict.fromkeys(code for matrix in matrices for code in matrix.codes))
    return sorted(codes, key=lambda code: code == TOTAL)


def _owners(matrix: ScoreMatrix, index: FormIndex) -> dict[str, Text]:
    form = index.form(matrix.edition)
    parts: list[Section | Criterion] = [*form.section_by_code.values(), *form.criteria()] if form else []
    return {one.code: index.category_name(matrix.edition, one.category) for one in parts}


def _write_scores(book: ReportBook, round_: RoundRows, name: Text, table: str, matrices: Sequence[ScoreMatrix],
                  columns: Sequence[SheetColumn], bands: Sequence[tuple[int, int, str]]) -> None:
    whose, codes = _whose(round_), _codes(matrices)
    ranks = round_.both[Basis.COMPLETE].ranks
    known = {(unit.edition, unit.code): unit for unit in round_.units}
    rows = []
    for matrix in matrices:
        for scores in matrix.units:
            unit = known[matrix.edition, scores.code]
            status = ColouredText(round_.word(words.STATUS, unit.status), unit.status)
            rows.append([*round_.unit_cells(unit), status, ranks.get((unit.edition, unit.code)),
                         *(scores.percents.get(code) for code in codes)])
    notes = [words.SELF_ASSESSED, words.COLOURS] if rows else [words.NO_RETURNS]
    sheet, last = write_table_sheet(book, TableSheet(
        name, "scores", table, [*whose, *columns], rows, note=" · ".join(map(book.say, notes)), bands=bands))
    means = list(_mean_rows(round_, matrices, codes))
    if not means or not codes:
        return
    areas = [(HEADER_ROW + 1, last)]
    if last + _GAP + len(means) < book.max_rows:
        _, _, *between = whose[:-2]
        headings = [*between[:-1], SheetColumn(words.MEANS_OF, between[-1].width)] if round_.has_groups else between
        end = write_table(book, sheet, CellRef(last + _GAP, 2), f"{table}_means", [
            *headings, SheetColumn(words.BASIS, 18), SheetColumn(words.UNIT_COUNT, 14, ColumnKind.WHOLE), *columns],
            means, "scores")
        areas.append((last + _GAP + 1, end))
    for first, end in areas:
        sheet.conditional_format(first, len(whose), end, len(whose) + len(codes) - 1, {
            "type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num",
            "min_value": 0, "mid_value": 50, "max_value": 100,
            "min_color": SCALE[0], "mid_color": SCALE[1], "max_color": SCALE[2]})


def _mean_rows(round_: RoundRows, matrices: Sequence[ScoreMatrix], codes: Sequence[str]) -> Iterator[list[object]]:
    """Rows of means over each basis: of all units of each edition, then of each of its groups."""
    for matrix in matrices:
        groups = sorted({unit.group for unit in matrix.units}) if round_.has_groups else []
        for basis, figures in round_.both.items():
            mine = [unit for unit in figures.counted if unit.edition == matrix.edition]
            for group in [None, *groups] if mine else []:
                those = {unit.code for unit in mine if group is None or unit.group == group}
                if those:
                    yield [*_edition_cells(round_, matrix), *_group_cells(round_, group), words.BASES[basis].of(
                        round_.lang), len(those), *(_mean(matrix, code, those) for code in codes)]


def _group_cells(round_: RoundRows, group: str | None) -> list[object]:
    if not round_.has_groups:
        return []
    return [words.ALL_UNITS.of(round_.lang) if group is None else group or words.NO_GROUP.of(round_.lang)]


def _mean(matrix: ScoreMatrix, code: str, units: Collection[str]) -> float | None:
    return mean_of(unit.percents[code] for unit in matrix.units if unit.code in units and code in unit.percents)


def _edition_cells(round_: RoundRows, matrix: ScoreMatrix) -> list[object]:
    edition = matrix.edition
    return [edition.fiscal_year or None, edition.name] if round_.several_editions else []
