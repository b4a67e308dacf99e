"""The workbook's own fixed words, in both languages; what the form itself says comes from the definition."""

from __future__ import annotations

from pmqa_xlsx.form import Text

INSTRUCTIONS_SHEET = Text("คำชี้แจง", "Instructions")
GENERAL_SHEET = Text("ข้อมูลทั่วไป", "General")
SUMMARY_SHEET = Text("สรุปผล", "Summary")
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
    "Fill in who coordinates this return. Items marked * are required.",
)
REQUIRED_MARK = " *"
GUIDANCE = Text("แนวทาง: ", "Guidance: ")

WORKBOOK_OF = Text("{unit_label}{unit} · ปีงบประมาณ พ.ศ. {year}", "{unit_label} {unit} · Fiscal year B.E. {year}")
PREVIOUS = Text("◀ ก่อนหน้า", "◀ Back")
NEXT = Text("ถัดไป ▶", "Next ▶")
TO_START = Text("คำชี้แจง", "Instructions")
TO_SUMMARY = Text("สรุปผล", "Summary")

HOW_TO = Text("วิธีกรอกแบบ", "How to fill this in")
STEPS = (
    Text("กรอกเฉพาะช่องสีเหลืองอ่อน (ต้องกรอก มีเครื่องหมาย * ที่หัวตาราง) และช่องสีขาวมีเส้นกรอบ (กรอกหรือไม่ก็ได้) ช่องอื่นถูกล็อกไว้",
         "Fill in the light yellow cells (required, marked * in the heading) and the framed white cells (optional). "
         "All other cells are locked."),
    Text("เมื่อคลิกช่องคำตอบจะมีคำอธิบายและตัวอย่างปรากฏขึ้น บางช่องเลือกคำตอบจากรายการที่กดลูกศรทางขวาของช่อง",
         "Click an answer cell to see what it asks for and an example. Some cells have a list: press the arrow "
         "at the right of the cell."),
    Text("หากคัดลอกข้อความจากที่อื่น ให้วางแบบ “ค่าเท่านั้น” (คลิกขวา ▸ วางแบบพิเศษ ▸ ค่า) เพื่อไม่ให้รูปแบบของช่องเสียไป",
         "To paste from elsewhere, paste values only (right-click ▸ Paste Special ▸ Values), so that the cell keeps "
         "its rules."),
    Text("ดูคอลัมน์ “สถานะ” ของแต่ละแถว: ครบ = เรียบร้อย, ขาด n = ยังไม่ได้กรอก n ช่อง, ผิด n = กรอกไม่ถูกต้อง n ช่อง",
         "See the State column of each row: OK = done, missing n = n cells still empty, wrong n = n cells that "
         "break their rule."),
    Text("เปิดแผ่น “สรุปผล” ก่อนส่ง: เมื่อขึ้นว่า “พร้อมส่ง” แสดงว่ากรอกครบแล้ว",
         "Open the Summary sheet before you send: “Ready to send” means that nothing required is missing."),
    Text("บันทึกไฟล์นี้เป็น .xlsx แล้วส่งกลับ{return_to} ภายใน{due}",
         "Save this file as .xlsx and send it back {return_to} by {due}."),
)
LEGEND = Text("ความหมายของสีและเครื่องหมาย", "What colours and marks mean")
LEGEND_REQUIRED = Text("ช่องที่ต้องกรอก (*)", "Required (*)")
LEGEND_OPTIONAL = Text("ช่องที่กรอกหรือไม่ก็ได้", "Optional")
LEGEND_INVALID = Text("กรอกไม่ถูกต้อง (ขีดฆ่า ตัวหนา)", "Breaks its rule (bold, struck through)")
LEGEND_LOCKED = Text("ข้อความของแบบ แก้ไขไม่ได้", "Text of the form, locked")
SHEETS = Text("แผ่นงานในไฟล์นี้", "Sheets of this workbook")
SHEET = Text("แผ่นงาน", "Sheet")
CONTENT = Text("เนื้อหา", "Content")
GENERAL_CONTENT = Text("หน่วยงาน ผู้ประสานงาน และผู้รับรอง", "The unit, its coordinator and who approves")
SUMMARY_CONTENT = Text("ความครบถ้วน คะแนน และสิ่งที่ยังต้องทำ", "Completeness, scores and what is left to do")

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
SIGN_DATE = Text("วันที่ ............/............/............", "Date ............/............/............")
