"""Findings about the content of an answer cell."""

from __future__ import annotations

from pmqa_xlsx.catalogue.model import CatalogueEntry, Severity, words
from pmqa_xlsx.text.language import Text

#: The facts that the ingester gives about every answer cell.
_SLOT = {
    "field": Text("หลักฐาน", "Evidence"), "about": Text("ข้อ 3", "item 3"), "sheet": Text("หมวด 1", "Category 1"),
    "cell": Text("D7"),
}
PERHAPS = Text("อาจหมายถึง “{proposal}”", "Perhaps “{proposal}” is meant.")


def sample_slot(**facts: Text) -> dict[str, Text]:
    """The sample facts of a finding about an answer cell, with those of its own."""
    return {**_SLOT, **facts}


ENTRIES = (
    CatalogueEntry(
        code="answer-missing", severity=Severity.ERROR,
        title=Text("ยังไม่ได้กรอก", "Answer missing"),
        why=Text("ช่องที่ต้องกรอกยังว่างอยู่ แบบจึงยังไม่ครบถ้วน",
                 "A required cell is empty, so the return is not complete."),
        message=words(Text("ยังไม่ได้กรอก {question}", "{question} has not been filled in."),
                      Text("ยังไม่ได้กรอกช่องที่ต้องกรอก", "A required answer has not been filled in.")),
        fix=words(Text("กรอกช่อง {cell} ในแผ่น “{sheet}” แล้วบันทึกและส่งกลับ",
                       "Fill in cell {cell} of sheet “{sheet}”, then save and send the file back."),
                  Text("กรอกช่องนั้น แล้วบันทึกและส่งกลับ", "Fill in the cell, then save and send the file back.")),
        bad=Text("(ว่าง)", "(empty)"),
        good=Text("คำสั่งที่ 123/2569", "Order No. 123/2569"),
        sample=sample_slot(),
    ),
    CatalogueEntry(
        code="required-by", severity=Severity.ERROR,
        title=Text("ต้องกรอกตามคำตอบอื่น", "Required by another answer"),
        why=Text("คำตอบอีกช่องหนึ่งในแถวเดียวกันทำให้ช่องนี้ต้องกรอก แต่ยังว่างอยู่",
                 "Another answer in the same row makes this cell required, but it is empty."),
        message=words(
            Text("ยังไม่ได้กรอก {question} ซึ่งต้องกรอกเมื่อ “{other}” เป็น “{answer}”",
                 "{question} has not been filled in; it is required when “{other}” is “{answer}”."),
            Text("ยังไม่ได้กรอก {question} ซึ่งต้องกรอกตามคำตอบอื่นในแถวเดียวกัน",
                 "{question} has not been filled in; another answer in the same row requires it."),
            Text("ยังไม่ได้กรอกช่องที่ต้องกรอกตามคำตอบอื่นในแถวเดียวกัน",
                 "An answer that another one in the same row requires has not been filled in.")),
        fix=words(
            Text("กรอกช่อง {cell} ในแผ่น “{sheet}” หรือแก้คำตอบของ “{other}” หากเลือกผิด แล้วบันทึกและส่งกลับ",
                 "Fill in cell {cell} of sheet “{sheet}”, or correct “{other}” if it was chosen by mistake; then save "
                 "and send the file back."),
            Text("กรอกช่อง {cell} ในแผ่น “{sheet}” หรือแก้คำตอบที่ทำให้ต้องกรอก แล้วบันทึกและส่งกลับ",
                 "Fill in cell {cell} of sheet “{sheet}”, or correct the answer that requires it; then save and send "
                 "the file back."),
            Text("กรอกช่องนั้น หรือแก้คำตอบที่ทำให้ต้องกรอก แล้วบันทึกและส่งกลับ",
                 "Fill in the cell, or correct the answer that requires it; then save and send the file back.")),
        bad=Text("แนวทาง: มี / หลักฐาน: (ว่าง)", "Approach: Yes / Evidence: (empty)"),
        good=Text("แนวทาง: มี / หลักฐาน: คำสั่งที่ 123/2569", "Approach: Yes / Evidence: Order No. 123/2569"),
        sample=sample_slot(other=Text("แนวทาง", "Approach"), answer=Text("มี", "Yes")),
    ),
    CatalogueEntry(
        code="not-a-choice", severity=Severity.ERROR,
        title=Text("ไม่อยู่ในรายการ", "Not on the list"),
        why=Text("ช่องนี้รับเฉพาะคำตอบในรายการ ข้อความอื่นไม่นับเป็นคำตอบ",
                 "Only answers from the list are valid in this cell; any other text does not count as an answer."),
        message=words(Text("คำตอบ “{value}” ของ {question} ไม่อยู่ในรายการ",
                           "The answer “{value}” to {question} is not on the list."),
                      Text("คำตอบในช่องนี้ไม่อยู่ในรายการ", "The answer is not on the list."),
                      details=[PERHAPS]),
        fix=words(Text("เลือกคำตอบจากรายการในช่อง {cell} ของแผ่น “{sheet}” แล้วบันทึกและส่งกลับ",
                       "Choose an answer from the list in cell {cell} of sheet “{sheet}”, then save and send the file "
                       "back."),
                  Text("เลือกคำตอบจากรายการ แล้วบันทึกและส่งกลับ",
                       "Choose an answer from the list, then save and send the file back."),
                  details=[Text("ในรายการมี {choices}", "The list has: {choices}.")]),
        bad=Text("มีบางส่วน", "partly"),
        good=Text("มี", "Yes"),
        sample=sample_slot(value=Text("มีบางส่วน", "partly"), choices=Text("มี, ไม่มี", "Yes, No"),
                           proposal=Text("มี", "Yes")),
    ),
    CatalogueEntry(
        code="value-converted", severity=Severity.NOTICE,
        title=Text("แปลงค่าที่กรอก", "Value converted"),
        why=Text("ค่าที่กรอกเขียนต่างจากรูปแบบของช่อง แต่อ่านความหมายได้แน่ชัด จึงแปลงให้ เช่น เลขไทยหรือช่องว่างเกิน",
                 "The typed value is not in the cell's format but has one clear meaning, so it was converted: for "
                 "example Thai digits or extra spaces."),
        message=words(Text("ค่า “{value}” ของ {question} อ่านเป็น “{result}”",
                           "The value “{value}” of {question} was converted to “{result}”."),
                      Text("ค่าในช่องนี้อ่านตามความหมายที่กรอก", "The value was converted by its meaning.")),
        fix=words(Text("ไม่ต้องดำเนินการใดหากอ่านถูกต้อง หากไม่ถูกต้อง ให้แก้ช่อง {cell} ในแผ่น “{sheet}” แล้วส่งกลับ",
                       "Nothing needs to be done if this is right; if not, correct cell {cell} of sheet “{sheet}” and "
                       "send the file back."),
                  Text("ไม่ต้องดำเนินการใดหากอ่านถูกต้อง หากไม่ถูกต้อง ให้แก้ช่องนั้น แล้วส่งกลับ",
                       "Nothing needs to be done if this is right; if not, correct the cell and send the file back.")),
        bad=Text("๘๕ %", "๘๕ %"),
        good=Text("85", "85"),
        sample=sample_slot(value=Text("๘๕ %"), result=Text("85")),
    ),
    CatalogueEntry(
        code="not-a-number", severity=Severity.ERROR,
        title=Text("ไม่ใช่ตัวเลข", "Not a number"),
        why=Text("ช่องนี้รับเฉพาะตัวเลข ข้อความที่อ่านเป็นตัวเลขเดียวไม่ได้ไม่นับเป็นคำตอบ",
                 "The answer must be a number; a text that is not clearly one number does not count as an answer."),
        message=words(Text("ค่า “{value}” ของ {question} ไม่ใช่ตัวเลขที่ช่องนี้รับ",
                           "The value “{value}” of {question} is not a valid number."),
                      Text("ค่าในช่องนี้ไม่ใช่ตัวเลขที่ช่องนี้รับ", "The value is not a valid number."),
                      details=[PERHAPS]),
        fix=words(Text("แก้ช่อง {cell} ในแผ่น “{sheet}” ให้เป็นตัวเลขเพียงค่าเดียว ไม่ใส่หน่วยหรือคำอธิบาย แล้วบันทึกและส่งกลับ",
                       "Correct cell {cell} of sheet “{sheet}” to one number without a unit or words, then save and "
                       "send the file back."),
                  Text("แก้ช่องนั้นให้เป็นตัวเลขเพียงค่าเดียว ไม่ใส่หน่วยหรือคำอธิบาย แล้วบันทึกและส่งกลับ",
                       "Correct the cell to one number without a unit or words, then save and send the file back.")),
        bad=Text("ร้อยละแปดสิบห้า", "eighty-five percent"),
        good=Text("85", "85"),
        sample=sample_slot(value=Text("ประมาณ 85", "about 85"), proposal=Text("85")),
    ),
    CatalogueEntry(
        code="out-of-range", severity=Severity.ERROR,
        title=Text("อยู่นอกช่วงที่กำหนด", "Out of range"),
        why=Text("ค่าน้อยกว่าหรือมากกว่าที่ช่องนี้รับได้ จึงไม่นับเป็นคำตอบ",
                 "The value is too small or too large for this cell, so it does not count as an answer."),
        message=words(Text("ค่า “{value}” ของ {question} อยู่นอกช่วงที่กำหนด",
                           "The value “{value}” of {question} is out of range."),
                      Text("ค่าในช่องนี้อยู่นอกช่วงที่กำหนด", "The value is out of range."),
                      details=[Text("ค่าต่ำสุดคือ {minimum}", "The lowest value is {minimum}."),
                               Text("ค่าสูงสุดคือ {maximum}", "The highest value is {maximum}.")]),
        fix=words(Text("แก้ช่อง {cell} ในแผ่น “{sheet}” ให้อยู่ในช่วงที่กำหนด แล้วบันทึกและส่งกลับ",
                       "Correct cell {cell} of sheet “{sheet}” so that it is within the range, then save and send the "
                       "file back."),
                  Text("แก้ช่องนั้นให้อยู่ในช่วงที่กำหนด แล้วบันทึกและส่งกลับ",
                       "Correct the cell so that it is within the range, then save and send the file back.")),
        bad=Text("850 ในช่องร้อยละ", "850 in a per-cent cell"),
        good=Text("85", "85"),
        sample=sample_slot(value=Text("850"), minimum=Text("0"), maximum=Text("100")),
    ),
    CatalogueEntry(
        code="text-too-long", severity=Severity.ERROR,
        title=Text("ข้อความยาวเกินกำหนด", "Text too long"),
        why=Text("ข้อความยาวกว่าที่ช่องนี้รับได้ ข้อความเต็มเก็บไว้ แต่ไม่นับเป็นคำตอบจนกว่าจะย่อให้สั้นลง",
                 "The text is longer than allowed. It is kept in full, but does not count as an answer until it is "
                 "shortened."),
        message=words(Text("ข้อความของ {question} ยาวเกินกำหนด", "The text of {question} is too long."),
                      Text("ข้อความในช่องนี้ยาวเกินกำหนด", "The text is too long."),
                      details=[Text("ข้อความมี {length} ตัวอักษร", "It has {length} characters."),
                               Text("ช่องนี้รับได้ไม่เกิน {limit} ตัวอักษร", "The cell accepts at most {limit}.")]),
        fix=words(Text("ย่อข้อความในช่อง {cell} ของแผ่น “{sheet}” ให้ไม่เกิน {limit} ตัวอักษร แล้วบันทึกและส่งกลับ",
                       "Shorten cell {cell} of sheet “{sheet}” to at most {limit} characters, then save and send the "
                       "file back."),
                  Text("ย่อข้อความในช่อง {cell} ของแผ่น “{sheet}” แล้วบันทึกและส่งกลับ",
                       "Shorten the text in cell {cell} of sheet “{sheet}”, then save and send the file back."),
                  Text("ย่อข้อความในช่องนั้น แล้วบันทึกและส่งกลับ",
                       "Shorten the text in the cell, then save and send the file back."),
                  details=[Text("รายละเอียดอื่นส่งเป็นเอกสารแนบได้", "Details can be attached.")]),
        bad=Text("ข้อความ 2,350 ตัวอักษรในช่องที่รับ 2,000", "2,350 characters in a cell for 2,000"),
        good=Text("สรุปไม่เกิน 2,000 ตัวอักษร", "a summary of at most 2,000 characters"),
        sample=sample_slot(length=Text("2,350"), limit=Text("2,000")),
    ),
    CatalogueEntry(
        code="bad-url", severity=Severity.ERROR,
        title=Text("ที่อยู่เว็บไซต์ไม่ถูกต้อง", "Not a web address"),
        why=Text("ช่องนี้รับที่อยู่เว็บไซต์หนึ่งแห่ง ขึ้นต้นด้วย https:// หรือ http:// และไม่มีช่องว่าง",
                 "The answer must be one web address that begins with https:// or http:// and has no spaces."),
        message=words(Text("ค่า “{value}” ของ {question} ไม่ใช่ที่อยู่เว็บไซต์",
                           "The value “{value}” of {question} is not a web address."),
                      Text("ค่าในช่องนี้ไม่ใช่ที่อยู่เว็บไซต์", "The value is not a web address.")),
        fix=words(Text("แก้ช่อง {cell} ในแผ่น “{sheet}” เป็นที่อยู่เว็บไซต์หนึ่งแห่ง เช่น https://www.example.go.th แล้วบันทึกและส่งกลับ",
                       "Correct cell {cell} of sheet “{sheet}” to one web address, e.g. https://www.example.go.th, "
                       "then save and send the file back."),
                  Text("แก้ช่องนั้นเป็นที่อยู่เว็บไซต์หนึ่งแห่ง เช่น https://www.example.go.th แล้วบันทึกและส่งกลับ",
                       "Correct the cell to one web address, e.g. https://www.example.go.th, then save and send the "
                       "file back.")),
        bad=Text("ดูเว็บจังหวัด", "see our site"),
        good=Text("https://www.example.go.th", "https://www.example.go.th"),
        sample=sample_slot(value=Text("ดูเว็บจังหวัด", "see our site")),
    ),
    CatalogueEntry(
        code="bad-email", severity=Severity.ERROR,
        title=Text("อีเมลไม่ถูกต้อง", "Not an e-mail address"),
        why=Text("ข้อความในช่องส่งอีเมลถึงไม่ได้ ข้อเสนอแก้ไขเป็นเพียงการคาดเดา จึงไม่แก้ให้เอง",
                 "No mail can be sent to the text in this cell. A proposal is only a guess and is never used "
                 "automatically."),
        message=words(Text("อีเมล “{value}” ของ {question} ไม่ถูกต้อง",
                           "The e-mail address “{value}” of {question} is not valid."),
                      Text("อีเมลในช่องนี้ไม่ถูกต้อง", "The e-mail address is not valid."),
                      details=[PERHAPS]),
        fix=words(Text("แก้ช่อง {cell} ในแผ่น “{sheet}” ให้เป็นอีเมลหนึ่งรายการ เช่น {proposal} แล้วบันทึกและส่งกลับ",
                       "Correct cell {cell} of sheet “{sheet}” to one address, e.g. {proposal}, then save and send the "
                       "file back."),
                  Text("แก้ช่อง {cell} ในแผ่น “{sheet}” ให้เป็นอีเมลหนึ่งรายการ เช่น somchai@example.go.th แล้วบันทึกและส่งกลับ",
                       "Correct cell {cell} of sheet “{sheet}” to one address, e.g. somchai@example.go.th, then save "
                       "and send the file back."),
                  Text("แก้ช่องนั้นให้เป็นอีเมลหนึ่งรายการ เช่น somchai@example.go.th แล้วบันทึกและส่งกลับ",
                       "Correct the cell to one address, e.g. somchai@example.go.th, then save and send the file "
                       "back.")),
        bad=Text("somchai@example,co.th", "somchai@example,co.th"),
        good=Text("somchai@example.co.th", "somchai@example.co.th"),
        sample=sample_slot(value=Text("somchai@example,co.th"), proposal=Text("somchai@example.co.th")),
    ),
    CatalogueEntry(
        code="several-emails", severity=Severity.WARNING,
        title=Text("หลายอีเมลในช่องเดียว", "Several addresses in one cell"),
        why=Text("ช่องหนึ่งมีอีเมลมากกว่าหนึ่งรายการ ทุกรายการแยกไว้ในรายชื่อผู้ติดต่อแล้ว",
                 "One cell contains more than one address. Each is listed in the contacts."),
        message=words(Text("ช่องของ {question} มีอีเมลหลายรายการ คือ {emails}",
                           "The cell of {question} contains several addresses: {emails}."),
                      Text("ช่องคำตอบมีอีเมลหลายรายการ", "The cell contains several addresses.")),
        fix=words(Text("ไม่ต้องดำเนินการใดหากอีเมลถูกต้อง ครั้งต่อไปขอให้กรอกช่องละหนึ่งอีเมล",
                       "Nothing needs to be done if they are right. Next time please enter one address in each cell.")),
        bad=Text("a@example.go.th, b@example.go.th", "a@example.go.th, b@example.go.th"),
        good=Text("a@example.go.th ในช่องแรก และ b@example.go.th ในช่องถัดไป",
                  "a@example.go.th in the first cell, b@example.go.th in the next"),
        sample=sample_slot(value=Text("a@example.go.th, b@example.go.th"),
                           emails=Text("a@example.go.th, b@example.go.th")),
    ),
)
