"""Forms made at random of everything a definition can state: written, read, filled in, returned and scored."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import pmqa_xlsx
from csv_folder import write_csv_folder
from judges import libreoffice_types, onlyoffice_saves
from pmqa_xlsx.answers import display
from pmqa_xlsx.consolidate.counted_frames import scores_in
from pmqa_xlsx.definition.loading import check_definition
from pmqa_xlsx.demo.filling import Editor, made_up, plausible_answers
from pmqa_xlsx.form.field import Field
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout import Layout, Slot, plan_layout
from pmqa_xlsx.layout.rules import Evaluation
from pmqa_xlsx.text.language import Lang
from rich_forms import rich_forms
from third_calculation import ThirdCalculation

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]

#: How many forms are typed by LibreOffice, if not two.
MORE = "PMQA_XLSX_TYPED_FORMS"

SLOW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
SAVED = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)


@given(rich_forms())
@SLOW
def test_written_and_read(tmp_path_factory: pytest.TempPathFactory, form: Form) -> None:
    """Written as a definition and read again, it has no mistake and is the same form."""
    folder = tmp_path_factory.mktemp("rich")
    write_csv_folder(form, folder)
    read, mistakes = check_definition(folder)
    assert [(one.place, one.code) for one in mistakes if one.is_error] == []
    assert read == form


@given(rich_forms(), st.integers(0, 99))
@SLOW
def test_filled_in_and_returned(form: Form, salt: int) -> None:
    """What is typed comes back value for value; computed values are those of the expressions."""
    layout = plan_layout(form)
    unit = form.units[salt % 2]
    values = plausible_answers(layout, unit, salt=str(salt))
    editor = Editor(pmqa_xlsx.generate(form, unit.code, lang=form.lang), layout, form.lang)
    editor.fill(values)
    reading = read_return(ReadingRequest((form,)), editor.saved(SAVED))
    read = list(reading.slots.columns.values)
    typed = [n for n, slot in enumerate(layout.slots) if not slot.field.is_computed]
    assert [read[n] for n in typed] == [values.get(n, "") for n in typed]
    columns = reading.slots.columns
    evaluation = Evaluation(layout, read, columns.empty, unit.code)
    assert [read[n] for n in range(len(read)) if n not in typed] == [
        evaluation.value(layout.slots[n].question) for n in range(len(read)) if n not in typed]
    assert {one.code for one in reading.findings} <= {"inconsistent", "seal-altered", "computed-differs"}
    third = ThirdCalculation(form, dict(zip((slot.question for slot in layout.slots), read, strict=True)), unit.code)
    scores = scores_in(layout, columns, unit.code)
    assert differing({code: score.percent for code, score in scores.items()}, third.percent) == []
    assert differing({slot.question: float(read[n]) if read[n] else None for n, slot in enumerate(layout.slots)
                      if is_computed(slot)}, third.computed) == []


def is_computed(slot: Slot) -> bool:
    """Whether a slot is a calculated value of a criterion's row."""
    return slot.field.is_computed and bool(slot.question.criterion)


def differing(found: Mapping[Any, float | None], expected: Callable[[Any], float | None]) -> list[str]:
    """What is not as expected, with both values."""
    pairs = [(name, value, expected(name)) for name, value in found.items()]
    return [f"{name}: {value} | {other}" for name, value, other in pairs
            if (value is None) != (other is None) or (value is not None and value != pytest.approx(other, abs=1e-9))]


@given(rich_forms(), st.integers(0, 99))
@settings(max_examples=int(os.environ.get(MORE, "2")), deadline=None, suppress_health_check=list(HealthCheck),
          phases=[Phase.generate])
def test_typed_in_libreoffice(tmp_path_factory: pytest.TempPathFactory, form: Form, salt: int) -> None:
    """What is typed in LibreOffice comes back as typed; four programs and calculations give the same scores."""
    folder, layout, chance = tmp_path_factory.mktemp("typed"), plan_layout(form), random.Random(salt)
    unit = form.units[salt % 2].code
    expected = {one.question: one.value for one in form.prefill if one.unit == unit}
    cells: list[tuple[str, str, str]] = []
    for slot in layout.slots:
        value = "" if slot.field.is_computed or chance.random() < 0.3 else made_up(slot.field, chance, chance.random())
        if value:
            expected[slot.question] = value
            cells.append((layout.sheet_by_key[slot.sheet].name.of(form.lang), str(slot.cell),
                          as_typed(slot.field, value, form.lang)))
    source, saved = folder / "sent.xlsx", folder / "typed.xlsx"
    source.write_bytes(pmqa_xlsx.generate(form, unit))
    libreoffice_types(source, cells, [(saved, "Calc MS Excel 2007 XML")])
    reading = read_return(ReadingRequest((form,)), saved.read_bytes())
    assert {slot.question: value for slot, value in zip(layout.slots, reading.slots.columns.values, strict=True)
            if value and not slot.field.is_computed} == {
        question: value for question, value in expected.items() if question in layout.positions}
    scores = scores_in(layout, reading.slots.columns, unit)
    third = ThirdCalculation(form, expected, unit)
    by_third = {code: third.percent(code) for code in ("total", *(one.code for one in form.categories))}
    assert differing({code: scores[code].percent if code in scores else None for code in by_third}, third.percent) == []
    (folder / "onlyoffice").mkdir()
    for path in (saved, *onlyoffice_saves([saved], folder / "onlyoffice")):
        book = openpyxl.load_workbook(path, data_only=True)
        assert differing({**dict.fromkeys(by_third), **figures_of(book)}, third.percent) == [], path
        assert differing({slot.question: shown(book, layout, slot) for slot in layout.slots if is_computed(slot)},
                         third.computed) == [], path
    assert "computed-differs" not in {one.code for one in reading.findings}


def as_typed(field: Field, value: str, lang: Lang) -> str:
    """What a person types for a value."""
    content = display(field, value, lang)
    return f"{content:%H:%M}" if isinstance(content, dt.time) else str(content)


def figures_of(book: openpyxl.Workbook) -> dict[str, float]:
    """The percents that a workbook shows, by code."""
    found = {}
    for title, defined in book.defined_names.items():
        if title.startswith("pmqa_score_"):
            ((sheet, cell),) = defined.destinations
            if isinstance(value := book[sheet][cell.replace("$", "")].value, int | float):
                found[title.removeprefix("pmqa_score_")] = float(value)
    return found


def shown(book: openpyxl.Workbook, layout: Layout, slot: Slot) -> float | None:
    """The number that a workbook shows in a slot."""
    value = book[layout.sheet_by_key[slot.sheet].name.of(layout.form.lang)][str(slot.cell)].value
    return float(value) if isinstance(value, int | float) else None
