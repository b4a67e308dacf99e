"""What a column of a frame may be: its type, its unit, and the columns that several frames have."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, NamedTuple

from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import NO_TEXT, Text


class ColumnType(StrEnum):
    """A column's type, as pandas names it. Text has no missing value: what does not apply is ""."""

    TEXT = "string"
    REPEATED = "category"  #: texts that repeat from row to row, in the frame with a row for every slot
    INTEGER = "Int64"
    NUMBER = "float64"

    @property
    def table_schema(self) -> str:
        """Its name in a Data Package."""
        return {"Int64": "integer", "float64": "number"}.get(self.value, "string")


@dataclass(frozen=True, slots=True)
class ColumnDoc:
    """The documentation of a column.

    :ivar unit: what its numbers count, or how its texts are written.
    :ivar repeats: whether values repeat across many rows.
    """

    th: str
    en: str
    unit: Text = NO_TEXT
    repeats: bool = True


YEARS = Text("ปีตามปฏิทินของแบบ", "a year in the form's calendar")
MOMENT = Text("ISO 8601 ค.ศ. เวลาไทย (+07:00)", "ISO 8601, A.D., Thai time (+07:00)")
DAY = Text("ปปปป-ดด-วว ค.ศ.", "YYYY-MM-DD, A.D.")
DAYS = Text("วัน", "days")
SLOTS = Text("ช่อง", "slots")
FINDINGS = Text("รายการ", "findings")
RETURNS = Text("ไฟล์", "returns")
FRACTION = Text("0–1", "0–1")
PERCENT = Text("ร้อยละ 0–100", "per cent, 0–100")
FROM_ONE = Text("นับจาก 1", "counted from 1")
SHA256 = Text("เลขฐานสิบหก 64 หลัก", "64 hex digits")

UnitCode = Annotated[str, ColumnDoc("รหัสหน่วย", "the unit's code")]
UnitName = Annotated[str, ColumnDoc("ชื่อหน่วยภาษาไทยตามแบบ", "the unit's Thai name in the definition")]
FiscalYear = Annotated[int | None, ColumnDoc("ปีงบประมาณ", "the fiscal year", YEARS)]
FormId = Annotated[str, ColumnDoc("รหัสแบบ", "which form")]
FormVersion = Annotated[str, ColumnDoc("รุ่นของแบบ", "which version of the form")]
Level = Annotated[str, ColumnDoc("ระดับของคำถาม: cover, category หรือ criterion",
                                 "what the question belongs to: cover, category or criterion")]
Category = Annotated[str, ColumnDoc("รหัสหมวด", "the category's code")]
Section = Annotated[str, ColumnDoc("รหัสหัวข้อย่อย", "the code of the criterion's section")]
Criterion = Annotated[str, ColumnDoc("รหัสเกณฑ์", "the criterion's code")]
RowNumber = Annotated[int | None, ColumnDoc("แถวที่เท่าไรของเกณฑ์ที่ตอบหลายแถว",
                                                 "which row of a criterion that repeats", FROM_ONE)]
Group = Annotated[str, ColumnDoc("กลุ่มของหน่วย", "the unit's group")]
DueDate = Annotated[str, ColumnDoc("วันครบกำหนด", "the due date", DAY)]
DaysLate = Annotated[int, ColumnDoc("ล่าช้าจนถึงฉบับแรก หรือจนถึงวันที่สรุปผล",
                                    "how late the first return came, or is on the as-of day; never below 0", DAYS)]
FieldName = Annotated[str, ColumnDoc("ชื่อช่องคำตอบตามแบบ", "the answer field's name")]
File = Annotated[str, ColumnDoc("ชื่อไฟล์ ตามด้วย !ชื่อข้างใน หากอยู่ในไฟล์บีบอัดหรืออีเมล",
                                "the file's path, with !member for each step inside a zip or a mail")]
Sha256 = Annotated[str, ColumnDoc("SHA-256 ของไฟล์", "the file's SHA-256", SHA256)]
Status = Annotated[str, ColumnDoc("สถานะ: accepted, needs_correction, joined, superseded, duplicate, held หรือ rejected",
                                  "accepted, needs_correction, joined, superseded, duplicate, held or rejected")]
Sheet = Annotated[str, ColumnDoc("ชื่อแผ่นงานในไฟล์", "the sheet's name in the return")]
Cell = Annotated[str, ColumnDoc("ตำแหน่งเซลล์ เช่น C7", "the cell's address, such as C7")]
Email = Annotated[str, ColumnDoc("อีเมลผู้รับผิดชอบ", "the e-mail address of a responsible person")]


class FrameColumn(NamedTuple):
    """One column of a frame."""

    name: str
    type: ColumnType
    meaning: Text
    unit: Text


@dataclass(kw_only=True)
class UnitColumns:
    """Whose return it is."""

    unit_code: UnitCode
    unit_name: UnitName
    fiscal_year: FiscalYear
    form_id: FormId
    form_version: FormVersion


#: Label and SHA-256 of a file: a correction often has the name of the file that it corrects.
FileKey = tuple[str, str]


@dataclass(kw_only=True)
class FileColumns:
    """Which file a row is about."""

    file: File
    sha256: Sha256

    @property
    def key(self) -> FileKey:
        """The file's key."""
        return self.file, self.sha256


@dataclass(kw_only=True)
class QuestionColumns:
    """What is asked; what does not apply is empty."""

    level: Level
    category: Category
    section: Section
    criterion: Criterion
    row: RowNumber
    field: FieldName
    slot: Annotated[int | None, ColumnDoc("ช่องที่เท่าไรของคำถาม", "which slot of the field", FROM_ONE)]
