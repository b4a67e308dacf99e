"""Workbooks of a form that uses all that a definition can state: what is typed into them is read back."""

import io
import random
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import rich_form
from judges import libreoffice_convert
from pmqa_xlsx import generate
from pmqa_xlsx.definition.build import build_form
from pmqa_xlsx.definition.writing import form_to_tables
from pmqa_xlsx.form.model import Prefill
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.layout.digests import handed_out
from pmqa_xlsx.text.language import Text
from recalculation import filled_workbook

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

FORM = rich_form.FORM
LAYOUT = plan_layout(FORM)
#: What is typed, by sheet and cell.
TYPED = {
    ("Category 1", "C6"): "Done", ("Category 1", "D6"): "Minutes of 3 May", ("Category 1", "C7"): "Not applicable",
    ("Category 1", "C9"): "In part", ("Category 2", "E3"): 90, ("Category 2", "E4"): 9,
    ("Category 3", "C3"): "Chairs", ("Category 3", "D3"): 20, ("Category 3", "C5"): "Tables", ("Category 3", "D5"): 5,
    ("General", "B7"): 10,
}


def typed_into(data: bytes, change: object = None) -> Reading:
    """What is read after typing, and after a further change of the book."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for (sheet, cell), content in TYPED.items():
        book[sheet][cell] = content
    if callable(change):
        change(book)
    saved = io.BytesIO()
    book.save(saved)
    return read_return(ReadingRequest((FORM,)), saved.getvalue())


def answers_of(reading: Reading) -> dict[str, str]:
    """The answers that are not blank, by criterion, row and field."""
    return {f"{asked.criterion}{f'#{asked.row}' if asked.row else ''} {asked.field}".strip(): answer.value
            for slot, answer in zip(LAYOUT.slots, reading.slots.answers, strict=True)
            for asked in [slot.question] if answer.value}


READ = {
    "budget": "10", "B1 A": "yes", "B1 why": "Minutes of 3 May", "B2 A": "na", "A1 A": "part", "L1 A": "part",
    "F1 result": "90", "F1 share": "105.88", "F2 result": "9", "F2 share": "225",
    "P1#1 name": "Chairs", "P1#1 cost": "20", "P1#1 double": "40", "P1#3 name": "Tables", "P1#3 cost": "5",
    "P1#3 double": "10",
}


def insert(book: openpyxl.Workbook) -> None:
    """Insert rows between answer rows."""
    book["Category 3"].insert_rows(5, 2)


@pytest.mark.parametrize("change", [None, insert])
def test_read_back(change: object) -> None:
    """Each answer is read for its own row, also after rows were inserted; what is computed is calculated again."""
    assert answers_of(typed_into(generate(FORM, "10", lang="en"), change)) == READ


def test_checks_are_found_again() -> None:
    """What the workbook marks is what the reader reports: a cost that is low, costs above the budget, a high figure."""
    findings = typed_into(generate(FORM, "10", lang="en")).findings
    found = [(finding.code, finding.place.cell) for finding in findings if finding.code != "computed-differs"]
    assert sorted(found) == [
        ("inconsistent", "B7"), ("inconsistent", "D5"), ("inconsistent", "E4"), ("required-by", "D11"),
        ("required-by", "D9")]


def test_formulas_replaced_by_values() -> None:
    """A program that keeps only the values of formulas adds nothing to the form."""
    data = filled_workbook(FORM, "10", "en", random.Random(3), 0.9, 0.1)
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    saved = io.BytesIO()
    values.save(saved)
    codes = {finding.code for finding in read_return(ReadingRequest((FORM,)), saved.getvalue()).findings}
    assert not codes & {"extra-content", "check-altered", "locked-text-changed"}


@pytest.mark.parametrize("unit", ["10", None])
def test_no_thai_letter(unit: str | None) -> None:
    """The workbook of a form without a Thai letter has none in any of its parts."""
    with zipfile.ZipFile(io.BytesIO(generate(FORM, unit))) as package:
        assert [name for name in package.namelist() if re.search("[ก-๛]", package.read(name).decode("utf-8"))] == []


def test_prefilled() -> None:
    """A unit's workbook has what the form puts there; unfilled, it is known to be as it was sent out."""
    book = openpyxl.load_workbook(io.BytesIO(generate(FORM, "10")))
    places = {"L1": ("Category 1", "C11"), "target": ("Category 2", "D3"), "cost": ("Category 3", "D3")}
    assert {name: book[sheet][cell].value for name, (sheet, cell) in places.items()} == {
        "L1": "In part", "target": 85, "cost": 12.5}
    other = openpyxl.load_workbook(io.BytesIO(generate(FORM, "20")))
    assert {name: other[sheet][cell].value for name, (sheet, cell) in places.items()} == {
        "L1": None, "target": 80, "cost": None}


@pytest.mark.slow
@pytest.mark.parametrize(("unit", "target", "share"), [("North", 85, 105.88), ("South", 80, 112.5), ("", 80, 112.5)])
def test_constants_of_the_unit_chosen(tmp_path: Path, unit: str, target: float, share: float) -> None:
    """In a workbook for any unit a unit's own constant, and what is calculated from it, follow the unit chosen."""
    data = generate(FORM, lang="en")
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["General"]["B4"] = unit or None
    book["Category 2"]["E3"] = 90
    path = tmp_path / "blank.xlsx"
    book.save(path)
    shown = openpyxl.load_workbook(libreoffice_convert(path, "xlsx", tmp_path / "out"), data_only=True)["Category 2"]
    assert (shown["D3"].value, shown["G3"].value) == (target, share)
    reading = read_return(ReadingRequest((FORM,)), (tmp_path / "out" / "blank.xlsx").read_bytes())
    codes = {finding.code for finding in reading.findings}
    assert not codes & {"computed-differs", "locked-text-changed", "seal-altered"}


def test_constant_of_a_repeated_criterion() -> None:
    """A unit's own constant of a criterion with rows is shown in each of them."""
    kinds = {**FORM.fields, "roster": (rich_form.field("limit", "constant", "Limit"), *FORM.fields["roster"])}
    costs = replace(FORM.categories[2].criteria[0], constants={"limit": Text("3")})
    categories = (*FORM.categories[:2], replace(FORM.categories[2], criteria=(costs,)))
    form = replace(FORM, fields=kinds, categories=categories, prefill=(Prefill("10", costs.asks("limit", 1), "7"),))
    shown = openpyxl.load_workbook(io.BytesIO(generate(form, "10")))["Category 3"]
    assert [shown.cell(row, 3).value for row in range(3, 8)] == [7] * 5
    tables = form_to_tables(form)
    assert build_form(tables).prefill == form.prefill


@pytest.mark.parametrize("lost", [False, True])
def test_sent_out_with(lost: bool) -> None:
    """What a workbook was sent out with is known from the form where a program lost it."""
    book = openpyxl.load_workbook(io.BytesIO(generate(FORM, "10")))
    if lost:
        row = next(row for row in book["_pmqa"].iter_rows() if row[0].value == "handed")
        row[1].value = None
        del book.custom_doc_props["pmqa_handed"]
    saved = io.BytesIO()
    book.save(saved)
    reading = read_return(ReadingRequest((FORM,)), saved.getvalue())
    contents = [answer.value for answer in reading.slots.answers]
    assert reading.handed_out.split().count("-") == 2
    assert reading.handed_out == handed_out(LAYOUT, contents)


@pytest.mark.parametrize(("unit", "year", "shown"), [
    ("10", None, ["The direction is set and known in North.", "Note of 2025"]),
    ("20", 2030, ["The direction is set and known in South.", "Note of 2029"]),
    (None, None, ["The direction is set and known in Office.", "Note of 2025"]),
])
def test_placeholders(unit: str | None, year: int | None, shown: list[str]) -> None:
    """Each workbook names its unit and years; one for any unit has the unit label, and no text counts as changed."""
    data = generate(FORM, unit, year=year)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [book["Category 1"]["B6"].value, book["Category 2"]["F2"].value] == shown
    codes = {finding.code for finding in read_return(ReadingRequest((FORM,), year), data).findings}
    assert not codes & {"locked-text-changed", "seal-altered", "cells-moved"}
