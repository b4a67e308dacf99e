"""The report workbook's own texts in both languages, and figures as text."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.text.calendar import Calendar, thai_time
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import long_date

OVERVIEW = Text("ภาพรวม", "Overview")
RETURNS = Text("สถานะการส่ง", "Returns")
CATEGORY_SCORES = Text("คะแนนรายหมวด", "Category scores")
SECTION_SCORES = Text("คะแนนรายหัวข้อ", "Section scores")
CRITERION_SCORES = Text("คะแนนรายข้อ", "Criterion scores")
ANSWERS = Text("คำตอบ", "Answers")
CONTACTS = Text("ผู้ประสานงาน", "Contacts")
OPEN = Text("สิ่งที่ต้องแก้ไข", "To correct")
FINDINGS = Text("ข้อค้นพบทั้งหมด", "All findings")
GROUPS = Text("รายกลุ่ม", "By group")
CHANGES = Text("สิ่งที่เปลี่ยนไป", "Changes")
CHOICE_SCORES = Text("คะแนนรายคำถาม", "Choice scores")
TARGETS = Text("เป้าหมายและผลจริง", "Targets and results")
DICTIONARY = Text("คำอธิบายคอลัมน์", "What columns mean")
MISSING = Text("ยังไม่ส่ง", "Missing")
DECISIONS = Text("การตัดสินใจ", "Decisions")

STATUS = {
    "accepted": Text("ครบแล้ว", "Complete"),
    "needs_correction": Text("ต้องแก้ไข", "To correct"),
    "joined": Text("บางส่วนยังใช้", "Partly used"),
    "superseded": Text("มีฉบับใหม่แทน", "Superseded"),
    "duplicate": Text("ไฟล์ซ้ำ", "Duplicate"),
    "held": Text("รอส่วนกลางตัดสิน", "Held"),
    "rejected": Text("ไม่รับ", "Rejected"),
    "missing": Text("ยังไม่ส่ง", "Missing"),
}
STATE = {
    "ok": Text("ถูกต้อง", "OK"),
    "converted": Text("ปรับรูปแบบแล้ว", "Converted"),
    "invalid": Text("ไม่ถูกต้อง", "Invalid"),
    "empty": Text("ว่าง", "Empty"),
}
SEAL = {
    "intact": Text("สมบูรณ์", "Intact"),
    "altered": Text("ถูกแก้ไข", "Altered"),
    "absent": Text("ไม่พบ", "Absent"),
    "unverified": Text("ตรวจไม่ได้", "Unverified"),
}
RULING = {
    "accept": Text("รับตามที่ส่งมา", "Accept as it is"),
    "reject": Text("ไม่รับ", "Reject"),
    "prefer": Text("ให้นับฉบับนี้", "Prefer"),
    "alone": Text("ไม่รวมกับฉบับก่อน", "Not joined"),
    "join": Text("เติมจากฉบับก่อน", "Filled from older returns"),
    "is-unit": Text("ระบุหน่วยงานเจ้าของ", "Whose it is"),
}
OUTCOME = {
    "used": Text("ใช้แล้ว", "Used"),
    "not_found": Text("ไม่พบไฟล์นี้", "Not found"),
    "cannot_count": Text("ไม่มีผล: ไฟล์นี้นับไม่ได้", "Without effect: the file cannot count"),
    "other_counts": Text("ไม่มีผล: นับอีกฉบับหนึ่ง", "Without effect: another return counts"),
}

UNIT_CODE = Text("รหัส", "Code")
UNIT = Text("หน่วยงาน", "Unit")
GROUP = Text("กลุ่ม", "Group")
NO_GROUP = Text("(ไม่มีกลุ่ม)", "(no group)")
NAME = Text("ชื่อ", "Name")
POSITION = Text("ตำแหน่ง", "Position")
PHONE = Text("โทรศัพท์", "Telephone")
RESPONSIBLE = Text("รับผิดชอบ", "Responsible for")
RANK = Text("อันดับ", "Rank")
RANK_COMPLETE = Text("อันดับ (ฉบับที่ครบ)", "Rank (complete)")
BASIS = Text("คิดจาก", "Over")
BASES = {"complete": Text("ฉบับที่ครบ", "complete"), "all": Text("ทุกฉบับที่นับ", "all that count")}
RETURNED = Text("ส่งแล้ว", "Returned")
RETURN_RATE = Text("ส่งแล้ว (ร้อยละ)", "Return rate")
COMPLETE = Text("ครบ", "Complete")
OVERDUE = Text("เกินกำหนด", "Overdue")
MEAN_COMPLETE = Text("เฉลี่ย (ฉบับที่ครบ)", "Mean (complete)")
N_COMPLETE = Text("n (ฉบับที่ครบ)", "n (complete)")
DEVIATION_COMPLETE = Text("ส่วนเบี่ยงเบน (ฉบับที่ครบ)", "Std. dev. (complete)")
MEAN_OF_ALL = Text("เฉลี่ย (ทุกฉบับ)", "Mean (all)")
N_ALL = Text("n (ทุกฉบับ)", "n (all)")
TARGET = Text("เป้าหมาย", "Target")
ACTUAL = Text("ผลจริง", "Actual")
DIFFERENCE = Text("ผลจริง − เป้าหมาย", "Actual − target")
RATIO = Text("ผลจริง ÷ เป้าหมาย", "Actual ÷ target")
WHAT_CHANGED = Text("สิ่งที่เปลี่ยน", "What changed")
BEFORE = Text("เดิม", "Before")
NOW = Text("ปัจจุบัน", "Now")
CHANGED_AT = Text("เปลี่ยนเมื่อ", "Changed at")
LAST_ATTEMPT = Text("ไฟล์ล่าสุดที่นับไม่ได้", "Last file that does not count")
LAST_ATTEMPT_AT = Text("ไฟล์นั้นส่งเมื่อ", "Sent")
LAST_ATTEMPT_BY = Text("ผู้ส่งไฟล์นั้น", "Sent by")
LAST_ATTEMPT_WHY = Text("เหตุที่นับไม่ได้", "Why it does not count")
LETTERS = Text("จดหมายที่ส่งแล้ว", "Letters sent")
COUNT = Text("จำนวน", "Count")
SHEET_HEADING = Text("แผ่น", "Sheet")
COLUMN_HEADING = Text("คอลัมน์", "Column")
MEANING = Text("ความหมาย", "Meaning")
YEAR = Text("ปีงบประมาณ", "Fiscal year")
FORM = Text("แบบฟอร์ม", "Form")
STATUS_HEADING = Text("สถานะ", "Status")
SENT_AT = Text("ส่งเมื่อ", "Sent at")
LATE = Text("ส่งช้า", "Late")
LATE_MARK = Text("ช้า", "Late")
OVERDUE_DAYS = Text("เกินกำหนด (วัน)", "Days overdue")
COMPLETENESS = Text("ความครบถ้วน", "Complete")
REQUIRED = Text("ต้องตอบ (ช่อง)", "Required")
ANSWERED = Text("ตอบแล้ว (ช่อง)", "Answered")
ERRORS = Text("ข้อผิดพลาด", "Errors")
WARNINGS = Text("ข้อควรตรวจ", "Warnings")
SEAL_HEADING = Text("ตราประจำแบบ", "Seal")
FILE = Text("ไฟล์", "File")
SOURCE = Text("มาจาก", "Source")
SENDER = Text("ผู้ส่ง", "Sender")
SUPERSEDED_BY = Text("ฉบับที่ใช้แทน", "Superseded by")
SHA256 = Text("SHA-256", "SHA-256")
CATEGORY = Text("หมวด", "Category")
SECTION = Text("หัวข้อ", "Section")
CRITERION = Text("ข้อ", "Criterion")
QUESTION = Text("ช่องคำตอบ", "Question")
SLOT = Text("ช่องที่", "Slot")
SHEET = Text("แผ่นงาน", "Sheet")
CELL = Text("เซลล์", "Cell")
TYPED = Text("ข้อความที่กรอกมา", "As typed")
PLACE = Text("ตำแหน่งในไฟล์", "Place in the file")
EMAIL = Text("อีเมล", "E-mail")
SEVERITY_HEADING = Text("ระดับ", "Severity")
MESSAGE = Text("สิ่งที่พบ", "What was found")
FIX = Text("วิธีแก้ไข", "How to correct it")
CODE = Text("รหัสข้อค้นพบ", "Finding code")
DUE_DATE = Text("กำหนดส่ง", "Due date")
ATTEMPTS = Text("ไฟล์ที่ส่งมาแต่ไม่รับ", "Rejected attempts")
LINE = Text("บรรทัด", "Line")
DECISION = Text("การตัดสินใจ", "Decision")
OUTCOME_HEADING = Text("ผล", "Outcome")
REASON = Text("เหตุผล", "Reason")
DECIDED_BY = Text("ผู้ตัดสินใจ", "Decided by")
TOTAL = Text("รวม", "Total")
COVER = Text("ข้อมูลทั่วไป", "General")
MEANS_OF = Text("ค่าเฉลี่ยของ", "Mean of")
ALL_UNITS = Text("ทุกหน่วยงาน", "All units")
UNIT_COUNT = Text("จำนวนหน่วยงาน", "Units")

OF_YEAR = Text("ปีงบประมาณ {year}", "Fiscal year {year}")
AS_OF = Text("ข้อมูล ณ {as_of}", "As of {as_of}")
NO_ROWS = Text("ไม่มีรายการ", "Nothing to list")
NO_RETURNS = Text("ยังไม่มีแบบที่นับผลได้ จึงยังไม่มีคะแนนและความครบถ้วนให้แสดง",
                  "No return counts yet, so there are no scores and no completeness to show.")
ROWS = Text("{rows} รายการ", "{rows} rows")
CUT = Text("แสดง {shown} จาก {rows} รายการ เพราะรายการยาวเกินไปสำหรับแผ่นงานเดียว รายการทั้งหมดอยู่ในไฟล์ frames/{frame}.csv",
           "Showing {shown} of {rows} rows: the list is too long for a sheet. All of them are in frames/{frame}.csv.")
BEGINNING_PRINTED = Text("พิมพ์เฉพาะตอนต้น หากต้องการพิมพ์ทั้งหมดให้ล้างพื้นที่พิมพ์",
                         "Only the beginning is printed; clear the print area to print all.")
CUT_COLUMNS = Text("แสดง {shown} จาก {columns} คำถาม ทั้งหมดอยู่ในไฟล์ frames/answers.csv",
                   "Showing {shown} of {columns} questions; all of them are in frames/answers.csv.")
WIDE_NOTE = Text("หนึ่งแถวคือหนึ่งหน่วยงาน หนึ่งคอลัมน์คือหนึ่งคำถาม รายการแบบยาวอยู่ในไฟล์ frames/answers.csv",
                 "A row is a unit, a column a question; the same as a long list is in frames/answers.csv.")
CHOICE_SCORES_NOTE = Text("คะแนนของตัวเลือกที่ตอบตามแบบ ช่องว่างคือไม่ได้ตอบหรือคำตอบใช้ไม่ได้",
                          "The scores of the choices, as the form states them; blank where there is no valid answer.")
SINCE_RUN = Text("เทียบกับรายงานเมื่อ {at}", "Compared with the run of {at}")
NO_EARLIER_RUN = Text("ยังไม่มีรายงานก่อนหน้าให้เทียบ", "There is no earlier run to compare with.")
POINTS_MEANING = Text("คะแนนร้อยละ 0–100 ของหมวด หัวข้อ หรือข้อนั้น ว่างเมื่อไม่มีคะแนน",
                      "the percent, 0–100, of that category, section or criterion; blank where there is no score")
OPEN_NOTE = Text("เฉพาะฉบับที่นับ", "Of the returns that count only")
OF_COMPLETE = Text("เฉพาะฉบับที่ครบ {count} หน่วยงาน", "complete returns only, {count} units")
OF_ALL = Text("ทุกฉบับที่นับ {count} หน่วยงาน", "all returns that count, {count} units")
UNFILLED_SHEET = Text("ยังไม่ได้เริ่มกรอกแผ่นนี้ (ช่องที่ต้องกรอก {count} ช่อง)",
                      "Nothing has been filled in on this sheet ({count} required cells).")
UNFILLED_SHEET_FIX = Text("กรอกช่องที่ต้องกรอกทั้งหมดในแผ่น “{sheet}” แล้วบันทึกและส่งกลับ",
                          "Fill in the required cells of sheet “{sheet}”, then save and send it back.")
TEXT_CUT = Text(" … [ตัดข้อความที่ขีดจำกัดของ Excel ข้อความเต็มอยู่ในไฟล์ frames/{frame}.csv]",
                " … [truncated at Excel's limit; the full text is in frames/{frame}.csv]")
STANDING = {
    "complete": Text("ครบแล้ว", "complete"), "to-correct": Text("ต้องแก้ไข", "to correct"),
    "missing": Text("ยังไม่ส่ง", "missing"), "overdue": Text("เกินกำหนด", "overdue"),
    "": Text("ไม่มีในรายชื่อ", "not listed"),
}
PAGE = Text("หน้า &P จาก &N", "Page &P of &N")
SELF_ASSESSED = Text("คะแนน 0–100 เป็นผลการประเมินตนเองตามแบบนี้ ไม่ใช่คะแนนทางการ",
                     "Scores of 0–100 are this form's self-assessment, not official points.")
COLOURS = Text("สี: ส้ม = ต่ำ, ขาว = กลาง (50), น้ำเงิน = สูง", "Colours: orange = low, white = middle (50), blue = high")

OVERVIEW_TITLE = Text("ภาพรวมผลการส่งแบบประเมิน", "Overview of the round")
CARD_UNITS = Text("หน่วยงานทั้งหมด", "All units")
CARD_RETURNED = Text("ส่งแล้ว {count} ({share})", "{count} returned ({share})")
CARD_SHARE = Text("{share} ของทั้งหมด", "{share} of all units")
CARD_OVERDUE = Text("เกินกำหนด {count}", "{count} overdue")
CARD_LATE = Text("ส่งหลังกำหนด", "Late")
CARD_LATE_NOTE = Text("ของแบบที่ส่งแล้ว", "of the returns that count")
STATUS_SECTION = Text("สถานะการส่ง", "Who has returned")
FILES = Text("ไฟล์", "Files")
UNITS_CHART = Text("หน่วยงานตามสถานะ", "Units by status")
UNITS_CHART_ALT = Text(
    "แผนภูมิวงแหวนแสดงจำนวนหน่วยงาน: ครบแล้ว {accepted} ต้องแก้ไข {to_correct} ยังไม่ส่ง {missing}",
    "Doughnut chart of units: {accepted} complete, {to_correct} to correct, {missing} missing")
CATEGORY_SECTION = Text("คะแนนเฉลี่ยรายหมวดและการกระจาย", "Category means and their spread")
CATEGORY_CHART = Text("คะแนนเฉลี่ยรายหมวด ± ส่วนเบี่ยงเบน", "Category means ± standard deviation")
CATEGORY_CHART_ALT = Text("แผนภูมิแท่งแสดงคะแนนเฉลี่ยรายหมวด 0–100 ตัวเลขอยู่ในตารางด้านล่าง",
                          "Bar chart of category means, 0–100; the figures are in the table below")
SECTION_SECTION = Text("คะแนนเฉลี่ยรายหัวข้อและการกระจาย", "Section means and their spread")
TITLE = Text("ชื่อ", "Title")
ALL_CATEGORIES = Text("ทุกหมวด", "All categories")
SPREAD = (
    Text("หน่วยงาน", "Units"), Text("เฉลี่ย", "Mean"), Text("ส่วนเบี่ยงเบน", "Std. dev."), Text("ต่ำสุด", "Min."),
    Text("ควอร์ไทล์ 1", "Quartile 1"), Text("มัธยฐาน", "Median"), Text("ควอร์ไทล์ 3", "Quartile 3"),
    Text("สูงสุด", "Max."),
)
WEAKEST_SECTION = Text("ข้อที่คะแนนเฉลี่ยต่ำสุด {count} ข้อ", "The {count} criteria with the lowest means")
WORDING = Text("ประเด็นการพิจารณา", "Criterion")
MEAN = Text("เฉลี่ย", "Mean")
WEAKEST_CHART_ALT = Text("แผนภูมิแท่งแสดงคะแนนเฉลี่ยของข้อที่ต่ำที่สุด ตัวเลขอยู่ในตารางด้านซ้าย",
                         "Bar chart of the lowest criterion means; the figures are in the table on the left")
COMPLETE_SECTION = Text("หน่วยงานที่ตอบครบน้อยที่สุด {count} แห่ง", "The {count} least complete units")
COMPLETE_CHART_ALT = Text("แผนภูมิแท่งแสดงความครบถ้วนของแต่ละหน่วยงาน 0–100 % ตัวเลขอยู่ในตารางด้านล่าง",
                          "Column chart of each unit's completeness, 0–100 %; the figures are in the table below")
SCORE = Text("คะแนนรวม", "Total score")


def moment_text(moment: dt.datetime, lang: Lang, calendar: Calendar = Calendar.BE) -> str:
    """A moment in Thai time, in words; one without a time zone counts as Thai time."""
    local = thai_time(moment)
    return f"{long_date(local.date(), lang, calendar)} {local:%H:%M}{' น.' if lang == 'th' else ''}"


def share_text(part: int, whole: int) -> str:
    """A share in per cent with one decimal; a dash if the whole is 0."""
    return f"{100 * part / whole:.1f} %" if whole else "–"
