"""Limits on what the reading of one return may hand back, so that a small file cannot fill memory and results.

Nothing below a limit is changed. What is above is cut; the number of characters left out follows the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pmqa_xlsx.answers.model import Answer, Remark, State
from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.question import NO_QUESTION
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.text.excel_text import CELL_LIMIT

#: Most characters of one answer: as many as Excel stores in a cell.
MAX_ANSWER = CELL_LIMIT
#: Most characters of all answers of a return together, of those that are not valid, and of each answer beyond that.
MAX_ANSWERS, MAX_INVALID, MAX_LATER_ANSWER = 2_000_000, 500_000, 1_000
#: Most characters of text outside the answer cells.
MAX_TEXT = 200_000
#: Most characters of the texts that other findings repeat, and of each text beyond that.
MAX_REPEATED, MAX_LATER_TEXT = 50_000, 200
#: Most findings of one code that are about no question; those about questions are as many as the form allows.
MAX_FINDINGS = 500
#: Most characters of a sheet's name (Excel allows 31), and of the name of the program that saved the file.
MAX_NAME = 100
_EXTRA = "extra-content"


@dataclass(slots=True)
class Allowance:
    """The text outside the answer cells that may still be handed back.

    :ivar left: remaining characters.
    :ivar pieces: number of texts left out or cut, and ``characters`` their characters.
    """

    left: int = MAX_TEXT
    pieces: int = 0
    characters: int = 0

    def take(self, text: str) -> str:
        """The text, cut if less is left; empty if nothing is left."""
        if len(text) <= self.left:
            self.left -= len(text)
            return text
        kept, self.left = self.left, 0
        self.leave_out(len(text) - kept)
        return cut(text, kept) if kept else ""

    def leave_out(self, characters: int) -> None:
        """Count a text that is left out."""
        self.pieces += 1
        self.characters += characters


def cut(text: str, most: int) -> str:
    """A text that is cut after some characters, with the number of the others: ``ab… (+1,234)``."""
    return text if len(text) <= most else f"{text[:most]}… (+{len(text) - most:,})"


def bounded_answers(answers: Sequence[Answer]) -> Sequence[Answer]:
    """The answers within the limits; a longer one is invalid, with the beginning of its text."""
    total = sum([len(answer.raw) for answer in answers])
    if total <= MAX_ANSWER:
        return answers
    left, left_invalid = MAX_ANSWERS, MAX_INVALID
    bounded: list[Answer] = []
    for answer in answers:
        invalid = answer.state is State.INVALID
        room = min(left, left_invalid) if invalid else left
        most = min(MAX_ANSWER, room) if len(answer.raw) <= room else MAX_LATER_ANSWER
        bounded.append(answer if len(answer.raw) <= most else _cut(answer, most))
        left = max(0, left - len(bounded[-1].raw))
        if invalid:
            left_invalid = max(0, left_invalid - len(bounded[-1].raw))
    return bounded


def _cut(answer: Answer, most: int) -> Answer:
    remarks = answer.remarks or (Remark("text-too-long", {"length": f"{len(answer.raw):,}"}),)
    if answer.state.answered:
        remarks = (Remark("text-too-long", {"length": f"{len(answer.raw):,}"}),)
    state = answer.state if answer.state is State.EMPTY else State.INVALID
    return Answer("", None, cut(answer.raw, most), state, remarks)


def bounded_findings(findings: Iterable[Finding], allowance: Allowance) -> Iterator[Finding]:
    """The findings within the limits, and one about what was left out.

    :param allowance: has cut the texts of ``extra-content``.
    """
    counts: Counter[str] = Counter()
    left = MAX_REPEATED
    for finding in findings:
        if finding.place.question == NO_QUESTION:
            counts[finding.code] += 1
            if counts[finding.code] > MAX_FINDINGS:
                allowance.leave_out(len(finding.value))
                continue
        if finding.code != _EXTRA:
            left -= len(finding.value) + sum(map(len, finding.facts.values()))
            if left < 0:
                finding = _shortened(finding)
        yield finding
    if allowance.pieces:
        facts = {"pieces": f"{allowance.pieces:,}", "characters": f"{allowance.characters:,}"}
        yield Finding("content-cut", facts=facts)


def _shortened(finding: Finding) -> Finding:
    facts = {name: cut(fact, MAX_LATER_TEXT) for name, fact in finding.facts.items()}
    return replace(finding, value=cut(finding.value, MAX_LATER_TEXT), facts=facts)


def bounded_names(book: WorkbookContent) -> WorkbookContent:
    """The workbook with its sheets' names, and that of its program, within :data:`MAX_NAME`."""
    if len(book.application) <= MAX_NAME and all(len(sheet.name) <= MAX_NAME for sheet in book.sheets):
        return book
    return replace(book, application=cut(book.application, MAX_NAME),
                   sheets=tuple(replace(sheet, name=cut(sheet.name, MAX_NAME)) for sheet in book.sheets),
                   extras=tuple(extra._replace(sheet=cut(extra.sheet, MAX_NAME)) for extra in book.extras))
