"""The cases that get a mail after a round, each with its rows of the frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.utils import parseaddr
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.answers import is_email
from pmqa_xlsx.consolidate.frame_rows import Edition, FormIndex, rows_of
from pmqa_xlsx.consolidate.privacy import withheld_answers
from pmqa_xlsx.consolidate.standing import Status
from pmqa_xlsx.errors import InputNotFound, UnitNotFound
from pmqa_xlsx.form.model import Form, Level, Unit
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.layout import Layout, plan_layout

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation

Row = dict[str, Any]
#: Findings after which it is not certain which unit a file is from.
_UNIT_UNCERTAIN = frozenset({"unit-mismatch", "unit-doubtful"})


@dataclass(frozen=True)
class Case:
    """A return that needs correction, or the rejected files of one sender, or a unit that sent nothing.

    :ivar form: ``None`` for a rejected file of no expected form.
    :ivar unit: ``None`` if it is not known, or not listed in the form.
    :ivar year: fiscal year, B.E.; 0 if it is not known.
    :ivar recipient: an e-mail address; empty if none is known.
    :ivar files: the labels of the files concerned.
    :ivar findings: rows of the ``findings`` frame.
    :ivar answers: rows of the ``answers`` frame by question.
    """

    form: Form | None
    unit: Unit | None
    year: int
    recipient: str
    files: tuple[str, ...] = ()
    findings: tuple[Row, ...] = ()
    answers: dict[Question, Row] | None = None


class Cases:
    """The cases of a round, in the frames' order.

    :param wanted: whether the unit with that code gets a mail.
    """

    def __init__(self, source: Consolidation, wanted: Callable[[str], bool]) -> None:
        self._source, self._wanted = source, wanted
        self._index = FormIndex(source.forms)
        self._layouts: dict[str, Layout] = {}

    def layout(self, form: Form) -> Layout:
        """The layout of a form, cached."""
        if form.edition not in self._layouts:
            self._layouts[form.edition] = plan_layout(form)
        return self._layouts[form.edition]

    def to_correct(self) -> Iterator[Case]:
        """The returns that need correction."""
        returns = list(self._returns(Status.NEEDS_CORRECTION))
        frame = self._source.answers
        answers: dict[str, dict[Question, Row]] = {}
        for row in rows_of(frame[frame["unit_code"].isin({row["unit_code"] for row in returns})]):
            answers.setdefault(row["unit_code"], {})[Question.of(row)] = row
        joined: dict[str, list[Row]] = {}
        for row in self._returns(Status.JOINED):
            joined.setdefault(row["superseded_by"], []).append(row)
        for row in returns:
            case = self._case(row, [row], self._addresses(row), answers.get(row["unit_code"], {}))
            older = [finding for one in joined.get(row["sha256"], ()) for finding in
                     self._findings.get((one["file"], one["sha256"]), ()) if finding["field"]]
            yield replace(case, findings=(*case.findings, *older))

    def rejected(self) -> Iterator[Case]:
        """The rejected files: those of one sender and unit in one case, each file of an unknown sender in its own."""
        groups: dict[tuple[str, str, str], list[Row]] = {}
        for row in self._returns(Status.REJECTED):
            alone = "" if row["sender"] else f"{row['file']}\n{row['sha256']}"
            groups.setdefault((row["sender"] or "", row["unit_code"] or "", alone), []).append(row)
        for rows in groups.values():
            yield self._case(rows[0], rows, [])

    def missing(self) -> Iterator[Case]:
        """The missing units that sent nothing at all."""
        for row in rows_of(self._source.missing):
            if not row["attempts"] and self._wanted(row["unit_code"]):
                yield self._case(row, [], [])

    def _returns(self, status: Status) -> Iterator[Row]:
        for row in rows_of(self._source.returns):
            if row["status"] == status and self._wanted(row["unit_code"] or ""):
                yield row

    def _case(
        self, row: Row, files: list[Row], cover: list[str], answers: dict[Question, Row] | None = None,
    ) -> Case:
        edition = Edition.of(row)
        unit = self._index.unit(edition, row["unit_code"] or "")
        findings = [finding for one in files for finding in self._findings.get((one["file"], one["sha256"]), ())]
        sure = not any(finding["code"] in _UNIT_UNCERTAIN for finding in findings)
        senders = [parseaddr(one.get("sender") or "")[1] for one in files]
        known = [*cover, *senders, unit.email if unit and sure else ""]
        return Case(
            self._index.form(edition), unit if sure else None, edition.fiscal_year,
            next(filter(is_email, known), ""), tuple(one["file"] for one in files), tuple(findings), answers)

    @cached_property
    def _findings(self) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in rows_of(self._source.findings):
            found.setdefault((row["file"], row["sha256"]), []).append(row)
        return found

    @cached_property
    def _on_covers(self) -> dict[tuple[Edition, str], list[str]]:
        found: dict[tuple[Edition, str], list[str]] = {}
        for row in rows_of(self._source.contacts):
            if row["level"] == Level.COVER:
                found.setdefault((Edition.of(row), row["unit_code"]), []).append(row["email"])
        return found

    def _addresses(self, row: Row) -> list[str]:
        """The addresses on the cover of a counted return, in the form's order."""
        return self._on_covers.get((Edition.of(row), row["unit_code"]), [])


def check_complete(source: Consolidation, where: str) -> None:
    """Reject results without personal data: answers would be lost in the workbooks, and mails would have no address.

    :param where: the name of the results in the message.
    :raises InputNotFound: answers were withheld.
    """
    withheld = withheld_answers(source.answers)
    if withheld:
        raise InputNotFound(
            f"{where}: these results were made with --no-contacts: {withheld} answers and all addresses are missing, "
            "so no workbook can be sent back with the unit's answers. Run ingest again without --no-contacts.",
            f"{where}: ผลลัพธ์นี้ประมวลผลด้วย --no-contacts จึงไม่มีคำตอบ {withheld} ช่องและที่อยู่อีเมลทั้งหมด "
            "ส่งไฟล์พร้อมคำตอบเดิมกลับไปไม่ได้ โปรดประมวลผลใหม่โดยไม่ใช้ --no-contacts")


def check_units(source: Consolidation, units: tuple[str, ...]) -> None:
    """Check that each code is the code of a unit.

    :raises UnitNotFound: no form of the results lists it.
    """
    known = {unit.code for form in source.forms for unit in form.units}
    for code in units:
        if code not in known:
            raise UnitNotFound(f"--unit {code}: no form of these results lists that unit",
                               f"--unit {code}: ไม่มีหน่วยงานรหัสนี้ในแบบของผลลัพธ์นี้")
