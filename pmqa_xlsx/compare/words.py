"""The comparison workbook's own texts in both languages."""

from __future__ import annotations

from pmqa_xlsx.compare.model import Aspect, Change, Presence
from pmqa_xlsx.text.language import Text

SCORES = Text("คะแนนที่เปลี่ยน", "Score changes")
UNITS = Text("หน่วยงานใหม่และที่ขาด", "New and missing units")
ANSWERS = Text("คำตอบที่เปลี่ยน", "Changed answers")
CONTACTS = Text("ผู้ประสานงานที่เปลี่ยน", "Changed contacts")
DIFFERENCES = Text("ความต่างของแบบฟอร์ม", "Form differences")

TITLE = Text("เปรียบเทียบผลสองครั้ง", "Two rounds compared")
SUBTITLE = Text("{form} · เดิม: {old} → ใหม่: {new}", "{form} · Old: {old} → New: {new}")

OLD = Text("เดิม", "Old")
NEW = Text("ใหม่", "New")
OLD_SHORT = Text("{code} เดิม", "{code} old")
NEW_SHORT = Text("{code} ใหม่", "{code} new")
DIFFERENCE_SHORT = Text("{code} ต่าง", "{code} change")
ALTERED = "{name} *"

PRESENCE = {
    Presence.BOTH: Text("มีทั้งสองครั้ง", "In both"),
    Presence.NEW: Text("มีครั้งใหม่เท่านั้น", "New"),
    Presence.MISSING: Text("มีครั้งเดิมเท่านั้น", "Missing now"),
    Presence.NEITHER: Text("ไม่มีทั้งสองครั้ง", "In neither"),
}
NOT_LISTED = Text("ไม่อยู่ในรายชื่อ", "Not on the list")
CHANGE = {
    Change.CHANGED: Text("เปลี่ยน", "Changed"),
    Change.ADDED: Text("เพิ่ม", "Added"),
    Change.REMOVED: Text("นำออก", "Removed"),
    Change.MOVED: Text("ย้าย", "Moved"),
}
ASPECT = {
    Aspect.ONLY_OLD: Text("มีในแบบเดิมเท่านั้น", "Only in the old form"),
    Aspect.ONLY_NEW: Text("มีในแบบใหม่เท่านั้น", "Only in the new form"),
    Aspect.WORDING: Text("ข้อความ", "Wording"),
    Aspect.TYPE: Text("ชนิดคำตอบ (ไม่เปรียบเทียบ)", "Answer type (not compared)"),
    Aspect.CHOICES: Text("ตัวเลือก", "Choices"),
    Aspect.SLOTS: Text("จำนวนช่อง", "Number of slots"),
    Aspect.SCORING: Text("คะแนนหรือน้ำหนัก", "Scores or weight"),
}

OTHERWISE = Text("ต่างในส่วนอื่น", "Other difference")
PRESENCE_HEADING = Text("การส่ง", "Returned")
OLD_STATUS = Text("สถานะเดิม", "Old status")
NEW_STATUS = Text("สถานะใหม่", "New status")
CHANGE_HEADING = Text("การเปลี่ยนแปลง", "Change")
OLD_VALUE = Text("คำตอบเดิม", "Old answer")
NEW_VALUE = Text("คำตอบใหม่", "New answer")
OLD_PLACE = Text("ตำแหน่งเดิม", "Place in the old file")
NEW_PLACE = Text("ตำแหน่งใหม่", "Place in the new file")
OLD_WHERE = Text("เดิมอยู่ที่", "Was responsible for")
NEW_WHERE = Text("ใหม่อยู่ที่", "Is responsible for")
OLD_FORM = Text("แบบเดิม", "Old form")
NEW_FORM = Text("แบบใหม่", "New form")
ASPECT_HEADING = Text("ต่างกันที่", "Difference")

COUNTS_SECTION = Text("จำนวน", "Counts")
UNITS_COUNT = Text("หน่วยงาน", "Units")
ANSWERS_COUNT = Text("คำตอบ (เปรียบเทียบได้ {compared} ช่อง)", "Answers ({compared} slots compared)")
CONTACTS_COUNT = Text("อีเมลผู้ประสานงาน", "Contacts' e-mail addresses")
FORM_COUNT = Text("ความต่างของแบบฟอร์ม", "Differences of the forms")
MEANS_SECTION = Text("คะแนนเฉลี่ยรายหมวด", "Category means")
OLD_UNITS = Text("หน่วยงานเดิม", "Old units")
OLD_MEAN = Text("เฉลี่ยเดิม", "Old mean")
NEW_UNITS = Text("หน่วยงานใหม่", "New units")
NEW_MEAN = Text("เฉลี่ยใหม่", "New mean")
MEAN_CHANGE = Text("ต่าง", "Change")
PAIRED_UNITS = Text("มีทั้งสองครั้ง", "Units in both")
PAIRED_CHANGE = Text("ต่าง (มีทั้งสองครั้ง)", "Change (units in both)")
CHART = Text("คะแนนเฉลี่ย เดิมและใหม่", "Means, old and new")
CHART_ALT = Text("แผนภูมิแท่งแสดงคะแนนเฉลี่ยเดิมและใหม่ของแต่ละหมวด 0–100 ตัวเลขอยู่ในตารางด้านบน",
                 "Column chart of each category's old and new mean, 0–100; the figures are in the table above")

COLOURS = Text("สี: ส้ม = ลดลง, ขาว = เท่าเดิม, น้ำเงิน = เพิ่มขึ้น", "Colours: orange = lower, white = the same, blue = higher")
ALTERED_NOTE = Text("* แบบฟอร์มของหมวดนี้ต่างกัน ดูแผ่นงาน “{sheet}”",
                    "* The forms differ in this category; see the sheet “{sheet}”.")
BOTH_ONLY = Text("เฉพาะหน่วยงานที่มีแบบนับผลทั้งสองครั้ง", "Only units with a return that counts in both rounds.")
WITHHELD = Text("ผลครั้งใดครั้งหนึ่งบันทึกโดยไม่มีข้อมูลผู้ประสานงาน จึงเปรียบเทียบข้อมูลส่วนบุคคลไม่ได้",
                "One of the results was written without contacts, so personal data cannot be compared.")
NOTHING_IN_COMMON = Text("ไม่มีหน่วยงานที่มีคะแนนทั้งสองครั้ง จึงไม่มีการเปลี่ยนแปลงให้แสดง",
                         "No unit has scores in both rounds, so there is no change to show.")
