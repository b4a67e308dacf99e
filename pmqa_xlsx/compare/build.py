"""Compare two rounds: match their forms and years, then their units with scores, answers and contacts.

A slot is known by what it asks, never by its place. A slot that only one of the two editions has, or that asks
for another type of answer there, is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Generic

from pmqa_xlsx.answers.model import State
from pmqa_xlsx.compare.editions import form_differences
from pmqa_xlsx.compare.model import (
    AnswerChange,
    Change,
    Comparison,
    ContactChange,
    MeanChange,
    Pair,
    Presence,
    Series,
    UnitChange,
)
from pmqa_xlsx.consolidate.frame_rows import COUNTED, EachRow, Edition, FormIndex, FrameRows, Row, runs_of
from pmqa_xlsx.consolidate.privacy import withheld_units, without_addresses
from pmqa_xlsx.consolidate.schema import AnswerRow, ContactRow, MissingRow, ReturnRow
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.report import words
from pmqa_xlsx.report.figures import figures_of
from pmqa_xlsx.report.measures import MeanMove
from pmqa_xlsx.report.round import RoundRows, with_form_texts
from pmqa_xlsx.report.units import UnitRow, unit_rows
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    import pandas as pd

    from pmqa_xlsx.consolidate.consolidation import Consolidation


class RowsByUnit(Generic[Row]):
    """A frame's rows by form, year and unit, in the frame's order; converted when requested."""

    def __init__(self, frame: pd.DataFrame, row: type[Row]) -> None:
        self._rows = FrameRows(frame, row)
        self._runs: dict[tuple[Series, str], list[slice]] = {}
        whose, begins = runs_of(frame)
        for one, begin, end in zip(whose, begins, [*begins, len(frame)][1:], strict=True):
            self._runs.setdefault((Series.of(one.edition), one.code), []).append(slice(begin, end))

    def of(self, series: Series | None, unit_code: str) -> Sequence[Row]:
        """One unit's rows."""
        runs = self._runs.get((series, unit_code), ()) if series else ()
        return [row for run in runs for row in self._rows[run]]


def comparable_answers(
    old: Sequence[AnswerRow], new: Sequence[AnswerRow], rounds: tuple[RoundRows, RoundRows],
) -> Iterator[tuple[AnswerRow, AnswerRow]]:
    """The rows of one unit's slots that ask the same question in both rounds, in the new round's order.

    :param rounds: the old round and the new one.
    """
    before = {row.question: row for row in old}
    for row in new:
        earlier = before.get(row.question)
        if earlier is not None and _type(rounds[0], earlier) == _type(rounds[1], row):
            yield earlier, row


def answer_change(old: AnswerRow, new: AnswerRow, withheld: bool) -> Change | None:
    """The change of one answer; ``None`` if it is the same.

    An invalid answer is compared as typed; numbers are compared as numbers.

    :param withheld: whether the unit's personal data was left out or erased: such an answer is not reported as changed.
    """
    before, after = _content(old), _content(new)
    if withheld:
        if _left_out(old) or _left_out(new):
            return None
        before, after = without_addresses(before), without_addresses(after)
    invalid_before, invalid_after = old.state == State.INVALID, new.state == State.INVALID
    same_number = old.number is not None and old.number == new.number
    if invalid_before == invalid_after and (before == after or same_number):
        return None
    if old.state == State.EMPTY:
        return Change.ADDED
    return Change.REMOVED if new.state == State.EMPTY else Change.CHANGED


def contact_changes(
    unit: UnitChange, old: Sequence[ContactRow], new: Sequence[ContactRow],
) -> Iterator[ContactChange]:
    """The e-mail addresses that one unit moved, added or removed.

    An address that is removed from one place and added at another is moved; places are paired in the order of the
    form. In which slot of a field it is does not matter.
    """
    before, after = _addresses(old), _addresses(new)
    for email in dict.fromkeys([*after, *before]):
        was, now = before.get(email, {}), after.get(email, {})
        left = [row for place, row in was.items() if place not in now]
        came = [row for place, row in now.items() if place not in was]
        moves = min(len(left), len(came))
        yield from (ContactChange(unit, Change.MOVED, *rows) for rows in zip(left[:moves], came[:moves], strict=True))
        yield from (ContactChange(unit, Change.ADDED, None, row) for row in came[moves:])
        yield from (ContactChange(unit, Change.REMOVED, row, None) for row in left[moves:])


def _addresses(rows: Sequence[ContactRow]) -> dict[str, dict[Question, ContactRow]]:
    """Each address, in upper or lower case, with its places."""
    found: dict[str, dict[Question, ContactRow]] = {}
    for row in rows:
        found.setdefault(row.email.casefold(), {}).setdefault(row.question.any_slot, row)
    return found


def _type(round_: RoundRows, row: AnswerRow) -> object:
    field = round_.field(row)
    return field.type if field else None


def _content(row: AnswerRow) -> str:
    return row.raw if row.state == State.INVALID else row.value


def _withheld(round_: Consolidation) -> frozenset[str]:
    """The units whose personal data was left out or erased; of a round that has no contacts all of its units."""
    units = withheld_units(round_.answers)
    return frozenset(round_.answers["unit_code"]) if units and round_.contacts.empty else units


def _left_out(row: AnswerRow) -> bool:
    """Whether the answer exists but is withheld."""
    return row.state != State.EMPTY and not _content(row)


class Side:
    """One round's units and scored categories by form and year."""

    def __init__(self, source: Consolidation) -> None:
        index = FormIndex(source.forms)
        rows = unit_rows(source, index)
        self._units: dict[Series, dict[str, UnitRow]] = {}
        for unit in rows:
            self._units.setdefault(Series.of(unit.edition), {})[unit.code] = unit
        self._categories: dict[Series, dict[str, Text]] = {}
        for line in figures_of(source, rows=rows).categories:
            name = words.TOTAL if line.code == TOTAL else index.category_name(line.edition, line.code)
            self._categories.setdefault(Series.of(line.edition), {}).setdefault(line.code, name)

    def units(self, series: Series | None) -> Mapping[str, UnitRow]:
        """Each unit that returned the form or is missing, in the form's order."""
        return self._units.get(series, {}) if series else {}

    def categories(self, series: Series | None) -> Mapping[str, Text]:
        """The scored categories with their names, and the total, in the form's order."""
        return self._categories.get(series, {}) if series else {}


def unit_changes(old: Side, new: Side, pairs: Sequence[Pair]) -> Iterator[UnitChange]:
    """Every unit of both rounds, by pair, in the new form's order, then the old one's."""
    for number, pair in enumerate(pairs):
        before, after = old.units(pair.old), new.units(pair.new)
        for code, unit in {**after, **{code: unit for code, unit in before.items() if code not in after}}.items():
            was, now = before.get(code), after.get(code)
            yield UnitChange(
                number, code, unit.name, unit.group, old_status=was.status if was else "",
                new_status=now.status if now else "", old=_percents(was), new=_percents(now),
                presence=_presence(was is not None and was.counted, now is not None and now.counted))


def mean_changes(old: Side, new: Side, pairs: Sequence[Pair], units: Sequence[UnitChange]) -> Iterator[MeanChange]:
    """The means of each category of both rounds, by pair, in the new form's order; the total is last."""
    for number, pair in enumerate(pairs):
        names = {**old.categories(pair.old), **new.categories(pair.new)}
        order = dict.fromkeys([*new.categories(pair.new), *old.categories(pair.old)])
        mine = [unit for unit in units if unit.pair == number]
        for code in sorted(order, key=lambda code: code == TOTAL):
            yield MeanChange(number, code, names[code], MeanMove.of(
                {unit.code: unit.old[code] for unit in mine if code in unit.old},
                {unit.code: unit.new[code] for unit in mine if code in unit.new}))


def _percents(unit: UnitRow | None) -> dict[str, float]:
    """A unit's percents (0–100) by category code and ``total``."""
    wanted = (Level.CATEGORY, TOTAL)
    return {code: percent for (level, code), percent in unit.percents.items() if level in wanted} if unit else {}


def _presence(before: bool, after: bool) -> Presence:
    if before:
        return Presence.BOTH if after else Presence.MISSING
    return Presence.NEW if after else Presence.NEITHER


def series_in(source: Consolidation) -> list[Series]:
    """Every form and year with returns or missing units, in the order of the round's forms."""
    places = {form.form_id: place for place, form in reversed(list(enumerate(source.forms)))}
    counted = (Edition.of(row) for row in EachRow(source, ReturnRow) if row.status in COUNTED)
    return sorted({*map(Series.of, (*counted, *map(Edition.of, EachRow(source, MissingRow))))},
                  key=lambda series: (places.get(series.form_id, len(places)), series))


def pair_series(old: Sequence[Series], new: Sequence[Series]) -> list[Pair]:
    """Match the series of two rounds.

    First the same form and year; then a form with one unmatched year on each side, since these are this year and last
    year; then one unmatched series on each side, since a form may get another id. The rest has no counterpart.

    :returns: in the new round's order, then those of the old round without counterpart.
    """
    partner: dict[Series, Series] = {}
    for parts in (2, 1, 0):  # how much of form and year must be the same
        left_old = [series for series in old if series not in partner.values()]
        left_new = [series for series in new if series not in partner]
        for series in left_new:
            candidates = [other for other in left_old if other[:parts] == series[:parts]]
            competing = [other for other in left_new if other[:parts] == series[:parts]]
            if len(candidates) == len(competing) == 1:
                partner[series] = candidates[0]
    alone = [series for series in old if series not in partner.values()]
    return [*(Pair(partner.get(series), series) for series in new), *(Pair(series, None) for series in alone)]


def compare_rounds(old: Consolidation, new: Consolidation) -> Comparison:
    """Compare two rounds: the same year twice, or two years; the editions of the form may differ.

    Units are matched by code, answers by question. Parts of the form that only one edition has are listed among the
    differences of the forms and not compared. Answers and contacts are compared for units with a counted return in
    both rounds.
    """
    pairs = tuple(pair_series(series_in(old), series_in(new)))
    differences = tuple(form_differences(old, new, pairs))
    old, new = with_form_texts(old), with_form_texts(new)
    sides = Side(old), Side(new)
    units = tuple(unit_changes(*sides, pairs))
    answers_old, answers_new = (RowsByUnit(one.answers, AnswerRow) for one in (old, new))
    contacts_old, contacts_new = (RowsByUnit(one.contacts, ContactRow) for one in (old, new))
    withheld = _withheld(old) | _withheld(new)
    rounds = RoundRows(old, "th"), RoundRows(new, "th")
    compared = 0
    answers: list[AnswerChange] = []
    contacts: list[ContactChange] = []
    for unit in units:
        if unit.presence is not Presence.BOTH:
            continue
        pair = pairs[unit.pair]
        for rows in comparable_answers(
                answers_old.of(pair.old, unit.code), answers_new.of(pair.new, unit.code), rounds):
            compared += 1
            change = answer_change(*rows, unit.code in withheld)
            if change is not None:
                answers.append(AnswerChange(unit, change, *rows))
        if unit.code not in withheld:
            contacts += contact_changes(
                unit, contacts_old.of(pair.old, unit.code), contacts_new.of(pair.new, unit.code))
    return Comparison(
        old, new, pairs, units, means=tuple(mean_changes(*sides, pairs, units)), answers=tuple(answers),
        contacts=tuple(contacts), differences=differences, compared=compared,
        withheld=bool(withheld))
