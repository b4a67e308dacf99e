"""The rules of an answer as expressions for Excel 2010, without array entry, and for LibreOffice.

An expression has no leading ``=``. The slot's cleaned text is the value of :func:`cleaned_text_formula`. An answer that
is valid for the expressions is ``ok`` or ``converted`` for the ingester; one that is ``ok`` is valid for them.
Two things depend on the program: Excel recognises most numbers shown as dates, LibreOffice none; and for a length
limit LibreOffice counts an emoji as one character, Excel and the ingester as two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmqa_xlsx.text.excel_text import quoted
from pmqa_xlsx.text.thai import INVISIBLE, WIDE_SPACES

#: Texts that people write to leave a cell blank.
BLANK_WORDS = ("-", "–", "—", "ไม่มี", "n/a")
#: Characters that are no answer: a required text with only these is blank.
FILLERS = "-.,_~*‐‑‒–—―−…·－． " + WIDE_SPACES + INVISIBLE
_CLEANED = str.maketrans({**dict.fromkeys(map(chr, range(32)), ""), **dict.fromkeys(INVISIBLE, ""),
                          **dict.fromkeys(WIDE_SPACES + "\t\n\r", " ")})


def cleaned_text_formula(cell: str) -> str:
    """A cell's text without invisible characters, spaces at its ends or in runs; ``#`` for an error value.

    ``cell`` may be a range in an array formula.
    """
    text = cell
    for character in INVISIBLE:
        text = f'SUBSTITUTE({text},"{character}","")'
    for code in (9, 10, 13):
        text = f'SUBSTITUTE({text},CHAR({code})," ")'
    for character in WIDE_SPACES:
        text = f'SUBSTITUTE({text},"{character}"," ")'
    return f'IFERROR(TRIM(CLEAN({text})),"#")'


def cleaned_text(raw: str) -> str:
    """The same for a text in Python."""
    return " ".join(filter(None, raw.translate(_CLEANED).split(" ")))


def is_blank(cell: str, text: str, *, blank_words: Sequence[str], fillers: bool) -> str:
    """Whether a cell, with its cleaned text, counts as blank; never an error.

    :param blank_words: the texts that count as blank.
    :param fillers: whether a text with only :data:`FILLERS` counts as blank.
    """
    also = [_is_any(f"LOWER(TRIM({cell}))", blank_words)] if blank_words else []
    also += [_is_filler(cell)] if fillers else []
    return f'IFERROR(OR({text}="",{",".join(also)}),FALSE)' if also else f'{text}=""'


def _is_any(expression: str, texts: Iterable[str]) -> str:
    """Whether an expression's text is exactly one of some texts; MATCH would treat ``*`` as a wildcard."""
    return f"SUMPRODUCT(--EXACT({expression},{{{';'.join(map(quoted, texts))}}}))>0"


def _is_filler(cell: str) -> str:
    """Whether a cell's text has only :data:`FILLERS`: their number equals its length."""
    line = f'SUBSTITUTE({cell},CHAR(10),"")'
    return f'SUMPRODUCT(LEN({line})-LEN(SUBSTITUTE({line},{{{";".join(map(quoted, FILLERS))}}},"")))=LEN({line})'


def is_filler(raw: str) -> bool:
    """The same for a text in Python."""
    return not raw.replace("\n", "").strip(FILLERS)


def format_letter(cell: str) -> str:
    """Which kind of number format a cell has: ``P`` for per cent, ``D`` for dates; ``G`` if a program cannot say."""
    return f'LEFT(IFERROR(CELL("format",{cell}),"G"),1)'


def is_number(cell: str, *conditions: str) -> str:
    """Whether a cell contains a number (not a logical value) that meets the conditions; never an error."""
    return f"IFERROR(AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell})),{','.join(conditions)}),FALSE)"
