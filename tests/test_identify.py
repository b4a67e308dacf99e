"""The identity stored in several places of a workbook, and which place is trusted if they differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from books import book_of, text_cell
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.ingester.identify import identity_evidence
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.layout.identity import PREFIX, Identity, footer
from pmqa_xlsx.layout.words import IDENTITY_SHEET

FORM = load_form()
LAYOUT = plan_layout(FORM)
OWN = Identity("f", "1", "50", 2569, "th", blank=False)
#: Where the value of each key is on the identity sheet.
KEYS = LAYOUT.identity
#: The cells and properties of a workbook as it was sent out.
FULL = {"form": "f", "edition": "1", "unit": "50", "year": "2569", "layout": "L", "lang": "th"}
PLACES = ("cells", "properties", "footer")


def carrying(cells: dict[str, str] | None, properties: dict[str, str], shown: Identity | None) -> WorkbookContent:
    """A workbook with these values in its identity sheet, properties and footer.

    :param cells: ``None`` for no identity sheet at all.
    :param shown: the identity in the footer of the second sheet; the first has none.
    """
    sheets = [sheet for sheet in book_of(LAYOUT, OWN, {}).sheets if sheet.name != IDENTITY_SHEET]
    if shown:
        sheets[1] = replace(sheets[1], footer=footer(FORM, shown))
    if cells is not None:
        stated = {CellRef(KEYS[key].row, 0): text_cell(key) for key in cells}
        stated |= {KEYS[key]: text_cell(value) for key, value in cells.items()}
        sheets.append(replace(sheets[0], name=IDENTITY_SHEET, cells=stated, footer=""))
    return WorkbookContent(tuple(sheets), properties={PREFIX + key: value for key, value in properties.items()})


@pytest.mark.parametrize("place", PLACES)
def test_one_copy_of_the_identity_is_enough(place: str) -> None:
    """An editor may remove all copies of the identity except one: that one gives form, edition, unit and year."""
    evidence = identity_evidence(carrying(FULL if place == "cells" else None,
                                          FULL if place == "properties" else {}, OWN if place == "footer" else None))
    assert evidence is not None
    assert [evidence[key] for key in ("form", "edition", "unit", "year", "lang")] == ["f", "1", "50", "2569", "th"]
    assert not evidence.contradicted


@pytest.mark.parametrize(("cells", "properties", "shown", "key", "value", "contradicted"), [
    ({"unit": "51"}, {}, OWN, "unit", "50", ("unit",)),
    ({}, {"unit": "51"}, replace(OWN, unit_code="51"), "unit", "51", ("unit",)),
    ({"unit": "51"}, {}, None, "unit", "51", ("unit",)),
    ({"year": "2568"}, {}, OWN, "year", "2569", ("year",)),
    ({"edition": "2"}, {}, OWN, "edition", "1", ("edition",)),
    ({"form": "g"}, {}, OWN, "form", "f", ("form",)),
    ({"layout": "M"}, {}, OWN, "layout", "M", ("layout",)),
    ({"lang": "en"}, {}, OWN, "lang", "th", ()),
    ({"year": ""}, {}, OWN, "year", "2569", ()),
    ({"unit": "๕๐", "edition": "๑", "year": " ๒๕๖๙"}, {}, OWN, "unit", "50", ()),
    ({"blank": "1", "unit": ""}, {"blank": "1", "unit": ""}, None, "unit", "", ()),
    ({"blank": "1", "unit": "50"}, {"blank": "1", "unit": "51"}, None, "unit", "50", ()),
], ids=["cells", "two against cells", "a tie", "year", "edition", "form", "layout", "language", "nothing said",
        "Thai digits", "for any unit", "for any unit, filled in"])
def test_copies_that_differ(
    cells: dict[str, str], properties: dict[str, str], shown: Identity | None, key: str, value: str,
    contradicted: tuple[str, ...],
) -> None:
    """The value in most places counts, of two the cells; form, edition, unit, year and layout must agree."""
    evidence = identity_evidence(carrying(FULL | cells, FULL | properties, shown))
    assert evidence is not None
    assert (evidence[key], tuple(evidence.contradicted)) == (value, contradicted)


@pytest.mark.parametrize(("stated", "lang"), [("en", "en"), ("th", "th"), ("", "th"), ("fr", "th")])
def test_the_language(stated: str, lang: str) -> None:
    """A workbook is Thai if it does not say that it is English."""
    evidence = identity_evidence(carrying({**FULL, "lang": stated}, {}, None))
    assert evidence is not None
    assert evidence.lang == lang


@pytest.mark.parametrize(("name", "down", "right", "keys", "unit"), [
    ("mine", 0, 0, FULL, "50"), ("_pmqa - ตาราง 1", 1, 0, FULL, "50"), (IDENTITY_SHEET, 1, 2, FULL, "50"),
    (IDENTITY_SHEET, 0, 0, {"unit": "50"}, "50"), ("mine", 0, 0, {"form": "f", "unit": "50"}, ""),
], ids=["renamed", "as Numbers exports it", "moved", "all but the unit cleared", "another sheet with such words"])
def test_a_renamed_or_moved_identity_sheet(name: str, down: int, right: int, keys: dict[str, str], unit: str) -> None:
    """The sheet is known by its name, else by its keys, in whichever column they are."""
    book = carrying(keys, {"form": "f"}, None)
    moved = {CellRef(ref.row + down, ref.column + right): cell for ref, cell in book.sheets[-1].cells.items()}
    sheet = replace(book.sheets[-1], name=name, cells=moved)
    evidence = identity_evidence(replace(book, sheets=(*book.sheets[:-1], sheet)))
    assert evidence is not None
    assert evidence["unit"] == unit


def test_a_workbook_without_a_form_name() -> None:
    """A workbook without the form's name in any place is not one of ours, whatever else it contains."""
    assert identity_evidence(carrying({"unit": "50", "year": "2569"}, {"layout": "L"}, None)) is None
    assert identity_evidence(carrying(None, {}, None)) is None
