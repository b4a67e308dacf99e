"""Make a frame of the schema's types from columns of values or typed rows, at once or when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from pmqa_xlsx.consolidate.column_data import Repeating, arrow_texts
from pmqa_xlsx.consolidate.columns import ColumnType, columns_of
from pmqa_xlsx.ingester.slot_columns import TextRun

if TYPE_CHECKING:
    import pandas as pd

    from pmqa_xlsx.consolidate.column_data import Values

Row = TypeVar("Row")
Item = TypeVar("Item")
#: About how many bytes of rows are made at a time; and how many at once for a whole frame, which has to hold them all.
_BYTES_A_CHUNK, _BYTES_AT_ONCE = 2**23, 2**27
#: About how many bytes the rows of an item have of which nothing else is known.
_BYTES_AN_ITEM = 2**11


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
    import pyarrow as pa

    if isinstance(values, Repeating):
        return values.categories() if kind is ColumnType.REPEATED else values.column()
    if kind is ColumnType.TEXT:
        texts = values if isinstance(values, pa.Array) else arrow_texts([TextRun.of([*map(str, values)])])
        return pd.Series(pd.arrays.ArrowStringArray(texts))
    return pd.Series(values, dtype=kind.value, copy=False)


def joined(row: type[Any], frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rows of several frames one after the other, as one frame of the same types.

    :param row: the class of their rows.
    """
    import pandas as pd

    return pd.DataFrame({column.name: _joined_column([frame[column.name] for frame in frames], column.type)
                         for column in columns_of(row)}, copy=False)


def _joined_column(parts: Sequence[pd.Series[Any]], kind: ColumnType) -> pd.Series[Any]:
    import numpy as np
    import pandas as pd

    if kind is not ColumnType.REPEATED:
        return pd.concat(parts, ignore_index=True)
    texts: list[str] = []
    numbers = []
    for part in parts:
        numbers.append(part.cat.codes.to_numpy().astype(np.int32) + len(texts))
        texts += part.cat.categories.tolist()
    return Repeating(np.concatenate(numbers), texts).categories()


class LazyFrame(Generic[Item]):
    """A frame that is made when it is looked at, or in chunks: the answers of a large round take too much memory.

    :param row: the class of its rows, one of :data:`~pmqa_xlsx.consolidate.schema.FRAMES`.
    :param items: what the rows come from, in the order of the rows.
    :param make: gives the frame of some of them.
    :param size: about how many bytes an item's rows have.
    """

    def __init__(
        self, row: type[Any], items: Sequence[Item], make: Callable[[Sequence[Item]], pd.DataFrame],
        size: Callable[[Item], int] = lambda _: _BYTES_AN_ITEM,
    ) -> None:
        self._row, self._items, self._make, self._size = row, items, make, size

    @classmethod
    def of_rows(
        cls, row: type[Row], items: Sequence[Item], rows_of: Callable[[Sequence[Item]], Iterable[Row]],
        size: Callable[[Item], int] = lambda _: _BYTES_AN_ITEM,
    ) -> Self:
        """The frame whose rows a function gives."""
        return cls(row, items, lambda some: frame_of_rows(row, rows_of(some)), size)

    def whole(self) -> pd.DataFrame:
        """The frame of all items."""
        return joined(self._row, [*self.chunks()]) if self._bytes > _BYTES_AT_ONCE else self._make(self._items)

    def chunks(self) -> Iterator[pd.DataFrame]:
        """The frames of the items, a few of them at a time; at least one."""
        for some in self._few():
            yield self._make(some)

    def _few(self) -> Iterator[Sequence[Item]]:
        start, size = 0, 0
        for position, item in enumerate(self._items):
            own = self._size(item)
            if position > start and size + own > _BYTES_A_CHUNK:
                yield self._items[start:position]
                start, size = position, 0
            size += own
        yield self._items[start:]

    @property
    def is_large(self) -> bool:
        """Whether who needs no whole frame should go over it in chunks."""
        return self._bytes > _BYTES_A_CHUNK

    @cached_property
    def _bytes(self) -> int:
        return sum(map(self._size, self._items))


class Frames(Mapping[str, "pd.DataFrame"]):
    """Frames by name; each is made when it is first looked at."""

    def __init__(self, frames: Mapping[str, pd.DataFrame | LazyFrame[Any]]) -> None:
        self._frames = dict(frames)

    def __getitem__(self, name: str) -> pd.DataFrame:
        frame = self._frames[name]
        if isinstance(frame, LazyFrame):
            frame = self._frames[name] = frame.whole()
        return frame

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)

    def chunks(self, name: str) -> Iterator[pd.DataFrame]:
        """The rows of a frame in chunks, which are kept only if they are few."""
        frame = self._frames[name]
        return frame.chunks() if isinstance(frame, LazyFrame) and frame.is_large else iter([self[name]])

    def with_frame(self, name: str, frame: pd.DataFrame | LazyFrame[Any]) -> Frames:
        """The same with another frame under a name; none of them is made for it."""
        return Frames({**self._frames, name: frame})
