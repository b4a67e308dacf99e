"""Input of the reports: the rows of a round's frames, each of its class in the schema, and its forms by code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from pmqa_xlsx.consolidate.schema import (
    COLUMNS,
    AnswerRow,
    ChangeRow,
    ContactRow,
    FileKey,
    FindingRow,
    QuestionRow,
    ReturnRow,
    UnitColumns,
    frame_of,
)
from pmqa_xlsx.consolidate.status import Status
from pmqa_xlsx.form.model import Category, Form, Unit
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from pmqa_xlsx.consolidate.build_frame import Frames

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

#: A row that states whose it is; and one that states what was asked.
OwnedRow: TypeAlias = UnitColumns | ReturnRow
AskedRow: TypeAlias = AnswerRow | ContactRow | ChangeRow | QuestionRow

Row = TypeVar("Row")


class Edition(NamedTuple):
    """One form in one version for one fiscal year; means of scores are taken within an edition only."""

    form_id: str
    form_version: str
    fiscal_year: int

    @classmethod
    def of(cls, row: OwnedRow | AskedRow) -> Edition:
        """The edition of a row of a frame; year 0 if the row has none."""
        return cls(row.form_id, row.form_version, row.fiscal_year or 0)

    def has_rows_of(self, frame: pd.DataFrame) -> pd.Series[bool]:
        """For each row of a frame whether it is of this edition."""
        return ((frame["form_id"] == self.form_id) & (frame["form_version"] == self.form_version)
                & (frame["fiscal_year"] == self.fiscal_year))

    @property
    def name(self) -> str:
        """The edition without its year, ``ID-VERSION``; empty if the form is not known."""
        return f"{self.form_id}-{self.form_version}" if self.form_id else ""


class OneUnit(NamedTuple):
    """A unit that answered an edition."""

    edition: Edition
    code: str

    @classmethod
    def of(cls, row: OwnedRow) -> OneUnit:
        """The unit of a row of a frame."""
        return cls(Edition.of(row), row.unit_code)


class FrameRows(Generic[Row]):
    """The rows of a frame, with ``None`` for missing values.

    :param row: their class, one of :data:`~pmqa_xlsx.consolidate.schema.FRAMES`.
    """

    def __init__(self, frame: pd.DataFrame, row: type[Row]) -> None:
        self._length, self._make = len(frame), row
        self._columns = [_values_of(frame[name]) for name in COLUMNS[frame_of(row)]]

    def __getitem__(self, part: slice) -> list[Row]:
        return [*self._some(part)]

    def __iter__(self) -> Iterator[Row]:
        """Of a frame with millions of rows only the values of a few are in memory at a time."""
        for start in range(0, self._length, _CHUNK):
            yield from self._some(slice(start, start + _CHUNK))

    def _some(self, part: slice) -> Iterator[Row]:
        make: Callable[..., Row] = self._make
        return map(make, *(values(part) for values in self._columns))


def _values_of(column: pd.Series[Any]) -> Callable[[slice], list[Any]]:
    """A function that returns the values of some of a column's rows."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        known = [*column.cat.categories.tolist(), None]  # the code of a missing value is -1
        numbers = column.cat.codes.to_numpy()
        return lambda part: [known[number] for number in numbers[part].tolist()]

    def values(part: slice) -> list[Any]:
        some: Any = column.iloc[part]  # the library's types know no missing value that is None
        plain: list[Any] = some.to_numpy(object, na_value=None).tolist()
        return plain

    return values


class HasFrames(Protocol):
    """What the rows of a round are read from."""

    frames: Frames


class EachRow(Generic[Row]):
    """The rows of a round's frame, made anew each time; neither they nor the frame are all in memory at a time.

    :param row: their class, one of :data:`~pmqa_xlsx.consolidate.schema.FRAMES`.
    """

    def __init__(self, source: HasFrames, row: type[Row]) -> None:
        self._source, self._row = source, row

    def __iter__(self) -> Iterator[Row]:
        for chunk in self._source.frames.chunks(frame_of(self._row)):
            yield from FrameRows(chunk, self._row)


def findings_by_file(rows: Iterable[FindingRow]) -> dict[FileKey, list[FindingRow]]:
    """The findings about each file, in their order."""
    found: dict[FileKey, list[FindingRow]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found


def runs_of(frame: pd.DataFrame) -> tuple[list[OneUnit], np.ndarray[Any, Any]]:
    """Find the runs of adjacent rows of each unit in a frame.

    :returns: the unit of each run, and the position of its first row, zero-based.
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
    firsts = frame[list(_ONE_UNIT)].iloc[positions].itertuples(index=False, name=None)
    return [OneUnit(Edition(form_id, version, int(year)), code) for form_id, version, year, code in firsts], positions


class FormIndex:
    """The forms of a round by the codes in its frames."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = {(form.form_id, form.form_version): form for form in forms}
        self._places = {key: place for place, key in enumerate(self._forms)}
        self._units = {key: {unit.code: place for place, unit in enumerate(form.units)}
                       for key, form in self._forms.items()}
        #: By the form's id, and by none; the definition given last is the first.
        self._named = {(form_id, unit.code): unit for form in reversed(forms) for unit in form.units
                       for form_id in (form.form_id, "")}
        self._categories = {key: {category.code: category for category in form.categories}
                            for key, form in self._forms.items()}

    def form(self, edition: Edition) -> Form | None:
        """The form of an edition; ``None`` if it is not among those of the round."""
        return self._forms.get(edition[:2])

    def unit(self, edition: Edition, code: str) -> Unit | None:
        """The unit with that code, as the definition given last states it that lists the unit; ``None`` if none does.

        A row of no form, such as a mail without a workbook, may name a unit of any.
        """
        return self._named.get((edition.form_id, code))

    def unit_name(self, row: OwnedRow) -> Text:
        """The name of a row's unit; the name in the frame in Thai and if the edition does not list the unit."""
        unit = self.unit(*OneUnit.of(row))
        return Text(row.unit_name, unit.name.en if unit else "")

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
        return (*self.edition_place(edition), units.get(code, len(units)), code)
