"""Findings about the central office's decisions on a return."""

from __future__ import annotations

from pmqa_xlsx.catalogue.model import FindingEntry, Severity
from pmqa_xlsx.text.language import Text

_GROUNDS = {"grounds": Text("แนบฉบับร่างมา", "a draft was attached")}
_NOTHING = Text("ไม่ต้องดำเนินการใด", "Nothing needs to be done.")

ENTRIES = (
    FindingEntry(
        code="office-rejected", severity=Severity.ERROR, rejects=True,
        title=Text("ส่วนกลางไม่รับ", "Not accepted by the office"),
        why=Text("ส่วนกลางพิจารณาแล้วว่าไม่ใช้แบบฉบับนี้", "The central office decided that this return does not count."),
        says=Text("ส่วนกลางไม่รับแบบฉบับนี้[ เหตุผล: {grounds}]",
                  "The central office did not accept this return[: {grounds}]."),
        fix_text=Text("แก้ไขตามเหตุผลของส่วนกลาง แล้วส่งแบบกลับมาใหม่ หากมีข้อสงสัยให้สอบถามส่วนกลาง",
                      "Correct what the central office asks for and send the workbook again; ask the office if in "
                      "doubt."),
        bad=Text("ฉบับร่างที่ผู้บริหารยังไม่เห็นชอบ", "a draft that has not been approved"),
        good=Text("ฉบับที่เห็นชอบแล้ว", "the approved workbook"),
        sample=_GROUNDS,
    ),
    FindingEntry(
        code="office-accepted", severity=Severity.NOTICE,
        title=Text("ส่วนกลางรับตามที่ส่งมา", "Accepted by the office"),
        why=Text("ส่วนกลางพิจารณาแล้วว่ารับแบบฉบับนี้ตามที่ส่งมา สิ่งที่พบยังแสดงไว้แต่ไม่ต้องแก้ไข",
                 "The central office decided to accept this return as it is. Its findings are still listed but need "
                 "no correction."),
        says=Text("ส่วนกลางรับแบบฉบับนี้ตามที่ส่งมา[ เหตุผล: {grounds}]",
                  "The central office accepted this return as it is[: {grounds}]."),
        fix_text=_NOTHING,
        bad=Text("แบบที่มีช่องว่างซึ่งหน่วยงานชี้แจงแล้ว", "a return with gaps that the unit has explained"),
        good=Text("แบบที่ไม่มีข้อผิดพลาด", "a return without errors"),
        sample={"grounds": Text("หน่วยงานชี้แจงแล้ว", "the unit has explained it")},
    ),
    FindingEntry(
        code="office-preferred", severity=Severity.NOTICE,
        title=Text("ส่วนกลางเลือกฉบับนี้", "Chosen by the office"),
        why=Text("ส่วนกลางพิจารณาแล้วว่าให้นับฉบับนี้ ไม่ว่าฉบับอื่นของหน่วยงานจะส่งเมื่อใด",
                 "The central office decided that this return counts, no matter when the unit's other returns were "
                 "sent."),
        says=Text("ส่วนกลางเลือกให้นับฉบับนี้[ เหตุผล: {grounds}]",
                  "The central office chose this return to count[: {grounds}]."),
        fix_text=_NOTHING,
        bad=Text("ฉบับที่ส่งมาทีหลังเป็นฉบับร่าง", "the return sent last is a draft"),
        good=Text("ฉบับที่ถูกต้องส่งมาเป็นฉบับสุดท้าย", "the right return is sent last"),
        sample=_GROUNDS,
    ),
    FindingEntry(
        code="office-chose-other", severity=Severity.NOTICE,
        title=Text("ส่วนกลางเลือกฉบับอื่น", "The office chose another one"),
        why=Text("ส่วนกลางพิจารณาแล้วว่าให้นับอีกฉบับหนึ่งของหน่วยงานนี้ ฉบับนี้เก็บไว้แต่ไม่นับ",
                 "The central office decided that another return of this unit counts; this one is kept but not "
                 "counted."),
        says=Text("ส่วนกลางเลือกให้นับอีกฉบับหนึ่งของหน่วยงานนี้[: {other}][ เหตุผล: {grounds}]",
                  "The central office chose another return of this unit to count[: {other}][ ({grounds})]."),
        fix_text=Text("ไม่ต้องดำเนินการใด หากต้องการให้ใช้ฉบับนี้ ขอให้แจ้งส่วนกลาง",
                      "Nothing needs to be done; if this return should count instead, please inform the central "
                      "office."),
        bad=Text("ฉบับร่างที่ส่งมาทีหลัง", "a draft that was sent last"),
        good=Text("ฉบับที่ส่วนกลางเลือก", "the return that the office chose"),
        sample={"other": Text("inbox/50_signed.xlsx"), **_GROUNDS},
    ),
)
