"""The texts of the feedback to the units, in both languages; official, kind and plain."""

from __future__ import annotations

from pmqa_xlsx.text.language import Text

ERRORS = Text("ต้องแก้ไข", "To correct")
WARNINGS = Text("ควรตรวจสอบ", "To check")
EXTRAS = Text("ข้อความที่พิมพ์ไว้นอกช่องคำตอบ", "Typed outside the answer cells")
WHOLE_FILE = Text("ทั้งไฟล์", "The whole file")
UNFILLED_SHEET = Text("ยังไม่ได้กรอกแผ่นนี้ มีช่องที่ต้องกรอก {count} ช่อง",
                 "Nothing has been filled in on this sheet; {count} cells of it are required.")
UNFILLED_SHEET_FIX = Text("กรอกช่องที่ต้องกรอกทุกช่องในแผ่น “{sheet}” แล้วบันทึกและส่งกลับ",
                     "Fill in every required cell of sheet “{sheet}”, then save and send it back.")
NOTE_FIX = Text("วิธีแก้ไข: {fix}", "How to correct it: {fix}")
NOTE_CONVERTED = Text("กรอกมาว่า “{raw}” ระบบอ่านเป็น “{shown}” หากไม่ถูกต้องโปรดแก้ไข",
                      "Typed as “{raw}” and read as “{shown}”. Please correct it if that is wrong.")
#: Advice that replaces the usual one, since the workbook that is sent back is complete.
_FILL_IN_HERE = Text("ไฟล์นี้มีแผ่น แถว และคอลัมน์ครบแล้ว โปรดกรอกส่วนที่ขาดในไฟล์นี้ แล้วบันทึกและส่งกลับ",
                     "This file has all sheets, rows and columns again: fill in what is missing in this file, then "
                     "save and send it back.")
_NOTHING_TO_CORRECT = Text("ไฟล์นี้จัดทำใหม่จากแบบแล้ว ไม่ต้องแก้ส่วนนี้ หากข้อความนั้นเป็นคำตอบ โปรดย้ายไปไว้ในช่องคำตอบ",
                           "This file was newly made from the form, so there is nothing to correct here. If that text "
                           "was an answer, move it to its answer cell.")
RENEWED = {
    "sheet-missing": _FILL_IN_HERE, "row-missing": _FILL_IN_HERE, "heading-missing": _FILL_IN_HERE,
    "locked-text-changed": _NOTHING_TO_CORRECT, "seal-altered": _NOTHING_TO_CORRECT,
    "sheet-duplicated": _NOTHING_TO_CORRECT,
}
