"""Mistakes of fields and of the tables that they form."""

from __future__ import annotations

from pmqa_xlsx.catalogue.mistakes.wording import mistake
from pmqa_xlsx.text.language import Text

ENTRIES = (
    mistake(
        "list-missing",
        Text("ช่องชนิด choice ต้องบอกรายการตัวเลือก", "A field of type choice needs a list."),
        Text("พิมพ์ชื่อรายการในแผ่น choices: {known}", "Name a list of the sheet choices: {known}.")),
    mistake(
        "unknown-list",
        Text("ไม่มีรายการตัวเลือก “{value}”", "There is no list “{value}”."),
        Text("ใช้รายการในแผ่น choices: {known}", "Use a list of the sheet choices: {known}.")),
    mistake(
        "list-not-allowed",
        Text("มีเพียงชนิด choice ที่ใช้รายการตัวเลือก", "Only a field of type choice has a list."),
        Text("ลบชื่อรายการ หรือเปลี่ยน type เป็น choice", "Delete the list's name, or make the type choice.")),
    mistake(
        "bound-not-allowed",
        Text("คำตอบชนิด {type} ไม่มีค่าต่ำสุดหรือสูงสุด", "Answers of type {type} have no minimum or maximum."),
        Text("ลบค่าในช่องนี้", "Clear the cell.")),
    mistake(
        "bounds-reversed",
        Text("max น้อยกว่า min", "max is less than min."),
        Text("สลับหรือแก้ค่า", "Swap or correct the values.")),
    mistake(
        "length-not-allowed",
        Text("คำตอบชนิด {type} ไม่จำกัดจำนวนตัวอักษร", "Answers of type {type} have no length limit."),
        Text("ลบค่าในช่องนี้", "Clear the cell.")),
    mistake(
        "scored-not-allowed",
        Text("คิดคะแนนได้เฉพาะช่องชนิด choice ระดับ criterion",
             "Only choice fields of level criterion can be scored."),
        Text("พิมพ์ no หรือเปลี่ยน type และ level", "Write no, or change type and level.")),
    mistake(
        "scored-without-scores",
        Text("รายการ {list} ไม่มีคะแนนที่มากกว่า 0", "The list {list} has no score above 0."),
        Text("กรอกคอลัมน์ score ของรายการนั้นในแผ่น choices หรือพิมพ์ no ที่ช่องนี้",
             "Fill in score for that list on the sheet choices, or write no here.")),
    mistake(
        "label-differs",
        Text("ช่อง {name} ในตารางเดียวกันใช้หัวคอลัมน์ร่วมกัน แต่ “{value}” ต่างจาก {first}",
             "The field {name} shares one column of its table, but “{value}” differs from {first}."),
        Text("ใช้ข้อความเดียวกัน หรือแยกคนละตาราง", "Use the same label, or put them into different tables.")),
    mistake(
        "duplicate-heading",
        Text("หัวคอลัมน์ “{heading}” ซ้ำกับ {first} ในตารางเดียวกัน",
             "The column heading “{heading}” is already used by {first} in the same table."),
        Text("ใช้ข้อความที่ไม่ซ้ำกัน หรือแยกคนละตาราง", "Use another label, or another table.")),
)
