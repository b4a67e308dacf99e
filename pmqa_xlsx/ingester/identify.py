"""Reads the form, edition, unit and year of a return from the several copies in it; the majority counts.

The unit and the year are also in visible cells, in which people type: what differs there is a finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from pmqa_xlsx.cells import CellRef, CellValue
from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.model import FISCAL_YEAR, UNIT, Unit
from pmqa_xlsx.form.unit_names import TypedUnit, names_of_units
from pmqa_xlsx.ingester.sheet_matching import SheetMap
from pmqa_xlsx.layout.identity import PREFIX, identity_from_footer
from pmqa_xlsx.layout.model import Layout
from pmqa_xlsx.layout.plan import IDENTITY_KEYS
from pmqa_xlsx.layout.words import IDENTITY_SHEET
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import BE_OFFSET, arabic_digits, clean

#: The keys on which all copies must agree; if they do not, somebody changed one of them.
_CORE = ("form", "edition", "year", "layout")
#: Most characters of a value; the digests of all parts of a form are far longer than the others.
_LONGEST, _LONGEST_VALUE = {"handed": 32_767, "formulas": 32_767}, 200
_ANY_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_YEAR = re.compile(r"(?:ปี)?(?:งบประมาณ)?\s*(?:พ\.?\s*ศ\.?)?\s*([0-9]{4}|[0-9]{2})(?:\.0)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class IdentityEvidence:
    """The identity that a workbook states, by the majority of its copies.

    :ivar values: by identity key; a key that is in no copy is absent.
    :ivar contradicted: the keys on which the copies differ, with the minority's value.
    """

    values: Mapping[str, str]
    contradicted: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")

    @property
    def lang(self) -> Lang:
        """The language in which the workbook was made."""
        return "en" if self["lang"] == "en" else "th"

    @property
    def fiscal_year(self) -> int | None:
        """The year for which the workbook was made (in the form's calendar)."""
        digits = self["year"]
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) == 4 else None

    @property
    def blank(self) -> bool:
        """Whether the workbook is for any unit, so that the unit is chosen in it."""
        return self["blank"] == "1"


def identity_evidence(book: WorkbookContent) -> IdentityEvidence | None:
    """Read every copy of the identity: on its sheet (by name or by its keys), in the properties, in the footer.

    :returns: the majority of each value, the first stated of equally many (cells, properties, footers); ``None`` if no
        copy states the form.
    """
    copies = [_from_cells(book), _from_properties(book), *_from_footers(book)]
    votes: dict[str, Counter[str]] = {}
    for copy in copies:
        for key, value in copy.items():
            if value:
                votes.setdefault(key, Counter())[arabic_digits(value[:_LONGEST.get(key, _LONGEST_VALUE)].strip())] += 1
    if "form" not in votes:
        return None
    values = {key: counter.most_common(1)[0][0] for key, counter in votes.items()}
    core = (*_CORE, "unit") if values.get("blank") != "1" else _CORE
    return IdentityEvidence(values, {key: votes[key].most_common()[-1][0] for key in core
                                     if len(votes.get(key, ())) > 1})


def _from_cells(book: WorkbookContent) -> dict[str, str]:
    """The keys and values on the identity sheet; a program may have renamed and moved what it shows."""
    named = book.sheet(IDENTITY_SHEET)
    for sheet in book.sheets if named is None else (named,):
        column = next((ref.column for ref, cell in sheet.cells.items() if cell.value == "form"), 0)
        stated = {sheet.text(ref): sheet.text(CellRef(ref.row, ref.column + 1)) for ref in sheet.cells
                  if ref.column == column}
        if named or stated.keys() >= {*_CORE}:
            return stated
    return {}


def _from_properties(book: WorkbookContent) -> dict[str, str]:
    return {key: book.properties.get(PREFIX + key, "") for key in IDENTITY_KEYS}


def _from_footers(book: WorkbookContent) -> list[dict[str, str]]:
    """The first footer that can be read; the footers of all sheets are equal and count as one copy."""
    for sheet in book.sheets:
        stated = identity_from_footer(sheet.footer) if sheet.footer else None
        if stated is not None:
            return [{"form": stated.form_id, "edition": stated.form_version, "unit": stated.unit_code,
                     "year": str(stated.fiscal_year), "lang": stated.lang}]
    return []


class FoundUnit(NamedTuple):
    """The unit of a return.

    :ivar unit: ``None`` if the form has no such unit in the year.
    :ivar text: its code, or the workbook's own text if there is no such unit.
    :ivar unlisted: the name in the visible cell, if it is doubtful because no unit has it.
    """

    unit: Unit | None
    text: str
    findings: list[Finding]
    unlisted: str = ""

    @property
    def code(self) -> str:
        """The unit's code in the form; empty if it has no such unit."""
        return self.unit.code if self.unit else ""


def unit_of(layout: Layout, evidence: IdentityEvidence, maps: dict[str, SheetMap], year: int) -> FoundUnit:
    """The unit for which the workbook was made, or, in a workbook for any unit, the chosen one.

    :param year: the expected fiscal year (in the form's calendar), in which the unit must be one that answers.
    """
    place, cell = _identity_cell(layout, maps, UNIT)
    shown = cell.raw.strip() if cell else ""
    typed = TypedUnit(names_of_units(layout.form), shown)
    chosen = typed.unit if shown else None
    if evidence.blank:
        if chosen is None or not chosen.answers_in(year):
            facts = typed.likely.name.facts("proposal") if typed.likely else {}
            return FoundUnit(None, shown, [Finding("unit-unknown", place, shown, facts)])
        return FoundUnit(chosen, chosen.code, [])
    made_for = layout.form.unit_by_code.get(evidence["unit"])
    if made_for is None or not made_for.answers_in(year):
        facts = {"variant": "own"} if evidence["unit"] else {}
        return FoundUnit(None, evidence["unit"], [Finding("unit-unknown", place, evidence["unit"], facts)])
    if "unit" in evidence.contradicted:
        other = layout.form.unit_by_code.get(evidence.contradicted["unit"])
        named = other.name if other else Text(evidence.contradicted["unit"])
        facts = {**made_for.name.facts("made_for"), **named.facts("named")}
        return FoundUnit(made_for, made_for.code, [Finding("unit-mismatch", place, named.th, facts)])
    if shown and chosen != made_for and (chosen or typed.likely != made_for):
        named = chosen.name if chosen else Text(shown)
        facts = {**made_for.name.facts("made_for"), **named.facts("named"), "variant": "cell"}
        return FoundUnit(made_for, made_for.code, [Finding("unit-doubtful", place, shown, facts)],
                         "" if chosen else shown)
    return FoundUnit(made_for, made_for.code, [])


def year_of(
    layout: Layout, evidence: IdentityEvidence, maps: dict[str, SheetMap], expected: int,
) -> tuple[int | None, list[Finding]]:
    """The fiscal year in the visible cell, else the one for which the workbook was made, with a finding if it is not
    the expected one.
    """
    place, cell = _identity_cell(layout, maps, FISCAL_YEAR)
    shown = cell.raw.strip() if cell else ""
    year = _typed_year(shown, expected) if shown else evidence.fiscal_year
    if year == expected:
        return year, []
    value = cell.seen.strip() if cell and shown else evidence["year"]
    return year, [Finding("year-mismatch", place, value, {"year": value, "expected": str(expected)})]


def _identity_cell(layout: Layout, maps: dict[str, SheetMap], name: str) -> tuple[Place, CellValue | None]:
    """The visible cell of an identity slot and its place; no cell if the sheet or row is missing."""
    slot = layout.identity_slots[name]
    sheet_map = maps.get(slot.sheet)
    ref = sheet_map.cells.get(slot.cell) if sheet_map else None
    if sheet_map is None or ref is None:
        return Place(question=slot.question), None
    return Place(sheet_map.name, str(ref), slot.question), sheet_map.texts.sheet[ref]


def _typed_year(text: str, expected: int) -> int | None:
    """A year as people write it: ``2569``, ``พ.ศ. ๒๕๖๙``, ``ปีงบประมาณ 69``; the expected one in either calendar.

    In any other text only the expected year is recognised, if it is the last one.
    """
    plain = arabic_digits(clean(text)).strip()
    match = _YEAR.fullmatch(plain)
    if match is None:  # 1 ต.ค. 2568 – 30 ก.ย. 2569 names the year in which it ends
        return expected if _ANY_YEAR.findall(plain)[-1:] in ([str(expected)], [str(expected - BE_OFFSET)]) else None
    year = int(match[1])
    if year < 100:
        return expected // 100 * 100 + year
    return expected if year in (expected - BE_OFFSET, expected + BE_OFFSET) else year
