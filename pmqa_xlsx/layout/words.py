"""The workbook's own fixed texts in both languages; the form's texts come from the definition."""

from __future__ import annotations

from pmqa_xlsx.text.language import Text

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
FISCAL_YEAR = Text("ปีงบประมาณ พ.ศ.", "Fiscal year (B.E.)")
UNIT_HINT = Text("หน่วยงานผู้ตอบ", "The unit that answers")
YEAR_HINT = Text("ปีงบประมาณที่รายงาน เช่น 2569", "The fiscal year reported on, e.g. 2569")
GENERAL_INTRO = Text(
    "กรอกข้อมูลผู้ประสานงานให้ครบ ช่องที่มีเครื่องหมาย * ต้องกรอก",
    "Fill in the details of the coordinator. Items marked * are required.",
)
REQUIRED_MARK = " *"
#: Follows the heading of a column that is required if another answer has a certain value.
CONDITION_MARK = " (*)"
GUIDANCE = Text("แนวทาง: ", "Guidance: ")

WORKBOOK_OF = Text("{unit_label}{unit} · ปีงบประมาณ พ.ศ. {year}", "{unit_label} {unit} · Fiscal year B.E. {year}")
PREVIOUS = Text("◀ ก่อนหน้า", "◀ Back")
NEXT = Text("ถัดไป ▶", "Next ▶")
TO_START = Text("คำชี้แจง", "Instructions")
TO_SUMMARY = Text("สรุปผล", "Summary")

HOW_TO = Text("วิธีกรอกแบบ", "How to fill this in")
STEPS = (
    Text("เริ่มที่แผ่น “ข้อมูลทั่วไป” แล้วกรอกทีละแผ่นตามลำดับ กด Tab เพื่อไปยังช่องคำตอบถัดไป ช่องอื่นถูกล็อกไว้",
         "Begin with the General sheet and continue sheet by sheet. Press Tab to go to the next answer cell; all "
         "other cells are locked."),
    Text("เมื่อคลิกช่องคำตอบจะมีคำอธิบายและตัวอย่างปรากฏขึ้น บางช่องเลือกคำตอบจากรายการที่กดลูกศรทางขวาของช่อง",
         "Click an answer cell to see what it asks for and an example. Some cells have a list: press the arrow "
         "at the right of the cell."),
    Text("หากคัดลอกข้อความจากที่อื่น ให้วางแบบ “ค่าเท่านั้น” (คลิกขวา ▸ วางแบบพิเศษ ▸ ค่า) เพื่อไม่ให้รูปแบบของช่องเสียไป",
         "To paste from elsewhere, paste values only (right-click ▸ Paste Special ▸ Values), so that the cell keeps "
         "its rules."),
    Text("ดูคอลัมน์ “สถานะ” ของแต่ละแถว: ครบ = เรียบร้อย, ขาด n = ยังไม่ได้กรอก n ช่อง, ผิด n = กรอกไม่ถูกต้อง n ช่อง",
         "See the State column of each row: OK = done, missing n = n cells still empty, wrong n = n cells not "
         "valid."),
    Text("ข้อความยาวเกินช่องไม่หายไป ลากขอบแถวหรือขอบคอลัมน์ให้กว้างขึ้นได้ และเลือกข้อความเพื่อคัดลอกได้ทุกช่อง",
         "A text that is longer than its cell is not lost: drag the edge of the row or column to see more. "
         "Text can be copied from any cell."),
    Text("เปิดแผ่น “สรุปผล” ก่อนส่ง: เมื่อขึ้นว่า “พร้อมส่ง” แสดงว่ากรอกครบแล้ว",
         "Open the Summary sheet before you send: “Ready to send” means that nothing required is missing."),
    Text("บันทึกไฟล์นี้เป็น .xlsx แล้วส่งกลับ{return_to} ภายใน{due}",
         "Save this file as .xlsx and send it back {return_to} by {due}."),
)
#: Facts of one workbook for the texts with placeholders; the second text if the form does not give the fact.
RETURN_TO = Text("ทางอีเมล {address}", "by e-mail to {address}")
RETURN_TO_UNKNOWN = Text("ตามช่องทางที่ส่วนกลางแจ้ง", "as the central office asked")
DUE = Text("วันที่ {date}", "{date}")
DUE_UNKNOWN = Text("กำหนดที่ส่วนกลางแจ้ง", "the date given by the central office")
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
GENERAL_CONTENT = Text("หน่วยงาน ผู้ประสานงาน และผู้รับรอง", "The unit, its coordinator and the approver")
SUMMARY_CONTENT = Text("ความครบถ้วน คะแนน และสิ่งที่ยังต้องทำ", "Completeness, scores and what is left to do")

DONE = Text("ครบ", "OK")
MISSING = Text("ขาด", "missing")
WRONG = Text("ผิด", "wrong")
READY = Text("พร้อมส่ง", "Ready to send")
NOT_READY = Text("ยังไม่ครบ", "Incomplete")
#: What the to-do list shows after a place.
STILL_EMPTY = Text("ยังไม่ได้กรอก", "still empty")
BREAKS_RULE = Text("กรอกไม่ถูกต้อง", "not valid")
LEFT_TO_DO = Text("ยังเหลือ {count} รายการ (คลิกเพื่อดูรายการด้านล่าง)", "{count} left to do (click to see the list below)")
TODO_MORE = Text("… และอีก {count} รายการ", "… and {count} more")
NOTHING_TO_DO = Text("ไม่มีสิ่งที่ต้องทำแล้ว", "Nothing is left to do")

SUMMARY_TITLE = Text("สรุปผลและความพร้อมในการส่ง", "Summary and readiness to send")
REQUIRED_COUNT = Text("ต้องตอบ", "Required")
ANSWERED_COUNT = Text("ตอบแล้ว", "Answered")
COMPLETE = Text("ความครบถ้วน", "Complete")
SCORE = Text("คะแนน (0–100)", "Score (0–100)")
TOTAL = Text("รวมทั้งหมด", "Total")
BAR = Text("แถบแสดงผล", "Bar")
SELF_ASSESSED = Text("คะแนนเป็นผลการประเมินตนเองตามแบบนี้ ไม่ใช่คะแนนทางการ",
                     "Scores are this form's self-assessment, not official points.")
TODO = Text("สิ่งที่ยังต้องทำ (คลิกเพื่อไปยังช่องนั้น)", "Left to do (click to go to the cell)")
SIGN_COORDINATOR = Text("ลงชื่อ ........................................ ผู้จัดทำ",
                        "Signed ........................................ prepared by")
SIGN_APPROVER = Text("ลงชื่อ ........................................ ผู้รับรอง",
                     "Signed ........................................ approved by")
CHART_TITLE = Text("คะแนนแต่ละหมวด (0–100)", "Score of each category (0–100)")
CHART_DESCRIPTION = Text(
    "แผนภูมิเรดาร์แสดงคะแนนของแต่ละหมวด ตัวเลขเดียวกันอยู่ในตารางด้านบนของแผ่นนี้",
    "Radar chart of the score of each category; the same figures are in the table above it on this sheet",
)
FOOTER_PAGE = Text("หน้า &P / &N", "Page &P of &N")
SIGN_NAME = Text("(" + "." * 56 + ")", "(" + "." * 56 + ")")
SIGN_DATE = Text("วันที่ ............/............/............", "Date ............/............/............")

CORRECTION_STEPS = (
    Text("ไฟล์นี้มีคำตอบที่ส่งมาครบถ้วนแล้ว โปรดแก้ไขเฉพาะรายการด้านล่าง: คลิกที่ตำแหน่งเพื่อไปยังช่องนั้น "
         "ช่องที่ต้องแก้ไขมีกรอบหนา ตัวหนา และมีหมายเหตุบอกวิธีแก้ไขเมื่อวางเมาส์เหนือช่อง",
         "This file contains all the answers that were sent in. Please correct only what is listed below: click a "
         "place to go there. A cell to correct has a thick frame, bold type and a note that says how to correct it."),
    Text("เมื่อแก้ไขแล้ว เปิดแผ่น “สรุปผล” ดูว่าขึ้น “พร้อมส่ง” บันทึกไฟล์นี้เป็น .xlsx แล้วส่งกลับ{return_to} ภายใน{due} "
         "แผ่นนี้ระบบจัดทำขึ้น ไม่ต้องกรอกและไม่ต้องลบ",
         "Then check that the Summary sheet shows “Ready to send”, save this file as .xlsx and send it back "
         "{return_to} by {due}. This sheet was made by the program: do not fill it in or delete it."),
)
CORRECTION_HEADINGS = (
    Text("ที่", "No."), Text("ตำแหน่ง (คลิก)", "Place (click)"), Text("รายการ", "Item"),
    Text("สิ่งที่กรอกมา", "What was typed"), Text("สิ่งที่พบ", "What is wrong"), Text("วิธีแก้ไข", "How to correct it"),
)
