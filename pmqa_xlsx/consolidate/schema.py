"""The frames' columns, in order, and how lists of plain values become frames of fixed types."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.consolidate.text_columns import Repeating, TextPieces

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    #: What a column of a frame is made from.
    Values = Repeating | TextPieces | Sequence[object] | np.ndarray[Any, Any]

#: Changes with the columns or types of the frames, so that a program never misreads another version's results.
FORMAT = 1


class ColumnType(StrEnum):
    """A column's type, as pandas names it. Text has no missing value: what does not apply is ""."""

    TEXT = "string"
    REPEATED = "category"  #: texts that repeat from row to row, in the frame with a row for every slot
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

#: The frame with a row for every slot, and the columns of it in which texts do not repeat.
_LONG = "answers"
_SELDOM_ALIKE = frozenset({"value", "raw"})


def frame_types(name: str) -> dict[str, ColumnType]:
    """The type of each column of a frame, in order."""
    text = ColumnType.REPEATED if name == _LONG else ColumnType.TEXT
    return {column: ColumnType.TEXT if column in _SELDOM_ALIKE else _TYPES.get(column, text)
            for column in COLUMNS[name]}


def load_ahead() -> None:
    """Begin to load the frames' library beside other work: a round waits for its readers about as long."""
    threading.Thread(target=importlib.import_module, args=("pandas",), name="pmqa-frames", daemon=True).start()


def build_frame(name: str, columns: Mapping[str, Values]) -> pd.DataFrame:
    """A frame from its columns' values, with the same types whether or not there are rows.

    :param name: a key of :data:`COLUMNS`.
    :param columns: equally long columns by name; ``None`` is a missing number.
    """
    import pandas as pd

    return pd.DataFrame({column: _series(columns[column], kind) for column, kind in frame_types(name).items()},
                        copy=False)


def _series(values: Values, kind: ColumnType) -> pd.Series[Any]:
    import pandas as pd

    if isinstance(values, Repeating) and kind is ColumnType.REPEATED:
        return values.categories()
    if isinstance(values, Repeating | TextPieces):
        return values.column()
    if kind is ColumnType.TEXT:
        return TextPieces([str(value) for value in values]).column()
    return pd.Series(values, dtype=kind.value, copy=False)
