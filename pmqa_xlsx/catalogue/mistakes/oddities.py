"""What is legal in a definition but odd: warnings."""

from __future__ import annotations

from pmqa_xlsx.catalogue.mistakes.wording import oddity
from pmqa_xlsx.text.language import Text

ENTRIES = (
    oddity(
        "label-in-name",
        Text("ชื่อหน่วยงาน “{value}” มีคำว่า “{label}” อยู่แล้ว ในแบบจะเห็นคำนี้สองครั้ง",
             "The name “{value}” contains the unit label “{label}”, so workbooks show it twice."),
        Text("ตัดคำว่า “{label}” ออกจากชื่อ หรือเปลี่ยน unit_label", "Take “{label}” out of the name, or change unit_label.")),
    oddity(
        "weight-never-counts",
        Text("น้ำหนักนี้ไม่มีผล เพราะไม่มีสิ่งใดคิดคะแนน",
             "The weight has no effect: nothing here is scored."),
        Text("ลบน้ำหนัก หรือพิมพ์ yes ที่ scored ของช่องคำตอบ",
             "Clear the weight, or write yes under scored of a field.")),
    oddity(
        "list-not-used",
        Text("ไม่มีช่องใดใช้รายการ “{value}”", "No field uses the list “{value}”."),
        Text("ลบรายการ หรือใช้กับช่องคำตอบ", "Delete the list, or use it for a field.")),
    oddity(
        "scale-without-use",
        Text("ไม่มีช่องหรือเกณฑ์ใดใช้เกณฑ์คะแนน “{value}”",
             "No field and no criterion uses the scale “{value}”."),
        Text("ลบแถว หรือใช้กับช่องที่คิดคะแนน", "Delete its rows, or use it for a scored field.")),
    oddity(
        "section-empty",
        Text("หัวข้อ “{value}” ไม่มีเกณฑ์", "The section “{value}” has no criterion."),
        Text("ลบหัวข้อ หรือใช้รหัสนี้ที่คอลัมน์ section ของเกณฑ์",
             "Delete it, or use its code under section of a criterion.")),
    oddity(
        "criterion-without-cells",
        Text("เกณฑ์ “{value}” ไม่มีช่องให้ตอบ", "The criterion “{value}” has nothing to answer."),
        Text("บอกชนิดคำตอบอย่างน้อยหนึ่งช่อง หรือลบเกณฑ์",
             "State the type of at least one answer, or delete the criterion.")),
    oddity(
        "no-return-address",
        Text("ไม่มี return_to ผู้ตอบจะไม่รู้ว่าส่งแบบกลับที่ใด",
             "There is no return_to: nobody could know where to send the form."),
        Text("กรอกอีเมลที่ return_to ในแผ่น form",
             "Fill in an e-mail address under return_to on the sheet form.")),
    oddity(
        "due-date-odd",
        Text("วันครบกำหนด “{value}” อยู่นอกปีงบประมาณ {year} และปีถัดไป",
             "The due date “{value}” is before fiscal year {year} begins or more than a year after it."),
        Text("ตรวจ due_date และ fiscal_year", "Check due_date and fiscal_year.")),
    oddity(
        "code-like-another",
        Text("รหัส “{value}” คล้าย “{other}” มาก อาจพิมพ์ผิด",
             "The code “{value}” looks like “{other}” mistyped."),
        Text("ตรวจรหัส", "Check the code.")),
    oddity(
        "lang-without-thai",
        Text("ข้อความทั้งหมดเป็นภาษาอังกฤษ แต่ lang เป็น th (หรือว่าง) คำของโปรแกรมในแบบจะเป็นภาษาไทย",
             "All texts are in English, but lang is th (or blank): the program's own words in the form will be Thai."),
        Text("พิมพ์ en ที่ lang ในแผ่น form", "Write en under lang on the sheet form.")),
    oddity(
        "rows-share-kind",
        Text("เกณฑ์ “{name}” มีหลายแถว แต่ใช้ kind “{kind}” ร่วมกับเกณฑ์ที่คิดคะแนน เช่น “{other}” "
             "เกณฑ์เหล่านั้นจึงมีคอลัมน์ของตารางนี้ด้วย",
             "The criterion “{name}” has rows, but shares the kind “{kind}” with scored criteria such as “{other}”, "
             "which therefore have the columns of its table too."),
        Text("ย้ายเกณฑ์ไปอยู่ในหมวดที่มี kind ของตัวเอง และเปลี่ยน kind ของคอลัมน์ของตารางในแผ่น fields",
             "Move it to a category with a kind of its own, and give the table's columns that kind on the sheet "
             "fields.")),
    oddity(
        "personal-without-privacy",
        Text("แบบถามข้อมูลส่วนบุคคลแต่ไม่มี privacy",
             "The form asks for personal data but has no privacy text."),
        Text("กรอก privacy_th ในแผ่น form: ถามเพราะเหตุใด ใครเห็น เก็บไว้นานเท่าใด",
             "Fill in privacy_th or privacy_en on the sheet form: why it is asked, who sees it, how long it is kept.")),
)
