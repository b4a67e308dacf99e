"""Findings about the central office's decisions on a return."""

from __future__ import annotations

from pmqa_xlsx.catalogue.model import CatalogueEntry, Severity, words
from pmqa_xlsx.text.language import Text

_GROUNDS = {"grounds": Text("แนบฉบับร่างมา", "a draft was attached")}
_NOTHING = words(Text("ไม่ต้องดำเนินการใด", "Nothing needs to be done."))
_REASON = Text("เหตุผล: {grounds}", "The reason: {grounds}.")
_OTHER = Text("ฉบับที่เลือกคือ {other}", "The chosen one is {other}.")

ENTRIES = (
    CatalogueEntry(
        code="office-rejected", severity=Severity.ERROR, rejects=True,
        title=Text("ส่วนกลางไม่รับ", "Not accepted by the office"),
        why=Text("ส่วนกลางพิจารณาแล้วว่าไม่ใช้แบบฉบับนี้", "The central office decided that this return does not count."),
        message=words(Text("ส่วนกลางไม่รับแบบฉบับนี้", "The central office did not accept this return."),
                      details=[_REASON]),
        fix=words(Text("แก้ไขตามเหตุผลของส่วนกลาง แล้วส่งแบบกลับมาใหม่ หากมีข้อสงสัยให้สอบถามส่วนกลาง",
                       "Correct what the central office asks for and send the workbook again; ask the office if in "
                       "doubt.")),
        bad=Text("ฉบับร่างที่ผู้บริหารยังไม่เห็นชอบ", "a draft that has not been approved"),
        good=Text("ฉบับที่เห็นชอบแล้ว", "the approved workbook"),
        sample=_GROUNDS,
    ),
    CatalogueEntry(
        code="office-accepted", severity=Severity.NOTICE,
        title=Text("ส่วนกลางรับตามที่ส่งมา", "Accepted by the office"),
        why=Text("ส่วนกลางพิจารณาแล้วว่ารับแบบฉบับนี้ตามที่ส่งมา สิ่งที่พบยังแสดงไว้แต่ไม่ต้องแก้ไข",
                 "The central office decided to accept this return as it is. Its findings are still listed but need "
                 "no correction."),
        message=words(Text("ส่วนกลางรับแบบฉบับนี้ตามที่ส่งมา", "The central office accepted this return as it is."),
                      details=[_REASON]),
        fix=_NOTHING,
        bad=Text("แบบที่มีช่องว่างซึ่งหน่วยงานชี้แจงแล้ว", "a return with gaps that the unit has explained"),
        good=Text("แบบที่ไม่มีข้อผิดพลาด", "a return without errors"),
        sample={"grounds": Text("หน่วยงานชี้แจงแล้ว", "the unit has explained it")},
    ),
    CatalogueEntry(
        code="office-preferred", severity=Severity.NOTICE,
        title=Text("ส่วนกลางเลือกฉบับนี้", "Chosen by the office"),
        why=Text("ส่วนกลางพิจารณาแล้วว่าให้นับฉบับนี้ ไม่ว่าฉบับอื่นของหน่วยงานจะส่งเมื่อใด",
                 "The central office decided that this return counts, no matter when the unit's other returns were "
                 "sent."),
        message=words(Text("ส่วนกลางเลือกให้นับฉบับนี้", "The central office chose this return to count."),
                      details=[_REASON]),
        fix=_NOTHING,
        bad=Text("ฉบับที่ส่งมาทีหลังเป็นฉบับร่าง", "the return sent last is a draft"),
        good=Text("ฉบับที่ถูกต้องส่งมาเป็นฉบับสุดท้าย", "the right return is sent last"),
        sample=_GROUNDS,
    ),
    CatalogueEntry(
        code="office-chose-other", severity=Severity.NOTICE,
        title=Text("ส่วนกลางเลือกฉบับอื่น", "The office chose another one"),
        why=Text("ส่วนกลางพิจารณาแล้วว่าให้นับอีกฉบับหนึ่งของหน่วยงานนี้ ฉบับนี้เก็บไว้แต่ไม่นับ",
                 "The central office decided that another return of this unit counts; this one is kept but not "
                 "counted."),
        message=words(Text("ส่วนกลางเลือกให้นับอีกฉบับหนึ่งของหน่วยงานนี้",
                           "The central office chose another return of this unit to count."),
                      details=[_OTHER, _REASON]),
        fix=words(Text("ไม่ต้องดำเนินการใด หากต้องการให้ใช้ฉบับนี้ ขอให้แจ้งส่วนกลาง",
                       "Nothing needs to be done; if this return should count instead, please inform the "
                       "central office.")),
        bad=Text("ฉบับร่างที่ส่งมาทีหลัง", "a draft that was sent last"),
        good=Text("ฉบับที่ส่วนกลางเลือก", "the return that the office chose"),
        sample={"other": Text("50_signed.xlsx"), **_GROUNDS},
    ),
    CatalogueEntry(
        code="office-unit", severity=Severity.NOTICE,
        title=Text("ส่วนกลางระบุว่าเป็นของหน่วยงานใด", "The office said whose it is"),
        why=Text("ส่วนกลางพิจารณาแล้วว่าแบบฉบับนี้เป็นของหน่วยงานนี้ ไม่ว่าแบบจะจัดทำสำหรับหน่วยงานใด",
                 "The central office decided whose return this is, whatever unit the workbook was made for."),
        message=words(
            Text("ส่วนกลางระบุว่าแบบฉบับนี้เป็นของ {unit}", "The central office decided that this return belongs to {unit}."),
            Text("ส่วนกลางระบุว่าแบบฉบับนี้เป็นของหน่วยงานนี้",
                 "The central office decided that this return belongs to this unit."),
            details=[_REASON]),
        fix=_NOTHING,
        bad=Text("หน่วย ขกรอกแบบที่จัดทำสำหรับหน่วย ก", "Unit B filled in the workbook of Unit A"),
        good=Text("ทุกหน่วยงานใช้แบบของตนเอง", "every unit uses its own workbook"),
        sample={"unit": Text("หน่วย ข", "Unit B"), **_GROUNDS},
    ),
    CatalogueEntry(
        code="decision-overtaken", severity=Severity.WARNING,
        title=Text("มีฉบับใหม่หลังการตัดสินใจ", "A newer return after a decision"),
        why=Text("ส่วนกลางเคยตัดสินเรื่องแบบฉบับก่อน แต่ได้รับฉบับใหม่ภายหลัง ฉบับใหม่จึงเป็นฉบับที่นับ",
                 "The central office had decided about an earlier return; this one was received later and counts by "
                 "the normal rule."),
        message=words(
            Text("ได้รับฉบับนี้หลังจากส่วนกลางตัดสินเรื่องฉบับก่อนแล้ว",
                 "This return was received after the central office had decided about an earlier one."),
            details=[Text("ฉบับก่อนคือ {other}", "The earlier one is {other}."),
                     Text("เหตุผลเดิม: {grounds}", "The reason then: {grounds}.")]),
        fix=words(
            Text("ส่วนกลางตรวจว่าควรใช้ฉบับใด หน่วยงานไม่ต้องดำเนินการใด",
                 "The central office checks which one should count; the unit need not do anything.")),
        bad=Text("เลือกฉบับหนึ่งแล้ว ต่อมามีฉบับใหม่", "one return was preferred, then a newer one came"),
        good=Text("ไม่มีฉบับใหม่หลังการตัดสินใจ", "nothing came after the decision"),
        sample={"other": Text("50_signed.xlsx"), **_GROUNDS},
    ),
)
