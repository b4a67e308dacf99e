"""Findings about a return as a whole: identity, year, seal, and text outside the answer cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from books import book_of, text_cell
from pmqa_xlsx import load_form
from pmqa_xlsx.cells import CellKind, CellRef, CellValue
from pmqa_xlsx.files.book import BookSheet, Extra, WorkbookContent
from pmqa_xlsx.files.number_formats import format_of
from pmqa_xlsx.files.values import conflict, number_value
from pmqa_xlsx.form.model import FISCAL_YEAR, UNIT, Form
from pmqa_xlsx.ingester import read_return as read
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.layout.identity import STAMP, Identity
from pmqa_xlsx.text.language import Text
from test_relocation import moved, with_sheet

FORM = load_form()
LAYOUT = plan_layout(FORM)
GENERAL, FIRST, SUMMARY = "ข้อมูลทั่วไป", "หมวด 1", "สรุปผล"
READS = Callable[..., Reading]
#: The form with Chiang Rai answering only from the next year on, Chiang Mai only until last year, and without Lampang.
COMING = replace(FORM, units=tuple(
    replace(unit, from_year=2570) if unit.code == "57" else replace(unit, to_year=2568) if unit.code == "50" else unit
    for unit in FORM.units if unit.code != "52"))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> READS:
    """Read a workbook given as plain data."""
    def reading(book: WorkbookContent, form: Form = FORM, year: int | None = None) -> Reading:
        monkeypatch.setattr(read, "read_workbook", lambda *_: book)
        return read.read_return(ReadingRequest((form,), year), b"")

    return reading


def filled(unit: str = "50", year: int = 2569) -> WorkbookContent:
    """A workbook of a unit without any answer, as saved by an editor."""
    return book_of(LAYOUT, Identity(FORM.form_id, FORM.form_version, unit, year, "th", blank=False), {})


def typed(book: WorkbookContent, sheet: str, cell: str, text: str) -> WorkbookContent:
    """A workbook with text typed into one cell."""
    return edited(book, sheet, lambda known: replace(
        known, cells={**known.cells, CellRef.parse(cell): text_cell(text)}))


def edited(book: WorkbookContent, sheet: str, change: Callable[[BookSheet], BookSheet]) -> WorkbookContent:
    """A workbook with one changed sheet."""
    known = book.sheet(sheet)
    assert known is not None
    return with_sheet(book, sheet, change(known))


def said(reading: Reading) -> list[tuple[str, str]]:
    """The findings as (code, typed text), without missing answers."""
    return [(finding.code, finding.value) for finding in reading.findings if finding.code != "answer-missing"]


def test_as_it_was_sent(reads: READS) -> None:
    """An unchanged workbook has an intact seal and no findings."""
    reading = reads(filled())
    assert (reading.unit_code, reading.fiscal_year, reading.seal, said(reading)) == ("50", 2569, "intact", [])


def test_not_our_form(reads: READS) -> None:
    """A workbook that does not say which form it is has no answers; when it was saved is known all the same."""
    saved = dt.datetime(2026, 11, 5, tzinfo=dt.UTC)
    reading = reads(WorkbookContent((BookSheet("Sheet1", False, False, {}),), saved_at=saved))
    assert said(reading) == [("not-our-form", "")]
    assert (reading.form_id, reading.saved_at, len(reading.slots)) == ("", saved, 0)


def test_an_edition_that_is_not_collected(reads: READS) -> None:
    """The finding names the workbook's edition and those that are collected; whose it is, is known."""
    reading = reads(filled(), replace(FORM, form_version="2"))
    [finding] = reading.findings
    assert (finding.code, finding.facts) == ("form-unknown", {"form": FORM.edition, "known": f"{FORM.form_id}-2"})
    assert (reading.form_id, reading.form_version, reading.unit_code, reading.fiscal_year, len(reading.slots)) == (
        FORM.form_id, FORM.form_version, "50", 2569, 0)


@pytest.mark.parametrize(("made_for", "asked_for", "year", "codes"), [
    (2569, None, 2569, []), (2569, 2569, 2569, []), (2570, 2570, 2570, []),
    (2569, 2570, 2569, ["year-mismatch"]), (2570, None, 2570, ["year-mismatch"]),
])
def test_the_year_asked_for(reads: READS, made_for: int, asked_for: int | None, year: int, codes: list[str]) -> None:
    """The year that is collected is the one asked for, else the form's own; the seal covers the workbook's year."""
    reading = reads(filled(year=made_for), FORM, asked_for)
    assert (reading.fiscal_year, reading.seal, [code for code, _ in said(reading)]) == (year, "intact", codes)


@pytest.mark.parametrize("row", ["a unit", "a year"])
def test_without_the_cover_the_workbook_itself_says_whose_it_is(reads: READS, row: str) -> None:
    """If the cover's row or the whole cover is gone, unit and year are those that the workbook was made for."""
    book = filled()
    reading = reads(replace(book, sheets=tuple(sheet for sheet in book.sheets if sheet.name != GENERAL)))
    assert (reading.unit_code, reading.unit_name, reading.fiscal_year) == ("50", "เชียงใหม่", 2569)
    place = LAYOUT.identity_slots[UNIT if row == "a unit" else FISCAL_YEAR].cell
    reading = reads(edited(book, GENERAL, lambda sheet: moved(sheet, row=place.row, by=-1)))
    assert (reading.unit_code, reading.unit_name, reading.fiscal_year) == ("50", "เชียงใหม่", 2569)
    assert {code for code, _ in said(reading)} == {"cells-moved", "row-missing", "seal-altered"}


def test_when_it_was_saved(reads: READS) -> None:
    """The generator's own stamp is no time of saving."""
    saved = dt.datetime(2026, 11, 5, tzinfo=dt.UTC)
    assert reads(replace(filled(), saved_at=saved)).saved_at == saved
    assert reads(replace(filled(), saved_at=STAMP)).saved_at is None


def test_a_wording_that_the_definition_changed_since(reads: READS) -> None:
    """A workbook with an intact seal has the texts that it was sent with, whatever the definition says by now."""
    first, second, *rest = FORM.categories[1].criteria
    changed = replace(FORM.categories[1], criteria=(first, replace(second, text=Text("ถ้อยคำใหม่")), *rest))
    later = replace(FORM, categories=(FORM.categories[0], changed, *FORM.categories[2:]))
    reading = reads(filled(), later)
    assert (reading.seal, said(reading)) == ("intact", [])


@pytest.mark.parametrize(("sheet", "cell"), [
    (FIRST, "I4"), (FIRST, "K30"), (SUMMARY, "C5"), (SUMMARY, "B13"), (GENERAL, "D6"),
], ids=["over a state", "beside the form", "over a figure", "where a text is empty", "over a state of the cover"])
def test_text_outside_answer_cells_is_reported(reads: READS, sheet: str, cell: str) -> None:
    """A note is reported in any place, also in a cell that had a formula."""
    assert said(reads(typed(filled(), sheet, cell, "ดูหมายเหตุ"))) == [("extra-content", "ดูหมายเหตุ")]


def test_charts_are_reported_but_for_the_forms_own(reads: READS) -> None:
    """A unit may show its results in a chart; the one on the summary is the form's."""
    places = [(FIRST, "G4"), (SUMMARY, "D2"), ("ผล", "")]
    found = reads(replace(filled(), extras=tuple(Extra(*place, "chart", "Chart 1") for place in places))).findings
    charts = [(one.place.sheet, one.place.cell) for one in found if one.facts.get("variant") == "chart"]
    assert charts == [(FIRST, "G4"), ("ผล", "")]


def test_formulas_that_became_values_are_no_text_of_the_unit(reads: READS) -> None:
    """Some programs save only what formulas show: states, figures, the verdict, the to-do list, names."""
    book = filled()
    summary = LAYOUT.summary
    shown = [(FIRST, "I4", "ขาด 4"), (FIRST, "I5", "ผิด 1 ขาด 2"), (FIRST, "I6", "ครบ\nพิมพ์ไม่ครบ ดูในไฟล์"),
             (GENERAL, "D6", "–"), (SUMMARY, str(summary.verdict), "ยังไม่ครบ"),
             (SUMMARY, str(summary.left), "เหลือ 3 แถวที่ต้องทำ (คลิกเพื่อดูรายการด้านล่าง)"),
             (SUMMARY, str(summary.todo_first), "1. หมวด 1 · 1-B1.1: กรอกไม่ถูกต้อง 1 ช่อง ยังไม่ได้กรอก 2 ช่อง"),
             (SUMMARY, str(summary.people[0].cell), "(นางสาวอรุณ ใจดี)")]
    for sheet, cell, text in shown:
        book = typed(book, sheet, cell, text)
    assert said(reads(book)) == []


def test_moved_sheets_show_what_they_calculate(reads: READS) -> None:
    """Below a row that a program put in, the form's own figures and dates are no text of the unit; the row is."""
    book = typed(filled(), SUMMARY, str(LAYOUT.summary.verdict), "ยังไม่ครบ")
    for sheet in (SUMMARY, "คำชี้แจง"):
        book = typed(edited(book, sheet, lambda known: moved(known, row=0, by=1)), sheet, "A1", "ตาราง 1")
    assert [pair for pair in said(reads(book)) if pair[0] == "extra-content"] == [("extra-content", "ตาราง 1")] * 2


@pytest.mark.parametrize("text", ["ขาด 4 เพราะรอข้อมูล", "ขาดบุคลากร", "ยังไม่ครบ", "(ดูเอกสารแนบ)", "4"])
def test_what_no_formula_shows_is_text_of_the_unit(reads: READS, text: str) -> None:
    """A note over a state is reported, whatever it begins with."""
    assert said(reads(typed(filled(), FIRST, "I4", text))) == [("extra-content", text)]


@pytest.mark.parametrize(("number", "code", "text"), [
    (46053.0, "d/m/yyyy", "2026-01-31"), (46053.5, "d/m/yyyy h:mm", "2026-01-31 12:00"), (0.85, "0%", "85%"),
    (1 / 3, "hh:mm", "08:00"), (1e9, "d/m/yyyy", "1000000000"),
])
def test_numbers_outside_answer_cells_are_reported_as_people_see_them(
    reads: READS, number: float, code: str, text: str,
) -> None:
    """Nobody finds a day in a workbook by the number that stands for it, nor 0.85 in a cell that shows 85%."""
    cell = number_value(number, format_of(164, code))
    book = edited(filled(), FIRST, lambda known: replace(known, cells={**known.cells, CellRef.parse("K30"): cell}))
    assert said(reads(book)) == [("extra-content", text)]


def test_two_contents_of_a_cell_have_a_line_each() -> None:
    """Of two different answers to one question each is told apart, also one with line breaks, and as people see it."""
    one, other = number_value(46053.0, format_of(14)), text_cell("ก\nข")
    assert conflict(conflict(one, other), one).raw.split("\n") == ["2026-01-31", "ก ข"]


def test_a_long_added_sheet_is_kept_whole(reads: READS) -> None:
    """All text of an added sheet is in findings, in as many as needed."""
    added = BookSheet("บันทึก", False, False, {CellRef(row, 0): text_cell(f"{row}-" + "ก" * 900) for row in range(80)})
    book = filled()
    findings = said(reads(replace(book, sheets=(*book.sheets, added))))
    assert [code for code, _ in findings] == ["extra-content"] * 3
    assert sum(value.count("ก") for _, value in findings) == 80 * 900


@pytest.mark.parametrize("notes", [1, 200, 201, 203])
def test_many_notes_on_a_sheet(reads: READS, notes: int) -> None:
    """Each of the first 200 notes on a sheet has its own finding; further ones are listed in one."""
    cells = {CellRef(row, 12): text_cell(f"หมายเหตุ {row}") for row in range(notes)}
    findings = said(reads(edited(filled(), FIRST, lambda sheet: replace(sheet, cells={**sheet.cells, **cells}))))
    listed = [("extra-content", "\n".join(f"M{row + 1}: หมายเหตุ {row}" for row in range(200, notes)))]
    assert findings == [("extra-content", f"หมายเหตุ {row}") for row in range(min(notes, 200))] + listed[:notes > 200]


@pytest.mark.parametrize(("shown", "year", "codes"), [
    ("2569", 2569, []), ("พ.ศ. ๒๕๖๙", 2569, []), ("ปีงบประมาณ 2569", 2569, []), ("", 2569, []),
    ("ปี 2568", 2568, ["year-mismatch"]), ("2026", 2569, []), ("69", 2569, []),
    ("2025", 2025, ["year-mismatch"]), ("68", 2568, ["year-mismatch"]), ("2568/69", None, ["year-mismatch"]),
    ("1 ต.ค. 2568 – 30 ก.ย. 2569", 2569, []), ("FY2026", 2569, []), ("2569-2570", None, ["year-mismatch"]),
    ("25691", None, ["year-mismatch"]),
])
def test_fiscal_year(reads: READS, shown: str, year: int | None, codes: list[str]) -> None:
    """The year shown in the return counts; an unreadable one is reported, never replaced by another."""
    slot = LAYOUT.identity_slots[FISCAL_YEAR]
    reading = reads(typed(filled(), GENERAL, str(slot.cell), shown))
    assert (reading.fiscal_year, [code for code, _ in said(reading)]) == (year, codes)


@pytest.mark.parametrize(("shown", "codes"), [
    ("เชียงใหม่", []), ("จังหวัดเชียงใหม่", []), ("จ. เชียงใหม่", []), ("Chiang Mai", []), ("50", []),
    ("เชียงราย", ["unit-doubtful"]), ("เชียงรา", ["unit-doubtful"]), ("เชียงใหม", []),
    ("เชียงใหม่ (ชม)", []), ("50 เชียงใหม่ ภาคเหนือ", []), ("เชียงใหม่ และลำพูน", []),
    ("เชียงใหม่ และ ลำพูน", ["unit-doubtful"]),
    (" ๕๐ ", []), ("  ", []),
])
def test_unit(reads: READS, shown: str, codes: list[str]) -> None:
    """The unit may be written in any of its forms; a unit other than the workbook's own is reported."""
    slot = LAYOUT.identity_slots[UNIT]
    assert [code for code, _ in said(reads(typed(filled(), GENERAL, str(slot.cell), shown)))] == codes


@pytest.mark.parametrize(("shown", "named"), [
    ("Chiang Rai", ("เชียงราย", "Chiang Rai")), ("ลับแล", ("ลับแล", "ลับแล")),
])
def test_a_unit_in_doubt_is_named_twice(reads: READS, shown: str, named: tuple[str, str]) -> None:
    """The finding names the unit that the workbook was made for and the one that its cell shows."""
    reading = reads(typed(filled(), GENERAL, str(LAYOUT.identity_slots[UNIT].cell), shown))
    [facts] = [finding.facts for finding in reading.findings if finding.code == "unit-doubtful"]
    assert [facts[name] for name in ("made_for_th", "made_for_en", "named_th", "named_en")] == [
        "เชียงใหม่", "Chiang Mai", *named]


@pytest.mark.parametrize(("form", "chosen", "unit", "codes"), [
    (FORM, "เชียงราย", "57", []), (FORM, "จ.เชียงใหม่", "50", []), (FORM, "๕๗ จังหวัดเชียงราย", "57", []),
    (FORM, "50 เชียงราย", "50 เชียงราย", ["unit-unknown"]),
    (FORM, "", "", ["unit-unknown"]), (FORM, "เชียงใหม", "เชียงใหม", ["unit-unknown"]),
    (COMING, "เชียงราย", "เชียงราย", ["unit-unknown"]), (COMING, "เชียงใหม่", "เชียงใหม่", ["unit-unknown"]),
    (COMING, "ลำพูน", "51", []),
])
def test_unit_of_a_workbook_for_any_unit(reads: READS, form: Form, chosen: str, unit: str, codes: list[str]) -> None:
    """In such a workbook the chosen unit counts, if it answers in the expected year."""
    layout = plan_layout(form)
    book = book_of(layout, Identity(form.form_id, form.form_version, "", 2569, "th", blank=True), {})
    reading = reads(typed(book, GENERAL, str(layout.identity_slots[UNIT].cell), chosen), form)
    assert (reading.unit_code, reading.seal, [code for code, _ in said(reading)]) == (unit, "intact", codes)


@pytest.mark.parametrize(("chosen", "proposal"), [
    ("เชียงใหม", "เชียงใหม่"), ("จังหวัดเชียงใหมม่", "เชียงใหม่"), ("Chang Mai", "เชียงใหม่"), ("ลับแล", ""), ("", ""),
    ("เลย (42)", "เลย"), ("ลอย", ""), ("เลย หรือ น่าน", ""),
])
def test_a_mistyped_unit_is_proposed(reads: READS, chosen: str, proposal: str) -> None:
    """The nearest name is proposed, and never taken."""
    book = book_of(LAYOUT, Identity(FORM.form_id, FORM.form_version, "", 2569, "th", blank=True), {})
    reading = reads(typed(book, GENERAL, str(LAYOUT.identity_slots[UNIT].cell), chosen))
    (unknown,) = [finding for finding in reading.findings if finding.code == "unit-unknown"]
    assert unknown.facts.get("proposal_th", "") == proposal
    assert not proposal or f"Perhaps “{unknown.facts['proposal_en']}” is meant." in unknown.message("en")
    assert reading.unit_name == ""


@pytest.mark.parametrize("unit", ["50", "57", "52"])
def test_a_unit_that_does_not_answer_this_year(reads: READS, unit: str) -> None:
    """A workbook for a unit that is not listed, or does not answer in the expected year, belongs to no unit."""
    book = filled(unit)
    reading = reads(book, COMING)
    assert (reading.unit_code, reading.unit_name, said(reading)) == (unit, "", [("unit-unknown", unit)])


@pytest.mark.parametrize(("stated", "differs", "codes"), [
    ({"pmqa_unit": "50"}, "", []),
    ({"pmqa_unit": "57"}, "unit", ["seal-altered", "unit-mismatch"]),
    ({"pmqa_year": "2568"}, "year", ["seal-altered"]),
    ({"pmqa_layout": "sha256:0"}, "layout", ["seal-altered"]),
    ({"pmqa_lang": "en"}, "", []),
])
def test_contradicting_identity(reads: READS, stated: dict[str, str], differs: str, codes: list[str]) -> None:
    """If the workbook's properties contain another identity than its cells, the seal is broken; no unit is guessed."""
    reading = reads(replace(filled(), properties=stated))
    assert [finding.code for finding in reading.findings if finding.code != "answer-missing"] == codes
    assert [finding.facts["differs"] for finding in reading.findings if finding.code == "seal-altered"] == (
        [differs] if differs else [])


def test_whose_marks_contradict(reads: READS) -> None:
    """The finding names both units that the hidden marks state, not the one that the visible cell shows."""
    reading = reads(replace(filled(), properties={"pmqa_unit": "57"}))
    named = [(finding.facts["made_for_en"], finding.facts["named_en"]) for finding in reading.findings
             if finding.code == "unit-mismatch"]
    assert named == [("Chiang Mai", "Chiang Rai")]


def with_figures(sheet: BookSheet) -> BookSheet:
    """A category's sheet with the formulas that the workbook fills in itself."""
    live = [ref for key, ref in LAYOUT.live_cells if key == "category:1"]
    return replace(sheet, cells={**sheet.cells, **dict.fromkeys(live, CellValue(CellKind.TEXT, "ครบ", formula=True))})


def retyped(sheet: BookSheet, headings: list[str]) -> BookSheet:
    """A sheet with other texts over the columns of these fields."""
    plan = LAYOUT.sheet_by_key["category:1"]
    cells = {CellRef(plan.header_row, column.column): text_cell("อื่น ๆ")
             for column in plan.columns if column.field in headings}
    return replace(sheet, cells={**sheet.cells, **cells})


@pytest.mark.parametrize(("change", "seal", "codes"), [
    (lambda sheet: replace(sheet, name="หมวดหนึ่ง"), "intact", ["sheet-renamed"]),
    (lambda sheet: moved(sheet, row=0, by=1), "intact", ["cells-moved"]),
    (lambda sheet: moved(with_figures(sheet), row=0, by=1), "intact", ["cells-moved"]),
    (lambda sheet: retyped(sheet, ["A", "D"]), "altered",
     ["seal-altered", "locked-text-changed", "locked-text-changed"]),
    (lambda sheet: moved(retyped(sheet, ["A"]), row=0, by=1), "altered",
     ["cells-moved", "heading-missing", "seal-altered", "extra-content"]),
    (lambda sheet: moved(sheet, row=4, by=1), "intact", ["cells-moved"]),
    (lambda sheet: moved(sheet, row=4, by=-1), "altered", ["cells-moved", "row-missing", "seal-altered"]),
    (lambda sheet: replace(sheet, protected=False), "intact", ["protection-removed"]),
], ids=["renamed", "a row above", "a row above figures", "two headings", "a heading, and a row above", "a row inserted",
        "a criterion deleted", "protection off"])
def test_seal(reads: READS, change, seal: str, codes: list[str]) -> None:  # type: ignore[no-untyped-def]
    """The seal breaks if a text of the form is missing, not if it only moved."""
    reading = reads(edited(filled(), FIRST, change))
    assert (reading.seal, [code for code, _ in said(reading)]) == (seal, codes)


def test_nothing_is_missing_below_an_exchanged_heading(reads: READS) -> None:
    """An empty cell whose heading was exchanged with another's is not called unanswered: the answer is in the other."""
    def exchanged(sheet: BookSheet) -> BookSheet:
        cells = {**sheet.cells, CellRef.parse("G2"): sheet.cells[CellRef.parse("H2")],
                 CellRef.parse("H2"): sheet.cells[CellRef.parse("G2")]}
        return replace(sheet, cells=cells)

    book = typed(typed(filled(), FIRST, "C4", "มี"), FIRST, "G4", "มีคำสั่ง")
    reading = reads(edited(book, FIRST, exchanged))
    about = [(one.code, one.place.question.field) for one in reading.findings if one.place.question.field in
             ("evidence", "improvement") and one.place.question.category == "1"]
    assert about == [("heading-conflict", "evidence"), ("heading-conflict", "improvement")]


def test_labels_of_the_cover_exchanged_break_the_seal(reads: READS) -> None:
    """The form's texts say which answer is whose, so that the conflict stays an error."""
    def exchanged(sheet: BookSheet) -> BookSheet:
        one, other = CellRef.parse("A6"), CellRef.parse("A7")
        return replace(sheet, cells={**sheet.cells, one: sheet.cells[other], other: sheet.cells[one]})

    reading = reads(edited(typed(filled(), GENERAL, "B6", "สมชาย"), GENERAL, exchanged))
    assert (reading.seal, [code for code, _ in said(reading)].count("row-conflict")) == ("altered", 2)


@pytest.mark.parametrize("form", [
    replace(FORM, fields={kind: tuple(replace(field, label=Text("แนวทาง", "Approach")) if field.name == "A" else field
                                      for field in fields) for kind, fields in FORM.fields.items()}),
    replace(FORM, cover=(replace(FORM.cover[0], label=Text("ผู้ประสาน", "Contact")), *FORM.cover[1:])),
    replace(FORM, units=tuple(replace(unit, name=Text("นครเชียงใหม่")) if unit.code == "50" else unit
                              for unit in FORM.units)),
], ids=["a heading", "a label of the cover", "a unit's name"])
def test_what_the_office_renames_after_sending(reads: READS, form: Form) -> None:
    """Workbooks sent before say nothing wrong: their seal holds for what they were sent out with."""
    reading = reads(typed(typed(filled(), FIRST, "C4", "มี"), GENERAL, "B6", "สมชาย"), form)
    assert (reading.seal, said(reading), reading.slots.columns.values.count("")) == (
        "intact", [("required-by", "")], len(LAYOUT.slots) - 2)


def test_a_label_of_the_cover_changed(reads: READS) -> None:
    """A row of the cover whose label was changed is known by its explanation, and its answer is read."""
    reading = reads(typed(typed(filled(), GENERAL, "A6", "ผู้ประสาน"), GENERAL, "B6", "สมชาย"))
    assert ([code for code, _ in said(reading)], "สมชาย" in reading.slots.columns.values) == (
        ["seal-altered", "locked-text-changed"], True)


def test_a_changed_wording_is_shown_old_and_new(reads: READS) -> None:
    """A changed text of the form is reported with its cell, and breaks the seal; answers are still read."""
    reading = reads(typed(filled(), FIRST, "B4", "อื่น"))
    assert said(reading) == [("seal-altered", ""), ("locked-text-changed", "อื่น")]
    assert len(reading.slots) == len(LAYOUT.slots)


@pytest.mark.parametrize(("now", "codes"), [
    ("หมวด 1 การนำองค์กร · จังหวัดลำพูน", ["locked-text-changed", "other-unit-named"]),
    ("หมวด 1 · เชียงใหม่ และ ลำพูน", ["locked-text-changed"]), ("หมวด 1", ["locked-text-changed"]),
], ids=["of another unit", "of both", "of none"])
def test_a_sheet_of_another_units_workbook(reads: READS, now: str, codes: list[str]) -> None:
    """A sheet whose title names another unit was put in from its workbook: that is said, beside the changed text."""
    reading = reads(typed(filled(), FIRST, "A1", now))
    assert [code for code, _ in said(reading) if code != "seal-altered"] == codes
