"""Mistakes of whole sheets, their columns and what cannot be read."""

from __future__ import annotations

from pmqa_xlsx.catalogue.mistakes.wording import mistake
from pmqa_xlsx.text.language import Text

ENTRIES = (
    mistake(
        "sheet-missing",
        Text("ไม่มีแผ่นงานนี้", "The sheet is missing."),
        Text("เพิ่มแผ่นงาน (หรือไฟล์ .csv) ชื่อนี้ แถวแรกเป็นชื่อคอลัมน์: {columns}",
             "Add a sheet (or .csv file) of this name with these columns in row 1: {columns}.")),
    mistake(
        "sheet-unknown",
        Text("แผ่นงานนี้ไม่ใช่ส่วนหนึ่งของไฟล์กำหนดแบบ", "The sheet does not belong to a definition."),
        Text("แก้ชื่อให้ตรงกับแผ่นใดแผ่นหนึ่งของ {known} หรือลบออก หรือขึ้นต้นชื่อด้วย _ หากเป็นบันทึกส่วนตัว",
             "Rename it to one of {known}, delete it, or begin its name with _ if it contains your own notes.")),
    mistake(
        "not-utf8",
        Text("ไฟล์ {file} ไม่ได้เข้ารหัสแบบ UTF-8", "The file {file} is not UTF-8."),
        Text("บันทึกใหม่เป็นชนิด “CSV UTF-8” หรือใช้ไฟล์ .xlsx",
             "Save it again as “CSV UTF-8”, or use an .xlsx file.")),
    mistake(
        "csv-unreadable",
        Text("อ่านไฟล์ {file} เป็น CSV ไม่ได้: {why}", "The file {file} cannot be read as CSV: {why}."),
        Text("เปิดในโปรแกรมตารางคำนวณแล้วบันทึกเป็น “CSV UTF-8” ใหม่",
             "Open it in a spreadsheet program and save it again as “CSV UTF-8”.")),
    mistake(
        "column-missing",
        Text("ไม่มีคอลัมน์ {name}", "The column {name} is missing."),
        Text("พิมพ์ {name} ในแถวที่ 1 แล้วกรอกคอลัมน์นั้น", "Write {name} into row 1 and fill in that column.")),
    mistake(
        "column-unknown",
        Text("ไม่รู้จักคอลัมน์ {value}", "There is no column {value}."),
        Text("แก้ให้ตรงกับชื่อใดชื่อหนึ่ง: {known} หรือลบคอลัมน์นี้", "Use one of {known}, or delete the column.")),
    mistake(
        "column-duplicate",
        Text("คอลัมน์ {value} มีมากกว่าหนึ่งคอลัมน์", "The column {value} is repeated here."),
        Text("เหลือไว้คอลัมน์เดียว", "Keep one of them.")),
    mistake(
        "column-unnamed",
        Text("คอลัมน์นี้มีข้อความแต่ไม่มีชื่อในแถวที่ 1", "The column contains text but has no name in row 1."),
        Text("ใส่ชื่อคอลัมน์ หรือลบข้อความในคอลัมน์นี้", "Name the column, or delete its content.")),
    mistake(
        "key-missing",
        Text("ไม่มีบรรทัด {name}", "The row {name} is missing."),
        Text("เพิ่มบรรทัด: key เป็น {name} และกรอก value", "Add a row with {name} under key, and its value.")),
    mistake(
        "key-unknown",
        Text("ไม่รู้จัก key “{value}”", "There is no key “{value}”."),
        Text("แก้ให้ตรงกับชื่อใดชื่อหนึ่ง: {known} หรือลบบรรทัดนี้", "Use one of {known}, or delete the row.")),
    mistake(
        "key-duplicate",
        Text("key “{value}” มีมากกว่าหนึ่งบรรทัด", "The key “{value}” is repeated here."),
        Text("เหลือไว้บรรทัดเดียว", "Keep one of the rows.")),
    mistake(
        "formula-uncalculated",
        Text("ช่องนี้เป็นสูตรที่ยังไม่มีผลลัพธ์", "The cell contains a formula without a result."),
        Text("เปิดไฟล์ใน Excel แล้วบันทึก หรือพิมพ์ค่าแทนสูตร",
             "Open and save the file in Excel, or type the value instead.")),
    mistake(
        "error-value",
        Text("ช่องนี้มีค่าผิดพลาด {value}", "The cell contains the error {value}."),
        Text("แก้สูตร หรือพิมพ์ค่าที่ต้องการ", "Correct the formula, or type the value.")),
    mistake(
        "control-character",
        Text("ช่องนี้มีอักขระควบคุมที่ Excel เก็บไม่ได้",
             "The cell contains a control character that Excel cannot store."),
        Text("พิมพ์ข้อความในช่องนี้ใหม่", "Type the text again.")),
)
