"""The sheets of a definition and their columns: name, whether required, type and meaning.

One table is used by the loader (known columns, required cells, how to read a cell), by the CSV writer (order of
columns) and by the workbook for people (explanations, dropdowns, widths).
"""

from __future__ import annotations

from dataclasses import dataclass

from pmqa_xlsx.answers import TYPES
from pmqa_xlsx.definition import values
from pmqa_xlsx.text.excel_text import CELL_LIMIT
from pmqa_xlsx.text.language import LANGS, Text

FORM, COVER, CATEGORIES, CRITERIA = "form", "cover", "categories", "criteria"
FIELDS, CHOICES, UNITS = "fields", "choices", "units"


@dataclass(frozen=True, slots=True)
class DefinitionColumn:
    """A column of a sheet (on the sheet ``form``: a key).

    :ivar required: whether it must be filled in on each row.
    :ivar read: converts a cell's text to its value.
    :ivar meaning: one sentence for the person who fills it in.
    :ivar width: column width in characters.
    :ivar offers: items of a dropdown: words separated by commas (a last ``…``: other words are allowed too), or
        ``@sheet.column`` for the values of that column.
    """

    name: str
    meaning: Text
    required: bool = False
    read: values.Reader = values.text
    width: float = 14.0
    offers: str = ""

    @property
    def wraps(self) -> bool:
        """Whether the column contains running text."""
        return self.width >= 24


def _column(name: str, th: str, en: str, width: float = 14.0, read: values.Reader = values.text, *,
            offers: str = "") -> DefinitionColumn:
    """A column given by its documented name; a ``?`` at the end marks an optional one."""
    return DefinitionColumn(name.rstrip("?"), Text(th, en), not name.endswith("?"), read, width, offers)


_UP_TO_CELL = values.integer_between(1, CELL_LIMIT)
_TYPES = ",".join(TYPES)
#: How the bounds of each type that has some are written.
_BOUNDS = Text(*(", ".join(dict.fromkeys(known.bounds.spelling.of(lang) for known in TYPES.values() if known.bounds))
                 for lang in LANGS))
_FORM = (
    _column("form_id", "รหัสของแบบ ตัวอักษรอังกฤษพิมพ์เล็ก ตัวเลข และ - เช่น pmqa-fl-province ใช้ในชื่อไฟล์",
            "Id of the form: lower-case letters, digits and -, e.g. pmqa-fl-province; it is part of file names",
            read=values.matching("[a-z0-9][a-z0-9-]{0,63}", "bad-form-id")),
    _column("form_version", "ฉบับของแบบ เช่น 1 หรือ 2569.1 ต้องเปลี่ยนทุกครั้งที่แก้แบบซึ่งส่งออกไปแล้ว",
            "Version, e.g. 1 or 2569.1; change it whenever you change a form that has already been sent out",
            read=values.matching(r"[A-Za-z0-9][A-Za-z0-9.-]{0,31}", "bad-version")),
    _column("title_th", "ชื่อแบบภาษาไทย", "Title in Thai"),
    _column("title_en?", "ชื่อแบบภาษาอังกฤษ", "Title in English"),
    _column("unit_label_th", "คำที่ใช้เรียกหน่วยงานผู้ตอบ เช่น จังหวัด", "What a unit is called in Thai, e.g. จังหวัด"),
    _column("unit_label_en?", "คำเรียกหน่วยงานผู้ตอบภาษาอังกฤษ เช่น Province", "What a unit is called, e.g. Province"),
    _column("fiscal_year", "ปีงบประมาณ พ.ศ. ของแบบ เช่น 2569", "Fiscal year of the form (B.E.), e.g. 2569",
            read=values.year),
    _column("due_date?", "วันครบกำหนดส่งของปีงบประมาณนี้ เขียนเป็น ค.ศ. ปปปป-ดด-วว เช่น 2026-11-30",
            "Last day for returns of that fiscal year, A.D., YYYY-MM-DD, e.g. 2026-11-30", read=values.date),
    _column("return_to?", "อีเมลที่ให้ส่งแบบกลับ", "E-mail address that returns go to", read=values.email),
    _column("contact_name?", "ชื่อผู้ที่ให้หน่วยงานสอบถาม", "Whom units can ask"),
    _column("contact_phone?", "โทรศัพท์ของผู้ที่ให้สอบถาม", "That person's telephone number"),
    _column("privacy_th?", "เหตุที่ขอข้อมูลส่วนบุคคล ใครเห็น และเก็บไว้นานเท่าใด ภาษาไทย",
            "Why personal data is asked, who sees it and how long it is kept, in Thai"),
    _column("privacy_en?", "ข้อความเรื่องข้อมูลส่วนบุคคล ภาษาอังกฤษ", "The same, in English"),
    _column("source_note?", "ที่มาของข้อความและหมายเหตุของแบบ", "Where the wording comes from, and notes"),
)
_COVER = (
    _column("name", "ชื่อช่องสำหรับโปรแกรม ไม่ซ้ำกัน เช่น coordinator_name",
            "Name for programs, unique, e.g. coordinator_name", 22, values.field_name),
    _column("label_th", "ชื่อช่องที่ผู้ตอบเห็น ภาษาไทย", "What people see, in Thai", 26),
    _column("label_en?", "ชื่อช่องที่ผู้ตอบเห็น ภาษาอังกฤษ", "What people see, in English", 26),
    _column("type", "ชนิดของคำตอบ เลือกจากรายการ", "Type of the answer, from the list", 11, values.answer_type,
            offers=_TYPES),
    _column("required?", "yes = ต้องกรอก, no = ไม่ต้อง, when NAME=VALUE = ต้องกรอกเมื่อช่อง NAME มีค่า VALUE",
            "yes, no, or when NAME=VALUE: only if the field NAME has that value", 16, values.requirement,
            offers="yes,no,…"),
    _column("choices?", "ชนิด choice: ชื่อรายการตัวเลือกในแผ่น choices",
            "For type choice: name of a list on the sheet choices", 12, offers="@choices.list"),
    _column("min?", f"ค่าต่ำสุด: {_BOUNDS.th}", f"Least answer: {_BOUNDS.en}", 12),
    _column("max?", f"ค่าสูงสุด: {_BOUNDS.th}", f"Greatest answer: {_BOUNDS.en}", 12),
    _column("max_length?", "จำนวนตัวอักษรมากที่สุดของข้อความ", "Most characters of a text", 12, _UP_TO_CELL),
    _column("hint_th?", "คำอธิบายพร้อมตัวอย่าง แสดงเมื่อคลิกช่อง ภาษาไทย",
            "Explanation with an example, shown when the cell is clicked, in Thai", 50),
    _column("hint_en?", "คำอธิบายพร้อมตัวอย่าง ภาษาอังกฤษ", "Explanation with an example, in English", 50),
)
_CATEGORIES = (
    _column("code", "รหัสหมวด ตัวอักษรอังกฤษ ตัวเลข หรือ _ ไม่ซ้ำกัน เช่น P หรือ 1",
            "Code: letters, digits, _, unique, e.g. P or 1", 10,
            values.matching("[A-Za-z0-9_]{1,31}", "bad-category-code")),
    _column("title_th", "ชื่อหมวดภาษาไทย", "Title in Thai", 34),
    _column("title_en?", "ชื่อหมวดภาษาอังกฤษ", "Title in English", 34),
    _column("kind", "ชนิดของหมวด กำหนดว่าใช้ช่องคำตอบชุดใดในแผ่น fields",
            "Kind: decides which fields of the sheet fields the category has", 14, offers="@fields.kind"),
    _column("weight?", "น้ำหนักในคะแนนรวม ว่าง = 1", "Weight in the total score; blank is 1", 10,
            values.number_above_zero),
    _column("intro_th?", "คำนำบนแผ่นของหมวด ภาษาไทย", "Introduction on the category's sheet, in Thai", 60),
    _column("intro_en?", "คำนำบนแผ่นของหมวด ภาษาอังกฤษ", "Introduction, in English", 60),
    _column("sheet_th?", "ชื่อแผ่นงานภาษาไทย ว่าง = หมวด ตามด้วยรหัส", "Sheet name in Thai; blank: หมวด and the code", 16),
    _column("sheet_en?", "ชื่อแผ่นงานภาษาอังกฤษ ว่าง = Category ตามด้วยรหัส",
            "Sheet name in English; blank: Category and the code", 16),
)
_CRITERIA = (
    _column("category", "รหัสหมวดที่เกณฑ์นี้อยู่ เลือกจากรายการ", "Code of its category", 10,
            offers="@categories.code"),
    _column("code", "รหัสเกณฑ์ ไม่ซ้ำกันทั้งแบบ เช่น LD1", "Code of the criterion, unique in the form, e.g. LD1", 10),
    _column("section_th?", "หัวข้อย่อยที่อยู่เหนือเกณฑ์นี้ ภาษาไทย", "Sub-heading above the criterion, in Thai", 26),
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
    _column("weight?", "น้ำหนักในคะแนนของหมวด ว่าง = 1", "Weight in the category's score; blank is 1", 10,
            values.number_above_zero),
)
_FIELDS = (
    _column("kind", "ชนิดของหมวดที่ใช้ช่องนี้ ตรงกับ kind ในแผ่น categories",
            "Kind of categories that have this field, as in the sheet categories", 12, offers="@categories.kind"),
    _column("table_th?", "ชื่อตารางที่ช่องนี้อยู่ ภาษาไทย ช่องที่มีชื่อเดียวกันอยู่ตารางเดียวกัน",
            "Table of the field, in Thai; fields with the same table name form one table", 20),
    _column("table_en?", "ชื่อตาราง ภาษาอังกฤษ", "Name of the table, in English", 20),
    _column("level", "category = ถามครั้งเดียวต่อหมวด, criterion = ถามทุกเกณฑ์",
            "category: asked once for each category; criterion: asked for each criterion", 12, values.level,
            offers="category,criterion"),
    *(column for column in _COVER if column.name in ("name", "label_th", "label_en", "type")),
    _column("slots?", "จำนวนช่องคำตอบเรียงกันทางขวา ว่าง = 1", "Number of answer cells side by side; blank is 1", 8,
            values.integer_between(1, 200)),
    *(column for column in _COVER if column.name in ("required", "choices", "min", "max", "max_length")),
    _column("width?", "ความกว้างของคอลัมน์ (จำนวนตัวอักษร)", "Column width in characters", 8,
            values.number_between(1, 255, "1–255")),
    *(column for column in _COVER if column.name.startswith("hint")),
    _column("scored?", "yes = นำไปคิดคะแนน (เฉพาะ choice ระดับ criterion ที่มี score)",
            "yes: counts for the score (only for type choice at level criterion, with scores)", 10, values.yes_no,
            offers="yes,no"),
)
_CHOICES = (
    _column("list", "ชื่อรายการ บรรทัดที่มีชื่อเดียวกันเป็นรายการเดียวกัน",
            "Name of the list; rows with the same name form one list", 14),
    _column("value", "ค่าที่เก็บในผลลัพธ์ ไม่ซ้ำกันในรายการ เช่น yes", "Value stored in the results, unique in its list", 14),
    _column("label_th", "ข้อความที่ผู้ตอบเลือก ภาษาไทย", "What people choose, in Thai", 30),
    _column("label_en?", "ข้อความที่ผู้ตอบเลือก ภาษาอังกฤษ", "What people choose, in English", 30),
    _column("score?", "คะแนนของตัวเลือก ตัวเลขตั้งแต่ 0", "Score of the choice, 0 or more", 10,
            values.number_between(0, 1e9, "0–1,000,000,000")),
)
_UNITS = (
    _column("code", "รหัสหน่วยงาน เก็บเป็นข้อความ จำนวนหลักเท่ากัน เช่น 50",
            "Code of the unit, as text, all of the same length, e.g. 50", 10,
            values.matching("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}", "bad-unit-code")),
    _column("name_th", "ชื่อหน่วยงานภาษาไทย", "Name in Thai", 24),
    _column("name_en", "ชื่อหน่วยงานภาษาอังกฤษ ใช้ในชื่อไฟล์", "Name in English, part of file names", 24),
    _column("group?", "กลุ่มของหน่วยงาน เช่น กลุ่มจังหวัด", "Group of the unit, e.g. a cluster of provinces", 42),
    _column("email?", "อีเมลของหน่วยงาน", "E-mail address of the unit", 24, values.email),
    _column("aliases?", "ชื่ออื่นที่คนเขียน คั่นด้วย ; เช่น โคราช;นม", "Other names that people write, separated by ;", 30,
            values.aliases),
    _column("from_year?", "ปีงบประมาณ พ.ศ. แรกที่ต้องตอบ", "First fiscal year (B.E.) in which it answers", 11, values.year),
    _column("to_year?", "ปีงบประมาณ พ.ศ. สุดท้ายที่ต้องตอบ", "Last fiscal year (B.E.) in which it answers", 11,
            values.year),
)

#: The columns of each sheet, in order; on the sheet ``form`` these are keys, one on each row.
SHEETS: dict[str, tuple[DefinitionColumn, ...]] = {
    FORM: _FORM, COVER: _COVER, CATEGORIES: _CATEGORIES, CRITERIA: _CRITERIA, FIELDS: _FIELDS, CHOICES: _CHOICES,
    UNITS: _UNITS,
}
#: Sheets that a definition may leave out.
OPTIONAL_SHEETS = (COVER, CHOICES)
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


def header_of(sheet: str) -> list[str]:
    """The column names in row 1 of a sheet, all of them, in order."""
    return [KEY, VALUE] if sheet == FORM else [column.name for column in SHEETS[sheet]]
