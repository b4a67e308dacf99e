"""The first sheet: an overview of the round as figures and native charts, ready to print on A4 landscape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple

from xlsxwriter.format import Format

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.consolidate.frame_rows import MISSING
from pmqa_xlsx.report import charts, words
from pmqa_xlsx.report.book import BLUE, GREY, LINE, NAVY, ORANGE, PALE, ReportBook, TableWorksheet
from pmqa_xlsx.report.figures import Basis, Figures, ScoreLine
from pmqa_xlsx.report.tables import ColouredText, ColumnKind, SheetColumn, write_table
from pmqa_xlsx.report.units import UnitRow
from pmqa_xlsx.text.excel_text import Exact
from pmqa_xlsx.text.language import Text

#: Column A contains labels, the twelve others are a grid for figures, cards and charts.
_WIDE, _NARROW = 46.0, 10.5
_WIDTHS = (_WIDE, *[_NARROW] * 12)
_PIXELS = tuple(int(width * 7 + 5) for width in _WIDTHS)
_LAST = len(_WIDTHS) - 1
_CARDS = ((0, 0), (1, 3), (4, 6), (7, 9), (10, 12))
_FIRST_SECTION = 6
_EDITION_COLUMN = 10
_ROW = 21.0
_WORDING_LENGTH = 84
_WORDING_COLUMNS = (1, 7)
_MEAN_COLUMN = 8
_COMPLETE_CHART_ROWS = 14
#: Units in the list of the least complete: as many as the chart can name, and as fit on one printed page.
_LEAST_COMPLETE = 25
#: Letters of a name below a column of that chart.
_LONGEST_NAME = 40


def write_overview(book: ReportBook, both: Mapping[Basis, Figures], several_editions: bool) -> None:
    """Write the overview: means over the complete returns, or over all that count where none is complete.

    :param both: the round's figures over each basis.
    :param several_editions: whether categories, criteria and units must show their form and year.
    """
    sheet = book.add_sheet(words.OVERVIEW, _WIDTHS)
    sheet.set_default_row(_ROW)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    page = _Page(book, sheet, both, several_editions)
    page.head()
    page.cards()
    below = page.status_section(_FIRST_SECTION)
    below = page.category_section(below)
    if page.all.counted:
        second = below
        below = page.weakest_section(page.sections_section(below))
        whole_page = [below] if page.figures.sections else []  # else the chart would be cut by the end of the page
        sheet.set_h_pagebreaks([second, *whole_page, below + 1 + _COMPLETE_CHART_ROWS])
        below = page.completeness_section(below)
    sheet.print_area(0, 0, below, _LAST)  # a long text of the last column widens no page


class _Page:
    """The overview being written, section by section from the top; each returns the free row below it."""

    def __init__(
        self, book: ReportBook, sheet: TableWorksheet, both: Mapping[Basis, Figures], several_editions: bool,
    ) -> None:
        self.book, self.sheet, self.several = book, sheet, several_editions
        self.all = both[Basis.ALL]
        self.figures = figures = both[Basis.COMPLETE if self.all.accepted else Basis.ALL]
        self.editions = list(dict.fromkeys(line.edition for line in (*figures.categories, *figures.criteria)))
        self.name = book.say(words.OVERVIEW)
        self.label = book.style(border=1, border_color=LINE, shrink=True, indent=1)
        self.heading = book.style(bold=True, bg_color=NAVY, font_color="#FFFFFF", border=1, border_color=LINE,
                                  align="center", shrink=True)
        self.whole = book.style(border=1, border_color=LINE, num_format="#,##0", align="right", indent=1)
        self.points = book.style(border=1, border_color=LINE, num_format="0.0", align="right", indent=1)

    def head(self) -> None:
        """Title, form, year and day."""
        self.book.title(self.sheet, _LAST, words.OVERVIEW_TITLE)
        self.sheet.set_row(2, 8)

    def cards(self) -> None:
        """The five most important figures, each with its share below it."""
        known, say = self.figures, self.book.say

        def share(count: int) -> str:
            return say(words.CARD_SHARE, share=words.share_text(count, known.units))

        returned = say(words.CARD_RETURNED, count=f"{known.returned:,}",
                       share=words.share_text(known.returned, known.units))
        missing = share(known.missing)
        if known.overdue:
            missing += " · " + say(words.CARD_OVERDUE, count=f"{known.overdue:,}")
        cards = (
            (words.CARD_UNITS, known.units, returned, NAVY),
            (words.STATUS["accepted"], known.accepted, share(known.accepted), BLUE),
            (words.STATUS["needs_correction"], known.to_correct, share(known.to_correct), "#B45F06"),
            (words.STATUS[MISSING], known.missing, missing, "#595959"),
            (words.CARD_LATE, known.late, say(words.CARD_LATE_NOTE), "#595959"),
        )
        for row, height in zip((3, 4, 5), (24, 42, 24), strict=True):
            self.sheet.set_row(row, height)
        for (first, last), (title, count, note, colour) in zip(_CARDS, cards, strict=True):
            card = {"bg_color": PALE, "font_color": colour, "align": "center", "left": 5, "left_color": "#FFFFFF",
                    "right": 5, "right_color": "#FFFFFF"}
            self._across(3, first, last, say(title), bold=True, top=5, top_color=colour, **card)
            self._across(4, first, last, count, bold=True, font_size=32, num_format="#,##0", **card)
            self._across(5, first, last, note, shrink=True, **card)

    def status_section(self, top: int) -> int:
        """Units and files by status, with the units as a doughnut and the category means beside it."""
        header = self._section(top, self.book.say(words.STATUS_SECTION))
        for column, text in enumerate((words.STATUS_HEADING, words.SPREAD[0], words.FILES)):
            self.sheet.write_string(header, column, self.book.say(text), self.heading)
        units = {"accepted": self.figures.accepted, "needs_correction": self.figures.to_correct,
                 MISSING: self.figures.missing}
        order = [*units, *(status for status in words.STATUS if status not in units)]
        for row, status in enumerate(order, start=header + 1):
            self.sheet.write_string(row, 0, self.book.say(words.STATUS[status]), self.label)
            self._figure(row, 1, units.get(status), self.whole)
            self._figure(row, 2, self.figures.files.get(status, 0) if status != MISSING else None, self.whole)
        end = header + 1 + len(order)
        total_label = self.book.style(border=1, border_color=LINE, bold=True, bg_color=PALE, indent=1)
        total = self.book.style(border=1, border_color=LINE, bold=True, bg_color=PALE, num_format="#,##0",
                                align="right", indent=1)
        self.sheet.write_string(end, 0, self.book.say(words.TOTAL), total_label)
        self.sheet.write_number(end, 1, self.figures.units, total)
        self.sheet.write_number(end, 2, sum(self.figures.files.values()), total)
        if self.figures.units:
            alt = self.book.say(words.UNITS_CHART_ALT, **{
                "accepted": units["accepted"], "to_correct": units["needs_correction"], "missing": units[MISSING]})
            charts.doughnut(self.book, self.sheet, _box(header, end, 3, 6), charts.ChartSeries(
                self.name, header + 1, header + 3, 0, 1), (BLUE, ORANGE, GREY), self.book.say(words.UNITS_CHART), alt)
        scored = [line for line in self.figures.categories if line.spread]
        if scored:
            first = end + 4  # the table of the next section, under its own heading and header
            charts.means(self.book, self.sheet, _box(header, end, 7, _LAST), charts.ChartSeries(
                self.name, first, first + len(self.figures.categories) - 1, 1, 3), 4,
                self.book.say(words.CATEGORY_CHART), self.book.say(words.CATEGORY_CHART_ALT))
        return end + 2

    def category_section(self, top: int) -> int:
        """The mean of each category with its spread."""
        header = self._section(top, self._of_basis(self.book.say(words.CATEGORY_SECTION)))
        if not self.figures.counted:
            self._across(header, 0, _LAST, self.book.say(words.NO_RETURNS), italic=True)
            return header + 2
        end = self._spreads(header, words.CATEGORY, self.figures.categories)
        self._across(end, 0, _LAST, self.book.say(words.SELF_ASSESSED), italic=True, font_color="#444444")
        return end + 2

    def sections_section(self, top: int) -> int:
        """The mean of each scored section with its spread, where the form has such sections."""
        if not self.figures.sections:
            return top
        header = self._section(top, self._of_basis(self.book.say(words.SECTION_SECTION)))
        return self._spreads(header, words.SECTION, self.figures.sections) + 1

    def _spreads(self, header: int, kind: Text, lines: Sequence[ScoreLine]) -> int:
        """Write lines with their spreads below a header; returns the row below them."""
        for column, text in enumerate((words.TITLE, kind, *words.SPREAD)):
            self.sheet.write_string(header, column, self.book.say(text), self.heading)
        for row, line in enumerate(lines, start=header + 1):
            self.sheet.write_string(row, 0, self.book.say(line.text or words.ALL_CATEGORIES), self.label)
            self.sheet.write_string(row, 1, self._named(line, self.book.say(line.short or words.TOTAL)), self.label)
            values = astuple(line.spread) if line.spread else [None] * len(words.SPREAD)
            for column, value in enumerate(values, start=2):
                self._figure(row, column, value, self.whole if column == 2 else self.points)
            if self.several:
                edition = f"{line.edition.name} · {line.edition.fiscal_year}"
                self._across(row, _EDITION_COLUMN, _LAST, self._named(line, edition), shrink=True, indent=1)
        return header + 1 + len(lines)

    def weakest_section(self, top: int) -> int:
        """The criteria with the lowest means, where units need most guidance."""
        weakest = self.figures.weakest
        if not weakest:
            return top
        header = self._section(top, self._of_basis(self.book.say(words.WEAKEST_SECTION, count=len(weakest))))
        first, last = _WORDING_COLUMNS
        self.sheet.write_string(header, 0, self.book.say(words.CRITERION), self.heading)
        self._across(header, first, last, self.book.say(words.WORDING), bold=True, bg_color=NAVY, font_color="#FFFFFF",
                     border=1, border_color=LINE, align="center")
        self.sheet.write_string(header, _MEAN_COLUMN, self.book.say(words.MEAN), self.heading)
        for row, line in enumerate(weakest, start=header + 1):
            self.sheet.write_string(row, 0, self._named(line, line.code), self.label)
            self._across(row, first, last, _shortened(line.text.of(self.book.lang)), shrink=True, indent=1,
                         border=1, border_color=LINE)
            self._figure(row, _MEAN_COLUMN, line.spread.mean if line.spread else None, self.points)
        end = header + len(weakest)
        charts.ranking(self.book, self.sheet, _box(header, end, _MEAN_COLUMN + 1, _LAST),
                       charts.ChartSeries(self.name, header + 1, end, 0, _MEAN_COLUMN),
                       self.book.say(words.WEAKEST_CHART_ALT))
        return end + 2

    def completeness_section(self, top: int) -> int:
        """The completeness of the least complete units as a chart above a table."""
        units = sorted(self.all.counted, key=lambda unit: unit.completeness or 0.0)[:_LEAST_COMPLETE]
        header = self._section(top, self.book.say(words.COMPLETE_SECTION, count=len(units)))
        table = CellRef(header + _COMPLETE_CHART_ROWS, 0)
        edition = [SheetColumn(words.YEAR, _NARROW), SheetColumn(words.FORM, _NARROW)] if self.several else []
        columns = [SheetColumn(words.UNIT, _WIDE), SheetColumn(words.UNIT_CODE, _NARROW), *edition,
                   SheetColumn(words.STATUS_HEADING, _NARROW), SheetColumn(words.REQUIRED, _NARROW, ColumnKind.WHOLE),
                   SheetColumn(words.ANSWERED, _NARROW, ColumnKind.WHOLE),
                   SheetColumn(words.COMPLETENESS, _NARROW, ColumnKind.SHARE),
                   SheetColumn(words.SCORE, _NARROW, ColumnKind.POINTS)]
        room = max(self.book.max_rows - table.row - 1, 1)
        last = write_table(self.book, self.sheet, table, "completeness", columns,
                           [self._unit_cells(unit) for unit in units[:room]], "returns")
        box = _box(header, header + _COMPLETE_CHART_ROWS - 1, 0, _LAST)
        names = 0 if all(len(unit.name.of(self.book.lang)) <= _LONGEST_NAME for unit in units) else 1  # else the codes
        charts.columns(self.book, self.sheet, box, charts.ChartSeries(
            self.name, table.row + 1, last, names, len(columns) - 2), self.book.say(words.COMPLETE_CHART_ALT))
        return last + 2

    def _unit_cells(self, unit: UnitRow) -> list[object]:
        edition = [unit.edition.fiscal_year, unit.edition.name] if self.several else []
        status = ColouredText(self.book.say(words.STATUS[unit.status]), unit.status)
        return [unit.name.of(self.book.lang), unit.code, *edition, status, unit.required, unit.answered,
                unit.completeness, unit.total]

    def _of_basis(self, text: str) -> str:
        """A heading with the returns that its figures are taken over."""
        basis = words.OF_COMPLETE if self.figures.basis is Basis.COMPLETE else words.OF_ALL
        return f"{text} · {self.book.say(basis, count=f'{len(self.figures.counted):,}')}"

    def _named(self, line: ScoreLine, text: str) -> str:
        """A short name; with several editions also the number of its edition in the category table."""
        return f"{text} [{self.editions.index(line.edition) + 1}]" if self.several else text

    def _section(self, row: int, text: str) -> int:
        return self.book.section(self.sheet, row, _LAST, text)

    def _figure(self, row: int, column: int, value: float | None, style: Format) -> None:
        if value is None:
            self.sheet.write_blank(row, column, None, style)
        else:
            self.sheet.write_number(row, column, Exact(value), style)

    def _across(self, row: int, first: int, last: int, value: str | int, **properties: object) -> None:
        self.book.across(self.sheet, row, (first, last), value, **properties)


def _box(first_row: int, last_row: int, first_column: int, last_column: int) -> charts.Box:
    """The place for a chart that covers some cells; their rows must have the usual height."""
    return charts.Box(CellRef(first_row, first_column), sum(_PIXELS[first_column:last_column + 1]),
                      (last_row - first_row + 1) * _ROW * 4 / 3)


def _shortened(text: str) -> str:
    return text if len(text) <= _WORDING_LENGTH else text[:_WORDING_LENGTH].rstrip() + " …"
