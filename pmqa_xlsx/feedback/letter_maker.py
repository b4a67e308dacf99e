"""From a planned letter to its files: what its template may say, the mail, the workbook attached to it.

The facts of a template are plain texts, numbers and lists of them; each text is one line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.decisions import deciding
from pmqa_xlsx.consolidate.letters import OWN_WORKBOOK, Letter, LetterKind, Matter
from pmqa_xlsx.consolidate.matters import OpenCase, OpenCases, causes_of
from pmqa_xlsx.consolidate.missing import owed_returns
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.status import JudgedArrival
from pmqa_xlsx.errors import UnitNotFound, YearNotValid
from pmqa_xlsx.feedback import words
from pmqa_xlsx.feedback.listing import FaultList, rows_of_counted
from pmqa_xlsx.feedback.mail import mail_draft
from pmqa_xlsx.feedback.plan import Draft, answer_by, asks_for_answer
from pmqa_xlsx.feedback.sandbox import FRAME, LetterText, Wording
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.generator import outputs
from pmqa_xlsx.generator.workbook import WorkbookRun, prepare
from pmqa_xlsx.generator.workbook_copy import MarkedFault
from pmqa_xlsx.layout import identity as known
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.identity import Identity
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.calendar import Calendar, thai_time
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import long_date

#: Most lines about findings in a letter; the workbook lists all.
MOST_LISTED = 40
#: Characters.
_LONGEST_SUBJECT = 200

Facts = Mapping[str, Any]


def one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(text.split())


def letter_facts(
    draft: Draft, facts: RoundFacts, lang: Lang, *, number: str,
    groups: Sequence[tuple[str, Sequence[MarkedFault]]] = (), attachment: str = "", open_count: int = 0,
) -> Facts:
    """The facts of one letter.

    :param groups: the list of faults, by heading.
    :param attachment: the name of the attached workbook; empty for none.
    :param open_count: for a receipt, how much is still to be corrected or checked.
    """
    case = draft.case
    due, today = facts.due(case.form, case.year, case.unit_code), thai_time(facts.as_of).date()
    common = form_facts(case.form, case.year, case.unit_code, lang)
    dear = words.DEAR.say(lang, whose=common["whose"]) if case.unit_code else words.DEAR_SENDER.of(lang)
    main = case.returns[0].stats if case.returns else None
    say = partial(long_date, lang=lang, calendar=case.form.calendar)
    day = say(answer_by(case, facts, facts.as_of))
    return {
        **common, "number": number, "date": say(today), "dear": dear, "times": draft.times,
        "answer_by": day if asks_for_answer(draft) else "", "due": say(due) if due else "",
        "due_passed": bool(due and today > due), "attachment": attachment,
        "own_workbook": any(matter.code == OWN_WORKBOOK for matter in draft.matters),
        "files": [_file_facts(one, lang, case.form.calendar) for one in case.returns], **group_facts(groups),
        "required": main.required if main else 0, "answered": main.answered if main else 0, "open": open_count,
    }


def form_facts(form: Form, year: int, unit_code: str, lang: Lang) -> dict[str, Any]:
    """What all letters about a form have in common.

    :param unit_code: empty where the unit is not known.
    """
    identity = Identity(form.form_id, form.form_version, unit_code, year, lang, blank=not unit_code)
    stated = {name: one_line(text) for name, text in known.facts(form, identity).items()}
    whose = f"{stated['unit_label']}{' ' if lang == 'en' else ''}{stated['unit']}" if unit_code else ""
    return {
        "title": one_line(plan_layout(form, year).form.title.of(lang)), "year": stated["year"],
        "era": wording.ERA[form.calendar][lang],
        "unit_label": stated["unit_label"],
        "unit": stated["unit"] if unit_code else "", "whose": whose, "return_to":
        words.RETURN_TO.say(lang, address=stated["return_to"]) if form.return_to else stated["return_to"],
        "contact": one_line(form.contact_name) or wording.CONTACT_UNKNOWN.of(lang),
        "phone": one_line(form.contact_phone), "summary_sheet": wording.SUMMARY_SHEET.of(lang),
        "ready": wording.READY.of(lang), "correction_sheet": wording.CORRECTION_SHEET.of(lang),
    }


def chat_facts(cases: OpenCases, facts: RoundFacts, lang: Lang) -> Facts:
    """The facts of the text for a chat group: the units from which nothing has come."""
    form, today = facts.forms[0], thai_time(facts.as_of).date()
    year = facts.year or form.fiscal_year
    silent = [case for case in cases if case.kind is LetterKind.REMINDER]
    usual, total, returned = form.due_in(year), len(owed_returns(facts.forms, facts.year)), len(cases.counted)
    return {
        **form_facts(form, year, "", lang), "date": long_date(today, lang, form.calendar),
        "returned": returned, "total": total, "tried": total - returned - len(silent),
        "units": [_silent_facts(case, facts, usual, lang) for case in silent]}


def _silent_facts(case: OpenCase, facts: RoundFacts, usual: dt.date | None, lang: Lang) -> Facts:
    """A unit from which nothing has come; its due date where it is its own."""
    due, unit = facts.due(case.form, case.year, case.unit_code), case.unit
    return {"name": one_line(unit.name.of(lang)) if unit else case.unit_code,
            "due": long_date(due, lang, case.form.calendar) if due and due != usual else ""}


def _file_facts(one: JudgedArrival, lang: Lang, calendar: Calendar) -> Facts:
    sent, causes = one.sent_at, causes_of(one)
    codes = deciding(finding.code for finding in causes)
    return {
        "name": one_line(file_name(one.origin.file)),
        "subject": _subject(one),
        "sent": long_date(thai_time(sent).date(), lang, calendar) if sent else "",
        "causes": [{"message": one_line(finding.message(lang)), "fix": one_line(finding.fix(lang))}
                   for finding in [each for each in causes if each.code in codes][:MOST_LISTED]]}


def _subject(one: JudgedArrival) -> str:
    """The subject of a mail that is a row itself, because no workbook was in it; its sender does not know its file."""
    origin = one.origin
    steps = origin.file.count("!")
    is_mail = steps == 0 if origin.source in ("eml", "msg") else origin.source == "mbox" and steps == 1
    subject = one_line(origin.subject) if is_mail else ""
    return subject if len(subject) <= _LONGEST_SUBJECT else subject[:_LONGEST_SUBJECT] + "…"


def group_facts(groups: Sequence[tuple[str, Sequence[MarkedFault]]]) -> Facts:
    """The first of the faults by group, as many as fit into some lines, and how many more there are."""
    listed, number, shown, lines = [], 0, 0, 0
    for heading, faults in groups:
        here: list[Facts] = []
        for fault in faults:
            number += 1
            lines += len(fault.message.splitlines())
            if lines <= MOST_LISTED or number == 1:
                here.append({"number": number, **{  # further lines are below the first one
                    name: "\n   ".join(map(one_line, getattr(fault, name).splitlines()))
                    for name in ("place", "item", "typed", "message", "fix")}})
        shown += len(here)
        if here:
            listed.append({"heading": heading, "faults": here})
    return {"groups": listed, "more": number - shown}


class MadeLetter(NamedTuple):
    """A letter with the content of its files, by name."""

    letter: Letter
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class WorkbookTerms:
    """How workbooks sent with letters are locked and sealed; the invitations' are those sent out before.

    :ivar sent_out: by unit code, the path of the workbook that was made for the unit.
    """

    password: str | None = None
    seal_key: bytes | None = None
    sent_out: Mapping[str, Path] | None = None


class LetterMaker:
    """Makes the letters of one round.

    :param directory: the round's folder, in which the templates are.
    """

    def __init__(self, facts: RoundFacts, directory: Path, lang: Lang, terms: WorkbookTerms) -> None:
        self._facts, self._lang, self._terms = facts, lang, terms
        self._wording = Wording(directory, lang)
        self._prepared: dict[tuple[str, str, int], WorkbookRun] = {}

    def make(self, draft: Draft, number: str, at: dt.datetime) -> MadeLetter:
        """One letter.

        :param number: such as ``7/2569``.
        :raises OptionNotValid: a template has a mistake.
        """
        case, stem = draft.case, number.replace("/", "-")
        workbook, listing, count = b"", None, 0
        attachment = f"{stem}_{outputs.unit_name(case.unit)}_{draft.kind}.xlsx" if case.unit else ""
        if draft.kind is LetterKind.INVITATION:
            workbook, attachment = self._invitation(case)
        elif draft.kind is LetterKind.RECEIPT:
            count = self._faults(case, case.matters).open_count
        elif draft.kind is LetterKind.CORRECTION or any(one.code == OWN_WORKBOOK for one in draft.matters):
            workbook = self._correction(case)
            listing = self._faults(case, draft.matters)
        attachments = {attachment: workbook} if workbook else {}
        facts = letter_facts(draft, self._facts, self._lang, number=number, groups=listing.groups if listing else (),
                             attachment=attachment if workbook else "", open_count=count)
        said = self._wording.text(draft.kind.value, facts)
        whole = self._wording.whole(FRAME, {**facts, "subject": said.subject, "body": said.body.rstrip()})
        files = {f"{stem}.eml": mail_draft(LetterText(said.subject, whole), draft.to.address, attachments),
                 **attachments}
        letter = Letter(number, draft.kind, case.unit_code, at, to=draft.to, matters=draft.matters, about=case.about,
                        files=tuple(files))
        return MadeLetter(letter, files)

    def _faults(self, case: OpenCase, matters: Collection[Matter]) -> FaultList:
        """The list of some of what is open, and of the warnings."""
        layout = case.returns[0].stats.layout
        assert layout is not None  # noqa: S101  a counted return was read by a form
        return FaultList(rows_of_counted(case.returns[0], case.unit_code, matters), layout, self._lang,
                         answer_by(case, self._facts, self._facts.as_of))

    def _correction(self, case: OpenCase) -> bytes:
        """The unit's own workbook with its answers and all that is open; empty if the form lacks the unit or year."""
        faults = self._faults(case, case.matters)
        try:
            return self._run(faults.layout.form, case.year).workbook(case.unit_code, faults.correction())
        except (UnitNotFound, YearNotValid):
            return b""

    def _invitation(self, case: OpenCase) -> tuple[bytes, str]:
        """The workbook that was made for the unit, with its name; made now where there is none."""
        sent_out = (self._terms.sent_out or {}).get(case.unit_code)
        if sent_out is not None and sent_out.is_file():
            return sent_out.read_bytes(), sent_out.name
        made = self._run(case.form, case.year).workbook(case.unit_code)
        return made, outputs.file_name(case.form, case.unit, case.year)

    def _run(self, form: Form, year: int) -> WorkbookRun:
        key = (form.form_id, form.form_version, year)
        if key not in self._prepared:
            self._prepared[key] = prepare(form, year=year, lang=self._lang, password=self._terms.password,
                                          seal_key=self._terms.seal_key)
        return self._prepared[key]
