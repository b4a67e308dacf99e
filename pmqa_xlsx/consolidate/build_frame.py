"""Make a frame of the schema's types from columns of values or typed rows, at once or when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeAlias, TypeVar

from pmqa_xlsx.consolidate.columns import ColumnType, columns_of
from pmqa_xlsx.ingester.slot_columns import TextRun
from pmqa_xlsx.light_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    TextType = pd.StringDtype[Literal["pyarrow"]]
    Numbers = np.ndarray[Any, np.dtype[np.integer[Any]]]

    #: The data from which a column of a frame is made; an array of Arrow is a sequence too.
    Values: TypeAlias = "Repeating | Sequence[object] | np.ndarray[Any, Any] | pd.arrays.IntegerArray"

T = TypeVar("T")
#: The first byte of lone surrogates in UTF-8; only some Korean letters have the same one.
_LONE_SURROGATE = b"\xed"


def text_type() -> TextType:
    """The type of a column of texts, which pandas calls ``string``."""
    import pandas as pd

    return pd.StringDtype("pyarrow")


def texts_and_others(runs: Sequence[TextRun], others: Mapping[int, str]) -> tuple[pa.Array, pa.Array]:
    """Two columns of texts that are the same in most rows.

    :param runs: the first column.
    :param others: the texts of the second one that differ, by row, zero-based.
    """
    import numpy as np
    import pyarrow as pa
    from pyarrow import compute

    texts, rows = arrow_texts(runs), sorted(others)  # Arrow expects the replacements in the order of the rows
    differs = np.zeros(len(texts), bool)
    differs[rows] = True
    return texts, compute.replace_with_mask(
        texts, pa.array(differs), arrow_texts([TextRun.of([others[row] for row in rows])]), memory_pool=_memory())


@dataclass(frozen=True, slots=True)
class Repeating:
    """A column of texts that repeat from row to row.

    :ivar numbers: for each row the position of its text, zero-based.
    :ivar texts: may have duplicates; those without a row are ignored.
    """

    numbers: Numbers
    texts: Sequence[str]

    def column(self) -> pd.Series[Any]:
        """The column with one text for each row."""
        import pandas as pd
        import pyarrow as pa
        from pyarrow import compute

        texts = compute.take(arrow_texts([TextRun.of(self.texts)]), pa.array(self.numbers),
                             memory_pool=_memory())
        return pd.Series(pd.arrays.ArrowStringArray(texts))

    def categories(self) -> pd.Series[Any]:
        """The column as a category, which stores each text once; ordered, so that it compares like texts."""
        import numpy as np
        import pandas as pd

        texts = without_surrogates(self.texts)
        used = np.zeros(len(texts), bool)
        used[self.numbers] = True
        known = sorted({texts[number] for number in np.flatnonzero(used)})
        places = {text: place for place, text in enumerate(known)}
        codes = np.array([places.get(text, -1) for text in texts], dtype=np.min_scalar_type(-len(known) - 1))
        categories = pd.CategoricalDtype(pd.Index(known, dtype=text_type()), ordered=True)
        return pd.Series(pd.Categorical.from_codes(codes[self.numbers], dtype=categories))


def numbered(runs: Sequence[T], length: Callable[[T], int]) -> tuple[Numbers, list[T]]:
    """The rows of runs, one run after the other, where many of these are one and the same object.

    :returns: the number of each row among the rows of the different runs, and these runs; zero-based.
    """
    import numpy as np

    first: dict[int, int] = {}
    different: list[T] = []
    rows = 0
    for run in runs:
        if id(run) not in first:
            first[id(run)] = rows
            different.append(run)
            rows += length(run)
    lengths = np.array([length(run) for run in runs], np.int32)
    starts = np.array([first[id(run)] for run in runs], np.int32) - np.cumsum(lengths, dtype=np.int32) + lengths
    numbers = np.repeat(starts, lengths)
    numbers += np.arange(len(numbers), dtype=np.int32)
    return numbers, different


def arrow_texts(runs: Sequence[TextRun]) -> pa.Array:
    """The texts of runs, one run after the other, as an Arrow array; see :func:`without_surrogates`."""
    import numpy as np
    import pyarrow as pa

    runs = [_clean_run(run) for run in runs]
    ends = np.cumsum(np.concatenate([np.zeros(1, np.int64), *(np.asarray(run.lengths) for run in runs)]))
    return pa.Array.from_buffers(pa.large_string(), len(ends) - 1, [
        None, pa.py_buffer(ends), pa.py_buffer(b"".join([run.utf8 for run in runs]))])


def _memory() -> pa.MemoryPool:
    """The memory pool of Arrow's columns: its own pools do not give back what an array used while it grew."""
    import pyarrow as pa

    return pa.system_memory_pool()


def _clean_run(run: TextRun) -> TextRun:
    """The run without lone surrogates."""
    return TextRun.of(without_surrogates(run)) if _LONE_SURROGATE in run.utf8 else run


def without_surrogates(texts: Sequence[str]) -> list[str]:
    """The texts with each lone surrogate replaced: UTF-8 cannot encode them."""
    try:
        "\n".join(texts).encode()
    except UnicodeEncodeError:
        return [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in texts]
    return list(texts)


Row = TypeVar("Row")
Item = TypeVar("Item")
#: Number of items, most of them returns, whose rows are made at a time, and about how many bytes of texts; and how many
#: are few enough for all rows at once.
_ITEMS_A_CHUNK, _BYTES_A_CHUNK = 64, 2**23
_ITEMS_AT_ONCE = 128


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
    :param size: about how many bytes of text an item's rows have.
    """

    def __init__(
        self, row: type[Any], items: Sequence[Item], make: Callable[[Sequence[Item]], pd.DataFrame],
        size: Callable[[Item], int] = lambda _: 0,
    ) -> None:
        self._row, self._items, self._make, self._size = row, items, make, size

    @classmethod
    def of_rows(
        cls, row: type[Row], items: Sequence[Item], rows_of: Callable[[Sequence[Item]], Iterable[Row]],
        size: Callable[[Item], int] = lambda _: 0,
    ) -> Self:
        """The frame whose rows a function gives."""
        return cls(row, items, lambda some: frame_of_rows(row, rows_of(some)), size)

    def whole(self) -> pd.DataFrame:
        """The frame of all items."""
        return joined(self._row, [*self.chunks()]) if self.is_large else self._make(self._items)

    def chunks(self) -> Iterator[pd.DataFrame]:
        """The frames of the items, a few of them at a time; at least one."""
        for some in self._few():
            yield self._make(some)

    def _few(self) -> Iterator[Sequence[Item]]:
        start, size = 0, 0
        for position, item in enumerate(self._items):
            own = self._size(item)
            if position > start and (size + own > _BYTES_A_CHUNK or position - start == _ITEMS_A_CHUNK):
                yield self._items[start:position]
                start, size = position, 0
            size += own
        yield self._items[start:]

    @cached_property
    def is_large(self) -> bool:
        """Whether not all rows should be made at once."""
        return len(self._items) > _ITEMS_AT_ONCE or sum(map(self._size, self._items)) > _BYTES_A_CHUNK


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
