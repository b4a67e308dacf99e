"""Findings about answers that do not go together, and about calculated values."""

from __future__ import annotations

from pmqa_xlsx.catalogue.answers import sample_slot
from pmqa_xlsx.catalogue.model import CatalogueEntry, Severity, words
from pmqa_xlsx.text.language import Text

ENTRIES = (
    CatalogueEntry(
        code="inconsistent", severity=Severity.WARNING,
        title=Text("คำตอบไม่สอดคล้องกัน", "Answers do not go together"),
        why=Text("คำตอบหลายช่องขัดกันตามกฎที่ผู้จัดทำแบบกำหนด บางกฎต้องแก้ไข (ข้อผิดพลาด) บางกฎขอให้ตรวจดู (คำเตือน)",
                 "Several answers contradict each other by a rule of the office. Some rules require a correction "
                 "(error), others "
                 "ask for a second look (warning)."),
        message=words(Text("{about}: {said}", "{about}: {said}"), Text("{said}", "{said}"),
                      Text("คำตอบหลายช่องขัดกัน", "Several answers contradict each other.")),
        fix=words(Text("{advice}", "{advice}"),
                  Text("ตรวจช่อง {cell} ในแผ่น “{sheet}” และช่องที่เกี่ยวข้อง แล้วแก้ช่องที่ไม่ถูกต้อง",
                       "Check cell {cell} of sheet “{sheet}” and the answers beside it, and correct the one that is "
                       "wrong."),
                  Text("ตรวจคำตอบเหล่านั้น แล้วแก้ช่องที่ไม่ถูกต้อง",
                       "Check these answers and correct the one that is wrong.")),
        bad=Text("แนวทาง: ไม่มี / การนำไปปฏิบัติ: มี", "Approach: No / Deployment: Yes"),
        good=Text("แนวทาง: มี / การนำไปปฏิบัติ: มี", "Approach: Yes / Deployment: Yes"),
        sample=sample_slot(said=Text("มีการนำไปปฏิบัติทั้งที่ไม่มีแนวทาง", "There is a deployment but no approach."),
                           advice=Text("แก้แนวทางเป็น มี หรือแก้ช่องอื่น",
                                       "Change the approach to Yes, or the other answers.")),
    ),
    CatalogueEntry(
        code="computed-differs", severity=Severity.WARNING,
        title=Text("ค่าที่คำนวณไม่ตรงกัน", "Calculated value differs"),
        why=Text("ช่องที่คำนวณเองในไฟล์แสดงค่าอื่น ผลลัพธ์ใช้ค่าที่โปรแกรมคำนวณจากคำตอบ",
                 "A calculated cell of the workbook shows another value. The results use what the program "
                 "calculates from the "
                 "answers."),
        message=words(Text("{question} แสดง {shown} แต่คำนวณจากคำตอบได้ {calculated}",
                           "{question} shows {shown}, but the answers give {calculated}."),
                      Text("ช่องที่คำนวณเองแสดงค่าอื่น", "A calculated cell shows another value.")),
        fix=words(Text("ไม่ต้องแก้ช่องนี้ โปรดตรวจคำตอบที่ใช้คำนวณ และเปิดไฟล์ใน Excel "
                       "แล้วบันทึกใหม่หากแก้ด้วยโปรแกรมอื่น",
                       "Nothing needs to be typed here. Check the answers that it is calculated from; if another "
                       "program "
                       "changed the file, open it in Excel and save it again.")),
        bad=Text("ผลรวม: 50 (พิมพ์ทับสูตร)", "Total: 50 (typed over the formula)"),
        good=Text("ผลรวม: 45 (ตามสูตร)", "Total: 45 (by the formula)"),
        sample=sample_slot(shown=Text("50"), calculated=Text("45")),
    ),
)
