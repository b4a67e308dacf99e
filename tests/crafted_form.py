"""A small form with every answer type, a unit for each crafted return, and its returns without a fault."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from xml.sax.saxutils import escape

from pmqa_xlsx import generate
from pmqa_xlsx.answers import cell_of, display
from pmqa_xlsx.answers.contents import Content
from pmqa_xlsx.demo.filling import Editor
from pmqa_xlsx.form.expressions.parser import parse
from pmqa_xlsx.form.model import (
    ALWAYS,
    UNIT,
    Category,
    Choice,
    ChoiceList,
    Criterion,
    Field,
    Form,
    Level,
    Requirement,
    Unit,
)
from pmqa_xlsx.layout import Layout, plan_layout
from pmqa_xlsx.text.language import Text

HAVE = ChoiceList("have", (Choice("yes", Text("ทำแล้ว", "Done"), 1), Choice("no", Text("ยังไม่ทำ", "Not done"), 0)))
#: What a return without a fault answers, by field; the type of each field is in its name.
ANSWERS = {
    "choice": "yes", "percent": "85", "decimal": "12.5", "integer": "3", "year": "2567", "date": "2026-09-30",
    "time": "08:30",
    "phone": "0812345678", "long": "มีคำสั่งแต่งตั้ง", "email": "somchai.unseen@example.go.th", "name": "สมชาย ไม่เปิดเผย",
    "mail": "malee.unseen@example.go.th",
}
#: When a return without a fault was saved: before the form is due.
SAVED = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
LATE = dt.datetime(2026, 12, 3, 9, 30, tzinfo=dt.UTC)


def _field(name: str, kind: str, level: Level = Level.CRITERION, table: str = "ตาราง", **more: object) -> Field:
    return Field(name, Text(f"ช่อง {name}", f"Field {name}"), kind, level, Text(table, f"Table {table}"), **more)


FORM = Form(
    form_id="crafted", form_version="1", title=Text("แบบทดลอง", "Crafted form"), unit_label=Text("จังหวัด", "Province"),
    fiscal_year=2569, due_date=dt.date(2026, 11, 30),
    categories=(
        Category("1", Text("หมวดที่หนึ่ง", "First"), "asked", (
            Criterion("1", "A1", Text("ผู้บริหารกำหนดทิศทางอย่างไร")), Criterion("1", "A2", Text("สื่อสารอย่างไร")),
            Criterion("1", "A3", Text("ติดตามอย่างไร")))),
        Category("2", Text("หมวดที่สอง", "Second"), "asked", (
            Criterion("2", "B1", Text("วางแผนอย่างไร")), Criterion("2", "B2", Text("ถ่ายทอดอย่างไร")))),
    ),
    fields={"asked": (
        _field("choice", "choice", required=ALWAYS, choices=HAVE, scored=True),
        _field("percent", "percent"), _field("decimal", "decimal", minimum=0, maximum=5000),
        _field("integer", "integer"), _field("year", "year"), _field("date", "date"),
        _field("time", "time", minimum=dt.time(6), maximum=dt.time(18)), _field("phone", "phone"),
        _field("long", "longtext", max_length=200, required=Requirement(when=parse("choice=yes"))),
        _field("email", "email", table="ผู้รับผิดชอบ", slots=2),
        _field("email", "email", Level.CATEGORY, "ผู้รับผิดชอบ", slots=2, required=ALWAYS),
    )},
    units=tuple(Unit(f"{number:03}", Text(f"เมือง{number:03}", f"Town{number:03}"), aliases=(f"บ้าน{number:03}",))
                for number in range(1, 201)),
    cover=(_field("name", "text", Level.COVER, required=ALWAYS),
           _field("mail", "email", Level.COVER, required=ALWAYS)),
    choice_lists=(HAVE,),
)
LAYOUT = plan_layout(FORM)
#: The positions of the slots in ``LAYOUT.slots`` by what the tests call them: ``name``, ``A1 choice``, ``1 email``.
SLOTS = {f"{asked.code} {asked.field}{f' {asked.slot}' if asked.slot > 1 else ''}".strip(): position
         for asked, position in LAYOUT.positions.items()}
FILLED = {position: ANSWERS[slot.field.name] for position, slot in enumerate(LAYOUT.slots) if slot.question.slot == 1}
Maker = Callable[[str], bytes]


@cache
def sent_out(unit: str) -> bytes:
    """A workbook as sent to the unit; without a code the one for any unit."""
    return generate(FORM, unit or None)


def opened(unit: str) -> Editor:
    """A workbook with every first slot filled in, open for editing."""
    editor = Editor(sent_out(unit), LAYOUT)
    editor.fill(FILLED)
    return editor


def good(unit: str) -> bytes:
    """A return without a fault."""
    return opened(unit).saved(SAVED)


def edited(change: Callable[[Editor], object], saved: dt.datetime = SAVED) -> Maker:
    """Returns edited in a program before saving."""
    def make(unit: str) -> bytes:
        editor = opened(unit)
        change(editor)
        return editor.saved(saved)

    return make


def typed(slot: str, content: object, number_format: str = "") -> Maker:
    """Returns with other content in one slot; a text that begins with ``=`` is a formula."""
    def change(editor: Editor) -> None:
        editor.type_into(SLOTS[slot], content)
        cell = editor.cell(LAYOUT.slots[SLOTS[slot]])
        if number_format:
            cell.number_format = number_format
        if isinstance(content, str) and content.startswith("#"):
            cell.data_type = "e"

    return edited(change)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo("", (2026, 11, 20, 9, 30, 0))
            info.filename = info.orig_filename = name  # on Windows a name given at once loses its backslashes
            package.writestr(info, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def reworked(change: Callable[[dict[str, bytes]], object]) -> Maker:
    """Returns with their package parts changed directly."""
    def make(unit: str) -> bytes:
        parts = parts_of(fill_fast(sent_out(unit), LAYOUT, FILLED))
        change(parts)
        return packed(parts)

    return make


def fill_fast(
    data: bytes, layout: Layout, values: Mapping[int, str], unit: str = "", saved: bytes = b"2026-11-20T09:30:00Z",
) -> bytes:
    """A generated workbook with answers written directly into its XML, which is much faster.

    :param unit: the name to choose in a workbook for any unit.
    :param saved: when the workbook was saved.
    """
    parts = parts_of(data)
    numbers = {sheet.key: number for number, sheet in enumerate(layout.sheets, start=1)}
    by_part: dict[str, dict[str, Content]] = {}
    for position, value in values.items():
        slot = layout.slots[position]
        cells = by_part.setdefault(f"xl/worksheets/sheet{numbers[slot.sheet]}.xml", {})
        cells[str(slot.cell)] = display(slot.field, value, "th")
    if unit:
        slot = layout.identity_slots[UNIT]
        by_part.setdefault(f"xl/worksheets/sheet{numbers[slot.sheet]}.xml", {})[str(slot.cell)] = unit
    for part, cells in by_part.items():
        parts[part] = re.sub(r'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?/>', lambda cell, cells=cells: _cell(cell, cells),
                             parts[part].decode()).encode()
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"2020-01-01T00:00:00Z", saved)
    return packed(parts)


def _cell(cell: re.Match[str], cells: Mapping[str, Content]) -> str:
    if cell[1] not in cells:
        return cell[0]
    value = cell_of(cells[cell[1]]).value
    head = f'<c r="{cell[1]}"{cell[2] or ""}'
    if isinstance(value, int | float):
        return f"{head}><v>{value}</v></c>"
    return f'{head} t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
