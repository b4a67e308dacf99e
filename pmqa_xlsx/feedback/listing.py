"""The findings of one return for the unit: a list with places in the new workbook, and notes on its cells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from pmqa_xlsx.answers import answer_text
from pmqa_xlsx.answers.model import BLANK, State
from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.cells import CellKind, CellRef, CellValue
from pmqa_xlsx.consolidate.letters import Matter
from pmqa_xlsx.consolidate.matters import is_matter
from pmqa_xlsx.consolidate.rows import finding_rows
from pmqa_xlsx.consolidate.schema import FindingRow
from pmqa_xlsx.consolidate.status import JudgedArrival
from pmqa_xlsx.feedback import words
from pmqa_xlsx.feedback.contents import as_typed, content_of
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.generator.workbook_copy import ITEM_SEPARATOR, Correction, MarkedFault, Spot
from pmqa_xlsx.ingester.slot_columns import SlotReading
from pmqa_xlsx.layout import Layout, Slot
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import comparison_key, same_text

_MISSING, _EXTRA = "answer-missing", "extra-content"
_SEVERITIES = (Severity.ERROR, Severity.WARNING)
_HEADINGS = {Severity.ERROR: words.ERRORS, Severity.WARNING: words.WARNINGS, Severity.NOTICE: words.EXTRAS}


@dataclass(frozen=True, slots=True)
class ReturnRows:
    """The rows of one return, or of the joined whole that counts.

    :ivar answers: what was read from each slot.
    """

    findings: tuple[FindingRow, ...]
    answers: Mapping[Question, SlotReading]


def rows_of_counted(one: JudgedArrival, unit_code: str, matters: Collection[Matter]) -> ReturnRows:
    """The rows of a unit's counted whole.

    :param matters: the errors and dropped answers to show; the other ones have been accepted, or are written about in
        another letter. Other findings are all shown.
    """
    def is_shown(finding: Finding) -> bool:
        return not is_matter(finding) or Matter.of(unit_code, finding) in matters

    older = tuple(finding for finding in one.elsewhere if finding.place.question.field)
    shown = replace(one, findings=tuple(filter(is_shown, (*one.findings, *older))))
    layout = one.stats.layout
    assert layout is not None  # noqa: S101  a counted return was read by a form
    asked = [slot.question for slot in layout.slots]
    return ReturnRows((*finding_rows([shown], contacts=True),),
                      dict(zip(asked, one.stats.reading.slots, strict=True)))


@dataclass(frozen=True)
class FaultList:
    """One return, with the layout of the workbook that is sent back.

    :ivar lang: the language of that workbook.
    :ivar answer_by: the day (A.D.) by which the unit is asked to answer.
    """

    case: ReturnRows
    layout: Layout
    lang: Lang
    answer_by: dt.date

    def correction(self) -> Correction:
        """The content of the workbook."""
        contents = self._contents
        faulty = frozenset(
            (slot.sheet, slot.cell) for row in self.case.findings
            if (row.severity == Severity.ERROR or row.code == "answer-dropped")
            and not self._on_unfilled_sheet(row) and (slot := self.layout.slot(row.question)) is not None)
        answers = {(slot.sheet, slot.cell): contents[slot.question] for slot in self.layout.slots}
        return Correction({spot: cell for spot, cell in answers.items() if cell.kind is not CellKind.EMPTY},
                          self._notes(), faulty, self.groups, self.answer_by)

    @cached_property
    def groups(self) -> list[tuple[str, list[MarkedFault]]]:
        """The list: errors, warnings, then text typed outside the slots; a line for each row, and no empty groups.

        A heading says how many lines follow: all that is wrong in one row is corrected at one place.
        """
        return [(_HEADINGS[severity].say(self.lang, count=len(faults)), faults)
                for severity, faults in self._items.items() if faults]

    @property
    def open_count(self) -> int:
        """How many lines there are of errors and warnings."""
        return sum(len(self._items[severity]) for severity in _SEVERITIES)

    @cached_property
    def _items(self) -> dict[Severity, list[MarkedFault]]:
        return {severity: self._by_row([row for row in self.case.findings if row.severity == severity and (
            severity in _SEVERITIES or row.code == _EXTRA)]) for severity in _HEADINGS}

    def _by_row(self, rows: list[FindingRow]) -> list[MarkedFault]:
        """One line for all faults in the same row of the form, in the order of the sheets; before them the others."""
        order = {sheet.key: number for number, sheet in enumerate(self.layout.sheets)}
        groups: dict[tuple[int, int, int], list[tuple[str, MarkedFault]]] = {}
        for number, (code, fault) in enumerate(self._faults(rows)):
            if fault.spot is None:
                groups[-1, 0, number] = [(code, fault)]
            else:
                sheet, cell = fault.spot
                groups.setdefault((order[sheet], cell.row, 0), []).append((code, fault))
        return [self._joined(groups[place]) for place in sorted(groups)]

    def _joined(self, together: Sequence[tuple[str, MarkedFault]]) -> MarkedFault:
        """Several faults of one row as one: what they have in common is stated once."""
        if len(together) == 1:
            return together[0][1]
        faults = sorted((fault for _, fault in together), key=lambda fault: fault.spot or ("", CellRef(0, 0)))
        first = faults[0]
        items = list(dict.fromkeys(fault.item for fault in faults if fault.item))
        code, between, _ = items[0].partition(ITEM_SEPARATOR) if items else ("", "", "")
        common = code + between if between and all(item.startswith(code + between) for item in items) else ""
        names = [item.removeprefix(common) for item in items]
        joined = MarkedFault(first.place, first.spot, common + ", ".join(names), *(
            _lines(getattr(fault, name) for fault in faults) for name in ("typed", "message", "fix")))
        if first.spot is None or {code for code, _ in together} != {_MISSING}:
            return joined
        cells = ", ".join(str(fault.spot[1]) for fault in faults if fault.spot)
        return replace(joined, message=words.MISSING_CELLS.say(self.lang, items=", ".join(f"“{one}”" for one in names)),
                       fix=words.MISSING_CELLS_FIX.say(self.lang, cells=cells, sheet=self._name(first.spot[0])))

    @property
    def _answers(self) -> Mapping[Question, SlotReading]:
        return self.case.answers

    @cached_property
    def _contents(self) -> dict[Question, CellValue]:
        codes: dict[Question, set[str]] = {}
        for row in self.case.findings:
            codes.setdefault(row.question, set()).add(row.code)
        answers = {question: read.answer for question, read in self._answers.items()}
        return {asked: content_of(answers.get(asked, BLANK), slot.field, codes.get(asked, ()), self.lang)
                for slot in self.layout.slots for asked in [slot.question]}

    @cached_property
    def _filled_sheets(self) -> frozenset[str]:
        """The names of the return's sheets with at least one answer."""
        return frozenset(read.sheet for read in self._answers.values() if read.answer.state is not State.EMPTY)

    def _on_unfilled_sheet(self, row: FindingRow) -> bool:
        return row.code == _MISSING and bool(row.sheet) and row.sheet not in self._filled_sheets

    def _faults(self, rows: list[FindingRow]) -> Iterator[tuple[str, MarkedFault]]:
        """A line for each finding and its code; one without a code for all missing answers of an unfilled sheet."""
        empty: dict[str, int] = {}
        for row in rows:
            if self._on_unfilled_sheet(row):
                empty[row.sheet] = empty.get(row.sheet, 0) + 1
        for row in rows:
            if not self._on_unfilled_sheet(row):
                yield row.code, self._fault(row)
            elif count := empty.pop(row.sheet, 0):
                slot = self.layout.slot(row.question)
                name = self._name(slot.sheet) if slot else row.sheet
                yield "", MarkedFault(name, (slot.sheet, slot.cell) if slot else None, "", "",
                                      words.UNFILLED_SHEET.say(self.lang, count=count),
                                      words.UNFILLED_SHEET_FIX.say(self.lang, sheet=name))

    def _fault(self, row: FindingRow) -> MarkedFault:
        slot = self.layout.slot(row.question)
        typed = row.value
        read = self._answers.get(row.question)
        if slot is not None and read is not None and read.answer.state is State.INVALID:
            typed = as_typed(self._contents[slot.question], typed, self.lang, slot.field.calendar)
        elif slot is not None and row.code == "answer-dropped":
            typed = answer_text(slot.field, typed, self.lang)
        place, spot = self._place(row, slot)
        item = ITEM_SEPARATOR.join(filter(None, [row.criterion, slot.heading.of(self.lang) if slot else ""]))
        return MarkedFault(place, spot, item, typed, row.message(self.lang), self._fix(row, slot))

    def _place(self, row: FindingRow, slot: Slot | None) -> tuple[str, Spot | None]:
        """The place in the new workbook: the slot, else the row or sheet concerned, else the whole file."""
        if slot is not None:
            return f"{self._name(slot.sheet)} · {slot.cell}", (slot.sheet, slot.cell)
        first = next((one for one in self.layout.slots if row.question.concerns(one.question)), None)
        if first:
            return self._name(first.sheet), (first.sheet, first.cell)
        key = self._sheet_keys.get(row.sheet.casefold())
        if key is None:
            return " · ".join(filter(None, [row.sheet, row.cell])) or words.WHOLE_FILE.of(self.lang), None
        try:
            cell = CellRef.parse(row.cell)
        except ValueError:  # the whole sheet, or an address that the file gives
            cell = CellRef(0, 0)
        return " · ".join(filter(None, [self._name(key), row.cell])), (key, cell)

    @cached_property
    def _sheet_keys(self) -> dict[str, str]:
        """The keys of the visible sheets by their names in the new workbook and in the return."""
        keys = {name.casefold(): sheet.key for sheet in self.layout.sheets if not sheet.kind.hidden
                for name in (sheet.name.th, sheet.name.en)}
        return keys | {read.sheet.casefold(): slot.sheet for question, read in self._answers.items()
                       if read.sheet and (slot := self.layout.slot(question))}

    def _fix(self, row: FindingRow, slot: Slot | None) -> str:
        """What to do, with the place in the new workbook."""
        if row.code in words.RENEWED:
            return words.RENEWED[row.code].of(self.lang)
        fix = row.fix(self.lang)
        if slot is None or not row.cell:
            return fix
        fix = fix.replace(f"“{row.sheet}”", f"“{self._name(slot.sheet)}”")
        return re.sub(rf"(?<![A-Za-z0-9]){re.escape(row.cell)}(?![A-Za-z0-9])", str(slot.cell), fix)

    def _notes(self) -> dict[Spot, str]:
        """The notes: what is wrong at a cell and how to correct it; for a converted answer, what was typed."""
        notes: dict[Spot, list[str]] = {}
        for row in self.case.findings:
            slot = self.layout.slot(row.question)
            if slot is not None and row.severity in _SEVERITIES and not self._on_unfilled_sheet(row):
                fault = self._fault(row)
                notes.setdefault((slot.sheet, slot.cell), []).append(
                    f"{fault.message}\n{words.NOTE_FIX.say(self.lang, fix=fault.fix)}")
        for question, read in self._answers.items():
            slot, answer = self.layout.slot(question), read.answer
            if slot is None or answer.state is not State.CONVERTED or (slot.sheet, slot.cell) in notes:
                continue
            shown = self._contents[question]
            if shown.kind is CellKind.TEXT and same_text(shown.raw, answer.raw):
                continue
            if shown.kind is not CellKind.TEXT and comparison_key(answer.raw) == shown.raw:
                continue
            text = words.NOTE_CONVERTED.say(
                self.lang, raw=answer.raw,
                shown=as_typed(shown, answer.value, self.lang, slot.field.calendar))
            notes[slot.sheet, slot.cell] = [text]
        return {spot: "\n\n".join(texts) for spot, texts in notes.items()}

    def _name(self, key: str) -> str:
        return self.layout.sheet_by_key[key].name.of(self.lang)


def _lines(texts: Iterable[str]) -> str:
    """Different texts, one on each line."""
    return "\n".join(dict.fromkeys(filter(None, texts)))
