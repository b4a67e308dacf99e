"""The frames of the returns that count, made column by column: there are millions of rows."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Self

from pmqa_xlsx.consolidate.build_frame import build_frame
from pmqa_xlsx.consolidate.column_data import Repeating, SparseColumn, arrow_texts, numbered
from pmqa_xlsx.consolidate.privacy import own_places, without_forgotten_texts, without_personal_texts
from pmqa_xlsx.consolidate.return_stats import UnitKey
from pmqa_xlsx.consolidate.schema import AnswerRow, ContactRow, ScoreRow
from pmqa_xlsx.consolidate.status import JudgedArrival
from pmqa_xlsx.form.field import Scale
from pmqa_xlsx.form.person import Person, beside, part_of
from pmqa_xlsx.form.scoring import Score, ScoreNode
from pmqa_xlsx.ingester.slot_columns import STATES, Columns, Places, TextRun
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.model import cached_per_layout
from pmqa_xlsx.layout.rules import Evaluation, form_rules

if TYPE_CHECKING:
    import pandas as pd

    from pmqa_xlsx.consolidate.column_data import Numbers, Values


def owner_columns(owners: Sequence[UnitKey], rows: Sequence[int]) -> dict[str, Values]:
    """The columns that say whose return a row comes from.

    :param owners: of each return; ``rows`` says how many rows it has.
    """
    import numpy as np

    returns = np.repeat(np.arange(len(rows), dtype=np.int32), rows)
    years = np.array([whose.fiscal_year for whose in owners], np.int64)
    return {"fiscal_year": years[returns], **{
        name: Repeating(returns, [getattr(whose, name) for whose in owners])
        for name in ("unit_code", "unit_name", "form_id", "form_version")}}


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


def _layout_of(arrival: JudgedArrival) -> Layout:
    layout = arrival.stats.layout
    assert layout is not None  # noqa: S101  a counted return was read by a layout
    return layout


def answer_frame(counted: Sequence[JudgedArrival], *, contacts: bool) -> pd.DataFrame:
    """The frame ``answers``: every slot of each return, in the layout's order.

    :param contacts: whether to show personal data; else ``value`` and ``raw`` of such answers are empty.
    """
    answers = _Answers(contacts=contacts)
    for arrival in counted:
        answers.add(arrival, _layout_of(arrival))
    return answers.frame()


class _Answers:
    """The columns of ``answers``, which grow return by return."""

    def __init__(self, *, contacts: bool) -> None:
        self._contacts = contacts
        self._owners, self._layouts, self._places = list[UnitKey](), list[Layout](), list[Places]()
        self._sha256: dict[str, int] = {}
        self._values, self._raws = list[TextRun](), SparseColumn[str]()
        self._numbers, self._scores = SparseColumn[float](), SparseColumn[float]()
        self._states, self._sources = bytearray(), array("i")

    def add(self, arrival: JudgedArrival, layout: Layout) -> None:
        """Append a return's rows."""
        one, first = arrival.stats, len(self._states)
        slots = one.reading.slots
        columns = slots.columns
        shown = without_forgotten_texts(columns if self._contacts else without_personal_texts(layout, columns))
        self._owners.append(one.whose)
        self._layouts.append(layout)
        self._values.append(TextRun.of(shown.values))
        self._raws.add(first, shown.raw)
        self._numbers.add(first, shown.numbers)
        self._scores.add(first, _scores(layout, columns))
        self._states += shown.states
        self._sources += (array("i", map(self._number_of, arrival.sources)) if arrival.sources
                          else array("i", [self._number_of(one.sha256)]) * len(shown.states))
        self._places.append(slots.places if self._contacts else own_places(layout, slots.places))

    def _number_of(self, sha256: str) -> int:
        """The position of a file among the different ones."""
        return self._sha256.setdefault(sha256, len(self._sha256))

    def frame(self) -> pd.DataFrame:
        """The frame of all that was added."""
        import numpy as np

        asked, layouts = numbered(self._layouts, lambda layout: len(layout.slots))
        slot_numbers, places = numbered(self._places, lambda places: len(places.cells))
        values, rows = arrow_texts(self._values), len(self._states)
        return build_frame(AnswerRow, {
            **owner_columns(self._owners, [len(layout.slots) for layout in self._layouts]),
            **question_columns(layouts, asked),
            "value": values, "number": self._numbers.numbers(rows), "score": self._scores.numbers(rows),
            "raw": self._raws.texts(values),
            "sha256": Repeating(np.asarray(self._sources), list(self._sha256)),
            "state": Repeating(np.frombuffer(self._states, np.uint8), [state.value for state in STATES]),
            "sheet": Repeating(slot_numbers, [sheet for one in places for sheet in one.sheets]),
            "cell": Repeating(slot_numbers, [cell for one in places for cell in one.cells]),
        })


def _scores(layout: Layout, columns: Columns) -> dict[int, float]:
    """The scores of a return's choices and numbers, by position."""
    values = list(columns.values)
    found = {position: score for position, scores in _scores_of_choices(layout)
             if (score := scores.get(values[position])) is not None}
    return found | {position: scale.score_of(number) for position, scale in _scales(layout)
                    if (number := columns.numbers.get(position)) is not None}


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


#: A person's columns beside the address.
_PERSON_FIELDS = Person._fields[:3]


@cached_per_layout
def _persons(layout: Layout) -> dict[str, dict[int, int]]:
    """Where the name, position and telephone of a person are asked, each by the e-mail slot in the same row."""
    emails = [(position, slot.question) for position, slot in enumerate(layout.slots)
              if part_of(slot.question.field) == "email"]
    return {part: {position: there for position, asked in emails
                   if (there := layout.positions.get(asked._replace(field=beside(asked.field, part)))) is not None}
            for part in _PERSON_FIELDS}


def contact_frame(counted: Sequence[JudgedArrival]) -> pd.DataFrame:
    """The frame ``contacts``: every e-mail address of each return, in the layout's order."""
    import numpy as np

    rows, first, layouts = list[int](), dict[int, int](), list[Layout]()
    asked, emails = array("i"), list[str]()
    persons = {name: SparseColumn[str]() for name in _PERSON_FIELDS}
    for arrival in counted:
        layout, columns = _layout_of(arrival), arrival.stats.reading.slots.columns
        if id(layout) not in first:
            first[id(layout)] = sum(len(known.slots) for known in layouts)
            layouts.append(layout)
        positions = [position for position, addresses in columns.emails.items() for _ in addresses]
        emails += chain.from_iterable(columns.emails.values())
        rows.append(len(positions))
        values = list(columns.values) if positions else []
        for name, person in _persons(layout).items():
            persons[name].add(len(asked), {row: values[person[position]]
                                           for row, position in enumerate(positions) if position in person})
        asked.extend([first[id(layout)] + position for position in positions])
    blank = arrow_texts([TextRun(b"", array("I", [0]) * len(emails))])
    return build_frame(ContactRow, {
        **owner_columns([arrival.stats.whose for arrival in counted], rows), "email": emails,
        **question_columns(layouts, np.asarray(asked)),
        **{name: person.texts(blank) for name, person in persons.items()}})


class ScoredReturn(NamedTuple):
    """A counted return with its scores.

    :ivar figures: the four of each :class:`~pmqa_xlsx.form.scoring.Score`, one after the other, NaN for ``None``.
    :ivar states: how many answers have each state.
    """

    counted: JudgedArrival
    figures: array[float]
    states: Mapping[str, int]

    @classmethod
    def of(cls, counted: JudgedArrival) -> Self:
        """The scores of a return."""
        columns = counted.stats.reading.slots.columns
        scores = scores_in(_layout_of(counted), columns, counted.stats.whose.unit_code)
        return cls(counted, array("d", [math.nan if figure is None else figure
                                        for score in scores.values() for figure in score]),
                   {state.value: columns.states.count(number) for number, state in enumerate(STATES)})

    @property
    def total(self) -> float | None:
        """The percent of the whole form, which comes last; ``None`` where nothing is scored."""
        return self.figures[-len(Score._fields)] if self.figures else None


def score_frame(ones: Sequence[ScoredReturn]) -> pd.DataFrame:
    """The frame ``scores``: every score of each return."""
    import numpy as np

    numbers, layouts = numbered([_layout_of(one.counted) for one in ones], lambda layout: len(scored_nodes(layout)))
    nodes = [node for layout in layouts for node in scored_nodes(layout)]
    percents, points, scored, answered = np.concatenate([np.empty(0), *(one.figures for one in ones)]).reshape(
        -1, len(Score._fields)).T
    return build_frame(ScoreRow, {
        **owner_columns([one.counted.stats.whose for one in ones],
                        [len(one.figures) // len(Score._fields) for one in ones]),
        "level": Repeating(numbers, [node.level for node in nodes]),
        "code": Repeating(numbers, [node.code for node in nodes]), "percent": percents, "points": points,
        "scored": scored.astype(np.int64), "answered": answered.astype(np.int64)})


@cached_per_layout
def scored_nodes(layout: Layout) -> tuple[ScoreNode, ...]:
    """What has a score: each criterion, then the section and the category that it is in, and last the total.

    A criterion or category without a scored field is not among them.
    """
    tree = form_rules(layout).scores
    return tuple(tree.nodes()) if tree else ()


def scores_in(layout: Layout, columns: Columns, unit: str) -> dict[str, Score]:
    """Every score of one return by its code, in the order of :func:`scored_nodes`.

    :param unit: the unit's code, which decides constants of its own.
    """
    scoring = Evaluation(layout, list(columns.values), columns.empty, unit).scoring
    return {node.code: scoring.of(node.code) for node in scored_nodes(layout)}
