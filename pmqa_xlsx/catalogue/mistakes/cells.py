"""Mistakes of single cells: empty, or not valid for their column."""

from __future__ import annotations

from pmqa_xlsx.catalogue.mistakes.wording import mistake
from pmqa_xlsx.catalogue.model import words
from pmqa_xlsx.text.language import Text

ENTRIES = (
    mistake(
        "cell-empty",
        words(Text("ต้องกรอก {column}", "{column} is empty."),
              both=[Text("{thai} และ {english} ว่างทั้งสองช่อง", "{thai} and {english} are both empty.")]),
        words(Text("กรอก {column} หรือลบทั้งแถว", "Fill in {column}, or delete the row."),
              both=[Text("กรอกช่องใดช่องหนึ่ง", "Fill in one of them.")])),
    mistake(
        "bad-form-id",
        Text("form_id “{value}” ใช้ไม่ได้", "“{value}” cannot be a form_id."),
        Text("ใช้ตัวอักษรอังกฤษพิมพ์เล็ก ตัวเลข และ - ไม่เกิน 64 ตัว เช่น pmqa-fl-province",
             "Use lower-case letters, digits and -, at most 64, e.g. pmqa-fl-province.")),
    mistake(
        "bad-version",
        Text("form_version “{value}” ใช้ไม่ได้", "“{value}” cannot be a form_version."),
        Text("ใช้ตัวอักษรอังกฤษ ตัวเลข จุด และ - ไม่เกิน 32 ตัว เช่น 1",
             "Use letters, digits, points and -, at most 32, e.g. 1.")),
    mistake(
        "bad-category-code",
        Text("รหัสหมวด “{value}” ใช้ไม่ได้", "“{value}” cannot be a category's code."),
        Text("ใช้ตัวอักษรอังกฤษ ตัวเลข และ _ ไม่เกิน 31 ตัว", "Use letters, digits and _, at most 31.")),
    mistake(
        "bad-unit-code",
        Text("รหัสหน่วยงาน “{value}” ใช้ไม่ได้", "“{value}” cannot be a unit's code."),
        Text("ใช้ตัวอักษรอังกฤษ ตัวเลข _ . และ - ไม่เกิน 32 ตัว เช่น 50",
             "Use letters, digits, _, . and -, at most 32, e.g. 50.")),
    mistake(
        "bad-name",
        Text("ชื่อ “{value}” ใช้ไม่ได้", "“{value}” cannot be a field's name."),
        Text("ใช้ตัวอักษรอังกฤษ ตัวเลข และ _ โดยไม่ขึ้นต้นด้วยตัวเลข เช่น target_2569",
             "Use letters, digits and _, and no digit first, e.g. target_2569.")),
    mistake(
        "bad-type",
        Text("ไม่มีชนิดคำตอบ “{value}”", "There is no answer type “{value}”."),
        Text("เลือกจาก {allowed}", "Choose one of {allowed}.")),
    mistake(
        "bad-level",
        Text("level “{value}” ใช้ไม่ได้", "There is no level “{value}”."),
        Text("เลือก category หรือ criterion", "Choose category or criterion.")),
    mistake(
        "bad-yes-no",
        Text("“{value}” ไม่ใช่ yes หรือ no", "“{value}” is neither yes nor no."),
        Text("พิมพ์ yes หรือ no", "Write yes or no.")),
    mistake(
        "bad-required",
        Text("required “{value}” ใช้ไม่ได้", "“{value}” is not valid for required."),
        Text("พิมพ์ yes, no หรือ when ตามด้วยเงื่อนไข เช่น when A=yes",
             "Write yes, no, or when and a condition, e.g. when A=yes.")),
    mistake(
        "not-a-number",
        Text("“{value}” ไม่ใช่ตัวเลข", "“{value}” is not a number."),
        Text("พิมพ์ตัวเลขอารบิก เช่น 1 หรือ 0.5", "Write a number in Arabic digits, e.g. 1 or 0.5.")),
    mistake(
        "not-an-integer",
        Text("“{value}” ไม่ใช่จำนวนเต็ม", "“{value}” is not a whole number."),
        Text("พิมพ์จำนวนเต็ม เช่น 4", "Write a whole number, e.g. 4.")),
    mistake(
        "not-above-zero",
        Text("“{value}” ต้องมากกว่า 0", "“{value}” is not above 0."),
        Text("พิมพ์ตัวเลขที่มากกว่า 0 หรือเว้นว่างไว้ (= 1)", "Write a number above 0, or leave it blank (1).")),
    mistake(
        "number-out-of-range",
        Text("“{value}” อยู่นอกช่วง {range}", "“{value}” is outside {range}."),
        Text("พิมพ์ค่าในช่วง {range}", "Write a value within {range}.")),
    mistake(
        "bad-year",
        Text("“{value}” ไม่ใช่ปี พ.ศ.", "“{value}” is not a year of the Buddhist Era."),
        Text("พิมพ์ปี พ.ศ. สี่หลัก เช่น {proposal}", "Write the B.E. year in four digits, e.g. {proposal}.")),
    mistake(
        "bad-date",
        Text("“{value}” ไม่ใช่วันที่", "“{value}” is not a date."),
        Text("พิมพ์เป็น ค.ศ. รูปแบบ ปปปป-ดด-วว เช่น 2026-11-30", "Write it in A.D. as YYYY-MM-DD, e.g. 2026-11-30.")),
    mistake(
        "bad-time",
        Text("“{value}” ไม่ใช่เวลา", "“{value}” is not a time of day."),
        Text("พิมพ์เป็น ชั่วโมง:นาที เช่น 08:30", "Write it as HH:MM, e.g. 08:30.")),
    mistake(
        "date-in-be",
        Text("วันที่ “{value}” เป็นปี พ.ศ.", "The date “{value}” has a year of the Buddhist Era."),
        Text("วันที่ในไฟล์กำหนดแบบใช้ปี ค.ศ.: พิมพ์ {proposal}", "Dates in a definition are A.D.: write {proposal}.")),
    mistake(
        "bad-email",
        Text("“{value}” ไม่ใช่อีเมล", "“{value}” is not an e-mail address."),
        Text("พิมพ์อีเมลหนึ่งที่อยู่ เช่น name@example.go.th", "Write one address, e.g. name@example.go.th.")),
)
