"""Edits of a return by people in a spreadsheet program, and changes made by the programs themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from openpyxl.comments import Comment

from crafted_files import SHEET, TEXTS, drawn
from crafted_form import ANSWERS, FILLED, FORM, HAVE, LAYOUT, SAVED, SLOTS, Maker, edited, opened, reworked, sent_out
from pmqa_xlsx import generate
from pmqa_xlsx.demo.filling import Editor
from pmqa_xlsx.form.model import FISCAL_YEAR, UNIT
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.text.language import Text

FIRST, SECOND, GENERAL = "category:1", "category:2", "general"
#: The part of the general sheet, which has answers of the same kinds.
FIRST_SHEET = "xl/worksheets/sheet2.xml"
PICTURE = drawn('<d:pic><d:nvPicPr><d:cNvPr id="2" name="ตราจังหวัด"/></d:nvPicPr></d:pic>')
TEXT_BOX = drawn("<d:sp><d:txBody><a:p><a:r><a:t>ขอแก้ภายหลัง</a:t></a:r></a:p></d:txBody></d:sp>")


def chosen(name: str) -> Maker:
    """Returns made with a workbook for any unit; ``{unit}`` in the name is the unit's number."""
    def make(unit: str) -> bytes:
        editor = opened("")
        digits = unit.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
        editor.cell(LAYOUT.identity_slots[UNIT]).value = name.format(unit=unit, digits=digits) or None
        return editor.saved(SAVED)

    return make


def named(field: str, content: object) -> Maker:
    """Returns with the visible unit or year overwritten."""
    def change(editor: Editor) -> None:
        editor.cell(LAYOUT.identity_slots[field]).value = content

    return edited(change)


OTHER_UNIT, LAST_YEAR = named(UNIT, "เมือง200"), named(FISCAL_YEAR, 2568)


def other_edition(unit: str) -> bytes:
    """A return made with an edition of the form that is not collected."""
    return generate(replace(FORM, form_version="9"), unit)


def other_labels(unit: str) -> bytes:
    """A return sent out before a label of its list was changed."""
    have = replace(HAVE, choices=(replace(HAVE.choices[0], label=Text("มีแล้ว", "Already")), *HAVE.choices[1:]))
    asked = tuple(replace(field, choices=have) if field.choices else field for field in FORM.fields["asked"])
    form = replace(FORM, fields={"asked": asked}, choice_lists=(have,))
    editor = Editor(generate(form, unit), plan_layout(form))
    editor.fill(FILLED)
    return editor.saved(SAVED)


def put(sheet: str, cell: str, content: object) -> Maker:
    """Returns with content in a cell that is not for answers."""
    def change(editor: Editor) -> None:
        editor.sheet(sheet)[cell] = content

    return edited(change)


def on(sheet: str, method: str, *arguments: object) -> Maker:
    """Returns after calling a method of openpyxl, such as ``insert_rows``, on one of their sheets."""
    return edited(lambda editor: getattr(editor.sheet(sheet), method)(*arguments))


def swap_rows(editor: Editor) -> None:
    """Sort the criteria differently: swap the first and the last row of a table."""
    sheet = editor.sheet(FIRST)
    rows = [LAYOUT.slots[SLOTS[name]].cell.row + 1 for name in ("A1 choice", "A3 choice")]
    for column in range(1, 11):
        one, other = (sheet.cell(row, column) for row in rows)
        one.value, other.value = other.value, one.value


def exchange(one: str, other: str) -> Callable[[Editor], None]:
    """Exchange what two cells of a sheet hold."""
    def change(editor: Editor) -> None:
        first, second = editor.sheet(FIRST)[one], editor.sheet(FIRST)[other]
        first.value, second.value = second.value, first.value

    return change


def rename(editor: Editor) -> None:
    """Give a sheet another name."""
    editor.sheet(FIRST).title = "หมวดหนึ่ง (แก้ไข)"


def reorder(editor: Editor) -> None:
    """Move a sheet to the front."""
    editor.book.move_sheet(editor.sheet(SECOND), -3)


def copy(editor: Editor) -> None:
    """Copy a sheet."""
    editor.book.copy_worksheet(editor.sheet(FIRST))


def copy_and_answer(editor: Editor) -> None:
    """Copy a sheet and give different answers on the copy."""
    sheet = editor.book.copy_worksheet(editor.sheet(FIRST))
    sheet["C3"] = "ยังไม่ทำ"


def delete(editor: Editor) -> None:
    """Delete a sheet."""
    editor.book.remove(editor.sheet(SECOND))


def unprotect(editor: Editor) -> None:
    """Remove the protection of a sheet."""
    editor.sheet(FIRST).protection.sheet = False


def unlock_and_insert(editor: Editor) -> None:
    """Remove the protection, insert rows, and write into one of them."""
    unprotect(editor)
    editor.sheet(FIRST).insert_rows(4, 2)
    editor.sheet(FIRST)["B5"] = "หมายเหตุของจังหวัด"


def comment(editor: Editor) -> None:
    """Write a comment beside an answer."""
    editor.sheet(FIRST)["C3"].comment = Comment("รอผู้ว่าฯ เห็นชอบ", "สมชาย")


def add_sheet(editor: Editor) -> None:
    """Add an own sheet."""
    editor.book.create_sheet("ภาคผนวก")["B2"] = "รายชื่อคณะทำงาน"


def clear_category(editor: Editor) -> None:
    """Clear all answers of a category."""
    for name, position in SLOTS.items():
        if name.startswith(("B", "2 ")):
            editor.type_into(position, None)


def answer_nothing(editor: Editor) -> None:
    """Clear every answer."""
    for position in FILLED:
        editor.type_into(position, None)


def nothing(_editor: Editor) -> None:
    """Change nothing."""


def in_xml(answer: str, content: str) -> Maker:
    """Returns with other XML in the first cell that contains a text."""
    def change(parts: dict[str, bytes]) -> None:
        typed = f">{ANSWERS[answer]}<".encode()
        name = next(name for name in sorted(parts) if name.startswith("xl/worksheets/") and typed in parts[name]
                    and name != FIRST_SHEET)
        parts[name] = parts[name].replace(typed, f">{content}<".encode(), 1)

    return reworked(change)


def with_formula(parts: dict[str, bytes]) -> None:
    """Replace a typed number by a formula with its value."""
    parts[SHEET] = parts[SHEET].replace(b"<v>12.5</v>", b"<f>10+2.5</f><v>12.5</v>", 1)


def stated_twice(parts: dict[str, bytes]) -> None:
    """State an answer's cell a second time with another text."""
    answer = ANSWERS["long"].encode()
    stated = re.search(rb'<c r="[A-Z]+[0-9]+"[^>]*><is><t[^>]*>' + answer + b"</t></is></c>", parts[SHEET])
    assert stated is not None
    parts[SHEET] = parts[SHEET].replace(stated[0], stated[0] + stated[0].replace(answer, b"x"), 1)


def merged(parts: dict[str, bytes]) -> None:
    """Merge two answers without taking the second one away, as a program does that only writes the file."""
    area = b'<mergeCells><mergeCell ref="C3:C4"/></mergeCells>'
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", b"</sheetData>" + area)


def without_seal(parts: dict[str, bytes]) -> None:
    """Remove the seal, as some editors do."""
    for name in (TEXTS, "docProps/custom.xml"):
        parts[name] = re.sub(rb"sha256:[0-9a-f]{64}", b"", parts[name])


def without_carriers(parts: dict[str, bytes]) -> None:
    """Remove all copies of the identity except the footers."""
    del parts["docProps/custom.xml"]
    parts["_rels/.rels"] = re.sub(rb'<Relationship [^>]*custom-properties[^>]*/>', b"", parts["_rels/.rels"])
    last = f"xl/worksheets/sheet{len(LAYOUT.sheets)}.xml"
    parts[last] = re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", parts[last])


def as_saved_by(program: str) -> Maker:
    """Returns saved by another program."""
    def change(parts: dict[str, bytes]) -> None:
        parts["docProps/app.xml"] = re.sub(rb"<Application>[^<]*", b"<Application>" + program.encode(),
                                           parts["docProps/app.xml"])

    return reworked(change)


def untouched(unit: str) -> bytes:
    """The workbook as it was sent out."""
    return sent_out(unit)


def clear_phone(editor: Editor) -> None:
    """Clear an optional answer."""
    editor.type_into(SLOTS["A2 phone"], None)


def rename_unit(editor: Editor) -> None:
    """Name another unit."""
    editor.cell(LAYOUT.identity_slots[UNIT]).value = "เมือง200"
