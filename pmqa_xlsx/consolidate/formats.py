"""A frame as the bytes of a .parquet or a .csv file, piece by piece: a large round has millions of rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, compress
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from pmqa_xlsx.consolidate.column_data import Repeating, text_type
from pmqa_xlsx.consolidate.columns import ColumnType, columns_of
from pmqa_xlsx.consolidate.schema import COLUMNS, FRAMES, frame_of
from pmqa_xlsx.text.excel_text import FORMULA_STARTS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa
    from pyarrow import parquet

Row = TypeVar("Row")

#: Number of rows written at a time: in memory, 1.5 KB each.
_ROWS_OF_PARQUET = _ROWS_OF_CSV = 16_384
#: Bytes of such rows beyond which fewer are written at a time: texts that somebody sent may be long.
_BYTES_OF_PARQUET, _BYTES_OF_CSV = 2**25, 2**22
_FORMULA_START = "^[" + re.escape("".join(FORMULA_STARTS)) + "]"
#: The characters because of which a text in a .csv is quoted.
_TO_QUOTE = "[,\"\r\n]"


def parquet_pieces(frames: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    """A frame as .parquet, with unchanged values; categories become plain texts.

    :param frames: its rows in chunks, at least one.
    """
    import pyarrow as pa
    from pyarrow import parquet

    frames = iter(frames)
    first = next(frames)
    plain = first.iloc[:0].astype({name: text_type() for name, kind in first.dtypes.items()
                                   if kind == ColumnType.REPEATED.value})
    schema = pa.Schema.from_pandas(plain, preserve_index=False)
    sink = _Pieces()
    with parquet.ParquetWriter(sink, schema) as writer:
        for group in _row_groups(chain([first], frames), schema):
            writer.write_table(group)
            pa.default_memory_pool().release_unused()
            yield sink.collect()
    yield sink.collect()


def csv_pieces(name: str, parquet_file: BinaryIO) -> Iterator[bytes]:
    """The .parquet of a frame as .csv that a spreadsheet opens as it is: UTF-8 with BOM, no text read as a formula.

    :param name: of the frame.
    """
    import pyarrow as pa

    with _opened(name, parquet_file) as file:
        header = io.StringIO(newline="")
        csv.writer(header).writerow(file.schema_arrow.names)
        yield codecs.BOM_UTF8 + header.getvalue().encode()
        for piece in _small(chain.from_iterable(_batches(file, group) for group in range(file.num_row_groups))):
            cells = [_csv_cells(column).fill_null("") for column in piece.columns]
            lines = _joined(*cells[:-1], _joined(cells[-1], "", by="\r\n"), by=",")
            _, ends, texts = lines.buffers()
            yield texts.slice(0, memoryview(ends).cast("q")[len(lines)]).to_pybytes()
            del piece, cells, lines, ends, texts
            pa.default_memory_pool().release_unused()


def _batches(file: parquet.ParquetFile, group: int) -> Iterator[pa.RecordBatch]:
    """The rows of a group, about as many at a time as are written at a time."""
    stated = file.metadata.row_group(group)
    pieces = max(1, stated.total_byte_size // _BYTES_OF_CSV)
    yield from file.iter_batches(min(_ROWS_OF_CSV, -(-stated.num_rows // pieces)), [group])


def _small(pieces: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows, in smaller pieces where their texts are long."""
    import numpy as np

    for piece in pieces:
        ends = np.cumsum(sum((_lengths(column) for column in piece.columns), np.zeros(piece.num_rows, np.int64)))
        start = 0
        while start < piece.num_rows:
            most = _BYTES_OF_CSV + (ends[start - 1] if start else 0)
            stop = max(start + 1, int(np.searchsorted(ends, most, "right")))
            yield piece.slice(start, stop - start)
            start = stop


def _lengths(values: pa.Array) -> npt.NDArray[np.int64]:
    """The bytes of the text in each row of a column; 0 for what is no text."""
    import numpy as np
    import pyarrow as pa
    from pyarrow import compute

    if pa.types.is_dictionary(values.type):
        lengths = compute.binary_length(values.dictionary).take(values.indices)
    elif pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        lengths = compute.binary_length(values)
    else:
        return np.zeros(len(values), np.int64)
    numbers: npt.NDArray[np.int64] = lengths.fill_null(0).to_numpy().astype(np.int64)
    return numbers


def read_frame(name: str, parquet_file: bytes) -> pd.DataFrame:
    """The frame of that name as it was before it was written.

    :raises KeyError: a column is missing.
    :raises ValueError: it is no .parquet file, or a column has another type.
    """
    import pandas as pd

    # One column at a time: all columns in Arrow and pandas at once would take twice the memory.
    with _opened(name, io.BytesIO(parquet_file)) as file:
        return pd.DataFrame({column.name: _series(file.read(columns=[column.name]), column.name, column.type)
                             for column in columns_of(FRAMES[name])}, copy=False)


def _opened(name: str, parquet_file: BinaryIO) -> parquet.ParquetFile:
    """The .parquet of a frame; texts that repeat are read dictionary-encoded."""
    from pyarrow import parquet

    return parquet.ParquetFile(parquet_file, read_dictionary=[
        column for column, kind, *_ in columns_of(FRAMES[name]) if kind is ColumnType.REPEATED])


def read_rows(
    row: type[Row], parquet_file: bytes, first: int = 0, most: int | None = None, unit: str = "",
) -> Iterator[Row]:
    """Some rows of the frame whose rows are of that class, a group of them in memory at a time, without pandas.

    See ``SavedRound.rows`` for the parameters.
    """
    import pyarrow as pa
    from pyarrow import parquet

    make: Callable[..., Row] = row
    columns = list(COLUMNS[frame_of(row)])
    file = parquet.ParquetFile(pa.BufferReader(parquet_file))
    for number in range(file.num_row_groups):
        group = file.metadata.row_group(number)
        skipped = min(first, group.num_rows)
        first -= skipped
        if skipped == group.num_rows or most == 0 or (unit and not _may_have(group, columns.index("unit_code"), unit)):
            continue
        table = file.read_row_group(number, columns=columns).slice(skipped, most)
        most = None if most is None else most - len(table)
        if unit:  # a unit's rows are beside each other in the long frames; Arrow's own filter is slow to load
            places = [place for place, code in enumerate(table["unit_code"].to_pylist()) if code == unit]
            table = table.slice(places[0], places[-1] - places[0] + 1) if places else table.slice(0, 0)
        rows = map(make, *(column.to_pylist() for column in table.columns))
        yield from compress(rows, (code == unit for code in table["unit_code"].to_pylist())) if unit else rows


def _may_have(group: parquet.RowGroupMetaData, column: int, text: str) -> bool:
    """Whether a text may be in a column of a group of rows, as far as its statistics say."""
    stated = group.column(column).statistics
    return stated is None or not stated.has_min_max or stated.min <= text <= stated.max


def count_rows(parquet_file: bytes) -> int:
    """How many rows a frame has."""
    import pyarrow as pa
    from pyarrow import parquet

    count: int = parquet.ParquetFile(pa.BufferReader(parquet_file)).metadata.num_rows
    return count


def _series(table: pa.Table, column: str, kind: ColumnType) -> pd.Series[Any]:
    """A column of a table; texts that repeat were read dictionary-encoded."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    if kind is ColumnType.REPEATED:
        chunks = table.column(column).unify_dictionaries().chunks
        texts = chunks[0].dictionary.to_pylist() if chunks else []
        numbers = np.concatenate([np.empty(0, np.int32), *(chunk.indices for chunk in chunks)])
        return Repeating(numbers, texts).categories()
    kinds = {pa.int64(): pd.Int64Dtype(), pa.string(): text_type(), pa.large_string(): text_type()}
    series: pd.Series[Any] = table.to_pandas(types_mapper=kinds.get, ignore_metadata=True)[column]
    return series


def _row_groups(frames: Iterable[pd.DataFrame], schema: pa.Schema) -> Iterator[pa.Table]:
    """The rows of frames in groups that do not depend on the frames' lengths."""
    import pyarrow as pa

    rest = schema.empty_table()
    for frame in frames:
        for start in range(0, len(frame), _ROWS_OF_PARQUET):
            piece = pa.Table.from_pandas(frame.iloc[start:start + _ROWS_OF_PARQUET], preserve_index=False)
            rest = pa.concat_tables([rest, piece.cast(schema)])
            while stop := _full_group(rest):
                group, rest = rest.slice(0, stop).combine_chunks(), rest.slice(stop)
                yield group  # while it is written, its rows are not in the rest any more
    if len(rest):
        yield rest.combine_chunks()


def _full_group(rest: pa.Table) -> int:
    """How many of the rows are a group; 0 if they are too few."""
    import numpy as np

    if rest.nbytes <= _BYTES_OF_PARQUET:
        return _ROWS_OF_PARQUET if len(rest) >= _ROWS_OF_PARQUET else 0
    ends = np.cumsum(sum((np.concatenate([_lengths(chunk) for chunk in column.chunks]) for column in rest.columns),
                         np.zeros(len(rest), np.int64)))
    most = max(1, int(np.searchsorted(ends, _BYTES_OF_PARQUET, "right")))
    return most if most < len(rest) else 0


def _csv_cells(values: pa.Array) -> pa.Array:
    """The cells of a column in a .csv, one for each row."""
    import pyarrow as pa

    if pa.types.is_dictionary(values.type):
        if len(values.dictionary) <= len(values):
            return _csv_texts(values.dictionary.cast(pa.large_string())).take(values.indices)
        values = values.dictionary_decode()  # of a few rows among many
    if pa.types.is_floating(values.type):
        return pa.array([None if number is None else repr(number) for number in values.to_pylist()], pa.large_string())
    texts = values.cast(pa.large_string())
    return texts if pa.types.is_integer(values.type) else _csv_texts(texts)


def _csv_texts(texts: pa.Array) -> pa.Array:
    """Texts as written in a .csv: with a mark before what would be a formula, quoted where necessary."""
    from pyarrow import compute

    formulas = compute.match_substring_regex(texts, _FORMULA_START)
    if compute.any(formulas).as_py():
        texts = compute.if_else(formulas, _joined("'", texts), texts)
    texts = compute.replace_substring(texts, "\0", "\N{REPLACEMENT CHARACTER}")
    quoted = compute.match_substring_regex(texts, _TO_QUOTE)
    if compute.any(quoted).as_py():
        doubled = compute.replace_substring(texts, '"', '""')
        texts = compute.if_else(quoted, _joined('"', doubled, '"'), texts)
    return texts


def _joined(*texts: pa.Array | str, by: str = "") -> pa.Array:
    """Texts joined row by row; a single one is repeated in each row."""
    import pyarrow as pa
    from pyarrow import compute

    return compute.binary_join_element_wise(
        *(pa.scalar(text, pa.large_string()) if isinstance(text, str) else text for text in (*texts, by)))


class _Pieces(io.RawIOBase):
    """Write-only buffer, emptied after each batch."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._size

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        self._size += len(self._parts[-1])
        return len(self._parts[-1])

    def collect(self) -> bytes:
        """The bytes written since the last call."""
        data = b"".join(self._parts)
        self._parts = []
        return data
