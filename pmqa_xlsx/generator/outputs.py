"""The workbooks of a round as files, with a manifest that lists which file is for which unit."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict

from pmqa_xlsx import atomic
from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.generator.workbook import find_unit, prepare
from pmqa_xlsx.text.language import Lang

MANIFEST_JSON = "manifest.json"
MANIFEST_CSV = "manifest.csv"
#: The value of ``program`` in a manifest written by this program.
PROGRAM = "pmqa-xlsx"
_CSV_COLUMNS = ("unit_code", "unit_name", "file", "sha256")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


class Written(TypedDict):
    """One workbook of a manifest; ``unit_code`` and ``unit_name`` are empty if the unit is chosen from a list."""

    unit_code: str
    unit_name: str
    file: str
    sha256: str


class Manifest(TypedDict):
    """What was written for a round, as ``manifest.json`` holds it; ``fiscal_year`` is B.E."""

    program: str
    form_id: str
    form_version: str
    fiscal_year: int
    lang: Lang
    password: str
    workbooks: list[Written]


def write_workbooks(
    form: Form, units: Sequence[str] | None, directory: Path, *, year: int | None = None, lang: Lang = "th",
    blank: bool = False, password: str | None = None, seal_key: bytes | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Manifest:
    """Write one workbook for each unit, or one for any unit, with ``manifest.csv`` and ``manifest.json``.

    All contents are made before the first file is written; the manifest is written last. A workbook from an earlier
    run in the same folder is kept, unless a new one has the same name.

    :param units: codes of the units; ``None`` for all of that year.
    :param directory: created if missing; it must be empty or contain an earlier manifest of this program.
    :param year: fiscal year, B.E.; ``None`` for the form's own.
    :param blank: write one workbook in which the unit is chosen from a list; ``units`` is then ignored.
    :param password: as in :func:`pmqa_xlsx.generator.generate`, like ``seal_key``.
    :param on_progress: called with (workbooks made, all workbooks) after each.
    :returns: the content of ``manifest.json``.
    :raises UnitNotFound: the form does not list a code for that year.
    :raises YearNotValid: the year is no B.E. year, or the form has no units in it.
    :raises OptionNotValid: the password or the key cannot be used.
    :raises OutputNotWritable: the folder contains other files, or cannot be written.
    """
    made = prepare(form, year=year, lang=lang, password=password, seal_key=seal_key)
    wanted = _wanted(form, units, made.year, blank)
    check_directory(directory)
    contents: dict[str, bytes] = {}
    entries: list[Written] = []
    for number, unit in enumerate(wanted, start=1):
        data = made.workbook(unit.code if unit else None)
        name = file_name(form, unit, made.year)
        if unit and name in contents:  # two codes that differ only in characters dropped from file names
            name = f"{unit.code.encode().hex()}_{name}"
        contents[name] = data
        entries.append({"unit_code": unit.code if unit else "", "unit_name": unit.name.of(lang) if unit else "",
                        "file": name, "sha256": hashlib.sha256(data).hexdigest()})
        if on_progress:
            on_progress(number, len(wanted))
    manifest = Manifest(
        program=PROGRAM, form_id=form.form_id, form_version=form.form_version, fiscal_year=made.year, lang=lang,
        password=made.lock.password, workbooks=entries)
    contents[MANIFEST_CSV] = _as_csv(entries).encode("utf-8-sig")
    contents[MANIFEST_JSON] = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    _write(directory, contents)
    return manifest


def file_name(form: Form, unit: Unit | None, year: int) -> str:
    """The ASCII name of a workbook's file: ``50_chiang-mai_pmqa-fl-province_2569.xlsx``, ``blank_…`` for any unit.

    :param year: fiscal year, B.E.
    """
    whose = "blank" if unit is None else unit_name(unit)
    return "_".join(filter(None, [whose, plain_name(form.form_id), str(year)])) + ".xlsx"


def unit_name(unit: Unit) -> str:
    """The beginning of a unit's file name: ``50_chiang-mai``."""
    return "_".join(filter(None, [plain_name(unit.code) or unit.code.encode().hex(), plain_name(unit.name.en)]))


def check_directory(directory: Path) -> None:
    """Reject a folder that contains anything that this program did not write.

    :raises OutputNotWritable: it contains other files, is no folder, or cannot be read.
    """
    try:
        if not directory.exists() or not any(directory.iterdir()):
            return
        if json.loads((directory / MANIFEST_JSON).read_text(encoding="utf-8")).get("program") == PROGRAM:
            return
    except NotADirectoryError:
        raise OutputNotWritable(f"{directory} is a file; name a folder for the workbooks",
                                f"{directory} เป็นไฟล์ โปรดระบุโฟลเดอร์สำหรับไฟล์แบบ") from None
    except PermissionError:
        raise OutputNotWritable(f"{directory} cannot be read; choose another folder",
                                f"อ่านโฟลเดอร์ {directory} ไม่ได้ โปรดเลือกโฟลเดอร์อื่น") from None
    except (OSError, ValueError, AttributeError):
        pass  # no manifest, or not ours
    raise OutputNotWritable(
        f"{directory} is not empty and not written by this program; choose an empty or a new folder",
        f"โฟลเดอร์ {directory} มีไฟล์อื่นอยู่ โปรดเลือกโฟลเดอร์ว่างหรือโฟลเดอร์ใหม่")


def _wanted(form: Form, units: Sequence[str] | None, year: int, blank: bool) -> list[Unit | None]:
    if blank:
        return [None]
    if units is None:
        return list(form.units_in(year))
    return [find_unit(form, code, year) for code in dict.fromkeys(units)]


def _as_csv(entries: Sequence[Written]) -> str:
    """The manifest as CSV, for people; without the password."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _CSV_COLUMNS)
    writer.writeheader()
    writer.writerows(entries)
    return text.getvalue()


def plain_name(text: str) -> str:
    """A text as part of a file name: lower-case ASCII letters, digits and hyphens; may be empty."""
    return _NOT_PLAIN.sub("-", text.lower()).strip("-")


def _write(directory: Path, contents: dict[str, bytes]) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, data in contents.items():
            atomic.write_bytes(directory / name, data)
    except OSError as problem:
        raise OutputNotWritable(
            f"{problem.filename or directory} cannot be written ({problem.strerror}); close the files that are open in "
            "Excel, or choose another folder",
            f"เขียน {problem.filename or directory} ไม่ได้ ({problem.strerror}) โปรดปิดไฟล์ที่เปิดอยู่ใน Excel หรือเลือกโฟลเดอร์อื่น",
        ) from None
