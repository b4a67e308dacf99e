"""Answers are found after a workbook was rebuilt by hand, or are reported; none is read as another one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from books import book_of, text_cell
from pmqa_xlsx.cells import CellKind, CellRef, CellValue
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.files.book import BookSheet, WorkbookContent
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.ingester.besides_answers import extra_content
from pmqa_xlsx.ingester.bounds import Allowance
from pmqa_xlsx.ingester.relocation import locate
from pmqa_xlsx.ingester.sent_out import check_texts
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.layout.identity import Identity, WorkbookTexts
from pmqa_xlsx.layout.model import CODE_COLUMN, WORDING_COLUMN, Layout, Role, Sheet
from pmqa_xlsx.text.language import Text

FORM = load_form()
LAYOUT = plan_layout(FORM)
IDENTITY = Identity(FORM.form_id, FORM.form_version, FORM.units[0].code, FORM.fiscal_year, "th", blank=False)
TEXTS = WorkbookTexts(LAYOUT, IDENTITY)
#: Every slot contains its own name, so that an answer read under another question is detected.
TOKENS = {number: f"slot-{number}" for number in range(len(LAYOUT.slots))}


def about(number: int) -> Question:
    """The row of a slot."""
    return LAYOUT.slots[number].question._replace(field="", slot=0)


ABOUT = {token: about(number) for number, token in TOKENS.items()}
CATEGORY_SHEETS = [sheet.name.th for sheet in LAYOUT.sheets if sheet.category]


#: The texts by which a sheet is recognised.
NAMING = (Role.CODE, Role.WORDING, Role.CATEGORY, Role.LABEL, Role.HEADING)
PLAN = LAYOUT.sheet_by_key["category:1"]
TABLE = PLAN
#: The texts that identify the slots of category 1's first table: fields by heading, criteria by code and wording.
NAMED_AT = {
    **{column.field: CellRef(TABLE.header_row, column.column) for column in TABLE.columns},
    **{row.code: CellRef(row.row, CODE_COLUMN) for row in TABLE.rows},
    **{f"wording of {row.code}": CellRef(row.row, WORDING_COLUMN) for row in TABLE.rows},
}
COVER = LAYOUT.sheet_by_key["general"]
#: The one sheet with rows of several categories.
PERSONS = next(sheet for sheet in LAYOUT.sheets if len({row.category for row in sheet.rows}) > 1)


def moved(sheet: BookSheet, *, row: int = -1, column: int = -1, by: int) -> BookSheet:
    """A sheet after rows (or columns) were inserted (``by`` > 0) or deleted (``by`` < 0) at an index."""
    cells = {}
    for ref, cell in sheet.cells.items():
        index, at = (ref.row, row) if row >= 0 else (ref.column, column)
        if by < 0 and at <= index < at - by:
            continue
        index += by if index >= at else 0
        cells[CellRef(index, ref.column) if row >= 0 else CellRef(ref.row, index)] = cell
    return replace(sheet, cells=cells)


def swapped(sheet: BookSheet, one: int, other: int) -> BookSheet:
    """A sheet with two rows swapped."""
    turn = {one: other, other: one}
    return replace(sheet, cells={CellRef(turn.get(ref.row, ref.row), ref.column): cell
                                 for ref, cell in sheet.cells.items()})


def with_notes(sheet: BookSheet, texts: dict[str, str]) -> BookSheet:
    """A sheet into whose cells, by address, somebody typed these texts."""
    return replace(sheet, cells={**sheet.cells, **{CellRef.parse(at): text_cell(text) for at, text in texts.items()}})


def with_copy(sheet: BookSheet, row: int, to: int) -> BookSheet:
    """A sheet with one row copied to another place."""
    copy = {CellRef(to, ref.column): cell for ref, cell in sheet.cells.items() if ref.row == row}
    return replace(sheet, cells={**sheet.cells, **copy})


def with_sheet(book: WorkbookContent, name: str, sheet: BookSheet) -> WorkbookContent:
    """A book with one sheet replaced."""
    return replace(book, sheets=tuple(sheet if known.name == name else known for known in book.sheets))


def in_short(finding: Finding) -> str:
    """A finding's code, the question that it is about, and what it calls that."""
    asked = finding.place.question
    about = (asked.level, asked.category, asked.criterion, asked.field)
    return " ".join([finding.code, *filter(None, (*about, *map(finding.facts.get, ("about", "field_en"))))])


def found_in(book: WorkbookContent) -> tuple[dict[int, str], list[str]]:
    """The content of each slot that was found, and the codes of the findings."""
    maps, findings = locate(book, LAYOUT, "th")
    values = {}
    for number, slot in enumerate(LAYOUT.slots):
        ref = maps[slot.sheet].cells.get(slot.cell) if slot.sheet in maps else None
        if ref is not None:
            values[number] = maps[slot.sheet].texts.sheet.text(ref)
    return values, [finding.code for finding in findings]


def first_sheet() -> tuple[WorkbookContent, BookSheet]:
    """A filled book and its first sheet with criteria."""
    book = book_of(LAYOUT, IDENTITY, TOKENS)
    name = next(sheet.name.th for sheet in LAYOUT.sheets if sheet.category and len(sheet.rows) > 2)
    sheet = book.sheet(name)
    assert sheet is not None
    return book, sheet


def test_nothing_moved() -> None:
    """If nothing was moved, every slot is found in its place without a finding."""
    assert found_in(book_of(LAYOUT, IDENTITY, TOKENS)) == (TOKENS, [])


@pytest.mark.parametrize(("edit", "codes"), [
    (lambda sheet: moved(sheet, row=0, by=3), ["cells-moved"]),
    (lambda sheet: moved(sheet, row=4, by=1), ["cells-moved"]),
    (lambda sheet: moved(sheet, column=0, by=1), ["cells-moved"]),
    (lambda sheet: moved(sheet, column=3, by=2), ["cells-moved"]),
    (lambda sheet: swapped(sheet, 4, 5), ["cells-moved"]),
    (lambda sheet: replace(sheet, name="หมวดหนึ่ง"), ["sheet-renamed"]),
    (lambda sheet: with_notes(moved(sheet, row=0, by=1), {"L10": "LD2", "M3": "LD1", "L4": "หมวด 1"}), ["cells-moved"]),
    (lambda sheet: with_copy(moved(sheet, row=0, by=1), PLAN.header_row + 1, 60), ["cells-moved"]),
    (lambda sheet: with_notes(moved(sheet, column=3, by=1), {"D1": "D *"}), ["cells-moved"]),
], ids=["rows above", "a row between", "a column before", "columns between", "rows swapped", "renamed",
        "codes in notes", "headings copied", "a heading in a note"])
def test_every_answer_is_found_again(edit, codes) -> None:  # type: ignore[no-untyped-def]
    """Inserted rows and columns, swapped rows and a new sheet name lose no answer."""
    book, sheet = first_sheet()
    assert found_in(with_sheet(book, sheet.name, edit(sheet))) == (TOKENS, codes)


def renamed(sheet: BookSheet, texts: dict[str, str], by: int = 0) -> BookSheet:
    """A sheet with other texts for slots; ``=X`` is the text that identifies X, an empty one clears the cell.

    :param by: number of rows inserted above before.
    """
    planned = {text.cell: text.text.th for text in PLAN.texts}
    cells = dict(sheet.cells)
    for name, text in texts.items():
        ref = CellRef(NAMED_AT[name].row + by, NAMED_AT[name].column)
        cells[ref] = text_cell(planned[NAMED_AT[text[1:]]] if text.startswith("=") else text)
    return replace(sheet, cells=cells)


def lost_in(values: dict[int, str]) -> str:
    """The criteria with all slots of the first table missing, and the fields missing in all other criteria."""
    missing = {LAYOUT.slots[number] for number in TOKENS.keys() - values}
    slots = {row.code: set(row.slots) for row in TABLE.rows}
    rows = [code for code, asked in slots.items() if asked <= missing]
    rest = missing - {slot for code in rows for slot in slots[code]}
    asked = {slot.field.name for code in slots.keys() - rows for slot in slots[code] & rest}
    return " ".join([*rows, *(column.field for column in TABLE.columns if column.field in asked)])


@pytest.mark.parametrize(("texts", "lost", "codes"), [
    ({"A": "แนวทางใหม่"}, "", []),
    ({"A": "แนวทางใหม่", "D": "การใช้"}, "", []),
    ({"A": "แนวทางใหม่", "D": "การใช้", "LD1": "1.1"}, "A D", ["heading-missing"] * 2),
    ({"A": "=D"}, "A", ["heading-missing", "heading-conflict"]),
    ({"LD1": "1.1"}, "", []),
    ({"LD1": ""}, "", []),
    ({"A": "แนวทางใหม่", "LD1": "1.1"}, "", []),
    ({"wording of LD1": "ถ้อยคำใหม่"}, "", []),
    ({"LD1": "1.1", "wording of LD1": "ถ้อยคำใหม่"}, "LD1", ["row-missing"]),
    ({"LD1": "=LD2"}, "LD1", ["row-missing", "row-conflict"]),
], ids=["a heading", "two headings", "two headings and a code",
        "a heading as another", "a code", "no code", "a heading and a code", "a wording",
        "code and wording", "a code as another"])
def test_what_names_a_slot(texts: dict[str, str], lost: str, codes: list[str]) -> None:
    """A slot is found in its place if one of its texts identifies it and none identifies another; else it is not."""
    book, sheet = first_sheet()
    values, findings = found_in(with_sheet(book, sheet.name, renamed(sheet, texts)))
    assert (lost_in(values), findings) == (lost, codes)
    assert values == {number: TOKENS[number] for number in values}


@pytest.mark.parametrize(("texts", "disputed", "codes"), [
    ({"A": "=D", "D": "=A"}, "A D", ["heading-conflict"] * 2),
    ({"A": "=D", "D": "=L", "L": "=I", "I": "=A"}, "A D L I", ["heading-conflict"] * 4),
    ({"LD1": "=LD2", "LD2": "=LD1"}, "LD1 LD2", ["row-conflict"] * 2),
    ({"wording of LD1": "=wording of LD2", "wording of LD2": "=wording of LD1"}, "LD1 LD2", ["row-conflict"] * 2),
], ids=["headings exchanged", "headings shifted around", "codes exchanged", "wordings exchanged"])
def test_no_answer_is_taken_on_a_guess(texts: dict[str, str], disputed: str, codes: list[str]) -> None:
    """Where codes, wordings or headings contradict each other, each answer concerned is kept, and none is taken."""
    book, sheet = first_sheet()
    maps, findings = locate(with_sheet(book, sheet.name, renamed(sheet, texts)), LAYOUT, "th")
    cells = maps[PLAN.key].disputed
    named = [*(row.code for row in TABLE.rows if {slot.cell for slot in row.slots} <= cells),
             *(column.field for column in TABLE.columns
               if all(CellRef(row.row, column.column) in cells for row in TABLE.rows))]
    assert " ".join(named) == disputed
    assert sorted(finding.code for finding in findings if finding.code != "cells-moved") == codes


def test_labels_of_the_cover_exchanged() -> None:
    """A label of the cover beside the explanation of another field: whose answer it is cannot be known."""
    book, (name, position) = book_of(LAYOUT, IDENTITY, TOKENS), COVER.rows[2:4]
    sheet = book.sheet(COVER.name.th)
    assert sheet is not None
    one, other = CellRef(name.row, CODE_COLUMN), CellRef(position.row, CODE_COLUMN)
    changed = replace(sheet, cells={**sheet.cells, one: sheet.cells[other], other: sheet.cells[one]})
    maps, findings = locate(with_sheet(book, sheet.name, changed), LAYOUT, "th")
    assert [(one.code, one.facts.get("other", "")) for one in findings] == [
        ("cells-moved", ""), ("row-conflict", position.slots[0].heading.th), ("row-conflict", name.slots[0].heading.th)]
    assert maps[COVER.key].disputed == {slot.cell for row in (name, position) for slot in row.slots}


def test_rows_of_the_cover_exchanged() -> None:
    """Rows of the cover that moved as a whole, with label, answer and explanation, keep their answers."""
    book = book_of(LAYOUT, IDENTITY, TOKENS)
    sheet = book.sheet(COVER.name.th)
    assert sheet is not None
    values, findings = found_in(with_sheet(book, sheet.name, swapped(sheet, COVER.rows[2].row, COVER.rows[3].row)))
    assert (values, findings) == (TOKENS, ["cells-moved"])


@pytest.mark.parametrize(("texts", "notes", "lost", "codes"), [
    ({"A": "แนวทางใหม่"}, {}, "A", ["heading-missing"]),
    ({"LD1": "1.1"}, {}, "", []),
    ({"wording of LD2": "ถ้อยคำใหม่"}, {"A1": "LD2"}, "", []),
    ({"wording of LD2": "ถ้อยคำใหม่"}, {f"L{PLAN.header_row + 3}": "LD2"}, "", []),
], ids=["a heading", "a code", "a code above the headings", "a code in another column"])
def test_what_names_a_moved_slot(
    texts: dict[str, str], notes: dict[str, str], lost: str, codes: list[str],
) -> None:
    """With a row inserted above, a slot is found by its heading and by its row's code in its column, else wording."""
    book, sheet = first_sheet()
    changed = with_notes(renamed(moved(sheet, row=0, by=1), texts, by=1), notes)
    values, findings = found_in(with_sheet(book, sheet.name, changed))
    assert (lost_in(values), findings) == (lost, ["cells-moved", *codes])
    assert values == {number: TOKENS[number] for number in values}


def of_category_1(**changes: str) -> tuple[Layout, WorkbookContent, BookSheet]:
    """A filled book of the form with another code (``{}`` is its number) or text in each criterion of category 1."""
    first = FORM.categories[1]
    changed = []
    for number, criterion in enumerate(first.criteria, start=1):
        code, text = changes.get("code", criterion.code), Text(changes["text"]) if "text" in changes else criterion.text
        changed.append(replace(criterion, code=code.format(number), text=text))
    layout = plan_layout(replace(FORM, categories=(
        FORM.categories[0], replace(first, criteria=tuple(changed)), *FORM.categories[2:])))
    book = book_of(layout, IDENTITY, TOKENS)
    sheet = book.sheet(PLAN.name.th)
    assert sheet is not None
    return layout, book, sheet


def test_two_criteria_with_the_same_wording_never_share_a_row() -> None:
    """If their codes are lost, each of two criteria that differ by nothing else gets a row of its own."""
    layout, book, sheet = of_category_1(text="อย่างไร")
    codes = {CellRef(row.row, CODE_COLUMN) for row in layout.sheet_by_key[PLAN.key].rows}
    cleared = replace(sheet, cells={ref: cell for ref, cell in sheet.cells.items() if ref not in codes})
    maps, _ = locate(with_sheet(book, sheet.name, moved(cleared, row=0, by=1)), layout, "th")
    found = [maps[PLAN.key].cells[slot.cell] for slot in layout.sheet_by_key[PLAN.key].slots()]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("by", [0, 1], ids=["in place", "moved"])
def test_a_code_that_became_a_number(by: int) -> None:
    """A program may have saved the code ``1`` as the number 1: it identifies its row, also without wording."""
    layout, book, sheet = of_category_1(code="{}")
    rows = layout.sheet_by_key[PLAN.key].rows
    numbers = {CellRef(row.row, CODE_COLUMN): CellValue(CellKind.NUMBER, float(row.code)) for row in rows}
    wordings = {CellRef(row.row, WORDING_COLUMN) for row in rows}
    cells = {ref: cell for ref, cell in sheet.cells.items() if ref not in wordings} | numbers
    changed = moved(replace(sheet, cells=cells), row=0, by=by)
    maps, findings = locate(with_sheet(book, sheet.name, changed), layout, "th")
    assert [finding.code for finding in findings] == ["cells-moved"] * by
    assert all(maps[slot.sheet].cells[slot.cell].row == slot.cell.row + by
               for slot in layout.sheet_by_key[PLAN.key].slots())


def test_a_blank_answer_names_no_row() -> None:
    """On the cover an answer of white space is not taken for the label or explanation of a row."""
    book = book_of(LAYOUT, IDENTITY, {})
    sheet = book.sheet(COVER.name.th)
    assert sheet is not None
    row, other = COVER.rows[2], COVER.rows[5]
    named = [CellRef(row.row, column) for column in (CODE_COLUMN, COVER.wording_column)]
    cells = {**dict.fromkeys(named, text_cell("อื่น ๆ")), other.slots[0].cell: text_cell("  ")}
    changed = moved(replace(sheet, cells={**sheet.cells, **cells}), row=0, by=1)
    maps, findings = locate(with_sheet(book, sheet.name, changed), LAYOUT, "th")
    assert row.slots[0].cell not in maps[COVER.key].cells
    assert [finding.code for finding in findings] == ["cells-moved", "row-missing"]


@pytest.mark.parametrize(("texts", "notes", "lost", "codes"), [
    ({}, ["A", "D"], "", []),
    ({"A": "ก", "D": "ข", "L": "ค"}, [], "A D L", ["heading-missing"] * 3),
    ({"A": "ก", "D": "ข", "L": "ค", "I": "ง"}, [], "LD1 LD2 LD3 LD4 LD5 LD6 LD7", ["heading-missing"] * 6),
], ids=["headings in a note above", "half of the headings", "fewer than half"])
def test_the_row_of_headings(texts: dict[str, str], notes: list[str], lost: str, codes: list[str]) -> None:
    """After inserted rows, the headings of a table are in the topmost row with at least half of them."""
    book, sheet = first_sheet()
    changed = renamed(moved(sheet, row=0, by=1), texts, by=1)
    cells = {CellRef(0, column): sheet.cells[NAMED_AT[name]] for column, name in enumerate(notes)}
    values, findings = found_in(with_sheet(book, sheet.name, replace(changed, cells={**changed.cells, **cells})))
    assert (lost_in(values), findings) == (lost, ["cells-moved", *codes])
    assert values == {number: TOKENS[number] for number in values}


@pytest.mark.parametrize(("key", "changed", "findings"), [
    ("general", [], ["cells-moved cover"]),
    ("general", [CellRef(COVER.rows[2].row, 0)], ["cells-moved cover"]),
    ("general", [CellRef(COVER.rows[2].row, column) for column in (0, COVER.wording_column)], [
        "cells-moved cover", "row-missing cover ชื่อ-สกุลผู้ประสานงาน"]),
    ("general", [CellRef(COVER.header_row, 1)], ["cells-moved cover", "heading-missing cover Answer"]),
    ("general", [CellRef(COVER.header_row, column) for column in range(4)], [
        "cells-moved cover", "heading-missing cover Answer"]),
    ("category:1", [], ["cells-moved category 1"]),
    ("category:1", [NAMED_AT["LD1"], NAMED_AT["wording of LD1"]], [
        "cells-moved category 1", "row-missing criterion 1 LD1 LD1"]),
    ("category:1", [NAMED_AT["evidence"]], [
        "cells-moved category 1", "heading-missing category 1 evidence Evidence (*)"]),
    ("category:1", [NAMED_AT[column.field] for column in TABLE.columns], [
        "cells-moved category 1",
        *(f"heading-missing category 1 {column.field} {column.heading.en}" for column in TABLE.columns)]),
    (PERSONS.key, [CellRef(row.row, column) for row in PERSONS.rows[1:3] for column in (CODE_COLUMN, WORDING_COLUMN)], [
        "cells-moved category", "row-missing category 1 1", "row-missing criterion 1 LD1 LD1"]),
], ids=["the cover", "a label of the cover", "a row of the cover", "the cover's answers", "the cover's headings",
        "a category", "a criterion", "a field", "a table", "a sheet of all categories"])
def test_what_is_not_found_is_named(key: str, changed: list[CellRef], findings: list[str]) -> None:
    """On a sheet with a row inserted above, what cannot be found has a finding with its question and its name."""
    book = book_of(LAYOUT, IDENTITY, TOKENS)
    sheet = book.sheet(LAYOUT.sheet_by_key[key].name.th)
    assert sheet is not None
    retyped = replace(sheet, cells={**sheet.cells, **dict.fromkeys(changed, text_cell("อื่น ๆ"))})
    found = locate(with_sheet(book, sheet.name, moved(retyped, row=0, by=1)), LAYOUT, "th")[1]
    assert [in_short(finding) for finding in found] == findings


def test_a_deleted_row_is_missing_and_nothing_slips_into_its_place() -> None:
    """The answers of a deleted criterion are missing; the criteria below keep their own."""
    book, sheet = first_sheet()
    values, codes = found_in(with_sheet(book, sheet.name, moved(sheet, row=4, by=-1)))
    assert codes == ["cells-moved", "row-missing"]
    assert all(value == TOKENS[number] for number, value in values.items())


def test_a_deleted_sheet_is_missing() -> None:
    """Without its sheet a category has no answers, and the others are read."""
    book, sheet = first_sheet()
    values, codes = found_in(replace(book, sheets=tuple(known for known in book.sheets if known is not sheet)))
    assert codes == ["sheet-missing"]
    assert values == {number: TOKENS[number] for number in values}


@pytest.mark.parametrize(("original", "copy", "read"), [
    ("slot-7", "slot-7", "slot-7"), ("slot-7", " SLOT-7 ", "slot-7"), ("slot-7", "", "slot-7"), ("", "other", ""),
    ("slot-7", "other", "slot-7\nother"),
], ids=["the same", "the same but for spelling", "none on the copy", "none on the original", "another"])
@pytest.mark.parametrize("first", [True, False], ids=["copy first", "original first"])
@pytest.mark.parametrize("by", [0, 2], ids=["in place", "moved"])
def test_an_answer_on_a_copy_of_its_sheet(original: str, copy: str, read: str, first: bool, by: int) -> None:
    """A copy is reported; an answer that is another one there is a conflict, and both texts are kept."""
    book, sheet = first_sheet()
    seventh = LAYOUT.slots[7].cell
    copied = replace(sheet, name=f"{sheet.name} (2)", cells={**sheet.cells, seventh: text_cell(copy)})
    copied = moved(copied, row=0, by=by)
    changed = replace(sheet, cells={**sheet.cells, seventh: text_cell(original)})
    sheets = [changed if known is sheet else known for known in book.sheets]
    sheets.insert(0 if first else len(sheets), copied)
    values, codes = found_in(replace(book, sheets=tuple(sheets)))
    assert (values, codes) == (TOKENS | {7: read}, ["sheet-duplicated"])


@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
@pytest.mark.parametrize("by", [0, 3], ids=["in place", "moved"])
def test_answers_that_only_the_copy_of_a_sheet_has(first: bool, by: int) -> None:
    """Somebody filled in a copy and left the sheet empty: the answers are read, with their place on the copy."""
    book, sheet = first_sheet()
    slots = {slot.cell for slot in PLAN.slots()}
    empty = replace(sheet, cells={ref: cell for ref, cell in sheet.cells.items() if ref not in slots})
    copied = moved(replace(sheet, name=f"{sheet.name} (2)"), row=0, by=by)
    sheets = [empty if known is sheet else known for known in book.sheets]
    sheets.insert(0 if first else len(sheets), copied)
    maps, findings = locate(replace(book, sheets=tuple(sheets)), LAYOUT, "th")
    values, codes = found_in(replace(book, sheets=tuple(sheets)))
    assert (values, codes) == (TOKENS, ["sheet-duplicated", *["cells-moved"] * bool(by)])
    assert maps[PLAN.key].name == copied.name
    assert findings[0].message("en").startswith(f"Sheet “{sheet.name}” has no answers, so those on “{copied.name}”")


@pytest.mark.parametrize("enough", [True, False])
@pytest.mark.parametrize("by", [0, 3], ids=["in place", "moved"])
@pytest.mark.parametrize("name", [PLAN.name.th, "Sheet2"])
def test_half_of_its_texts_make_a_sheet(enough: bool, by: int, name: str) -> None:
    """A sheet is recognised by half of its texts, in any place and under any name; not by fewer."""
    book, sheet = first_sheet()
    naming = [text.cell for text in PLAN.texts if text.role in NAMING]
    kept = (len(naming) + 1) // 2 if enough else (len(naming) - 1) // 2
    gone = set(naming[kept:])
    changed = replace(sheet, name=name, cells={ref: cell for ref, cell in sheet.cells.items() if ref not in gone})
    maps, findings = locate(with_sheet(book, sheet.name, moved(changed, row=0, by=by)), LAYOUT, "th")
    assert (PLAN.key in maps, "sheet-missing" in [finding.code for finding in findings]) == (enough, not enough)


def sheets_of(*made: tuple[str, int | None, float]) -> WorkbookContent:
    """A filled book with these sheets in the place of those of categories 1 and 2.

    :param made: each sheet's name, the category whose texts and answers it has (``None`` for nobody's), and which part
        of them, from the top.
    """
    book = book_of(LAYOUT, IDENTITY, TOKENS)
    plans = {1: PLAN, 2: LAYOUT.sheet_by_key["category:2"]}
    others = [sheet for sheet in book.sheets if sheet.name not in {plan.name.th for plan in plans.values()}]
    for name, number, part in made:
        known = book.sheet(plans[number].name.th) if number else None
        cells = dict(sorted(known.cells.items())[:round(len(known.cells) * part)]) if known else {}
        others.append(BookSheet(name, False, True, cells))
    return replace(book, sheets=tuple(others))


@pytest.mark.parametrize(("made", "found", "findings"), [
    ([("หมวด 1", 1, 1), ("หมวด 2", 2, 1)], {1: "หมวด 1", 2: "หมวด 2"}, []),
    ([("หมวด๑", 1, 1), (" หมวด  2", 2, 1)], {1: "หมวด๑", 2: " หมวด  2"}, []),
    ([("หมวด 2", 1, 1), ("หมวด 1", 2, 1)], {1: "หมวด 2", 2: "หมวด 1"}, [
        "sheet-renamed หมวด 2: was หมวด 1, became หมวด 2", "sheet-renamed หมวด 1: was หมวด 2, became หมวด 1"]),
    ([("ก", 1, 1), ("หมวด 1", 1, 1), ("หมวด 2", 2, 1)], {1: "หมวด 1", 2: "หมวด 2"}, [
        "sheet-duplicated ก: original หมวด 1, copy ก"]),
    ([("ก", 1, 0.7), ("ข", 1, 1), ("หมวด 2", 2, 1)], {1: "ข", 2: "หมวด 2"}, [
        "sheet-renamed ข: was หมวด 1, became ข", "sheet-duplicated ก: original หมวด 1, copy ก"]),
    ([("หมวด 1", None, 0), ("หมวด 2", 2, 1), ("บันทึก", None, 0)], {2: "หมวด 2"}, ["sheet-missing หมวด 1: slots 42"]),
    ([("หมวด 1", None, 0), ("ก", 1, 1), ("หมวด 2", 2, 1)], {1: "ก", 2: "หมวด 2"}, [
        "sheet-renamed ก: was หมวด 1, became ก"]),
    ([("หมวด 1", 1, 1)], {1: "หมวด 1"}, ["sheet-missing หมวด 2: slots 42"]),
], ids=["as made", "names spelled otherwise", "names exchanged", "a copy before it", "renamed, and a part of it copied",
        "an empty sheet in its place", "renamed, and an empty sheet in its place", "deleted"])
def test_which_sheet_is_which(
    made: list[tuple[str, int | None, float]], found: dict[int, str], findings: list[str],
) -> None:
    """A sheet is known by what is on it; by its name only where several have the same."""
    maps, told = locate(sheets_of(*made), LAYOUT, "th")
    assert {number: maps[f"category:{number}"].name for number in (1, 2) if f"category:{number}" in maps} == found
    assert [f"{one.code} {one.place.sheet}: {', '.join(f'{name} {fact}' for name, fact in one.facts.items())}"
            for one in told if one.code.startswith("sheet")] == findings


@pytest.mark.parametrize(("sheet", "level", "category"), [(COVER, "cover", ""), (PLAN, "category", "1")])
def test_a_missing_sheet_says_what_is_lost(sheet: Sheet, level: str, category: str) -> None:
    """The finding names the sheet and the category whose answers were on it."""
    book = book_of(LAYOUT, IDENTITY, TOKENS)
    rest = tuple(known for known in book.sheets if known.name != sheet.name.th)
    [finding] = locate(replace(book, sheets=rest), LAYOUT, "th")[1]
    asked = finding.place.question
    assert (finding.code, finding.place.sheet, asked.level, asked.category) == (
        "sheet-missing", sheet.name.th, level, category)


class Rebuilding(RuleBasedStateMachine):
    """Any sequence of edits that people with an unlocked workbook make."""

    @initialize()
    def fill_in(self) -> None:
        """Start from a filled workbook."""
        self.book = book_of(LAYOUT, IDENTITY, TOKENS)

    def _edit(self, number: int, change) -> None:  # type: ignore[no-untyped-def]
        name = self.book.sheets[number % len(self.book.sheets)].name
        sheet = self.book.sheet(name)
        if sheet is not None and name in CATEGORY_SHEETS:
            self.book = with_sheet(self.book, name, change(sheet))

    @rule(number=st.integers(0, 11), row=st.integers(0, 30), by=st.sampled_from([-2, -1, 1, 2]))
    def rows(self, number: int, row: int, by: int) -> None:
        """Insert or delete rows."""
        self._edit(number, lambda sheet: moved(sheet, row=row, by=by))

    @rule(number=st.integers(0, 11), column=st.integers(0, 8), by=st.sampled_from([-1, 1]))
    def columns(self, number: int, column: int, by: int) -> None:
        """Insert or delete a column."""
        self._edit(number, lambda sheet: moved(sheet, column=column, by=by))

    @rule(number=st.integers(0, 11), one=st.integers(2, 12), other=st.integers(2, 12))
    def rows_change_places(self, number: int, one: int, other: int) -> None:
        """Swap two rows."""
        self._edit(number, lambda sheet: swapped(sheet, one, other))

    @rule(order=st.permutations(range(14)))
    def reorder(self, order: list[int]) -> None:
        """Drag the sheets into another order."""
        sheets = self.book.sheets
        self.book = replace(self.book, sheets=tuple(sheets[n] for n in order if n < len(sheets)))

    @rule(number=st.integers(0, 11), row=st.integers(1, 12), column=st.integers(0, 3))
    def clear(self, number: int, row: int, column: int) -> None:
        """Delete a cell's content, maybe a code or a heading."""
        self._edit(number, lambda sheet: replace(
            sheet, cells={ref: cell for ref, cell in sheet.cells.items() if ref != (row, column)}))

    @invariant()
    def every_answer_is_its_own_or_reported(self) -> None:
        """No answer is read under another criterion; one that is in no slot is reported.

        It is extra content, or the changed text in the cell of a fixed text.
        Where headings changed places an answer may land under the other heading, since headings say what is meant.
        """
        values, _ = found_in(self.book)
        foreign = {number: value for number, value in values.items()
                   if value in ABOUT and ABOUT[value] != about(number)}
        assert foreign == {}
        maps, _ = locate(self.book, LAYOUT, "th")
        findings = [*extra_content(self.book, LAYOUT, TEXTS.fixed, maps, Allowance()),
                    *check_texts(TEXTS, maps)[1]]
        reported = "\n".join(finding.value for finding in findings).split()
        standing = [cell.raw for sheet in self.book.sheets for cell in sheet.cells.values() if cell.raw in ABOUT]
        lost = set(standing) - set(values.values()) - {word for word in reported if word.startswith("slot-")}
        assert lost == set()


Rebuilding.TestCase.settings = settings(max_examples=25, stateful_step_count=10)
TestRebuilding = Rebuilding.TestCase


def test_answers_under_a_lost_heading_are_reported() -> None:
    """If a table's heading and the one beside it are deleted, the text below is reported as extra content."""
    form = Rebuilding()
    form.fill_in()
    for row, column in ((5, 0), (20, 2), (17, 3)):
        form.clear(number=6, row=row, column=column)
        form.every_answer_is_its_own_or_reported()
