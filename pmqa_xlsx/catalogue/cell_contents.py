"""Findings about answer cells without exactly one visible answer."""

from __future__ import annotations

from pmqa_xlsx.catalogue.model import FindingEntry, Severity
from pmqa_xlsx.text.language import Text

#: Facts that the ingester gives for every answer cell.
_SAMPLE = {"field": Text("หลักฐาน", "Evidence"), "about": Text("ข้อ 3", "item 3"), "sheet": Text("หมวด 1", "Category 1"),
           "cell": Text("D7")}
_CELL_TH, _CELL_EN = "ช่อง[ “{field}”|คำตอบ][ ของ {about}]", "[The cell for “{field}”|An answer cell][ of {about}]"
_HERE_TH, _HERE_EN = "[ในช่อง {cell} ของแผ่น “{sheet}”]", "[ in cell {cell} of sheet “{sheet}”]"

ENTRIES = (
    FindingEntry(
        code="picture-in-answer", severity=Severity.ERROR,
        title=Text("รูปภาพแทนคำตอบ", "Picture instead of an answer"),
        why=Text("ช่องคำตอบมีรูปภาพวางอยู่ในช่อง รูปภาพนำไปรวมเป็นข้อมูลไม่ได้ จึงไม่นับเป็นคำตอบ",
                 "A picture was put into the answer cell itself. A picture cannot be counted or compared, so it is no "
                 "answer."),
        says=Text(f"{_CELL_TH} มีรูปภาพแทนคำตอบ", f"{_CELL_EN} contains a picture instead of an answer."),
        fix_text=Text(f"พิมพ์คำตอบเป็นข้อความ{_HERE_TH} บันทึกและส่งกลับ หากต้องการให้เห็นรูปภาพ ให้แนบรูปภาพเป็นอีกไฟล์หนึ่ง",
                      f"Type the answer in words{_HERE_EN}, save and send it back; if the picture matters, attach it "
                      "as a file of its own."),
        bad=Text("รูปถ่ายคำสั่งแต่งตั้งที่วางไว้ในช่องหลักฐาน", "a photo of the order, placed in the cell for evidence"),
        good=Text("คำสั่งที่ 123/2569", "Order No. 123/2569"),
        sample=_SAMPLE,
    ),
    FindingEntry(
        code="cell-conflict", severity=Severity.ERROR,
        title=Text("ช่องเดียวมีสองคำตอบ", "Two answers in one cell"),
        why=Text("ไฟล์บันทึกช่องเดียวกันไว้มากกว่าหนึ่งครั้งโดยเนื้อหาต่างกัน จึงไม่ทราบว่าคำตอบใดถูกต้อง และไม่นำคำตอบใดไปใช้",
                 "The file contains the same cell more than once, with different contents. The right one is not known, "
                 "so none is used."),
        says=Text(f"{_CELL_TH} ถูกบันทึกไว้ในไฟล์มากกว่าหนึ่งครั้ง โดยเนื้อหาต่างกัน[: “{{value}}”]",
                  f"{_CELL_EN} is in the file more than once, with different contents[: “{{value}}”]."),
        fix_text=Text(f"เปิดไฟล์ใน Excel พิมพ์คำตอบที่ถูกต้อง{_HERE_TH} บันทึกเป็นไฟล์ .xlsx ใหม่ แล้วส่งกลับ",
                      f"Open the file in Excel, type the right answer{_HERE_EN}, save it as a new .xlsx file and "
                      "send that."),
        bad=Text("ช่อง D7 ถูกบันทึกทั้ง “มี” และ “ไม่มี”", "cell D7 stored both as “yes” and as “no”"),
        good=Text("ช่อง D7 มีคำตอบเดียว", "one answer in cell D7"),
        sample={**_SAMPLE, "value": Text("มี / ไม่มี", "yes / no")},
    ),
)
