"""All reasons why a file or one of its parts is not read, in words for people, and advice to its sender."""

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

#: Advice to a sender if the finding's usual fix would not help: the fact ``advice`` of a finding.
SAVE_ODS_PLAIN = Text("เปิดไฟล์ เลือก ไฟล์ > บันทึกเป็น เอาเครื่องหมายหน้า “บันทึกพร้อมรหัสผ่าน” ออก เลือกชนิดไฟล์ .xlsx แล้วส่งไฟล์นั้น",
                      "Open the file, choose File > Save As, clear “Save with password”, choose the type .xlsx and "
                      "send that file.")
OPEN_ZIP_WITHOUT_PASSWORD = Text(
    "บีบอัดเป็น .zip ใหม่โดยไม่ตั้งรหัสผ่าน (คลิกขวาที่ไฟล์ > ส่งไปยัง > โฟลเดอร์ที่บีบอัด) หรือแนบไฟล์ .xlsx โดยตรง "
    "หากจำเป็นต้องตั้งรหัสผ่าน โปรดแจ้งรหัสผ่านของไฟล์ zip ให้ส่วนกลางทราบทางโทรศัพท์",
    "Compress the file as .zip again without a password (right-click > Send to > Compressed folder), or attach the "
    ".xlsx itself. If it must have a password, give the office the password of the zip by telephone.")
PACK_AGAIN = Text(
    "บีบอัดใหม่ด้วย Windows (คลิกขวาที่ไฟล์ > ส่งไปยัง > โฟลเดอร์ที่บีบอัด) หรือแนบไฟล์ .xlsx โดยตรง แล้วส่งใหม่",
    "Compress it again with Windows itself (right-click > Send to > Compressed folder), or attach the .xlsx itself, "
    "and send it again.")
PACK_IN_ONE_PIECE = Text(
    "ไฟล์ที่บีบอัดถูกแบ่งเป็นหลายส่วน แต่ละส่วนเปิดเองไม่ได้ ให้บีบอัดใหม่เป็นไฟล์ .zip ไฟล์เดียวโดยไม่แบ่งส่วน หรือแนบไฟล์ .xlsx โดยตรง",
    "The archive was split into parts, and no part can be opened alone. Compress it again as one .zip without "
    "splitting it, or attach the .xlsx itself.")
REMOVE_RESTRICTIONS = Text(
    "ไฟล์ถูกจำกัดสิทธิ์หรือเข้ารหัสด้วยป้ายกำกับ (Sensitivity) ผู้ที่อยู่นอกหน่วยงานจึงเปิดไม่ได้ ให้เปิดไฟล์ใน Excel ไปที่ ไฟล์ > ข้อมูล > "
    "ป้องกันเวิร์กบุ๊ก > จำกัดการเข้าถึง แล้วเลือก การเข้าถึงแบบไม่จำกัด หรือที่ หน้าแรก > ระดับความลับ เลือกป้ายที่ไม่เข้ารหัส บันทึก แล้วส่งใหม่",
    "Rights management or an encrypting sensitivity label lets nobody else open it. In Excel, go to File > Info > "
    "Protect Workbook > Restrict Access and choose Unrestricted Access, or under Home > Sensitivity choose a label "
    "without encryption; save and send it again.")
SEND_IN_ONE_MAIL = Text(
    "โปรแกรมอีเมลแบ่งอีเมลออกเป็นหลายฉบับ ให้ปิดการแบ่งข้อความในการตั้งค่าบัญชี (ข้อความที่ใหญ่กว่า … KB) หรือส่งจากเว็บเมล "
    "แล้วแนบไฟล์ .xlsx ส่งใหม่ในอีเมลฉบับเดียว",
    "The mail program split the mail into several ones. Switch off splitting in its account settings (“break apart "
    "messages larger than …”) or use webmail, and send the .xlsx again in one mail.")
SEND_AS_HTML = Text(
    "Outlook รวมไฟล์แนบไว้ใน winmail.dat ให้ไปที่ ไฟล์ > ตัวเลือก > จดหมาย ใน Outlook เลือกเขียนข้อความเป็น HTML "
    "(ไม่ใช่ Rich Text) แล้วแนบไฟล์ .xlsx ส่งใหม่ หรือส่งจากเว็บเมล",
    "Outlook put the attachments into winmail.dat. In Outlook go to File > Options > Mail, choose to compose messages "
    "in HTML (not Rich Text), attach the .xlsx and send it again, or send it from webmail.")
SAVE_MAILS_OF_PST = Text(
    "ไฟล์นี้เป็นที่เก็บจดหมายทั้งชุดของ Outlook ให้เปิดใน Outlook แล้วลากจดหมายที่มีไฟล์แบบออกมาวางในโฟลเดอร์ "
    "หรือบันทึกไฟล์ .xlsx ที่แนบ แล้วส่งไฟล์เหล่านั้น",
    "This is a whole mail store of Outlook. Open it in Outlook, drag the mails with the workbooks into a folder, or "
    "save the attached .xlsx files, and use those.")
ATTACH_THE_FILE_ITSELF = Text(
    "ทางลัดชี้ไปยังไฟล์ในเครื่องของผู้ส่งเท่านั้น ให้คลิกขวาที่ทางลัด เลือก เปิดตำแหน่งที่ตั้งไฟล์ แล้วแนบไฟล์ .xlsx ที่อยู่ในนั้น",
    "A shortcut is only a link to a file on the sender's own computer. Right-click it, choose Open file location, and "
    "attach the .xlsx that is there.")
DOWNLOAD_AND_ATTACH = Text(
    "โปรแกรมไม่เปิดลิงก์ ให้เปิดลิงก์ด้วยตนเอง เลือกดาวน์โหลด แล้วแนบไฟล์ .xlsx ที่ดาวน์โหลดมากับอีเมล",
    "Links are not opened here. Open the link yourself, choose Download, and attach the downloaded .xlsx to the mail.")
ATTACH_AS_COPY = Text(
    "Outlook ส่งเพียงลิงก์ไปยังไฟล์ ไม่ได้ส่งตัวไฟล์ เมื่อแนบไฟล์ให้เลือก แนบเป็นสำเนา (ไม่ใช่ แชร์ลิงก์) แล้วส่งใหม่",
    "Outlook sent a link to the file, not the file. When attaching it choose Attach as copy (not Share link), and send "
    "it again.")
COMPRESS_PICTURES = Text(
    "หากมีรูปภาพในไฟล์มาก ให้คลิกรูปภาพใน Excel ไปที่ รูปแบบรูปภาพ > บีบอัดรูปภาพ เลือกใช้กับทุกรูปและขนาดสำหรับอีเมล "
    "หรือลบรูปภาพออกแล้วแนบแยกต่างหาก บันทึก แล้วส่งใหม่",
    "If it contains many pictures: click one in Excel, go to Picture Format > Compress Pictures, choose all pictures "
    "and the size for e-mail; or remove the pictures and attach them separately. Save and send it again.")
EXPORT_IN_PARTS = Text(
    "ให้ส่งออกโฟลเดอร์จดหมายเป็นส่วน ๆ เช่น ทีละเดือน ส่วนละไม่เกิน 500 เมกะไบต์ และ 50,000 ฉบับ",
    "Export the mail folder in parts, e.g. by month, of at most 500 MB and 50,000 mails each.")
SEND_FEWER_AT_ONCE = Text(
    "ส่งไฟล์ .xlsx โดยตรง หรือบีบอัดเฉพาะไฟล์แบบที่กรอกแล้วเป็นไฟล์ .zip ขนาดเล็ก",
    "Send the .xlsx files themselves, or put only the filled-in workbooks into a small .zip.")
SEND_UNENCRYPTED_MAIL = Text(
    "ส่งอีเมลใหม่โดยไม่เข้ารหัส (ใน Outlook ยกเลิก ตัวเลือก > เข้ารหัสลับ) ลงลายมือชื่อดิจิทัลได้ตามปกติ",
    "Send the mail again without encryption (in Outlook switch off Options > Encrypt); a digital signature is allowed.")
