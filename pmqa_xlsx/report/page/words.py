"""The page's own texts in both languages; texts shared with the workbook are in :mod:`pmqa_xlsx.report.words`."""

from __future__ import annotations

from pmqa_xlsx.report import words
from pmqa_xlsx.text.language import Text

SKIP = Text("ข้ามไปยังเนื้อหา", "Skip to the content")
SECTIONS = Text("ส่วนของหน้า", "Sections")
DARK = Text("โหมดมืด", "Dark mode")
NO_SCRIPT = Text("เบราว์เซอร์นี้ปิดสคริปต์ไว้ จึงเรียง ค้นหา และเปิดรายละเอียดไม่ได้ แต่อ่านตัวเลขทั้งหมดได้",
                 "Scripts are off in this browser: you can read all figures, but not sort, search or open details.")
SUMMARY = Text("สรุปสำหรับผู้บริหาร", "Summary")
TODAY = Text("งานวันนี้และการติดตาม", "To do today, and whom to call")
CHANGES = Text("สิ่งที่เปลี่ยนไป", "What changed")
MATRIX = Text("คะแนนรายหน่วยงาน", "Scores by unit")
PROFILE = Text("คำตอบที่เลือกรายหมวด", "Choices by category")
SPREAD = Text("การกระจายรายหมวด", "Spread by category")
SECTION_MEANS = Text("คะแนนรายหัวข้อ", "Scores by section")
WEAKEST = Text("ข้อที่ควรพัฒนา", "Weakest criteria")
FINDINGS = Text("สิ่งที่พบจากการตรวจ", "What was found")
REJECTED = Text("ไฟล์ที่ไม่รับ", "Rejected files")

BASIS = Text("คะแนน อันดับ และสัดส่วนคิดจาก", "Scores, ranks and shares are of")
BASES = {
    "complete": Text("เฉพาะฉบับที่ครบ ({count} หน่วยงาน)", "complete returns only ({count} units)"),
    "all": Text("ทุกฉบับที่นับ รวมที่ยังต้องแก้ไข ({count} หน่วยงาน)", "all that count, also those to correct ({count} units)"),
}

SUM_RETURNS = Text("การส่ง", "Returns")
SUM_RETURNS_SAID = Text(
    "ส่งแล้ว {returned} จาก {units} หน่วยงาน ({share}) ครบแล้ว {complete} ต้องแก้ไข {to_correct} ยังไม่ส่ง {missing}",
    "{returned} of {units} units have returned ({share}): {complete} complete, {to_correct} to correct, "
    "{missing} missing")
SUM_BEHIND = Text("กลุ่มที่ตามหลัง", "Groups behind")
SUM_ALL_IN = Text("ทุกกลุ่มส่งครบแล้ว", "Every group has returned.")
SUM_LEAST = Text("ส่งน้อยที่สุด: {names}", "Fewest returns: {names}")
SUM_GROUP_RATE = Text("{name} ({returned} จาก {units})", "{name} ({returned} of {units})")
SUM_LOWEST = Text("คะแนนเฉลี่ยต่ำสุด: {name} ได้ {mean} คะแนน (n = {count}) ส่วนทุกกลุ่มรวมกันได้ {all} (n = {all_count})",
                  "Lowest mean: {name}, {mean} (n = {count}); all groups together {all} (n = {all_count})")
SUM_WEAKEST = Text("ข้อที่คะแนนต่ำสุด", "Weakest criterion")
SUM_WEAKEST_SAID = Text("{code} เฉลี่ย {mean} (n = {count}) {wording}", "{code}: mean {mean} (n = {count}) {wording}")
SUM_CALL = Text("โทรวันนี้", "To call today")
SUM_NOBODY = Text("วันนี้ยังไม่มีหน่วยงานที่ต้องโทรตาม", "Nobody needs to be called today.")
SUM_CHANGED = Text("เปลี่ยนไปจาก{since}", "Changed since {since}")
AND_MORE = Text("และอีก {count}", "and {count} more")

TASKS = {
    "decide": Text("ไฟล์ที่รอส่วนกลางตัดสินว่าเป็นของหน่วยงานใด", "files wait for the office to decide whose they are"),
    "send": Text("จดหมายที่ร่างไว้แล้วยังไม่ส่ง", "letters are drafted and not sent"),
    "overdue": Text("หน่วยงานที่เกินกำหนดและยังไม่ส่ง", "units are overdue"),
    "in-vain": Text("หน่วยงานที่ส่งไฟล์มาแล้วแต่นับไม่ได้", "units have sent files, and none of them counts"),
    "due": Text("หน่วยงานที่ใกล้ครบกำหนดและยังไม่ส่ง", "units are due within days"),
    "correct": Text("หน่วยงานที่ฉบับที่นับยังมีสิ่งที่ต้องแก้ไข", "units have errors to correct"),
}
NO_TASKS = Text("วันนี้ไม่มีงานค้าง", "Nothing is left to do today.")
WHY = Text("เพราะอะไร", "Why")
WHOM = Text("ติดต่อใคร", "Whom to contact")
CAME_FROM = Text("ไฟล์ล่าสุดส่งมาจาก", "the last file came from")
NO_CONTACT = Text("ไม่มีข้อมูลผู้ติดต่อ", "No contact is known")
WHY_OVERDUE = Text("เกินกำหนด {days} วัน", "{days} days overdue")
WHY_DUE = Text("ครบกำหนด {day}", "due {day}")
WHY_ERRORS = Text("ต้องแก้ไข {count} แห่ง", "{count} errors to correct")
IN_VAIN = Text("ส่งมาแล้ว {count} ไฟล์แต่นับไม่ได้", "{count} files came and do not count")
LAST_ATTEMPT = Text("ล่าสุด {day}: {reason}", "the last one on {day}: {reason}")
LETTERS_SENT = Text("ส่งจดหมายแล้ว {count} ฉบับ ล่าสุด {day}", "{count} letters sent, the last one on {day}")
CALL_MORE = Text("แสดง {shown} จาก {count} หน่วยงาน ทั้งหมดอยู่ใน consolidated.xlsx",
                 "Showing {shown} of {count} units; all of them are in consolidated.xlsx.")

SINCE = {
    "run": Text("รายงานครั้งก่อน ({at})", "the run before ({at})"),
    "week": Text("สัปดาห์ก่อน ({at})", "a week ago ({at})"),
    "snapshot": Text("สถานะที่เก็บไว้ “{name}” ({at})", "the state “{name}” ({at})"),
    "other": Text("ปีงบประมาณ {name} ({at})", "fiscal year {name} ({at})"),
}
NOTHING_CHANGED = Text("ไม่มีสิ่งใดเปลี่ยนไป", "Nothing changed.")
NEW_RETURNS = Text("ส่งเพิ่ม", "Returned since")
NOW_COMPLETE = Text("แก้ไขครบแล้ว", "Complete now")
NOW_OVERDUE = Text("เกินกำหนดเพิ่ม", "Overdue by now")
OTHER_MOVES = Text("เปลี่ยนแปลงอื่น", "Other changes")
MEAN_MOVE = Text("คะแนนเฉลี่ยของฉบับที่ครบ {old} (n = {old_n}) → {new} (n = {new_n})",
                 "Mean of the complete returns {old} (n = {old_n}) → {new} (n = {new_n})")
PAIRED_MOVE = Text("เฉพาะ {count} หน่วยงานที่ครบทั้งสองครั้ง เปลี่ยน {change}",
                   "the {count} units complete both times changed by {change}")
COUNT_MOVE = Text("ส่งแล้ว {old} → {new} หน่วยงาน", "{old} → {new} units returned")

GROUP_NOTE = Text("เรียงจากกลุ่มที่ส่งน้อยที่สุด อันดับคิดจากคะแนนเฉลี่ย คะแนนที่แสดงเท่ากันได้อันดับเดียวกัน",
                  "The group with the fewest returns is first. Ranks are by mean; equal means share a rank.")
NUMBER_OF = Text("n", "n")

PROFILE_NOTE = Text("สัดส่วนของคำถามทั้งหมดในหมวดที่ตอบแต่ละตัวเลือก ส่วนที่ไม่ได้ตอบแสดงแยก",
                    "Shares of all questions of the category; what was not answered is a share of its own.")
NOT_ANSWERED = Text("ไม่ได้ตอบ", "not answered")
TARGET_NOTE = Text(
    "นับเฉพาะที่มีทั้งเป้าหมายและผลจริง ถึงเป้าหมายคือผลจริงไม่น้อยกว่าเป้าหมาย ตัวชี้วัดที่ยิ่งน้อยยิ่งดีต้องอ่านกลับกัน",
    "Only where both numbers are given. “Reached” is at least the target; where less is better, read it the other way.")
BOTH_GIVEN = Text("มีทั้งสองค่า", "Both given")
REACHED = Text("ถึงเป้าหมาย", "Reached")
MEDIAN_RATIO = Text("ผลจริงต่อเป้าหมาย (มัธยฐาน)", "Actual ÷ target (median)")

RETURNED = Text("ส่งแล้ว {count} หน่วยงาน", "{count} returned")
RETURNED_SHARE = Text("ส่งแล้ว", "returned")
OF_UNITS = Text("{share} ของหน่วยงาน", "{share} of the units")
LATE_NOTE = Text("รวมอยู่ในจำนวนที่ส่งแล้ว", "included in those returned")
REJECTED_NOTE = Text("ไฟล์ที่นับผลไม่ได้", "files that cannot count")
SHARES = Text("สัดส่วนหน่วยงานตามสถานะ", "Units by status")
ARRIVALS = Text("การทยอยส่ง", "The course of returns")
TIMELINE_ALT = Text(
    "แผนภูมิแท่งของจำนวนหน่วยงานที่ส่งครั้งแรกในแต่ละวัน และเส้นจำนวนที่ส่งแล้วซึ่งถึง {total} จาก {units} หน่วยงาน ตัวเลขอยู่ในตารางถัดไป",
    "Bars for the units that first returned on each day, and a line for how many had returned, which reaches {total} "
    "of {units} units; the figures are in the table that follows")
PER_DAY = Text("ส่งครั้งแรกในวันนั้น (มากที่สุด {most})", "First returns of a day (at most {most})")
PER_DAYS = Text("ส่งครั้งแรกในช่วง {step} วัน (มากที่สุด {most})", "First returns of {step} days (at most {most})")
SO_FAR = Text("ส่งแล้วตามรายงานของวันนั้น", "Returned, as reported that day")
SUM_SO_FAR = Text("สะสม", "So far")
DUE = Text("กำหนดส่ง {day}", "due {day}")
DUES = Text("กำหนดส่ง {day} (บางหน่วยงานต่างไป)", "due {day} (some units otherwise)")
UNDATED = Text("ไม่ทราบวันที่ส่ง {count} หน่วยงาน", "{count} with unknown date")
AS_TABLE = Text("ดูเป็นตาราง", "As a table")
DAY = Text("วันที่", "Day")
CAME = Text("ส่งครั้งแรก", "First returns")
ALL_RETURNED = Text("ทุกหน่วยงานส่งแล้ว", "Every unit has returned.")
NONE_LATE = Text("ไม่มีหน่วยงานที่ส่งหลังกำหนด", "No return is late.")
NOT_YET = Text("ยังไม่ส่ง ({count})", "Missing ({count})")
TO_CORRECT = Text("ต้องแก้ไข ({count})", "To correct ({count})")
FIRST_SENT = Text("ส่งครั้งแรก", "First sent")
FINDINGS_NOTE = Text("เฉพาะฉบับที่นับ ไม่รวมฉบับเก่า ไฟล์ซ้ำ และไฟล์ที่ไม่รับ",
                     "Of the returns that count only, without older ones, duplicates and rejected files.")
CAME_LATE = Text("ส่งหลังกำหนด ({count})", "Late ({count})")
DAYS_LATE = Text("ช้า (วัน)", "Days late")

SEARCH = Text("ค้นหาหน่วยงาน", "Search units")
SEARCH_HINT = Text("ชื่อหรือรหัส", "name or code")
ALL_GROUPS = Text("ทุกกลุ่ม", "All groups")
ALL_STATUSES = Text("ทุกสถานะ", "All statuses")
RESET = Text("ล้างตัวกรอง", "Clear filters")
MATRIX_NOTE = Text("กดชื่อหน่วยงานเพื่อดูรายข้อและสิ่งที่ต้องแก้ไข กดหัวคอลัมน์เพื่อเรียงลำดับ",
                   "Click a unit's name to see its criteria and findings; click a column's heading to sort.")
LEGEND = Text("ระดับคะแนน", "Colour scale")
LOW = Text("ต่ำ", "low")
HIGH = Text("สูง", "high")
MEAN_OF = Text("เฉลี่ย (n = {count})", "Mean (n = {count})")
MEAN_SHOWN = Text("เฉลี่ยเฉพาะที่แสดงอยู่", "Mean of those shown")
FILTERED = Text("ตัวกรองที่ใช้", "Filter in use")
NO_UNITS = Text("ไม่มีหน่วยงาน", "There are no units.")
SPREAD_NOTE = Text("แต่ละจุดคือหนึ่งหน่วยงาน กล่องคือหน่วยงานครึ่งหนึ่งที่อยู่ตรงกลาง เส้นในกล่องคือมัธยฐาน "
                   "สี่เหลี่ยมข้าวหลามตัดคือค่าเฉลี่ย",
                   "Each dot is a unit. The box contains the middle half of them; line: median, diamond: mean.")
SPREAD_ALT = Text("ต่ำสุด {least} ควอร์ไทล์ 1 {lower} มัธยฐาน {median} ควอร์ไทล์ 3 {upper} สูงสุด {most}",
                  "minimum {least}, first quartile {lower}, median {median}, third quartile {upper}, maximum {most}")
RANGE = Text("ต่ำสุด–สูงสุด", "Range")
FINDING = Text("สิ่งที่พบ", "Finding")
NO_FINDINGS = Text("ไม่มีข้อค้นพบ", "No findings.")
REJECTED_MORE = Text("แสดง {shown} จาก {count} ไฟล์ ทั้งหมดอยู่ใน consolidated.xlsx",
                     "Showing {shown} of {count} files; all of them are in consolidated.xlsx.")
PRIVACY = Text("หน้านี้มีชื่อและช่องทางติดต่อของผู้ประสานงาน ใช้ภายในสำนักงานเท่านั้น หากจะเผยแพร่ ให้สร้างฉบับที่ไม่มีข้อมูลบุคคล",
               "This page says whom to call and is for the office. To publish it, write the results without contacts.")
NO_PERSONS = Text("หน้านี้ไม่แสดงข้อมูลส่วนบุคคล", "This page shows no personal data.")

MONTHS = tuple(Text(th, en) for th, en in (
    ("ม.ค.", "Jan"), ("ก.พ.", "Feb"), ("มี.ค.", "Mar"), ("เม.ย.", "Apr"), ("พ.ค.", "May"), ("มิ.ย.", "Jun"),
    ("ก.ค.", "Jul"), ("ส.ค.", "Aug"), ("ก.ย.", "Sep"), ("ต.ค.", "Oct"), ("พ.ย.", "Nov"), ("ธ.ค.", "Dec")))

#: The names of the severities as headings, in the order of :class:`pmqa_xlsx.catalogue.Severity`.
SEVERITIES = (Text("ต้องแก้ไข", "To correct"), Text("ควรตรวจ", "To check"), Text("เพื่อทราบ", "For information"))

#: The texts of the page's script, by name.
FOR_THE_SCRIPT = {
    "shown": Text("แสดง {shown} จาก {all} หน่วยงาน", "{shown} of {all} units shown"),
    "details": Text("รายละเอียดของ {name}", "Details of {name}"),
    "unit": Text("หน่วยงานนี้", "This unit"),
    "mean": words.MEAN,
    "filtered": FILTERED,
    "of_complete": words.BASES["complete"],
    "of_all": words.BASES["all"],
    "of_n": Text("{basis} n = {count}", "{basis}, n = {count}"),
    "difference": Text("ต่างจากค่าเฉลี่ย", "Difference"),
    "category": words.CATEGORY,
    "total": words.TOTAL,
    "radar": Text("คะแนนรายหมวดเทียบกับค่าเฉลี่ย", "Categories compared with the mean"),
    "radar_alt": Text("แผนภูมิเรดาร์ของคะแนนรายหมวด ตัวเลขอยู่ในตารางถัดไป",
                      "Radar chart of the categories; the figures are in the table that follows"),
    "complete": words.COMPLETENESS,
    "answered": Text("ตอบแล้ว {answered} จาก {required} ช่องที่ต้องตอบ", "{answered} of {required} required answers"),
    "sent": Text("ส่งเมื่อ {day}", "Sent {day}"),
    "late": Text("ช้า {days} วัน", "{days} days late"),
    "overdue": WHY_OVERDUE,
    "criteria": Text("คะแนนรายข้อ", "Criteria"),
    "wording": Text("แสดงข้อความของแต่ละข้อ", "Show the wording"),
    "findings": Text("สิ่งที่พบและวิธีแก้ไข", "Findings and how to correct them"),
    "nothing": Text("ไม่มีสิ่งที่ต้องแก้ไข", "Nothing to correct."),
    "fix": words.FIX,
    "more": Text("และอีก {count} รายการ ทั้งหมดอยู่ใน consolidated.xlsx", "and {count} more, all in consolidated.xlsx"),
    "files": Text("ไฟล์อื่นของหน่วยงานนี้", "Other files of this unit"),
    "no_return": Text("ยังไม่มีแบบที่นับผลได้ของหน่วยงานนี้", "This unit has no return that counts."),
    "no_scores": Text("แบบนี้ไม่มีคะแนน", "There are no scores."),
}
