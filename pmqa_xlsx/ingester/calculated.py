"""What the workbook's own formulas show: some programs keep only the values of formulas when they save."""

from __future__ import annotations

import re
from functools import lru_cache

from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.model import SheetKind
from pmqa_xlsx.text.language import Lang, Text


def is_calculated(cell: CellValue, kind: SheetKind, lang: Lang) -> bool:
    """Whether the content of a calculated cell is something that its formula can show.

    :param kind: the kind of the cell's sheet; only the summary calculates numbers and names.
    :param lang: the workbook's language.
    """
    summary, text = kind is SheetKind.SUMMARY, cell.raw.strip()
    if cell.kind is CellKind.NUMBER:
        return summary
    signs = summary and text.startswith("(") and text.endswith(")")
    return cell.kind is CellKind.TEXT and (signs or _shown(lang).fullmatch(text) is not None)


@lru_cache
def _shown(lang: Lang) -> re.Pattern[str]:
    """The texts that the formulas of visible sheets show: states, and what is left to do."""
    words = (wording.DONE, wording.MISSING, wording.WRONG, wording.READY, wording.NOT_READY, wording.NOT_PRINTED)
    state = "|".join([*(re.escape(word.of(lang)) for word in words), wording.OPTIONAL])
    wrong, empty = _counted(wording.WRONG_CELLS, lang), _counted(wording.EMPTY_CELLS, lang)
    return re.compile("|".join((
        rf"(?:(?:{state})(?: \d+)?\s*)+", _counted(wording.LEFT_TO_DO, lang), re.escape(wording.NOTHING_TO_DO.of(lang)),
        rf"\d+\. .+ · .+:(?: {wrong}| {empty})+")), re.DOTALL)


def _counted(text: Text, lang: Lang) -> str:
    return re.escape(text.of(lang)).replace(r"\{count\}", r"\d+")
