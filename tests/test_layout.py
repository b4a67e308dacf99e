"""Positions in the workbook, and that they do not change."""

import csv
import io
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

import rich_form
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.consolidate.schema import QuestionColumns
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.form.model import Category, Criterion, Field, Form, Unit
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.layout import Layout, plan_layout
from pmqa_xlsx.layout.checks import runs_of
from pmqa_xlsx.layout.model import Role
from pmqa_xlsx.layout.sizes import BODY, SHEET_WIDTH, cut_at_word, reserve_lines
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.typography import column_points, text_width

GOLDEN = Path(__file__).parent / "golden" / "pmqa-fl-province-1.layout.csv"


def listing(layout: Layout) -> str:
    """Every slot of a layout with its address, one on each line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["sheet", "cell", "level", "category", "criterion", "field", "slot", "type", "required"])
    for slot in layout.all_slots:
        sheet = layout.sheet_by_key[slot.sheet].name.th
        asked = slot.question
        writer.writerow([sheet, slot.cell, asked.level, asked.category, asked.criterion, asked.field, asked.slot,
                         slot.field.type, slot.required])
    return text.getvalue()


def form_of(*fields: Field, criteria: int = 0, text: str = "ข้อ") -> Form:
    """A form with one category of these fields."""
    listed = tuple(Criterion("A", f"A{n}", Text(text), Text("ส่วนแรก" if n < 3 else "ส่วนหลัง"))
                   for n in range(1, criteria + 1))
    return Form("f", "1", Text("แบบ"), Text("หน่วย"), 2569, (Category("A", Text("หมวด"), "k", listed),),
                {"k": fields}, (Unit("1", Text("หนึ่ง", "One")),))


def field(name: str, kind: str, level: Level, table: str = "", **more: object) -> Field:
    """A field of a table."""
    return replace(Field(name, Text(name), kind, level, Text(table)), **more)  # type: ignore[arg-type]


def test_no_slot_of_the_shipped_form_moves() -> None:
    """Workbooks have been sent out: a slot that moves needs a new form_version and a new golden file."""
    assert listing(plan_layout(load_form())) == GOLDEN.read_text(encoding="utf-8")


def test_one_sheet_one_table() -> None:
    """The first table is on the category's sheet with its sub-headings, a further one on a sheet of its own."""
    layout = plan_layout(form_of(
        field("done", "integer", Level.CRITERION, "หนึ่ง"),
        field("mail", "email", Level.CATEGORY, "สอง", slots=2),
        field("mail", "email", Level.CRITERION, "สอง"), criteria=3))
    first, further = layout.sheet_by_key["category:A"], layout.sheet_by_key["table:สอง"]
    assert [(str(slot.cell), slot.question.code, slot.field.name, slot.question.slot) for slot in first.slots()] == [
        ("C4", "A1", "done", 1), ("C5", "A2", "done", 1), ("C7", "A3", "done", 1)]
    assert [row + 1 for row in first.sections] == [3, 6]
    assert [(str(slot.cell), slot.question.code, slot.field.name, slot.question.slot) for slot in further.slots()] == [
        ("C3", "A", "mail", 1), ("D3", "A", "mail", 2), ("C4", "A1", "mail", 1), ("C5", "A2", "mail", 1),
        ("C6", "A3", "mail", 1)]
    assert (further.sections, further.state_column, further.name.th) == ((), 4, "สอง")


def rows_of(key: str) -> list[str]:
    """The rows of a sheet of the rich form: what its fixed texts say, then the fields of its slots."""
    sheet = plan_layout(rich_form.FORM).sheet_by_key[key]
    lines: dict[int, list[str]] = {}
    for text in sorted(sheet.texts, key=lambda text: text.cell):
        if text.role is not Role.TITLE:
            lines.setdefault(text.cell.row, []).append("  " * text.depth + text.text.of("en"))
    for slot in sheet.slots():
        number = slot.question.row
        lines[slot.cell.row].append(f"<{slot.field.name}{f'#{number}' if number else ''}>")
    return [" | ".join(line) for _, line in sorted(lines.items())][1:]


def test_sections() -> None:
    """The titles of nested sections are there once, over what lies in them."""
    assert rows_of("category:1") == [
        "Code | Criterion | Done? * | Evidence (*) | State", "Choose an answer for each line of 2026.",
        "Direction", "  Basic", "B1 | The direction is set and known in {name_of_unit}. | <A> | <why>",
        "B2 | The direction is reviewed each year. | <A> | <why>",
        "  Advance", "A1 | Others learn from the direction. | <A> | <why>",
        "People", "L1 | People take part. | <A> | <why>"]


def test_constants_and_computed_values() -> None:
    """Constants lie left of the answers, computed values right of them; a hole has no slot."""
    assert rows_of("category:2") == [
        "Code | Criterion | Unit of measure | Target | Result | Note of 2025 | Share of the target | State",
        "F1 | Share of cases closed in time | per cent | {F1.target} | <result> | <note> | <share>",
        "F2 | Days until an answer | days | 4 | <result> | <note> | <share>",
        "F3 | Remarks only | – | 0 | <note> | <share>"]


def test_rows_of_a_repeated_criterion() -> None:
    """Each answer row has a code of its own; the wording is in the first one."""
    assert rows_of("category:3") == [
        "Code | Criterion | Name * | Cost | Day | Twice the cost | State",
        "P1 (1) | What was bought | <name#1> | <cost#1> | <day#1> | <double#1>",
        *(f"P1 ({number}) | <name#{number}> | <cost#{number}> | <day#{number}> | <double#{number}>"
          for number in range(2, 6))]


def test_a_sheet_is_as_wide_as_the_page() -> None:
    """Short answers get what they need, long ones share the rest; only many answers make a sheet wider than a page."""
    few = [field("n", "integer", Level.CRITERION), field("why", "longtext", Level.CRITERION)]
    many = [field(f"n{number}", "choice", Level.CRITERION, width=6) for number in range(12)]
    points = [sum(map(column_points, plan_layout(form_of(*fields, criteria=2)).sheet_by_key["category:A"].widths))
              for fields in (few, many)]
    assert points[0] == pytest.approx(SHEET_WIDTH, abs=2)
    assert points[1] < SHEET_WIDTH


@pytest.mark.parametrize(("key", "column", "text"), [
    ("table:ผู้รับผิดชอบ", 0, "Category P"), ("category:P", 0, "หมวด P"), ("category:7", 4, "ระดับคะแนน *")])
def test_codes_and_headings_are_on_one_line(key: str, column: int, text: str) -> None:
    """A category's label fits into the code column, and a heading keeps its mark on its line, also in bold."""
    assert column_points(plan_layout(load_form()).sheet_by_key[key].widths[column]) > text_width(text, BODY) * 1.08


@pytest.mark.parametrize(("text", "short"), [
    ("สั้น", "สั้น"), ("จังหวัดต้องมี ระบบติดตามและประเมินผลการดำเนินงานตามแผนพัฒนาจังหวัด", "จังหวัดต้องมี…"),
    ("ก" * 100, "ก" * 19 + "…"), ("Short words are kept whole when a text is cut", "Short words are kept…"),
])
def test_a_short_wording(text: str, short: str) -> None:
    """A wording is cut at a space if its second half has one, and never between a letter and its marks."""
    assert cut_at_word(text) == short


def test_no_cell_serves_twice() -> None:
    """Slots, fixed texts and formulas of the shipped form never share a cell."""
    layout = plan_layout(load_form())
    texts = [(sheet.key, text.cell) for sheet in layout.sheets for text in sheet.texts if text.text]
    slots = [(slot.sheet, slot.cell) for slot in layout.all_slots]
    assert len({*texts, *slots, *layout.live_cells}) == len(texts) + len(slots) + len(layout.live_cells)


def test_slots_of_a_sheet_follow_each_other_in_the_checks() -> None:
    """Each row, category and the cover is one range of rows on the checks sheet."""
    layout = plan_layout(load_form())
    position = 0
    for sheet in layout.sheets:
        slots = [slot for slot in sheet.slots() if not slot.is_identity]
        if slots:
            assert runs_of(layout, slots) == [(position, position + len(slots) - 1)]
            position += len(slots)
    assert position == len(layout.slots)


def test_long_answers_have_lines_in_reserve() -> None:
    """A row has room for the answers expected in it."""
    kinds = [("choice", None), ("email", None), ("longtext", None),
             ("longtext", 4000), ("longtext", 30000)]
    lines = [reserve_lines(field("x", kind, Level.CRITERION, max_length=most)) for kind, most in kinds]
    assert lines == [1, 1, 3, 12, 12]


def test_the_fingerprint_tells_layouts_apart() -> None:
    """A moved slot, another type or another edition changes the fingerprint; a wording does not."""
    form = form_of(field("a", "text", Level.CRITERION), criteria=2)
    same = replace(form, title=Text("ชื่ออื่น"))
    others = [form_of(field("a", "phone", Level.CRITERION), criteria=2),
              form_of(field("a", "text", Level.CRITERION), criteria=3), replace(form, form_version="2")]
    prints = [plan_layout(known).fingerprint for known in (form, same, *others)]
    assert prints[0] == prints[1]
    assert len(set(prints)) == len(others) + 1


def test_lists_are_found_by_address() -> None:
    """Each list is below its name in its own column."""
    lists = plan_layout(load_form()).lists
    assert [known.first for known in lists] == [CellRef(1, column) for column in range(len(lists))]


def test_each_slot_asks_a_question_of_its_own() -> None:
    """No two slots have the same question; each slot is found by its question, and its field by the form."""
    layout = plan_layout(load_form())
    assert [layout.slot(slot.question) for slot in layout.slots] == list(layout.slots)
    assert [layout.form.field(slot.question) for slot in layout.slots] == [slot.field for slot in layout.slots]


def test_a_question_is_read_from_the_row_of_a_frame() -> None:
    """The question of a frame's row is given by its columns; blank columns make it less specific."""
    row = QuestionColumns("criterion", "1", "", "LD1", None, "email", 2)
    asked = row.question
    assert asked == Question(Level.CRITERION, "1", criterion="LD1", field="email", slot=2)
    assert asked.beside("A") == Question(Level.CRITERION, "1", criterion="LD1", field="A", slot=1)
    assert replace(row, slot=None).question == asked.any_slot
    assert QuestionColumns("", "", "", "", None, "", None).question == Question()
    wider = [Question(Level.CATEGORY, "1"), Question(Level.CATEGORY, "2"), Question(Level.CRITERION, "1", "", "LD2")]
    assert [about.concerns(asked) for about in wider] == [True, False, False]
    assert asked.columns == vars(row)


def test_a_layout_is_planned_once_a_form() -> None:
    """A form keeps its layouts, one a year; a process that receives the form plans its own."""
    form = load_form()
    layout = plan_layout(form)
    sent = pickle.loads(pickle.dumps(form))
    assert plan_layout(form, form.fiscal_year) is layout
    assert plan_layout(form, form.fiscal_year + 1) is not layout
    assert (sent == form, sent.derived) == (True, {})
