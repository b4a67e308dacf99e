"""All texts of the app's pages in both languages; what the reports say too is in :mod:`pmqa_xlsx.report.words`."""

from __future__ import annotations

from pmqa_xlsx.consolidate.correspondence import LetterKind
from pmqa_xlsx.text.language import Text

# Every page
APP = Text("รวบรวมแบบประเมิน", "Collect the returns")
SKIP = Text("ข้ามไปยังเนื้อหา", "Skip to the content")
MENU = Text("เมนู", "Menu")
NAV = {
    "/": Text("วันนี้", "Today"), "/drop": Text("รับไฟล์", "Take in files"), "/units": Text("หน่วยงาน", "Units"),
    "/doubtful": Text("รอตัดสิน", "Doubtful"), "/letters": Text("จดหมาย", "Letters"),
    "/results": Text("ผลลัพธ์", "Results"), "/form": Text("แบบฟอร์ม", "Form"),
    "/settings": Text("ตั้งค่า", "Settings"),
}
SEARCH = Text("ค้นหาหน่วยงาน ผู้ส่ง ชื่อไฟล์", "Search units, senders, file names")
SEARCH_BUTTON = Text("ค้นหา", "Search")
OTHER_LANGUAGE = Text("English", "ภาษาไทย")
QUIT = Text("ปิดโปรแกรม", "Quit")
BACK = Text("กลับ", "Back")
TO_TODAY = Text("ไปหน้าวันนี้", "Go to Today")
ROUND_IN = Text("เก็บไว้ที่ {folder}", "Kept in {folder}")
SHOW_ALL = Text("ดูทั้งหมด", "Show all")
COUNT_OF = Text("{count} จาก {all}", "{count} of {all}")

# Refusals, errors
REFUSED = {
    "address": Text("คำขอนี้ไม่ได้มาจากหน้าของโปรแกรม จึงไม่ได้ดำเนินการ",
                    "This request did not come from the program's own pages; nothing was done."),
    "session": Text("หน้านี้เปิดจากการเริ่มโปรแกรมครั้งก่อน หรือลิงก์หมดอายุแล้ว โปรดเปิดโปรแกรมจากไอคอนอีกครั้ง "
                    "ข้อมูลในรอบไม่สูญหาย ข้อความที่พิมพ์ค้างไว้ยังอยู่เมื่อกดย้อนกลับในแท็บเดิม",
                    "This page is from an earlier start of the program, or its link is too old. Open the program again "
                    "from its icon. Nothing of the round is lost; what you typed is still there when you go back."),
    "origin": Text("คำขอนี้มาจากเว็บไซต์อื่น จึงไม่ได้ดำเนินการ",
                   "This request came from another site; nothing was done."),
    "form": Text("แบบฟอร์มนี้เปิดจากการเริ่มโปรแกรมครั้งก่อน จึงยังไม่ได้ดำเนินการ โปรดกดย้อนกลับ คัดลอกข้อความที่พิมพ์ไว้ "
                 "โหลดหน้าใหม่ แล้วส่งอีกครั้ง",
                 "This form is from an earlier start of the program; nothing was done. Go back, copy what you typed, "
                 "reload the page and send it again."),
}
REFUSED_TITLE = Text("โปรดเปิดโปรแกรมอีกครั้ง", "Please open the program again")
NOT_DONE = Text("ทำไม่ได้ในขณะนี้", "This could not be done")
NOT_FOUND = Text("ไม่พบหน้านี้", "There is no such page")
NOT_FOUND_TEXT = Text("สิ่งที่เปิดอาจรับเข้ารอบไปแล้ว ถูกยกเลิก หรือเปิดจากการเริ่มโปรแกรมครั้งก่อน",
                      "What you opened may have been taken in or given up already, or is from an earlier start.")
DEFECT = Text("โปรแกรมทำงานผิดพลาด", "The program made a mistake")
DEFECT_TEXT = Text("ข้อมูลในรอบไม่สูญหาย รายละเอียดอยู่ใน {log} โปรดส่งไฟล์นี้ให้ผู้ดูแลโปรแกรม",
                   "Nothing of the round is lost. The details are in {log}; please send that file to whoever "
                   "maintains the program.")
NO_ANSWER = Text("โปรแกรมของรอบนี้เปิดอยู่แล้วแต่ไม่ตอบ โปรดปิดโปรแกรมเดิม หรือเริ่มเครื่องใหม่ แล้วลองอีกครั้ง",
                 "The app of this round runs already but does not answer. End it, or restart the computer, and "
                 "try again.")
FORM_TOO_LARGE = Text("ข้อความยาวเกินไป", "what was typed is too long")
FORM_UNREADABLE = Text("อ่านข้อมูลจากหน้านี้ไม่ได้ โปรดโหลดหน้าใหม่แล้วลองอีกครั้ง",
                       "what this page sent could not be read; reload it and try again")
UPLOAD_TOO_LARGE = Text("ไฟล์ใหญ่เกิน 512 MB ยังไม่ได้รับไฟล์นี้ โปรดแบ่งเป็นไฟล์เล็กลง",
                        "the file is larger than 512 MB and was not taken; send it in smaller parts")
UPLOAD_TOO_MUCH = Text("ไฟล์รวมกันใหญ่เกิน 4 GB โปรดรับเข้าทีละส่วน",
                       "together the files are larger than 4 GB; take them in in parts")
UPLOAD_TOO_MANY = Text("มากกว่า 10,000 ไฟล์ โปรดรับเข้าทีละส่วน",
                       "there are more than 10,000 files; take them in in parts")
UPLOAD_DISK_FULL = Text("ที่ว่างในดิสก์ไม่พอ โปรดลบไฟล์ที่ไม่ใช้แล้วลองอีกครั้ง",
                        "there is not enough room on the disk; make room and try again")
UPLOAD_CUT = Text("การรับไฟล์หยุดกลางคัน", "the upload stopped half-way")
ENDED = Text("ปิดโปรแกรมแล้ว", "The program has ended")
ENDED_TEXT = Text("ปิดแท็บนี้ได้ เปิดใหม่ได้จากไอคอนเดิม ข้อมูลในรอบเก็บไว้ครบ",
                  "You can close this tab. Open the program again from its icon; everything is kept.")
QUIT_WORKING = Text("งานยังไม่เสร็จ", "Work is still going on")
QUIT_WORKING_TEXT = Text("หากปิดตอนนี้ งานที่ทำอยู่จะหยุด และรอบจะเป็นเหมือนก่อนเริ่มงานนั้น",
                         "If you quit now, it stops, and the round is as it was before.")
QUIT_STOP = Text("หยุดงานแล้วปิด", "Stop it and quit")
QUIT_WAIT = Text("รอให้เสร็จก่อน", "Wait for it")

# Standings, statuses
STANDING = {
    "complete": Text("ครบแล้ว", "Complete"), "to-correct": Text("ต้องแก้ไข", "To correct"),
    "missing": Text("ยังไม่ส่ง", "Missing"), "overdue": Text("เกินกำหนด", "Overdue"),
    "all": Text("ทั้งหมด", "All"), "tried": Text("ส่งมาแต่นับไม่ได้", "Sent, but not counted"),
    "late": Text("ส่งหลังกำหนด", "Late"),
}
STANDING_CLASS = {"complete": "accepted", "to-correct": "needs_correction", "missing": "missing",
                  "overdue": "rejected"}
LEVEL = {"error": Text("ต้องแก้ไข", "To correct"), "warning": Text("ควรตรวจ", "To check"),
         "notice": Text("เพื่อทราบ", "For information")}

# Jobs
WORK = {
    "check": Text("กำลังดูไฟล์ที่เลือก",
                  "Looking at the files"), "ingest": Text("กำลังรับไฟล์เข้ารอบ", "Taking the files in"),
    "decide": Text("กำลังบันทึกคำตัดสิน", "Recording the decision"),
    "extend": Text("กำลังบันทึกการขยายเวลา",
                   "Recording the extension"), "note": Text("กำลังบันทึก", "Recording the note"),
    "results": Text("กำลังเขียนผลลัพธ์",
                    "Writing the results"), "snapshot": Text("กำลังเก็บสถานะ", "Keeping the state"),
    "compare": Text("กำลังเปรียบเทียบ", "Comparing"), "form": Text("กำลังตรวจนิยามแบบ", "Checking the definition"),
    "generate": Text("กำลังสร้างแบบฟอร์ม", "Making the workbooks"),
    "feedback": Text("กำลังร่างจดหมาย", "Drafting letters"), "sent": Text("กำลังบันทึก", "Recording"),
    "withdraw": Text("กำลังยกเลิกจดหมาย", "Withdrawing the letter"),
    "forget": Text("กำลังลบข้อมูล", "Erasing"),
    "definition": Text("กำลังเตรียมนิยามแบบ", "Preparing the definition"),
}
DID = {
    "ingest": Text("รับไฟล์เข้ารอบแล้ว", "The files were taken in."),
    "decide": Text("บันทึกคำตัดสินแล้ว ผลลัพธ์เขียนใหม่แล้ว",
                   "The decision was recorded, and the results written again."),
    "extend": Text("ขยายกำหนดส่งแล้ว",
                   "The due date was extended."), "note": Text("บันทึกแล้ว", "The note was recorded."),
    "results": Text("เขียนผลลัพธ์ใหม่แล้ว", "The results were written again."),
    "snapshot": Text("เก็บสถานะแล้ว", "The state was kept."),
    "compare": Text("เปรียบเทียบแล้ว", "The comparison is ready."),
    "forget": Text("ลบข้อมูลแล้ว ตัวเลขและคะแนนคงเดิม", "Erased; figures and scores stay."),
    "feedback": Text("ร่างจดหมายแล้ว {count} ฉบับ", "Letters drafted: {count}."),
    "sent": Text("บันทึกว่าส่งแล้ว", "They are marked as sent."),
    "withdraw": Text("ยกเลิกจดหมายแล้ว", "The letter was withdrawn."),
    "generate": Text("สร้างแบบฟอร์มแล้ว", "The workbooks were made."),
}
DRAFTED_NONE = Text("ไม่มีจดหมายใหม่ เพราะไม่มีเรื่องค้าง หรือเคยร่างเรื่องนี้แล้ว",
                    "No new letter: nothing is open, or it was written about before.")
WAITING = Text("รอให้งานก่อนหน้าเสร็จ", "Waiting for the work before it")
MADE = Text("ทำแล้ว {made}", "{made} done")
MADE_OF = Text("ทำแล้ว {made} จาก {of}", "{made} of {of} done")
MAY_CLOSE = Text("ปิดหน้านี้ได้ งานจะทำต่อจนเสร็จ", "You can close this page; the work goes on.")
RELOADS = Text("หน้านี้โหลดใหม่เองจนกว่างานจะเสร็จ", "This page reloads by itself until the work is done.")
STOP = Text("หยุด", "Stop")
STOPPED = Text("หยุดแล้ว รอบเป็นเหมือนก่อนเริ่มงานนี้", "It was stopped; the round is as it was before.")
FAILED = Text("โปรแกรมทำงานผิดพลาดระหว่างงานนี้ รอบเป็นเหมือนก่อนเริ่มงาน รายละเอียดอยู่ใน {log}",
              "The program made a mistake during this work; the round is as it was before. The details are in {log}.")
TYPED = Text("สิ่งที่พิมพ์ไว้ (คัดลอกไปใช้ได้)", "What you typed (to copy)")
TRY_AGAIN = Text("กลับไปลองอีกครั้ง", "Go back and try again")

# Today
TODAY_EMPTY = Text("เริ่มรอบใหม่ได้ที่นี่", "Begin a round here")
TODAY_EMPTY_TEXT = Text("ยังไม่มีแบบที่ส่งกลับเข้ามา มีสองทางเริ่ม:",
                        "No returns have come yet. There are two ways to begin:")
BEGIN_DROP = Text("รับไฟล์ที่หน่วยงานส่งกลับมา", "Take in what the units sent back")
BEGIN_DROP_TEXT = Text("ลากไฟล์ Excel อีเมล (.eml, .msg) ไฟล์ zip หรือทั้งโฟลเดอร์มาวางได้เลย ไม่ต้องเปิดดูก่อน",
                       "Drop workbooks, mails (.eml, .msg), zips or whole folders as they are.")
BEGIN_FORM = Text("สร้างแบบฟอร์มส่งให้หน่วยงานกรอก", "Make the workbooks to send out")
BEGIN_FORM_TEXT = Text("ตรวจวันครบกำหนด ที่ส่งคืน และผู้ติดต่อ แล้วสร้างไฟล์ให้ทุกหน่วยงานในครั้งเดียว",
                       "Check the due date, the return address and the contact, then make one for every unit.")
RETURNED = Text("ส่งแล้ว", "Returned")
OF_UNITS = Text("จาก {units} หน่วยงาน", "of {units} units")
DUE = Text("กำหนดส่ง {day}", "Due {day}")
DAYS_LEFT = Text("เหลือ {days} วัน", "{days} days left")
DUE_TODAY = Text("ครบกำหนดวันนี้", "Due today")
DAYS_PAST = Text("เลยมาแล้ว {days} วัน", "{days} days ago")
HAPPENED_TODAY = Text("วันนี้ {day}", "Today, {day}")
HAPPENED_LAST = Text("ครั้งล่าสุด {day}", "Last, on {day}")
OF_A_PAST_DAY = Text("ตัวเลขด้านล่างเป็นของวันที่ {day} จำนวนที่เกินกำหนดอาจมากกว่านี้แล้ว",
                     "The figures below are of {day}; more may be overdue by now.")
BRING_TO_TODAY = Text("ปรับเป็นของวันนี้", "Bring them up to today")
ARRIVED = Text("มาใหม่ {count} ไฟล์", "{count} new files")
ARRIVED_NONE = Text("ไม่มีไฟล์ใหม่", "No new files")
CHANGED_NONE = Text("ไม่มีหน่วยงานใดเปลี่ยนสถานะ", "No unit changed its standing.")
CHANGED = Text("หน่วยงานที่สถานะเปลี่ยน {count} แห่ง", "{count} units changed their standing")
CHANGED_FROM = Text("จาก {before}", "was {before}")
NEXT = Text("สิ่งที่ควรทำต่อ", "What to do next")
NEXT_NONE = Text("ไม่มีเรื่องค้าง ทุกหน่วยงานส่งครบถ้วนแล้ว ดูผลลัพธ์ได้เลย",
                 "Nothing is open: every unit is complete. See the results.")
STEP_DOUBTFUL = Text("ไฟล์ที่ต้องตัดสินว่าเป็นของใคร", "files: decide whose they are")
STEP_DRAFTS = Text("จดหมายที่ร่างไว้ รอส่ง", "letters drafted and not sent")
STEP_TRIED = Text("หน่วยงานส่งมาแล้ว แต่ไฟล์นับไม่ได้", "units sent something that does not count")
STEP_TO_CORRECT = Text("หน่วยงานต้องแก้ไข", "units have something to correct")
STEP_OVERDUE = Text("หน่วยงานเกินกำหนดส่ง", "units are overdue")
STEP_MISSING = Text("หน่วยงานยังไม่ส่ง (ยังไม่เกินกำหนด)", "units have not sent anything (not overdue)")
LATELY = Text("บันทึกล่าสุด", "Lately")

# Take in files
DROP_TITLE = Text("รับไฟล์ที่ส่งกลับมา", "Take in what came back")
DROP_HERE = Text("ลากไฟล์หรือโฟลเดอร์มาวางที่นี่", "Drop files or folders here")
DROP_KINDS = Text("Excel (.xlsx .xlsm .xls .xlsb .ods) อีเมล (.eml .msg .mbox) ไฟล์ zip หรือทั้งโฟลเดอร์ "
                  "ส่งซ้ำได้ ไฟล์ที่เคยรับแล้วจะไม่นับซ้ำ",
                  "Workbooks (.xlsx .xlsm .xls .xlsb .ods), mails (.eml .msg .mbox), zips or whole folders. "
                  "What came before is not counted twice.")
CHOOSE_FILES = Text("หรือเลือกไฟล์", "or choose files")
CHOOSE_FOLDER = Text("หรือเลือกโฟลเดอร์", "or choose a folder")
LOOK = Text("ดูว่าแต่ละไฟล์คืออะไร", "See what each file is")
NOTHING_CHOSEN = Text("ยังไม่ได้เลือกไฟล์", "No file was chosen.")
DROP_STAYS = Text("ไฟล์ต้นฉบับในเครื่องไม่ถูกแก้ไขหรือย้าย และยังไม่มีอะไรเข้ารอบจนกว่าจะกด “รับเข้ารอบ”",
                  "Your own files stay as they are, and nothing enters the round before you press “Take them in”.")
SENDING = Text("กำลังอ่านไฟล์ {made} จาก {of}", "Reading file {made} of {of}")
SENDING_FAILED = Text("อ่านไฟล์ไม่ได้: {name}", "Could not be read: {name}")
CHECKED_TITLE = Text("ไฟล์ที่เลือกคืออะไร", "What the files are")
CHECKED_NONE = Text("ไม่มีอะไรใหม่ ไฟล์เหล่านี้เคยรับเข้ารอบแล้วทั้งหมด",
                    "Nothing is new: all of these files were taken in before.")
SKIPPED = Text("ข้าม {count} ไฟล์: โปรแกรมสร้างเอง หรือยังไม่ได้กรอก",
               "{count} skipped: written by this program, or not filled in")
REPLACES = Text("แทน {file}", "in place of {file}")
TAKE_IN = Text("รับเข้ารอบ", "Take them in")
GIVE_UP = Text("ไม่รับ เลือกใหม่", "Leave them out")
NO_CONTACTS = Text("ไม่เก็บชื่อ อีเมล โทรศัพท์ และไฟล์ต้นฉบับไว้ในรอบนี้เลย (ปกติไม่ต้องเลือก เลือกแล้วเปลี่ยนภายหลังไม่ได้)",
                   "Keep no names, e-mails, telephones or original files (leave this off as a rule; it cannot "
                   "be changed later)")
PASSWORD = Text("รหัสผ่านเปิดไฟล์", "Password of the files")
PASSWORD_TRY = Text("ลองเปิดด้วยรหัสผ่านนี้", "Try this password")
PASSWORD_WHY = Text("มีไฟล์ที่ล็อกด้วยรหัสผ่าน หากทราบรหัสผ่าน ใส่ที่นี่ (จำไว้จนกว่าจะปิดโปรแกรม)",
                    "Some files are locked. If you know the password, enter it (kept until the program ends).")
UNKNOWN_UNIT = Text("ไม่ทราบหน่วยงาน", "Unit not known")
STILL_CHECKING = Text("ยังดูไฟล์ไม่เสร็จ", "The files have not been looked at yet.")
CHECK_AGAIN = Text("ดูไฟล์อีกครั้ง", "Look at them again")

# Units
UNITS_EMPTY = Text("รายชื่อหน่วยงานจะแสดงเมื่อรับไฟล์ครั้งแรกแล้ว",
                   "The units are listed once the first files were taken in.")
UNITS_NONE = Text("ไม่มีหน่วยงานในกลุ่มนี้", "There are no such units.")
ALL_GROUPS = Text("ทุกกลุ่ม", "All groups")
APPLY = Text("แสดง", "Show")
COLUMNS = (
    ("code", Text("รหัส", "Code")), ("name", Text("หน่วยงาน", "Unit")), ("standing", Text("สถานะ", "Standing")),
    ("due", Text("กำหนดส่ง", "Due")), ("came", Text("ส่งครั้งแรก", "First return")),
    ("complete", Text("ครบแล้ว", "Complete")), ("percent", Text("คะแนน", "Score")),
    ("errors", Text("ต้องแก้", "To correct")), ("letters", Text("จดหมาย", "Letters")),
)
DAYS_LATE = Text("ช้า {days} วัน", "{days} days late")

# Files
FILES_TITLE = Text("ไฟล์ทั้งหมดที่ได้รับ", "All files received")
FILES_OF_DAY = Text("ไฟล์ที่ได้รับ {day}", "Files received on {day}")
FILES_ALL = Text("ดูไฟล์ทั้งหมดที่ได้รับ", "All files received")
FILES_NONE = Text("ยังไม่มีไฟล์", "There are no files.")

# One unit
UNIT_COMPLETE = Text("ส่งแล้วและครบถ้วน ไม่มีสิ่งที่ต้องแก้ไข", "Returned and complete; nothing to correct.")
UNIT_TO_CORRECT = Text("ส่งแล้ว แต่มี {errors} จุดที่ต้องแก้ไข", "Returned, with {errors} things to correct.")
UNIT_MISSING = Text("ยังไม่มีไฟล์ที่นับได้ กำหนดส่ง {day}", "Nothing counts yet; due {day}.")
UNIT_OVERDUE = Text("ยังไม่มีไฟล์ที่นับได้ เลยกำหนด {day} มาแล้ว {late} วัน",
                    "Nothing counts yet; it was due {day}, {late} days ago.")
UNIT_FIRST = Text("ส่งครั้งแรกเมื่อ {time}", "First return on {time}.")
UNIT_LATE = Text("หลังกำหนด {late} วัน", "{late} days after the due date.")
STORY = Text("ลำดับเหตุการณ์", "What happened")
STORY_NONE = Text("ยังไม่มีเหตุการณ์", "Nothing has happened yet.")
RETURNS = Text("ไฟล์ที่ส่งมา", "What was sent")
RETURNS_NONE = Text("หน่วยงานนี้ยังไม่ส่งอะไรมา", "This unit has sent nothing yet.")
SENT = Text("ส่ง {time}", "Sent {time}")
FROM = Text("จาก {sender}", "from {sender}")
SAVED_BY = Text("บันทึกด้วย {program}", "saved by {program}")
NO_FINDINGS = Text("ไม่มีข้อค้นพบ", "Nothing was found.")
IN_CELLS = Text("เซลล์ {cells}", "cells {cells}")
EACH = Text("ดูทีละรายการ", "Each of them")
JOINED = Text("รวมจากหลายไฟล์", "Joined from several files")
JOINED_PART = Text("ส่วน", "Part")
JOINED_FILE = Text("มาจากไฟล์", "From the file")
CHANGES = Text("คำตอบที่เปลี่ยน", "Answers that changed")
WAS = Text("เดิม", "Was")
IS_NOW = Text("ใหม่", "Now")
BLANK = Text("(ว่าง)", "(empty)")
LETTERS_OF = Text("จดหมายถึงหน่วยงานนี้", "Letters to this unit")
WRITE_TO = Text("ร่างจดหมายถึงหน่วยงานนี้", "Draft a letter to this unit")
LETTERS_NONE = Text("ยังไม่มีจดหมายถึงหน่วยงานนี้", "There are no letters to this unit.")
DECIDE = Text("ตัดสินเรื่องไฟล์นี้", "Decide about this file")
VERDICTS = (
    ("accept", Text("รับตามที่ส่งมา ไม่ต้องแก้ไขอีก", "Accept it as it is; nothing to correct any more")),
    ("reject", Text("ไม่รับไฟล์นี้ เหมือนไม่ได้ส่งมา", "Reject it, as if it had not come")),
    ("prefer", Text("ให้นับไฟล์นี้แทนไฟล์อื่น", "Let this one count instead of the others")),
    ("alone", Text("นับไฟล์นี้ไฟล์เดียว ไม่รวมกับฉบับก่อน", "Count it alone, joined with no older one")),
    ("join", Text("เติมช่องว่างจากฉบับก่อนของหน่วยงาน", "Fill its empty cells from the unit's older returns")),
)
UNDO = Text("ยกเลิกคำตัดสินล่าสุดเรื่องไฟล์นี้", "Take back the last decision about it")
IS_UNIT = Text("เป็นของหน่วยงานอื่น:", "It is another unit's:")
REASON = Text("เหตุผล", "Reason")
REASON_HINT = Text("เช่น โทรศัพท์สอบถามแล้ว", "for example: asked by telephone")
BY = Text("ผู้ดำเนินการ", "Who decides")
EXTEND = Text("ขยายกำหนดส่ง", "Extend the due date")
NEW_DUE = Text("กำหนดส่งใหม่ (วัน/เดือน/ปี พ.ศ.)", "New due date (YYYY-MM-DD)")
NEW_DUE_HINT = Text("เช่น 7/12/2569", "for example 2026-12-07")
EXTEND_REASON = Text("เหตุผล หรือเลขที่หนังสือของหน่วยงาน", "Reason, or the number of the unit's letter")
NOTE = Text("บันทึกเรื่องของหน่วยงานนี้", "A note about this unit")
NOTE_HINT = Text("เช่น โทรแจ้งแล้ว จะส่งใหม่วันศุกร์", "for example: telephoned, they will send it again on Friday")

# Two units side by side
BESIDE_TITLE = Text("คำตอบของสองหน่วยงานเทียบกัน", "Two units' answers side by side")
BESIDE_COUNT = Text("เหมือนกันทุกคำ {same} จาก {all} ข้อความ", "{same} of {all} texts are the same, word for word")
BESIDE_SAME = Text("เหมือนกัน", "the same")
BESIDE_NONE = Text("ไม่มีข้อความตอบให้เทียบ", "There are no written answers to compare.")
BESIDE_OPEN = Text("เทียบกับหน่วยงานอื่น", "Compare with another unit")

# Erasure
FORGET_UNIT = Text("ลบข้อมูลบุคคลของหน่วยงานนี้", "Erase this unit's personal data")
FORGET_ALL = Text("ลบข้อมูลบุคคลของทุกหน่วยงาน", "Erase the personal data of all units")
FORGET_TEXT = Text("ลบถาวรจากทะเบียนรอบ ไฟล์ที่ได้รับ จดหมาย และสถานะที่เก็บไว้ คะแนนและสถานะการส่งคงเดิม",
                   "For good, from the ledger, the files received, letters and kept states; scores and standings stay.")
FORGET_OPEN = Text("ลบข้อมูล", "Erase")
FORGET_CONTACTS = Text("เฉพาะข้อมูลบุคคล (ชื่อ อีเมล โทรศัพท์ ผู้ส่ง)",
                       "Only what is personal (names, e-mail, telephone, senders)")
FORGET_TYPED = Text("ทุกข้อความที่พิมพ์มา", "All that was typed")
FORGET_BEFORE = Text("เฉพาะที่ส่งก่อนวันที่ (วัน/เดือน/ปี พ.ศ. เว้นว่างได้)",
                     "Only what was sent before (YYYY-MM-DD; may stay empty)")
FORGET_SURE = Text("เข้าใจว่ากู้คืนไม่ได้", "I understand that it cannot be brought back")

# Doubtful
DOUBTFUL_TITLE = Text("ไฟล์นี้เป็นของใคร", "Whose is it?")
DOUBTFUL_TEXT = Text("ไฟล์เหล่านี้ยังไม่นับ จนกว่าจะตัดสินว่าเป็นของหน่วยงานใด คำตัดสินยกเลิกได้ที่หน้าของหน่วยงาน",
                     "These files do not count until you say whose they are. A decision can be taken back on the "
                     "unit's page.")
DOUBTFUL_NONE = Text("ไม่มีไฟล์ที่รอตัดสิน", "Nothing waits for your decision.")
MADE_FOR = Text("ตัวแบบจัดทำไว้สำหรับหน่วยงานนี้", "The workbook was made for this unit.")
NAMED = Text("ชื่อไฟล์ ข้อมูลทั่วไป หรือผู้ส่ง ระบุหน่วยงานนี้",
             "The file's name, the cover or the sender names this unit.")
ALREADY = Text("มีไฟล์ที่นับอยู่แล้ว: {file} ({share})", "Has a return that counts: {file} ({share})")
ALREADY_NONE = Text("ยังไม่มีไฟล์ที่นับ", "Has nothing that counts.")
ITS = Text("เป็นของ {unit}", "It is {unit}'s")
OTHER_UNIT = Text("หน่วยงานอื่น", "Another unit")
LEAVE_OUT = Text("ไม่รับไฟล์นี้", "Reject this file")

# Letters
LETTERS_EMPTY = Text("ยังไม่มีจดหมาย กด “ร่างจดหมาย” เพื่อร่างถึงทุกหน่วยงานที่มีเรื่องต้องแก้ไข",
                     "There are no letters yet.")
LETTERS_TEXT = Text("โปรแกรมร่างจดหมายให้อ่านก่อน ไม่ส่งเอง เปิดไฟล์ .eml ด้วยโปรแกรมอีเมล หรือคัดลอกข้อความไปส่ง แล้วบันทึกว่าส่งแล้ว",
                    "Letters are drafted for you to read; nothing is sent by itself. Open the .eml in your mail "
                    "program, or copy the text, then mark it as sent.")
NO_CONTACT = Text("แบบนี้ไม่ได้ระบุผู้ติดต่อของส่วนกลาง จดหมายจึงลงชื่อว่า “หน่วยงานกลางที่ส่งแบบนี้” "
                  "ระบุชื่อ โทรศัพท์ และที่อยู่ส่งกลับได้ในนิยามแบบ ที่หน้า “แบบฟอร์ม”",
                  "The form names nobody to ask, so letters are signed “the central office that sent this form”. "
                  "Add name, telephone and return address to the form's definition, on the page “Form”.")
DRAFT_LETTERS = Text("ร่างจดหมาย", "Draft letters")
DRAFT_MORE = Text("ตัวเลือกเพิ่มเติม", "More choices")
DRAFT_OPTIONS = (
    ("remind", Text("เตือนหน่วยงานที่ยังไม่ส่ง แม้ยังไม่ถึงกำหนด",
                    "Remind those that sent nothing, also before the due day")),
    ("invite", Text("จดหมายเชิญพร้อมแบบฟอร์ม", "An invitation with the workbook")),
    ("receipt", Text("จดหมายตอบรับหน่วยงานที่ส่งแล้ว", "A receipt for those that returned it")),
    ("again", Text("ร่างซ้ำเรื่องที่เคยเขียนไปแล้ว", "Also what was written about before")),
)
DRAFT_UNIT = Text("เฉพาะหน่วยงาน", "Only for")
DRAFTS = Text("รอส่ง {count} ฉบับ", "{count} to be sent")
DRAFTS_ZIP = Text("ดาวน์โหลดร่างทั้งหมด (zip)", "Download all drafts (zip)")
LETTERS_BEFORE = Text("ส่งแล้วและปิดเรื่องแล้ว", "Sent and settled")
LETTER_KIND = {kind.value: Text(kind.label.th, kind.label.en.capitalize()) for kind in LetterKind}
LETTER_STATE = {
    "draft": Text("ร่างไว้", "Draft"), "sent": Text("ส่งแล้ว", "Sent"),
    "settled": Text("เรื่องจบแล้ว", "Settled"), "withdrawn": Text("ยกเลิกแล้ว", "Withdrawn"),
}
NO_ADDRESS = Text("ไม่ทราบที่อยู่อีเมล โปรดโทรศัพท์", "no address is known: please telephone")
LETTER_TO = Text("ถึง", "To")
LETTER_SUBJECT = Text("เรื่อง", "Subject")
LETTER_BODY = Text("ข้อความ", "Text")
LETTER_EML = Text("ดาวน์โหลด .eml", "Download the .eml")
LETTER_GONE = Text("ไม่มีไฟล์ของจดหมายนี้แล้ว", "The file of this letter is not there any more.")
LETTER_REF = Text("เลขที่หนังสือ", "The office's number")
SENT_ON = Text("วันที่ส่ง (วัน/เดือน/ปี พ.ศ. เว้นว่างคือวันนี้)", "Sent on (YYYY-MM-DD; empty for today)")
CHOOSE_ALL = Text("เลือกทั้งหมด", "Choose all")
MARK_SENT = Text("บันทึกว่าส่งแล้ว", "Mark as sent")
WITHDRAW = Text("ยกเลิกจดหมายนี้", "Withdraw this letter")
WITHDRAW_TEXT = Text("เรื่องในจดหมายจะร่างใหม่ได้อีกครั้ง", "What it asks for can be drafted again.")
COPY = Text("คัดลอกข้อความ", "Copy the text")
COPIED = Text("คัดลอกแล้ว", "Copied")
CHAT = Text("ข้อความสำหรับกลุ่มแชต", "Text for the chat group")
CHAT_TEXT = Text("คัดลอกไปวางในกลุ่มได้เลย", "Copy it into the group.")
TEMPLATES = Text("ถ้อยคำในจดหมาย", "The wording of letters")
TEMPLATES_TEXT = Text("แก้ถ้อยคำได้ในไฟล์ข้อความที่ {folder} จดหมายที่ร่างใหม่จะใช้ถ้อยคำนั้น",
                      "Change it in the text files in {folder}; new letters use them.")

# Results
RESULTS_EMPTY = Text("ยังไม่มีผลลัพธ์ จะมีเมื่อรับไฟล์ครั้งแรกแล้ว",
                     "There are no results before the first files were taken in.")
OPEN_REPORT = Text("เปิดรายงาน", "Open the report")
REPORT_FRAME = Text("รายงานของรอบนี้", "The report of this round")
FILES_OF_RESULTS = Text("ไฟล์ผลลัพธ์", "Files")
WORKBOOK_FILE = Text("ตารางรวมใน Excel", "Everything in one workbook")
REPORT_FILE = Text("รายงานหน้าเดียว ส่งต่อได้", "The report page, to send on")
OTHER_FILES = Text("ไฟล์สำหรับนักวิเคราะห์ ({count})", "Files for analysts ({count})")
DOWNLOAD = Text("ดาวน์โหลด", "Download")
TABLES = Text("ตาราง", "Tables")
TABLE_NAMES = {
    "returns": Text("แบบที่ส่งมา", "Returns"), "answers": Text("คำตอบ", "Answers"),
    "contacts": Text("ผู้ประสานงาน", "Contacts"), "scores": Text("คะแนน", "Scores"),
    "findings": Text("สิ่งที่พบ", "Findings"), "missing": Text("ยังไม่ส่ง", "Missing"),
    "changes": Text("คำตอบที่เปลี่ยน", "Changes"), "events": Text("เหตุการณ์", "Events"),
    "units": Text("หน่วยงาน", "Units"), "letters": Text("จดหมาย", "Letters"),
    "questions": Text("คำถามทั้งหมดของแบบ", "All questions of the form"),
}
PAGE_OF = Text("หน้า {number} จาก {pages}", "Page {number} of {pages}")
EARLIER = Text("ก่อนหน้า", "Earlier")
LATER = Text("ถัดไป", "Later")
ROW_COUNT = Text("{count} แถว", "{count} rows")
STATES = Text("สถานะที่เก็บไว้", "Kept states")
STATES_TEXT = Text("เก็บผลลัพธ์ ณ ตอนนี้ไว้เป็นชื่อ เพื่อเปรียบเทียบหรือเปิดดูภายหลัง",
                   "Keep the results as they are now under a name, to compare with later.")
STATES_NONE = Text("ยังไม่มีสถานะที่เก็บไว้", "No state was kept yet.")
STATE_NAME = Text("ชื่อ", "Name")
STATE_NAME_HINT = Text("เช่น รายงาน 16 พ.ย.", "for example: report of 16 Nov")
KEEP = Text("เก็บสถานะตอนนี้", "Keep the state of now")
COMPARE = Text("เปรียบเทียบ", "Compare")
COMPARE_OLD = Text("เดิม", "Earlier")
COMPARE_NEW = Text("ใหม่", "Later")
STATE_NOW = Text("ตอนนี้", "Now")
GIVE_AWAY = Text("ผลลัพธ์เพื่อส่งต่อ", "Results to give away")
GIVE_AWAY_TEXT = Text("ไฟล์ zip ของผลลัพธ์ ณ วันที่เลือก หรือไม่มีข้อมูลบุคคล",
                      "A zip of the results as of a day, or without personal data.")
AS_OF = Text("ณ วันที่ (วัน/เดือน/ปี พ.ศ. เว้นว่างคือวันนี้)", "As of (YYYY-MM-DD; empty for today)")
WITHOUT_PERSONS = Text("ไม่มีข้อมูลบุคคล", "Without personal data")
PREPARE = Text("เตรียมไฟล์", "Prepare the file")
READY = Text("ไฟล์พร้อมแล้ว", "The file is ready")
WRITE_AGAIN = Text("เขียนผลลัพธ์ใหม่", "Write the results again")
WRITE_AGAIN_TEXT = Text("ใช้เมื่อไฟล์ผลลัพธ์หายหรือถูกแก้ไข ข้อมูลในทะเบียนรอบไม่เปลี่ยน",
                        "If a file of the results was lost or changed; the round's ledger stays as it is.")

# Form
FORM_FACTS = (
    ("return_to", Text("ส่งคืนที่", "Send it back to")), ("contact_name", Text("ผู้ติดต่อ", "Whom to ask")),
    ("contact_phone", Text("โทรศัพท์", "Telephone")),
)
FORM_NO_RETURN = Text("ยังไม่ระบุที่ส่งคืนหรือผู้ติดต่อ หน่วยงานจะไม่รู้ว่าต้องส่งที่ใด ดาวน์โหลดนิยามแบบ เติมในแผ่น form แล้วอัปโหลด",
                      "It does not say where to send the workbook or whom to ask. Download the definition, fill in its "
                      "sheet form, and upload it.")
FORM_UNITS = Text("หน่วยงาน {count} แห่ง", "{count} units")
NOT_STATED = Text("ไม่ได้ระบุ", "not stated")
WEIGHTS = Text("น้ำหนักในคะแนนรวม (ร้อยละ)", "What each part weighs in the total, in per cent")
WEIGHT_OF = Text("ส่วน", "Part")
WEIGHT = Text("ร้อยละ", "Per cent")
DEFINITION = Text("แก้ไขนิยามแบบ", "Change the definition")
DEFINITION_TEXT = Text("วันครบกำหนด ที่ส่งคืน ผู้ติดต่อ คำถาม และรายชื่อหน่วยงานอยู่ในไฟล์ Excel ไฟล์เดียว",
                       "Due date, return address, contact, questions and units are in one workbook.")
DEFINITION_GET = Text("1. ดาวน์โหลดนิยามแบบ", "1. Download the definition")
DEFINITION_PUT = Text("2. แก้ไขใน Excel แล้วเลือกไฟล์", "2. Change it in Excel, then choose the file")
DEFINITION_CHECK = Text("ตรวจนิยามแบบ", "Check it")
DEFINITION_MISTAKES = Text("{name}: พบ {count} จุดที่ต้องแก้", "{name}: {count} mistakes")
DEFINITION_GOOD = Text("{name}: ไม่พบข้อผิดพลาด", "{name}: no mistakes")
DEFINITION_USE = Text("ใช้นิยามนี้", "Use this definition")
DEFINITION_USED = Text("จะใช้นิยามนี้เมื่อสร้างแบบฟอร์ม",
                       "This definition is used for the workbooks that you make now.")
WORKBOOKS = Text("แบบฟอร์มสำหรับส่งออก", "Workbooks to send out")
WORKBOOKS_NONE = Text("ยังไม่ได้สร้างแบบฟอร์ม", "No workbooks were made yet.")
WORKBOOKS_MADE = Text("สร้างแล้ว {count} ไฟล์", "{count} workbooks were made")
WORKBOOKS_ZIP = Text("ดาวน์โหลดทั้งหมด (zip)", "Download all (zip)")
INVITE = Text("ร่างจดหมายเชิญพร้อมแบบฟอร์ม", "Draft invitations with the workbooks")
MAKE_ALL = Text("ทุกหน่วยงาน", "For every unit")
MAKE_ONE = Text("หน่วยงานเดียว:", "For one unit:")
MAKE_BLANK = Text("แบบเปล่าที่เลือกหน่วยงานเอง", "One in which the unit is chosen")
SHEET_PASSWORD = Text("รหัสผ่านปลดล็อกแผ่นงาน", "Password of the locked sheets")
SHEET_PASSWORD_HINT = Text("เว้นว่างได้ โปรแกรมตั้งให้", "may stay empty: the program makes one")
MAKE = Text("สร้างแบบฟอร์ม", "Make the workbooks")

# Settings
SAVED = Text("บันทึกแล้ว", "Saved.")
SAVE = Text("บันทึก", "Save")
FILES_LANGUAGE = Text("ภาษาของไฟล์ที่โปรแกรมเขียน", "Language of the files that are written")
THAI = Text("ไทย", "Thai")
ENGLISH = Text("อังกฤษ", "English")
KEYS = Text("รหัสผ่านและกุญแจ", "Passwords and keys")
KEYS_TEXT = Text("จำไว้จนกว่าจะปิดโปรแกรม ไม่เขียนลงดิสก์", "Kept until the program ends, never written to the disk.")
KEYS_KNOWN = Text("รหัสผ่านเปิดไฟล์ {passwords} รายการ, กุญแจตราประจำแบบ: {key}",
                  "{passwords} passwords; key of the seal: {key}")
KEY_THERE = Text("มี", "yes")
KEY_NONE = Text("ไม่มี", "none")
SEAL_KEY = Text("ไฟล์กุญแจตราประจำแบบ (ถ้ามี)", "File with the key of the seal (if there is one)")
KEYS_FORGET = Text("ล้างรหัสผ่านและกุญแจ", "Forget passwords and key")
ICON = Text("ไอคอนเปิดโปรแกรม", "An icon to open the program")
ICON_TEXT = Text("สร้างไอคอนที่เปิดรอบนี้โดยตรง", "Make an icon that opens this round.")
ICON_MAKE = Text("สร้างไอคอน", "Make the icon")
ICON_MADE = Text("สร้างแล้ว: {path}", "It is there: {path}")
ROUND_FOLDER = Text("โฟลเดอร์ของรอบ", "The round's folder")
ROUND_FOLDER_TEXT = Text("สำรองข้อมูลได้โดยคัดลอกโฟลเดอร์นี้ทั้งโฟลเดอร์", "To back it up, copy the whole folder.")

# Search
SEARCH_TITLE = Text("ผลการค้นหา “{text}”", "Found for “{text}”")
SEARCH_EMPTY = Text("พิมพ์ชื่อหน่วยงาน ชื่อผู้ส่ง หรือชื่อไฟล์ในช่องด้านบน",
                    "Type a unit, a sender or a file name in the field above.")
SEARCH_NONE = Text("ไม่พบ “{text}” ลองคำที่สั้นกว่า", "Nothing contains “{text}”. Try a shorter text.")
