"""From a planned letter to its files: the mail, the workbook attached to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from pmqa_xlsx.consolidate.correspondence import OWN_WORKBOOK, Letter, LetterKind, Matter
from pmqa_xlsx.consolidate.matters import OpenCase
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.errors import UnitNotFound, YearNotValid
from pmqa_xlsx.feedback.listing import FaultList, open_points, rows_of_counted
from pmqa_xlsx.feedback.mail import mail_draft
from pmqa_xlsx.feedback.plan import Draft
from pmqa_xlsx.feedback.sandbox import FRAME, LetterText, Wording
from pmqa_xlsx.feedback.template_facts import answer_by, letter_facts
from pmqa_xlsx.generator.outputs import file_name, unit_name
from pmqa_xlsx.generator.workbook import WorkbookRun, prepare
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Lang


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
        self._prepared: dict[tuple[str, int], WorkbookRun] = {}

    def make(self, draft: Draft, number: str, at: dt.datetime) -> MadeLetter:
        """One letter.

        :param number: such as ``7/2569``.
        :raises OptionNotValid: a template has a mistake.
        """
        case, stem = draft.case, number.replace("/", "-")
        workbook, listing, count = b"", None, 0
        attachment = f"{stem}_{unit_name(case.unit)}_{draft.kind}.xlsx" if case.unit else ""
        if draft.kind is LetterKind.INVITATION:
            workbook, attachment = self._invitation(case)
        elif draft.kind is LetterKind.RECEIPT:
            count = open_points(rows_of_counted(case.returns[0], case.unit_code, case.matters))
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
        letter = Letter(number, draft.kind, case.unit_code, at, draft.to, draft.matters, case.about, tuple(files))
        return MadeLetter(letter, files)

    def _faults(self, case: OpenCase, matters: Collection[Matter]) -> FaultList:
        """The list of some of what is open, and of the warnings."""
        layout = case.returns[0].stats.layout
        assert layout is not None  # noqa: S101  a counted return was read by a form
        return FaultList(rows_of_counted(case.returns[0], case.unit_code, matters), layout, self._lang,
                         answer_by(case, self._facts))

    def _correction(self, case: OpenCase) -> bytes:
        """The unit's own workbook with its answers and all that is open; empty if the form lacks the unit or year."""
        try:
            return self._run(case).workbook(case.unit_code, self._faults(case, case.matters).correction())
        except (UnitNotFound, YearNotValid):
            return b""

    def _invitation(self, case: OpenCase) -> tuple[bytes, str]:
        """The workbook that was made for the unit, with its name; made now where there is none."""
        sent_out = (self._terms.sent_out or {}).get(case.unit_code)
        if sent_out is not None and sent_out.is_file():
            return sent_out.read_bytes(), sent_out.name
        return self._run(case).workbook(case.unit_code), file_name(case.form, case.unit, case.year)

    def _run(self, case: OpenCase) -> WorkbookRun:
        key = (case.form.edition, case.year)
        if key not in self._prepared:
            self._prepared[key] = prepare(case.form, year=case.year, lang=self._lang, password=self._terms.password,
                                          seal_key=self._terms.seal_key)
        return self._prepared[key]
