"""A list of decisions that people keep in a spreadsheet: CSV with the columns return, verdict, unit, reason, by."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from pmqa_xlsx.errors import InputNotFound, OptionNotValid
from pmqa_xlsx.ledger.office_events import DecisionRequest

COLUMNS = ("return", "verdict", "unit", "reason", "by")
_NEEDED = ("return", "verdict")


def read_requests(path: Path, reason: str = "", by: str = "") -> list[DecisionRequest]:
    """Read a list of decisions: UTF-8 (a BOM is fine), columns in any order, empty lines and other columns left out.

    :param reason: for lines that state none; ``by`` likewise.
    :raises InputNotFound: it cannot be read.
    :raises OptionNotValid: it is not such a list.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OptionNotValid(f"{path}: it is not UTF-8 text; save it from Excel as “CSV UTF-8”",
                             f"{path}: ไม่ใช่ข้อความ UTF-8 โปรดบันทึกจาก Excel เป็น “CSV UTF-8”") from error
    except OSError as error:
        raise InputNotFound(f"{path}: cannot be read: {error.strerror}", f"{path}: เปิดไฟล์ไม่ได้") from error
    requests: list[DecisionRequest] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if any(names.count(name) != 1 for name in _NEEDED) or any(names.count(name) > 1 for name in COLUMNS):
            raise OptionNotValid(f"{path}: the first line must name the columns {', '.join(COLUMNS)}, each once",
                                 f"{path}: บรรทัดแรกต้องเป็นชื่อคอลัมน์ {', '.join(COLUMNS)} อย่างละหนึ่งครั้ง")
        line = reader.line_num + 1  # where a row begins: a quoted reason may have several lines
        for row in reader:
            cells = {name: value.strip() for name, value in zip(names, row, strict=False) if name in COLUMNS}
            if any(cells.values()):
                requests.append(DecisionRequest(cells.get("return", ""), cells.get("verdict", ""),
                                                cells.get("unit", ""), cells.get("reason", "") or reason,
                                                cells.get("by", "") or by, line))
            line = reader.line_num + 1
    except csv.Error as error:
        raise OptionNotValid(f"{path}: line {reader.line_num}: it cannot be read as CSV ({error})",
                             f"{path}: บรรทัด {reader.line_num}: อ่านเป็น CSV ไม่ได้ ({error})") from error
    if not requests:
        raise OptionNotValid(f"{path}: the list has no decisions", f"{path}: ไม่มีรายการการตัดสินใจ")
    return requests
