"""The sheets units × categories, × sections and × criteria, with a colour scale and the groups' means below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.report import words
from pmqa_xlsx.report.book import ReportBook, colour_scale
from pmqa_xlsx.report.figures import Basis, ScoreLine
from pmqa_xlsx.report.measures import mean_of
from pmqa_xlsx.report.round import RoundRows
from pmqa_xlsx.report.tables import (
    HEADER_ROW,
    ColouredText,
    ColumnKind,
    SheetColumn,
    TableSheet,
    bands_of,
    write_table,
    write_table_sheet,
)
from pmqa_xlsx.text.language import NO_TEXT, Text

_GAP = 2


def write_category_scores(book: ReportBook, round_: RoundRows) -> None:
    """Write the sheet of units × categories, with each unit's total."""
    lines = sorted(round_.both[Basis.ALL].categories, key=lambda line: line.code == TOTAL)
    names: dict[str, Text] = {TOTAL: words.TOTAL}
    for line in lines:
        name = round_.index.category_name(line.edition, line.code)
        if names.setdefault(line.code, name) != name and line.code != TOTAL:
            names[line.code] = line.short  # editions with different titles for the code share the column
    columns = {line.code: SheetColumn(names[line.code], 15, ColumnKind.POINTS) for line in lines}
    _write_scores(book, round_, words.CATEGORY_SCORES, "category_scores", lines, columns, ())


def write_section_scores(book: ReportBook, round_: RoundRows) -> None:
    """Write the sheet of units × sections, where some section has a score."""
    if lines := round_.both[Basis.ALL].sections:
        _write_by_code(book, round_, words.SECTION_SCORES, "section_scores", lines,
                       {line.code: line.text for line in reversed(lines)})


def write_criterion_scores(book: ReportBook, round_: RoundRows) -> None:
    """Write the sheet of units × criteria."""
    _write_by_code(book, round_, words.CRITERION_SCORES, "criterion_scores", round_.both[Basis.ALL].criteria, {})


def _write_by_code(book: ReportBook, round_: RoundRows, name: Text, table: str, lines: Sequence[ScoreLine],
                   meanings: Mapping[str, Text]) -> None:
    """Write a sheet whose columns are headed by codes, with their categories above them."""
    columns = {line.code: SheetColumn(line.short, 8, ColumnKind.POINTS, meanings.get(line.code, NO_TEXT))
               for line in lines}
    owners = {line.code: book.say(round_.index.category_name(line.edition, line.category)) for line in reversed(lines)}
    _write_scores(book, round_, name, table, lines, columns,
                  bands_of([owners[code] for code in columns], len(_whose(round_))))


def _whose(round_: RoundRows) -> list[SheetColumn]:
    return [*round_.who(), SheetColumn(words.STATUS_HEADING, 18),
            SheetColumn(words.RANK_COMPLETE, 14, ColumnKind.WHOLE)]


def _write_scores(book: ReportBook, round_: RoundRows, name: Text, table: str, lines: Sequence[ScoreLine],
                  columns: Mapping[str, SheetColumn], bands: Sequence[tuple[int, int, str]]) -> None:
    whose, levels = _whose(round_), {line.code: line.level for line in lines}
    asked = [(levels[code], code) for code in columns]
    ranks = round_.both[Basis.COMPLETE].ranks
    rows = [[*round_.unit_cells(unit), ColouredText(round_.word(words.STATUS, unit.status), unit.status),
             ranks.get((unit.edition, unit.code)), *map(unit.percents.get, asked)]
            for unit in round_.both[Basis.ALL].counted if unit.percents]
    notes = [words.SELF_ASSESSED, words.COLOURS] if rows else [words.NO_RETURNS]
    sheet, last = write_table_sheet(book, TableSheet(
        name, "scores", table, [*whose, *columns.values()], rows, note=" · ".join(map(book.say, notes)), bands=bands))
    means = list(_mean_rows(round_, asked))
    if not means or not asked:
        return
    areas = [(HEADER_ROW + 1, last)]
    if last + _GAP + len(means) < book.max_rows:
        _, _, *between = whose[:-2]
        headings = [*between[:-1], SheetColumn(words.MEANS_OF, between[-1].width)] if round_.has_groups else between
        end = write_table(book, sheet, CellRef(last + _GAP, 2), f"{table}_means", [
            *headings, SheetColumn(words.BASIS, 18), SheetColumn(words.UNIT_COUNT, 14, ColumnKind.WHOLE),
            *columns.values()], means, "scores")
        areas.append((last + _GAP + 1, end))
    for first, end in areas:
        sheet.conditional_format(first, len(whose), end, len(whose) + len(asked) - 1, colour_scale(0, 50, 100))


def _mean_rows(round_: RoundRows, asked: Sequence[tuple[str, str]]) -> Iterator[list[object]]:
    """Rows of means over each basis: of all units of each edition, then of each of its groups.

    :param asked: level and code of each column.
    """
    for edition in dict.fromkeys(unit.edition for unit in round_.both[Basis.ALL].counted):
        own = [edition.fiscal_year or None, edition.name] if round_.several_editions else []
        for basis, figures in round_.both.items():
            mine = [unit for unit in figures.counted if unit.edition == edition and unit.percents]
            groups = sorted({unit.group for unit in mine}) if round_.has_groups else []
            for group in [None, *groups] if mine else []:
                those = [unit for unit in mine if group is None or unit.group == group]
                yield [*own, *_group_cells(round_, group), words.BASES[basis].of(round_.lang), len(those), *(
                    mean_of(unit.percents[one] for unit in those if one in unit.percents) for one in asked)]


def _group_cells(round_: RoundRows, group: str | None) -> list[object]:
    if not round_.has_groups:
        return []
    return [words.ALL_UNITS.of(round_.lang) if group is None else group or words.NO_GROUP.of(round_.lang)]
