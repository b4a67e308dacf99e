"""What is said of a return as a whole: identity, year, seal, and whatever stands where nothing was asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from books import book_of, text_cell
from pmqa_xlsx import load_form
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.files.book import BookSheet, WorkbookContent
from pmqa_xlsx.form.model import FISCAL_YEAR, UNIT, Form
from pmqa_xlsx.ingester import read_return as read
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.layout.identity import Identity
from test_relocation import moved, with_sheet

FORM = load_form()
LAYOUT = plan_layout(FORM)
GENERAL, FIRST, SUMMARY = "ข้อมูลทั่วไป", "หมวด 1", "สรุปผล"
READS = Callable[..., Reading]
#: The form as it would be if Chiang Rai answered from the next year on only, and Chiang Mai until last year.
COMING = replace(FORM, units=tuple(
    replace(unit, from_year=2570) if unit.code == "57" else replace(unit, to_year=2568) if unit.code == "50" else unit
    for unit in FORM.units))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> READS:
    """Read a workbook that is given as plain data."""
    def reading(book: WorkbookContent, form: Form = FORM) -> Reading:
        monkeypatch.setattr(read, "read_workbook", lambda *_: book)
        return read.read_return(read.LoadedRequest((form,)), b"")

    return reading


def filled(unit: str = "50") -> WorkbookContent:
    """A workbook of a unit in which every answer is missing, as its editor leaves it."""
    return book_of(LAYOUT, Identity(FORM.form_id, FORM.form_version, unit, 2569, "th", blank=False), {})


def typed(book: WorkbookContent, sheet: str, cell: str, text: str) -> WorkbookContent:
    """A workbook into one cell of which somebody typed."""
    return edited(book, sheet, lambda known: replace(
        known, cells={**known.cells, CellRef.parse(cell): text_cell(text)}))


def edited(book: WorkbookContent, sheet: str, change: Callable[[BookSheet], BookSheet]) -> WorkbookContent:
    """A workbook of which one sheet was changed."""
    known = book.sheet(sheet)
    assert known is not None
    return with_sheet(book, sheet, change(known))


def said(reading: Reading) -> list[tuple[str, str]]:
    """The findings as (code, what was typed), the missing answers left out."""
    return [(finding.code, finding.value) for finding in reading.findings if finding.code != "answer-missing"]


def test_as_it_was_sent(reads: READS) -> None:
    """A workbook in which nothing was changed has an intact seal and nothing to be said."""
    reading = reads(filled())
    assert (reading.unit_code, reading.fiscal_year, reading.seal, said(reading)) == ("50", 2569, "intact", [])


@pytest.mark.parametrize(("sheet", "cell"), [
    (FIRST, "I4"), (FIRST, "K30"), (SUMMARY, "C5"), (SUMMARY, "B13"), (GENERAL, "D6"),
], ids=["over a state", "beside the form", "over a figure", "where a text is empty", "over a state of the cover"])
def test_text_where_nothing_is_asked_is_told(reads: READS, sheet: str, cell: str) -> None:
    """A note is reported wherever it stands, also over a cell that the workbook fills in itself."""
    assert said(reads(typed(filled(), sheet, cell, "ดูหมายเหตุ"))) == [("extra-content", "ดูหมายเหตุ")]


def test_a_long_added_sheet_is_kept_whole(reads: READS) -> None:
    """All the text of an added sheet is in findings, in as many as it takes."""
    added = BookSheet("บันทึก", False, False, {CellRef(row, 0): text_cell(f"{row}-" + "ก" * 900) for row in range(80)})
    book = filled()
    findings = said(reads(replace(book, sheets=(*book.sheets, added))))
    assert [code for code, _ in findings] == ["extra-content"] * 3
    assert sum(value.count("ก") for _, value in findings) == 80 * 900


@pytest.mark.parametrize("notes", [1, 200, 201, 203])
def test_many_notes_on_a_sheet(reads: READS, notes: int) -> None:
    """Each of the first 200 notes on a sheet has a finding of its own; further ones are listed in one."""
    cells = {CellRef(row, 12): text_cell(f"หมายเหตุ {row}") for row in range(notes)}
    findings = said(reads(edited(filled(), FIRST, lambda sheet: replace(sheet, cells={**sheet.cells, **cells}))))
    listed = [("extra-content", "\n".join(f"M{row + 1}: หมายเหตุ {row}" for row in range(200, notes)))]
    assert findings == [("extra-content", f"หมายเหตุ {row}") for row in range(min(notes, 200))] + listed[:notes > 200]


@pytest.mark.parametrize(("shown", "year", "codes"), [
    ("2569", 2569, []), ("พ.ศ. ๒๕๖๙", 2569, []), ("ปีงบประมาณ 2569", 2569, []), ("", 2569, []),
    ("ปี 2568", 2568, ["year-mismatch"]), ("2568/69", None, ["year-mismatch"]),
])
def test_fiscal_year(reads: READS, shown: str, year: int | None, codes: list[str]) -> None:
    """The year that the return shows counts; one that cannot be read is told and never replaced by another."""
    slot = LAYOUT.identity_slots[FISCAL_YEAR]
    reading = reads(typed(filled(), GENERAL, str(slot.cell), shown))
    assert (reading.fiscal_year, [code for code, _ in said(reading)]) == (year, codes)


@pytest.mark.parametrize(("shown", "codes"), [
    ("เชียงใหม่", []), ("จังหวัดเชียงใหม่", []), ("จ. เชียงใหม่", []), ("Chiang Mai", []), ("50", []),
    ("เชียงราย", ["unit-mismatch"]), ("เชียงใหม", ["unit-mismatch"]),
])
def test_unit(reads: READS, shown: str, codes: list[str]) -> None:
    """The unit may be written in any of its ways; another than the workbook was made for is told."""
    slot = LAYOUT.identity_slots[UNIT]
    assert [code for code, _ in said(reads(typed(filled(), GENERAL, str(slot.cell), shown)))] == codes


@pytest.mark.parametrize(("form", "chosen", "unit", "codes"), [
    (FORM, "เชียงราย", "57", []), (FORM, "จ.เชียงใหม่", "50", []),
    (FORM, "", "", ["unit-unknown"]), (FORM, "เชียงใหม", "เชียงใหม", ["unit-unknown"]),
    (COMING, "เชียงราย", "เชียงราย", ["unit-unknown"]), (COMING, "เชียงใหม่", "เชียงใหม่", ["unit-unknown"]),
    (COMING, "ลำปาง", "52", []),
])
def test_unit_of_a_workbook_for_any_unit(reads: READS, form: Form, chosen: str, unit: str, codes: list[str]) -> None:
    """There the unit that was chosen counts, if it is one that answers in the year that is collected."""
    layout = plan_layout(form)
    book = book_of(layout, Identity(form.form_id, form.form_version, "", 2569, "th", blank=True), {})
    reading = reads(typed(book, GENERAL, str(layout.identity_slots[UNIT].cell), chosen), form)
    assert (reading.unit_code, reading.seal, [code for code, _ in said(reading)]) == (unit, "intact", codes)


@pytest.mark.parametrize("unit", ["50", "57"])
def test_a_unit_that_does_not_answer_this_year(reads: READS, unit: str) -> None:
    """A workbook made for a unit that does not answer in the year that is collected is nobody's."""
    book = book_of(plan_layout(COMING), Identity(FORM.form_id, FORM.form_version, unit, 2569, "th", blank=False), {})
    reading = reads(book, COMING)
    assert (reading.unit_code, reading.unit_name, said(reading)) == (unit, "", [("unit-unknown", unit)])


@pytest.mark.parametrize(("stated", "differs", "codes"), [
    ({"pmqa_unit": "50"}, "", []),
    ({"pmqa_unit": "57"}, "unit", ["seal-altered", "unit-mismatch"]),
    ({"pmqa_year": "2568"}, "year", ["seal-altered"]),
    ({"pmqa_layout": "sha256:0"}, "layout", ["seal-altered"]),
    ({"pmqa_lang": "en"}, "", []),
])
def test_carriers_that_contradict(reads: READS, stated: dict[str, str], differs: str, codes: list[str]) -> None:
    """Where the workbook's properties state another identity than its cells, the seal is broken; no unit is guessed."""
    reading = reads(replace(filled(), properties=stated))
    assert [finding.code for finding in reading.findings if finding.code != "answer-missing"] == codes
    assert [finding.facts["differs"] for finding in reading.findings if finding.code == "seal-altered"] == (
        [differs] if differs else [])


@pytest.mark.parametrize(("change", "seal", "codes"), [
    (lambda sheet: replace(sheet, name="หมวดหนึ่ง"), "intact", ["sheet-renamed"]),
    (lambda sheet: moved(sheet, row=4, by=1), "intact", ["cells-moved"]),
    (lambda sheet: moved(sheet, row=4, by=-1), "altered", ["cells-moved", "row-missing", "seal-altered"]),
    (lambda sheet: replace(sheet, protected=False), "intact", ["protection-removed"]),
], ids=["renamed", "a row inserted", "a criterion deleted", "protection off"])
def test_seal(reads: READS, change, seal: str, codes: list[str]) -> None:  # type: ignore[no-untyped-def]
    """The seal breaks when a text of the form is gone, and not when it only lies elsewhere."""
    reading = reads(edited(filled(), FIRST, change))
    assert (reading.seal, [code for code, _ in said(reading)]) == (seal, codes)


def test_a_changed_wording_is_shown_old_and_new(reads: READS) -> None:
    """A changed text of the form is named with its cell, and breaks the seal; answers are read all the same."""
    reading = reads(typed(filled(), FIRST, "B4", "อื่น"))
    assert said(reading) == [("seal-altered", ""), ("locked-text-changed", "อื่น")]
    assert len(reading.slots) == len(LAYOUT.slots)
