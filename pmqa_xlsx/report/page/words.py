"""The page's own texts in both languages; texts shared with the workbook are in :mod:`pmqa_xlsx.report.words`."""

from __future__ import annotations

from pmqa_xlsx.report import words
from pmqa_xlsx.text.language import Text

SKIP = Text("ข้ามไปยังเนื้อหา", "Skip to the content")
SECTIONS = Text("ส่วนของหน้า", "Sections")
DARK = Text("โหมดมืด", "Dark mode")
NO_SCRIPT = Text("เบราว์เซอร์นี้ปิดสคริปต์ไว้ จึงเรียง ค้นหา และเปิดรายละเอียดไม่ได้ แต่อ่านตัวเลขทั้งหมดได้",
                 "Scripts are off in this browser: you can read all figures, but not sort, search or open details.")
STATUS = Text("สถานะการส่ง", "Returns")
MISSING = Text("ยังไม่ส่งและส่งช้า", "Missing and late")
MATRIX = Text("คะแนนรายหน่วยงาน", "Scores by unit")
SPREAD = Text("การกระจายรายหมวด", "Spread by category")
WEAKEST = Text("ข้อที่ควรพัฒนา", "Weakest criteria")
FINDINGS = Text("สิ่งที่พบจากการตรวจ", "What was found")
REJECTED = Text("ไฟล์ที่ไม่รับ", "Rejected files")

UNITS = Text("หน่วยงานทั้งหมด", "Units")
RETURNED = Text("ส่งแล้ว {count} หน่วยงาน", "{count} returned")
RETURNED_SHARE = Text("ส่งแล้ว", "returned")
OF_UNITS = Text("{share} ของหน่วยงาน", "{share} of the units")
OVERDUE = Text("เกินกำหนดแล้ว {count}", "{count} overdue")
LATE = Text("ส่งหลังกำหนด", "Late")
LATE_NOTE = Text("รวมอยู่ในจำนวนที่ส่งแล้ว", "included in those returned")
REJECTED_NOTE = Text("ไฟล์ที่นับผลไม่ได้", "files that cannot count")
SHARES = Text("สัดส่วนหน่วยงานตามสถานะ", "Units by status")
ARRIVALS = Text("การทยอยส่ง", "When returns were sent")
TIMELINE_ALT = Text(
    "แผนภูมิแท่งของจำนวนแบบที่ส่งในแต่ละวัน และเส้นจำนวนสะสมซึ่งถึง {total} จาก {units} หน่วยงาน ตัวเลขอยู่ในตารางถัดไป",
    "Bars for the returns of each day, and a line for their sum, which reaches {total} of {units} units; "
    "the figures are in the table that follows")
PER_DAY = Text("ส่งในวันนั้น (มากที่สุด {most})", "Returns in one day (at most {most})")
PER_DAYS = Text("ส่งในช่วง {step} วัน (มากที่สุด {most})", "Returns in {step} days (at most {most})")
SO_FAR = Text("สะสม", "So far")
DUE = Text("กำหนดส่ง", "Due")
UNDATED = Text("ไม่ทราบวันที่ส่ง {count} หน่วยงาน", "{count} with unknown date")
AS_TABLE = Text("ดูเป็นตาราง", "As a table")
DAY = Text("วันที่", "Day")
CAME = Text("ส่งเข้ามา", "Sent")
ALL_RETURNED = Text("ทุกหน่วยงานส่งแล้ว", "Every unit has returned.")
NONE_LATE = Text("ไม่มีหน่วยงานที่ส่งหลังกำหนด", "No return is late.")
NOT_YET = Text("ยังไม่ส่ง ({count})", "Missing ({count})")
CAME_LATE = Text("ส่งหลังกำหนด ({count})", "Late ({count})")
DAYS_LATE = Text("ช้า (วัน)", "Days late")
ATTEMPTS = Text("ส่งมาแต่ไม่รับ (ครั้ง)", "Rejected attempts")

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
MEAN_ALL = Text("เฉลี่ยทุกหน่วยงาน", "Mean of all units")
MEAN_SHOWN = Text("เฉลี่ยเฉพาะที่แสดงอยู่", "Mean of those shown")
NO_UNITS = Text("ไม่มีหน่วยงาน", "There are no units.")
SPREAD_NOTE = Text("แต่ละจุดคือหนึ่งหน่วยงาน กล่องคือหน่วยงานครึ่งหนึ่งที่อยู่ตรงกลาง เส้นในกล่องคือมัธยฐาน "
                   "สี่เหลี่ยมข้าวหลามตัดคือค่าเฉลี่ย",
                   "Each dot is a unit. The box contains the middle half of them; line: median, diamond: mean.")
SPREAD_ALT = Text("ต่ำสุด {least} ควอร์ไทล์ 1 {lower} มัธยฐาน {median} ควอร์ไทล์ 3 {upper} สูงสุด {most}",
                  "minimum {least}, first quartile {lower}, median {median}, third quartile {upper}, maximum {most}")
MEAN = Text("เฉลี่ย", "Mean")
RANGE = Text("ต่ำสุด–สูงสุด", "Range")
FINDING = Text("สิ่งที่พบ", "Finding")
COUNT = Text("จำนวน", "Count")
FILES = Text("ไฟล์", "Files")
NO_FINDINGS = Text("ไม่มีข้อค้นพบ", "No findings.")
REJECTED_MORE = Text("แสดง {shown} จาก {count} ไฟล์ ทั้งหมดอยู่ใน consolidated.xlsx",
                     "Showing {shown} of {count} files; all of them are in consolidated.xlsx.")
UNFILLED_SHEET = Text("ยังไม่ได้เริ่มกรอกแผ่นนี้ (ช่องที่ต้องกรอก {count} ช่อง)",
                 "Nothing has been filled in on this sheet ({count} required cells).")
UNFILLED_SHEET_FIX = Text("กรอกช่องที่ต้องกรอกทั้งหมดในแผ่น “{sheet}” แล้วบันทึกและส่งกลับ",
                     "Fill in the required cells of sheet “{sheet}”, then save and send it back.")
PRIVACY = Text("หน้านี้ไม่แสดงคำตอบที่เป็นข้อมูลส่วนบุคคล", "This page shows no answers that are personal data.")

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
    "mean": MEAN,
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
    "overdue": Text("เกินกำหนด {days} วัน", "{days} days overdue"),
    "criteria": Text("คะแนนรายข้อ", "Criteria"),
    "wording": Text("แสดงข้อความของแต่ละข้อ", "Show the wording"),
    "findings": Text("สิ่งที่พบและวิธีแก้ไข", "Findings and how to correct them"),
    "nothing": Text("ไม่มีสิ่งที่ต้องแก้ไข", "Nothing to correct."),
    "fix": Text("วิธีแก้ไข", "How to correct it"),
    "more": Text("และอีก {count} รายการ ทั้งหมดอยู่ใน consolidated.xlsx", "and {count} more, all in consolidated.xlsx"),
    "files": Text("ไฟล์อื่นของหน่วยงานนี้", "Other files of this unit"),
    "no_return": Text("ยังไม่มีแบบที่นับผลได้ของหน่วยงานนี้", "This unit has no return that counts."),
    "no_scores": Text("แบบนี้ไม่มีคะแนน", "There are no scores."),
}
