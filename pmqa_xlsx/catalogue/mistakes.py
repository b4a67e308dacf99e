"""Every possible mistake of a definition: what is wrong and how to correct it, in Thai and English.

Placeholders are the facts of a mistake; ``{value}`` is the cell's content and ``{column}`` the column's name.
"""

from __future__ import annotations

from typing import NamedTuple


class MistakeEntry(NamedTuple):
    """The texts of one code; messages end without a full stop, fixes with one (in English)."""

    th: str
    en: str
    fix_th: str
    fix_en: str


_STRUCTURE = {
    "sheet-missing": MistakeEntry(
        "ไม่มีแผ่นงานนี้", "The sheet is missing",
        "เพิ่มแผ่นงาน (หรือไฟล์ .csv) ชื่อนี้ แถวแรกเป็นชื่อคอลัมน์: {columns}",
        "Add a sheet (or .csv file) of this name with these columns in row 1: {columns}."),
    "sheet-unknown": MistakeEntry(
        "แผ่นงานนี้ไม่ใช่ส่วนหนึ่งของไฟล์กำหนดแบบ", "The sheet does not belong to a definition",
        "แก้ชื่อให้ตรงกับแผ่นใดแผ่นหนึ่งของ {known} หรือลบออก หรือขึ้นต้นชื่อด้วย _ หากเป็นบันทึกส่วนตัว",
        "Rename it to one of {known}, delete it, or begin its name with _ if it contains your own notes."),
    "not-utf8": MistakeEntry(
        "ไฟล์ {file} ไม่ได้เข้ารหัสแบบ UTF-8", "The file {file} is not UTF-8",
        "บันทึกใหม่เป็นชนิด “CSV UTF-8” หรือใช้ไฟล์ .xlsx", "Save it again as “CSV UTF-8”, or use an .xlsx file."),
    "csv-unreadable": MistakeEntry(
        "อ่านไฟล์ {file} เป็น CSV ไม่ได้: {why}", "The file {file} cannot be read as CSV: {why}",
        "เปิดในโปรแกรมตารางคำนวณแล้วบันทึกเป็น “CSV UTF-8” ใหม่",
        "Open it in a spreadsheet program and save it again as “CSV UTF-8”."),
    "column-missing": MistakeEntry(
        "ไม่มีคอลัมน์ {name}", "The column {name} is missing",
        "พิมพ์ {name} ในแถวที่ 1 แล้วกรอกคอลัมน์นั้น", "Write {name} into row 1 and fill in that column."),
    "column-unknown": MistakeEntry(
        "ไม่รู้จักคอลัมน์ {value}", "There is no column {value}",
        "แก้ให้ตรงกับชื่อใดชื่อหนึ่ง: {known} หรือลบคอลัมน์นี้", "Use one of {known}, or delete the column."),
    "column-duplicate": MistakeEntry(
        "คอลัมน์ {value} มีมากกว่าหนึ่งคอลัมน์", "The column {value} is repeated here",
        "เหลือไว้คอลัมน์เดียว", "Keep one of them."),
    "column-unnamed": MistakeEntry(
        "คอลัมน์นี้มีข้อความแต่ไม่มีชื่อในแถวที่ 1", "The column contains text but has no name in row 1",
        "ใส่ชื่อคอลัมน์ หรือลบข้อความในคอลัมน์นี้", "Name the column, or delete its content."),
    "key-missing": MistakeEntry(
        "ไม่มีบรรทัด {name}", "The row {name} is missing",
        "เพิ่มบรรทัด: key เป็น {name} และกรอก value", "Add a row with {name} under key, and its value."),
    "key-unknown": MistakeEntry(
        "ไม่รู้จัก key “{value}”", "There is no key “{value}”",
        "แก้ให้ตรงกับชื่อใดชื่อหนึ่ง: {known} หรือลบบรรทัดนี้", "Use one of {known}, or delete the row."),
    "key-duplicate": MistakeEntry(
        "key “{value}” มีมากกว่าหนึ่งบรรทัด", "The key “{value}” is repeated here",
        "เหลือไว้บรรทัดเดียว", "Keep one of the rows."),
    "formula-uncalculated": MistakeEntry(
        "ช่องนี้เป็นสูตรที่ยังไม่มีผลลัพธ์", "The cell contains a formula without a result",
        "เปิดไฟล์ใน Excel แล้วบันทึก หรือพิมพ์ค่าแทนสูตร", "Open and save the file in Excel, or type the value instead."),
    "error-value": MistakeEntry(
        "ช่องนี้มีค่าผิดพลาด {value}", "The cell contains the error {value}",
        "แก้สูตร หรือพิมพ์ค่าที่ต้องการ", "Correct the formula, or type the value."),
    "control-character": MistakeEntry(
        "ช่องนี้มีอักขระควบคุมที่ Excel เก็บไม่ได้", "The cell contains a control character that Excel cannot store",
        "พิมพ์ข้อความในช่องนี้ใหม่", "Type the text again."),
}
_CELLS = {
    "cell-empty": MistakeEntry(
        "ต้องกรอก {column}", "{column} is empty", "กรอก {column} หรือลบทั้งแถว", "Fill in {column}, or delete the row."),
    "bad-form-id": MistakeEntry(
        "form_id “{value}” ใช้ไม่ได้", "“{value}” cannot be a form_id",
        "ใช้ตัวอักษรอังกฤษพิมพ์เล็ก ตัวเลข และ - ไม่เกิน 64 ตัว เช่น pmqa-fl-province",
        "Use lower-case letters, digits and -, at most 64, e.g. pmqa-fl-province."),
    "bad-version": MistakeEntry(
        "form_version “{value}” ใช้ไม่ได้", "“{value}” cannot be a form_version",
        "ใช้ตัวอักษรอังกฤษ ตัวเลข จุด และ - ไม่เกิน 32 ตัว เช่น 1",
        "Use letters, digits, points and -, at most 32, e.g. 1."),
    "bad-category-code": MistakeEntry(
        "รหัสหมวด “{value}” ใช้ไม่ได้", "“{value}” cannot be a category's code",
        "ใช้ตัวอักษรอังกฤษ ตัวเลข และ _ ไม่เกิน 31 ตัว", "Use letters, digits and _, at most 31."),
    "bad-unit-code": MistakeEntry(
        "รหัสหน่วยงาน “{value}” ใช้ไม่ได้", "“{value}” cannot be a unit's code",
        "ใช้ตัวอักษรอังกฤษ ตัวเลข _ . และ - ไม่เกิน 32 ตัว เช่น 50",
        "Use letters, digits, _, . and -, at most 32, e.g. 50."),
    "bad-name": MistakeEntry(
        "ชื่อ “{value}” ใช้ไม่ได้", "“{value}” cannot be a field's name",
        "ใช้บรรทัดเดียว และไม่มีเครื่องหมาย =", "Use a name on one line, without =."),
    "bad-type": MistakeEntry(
        "ไม่มีชนิดคำตอบ “{value}”", "There is no answer type “{value}”",
        "เลือกจาก {allowed}", "Choose one of {allowed}."),
    "bad-level": MistakeEntry(
        "level “{value}” ใช้ไม่ได้", "There is no level “{value}”",
        "เลือก category หรือ criterion", "Choose category or criterion."),
    "bad-yes-no": MistakeEntry(
        "“{value}” ไม่ใช่ yes หรือ no", "“{value}” is neither yes nor no", "พิมพ์ yes หรือ no", "Write yes or no."),
    "bad-required": MistakeEntry(
        "required “{value}” ใช้ไม่ได้", "“{value}” is not valid for required",
        "พิมพ์ yes, no หรือ when NAME=VALUE เช่น when A=yes", "Write yes, no or when NAME=VALUE, e.g. when A=yes."),
    "not-a-number": MistakeEntry(
        "“{value}” ไม่ใช่ตัวเลข", "“{value}” is not a number",
        "พิมพ์ตัวเลขอารบิก เช่น 1 หรือ 0.5", "Write a number in Arabic digits, e.g. 1 or 0.5."),
    "not-an-integer": MistakeEntry(
        "“{value}” ไม่ใช่จำนวนเต็ม", "“{value}” is not a whole number",
        "พิมพ์จำนวนเต็ม เช่น 4", "Write a whole number, e.g. 4."),
    "not-above-zero": MistakeEntry(
        "“{value}” ต้องมากกว่า 0", "“{value}” is not above 0",
        "พิมพ์ตัวเลขที่มากกว่า 0 หรือเว้นว่างไว้ (= 1)", "Write a number above 0, or leave it blank (1)."),
    "number-out-of-range": MistakeEntry(
        "“{value}” อยู่นอกช่วง {range}", "“{value}” is outside {range}",
        "พิมพ์ค่าในช่วง {range}", "Write a value within {range}."),
    "bad-year": MistakeEntry(
        "“{value}” ไม่ใช่ปี พ.ศ.", "“{value}” is not a year of the Buddhist Era",
        "พิมพ์ปี พ.ศ. สี่หลัก เช่น {proposal}", "Write the B.E. year in four digits, e.g. {proposal}."),
    "bad-date": MistakeEntry(
        "“{value}” ไม่ใช่วันที่", "“{value}” is not a date",
        "พิมพ์เป็น ค.ศ. รูปแบบ ปปปป-ดด-วว เช่น 2026-11-30", "Write it in A.D. as YYYY-MM-DD, e.g. 2026-11-30."),
    "date-in-be": MistakeEntry(
        "วันที่ “{value}” เป็นปี พ.ศ.", "The date “{value}” has a year of the Buddhist Era",
        "วันที่ในไฟล์กำหนดแบบใช้ปี ค.ศ.: พิมพ์ {proposal}", "Dates in a definition are A.D.: write {proposal}."),
    "bad-email": MistakeEntry(
        "“{value}” ไม่ใช่อีเมล", "“{value}” is not an e-mail address",
        "พิมพ์อีเมลหนึ่งที่อยู่ เช่น name@example.go.th", "Write one address, e.g. name@example.go.th."),
}
_CODES = {
    "duplicate-code": MistakeEntry(
        "รหัส “{value}” ซ้ำกับ {first}", "The code “{value}” is already used at {first}",
        "ใช้รหัสที่ไม่ซ้ำกัน", "Use a unique code."),
    "reserved-code": MistakeEntry(
        "รหัส “{value}” สงวนไว้", "The code “{value}” is reserved",
        "ใช้รหัสอื่น", "Use another code."),
    "duplicate-name": MistakeEntry(
        "ชื่อ “{value}” ซ้ำกับ {first}", "The name “{value}” is already used at {first}",
        "ใช้ชื่อที่ไม่ซ้ำกันในชนิดหมวดและระดับเดียวกัน", "Use a name that is unique in its kind and level."),
    "reserved-name": MistakeEntry(
        "ชื่อ “{value}” สงวนไว้ โปรแกรมสร้างช่องนี้เอง", "The name “{value}” is reserved for a field of the program",
        "ใช้ชื่ออื่น หรือลบแถวนี้", "Use another name, or delete the row."),
    "duplicate-value": MistakeEntry(
        "ค่า “{value}” ซ้ำกับ {first} ในรายการเดียวกัน", "The value “{value}” is already in the same list at {first}",
        "ใช้ค่าที่ไม่ซ้ำกัน", "Use a unique value for each choice."),
    "duplicate-label": MistakeEntry(
        "ข้อความ “{value}” ซ้ำกับ {first} ในรายการเดียวกัน",
        "The label “{value}” is already in the same list at {first}",
        "ใช้ข้อความที่ไม่ซ้ำกัน", "Use a unique label for each choice."),
    "duplicate-unit-name": MistakeEntry(
        "“{other}” เป็นชื่อของหน่วยงานที่ {first} ด้วย", "“{other}” is also a name of the unit at {first}",
        "ใช้ชื่อและชื่ออื่นที่ไม่ซ้ำกับหน่วยงานอื่น", "Use names and aliases that no other unit has."),
    "unit-code-length": MistakeEntry(
        "รหัส “{value}” มีจำนวนหลักน้อยกว่ารหัสอื่น เลข 0 นำหน้าอาจหายไป",
        "The code “{value}” has fewer digits than others; a leading 0 may have been lost",
        "ตั้งรูปแบบช่องเป็นข้อความ แล้วพิมพ์ {proposal}", "Format the cell as text and write {proposal}."),
    "unknown-category": MistakeEntry(
        "ไม่มีหมวด “{value}”", "There is no category “{value}”",
        "ใช้รหัสในแผ่น categories: {known}", "Use a code of the sheet categories: {known}."),
    "unknown-kind": MistakeEntry(
        "ชนิดหมวด “{value}” ไม่มีช่องคำตอบในแผ่น fields", "The kind “{value}” has no fields",
        "ใช้ชนิดใดชนิดหนึ่งของ {known} หรือเพิ่มช่องคำตอบในแผ่น fields",
        "Use one of {known}, or add its fields to the sheet fields."),
    "unused-kind": MistakeEntry(
        "ไม่มีหมวดใดใช้ชนิด “{value}”", "No category is of the kind “{value}”",
        "ใช้ชนิดในแผ่น categories: {known} หรือลบแถวนี้", "Use a kind of the sheet categories: {known}, or delete the row."),
    "no-categories": MistakeEntry(
        "แบบไม่มีหมวด", "The form has no category", "เพิ่มอย่างน้อยหนึ่งหมวด", "Add at least one category."),
    "no-units": MistakeEntry(
        "แบบไม่มีหน่วยงาน", "The form has no unit", "เพิ่มอย่างน้อยหนึ่งหน่วยงาน", "Add at least one unit."),
    "category-without-slots": MistakeEntry(
        "หมวด “{value}” ไม่มีช่องให้ตอบ", "The category “{value}” has nothing to answer",
        "เพิ่มเกณฑ์ของหมวดนี้ หรือเพิ่มช่องระดับ category ให้ชนิด {kind}",
        "Add criteria to it, or a field of level category to the kind {kind}."),
    "criterion-without-slots": MistakeEntry(
        "เกณฑ์ “{value}” จะไม่ปรากฏในแบบ เพราะชนิด {kind} ไม่มีช่องระดับ criterion",
        "The criterion “{value}” would not be shown: the kind {kind} has no field of level criterion",
        "เพิ่มช่องระดับ criterion ให้ชนิด {kind} หรือลบเกณฑ์นี้",
        "Add a field of level criterion to the kind {kind}, or delete the criterion."),
    "years-reversed": MistakeEntry(
        "to_year มาก่อน from_year", "to_year is before from_year", "สลับหรือแก้ปี", "Swap or correct the years."),
    "translation-differs": MistakeEntry(
        "“{value}” ต่างจาก {first} ทั้งที่ภาษาไทยเหมือนกัน",
        "“{value}” differs from {first}, though the Thai text is the same",
        "ใช้คำภาษาอังกฤษเดียวกันทุกแถว", "Use the same English text in each of these rows."),
}
_FIELDS = {
    "list-missing": MistakeEntry(
        "ช่องชนิด choice ต้องบอกรายการตัวเลือก", "A field of type choice needs a list",
        "พิมพ์ชื่อรายการในแผ่น choices: {known}", "Name a list of the sheet choices: {known}."),
    "unknown-list": MistakeEntry(
        "ไม่มีรายการตัวเลือก “{value}”", "There is no list “{value}”",
        "ใช้รายการในแผ่น choices: {known}", "Use a list of the sheet choices: {known}."),
    "list-not-allowed": MistakeEntry(
        "มีเพียงชนิด choice ที่ใช้รายการตัวเลือก", "Only a field of type choice has a list",
        "ลบชื่อรายการ หรือเปลี่ยน type เป็น choice", "Delete the list's name, or make the type choice."),
    "bound-not-allowed": MistakeEntry(
        "คำตอบชนิด {type} ไม่มีค่าต่ำสุดหรือสูงสุด", "Answers of type {type} have no minimum or maximum",
        "ลบค่าในช่องนี้", "Clear the cell."),
    "bounds-reversed": MistakeEntry(
        "max น้อยกว่า min", "max is less than min", "สลับหรือแก้ค่า", "Swap or correct the values."),
    "length-not-allowed": MistakeEntry(
        "คำตอบชนิด {type} ไม่จำกัดจำนวนตัวอักษร", "Answers of type {type} have no length limit",
        "ลบค่าในช่องนี้", "Clear the cell."),
    "when-unknown-field": MistakeEntry(
        "เงื่อนไข “{value}” อ้างถึงช่องที่ไม่มีในแถวเดียวกัน", "“{value}” refers to a field that is not in the same row",
        "ใช้ชื่อช่องระดับเดียวกัน: {known}", "Name a field of the same level: {known}."),
    "when-unknown-value": MistakeEntry(
        "เงื่อนไข “{value}” อ้างถึงค่าที่ไม่มีในรายการ {list}", "“{value}” refers to a value that is not in the list {list}",
        "ใช้ค่า (ไม่ใช่ข้อความที่แสดง) ของรายการนั้น: {known}", "Use a value (not a label) of that list: {known}."),
    "scored-not-allowed": MistakeEntry(
        "คิดคะแนนได้เฉพาะช่องชนิด choice ระดับ criterion", "Only choice fields of level criterion can be scored",
        "พิมพ์ no หรือเปลี่ยน type และ level", "Write no, or change type and level."),
    "scored-without-scores": MistakeEntry(
        "รายการ {list} ไม่มีคะแนนที่มากกว่า 0", "The list {list} has no score above 0",
        "กรอกคอลัมน์ score ของรายการนั้นในแผ่น choices หรือพิมพ์ no ที่ช่องนี้",
        "Fill in score for that list on the sheet choices, or write no here."),
    "label-differs": MistakeEntry(
        "ช่อง {name} ในตารางเดียวกันใช้หัวคอลัมน์ร่วมกัน แต่ “{value}” ต่างจาก {first}",
        "The field {name} shares one column of its table, but “{value}” differs from {first}",
        "ใช้ข้อความเดียวกัน หรือแยกคนละตาราง", "Use the same label, or put them into different tables."),
    "duplicate-heading": MistakeEntry(
        "หัวคอลัมน์ “{heading}” ซ้ำกับ {first} ในตารางเดียวกัน",
        "The column heading “{heading}” is already used by {first} in the same table",
        "ใช้ข้อความที่ไม่ซ้ำกัน หรือแยกคนละตาราง", "Use another label, or another table."),
}
_LIMITS = {
    "text-too-long": MistakeEntry(
        "ข้อความยาว {length} ตัวอักษร เกิน {limit}", "The text has {length} characters; at most {limit} fit",
        "ย่อข้อความให้ไม่เกิน {limit} ตัวอักษร", "Shorten it to {limit} characters."),
    "text-not-plain": MistakeEntry(
        "ข้อความมีอักขระที่มองไม่เห็นหรือการขึ้นบรรทัดใหม่ จึงเทียบกับคำตอบไม่ได้",
        "The text contains invisible characters or a line break, so answers cannot be compared with it",
        "พิมพ์ใหม่: {proposal}", "Type it again: {proposal}"),
    "prompt-too-long": MistakeEntry(
        "คำอธิบายของช่องจะยาว {length} ตัวอักษร (รวมสิ่งที่โปรแกรมเติม) เกิน {limit} ที่ Excel แสดงได้",
        "The cell's prompt would have {length} characters (with the program's own text); Excel shows {limit}",
        "ย่อคำอธิบายลง {excess} ตัวอักษร", "Shorten the hint by {excess} characters."),
    "row-too-high": MistakeEntry(
        "ข้อความสูง {height} พอยต์เมื่อตัดบรรทัด เกิน {limit} ที่ Excel แสดงได้ในหนึ่งแถว",
        "Wrapped, the text is {height} pt high; an Excel row shows {limit}",
        "ย่อข้อความ หรือแบ่งเป็นหลายเกณฑ์", "Shorten it, or split it into several rows."),
    "footer-too-long": MistakeEntry(
        "ท้ายกระดาษ (ไม่เกิน {limit} ตัวอักษร) ไม่พอสำหรับชื่อหน่วยงานนี้",
        "The page footer ({limit} characters) has no room for the whole name",
        "ย่อชื่อหน่วยงาน คำเรียกหน่วยงาน (unit_label) หรือรหัสของแบบ",
        "Shorten the name, the unit_label, or the form's id."),
    "sheet-name-bad": MistakeEntry(
        "ชื่อแผ่นงาน “{name}” ใช้ใน Excel ไม่ได้", "Excel does not allow the sheet name “{name}”",
        "ใช้ไม่เกิน 31 ตัวอักษร ไม่มี [ ] : * ? / \\ ไม่ขึ้นต้นหรือลงท้ายด้วย ' และไม่ใช่ History",
        "Use at most 31 characters, none of [ ] : * ? / \\, no ' at either end, and not History."),
    "sheet-name-taken": MistakeEntry(
        "ชื่อแผ่นงาน “{name}” ซ้ำกับแผ่นอื่น", "Another sheet is already named “{name}”",
        "กรอกชื่อแผ่นงานอื่น", "Give the sheet another name."),
}
CATALOGUE: dict[str, MistakeEntry] = {**_STRUCTURE, **_CELLS, **_CODES, **_FIELDS, **_LIMITS}
