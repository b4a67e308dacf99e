"""Marks of the workbook's own formulas on its visible sheets: by them a changed formula is noticed in a return.

A workbook carries a short digest of each formula, in a form that no program changes when it saves: what programs
write in different ways (letter case, blanks, brackets, ``$``, names of sheets, the spelling of numbers) is left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

from pmqa_xlsx.layout.identity import FixedPlace
from pmqa_xlsx.layout.model import Layout, cached_per_layout
from pmqa_xlsx.text.excel_text import CELL_LIMIT, number_text

#: Hex digits of a formula's digest.
_DIGITS = 4
#: Stands for a cell without a formula of ours.
_NO_FORMULA = "-" * _DIGITS
_TEXTS = re.compile(r'("(?:[^"]|"")*")')
_SHEET = re.compile(r"(?:'(?:[^']|'')*'|[^\s'(),;:!&=<>+*/^{}$-]+)!")
_PREFIX = re.compile(r"_XL(?:FN|WS|UDF)\.")
_DROPPED = re.compile(r"[\s$()=]")
#: A number that can be spelled in another way, unlike a short whole one.
_NUMBER = re.compile(r"(?<![\w.])(?!(?:0|[1-9][0-9]{0,14})(?![0-9.E]))(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:E[+-]?[0-9]+)?")


@lru_cache(maxsize=8192)  # the formulas of many rows have the same pieces
def _plain(piece: str) -> str:
    """A piece of a formula, a text or what is between two texts, without what programs write in different ways."""
    if piece.startswith('"'):
        return " ".join(piece.split())
    piece = _PREFIX.sub("", _SHEET.sub("", piece).upper())
    return _DROPPED.sub("", _NUMBER.sub(lambda number: number_text(float(number[0])), piece))


@lru_cache(maxsize=4096)  # the formulas of a round are the same in every workbook
def formula_digest(formula: str) -> str:
    """The digest of a formula in Excel's notation, with or without ``=`` at its beginning."""
    plain = "".join(map(_plain, _TEXTS.split(formula)))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


@cached_per_layout
def formula_places(layout: Layout) -> tuple[FixedPlace, ...]:
    """The places of the formulas in the order of their marks."""
    return tuple((sheet.key, ref) for sheet in layout.sheets
                 for ref in sorted(ref for key, ref in layout.live_cells if key == sheet.key))


def formula_marks(layout: Layout, formulas: Mapping[FixedPlace, str]) -> str:
    """The digests of the formulas on visible sheets, as a workbook carries them; empty if a cell cannot hold so many.

    :param formulas: the formulas by sheet key and cell; others than those of ``layout.live_cells`` are left out.
    """
    marks = "".join(formula_digest(formulas[place]) if place in formulas else _NO_FORMULA
                    for place in formula_places(layout))
    return marks if len(marks) <= CELL_LIMIT else ""


def parse_formula_marks(layout: Layout, marks: str) -> list[str]:
    """The digest of each formula in the order of :func:`formula_places`; empty for marks that were lost."""
    if len(marks) != len(formula_places(layout)) * _DIGITS:
        return []
    return [marks[start:start + _DIGITS] for start in range(0, len(marks), _DIGITS)]
