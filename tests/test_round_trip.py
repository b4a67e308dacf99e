"""Typed values are read back exactly, saved by any program."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from form_strategy import forms
from judges import libreoffice_convert, libreoffice_types
from pmqa_xlsx import generate, load_form
from pmqa_xlsx.answers import display
from pmqa_xlsx.demo.filling import Editor, made_up, plausible_answers
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout import Layout, plan_layout

FORM = load_form()
LAYOUT = plan_layout(FORM)
SAVED = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


def every_slot(layout: Layout, seed: int) -> dict[int, str]:
    """A random legal value for every slot of a layout."""
    chance = random.Random(seed)
    return {number: made_up(slot.field, chance, chance.random()) for number, slot in enumerate(layout.slots)}


def came_back(form: Form, data: bytes) -> tuple[dict[int, str], dict[str, int], str]:
    """The answers of a return, the number of slots in each state, and the seal's status."""
    reading = read_return(ReadingRequest((form,)), data)
    states: dict[str, int] = {}
    for slot in reading.slots:
        states[slot.answer.state] = states.get(slot.answer.state, 0) + 1
    return {slot.slot: slot.answer.value for slot in reading.slots if slot.answer.value}, states, reading.seal


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("unit", ["50", "38"])
def test_every_slot_of_the_shipped_form(unit: str, lang: str) -> None:
    """Every slot filled in with openpyxl is read back unchanged, and the seal stays intact."""
    editor = Editor(generate(FORM, unit, lang=lang), LAYOUT, lang)
    values = every_slot(LAYOUT, seed=int(unit))
    editor.fill(values)
    assert came_back(FORM, editor.saved(SAVED)) == (values, {"ok": len(LAYOUT.slots)}, "intact")


def test_a_blank_workbook_takes_the_unit_that_is_chosen() -> None:
    """In a workbook for any unit, the unit chosen on the general sheet counts."""
    editor = Editor(generate(FORM), LAYOUT)
    editor.cell(LAYOUT.identity_slots["unit"]).value = "เชียงใหม่"
    reading = read_return(ReadingRequest((FORM,)), editor.saved(SAVED))
    assert (reading.unit_code, reading.fiscal_year, reading.seal) == ("50", 2569, "intact")


@pytest.mark.slow
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(form=forms(), seed=st.integers(0, 1000))
def test_any_form(form: Form, seed: int) -> None:
    """Any valid form works."""
    layout = plan_layout(form)
    values = every_slot(layout, seed)
    units = form.units_in(form.fiscal_year)
    editor = Editor(generate(form, units[0].code if units else None), layout)
    editor.fill(values)
    assert came_back(form, editor.saved(SAVED))[:2] == (values, {"ok": len(layout.slots)})


@pytest.mark.slow
def test_libreoffice_types_into_every_open_cell(tmp_path: Path) -> None:
    """Typed and saved in LibreOffice as .xlsx, .ods and .xls, every answer is read back; locked cells reject typing."""
    source = tmp_path / "50.xlsx"
    source.write_bytes(generate(FORM, "50"))
    values = {**every_slot(LAYOUT, seed=7), **plausible_answers(LAYOUT, FORM.units[0])}
    names = {sheet.key: sheet.name.th for sheet in LAYOUT.sheets}
    typed = [(names[slot.sheet], str(slot.cell), str(display(slot.field, values[number], "th")))
             for number, slot in enumerate(LAYOUT.slots)]
    locked = [(names[text_sheet.key], str(text.cell), "typed over")
              for text_sheet in LAYOUT.sheets for text in text_sheet.texts if not text_sheet.kind.hidden]
    again = tmp_path / "again.xlsx"
    shown = libreoffice_types(source, typed + locked, [(again, "Calc MS Excel 2007 XML")])
    assert "typed over" not in shown
    for extension in ("xlsx", "ods", "xls"):
        saved = again if extension == "xlsx" else libreoffice_convert(again, extension, tmp_path)
        answers, states, _ = came_back(FORM, saved.read_bytes())
        assert (extension, answers, states) == (extension, values, {"ok": len(LAYOUT.slots)})


@pytest.mark.slow
@pytest.mark.parametrize("extension", ["xlsx", "ods", "xls"])
def test_rebuilt_by_hand_and_saved_by_libreoffice(tmp_path: Path, extension: str) -> None:
    """Protection removed, a row inserted, a sheet renamed, saved in another format: every answer is found."""
    editor = Editor(generate(FORM, "50"), LAYOUT)
    values = plausible_answers(LAYOUT, FORM.units[0])
    editor.fill(values)
    first, second = (sheet for sheet in LAYOUT.sheets if sheet.category in ("1", "2"))
    editor.sheet(first.key).protection.disable()
    editor.sheet(first.key).insert_rows(8)
    editor.sheet(second.key).title = "หมวดสอง (แก้ไข)"
    source = tmp_path / "50.xlsx"
    source.write_bytes(editor.saved(SAVED))
    saved = libreoffice_convert(source, extension, tmp_path / "out")
    reading = read_return(ReadingRequest((FORM,)), saved.read_bytes())
    assert {slot.slot: slot.answer.value for slot in reading.slots if slot.answer.value} == values
    codes = {finding.code for finding in reading.findings}
    assert codes >= {"cells-moved", "sheet-renamed", "protection-removed"}
    assert not {finding.code for finding in reading.findings if finding.severity == "error"}
