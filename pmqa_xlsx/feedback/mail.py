"""Drafts of mails, ready to be checked and sent; they depend on the results only, never on the clock."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from pmqa_xlsx.feedback import words
from pmqa_xlsx.feedback.cases import Case
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.generator.correction import MarkedFault
from pmqa_xlsx.intake.own import DRAFT_HEADER
from pmqa_xlsx.layout import identity as known
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.identity import Identity
from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.excel_text import excel_text
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import long_date

_WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
#: Most findings listed in a mail; the workbook lists all.
_MOST_LISTED = 40


@dataclass(frozen=True)
class Writer:
    """Writes the drafts of one round.

    :ivar fallback: the form named in the mail if a file is of no known form.
    :ivar as_of: the day of the results, which decides whether the due date has passed.
    """

    fallback: Form
    year: int | None
    as_of: dt.datetime
    lang: Lang

    def correction(
        self, case: Case, groups: Sequence[tuple[str, Sequence[MarkedFault]]], attachment: tuple[str, bytes] | None,
    ) -> bytes:
        """The draft for a workbook to correct.

        :param attachment: ASCII name and content of the workbook; ``None`` if none could be made.
        """
        lines: list[str] = []
        number = 0
        for heading, faults in groups:
            lines += [f"{heading} ({len(faults)})"]
            for fault in faults:
                number += 1
                if number <= _MOST_LISTED:
                    place = f"{fault.place} ({fault.item})" if fault.item else fault.place
                    lines += [f"{number}. {place}: {fault.message}", words.FIX.of(self.lang).format(fix=fault.fix)]
            lines.append("")
        if number > _MOST_LISTED:
            more = words.MORE if attachment else words.MORE_PLAIN
            lines += [more.of(self.lang).format(count=number - _MOST_LISTED), ""]
        how = words.CORRECTION_HOW if attachment else words.CORRECTION_WITHOUT_FILE
        file, sheet = attachment[0] if attachment else "", wording.CORRECTION_SHEET.of(self.lang)
        body = [self._say(words.CORRECTION, case), "", *lines, self._say(how, case, file=file, sheet=sheet)]
        return self._draft("correction", case, body, attachment)

    def rejected(self, case: Case) -> bytes:
        """The draft for the sender of files that cannot be counted."""
        lines: list[str] = []
        for file in case.files:
            lines.append(words.FILE.of(self.lang).format(file=file.rpartition("!")[2].rpartition("/")[2]))
            for row in case.findings:
                if row["file"] == file and row["severity"] == "error":
                    message, fix = row[f"message_{self.lang}"], row[f"fix_{self.lang}"]
                    lines += [f"- {message}", words.FIX.of(self.lang).format(fix=fix)]
            lines.append("")
        return self._draft("rejected", case, [
            self._say(words.REJECTED, case), "", *lines, self._say(words.REJECTED_HOW, case)])

    def reminder(self, case: Case) -> bytes:
        """The draft for a unit that has sent nothing."""
        summary, ready = wording.SUMMARY_SHEET.of(self.lang), wording.READY.of(self.lang)
        return self._draft("reminder", case, [
            self._say(words.REMINDER, case, summary=summary, ready=ready), "", words.REMINDER_SENT.of(self.lang)])

    def _draft(
        self, kind: str, case: Case, body: Sequence[str], attachment: tuple[str, bytes] | None = None,
    ) -> bytes:
        dear = words.DEAR if case.unit else words.DEAR_SENDER
        text = "\n".join([self._say(dear, case), "", *body, *self._due(case), "", words.CLOSING.of(self.lang), ""])
        mail = EmailMessage(policy=SMTP)
        mail["X-Unsent"] = "1"
        mail[DRAFT_HEADER] = "1"
        if case.recipient:
            mail["To"] = case.recipient
        mail["Subject"] = " ".join(self._say(words.SUBJECT[kind], case).split())
        mail.set_content(excel_text(text), charset="utf-8", cte="base64")
        if attachment:
            name, data = attachment
            mail.add_attachment(data, maintype=_WORKBOOK[0], subtype=_WORKBOOK[1], filename=name)
            mail.set_boundary("=_" + hashlib.sha256(data).hexdigest()[:32])
        return mail.as_bytes()

    def _due(self, case: Case) -> list[str]:
        form = case.form or self.fallback
        due = form.due_in(self._year(case))
        if due is None:
            return []
        passed = thai_time(self.as_of).date() > due
        return ["", (words.DUE_PASSED if passed else words.DUE).of(self.lang).format(date=long_date(due, self.lang))]

    def _year(self, case: Case) -> int:
        return case.year or self.year or (case.form or self.fallback).fiscal_year

    def _say(self, text: Text, case: Case, **facts: str) -> str:
        """A text with the facts of the case filled in."""
        form, lang = case.form or self.fallback, self.lang
        code = case.unit.code if case.unit else ""
        identity = Identity(form.form_id, form.form_version, code, self._year(case), lang, blank=not code)
        stated = known.facts(form, identity)
        gap = " " if lang == "en" else ""
        what = words.WHAT.of(lang).format(title=form.title.of(lang), year=stated["year"])
        whose = f"{stated['unit_label']}{gap}{stated['unit']}" if case.unit else ""
        said = text.of(lang).format(what=what, whose=whose, return_to=stated["return_to"], **facts)
        return said.strip().rstrip(",") if not case.unit else said
