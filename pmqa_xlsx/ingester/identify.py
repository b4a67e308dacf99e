"""Reads the form, edition, unit and year of a return from the several copies in it; the majority counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.form.model import Unit
from pmqa_xlsx.layout.identity import PREFIX, identity_from_footer
from pmqa_xlsx.layout.model import Layout, cached_per_layout
from pmqa_xlsx.layout.plan import IDENTITY_KEYS
from pmqa_xlsx.layout.words import IDENTITY_SHEET
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import arabic_digits, clean, unit_key

#: The keys on which all copies must agree; if they do not, somebody changed one of them.
_CORE = ("form", "edition", "year", "layout")
#: Most characters of a value; the digests of all parts of a form are far longer than the others.
_LONGEST, _LONGEST_VALUE = {"handed": 32_767, "formulas": 32_767}, 200
_REFERENCE = re.compile(r"^(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6})$", re.ASCII)


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
    def blank(self) -> bool:
        """Whether the workbook is for any unit, so that the unit is chosen in it."""
        return self["blank"] == "1"


def identity_evidence(book: WorkbookContent) -> IdentityEvidence | None:
    """Read every copy of the identity: on its sheet (by name or the defined names), in the properties, in the footer.

    :returns: the majority of each value; ``None`` if no copy states the form.
    """
    copies = [_from_cells(book), _from_properties(book), *_from_footers(book)]
    votes: dict[str, Counter[str]] = {}
    for copy in copies:
        for key, value in copy.items():
            if value:
                votes.setdefault(key, Counter())[value[:_LONGEST.get(key, _LONGEST_VALUE)]] += 1
    if "form" not in votes:
        return None
    values = {key: counter.most_common(1)[0][0] for key, counter in votes.items()}
    core = (*_CORE, "unit") if values.get("blank") != "1" else _CORE
    return IdentityEvidence(values, {key: votes[key].most_common()[-1][0] for key in core
                                     if len(votes.get(key, ())) > 1})


def _from_cells(book: WorkbookContent) -> dict[str, str]:
    sheet = book.sheet(IDENTITY_SHEET)
    if sheet is not None:
        return {sheet.text(ref): sheet.text(CellRef(ref.row, 1)) for ref in sheet.cells if ref.column == 0}
    found: dict[str, str] = {}
    for key in IDENTITY_KEYS:
        match = _REFERENCE.match(book.names.get(PREFIX + key, "").strip().lstrip("="))
        target = book.sheet((match[1] or match[2]).replace("''", "'")) if match else None
        if match and target:
            with suppress(ValueError):  # outside a worksheet
                found[key] = target.text(CellRef.parse(match[3]))
    return found


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


def find_unit(layout: Layout, text: str) -> Unit | None:
    """The form's unit with this code, name or alias, with or without the unit's label before it."""
    unit = layout.form.unit_by_code.get(arabic_digits(clean(text)).strip())
    return unit or _units_by_name(layout).get(unit_key(text, layout.form.unit_label))


@cached_per_layout
def _units_by_name(layout: Layout) -> dict[str, Unit]:
    """The units by the comparison keys of their names and aliases; for equal keys, the first unit."""
    named: dict[str, Unit] = {}
    for unit in layout.form.units:
        for name in (unit.name.th, unit.name.en, *unit.aliases):
            named.setdefault(unit_key(name, layout.form.unit_label), unit)
    named.pop("", None)
    return named


def nearest_unit(layout: Layout, text: str) -> str:
    """The name of the most similar unit, to be proposed but never applied; empty if none is similar."""
    named = _units_by_name(layout)
    near = get_close_matches(unit_key(text, layout.form.unit_label), named, n=1, cutoff=0.75)
    return named[near[0]].name.th if near else ""
