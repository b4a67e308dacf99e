"""What is too long, too high or not allowed for Excel."""

from __future__ import annotations

from pmqa_xlsx.catalogue.mistakes.wording import mistake
from pmqa_xlsx.text.language import Text

ENTRIES = (
    mistake(
        "text-too-long",
        Text("ข้อความยาว {length} ตัวอักษร เกิน {limit}", "The text has {length} characters; at most {limit} fit."),
        Text("ย่อข้อความให้ไม่เกิน {limit} ตัวอักษร", "Shorten it to {limit} characters.")),
    mistake(
        "text-not-plain",
        Text("ข้อความมีอักขระที่มองไม่เห็นหรือการขึ้นบรรทัดใหม่ จึงเทียบกับคำตอบไม่ได้",
             "The text contains invisible characters or a line break, so answers cannot be compared with it."),
        Text("พิมพ์ใหม่: {retyped}", "Type it again: {retyped}")),
    mistake(
        "prompt-too-long",
        Text("คำอธิบายของช่องจะยาว {length} ตัวอักษร (รวมสิ่งที่โปรแกรมเติม) เกิน {limit} ที่ Excel แสดงได้",
             "The cell's prompt would have {length} characters (with the program's own text); Excel shows {limit}."),
        Text("ย่อคำอธิบายลง {excess} ตัวอักษร", "Shorten the hint by {excess} characters.")),
    mistake(
        "row-too-high",
        Text("ข้อความสูง {height} พอยต์เมื่อตัดบรรทัด เกิน {limit} ที่ Excel แสดงได้ในหนึ่งแถว",
             "Wrapped, the text is {height} pt high; an Excel row shows {limit}."),
        Text("ย่อข้อความ หรือแบ่งเป็นหลายเกณฑ์", "Shorten it, or split it into several rows.")),
    mistake(
        "footer-too-long",
        Text("ท้ายกระดาษ (ไม่เกิน {limit} ตัวอักษร) ไม่พอสำหรับชื่อหน่วยงานนี้",
             "The page footer ({limit} characters) has no room for the whole name."),
        Text("ย่อชื่อหน่วยงาน คำเรียกหน่วยงาน (unit_label) หรือรหัสของแบบ",
             "Shorten the name, the unit_label, or the form's id.")),
    mistake(
        "sheet-name-bad",
        Text("ชื่อแผ่นงาน “{name}” ใช้ใน Excel ไม่ได้", "Excel does not allow the sheet name “{name}”."),
        Text("ใช้ไม่เกิน 31 ตัวอักษร ไม่มี [ ] : * ? / \\ ไม่ขึ้นต้นหรือลงท้ายด้วย ' และไม่ใช่ History",
             "Use at most 31 characters, none of [ ] : * ? / \\, no ' at either end, and not History.")),
    mistake(
        "sheet-name-taken",
        Text("ชื่อแผ่นงาน “{name}” ซ้ำกับแผ่นอื่น", "Another sheet is already named “{name}”."),
        Text("กรอกชื่อแผ่นงานอื่น", "Give the sheet another name.")),
)
