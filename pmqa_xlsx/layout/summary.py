"""Positions of the formulas on the summary sheet; rows and columns are zero-based."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmqa_xlsx.cells import CellRef


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A line of the summary: the cover, a category or the total (``code`` as in the scores; empty for the cover)."""

    row: int
    code: str
    sheet: str
    has_score: bool


@dataclass(frozen=True, slots=True)
class LiveText:
    """A cell, merged with those to its right, that shows what a cover field holds.

    :ivar span: how many columns it takes.
    :ivar field: the cover field's name.
    """

    cell: CellRef
    span: int
    field: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Positions of the summary sheet's formulas.

    :ivar chart: the upper left cell of the chart's place, ``chart_rows`` rows high and two columns wide.
    :ivar points: the cell that says how many of the form's points the total is; ``None`` if a percent says it.
    :ivar people: the cells of the part to sign that show names and positions.
    :ivar todo_lines: as many as there are rows with slots: nothing that is left to do is cut off.
    :ivar left: the cell beside the verdict that says how much is left to do.
    """

    verdict: CellRef
    left: CellRef
    rows: tuple[SummaryRow, ...]
    required_column: int
    answered_column: int
    complete_column: int
    score_column: int
    state_column: int
    people: tuple[LiveText, ...]
    todo_first: CellRef
    todo_lines: int
    chart: CellRef
    chart_rows: int
    points: CellRef | None = None

    def cells(self) -> Iterator[CellRef]:
        """Every cell with a formula."""
        yield self.verdict
        yield self.left
        if self.points:
            yield self.points
        for row in self.rows:
            columns = [self.required_column, self.answered_column, self.complete_column, self.state_column]
            scores = [self.score_column] if row.has_score else []
            yield from (CellRef(row.row, column) for column in (*columns, *scores))
        yield from (person.cell for person in self.people)
        yield from (CellRef(self.todo_first.row + line, self.todo_first.column) for line in range(self.todo_lines))
