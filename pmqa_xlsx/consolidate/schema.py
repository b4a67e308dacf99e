"""The frames' columns, in order, and how lists of plain values become frames of fixed types."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

#: Changes with the columns or types of the frames, so that a program never misreads another version's results.
FORMAT = 1


class ColumnType(StrEnum):
    """A column's type, as pandas names it. Text has no missing value: what does not apply is ""."""

    TEXT = "string"
    INTEGER = "Int64"
    NUMBER = "float64"


_TYPES = {
    **dict.fromkeys(("fiscal_year", "slot", "required", "answered", "errors", "warnings", "scored", "days_late",
                     "attempts"), ColumnType.INTEGER),
    **dict.fromkeys(("completeness", "number", "percent"), ColumnType.NUMBER),
}

_WHOSE = "unit_code unit_name fiscal_year form_id form_version"

#: The columns of each frame, in order (contract: what ``ingest`` writes).
COLUMNS: Mapping[str, tuple[str, ...]] = {name: tuple(columns.split()) for name, columns in {
    "returns": "file sha256 source sender sent_at form_id form_version fiscal_year unit_code unit_name status "
               "superseded_by seal required answered completeness errors warnings",
    "answers": f"{_WHOSE} level category criterion field slot value number raw state sha256 sheet cell",
    "contacts": f"{_WHOSE} level category criterion field slot email",
    "scores": f"{_WHOSE} level code percent scored answered",
    "findings": "file sha256 unit_code status sheet cell level category criterion field slot code severity value "
                "message_th message_en fix_th fix_en",
    "missing": f"{_WHOSE} group email due_date days_late attempts",
}.items()}


def column_type(column: str) -> ColumnType:
    """The type of a column; a name has the same type in every frame."""
    return _TYPES.get(column, ColumnType.TEXT)


def frame_types(name: str) -> dict[str, str]:
    """The type of each column of a frame, in order, as pandas names it."""
    return {column: column_type(column).value for column in COLUMNS[name]}


def load_ahead() -> None:
    """Begin to load the frames' library beside other work: a round waits for its readers about as long."""
    threading.Thread(target=importlib.import_module, args=("pandas",), name="pmqa-frames", daemon=True).start()


def build_frame(name: str, columns: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """A frame from its columns' values, with the same types whether or not there are rows.

    :param name: a key of :data:`COLUMNS`.
    :param columns: equally long lists by column name; ``None`` is a missing number.
    """
    import pandas as pd

    series: dict[str, pd.Series[Any]] = {}
    for column, kind in frame_types(name).items():
        values = list(columns[column])
        series[column] = pd.Series(_storable(values) if kind == ColumnType.TEXT else values, dtype=kind)
    return pd.DataFrame(series)


def _storable(values: Sequence[object]) -> list[str]:
    """The texts with each half of a broken surrogate pair replaced: no UTF-8 file can hold one."""
    texts = [str(value) for value in values]
    try:
        "\n".join(texts).encode()
    except UnicodeEncodeError:
        return [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in texts]
    return texts
