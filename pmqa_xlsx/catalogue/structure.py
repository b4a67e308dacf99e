"""Findings about the identity of a return (form, unit, year), and about changes of its sheets and fixed texts."""

from __future__ import annotations

from pmqa_xlsx.catalogue.model import CatalogueEntry, Severity, words
from pmqa_xlsx.text.language import NO_TEXT, Text

_SHEET = {"sheet": Text("หมวด 1", "Category 1")}
_CELL = {**_SHEET, "cell": Text("D7")}
_QUOTED = Text("ข้อความคือ “{value}”", "It says “{value}”.")

ENTRIES = (
    CatalogueEntry(
        code="locked-text-changed", severity=Severity.WARNING,
        title=Text("ข้อความของแบบถูกเปลี่ยน", "Text of the form changed"),
        why=Text("ข้อความในช่องที่ล็อกไว้ไม่ตรงกับแบบที่ส่งไป คำตอบยังอ่านตามคำถามเดิม",
                 "A locked text differs from the form that was sent out. The answers are still read, under the "
                 "original question."),
        message=words(Text("ข้อความของแบบในแผ่น “{sheet}” ช่อง {cell} ถูกเปลี่ยน",
                           "A text of the form was changed in cell {cell} of sheet “{sheet}”."),
                      Text("ข้อความของแบบถูกเปลี่ยน", "A text of the form was changed."),
                      details=[Text("ข้อความเดิมคือ “{was}”", "It was “{was}”."),
                               Text("ข้อความใหม่คือ “{became}”", "It is now “{became}”.")]),
        fix=words(Text("แก้ข้อความในช่องนั้นกลับให้เหมือนเดิม หากต้องการชี้แจง ให้เขียนในช่องคำตอบ หรือเขียนมาในอีเมล",
                       "Restore the original text; if something needs explaining, write it in an answer cell or in "
                       "the e-mail.")),
        bad=Text("เขียนทับข้อความของเกณฑ์", "the wording of a criterion overwritten"),
        good=Text("ข้อความของเกณฑ์เหมือนเดิม", "the wording as it was sent out"),
        sample={**_CELL, "was": Text("หลักฐาน", "Evidence"), "became": Text("หลักฐานเพิ่มเติม", "More evidence")},
    ),
    CatalogueEntry(
        code="cells-moved", severity=Severity.NOTICE,
        title=Text("แถวหรือคอลัมน์ถูกเลื่อน", "Rows or columns moved"),
        why=Text("มีการแทรก ลบ หรือย้ายแถวหรือคอลัมน์ คำตอบถูกค้นหาตามรหัสข้อและหัวคอลัมน์ ไม่ได้อ่านตามตำแหน่งเดิม",
                 "Rows or columns were inserted, deleted or moved. Answers were found by the row's code and the "
                 "column's heading, not by position."),
        message=words(Text("แถวหรือคอลัมน์ในแผ่น “{sheet}” ไม่อยู่ในตำแหน่งเดิม แต่หาคำตอบพบตามรหัสและหัวคอลัมน์",
                           "Rows or columns on sheet “{sheet}” were moved; the answers were found by code and "
                           "heading."),
                      Text("แถวหรือคอลัมน์ไม่อยู่ในตำแหน่งเดิม แต่หาคำตอบพบตามรหัสและหัวคอลัมน์",
                           "Rows or columns were moved; the answers were found by code and heading.")),
        fix=words(Text("ตรวจว่าคำตอบในแผ่นนั้นยังครบ ครั้งต่อไปขอให้ไม่แทรก ลบ หรือย้ายแถวและคอลัมน์",
                       "Check that the sheet's answers are complete. Next time please do not insert, delete or "
                       "move rows and columns.")),
        bad=Text("แทรกแถวใหม่ไว้เหนือตาราง", "a row inserted above the table"),
        good=Text("แถวและคอลัมน์อยู่ที่เดิม", "rows and columns in their places"),
        sample=_SHEET,
    ),
    CatalogueEntry(
        code="sheet-renamed", severity=Severity.NOTICE,
        title=Text("ชื่อแผ่นถูกเปลี่ยน", "Sheet renamed"),
        why=Text("ชื่อแผ่นไม่ตรงกับแบบ แต่รู้ได้จากเนื้อหาว่าเป็นแผ่นใด คำตอบยังอ่านตามปกติ",
                 "A sheet has another name than in the form; it was recognised by its content, and its answers are "
                 "read as usual."),
        message=words(Text("แผ่น “{was}” ถูกเปลี่ยนชื่อเป็น “{became}”", "Sheet “{was}” was renamed to “{became}”."),
                      Text("แผ่นหนึ่งถูกเปลี่ยนชื่อ", "A sheet was renamed.")),
        fix=words(Text("ไม่ต้องดำเนินการใด", "Nothing needs to be done."),
                  details=[Text("จะเปลี่ยนชื่อแผ่นกลับเป็น “{was}” ก็ได้", "You may rename the sheet back to “{was}”.")]),
        bad=Text("แผ่น “หมวด 1 (แก้ไข)”", "sheet “Category 1 (edited)”"),
        good=Text("แผ่น “หมวด 1”", "sheet “Category 1”"),
        sample={"was": Text("หมวด 1", "Category 1"), "became": Text("หมวด 1 (แก้ไข)", "Category 1 (edited)")},
    ),
    CatalogueEntry(
        code="sheet-duplicated", severity=Severity.WARNING,
        title=Text("มีแผ่นซ้ำ", "Sheet copied"),
        why=Text("มีแผ่นเดียวกันมากกว่าหนึ่งแผ่นในไฟล์ ระบบอ่านเพียงแผ่นเดียว จึงควรตรวจว่าคำตอบที่ต้องการอยู่ในแผ่นใด",
                 "The workbook contains a sheet twice; only one of them is read, so check which one contains the right "
                 "answers."),
        message=words(Text("แผ่น “{copy}” เป็นสำเนาของแผ่น “{original}” คำตอบในสำเนานี้ไม่ถูกนำมาใช้",
                           "Sheet “{copy}” is a copy of sheet “{original}”; the answers on the copy are not used."),
                      Text("แผ่นหนึ่งเป็นสำเนาของอีกแผ่นหนึ่ง คำตอบในสำเนานี้ไม่ถูกนำมาใช้",
                           "A sheet is a copy of another one; the answers on the copy are not used.")),
        fix=words(Text("นำคำตอบที่ถูกต้องไปไว้ในแผ่น “{original}” ลบแผ่นที่ซ้ำ บันทึก แล้วส่งกลับ",
                       "Put the right answers on sheet “{original}”, delete the copy, save and send the file back."),
                  Text("นำคำตอบที่ถูกต้องไปไว้ในแผ่นเดิม ลบแผ่นที่ซ้ำ บันทึก แล้วส่งกลับ",
                       "Put the right answers on the original sheet, delete the copy, save and send the file back.")),
        bad=Text("แผ่น “หมวด 1” และ “หมวด 1 (2)”", "sheets “Category 1” and “Category 1 (2)”"),
        good=Text("แผ่น “หมวด 1” แผ่นเดียว", "one sheet “Category 1”"),
        sample={"original": Text("หมวด 1", "Category 1"), "copy": Text("หมวด 1 (2)", "Category 1 (2)")},
    ),
    CatalogueEntry(
        code="sheet-missing", severity=Severity.ERROR,
        title=Text("แผ่นหายไป", "Sheet missing"),
        why=Text("แผ่นหนึ่งของแบบไม่อยู่ในไฟล์ คำตอบในแผ่นนั้นจึงว่างทั้งหมด แผ่นอื่นยังอ่านตามปกติ",
                 "A sheet of the form is not in the file, so all its answers are empty. The other sheets are read as "
                 "usual."),
        message=words(Text("ไม่พบแผ่น “{sheet}” ในไฟล์", "Sheet “{sheet}” is not in the file."),
                      Text("ไม่พบแผ่นหนึ่งของแบบในไฟล์", "A sheet of the form is not in the file."),
                      details=[Text("จึงไม่มีคำตอบ {slots} ช่อง", "Its {slots} answers are missing.")]),
        fix=words(Text("เปิดไฟล์แบบที่ได้รับไปซึ่งมีครบทุกแผ่น คัดลอกคำตอบไปวางแบบ “ค่าเท่านั้น” กรอกแผ่นที่ขาด แล้วส่งกลับ",
                       "Take the workbook that was sent to you, with all its sheets, paste your answers into it as "
                       "values, fill in the missing sheet and send the file back.")),
        bad=Text("ส่งเฉพาะแผ่น “หมวด 1”", "only the sheet “Category 1” sent"),
        good=Text("ไฟล์ที่มีครบทุกแผ่น", "the file with all its sheets"),
        sample={**_SHEET, "slots": Text("20")},
    ),
    CatalogueEntry(
        code="row-missing", severity=Severity.ERROR,
        title=Text("แถวหายไป", "Row missing"),
        why=Text("แถวของข้อนั้นถูกลบหรือรหัสข้อถูกแก้ไข คำตอบของข้อนั้นจึงว่าง ข้ออื่นยังอ่านตามปกติ",
                 "The row was deleted or its code changed, so its answers are empty. The other rows are read as "
                 "usual."),
        message=words(Text("ไม่พบแถวของ {about} ในแผ่น “{sheet}”", "The row of {about} is missing on sheet “{sheet}”."),
                      Text("ไม่พบแถวของ {about}", "The row of {about} is missing."),
                      Text("ไม่พบแถวหนึ่งของแบบ", "A row of the form is missing.")),
        fix=words(Text("กรอกข้อนั้นในไฟล์แบบที่ได้รับไปซึ่งมีครบทุกแถว แล้วส่งไฟล์นั้นกลับ",
                       "Fill in that row in the workbook that was sent to you, which has all rows, and send that file "
                       "back.")),
        bad=Text("ลบแถวของข้อที่ไม่มีข้อมูล", "the row of a criterion deleted because there was nothing to say"),
        good=Text("แถวอยู่ครบ แม้บางช่องจะว่าง", "all rows there, even if some cells are empty"),
        sample={**_SHEET, "about": Text("ข้อ 3", "item 3")},
    ),
    CatalogueEntry(
        code="row-conflict", severity=Severity.ERROR,
        title=Text("ไม่แน่ชัดว่าเป็นแถวของข้อใด", "Not clear which row it is"),
        why=Text("รหัสกับข้อความของแถวเป็นคนละข้อ หรือมีสองแถวที่ใช้รหัสเดียวกันแต่คำตอบต่างกัน จึงไม่นำคำตอบของแถวนั้นไปใช้ "
                 "เพื่อไม่ให้คำตอบไปอยู่ผิดข้อ",
                 "A row's code and wording belong to different criteria, or two rows have the same code and different "
                 "answers. No answer of the row is used, so that none is read for the wrong question."),
        message=words(
            Text("รหัสในแถวของ {about} ในแผ่น “{sheet}” กับข้อความในแถวเป็นคนละข้อ หรือมีสองแถวที่ใช้รหัสนี้",
                 "On sheet “{sheet}”, the row with the code {about} has another row's wording, or two rows have this "
                 "code."),
            Text("รหัสกับข้อความของแถวหนึ่งเป็นคนละข้อ หรือมีสองแถวที่ใช้รหัสเดียวกัน",
                 "A row has another row's wording, or two rows have the same code."),
            details=[Text("ข้อความในแถวเป็นของ {other}", "The wording is that of {other}.")]),
        fix=words(Text("กรอกคำตอบของข้อนั้นในไฟล์แบบที่ได้รับไปซึ่งรหัสและข้อความตรงกัน แล้วส่งไฟล์นั้นกลับ",
                       "Type that row's answers into the workbook that was sent to you, in which codes and wordings "
                       "match, and send that file back.")),
        bad=Text("เรียงลำดับเฉพาะคอลัมน์รหัส ข้อความและคำตอบอยู่ที่เดิม",
                 "only the column of codes sorted; wordings and answers not"),
        good=Text("เรียงทั้งแถวพร้อมกัน", "whole rows sorted together"),
        sample={**_SHEET, "about": Text("ข้อ 3", "item 3"), "other": Text("ข้อ 4", "item 4")},
    ),
    CatalogueEntry(
        code="heading-conflict", severity=Severity.ERROR,
        title=Text("ไม่แน่ชัดว่าเป็นคอลัมน์ใด", "Not clear which column it is"),
        why=Text("หัวคอลัมน์สลับที่หรือเลื่อนไปโดยไม่ทราบว่าคำตอบย้ายตามหรือไม่ จึงไม่นำคำตอบในคอลัมน์นั้นไปใช้ "
                 "เพื่อไม่ให้คำตอบไปอยู่ผิดช่อง",
                 "Headings were exchanged or moved, and it is not known whether the answers moved with them. The "
                 "answers of the column are not used, so that none is read for the wrong question."),
        message=words(
            Text("หัวคอลัมน์ “{field}” ในแผ่น “{sheet}” อยู่ที่คอลัมน์ {column} ไม่ตรงกับลำดับของแบบ",
                 "On sheet “{sheet}”, the heading “{field}” is in column {column}, out of the form's order."),
            Text("หัวคอลัมน์ “{field}” ไม่ตรงกับลำดับของแบบ", "The heading “{field}” is out of the form's order."),
            Text("หัวคอลัมน์หนึ่งไม่ตรงกับลำดับของแบบ", "A heading is out of the form's order.")),
        fix=words(Text("คัดลอกคำตอบในคอลัมน์นั้นไปยังไฟล์แบบที่ได้รับไป (วางแบบค่าเท่านั้น) แล้วส่งไฟล์นั้นกลับ",
                       "Copy the answers of that column into the workbook that was sent to you (paste values only), "
                       "and send that file back.")),
        bad=Text("หัวคอลัมน์ D กับ L สลับกัน", "the headings D and L exchanged"),
        good=Text("หัวคอลัมน์อยู่ตามลำดับของแบบ", "headings in the form's order"),
        sample={**_SHEET, "field": Text("หลักฐาน", "Evidence"), "column": Text("G", "G")},
    ),
    CatalogueEntry(
        code="heading-missing", severity=Severity.ERROR,
        title=Text("หัวคอลัมน์หายไป", "Column heading missing"),
        why=Text("ไม่พบหัวคอลัมน์ของช่องคำตอบ จึงไม่ทราบว่าคำตอบใดอยู่ในคอลัมน์นั้น และถือว่ายังไม่มีคำตอบ",
                 "An answer column cannot be found by its heading, so it is not known which answers are in it, and "
                 "they count as empty."),
        message=words(Text("ไม่พบคอลัมน์ “{field}” ในแผ่น “{sheet}”",
                           "The column “{field}” cannot be found on sheet “{sheet}”."),
                      Text("ไม่พบคอลัมน์ “{field}”", "The column “{field}” cannot be found."),
                      Text("ไม่พบคอลัมน์คำตอบหนึ่ง", "An answer column cannot be found.")),
        fix=words(Text("แก้หัวคอลัมน์ “{field}” กลับให้เหมือนเดิม หรือคัดลอกคำตอบไปยังไฟล์แบบที่ได้รับไป แล้วส่งกลับ",
                       "Restore the heading “{field}”, or copy the answers into the workbook that was sent to you, and "
                       "send the file back."),
                  Text("แก้หัวคอลัมน์กลับให้เหมือนเดิม หรือคัดลอกคำตอบไปยังไฟล์แบบที่ได้รับไป แล้วส่งกลับ",
                       "Restore the heading, or copy the answers into the workbook that was sent to you, and send the "
                       "file back.")),
        bad=Text("ลบคอลัมน์ “หลักฐาน”", "the column “Evidence” deleted"),
        good=Text("คอลัมน์ “หลักฐาน” อยู่ที่เดิม", "the column “Evidence” in its place"),
        sample={**_SHEET, "field": Text("หลักฐาน", "Evidence")},
    ),
    CatalogueEntry(
        code="protection-removed", severity=Severity.NOTICE,
        title=Text("แผ่นถูกปลดล็อก", "Protection removed"),
        why=Text("แผ่นไม่มีการป้องกันแล้ว คำตอบยังอ่านตามปกติ และตรวจข้อความของแบบทุกช่องแล้ว",
                 "A sheet is no longer protected. Its answers are read as usual, and every text of the form was "
                 "checked."),
        message=words(Text("แผ่น {items} ถูกปลดล็อก", "The protection of these sheets was removed: {items}."),
                      Text("แผ่น “{sheet}” ถูกปลดล็อก", "The protection of sheet “{sheet}” was removed."),
                      Text("แผ่นหนึ่งถูกปลดล็อก", "The protection of a sheet was removed.")),
        fix=words(Text("ไม่ต้องดำเนินการใด ครั้งต่อไปขอให้กรอกโดยไม่ปลดล็อก",
                       "Nothing needs to be done. Next time please do not remove the protection.")),
        bad=Text("แผ่นที่ปลดล็อกเพื่อขยายแถว", "a sheet unprotected to make a row taller"),
        good=Text("แผ่นที่ยังล็อกอยู่", "a sheet still protected"),
        sample={**_SHEET, "items": NO_TEXT},
    ),
    CatalogueEntry(
        code="check-altered", severity=Severity.NOTICE,
        title=Text("สูตรของแบบถูกแก้ไข", "Formula changed"),
        why=Text("สูตรที่แสดงสถานะ คะแนน หรือรายการที่ต้องทำ ไม่ใช่สูตรที่ส่งออกไป สิ่งที่ไฟล์แสดงจึงอาจไม่จริง "
                 "ผลของส่วนกลางคำนวณจากคำตอบเสมอ จึงไม่เปลี่ยนไป",
                 "A formula that shows a state, a score or what is left to do is not the one that was sent out, so "
                 "what the workbook shows may be wrong. Results come from the answers and do not change."),
        message=words(Text("สูตรในช่อง {cell} ของแผ่น “{sheet}” ถูกแก้ไข",
                           "The formula in cell {cell} of sheet “{sheet}” was changed."),
                      Text("สูตรหนึ่งของแบบถูกแก้ไข", "A formula of the form was changed."),
                      details=[Text("ปัจจุบันคือ “{formula}”", "It is now “{formula}”.")]),
        fix=words(Text("ไม่ต้องดำเนินการใด สถานะและคะแนนที่ถูกต้องอยู่ในผลการอ่านของส่วนกลาง",
                       "Nothing needs to be done. The right states and scores are in the central office's results.")),
        bad=Text("ช่องผลรวมที่พิมพ์สูตรใหม่ทับ", "the verdict overwritten with a formula of one's own"),
        good=Text("สูตรของแบบตามที่ส่งออกไป", "the form's formulas as they were sent out"),
        sample={**_CELL, "formula": Text("=1", "=1")},
    ),
    CatalogueEntry(
        code="extra-content", severity=Severity.NOTICE,
        title=Text("ข้อความนอกช่องคำตอบ", "Content outside the answer cells"),
        why=Text("มีข้อความ ความคิดเห็น แผ่น หรือรูปภาพที่ไม่ใช่ส่วนของแบบ ข้อความเก็บไว้ในรายงานแต่ไม่นับเป็นคำตอบ",
                 "There is a text, comment, sheet or picture that does not belong to the form. Its text is kept in the "
                 "findings, but is not an answer."),
        message=words(
            Text("มีข้อความนอกช่องคำตอบ ในแผ่น “{sheet}” ช่อง {cell}",
                 "There is text outside the answer cells, in cell {cell} of sheet “{sheet}”."),
            Text("มีข้อความนอกช่องคำตอบ ในแผ่น “{sheet}”", "There is text outside the answer cells, on sheet “{sheet}”."),
            Text("มีข้อความนอกช่องคำตอบ", "There is text outside the answer cells."),
            details=[_QUOTED],
            link=[Text("ช่องคำตอบ {cell} ในแผ่น “{sheet}” ว่าง แต่มีลิงก์ซ่อนอยู่",
                       "Answer cell {cell} of sheet “{sheet}” shows nothing but has a link.")],
            sheet=[Text("มีแผ่น “{sheet}” เพิ่มเข้ามาในแบบ", "The sheet “{sheet}” was added to the form.")],
            comment=[Text("มีความคิดเห็นที่ช่อง {cell} ในแผ่น “{sheet}”",
                          "There is a comment at cell {cell} of sheet “{sheet}”."),
                     Text("มีความคิดเห็นในแผ่น “{sheet}”", "There is a comment on sheet “{sheet}”.")],
            picture=[Text("มีรูปภาพที่ช่อง {cell} ในแผ่น “{sheet}”",
                          "There is a picture at cell {cell} of sheet “{sheet}”."),
                     Text("มีรูปภาพในแผ่น “{sheet}”", "There is a picture on sheet “{sheet}”.")],
            ink=[Text("มีลายมือเขียนที่ช่อง {cell} ในแผ่น “{sheet}”",
                      "There is handwriting at cell {cell} of sheet “{sheet}”."),
                 Text("มีลายมือเขียนในแผ่น “{sheet}”", "There is handwriting on sheet “{sheet}”.")],
            signature=[Text("มีลายเซ็นที่ช่อง {cell} ในแผ่น “{sheet}”",
                            "There is a signature at cell {cell} of sheet “{sheet}”."),
                       Text("มีลายเซ็นในแผ่น “{sheet}”", "There is a signature on sheet “{sheet}”.")]),
        fix=words(Text("หากเป็นคำตอบ ให้ย้ายไปไว้ในช่องคำตอบของข้อนั้นแล้วส่งกลับ หากเป็นเพียงหมายเหตุ ไม่ต้องดำเนินการใด",
                       "If it is an answer, move it into its answer cell and send the file back; if it is only a note, "
                       "nothing needs to be done.")),
        bad=Text("เขียนคำตอบไว้ข้างตาราง", "an answer written beside the table"),
        good=Text("เขียนคำตอบในช่องคำตอบ", "the answer in its answer cell"),
        sample={**_CELL, "variant": Text("comment"), "value": Text("ดูไฟล์แนบ", "see attachment")},
    ),
    CatalogueEntry(
        code="content-cut", severity=Severity.WARNING,
        title=Text("เนื้อหามากเกินกว่าจะแสดงทั้งหมด", "Too much content to list"),
        why=Text("ไฟล์มีข้อความนอกช่องคำตอบมากกว่าแบบที่กรอกตามปกติหลายเท่า จึงแสดงเพียงส่วนแรก ข้อความทั้งหมดยังอยู่ในไฟล์ต้นฉบับ",
                 "The workbook contains many times more text outside the answer cells than a filled-in form. Only the "
                 "first part is listed; all of it is still in the original file."),
        message=words(Text("มีข้อความนอกช่องคำตอบอีก {pieces} รายการ ({characters} ตัวอักษร) ที่ไม่ได้แสดงไว้",
                           "{pieces} more texts outside the answer cells ({characters} characters) are not listed."),
                      Text("มีข้อความนอกช่องคำตอบอีกที่ไม่ได้แสดงไว้",
                           "More texts outside the answer cells are not listed.")),
        fix=words(Text("ลบข้อความที่ไม่ใช่คำตอบออกจากไฟล์ แล้วส่งกลับ หากเป็นเอกสารประกอบ ให้ส่งเป็นไฟล์แนบแยกต่างหาก",
                       "Delete what is not an answer and send the file back; send other material as a separate file.")),
        bad=Text("วางรายงานทั้งเล่มไว้ในแผ่นของแบบ", "a whole report pasted onto a sheet of the form"),
        good=Text("กรอกเฉพาะช่องคำตอบ และแนบรายงานเป็นไฟล์แยก", "answers in their cells, the report as a separate file"),
        sample={"pieces": Text("1,200"), "characters": Text("3,400,000")},
    ),
)
