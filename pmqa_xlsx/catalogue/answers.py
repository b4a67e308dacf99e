"""Findings about the content of an answer cell."""

from __future__ import annotations

from pmqa_xlsx.catalogue.model import FindingEntry, Severity
from pmqa_xlsx.text.language import Text

#: Facts that the ingester gives for every answer cell.
_SLOT = {
    "field": Text("หลักฐาน", "Evidence"), "about": Text("ข้อ 3", "item 3"), "sheet": Text("หมวด 1", "Category 1"),
    "cell": Text("D7"),
}
_OF_TH, _OF_EN = "[ของ “{field}”|ในช่องคำตอบ][ {about}]", "[ for “{field}”| in an answer cell][ of {about}]"
_CELL_TH, _CELL_EN = "ช่อง[ “{field}”|คำตอบ][ ของ {about}]", "[The cell for “{field}”|An answer cell][ of {about}]"
_GO_TH, _GO_EN = "[แก้ช่อง {cell} ในแผ่น “{sheet}”|แก้ช่องนั้น]", "[Correct cell {cell} of sheet “{sheet}”|Correct the cell]"
_SEND_TH, _SEND_EN = " แล้วบันทึกและส่งกลับ", ", then save and send it back."
_PROPOSAL_TH, _PROPOSAL_EN = "[ (อาจหมายถึง “{proposal}”)]", "[ (perhaps “{proposal}”)]"


def _slot(**facts: Text) -> dict[str, Text]:
    """The sample facts of every finding about an answer cell, and its own."""
    return {**_SLOT, **facts}


ENTRIES = (
    FindingEntry(
        code="answer-missing", severity=Severity.ERROR,
        title=Text("ยังไม่ได้กรอก", "Answer missing"),
        why=Text("ช่องที่ต้องกรอกยังว่างอยู่ แบบจึงยังไม่ครบถ้วน", "A required cell is empty, so the return is not complete."),
        says=Text("ยังไม่ได้กรอก[ “{field}”|ช่องที่ต้องกรอก][ ของ {about}]",
                  "[“{field}”|A required answer][ of {about}] has not been filled in."),
        fix_text=Text("กรอกช่อง[ {cell} ในแผ่น “{sheet}”|นั้น]" + _SEND_TH,
                      "Fill in [cell {cell} of sheet “{sheet}”|the cell]" + _SEND_EN),
        bad=Text("(ว่าง)", "(empty)"),
        good=Text("คำสั่งที่ 123/2569", "Order No. 123/2569"),
        sample=_slot(),
    ),
    FindingEntry(
        code="required-by", severity=Severity.ERROR,
        title=Text("ต้องกรอกตามคำตอบอื่น", "Required by another answer"),
        why=Text("คำตอบอีกช่องหนึ่งในแถวเดียวกันทำให้ช่องนี้ต้องกรอก แต่ยังว่างอยู่",
                 "Another answer in the same row makes this cell required, but it is empty."),
        says=Text("ยังไม่ได้กรอก[ “{field}”|ช่องคำตอบ][ ของ {about}] ซึ่งต้องกรอกเมื่อ[ “{other}”|อีกช่องหนึ่ง]"
                  "[ เป็น “{answer}”| ตอบไว้เช่นนี้]",
                  "[“{field}”|An answer][ of {about}] has not been filled in; it is required because of "
                  "[“{other}”|another answer][: “{answer}”]."),
        fix_text=Text("กรอกช่อง[ {cell} ในแผ่น “{sheet}”|นั้น] หรือแก้คำตอบของ[ “{other}”|อีกช่องหนึ่ง] หากเลือกผิด" + _SEND_TH,
                      "Fill in [cell {cell} of sheet “{sheet}”|the cell], or correct [“{other}”|the other answer] if "
                      "it was chosen by mistake" + _SEND_EN),
        bad=Text("แนวทาง: มี / หลักฐาน: (ว่าง)", "Approach: Yes / Evidence: (empty)"),
        good=Text("แนวทาง: มี / หลักฐาน: คำสั่งที่ 123/2569", "Approach: Yes / Evidence: Order No. 123/2569"),
        sample=_slot(other=Text("แนวทาง", "Approach"), answer=Text("มี", "Yes")),
    ),
    FindingEntry(
        code="not-a-choice", severity=Severity.ERROR,
        title=Text("ไม่อยู่ในรายการ", "Not on the list"),
        why=Text("ช่องนี้รับเฉพาะคำตอบในรายการ ข้อความอื่นไม่นับเป็นคำตอบ",
                 "Only answers from the list are valid in this cell; any other text does not count as an answer."),
        says=Text(f"คำตอบ[ “{{value}}”] {_OF_TH} ไม่อยู่ในรายการ" + _PROPOSAL_TH,
                  f"The answer[ “{{value}}”]{_OF_EN} is not on the list{_PROPOSAL_EN}."),
        fix_text=Text("เลือกคำตอบจากรายการ[ของช่อง {cell} ในแผ่น “{sheet}”][ ได้แก่ {choices}]" + _SEND_TH,
                      "Choose from the list[ of cell {cell} on sheet “{sheet}”][: {choices}]" + _SEND_EN),
        bad=Text("มีบางส่วน", "partly"),
        good=Text("มี", "Yes"),
        sample=_slot(value=Text("มีบางส่วน", "partly"), choices=Text("มี, ไม่มี", "Yes, No"), proposal=Text("มี", "Yes")),
    ),
    FindingEntry(
        code="value-converted", severity=Severity.NOTICE,
        title=Text("แปลงค่าที่กรอก", "Value converted"),
        why=Text("ค่าที่กรอกเขียนต่างจากรูปแบบของช่อง แต่อ่านความหมายได้แน่ชัด จึงแปลงให้ เช่น เลขไทยหรือช่องว่างเกิน",
                 "The typed value is not in the cell's format but has one clear meaning, so it was converted: for "
                 "example Thai digits or extra spaces."),
        says=Text(f"ค่า[ “{{value}}”] {_OF_TH} อ่าน[เป็น “{{result}}”|ตามความหมายที่กรอก]",
                  f"The value[ “{{value}}”]{_OF_EN} was converted[ to “{{result}}”]."),
        fix_text=Text("ไม่ต้องดำเนินการใดหากอ่านถูกต้อง หากไม่ถูกต้อง ให้[แก้ช่อง {cell} ในแผ่น “{sheet}”|แก้ช่องนั้น] แล้วส่งกลับ",
                      "Nothing needs to be done if this is right; if not, correct [cell {cell} of sheet “{sheet}”|the "
                      "cell] and send it back."),
        bad=Text("๘๕ %", "๘๕ %"),
        good=Text("85", "85"),
        sample=_slot(value=Text("๘๕ %"), result=Text("85")),
    ),
    FindingEntry(
        code="not-a-number", severity=Severity.ERROR,
        title=Text("ไม่ใช่ตัวเลข", "Not a number"),
        why=Text("ช่องนี้รับเฉพาะตัวเลข ข้อความที่อ่านเป็นตัวเลขเดียวไม่ได้ไม่นับเป็นคำตอบ",
                 "The answer must be a number; a text that is not clearly one number does not count as an answer."),
        says=Text(f"ค่า[ “{{value}}”] {_OF_TH} ไม่ใช่ตัวเลขที่ช่องนี้รับ" + _PROPOSAL_TH,
                  f"The value[ “{{value}}”]{_OF_EN} is not a valid number{_PROPOSAL_EN}."),
        fix_text=Text(_GO_TH + " ให้เป็นตัวเลขเพียงค่าเดียว ไม่ใส่หน่วยหรือคำอธิบาย" + _SEND_TH,
                      _GO_EN + ": one number, without a unit or words" + _SEND_EN),
        bad=Text("ร้อยละแปดสิบห้า", "eighty-five percent"),
        good=Text("85", "85"),
        sample=_slot(value=Text("ประมาณ 85", "about 85"), proposal=Text("85")),
    ),
    FindingEntry(
        code="out-of-range", severity=Severity.ERROR,
        title=Text("อยู่นอกช่วงที่กำหนด", "Out of range"),
        why=Text("ค่าน้อยกว่าหรือมากกว่าที่ช่องนี้รับได้ จึงไม่นับเป็นคำตอบ",
                 "The value is too small or too large for this cell, so it does not count as an answer."),
        says=Text(f"ค่า[ “{{value}}”] {_OF_TH} อยู่นอกช่วงที่กำหนด[ ค่าต่ำสุดคือ {{minimum}}][ ค่าสูงสุดคือ {{maximum}}]",
                  f"The value[ “{{value}}”]{_OF_EN} is out of range[ (at least {{minimum}})][ (at most {{maximum}})]."),
        fix_text=Text(_GO_TH + " ให้อยู่ในช่วงที่กำหนด" + _SEND_TH, _GO_EN + " so that it is within the range" + _SEND_EN),
        bad=Text("850 ในช่องร้อยละ", "850 in a per-cent cell"),
        good=Text("85", "85"),
        sample=_slot(value=Text("850"), minimum=Text("0"), maximum=Text("100")),
    ),
    FindingEntry(
        code="text-too-long", severity=Severity.ERROR,
        title=Text("ข้อความยาวเกินกำหนด", "Text too long"),
        why=Text("ข้อความยาวกว่าที่ช่องนี้รับได้ ข้อความเต็มเก็บไว้ แต่ไม่นับเป็นคำตอบจนกว่าจะย่อให้สั้นลง",
                 "The text is longer than allowed. It is kept in full, but does not count as an answer until it is "
                 "shortened."),
        says=Text(f"ข้อความ {_OF_TH} ยาวเกินกำหนด[ คือ {{length}} ตัวอักษร][ จากที่รับได้ {{limit}} ตัวอักษร]",
                  f"The text{_OF_EN} is too long[: {{length}} characters][; at most {{limit}} are allowed]."),
        fix_text=Text(_GO_TH + "[ ให้ไม่เกิน {limit} ตัวอักษร| ให้สั้นลง] รายละเอียดอื่นส่งเป็นเอกสารแนบได้" + _SEND_TH,
                      _GO_EN + "[ to at most {limit} characters| to a shorter text] (details can be attached)"
                      + _SEND_EN),
        bad=Text("ข้อความ 2,350 ตัวอักษรในช่องที่รับ 2,000", "2,350 characters in a cell for 2,000"),
        good=Text("สรุปไม่เกิน 2,000 ตัวอักษร", "a summary of at most 2,000 characters"),
        sample=_slot(length=Text("2,350"), limit=Text("2,000")),
    ),
    FindingEntry(
        code="bad-year", severity=Severity.ERROR,
        title=Text("ปี พ.ศ. ไม่ถูกต้อง", "Not a B.E. year"),
        why=Text("ช่องนี้รับปี พ.ศ. สี่หลัก ปี ค.ศ. ไม่แปลงให้เอง เพื่อไม่ให้เข้าใจปีผิด",
                 "The answer must be a Buddhist Era year of four digits. An A.D. year is not converted automatically, "
                 "so that no year is misunderstood."),
        says=Text(f"ค่า[ “{{value}}”] {_OF_TH} ไม่ใช่ปี พ.ศ." + _PROPOSAL_TH,
                  f"The value[ “{{value}}”]{_OF_EN} is not a Buddhist Era year{_PROPOSAL_EN}."),
        fix_text=Text(_GO_TH + " เป็นปี พ.ศ. สี่หลัก[ เช่น {proposal}| เช่น 2569]" + _SEND_TH,
                      _GO_EN + ": a B.E. year of four digits[, e.g. {proposal}|, e.g. 2569]" + _SEND_EN),
        bad=Text("2026", "2026"),
        good=Text("2569", "2569"),
        sample=_slot(value=Text("2026"), proposal=Text("2569")),
    ),
    FindingEntry(
        code="bad-date", severity=Severity.ERROR,
        title=Text("ไม่ใช่วันที่", "Not a date"),
        why=Text("ช่องนี้รับวันที่ ข้อความที่อ่านเป็นวันเดียวไม่ได้แน่ชัดไม่นับเป็นคำตอบ",
                 "The answer must be a date; a text that is not clearly one day does not count as an answer."),
        says=Text(f"ค่า[ “{{value}}”] {_OF_TH} ไม่ใช่วันที่ที่อ่านได้" + _PROPOSAL_TH,
                  f"The value[ “{{value}}”]{_OF_EN} is not a date that can be read{_PROPOSAL_EN}."),
        fix_text=Text(_GO_TH + " เป็นวัน/เดือน/ปี พ.ศ. เช่น 30/9/2569" + _SEND_TH,
                      _GO_EN + ": day/month/year in B.E., e.g. 30/9/2569" + _SEND_EN),
        bad=Text("สิ้นเดือนกันยายน", "end of September"),
        good=Text("30/9/2569", "30/9/2569"),
        sample=_slot(value=Text("30 กันยา 69"), proposal=Text("30/9/2569")),
    ),
    FindingEntry(
        code="unexpected-date", severity=Severity.ERROR,
        title=Text("คำตอบกลายเป็นวันที่", "Unexpected date"),
        why=Text("Excel อาจแปลงข้อความเป็นวันที่เอง หรือบันทึกปี พ.ศ. เป็นปี ค.ศ. ค่าจึงอาจไม่ใช่สิ่งที่ตั้งใจกรอก",
                 "Excel may have changed a text into a date, or read a B.E. year as A.D., so the value may not be "
                 "what was meant."),
        says=Text(f"{_CELL_TH} เป็นวันที่[ “{{value}}”] ซึ่งไม่ตรงกับที่ช่องนี้รับ" + _PROPOSAL_TH,
                  f"{_CELL_EN} contains a date[ “{{value}}”] that is not valid there{_PROPOSAL_EN}."),
        fix_text=Text("พิมพ์คำตอบใหม่[ในช่อง {cell} ของแผ่น “{sheet}”] หากไม่ได้หมายถึงวันที่แต่ Excel แปลงเป็นวันที่อีก "
                      "ให้พิมพ์เครื่องหมาย ' นำหน้า" + _SEND_TH,
                      "Type the answer again[ in cell {cell} of sheet “{sheet}”]; if it is not a date but Excel "
                      "changes it into one again, begin it with an apostrophe (')" + _SEND_EN),
        bad=Text("1/2 ที่กลายเป็นวันที่ 1 กุมภาพันธ์", "1/2 turned into 1 February"),
        good=Text("'1/2", "'1/2"),
        sample=_slot(value=Text("1/2/2026"), proposal=Text("1/2")),
    ),
    FindingEntry(
        code="bad-email", severity=Severity.ERROR,
        title=Text("อีเมลไม่ถูกต้อง", "Not an e-mail address"),
        why=Text("ข้อความในช่องส่งอีเมลถึงไม่ได้ ข้อเสนอแก้ไขเป็นเพียงการคาดเดา จึงไม่แก้ให้เอง",
                 "No mail can be sent to the text in this cell. A proposal is only a guess and is never used "
                 "automatically."),
        says=Text(f"อีเมล[ “{{value}}”] {_OF_TH} ไม่ถูกต้อง" + _PROPOSAL_TH,
                  f"The e-mail address[ “{{value}}”]{_OF_EN} is not valid{_PROPOSAL_EN}."),
        fix_text=Text(_GO_TH + " เป็นอีเมลหนึ่งรายการ[ เช่น {proposal}| เช่น somchai@example.go.th]" + _SEND_TH,
                      _GO_EN + ": one address[, e.g. {proposal}|, e.g. somchai@example.go.th]" + _SEND_EN),
        bad=Text("somchai@example,co.th", "somchai@example,co.th"),
        good=Text("somchai@example.co.th", "somchai@example.co.th"),
        sample=_slot(value=Text("somchai@example,co.th"), proposal=Text("somchai@example.co.th")),
    ),
    FindingEntry(
        code="several-emails", severity=Severity.WARNING,
        title=Text("หลายอีเมลในช่องเดียว", "Several addresses in one cell"),
        why=Text("ช่องหนึ่งมีอีเมลมากกว่าหนึ่งรายการ ทุกรายการแยกไว้ในรายชื่อผู้ติดต่อแล้ว",
                 "One cell contains more than one address. Each is listed in the contacts."),
        says=Text(f"{_CELL_TH} มีอีเมลหลายรายการ[: {{emails}}]",
                  f"{_CELL_EN} contains several addresses[: {{emails}}]."),
        fix_text=Text("ไม่ต้องดำเนินการใดหากอีเมลถูกต้อง ครั้งต่อไปขอให้กรอกช่องละหนึ่งอีเมล",
                      "Nothing needs to be done if they are right. Next time please enter one address in each cell."),
        bad=Text("a@example.go.th, b@example.go.th", "a@example.go.th, b@example.go.th"),
        good=Text("a@example.go.th ในช่องแรก และ b@example.go.th ในช่องถัดไป",
                  "a@example.go.th in the first cell, b@example.go.th in the next"),
        sample=_slot(value=Text("a@example.go.th, b@example.go.th"), emails=Text("a@example.go.th, b@example.go.th")),
    ),
    FindingEntry(
        code="formula-in-answer", severity=Severity.WARNING,
        title=Text("มีสูตรในช่องคำตอบ", "Formula in an answer cell"),
        why=Text("ใช้ค่าที่สูตรคำนวณไว้เมื่อบันทึกครั้งล่าสุด ซึ่งอาจเปลี่ยนไปหากสูตรอ้างถึงไฟล์หรือช่องอื่น",
                 "The formula's last saved value is used. It may be out of date if the formula refers to other cells "
                 "or files."),
        says=Text(f"{_CELL_TH} เป็นสูตร[ {{formula}}] ใช้ค่าที่คำนวณไว้[ คือ “{{result}}”]",
                  f"{_CELL_EN} contains a formula[ {{formula}}]; its last value[ “{{result}}”] is used."),
        fix_text=Text("ตรวจค่า หากไม่ถูกต้อง ให้พิมพ์ค่าแทนสูตร[ในช่อง {cell} ของแผ่น “{sheet}”]" + _SEND_TH,
                      "Check the value; if it is wrong, type the value instead of the formula[ in cell {cell} of "
                      "sheet “{sheet}”]" + _SEND_EN),
        bad=Text("=40+45", "=40+45"),
        good=Text("85", "85"),
        sample=_slot(value=Text("85"), formula=Text("=40+45"), result=Text("85")),
    ),
    FindingEntry(
        code="formula-uncalculated", severity=Severity.ERROR,
        title=Text("สูตรยังไม่คำนวณ", "Formula without a value"),
        why=Text("ไฟล์ไม่มีค่าที่สูตรคำนวณได้ จึงไม่ทราบคำตอบ",
                 "The file contains no value for the formula, so the answer is not known."),
        says=Text(f"{_CELL_TH} เป็นสูตร[ {{formula}}] ที่ยังไม่มีค่า",
                  f"{_CELL_EN} contains a formula[ {{formula}}] without a value."),
        fix_text=Text("พิมพ์ค่าแทนสูตร[ในช่อง {cell} ของแผ่น “{sheet}”]" + _SEND_TH,
                      "Type the value instead of the formula[ in cell {cell} of sheet “{sheet}”]" + _SEND_EN),
        bad=Text("=40+45 ที่บันทึกโดยไม่มีผลลัพธ์", "=40+45 saved without its result"),
        good=Text("85", "85"),
        sample=_slot(formula=Text("=40+45")),
    ),
    FindingEntry(
        code="error-value", severity=Severity.ERROR,
        title=Text("ช่องแสดงข้อผิดพลาดของ Excel", "Excel error in the cell"),
        why=Text("ช่องมีค่าผิดพลาด เช่น #REF! มักเกิดจากสูตรที่อ้างถึงช่องที่ถูกลบ จึงไม่ใช่คำตอบ",
                 "The cell shows an error such as #REF!, often from a formula that refers to deleted cells; this is "
                 "not an answer."),
        says=Text(f"{_CELL_TH} แสดงข้อผิดพลาด[ {{value}}] แทนคำตอบ",
                  f"{_CELL_EN} shows an error[ {{value}}] instead of an answer."),
        fix_text=Text("พิมพ์คำตอบ[ในช่อง {cell} ของแผ่น “{sheet}”]" + _SEND_TH,
                      "Type the answer[ in cell {cell} of sheet “{sheet}”]" + _SEND_EN),
        bad=Text("#REF!", "#REF!"),
        good=Text("85", "85"),
        sample=_slot(value=Text("#REF!")),
    ),
)
