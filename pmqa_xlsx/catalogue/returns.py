"""Findings about a return among the other returns: doubles, older and newer ones, joined parts, dates, whose it is."""

from __future__ import annotations

from pmqa_xlsx.catalogue.model import CatalogueEntry, Severity, words
from pmqa_xlsx.text.language import Text

_OTHER = {"other": Text("50_new.xlsx")}
_SENT = {"sent": Text("5 พฤศจิกายน 2569", "5 November 2026")}
_NOTHING = words(Text("ไม่ต้องดำเนินการใด", "Nothing needs to be done."))
_UNITS = {"made_for": Text("หน่วย ก", "Unit A"), "named": Text("หน่วย ข", "Unit B")}

ENTRIES = (
    CatalogueEntry(
        code="duplicate-file", severity=Severity.NOTICE,
        title=Text("ไฟล์ซ้ำ", "Same file twice"),
        why=Text("ไฟล์นี้เหมือนกับอีกไฟล์หนึ่งทุกประการ จึงนับเพียงครั้งเดียว",
                 "The file is the same, byte for byte, as another one, so it counts only once."),
        message=words(Text("ไฟล์นี้เหมือนกับ {other} ทุกประการ", "This file is the same, byte for byte, as {other}."),
                      Text("ไฟล์นี้เหมือนกับอีกไฟล์หนึ่งทุกประการ",
                           "This file is the same, byte for byte, as another one.")),
        fix=words(Text("ไม่ต้องดำเนินการใด", "Nothing needs to be done.")),
        bad=Text("50.xlsx แนบมาในอีเมลสองฉบับ", "50.xlsx attached to two mails"),
        good=Text("50.xlsx ส่งมาครั้งเดียว", "50.xlsx sent once"),
        sample=_OTHER,
    ),
    CatalogueEntry(
        code="resent-older", severity=Severity.WARNING,
        title=Text("ส่งไฟล์เดิมซ้ำหลังมีฉบับใหม่", "An older file sent again"),
        why=Text("ไฟล์เดิมถูกส่งมาอีกครั้งหลังจากมีฉบับที่ใหม่กว่าแล้ว ฉบับที่ใหม่กว่ายังเป็นฉบับที่นับ",
                 "The same file came again after a newer return. The newer one still counts."),
        message=words(
            Text("ไฟล์นี้เคยส่งมาแล้ว และมีฉบับที่ใหม่กว่าคือ {other}",
                 "This file came before, and there is a newer return: {other}."),
            Text("ไฟล์นี้เคยส่งมาแล้ว และมีฉบับที่ใหม่กว่า", "This file came before, and there is a newer return."),
            details=[Text("ฉบับนั้นส่งเมื่อ {sent}", "That one was sent on {sent}.")]),
        fix=words(
            Text("หากต้องการใช้ข้อมูลในไฟล์นี้ ขอให้แจ้งส่วนกลาง หากไม่ต้องการ ไม่ต้องดำเนินการใด",
                 "If the answers in this file are the right ones, tell the central office; otherwise nothing needs "
                 "to be done.")),
        bad=Text("ตอบอีเมลเก่าแล้วไฟล์เก่าติดมาด้วย", "a reply to an old mail with its old attachment"),
        good=Text("ส่งเฉพาะไฟล์ฉบับล่าสุด", "only the latest file is sent"),
        sample={**_OTHER, **_SENT},
    ),
    CatalogueEntry(
        code="superseded", severity=Severity.NOTICE,
        title=Text("มีฉบับใหม่กว่า", "A newer return counts"),
        why=Text("หน่วยงานเดียวกันส่งแบบเดียวกันของปีเดียวกันมาใหม่ จึงใช้ฉบับที่ใหม่กว่า ฉบับนี้เก็บไว้แต่ไม่นับ",
                 "The same unit sent the same form of the same year again; the newer one counts and this one is kept "
                 "aside."),
        message=words(
            Text("มีฉบับที่ใหม่กว่าของหน่วยงานนี้ คือ {other} จึงไม่นับฉบับนี้",
                 "A newer return of this unit counts instead: {other}."),
            Text("มีฉบับที่ใหม่กว่าของหน่วยงานนี้ จึงไม่นับฉบับนี้", "A newer return of this unit counts instead."),
            details=[Text("ฉบับนั้นส่งเมื่อ {sent}", "That one was sent on {sent}.")]),
        fix=words(
            Text("ไม่ต้องดำเนินการใด หากต้องการให้ใช้ฉบับนี้ ขอให้แจ้งส่วนกลาง",
                 "Nothing needs to be done; if this is the one that should count, tell the central office.")),
        bad=Text("ฉบับที่ส่งเมื่อ 1 พ.ย. เมื่อมีฉบับของ 5 พ.ย.", "the return of 1 November when there is one of 5 November"),
        good=Text("ฉบับที่ส่งเมื่อ 5 พ.ย.", "the return of 5 November"),
        sample={**_OTHER, **_SENT},
    ),
    CatalogueEntry(
        code="part-joined", severity=Severity.NOTICE,
        title=Text("รวมส่วนจากฉบับก่อน", "A part from an older return"),
        why=Text("ส่วนนี้ว่างในฉบับล่าสุด แต่มีคำตอบในฉบับก่อน จึงใช้คำตอบของฉบับก่อน",
                 "The newest return leaves this part empty and an older one has answers there, which are kept."),
        message=words(
            Text("{part} ว่างในฉบับนี้ จึงใช้คำตอบจากฉบับก่อน",
                 "{part} is empty in this return; the answers of an older one count."),
            Text("ส่วนหนึ่งว่างในฉบับนี้ จึงใช้คำตอบจากฉบับก่อน",
                 "A part is empty in this return; the answers of an older one count."),
            details=[Text("ฉบับก่อนคือ {other}", "The older one is {other}."),
                     Text("ฉบับนั้นส่งเมื่อ {sent}", "That one was sent on {sent}.")]),
        fix=words(
            Text("ไม่ต้องดำเนินการใด หากไม่ต้องการใช้คำตอบเดิม ขอให้แจ้งส่วนกลาง",
                 "Nothing needs to be done; if the older answers should not count, tell the central office.")),
        bad=Text("ส่งหมวด 1 และหมวด 2 มาคนละไฟล์", "categories 1 and 2 sent in two files"),
        good=Text("ส่งทุกหมวดในไฟล์เดียว", "all categories in one file"),
        sample={"part": Text("หมวด 2", "Category 2"), **_OTHER, **_SENT},
    ),
    CatalogueEntry(
        code="answer-dropped", severity=Severity.WARNING,
        title=Text("คำตอบเดิมหายไป", "An earlier answer is gone"),
        why=Text("เคยมีคำตอบในช่องนี้ แต่ฉบับที่นับอยู่ว่าง อาจตั้งใจลบหรือส่งผิดไฟล์",
                 "An earlier return answered this; it is empty now. It may have been removed on purpose, or the wrong "
                 "file was sent."),
        message=words(
            Text("{question} เคยตอบว่า “{value}” แต่ตอนนี้ว่าง",
                 "{question} was answered with “{value}” and is empty now."),
            Text("{question} เคยมีคำตอบ แต่ตอนนี้ว่าง", "{question} had an answer and is empty now."),
            Text("ช่องคำตอบหนึ่งเคยมีคำตอบ แต่ตอนนี้ว่าง", "A question had an answer and is empty now."),
            details=[Text("ฉบับก่อนคือ {other}", "The earlier return is {other}.")],
            edition=[Text("{question} เคยตอบว่า “{value}” แต่รุ่นของแบบที่นับอยู่ไม่มีข้อนี้",
                          "{question} was answered with “{value}”; the form's version that counts does not ask it."),
                     Text("{question} เคยมีคำตอบ แต่รุ่นของแบบที่นับอยู่ไม่มีข้อนี้",
                          "{question} had an answer; the form's version that counts does not ask it.")]),
        fix=words(
            Text("หากลบโดยไม่ตั้งใจ ให้กรอกอีกครั้ง บันทึก แล้วส่งกลับ หากตั้งใจลบ ไม่ต้องดำเนินการใด",
                 "If it was removed by mistake, fill it in again, save and send the file back; if on purpose, "
                 "nothing needs to be done."),
            edition=[Text("หากต้องการคำตอบนี้ ให้ส่งอีกครั้งในแบบรุ่นที่มีข้อนี้",
                          "If the answer is wanted, send it again in the version of the form that asks it.")]),
        bad=Text("ฉบับแรกตอบ “มี” ฉบับหลังว่าง", "“Yes” in the first return, nothing in the second"),
        good=Text("ฉบับหลังยังมีคำตอบ", "the second return still answers"),
        sample={"about": Text("X1"), "field": Text("หลักฐาน", "Evidence"),
                "value": Text("มีคำสั่ง", "an order"), "variant": Text("same"), **_OTHER},
    ),
    CatalogueEntry(
        code="answer-reverted", severity=Severity.WARNING,
        title=Text("คำตอบกลับไปเป็นค่าเดิม", "Back to an earlier answer"),
        why=Text("คำตอบเปลี่ยนแล้วกลับไปเป็นค่าที่เคยตอบก่อนหน้า อาจทำต่อจากไฟล์เก่า",
                 "The answer was changed and is what it was before; somebody may have worked on in an old file."),
        message=words(
            Text("{question} กลับไปเป็นคำตอบก่อนหน้า คือ “{value}”",
                 "{question} is back to an earlier answer: “{value}”."),
            Text("{question} กลับไปเป็นคำตอบก่อนหน้า", "{question} is back to an earlier answer."),
            Text("คำตอบหนึ่งกลับไปเป็นคำตอบก่อนหน้า", "An answer is back to an earlier one."),
            details=[Text("คำตอบระหว่างนั้นคือ “{before}”", "In between it was “{before}”.")]),
        fix=words(
            Text("ตรวจว่าคำตอบนี้ถูกต้อง หากไม่ถูกต้อง ให้แก้ไขแล้วส่งกลับ",
                 "Check that this answer is right; if not, correct it and send the workbook back.")),
        bad=Text("มี → ไม่มี → มี", "Yes → No → Yes"),
        good=Text("มี → ไม่มี", "Yes → No"),
        sample={"about": Text("X1"), "field": Text("หลักฐาน", "Evidence"), "value": Text("ก", "A"),
                "before": Text("ข", "B")},
    ),
    CatalogueEntry(
        code="older-edit", severity=Severity.WARNING,
        title=Text("บันทึกก่อนฉบับที่ส่งมาก่อน", "Saved before the one it replaces"),
        why=Text("ฉบับนี้ส่งมาทีหลัง แต่บันทึกไว้ก่อนฉบับก่อนหน้า อาจแนบผิดไฟล์ ฉบับนี้ยังเป็นฉบับที่นับ",
                 "This return was sent later but saved earlier than the one before; perhaps the wrong file was "
                 "attached. It still counts."),
        message=words(
            Text("ฉบับนี้ส่งทีหลัง {other} แต่บันทึกไว้ก่อน",
                 "This return was sent after {other}, but saved before it."),
            Text("ฉบับนี้ส่งทีหลังฉบับก่อน แต่บันทึกไว้ก่อน",
                 "This return was sent after the one before, but saved before it.")),
        fix=words(
            Text("ตรวจว่าส่งถูกไฟล์ หากผิด ให้ส่งไฟล์ที่ถูกต้องอีกครั้ง",
                 "Check that the right file was sent; if not, send the right one again.")),
        bad=Text("ส่งวันที่ 12 ไฟล์ที่บันทึกวันที่ 3 ทั้งที่ส่งไฟล์ของวันที่ 9 แล้ว",
                 "a file saved on the 3rd, sent on the 12th after one saved on the 9th"),
        good=Text("ส่งไฟล์ที่บันทึกล่าสุด", "the file saved last is sent"),
        sample=_OTHER,
    ),
    CatalogueEntry(
        code="date-doubtful", severity=Severity.WARNING,
        title=Text("วันที่น่าสงสัย", "A doubtful date"),
        why=Text("วันที่ของอีเมลหรือไฟล์อยู่ในอนาคตหรือเก่าเกินไป จึงใช้วันที่อื่นแทน",
                 "The date of the mail or the file is in the future or far too old, so another one is used."),
        message=words(
            Text("วันที่ {date} ของอีเมลหรือไฟล์ไม่น่าเป็นไปได้ จึงไม่ใช้",
                 "The date {date} of the mail or file cannot be right and is not used."),
            Text("วันที่ของอีเมลหรือไฟล์ไม่น่าเป็นไปได้ จึงไม่ใช้",
                 "The date of the mail or file cannot be right and is not used.")),
        fix=words(
            Text("ตรวจวันเวลาของเครื่องที่ส่ง ไม่ต้องส่งใหม่",
                 "Check the clock of the computer that sent it; it need not be sent again.")),
        bad=Text("อีเมลลงวันที่ พ.ศ. 2513", "a mail dated 1970"),
        good=Text("อีเมลลงวันที่ที่ส่งจริง", "a mail dated the day on which it was sent"),
        sample={"date": Text("1 มกราคม 2513", "1 January 1970")},
    ),
    CatalogueEntry(
        code="late", severity=Severity.WARNING,
        title=Text("ส่งหลังกำหนด", "Late"),
        why=Text("แบบฉบับแรกของหน่วยงานมาถึงหลังวันครบกำหนด คำตอบยังนับตามปกติ ฉบับแก้ไขที่ส่งภายหลังไม่ถือว่าช้า",
                 "The unit's first return came after the due date. Its answers still count; a later correction is not "
                 "late."),
        message=words(
            Text("ส่งหลังกำหนด {days} วัน กำหนดส่งคือ {due}",
                 "The unit's first return came {days} day(s) after the due date, {due}."),
            Text("ส่งหลังกำหนด {days} วัน", "The unit's first return came {days} day(s) after the due date."),
            Text("ส่งหลังกำหนด", "The unit's first return came after the due date."),
            details=[Text("แบบนี้ส่งเมื่อ {sent}", "It was sent on {sent}.")]),
        fix=words(
            Text("ไม่ต้องส่งใหม่ หากมีเหตุจำเป็น ขอให้แจ้งส่วนกลาง",
                 "It need not be sent again; if there was a reason, please tell the central office.")),
        bad=Text("ส่งวันที่ 5 ธ.ค. เมื่อกำหนดคือ 30 พ.ย.", "sent on 5 December when due on 30 November"),
        good=Text("ส่งภายในวันที่ 30 พ.ย.", "sent by 30 November"),
        sample={"days": Text("5"), "due": Text("30 พฤศจิกายน 2569", "30 November 2026"),
                "sent": Text("5 ธันวาคม 2569", "5 December 2026")},
    ),
    CatalogueEntry(
        code="nothing-filled-in", severity=Severity.ERROR, rejects=True,
        title=Text("ยังไม่ได้กรอก", "Nothing filled in"),
        why=Text("ไฟล์นี้เหมือนกับที่ส่งออกไป ไม่มีใครกรอกอะไรเพิ่ม จึงไม่นับ",
                 "The workbook holds just what it was sent out with; nobody has filled anything in."),
        message=words(
            Text("ไฟล์นี้ยังไม่มีคำตอบที่กรอกเพิ่ม", "Nothing has been filled in in this workbook.")),
        fix=words(
            Text("กรอกแบบ บันทึกไฟล์ ตรวจว่าแนบไฟล์ที่บันทึกแล้ว แล้วส่งกลับ",
                 "Fill in the workbook, save it, check that the saved file is attached, and send it back.")),
        bad=Text("แนบไฟล์เปล่าที่ได้รับมา", "the blank workbook as it was received"),
        good=Text("แนบไฟล์ที่กรอกและบันทึกแล้ว", "the workbook after it was filled in and saved"),
    ),
    CatalogueEntry(
        code="unit-doubtful", severity=Severity.ERROR,
        title=Text("ไม่แน่ใจว่าเป็นของหน่วยงานใด", "Whose is it?"),
        why=Text("แบบจัดทำไว้สำหรับหน่วยงานหนึ่ง แต่ชื่อไฟล์หรือข้อมูลทั่วไประบุอีกหน่วยงานหนึ่ง จึงรอให้ส่วนกลางตัดสิน ยังไม่นับ",
                 "The workbook was made for one unit, but its file name or its cover names another one. It waits for "
                 "the central office's word and does not count so far."),
        message=words(
            Text("แบบนี้จัดทำสำหรับ {made_for} แต่ข้อมูลในแบบระบุ {named}",
                 "This workbook was made for {made_for}, but the text in it names {named}."),
            Text("แบบนี้จัดทำสำหรับหน่วยงานหนึ่ง แต่ระบุอีกหน่วยงานหนึ่ง",
                 "This workbook was made for one unit, but names another one."),
            file=[Text("แบบนี้จัดทำสำหรับ {made_for} แต่ชื่อไฟล์ระบุ {named}",
                       "This workbook was made for {made_for}, but its file name says {named}.")]),
        fix=words(
            Text("ใช้แบบของหน่วยงานตนเอง หรือแจ้งส่วนกลางว่าเป็นของหน่วยงานใด",
                 "Use your own unit's workbook, or tell the central office whose this one is.")),
        bad=Text("ไฟล์ชื่อ 34_หน่วยข.xlsx ที่จัดทำสำหรับหน่วย ก", "34_unit-b.xlsx made for Unit A"),
        good=Text("ไฟล์ของหน่วย ขที่จัดทำสำหรับหน่วย ข", "a file of Unit B made for Unit B"),
        sample={**_UNITS, "variant": Text("file")},
    ),
    CatalogueEntry(
        code="other-unit-named", severity=Severity.WARNING,
        title=Text("อีเมลระบุหน่วยงานอื่น", "The mail names another unit"),
        why=Text("ชื่อเรื่องหรือผู้ส่งอีเมลระบุหน่วยงานอื่นที่ไม่ใช่ของแบบ แบบยังนับตามที่จัดทำไว้",
                 "The mail's subject or sender names another unit than the workbook's. It counts for the unit that it "
                 "was made for."),
        message=words(
            Text("แบบนี้จัดทำสำหรับ {made_for} แต่ชื่อเรื่องของอีเมลระบุ {named}",
                 "This workbook was made for {made_for}, but the mail's subject names {named}."),
            Text("แบบนี้จัดทำสำหรับหน่วยงานหนึ่ง แต่อีเมลระบุอีกหน่วยงานหนึ่ง",
                 "This workbook was made for one unit, but the mail names another one."),
            sender=[Text("แบบนี้จัดทำสำหรับ {made_for} แต่ผู้ส่งอีเมลเป็นของ {named}",
                         "This workbook was made for {made_for}, but the mail's sender belongs to {named}.")]),
        fix=words(
            Text("ตรวจว่าใช้แบบของหน่วยงานตนเอง หากไม่ใช่ ขอให้แจ้งส่วนกลาง",
                 "Check that this is your own unit's workbook; if not, tell the central office.")),
        bad=Text("อีเมลของหน่วย ขแนบแบบของหน่วย ก", "a mail of Unit B with the workbook of Unit A"),
        good=Text("อีเมลของหน่วย ขแนบแบบของหน่วย ข", "a mail of Unit B with its own workbook"),
        sample={**_UNITS, "variant": Text("sender")},
    ),
    CatalogueEntry(
        code="same-as-other-unit", severity=Severity.WARNING,
        title=Text("คำตอบเหมือนหน่วยงานอื่น", "The same answers as another unit"),
        why=Text("ข้อความตอบเกือบทั้งหมดเหมือนกับของอีกหน่วยงานหนึ่งทุกคำ อาจคัดลอกหรือส่งสลับกัน",
                 "Nearly all written answers are the same, word for word, as another unit's; one may be a copy, or the "
                 "two were mixed up."),
        message=words(
            Text("ข้อความตอบเกือบทั้งหมดเหมือนกับของ {named}",
                 "Nearly all written answers are the same as those of {named}."),
            Text("ข้อความตอบเกือบทั้งหมดเหมือนกับของอีกหน่วยงานหนึ่ง",
                 "Nearly all written answers are the same as those of another unit.")),
        fix=words(
            Text("ตรวจว่าส่งแบบของหน่วยงานตนเองและตอบตามจริง หากผิด ให้แก้ไขแล้วส่งกลับ",
                 "Check that the answers are your own unit's; if not, correct them and send the workbook back.")),
        bad=Text("หลักฐานทุกข้อเหมือนกับของจังหวัดข้างเคียง", "every piece of evidence is the neighbouring province's"),
        good=Text("หลักฐานของหน่วยงานตนเอง", "the unit's own evidence"),
        sample={"named": _UNITS["named"]},
    ),
)
