"""All reasons why a file or one of its parts is not read, in words for people."""

from __future__ import annotations

from pmqa_xlsx.text.language import Text

#: About a workbook.
PART_MISSING = Text("ส่วนประกอบของไฟล์หายไป", "a part of it is missing")
BROKEN_XML = Text("โครงสร้าง XML ภายในไฟล์เสียหาย", "its XML is broken")
BROKEN_RECORDS = Text("โครงสร้างข้อมูลภายในไฟล์เสียหาย", "its records are broken")
NO_SHEET = Text("ไม่มีแผ่นงานในไฟล์", "it contains no worksheet")
BAD_ADDRESS = Text("มีช่องที่อยู่นอกแผ่นงาน", "a cell is outside the worksheet")
BAD_VALUE = Text("มีช่องที่อ่านค่าไม่ได้", "the value of a cell cannot be read")

DOUBLED = Text("มีส่วนประกอบชื่อซ้ำกัน", "two of its parts have the same name")
DOCUMENT_TYPE = Text("มีการประกาศชนิดเอกสาร (DTD) ใน XML", "its XML declares a document type")
TOO_MANY_TAGS = Text("XML ใหญ่เกินกำหนด", "its XML is too large")
TOO_MANY_RECORDS = Text("มีระเบียนข้อมูลมากเกินกำหนด", "it contains too many records")
XML_TOO_DEEP = Text("XML ซ้อนกันลึกเกินกำหนด", "its XML is nested too deeply")
LONG_TOKEN = Text("XML มีข้อความยาวเกินกำหนด", "its XML contains a text that is far too long")
COSTLY = Text("ถอดรหัสต้องใช้เวลาหรือหน่วยความจำมากเกินกำหนด", "decrypting it would take too much time or memory")
TOO_MANY_CELLS = Text("มีช่องที่มีข้อมูลมากเกินกำหนด", "it has too many filled cells")

#: A kind of file, not a reason.
OTHER_OFFICE = Text("ไฟล์ Office ชนิดอื่น", "an Office file that is not a workbook")
NO_STRUCTURE = Text("เนื้อหาไม่มีโครงสร้างของไฟล์ Excel", "its content does not have a workbook's structure")

#: About an archive, or a mail.
TOO_LARGE = Text("ไฟล์ใหญ่เกินกำหนด", "the file is too large")
TOO_MANY = Text("มีรายการข้างในมากเกินกำหนด", "it contains too many entries")
TOO_MANY_MAILS = Text("มีอีเมลมากเกินกำหนด 50,000 ฉบับ", "it contains more than 50,000 mails")
TOO_DEEP = Text("ซ้อนกันหลายชั้นเกินกำหนด", "it is nested too deeply")
GROWS = Text("ขยายแล้วใหญ่เกินกำหนด", "too large when unpacked")
OVERLAP = Text("รายการข้างในซ้อนทับกัน", "its entries overlap")
NOT_A_ZIP = Text("ไฟล์ไม่ครบหรือโครงสร้าง zip เสียหาย", "the file ends too early or its zip structure is broken")
BAD_MEMBER = Text("ข้อมูลข้างในเสียหาย", "the data inside is damaged")
#: Kinds of archives, not reasons.
ZIP_METHOD = Text(".zip (วิธีบีบอัด {method})", ".zip (method {method})")
UNKNOWN_METHOD = Text(".zip (วิธีบีบอัดที่ไม่รู้จัก)", ".zip (an unknown method)")
LOCKED_ZIP = Text("ไฟล์ zip", "zip archive")

#: About a file in a folder.
LINK = Text("เป็นลิงก์ไปยังที่อื่น", "it is a link to another place")
SPECIAL = Text("ไม่ใช่ไฟล์ธรรมดา", "it is not a regular file")
FOLDERS_TOO_DEEP = Text("โฟลเดอร์ซ้อนกันลึกเกินไป", "folders are nested too deeply")

#: Why the operator's own computer did not let a file be read, and what to do; never the sender's fault.
HELD = Text("ไฟล์เปิดอยู่ในโปรแกรมอื่นหรือไม่มีสิทธิ์อ่าน โปรดปิดไฟล์หรือขอสิทธิ์อ่าน แล้วทำอีกครั้ง",
            "it is open in another program, or you have no permission to read it; close it there, or get permission, "
            "and try again")
VANISHED = Text("ไฟล์หายไประหว่างอ่าน โปรดตรวจว่าไฟล์ยังอยู่ แล้วทำอีกครั้ง",
                "it no longer exists; check where it is, and try again")
NOT_OPENED = Text("ระบบเปิดไฟล์นี้ไม่ได้ โปรดคัดลอกไปไว้ในโฟลเดอร์อื่นหรือเปลี่ยนชื่อ แล้วทำอีกครั้ง",
                  "the system cannot open it; copy it to another folder or rename it, and try again")

#: About a reader, by the end of its process.
READER_FAILED = {
    "raised": Text("เกิดข้อผิดพลาดในโปรแกรมที่อ่านไฟล์", "the program that reads it failed on it"),
    "died": Text("โปรแกรมอ่านไฟล์หยุดทำงาน", "the reader crashed on it"),
    "timeout": Text("ใช้เวลาอ่านนานเกินไป", "reading it takes too long"),
    "memory": Text("ใช้หน่วยความจำมากเกินไป", "reading it takes too much memory"),
}

#: Advice to a sender if it differs from the finding's usual fix.
SAVE_ODS_PLAIN = Text("เปิดไฟล์ เลือก ไฟล์ > บันทึกเป็น เอาเครื่องหมายหน้า “บันทึกพร้อมรหัสผ่าน” ออก เลือกชนิดไฟล์ .xlsx แล้วส่งไฟล์นั้น",
                      "Open the file, choose File > Save As, clear “Save with password”, choose the type .xlsx and "
                      "send that file.")
