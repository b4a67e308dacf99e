"""What the workbook's own formulas show: some programs keep only the values of formulas when they save."""

from __future__ import annotations

import re
from functools import lru_cache

from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.model import SheetKind
from pmqa_xlsx.text.language import Lang, Text


def is_calculated(cell: CellValue, kind: SheetKind, *langs: Lang) -> bool:
    """Whether the content of a calculated cell is something that its formula can show.

    :param kind: the kind of the cell's sheet; only the summary calculates numbers and names.
    :param langs: the languages that the workbook may be in.
    """
    summary, text = kind is SheetKind.SUMMARY, cell.raw.strip()
    if cell.kind is CellKind.NUMBER:
        return summary
    signs = summary and text.startswith("(") and text.endswith(")")
    overall = kind in (SheetKind.SUMMARY, SheetKind.INSTRUCTIONS)
    return cell.kind is CellKind.TEXT and (signs or any(_shown(lang, overall).fullmatch(text) for lang in langs))


@lru_cache
def _shown(lang: Lang, overall: bool) -> re.Pattern[str]:
    """The texts that the formulas of visible sheets show: states, and what is left to do.

    :param overall: whether also what only the first sheet and the summary show.
    """
    words = (wording.DONE, wording.MISSING, wording.WRONG, wording.TO_CHECK, wording.NOT_PRINTED)
    state = "|".join([*(re.escape(word.of(lang)) for word in words), wording.OPTIONAL])
    texts = [rf"(?:(?:{state})(?: \d+)?\s*)+"]
    if overall:
        points = re.escape(wording.POINTS.of(lang)).replace(r"\{points\}", r"[\d.]+").replace(r"\{all\}", r"[\d.]+")
        texts += [*(re.escape(word.of(lang)) for word in (wording.READY, wording.NOT_READY, wording.NOTHING_TO_DO)),
                  _counted(wording.LEFT_TO_DO, lang), points, r"\d+\. .+ · .+: .+"]
    return re.compile("|".join(texts), re.DOTALL)


def _counted(text: Text, lang: Lang) -> str:
    return re.escape(text.of(lang)).replace(r"\{count\}", r"\d+")
