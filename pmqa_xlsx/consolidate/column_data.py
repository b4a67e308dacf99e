"""Columns of frames: texts that repeat, values that few rows have, and texts as Arrow has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar

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


class SparseColumn(Generic[T]):
    """A column that few rows have a value in, from the mappings by position of one return after the other."""

    def __init__(self) -> None:
        self._parts: list[tuple[int, Mapping[int, T]]] = []

    def add(self, first: int, values: Mapping[int, T]) -> None:
        """Append the values of a return whose first row this is, zero-based."""
        self._parts.append((first, values))

    @property
    def rows(self) -> Numbers:
        """The rows that have a value, zero-based."""
        import numpy as np

        return np.concatenate([np.empty(0, np.int64), *(
            np.fromiter(values, np.int64, len(values)) + first for first, values in self._parts)])

    @property
    def values(self) -> list[T]:
        """The value of each of these rows."""
        return [*chain.from_iterable(values.values() for _, values in self._parts)]

    def numbers(self: SparseColumn[float], rows: int) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The whole column, NaN where there is no value."""
        import numpy as np

        column = np.full(rows, np.nan)
        column[self.rows] = self.values
        return column

    def texts(self: SparseColumn[str], others: pa.Array) -> pa.Array:
        """The whole column of texts, with other texts where there is no value."""
        import numpy as np
        import pyarrow as pa
        from pyarrow import compute

        rows, values = self.rows, self.values
        if np.any(np.diff(rows) < 0):  # Arrow expects the replacements in the order of the rows
            order = np.argsort(rows)
            rows, values = rows[order], [values[place] for place in order]
        has_own = np.zeros(len(others), bool)
        has_own[rows] = True
        return compute.replace_with_mask(others, pa.array(has_own), arrow_texts([TextRun.of(values)]),
                                         memory_pool=_memory())


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
