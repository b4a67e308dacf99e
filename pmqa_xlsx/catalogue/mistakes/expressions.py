"""Mistakes in expressions: ``required``, ``formula``, ``rule`` and ``counts_when``.

``{position}`` is the place in the expression, in characters from 1; ``{near}`` shows it with a mark ▸.
"""

from __future__ import annotations

from pmqa_xlsx.catalogue.mistakes.wording import mistake
from pmqa_xlsx.catalogue.model import words
from pmqa_xlsx.text.language import Text

ENTRIES = (
    mistake(
        "expression-unexpected",
        Text("อ่านเงื่อนไขหรือสูตรไม่ได้ที่ “{found}” (ตัวที่ {position}): {near}",
             "The expression cannot be read at “{found}” (character {position}): {near}"),
        Text("ดูวิธีเขียนในแผ่นคำอธิบาย เช่น A=yes and not empty(evidence)",
             "See the instruction sheet for how to write it, e.g. A=yes and not empty(evidence).")),
    mistake(
        "expression-unfinished",
        Text("เงื่อนไขหรือสูตรยังไม่จบ: {near}", "The expression is not finished: {near}"),
        Text("เติมส่วนที่ขาด เช่น วงเล็บปิดหรือค่าหลังเครื่องหมาย",
             "Add what is missing, e.g. a closing bracket or a value.")),
    mistake(
        "expression-too-long",
        Text("เงื่อนไขหรือสูตรยาวเกินไป (ไม่เกิน {limit} ตัวอักษร)",
             "The expression is too long: at most {limit} characters."),
        Text("แบ่งออกเป็นหลายช่อง computed", "Split it into several computed fields.")),
    mistake(
        "formula-too-long",
        Text("สูตร Excel ของ “{value}” จะยาว {length} ตัวอักษร เกิน {limit}",
             "The Excel formula of “{value}” would have {length} characters; Excel allows {limit}."),
        Text("แบ่งออกเป็นหลายช่อง computed หรือลดจำนวนแถว (rows)",
             "Split it into several computed fields, or allow fewer rows.")),
    mistake(
        "columns-too-many",
        words(Text("แถวหนึ่งของตารางมีช่องข้อความหรือตัวเลือกเกิน {limit} ช่อง สูตรของแถวจะยาวเกินที่ Excel รับได้",
                   "A row of the table has more than {limit} cells of texts or choices: Excel has no room for its "
                   "formula."),
              scored=[Text("เกณฑ์หนึ่งมีช่องที่คิดคะแนนเกิน {limit} ช่อง สูตรคะแนนจะยาวเกินที่ Excel รับได้",
                           "A criterion has more than {limit} scored fields: Excel has no room for the formula of its "
                           "score.")]),
        Text("แบ่งเป็นสองตาราง (ชื่อ table ต่างกัน) หรือเป็นหลายเกณฑ์",
             "Make two tables of it (with two table names), or several criteria.")),
    mistake(
        "checks-too-many",
        Text("มีกฎตรวจแถวเดียวกันเกิน {limit} ข้อ", "More than {limit} checks are about the same row."),
        Text("รวมกฎด้วย and หรือแบ่งตาม category หรือ kind", "Join some with and, or make them about a category or kind.")),
    mistake(
        "expression-too-deep",
        Text("วงเล็บซ้อนกันลึกเกินไป (ตัวที่ {position})",
             "Too many brackets inside each other (character {position})."),
        Text("แบ่งออกเป็นหลายช่อง computed", "Split it into several computed fields.")),
    mistake(
        "comparison-chained",
        Text("เปรียบเทียบต่อกันไม่ได้: {near}", "Comparisons cannot follow each other: {near}"),
        Text("เขียนแยกกัน เช่น 1<a and a<2", "Write them apart, e.g. 1<a and a<2.")),
    mistake(
        "code-without-brackets",
        Text("รหัส “{found}” ที่ขึ้นต้นด้วยตัวเลขต้องอยู่ในวงเล็บเหลี่ยม: {near}",
             "A code that begins with a digit, such as “{found}”, must be in square brackets: {near}"),
        Text("เขียนเช่น [1.1].done หรือ score([1.1])", "Write, for example, [1.1].done or score([1.1]).")),
    mistake(
        "function-unknown",
        Text("ไม่มีฟังก์ชัน “{found}”", "There is no function “{found}”."),
        Text("ใช้ฟังก์ชันใดฟังก์ชันหนึ่ง: {known}", "Use one of {known}.")),
    mistake(
        "argument-count",
        Text("ฟังก์ชัน {found} ต้องมี {needed} ค่าในวงเล็บ",
             "The function {found} takes {needed} value(s) in its brackets."),
        Text("แก้จำนวนค่าในวงเล็บ คั่นด้วยจุลภาค", "Correct the number of values; commas separate them.")),
    mistake(
        "when-unknown-field",
        Text("“{name}” ไม่ใช่ช่องที่ใช้ได้ที่นี่: {near}", "“{name}” is not a field that can be used here: {near}"),
        words(Text("ใช้ชื่อช่องในแถวเดียวกัน ({known}) หรือ รหัสเกณฑ์.ชื่อช่อง หรือ cover.ชื่อช่อง",
                   "Name a field of the same row ({known}), or write CRITERION.field or cover.field."),
              cover=[Text("ช่องนี้อยู่ในแผ่น cover: เขียน cover.{name}",
                          "It is a field of the sheet cover: write cover.{name}.")])),
    mistake(
        "when-unknown-value",
        Text("“{found}” ไม่ใช่ค่าในรายการ {list}", "“{found}” is not a value of the list {list}."),
        Text("ใช้ค่า (ไม่ใช่ข้อความที่แสดง) ของรายการนั้น: {known} หากหมายถึงช่องอื่น เขียนในวงเล็บเหลี่ยม เช่น [D]",
             "Use a value (not a label) of that list: {known}. For another field write its name in square brackets, "
             "e.g. [D].")),
    mistake(
        "criterion-unknown",
        Text("ไม่มีเกณฑ์ “{name}”: {near}", "There is no criterion “{name}”: {near}"),
        Text("ใช้รหัสในแผ่น criteria หรือ cover", "Use a code of the sheet criteria, or cover.")),
    mistake(
        "score-unknown",
        Text("ไม่มีรหัส “{name}” ที่มีคะแนน: {near}", "There is no code “{name}” with a score: {near}"),
        Text("ใช้รหัสของหมวด หัวข้อ หรือเกณฑ์ เช่น score(S1)",
             "Use the code of a category, section or criterion, e.g. score(S1).")),
    mistake(
        "rows-without-function",
        Text("“{name}” มีหลายแถว จึงใช้โดยตรงไม่ได้: {near}",
             "“{name}” has several rows and cannot be used by itself: {near}"),
        Text("ใช้ sum, mean, min, max หรือ count เช่น sum(P1.cost)",
             "Use sum, mean, min, max or count, e.g. sum(P1.cost).")),
    mistake(
        "function-without-rows",
        Text("{found} ใช้ได้กับช่องของเกณฑ์ที่มีหลายแถวเท่านั้น: {near}",
             "{found} works only on a field of a criterion with several rows: {near}"),
        Text("เขียนเช่น sum(P1.cost) โดย P1 เป็นเกณฑ์ที่กรอก rows",
             "Write, for example, sum(P1.cost), where P1 has rows.")),
    mistake(
        "wrong-type",
        Text("ส่วนนี้เป็น {found} แต่ต้องเป็น {wanted}: {near}", "This part is {found}, but must be {wanted}: {near}"),
        Text("เปรียบเทียบหรือคำนวณสิ่งที่เป็นชนิดเดียวกัน เงื่อนไขต้องเป็นจริงหรือเท็จ เช่น A=yes",
             "Compare and calculate things of the same type; a condition must be true or false, e.g. A=yes.")),
    mistake(
        "texts-in-order",
        Text("ข้อความเปรียบเทียบได้ด้วย = และ <> เท่านั้น: {near}", "Texts can only be compared with = and <>: {near}"),
        Text("ใช้ = หรือ <>", "Use = or <>.")),
    mistake(
        "compared-with-nothing",
        Text("เทียบกับข้อความว่างไม่ได้: {near}", "Nothing can be compared with an empty text: {near}"),
        Text("ใช้ empty(ชื่อช่อง) หรือ not empty(ชื่อช่อง)", "Use empty(NAME) or not empty(NAME).")),
    mistake(
        "expression-bad-date",
        Text("“{found}” ไม่ใช่วันที่", "“{found}” is not a date."),
        Text("เขียนเป็น ค.ศ. ในเครื่องหมายคำพูด เช่น \"2026-11-30\"",
             "Write it in A.D. in quotes, e.g. \"2026-11-30\".")),
    mistake(
        "expression-bad-time",
        Text("“{found}” ไม่ใช่เวลา", "“{found}” is not a time of day."),
        Text("เขียนในเครื่องหมายคำพูด เช่น \"08:30\"", "Write it in quotes, e.g. \"08:30\".")),
    mistake(
        "round-digits",
        Text("จำนวนตำแหน่งของ round ต้องเป็น 0–15: {near}", "round takes 0 to 15 decimal places: {near}"),
        Text("เขียนเช่น round(a/b,2)", "Write, for example, round(a/b,2).")),
    mistake(
        "expression-circle",
        Text("“{name}” คำนวณจากตัวเอง", "“{name}” is calculated from itself."),
        Text("แก้สูตรหรือเงื่อนไขให้ไม่วนกลับมาที่เดิม",
             "Change the formula or the condition so that it does not come back to itself.")),
    mistake(
        "check-nowhere",
        Text("กฎนี้ไม่ตรงกับแถวใด เพราะไม่มีแถวที่มีทุกช่องที่กฎใช้",
             "The rule applies nowhere: no row has all fields that it names."),
        Text("ใช้ชื่อช่องที่อยู่ในแถวเดียวกัน หรือ รหัสเกณฑ์.ชื่อช่อง",
             "Name fields of one row, or write CRITERION.field.")),
    mistake(
        "check-always-false",
        Text("กฎนี้ไม่เป็นจริงแม้ในแบบที่ยังไม่ได้กรอก", "The rule does not hold even while nothing is filled in."),
        Text("เขียนสิ่งที่ควรเป็นจริง และใช้ชื่อช่องอย่างน้อยหนึ่งช่อง",
             "State what ought to hold, with the name of at least one field.")),
)
