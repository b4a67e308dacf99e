"""Findings about the identity of a return (form, unit, year), and about changes of its sheets and fixed texts."""

from __future__ import annotations

from pmqa_xlsx.catalogue.model import FindingEntry, Severity
from pmqa_xlsx.text.language import Text

_SHEET = {"sheet": Text("หมวด 1", "Category 1")}
_CELL = {**_SHEET, "cell": Text("D7")}
_IN_TH, _IN_EN = "[ (แผ่น “{sheet}” ช่อง {cell})]", "[ (sheet “{sheet}”, cell {cell})]"

ENTRIES = (
    FindingEntry(
        code="not-our-form", severity=Severity.ERROR, rejects=True,
        title=Text("ไม่ใช่แบบที่ส่งไป", "Not our form"),
        why=Text("ไฟล์เป็น Excel แต่ไม่มีเครื่องหมายของแบบที่ส่งออกไป จึงไม่ทราบว่าช่องใดคือคำตอบของข้อใด",
                 "The file is a workbook, but has no mark of a form that was sent out, so it is not known which cell "
                 "answers which question."),
        says=Text("ไฟล์ Excel นี้ไม่ใช่แบบที่ส่งให้กรอก", "This workbook is not the form that was sent out."),
        fix_text=Text("กรอกคำตอบลงในไฟล์แบบที่ได้รับไป (ไม่สร้างไฟล์ใหม่หรือคัดลอกไปไว้ในไฟล์อื่น) บันทึก แล้วส่งไฟล์นั้น",
                      "Fill in the workbook that was sent to you (not a new file or a copy of its sheets), save it and "
                      "send that file."),
        bad=Text("ตารางที่พิมพ์ขึ้นเองตามแบบ", "a table typed by hand like the form"),
        good=Text("ไฟล์แบบที่ได้รับไป กรอกแล้ว", "the workbook that was sent out, filled in"),
    ),
    FindingEntry(
        code="form-unknown", severity=Severity.ERROR, rejects=True,
        title=Text("แบบฉบับที่ไม่รู้จัก", "Unknown edition"),
        why=Text("ไฟล์เป็นแบบของระบบนี้ แต่เป็นฉบับที่ไม่ได้ใช้ในการรวบรวมครั้งนี้ เช่น แบบของปีก่อน",
                 "The workbook is a form of this system, but of an edition that is not collected this time, e.g. last "
                 "year's."),
        says=Text("แบบนี้เป็นฉบับ[ “{form}” ซึ่ง|ที่]ไม่ได้ใช้ในการรวบรวมครั้งนี้[ (ฉบับที่ใช้: {known})]",
                  "This form is [edition “{form}”, which is|of an edition that is] not collected this time"
                  "[ (collected: {known})]."),
        fix_text=Text("ขอรับไฟล์แบบฉบับปัจจุบันจากส่วนกลาง กรอกในไฟล์นั้น แล้วส่งกลับ",
                      "Ask the central office for the current form, fill it in and send it back."),
        bad=Text("แบบของปีก่อนที่แก้ปีเป็นปีนี้", "last year's form with the year overwritten"),
        good=Text("แบบฉบับที่ส่งให้สำหรับปีนี้", "the edition that was sent out for this year"),
        sample={"form": Text("assessment-1"), "known": Text("assessment-2")},
    ),
    FindingEntry(
        code="seal-altered", severity=Severity.WARNING,
        title=Text("ตราประจำแบบไม่ตรง", "Seal does not match"),
        why=Text("ตราที่ยืนยันว่าเป็นแบบฉบับใดไม่ตรงกับเนื้อหาของไฟล์ คำตอบยังอ่านตามปกติ แต่ควรตรวจสอบที่มาของไฟล์",
                 "The seal, which proves the form's edition, does not match the workbook. The answers are still read, "
                 "but the origin of the file should be checked."),
        says=Text("ตราประจำแบบไม่ตรงกับเนื้อหาของไฟล์[ (รายละเอียดทางเทคนิค: {differs})] แต่อ่านคำตอบแล้ว",
                  "The form's seal does not match the workbook[ (technical detail: {differs})]; its answers were "
                  "still read."),
        fix_text=Text("ยืนยันว่าได้กรอกในไฟล์ที่ส่วนกลางส่งให้ หากไม่แน่ใจ ให้ขอไฟล์ใหม่แล้วคัดลอกคำตอบไปวางแบบ “ค่าเท่านั้น”",
                      "Confirm that the workbook is the one sent to you; if in doubt, ask for a new one and paste your "
                      "answers into it as values."),
        bad=Text("แบบที่ปลดล็อกและแก้รหัสหน่วยงานในแผ่นที่ซ่อนไว้", "a form unlocked and changed in its hidden sheets"),
        good=Text("แบบที่กรอกเฉพาะช่องคำตอบ", "a form in which only answer cells were filled in"),
        sample={"differs": Text("unit")},
    ),
    FindingEntry(
        code="seal-absent", severity=Severity.NOTICE,
        title=Text("ไม่มีตราประจำแบบ", "No seal"),
        why=Text("โปรแกรมบางชนิดตัดตราที่ซ่อนในไฟล์ออกเมื่อบันทึก คำตอบยังอ่านตามปกติ",
                 "Some programs remove the hidden seal when they save. The answers are read as usual."),
        says=Text("ไม่พบตราประจำแบบในไฟล์ แต่อ่านคำตอบแล้ว", "The workbook has no seal; its answers were read."),
        fix_text=Text("ไม่ต้องดำเนินการใด ครั้งต่อไปขอให้กรอกและบันทึกใน Excel",
                      "Nothing needs to be done. Next time please fill in and save the workbook in Excel."),
        bad=Text("แบบที่บันทึกผ่านโปรแกรมในเว็บเบราว์เซอร์", "a form saved by a spreadsheet in a browser"),
        good=Text("แบบที่บันทึกใน Excel", "a form saved in Excel"),
    ),
    FindingEntry(
        code="locked-text-changed", severity=Severity.WARNING,
        title=Text("ข้อความของแบบถูกเปลี่ยน", "Text of the form changed"),
        why=Text("ข้อความในช่องที่ล็อกไว้ไม่ตรงกับแบบที่ส่งไป คำตอบยังอ่านตามคำถามเดิม",
                 "A locked text differs from the form that was sent out. The answers are still read, under the "
                 "original question."),
        says=Text("ข้อความของแบบ[ในแผ่น “{sheet}” ช่อง {cell} ]ถูกเปลี่ยน[จาก “{was}”][ เป็น “{became}”]",
                  "A text of the form[ on sheet “{sheet}”, cell {cell},] was changed[ from “{was}”]"
                  "[ to “{became}”]."),
        fix_text=Text("แก้ข้อความในช่องนั้นกลับให้เหมือนเดิม หากต้องการชี้แจง ให้เขียนในช่องคำตอบ หรือเขียนมาในอีเมล",
                      "Restore the original text; if something needs explaining, write it in an answer cell or in the "
                      "e-mail."),
        bad=Text("เขียนทับข้อความของเกณฑ์", "the wording of a criterion overwritten"),
        good=Text("ข้อความของเกณฑ์เหมือนเดิม", "the wording as it was sent out"),
        sample={**_CELL, "was": Text("หลักฐาน", "Evidence"), "became": Text("หลักฐานเพิ่มเติม", "More evidence")},
    ),
    FindingEntry(
        code="cells-moved", severity=Severity.NOTICE,
        title=Text("แถวหรือคอลัมน์ถูกเลื่อน", "Rows or columns moved"),
        why=Text("มีการแทรก ลบ หรือย้ายแถวหรือคอลัมน์ คำตอบถูกค้นหาตามรหัสข้อและหัวคอลัมน์ ไม่ได้อ่านตามตำแหน่งเดิม",
                 "Rows or columns were inserted, deleted or moved. Answers were found by the row's code and the "
                 "column's heading, not by position."),
        says=Text("แถวหรือคอลัมน์[ในแผ่น “{sheet}” ]ไม่อยู่ในตำแหน่งเดิม "
                  "แต่หาคำตอบพบตามรหัสและหัวคอลัมน์",
                  "Rows or columns[ on sheet “{sheet}”] were moved; the answers were found by code and heading."),
        fix_text=Text("ตรวจว่าคำตอบในแผ่นนั้นยังครบ ครั้งต่อไปขอให้ไม่แทรก ลบ หรือย้ายแถวและคอลัมน์",
                      "Check that the sheet's answers are complete. Next time please do not insert, delete or move "
                      "rows and columns."),
        bad=Text("แทรกแถวใหม่ไว้เหนือตาราง", "a row inserted above the table"),
        good=Text("แถวและคอลัมน์อยู่ที่เดิม", "rows and columns in their places"),
        sample=_SHEET,
    ),
    FindingEntry(
        code="sheet-renamed", severity=Severity.NOTICE,
        title=Text("ชื่อแผ่นถูกเปลี่ยน", "Sheet renamed"),
        why=Text("ชื่อแผ่นไม่ตรงกับแบบ แต่รู้ได้จากเนื้อหาว่าเป็นแผ่นใด คำตอบยังอ่านตามปกติ",
                 "A sheet has another name than in the form; it was recognised by its content, and its answers are "
                 "read as usual."),
        says=Text("แผ่น[ “{was}” |หนึ่ง]ถูกเปลี่ยนชื่อ[เป็น “{became}”]",
                  "[Sheet “{was}”|A sheet] was renamed[ to “{became}”]."),
        fix_text=Text("ไม่ต้องดำเนินการใด[ หรือจะเปลี่ยนชื่อแผ่นกลับเป็น “{was}” ก็ได้]",
                      "Nothing needs to be done[; you may rename the sheet back to “{was}”]."),
        bad=Text("แผ่น “หมวด 1 (แก้ไข)”", "sheet “Category 1 (edited)”"),
        good=Text("แผ่น “หมวด 1”", "sheet “Category 1”"),
        sample={"was": Text("หมวด 1", "Category 1"), "became": Text("หมวด 1 (แก้ไข)", "Category 1 (edited)")},
    ),
    FindingEntry(
        code="sheet-duplicated", severity=Severity.WARNING,
        title=Text("มีแผ่นซ้ำ", "Sheet copied"),
        why=Text("มีแผ่นเดียวกันมากกว่าหนึ่งแผ่นในไฟล์ ระบบอ่านเพียงแผ่นเดียว จึงควรตรวจว่าคำตอบที่ต้องการอยู่ในแผ่นใด",
                 "The workbook contains a sheet twice; only one of them is read, so check which one contains the right "
                 "answers."),
        says=Text("แผ่น[ “{copy}” |หนึ่ง]เป็นสำเนาของแผ่น[ “{original}”|อื่น] คำตอบในสำเนานี้ไม่ถูกนำมาใช้",
                  "[Sheet “{copy}”|A sheet] is a copy of [sheet “{original}”|another one]; the answers on the copy "
                  "are not used."),
        fix_text=Text("นำคำตอบที่ถูกต้องไปไว้ในแผ่น[ “{original}”|เดิม] ลบแผ่นที่ซ้ำ บันทึก แล้วส่งกลับ",
                      "Put the right answers on [sheet “{original}”|the original sheet], delete the copy, save and "
                      "send it back."),
        bad=Text("แผ่น “หมวด 1” และ “หมวด 1 (2)”", "sheets “Category 1” and “Category 1 (2)”"),
        good=Text("แผ่น “หมวด 1” แผ่นเดียว", "one sheet “Category 1”"),
        sample={"original": Text("หมวด 1", "Category 1"), "copy": Text("หมวด 1 (2)", "Category 1 (2)")},
    ),
    FindingEntry(
        code="sheet-missing", severity=Severity.ERROR,
        title=Text("แผ่นหายไป", "Sheet missing"),
        why=Text("แผ่นหนึ่งของแบบไม่อยู่ในไฟล์ คำตอบในแผ่นนั้นจึงว่างทั้งหมด แผ่นอื่นยังอ่านตามปกติ",
                 "A sheet of the form is not in the file, so all its answers are empty. The other sheets are read as "
                 "usual."),
        says=Text("ไม่พบแผ่น[ “{sheet}” |หนึ่งของแบบ]ในไฟล์[ จึงไม่มีคำตอบ {slots} ช่อง]",
                  "[Sheet “{sheet}”|A sheet of the form] is not in the file[; {slots} answer cells are missing]."),
        fix_text=Text("เปิดไฟล์แบบที่ได้รับไปซึ่งมีครบทุกแผ่น คัดลอกคำตอบไปวางแบบ “ค่าเท่านั้น” กรอกแผ่นที่ขาด แล้วส่งกลับ",
                      "Use the workbook that was sent to you, with all its sheets: paste your answers into it as "
                      "values, fill in the missing sheet and send it back."),
        bad=Text("ส่งเฉพาะแผ่น “หมวด 1”", "only the sheet “Category 1” sent"),
        good=Text("ไฟล์ที่มีครบทุกแผ่น", "the file with all its sheets"),
        sample={**_SHEET, "slots": Text("20")},
    ),
    FindingEntry(
        code="row-missing", severity=Severity.ERROR,
        title=Text("แถวหายไป", "Row missing"),
        why=Text("แถวของข้อนั้นถูกลบหรือรหัสข้อถูกแก้ไข คำตอบของข้อนั้นจึงว่าง ข้ออื่นยังอ่านตามปกติ",
                 "The row was deleted or its code changed, so its answers are empty. The other rows are read as "
                 "usual."),
        says=Text("ไม่พบแถวของ[ {about}|ข้อหนึ่ง][ ในแผ่น “{sheet}”]",
                  "[The row of {about}|A row of the form] is missing[ on sheet “{sheet}”]."),
        fix_text=Text("กรอกข้อนั้นในไฟล์แบบที่ได้รับไปซึ่งมีครบทุกแถว แล้วส่งไฟล์นั้นกลับ",
                      "Fill in that row in the workbook that was sent to you, which has all rows, and send that file "
                      "back."),
        bad=Text("ลบแถวของข้อที่ไม่มีข้อมูล", "the row of a criterion deleted because there was nothing to say"),
        good=Text("แถวอยู่ครบ แม้บางช่องจะว่าง", "all rows there, even if some cells are empty"),
        sample={**_SHEET, "about": Text("ข้อ 3", "item 3")},
    ),
    FindingEntry(
        code="heading-missing", severity=Severity.ERROR,
        title=Text("หัวคอลัมน์หายไป", "Column heading missing"),
        why=Text("ไม่พบหัวคอลัมน์ของช่องคำตอบ จึงไม่ทราบว่าคำตอบใดอยู่ในคอลัมน์นั้น และถือว่ายังไม่มีคำตอบ",
                 "An answer column cannot be found by its heading, so it is not known which answers are in it, and "
                 "they count as empty."),
        says=Text("ไม่พบคอลัมน์[ “{field}”|คำตอบหนึ่ง][ ในแผ่น “{sheet}”]",
                  "[The column “{field}”|An answer column] cannot be found[ on sheet “{sheet}”]."),
        fix_text=Text("แก้หัวคอลัมน์[ “{field}” ]กลับให้เหมือนเดิม หรือคัดลอกคำตอบไปยังไฟล์แบบที่ได้รับไป แล้วส่งกลับ",
                      "Restore the heading[ “{field}”], or copy the answers into the workbook that was sent to you, "
                      "and send it back."),
        bad=Text("ลบคอลัมน์ “หลักฐาน”", "the column “Evidence” deleted"),
        good=Text("คอลัมน์ “หลักฐาน” อยู่ที่เดิม", "the column “Evidence” in its place"),
        sample={**_SHEET, "field": Text("หลักฐาน", "Evidence")},
    ),
    FindingEntry(
        code="protection-removed", severity=Severity.NOTICE,
        title=Text("แผ่นถูกปลดล็อก", "Protection removed"),
        why=Text("แผ่นไม่มีการป้องกันแล้ว คำตอบยังอ่านตามปกติ และตรวจข้อความของแบบทุกช่องแล้ว",
                 "A sheet is no longer protected. Its answers are read as usual, and every text of the form was "
                 "checked."),
        says=Text("แผ่น[ “{sheet}” |หนึ่ง]ถูกปลดล็อก", "The protection of [sheet “{sheet}”|a sheet] was removed."),
        fix_text=Text("ไม่ต้องดำเนินการใด ครั้งต่อไปขอให้กรอกโดยไม่ปลดล็อก",
                      "Nothing needs to be done. Next time please do not remove the protection."),
        bad=Text("แผ่นที่ปลดล็อกเพื่อขยายแถว", "a sheet unprotected to make a row taller"),
        good=Text("แผ่นที่ยังล็อกอยู่", "a sheet still protected"),
        sample=_SHEET,
    ),
    FindingEntry(
        code="unit-unknown", severity=Severity.ERROR, rejects=True,
        title=Text("ไม่ทราบว่าเป็นของหน่วยงานใด", "Unit not known"),
        why=Text("ช่องหน่วยงานว่างหรือไม่ตรงกับรายชื่อของแบบ จึงไม่ทราบว่าเป็นคำตอบของหน่วยงานใด",
                 "The unit is empty or not on the form's list, so it is not known whose answers these are."),
        says=Text(f"[หน่วยงาน “{{value}}” ไม่อยู่ในรายชื่อของแบบ|ยังไม่ได้ระบุหน่วยงานที่อยู่ในรายชื่อของแบบ]{_IN_TH}"
                  "[ อาจหมายถึง “{proposal}”]",
                  f"[The unit “{{value}}” is not on the form's list|No unit on the form's list is chosen]{_IN_EN}"
                  "[; perhaps “{proposal}”]."),
        fix_text=Text("เลือกชื่อหน่วยงานจากรายการ[ในช่อง {cell} ของแผ่น “{sheet}”] แล้วบันทึกและส่งกลับ",
                      "Choose the unit from the list[ in cell {cell} of sheet “{sheet}”], save and send it back."),
        bad=Text("หน่วยงาน ก้", "Unti A"),
        good=Text("หน่วยงาน ก", "Unit A"),
        sample={"sheet": Text("ข้อมูลทั่วไป", "General"), "cell": Text("B6"), "value": Text("หน่วยงาน ก้", "Unti A"),
                "proposal": Text("หน่วยงาน ก", "Unit A")},
    ),
    FindingEntry(
        code="unit-mismatch", severity=Severity.ERROR, rejects=True,
        title=Text("หน่วยงานไม่ตรงกับไฟล์", "Another unit's workbook"),
        why=Text("ไฟล์นี้จัดทำไว้สำหรับหน่วยงานหนึ่ง แต่ระบุชื่ออีกหน่วยงานหนึ่ง จึงไม่นำไปรวมกับหน่วยงานใด",
                 "The workbook was made for one unit but names another, so it is counted for neither."),
        says=Text("ไฟล์นี้จัดทำไว้สำหรับ[ “{made_for}”|หน่วยงานอื่น] แต่ระบุว่าเป็นของ[ “{value}”|อีกหน่วยงานหนึ่ง]",
                  "The workbook was made for [“{made_for}”|one unit] but names [“{value}”|another unit]."),
        fix_text=Text("กรอกในไฟล์ที่จัดทำไว้สำหรับหน่วยงานของท่าน[ หรือแก้ช่อง {cell} ในแผ่น “{sheet}” ให้ถูกต้อง] แล้วส่งกลับ",
                      "Fill in the workbook made for your own unit[, or correct cell {cell} of sheet “{sheet}”], and "
                      "send it back."),
        bad=Text("ใช้ไฟล์ของหน่วยงาน ก แล้วพิมพ์ชื่อหน่วยงาน ข", "the file of Unit A with Unit B typed in"),
        good=Text("ใช้ไฟล์ของหน่วยงาน ข", "the file of Unit B"),
        sample={"sheet": Text("ข้อมูลทั่วไป", "General"), "cell": Text("B6"), "value": Text("หน่วยงาน ข", "Unit B"),
                "made_for": Text("หน่วยงาน ก", "Unit A")},
    ),
    FindingEntry(
        code="year-mismatch", severity=Severity.ERROR, rejects=True,
        title=Text("ปีงบประมาณไม่ตรง", "Other fiscal year"),
        why=Text("แบบนี้เป็นของปีงบประมาณอื่นที่ไม่ได้รวบรวมในครั้งนี้ จึงไม่นำไปรวม",
                 "The return is for another fiscal year than the one collected, so it does not count."),
        says=Text("แบบนี้ระบุปีงบประมาณ[ พ.ศ. {year}|ที่อ่านไม่ได้] แต่ครั้งนี้รวบรวมปีงบประมาณ[ พ.ศ. {expected}|อื่น]",
                  "The return is for [fiscal year B.E. {year}|an unreadable fiscal year], but "
                  "[B.E. {expected}|another one] is collected."),
        fix_text=Text("กรอกในไฟล์แบบของ[ปีงบประมาณ พ.ศ. {expected}|ปีงบประมาณที่รวบรวม] แล้วส่งกลับ",
                      "Fill in the workbook of [fiscal year B.E. {expected}|the year that is collected] and send it "
                      "back."),
        bad=Text("ไฟล์ของปีงบประมาณ 2568", "the file of fiscal year 2568"),
        good=Text("ไฟล์ของปีงบประมาณ 2569", "the file of fiscal year 2569"),
        sample={"year": Text("2568"), "expected": Text("2569")},
    ),
    FindingEntry(
        code="extra-content", severity=Severity.NOTICE,
        title=Text("ข้อความนอกช่องคำตอบ", "Content outside the answer cells"),
        why=Text("มีข้อความ ความคิดเห็น แผ่น หรือรูปภาพที่ไม่ใช่ส่วนของแบบ ข้อความเก็บไว้ในรายงานแต่ไม่นับเป็นคำตอบ",
                 "There is a text, comment, sheet or picture that does not belong to the form. Its text is kept in the "
                 "findings, but is not an answer."),
        says=Text(f"มีเนื้อหานอกช่องคำตอบ[{{?what=sheet}} ในแผ่นที่เพิ่มเข้ามา]"
                  f"[{{?what=comment}} เป็นความคิดเห็นของช่อง][{{?what=picture}} เป็นรูปภาพ]"
                  f"[{{?what=ink}} เป็นลายมือเขียน][{{?what=signature}} เป็นลายเซ็น]{_IN_TH}[: “{{value}}”]",
                  f"There is content outside the answer cells[{{?what=sheet}}, on an added sheet]"
                  f"[{{?what=comment}}, in a comment][{{?what=picture}}, a picture]"
                  f"[{{?what=ink}}, handwriting][{{?what=signature}}, a signature]{_IN_EN}[: “{{value}}”]."),
        fix_text=Text("หากเป็นคำตอบ ให้ย้ายไปไว้ในช่องคำตอบของข้อนั้นแล้วส่งกลับ หากเป็นเพียงหมายเหตุ ไม่ต้องดำเนินการใด",
                      "If it is an answer, move it into its answer cell and send the file back; if it is only a note, "
                      "nothing needs to be done."),
        bad=Text("เขียนคำตอบไว้ข้างตาราง", "an answer written beside the table"),
        good=Text("เขียนคำตอบในช่องคำตอบ", "the answer in its answer cell"),
        sample={**_CELL, "what": Text("comment"), "value": Text("ดูไฟล์แนบ", "see attachment")},
    ),
)
