"""Mistakes of sections, scales, constants, prefilled answers and checks."""

from __future__ import annotations

from pmqa_xlsx.catalogue.mistakes.wording import mistake
from pmqa_xlsx.text.language import Text

ENTRIES = (
    mistake(
        "bad-rows",
        Text("rows “{value}” ใช้ไม่ได้", "“{value}” is not valid for rows."),
        Text("พิมพ์ 3, 1-20 หรือ 0-3 หาก Excel เปลี่ยนเป็นวันที่ ให้ตั้งรูปแบบช่องเป็นข้อความก่อนพิมพ์",
             "Write 3, 1-20 or 0-3. If Excel turned it into a date, format the cell as text and type it again.")),
    mistake(
        "rows-reversed",
        Text("rows “{value}” มีค่าต่ำสุดมากกว่าค่าสูงสุด",
             "In “{value}” the least is more than the most."),
        Text("พิมพ์ {proposal}", "Write {proposal}.")),
    mistake(
        "bad-section-code",
        Text("รหัสหัวข้อ “{value}” ใช้ไม่ได้", "“{value}” cannot be a section's code."),
        Text("ใช้ตัวอักษรอังกฤษ ตัวเลข _ . และ - ไม่เกิน 31 ตัว",
             "Use letters, digits, _, . and -, at most 31.")),
    mistake(
        "not-in-list",
        Text("“{value}” ใช้ไม่ได้ในคอลัมน์ {column}", "“{value}” is not valid for {column}."),
        Text("พิมพ์อย่างใดอย่างหนึ่ง: {allowed}", "Write one of {allowed}.")),
    mistake(
        "bad-year-ad",
        Text("“{value}” ไม่ใช่ปี ค.ศ.", "“{value}” is not a year of the common era."),
        Text("แบบนี้ใช้ปี ค.ศ. (calendar = ce): พิมพ์ {proposal}",
             "The form's calendar is ce: write {proposal}.")),
    mistake(
        "unknown-section",
        Text("ไม่มีหัวข้อ “{value}” ในหมวดนี้", "There is no section “{value}” in this category."),
        Text("ใช้รหัสในแผ่น sections ของหมวดเดียวกัน: {known}",
             "Use a code that the sheet sections has for the category: {known}.")),
    mistake(
        "parent-later",
        Text("หัวข้อ “{value}” ต้องอยู่ในหมวดเดียวกันและอยู่แถวก่อนหน้า",
             "The section “{value}” must be in the same category and in an earlier row."),
        Text("ย้ายแถวของหัวข้อที่ครอบไว้ด้านบน หรือแก้รหัส: {known}",
             "Move the outer section above this row, or correct its code: {known}.")),
    mistake(
        "section-in-both",
        Text("ใช้ทั้งรหัสหัวข้อและข้อความหัวข้อย่อย",
             "The row has both the code of a section and the text of a sub-heading."),
        Text("ลบ section_th และ section_en เพราะชื่อหัวข้อมาจากแผ่น sections",
             "Clear section_th and section_en: the title comes from the sheet sections.")),
    mistake(
        "section-split",
        Text("เกณฑ์ของหัวข้อ “{value}” ไม่อยู่ติดกัน ({first})",
             "The criteria of the section “{value}” do not follow each other (see {first})."),
        Text("เรียงแถวให้เกณฑ์ของหัวข้อเดียวกันอยู่ติดกัน",
             "Order the rows so that criteria of one section are together.")),
    mistake(
        "unknown-scale",
        Text("ไม่มีเกณฑ์คะแนน “{value}”", "There is no scale “{value}”."),
        Text("ใช้ชื่อในแผ่น scales: {known}", "Use a scale of the sheet scales: {known}.")),
    mistake(
        "scale-not-rising",
        Text("ค่า at “{value}” ไม่มากกว่าแถวก่อนของเกณฑ์คะแนนเดียวกัน ({first})",
             "at “{value}” is not more than in the row before of the same scale ({first})."),
        Text("เรียงค่า at จากน้อยไปมาก score จะลดลงก็ได้",
             "Let at rise from row to row; score may fall.")),
    mistake(
        "scale-too-short",
        Text("เกณฑ์คะแนน “{value}” ต้องมีอย่างน้อยสองจุด และคะแนนมากกว่า 0 อย่างน้อยหนึ่งจุด",
             "The scale “{value}” needs at least two points, one of them with a score above 0."),
        Text("เพิ่มแถวในแผ่น scales", "Add rows to the sheet scales.")),
    mistake(
        "scale-not-used",
        Text("เกณฑ์คะแนนใช้กับตัวเลขที่คิดคะแนนเท่านั้น", "A scale belongs to a scored number only."),
        Text("ลบ scale หรือพิมพ์ yes ที่ scored", "Clear scale, or write yes under scored.")),
    mistake(
        "scored-without-scale",
        Text("ตัวเลขที่คิดคะแนนต้องมีเกณฑ์คะแนน", "A scored number needs a scale."),
        Text("กรอก scale ที่ช่องนี้ หรือที่เกณฑ์ทุกข้อของชนิดนี้",
             "Fill in scale here, or for every criterion of the kind.")),
    mistake(
        "score-blank",
        Text("รายการ {list} ใช้คิดคะแนน แต่ตัวเลือก “{choice}” ไม่มีคะแนน",
             "The list {list} is scored, but the choice “{choice}” has no score."),
        Text("กรอก score เป็นตัวเลข หรือ na หากไม่นำมาคิดคะแนน",
             "Fill in score: a number, or na if it leaves the calculation.")),
    mistake(
        "formula-missing",
        Text("ช่องชนิด computed ต้องมีสูตร", "A field of type computed needs a formula."),
        Text("กรอก formula เช่น actual/target*100", "Fill in formula, e.g. actual/target*100.")),
    mistake(
        "formula-not-allowed",
        Text("มีเพียงชนิด computed ที่ใช้สูตร", "Only a field of type computed has a formula."),
        Text("ลบสูตร หรือเปลี่ยน type เป็น computed", "Clear formula, or make the type computed.")),
    mistake(
        "not-for-origin",
        Text("ช่องชนิด {type} ไม่ใช้คอลัมน์ {column}", "{column} does not apply to the type {type}."),
        Text("ลบค่าในช่องนี้", "Clear the cell.")),
    mistake(
        "constant-not-criterion",
        Text("ชนิด {type} ใช้ได้เฉพาะระดับ criterion",
             "The type {type} is only for the level criterion."),
        Text("เปลี่ยน level เป็น criterion หรือเปลี่ยนชนิด",
             "Make the level criterion, or change the type.")),
    mistake(
        "constant-without-column",
        Text("แผ่น criteria ไม่มีคอลัมน์ {value}", "The sheet criteria has no column {value}."),
        Text("เพิ่มคอลัมน์ {value} (หรือ {value}_th และ {value}_en) ในแผ่น criteria แล้วกรอกให้แต่ละเกณฑ์",
             "Add a column {value} (or {value}_th and {value}_en) to the sheet criteria and fill it in for each "
             "criterion.")),
    mistake(
        "name-of-column",
        Text("ชื่อ “{value}” เป็นชื่อคอลัมน์ของแผ่น criteria",
             "“{value}” is the name of a column of the sheet criteria."),
        Text("ใช้ชื่ออื่น", "Use another name.")),
    mistake(
        "constant-twice",
        Text("ใช้ทั้งคอลัมน์ {column} และ {column}_th/{column}_en",
             "The row has {column} and also {column}_th or {column}_en."),
        Text("เหลือไว้อย่างเดียว", "Keep one of them.")),
    mistake(
        "cell-not-used",
        Text("เกณฑ์นี้ไม่มีช่อง {column}", "The criterion has no field {column}."),
        Text("ลบค่าในช่องนี้ หรือเพิ่มช่อง {column} ให้ชนิดของหมวดนี้",
             "Clear the cell, or add the field {column} to the kind of the category.")),
    mistake(
        "type-missing",
        Text("ต้องบอกชนิดคำตอบของ {column}", "{column} does not say the type of the answer."),
        Text("พิมพ์ชนิด เช่น integer, choice LIST หรือ none หากไม่มีช่อง",
             "Write a type, e.g. integer or choice LIST; none if there is no cell.")),
    mistake(
        "bound-not-used",
        Text("ไม่มีช่องของเกณฑ์นี้ที่ใช้ {column} นี้", "No field of the criterion takes this {column}."),
        Text("ลบค่าในช่องนี้ หรือกรอก {column} ที่ช่องคำตอบในแผ่น fields",
             "Clear the cell, or fill in {column} on the sheet fields.")),
    mistake(
        "unknown-unit",
        Text("ไม่มีหน่วยงาน “{value}”", "There is no unit “{value}”."),
        Text("ใช้รหัสในแผ่น units", "Use a code of the sheet units.")),
    mistake(
        "unknown-question",
        Text("แบบไม่มีช่องนี้: {about}", "The form does not ask this: {about}."),
        Text("แก้ category, criterion, row, field หรือ slot ให้ตรงกับแผ่นอื่น",
             "Correct category, criterion, row, field or slot.")),
    mistake(
        "prefill-not-typed",
        Text("กรอกช่อง {value} ไว้ให้ไม่ได้ เพราะเป็นช่องที่คำนวณเอง",
             "{value} cannot be filled in: it is calculated."),
        Text("ลบแถวนี้", "Delete the row.")),
    mistake(
        "prefill-bad-value",
        Text("ค่า “{value}” ใช้กับช่องนี้ไม่ได้: {accepted}",
             "“{value}” is not an answer to this question: {accepted}"),
        Text("แก้ค่าให้ถูกต้อง", "Correct the value.")),
    mistake(
        "prefill-repeated",
        Text("ช่องนี้ของหน่วยงานเดียวกันกรอกไว้แล้วที่ {first}",
             "The same cell of the unit is already filled in at {first}."),
        Text("เหลือไว้แถวเดียว", "Keep one of the rows.")),
    mistake(
        "check-needs-category",
        Text("กรอก category หรือ kind อย่างใดอย่างหนึ่ง", "category and kind cannot both be given."),
        Text("ลบออกหนึ่งช่อง", "Clear one of them.")),
    mistake(
        "csv-semicolons",
        Text("ไฟล์นี้คั่นด้วย ; แทน ,", "The file has semicolons in the place of commas."),
        Text("บันทึกใหม่เป็น “CSV UTF-8” ที่คั่นด้วยจุลภาค หรือใช้ไฟล์ .xlsx",
             "Save it again as “CSV UTF-8” with commas, or use an .xlsx file.")),
)
