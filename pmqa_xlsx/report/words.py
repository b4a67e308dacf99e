"""The report workbook's own texts in both languages, and figures as text."""

from __future__ import annotations

import datetime as dt

from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import long_date

OVERVIEW = Text("ภาพรวม", "Overview")
RETURNS = Text("สถานะการส่ง", "Returns")
CATEGORY_SCORES = Text("คะแนนรายหมวด", "Category scores")
CRITERION_SCORES = Text("คะแนนรายข้อ", "Criterion scores")
ANSWERS = Text("คำตอบ", "Answers")
CONTACTS = Text("ผู้ประสานงาน", "Contacts")
FINDINGS = Text("สิ่งที่ต้องแก้ไข", "To correct")
MISSING = Text("ยังไม่ส่ง", "Missing")
DECISIONS = Text("การตัดสินใจ", "Decisions")

STATUS = {
    "accepted": Text("รับแล้ว", "Accepted"),
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
YEAR = Text("ปีงบประมาณ", "Fiscal year (B.E.)")
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
CRITERION = Text("ข้อ", "Criterion")
QUESTION = Text("ช่องคำตอบ", "Question")
SLOT = Text("ช่องที่", "Slot")
ANSWER = Text("คำตอบ", "Answer")
STATE_HEADING = Text("ผลการตรวจ", "Check")
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

SUBTITLE = Text("{form} · ปีงบประมาณ พ.ศ. {year} · ข้อมูล ณ {as_of}", "{form} · Fiscal year B.E. {year} · As of {as_of}")
SUBTITLE_ANY_YEAR = Text("{form} · ข้อมูล ณ {as_of}", "{form} · As of {as_of}")
NO_ROWS = Text("ไม่มีรายการ", "Nothing to list")
NO_RETURNS = Text("ยังไม่มีแบบที่นับผลได้ จึงยังไม่มีคะแนนและความครบถ้วนให้แสดง",
                  "No return counts yet, so there are no scores and no completeness to show.")
ROWS = Text("{rows} รายการ", "{rows} rows")
CUT = Text("แสดง {shown} จาก {rows} รายการ เพราะรายการยาวเกินไปสำหรับแผ่นงานเดียว รายการทั้งหมดอยู่ในไฟล์ frames/{frame}.csv",
           "Showing {shown} of {rows} rows: the list is too long for a sheet. All of them are in frames/{frame}.csv.")
TEXT_CUT = Text(" … [ตัดข้อความที่ขีดจำกัดของ Excel ข้อความเต็มอยู่ในไฟล์ frames/{frame}.csv]",
                " … [truncated at Excel's limit; the full text is in frames/{frame}.csv]")
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
    "แผนภูมิวงแหวนแสดงจำนวนหน่วยงาน: รับแล้ว {accepted} ต้องแก้ไข {to_correct} ยังไม่ส่ง {missing}",
    "Doughnut chart of units: {accepted} accepted, {to_correct} to correct, {missing} missing")
CATEGORY_SECTION = Text("คะแนนเฉลี่ยรายหมวดและการกระจาย", "Category means and their spread")
CATEGORY_CHART = Text("คะแนนเฉลี่ยรายหมวด ± ส่วนเบี่ยงเบน", "Category means ± standard deviation")
CATEGORY_CHART_ALT = Text("แผนภูมิแท่งแสดงคะแนนเฉลี่ยรายหมวด 0–100 ตัวเลขอยู่ในตารางด้านล่าง",
                          "Bar chart of category means, 0–100; the figures are in the table below")
CATEGORY_TITLE = Text("ชื่อหมวด", "Title")
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
COMPLETE_SECTION = Text("ความครบถ้วนรายหน่วยงาน (น้อยไปมาก)", "Completeness by unit, lowest first")
COMPLETE_CHART_ALT = Text("แผนภูมิแท่งแสดงความครบถ้วนของแต่ละหน่วยงาน 0–100 % ตัวเลขอยู่ในตารางด้านล่าง",
                          "Column chart of each unit's completeness, 0–100 %; the figures are in the table below")
SCORE = Text("คะแนนรวม", "Total score")


def moment_text(moment: dt.datetime, lang: Lang) -> str:
    """A moment in Thai time, in words; one without a time zone counts as Thai time."""
    local = thai_time(moment)
    return f"{long_date(local.date(), lang)} {local:%H:%M}{' น.' if lang == 'th' else ''}"


def share_text(part: int, whole: int) -> str:
    """A share in per cent with one decimal; a dash if the whole is 0."""
    return f"{100 * part / whole:.1f} %" if whole else "–"
