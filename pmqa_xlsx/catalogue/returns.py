"""Findings about a return in relation to others: duplicates, newer returns, dates."""

from __future__ import annotations

from pmqa_xlsx.catalogue.model import FindingEntry, Severity
from pmqa_xlsx.text.language import Text

_OTHER = {"other": Text("inbox/50_new.xlsx")}

ENTRIES = (
    FindingEntry(
        code="duplicate-file", severity=Severity.NOTICE,
        title=Text("ไฟล์ซ้ำ", "Same file twice"),
        why=Text("ไฟล์นี้เหมือนกับอีกไฟล์หนึ่งทุกประการ จึงนับเพียงครั้งเดียว",
                 "The file is the same, byte for byte, as another one, so it counts only once."),
        says=Text("ไฟล์นี้เหมือนกับ[ {other} |อีกไฟล์หนึ่ง]ทุกประการ",
                  "This file is the same, byte for byte, as [{other}|another one]."),
        fix_text=Text("ไม่ต้องดำเนินการใด", "Nothing needs to be done."),
        bad=Text("50.xlsx แนบมาในอีเมลสองฉบับ", "50.xlsx attached to two mails"),
        good=Text("50.xlsx ส่งมาครั้งเดียว", "50.xlsx sent once"),
        sample=_OTHER,
    ),
    FindingEntry(
        code="superseded", severity=Severity.NOTICE,
        title=Text("มีฉบับใหม่กว่า", "A newer return counts"),
        why=Text("หน่วยงานเดียวกันส่งแบบเดียวกันของปีเดียวกันมาใหม่ จึงใช้ฉบับที่ใหม่กว่า ฉบับนี้เก็บไว้แต่ไม่นับ",
                 "The same unit sent the same form of the same year again; the newer one counts and this one is kept "
                 "but not counted."),
        says=Text("[{?emptier}ฉบับนี้ไม่มีคำตอบ และมีฉบับอื่น|มีฉบับที่ใหม่กว่า]ของหน่วยงานนี้[: {other}][ (ส่งเมื่อ {sent})] "
                  "จึงไม่นับฉบับนี้",
                  "[{?emptier}This return has no answers, so another one|A newer return] of this unit counts "
                  "instead[: {other}][ (sent {sent})]."),
        fix_text=Text("ไม่ต้องดำเนินการใด หากต้องการให้ใช้ฉบับนี้ ขอให้[{?emptier}กรอกคำตอบแล้ว]ส่งฉบับนี้อีกครั้ง",
                      "Nothing needs to be done; if this return should count instead,[{?emptier} fill it in and] send "
                      "it again."),
        bad=Text("ฉบับที่ส่งเมื่อ 1 พ.ย. เมื่อมีฉบับของ 5 พ.ย.", "the return of 1 November when there is one of 5 November"),
        good=Text("ฉบับที่ส่งเมื่อ 5 พ.ย.", "the return of 5 November"),
        sample={**_OTHER, "sent": Text("5 พฤศจิกายน 2569", "5 November 2026"), "emptier": Text()},
    ),
    FindingEntry(
        code="less-complete", severity=Severity.WARNING,
        title=Text("ฉบับใหม่มีคำตอบน้อยกว่าเดิม", "Newer but less complete"),
        why=Text("ฉบับที่ใหม่กว่ามีคำตอบน้อยกว่าฉบับก่อน อาจส่งผิดไฟล์ ฉบับใหม่ยังเป็นฉบับที่นับ",
                 "The newer return has fewer answers than the one before; perhaps the wrong file was sent. The newer "
                 "one still counts."),
        says=Text("ฉบับนี้ใหม่กว่า[ {other}|ฉบับก่อน] แต่มีคำตอบน้อยกว่า "
                  "คำตอบที่หายไป[มี {count} ช่อง|มีบางช่อง][ ได้แก่ {lost}]",
                  "This return is newer than [{other}|the one before], but has fewer answers. "
                  "[Lost answers ({count})|Some answers were lost][: {lost}]."),
        fix_text=Text("ตรวจว่าส่งถูกไฟล์ หากคำตอบหายไปโดยไม่ตั้งใจ ให้กรอกเพิ่ม บันทึก แล้วส่งกลับ",
                      "Check that the right file was sent; if answers were lost by mistake, fill them in again, save "
                      "and send it back."),
        bad=Text("ฉบับแรกกรอก 120 ช่อง ฉบับหลังกรอก 80 ช่อง", "120 answers in the first return, 80 in the second"),
        good=Text("ฉบับหลังกรอกครบกว่าฉบับแรก", "the second return more complete than the first"),
        sample={"other": Text("inbox/50_old.xlsx"), "count": Text("2"),
                "lost": Text("หมวด 1 D7 “มี”; หมวด 1 D8 “มี”", "Category 1 D7 “Yes”; Category 1 D8 “Yes”")},
    ),
    FindingEntry(
        code="late", severity=Severity.WARNING,
        title=Text("ส่งหลังกำหนด", "Late"),
        why=Text("แบบมาถึงหลังวันครบกำหนด คำตอบยังนับตามปกติ",
                 "The return was sent after the due date. Its answers still count."),
        says=Text("ส่งหลังกำหนด[ {days} วัน][ (กำหนดส่ง {due})][ (ส่งเมื่อ {sent})]",
                  "The return was sent[ {days} day(s)] after the due date[ ({due})][, on {sent}]."),
        fix_text=Text("ไม่ต้องส่งใหม่ หากมีเหตุจำเป็น ขอให้แจ้งส่วนกลาง",
                      "It need not be sent again; if there was a reason, please inform the central office."),
        bad=Text("ส่งวันที่ 5 ธ.ค. เมื่อกำหนดคือ 30 พ.ย.", "sent on 5 December when due on 30 November"),
        good=Text("ส่งภายในวันที่ 30 พ.ย.", "sent by 30 November"),
        sample={"days": Text("5"), "due": Text("30 พฤศจิกายน 2569", "30 November 2026"),
                "sent": Text("5 ธันวาคม 2569", "5 December 2026")},
    ),
)
