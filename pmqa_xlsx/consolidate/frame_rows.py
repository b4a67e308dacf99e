"""Input of the reports: the frames of a round as plain rows, and its forms by code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pmqa_xlsx.consolidate.schema import COLUMNS, FRAMES
from pmqa_xlsx.consolidate.status import Status
from pmqa_xlsx.form.model import Category, Form, Unit
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from pmqa_xlsx.consolidate.model import RoundFrames

#: Statuses of the returns included in ``answers``, ``contacts`` and ``scores``.
COUNTED = tuple(status.value for status in Status if status.counted)
#: The columns that identify a unit's rows.
_ONE_UNIT = ("form_id", "form_version", "fiscal_year", "unit_code")
#: Rows read from a frame at a time.
_CHUNK = 10_000
#: The status of a unit without a counted return.
MISSING = "missing"
#: Code of the finding for a return sent after the due date.
LATE = "late"


class Edition(NamedTuple):
    """One form in one version for one fiscal year; means of scores are taken within an edition only."""

    form_id: str
    form_version: str
    fiscal_year: int

    @classmethod
    def of(cls, row: dict[str, Any]) -> Edition:
        """The edition of a row of a frame; year 0 if the row has none."""
        return cls(row["form_id"] or "", str(row["form_version"] or ""), int(row["fiscal_year"] or 0))

    def has_rows_of(self, frame: pd.DataFrame) -> pd.Series[bool]:
        """For each row of a frame whether it is of this edition."""
        return ((frame["form_id"] == self.form_id) & (frame["form_version"] == self.form_version)
                & (frame["fiscal_year"] == self.fiscal_year))

    @property
    def name(self) -> str:
        """The edition without its year, ``ID-VERSION``; empty if the form is not known."""
        return f"{self.form_id}-{self.form_version}" if self.form_id else ""


class FrameRows:
    """A frame's rows as plain dictionaries, with ``None`` for missing values."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._length = len(frame)
        self._names = [str(name) for name in frame.columns]
        self._columns = [_values_of(frame[name]) for name in self._names]

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice | np.ndarray[Any, Any]) -> list[dict[str, Any]]:
        """Some of the rows.

        :param part: a slice, or the rows' positions (zero-based) in the order of the result.
        """
        columns = [values(part) for values in self._columns]
        return [dict(zip(self._names, values, strict=True)) for values in zip(*columns, strict=True)]

    def each(self, positions: np.ndarray[Any, Any] | None = None) -> Iterator[dict[str, Any]]:
        """Iterate over rows; of a frame with millions of rows only a few are dictionaries at a time.

        :param positions: of the rows, in the order of the result; ``None`` for all.
        """
        for start in range(0, len(self) if positions is None else len(positions), _CHUNK):
            part = slice(start, start + _CHUNK)
            yield from self[part if positions is None else positions[part]]


def _values_of(column: pd.Series[Any]) -> Callable[[slice | np.ndarray[Any, Any]], list[Any]]:
    """A function that returns the values of some of a column's rows."""
    import numpy as np
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        known = [*column.cat.categories.tolist(), None]  # the code of a missing value is -1
        numbers = column.cat.codes.to_numpy()
        return lambda part: [known[number] for number in numbers[part].tolist()]

    def values(part: slice | np.ndarray[Any, Any]) -> list[Any]:
        if isinstance(part, np.ndarray) and len(part):
            # To pick some texts, Arrow first joins all chunks that contain them: so pass as few chunks as possible.
            first = part.min()
            some = column.iloc[first:part.max() + 1].iloc[part - first]
        else:
            some = column.iloc[part]
        plain: list[Any] = some.to_numpy(object, na_value=None).tolist()
        return plain

    return values


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """All rows of a frame; see :class:`FrameRows`."""
    return FrameRows(frame)[:]


def each_row(source: RoundFrames, frame: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Iterate over a frame's rows; neither the frame nor its rows are all in memory at a time.

    :param frame: its name; ``columns``: those that are wanted.
    """
    for chunk in source.frames.chunks(frame):
        yield from FrameRows(chunk[[*columns]]).each()


@dataclass(frozen=True)
class TypedRows:
    """The rows of a frame by its name, of their class in the schema; they are made anew each time."""

    source: RoundFrames
    frame: str

    def __iter__(self) -> Iterator[Any]:
        make = FRAMES[self.frame]
        return (make(**row) for row in each_row(self.source, self.frame, COLUMNS[self.frame]))


def runs_of(frame: pd.DataFrame) -> tuple[list[dict[str, Any]], np.ndarray[Any, Any]]:
    """Find the runs of adjacent rows of each unit in a frame.

    :returns: for each run its key (form, edition, year and unit), and the position of its first row, zero-based.
    """
    import numpy as np
    import pandas as pd

    begins = np.zeros(len(frame), bool)
    begins[:1] = True
    for name in _ONE_UNIT:
        column = frame[name]
        categorical = isinstance(column.dtype, pd.CategoricalDtype)
        numbers = column.cat.codes.to_numpy() if categorical else pd.factorize(column)[0]
        begins[1:] |= numbers[1:] != numbers[:-1]
    positions = np.flatnonzero(begins)
    return rows_of(frame[list(_ONE_UNIT)].iloc[positions]), positions


class FormIndex:
    """The forms of a round by the codes in its frames."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = {(form.form_id, form.form_version): form for form in forms}
        self._places = {key: place for place, key in enumerate(self._forms)}
        self._units = {key: {unit.code: (place, unit) for place, unit in enumerate(form.units)}
                       for key, form in self._forms.items()}
        self._categories = {key: {category.code: category for category in form.categories}
                            for key, form in self._forms.items()}

    def form(self, edition: Edition) -> Form | None:
        """The form of an edition; ``None`` if it is not among those of the round."""
        return self._forms.get(edition[:2])

    def unit(self, edition: Edition, code: str) -> Unit | None:
        """The unit with that code in an edition, if there is one."""
        return self._units.get(edition[:2], {}).get(code, (0, None))[1]

    def unit_name(self, row: dict[str, Any]) -> Text:
        """The name of a row's unit; the name in the frame in Thai and if the edition does not list the unit."""
        unit = self.unit(Edition.of(row), row["unit_code"] or "")
        return Text(row["unit_name"] or "", unit.name.en if unit else "")

    def category(self, edition: Edition, code: str | None) -> Category | None:
        """The category with that code in an edition, if there is one."""
        return self._categories.get(edition[:2], {}).get(code or "")

    def category_name(self, edition: Edition, code: str | None) -> Text:
        """A category's short name with its title; the code only if the edition does not have it."""
        category = self.category(edition, code)
        if category is None:
            return Text(code or "", code or "")
        return Text(f"{category.label.th} {category.title.of('th')}", f"{category.label.en} {category.title.of('en')}")

    def edition_place(self, edition: Edition) -> tuple[int, int]:
        """A sort key for editions: by the forms' order, then by year."""
        return self._places.get(edition[:2], len(self._places)), edition.fiscal_year

    def unit_place(self, edition: Edition, code: str) -> tuple[int, int, int, str]:
        """A sort key for units: by edition, then in the definition's order, unknown units last."""
        units = self._units.get(edition[:2], {})
        return (*self.edition_place(edition), units[code][0] if code in units else len(units), code)
