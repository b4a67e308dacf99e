"""Mistakes of codes and names: repeated, unknown, without anything to answer."""

from __future__ import annotations

from pmqa_xlsx.catalogue.mistakes.wording import mistake
from pmqa_xlsx.text.language import Text

ENTRIES = (
    mistake(
        "duplicate-code",
        Text("รหัส “{value}” ซ้ำกับ {first}", "The code “{value}” is already used at {first}."),
        Text("ใช้รหัสที่ไม่ซ้ำกัน", "Use a unique code.")),
    mistake(
        "reserved-code",
        Text("รหัส “{value}” สงวนไว้", "The code “{value}” is reserved."),
        Text("ใช้รหัสอื่น", "Use another code.")),
    mistake(
        "duplicate-name",
        Text("ชื่อ “{value}” ซ้ำกับ {first}", "The name “{value}” is already used at {first}."),
        Text("ใช้ชื่อที่ไม่ซ้ำกันในชนิดหมวดและระดับเดียวกัน", "Use a name that is unique in its kind and level.")),
    mistake(
        "reserved-name",
        Text("ชื่อ “{value}” สงวนไว้ โปรแกรมสร้างช่องนี้เอง",
             "The name “{value}” is reserved for a field of the program."),
        Text("ใช้ชื่ออื่น หรือลบแถวนี้", "Use another name, or delete the row.")),
    mistake(
        "duplicate-value",
        Text("ค่า “{value}” ซ้ำกับ {first} ในรายการเดียวกัน",
             "The value “{value}” is already in the same list at {first}."),
        Text("ใช้ค่าที่ไม่ซ้ำกัน", "Use a unique value for each choice.")),
    mistake(
        "duplicate-label",
        Text("ข้อความ “{value}” ซ้ำกับ {first} ในรายการเดียวกัน",
             "The label “{value}” is already in the same list at {first}."),
        Text("ใช้ข้อความที่ไม่ซ้ำกัน", "Use a unique label for each choice.")),
    mistake(
        "duplicate-unit-name",
        Text("“{other}” เป็นชื่อของหน่วยงานที่ {first} ด้วย", "“{other}” is also a name of the unit at {first}."),
        Text("ใช้ชื่อและชื่ออื่นที่ไม่ซ้ำกับหน่วยงานอื่น", "Use names and aliases that no other unit has.")),
    mistake(
        "unit-code-length",
        Text("รหัส “{value}” มีจำนวนหลักน้อยกว่ารหัสอื่น เลข 0 นำหน้าอาจหายไป",
             "The code “{value}” has fewer digits than others; a leading 0 may have been lost."),
        Text("ตั้งรูปแบบช่องเป็นข้อความ แล้วพิมพ์ {proposal}", "Format the cell as text and write {proposal}.")),
    mistake(
        "unknown-category",
        Text("ไม่มีหมวด “{value}”", "There is no category “{value}”."),
        Text("ใช้รหัสในแผ่น categories: {known}", "Use a code of the sheet categories: {known}.")),
    mistake(
        "unknown-kind",
        Text("ชนิดหมวด “{value}” ไม่มีช่องคำตอบในแผ่น fields", "The kind “{value}” has no fields."),
        Text("ใช้ชนิดใดชนิดหนึ่งของ {known} หรือเพิ่มช่องคำตอบในแผ่น fields",
             "Use one of {known}, or add its fields to the sheet fields.")),
    mistake(
        "unused-kind",
        Text("ไม่มีหมวดใดใช้ชนิด “{value}”", "No category is of the kind “{value}”."),
        Text("ใช้ชนิดในแผ่น categories: {known} หรือลบแถวนี้",
             "Use a kind of the sheet categories: {known}, or delete the row.")),
    mistake(
        "no-categories",
        Text("แบบไม่มีหมวด", "The form has no category."),
        Text("เพิ่มอย่างน้อยหนึ่งหมวด", "Add at least one category.")),
    mistake(
        "no-units",
        Text("แบบไม่มีหน่วยงาน", "The form has no unit."),
        Text("เพิ่มอย่างน้อยหนึ่งหน่วยงาน", "Add at least one unit.")),
    mistake(
        "category-without-slots",
        Text("หมวด “{value}” ไม่มีช่องให้ตอบ", "The category “{value}” has nothing to answer."),
        Text("เพิ่มเกณฑ์ของหมวดนี้ หรือเพิ่มช่องระดับ category ให้ชนิด {kind}",
             "Add criteria to it, or a field of level category to the kind {kind}.")),
    mistake(
        "criterion-without-slots",
        Text("เกณฑ์ “{value}” จะไม่ปรากฏในแบบ เพราะชนิด {kind} ไม่มีช่องระดับ criterion",
             "The criterion “{value}” would not be shown: the kind {kind} has no field of level criterion."),
        Text("เพิ่มช่องระดับ criterion ให้ชนิด {kind} หรือลบเกณฑ์นี้",
             "Add a field of level criterion to the kind {kind}, or delete the criterion.")),
    mistake(
        "years-reversed",
        Text("to_year มาก่อน from_year", "to_year is before from_year."),
        Text("สลับหรือแก้ปี", "Swap or correct the years.")),
    mistake(
        "translation-differs",
        Text("“{value}” ต่างจาก {first} ทั้งที่ภาษาไทยเหมือนกัน",
             "“{value}” differs from {first}, though the Thai text is the same."),
        Text("ใช้คำภาษาอังกฤษเดียวกันทุกแถว", "Use the same English text in each of these rows.")),
)
