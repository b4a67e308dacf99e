"""Every possible mistake of a definition: what is wrong and how to correct it, in Thai and English.

The sentences show the facts of a mistake; ``{value}`` is the cell's content and ``{column}`` the column's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pmqa_xlsx.catalogue.model import CatalogueEntry, Severity, words
from pmqa_xlsx.text.language import Text


def _mistake(code: str, message: Text, fix: Text, severity: Severity = Severity.ERROR) -> CatalogueEntry:
    return CatalogueEntry(code=code, severity=severity, message=words(message), fix=words(fix))


_STRUCTURE = (
    _mistake(
        "sheet-missing",
        Text("ไม่มีแผ่นงานนี้", "The sheet is missing."),
        Text("เพิ่มแผ่นงาน (หรือไฟล์ .csv) ชื่อนี้ แถวแรกเป็นชื่อคอลัมน์: {columns}",
             "Add a sheet (or .csv file) of this name with these columns in row 1: {columns}.")),
    _mistake(
        "sheet-unknown",
        Text("แผ่นงานนี้ไม่ใช่ส่วนหนึ่งของไฟล์กำหนดแบบ", "The sheet does not belong to a definition."),
        Text("แก้ชื่อให้ตรงกับแผ่นใดแผ่นหนึ่งของ {known} หรือลบออก หรือขึ้นต้นชื่อด้วย _ หากเป็นบันทึกส่วนตัว",
             "Rename it to one of {known}, delete it, or begin its name with _ if it contains your own notes.")),
    _mistake(
        "not-utf8",
        Text("ไฟล์ {file} ไม่ได้เข้ารหัสแบบ UTF-8", "The file {file} is not UTF-8."),
        Text("บันทึกใหม่เป็นชนิด “CSV UTF-8” หรือใช้ไฟล์ .xlsx",
             "Save it again as “CSV UTF-8”, or use an .xlsx file.")),
    _mistake(
        "csv-unreadable",
        Text("อ่านไฟล์ {file} เป็น CSV ไม่ได้: {why}", "The file {file} cannot be read as CSV: {why}."),
        Text("เปิดในโปรแกรมตารางคำนวณแล้วบันทึกเป็น “CSV UTF-8” ใหม่",
             "Open it in a spreadsheet program and save it again as “CSV UTF-8”.")),
    _mistake(
        "column-missing",
        Text("ไม่มีคอลัมน์ {name}", "The column {name} is missing."),
        Text("พิมพ์ {name} ในแถวที่ 1 แล้วกรอกคอลัมน์นั้น", "Write {name} into row 1 and fill in that column.")),
    _mistake(
        "column-unknown",
        Text("ไม่รู้จักคอลัมน์ {value}", "There is no column {value}."),
        Text("แก้ให้ตรงกับชื่อใดชื่อหนึ่ง: {known} หรือลบคอลัมน์นี้", "Use one of {known}, or delete the column.")),
    _mistake(
        "column-duplicate",
        Text("คอลัมน์ {value} มีมากกว่าหนึ่งคอลัมน์", "The column {value} is repeated here."),
        Text("เหลือไว้คอลัมน์เดียว", "Keep one of them.")),
    _mistake(
        "column-unnamed",
        Text("คอลัมน์นี้มีข้อความแต่ไม่มีชื่อในแถวที่ 1", "The column contains text but has no name in row 1."),
        Text("ใส่ชื่อคอลัมน์ หรือลบข้อความในคอลัมน์นี้", "Name the column, or delete its content.")),
    _mistake(
        "key-missing",
        Text("ไม่มีบรรทัด {name}", "The row {name} is missing."),
        Text("เพิ่มบรรทัด: key เป็น {name} และกรอก value", "Add a row with {name} under key, and its value.")),
    _mistake(
        "key-unknown",
        Text("ไม่รู้จัก key “{value}”", "There is no key “{value}”."),
        Text("แก้ให้ตรงกับชื่อใดชื่อหนึ่ง: {known} หรือลบบรรทัดนี้", "Use one of {known}, or delete the row.")),
    _mistake(
        "key-duplicate",
        Text("key “{value}” มีมากกว่าหนึ่งบรรทัด", "The key “{value}” is repeated here."),
        Text("เหลือไว้บรรทัดเดียว", "Keep one of the rows.")),
    _mistake(
        "formula-uncalculated",
        Text("ช่องนี้เป็นสูตรที่ยังไม่มีผลลัพธ์", "The cell contains a formula without a result."),
        Text("เปิดไฟล์ใน Excel แล้วบันทึก หรือพิมพ์ค่าแทนสูตร",
             "Open and save the file in Excel, or type the value instead.")),
    _mistake(
        "error-value",
        Text("ช่องนี้มีค่าผิดพลาด {value}", "The cell contains the error {value}."),
        Text("แก้สูตร หรือพิมพ์ค่าที่ต้องการ", "Correct the formula, or type the value.")),
    _mistake(
        "control-character",
        Text("ช่องนี้มีอักขระควบคุมที่ Excel เก็บไม่ได้",
             "The cell contains a control character that Excel cannot store."),
        Text("พิมพ์ข้อความในช่องนี้ใหม่", "Type the text again.")),
)
_CELLS = (
    _mistake(
        "cell-empty",
        Text("ต้องกรอก {column}", "{column} is empty."),
        Text("กรอก {column} หรือลบทั้งแถว", "Fill in {column}, or delete the row.")),
    _mistake(
        "bad-form-id",
        Text("form_id “{value}” ใช้ไม่ได้", "“{value}” cannot be a form_id."),
        Text("ใช้ตัวอักษรอังกฤษพิมพ์เล็ก ตัวเลข และ - ไม่เกิน 64 ตัว เช่น pmqa-fl-province",
             "Use lower-case letters, digits and -, at most 64, e.g. pmqa-fl-province.")),
    _mistake(
        "bad-version",
        Text("form_version “{value}” ใช้ไม่ได้", "“{value}” cannot be a form_version."),
        Text("ใช้ตัวอักษรอังกฤษ ตัวเลข จุด และ - ไม่เกิน 32 ตัว เช่น 1",
             "Use letters, digits, points and -, at most 32, e.g. 1.")),
    _mistake(
        "bad-category-code",
        Text("รหัสหมวด “{value}” ใช้ไม่ได้", "“{value}” cannot be a category's code."),
        Text("ใช้ตัวอักษรอังกฤษ ตัวเลข และ _ ไม่เกิน 31 ตัว", "Use letters, digits and _, at most 31.")),
    _mistake(
        "bad-unit-code",
        Text("รหัสหน่วยงาน “{value}” ใช้ไม่ได้", "“{value}” cannot be a unit's code."),
        Text("ใช้ตัวอักษรอังกฤษ ตัวเลข _ . และ - ไม่เกิน 32 ตัว เช่น 50",
             "Use letters, digits, _, . and -, at most 32, e.g. 50.")),
    _mistake(
        "bad-name",
        Text("ชื่อ “{value}” ใช้ไม่ได้", "“{value}” cannot be a field's name."),
        Text("ใช้บรรทัดเดียว และไม่มีเครื่องหมาย =", "Use a name on one line, without =.")),
    _mistake(
        "bad-type",
        Text("ไม่มีชนิดคำตอบ “{value}”", "There is no answer type “{value}”."),
        Text("เลือกจาก {allowed}", "Choose one of {allowed}.")),
    _mistake(
        "bad-level",
        Text("level “{value}” ใช้ไม่ได้", "There is no level “{value}”."),
        Text("เลือก category หรือ criterion", "Choose category or criterion.")),
    _mistake(
        "bad-yes-no",
        Text("“{value}” ไม่ใช่ yes หรือ no", "“{value}” is neither yes nor no."),
        Text("พิมพ์ yes หรือ no", "Write yes or no.")),
    _mistake(
        "bad-required",
        Text("required “{value}” ใช้ไม่ได้", "“{value}” is not valid for required."),
        Text("พิมพ์ yes, no หรือ when NAME=VALUE เช่น when A=yes",
             "Write yes, no or when NAME=VALUE, e.g. when A=yes.")),
    _mistake(
        "not-a-number",
        Text("“{value}” ไม่ใช่ตัวเลข", "“{value}” is not a number."),
        Text("พิมพ์ตัวเลขอารบิก เช่น 1 หรือ 0.5", "Write a number in Arabic digits, e.g. 1 or 0.5.")),
    _mistake(
        "not-an-integer",
        Text("“{value}” ไม่ใช่จำนวนเต็ม", "“{value}” is not a whole number."),
        Text("พิมพ์จำนวนเต็ม เช่น 4", "Write a whole number, e.g. 4.")),
    _mistake(
        "not-above-zero",
        Text("“{value}” ต้องมากกว่า 0", "“{value}” is not above 0."),
        Text("พิมพ์ตัวเลขที่มากกว่า 0 หรือเว้นว่างไว้ (= 1)", "Write a number above 0, or leave it blank (1).")),
    _mistake(
        "number-out-of-range",
        Text("“{value}” อยู่นอกช่วง {range}", "“{value}” is outside {range}."),
        Text("พิมพ์ค่าในช่วง {range}", "Write a value within {range}.")),
    _mistake(
        "bad-year",
        Text("“{value}” ไม่ใช่ปี พ.ศ.", "“{value}” is not a year of the Buddhist Era."),
        Text("พิมพ์ปี พ.ศ. สี่หลัก เช่น {proposal}", "Write the B.E. year in four digits, e.g. {proposal}.")),
    _mistake(
        "bad-date",
        Text("“{value}” ไม่ใช่วันที่", "“{value}” is not a date."),
        Text("พิมพ์เป็น ค.ศ. รูปแบบ ปปปป-ดด-วว เช่น 2026-11-30", "Write it in A.D. as YYYY-MM-DD, e.g. 2026-11-30.")),
    _mistake(
        "bad-time",
        Text("“{value}” ไม่ใช่เวลา", "“{value}” is not a time of day."),
        Text("พิมพ์เป็น ชั่วโมง:นาที เช่น 08:30", "Write it as HH:MM, e.g. 08:30.")),
    _mistake(
        "date-in-be",
        Text("วันที่ “{value}” เป็นปี พ.ศ.", "The date “{value}” has a year of the Buddhist Era."),
        Text("วันที่ในไฟล์กำหนดแบบใช้ปี ค.ศ.: พิมพ์ {proposal}", "Dates in a definition are A.D.: write {proposal}.")),
    _mistake(
        "bad-email",
        Text("“{value}” ไม่ใช่อีเมล", "“{value}” is not an e-mail address."),
        Text("พิมพ์อีเมลหนึ่งที่อยู่ เช่น name@example.go.th", "Write one address, e.g. name@example.go.th.")),
)
_CODES = (
    _mistake(
        "duplicate-code",
        Text("รหัส “{value}” ซ้ำกับ {first}", "The code “{value}” is already used at {first}."),
        Text("ใช้รหัสที่ไม่ซ้ำกัน", "Use a unique code.")),
    _mistake(
        "reserved-code",
        Text("รหัส “{value}” สงวนไว้", "The code “{value}” is reserved."),
        Text("ใช้รหัสอื่น", "Use another code.")),
    _mistake(
        "duplicate-name",
        Text("ชื่อ “{value}” ซ้ำกับ {first}", "The name “{value}” is already used at {first}."),
        Text("ใช้ชื่อที่ไม่ซ้ำกันในชนิดหมวดและระดับเดียวกัน", "Use a name that is unique in its kind and level.")),
    _mistake(
        "reserved-name",
        Text("ชื่อ “{value}” สงวนไว้ โปรแกรมสร้างช่องนี้เอง",
             "The name “{value}” is reserved for a field of the program."),
        Text("ใช้ชื่ออื่น หรือลบแถวนี้", "Use another name, or delete the row.")),
    _mistake(
        "duplicate-value",
        Text("ค่า “{value}” ซ้ำกับ {first} ในรายการเดียวกัน",
             "The value “{value}” is already in the same list at {first}."),
        Text("ใช้ค่าที่ไม่ซ้ำกัน", "Use a unique value for each choice.")),
    _mistake(
        "duplicate-label",
        Text("ข้อความ “{value}” ซ้ำกับ {first} ในรายการเดียวกัน",
             "The label “{value}” is already in the same list at {first}."),
        Text("ใช้ข้อความที่ไม่ซ้ำกัน", "Use a unique label for each choice.")),
    _mistake(
        "duplicate-unit-name",
        Text("“{other}” เป็นชื่อของหน่วยงานที่ {first} ด้วย", "“{other}” is also a name of the unit at {first}."),
        Text("ใช้ชื่อและชื่ออื่นที่ไม่ซ้ำกับหน่วยงานอื่น", "Use names and aliases that no other unit has.")),
    _mistake(
        "unit-code-length",
        Text("รหัส “{value}” มีจำนวนหลักน้อยกว่ารหัสอื่น เลข 0 นำหน้าอาจหายไป",
             "The code “{value}” has fewer digits than others; a leading 0 may have been lost."),
        Text("ตั้งรูปแบบช่องเป็นข้อความ แล้วพิมพ์ {proposal}", "Format the cell as text and write {proposal}.")),
    _mistake(
        "unknown-category",
        Text("ไม่มีหมวด “{value}”", "There is no category “{value}”."),
        Text("ใช้รหัสในแผ่น categories: {known}", "Use a code of the sheet categories: {known}.")),
    _mistake(
        "unknown-kind",
        Text("ชนิดหมวด “{value}” ไม่มีช่องคำตอบในแผ่น fields", "The kind “{value}” has no fields."),
        Text("ใช้ชนิดใดชนิดหนึ่งของ {known} หรือเพิ่มช่องคำตอบในแผ่น fields",
             "Use one of {known}, or add its fields to the sheet fields.")),
    _mistake(
        "unused-kind",
        Text("ไม่มีหมวดใดใช้ชนิด “{value}”", "No category is of the kind “{value}”."),
        Text("ใช้ชนิดในแผ่น categories: {known} หรือลบแถวนี้",
             "Use a kind of the sheet categories: {known}, or delete the row.")),
    _mistake(
        "no-categories",
        Text("แบบไม่มีหมวด", "The form has no category."),
        Text("เพิ่มอย่างน้อยหนึ่งหมวด", "Add at least one category.")),
    _mistake(
        "no-units",
        Text("แบบไม่มีหน่วยงาน", "The form has no unit."),
        Text("เพิ่มอย่างน้อยหนึ่งหน่วยงาน", "Add at least one unit.")),
    _mistake(
        "category-without-slots",
        Text("หมวด “{value}” ไม่มีช่องให้ตอบ", "The category “{value}” has nothing to answer."),
        Text("เพิ่มเกณฑ์ของหมวดนี้ หรือเพิ่มช่องระดับ category ให้ชนิด {kind}",
             "Add criteria to it, or a field of level category to the kind {kind}.")),
    _mistake(
        "criterion-without-slots",
        Text("เกณฑ์ “{value}” จะไม่ปรากฏในแบบ เพราะชนิด {kind} ไม่มีช่องระดับ criterion",
             "The criterion “{value}” would not be shown: the kind {kind} has no field of level criterion."),
        Text("เพิ่มช่องระดับ criterion ให้ชนิด {kind} หรือลบเกณฑ์นี้",
             "Add a field of level criterion to the kind {kind}, or delete the criterion.")),
    _mistake(
        "years-reversed",
        Text("to_year มาก่อน from_year", "to_year is before from_year."),
        Text("สลับหรือแก้ปี", "Swap or correct the years.")),
    _mistake(
        "translation-differs",
        Text("“{value}” ต่างจาก {first} ทั้งที่ภาษาไทยเหมือนกัน",
             "“{value}” differs from {first}, though the Thai text is the same."),
        Text("ใช้คำภาษาอังกฤษเดียวกันทุกแถว", "Use the same English text in each of these rows.")),
)
_FIELDS = (
    _mistake(
        "list-missing",
        Text("ช่องชนิด choice ต้องบอกรายการตัวเลือก", "A field of type choice needs a list."),
        Text("พิมพ์ชื่อรายการในแผ่น choices: {known}", "Name a list of the sheet choices: {known}.")),
    _mistake(
        "unknown-list",
        Text("ไม่มีรายการตัวเลือก “{value}”", "There is no list “{value}”."),
        Text("ใช้รายการในแผ่น choices: {known}", "Use a list of the sheet choices: {known}.")),
    _mistake(
        "list-not-allowed",
        Text("มีเพียงชนิด choice ที่ใช้รายการตัวเลือก", "Only a field of type choice has a list."),
        Text("ลบชื่อรายการ หรือเปลี่ยน type เป็น choice", "Delete the list's name, or make the type choice.")),
    _mistake(
        "bound-not-allowed",
        Text("คำตอบชนิด {type} ไม่มีค่าต่ำสุดหรือสูงสุด", "Answers of type {type} have no minimum or maximum."),
        Text("ลบค่าในช่องนี้", "Clear the cell.")),
    _mistake(
        "bounds-reversed",
        Text("max น้อยกว่า min", "max is less than min."),
        Text("สลับหรือแก้ค่า", "Swap or correct the values.")),
    _mistake(
        "length-not-allowed",
        Text("คำตอบชนิด {type} ไม่จำกัดจำนวนตัวอักษร", "Answers of type {type} have no length limit."),
        Text("ลบค่าในช่องนี้", "Clear the cell.")),
    _mistake(
        "when-unknown-field",
        Text("เงื่อนไข “{value}” อ้างถึงช่องที่ไม่มีในแถวเดียวกัน",
             "“{value}” refers to a field that is not in the same row."),
        Text("ใช้ชื่อช่องระดับเดียวกัน: {known}", "Name a field of the same level: {known}.")),
    _mistake(
        "when-unknown-value",
        Text("เงื่อนไข “{value}” อ้างถึงค่าที่ไม่มีในรายการ {list}",
             "“{value}” refers to a value that is not in the list {list}."),
        Text("ใช้ค่า (ไม่ใช่ข้อความที่แสดง) ของรายการนั้น: {known}",
             "Use a value (not a label) of that list: {known}.")),
    _mistake(
        "scored-not-allowed",
        Text("คิดคะแนนได้เฉพาะช่องชนิด choice ระดับ criterion",
             "Only choice fields of level criterion can be scored."),
        Text("พิมพ์ no หรือเปลี่ยน type และ level", "Write no, or change type and level.")),
    _mistake(
        "scored-without-scores",
        Text("รายการ {list} ไม่มีคะแนนที่มากกว่า 0", "The list {list} has no score above 0."),
        Text("กรอกคอลัมน์ score ของรายการนั้นในแผ่น choices หรือพิมพ์ no ที่ช่องนี้",
             "Fill in score for that list on the sheet choices, or write no here.")),
    _mistake(
        "label-differs",
        Text("ช่อง {name} ในตารางเดียวกันใช้หัวคอลัมน์ร่วมกัน แต่ “{value}” ต่างจาก {first}",
             "The field {name} shares one column of its table, but “{value}” differs from {first}."),
        Text("ใช้ข้อความเดียวกัน หรือแยกคนละตาราง", "Use the same label, or put them into different tables.")),
    _mistake(
        "duplicate-heading",
        Text("หัวคอลัมน์ “{heading}” ซ้ำกับ {first} ในตารางเดียวกัน",
             "The column heading “{heading}” is already used by {first} in the same table."),
        Text("ใช้ข้อความที่ไม่ซ้ำกัน หรือแยกคนละตาราง", "Use another label, or another table.")),
)
_LIMITS = (
    _mistake(
        "text-too-long",
        Text("ข้อความยาว {length} ตัวอักษร เกิน {limit}", "The text has {length} characters; at most {limit} fit."),
        Text("ย่อข้อความให้ไม่เกิน {limit} ตัวอักษร", "Shorten it to {limit} characters.")),
    _mistake(
        "text-not-plain",
        Text("ข้อความมีอักขระที่มองไม่เห็นหรือการขึ้นบรรทัดใหม่ จึงเทียบกับคำตอบไม่ได้",
             "The text contains invisible characters or a line break, so answers cannot be compared with it."),
        Text("พิมพ์ใหม่: {retyped}", "Type it again: {retyped}")),
    _mistake(
        "prompt-too-long",
        Text("คำอธิบายของช่องจะยาว {length} ตัวอักษร (รวมสิ่งที่โปรแกรมเติม) เกิน {limit} ที่ Excel แสดงได้",
             "The cell's prompt would have {length} characters (with the program's own text); Excel shows {limit}."),
        Text("ย่อคำอธิบายลง {excess} ตัวอักษร", "Shorten the hint by {excess} characters.")),
    _mistake(
        "row-too-high",
        Text("ข้อความสูง {height} พอยต์เมื่อตัดบรรทัด เกิน {limit} ที่ Excel แสดงได้ในหนึ่งแถว",
             "Wrapped, the text is {height} pt high; an Excel row shows {limit}."),
        Text("ย่อข้อความ หรือแบ่งเป็นหลายเกณฑ์", "Shorten it, or split it into several rows.")),
    _mistake(
        "footer-too-long",
        Text("ท้ายกระดาษ (ไม่เกิน {limit} ตัวอักษร) ไม่พอสำหรับชื่อหน่วยงานนี้",
             "The page footer ({limit} characters) has no room for the whole name."),
        Text("ย่อชื่อหน่วยงาน คำเรียกหน่วยงาน (unit_label) หรือรหัสของแบบ",
             "Shorten the name, the unit_label, or the form's id.")),
    _mistake(
        "sheet-name-bad",
        Text("ชื่อแผ่นงาน “{name}” ใช้ใน Excel ไม่ได้", "Excel does not allow the sheet name “{name}”."),
        Text("ใช้ไม่เกิน 31 ตัวอักษร ไม่มี [ ] : * ? / \\ ไม่ขึ้นต้นหรือลงท้ายด้วย ' และไม่ใช่ History",
             "Use at most 31 characters, none of [ ] : * ? / \\, no ' at either end, and not History.")),
    _mistake(
        "sheet-name-taken",
        Text("ชื่อแผ่นงาน “{name}” ซ้ำกับแผ่นอื่น", "Another sheet is already named “{name}”."),
        Text("กรอกชื่อแผ่นงานอื่น", "Give the sheet another name.")),
)
#: All entries by code.
MISTAKES: Mapping[str, CatalogueEntry] = MappingProxyType({
    entry.code: entry for entry in (*_STRUCTURE, *_CELLS, *_CODES, *_FIELDS, *_LIMITS)})
