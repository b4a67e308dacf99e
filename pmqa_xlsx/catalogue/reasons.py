"""Why a workbook is not read, in words for people: the one table of reasons that the readers give."""

from __future__ import annotations

from pmqa_xlsx.files.book import Unreadable
from pmqa_xlsx.form.model import Text

PART_MISSING = Text("ส่วนประกอบของไฟล์หายไป", "a part of it is missing")
BROKEN_XML = Text("โครงสร้าง XML ภายในไฟล์เสียหาย", "its XML is broken")
BROKEN_RECORDS = Text("โครงสร้างข้อมูลภายในไฟล์เสียหาย", "its records are broken")
NO_SHEET = Text("ไม่มีแผ่นงานในไฟล์", "it holds no worksheet")
BAD_ADDRESS = Text("มีช่องที่อยู่นอกแผ่นงาน", "a cell lies outside the worksheet")
BAD_VALUE = Text("มีช่องที่อ่านค่าไม่ได้", "the value of a cell cannot be read")

DOUBLED = Text("มีส่วนประกอบชื่อซ้ำกัน", "two of its parts have the same name")
DOCUMENT_TYPE = Text("มีการประกาศชนิดเอกสาร (DTD) ใน XML", "its XML declares a document type")
TOO_MANY_TAGS = Text("XML ใหญ่เกินกำหนด", "its XML is too large")
TOO_MANY_RECORDS = Text("มีระเบียนข้อมูลมากเกินกำหนด", "it holds too many records")
TOO_DEEP = Text("XML ซ้อนกันลึกเกินกำหนด", "its XML is nested too deeply")
LONG_TOKEN = Text("XML มีข้อความยาวเกินกำหนด", "its XML holds a text that is far too long")
COSTLY = Text("ถอดรหัสต้องใช้เวลาหรือหน่วยความจำมากเกินกำหนด", "decrypting it would take too much time or memory")
TOO_MANY_CELLS = Text("มีช่องที่มีข้อมูลมากเกินกำหนด", "too many of its cells are filled")

#: A kind of file rather than a reason.
OTHER_OFFICE = Text("ไฟล์ Office ชนิดอื่น", "an Office file that is no workbook")


def damaged(reason: Text) -> Unreadable:
    """The error for a file that was cut short or broken on its way."""
    return Unreadable("file-damaged", reason_th=reason.th, reason_en=reason.en)


def unsafe(reason: Text) -> Unreadable:
    """The error for a file that nobody builds by mistake, or that is far larger than any return."""
    return Unreadable("file-unsafe", reason_th=reason.th, reason_en=reason.en)


def encrypted() -> Unreadable:
    """The error for a file that none of the passwords opens."""
    return Unreadable("file-encrypted")


def no_workbook(kind: Text) -> Unreadable:
    """The error for a file of another kind.

    :param kind: what people call that kind, with the article in English.
    """
    return Unreadable("not-a-workbook", kind_th=kind.th, kind_en=kind.of("en"))
