"""Reading the office's list of decisions: a CSV file that people keep in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pmqa_xlsx.consolidate.decisions import Decision, Ruling
from pmqa_xlsx.errors import InputNotFound, OptionNotValid
from pmqa_xlsx.text.language import Text

COLUMNS = ("sha256", "decision", "reason", "decided_by")
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
#: How many mistakes the one line names.
_NAMED = 5

_NOT_UTF8 = Text("ไม่ใช่ข้อความ UTF-8 โปรดบันทึกจาก Excel เป็น “CSV UTF-8”",
                 "it is not UTF-8 text; save it from Excel as “CSV UTF-8”")
_NOT_CSV = Text("บรรทัด {line}: อ่านเป็น CSV ไม่ได้ ({why})", "line {line}: it cannot be read as CSV ({why})")
_NO_COLUMNS = Text("บรรทัด 1: ไม่มีคอลัมน์ {columns} (ต้องมี {all} คั่นด้วยจุลภาค)",
                   "line 1: the column {columns} is missing (there must be {all}, with commas between)")
_COLUMN_TWICE = Text("บรรทัด 1: มีคอลัมน์ {columns} ซ้ำ", "line 1: the column {columns} is there twice")
_BAD_HASH = Text("บรรทัด {line}: “{value}” ไม่ใช่ SHA-256 (เลขฐานสิบหก 64 หลัก) โปรดคัดลอกจากผลลัพธ์",
                 "line {line}: “{value}” is no SHA-256 (64 hex digits); copy it from the results")
_BAD_RULING = Text("บรรทัด {line}: ไม่มีคำตัดสิน “{value}” (ใช้ได้: {known})",
                   "line {line}: there is no decision “{value}” (there are {known})")
_CONTRADICTION = Text("บรรทัด {line} ขัดกับบรรทัด {other}: ไฟล์เดียวกันจะ {value} และ {against} พร้อมกันไม่ได้",
                      "line {line} contradicts line {other}: one file cannot have both {value} and {against}")
_MORE = Text("และอีก {count} แห่ง", "and {count} more")


def read_decisions(path: str | Path) -> tuple[Decision, ...]:
    """Read a list of decisions: UTF-8 (a BOM is fine) with the columns ``sha256``, ``decision``, ``reason`` and
    ``decided_by`` in any order; further columns and empty lines are passed over.

    :returns: in the order of the lines; whether there are such returns is not asked here.
    :raises InputNotFound: there is no such file, or it cannot be read.
    :raises OptionNotValid: it is no such list; the message names the lines: a hash that is none, an unknown decision,
        ``reject`` beside another decision for the same return.
    """
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_valid(path, [_NOT_UTF8]) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputNotFound(f"--decisions {path}: cannot be read: {reason}.",
                            f"--decisions {path}: เปิดไฟล์ไม่ได้: {reason}") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    mistakes: list[Text] = []
    decisions: list[Decision] = []
    try:
        places = _places(next(reader, []), mistakes)
        if mistakes:
            raise _not_valid(path, mistakes)
        line = reader.line_num + 1  # where a row begins: a quoted reason may go over several lines
        for row in reader:
            cells = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
            if any(cells.values()):
                mistakes += _judge(line, cells, decisions)
            line = reader.line_num + 1
    except csv.Error as error:
        raise _not_valid(path, [_filled(_NOT_CSV, line=reader.line_num, why=error)]) from error
    if mistakes:
        raise _not_valid(path, mistakes)
    return tuple(decisions)


def _places(header: Sequence[str], mistakes: list[Text]) -> dict[str, int]:
    """The zero-based place of each column, by its name in any case."""
    names = [name.strip().lower() for name in header]
    missing = [name for name in COLUMNS if name not in names]
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if missing:
        mistakes.append(_filled(_NO_COLUMNS, columns=", ".join(missing), all=",".join(COLUMNS)))
    if twice:
        mistakes.append(_filled(_COLUMN_TWICE, columns=", ".join(twice)))
    return {name: names.index(name) for name in COLUMNS if name in names}


def _judge(line: int, cells: dict[str, str], decisions: list[Decision]) -> Iterator[Text]:
    """Add what one line decides to the decisions, or say what is wrong with it."""
    digest, word = cells["sha256"].lower(), cells["decision"].lower()
    if not _SHA256.fullmatch(digest):
        yield _filled(_BAD_HASH, line=line, value=_shown(cells["sha256"]))
    if word not in list(Ruling):
        yield _filled(_BAD_RULING, line=line, value=_shown(cells["decision"]), known=", ".join(Ruling))
        return
    ruling = Ruling(word)
    for other in decisions:
        if other.sha256 == digest and other.ruling is not ruling and Ruling.REJECT in (other.ruling, ruling):
            yield _filled(_CONTRADICTION, line=line, other=other.line, value=ruling.value, against=other.ruling.value)
            return
    decisions.append(Decision(digest, ruling, cells["reason"], cells["decided_by"], line))


def _filled(text: Text, **facts: object) -> Text:
    return Text(text.th.format(**facts), text.en.format(**facts))


def _shown(value: str) -> str:
    """What stands in a cell, short and on one line."""
    line = "".join(letter if letter.isprintable() else " " for letter in value)
    return line if len(line) <= 70 else line[:69] + "…"


def _not_valid(path: str | Path, mistakes: Sequence[Text]) -> OptionNotValid:
    """The one line that names the mistakes."""
    named = [*mistakes[:_NAMED]]
    if len(mistakes) > _NAMED:
        named.append(_filled(_MORE, count=len(mistakes) - _NAMED))
    return OptionNotValid(f"--decisions {path}: " + "; ".join(text.en for text in named) + ".",
                          f"--decisions {path}: " + "; ".join(text.th for text in named))
