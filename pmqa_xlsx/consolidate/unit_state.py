"""What becomes of the returns of each unit: which one counts, what is joined to it, and the findings."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate import across_returns as across
from pmqa_xlsx.consolidate.across_returns import alike_units
from pmqa_xlsx.consolidate.arrivals import in_order, later
from pmqa_xlsx.consolidate.decisions import Decision, Ruling, Rulings
from pmqa_xlsx.consolidate.editions import findings_in, slots_in
from pmqa_xlsx.consolidate.fold import Folded, FoldMode, PartState, Version, fold
from pmqa_xlsx.consolidate.return_stats import ReturnStats, contents_of
from pmqa_xlsx.consolidate.round_facts import RoundFacts, first_return, late
from pmqa_xlsx.consolidate.status import JudgedArrival, Status, own_findings
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.question import NO_QUESTION, Level
from pmqa_xlsx.ingester.packed_slots import PackedSlots
from pmqa_xlsx.ingester.slot_columns import Places, Slots
from pmqa_xlsx.ingester.slots import CHECKED_AFTER_JOINING, calculate, check_completeness
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.digests import parts_of
from pmqa_xlsx.layout.model import cached_per_layout
from pmqa_xlsx.light_dataclass import dataclass, replace

#: Codes about content missing in the file: an older return may have it.
_ABSENT = frozenset({"sheet-missing", "row-missing", "heading-missing"})

#: Of several states of what one part asks, the one that holds for all of it comes first.
_STRONGEST = (PartState.TYPED, PartState.CLEARED, PartState.UNTOUCHED, PartState.BLANK, PartState.ABSENT)

UnitId = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class UnitState:
    """The returns of a unit put together.

    :ivar returns: those that are neither rejected nor held, in the order in which they are folded; the last counts.
    :ivar versions: the content of each of them; empty if there is only one, and once the unit is judged.
    :ivar whole: the counted return with the answers of all.
    """

    returns: Sequence[ReturnStats]
    versions: Sequence[Version]
    folded: Folded | None
    whole: ReturnStats

    @property
    def newest(self) -> int:
        """The number of the return that counts."""
        return len(self.returns) - 1

    def contents(self) -> list[Sequence[str]]:
        """The content of each return, as in its version."""
        assert self.whole.layout is not None  # noqa: S101  only returns that were read can count
        return [contents_of(self.whole.layout, slots_in(one, self.whole.layout).columns) for one in self.returns]


def put_together(returns: Sequence[ReturnStats], rulings: Rulings) -> UnitState:
    """Fold the returns of one unit, also those of other editions of the form: by what each slot asks.

    :param returns: in their order.
    """
    counting = returns[-1]
    layout = counting.layout
    assert layout is not None  # noqa: S101  only returns that were read can count
    if len(returns) == 1:
        return UnitState(returns, (), None, counting)
    read = [slots_in(one, layout) for one in returns]
    versions = [_version(one, slots, layout, rulings.mode(one.sha256))
                for one, slots in zip(returns, read, strict=True)]
    folded = fold(layout, versions)
    last = len(returns) - 1
    newest = versions[last]
    folded.sources = [  # an empty slot is shown where it is in the newest return, unless that has an old answer there
        last if source < 0 or (newest.present[position] and not newest.contents[position]
                               and not versions[source].contents[position]) else source
        for position, source in enumerate(folded.sources)]
    if set(folded.sources) == {last}:
        return UnitState(returns, versions, folded, counting)
    reads = {source: list(read[source]) for source in set(folded.sources)}
    chosen = [reads[source][position] for position, source in enumerate(folded.sources)]
    slots = Slots([one.answer for one in chosen],
                  Places(tuple(one.sheet for one in chosen), tuple(one.cell for one in chosen)))
    unit = counting.ownership.unit_code
    slots = PackedSlots.pack(calculate(layout, slots, unit), layout, unit)
    required, answered, filled = slots.counts(layout, unit)
    whole = replace(counting, reading=replace(counting.reading, slots=slots), required=required, answered=answered,
                    filled=filled)
    return UnitState(returns, versions, folded, whole)


def _version(one: ReturnStats, slots: Slots, layout: Layout, mode: FoldMode) -> Version:
    """A return's content in the slots of a layout, which may be another edition's.

    That may ask a question in another table: a part of it is what the parts are in which the return was asked. Where
    these differ, what is blank among them is as if it were not there.

    :param slots: the return's, by that layout.
    """
    version = one.version(mode)
    if one.layout is layout:
        return version
    assert one.layout is not None  # noqa: S101  only returns that were read can count
    asked = {one.layout.slots[position].question: version.states[part]
             for part, positions in parts_of(one.layout).items() for position in positions}
    there = [asked.get(slot.question, PartState.ABSENT) for slot in layout.slots]
    states = {part: next(state for state in _STRONGEST if any(there[position] is state for position in positions))
              for part, positions in parts_of(layout).items()}
    blank = {position for part, positions in parts_of(layout).items() if states[part] is not PartState.BLANK
             for position in positions if there[position] is PartState.BLANK}
    return Version(contents_of(layout, slots.columns), [bool(cell) and position not in blank for position, cell in
                                                        enumerate(slots.places.cells)], states, mode)


def unit_verdicts(
    units: Mapping[UnitId, Sequence[ReturnStats]], facts: RoundFacts, rulings: Rulings,
) -> tuple[list[JudgedArrival], dict[UnitId, UnitState]]:
    """What becomes of the returns that may count, and these in their order, by unit, form and year."""
    arrivals: list[JudgedArrival] = []
    states: dict[UnitId, UnitState] = {}
    counts: dict[UnitId, JudgedArrival] = {}
    free: dict[str, array[int]] = {}
    for unit, members in units.items():
        by_hash = {one.sha256: one for one in members}
        returns = [by_hash[one.main.sha256] for one in in_order([one.distinct for one in members], rulings)]
        state = put_together(returns, rulings)
        *older, counting = _verdicts(state, facts, rulings)
        arrivals += older
        counts[unit], free["\n".join(map(str, unit))] = counting, _hashes(unit, state.whole)
        states[unit] = replace(state, versions=())  # the answers of all returns of a round take too much memory
    alike = alike_units(free)
    for unit, counting in counts.items():
        other, layout = alike.get("\n".join(map(str, unit)), "").partition("\n")[0], counting.stats.layout
        same = [across.same_as_other(layout.form, other)] if other and layout else []
        arrivals.append(replace(counting, findings=(*counting.findings, *same)) if same else counting)
    return arrivals, states


def _hashes(unit: UnitId, whole: ReturnStats) -> array[int]:
    """The free answers of a unit, by which units with the same ones are found."""
    layout = whole.layout
    assert layout is not None  # noqa: S101  only returns that were read can count
    values = list(whole.reading.slots.columns.values)
    given = layout.form.prefilled.get(unit[0], {})
    return array("q", [hash((position, values[position])) for position in _free_answers(layout)
                       if values[position] not in ("", given.get(layout.slots[position].question))])


@cached_per_layout
def _free_answers(layout: Layout) -> tuple[int, ...]:
    """The positions of the criteria's slots that take any text."""
    return tuple(position for position, slot in enumerate(layout.slots)
                 if slot.question.level is Level.CRITERION and type_of(slot.field).is_text)


def _verdicts(state: UnitState, facts: RoundFacts, rulings: Rulings) -> Iterator[JudgedArrival]:
    """The verdict on each return of one unit, last on the one that counts."""
    returns, counting, layout = state.returns, state.returns[-1], state.whole.layout
    assert layout is not None  # noqa: S101  only returns that were read can count
    own = {one.sha256: list(own_findings(one)) for one in returns}
    elsewhere: list[Finding] = []
    used: set[str] = set()
    if state.folded is not None:
        used = {returns[source].sha256 for source in state.folded.sources_used(state.versions)}
        if state.whole is not counting:
            for number, one in enumerate(returns):
                here = findings_in(one, layout, own[one.sha256])
                own[one.sha256] = list(_standing_findings(here, state, number))
        for source, finding in across.reverted(layout, state.folded, state.versions, state.returns,
                                               contacts=facts.contacts):
            own[state.returns[source].sha256].append(finding)
    preferred = rulings.get(counting.sha256, Ruling.PREFER)
    for one in returns[:-1]:
        if one.sha256 in used:
            elsewhere += [finding for finding in own[one.sha256] if finding.place.question != NO_QUESTION]
            yield JudgedArrival(one, one.origin, Status.JOINED, counting.sha256, tuple(own[one.sha256]))
        else:
            finding = _why_not(one, counting, preferred)
            yield JudgedArrival(one, one.origin, Status.SUPERSEDED, counting.sha256, (*own[one.sha256], finding))
    findings = [*own[counting.sha256], *_about_the_whole(state, facts, rulings)]
    status = _status([*findings, *elsewhere], rulings.get(counting.sha256, Ruling.ACCEPT))
    sources = () if state.folded is None or state.whole is counting else tuple(
        returns[source].sha256 for source in state.folded.sources)
    yield JudgedArrival(state.whole, counting.origin, status, superseded_by="", findings=tuple(findings),
                        elsewhere=tuple(elsewhere), sources=sources)


def findings_then(state: UnitState, number: int, facts: RoundFacts, rulings: Rulings) -> tuple[Finding, ...]:
    """The findings on a unit's answers when only its first returns had come.

    :param number: of the last of them.
    """
    *_, counting = _verdicts(put_together(state.returns[:number + 1], rulings), facts, rulings)
    return (*counting.findings, *counting.elsewhere)


def _why_not(one: ReturnStats, counting: ReturnStats, preferred: Decision | None) -> Finding:
    if preferred is not None and one.distinct.order > counting.distinct.order and not later(one.distinct, preferred):
        return across.other_chosen(preferred, counting)
    return across.superseded(counting)


def _about_the_whole(state: UnitState, facts: RoundFacts, rulings: Rulings) -> Iterator[Finding]:
    """What is said on the counted return because of the others, the due date and the office's decisions."""
    returns, counting, layout = state.returns, state.returns[-1], state.whole.layout
    assert layout is not None  # noqa: S101  only returns that were read can count
    year = counting.year
    form = layout.form if year is None else facts.ruling(layout.form, year)
    if state.folded is not None:
        if state.whole is not counting:
            slots = state.whole.reading.slots.unpacked()
            yield from check_completeness(layout, slots, counting.ownership.unit_code)
        yield from across.joined_parts(layout, state.folded, state.versions, state.returns)
        yield from across.dropped(layout, state.folded, state.versions, state.returns, contacts=facts.contacts)
        yield from across.not_asked(layout, form, state.returns, contacts=facts.contacts)
    if len(returns) > 1:
        if rulings.get(counting.sha256, Ruling.PREFER) is None:
            yield from across.older_edit(counting, returns[-2])
        yield from across.overtaken(returns, rulings)
    first = first_return(one.distinct for one in returns)
    due = None if year is None else facts.due(form, year, counting.whose.unit_code)
    yield from late(first, due, form.calendar)
    yield from across.approvals(counting.sha256, rulings)


def _standing_findings(findings: Iterable[Finding], state: UnitState, number: int) -> Iterator[Finding]:
    """The findings of one of several joined returns that still hold: those about slots whose answers it gives.

    Findings about missing content or several slots are decided on the joined answers; those about no question stay.
    """
    layout, folded = state.whole.layout, state.folded
    assert layout is not None  # noqa: S101  only returns that were read can count
    assert folded is not None  # noqa: S101  there are several
    counts = number == state.newest
    cells = state.whole.reading.slots.places.cells
    for finding in findings:
        if finding.code in CHECKED_AFTER_JOINING:
            continue
        if finding.code in _ABSENT:
            about = _positions_about(layout, finding)
            if counts and (not about or any(not cells[position] for position in about)):
                yield finding
            continue
        question = finding.place.question
        position = layout.positions.get(question)
        if position is None or folded.sources[position] == number:
            yield finding


def _positions_about(layout: Layout, finding: Finding) -> list[int]:
    """The slots that a finding about a sheet, a row or a column is about."""
    return [position for asked, position in layout.positions.items() if finding.place.question.concerns(asked)]


def _status(findings: Sequence[Finding], accepted: Decision | None) -> Status:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if accepted is not None and accepted.settles(errors):
        return Status.ACCEPTED
    return Status.NEEDS_CORRECTION if errors else Status.ACCEPTED
