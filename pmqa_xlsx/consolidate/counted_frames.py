"""The frames of the returns that count, built return by return and column by column: there are millions of rows."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.build_frame import build_frame
from pmqa_xlsx.consolidate.privacy import FORGOTTEN, all_without_addresses, own_places, personal_positions
from pmqa_xlsx.consolidate.return_stats import ReturnStats, UnitKey
from pmqa_xlsx.consolidate.schema import AnswerRow, ContactRow, ScoreRow
from pmqa_xlsx.consolidate.scores import scored_codes, scores_in
from pmqa_xlsx.consolidate.text_columns import PairedPieces, Repeating, TextPieces, numbered
from pmqa_xlsx.form.field import Scale
from pmqa_xlsx.ingester.slot_columns import STATES, Columns, Places, other_raws
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.cache import cached_per_layout

if TYPE_CHECKING:
    import pandas as pd

    from pmqa_xlsx.consolidate.build_frame import Values
    from pmqa_xlsx.consolidate.text_columns import Numbers


class Owners:
    """Whose return the rows of a frame come from; the rows of one return follow each other."""

    def __init__(self) -> None:
        self._whose: list[UnitKey] = []
        self._rows: list[int] = []

    def add(self, whose: UnitKey, rows: int) -> None:
        """Append that many rows of a return."""
        self._whose.append(whose)
        self._rows.append(rows)

    def columns(self, **more: list[str]) -> dict[str, Values]:
        """The columns that say it.

        :param more: further columns by name, with a text for each return.
        """
        import numpy as np

        returns = np.repeat(np.arange(len(self._rows), dtype=np.int32), self._rows)
        texts = {
            "unit_code": [whose.unit_code for whose in self._whose],
            "unit_name": [whose.unit_name for whose in self._whose],
            "form_id": [whose.form_id for whose in self._whose],
            "form_version": [whose.form_version for whose in self._whose],
            **more,
        }
        years = np.array([whose.fiscal_year for whose in self._whose], np.int64)
        return {"fiscal_year": years[returns], **{name: Repeating(returns, each) for name, each in texts.items()}}


def question_columns(layouts: Sequence[Layout], numbers: Numbers) -> dict[str, Values]:
    """The columns that say what is asked.

    :param numbers: of each row's slot among those of all these layouts.
    """
    import numpy as np
    import pandas as pd

    asked = [slot.question for layout in layouts for slot in layout.slots]
    return {
        "level": Repeating(numbers, [str(each.level) for each in asked]),
        "category": Repeating(numbers, [each.category for each in asked]),
        "section": Repeating(numbers, [each.section for each in asked]),
        "criterion": Repeating(numbers, [each.criterion for each in asked]),
        "row": pd.arrays.IntegerArray(np.array([each.row for each in asked], np.int64)[numbers],
                                      np.array([each.row == 0 for each in asked], bool)[numbers]),
        "field": Repeating(numbers, [each.field for each in asked]),
        "slot": np.array([each.slot for each in asked], np.int64)[numbers],
    }


class AnswerBuilder:
    """The rows of ``answers``: every slot of each return, in the layout's order.

    :param contacts: whether to show personal data; else ``value`` and ``raw`` of such answers are empty.
    """

    def __init__(self, *, contacts: bool) -> None:
        self._contacts = contacts
        self._owners = Owners()
        self._layouts, self._places = list[Layout](), list[Places]()
        self._sha256: dict[str, int] = {}
        self._texts = PairedPieces()
        self._numbers, self._numbered = array("d"), array("q")
        self._scores, self._scored = array("d"), array("q")
        self._states, self._sources = array("B"), array("q")

    def add(self, one: ReturnStats, layout: Layout, columns: Columns, sources: Sequence[str] = ()) -> None:
        """Append a return's rows.

        :param sources: for each slot the SHA-256 of the return that it is from; empty if all are from this one.
        """
        first = len(self._states)
        shown = without_forgotten_texts(columns if self._contacts else _without_persons(layout, columns))
        self._owners.add(one.whose, len(shown.values))
        self._layouts.append(layout)
        self._texts.add(shown.values, shown.raw)
        self._numbers.extend(shown.numbers.values())
        self._numbered.extend([first + position for position in shown.numbers])
        values = list(columns.values)
        for position, scores in _scores_of_choices(layout):
            if (score := scores.get(values[position])) is not None:
                self._scored.append(first + position)
                self._scores.append(score)
        for position, scale in _scales(layout):
            if (number := columns.numbers.get(position)) is not None:
                self._scored.append(first + position)
                self._scores.append(scale.score_of(number))
        self._states.frombytes(shown.states)
        number = self._source_number(one.sha256)
        self._sources.extend(map(self._source_number, sources) if sources else [number] * len(shown.states))
        places = one.reading.slots.places
        self._places.append(places if self._contacts else own_places(layout, places))

    def _source_number(self, sha256: str) -> int:
        return self._sha256.setdefault(sha256, len(self._sha256))

    def frame(self) -> pd.DataFrame:
        """The frame of all that was added."""
        import numpy as np

        asked, layouts = numbered(self._layouts, lambda layout: len(layout.slots))
        slot_numbers, places = numbered(self._places, lambda places: len(places.cells))
        values, raws = self._texts.columns()
        numbers = np.full(len(self._states), np.nan)
        numbers[np.asarray(self._numbered)] = np.asarray(self._numbers)
        scores = np.full(len(self._states), np.nan)
        scores[np.asarray(self._scored)] = np.asarray(self._scores)
        return build_frame(AnswerRow, {
            **self._owners.columns(), **question_columns(layouts, asked),
            "value": values, "number": numbers, "score": scores, "raw": raws,
            "sha256": Repeating(np.asarray(self._sources), list(self._sha256)),
            "state": Repeating(np.asarray(self._states), [state.value for state in STATES]),
            "sheet": Repeating(slot_numbers, [sheet for one in places for sheet in one.sheets]),
            "cell": Repeating(slot_numbers, [cell for one in places for cell in one.cells]),
        })


@cached_per_layout
def _scores_of_choices(layout: Layout) -> tuple[tuple[int, dict[str, float]], ...]:
    """The positions of the scored slots that take a choice, each with the scores of its values."""
    return tuple((position, {choice.value: choice.score for choice in slot.field.choices.choices
                             if choice.score is not None})
                 for position, slot in enumerate(layout.slots) if slot.field.scored and slot.field.choices)


@cached_per_layout
def _scales(layout: Layout) -> tuple[tuple[int, Scale], ...]:
    """The positions of the scored slots that hold a number, each with its scale."""
    return tuple((position, slot.field.scale) for position, slot in enumerate(layout.slots)
                 if slot.field.scored and slot.field.scale and not slot.field.choices)


#: A person's further columns, by the endings of the fields' names.
_PERSON_FIELDS = ("name", "position", "phone")


@cached_per_layout
def _persons(layout: Layout) -> dict[int, tuple[int | None, ...]]:
    """For each e-mail slot, where the same person's name, position and telephone are asked in the same row."""
    found = {}
    for position, slot in enumerate(layout.slots):
        stem, _, ending = slot.question.field.rpartition("_")
        if ending == "email":
            found[position] = tuple(
                layout.positions.get(slot.question._replace(field=f"{stem}_{other}" if stem else other))
                for other in _PERSON_FIELDS)
    return found


class ContactBuilder:
    """The rows of ``contacts``: every e-mail address of each return, in the layout's order."""

    def __init__(self) -> None:
        self._owners = Owners()
        self._first: dict[int, int] = {}
        self._layouts: list[Layout] = []
        self._asked, self._emails = array("q"), TextPieces()
        self._persons: dict[str, list[str]] = {name: [] for name in _PERSON_FIELDS}

    def add(self, one: ReturnStats, layout: Layout, columns: Columns) -> None:
        """Append a return's rows."""
        if id(layout) not in self._first:
            self._first[id(layout)] = sum(len(known.slots) for known in self._layouts)
            self._layouts.append(layout)
        first, addresses = self._first[id(layout)], list(columns.addresses())
        self._owners.add(one.whose, len(addresses))
        self._asked.extend([first + position for position, _ in addresses])
        self._emails.add([email for _, email in addresses])
        persons, values = _persons(layout), list(columns.values)
        for position, _ in addresses:
            for name, other in zip(_PERSON_FIELDS, persons.get(position, (None,) * 3), strict=True):
                self._persons[name].append("" if other is None else values[other])

    def frame(self) -> pd.DataFrame:
        """The frame of all that was added."""
        import numpy as np

        return build_frame(ContactRow, {
            **self._owners.columns(), **question_columns(self._layouts, np.asarray(self._asked, np.int32)),
            "email": self._emails, **self._persons})


class ScoreBuilder:
    """The rows of ``scores``: every score of each return."""

    def __init__(self) -> None:
        self._owners = Owners()
        self._layouts = list[Layout]()
        self._percents, self._points = array("d"), array("d")
        self._scored, self._answered = array("q"), array("q")

    def add(self, one: ReturnStats, layout: Layout, columns: Columns) -> None:
        """Append a return's rows."""
        scores = scores_in(layout, columns, one.whose.unit_code)
        self._owners.add(one.whose, len(scores))
        self._layouts.append(layout)
        self._percents.extend(math.nan if score.percent is None else score.percent for score in scores)
        self._points.extend(math.nan if score.points is None else score.points for score in scores)
        self._scored.extend(score.scored for score in scores)
        self._answered.extend(score.answered for score in scores)

    def frame(self) -> pd.DataFrame:
        """The frame of all that was added."""
        import numpy as np

        numbers, layouts = numbered(self._layouts, lambda layout: len(scored_codes(layout).code))
        different = [scored_codes(layout) for layout in layouts]
        return build_frame(ScoreRow, {
            **self._owners.columns(),
            "level": Repeating(numbers, [level for known in different for level in known.level]),
            "code": Repeating(numbers, [code for known in different for code in known.code]),
            "percent": np.asarray(self._percents), "points": np.asarray(self._points),
            "scored": np.asarray(self._scored), "answered": np.asarray(self._answered),
        })


def without_forgotten_texts(columns: Columns) -> Columns:
    """The answers with nothing in the place of those that were forgotten; their numbers stay."""
    gone = [position for position, raw in columns.raw.items() if raw.startswith(FORGOTTEN)]
    if not gone:
        return columns
    values, raws = list(columns.values), columns.raws
    for position in gone:
        values[position] = raws[position] = ""
    return columns._replace(values=values, raw=other_raws(values, raws))


def _without_persons(layout: Layout, columns: Columns) -> Columns:
    """The answers as an export without contacts shows them: without what reaches a person, and nothing beside them."""
    personal = personal_positions(layout)
    values, raws = list(columns.values), columns.raws
    for position in personal:
        values[position] = raws[position] = ""
    values, raws = all_without_addresses(values), all_without_addresses(raws)
    return columns._replace(
        values=values,
        raw=other_raws(values, raws),
        numbers={n: number for n, number in columns.numbers.items() if n not in personal}, remarks={}, emails={})
