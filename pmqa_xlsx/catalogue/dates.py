"""Findings about years, days and times in answer cells."""

from __future__ import annotations

from pmqa_xlsx.catalogue.answers import PERHAPS, sample_slot
from pmqa_xlsx.catalogue.model import CatalogueEntry, Severity, words
from pmqa_xlsx.text.language import Text

ENTRIES = (
    CatalogueEntry(
        code="bad-year", severity=Severity.ERROR,
        title=Text("ปีไม่ถูกต้อง", "Not a year of the form's calendar"),
        why=Text("ช่องนี้รับปีสี่หลักตามปฏิทินของแบบ (พ.ศ. หรือ ค.ศ.) ปีของอีกปฏิทินไม่แปลงให้เอง เพื่อไม่ให้เข้าใจปีผิด",
                 "The answer must be a year of four digits in the form's calendar (B.E. or C.E.). A year of the other "
                 "calendar is not converted automatically, so that no year is misunderstood."),
        message=words(Text("ค่า “{value}” ของ {question} ไม่ใช่ปี {era}",
                           "The value “{value}” of {question} is not a {era} year."),
                      Text("ค่าในช่องนี้ไม่ใช่ปีตามปฏิทินของแบบ", "The value is not a year of the form's calendar."),
                      details=[PERHAPS]),
        fix=words(*(Text(f"แก้ช่อง {{cell}} ในแผ่น “{{sheet}}” เป็นปี {{era}} สี่หลัก เช่น {year} แล้วบันทึกและส่งกลับ",
                         f"Correct cell {{cell}} of sheet “{{sheet}}” to a {{era}} year of four digits, e.g. {year}, "
                         "then save and send the file back.") for year in ("{proposal}", "{example}")),
                  Text("แก้ช่องนั้นเป็นปีสี่หลักตามปฏิทินของแบบ แล้วบันทึกและส่งกลับ",
                       "Correct the cell to a year of four digits in the form's calendar, then save and send the file "
                       "back.")),
        bad=Text("2026", "2026"),
        good=Text("2569", "2569"),
        sample=sample_slot(value=Text("2026"), proposal=Text("2569"), era=Text("พ.ศ.", "B.E."), example=Text("2569")),
    ),
    CatalogueEntry(
        code="bad-date", severity=Severity.ERROR,
        title=Text("ไม่ใช่วันที่", "Not a date"),
        why=Text("ช่องนี้รับวันที่ ข้อความที่อ่านเป็นวันเดียวไม่ได้แน่ชัดไม่นับเป็นคำตอบ",
                 "The answer must be a date; a text that is not clearly one day does not count as an answer."),
        message=words(Text("ค่า “{value}” ของ {question} ไม่ใช่วันที่ที่อ่านได้",
                           "The value “{value}” of {question} is not a date that can be read."),
                      Text("ค่าในช่องนี้ไม่ใช่วันที่ที่อ่านได้", "The value is not a date that can be read."),
                      details=[PERHAPS]),
        fix=words(Text("แก้ช่อง {cell} ในแผ่น “{sheet}” เป็นวัน/เดือน/ปี ค.ศ. เช่น 30/9/2026 แล้วบันทึกและส่งกลับ",
                       "Correct cell {cell} of sheet “{sheet}” to day/month/year A.D., e.g. 30/9/2026, then save "
                       "and send the file back."),
                  Text("แก้ช่องนั้นเป็นวัน/เดือน/ปี ค.ศ. เช่น 30/9/2026 แล้วบันทึกและส่งกลับ",
                       "Correct the cell to day/month/year A.D., e.g. 30/9/2026, then save and send the file "
                       "back.")),
        bad=Text("สิ้นเดือนกันยายน", "end of September"),
        good=Text("30/9/2026", "30/9/2026"),
        sample=sample_slot(value=Text("30 กันยา 69"), proposal=Text("30/9/2026")),
    ),
    CatalogueEntry(
        code="not-a-time", severity=Severity.ERROR,
        title=Text("ไม่ใช่เวลา", "Not a time"),
        why=Text("ช่องนี้รับเวลาเป็นชั่วโมงและนาที ค่าที่อ่านเป็นเวลาใดเวลาหนึ่งไม่ได้แน่ชัดไม่นับเป็นคำตอบ",
                 "The answer must be a time of day in hours and minutes; a value that is not clearly one time does not "
                 "count as an answer."),
        message=words(Text("ค่า “{value}” ของ {question} ไม่ใช่เวลาที่อ่านได้",
                           "The value “{value}” of {question} is not a time that can be read."),
                      Text("ค่าในช่องนี้ไม่ใช่เวลาที่อ่านได้", "The value is not a time that can be read."),
                      details=[PERHAPS]),
        fix=words(Text("แก้ช่อง {cell} ในแผ่น “{sheet}” เป็นชั่วโมง:นาที เช่น 08:30 แล้วบันทึกและส่งกลับ",
                       "Correct cell {cell} of sheet “{sheet}” to hours and minutes, e.g. 08:30, then save and send "
                       "the file back."),
                  Text("แก้ช่องนั้นเป็นชั่วโมง:นาที เช่น 08:30 แล้วบันทึกและส่งกลับ",
                       "Correct the cell to hours and minutes, e.g. 08:30, then save and send the file back.")),
        bad=Text("แปดโมงครึ่ง", "half past eight"),
        good=Text("08:30", "08:30"),
        sample=sample_slot(value=Text("8.3"), proposal=Text("08:30")),
    ),
    CatalogueEntry(
        code="unexpected-date", severity=Severity.ERROR,
        title=Text("คำตอบกลายเป็นวันที่", "Unexpected date"),
        why=Text("Excel อาจแปลงข้อความเป็นวันที่เอง หรือบันทึกปี พ.ศ. เป็นปี ค.ศ. ค่าจึงอาจไม่ใช่สิ่งที่ตั้งใจกรอก",
                 "Excel may have changed a text into a date, or read a B.E. year as A.D., so the value may not be "
                 "what was meant."),
        message=words(Text("ช่องของ {question} เป็นวันที่ “{value}” ซึ่งไม่ตรงกับที่ช่องนี้รับ",
                           "The cell of {question} contains the date “{value}”, which is not valid there."),
                      Text("ช่องของ {question} เป็นวันที่ ซึ่งไม่ตรงกับที่ช่องนี้รับ",
                           "The cell of {question} contains a date, which is not valid there."),
                      Text("ช่องคำตอบเป็นวันที่ ซึ่งไม่ตรงกับที่ช่องนี้รับ",
                           "The cell contains a date, which is not valid there."),
                      details=[PERHAPS]),
        fix=words(Text("พิมพ์คำตอบใหม่ในช่อง {cell} ของแผ่น “{sheet}” แล้วบันทึกและส่งกลับ",
                       "Type the answer again in cell {cell} of sheet “{sheet}”, then save and send the file back."),
                  Text("พิมพ์คำตอบใหม่ แล้วบันทึกและส่งกลับ",
                       "Type the answer again, then save and send the file back."),
                  details=[Text("หากไม่ได้หมายถึงวันที่แต่ Excel แปลงเป็นวันที่อีก ให้พิมพ์เครื่องหมาย ' นำหน้า",
                                "If it is not a date but Excel changes it into one again, begin with an "
                                "apostrophe (').")]),
        bad=Text("1/2 ที่กลายเป็นวันที่ 1 กุมภาพันธ์", "1/2 turned into 1 February"),
        good=Text("'1/2", "'1/2"),
        sample=sample_slot(value=Text("1/2/2026"), proposal=Text("1/2")),
    ),
)
