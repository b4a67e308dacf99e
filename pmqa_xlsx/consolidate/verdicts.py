"""The status of every arrival, as a pure function of facts.

Facts are what arrived with what was read of it, the office's decisions and extensions, and the day that is asked
about. Derived from them, and never stored, are: which return is a duplicate, rejected, held or counts, what is joined
to it, what is late. Editions of one form (the same ``form_id``) are one form here: for a fiscal year a unit has one
return that counts, whichever edition it was made with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pmqa_xlsx.catalogue import rejecting_codes
from pmqa_xlsx.consolidate.across_returns import duplicate, resent_older
from pmqa_xlsx.consolidate.arrivals import DistinctReturn, address_of, comparable, returns_of
from pmqa_xlsx.consolidate.decisions import (
    ACCEPTABLE,
    WHOSE,
    Decision,
    DecisionOutcome,
    Ruling,
    Rulings,
    Settled,
)
from pmqa_xlsx.consolidate.return_stats import ReturnStats, measure
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.status import JudgedArrival, Status, own_findings
from pmqa_xlsx.consolidate.unit_state import UnitId, UnitState, unit_verdicts
from pmqa_xlsx.consolidate.whose import Ownership, ownership_of_again, ownerships
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.fiscal_year import first_day
from pmqa_xlsx.ingester.model import Reading, Return
from pmqa_xlsx.ingester.slots import CHECKED_AFTER_JOINING
from pmqa_xlsx.layout import Layout, plan_layout

#: The reason under which unfilled workbooks of the office's own are counted among the skipped files.
NOT_FILLED_IN = "not-filled-in"
#: The code of mails that nobody wrote, and the reason under which they are counted.
AUTOMATIC_MAIL = "automatic-mail"


class JudgedRound(NamedTuple):
    """A round, judged.

    :ivar arrivals: one for each arrival that is a return or says something, by file.
    :ivar skipped: how many files were left out, by reason.
    :ivar settled: the outcome of each of the office's decisions, in their order.
    :ivar units: for each unit, form and year of which something counts, its returns.
    :ivar layouts: of the forms, by form id and version.
    """

    arrivals: list[JudgedArrival]
    skipped: dict[str, int]
    settled: list[Settled]
    units: dict[UnitId, UnitState]
    layouts: dict[tuple[str, str], Layout]


def judge_round(facts: RoundFacts) -> JudgedRound:
    """Decide what becomes of everything that came in; the order in which it is given does not matter.

    :raises KeyError: a return with answers was read by a form that is not among the facts'.
    """
    facts = facts.until_cutoff()
    rulings = Rulings(facts.decisions)
    year = facts.year or (facts.forms[0].fiscal_year if len({form.fiscal_year for form in facts.forms}) == 1 else None)
    layouts = {(form.form_id, form.form_version): plan_layout(form) for form in facts.forms}

    def earliest(reading: Reading) -> dt.date | None:
        """A year before the fiscal year began; a return by no form that was asked for is judged by the first one."""
        layout = layouts.get((reading.form_id, reading.form_version))
        stated = year or reading.fiscal_year
        return first_day(layout.form if layout else facts.forms[0], stated - 1) if stated and facts.forms else None

    ones = [one for one in returns_of(facts.returns, earliest) if _in_time(one, facts.cutoff)]
    owners = ownerships([one for one in ones if one.main.sha256], layouts, facts.forms, rulings, facts.year)
    stats = [of_the_year(measure(one, owners.get(one.main.sha256, Ownership(one.main.reading.unit_code)), layouts,
                                    facts.year), facts.year, rulings) for one in ones]
    stats, skipped = _without_unfilled(stats, facts.office, dict(facts.skipped))
    arrivals: list[JudgedArrival] = []
    units: dict[UnitId, list[ReturnStats]] = {}
    for one in stats:
        verdict = _alone(one, rulings)
        if verdict is not None:
            arrivals.append(verdict)
        else:
            units.setdefault((one.ownership.unit_code, one.reading.form_id, one.year), []).append(one)
    automatic = sum(finding.code == AUTOMATIC_MAIL for one in arrivals for finding in one.findings)
    skipped |= {AUTOMATIC_MAIL: automatic} if automatic else {}
    of_units, ordered = unit_verdicts(units, facts, rulings)
    arrivals += of_units
    arrivals += list(_duplicates(arrivals, ordered, facts))
    arrivals.sort(key=lambda s: (s.origin.file, s.origin.sha256, comparable(s.origin.mailed_at)))
    return JudgedRound(arrivals, skipped, settle(facts.decisions, arrivals, facts.returns), ordered, layouts)


def _in_time(one: DistinctReturn, cutoff: dt.datetime | None) -> bool:
    return cutoff is None or one.sent_at is None or comparable(one.sent_at) <= cutoff


def of_the_year(one: ReturnStats, year: int | None, rulings: Rulings) -> ReturnStats:
    """A return that names another year than the one asked for is taken for one of that year once it is accepted.

    :param year: the fiscal year (in the form's calendar) asked for; ``None`` for the form's own.
    """
    if one.layout is None or not one.reading.rejected or rulings.get(one.sha256, Ruling.ACCEPT) is None:
        return one
    return replace(one, year=one.layout.form.fiscal_year if year is None else year)


def _without_unfilled(
    stats: list[ReturnStats], office: Collection[str], skipped: dict[str, int],
) -> tuple[list[ReturnStats], dict[str, int]]:
    """Leave out, with a count, unfilled workbooks as the office sends them out.

    They are plain files beside the list of those sent out, or attached to the office's own mails.

    :param office: the addresses to which the forms are to be returned.
    """
    def is_own(arrival: Return) -> bool:
        return arrival.beside_manifest or address_of(arrival.sender) in office

    kept: list[ReturnStats] = []
    for one in stats:
        arrivals = [one.distinct.main, *one.distinct.others]
        if any(map(is_own, arrivals)) and one.says_nothing:
            left = [arrival for arrival in arrivals if not is_own(arrival)]
            skipped[NOT_FILLED_IN] = skipped.get(NOT_FILLED_IN, 0) + len(arrivals) - len(left)
            if not left:
                continue
            one = replace(one, distinct=replace(one.distinct, main=left[0], others=tuple(left[1:])))
        kept.append(one)
    return kept, skipped


def _alone(one: ReturnStats, rulings: Rulings) -> JudgedArrival | None:
    """What becomes of a return that cannot count; ``None`` for one that can."""
    findings = own_findings(one)
    if not one.is_row:
        return JudgedArrival(one, one.origin, None, "", findings)
    if decision := rulings.rejection(one.sha256):
        return JudgedArrival(one, one.origin, Status.REJECTED, "",
                         (*findings, Finding("office-rejected", facts={"grounds": decision.reason})))
    codes = {finding.code for finding in findings}
    tolerated = ACCEPTABLE if rulings.get(one.sha256, Ruling.ACCEPT) else frozenset[str]()
    if one.layout is None or codes & rejecting_codes() - tolerated:
        return JudgedArrival(one, one.origin, Status.REJECTED, "", findings)
    if one.says_nothing:
        facts = {"variant": "handed-out"} if one.filled else {}
        said = (finding for finding in findings if finding.code not in CHECKED_AFTER_JOINING)
        return JudgedArrival(one, one.origin, Status.REJECTED, "", (*said, Finding("nothing-filled-in", facts=facts)))
    return JudgedArrival(one, one.origin, Status.HELD, "", findings) if codes & WHOSE else None


def _duplicates(
    arrivals: Sequence[JudgedArrival], units: Mapping[UnitId, UnitState], facts: RoundFacts,
) -> Iterator[JudgedArrival]:
    """The further arrivals of the returns that there are."""
    newer = {one.sha256: unit.returns[number:] for unit in units.values()
             for number, one in enumerate(unit.returns, start=1)}
    for first in arrivals:
        for arrival in first.stats.distinct.others:
            came = arrival.mailed_at or arrival.modified_at
            if first.status is None or (facts.cutoff and came and comparable(came) > facts.cutoff):
                continue
            again = ownership_of_again(arrival, first.stats.ownership, first.stats.layout, facts.forms, facts.year)
            stats, said = replace(first.stats, ownership=again), (*arrival.reading.findings, *again.findings)
            findings = (*said, duplicate(stats), *resent_older(arrival, newer.get(arrival.sha256, ())))
            yield JudgedArrival(stats, arrival, Status.DUPLICATE, "", findings)


def settle(
    decisions: Iterable[Decision], arrivals: Iterable[JudgedArrival], arrived: Iterable[Return],
) -> list[Settled]:
    """What came of each of the office's decisions, in their order.

    :param arrived: everything that arrived, also files that are not returns or were left out.
    """
    known = {origin.sha256 for origin in arrived}
    status = {one.origin.sha256: one.status for one in arrivals
              if one.status is not Status.DUPLICATE}
    return [Settled(decision, _outcome(decision, status.get(decision.sha256), decision.sha256 in known))
            for decision in decisions]


def _outcome(decision: Decision, status: Status | None, arrived: bool) -> DecisionOutcome:
    if not arrived:
        return DecisionOutcome.NOT_FOUND
    if decision.ruling is Ruling.REJECT:
        return DecisionOutcome.USED if status is Status.REJECTED else DecisionOutcome.CANNOT_COUNT
    if status in (Status.SUPERSEDED, Status.JOINED) and decision.ruling in (Ruling.ACCEPT, Ruling.PREFER):
        return DecisionOutcome.OTHER_COUNTS
    usable = status is not None and (status.counted or status in (Status.SUPERSEDED, Status.JOINED))
    return DecisionOutcome.USED if usable else DecisionOutcome.CANNOT_COUNT
