"""The overview's native Excel charts; each refers to cells of the sheet and has a description in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from xlsxwriter.chart import Chart
from xlsxwriter.chart_bar import ChartBar
from xlsxwriter.chart_column import ChartColumn
from xlsxwriter.chart_doughnut import ChartDoughnut

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.report.book import BLUE, LINE, NAVY, ORANGE, SIZE, ReportBook, TableWorksheet
from pmqa_xlsx.text.typography import FONT

_Chart = TypeVar("_Chart", bound=Chart)
_MARGIN = 8  # pixels
_AXIS_FONT = {"name": FONT, "size": 12}
_GRID = {"visible": True, "line": {"color": LINE, "width": 0.5}}


class Box(NamedTuple):
    """The place of a chart: its first cell, and its width and height in pixels, including a small margin."""

    cell: CellRef
    width: float
    height: float


class ChartSeries(NamedTuple):
    """The cells shown by a chart: rows (zero-based, inclusive), column of the names, column of the values."""

    sheet: str
    first: int
    last: int
    names: int
    values: int

    def cells(self, column: int) -> list[str | int]:
        """The cells of one column, in XlsxWriter's form of a range."""
        return [self.sheet, self.first, column, self.last, column]


def doughnut(book: ReportBook, sheet: TableWorksheet, box: Box, series: ChartSeries, colours: Sequence[str],
             title: str, alt: str) -> None:
    """Parts of a whole, one colour each."""
    chart = _new(book, ChartDoughnut)
    chart.add_series({
        "categories": series.cells(series.names), "values": series.cells(series.values),
        "points": [{"fill": {"color": colour}, "border": {"color": "#FFFFFF"}} for colour in colours],
        "data_labels": {"value": True, "font": {"name": FONT, "size": SIZE, "bold": True, "color": "#FFFFFF"}}})
    chart.set_hole_size(50)
    chart.set_plotarea({"layout": {"x": 0.06, "y": 0.2, "width": 0.5, "height": 0.74}})
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 15, "color": NAVY}, "overlay": False})
    chart.set_legend({"position": "right", "font": {"name": FONT, "size": 13}})
    _place(chart, sheet, box, alt)


def means(book: ReportBook, sheet: TableWorksheet, box: Box, series: ChartSeries, deviations: int, title: str,
          alt: str) -> None:
    """Means 0–100 as columns, with error bars of one standard deviation.

    :param deviations: the column of the standard deviations.
    """
    chart = _new(book, ChartColumn)
    spread = "='{}'!{}:{}".format(series.sheet.replace("'", "''"), CellRef(series.first, deviations).absolute,
                                  CellRef(series.last, deviations).absolute)
    chart.add_series({
        "categories": series.cells(series.names), "values": series.cells(series.values),
        "fill": {"color": BLUE}, "gap": 60,
        "y_error_bars": {"type": "custom", "plus_values": spread, "minus_values": spread,
                         "line": {"color": "#404040", "width": 1}}})
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 15, "color": NAVY}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": _AXIS_FONT})
    chart.set_y_axis({"min": 0, "max": 100, "major_unit": 20, "num_font": _AXIS_FONT, "num_format": "0",
                      "major_gridlines": _GRID})
    _place(chart, sheet, box, alt)


def ranking(book: ReportBook, sheet: TableWorksheet, box: Box, series: ChartSeries,
            alt: str) -> None:
    """Means 0–100 as bars, in the order of the rows beside them."""
    chart = _new(book, ChartBar)
    chart.add_series({
        "categories": series.cells(series.names), "values": series.cells(series.values),
        "fill": {"color": ORANGE}, "gap": 50,
        "data_labels": {"value": True, "num_format": "0.0", "font": {"name": FONT, "size": 11}}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"min": 0, "max": 100, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True, "num_font": {"name": FONT, "size": 9}, "interval_unit": 1})
    chart.set_plotarea({"layout": {"x": 0.22, "y": 0.02, "width": 0.72, "height": 0.96}})
    _place(chart, sheet, box, alt)


def columns(book: ReportBook, sheet: TableWorksheet, box: Box, series: ChartSeries, alt: str) -> None:
    """Shares 0–1 of many units as narrow columns."""
    chart = _new(book, ChartColumn)
    chart.add_series({"categories": series.cells(series.names), "values": series.cells(series.values),
                      "fill": {"color": BLUE}, "gap": 30})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": {"name": FONT, "size": 11, "rotation": -90}, "interval_unit": 1})
    chart.set_y_axis({"min": 0, "max": 1, "major_unit": 0.25, "num_font": _AXIS_FONT, "num_format": "0%",
                      "major_gridlines": _GRID})
    _place(chart, sheet, box, alt)


def paired_columns(book: ReportBook, sheet: TableWorksheet, box: Box, series: Sequence[tuple[str, ChartSeries, str]],
                   title: str, alt: str) -> None:
    """Percents (0–100) of several series side by side.

    :param series: each with its name and colour.
    """
    chart = _new(book, ChartColumn)
    for name, cells, colour in series:
        chart.add_series({"name": name, "categories": cells.cells(cells.names), "values": cells.cells(cells.values),
                          "fill": {"color": colour}, "gap": 70})
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 15, "color": NAVY}})
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 13}})
    chart.set_x_axis({"num_font": {"name": FONT, "size": 11}})
    chart.set_y_axis({"min": 0, "max": 100, "major_unit": 20, "num_font": _AXIS_FONT, "num_format": "0",
                      "major_gridlines": _GRID})
    _place(chart, sheet, box, alt)


def _new(book: ReportBook, kind: type[_Chart]) -> _Chart:
    chart = book.workbook.add_chart({"type": kind.__name__.removeprefix("Chart").lower()})
    assert isinstance(chart, kind)  # noqa: S101  XlsxWriter names its classes so
    return chart


def _place(chart: Chart, sheet: TableWorksheet, box: Box, alt: str) -> None:
    chart.set_size({"width": box.width - 2 * _MARGIN, "height": box.height - 2 * _MARGIN})
    chart.set_chartarea({"border": {"color": LINE}})
    sheet.insert_chart(box.cell.row, box.cell.column, chart, {
        "description": alt, "x_offset": _MARGIN, "y_offset": _MARGIN, "object_position": 2})
