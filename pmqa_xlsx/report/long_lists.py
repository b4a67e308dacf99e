"""Long lists of a frame's rows, converted to cells in chunks: a round of thousands of units has millions of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from pmqa_xlsx.consolidate.frame_rows import FrameRows, runs_of
from pmqa_xlsx.report.round import RoundRows, Row

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class ListedRows(Sequence[Sequence[object]]):
    """The cells of some of a frame's rows, made anew in each iteration.

    :param positions: of the rows, in their order; zero-based.
    :param cells: makes the cells of a row.
    """

    def __init__(self, rows: FrameRows, positions: np.ndarray[Any, Any],
                 cells: Callable[[Row], Sequence[object]]) -> None:
        self._rows, self._positions, self._cells = rows, positions, cells

    def __len__(self) -> int:
        return len(self._positions)

    def __iter__(self) -> Iterator[Sequence[object]]:
        return map(self._cells, self._rows.each(self._positions))

    @overload
    def __getitem__(self, index: int) -> Sequence[object]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[object]]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return ListedRows(self._rows, self._positions[index], self._cells)
        return self._cells(self._rows[self._positions[[index]]][0])


def by_unit(
    round_: RoundRows, frame: pd.DataFrame, cells: Callable[[Row], Sequence[object]],
    chosen: np.ndarray[Any, Any] | None = None,
) -> ListedRows:
    """A frame's rows in the order of the forms' units; the order of each unit's own rows is kept.

    :param frame: one in which the rows of a return are adjacent.
    :param chosen: positions of the rows to include, zero-based; ``None`` for all.
    """
    import numpy as np

    whose, begins = runs_of(frame)
    places = [round_.place(row) for row in whose]
    rank = {place: number for number, place in enumerate(sorted(set(places)))}
    positions = np.arange(len(frame)) if chosen is None else chosen
    runs = np.searchsorted(begins, positions, side="right") - 1
    ranks = np.array([rank[place] for place in places], np.int32)[runs]
    return ListedRows(FrameRows(frame), positions[np.argsort(ranks, kind="stable")], cells)
