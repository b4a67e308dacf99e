"""The workbook's own fixed texts in both languages; the form's texts come from the definition."""

from __future__ import annotations

from pmqa_xlsx.form.field import Calendar
from pmqa_xlsx.text.language import Lang, Text

INSTRUCTIONS_SHEET = Text("คำชี้แจง", "Instructions")
GENERAL_SHEET = Text("ข้อมูลทั่วไป", "General")
SUMMARY_SHEET = Text("สรุปผล", "Summary")
#: The first sheet of a workbook sent back for correction; no sheet of a form may have its name.
CORRECTION_SHEET = Text("สิ่งที่ต้องแก้ไข", "To correct")
#: The author of the notes that this program writes on the cells of such a workbook.
NOTE_AUTHOR = "pmqa-xlsx"
CHECKS_SHEET = "_check"
LISTS_SHEET = "_lists"
IDENTITY_SHEET = "_pmqa"

CODE = Text("รหัส", "Code")
CRITERION = Text("ประเด็นการพิจารณา", "Criterion")
STATE = Text("สถานะ", "State")
ITEM = Text("รายการ", "Item")
ANSWER = Text("คำตอบ", "Answer")
EXPLANATION = Text("คำอธิบาย", "Explanation")
#: The label of the fiscal year, and what is before a year in a sentence, by calendar.
FISCAL_YEAR = {Calendar.BE: Text("ปีงบประมาณ พ.ศ.", "Fiscal year (B.E.)"),
               Calendar.CE: Text("ปีงบประมาณ ค.ศ.", "Fiscal year")}
ERA: dict[Calendar, dict[Lang, str]] = {
    Calendar.BE: {"th": "พ.ศ. ", "en": "B.E. "}, Calendar.CE: {"th": "ค.ศ. ", "en": ""}}
UNIT_HINT = Text("หน่วยงานผู้ตอบ", "The unit that answers")
YEAR_HINT = Text("ปีงบประมาณที่รายงาน เช่น {example}", "The fiscal year reported on, e.g. {example}")
GENERAL_INTRO = Text(
    "กรอกข้อมูลผู้ประสานงานให้ครบ ช่องที่มีเครื่องหมาย * ต้องกรอก",
    "Fill in the details of the coordinator. Items marked * are required.",
)
REQUIRED_MARK = " *"
#: Follows the heading of a column that is required if another answer has a certain value.
CONDITION_MARK = " (*)"
GUIDANCE = Text("แนวทางการตอบ", "Guidance")

#: The key of the summary sheet, to which every sheet has a link.
SUMMARY_KEY = "summary"
#: In a text of the definition: the unit's name, in a workbook for any unit the unit label.
NAME_OF_UNIT = "{name_of_unit}"
#: Whose workbook it is, behind every title.
OF_UNIT = Text("{unit_label}{unit}", "{unit_label} {unit}")
TO_START = Text("ไปแผ่นคำชี้แจง", "Instructions")
TO_SUMMARY = Text("ไปแผ่นสรุปผล", "Summary")

SENDING = Text("การส่งแบบคืนและผู้ติดต่อ", "Sending it back, and whom to ask")
#: What the first sheet says of sending it back; these facts may change after the workbook was sent.
SENDING_FACTS = (
    (Text("ส่งคืนที่", "Send it to"), Text("{return_to}", "{return_to}")),
    (Text("ส่งภายใน", "Send it by"), Text("{due}", "{due}")),
    (Text("สอบถามได้ที่", "Questions"), Text("{contact}", "{contact}")),
    (Text("ข้อมูลส่วนบุคคล", "Personal data"), Text("{privacy}", "{privacy}")),
)
HOW_TO = Text("วิธีกรอกแบบ", "How to fill this in")
STEPS = (
    Text("เริ่มที่แผ่น “ข้อมูลทั่วไป” แล้วกรอกทีละแผ่นตามลำดับ กด Tab เพื่อไปยังช่องคำตอบถัดไป คลิกที่ข้อความของเกณฑ์เพื่ออ่านแนวทางการตอบ "
         "และคลิกช่องคำตอบเพื่ออ่านคำอธิบาย",
         "Begin with the General sheet and go on sheet by sheet. Tab takes you to the next answer cell. Click a "
         "criterion's wording to read its guidance, and an answer cell to read what it asks for."),
    Text("แบ่งงานกันทำได้: คัดลอกไฟล์นี้ให้ผู้รับผิดชอบคนละหนึ่งหมวด กรอกเสร็จแล้วส่งทุกไฟล์กลับมา ส่วนกลางจะรวมคำตอบให้เอง "
         "หรือคัดลอกคำตอบหลายแถวแล้ววางครั้งเดียวก็ได้",
         "To share the work, give each person a copy of this file with one category to fill in, and send all the "
         "files: the central office joins them. You may also copy many rows of answers and paste them at once."),
    Text("ใช้การคัดลอก (Ctrl+C) ไม่ใช้การตัด (Ctrl+X) และวางแบบ “ค่าเท่านั้น” (คลิกขวา ▸ วางแบบพิเศษ ▸ ค่า) "
         "เพื่อให้ช่องคำตอบคงรูปแบบเดิม",
         "Copy (Ctrl+C) rather than cut (Ctrl+X), and paste values only (right-click ▸ Paste Special ▸ Values), so "
         "that every cell keeps its rules."),
    Text("ดูคอลัมน์ “สถานะ” ของแต่ละแถว: ครบ = เรียบร้อย, ขาด n = ยังไม่ได้กรอก n ช่อง, ผิด n = กรอกไม่ถูกต้อง n ช่อง, – = ไม่บังคับกรอก "
         "ถ้าขึ้นว่า “พิมพ์ไม่ครบ” ข้อความยาวเกินหน้ากระดาษ แต่ข้อมูลในไฟล์ยังอยู่ครบ",
         "See the State column of each row: OK = done, missing n = n cells still empty, wrong n = n cells that break "
         "their rule, – = nothing required. “Not printed in full” means that a text is too long for paper; in the "
         "file it is whole."),
    Text("เปิดแผ่น “สรุปผล” ก่อนส่ง: เมื่อขึ้นว่า “พร้อมส่ง” แสดงว่ากรอกครบแล้ว พิมพ์แผ่นนี้ให้ผู้บริหารลงนามได้",
         "Open the Summary sheet before you send: “Ready to send” means that nothing required is missing. That page "
         "can be printed and signed."),
    Text("บันทึกเป็น .xlsx เท่านั้น (ใน LibreOffice เลือก “เก็บรูปแบบปัจจุบัน”) แล้วส่งไฟล์กลับ เมื่อส่วนกลางตรวจแล้วจะแจ้งผลทางอีเมล "
         "หากมีสิ่งที่ต้องแก้ไขจะส่งไฟล์พร้อมคำตอบเดิมกลับมาให้แก้เฉพาะจุด",
         "Save it as .xlsx (in LibreOffice: “Keep Current Format”) and send the file back. The central office answers "
         "by e-mail; if something needs correction, you get the file back with your answers in it."),
)
#: Shown in place of a fact that the form does not state.
RETURN_TO_UNKNOWN = Text("ตามช่องทางที่ส่วนกลางแจ้งไว้ในหนังสือนำส่ง", "the address given in the covering letter")
DUE_UNKNOWN = Text("ตามกำหนดในหนังสือนำส่ง", "the date given in the covering letter")
CONTACT_UNKNOWN = Text("หน่วยงานกลางที่ส่งแบบนี้", "the central office that sent this form")
CONTACT_PHONE = Text("{name} โทร. {phone}", "{name}, tel. {phone}")
PRIVACY_UNKNOWN = Text("กรอกเฉพาะข้อมูลที่ใช้ติดต่อเกี่ยวกับแบบนี้", "Enter only what is needed for contact about this form")
UNIT_CHOSEN = Text(" (เลือกชื่อที่แผ่น “ข้อมูลทั่วไป”)", "(choose the name on the General sheet)")
LEGEND = Text("ความหมายของสีและเครื่องหมาย", "What colours and marks mean")
#: Each legend with the look of its sample (see ``FixedText.look``).
LEGENDS = (
    ("missing", Text("ช่องที่ต้องกรอก แต่ยังว่างอยู่ (หัวตารางมีเครื่องหมาย *)",
                     "Required and still empty (its heading has the mark *)")),
    ("required", Text("ช่องที่ต้องกรอก และกรอกแล้ว", "Required and filled in")),
    ("optional", Text("ช่องสีขาวมีกรอบ กรอกหรือไม่ก็ได้ ช่องที่หัวตารางมี (*) จะกลายเป็นช่องที่ต้องกรอกตามคำตอบอื่นในแถวเดียวกัน",
                      "White cell with a frame: optional. Under a heading with the mark (*), another answer in the "
                      "same row can make it required")),
    ("invalid", Text("กรอกไม่ถูกต้อง (ตัวหนา ขีดฆ่า) โปรดแก้ไข", "Not valid (bold, struck through): please correct")),
    ("locked", Text("ข้อความของแบบ แก้ไขไม่ได้", "Text of the form, locked")),
)
SAMPLE = Text("ตัวอย่าง", "Sample")
SHEETS = Text("แผ่นงานในไฟล์นี้", "Sheets in this workbook")
SHEET = Text("แผ่นงาน", "Sheet")
CONTENT = Text("เนื้อหา", "Content")
GENERAL_CONTENT = Text("หน่วยงาน ผู้ประสานงาน และผู้รับรอง", "The unit, its coordinator and who approves")
TABLE_CONTENT = Text("กรอกของทุกหมวดและทุกเกณฑ์ในแผ่นเดียว", "All categories and criteria on one sheet")
SUMMARY_CONTENT = Text("ความครบถ้วน คะแนน และสิ่งที่ยังต้องทำ", "Completeness, scores and what is left to do")

DONE = Text("ครบ", "OK")
MISSING = Text("ขาด", "missing")
WRONG = Text("ผิด", "wrong")
#: The word for what the office asks to check, in a row's state.
TO_CHECK = Text("ตรวจ", "check")
READY = Text("พร้อมส่ง", "Ready to send")
NOT_READY = Text("ยังไม่ครบ", "Incomplete")
#: The state of a row in which nothing is required and nothing was typed.
OPTIONAL = "–"
#: What the state adds where a text is too long for the highest row that can be printed.
NOT_PRINTED = Text("พิมพ์ไม่ครบ ดูในไฟล์", "not printed in full")
#: What the to-do list says of a row: so many cells that break their rule, so many that are empty.
WRONG_CELLS = Text("กรอกไม่ถูกต้อง {count} ช่อง", "{count} wrong")
EMPTY_CELLS = Text("ยังไม่ได้กรอก {count} ช่อง", "{count} empty")
LEFT_TO_DO = Text("เหลือ {count} แถวที่ต้องทำ (คลิกเพื่อดูรายการด้านล่าง)", "{count} rows left to do (click for the list below)")
NOTHING_TO_DO = Text("ไม่มีสิ่งที่ต้องทำแล้ว", "Nothing is left to do")

SUMMARY_TITLE = Text("สรุปผลและความพร้อมในการส่ง", "Summary and readiness to send")
REQUIRED_COUNT = Text("ต้องตอบ", "Required")
ANSWERED_COUNT = Text("ตอบแล้ว", "Answered")
COMPLETE = Text("ความครบถ้วน", "Complete")
SCORE = Text("คะแนน (0–100)", "Score (0–100)")
POINTS = Text("{points} จาก {all} คะแนน", "{points} of {all} points")
TOTAL = Text("รวมทั้งหมด", "Total")
SELF_ASSESSED = Text("คะแนนเป็นผลการประเมินตนเองตามแบบนี้ ไม่ใช่คะแนนทางการ",
                     "Scores are this form's self-assessment, not official points.")
TODO = Text("สิ่งที่ยังต้องทำ (คลิกเพื่อไปยังช่องนั้น)", "Left to do (click to go to the cell)")
CERTIFIED = Text("ขอรับรองว่าข้อมูลในแบบนี้ถูกต้องตรงตามความเป็นจริง และเป็นข้อมูลของ{unit_label}{unit} ปีงบประมาณ {era}{year}",
                 "I certify that the answers in this form are correct and are those of {unit_label} {unit} for fiscal "
                 "year {era}{year}.")
STAMP = Text("(ประทับตราหน่วยงาน ถ้ามี)", "(stamp of the office, if any)")
SIGN_COORDINATOR = Text("ลงชื่อ .............................. ผู้จัดทำ",
                        "Signed .................... (prepared by)")
SIGN_APPROVER = Text("ลงชื่อ .............................. ผู้รับรอง",
                     "Signed .................... (approved by)")
CHART_TITLE = Text("คะแนนแต่ละหมวด (0–100)", "Score of each category (0–100)")
CHART_DESCRIPTION = Text(
    "แผนภูมิเรดาร์แสดงคะแนนของแต่ละหมวด ตัวเลขเดียวกันอยู่ในตารางด้านบนของแผ่นนี้",
    "Radar chart of the score of each category; the same figures are in the table above it on this sheet",
)
FOOTER_PAGE = Text("หน้า &P / &N", "Page &P of &N")
SIGN_NAME = Text("(" + "." * 40 + ")", "(" + "." * 40 + ")")
SIGN_DATE = Text("วันที่ ............/............/............", "Date ............/............/............")

CORRECTION_STEPS = (
    Text("ไฟล์นี้มีคำตอบทั้งหมดที่ท่านส่งมา โปรดแก้ไขเฉพาะรายการด้านล่าง คลิกที่ตำแหน่งเพื่อไปยังช่องนั้น "
         "ช่องที่ต้องแก้ไขมีกรอบหนา ตัวหนา และมีหมายเหตุบอกวิธีแก้ไขเมื่อวางเมาส์เหนือช่อง",
         "This file contains all the answers that were sent in. Please correct only what is listed below: click a "
         "place to go there. A cell to correct has a thick frame, bold type and a note that says how to correct it."),
    Text("เมื่อแก้ไขแล้ว ดูที่แผ่น “สรุปผล” ให้ขึ้น “พร้อมส่ง” บันทึกไฟล์นี้เป็น .xlsx แล้วส่งกลับภายในวันที่ {answer_by} "
         "(ส่งที่: {return_to} สอบถามได้ที่: {contact}) แผ่นนี้โปรแกรมจัดทำขึ้น ไม่ต้องกรอกและไม่ต้องลบ",
         "Then check that the Summary sheet shows “Ready to send”, save this file as .xlsx and send it back by "
         "{answer_by}. Send it to: {return_to}. Questions: {contact}. This sheet was made by the program: do not fill "
         "it in or delete it."),
)
CORRECTION_HEADINGS = (
    Text("ที่", "No."), Text("ตำแหน่ง (คลิก)", "Place (click)"), Text("รายการ", "Item"),
    Text("สิ่งที่กรอกมา", "What was typed"), Text("สิ่งที่พบ", "What is wrong"), Text("วิธีแก้ไข", "How to correct it"),
)
