"""What an export without contacts leaves out: answers that are personal data, and every e-mail address."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.answers.model import State
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.slot_columns import Columns, Places, other_raws
from pmqa_xlsx.layout import Layout, Slot
from pmqa_xlsx.layout.model import cached_per_layout

if TYPE_CHECKING:
    import pandas as pd

#: Stands for an answer that is left out where there must be something.
WITHHELD = "…"
#: First character of the replacement for a forgotten text: one that no text contains.
FORGOTTEN = "\ufdd0"
#: Endings of the names of cover fields that hold a person: a person may have the name of a province.
_PERSON = re.compile("(?:.*_)?(?:name|email|phone)")
_ANSWERED = frozenset(state.value for state in State if state.answered)
_AT_SIGN = re.compile("[@\N{FULLWIDTH COMMERCIAL AT}\N{SMALL COMMERCIAL AT}]")
#: A telephone number of Thailand: nine or ten digits from 0 or +66 on, one blank or hyphen between some of them.
_PHONE = re.compile(r"(?<!\d)(?:[0๐]|\+66[ -]?)\d(?:[ -]?\d){7,8}(?![\d:])")
_SPACES = re.compile(r"(\s+)")
_CODE = re.compile(r"(?=.*[0-9])[0-9A-Za-z._-]{1,6}", re.ASCII)
#: Programs whose names a workbook may state; whatever else it says may be a person's.
_PROGRAMS = (
    "openpyxl", "LibreOffice", "OpenOffice", "WPS", "ONLYOFFICE", "Gnumeric", "Google", "SheetJS", "hucre", "Aspose",
    "Spire", "Apache POI", "Excelize", "Calligra", "Numbers", "Microsoft Excel",
)


def without_unit_addresses(form: Form) -> Form:
    """The form without the addresses of its units: an export without contacts reaches nobody."""
    return replace(form, units=tuple(replace(unit, email="") for unit in form.units))


def withheld_units(answers: pd.DataFrame) -> frozenset[str]:
    """The units of which answers were left out or erased on request: slots that are answered and say nothing."""
    return frozenset(answers.loc[answers["state"].isin(_ANSWERED) & (answers["value"] == ""), "unit_code"])


def is_personal(slot: Slot) -> bool:
    """Whether a slot's answer is personal data: what the definition calls so, how to reach a person, all of the cover.

    Other texts are looked into for e-mail addresses alone (:func:`without_addresses`).
    """
    return slot.question.level is Level.COVER or slot.field.personal or type_of(slot.field).personal


@cached_per_layout
def personal_positions(layout: Layout) -> frozenset[int]:
    """The positions in ``layout.slots`` of those whose answers are personal data."""
    return frozenset(position for position, slot in enumerate(layout.slots) if is_personal(slot))


@cached_per_layout
def cover_positions(layout: Layout) -> tuple[int, ...]:
    """The slots of the cover that may name the unit: all but those of a person."""
    return tuple(position for position, slot in enumerate(layout.slots)
                 if slot.question.level is Level.COVER and not type_of(slot.field).personal
                 and not _PERSON.fullmatch(slot.question.field))


def nameless(reading: Reading, units: Collection[str]) -> Reading:
    """A reading without the texts of the workbook's own that a frame shows as they are: they may hold a name.

    :param units: codes of units. What a workbook says in the place of one stays only if it is short and has a digit,
        as codes have.
    """
    unit_code = reading.unit_code
    known = unit_code in units or _CODE.fullmatch(unit_code)
    program = next((name for name in _PROGRAMS if name.casefold() in reading.saved_by.casefold()), "")
    return replace(reading, unit_code=unit_code if known else "", saved_by=program)


def own_places(layout: Layout, places: Places) -> Places:
    """Where slots are, with a sheet that was renamed under the name that it was sent out with."""
    own = layout.sheet_names
    if all(sheet in own or not sheet for sheet in places.sheets):
        return places
    return Places(tuple(sheet if sheet in own or not sheet else layout.sheet_by_key[slot.sheet].name.th
                        for sheet, slot in zip(places.sheets, layout.slots, strict=True)), places.cells)


def shown_text(text: str) -> str:
    """A text as it may be shown: nothing in the place of one that was forgotten."""
    return "" if FORGOTTEN in text else text


def without_addresses(text: str) -> str:
    """The text with each word that may be or hold an e-mail address, and each telephone number, replaced."""
    text = _PHONE.sub(WITHHELD, text)
    if not _AT_SIGN.search(text):
        return text
    return "".join(WITHHELD if _AT_SIGN.search(word) else word for word in _SPACES.split(text))


def all_without_addresses(texts: list[str]) -> list[str]:
    """The same for many texts, of which few or none may hold an address or a number."""
    together = "\n".join(texts)
    found = _AT_SIGN.search(together) or _PHONE.search(together)
    return [*map(without_addresses, texts)] if found else texts


def without_forgotten_texts(columns: Columns) -> Columns:
    """The answers with nothing in the place of those that were forgotten; their numbers stay."""
    if FORGOTTEN not in "".join(columns.raw.values()):
        return columns
    gone = [position for position, raw in columns.raw.items() if raw.startswith(FORGOTTEN)]
    values, raws = list(columns.values), columns.raws
    for position in gone:
        values[position] = raws[position] = ""
    return columns._replace(values=values, raw=other_raws(values, raws))


def without_personal_texts(layout: Layout, columns: Columns) -> Columns:
    """The answers as an export without contacts shows them: without what reaches a person, and nothing beside them."""
    personal = personal_positions(layout)
    values, raws = list(columns.values), columns.raws
    for position in personal:
        values[position] = raws[position] = ""
    values, raws = all_without_addresses(values), all_without_addresses(raws)
    return columns._replace(
        values=values,
        raw=other_raws(values, raws),
        numbers={n: number for n, number in columns.numbers.items() if n not in personal}, remarks={}, emails={})
