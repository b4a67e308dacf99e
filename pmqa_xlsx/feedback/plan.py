"""Which letters are to be written now: new ones, and drafts that no longer say what is so. Pure functions of facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pmqa_xlsx.consolidate.letters import OWN_WORKBOOK, Letter, LetterKind, LetterState, Matter, Recipient
from pmqa_xlsx.consolidate.matters import OpenCase, OpenCases, recipient_of
from pmqa_xlsx.consolidate.missing import owed_returns
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.calendar import thai_time

#: The letters that nobody asks for: they follow from what is open.
_ABOUT_MATTERS = (LetterKind.CORRECTION, LetterKind.WHICH_UNIT, LetterKind.RESEND, LetterKind.REMINDER)
#: Days after it was written in which a letter asks for an answer at the soonest.
_DAYS_TO_ANSWER = 7


@dataclass(frozen=True, slots=True)
class LetterOptions:
    """Which letters are asked for.

    :ivar units: codes of the units that get letters; empty for all, and for senders whose unit is not known.
    :ivar again: whether to write also about what a letter has been written about.
    :ivar remind: whether to remind before the due day.
    """

    units: frozenset[str] = frozenset()
    again: bool = False
    invite: bool = False
    remind: bool = False
    receipt: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be written.

    :ivar case: what is open; its returns are those that the letter is about.
    :ivar matters: those of the case that it asks for.
    :ivar times: how many letters of this kind the unit has got with this one.
    """

    kind: LetterKind
    case: OpenCase
    to: Recipient
    matters: tuple[Matter, ...] = ()
    times: int = 1


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """What ``feedback`` is to do.

    :ivar withdrawn: drafts that are not to be sent any more.
    """

    drafts: tuple[Draft, ...]
    withdrawn: tuple[Letter, ...]


def asks_for_answer(letter: Draft | Letter) -> bool:
    """Whether the unit has to do something; a receipt, and its own workbook alone, ask for nothing."""
    return letter.kind is not LetterKind.RECEIPT and {one.code for one in letter.matters} != {OWN_WORKBOOK}


def answer_by(case: OpenCase, facts: RoundFacts, written: dt.datetime) -> dt.date:
    """The day (A.D.) by which an answer is asked for: the unit's due date, but at least a week after it is written."""
    due = facts.due(case.form, case.year, case.unit_code)
    week = thai_time(written).date() + dt.timedelta(days=_DAYS_TO_ANSWER)
    return max(due, week) if due else week


def plan_letters(cases: OpenCases, facts: RoundFacts, options: LetterOptions) -> LetterPlan:
    """Decide which letters to write.

    While something is in a draft or in a letter that was sent, it is not drafted again. A draft stays as it is until
    there is more to say to the unit, less, another return counts, or the day is past by which it asks for an answer:
    then one new letter says it all.
    """
    planner = _Planner(cases, facts, options)
    planner.plan()
    return LetterPlan(tuple(planner.drafts), tuple(dict.fromkeys(planner.withdrawn)))


class _Planner:
    def __init__(self, cases: OpenCases, facts: RoundFacts, options: LetterOptions) -> None:
        self._cases, self._facts, self._options = cases, facts, options
        states = {one.number: cases.state(one) for one in facts.letters}
        self._drafted = [one for one in facts.letters if states[one.number] is LetterState.DRAFT]
        self._sent = [one for one in facts.letters if states[one.number] is LetterState.SENT]
        self._today = thai_time(facts.as_of).date()
        self.drafts: list[Draft] = []
        self.withdrawn: list[Letter] = []

    def plan(self) -> None:
        for case in self._cases:
            if self._is_wanted(case) and (case.kind is not LetterKind.REMINDER or self._is_due(case)):
                self._about_matters(case)
        for code, case in self._cases.counted.items():
            self._outdated(case)
            if code in self._options.units and not case.matters:
                self._once(LetterKind.CORRECTION, case)
            if self._options.receipt and self._is_wanted(case):
                self._once(LetterKind.RECEIPT, case)
        for case in self._to_invite() if self._options.invite else ():
            self._once(LetterKind.INVITATION, case)

    def _is_wanted(self, case: OpenCase) -> bool:
        concerned = {case.unit_code, *(code for one in case.returns for code in one.possible_units)}
        return not self._options.units or bool(concerned & self._options.units)

    def _is_due(self, case: OpenCase) -> bool:
        due = self._facts.due(case.form, case.year, case.unit_code)
        return self._options.remind or (not self._options.invite and due is not None and self._today >= due)

    def _about_matters(self, case: OpenCase) -> None:
        """Write about what is open, unless a letter has been written about all of it."""
        written = {matter for one in self._sent for matter in one.matters}
        matters = tuple(matter for matter in case.matters if self._options.again or matter not in written)
        drafted = [one for one in self._drafted if set(one.matters) & set(case.matters)
                   or (one.kind in _ABOUT_MATTERS and case.unit_code and one.unit_code == case.unit_code)]
        if not matters:
            self.withdrawn += drafted
            return
        if not self._options.again and len(drafted) == 1 and self._says(drafted[0], case, matters) and (
                not self._is_past(drafted[0], case)):
            return
        self.withdrawn += drafted
        self._add(case.kind, case, matters)

    @staticmethod
    def _says(letter: Letter, case: OpenCase, matters: Sequence[Matter]) -> bool:
        return (letter.kind, letter.about, set(letter.matters)) == (case.kind, case.about, set(matters))

    def _is_past(self, draft: Letter, case: OpenCase) -> bool:
        """Whether an unsent draft asks for an answer by a day that is past."""
        return (asks_for_answer(draft) and draft.sent_at is None
                and answer_by(case, self._facts, draft.created_at) < self._today)

    def _outdated(self, case: OpenCase) -> None:
        """Withdraw receipts of a state that is no longer so."""
        self.withdrawn += [one for one in self._drafted if one.kind is LetterKind.RECEIPT
                           and one.unit_code == case.unit_code and one.about != case.about]

    def _once(self, kind: LetterKind, case: OpenCase) -> None:
        """Write a letter that somebody asked for, unless there is one about the same."""
        same = [one for one in [*self._drafted, *self._sent]
                if (one.kind, one.unit_code, one.about) == (kind, case.unit_code, case.about)]
        if self._options.again or all(self._is_past(one, case) for one in same):
            self.withdrawn += [one for one in same if one.sent_at is None]
            self._add(kind, case, ())

    def _to_invite(self) -> Iterator[OpenCase]:
        for form, year, unit in owed_returns(self._facts.forms, self._facts.year):
            if unit.code not in self._cases.counted:
                case = OpenCase(LetterKind.INVITATION, unit.code, (), (), form, year)
                if self._is_wanted(case):
                    yield case

    def _add(self, kind: LetterKind, case: OpenCase, matters: tuple[Matter, ...]) -> None:
        times = 1 + sum(one.kind is kind and one.unit_code == case.unit_code and one.sent_at is not None
                        and one.withdrawn_at is None for one in self._facts.letters)
        self.drafts.append(Draft(kind, case, recipient_of(case, self._facts.office), matters, times))
