"""How a number format shows a number: as it is, as a per cent, or as a date. Shared by the Excel formats.

Formats 59–81 without a format string are Thai Excel's built-in ones (ECMA-376, 18.8.30).
"""

from __future__ import annotations

import re
from functools import lru_cache

from pmqa_xlsx.cells import Shown

_PERCENT_IDS = frozenset({9, 10, 67, 68})
_DATE_IDS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)})
#: What stands in a format and is shown to the letter; of brackets, only elapsed times mean a time.
_LITERALS = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]?', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhsbg]|e(?![+-])", re.IGNORECASE)
_NO_FORMAT = ("general", "@", "")
#: Excel allows 255 characters.
_LONGEST = 1_000


@lru_cache(maxsize=1_000)
def shown_as(number: int, code: str | None = None) -> Shown:
    """How a number format shows a number.

    :param number: the format's number; built-in formats have no code of their own.
    :param code: the format as text, such as ``0.00%``; ``None`` where the file states none.
    """
    if code is None:
        if number in _PERCENT_IDS:
            return Shown.PERCENT
        return Shown.DATE if number in _DATE_IDS else Shown.PLAIN
    bare = _LITERALS.sub("", code[:_LONGEST])
    if "%" in bare:
        return Shown.PERCENT
    first = bare.split(";")[0].strip().lower()
    if first in _NO_FORMAT or "general" in first:
        return Shown.PLAIN
    return Shown.DATE if _DATE_LETTERS.search(first) else Shown.PLAIN
