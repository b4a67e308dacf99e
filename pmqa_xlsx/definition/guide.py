"""The first sheet of a definition workbook: what each sheet and column means, and what to do after editing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pmqa_xlsx.definition import schema
from pmqa_xlsx.definition.columns import DefinitionColumn
from pmqa_xlsx.definition.tables import GUIDE_SHEETS
from pmqa_xlsx.text.language import LANGS, Lang, Text
from pmqa_xlsx.text.typography import line_count, row_height

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_TITLE = Text("วิธีแก้ไขไฟล์กำหนดแบบ", "How to edit this definition")
_STEPS = (
    Text("ไฟล์นี้กำหนดว่าแบบถามอะไร ถามใคร และส่งเมื่อใด แก้ไขได้ทุกแผ่นยกเว้นแผ่นนี้ โดยไม่ต้องเขียนโปรแกรม",
         "This file defines what the form asks, who answers it, and by when. Edit any sheet except this one; "
         "no programming is needed."),
    Text("แถวที่ 1 ของแต่ละแผ่นเป็นชื่อคอลัมน์ ห้ามแก้ชื่อ คอลัมน์สีเข้มต้องกรอกทุกแถว (คู่ _th และ _en กรอกช่องเดียวก็พอ) "
         "คอลัมน์สีอ่อนเว้นว่างได้ คลิกช่องใดก็จะเห็นคำอธิบาย บางช่องเลือกคำตอบจากรายการได้โดยกดลูกศรทางขวาของช่อง",
         "Row 1 of each sheet contains the column names: do not change them. Dark columns must be filled in on every "
         "row (of a pair _th and _en, one is enough), light columns may be blank. "
         "Click a cell to see what it means; some cells have a list."),
    Text("เพิ่มแถวต่อท้ายหรือแทรกแถวได้ ลำดับแถวคือลำดับที่ปรากฏในแบบ แถวว่างไม่มีผล",
         "Add or insert rows as needed; their order is the order in the form. Blank rows are ignored."),
    Text("แผ่น form: แก้ fiscal_year และ due_date ทุกปี และเปลี่ยน form_version ทุกครั้งที่แก้แบบซึ่งส่งออกไปแล้ว "
         "เพื่อไม่ให้สับสนกับฉบับเดิม lang คือภาษาของแบบ (th หรือ en) calendar คือปฏิทิน (be = พ.ศ., ce = ค.ศ.)",
         "Sheet form: change fiscal_year and due_date each year. Change form_version whenever you change a form that "
         "has already been sent out, so that the editions are not mixed up. lang is the language of the form (th or "
         "en; blank: th), calendar its years (be or ce; blank: be)."),
    Text("ข้อความทุกคอลัมน์มีสองภาษา (_th และ _en) กรอกภาษาเดียวก็พอ ใช้กับทั้งสองภาษา แผ่นและคอลัมน์ที่ไม่ต้องการปล่อยว่างไว้",
         "Every text has two columns (_th and _en); one of them is enough and serves both languages. Leave sheets and "
         "columns that you do not need blank."),
    Text("ตารางที่กรอกได้ไม่เกิน 5 บรรทัด: เพิ่มหมวดที่มี kind ของตัวเอง ในแผ่น criteria เพิ่มเกณฑ์หนึ่งข้อของหมวดนั้น เช่น INC "
         "กรอก rows เป็น 0-5 แล้วเพิ่มแต่ละคอลัมน์ของตารางเป็นช่องของ kind นั้นในแผ่น fields (level = criterion) "
         "หากต้องการผลรวมบนแผ่นข้อมูลทั่วไป ให้เพิ่มช่องชนิด computed ในแผ่น cover ใช้สูตร sum(INC.cost)",
         "A table of up to 5 lines: add a category with a kind of its own; on the sheet criteria one criterion of that "
         "category, e.g. INC, with rows 0-5; and on the sheet fields each column of the table as a field of that kind "
         "(level criterion). For a total on the general sheet add a field of type computed to the sheet cover, with "
         "the formula sum(INC.cost)."),
    Text("ปีเป็น พ.ศ. เช่น 2569 (หรือ ค.ศ. ถ้า calendar เป็น ce) ส่วนวันที่เขียนเป็น ค.ศ. รูปแบบ ปปปป-ดด-วว เช่น 2026-11-30",
         "Years are B.E., e.g. 2569 (or A.D. where calendar is ce); dates are A.D., YYYY-MM-DD, e.g. 2026-11-30."),
    Text("ข้อความใส่ {year} {year-1} {year+1} และ {unit} ได้ โปรแกรมแทนด้วยปีและชื่อหน่วยงานเมื่อสร้างแบบ",
         "A text can contain {year}, {year-1}, {year+1} and {unit}; the year and the unit's name are filled in when a "
         "workbook is made."),
    Text("บันทึกเป็น .xlsx แล้วตรวจด้วยคำสั่ง  pmqa-xlsx form check ชื่อไฟล์.xlsx  โปรแกรมจะบอกทุกจุดที่ต้องแก้ในครั้งเดียว "
         "พร้อมชื่อแผ่น ช่อง และวิธีแก้",
         "Save as .xlsx and run  pmqa-xlsx form check FILE.xlsx  It lists everything to correct at once: sheet, cell "
         "and how to correct it."),
    Text("เมื่อไม่มีข้อผิดพลาด สร้างแบบด้วยคำสั่ง  pmqa-xlsx generate -f ชื่อไฟล์.xlsx -o โฟลเดอร์",
         "When there are no more mistakes, make the workbooks:  pmqa-xlsx generate -f FILE.xlsx -o FOLDER"),
)
#: The fourth step: how to make another form of a copy, or to begin with an empty definition.
_BEGIN_WITH_COPY = Text(
    "หากจะทำแบบอื่น ให้เปลี่ยนค่าในแผ่น form แล้วลบทุกแถวใต้แถวที่ 1 ของแผ่นอื่นและพิมพ์ของใหม่ "
    "แผ่น sections scales checks และ prefill ปล่อยว่างได้",
    "To make another form, change the values on the sheet form; on the other sheets delete all rows below row 1 and "
    "write your own. The sheets sections, scales, checks and prefill may stay empty.")
_BEGIN_EMPTY = Text(
    "เริ่มตามลำดับนี้: แผ่น form (ชื่อแบบและปี) units (ใครต้องตอบ) categories (แต่ละหมวดเป็นหนึ่งแผ่นของแบบ) "
    "criteria (แต่ละข้อ) fields (ช่องคำตอบ: แต่ละแถวเป็นหนึ่งช่องของทุกข้อใน kind เดียวกัน) และ choices (รายการตัวเลือก) "
    "แผ่น cover sections scales checks และ prefill ปล่อยว่างได้",
    "Begin in this order: form (title and year), units (who answers), categories (each is a sheet of the workbook), "
    "criteria (each question), fields (the answer cells: each row is a cell of every criterion of the same kind) and "
    "choices (the lists). The sheets cover, sections, scales, checks and prefill may stay empty.")
_SHEETS = {
    schema.FORM: Text("ข้อมูลทั่วไปของแบบ: รหัส ฉบับ ชื่อ ปีงบประมาณ วันครบกำหนด",
                      "About the form: id, version, title, year, due date"),
    schema.COVER: Text("ช่องที่ถามครั้งเดียวบนแผ่นข้อมูลทั่วไป เช่น ผู้ประสานงาน",
                       "Fields asked once, on the general sheet"),
    schema.CATEGORIES: Text("หมวด: หนึ่งหมวดเป็นหนึ่งแผ่นงานของแบบ", "Categories: each is a sheet of the workbook"),
    schema.SECTIONS: Text("หัวข้อย่อยที่มีรหัสและคะแนน ซ้อนกันได้ (ไม่ใช้ก็ได้)",
                          "Sub-headings with a code and a score, which can nest (if you need them)"),
    schema.CRITERIA: Text("เกณฑ์ของแต่ละหมวด เพิ่มคอลัมน์ชื่อเดียวกับช่องชนิด constant หรือ by criterion ได้ท้ายแผ่น",
                          "The criteria of each category; add a column at the end for each field of type constant or "
                          "by criterion, with the name of the field"),
    schema.FIELDS: Text("ช่องคำตอบของแต่ละชนิดหมวด และตารางที่ช่องนั้นอยู่",
                        "The answer fields of each kind of category, and their tables"),
    schema.CHOICES: Text("รายการตัวเลือกของช่องชนิด choice และคะแนน",
                         "The lists for fields of type choice, with scores"),
    schema.SCALES: Text("วิธีให้คะแนนตัวเลข เป็นจุดของเส้น", "How numbers are scored: points of a line"),
    schema.CHECKS: Text("กฎที่คำตอบควรเป็นไปตาม พร้อมข้อความของสำนักงาน",
                        "What ought to hold between answers, with the office's own message"),
    schema.PREFILL: Text("คำตอบที่กรอกไว้ให้แต่ละหน่วยงาน", "Answers that are put into the workbook of a unit"),
    schema.UNITS: Text("หน่วยงานที่ต้องตอบแบบ", "The units that answer"),
}
_HOW_TO_WRITE = Text("วิธีเขียนเงื่อนไขและสูตร (required, formula, rule, counts_when) ชื่อในตัวอย่างเป็นชื่อสมมุติ",
                     "How to write conditions and formulas (required, formula, rule, counts_when); "
                     "the names are examples")
#: Examples of expressions with what each means.
_EXAMPLES = (
    ("A=yes", Text("ช่อง A ในแถวเดียวกันเลือกค่า yes (เขียนค่า ไม่ใช่ข้อความที่แสดง)",
                   "the field A of the same row has the value yes (the value, not the label)")),
    ("actual<target and not empty(evidence)", Text("ใช้ = <> < <= > >= และ and or not ได้ empty(x) = ยังว่างอยู่",
                                                   "= <> < <= > >=, and, or, not; empty(x): still blank")),
    ("actual/target*100", Text("คำนวณด้วย + - * / และ round(x,2) ถ้ามีช่องใดว่าง ผลลัพธ์ว่าง (ยกเว้น sum mean min max count)",
                               "+ - * / and round(x,2); if anything in it is blank, the result is blank; "
                                                   "sum, mean, min, max and count leave blanks out")),
    ('if(direction="more",a/b,b/a)', Text("if(เงื่อนไข, ค่าเมื่อจริง, ค่าเมื่อไม่จริง) ข้อความอยู่ในเครื่องหมายคำพูด",
                                          "if(condition, value if it holds, other value); texts are in quotes")),
    ("LD1.A=yes", Text("ช่อง A ของเกณฑ์ LD1", "the field A of the criterion LD1")),
    ("[1.1].A=yes", Text("รหัสที่มีจุดหรือขึ้นต้นด้วยตัวเลขอยู่ในวงเล็บเหลี่ยม",
                         "a code with a point or a digit first is in square brackets")),
    ("A=[D]", Text("เทียบกับช่อง D ไม่ใช่ค่า D", "compared with the field D, not with a value D")),
    ("cover.budget>0", Text("ช่องของแผ่นข้อมูลทั่วไป", "a field of the general sheet")),
    ("sum(INC.cost)", Text("รวมทุกแถวของเกณฑ์ INC ที่มีหลายแถว ใช้ sum mean min max count ได้ โดยไม่นับช่องว่าง",
                           "over all rows of the criterion INC, which has rows; also mean, min, max, count; blanks are "
                           "left out")),
    ("not (cover.had_incidents=no and count(INC.what)>0)",
     Text("rule ที่เตือนเมื่อตอบว่าไม่มีเหตุการณ์แต่กรอกเหตุการณ์ไว้ในตาราง INC",
          "a rule that warns when there are incidents in the table INC although the answer is no")),
    ("score(S1)=100", Text("คะแนนร้อยละของหมวด หัวข้อ หรือเกณฑ์", "the percent of a category, section or criterion")),
    ('visited>"2026-01-31"',
     Text("วันที่และเวลาอยู่ในเครื่องหมายคำพูด วันที่เป็น ค.ศ.", "dates (A.D.) and times are in quotes")),
)
_ALL_SHEETS = Text("แผ่นงานในไฟล์นี้", "Sheets of this file")
_COLUMNS = Text("คอลัมน์ของแผ่น {sheet}", "Columns of the sheet {sheet}")
_KEYS = Text("รายการในแผ่น {sheet}", "Keys of the sheet {sheet}")
_MUST, _MAY = Text("ต้องกรอก", "required"), Text("เว้นว่างได้", "may be blank")
_ONE_OF_TWO = Text("ต้องกรอก ช่องนี้หรือ {other}", "required: this or {other}")
_WIDTHS = (18.0, 28.0, 86.0)
_SIZE = 14
#: The share of the width in which texts are wrapped: fonts that replace TH Sarabun are wider.
_SAFE = 0.82


def write_guide(book: Workbook, styles: dict[str, Any], lang: Lang, *, empty: bool) -> None:
    """Write the guide as the workbook's first sheet.

    :param empty: whether the definition is an empty one to begin from, not a copy of a form.
    """
    target = book.add_worksheet(GUIDE_SHEETS[0] if lang == "th" else GUIDE_SHEETS[1].capitalize())
    for column, width in enumerate(_WIDTHS):
        target.set_column(column, column, width)
    target.hide_gridlines(2)
    target.set_paper(9)
    target.set_landscape()
    target.fit_to_pages(1, 0)
    target.write_string(0, 0, _TITLE.of(lang), styles["title"])
    target.set_row(0, 36)
    row = 2
    steps = (*_STEPS[:3], _BEGIN_EMPTY if empty else _BEGIN_WITH_COPY, *_STEPS[3:])
    for number, step in enumerate(steps, start=1):
        text = f"{number}. {step.of(lang)}"
        target.merge_range(row, 0, row, 2, text, styles["long"])
        target.set_row(row, row_height(line_count(text, sum(_WIDTHS) * _SAFE, _SIZE), _SIZE))
        row += 1
    row = _caption(target, row + 1, _HOW_TO_WRITE.of(lang), styles)
    for example, meaning in _EXAMPLES:
        target.merge_range(row, 0, row, 1, example, styles["note"])
        target.write_string(row, 2, meaning.of(lang), styles["note"])
        lines = line_count(example, sum(_WIDTHS[:2]) * _SAFE, _SIZE)
        target.set_row(row, row_height(max(lines, line_count(meaning.of(lang), _WIDTHS[2] * _SAFE, _SIZE)), _SIZE))
        row += 1
    row = _caption(target, row + 1, _ALL_SHEETS.of(lang), styles)
    for sheet, meaning in _SHEETS.items():
        target.write_url(row, 0, f"internal:'{sheet}'!A1", styles["link"], sheet)
        target.merge_range(row, 1, row, 2, meaning.of(lang), styles["note"])
        lines = line_count(meaning.of(lang), sum(_WIDTHS[1:]) * _SAFE, _SIZE)
        target.set_row(row, row_height(lines, _SIZE))
        row += 1
    for sheet, columns in schema.SHEETS.items():
        heading = _KEYS if sheet == schema.FORM else _COLUMNS
        row = _caption(target, row + 1, heading.of(lang).format(sheet=sheet), styles)
        for known in columns:
            must = schema.must_be_filled(sheet, known)
            target.write_string(row, 0, known.name, styles["required" if must else "optional"])
            target.write_string(row, 1, _need(known, must=must).of(lang), styles["note"])
            target.write_string(row, 2, known.meaning.of(lang), styles["note"])
            target.set_row(row, row_height(line_count(known.meaning.of(lang), _WIDTHS[2] * _SAFE, _SIZE), _SIZE))
            row += 1


def _need(column: DefinitionColumn, *, must: bool) -> Text:
    """Whether a column must be filled in, in words; of a text in two languages one is enough."""
    if must and column.other_language:
        return Text(*(_ONE_OF_TWO.of(lang).format(other=column.other_language[-3:]) for lang in LANGS))
    return _MUST if must else _MAY


def _caption(target: Any, row: int, text: str, styles: dict[str, Any]) -> int:
    """Write a caption and return the row below it."""
    target.write_string(row, 0, text, styles["caption"])
    target.set_row(row, 27)
    return row + 1
