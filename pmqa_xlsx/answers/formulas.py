"""The rules of an answer as Excel expressions: of Excel 2010, without array entry, for LibreOffice too.

An expression has no leading ``=``. The slot's cleaned text is what :func:`cleaned_text` makes of it. What the
expressions call valid, the ingester takes as it is or converts; what it takes as it is, they call valid. Two things
depend on the program: of numbers shown as dates Excel tells them of most, LibreOffice of none; and where a length is
limited LibreOffice counts an emoji as one character, Excel and the ingester as two.
"""

from __future__ import annotations

from collections.abc import Iterable

from pmqa_xlsx.text.thai import INVISIBLE, WIDE_SPACES

#: What people write into a cell that they mean to leave blank.
BLANK_WORDS = ("-", "–", "—", "ไม่มี", "n/a")
#: Characters that fill a cell without answering: a required text of nothing else is blank.
FILLERS = "-.,_~*‐‑‒–—―−…·－． " + WIDE_SPACES + INVISIBLE
_LONGEST_LITERAL = 255


def quoted(text: str) -> str:
    """A text as an expression; Excel takes no literal of more than 255 characters, so a long one comes in pieces."""
    pieces = [text[start:start + _LONGEST_LITERAL // 2] for start in range(0, len(text), _LONGEST_LITERAL // 2)]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces or [""])


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


def is_exactly(text: str, shown: str) -> str:
    """Whether a slot's cleaned text, given as a reference, is that of what is shown."""
    return f"EXACT({text},{quoted(' '.join(shown.split()))})"


def is_number(cell: str, *conditions: str) -> str:
    """Whether a cell holds a number, which a logical value is not, for which the conditions hold; never an error."""
    return f"IFERROR(AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell})),{','.join(conditions)}),FALSE)"
