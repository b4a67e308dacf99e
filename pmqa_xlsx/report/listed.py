"""Long lists of a frame's rows, put into cells piece by piece: a round of thousands has millions of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from pmqa_xlsx.report.round import Round, Row
from pmqa_xlsx.report.source import each_row, rows_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

#: What tells one unit's rows from another's.
_WHOSE = ("form_id", "form_version", "fiscal_year", "unit_code")


class ListedRows(Sequence[Sequence[object]]):
    """The cells of some of a frame's rows, made whenever they are gone through.

    :param positions: which rows, in their order; zero-based.
    :param cells: what makes the cells of a row.
    """

    def __init__(self, frame: pd.DataFrame, positions: np.ndarray[Any, Any],
                 cells: Callable[[Row], Sequence[object]]) -> None:
        self._frame, self._positions, self._cells = frame, positions, cells

    def __len__(self) -> int:
        return len(self._positions)

    def __iter__(self) -> Iterator[Sequence[object]]:
        return map(self._cells, each_row(self._frame, self._positions))

    @overload
    def __getitem__(self, index: int) -> Sequence[object]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[object]]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return ListedRows(self._frame, self._positions[index], self._cells)
        return self._cells(rows_of(self._frame.iloc[[self._positions[index]]])[0])


def by_unit(
    round_: Round, frame: pd.DataFrame, cells: Callable[[Row], Sequence[object]],
    chosen: np.ndarray[Any, Any] | None = None,
) -> ListedRows:
    """A frame's rows in the order of the forms' units; each unit's own keep theirs.

    :param frame: one in which the rows of a return stand together.
    :param chosen: positions of the rows that are wanted, zero-based; ``None`` for all.
    """
    import numpy as np
    import pandas as pd

    begins = np.zeros(len(frame), bool)
    begins[:1] = True
    for name in _WHOSE:
        column = frame[name]
        categorical = isinstance(column.dtype, pd.CategoricalDtype)
        numbers = column.cat.codes.to_numpy() if categorical else pd.factorize(column)[0]
        begins[1:] |= numbers[1:] != numbers[:-1]
    places = list(map(round_.place, rows_of(frame[list(_WHOSE)].iloc[np.flatnonzero(begins)])))
    rank = {place: number for number, place in enumerate(sorted(set(places)))}
    positions = np.arange(len(frame)) if chosen is None else chosen
    ranks = np.array([rank[place] for place in places], np.int32)[np.cumsum(begins, dtype=np.int32)[positions] - 1]
    return ListedRows(frame, positions[np.argsort(ranks, kind="stable")], cells)
