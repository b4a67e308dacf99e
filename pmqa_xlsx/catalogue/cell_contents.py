"""Findings about answer cells with something else than one visible answer: formulas, errors, merged cells, pictures."""

from __future__ import annotations

from pmqa_xlsx.catalogue.answers import sample_slot
from pmqa_xlsx.catalogue.model import CatalogueEntry, Severity, words
from pmqa_xlsx.text.language import Text

#: How to get rid of merged cells: a locked sheet does not let anybody split them.
_COPY = Text("แผ่นที่ล็อกไว้เลิกผสานเซลล์ไม่ได้ ให้คัดลอกคำตอบไปวางแบบ “ค่าเท่านั้น” ทีละช่องในไฟล์แบบที่ได้รับไป แล้วส่งไฟล์นั้น",
             "A locked sheet does not let you split merged cells: paste the answers as values into the workbook that "
             "was sent to you, each into its own cell, and send that.")

ENTRIES = (
    CatalogueEntry(
        code="formula-in-answer", severity=Severity.WARNING,
        title=Text("มีสูตรในช่องคำตอบ", "Formula in an answer cell"),
        why=Text("ใช้ค่าที่สูตรคำนวณไว้เมื่อบันทึกครั้งล่าสุด ซึ่งอาจเปลี่ยนไปหากสูตรอ้างถึงไฟล์หรือช่องอื่น",
                 "The formula's last saved value is used. It may be out of date if the formula refers to other cells "
                 "or files."),
        message=words(Text("ช่องของ {question} เป็นสูตร ใช้ค่าที่คำนวณไว้คือ “{result}”",
                           "The cell of {question} contains a formula; its last value “{result}” is used."),
                      Text("ช่องคำตอบเป็นสูตร ใช้ค่าที่คำนวณไว้",
                           "The cell contains a formula; its last value is used."),
                      details=[Text("สูตรคือ {formula}", "The formula is {formula}.")]),
        fix=words(Text("ตรวจค่า หากไม่ถูกต้อง ให้พิมพ์ค่าแทนสูตรในช่อง {cell} ของแผ่น “{sheet}” แล้วบันทึกและส่งกลับ",
                       "Check the value; if it is wrong, type the value instead of the formula in cell {cell} of "
                       "sheet “{sheet}”, then save and send the file back."),
                  Text("ตรวจค่า หากไม่ถูกต้อง ให้พิมพ์ค่าแทนสูตร แล้วบันทึกและส่งกลับ",
                       "Check the value; if it is wrong, type the value instead of the formula, then save and send "
                       "the file back.")),
        bad=Text("=40+45", "=40+45"),
        good=Text("85", "85"),
        sample=sample_slot(value=Text("85"), formula=Text("=40+45"), result=Text("85")),
    ),
    CatalogueEntry(
        code="formula-uncalculated", severity=Severity.ERROR,
        title=Text("สูตรยังไม่คำนวณ", "Formula without a value"),
        why=Text("ไฟล์ไม่มีค่าที่สูตรคำนวณได้ จึงไม่ทราบคำตอบ",
                 "The file contains no value for the formula, so the answer is not known."),
        message=words(Text("ช่องของ {question} เป็นสูตรที่ยังไม่มีค่า",
                           "The cell of {question} contains a formula without a value."),
                      Text("ช่องคำตอบเป็นสูตรที่ยังไม่มีค่า", "The cell contains a formula without a value."),
                      details=[Text("สูตรคือ {formula}", "The formula is {formula}.")]),
        fix=words(Text("พิมพ์ค่าแทนสูตรในช่อง {cell} ของแผ่น “{sheet}” แล้วบันทึกและส่งกลับ",
                       "Type the value instead of the formula in cell {cell} of sheet “{sheet}”, then save and send "
                       "the file back."),
                  Text("พิมพ์ค่าแทนสูตร แล้วบันทึกและส่งกลับ",
                       "Type the value instead of the formula, then save and send the file back.")),
        bad=Text("=40+45 ที่บันทึกโดยไม่มีผลลัพธ์", "=40+45 saved without its result"),
        good=Text("85", "85"),
        sample=sample_slot(formula=Text("=40+45")),
    ),
    CatalogueEntry(
        code="error-value", severity=Severity.ERROR,
        title=Text("ช่องแสดงข้อผิดพลาดของ Excel", "Excel error in the cell"),
        why=Text("ช่องมีค่าผิดพลาด เช่น #REF! มักเกิดจากสูตรที่อ้างถึงช่องที่ถูกลบ จึงไม่ใช่คำตอบ",
                 "The cell shows an error such as #REF!, often from a formula that refers to deleted cells; this is "
                 "not an answer."),
        message=words(Text("ช่องของ {question} แสดงข้อผิดพลาด {value} แทนคำตอบ",
                           "The cell of {question} shows the error {value} instead of an answer."),
                      Text("ช่องคำตอบแสดงข้อผิดพลาดแทนคำตอบ", "The cell shows an error instead of an answer.")),
        fix=words(Text("พิมพ์คำตอบในช่อง {cell} ของแผ่น “{sheet}” แล้วบันทึกและส่งกลับ",
                       "Type the answer in cell {cell} of sheet “{sheet}”, then save and send the file back."),
                  Text("พิมพ์คำตอบในช่องนั้น แล้วบันทึกและส่งกลับ",
                       "Type the answer in the cell, then save and send the file back.")),
        bad=Text("#REF!", "#REF!"),
        good=Text("85", "85"),
        sample=sample_slot(value=Text("#REF!")),
    ),
    CatalogueEntry(
        code="cells-merged", severity=Severity.WARNING,
        title=Text("ช่องคำตอบถูกผสาน", "Answer cells merged"),
        why=Text("ช่องคำตอบหลายช่องถูกผสานเป็นช่องเดียว ช่องที่ถูกซ่อนจึงกรอกไม่ได้ คำตอบในช่องแรกอ่านเป็นของช่องแรกเท่านั้น",
                 "Several answer cells were merged into one, so the hidden ones cannot be filled in. What the first "
                 "cell contains is read as the answer of that cell only."),
        message=words(
            Text("ช่อง {cells} ของแผ่น “{sheet}” ถูกผสานเป็นช่องเดียว ช่องคำตอบ {hidden} จึงกรอกไม่ได้",
                 "Cells {cells} of sheet “{sheet}” were merged into one, so that {hidden} cannot be filled in."),
            Text("ช่องคำตอบหลายช่องถูกผสานเป็นช่องเดียว", "Several answer cells were merged into one.")),
        fix=words(_COPY),
        bad=Text("ผสานช่อง D7:D9 เพื่อเขียนหลักฐานครั้งเดียว", "cells D7:D9 merged to write the evidence once"),
        good=Text("ช่อง D7 D8 และ D9 แยกกัน", "cells D7, D8 and D9 apart"),
        sample={"sheet": Text("หมวด 1", "Category 1"), "cells": Text("D7:D9"), "hidden": Text("D8, D9")},
    ),
    CatalogueEntry(
        code="hidden-by-merge", severity=Severity.ERROR,
        title=Text("คำตอบถูกซ่อนใต้ช่องที่ผสาน", "Answer hidden below merged cells"),
        why=Text("ช่องคำตอบมีข้อความ แต่ถูกซ่อนอยู่ใต้ช่องที่ผสาน จึงไม่มีผู้ใดมองเห็น และไม่นับเป็นคำตอบ",
                 "The cell contains a text, but it is hidden below merged cells where nobody sees it, so it is not "
                 "used as an answer."),
        message=words(
            Text("คำตอบของ {question} ถูกซ่อนอยู่ใต้ช่องที่ผสาน", "The answer of {question} is hidden below merged cells."),
            Text("คำตอบหนึ่งถูกซ่อนอยู่ใต้ช่องที่ผสาน", "An answer is hidden below merged cells."),
            details=[Text("ข้อความที่ซ่อนอยู่คือ “{value}”", "The hidden text is “{value}”.")]),
        fix=words(_COPY),
        bad=Text("ข้อความในช่อง D8 ที่ผสานอยู่ใต้ D7", "a text in D8, which is merged with D7"),
        good=Text("ข้อความในช่อง D8 ที่มองเห็นได้", "a text in D8 that can be seen"),
        sample=sample_slot(value=Text("มีคำสั่งแต่งตั้ง", "an order exists")),
    ),
    CatalogueEntry(
        code="picture-in-answer", severity=Severity.ERROR,
        title=Text("รูปภาพแทนคำตอบ", "Picture instead of an answer"),
        why=Text("ช่องคำตอบมีรูปภาพวางอยู่ในช่อง รูปภาพนำไปรวมเป็นข้อมูลไม่ได้ จึงไม่นับเป็นคำตอบ",
                 "A picture was put into the answer cell itself. A picture cannot be counted or compared, so it is not "
                 "an answer."),
        message=words(
            Text("ช่องของ {question} มีรูปภาพแทนคำตอบ", "The cell of {question} contains a picture instead of an answer."),
            Text("ช่องคำตอบมีรูปภาพแทนคำตอบ", "A cell contains a picture instead of an answer.")),
        fix=words(
            Text("พิมพ์คำตอบเป็นข้อความในช่อง {cell} ของแผ่น “{sheet}” แล้วบันทึกและส่งกลับ",
                 "Type the answer in words in cell {cell} of sheet “{sheet}”, then save and send the file back."),
            Text("พิมพ์คำตอบเป็นข้อความ แล้วบันทึกและส่งกลับ",
                 "Type the answer in words, then save and send the file back."),
            details=[Text("หากต้องการให้เห็นรูปภาพ ให้แนบรูปภาพเป็นอีกไฟล์หนึ่ง",
                          "If the picture matters, attach it as a file of its own.")]),
        bad=Text("รูปถ่ายคำสั่งแต่งตั้งที่วางไว้ในช่องหลักฐาน", "a photo of the order, placed in the cell for evidence"),
        good=Text("คำสั่งที่ 123/2569", "Order No. 123/2569"),
        sample=sample_slot(),
    ),
    CatalogueEntry(
        code="cell-conflict", severity=Severity.ERROR,
        title=Text("ช่องเดียวมีสองคำตอบ", "Two answers in one cell"),
        why=Text("ไฟล์บันทึกช่องเดียวกันไว้มากกว่าหนึ่งครั้ง หรือมีแผ่นซ้ำ โดยเนื้อหาต่างกัน จึงไม่ทราบว่าคำตอบใดถูกต้อง และไม่นำคำตอบใดไปใช้",
                 "The file contains the same cell, or its whole sheet, more than once, with different contents. The "
                 "right one is not known, so none is used."),
        message=words(
            Text("{question} มีคำตอบมากกว่าหนึ่งคำตอบในไฟล์ และเนื้อหาต่างกัน",
                 "{question} is answered more than once in the file, with different contents."),
            Text("ช่องคำตอบหนึ่งมีคำตอบมากกว่าหนึ่งคำตอบในไฟล์ และเนื้อหาต่างกัน",
                 "A cell is answered more than once in the file, with different contents."),
            details=[Text("เนื้อหาคือ “{value}”", "The contents are “{value}”.")]),
        fix=words(
            Text("เปิดไฟล์ใน Excel พิมพ์คำตอบที่ถูกต้องในช่อง {cell} ของแผ่น “{sheet}” ลบแผ่นที่ซ้ำถ้ามี บันทึกเป็นไฟล์ .xlsx ใหม่ "
                 "แล้วส่งกลับ",
                 "Open the file in Excel, type the right answer in cell {cell} of sheet “{sheet}”, delete the copy of "
                 "the sheet if there is one, save as a new .xlsx file and send that."),
            Text("เปิดไฟล์ใน Excel พิมพ์คำตอบที่ถูกต้อง บันทึกเป็นไฟล์ .xlsx ใหม่ แล้วส่งกลับ",
                 "Open the file in Excel, type the right answer, save it as a new .xlsx file and send that.")),
        bad=Text("ช่อง D7 ถูกบันทึกทั้ง “มี” และ “ไม่มี”", "cell D7 stored both as “yes” and as “no”"),
        good=Text("ช่อง D7 มีคำตอบเดียว", "one answer in cell D7"),
        sample=sample_slot(value=Text("มี / ไม่มี", "yes / no")),
    ),
)
