"""What is open in a round, whom it concerns, and where each letter is because of it; derived from facts alone.

Open are the errors of counted, held and rejected returns and the answers that were dropped, as long as the office has
not accepted them; for a unit that has sent nothing, that nothing was received. What a rejected return asks for is
closed once its unit, or its sender, has something that counts; of a held one, once each unit that it may be of has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pmqa_xlsx.answers import is_email
from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate.across_returns import TAKEN_OUT
from pmqa_xlsx.consolidate.arrivals import comparable, file_name
from pmqa_xlsx.consolidate.decisions import Ruling, Rulings
from pmqa_xlsx.consolidate.letters import (
    NOTHING_CAME,
    OWN_WORKBOOK,
    Letter,
    LetterKind,
    LetterState,
    Matter,
    Recipient,
)
from pmqa_xlsx.consolidate.missing import owed_returns
from pmqa_xlsx.consolidate.privacy import shown_text
from pmqa_xlsx.consolidate.round_facts import RoundFacts, reachable
from pmqa_xlsx.consolidate.rows import label_of
from pmqa_xlsx.consolidate.schema import LetterRow
from pmqa_xlsx.consolidate.status import JudgedArrival, Status, sent_by_others
from pmqa_xlsx.consolidate.unit_state import findings_then
from pmqa_xlsx.consolidate.verdicts import JudgedRound
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.form.person import COORDINATOR, Person, persons_in, whom_to_call
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.calendar import iso_text


@dataclass(frozen=True, slots=True)
class OpenCase:
    """All that is open with one unit, or with one sender of whose unit nothing is known.

    :ivar kind: the letter that it asks for.
    :ivar unit_code: empty where the unit is not known.
    :ivar matters: none for a unit of which something counts and nothing is open.
    :ivar returns: those concerned; the one that counts comes first.
    :ivar form: the edition given last, which rules texts, dates and units, with the fiscal year in its
        calendar; the return that counts may be of an older one.
    """

    kind: LetterKind
    unit_code: str
    matters: tuple[Matter, ...]
    returns: tuple[JudgedArrival, ...]
    form: Form
    year: int

    @property
    def about(self) -> tuple[str, ...]:
        """The SHA-256 of each return concerned."""
        return tuple(sorted({one.origin.sha256 for one in self.returns}))

    @property
    def unit(self) -> Unit | None:
        """The unit, as the form lists it."""
        return self.form.unit_by_code.get(self.unit_code)


@dataclass(frozen=True, slots=True)
class OpenCases:
    """What is open in a round.

    :ivar counted: of each unit of which something counts, what is open; also where nothing is.
    :ivar other: the senders of files that do not count, and the units that have sent nothing.
    :ivar settled: the numbers of letters all of whose matters were closed by a return, whatever a later one opened.
    """

    counted: Mapping[str, OpenCase]
    other: tuple[OpenCase, ...]
    settled: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[OpenCase]:
        return (one for one in (*self.counted.values(), *self.other) if one.matters)

    @property
    def matters(self) -> frozenset[Matter]:
        """Everything that is open."""
        return frozenset(matter for one in self for matter in one.matters)

    def state(self, letter: Letter) -> LetterState:
        """Where a letter is."""
        if letter.withdrawn_at is not None:
            return LetterState.WITHDRAWN
        if letter.matters:
            done = letter.number in self.settled or not self.matters & set(letter.matters)
        else:
            counted = self.counted.get(letter.unit_code)
            done = counted is not None and {
                LetterKind.INVITATION: True, LetterKind.CORRECTION: counted.about != letter.about,
            }.get(letter.kind, False)
        if done:
            return LetterState.SETTLED
        return LetterState.DRAFT if letter.sent_at is None else LetterState.SENT


def open_cases(judged: JudgedRound, facts: RoundFacts) -> OpenCases:
    """What is open, with whom."""
    counting = {one.stats.whose.unit_code: one for one in judged.arrivals if one.counted}
    joined: dict[str, list[JudgedArrival]] = {}
    for one in judged.arrivals:
        if one.status is Status.JOINED:
            joined.setdefault(one.superseded_by, []).append(one)
    rulings = Rulings(facts.decisions)
    counted = {code: _of_counted(code, one, joined.get(one.origin.sha256, ()), rulings, facts)
               for code, one in sorted(counting.items())}
    senders = {reachable(one.origin.sender, facts.office) for one in judged.arrivals
               if one.stats.ownership.unit_code in counting and one.status is not None and not one.is_attempt} - {""}
    tried = [one for one in judged.arrivals if one.status in (Status.HELD, Status.REJECTED)]
    waiting = [one for one in (*tried, *sent_by_others(judged.arrivals))
               if not _is_answered(one, counting.keys()) and reachable(one.origin.sender, facts.office) not in senders]
    tried_by = {code for one in judged.arrivals if one.is_attempt for code in one.possible_units}
    silent = [OpenCase(LetterKind.REMINDER, unit.code, (Matter(unit.code, "", NOTHING_CAME),), (), form, year)
              for form, year, unit in owed_returns(facts.forms, facts.year)
              if unit.code not in counting and unit.code not in tried_by]
    settled = frozenset(one.number for one in facts.letters if _was_settled(one, counted, judged, facts, rulings))
    return OpenCases(counted, (*_of_senders(waiting, facts), *silent), settled)


def _was_settled(
    letter: Letter, counted: Mapping[str, OpenCase], judged: JudgedRound, facts: RoundFacts, rulings: Rulings,
) -> bool:
    """Whether all that a letter asks for was done by a return that came after it, before the one that counts now."""
    case = counted.get(letter.unit_code)
    if case is None or letter.kind is not LetterKind.CORRECTION or not set(letter.matters) & set(case.matters):
        return False
    counting = case.returns[0]
    state = judged.units[letter.unit_code, counting.stats.whose.form_id, counting.stats.year]
    return any(
        one.distinct.received_at is not None and one.distinct.received_at > letter.created_at
        and set(letter.matters).isdisjoint(_of_findings(letter.unit_code, findings_then(state, number, facts, rulings)))
        for number, one in enumerate(state.returns[:-1]))


def _of_findings(code: str, findings: Iterable[Finding]) -> list[Matter]:
    """The matters of a unit that findings on its answers raise."""
    return [Matter.of(code, finding) for finding in findings if is_matter(finding)]


def _is_answered(one: JudgedArrival, counting: Collection[str]) -> bool:
    """Whether nothing needs to be asked about a return that does not count, as another one of its unit does."""
    counted = [code in counting for code in one.possible_units]
    return bool(counted) and all(counted)


def _of_counted(
    code: str, one: JudgedArrival, joined: Sequence[JudgedArrival], rulings: Rulings, facts: RoundFacts,
) -> OpenCase:
    accepted = rulings.get(one.origin.sha256, Ruling.ACCEPT)
    matters = _of_findings(code, (
        finding for finding in (*one.findings, *one.elsewhere)
        if not (accepted and accepted.settles([finding]))))
    kind, own = LetterKind.CORRECTION, one.stats.ownership
    if own.decision is not None and one.stats.reading.unit_code != own.unit_code:
        kind, matters = LetterKind.RESEND, [Matter(one.origin.sha256, "", OWN_WORKBOOK), *matters]
    layout = one.stats.layout
    form = layout.form if layout else facts.forms[0]
    year = _year(one, form, facts)
    return OpenCase(kind, code, tuple(dict.fromkeys(matters)), (one, *joined), facts.ruling(form, year), year)


def is_matter(finding: Finding) -> bool:
    """Whether somebody has to do something about a finding of a return that counts."""
    return finding.severity is Severity.ERROR or (
        finding.code == "answer-dropped" and finding.facts.get("variant") != TAKEN_OUT)


def causes_of(one: JudgedArrival) -> list[Finding]:
    """Why a return does not count: it is another unit's, or its errors; a mail without a workbook has a warning."""
    if one.status is Status.DUPLICATE and (named := [each for each in one.findings if each.code == "other-unit-named"]):
        return named
    errors = [finding for finding in one.findings if finding.severity is Severity.ERROR]
    return errors or [finding for finding in one.stats.reading.findings if finding.severity is Severity.WARNING]


def _of_senders(waiting: Sequence[JudgedArrival], facts: RoundFacts) -> Iterator[OpenCase]:
    """One case a sender of held returns, and one a unit of rejected files, else a sender, else a file."""
    held = {reachable(one.origin.sender, facts.office) for one in waiting if one.status is Status.HELD} - {""}
    groups: dict[tuple[str, str], list[JudgedArrival]] = {}
    for one in waiting:
        sender, unit = reachable(one.origin.sender, facts.office), "".join(one.possible_units[:1])
        to_sender = one.status is Status.HELD or sender in held or not _is_listed(unit, facts)
        key = ("sender", sender) if to_sender and sender else ("file", one.origin.sha256) if to_sender else (
            "unit", unit)
        groups.setdefault(key, []).append(one)
    for (about, unit), ones in sorted(groups.items()):
        ones.sort(key=lambda one: (one.status is not Status.HELD, -comparable(one.sent_at).timestamp(),
                                   one.origin.sha256))
        matters = [Matter(unit if one.status is Status.DUPLICATE else one.origin.sha256, "", finding.code)
                   for one in ones for finding in causes_of(one)]
        form = next((form for form in facts.forms if form.form_id == ones[0].stats.reading.form_id), facts.forms[0])
        kind = LetterKind.WHICH_UNIT if ones[0].status is Status.HELD else LetterKind.RESEND
        yield OpenCase(kind, unit if about == "unit" else "", tuple(dict.fromkeys(matters)), tuple(ones), form,
                       _year(ones[0], form, facts))


def _is_listed(code: str, facts: RoundFacts) -> bool:
    return any(code in form.unit_by_code for form in facts.forms)


def _year(one: JudgedArrival, form: Form, facts: RoundFacts) -> int:
    return facts.year or one.stats.year or form.fiscal_year


# To whom

def recipient_of(case: OpenCase, office: Collection[str]) -> Recipient:
    """To whom a letter about a case goes: the newest sender, else the cover's coordinator, else the unit's address.

    :param office: as for :func:`reachable`.
    """
    for one in case.returns:
        if address := reachable(one.origin.sender, office):
            return Recipient("sender", one.origin.sha256, address)
    for one in case.returns:
        if address := _on_cover(one):
            return Recipient("cover", one.origin.sha256, address)
    return _of_unit(case.unit)


def addressed(letter: Letter, judged: JudgedRound, facts: RoundFacts) -> str:
    """The address to which a letter goes, as far as it is still kept."""
    if letter.to.source == "unit":
        return next((address for form in facts.forms
                     if (address := _of_unit(form.unit_by_code.get(letter.unit_code)).address)), "")
    ones = sorted((one for one in judged.arrivals if one.origin.sha256 == letter.to.sha256), key=lambda one: (
        letter.unit_code not in ("", *one.possible_units), one.status is Status.DUPLICATE))
    if letter.to.source == "sender":
        return next((address for one in ones if (address := reachable(one.origin.sender, ()))), "")
    return next((address for one in ones if (address := _on_cover(one))), "")


def person_to_call(letter: Letter, judged: JudgedRound) -> str:
    """The name and telephone on the cover of a return that a letter is about; empty where none is known."""
    for one in judged.arrivals:
        layout, slots = one.stats.layout, one.stats.reading.slots
        if one.origin.sha256 in letter.about and layout is not None and slots:
            values = {slot.question.field: shown_text(value) for slot, value
                      in zip(layout.slots, slots.columns.values, strict=True) if slot.question.level is Level.COVER}
            persons = [Person(*(values.get(name, "") for name in names)) for names in persons_in(values)]
            person = whom_to_call(one for one in persons if one.name or one.phone)
            if said := " ".join(f"{person.name} {person.phone}".split()):
                return said
    return ""


def _of_unit(unit: Unit | None) -> Recipient:
    address = unit.email if unit else ""
    return Recipient("unit", "", address) if is_email(address) else Recipient()


def _on_cover(one: JudgedArrival) -> str:
    """The coordinator's address on a return's cover, else the first one there."""
    layout = one.stats.layout
    if layout is None or not one.stats.reading.slots:
        return ""
    found = [(layout.slots[position].question, address) for position, address
             in one.stats.reading.slots.columns.addresses()]
    on_cover = [(asked.field != COORDINATOR.email, address) for asked, address in found if asked.level is Level.COVER]
    return min(on_cover, key=lambda each: each[0])[1] if on_cover else ""


# Rows

def letter_rows(judged: JudgedRound, facts: RoundFacts) -> Iterator[LetterRow]:
    """The rows of ``letters``, in the order in which they were drafted."""
    if not facts.letters:
        return
    cases = open_cases(judged, facts)
    files = {one.origin.sha256: label_of(one.origin, contacts=facts.contacts) for one in judged.arrivals
             if one.status is not Status.DUPLICATE}
    labels = {str(slot.question): f"{slot.question.code} {slot.heading.th}".strip()
              for layout in reversed(judged.layouts.values()) for slot in layout.slots}
    for one in facts.letters:
        yield LetterRow(
            number=one.number, unit_code=one.unit_code, kind=one.kind.value, state=cases.state(one).value,
            to=addressed(one, judged, facts) if facts.contacts else "", created_at=iso_text(one.created_at),
            sent_at=iso_text(one.sent_at), ref=one.ref,
            matters="; ".join(_label(matter, labels, files) for matter in one.matters))


def _label(matter: Matter, labels: Mapping[str, str], files: Mapping[str, str]) -> str:
    """A matter as ``question-label: code``; the file's name in place of the question where it is about a file."""
    if not matter.question:
        about = file_name(files[matter.owner]) if matter.owner in files else ""
    else:
        about = labels.get(matter.question) or Question.parsed(matter.question).code
    return f"{about}: {matter.code}" if about else matter.code
