"""The one list of the frames' columns: a class for each frame, whose fields are its columns, in order.

Each column has its meaning and unit beside its type; the columns of a base class come first. A change here is a change
of :data:`FORMAT`. Rows are not frozen, which would double the time for a round's findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

from pmqa_xlsx.consolidate.column_types import (
    FINDINGS,
    FRACTION,
    FROM_ONE,
    MOMENT,
    PERCENT,
    RETURNS,
    SHA256,
    SLOTS,
    Category,
    Cell,
    ColumnDoc,
    ColumnType,
    Criterion,
    DaysLate,
    DueDate,
    Email,
    FieldName,
    FileColumns,
    FileKey,
    FiscalYear,
    FormId,
    FormVersion,
    FrameColumn,
    Group,
    Level,
    QuestionColumns,
    RowNumber,
    Section,
    Sha256,
    Sheet,
    Status,
    UnitCode,
    UnitColumns,
    UnitName,
)
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Text

#: Rises with every change of the frames' columns or types, so that no program misreads another version's results.
FORMAT = 2


@dataclass(kw_only=True)
class ReturnRow(FileColumns):
    """One row for each return, and for each file from which none could be taken."""

    source: Annotated[str, ColumnDoc("มาทางใด: file, zip, eml, msg หรือ mbox",
                                     "how it came: file, zip, eml, msg or mbox")]
    sender: Annotated[str, ColumnDoc("ผู้ส่งอีเมล", "who sent the mail")]
    subject: Annotated[str, ColumnDoc("ชื่อเรื่องของอีเมล", "the mail's subject")]
    sent_at: Annotated[str, ColumnDoc("เวลาส่ง (ถ้าไม่มีอีเมล ใช้เวลาบันทึกไฟล์)",
                                      "when it was sent; without a mail, when it was saved", MOMENT)]
    received_at: Annotated[str, ColumnDoc("เวลาที่ได้รับครั้งแรก", "when it was first received", MOMENT)]
    saved_by: Annotated[str, ColumnDoc("โปรแกรมที่บันทึกไฟล์", "the program that saved it")]
    form_id: FormId
    form_version: FormVersion
    fiscal_year: FiscalYear
    unit_code: UnitCode
    unit_name: UnitName
    likely_unit: Annotated[str, ColumnDoc("หน่วยที่น่าจะเป็นเจ้าของ เมื่อไม่ทราบหรือไม่แน่ใจ",
                                          "the unit that is named, where the return's own is not known or doubted")]
    status: Status
    superseded_by: Annotated[str, ColumnDoc("SHA-256 ของไฟล์ที่นับ", "SHA-256 of the return that counts, for joined and "
                                            "superseded ones", SHA256)]
    seal: Annotated[str, ColumnDoc("ตราประจำแบบ: intact, altered, absent หรือ unverified",
                                   "what the seal says: intact, altered, absent or unverified")]
    required: Annotated[int | None, ColumnDoc("ช่องที่ต้องตอบ", "slots that must be answered", SLOTS)]
    answered: Annotated[int | None, ColumnDoc("ช่องที่ต้องตอบและตอบแล้ว", "those of them that are answered", SLOTS)]
    completeness: Annotated[float | None, ColumnDoc("สัดส่วนที่ตอบครบ", "answered ÷ required", FRACTION)]
    errors: Annotated[int, ColumnDoc("ข้อผิดพลาดที่ต้องแก้", "findings of severity error", FINDINGS)]
    warnings: Annotated[int, ColumnDoc("คำเตือน", "findings of severity warning", FINDINGS)]


@dataclass(kw_only=True)
class AnswerRow(QuestionColumns, UnitColumns):
    """One row for each slot of each unit of which something counts."""

    value: Annotated[str, ColumnDoc("คำตอบหลังปรับรูปแบบ", "the answer as normalised text", repeats=False)]
    number: Annotated[float | None, ColumnDoc("คำตอบที่เป็นตัวเลข", "the answer's number, where it has one")]
    score: Annotated[float | None, ColumnDoc("คะแนนของคำตอบตามรายการตัวเลือก",
                                              "the answer's score, as its list states it")]
    raw: Annotated[str, ColumnDoc("คำตอบตามที่พิมพ์", "what the cell held, to the letter", repeats=False)]
    state: Annotated[str, ColumnDoc("สถานะของคำตอบ: ok, converted, empty หรือ invalid",
                                    "the answer's state: ok, converted, empty or invalid")]
    sha256: Sha256
    sheet: Sheet
    cell: Cell


@dataclass(kw_only=True)
class ContactRow(QuestionColumns, UnitColumns):
    """One row for each e-mail address; none when contacts were left out."""

    email: Email
    name: Annotated[str, ColumnDoc("ชื่อบุคคล", "the person's name")]
    position: Annotated[str, ColumnDoc("ตำแหน่ง", "the person's position")]
    phone: Annotated[str, ColumnDoc("โทรศัพท์", "the person's telephone")]


@dataclass(kw_only=True)
class ScoreRow(UnitColumns):
    """One row for each unit and criterion, section, category or total that has a score."""

    level: Annotated[str, ColumnDoc("ระดับของคะแนน: criterion, section, category หรือ total",
                                    "what is scored: criterion, section, category or total")]
    code: Annotated[str, ColumnDoc("รหัสเกณฑ์ ส่วน หรือหมวด หรือ total",
                                   "the criterion's, section's or category's code, or total")]
    percent: Annotated[float | None, ColumnDoc("คะแนน", "the score", PERCENT)]
    points: Annotated[float | None, ColumnDoc("คะแนนตามส่วนของคะแนนเต็มทั้งแบบ", "its share of the form's points")]
    scored: Annotated[int, ColumnDoc("ช่องที่ให้คะแนน", "slots that are scored", SLOTS)]
    answered: Annotated[int, ColumnDoc("ช่องที่ให้คะแนนและตอบแล้ว", "those of them that are answered", SLOTS)]


@dataclass(kw_only=True)
class _FoundIn(FileColumns):
    """In which return something was found, and where."""

    unit_code: UnitCode
    status: Status
    sheet: Sheet
    cell: Cell


@dataclass(kw_only=True)
class FindingRow(QuestionColumns, _FoundIn):
    """One row for each finding, also of returns that do not count."""

    code: Annotated[str, ColumnDoc("รหัสข้อค้นพบ", "the finding's code")]
    severity: Annotated[str, ColumnDoc("ระดับ: error, warning หรือ notice", "error, warning or notice")]
    value: Annotated[str, ColumnDoc("ข้อความที่พิมพ์ไว้", "what was typed, to the letter", repeats=False)]
    message_th: Annotated[str, ColumnDoc("เกิดอะไรขึ้น ภาษาไทย", "what happened, in Thai")]
    message_en: Annotated[str, ColumnDoc("เกิดอะไรขึ้น ภาษาอังกฤษ", "what happened, in English")]
    fix_th: Annotated[str, ColumnDoc("วิธีแก้ ภาษาไทย", "what to do, in Thai")]
    fix_en: Annotated[str, ColumnDoc("วิธีแก้ ภาษาอังกฤษ", "what to do, in English")]


def findings_by_file(rows: Iterable[FindingRow]) -> dict[FileKey, list[FindingRow]]:
    """The findings about each file, in their order."""
    found: dict[FileKey, list[FindingRow]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found


@dataclass(kw_only=True)
class MissingRow(UnitColumns):
    """One row for each unit without a counted return."""

    group: Group
    email: Annotated[str, ColumnDoc("อีเมลของหน่วย", "the unit's own e-mail address")]
    due_date: DueDate
    days_late: DaysLate
    attempts: Annotated[int, ColumnDoc("ไฟล์ของหน่วยที่นับไม่ได้",
                                       "files that name or point to the unit and do not count", RETURNS)]
    last_attempt: Annotated[str, ColumnDoc("ไฟล์ล่าสุดที่นับไม่ได้", "the last such file")]
    last_attempt_at: Annotated[str, ColumnDoc("เวลาส่งของไฟล์นั้น", "when that one was sent", MOMENT)]


@dataclass(kw_only=True)
class ChangeRow(QuestionColumns, UnitColumns):
    """One row for each answer that a later return of a unit changed."""

    old_value: Annotated[str, ColumnDoc("คำตอบล่าสุดก่อนเปลี่ยน", "the last known answer before", repeats=False)]
    new_value: Annotated[str, ColumnDoc("คำตอบใหม่", "the new answer", repeats=False)]
    old_sha256: Annotated[str, ColumnDoc("SHA-256 ของไฟล์ที่ให้คำตอบเดิม",
                                         "SHA-256 of the return with the old answer", SHA256)]
    new_sha256: Annotated[str, ColumnDoc("SHA-256 ของไฟล์ที่เปลี่ยนคำตอบ", "SHA-256 of the return that changed it", SHA256)]
    at: Annotated[str, ColumnDoc("เวลาส่งของไฟล์ที่เปลี่ยนคำตอบ", "when that return was sent", MOMENT)]


@dataclass(kw_only=True)
class EventRow:
    """One row for each thing that happened in the round."""

    at: Annotated[str, ColumnDoc("เมื่อใด", "when", MOMENT)]
    kind: Annotated[str, ColumnDoc(
        "round, run, arrival, decision, undo, extension, note, letter, snapshot หรือ forgotten",
        "round, run, arrival, decision, undo, extension, note, letter, snapshot or forgotten")]
    unit_code: UnitCode
    sha256: Sha256
    by: Annotated[str, ColumnDoc("โดยใคร", "by whom")]
    detail_th: Annotated[str, ColumnDoc("เกิดอะไรขึ้น ภาษาไทย", "what happened, in Thai", repeats=False)]
    detail_en: Annotated[str, ColumnDoc("เกิดอะไรขึ้น ภาษาอังกฤษ", "what happened, in English", repeats=False)]
    data: Annotated[str, ColumnDoc("รายละเอียดสำหรับโปรแกรม", "the same for programs, as JSON", repeats=False)]


@dataclass(kw_only=True)
class StandingRow(UnitColumns):
    """One row for each unit of the year: its state on the as-of day."""

    group: Group
    standing: Annotated[str, ColumnDoc("สถานะของหน่วย: complete, to-correct, missing หรือ overdue",
                                       "complete, to-correct, missing or overdue")]
    due_date: DueDate
    first_return_at: Annotated[str, ColumnDoc("เวลาส่งของฉบับแรก", "when the first return was sent", MOMENT)]
    days_late: DaysLate
    returns: Annotated[int, ColumnDoc("จำนวนฉบับที่ส่งมา",
                                      "how many returns came that are neither rejected nor held", RETURNS)]
    completeness: Annotated[float | None, ColumnDoc("สัดส่วนที่ตอบครบ", "answered ÷ required", FRACTION)]
    percent: Annotated[float | None, ColumnDoc("คะแนนรวม", "the total score", PERCENT)]
    open_errors: Annotated[int, ColumnDoc("ข้อผิดพลาดที่ยังต้องแก้", "errors still to correct", FINDINGS)]
    letters: Annotated[int, ColumnDoc("จดหมายที่ส่งแล้ว", "letters sent", Text("ฉบับ", "letters"))]
    last_letter_at: Annotated[str, ColumnDoc("เวลาส่งจดหมายล่าสุด", "when the last one was sent", MOMENT)]


@dataclass(kw_only=True)
class LetterRow:
    """One row for each letter."""

    number: Annotated[str, ColumnDoc("เลขที่", "its number")]
    unit_code: UnitCode
    kind: Annotated[str, ColumnDoc("ชนิดของจดหมาย", "what it is about")]
    state: Annotated[str, ColumnDoc("สถานะ: draft, sent, settled หรือ withdrawn",
                                    "draft, sent, settled or withdrawn")]
    to: Annotated[str, ColumnDoc("ผู้รับ", "the recipient")]
    created_at: Annotated[str, ColumnDoc("เวลาที่ร่าง", "when it was drafted", MOMENT)]
    sent_at: Annotated[str, ColumnDoc("เวลาที่ส่ง", "when it was sent", MOMENT)]
    ref: Annotated[str, ColumnDoc("เลขที่หนังสือของหน่วยงาน", "the office's reference")]
    matters: Annotated[str, ColumnDoc("เรื่องที่ขอให้แก้", "the matters that it is about, ; between", repeats=False)]


@dataclass(kw_only=True)
class QuestionRow:
    """One row for each slot of the form: the dictionary."""

    form_id: FormId
    form_version: FormVersion
    level: Level
    category: Category
    section: Section
    criterion: Criterion
    row: RowNumber
    field: FieldName
    slot: Annotated[int | None, ColumnDoc("ช่องที่เท่าไรของคำถาม", "which slot of the field", FROM_ONE)]
    type: Annotated[str, ColumnDoc("ชนิดของคำตอบ", "the answer's type")]
    required: Annotated[str, ColumnDoc("ต้องตอบหรือไม่: yes, no หรือ when …", "yes, no or when …")]
    weight: Annotated[float | None, ColumnDoc("น้ำหนักของเกณฑ์", "the criterion's weight")]
    label_th: Annotated[str, ColumnDoc("ป้ายชื่อ ภาษาไทย", "its label in Thai")]
    label_en: Annotated[str, ColumnDoc("ป้ายชื่อ ภาษาอังกฤษ", "its label in English")]
    sheet: Sheet
    cell: Cell


#: The frames by name, in the order in which they are listed and saved.
FRAMES: Mapping[str, type[Any]] = {
    "returns": ReturnRow, "answers": AnswerRow, "contacts": ContactRow, "scores": ScoreRow, "findings": FindingRow,
    "missing": MissingRow, "changes": ChangeRow, "events": EventRow, "units": StandingRow, "letters": LetterRow,
    "questions": QuestionRow,
}
_TYPES = {str: ColumnType.TEXT, int: ColumnType.INTEGER, float: ColumnType.NUMBER}


def columns_of(row: type[Any]) -> tuple[FrameColumn, ...]:
    """The columns of the frame whose rows are of this class, in order."""
    return _columns(next(name for name, known in FRAMES.items() if known is row))


@cache
def _columns(frame: str) -> tuple[FrameColumn, ...]:
    """What a frame's class states of its columns."""
    row = FRAMES[frame]
    stated = get_type_hints(row, include_extras=True)
    columns = []
    for field in fields(row):
        python_type, says = get_args(stated[field.name])
        kind = _TYPES[(*get_args(python_type), python_type)[0]]
        if row is AnswerRow and kind is ColumnType.TEXT and says.repeats:
            kind = ColumnType.REPEATED
        columns.append(FrameColumn(field.name, kind, Text(says.th, says.en), says.unit))
    return tuple(columns)


#: The names of each frame's columns, in order.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    name: tuple(field.name for field in fields(row)) for name, row in FRAMES.items()}
