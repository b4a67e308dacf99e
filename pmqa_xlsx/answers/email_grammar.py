"""The grammar of an e-mail address, for Python and for the workbook's formulas.

A pragmatic ASCII grammar, narrower than RFC 5322: ``local@domain`` with at most 254 characters.

- ``local``: 1 to 64 letters, digits and ``._%+-'&~``; the first is not a dot.
- ``domain``: letters, digits, hyphens and dots; at least one dot; the last character is a letter, the one before it
  is not a dot.
- ``..``, ``.-``, ``-.``, ``.@``, ``@.``, ``@-`` are not allowed anywhere, and there is one ``@``.

So there are no quoted names, no comments, no bare host names, no numeric hosts, and internationalised domains only in
their ``xn--`` form. :func:`is_email` and :func:`email_formula` agree on the table of cases in the tests.
"""

from __future__ import annotations

import re

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ALNUM = LETTERS + LETTERS.upper() + "0123456789"
LOCAL_MARKS = "_%+'&~"  #: allowed before the ``@`` only
LONGEST = 254
LONGEST_LOCAL = 64
FORBIDDEN_PAIRS = ("..", ".-", "-.", ".@", "@.", "@-")

_ADDRESS = re.compile(
    rf"[A-Za-z0-9{re.escape(LOCAL_MARKS)}-][A-Za-z0-9{re.escape(LOCAL_MARKS)}.-]{{0,{LONGEST_LOCAL - 1}}}"
    r"@[A-Za-z0-9.-]*\.[A-Za-z0-9.-]*[A-Za-z0-9-][A-Za-z]"
)
_FORBIDDEN = re.compile("|".join(map(re.escape, FORBIDDEN_PAIRS)))


def is_email(text: str) -> bool:
    """Whether a text is exactly one address of the grammar."""
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None and _FORBIDDEN.search(text) is None


def email_formula(text: str) -> str:
    """The same as an Excel expression.

    :param text: reference to a cell with the cleaned, trimmed text.
    :returns: an expression without ``=``; its value is an error if there is no ``@``.
    """
    domain = f'MID({text},FIND("@",{text})+1,{LONGEST})'
    # LibreOffice cannot find an empty text, so the text is padded to the length of the loop.
    each = f'MID({text}&REPT("a",{LONGEST}),ROW($1:${LONGEST}),1)'
    pairs = ";".join(f'"{pair}"' for pair in FORBIDDEN_PAIRS)
    marks = ";".join(f'"{mark}"' for mark in LOCAL_MARKS)
    return ",".join((
        f'AND(LEN({text})<={LONGEST}',
        f'LEN({text})-LEN(SUBSTITUTE({text},"@",""))=1',
        f'FIND("@",{text})>1',
        f'FIND("@",{text})<={LONGEST_LOCAL + 1}',
        f'LEFT({text},1)<>"."',
        f'SUMPRODUCT(--ISERROR(FIND({each},"{ALNUM}.-{LOCAL_MARKS}@")))=0',
        f'SUMPRODUCT(--ISNUMBER(FIND({{{pairs}}},{text})))=0',
        f'SUMPRODUCT(--ISNUMBER(FIND({{{marks}}},{domain})))=0',
        f'ISNUMBER(FIND(".",{domain}))',
        f'MID({text},LEN({text})-1,1)<>"."',
        f'ISNUMBER(FIND(RIGHT({text},1),"{LETTERS}{LETTERS.upper()}")))',
    ))


def typing_formula(cell: str) -> str:
    """A shorter rule, within a data validation's 255 characters, that is true for every address of the grammar.

    It allows a little more than the grammar; typed text is still judged by :func:`email_formula`.
    """
    return (f'AND(SUMPRODUCT(--ISERROR(FIND(MID(LOWER(TRIM({cell}))&REPT("a",{LONGEST}),ROW($1:${LONGEST}),1),'
            f'"{LETTERS}0123456789.-{LOCAL_MARKS}@")))=0,LEN({cell})-LEN(SUBSTITUTE({cell},"@",""))=1,'
            f'ISNUMBER(SEARCH("?@?*.??",{cell})))')
