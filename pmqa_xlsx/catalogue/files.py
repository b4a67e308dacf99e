"""Findings about files and containers that could not be read, or only in part."""

from __future__ import annotations

from pmqa_xlsx.catalogue.model import FindingEntry, Severity
from pmqa_xlsx.text.language import NO_TEXT, Text

#: What goes before a sentence that is about several files of one container; and these facts, which are seldom there.
_MANY_TH, _MANY_EN = "[ไฟล์ข้างใน {count} ไฟล์ ({items}): ]", "[{count} files inside ({items}): ]"
_SELDOM = {"count": NO_TEXT, "items": NO_TEXT}
#: A reason in words for people, or a technical one.
_DETAIL_TH, _DETAIL_EN = "[ ({reason})][ (รายละเอียดทางเทคนิค: {why})]", "[ ({reason})][ (technical detail: {why})]"

ENTRIES = (
    FindingEntry(
        code="file-encrypted", severity=Severity.ERROR, rejects=True,
        title=Text("ไฟล์มีรหัสผ่าน", "File needs a password"),
        why=Text("ไฟล์ถูกเข้ารหัสไว้ จึงอ่านคำตอบไม่ได้จนกว่าจะทราบรหัสผ่านหรือนำรหัสผ่านออก",
                 "The file is encrypted; its answers cannot be read until the password is known or removed."),
        says=Text(f"{_MANY_TH}เปิด[{{kind}}|ไฟล์]ไม่ได้ เนื่องจากตั้งรหัสผ่านหรือเข้ารหัสไว้",
                  f"{_MANY_EN}The [{{kind}}|file] cannot be opened because it is encrypted or protected with a "
                  "password."),
        fix_text=Text("[{advice}|เปิดไฟล์ใน Excel ไปที่ ไฟล์ > ข้อมูล > ป้องกันเวิร์กบุ๊ก > เข้ารหัสลับด้วยรหัสผ่าน ลบรหัสผ่านออก "
                      "บันทึก แล้วส่งกลับ]",
                      "[{advice}|Open the file in Excel, go to File > Info > Protect Workbook > Encrypt with Password, "
                      "clear the password, save, and send the file back.]"),
        bad=Text("ไฟล์ .xlsx ที่ถามรหัสผ่านเมื่อเปิด", "an .xlsx file that asks for a password when opened"),
        good=Text("ไฟล์เดียวกันที่เปิดได้โดยไม่ถามรหัสผ่าน", "the same file, opening without a password"),
        sample={**_SELDOM, "kind": NO_TEXT,
                "advice": Text("เปิดไฟล์ใน LibreOffice แล้วบันทึกเป็น .xlsx โดยไม่ตั้งรหัสผ่าน แล้วส่งไฟล์นั้น",
                               "Open the file, save it as .xlsx without a password and send that file.")},
    ),
    FindingEntry(
        code="format-converted", severity=Severity.NOTICE,
        title=Text("ไฟล์ถูกบันทึกเป็นชนิดอื่น", "Saved in another format"),
        why=Text("ไฟล์ไม่ได้บันทึกจาก Excel เป็น .xlsx ตามแบบเดิม แต่ยังอ่านคำตอบได้ตามปกติ",
                 "The workbook was saved in another format or by another program. Its answers are read as usual."),
        says=Text("ไฟล์ถูกบันทึกเป็น[{kind}|ชนิดอื่น] และอ่านคำตอบแล้ว",
                  "The file was saved as[ {kind}| another format]; its answers were read."),
        fix_text=Text("ไม่ต้องดำเนินการใด ครั้งต่อไปขอให้บันทึกเป็น “เวิร์กบุ๊ก Excel (.xlsx)”",
                      "Nothing needs to be done. Next time please save as “Excel Workbook (.xlsx)”."),
        bad=Text("50.xls หรือ 50.ods", "50.xls or 50.ods"),
        good=Text("50.xlsx ที่บันทึกจาก Excel", "50.xlsx saved by Excel"),
        sample={"kind": Text("ไฟล์ OpenDocument", "an OpenDocument spreadsheet")},
    ),
    FindingEntry(
        code="not-a-workbook", severity=Severity.ERROR, rejects=True,
        title=Text("ไม่ใช่ไฟล์ Excel", "Not a workbook"),
        why=Text("เนื้อหาของไฟล์เป็นชนิดอื่น แม้ชื่อไฟล์อาจลงท้ายด้วย .xlsx จึงไม่มีคำตอบให้อ่าน",
                 "The file's content is of another kind, even if its name ends in .xlsx, so there are no answers to "
                 "read."),
        says=Text(f"{_MANY_TH}ไฟล์นี้ไม่ใช่ไฟล์ Excel[ แต่เป็น{{kind}}]",
                  f"{_MANY_EN}This file is not a workbook[; it is {{kind}}]."),
        fix_text=Text("[{advice}|ส่งไฟล์แบบเดิมที่กรอกแล้วเป็น .xlsx ไม่ต้องแปลงเป็น PDF รูปภาพ หรือไฟล์ชนิดอื่น]",
                      "[{advice}|Send the filled-in workbook itself as .xlsx, not a PDF, a picture or any other kind "
                      "of file.]"),
        bad=Text("แบบที่พิมพ์เป็น PDF แล้วเปลี่ยนชื่อเป็น 50.xlsx", "a PDF of the form renamed to 50.xlsx"),
        good=Text("ไฟล์ .xlsx ที่ได้รับไป กรอกและบันทึกใน Excel", "the .xlsx that was sent out, filled in and saved"),
        sample={**_SELDOM, "advice": NO_TEXT, "kind": Text("เอกสาร PDF", "a PDF document")},
    ),
    FindingEntry(
        code="file-damaged", severity=Severity.ERROR, rejects=True,
        title=Text("ไฟล์เสียหาย", "File is damaged"),
        why=Text("ไฟล์ว่างเปล่า ขาดหาย หรือเสียหายระหว่างส่ง จึงอ่านไม่ได้",
                 "The file is empty, incomplete or was damaged in transfer, so it cannot be read."),
        says=Text(f"{_MANY_TH}ไฟล์เสียหายและอ่านไม่ได้{_DETAIL_TH}",
                  f"{_MANY_EN}The file is damaged and cannot be read{_DETAIL_EN}."),
        fix_text=Text("ตรวจว่าเปิดไฟล์ต้นฉบับใน Excel ได้ แล้วส่งไฟล์นั้นอีกครั้ง",
                      "Check that your own copy opens in Excel, then send it again."),
        bad=Text("ไฟล์ขนาด 0 ไบต์ หรือดาวน์โหลดไม่ครบ", "a file of 0 bytes, or one downloaded only in part"),
        good=Text("ไฟล์ที่เปิดใน Excel ได้", "a file that opens in Excel"),
        sample={**_SELDOM, "reason": Text("ไฟล์ไม่ครบ", "the file ends too early"), "why": Text("BadZipFile")},
    ),
    FindingEntry(
        code="file-unsafe", severity=Severity.ERROR, rejects=True,
        title=Text("ไฟล์ไม่ปลอดภัยที่จะเปิด", "File is not safe to open"),
        why=Text("โครงสร้างภายในไฟล์ผิดปกติ เช่น ขยายแล้วใหญ่เกินไป หรือซ้อนกันหลายชั้น จึงไม่เปิดเพื่อความปลอดภัย",
                 "The file has an abnormal structure, e.g. it is far too large when unpacked or nested too deeply. "
                 "It is not opened."),
        says=Text(f"{_MANY_TH}ไฟล์มีโครงสร้างผิดปกติ จึงไม่ได้เปิดเพื่อความปลอดภัย{_DETAIL_TH}",
                  f"{_MANY_EN}The file has an abnormal structure and was not opened, for safety{_DETAIL_EN}."),
        fix_text=Text("[{advice}|คัดลอกเฉพาะคำตอบลงในไฟล์แบบที่ได้รับไป บันทึกเป็น .xlsx แล้วส่งไฟล์นั้นโดยตรง]",
                      "[{advice}|Copy only the answers into the workbook that was sent out, save it as .xlsx and send "
                      "that file directly.]"),
        bad=Text("ไฟล์ zip ที่มี zip ซ้อนกันหลายสิบชั้น", "a zip with dozens of zips inside each other"),
        good=Text("ไฟล์ .xlsx ที่บันทึกจาก Excel", "an .xlsx saved by Excel"),
        sample={**_SELDOM, "advice": NO_TEXT, "reason": Text("ขยายแล้วใหญ่เกินกำหนด", "too large when unpacked"),
                "why": Text("inflated size")},
    ),
    FindingEntry(
        code="file-unreadable", severity=Severity.ERROR, rejects=True,
        title=Text("อ่านไฟล์ไม่ได้", "File cannot be read"),
        why=Text("โปรแกรมอ่านไฟล์นี้ไม่สำเร็จหรือใช้เวลานานเกินไป ไฟล์อื่นยังอ่านต่อตามปกติ",
                 "Reading this file failed or took too long. The other files are read as usual."),
        says=Text(f"{_MANY_TH}อ่านไฟล์นี้ไม่ได้{_DETAIL_TH}", f"{_MANY_EN}This file could not be read{_DETAIL_EN}."),
        fix_text=Text("เปิดไฟล์ใน Excel บันทึกเป็นไฟล์ใหม่ชนิด .xlsx แล้วส่งไฟล์ใหม่",
                      "Open the file in Excel, save it as a new .xlsx file and send the new one."),
        bad=Text("ไฟล์ที่มีแถวว่างจัดรูปแบบไว้เป็นล้านแถว", "a file with a million formatted empty rows"),
        good=Text("ไฟล์แบบเดิมที่กรอกเฉพาะช่องคำตอบ", "the workbook that was sent out, with only answer cells filled in"),
        sample={**_SELDOM, "reason": Text("ใช้เวลานานเกินกำหนด", "it took too long"), "why": Text("time limit")},
    ),
    FindingEntry(
        code="active-content", severity=Severity.WARNING,
        title=Text("มีแมโครหรือลิงก์ภายนอก", "Macros or external links"),
        why=Text("ไฟล์มีสิ่งที่ทำงานเองหรือดึงข้อมูลจากที่อื่นได้ โปรแกรมอ่านเฉพาะค่าในช่อง ไม่เรียกใช้สิ่งเหล่านั้น",
                 "The file contains parts that can run or load data from elsewhere. Only the values are read; nothing "
                 "is run or loaded."),
        says=Text("ไฟล์มีแมโคร ลิงก์ภายนอก หรือวัตถุฝังตัว[: {items}]",
                  "The file contains macros, external links or embedded objects[: {items}]."),
        fix_text=Text("ตรวจว่าตั้งใจใส่ไว้หรือไม่ หากไม่ตั้งใจ ให้นำออก บันทึกเป็น .xlsx แล้วส่งกลับ",
                      "Check whether they were added on purpose; if not, remove them, save as .xlsx and send it back."),
        bad=Text("50.xlsm ที่มีแมโคร", "50.xlsm with macros"),
        good=Text("50.xlsx ที่มีแต่คำตอบ", "50.xlsx with answers only"),
        sample={"items": Text("xl/vbaProject.bin")},
    ),
    FindingEntry(
        code="archive-unsupported", severity=Severity.ERROR, rejects=True,
        title=Text("ไฟล์บีบอัดชนิดที่เปิดไม่ได้", "Archive of an unsupported kind"),
        why=Text("เปิดได้เฉพาะไฟล์ .zip และอีเมล ไฟล์บีบอัดชนิดอื่นไม่ได้เปิดอ่าน",
                 "Only .zip files and e-mails are opened; archives of other kinds are not."),
        says=Text(f"{_MANY_TH}ไฟล์บีบอัดชนิด[ {{kind}} |นี้]เปิดไม่ได้",
                  f"{_MANY_EN}An archive of [the kind {{kind}}|this kind] cannot be opened."),
        fix_text=Text("[{advice}|แนบไฟล์ .xlsx โดยตรง หรือบีบอัดเป็น .zip (คลิกขวาที่ไฟล์ > ส่งไปยัง > โฟลเดอร์ที่บีบอัด) แล้วส่งใหม่]",
                      "[{advice}|Attach the .xlsx itself, or compress it as .zip (right-click > Send to > Compressed "
                      "folder), and send it again.]"),
        bad=Text("50.rar", "50.rar"),
        good=Text("50.xlsx หรือ 50.zip", "50.xlsx or 50.zip"),
        sample={**_SELDOM, "advice": NO_TEXT, "kind": Text(".rar")},
    ),
    FindingEntry(
        code="no-workbook", severity=Severity.WARNING,
        title=Text("ไม่มีไฟล์แบบแนบมา", "No workbook inside"),
        why=Text("อีเมลหรือไฟล์บีบอัดนี้ไม่มีไฟล์ Excel จึงไม่นับเป็นการส่งแบบ",
                 "The e-mail or archive contains no workbook, so it does not count as a return."),
        says=Text("ไม่พบไฟล์ Excel ในอีเมลหรือไฟล์บีบอัดนี้[ พบเพียง {items}][ และลิงก์ {link}]",
                  "There is no workbook in this e-mail or archive[, only {items}][; its text has a link: {link}]."),
        fix_text=Text("[{advice}|แนบไฟล์แบบที่กรอกแล้ว (.xlsx) แล้วส่งอีกครั้ง]",
                      "[{advice}|Attach the filled-in workbook (.xlsx) and send it again.]"),
        bad=Text("อีเมลที่เขียนว่า “ส่งแบบตามแนบ” แต่ไม่มีไฟล์แนบ", "a mail that says “form attached” with nothing attached"),
        good=Text("อีเมลที่แนบ 50.xlsx", "a mail with 50.xlsx attached"),
        sample={"items": Text("หนังสือนำส่ง.pdf", "letter.pdf"), "link": NO_TEXT, "advice": NO_TEXT},
    ),
    FindingEntry(
        code="other-attachment", severity=Severity.NOTICE,
        title=Text("ไฟล์อื่นที่แนบมาด้วย", "Another file with the workbook"),
        why=Text("ไฟล์ที่แนบมาพร้อมแบบ เช่น หนังสือนำส่ง เก็บไว้ในโฟลเดอร์ต้นฉบับ แต่ไม่มีคำตอบให้อ่าน",
                 "A file that was sent with the workbook, such as a letter, is kept with the originals; it contains "
                 "no answers."),
        says=Text("มีไฟล์อื่นแนบมาด้วย[อีก {count} ไฟล์][: {name}][ ({kind})] และเก็บไว้แล้ว",
                  "[{count} other files|Another file] [{?count}were|was] sent with the workbook[: {name}][ ({kind})]; "
                  "[{?count}they are|it is] kept."),
        fix_text=Text("ไม่ต้องดำเนินการใด", "Nothing needs to be done."),
        bad=Text("หนังสือนำส่ง.pdf แนบมาพร้อม 50.xlsx", "letter.pdf attached with 50.xlsx"),
        good=Text("50.xlsx เพียงไฟล์เดียว", "50.xlsx alone"),
        sample={"name": Text("หนังสือนำส่ง.pdf", "letter.pdf"), "kind": Text("ไฟล์ PDF", "a PDF document"),
                "count": NO_TEXT},
    ),
)
