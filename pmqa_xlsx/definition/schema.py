"""The sheets of a definition and their columns: name, whether required, type and meaning.

One table is used by the loader (known columns, required cells, how to read a cell), by the CSV writer (order of
columns) and by the workbook for people (explanations, dropdowns, widths).
"""

from __future__ import annotations

from pmqa_xlsx.answers import TYPES
from pmqa_xlsx.definition import columns
from pmqa_xlsx.definition.columns import DefinitionColumn
from pmqa_xlsx.definition.columns import column as _column
from pmqa_xlsx.form.field import Origin
from pmqa_xlsx.text.excel_text import CELL_LIMIT
from pmqa_xlsx.text.language import LANGS, Text

FORM, COVER, CATEGORIES, SECTIONS, CRITERIA = "form", "cover", "categories", "sections", "criteria"
FIELDS, CHOICES, SCALES, CHECKS, PREFILL, UNITS = "fields", "choices", "scales", "checks", "prefill", "units"


_UP_TO_CELL = columns.integer_between(1, CELL_LIMIT)
_TYPES = ",".join(columns.TYPE_NAMES)
#: The types of cover fields.
_COVER_TYPES = ",".join([*TYPES, Origin.COMPUTED.value])
_EXPRESSION = Text("เช่น A=yes and not empty(evidence) ดูวิธีเขียนในแผ่นคำอธิบาย",
                   "e.g. A=yes and not empty(evidence); see the instruction sheet")
#: How the bounds of each type that has some are written.
_BOUNDS = Text(*(", ".join(dict.fromkeys(known.bounds.spelling.of(lang) for known in TYPES.values() if known.bounds))
                 for lang in LANGS))
_FORM = (
    _column("form_id", "รหัสของแบบ ตัวอักษรอังกฤษพิมพ์เล็ก ตัวเลข และ - เช่น pmqa-fl-province ใช้ในชื่อไฟล์",
            "Id of the form: lower-case letters, digits and -, e.g. pmqa-fl-province; it is part of file names",
            read=columns.matching("[a-z0-9][a-z0-9-]{0,63}", "bad-form-id")),
    _column("form_version", "ฉบับของแบบ เช่น 1 หรือ 2569.1 ต้องเปลี่ยนทุกครั้งที่แก้แบบซึ่งส่งออกไปแล้ว",
            "Version, e.g. 1 or 2569.1; change it whenever you change a form that has already been sent out",
            read=columns.matching(r"[A-Za-z0-9][A-Za-z0-9.-]{0,31}", "bad-version")),
    _column("title_th", "ชื่อแบบภาษาไทย", "Title in Thai"),
    _column("title_en?", "ชื่อแบบภาษาอังกฤษ", "Title in English"),
    _column("unit_label_th", "คำที่ใช้เรียกหน่วยงานผู้ตอบ เช่น จังหวัด", "What a unit is called in Thai, e.g. จังหวัด"),
    _column("unit_label_en?", "คำเรียกหน่วยงานผู้ตอบภาษาอังกฤษ เช่น Province", "What a unit is called, e.g. Province"),
    _column("fiscal_year", "ปีงบประมาณของแบบ ตามปฏิทินของแบบ เช่น 2569",
            "Fiscal year of the form in its calendar, e.g. 2569 (B.E.) or 2026 (C.E.)", read=columns.any_year),
    _column("calendar?", "be = ปี พ.ศ. (ถ้าว่าง), ce = ปี ค.ศ.",
            "be: Buddhist Era years (if blank), ce: common era (A.D.)",
            read=columns.calendar, offers="be,ce", rare=True),
    _column("year_begins?", "เดือนที่เริ่มปีงบประมาณ 1–12 ว่าง = 10 ของปีก่อน (be) หรือ 1 (ce)",
            "Month in which the fiscal year begins, 1–12; from July on it is that of the year before. Blank: 10 "
            "(be), 1 (ce)",
            read=columns.integer_between(1, 12), rare=True),
    _column("lang?", "ภาษาของไฟล์ที่สร้าง th (ถ้าว่าง) หรือ en", "Language of the files: th (if blank) or en",
            read=columns.language, offers="th,en", rare=True),
    _column("points?", "คะแนนเต็มของทั้งแบบ ว่าง = 100", "What the total score is out of; blank is 100",
            read=columns.number_above_zero, rare=True),
    _column("due_date?", "วันครบกำหนดส่งของปีงบประมาณนี้ เขียนเป็น ค.ศ. ปปปป-ดด-วว เช่น 2026-11-30",
            "Last day for returns of that fiscal year, A.D., YYYY-MM-DD, e.g. 2026-11-30", read=columns.date),
    _column("return_to?", "อีเมลที่ให้ส่งแบบกลับ", "E-mail address that returns go to", read=columns.email),
    _column("contact_name?", "ชื่อผู้ที่ให้หน่วยงานสอบถาม", "Whom units can ask"),
    _column("contact_phone?", "โทรศัพท์ของผู้ที่ให้สอบถาม", "That person's telephone number"),
    _column("privacy_th?", "เหตุที่ขอข้อมูลส่วนบุคคล ใครเห็น และเก็บไว้นานเท่าใด ภาษาไทย",
            "Why personal data is asked, who sees it and how long it is kept, in Thai"),
    _column("privacy_en?", "ข้อความเรื่องข้อมูลส่วนบุคคล ภาษาอังกฤษ", "The same, in English"),
    _column("source_note?", "ที่มาของข้อความและหมายเหตุของแบบ", "Where the wording comes from, and notes"),
)
_COVER = (
    _column("name", "ชื่อช่องสำหรับโปรแกรม ไม่ซ้ำกัน เช่น coordinator_name",
            "Name for programs, unique, e.g. coordinator_name", 22, columns.field_name),
    _column("label_th", "ชื่อช่องที่ผู้ตอบเห็น ภาษาไทย", "What people see, in Thai", 26),
    _column("label_en?", "ชื่อช่องที่ผู้ตอบเห็น ภาษาอังกฤษ", "What people see, in English", 26),
    _column("type", "ชนิดของคำตอบ เลือกจากรายการ", "Type of the answer, from the list", 11, columns.field_type,
            offers=_COVER_TYPES),
    _column("required?", "yes = ต้องกรอก, no = ไม่ต้อง หรือพิมพ์ when ตามด้วยเงื่อนไข (ไม่มีในรายการ) "
            "= ต้องกรอกเมื่อเงื่อนไขเป็นจริง เช่น when answer=no",
            "yes or no; or type when and a condition (not in the list): required only if it holds, e.g. when answer=no",
            16, columns.requirement, offers="yes,no,…"),
    _column("choices?", "ชนิด choice: ชื่อรายการตัวเลือกในแผ่น choices",
            "For type choice: name of a list on the sheet choices", 12, offers="@choices.list"),
    _column("min?", f"ค่าต่ำสุด: {_BOUNDS.th}", f"Least answer: {_BOUNDS.en}", 12),
    _column("max?", f"ค่าสูงสุด: {_BOUNDS.th}", f"Greatest answer: {_BOUNDS.en}", 12),
    _column("max_length?", "จำนวนตัวอักษรมากที่สุดของข้อความ", "Most characters of a text", 12, _UP_TO_CELL),
    _column("formula?", "ชนิด computed: สูตรที่คำนวณ เช่น actual/target*100",
            "For type computed: how it is calculated, e.g. actual/target*100", 30, columns.expression, rare=True),
    _column("hint_th?", "คำอธิบายพร้อมตัวอย่าง แสดงเมื่อคลิกช่อง ภาษาไทย",
            "Explanation with an example, shown when the cell is clicked, in Thai", 50),
    _column("hint_en?", "คำอธิบายพร้อมตัวอย่าง ภาษาอังกฤษ", "Explanation with an example, in English", 50),
    _column("personal?", "yes = ข้อมูลส่วนบุคคล (email และ phone เป็นเสมอ)",
            "yes: personal data (email and phone always are)", 10, columns.yes_no, offers="yes,no", rare=True),
)
_CATEGORIES = (
    _column("code", "รหัสหมวด ตัวอักษรอังกฤษ ตัวเลข หรือ _ ไม่ซ้ำกัน เช่น P หรือ 1",
            "Code: letters, digits, _, unique, e.g. P or 1", 10,
            columns.matching("[A-Za-z0-9_]{1,31}", "bad-category-code")),
    _column("title_th", "ชื่อหมวดภาษาไทย", "Title in Thai", 34),
    _column("title_en?", "ชื่อหมวดภาษาอังกฤษ", "Title in English", 34),
    _column("kind", "ชนิดของหมวด กำหนดว่าใช้ช่องคำตอบชุดใดในแผ่น fields",
            "Kind: decides which fields of the sheet fields the category has", 14, offers="@fields.kind"),
    _column("weight?", "น้ำหนักในคะแนนรวม ว่าง = 1", "Weight in the total score; blank is 1", 10,
            columns.number_above_zero),
    _column("intro_th?", "คำนำบนแผ่นของหมวด ภาษาไทย", "Introduction on the category's sheet, in Thai", 60),
    _column("intro_en?", "คำนำบนแผ่นของหมวด ภาษาอังกฤษ", "Introduction, in English", 60),
    _column("sheet_th?", "ชื่อแผ่นงานภาษาไทย ว่าง = หมวด ตามด้วยรหัส", "Sheet name in Thai; blank: หมวด and the code",
            16),
    _column("sheet_en?", "ชื่อแผ่นงานภาษาอังกฤษ ว่าง = Category ตามด้วยรหัส",
            "Sheet name in English; blank: Category and the code", 16),
)
_SECTIONS = (
    _column("category", "รหัสหมวดที่หัวข้อนี้อยู่", "Code of its category", 10, offers="@categories.code"),
    _column("code", "รหัสหัวข้อ ไม่ซ้ำกันทั้งแบบ เช่น S1", "Code, unique in the form, e.g. S1", 10,
            columns.matching("[A-Za-z0-9][A-Za-z0-9_.-]{0,30}", "bad-section-code")),
    _column("title_th", "ชื่อหัวข้อภาษาไทย", "Title in Thai", 40),
    _column("title_en?", "ชื่อหัวข้อภาษาอังกฤษ", "Title in English", 40),
    _column("parent?", "รหัสหัวข้อที่ครอบหัวข้อนี้ ว่าง = อยู่ใต้หมวดโดยตรง",
            "Code of the section around it; blank: directly in the category", 10, offers="@sections.code"),
    _column("weight?", "น้ำหนักเทียบกับสิ่งที่อยู่ระดับเดียวกัน ว่าง = 1",
            "Weight among what is at the same level; blank is 1", 10,
            columns.number_above_zero),
    _column("counts_when?", "เงื่อนไขที่ทำให้นับคะแนน ถ้าไม่เป็นจริงได้ 0 เช่น score(S1)=100",
            "Condition under which it counts, else it counts 0, e.g. score(S1)=100", 30, columns.expression),
)
_CRITERIA = (
    _column("category", "รหัสหมวดที่เกณฑ์นี้อยู่ เลือกจากรายการ", "Code of its category", 10,
            offers="@categories.code"),
    _column("code", "รหัสเกณฑ์ ไม่ซ้ำกันทั้งแบบ เช่น LD1", "Code of the criterion, unique in the form, e.g. LD1", 10),
    _column("section?", "รหัสหัวข้อในแผ่น sections", "Code of its section, from the sheet sections", 10,
            offers="@sections.code", rare=True),
    _column("section_th?", "ข้อความหัวข้อย่อยที่อยู่เหนือเกณฑ์นี้ เมื่อไม่ใช้แผ่น sections ภาษาไทย",
            "Text of the sub-heading above the criterion, without the sheet sections, in Thai", 26),
    _column("section_en?", "หัวข้อย่อย ภาษาอังกฤษ", "Sub-heading, in English", 26),
    _column("text_th", "ข้อความของเกณฑ์ที่ผู้ตอบเห็น ภาษาไทย", "Wording of the criterion, in Thai", 60),
    _column("text_en?", "ข้อความของเกณฑ์ ภาษาอังกฤษ", "Wording, in English", 60),
    _column("short_th?", "ข้อความสั้นสำหรับที่แคบ ว่าง = ตัดจากข้อความของเกณฑ์ ภาษาไทย",
            "Short wording for narrow places, in Thai; blank: the beginning of the wording", 30),
    _column("short_en?", "ข้อความสั้น ภาษาอังกฤษ", "Short wording, in English", 30),
    _column("source_text?", "ข้อความตามต้นฉบับทุกตัวอักษร เก็บไว้อ้างอิง ไม่แสดงในแบบ",
            "The original wording to the letter, kept for reference, not shown", 40),
    _column("guidance_th?", "แนวทางการตอบ แสดงเมื่อคลิกข้อความของเกณฑ์ ไม่เกิน 255 ตัวอักษร ภาษาไทย",
            "Guidance shown when the wording is clicked, at most 255 characters, in Thai", 40),
    _column("guidance_en?", "แนวทางการตอบ ภาษาอังกฤษ", "Guidance, in English", 40),
    _column("weight?", "น้ำหนักในคะแนนของหมวดหรือหัวข้อ ว่าง = 1",
            "Weight in the score of its category or section; blank is 1",
            10, columns.number_above_zero),
    _column("scale?", "เกณฑ์คะแนนของเกณฑ์นี้ แทนของช่อง จากแผ่น scales",
            "Scale in place of the fields' own, from the sheet scales", 10, offers="@scales.scale", rare=True),
    _column("min?", "ค่าต่ำสุดของเกณฑ์นี้ แทนของช่อง", "Least answer in place of the fields' own", 10, rare=True),
    _column("max?", "ค่าสูงสุดของเกณฑ์นี้ แทนของช่อง", "Greatest answer in place of the fields' own", 10, rare=True),
    _column("rows?", "จำนวนแถวคำตอบ: 3 = สามแถวพอดี, 1-20 = อย่างน้อยหนึ่ง ไม่เกินยี่สิบ, 0-3 = เว้นว่างได้ "
            "ให้เกณฑ์นี้อยู่ในหมวดที่มี kind ของตัวเอง คอลัมน์ของตารางคือช่องของ kind นั้น (level = criterion)",
            "Answer rows: 3 is exactly three, 1-20 at least one and room for twenty, 0-3 may stay empty. Use a "
            "category with a kind of its own; the table's columns are the fields of that kind (level criterion)", 10,
            columns.row_range, rare=True),
)
_FIELDS = (
    _column("kind", "ชนิดของหมวดที่ใช้ช่องนี้ ตรงกับ kind ในแผ่น categories",
            "Kind of categories that have this field, as in the sheet categories", 12, offers="@categories.kind"),
    _column("table_th?", "ชื่อตารางที่ช่องนี้อยู่ ภาษาไทย ช่องที่มีชื่อเดียวกันอยู่ตารางเดียวกัน",
            "Table of the field, in Thai; fields with the same table name form one table", 20),
    _column("table_en?", "ชื่อตาราง ภาษาอังกฤษ", "Name of the table, in English", 20),
    _column("level", "category = ถามครั้งเดียวต่อหมวด, criterion = ถามทุกเกณฑ์ "
            " (หนึ่งแถวในแผ่นนี้ได้ช่องคำตอบในทุกเกณฑ์ของ kind นั้น)",
            "category: asked once for each category; criterion: one row here gives a cell to every criterion of the "
            "kind", 12, columns.level,
            offers="category,criterion"),
    *(column for column in _COVER if column.name in ("name", "label_th", "label_en")),
    _column("type", "ชนิดของคำตอบ เลือกจากรายการ", "Type of the answer, from the list", 11, columns.field_type,
            offers=_TYPES),
    _column("slots?", "จำนวนช่องคำตอบเรียงกันทางขวา ว่าง = 1", "Number of answer cells side by side; blank is 1", 8,
            columns.integer_between(1, 200)),
    *(column for column in _COVER if column.name in ("required", "choices", "min", "max", "max_length")),
    _column("width?", "ความกว้างของคอลัมน์ (จำนวนตัวอักษร)", "Column width in characters", 8,
            columns.number_between(1, 255, "1–255")),
    *(column for column in _COVER if column.name == "formula" or column.name.startswith("hint")),
    *(column for column in _COVER if column.name == "personal"),
    _column("scored?", "yes = นำไปคิดคะแนน (ระดับ criterion: choice ที่มี score หรือตัวเลขที่มี scale)",
            "yes: counts for the score (level criterion: a choice with scores, or a number with a scale)", 10,
            columns.yes_no, offers="yes,no"),
    _column("scale?", "ตัวเลขที่คิดคะแนน: ชื่อเกณฑ์คะแนนในแผ่น scales",
            "For a scored number: name of a scale on the sheet scales", 10, offers="@scales.scale", rare=True),
    _column("weight?", "น้ำหนักในคะแนนของเกณฑ์ ว่าง = 1", "Weight in the criterion's score; blank is 1", 10,
            columns.number_above_zero, rare=True),
)
_CHOICES = (
    _column("list", "ชื่อรายการ บรรทัดที่มีชื่อเดียวกันเป็นรายการเดียวกัน",
            "Name of the list; rows with the same name form one list", 14),
    _column("value", "ค่าที่เก็บในผลลัพธ์ ไม่ซ้ำกันในรายการ เช่น yes",
            "Value stored in the results, unique in its list", 14),
    _column("label_th", "ข้อความที่ผู้ตอบเลือก ภาษาไทย", "What people choose, in Thai", 30),
    _column("label_en?", "ข้อความที่ผู้ตอบเลือก ภาษาอังกฤษ", "What people choose, in English", 30),
    _column("score?", "คะแนนของตัวเลือก ตัวเลขตั้งแต่ 0 หรือ na = ไม่นำข้อนี้มาคิดคะแนน",
            "Score of the choice, 0 or more; na: the question leaves the calculation", 10, columns.score),
)
_SCALES = (
    _column("scale", "ชื่อเกณฑ์คะแนน บรรทัดที่มีชื่อเดียวกันเป็นจุดของเส้นเดียวกัน",
            "Name of the scale; rows with the same name are the points of one line", 14),
    _column("at", "ค่าของคำตอบ เรียงจากน้อยไปมาก", "Value of the answer, rising from row to row", 12, columns.number),
    _column("score", "คะแนนที่ค่านั้น ลดลงได้ถ้าน้อยยิ่งดี ระหว่างจุดคิดตามสัดส่วน",
            "Score at that value; may fall if less is better. Between two points it is linear", 12,
            columns.score_number),
)
_CHECKS = (
    _column("name", "ชื่อกฎ ไม่ซ้ำกัน เช่น actual-missing", "Name of the check, unique, e.g. actual-missing", 20,
            columns.matching("[A-Za-z0-9_][A-Za-z0-9_.-]*", "bad-name")),
    _column("category?", "รหัสหมวดที่ตรวจ ว่าง = ดูที่ kind", "Code of the category that is checked; blank: see kind",
            10,
            offers="@categories.code"),
    _column("kind?", "ชนิดหมวดที่ตรวจ ถ้าว่างทั้งสองช่อง กฎนี้เกี่ยวกับหน้าข้อมูลทั่วไปหรือทั้งแบบ",
            "Kind of the categories that are checked; if both are blank the rule is about the cover or the whole "
            "form", 12,
            offers="@fields.kind"),
    _column("rule", f"สิ่งที่ควรเป็นจริง {_EXPRESSION.th} หากต้องการเตือนเมื่อเกิด X ให้เขียน not (X)",
            f"What ought to hold, {_EXPRESSION.en}. To warn when X, write not (X)", 50,
            columns.expression),
    _column("severity", "warning = ให้ตรวจดู, error = ต้องแก้", "warning: look again; error: must be corrected", 10,
            columns.severity, offers="warning,error"),
    _column("message_th", "ข้อความเมื่อกฎไม่เป็นจริง ภาษาไทย", "Message where the rule does not hold, in Thai",
            50),
    _column("message_en?", "ข้อความ ภาษาอังกฤษ", "The same, in English", 50),
    _column("fix_th?", "วิธีแก้ ภาษาไทย", "How to correct it, in Thai", 40),
    _column("fix_en?", "วิธีแก้ ภาษาอังกฤษ", "How to correct it, in English", 40),
)
_PREFILL = (
    _column("unit", "รหัสหน่วยงาน", "Code of the unit", 10, offers="@units.code"),
    _column("category?", "รหัสหมวด (สำหรับช่องระดับ category)", "Code of the category (for a field of level category)",
            10,
            offers="@categories.code"),
    _column("criterion?", "รหัสเกณฑ์ ถ้าว่างทั้งหมวดและเกณฑ์ เป็นช่องของหน้าข้อมูลทั่วไป",
            "Code of the criterion; without category and criterion it is a field of the cover", 10,
            offers="@criteria.code"),
    _column("row?", "ลำดับแถวของเกณฑ์ที่มีหลายแถว ว่าง = 1", "Row of a criterion with several rows; blank is 1", 8,
            columns.integer_between(1, 200)),
    _column("field", "ชื่อช่อง", "Name of the field", 16, offers="@fields.name"),
    _column("slot?", "ช่องที่เท่าใดของช่องที่มีหลายช่อง ว่าง = 1", "Which cell of a field with several; blank is 1", 8,
            columns.integer_between(1, 200)),
    _column("value", "ค่าที่กรอกไว้ให้ (ของ choice คือ value) ของช่อง constant คือค่าของหน่วยงานนั้น",
            "The value to put in (of a choice its value); for a constant field this unit's own value", 40),
)
_UNITS = (
    _column("code", "รหัสหน่วยงาน เก็บเป็นข้อความ จำนวนหลักเท่ากัน เช่น 50",
            "Code of the unit, as text, all of the same length, e.g. 50", 10,
            columns.matching("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}", "bad-unit-code")),
    _column("name_th", "ชื่อหน่วยงานภาษาไทย", "Name in Thai", 24),
    _column("name_en?", "ชื่อหน่วยงานภาษาอังกฤษ ใช้ในชื่อไฟล์", "Name in English, part of file names", 24),
    _column("group?", "กลุ่มของหน่วยงาน เช่น กลุ่มจังหวัด", "Group of the unit, e.g. a cluster of provinces", 42),
    _column("email?", "อีเมลของหน่วยงาน", "E-mail address of the unit", 24, columns.email),
    _column("aliases?", "ชื่ออื่นที่คนเขียน คั่นด้วย ; เช่น โคราช;นม", "Other names that people write, separated by ;",
            30,
            columns.aliases),
    _column("from_year?", "ปีงบประมาณแรกที่ต้องตอบ", "First fiscal year in which it answers", 11, columns.any_year),
    _column("to_year?", "ปีงบประมาณสุดท้ายที่ต้องตอบ", "Last fiscal year in which it answers", 11, columns.any_year),
    _column("due_date?", "วันครบกำหนดของหน่วยงานนี้เอง เขียนเป็น ค.ศ. ปปปป-ดด-วว",
            "Its own last day for returns, A.D., YYYY-MM-DD", 12, columns.date, rare=True),
)

#: The columns of each sheet, in order; on the sheet ``form`` these are keys, one on each row.
SHEETS: dict[str, tuple[DefinitionColumn, ...]] = {
    FORM: _FORM, COVER: _COVER, CATEGORIES: _CATEGORIES, SECTIONS: _SECTIONS, CRITERIA: _CRITERIA, FIELDS: _FIELDS,
    CHOICES: _CHOICES, SCALES: _SCALES, CHECKS: _CHECKS, PREFILL: _PREFILL, UNITS: _UNITS,
}
#: Sheets that a definition may leave out.
OPTIONAL_SHEETS = (COVER, SECTIONS, CHOICES, SCALES, CHECKS, PREFILL)
#: Sheets that are left out of the CSV files while nothing is in them.
RARE_SHEETS = (SECTIONS, SCALES, CHECKS, PREFILL)
#: The two columns of the sheet ``form``.
KEY, VALUE = "key", "value"


def column_of(sheet: str, name: str) -> DefinitionColumn:
    """The column of a sheet with that name.

    :raises KeyError: there is no such column.
    """
    for column in SHEETS[sheet]:
        if column.name == name:
            return column
    raise KeyError(name)


def must_be_filled(sheet: str, column: DefinitionColumn) -> bool:
    """Whether a column must be filled in on each row, itself or, of a text, in the other language."""
    return column.required or any(one.required for one in SHEETS[sheet] if one.name == column.other_language)


def header_of(sheet: str) -> list[str]:
    """The column names in row 1 of a sheet, all of them, in order."""
    return [KEY, VALUE] if sheet == FORM else [column.name for column in SHEETS[sheet]]
