"""Filled returns for measuring: made once, kept in a temporary folder.

A few workbooks are filled in with openpyxl, as a person's program saves them; each further return is one of these with
the unit's code, name and seal replaced in every part. Every e-mail address contains its unit's code, and every text
its code and slot, so that none is in two returns, and no text twice in one: a reader cannot gain by caching them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from programs import OPENPYXL, packed, renumbered, saved_by

import pmqa_xlsx
from pmqa_xlsx.demo.filling import Editor, plausible_answers
from pmqa_xlsx.form.model import Field, Form, Unit
from pmqa_xlsx.layout import Layout, plan_layout
from pmqa_xlsx.layout.identity import Identity, seal
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
    layout = plan_layout(form)
    what = f"{program}{layout.fingerprint}{len(form.units)}{_first(form, layout, 0)[1]}"
    mark = hashlib.sha256(what.encode() + _source()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / "pmqa_xlsx-benchmark" / f"{len(form.units)}-{mark}"
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        scratch = Path(tempfile.mkdtemp(dir=folder.parent))  # another run may be making the same returns
        (scratch / "returns").mkdir()
        for unit, data in _made(form, layout, program):
            (scratch / "returns" / f"{unit.code}.xlsx").write_bytes(data)
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


def _first(form: Form, layout: Layout, number: int) -> tuple[Unit, str]:
    """The unit with the workbook that is really filled in for a filling, and its seal."""
    unit = form.units[number % len(form.units)]
    return unit, seal(layout, _identity(form, unit), None)


def _identity(form: Form, unit: Unit) -> Identity:
    return Identity(form.form_id, form.form_version, unit.code, form.fiscal_year, "th", blank=False)


def _made(form: Form, layout: Layout, program: str) -> Iterator[tuple[Unit, bytes]]:
    firsts = [_first(form, layout, number) for number in range(min(FILLINGS, len(form.units)))]
    saved = saved_by(program, [_filled(form, layout, unit) for unit, _ in firsts])
    for number, unit in enumerate(form.units):
        first, stated = firsts[number % len(firsts)]
        changes = [(first.code, unit.code), (first.name.th, unit.name.th),
                   (stated, seal(layout, _identity(form, unit), None))]
        yield unit, packed(renumbered(_restamped(saved[number % len(firsts)], changes), 37 * number))


def _filled(form: Form, layout: Layout, unit: Unit) -> bytes:
    editor = Editor(pmqa_xlsx.generate(form, unit.code), layout)
    editor.fill({position: _own(layout.slots[position].field, f"{unit.code}-{position}", value)
                 for position, value in plausible_answers(layout, unit).items()})
    return editor.saved(SAVED)


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
