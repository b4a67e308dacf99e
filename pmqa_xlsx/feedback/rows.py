"""One return as its letter and its correction workbook need it: findings and answers as rows of the frames."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.consolidate.correspondence import Matter
from pmqa_xlsx.consolidate.matters import is_matter
from pmqa_xlsx.consolidate.rows import finding_rows
from pmqa_xlsx.consolidate.standing import JudgedArrival
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.question import Question

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReturnRows:
    """The rows of one return, or of the joined whole that counts.

    :ivar findings: rows of the ``findings`` frame.
    :ivar answers: rows of the ``answers`` frame by question.
    """

    findings: tuple[Row, ...]
    answers: Mapping[Question, Row]


def rows_of_counted(one: JudgedArrival, unit_code: str, matters: Collection[Matter]) -> ReturnRows:
    """The rows of a unit's counted whole.

    :param matters: the errors and dropped answers to show; the other ones have been accepted, or are written about in
        another letter. Other findings are all shown.
    """
    def is_shown(finding: Finding) -> bool:
        return not is_matter(finding) or Matter(unit_code, str(finding.place.question), finding.code) in matters

    older = tuple(finding for finding in one.elsewhere if finding.place.question.field)
    shown = replace(one, findings=tuple(filter(is_shown, (*one.findings, *older))))
    layout, slots = one.measured.layout, one.measured.reading.slots
    assert layout is not None  # noqa: S101  a counted return was read by a form
    answers = {slot.question: {"state": read.answer.state, "value": read.answer.value, "raw": read.answer.raw,
                               "sheet": read.sheet, "cell": read.cell}
               for slot, read in zip(layout.slots, slots, strict=True)}
    return ReturnRows(tuple(vars(row) for row in finding_rows([shown], contacts=True)), answers)


def open_points(rows: ReturnRows) -> int:
    """How many errors and warnings there are."""
    return sum(row["severity"] != Severity.NOTICE for row in rows.findings)
