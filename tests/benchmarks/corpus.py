"""Filled returns for measuring: made once, kept in a temporary folder.

A few workbooks are filled in with openpyxl, as a person's program saves them; each further return is one of these with
the unit's code, name and seal replaced in every part. Every e-mail address contains its unit's code, and every text
its code and slot, so that none is in two returns, and no text twice in one: a reader cannot gain by caching them.

All processors make them, a filling each at a time; what no replacement changes in a filling is compressed once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from programs import OPENPYXL, Parts, packed, renumbered, saved_by

import pmqa_xlsx
from pmqa_xlsx.demo.filling import Editor, plausible_answers
from pmqa_xlsx.form.model import Field, Form, Unit
from pmqa_xlsx.layout import Layout, plan_layout
from pmqa_xlsx.layout.identity import Identity, WorkbookTexts
from pmqa_xlsx.text.language import Text

SAVED = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
#: Number of different fillings of the returns.
FILLINGS = 32
#: Types of answers that every unit writes itself.
_WRITTEN = ("text", "longtext")
_CODE, _NAME = "u{:05d}", "หน่วยสมมติ{:05d}"


def made_up_form(units: int) -> Form:
    """The shipped form, with this many made-up units."""
    form = pmqa_xlsx.load_form()
    group = form.units[0].group
    return replace(form, units=tuple(
        Unit(_CODE.format(number), Text(_NAME.format(number), f"Made-up unit {number:05d}"), group)
        for number in range(1, units + 1)))


def filled_returns(form: Form, program: str = OPENPYXL) -> Path:
    """The folder with a return of every unit of a made-up form; created if missing.

    :param program: which program saved them; see :data:`~programs.PROGRAMS`.
    """
    mark = hashlib.sha256(program.encode() + pmqa_xlsx.generate(form, form.units[0].code) + _source()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / "pmqa_xlsx-benchmark" / f"{len(form.units)}-{mark}"
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        scratch = Path(tempfile.mkdtemp(dir=folder.parent))  # another run may be making the same returns
        (scratch / "returns").mkdir()
        _make_returns(form, program, scratch / "returns")
        try:
            scratch.rename(folder)
        except OSError:  # the other run was first
            shutil.rmtree(scratch)
    return folder / "returns"


def _source() -> bytes:
    """The code that makes the returns."""
    here = Path(__file__).parent
    return b"".join(path.read_bytes() for path in (
        here / "corpus.py", here / "programs.py", here.parent / "excel_manner.py"))


def _seal(form: Form, layout: Layout, unit: Unit) -> str:
    identity = Identity(form.form_id, form.form_version, unit.code, form.fiscal_year, "th", blank=False)
    return WorkbookTexts(layout, identity).seal(None)


def _make_returns(form: Form, program: str, folder: Path) -> None:
    firsts = range(min(FILLINGS, len(form.units)))
    # Started anew: a copy of this process would keep its memory, and Windows cannot copy it.
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as processes:
        filled = [*processes.map(partial(_filled, form), firsts)]
        list(processes.map(partial(_write_returns, folder, form), firsts, saved_by(program, filled)))


def _filled(form: Form, number: int) -> bytes:
    """The workbook of one unit, filled in and saved by openpyxl."""
    layout, unit = plan_layout(form), form.units[number]
    editor = Editor(pmqa_xlsx.generate(form, unit.code), layout)
    editor.fill({position: _own(layout.slots[position].field, f"{unit.code}-{position}", value)
                 for position, value in plausible_answers(layout, unit).items()})
    return editor.saved(SAVED)


def _write_returns(folder: Path, form: Form, filling: int, saved: Parts) -> None:
    """Write one filling as the return of its unit and of each unit that gets the same."""
    layout, first = plan_layout(form), form.units[filling]
    old = (first.code, first.name.th, _seal(form, layout, first))
    archives: dict[tuple[str, ...], bytes] = {}
    for number, unit in islice(enumerate(form.units), filling, None, FILLINGS):
        new = (unit.code, unit.name.th, _seal(form, layout, unit))
        parts = renumbered(_restamped(saved, [*zip(old, new, strict=True)]), 37 * number)
        same = tuple(name for name, data in parts.items() if data == saved[name])
        if same not in archives:
            archives[same] = packed({name: saved[name] for name in same})
        changed = {name: data for name, data in parts.items() if name not in same}
        (folder / f"{unit.code}.xlsx").write_bytes(packed(changed, archives[same]))


def _own(field: Field, mark: str, value: str) -> str:
    """A unique answer for types that people write themselves; an address may be in several slots."""
    if field.type == "email":
        return f"{mark.partition('-')[0]}.{value}"
    if field.type not in _WRITTEN:
        return value
    room = (field.max_length or len(value) + len(mark) + 1) - len(mark) - 1
    return f"{value[:room].strip()} {mark}"


def _restamped(parts: dict[str, bytes], changes: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    changed = dict(parts)
    for name in changed:
        for old, new in changes:
            changed[name] = changed[name].replace(old.encode(), new.encode())
    return changed


def contents(folder: Path, count: int | None = None) -> list[bytes]:
    """The first returns' bytes."""
    return [path.read_bytes() for path in islice(sorted(folder.iterdir()), count)]
