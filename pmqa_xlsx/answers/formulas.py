"""The rules of an answer as Excel expressions: of Excel 2010, without array entry, for LibreOffice too.

An expression has no leading ``=``. The slot's cleaned text is what :func:`cleaned_text` makes of it. What the
expressions call valid, the ingester takes as it is or converts; what it takes as it is, they call valid. Two things
depend on the program: of numbers shown as dates Excel tells them of most, LibreOffice of none; and where a length is
limited LibreOffice counts an emoji as one character, Excel and the ingester as two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pmqa_xlsx.answers.email_grammar import email_formula
from pmqa_xlsx.answers.question import Target
from pmqa_xlsx.text.excel_text import number_text
from pmqa_xlsx.text.thai import INVISIBLE, WIDE_SPACES

#: What people write into a cell that they mean to leave blank.
BLANK_WORDS = ("-", "–", "—", "ไม่มี", "n/a")
#: Characters that fill a cell without answering: a required text of nothing else is blank.
FILLERS = "-.,_~*‐‑‒–—―−…·－． " + WIDE_SPACES + INVISIBLE
_SERIAL_ZERO = dt.date(1899, 12, 30)
_LONGEST_LITERAL = 255


def quoted(text: str) -> str:
    """A text as an expression; Excel takes no literal of more than 255 characters, so a long one comes in pieces."""
    pieces = [text[start:start + _LONGEST_LITERAL // 2] for start in range(0, len(text), _LONGEST_LITERAL // 2)]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces or [""])


def serial(date: dt.date) -> int:
    """The serial number of a date (A.D., after February 1900)."""
    return (date - _SERIAL_ZERO).days


def cleaned_text(cell: str, *, blank_words: bool, fillers: bool) -> str:
    """The cell's text without invisible characters, spaces at its ends or in runs; ``#`` for an error value.

    :param blank_words: whether :data:`BLANK_WORDS` count as nothing.
    :param fillers: whether a text of nothing but :data:`FILLERS` does.
    """
    text = cell
    for character in INVISIBLE:
        text = f'SUBSTITUTE({text},"{character}","")'
    for code in (9, 10, 13):
        text = f'SUBSTITUTE({text},CHAR({code})," ")'
    for character in WIDE_SPACES:
        text = f'SUBSTITUTE({text},"{character}"," ")'
    text = f"TRIM(CLEAN({text}))"
    if blank_words:
        text = f'IF({_is_any(f"LOWER(TRIM({cell}))", BLANK_WORDS)},"",{text})'
    if fillers:
        text = f'IF({_is_filler(cell)},"",{text})'
    return f'IFERROR({text},"#")'


def _is_any(expression: str, texts: Iterable[str]) -> str:
    """Whether an expression's text is one of some texts, to the letter; MATCH would take ``*`` for any of them."""
    return f"SUMPRODUCT(--EXACT({expression},{{{';'.join(map(quoted, texts))}}}))>0"


def _is_filler(cell: str) -> str:
    """Whether a cell's text is of :data:`FILLERS` alone: together they are as many characters as it has."""
    line = f'SUBSTITUTE({cell},CHAR(10),"")'
    return f'SUMPRODUCT(LEN({line})-LEN(SUBSTITUTE({line},{{{";".join(map(quoted, FILLERS))}}},"")))=LEN({line})'


def is_filler(raw: str) -> bool:
    """The same of a text."""
    return not raw.replace("\n", "").strip(FILLERS)


def choice_valid(target: Target) -> str:
    """The text is a label of the list; a logical value is none, though LibreOffice calls TRUE 1."""
    return f"AND(NOT(ISLOGICAL({target.cell})),SUMPRODUCT(--EXACT(TRIM({target.list_name}),{target.text}))>0)"


def text_valid(target: Target) -> str:
    """The cell holds a text, which a number pasted over the slot is not, within the length."""
    return f"IFERROR(AND(ISTEXT({target.cell}),LEN({target.cell})<={target.limits.longest}),FALSE)"


def email_valid(target: Target) -> str:
    """The text is one address."""
    return f"IFERROR(AND(LEN({target.text})<={target.limits.longest},{email_formula(target.text)}),FALSE)"


def number_valid(target: Target) -> str:
    """The cell shows a number within the limits."""
    return _number(target, whole=False)


def integer_valid(target: Target) -> str:
    """The cell shows a whole number within the limits."""
    return _number(target, whole=True)


def _number(target: Target, *, whole: bool) -> str:
    cell, limits = target.cell, target.limits

    def within(number: str) -> str:
        integer = f",{number}=INT({number})" if whole else ""
        return f"AND({number}>={number_text(limits.least)},{number}<={number_text(limits.most)}{integer})"

    # Excel for the web cannot tell formats; without them a number is taken as it stands.
    shown = f'LEFT(IFERROR(CELL("format",{cell}),"G"),1)'
    return (f'IFERROR(AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell})),{shown}<>"D",'
            f'IF({shown}="P",{within(f"ROUND({cell}*100,9)")},{within(cell)})),FALSE)')


def date_valid(target: Target) -> str:
    """The cell holds a number that is a day within the limits."""
    cell, limits = target.cell, target.limits
    return (f"IFERROR(AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell})),"
            f"{cell}>={serial(limits.first)},{cell}<{serial(limits.last) + 1}),FALSE)")
