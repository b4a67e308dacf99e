"""Make a frame of the schema's types from columns of values or typed rows."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from pmqa_xlsx.consolidate.column_types import ColumnType
from pmqa_xlsx.consolidate.schema import columns_of
from pmqa_xlsx.consolidate.text_columns import Repeating, TextPieces

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    #: The data from which a column of a frame is made.
    Values = Repeating | TextPieces | Sequence[object] | np.ndarray[Any, Any] | pd.arrays.IntegerArray

Row = TypeVar("Row")


def load_ahead() -> None:
    """Start loading the frames' library in a thread; it takes about as long as the first readers need to start."""
    threading.Thread(target=importlib.import_module, args=("pandas",), name="pmqa-frames", daemon=True).start()


def frame_of_rows(row: type[Row], rows: Iterable[Row]) -> pd.DataFrame:
    """A frame from its rows.

    :param row: their class, one of :data:`~pmqa_xlsx.consolidate.schema.FRAMES`.
    """
    columns: dict[str, list[object]] = {column.name: [] for column in columns_of(row)}
    values_of = attrgetter(*columns)
    for one in rows:
        for values, value in zip(columns.values(), values_of(one), strict=True):
            values.append(value)
    return build_frame(row, columns)


def build_frame(row: type[Any], columns: Mapping[str, Values]) -> pd.DataFrame:
    """A frame from its columns' values, with the same types whether or not there are rows.

    :param row: the class of its rows, one of :data:`~pmqa_xlsx.consolidate.schema.FRAMES`.
    :param columns: equally long columns by name, in any order; ``None`` is a missing number.
    :raises ValueError: these are not the frame's columns.
    """
    import pandas as pd

    wanted = columns_of(row)
    wrong = columns.keys() ^ {column.name for column in wanted}
    if wrong:
        raise ValueError(f"{row.__name__}: {sorted(wrong)}")
    return pd.DataFrame({column.name: _series(columns[column.name], column.type) for column in wanted}, copy=False)


def _series(values: Values, kind: ColumnType) -> pd.Series[Any]:
    import pandas as pd

    if isinstance(values, Repeating) and kind is ColumnType.REPEATED:
        return values.categories()
    if isinstance(values, Repeating | TextPieces):
        return values.column()
    if kind is ColumnType.TEXT:
        return TextPieces([str(value) for value in values]).column()
    return pd.Series(values, dtype=kind.value, copy=False)
