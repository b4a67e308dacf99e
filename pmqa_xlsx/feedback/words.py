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

#: Mails. ``{whose}`` is the unit with its label, ``{what}`` the form's title with the fiscal year.
WHAT = Text("แบบ “{title}” ปีงบประมาณ พ.ศ. {year}", "the form “{title}”, fiscal year B.E. {year}")
SUBJECT = {
    "correction": Text("ขอความกรุณาแก้ไข{what} {whose}", "Please correct: {what}, {whose}"),
    "rejected": Text("ขอความกรุณาส่ง{what} อีกครั้ง {whose}", "Please send again: {what}, {whose}"),
    "reminder": Text("ขอความกรุณาส่ง{what} {whose}", "Please send: {what}, {whose}"),
}
DEAR = Text("เรียน ผู้ประสานงาน{whose}", "To the coordinator, {whose}")
DEAR_SENDER = Text("เรียน ท่านผู้ส่งไฟล์", "To the sender")
CORRECTION = Text(
    "ขอขอบคุณที่ส่ง{what} จากการตรวจสอบพบว่ามีรายการที่ขอความกรุณาแก้ไขหรือตรวจสอบ ดังนี้",
    "Thank you for sending {what}. We checked it and ask you to correct or check the following:")
CORRECTION_HOW = Text(
    "ไฟล์แนบ {file} มีคำตอบเดิมของท่านครบถ้วนแล้ว เปิดที่แผ่น “{sheet}” คลิกตำแหน่งในรายการเพื่อไปยังช่องที่ต้องแก้ไข "
    "ช่องนั้นมีกรอบหนาและมีหมายเหตุบอกวิธีแก้ไข เมื่อแก้ไขแล้วโปรดบันทึกเป็น .xlsx แล้วส่งกลับ{return_to}",
    "The attached file {file} contains all your answers so far. It opens on the sheet “{sheet}”: click a place in the "
    "list to go to the cell, which has a thick frame and a note that says how to correct it. Then save it as .xlsx "
    "and send it back {return_to}.")
CORRECTION_WITHOUT_FILE = Text(
    "โปรดแก้ไขในไฟล์ของท่าน บันทึกเป็น .xlsx แล้วส่งกลับ{return_to}",
    "Please correct it in your file, save it as .xlsx and send it back {return_to}.")
REJECTED = Text(
    "ได้รับไฟล์ของท่านแล้ว แต่ยังนำไปรวมผลไม่ได้ เนื่องจากสาเหตุดังนี้",
    "We received your file, but cannot count it yet, for this reason:")
REJECTED_HOW = Text(
    "ขอความกรุณาแก้ไขตามที่แจ้งแล้วส่งไฟล์แบบ .xlsx ที่กรอกแล้วอีกครั้ง{return_to} "
    "หากไม่มีไฟล์แบบเดิม โปรดตอบอีเมลนี้เพื่อขอไฟล์ใหม่",
    "Please correct this and send the filled-in .xlsx workbook again {return_to}. If you no longer have the workbook, "
    "reply to this mail and we will send a new one.")
REMINDER = Text(
    "ขณะนี้ยังไม่ได้รับ{what} จากหน่วยงานของท่าน จึงขอความกรุณากรอกแบบในไฟล์ที่ได้รับไป "
    "ตรวจที่แผ่น “{summary}” ให้ขึ้นว่า “{ready}” บันทึกเป็น .xlsx แล้วส่งกลับ{return_to}",
    "We have not yet received {what} from you. Please fill in the workbook that was sent to you, check that the sheet "
    "“{summary}” shows “{ready}”, save it as .xlsx and send it back {return_to}.")
REMINDER_SENT = Text(
    "หากส่งแล้วหรือต้องการไฟล์แบบอีกครั้ง โปรดตอบอีเมลนี้ ขออภัยหากท่านได้ส่งมาในระหว่างนี้",
    "If you have already sent it, or need the workbook again, please reply to this mail. If you have just sent it, "
    "please ignore this reminder.")
DUE = Text("กำหนดส่งคือวันที่ {date}", "It is due on {date}.")
DUE_PASSED = Text("กำหนดส่งคือวันที่ {date} ซึ่งผ่านมาแล้ว จึงขอความกรุณาส่งโดยเร็ว",
                  "It was due on {date}, which has passed: please send it as soon as you can.")
FILE = Text("ไฟล์ {file}", "File {file}")
MORE = Text("… และอีก {count} รายการ ดูทั้งหมดได้ในไฟล์แนบ", "… and {count} more, all listed in the attached file")
MORE_PLAIN = Text("… และอีก {count} รายการ", "… and {count} more")
FIX = Text("   วิธีแก้ไข: {fix}", "   How to correct it: {fix}")
CLOSING = Text("ขอขอบคุณในความร่วมมือ", "Thank you for your help.")
