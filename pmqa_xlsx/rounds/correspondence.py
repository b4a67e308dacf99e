"""Letters to the units of a round: drafted, sent, withdrawn; the text of each is kept in the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx import arguments
from pmqa_xlsx.consolidate.letters import Letter, LetterState, letters_named, next_number
from pmqa_xlsx.consolidate.matters import OpenCases, addressed, open_cases, person_to_call
from pmqa_xlsx.consolidate.output import OUTGOING
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.schema import EventKind
from pmqa_xlsx.consolidate.verdicts import judge_round
from pmqa_xlsx.errors import LetterNotFound, OperatorError, OptionNotValid, RoundNotValid, notice
from pmqa_xlsx.ledger.events import letter_drafted
from pmqa_xlsx.ledger.ledger_file import Event
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.rounds.letters_folder import LetterFiles, LettersFolder
from pmqa_xlsx.rounds.outgoing import check_key, sent_out
from pmqa_xlsx.rounds.results_folder import ResultsFolder
from pmqa_xlsx.rounds.round_folder import Changes
from pmqa_xlsx.rounds.round_state import facts_of, results_of
from pmqa_xlsx.rounds.which_return import unit_of
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.system.file_names import MANIFEST_JSON
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import LANGS, NO_TEXT, Text
from pmqa_xlsx.text.thai import thai_year

if TYPE_CHECKING:
    import pandas as pd

    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.feedback.letter_maker import MadeLetter, WorkbookTerms
    from pmqa_xlsx.feedback.plan import Draft, LetterPlan


class Correspondence(ResultsFolder):
    """What is written to a round's units."""

    def feedback(
        self, into: str | Path | None = None, *, units: str | int | Iterable[str | int] = (), again: bool = False,
        invite: bool = False, remind: bool = False, receipt: bool = False, seal_key: bytes | None = None,
        password: str | None = None, on_progress: Callable[[int, int], None] | None = None,
    ) -> list[LetterFiles]:
        """Draft letters about matters that no letter covers yet, with workbooks for correction, into ``letters/``.

        Nothing is sent. An outdated draft is withdrawn, and a new one takes its place.

        :param into: a further folder for copies of all drafts: empty, new, or written by an earlier call.
        :param units: codes, also as numbers, or names of the units that get letters; default: all, and senders whose
            unit is not known.
        :param again: write also about what has been written about.
        :param invite: a letter to each unit of which nothing counts, with its workbook.
        :param remind: remind before the due day.
        :param receipt: a letter to each unit of which something counts, saying what.
        :param seal_key: with which the workbooks sent out were sealed.
        :param password: of the sheets; default: that of the workbooks sent out.
        :param on_progress: called with (letters made, all letters) after each.
        :returns: the new letters.
        :raises UnitNotFound: the form lists no such unit.
        :raises OptionNotValid: a template has a mistake, or the key is missing or another one; nothing was written.
        :raises RoundNotValid: the round keeps no contacts.
        :raises OperatorError: the folder cannot be written, or the ledger cannot be used.
        """
        from pmqa_xlsx.feedback.plan import LetterOptions, plan_letters

        named = arguments.several_units(units, "units")
        key, word = arguments.optional(seal_key, bytes, "seal_key"), arguments.optional(password, str, "password")
        other = None if into is None else arguments.several_paths(into, "into")[0]
        begun = (self.directory / OUTGOING / MANIFEST_JSON).is_file()
        with self._folder.opened(Changes.BEGINNING if begun else Changes.RESULTS) as ledger:
            self._folder.begin(ledger)
            facts = facts_of(ledger, None)
            if not facts.contacts:
                raise RoundNotValid("no-letters-without-contacts", directory=self.directory)
            options = LetterOptions(frozenset(unit_of(facts, one) for one in named), again, invite, remind, receipt)
            cases = open_cases(judge_round(facts), facts)
            chat, plan = self._chat(facts, cases), plan_letters(cases, facts, options)
            new = self._draft(ledger, facts, plan, self._terms(ledger, facts, key, word), on_progress)
            desk = _Desk(facts_of(ledger, None), LettersFolder(self.directory))
            drafts = desk.write_lists(chat)
            if other is not None:
                desk.folder.copy_to(other, [one for one in drafts if not options.units
                                            or one.unit_code in options.units])
            return [one for one in desk.files() if one.number in new]

    def letters(self) -> pd.DataFrame:
        """The letters and where each is, as rows of the frame ``letters``."""
        with self._folder.opened(Changes.NOTHING) as ledger:
            return results_of(ledger, None).letters

    def letter(self, number: str) -> LetterFiles:
        """One letter with its files.

        :param number: such as ``7/2569``, or ``7`` where no other year has that number.
        :raises LetterNotFound: there is no such letter, or several.
        """
        with self._folder.opened(Changes.NOTHING) as ledger:
            desk = _Desk(facts_of(ledger, None), LettersFolder(self.directory))
            found = _named(number, desk.facts.letters)
            return next(one for one in desk.files() if one.number == found.number)

    def mark_sent(
        self, numbers: str | Iterable[str], *, ref: str = "", on: dt.date | str | None = None,
    ) -> Consolidation:
        """Keep that letters were sent, and write the results again.

        :param numbers: of one letter or several; see :func:`letters_named`.
        :param ref: the office's own reference.
        :param on: the day (A.D.); default: today.
        :raises LetterNotFound: none is named, there is no such letter, or several; then nothing is changed.
        :raises OptionNotValid: one was withdrawn, or the day is in the future or before it was drafted.
        """
        moment = None if on is None else arguments.moment(on, "on")
        return self._changed(numbers, lambda one: _sent(one, moment, " ".join(ref.split())))

    def withdraw(self, numbers: str | Iterable[str]) -> Consolidation:
        """Withdraw drafts, or letters that were marked as sent by mistake, and write the results again.

        What they ask for is drafted again by the next :meth:`feedback`.

        :param numbers: as for :meth:`mark_sent`.
        :raises LetterNotFound: none is named, there is no such letter, or several; then nothing is changed.
        """
        return self._changed(numbers, _withdrawn)

    def _changed(
        self, numbers: str | Iterable[str], change: Callable[[Letter], tuple[Event | None, Text | None]],
    ) -> Consolidation:
        with self._folder.opened() as ledger:
            facts = facts_of(ledger, None)
            wanted = [_named(number, facts.letters) for number in arguments.several_texts(numbers, "numbers")]
            if not wanted:
                raise LetterNotFound("no-letter-chosen")
            changes = [change(one) for one in dict.fromkeys(wanted)]
            folder, chat = LettersFolder(self.directory), self._chat(facts, open_cases(judge_round(facts), facts))
            folder.check(wanted)
            self._folder.messages += [said for _, said in changes if said]
            result = self._keep(ledger, [event for event, _ in changes if event])
            _Desk(facts_of(ledger, None), folder).write_lists(chat)
            return result

    def _terms(
        self, ledger: Ledger, facts: RoundFacts, seal_key: bytes | None, password: str | None,
    ) -> WorkbookTerms:
        from pmqa_xlsx.feedback.letter_maker import WorkbookTerms

        out = sent_out(self.directory, facts.forms[0].form_id, facts.year or facts.forms[0].fiscal_year)
        check_key(ledger, out, seal_key)
        return WorkbookTerms(out.password if password is None else password, seal_key, out.workbooks)

    def _draft(
        self, ledger: Ledger, facts: RoundFacts, plan: LetterPlan, terms: WorkbookTerms,
        on_progress: Callable[[int, int], None] | None,
    ) -> set[str]:
        """Draft what is to be written; gives the numbers of the new letters."""
        at = max([now(), *(one.created_at for one in facts.letters)])
        made = list(self._made(facts, plan.drafts, terms, at, on_progress))
        folder = LettersFolder(self.directory)
        folder.check(plan.withdrawn)
        folder.add({name: data for one in made for name, data in one.files.items()})
        events = [_withdrawal(one, at) for one in plan.withdrawn]
        events += [letter_drafted(one.letter) for one in made]
        if events:
            self._keep(ledger, events)
        return {one.letter.number for one in made}

    def _made(
        self, facts: RoundFacts, drafts: Sequence[Draft], terms: WorkbookTerms, at: dt.datetime,
        on_progress: Callable[[int, int], None] | None,
    ) -> Iterable[MadeLetter]:
        from pmqa_xlsx.feedback.letter_maker import LetterMaker

        maker = LetterMaker(facts, self.directory, self._lang(facts.forms), terms)
        common = any(form.calendar is Calendar.CE for form in facts.forms)
        year = at.year if common else thai_year(at.year)
        first = max(next_number(facts.letters, year), LettersFolder(self.directory).last_number(year) + 1)
        for done, draft in enumerate(drafts):
            yield maker.make(draft, f"{first + done}/{year}", at)
            if on_progress:
                on_progress(done + 1, len(drafts))

    def _refresh_letters(self, ledger: Ledger) -> None:
        """Set drafts aside of which nothing is open any more, and write their lists again; what hinders it is said."""
        folder = LettersFolder(self.directory)
        if folder.path.is_dir():
            facts = facts_of(ledger, None)
            desk = _Desk(facts, folder)
            try:
                desk.write_lists(self._chat(facts, desk.cases))
            except OperatorError as error:  # the results are written, and the next run tries again
                self._folder.messages.append(error.text)

    def _chat(self, facts: RoundFacts, cases: OpenCases) -> str:
        """The text for a chat group."""
        from pmqa_xlsx.feedback.letter_maker import chat_facts
        from pmqa_xlsx.feedback.sandbox import CHAT, Wording, provide_templates

        provide_templates(self.directory)
        lang = self._lang(facts.forms)
        return Wording(self.directory, lang).whole(CHAT, chat_facts(cases, facts, lang))


class _Desk:
    """The letters of a round with where each is."""

    def __init__(self, facts: RoundFacts, folder: LettersFolder) -> None:
        self.facts, self.folder, self._judged = facts, folder, judge_round(facts)
        self.cases = open_cases(self._judged, facts)

    def write_lists(self, chat: str) -> list[LetterFiles]:
        """Set drafts aside that are withdrawn, or of which nothing is open any more; gives and lists the others."""
        self.folder.sort(self.facts.letters, {
            name for one in self.facts.letters for name in one.files
            if self.cases.state(one) is LetterState.DRAFT or (one.sent_at and one.withdrawn_at is None)})
        drafts = [one for one in self.files() if one.state == LetterState.DRAFT]
        self.folder.write_lists(drafts, chat)
        return drafts

    def files(self) -> list[LetterFiles]:
        """Each letter with its files."""
        names = {unit.code: Text(*(" ".join(unit.name.of(lang).split()) for lang in LANGS))
                 for form in reversed(self.facts.forms) for unit in form.units}
        found = []
        for one in self.facts.letters:
            mail, *attachments = self.folder.paths(one)
            to = addressed(one, self._judged, self.facts)
            found.append(LetterFiles(
                one.number, one.kind.value, self.cases.state(one).value, one.unit_code,
                unit_name=names.get(one.unit_code, NO_TEXT), to=to,
                call="" if to else person_to_call(one, self._judged), mail=mail, attachments=tuple(attachments)))
        return found


def _named(number: str, letters: Sequence[Letter]) -> Letter:
    """The letter that a number means.

    :raises LetterNotFound: there is none, or several.
    """
    found = letters_named(number, letters)
    if len(found) == 1:
        return found[0]
    if not found:
        raise LetterNotFound("no-such-letter", number=number[:40])
    listed = ", ".join(one.number for one in found)
    raise LetterNotFound("letter-ambiguous", number=number[:40], listed=listed)


def _sent(letter: Letter, on: dt.datetime | None, ref: str) -> tuple[Event | None, Text | None]:
    """The event that a letter was sent, or a message if it is already known."""
    if letter.withdrawn_at is not None:
        raise OptionNotValid("letter-withdrawn", number=letter.number, day=letter.withdrawn_at.date())
    if letter.sent_at is not None:
        return None, notice("letter-sent-already", number=letter.number, day=letter.sent_at.date())
    today = max(now(), letter.created_at)  # also where the clock went backwards
    moment = on or today
    day = moment.date()
    if not letter.created_at.date() <= day <= today.date():
        raise OptionNotValid("letter-day-impossible", number=letter.number, drafted=letter.created_at.date(),
                             today=today.date(), day=day)
    return Event(today, EventKind.LETTER, letter.unit_code, data={
        "number": letter.number, "state": LetterState.SENT.value, "reason": ref,
        "on": min(max(moment, letter.created_at), today).isoformat()}), None


def _withdrawn(letter: Letter) -> tuple[Event | None, Text | None]:
    if letter.withdrawn_at is not None:
        return None, notice("letter-withdrawn-already", number=letter.number)
    said = (notice("letter-not-sent-after-all", number=letter.number, day=letter.sent_at.date())
            if letter.sent_at else None)
    return _withdrawal(letter, max(now(), letter.sent_at or letter.created_at)), said


def _withdrawal(letter: Letter, at: dt.datetime) -> Event:
    return Event(at, EventKind.LETTER, letter.unit_code, data={
        "number": letter.number, "state": LetterState.WITHDRAWN.value})
