"""Number formats: the text of a number, and whether it is shown as per cent, a date or a time.

Used for all Excel file formats (ECMA-376, 18.8.30 and 18.8.31). A number format has up to four sections, separated by
semicolons; the number decides which one applies. Formats 59–81 without a format string are Thai Excel's built-in ones.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, DecimalException, localcontext
from functools import lru_cache
from typing import NamedTuple

from pmqa_xlsx.cells import Shown, serial_to_date
from pmqa_xlsx.text.excel_text import number_text

#: The pieces of a section: quoted and escaped literals, brackets, fillers, exponents, times, else single characters.
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<filler>.)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General|@)|(?P<exponent>E[+-]0*)|(?P<time>AM/PM|A/P|h+|m+|s+(?:\.0+)?)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL)
_CURRENCY = re.compile(r"\$([^-]*)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_DIGITS = "0#?"
_NOON = 43_200
_SECONDS = {"h": 3_600, "m": 60, "s": 1}
Piece = tuple[str, str]
#: Built-in formats without a format string in the file, by number; for dates only the parts needed here.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 75: "h:mm", 76: "h:mm:ss",
    78: "mm:ss", 79: "[h]:mm:ss", 80: "mm:ss.0",
} | dict.fromkeys((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59), 71, 72, 73, 74, 77, 81), "d/m/yyyy")
#: Literal parts of a section; of brackets, only elapsed times mean a time.
_LITERALS = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]?', re.IGNORECASE)
_SECTION_END = re.compile(r'("[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|[^;])*')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]{1,20}(?:E[+-]?[0-9]{1,3})?)\]", re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dybg]|e(?![+-])")
_TIME_LETTERS = re.compile(r"[hs]|\[m")
_NO_FORMAT = ("general", "@", "")
COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq, "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
    "!=": operator.ne}
#: Excel allows 255 characters and four sections.
_LONGEST, _MOST_SECTIONS = 1_000, 4


@lru_cache(maxsize=1_000)
def _pieces(code: str) -> tuple[Piece, ...]:
    """The pieces as kind and text: ``literal``, ``general``, ``elapsed``, ``exponent``, ``time`` or ``plain``."""
    pieces: list[Piece] = []
    for match in _PIECE.finditer(code):
        kind = match.lastgroup or "plain"
        text = match[kind] if match.lastgroup else match[0]
        if kind == "bracket":
            currency = _CURRENCY.match(text)
            if _ELAPSED.fullmatch(text):
                pieces.append(("elapsed", text.lower()))
            elif currency:
                pieces.append(("literal", currency[1]))
        elif kind == "space":
            pieces.append(("literal", " "))
        elif kind in ("quoted", "escaped"):
            pieces.append(("literal", text))
        elif kind != "filler":  # a filler is repeated to the column's width
            pieces.append((kind, text))
    return tuple(pieces)


def number_as_text(number: float, code: str) -> str:
    """The text of a number by a section; the plain number if the section is not supported.

    :param code: such as ``#,##0.00``, ``0%`` or ``000-0000000``.
    """
    pieces = _pieces(code)
    kinds = {kind for kind, _ in pieces}
    if not pieces:  # only a colour
        return number_text(number)
    if "general" in kinds:
        return "".join(number_text(number) if kind == "general" else text for kind, text in pieces).strip()
    marks = "".join(text for kind, text in pieces if kind == "plain")
    if "elapsed" in kinds or "time" in kinds or "/" in marks:
        return number_text(number)
    whole, _, fraction = marks.partition(".")
    places = sum(fraction.count(digit) for digit in _DIGITS)
    if "exponent" in kinds:
        return f"{number:.{places}E}"
    with localcontext() as context:
        context.prec = 400
        try:
            scaled = Decimal(repr(number)).scaleb(2 * marks.count("%") - 3 * _thousands(whole, fraction))
            rounded = abs(scaled).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        except DecimalException:
            return number_text(number)
    stated, _, decimals = f"{rounded:f}".partition(".")
    text = _filled(pieces, stated.lstrip("0"), decimals, grouped=re.search("[0#?],+[0#?]", whole) is not None)
    return ("-" if scaled < 0 and rounded else "") + text.strip()


def _thousands(*parts: str) -> int:
    """The number of commas at the end of the digits before and after the point: each divides by a thousand."""
    return sum(len(digits) - len(digits.rstrip(",")) for digits in (part.strip("% ") for part in parts))


def _filled(pieces: tuple[Piece, ...], whole: str, decimals: str, *, grouped: bool) -> str:
    """The pieces with digits instead of ``0``, ``#`` and ``?``."""
    point = next((n for n, piece in enumerate(pieces) if piece == ("plain", ".")), len(pieces))
    if whole and point < len(pieces) and not any(kind == "plain" and text in _DIGITS for kind, text in pieces[:point]):
        pieces = (*pieces[:point], ("plain", "#"), *pieces[point:])  # ".00" shows all digits before the point too
        point += 1
    before = [n for n, (kind, text) in enumerate(pieces[:point]) if kind == "plain" and text in _DIGITS]
    shown: dict[int, str] = {}
    written = 0
    for place in reversed(before):  # from the right; the leftmost place takes all remaining digits
        taken = whole if place == before[0] else whole[-1:]
        whole = "" if place == before[0] else whole[:-1]
        shown[place] = ""
        for digit in reversed(taken or {"0": "0", "?": " "}.get(pieces[place][1], "")):
            shown[place] = digit + ("," if grouped and written and written % 3 == 0 else "") + shown[place]
            written += 1
    after = [n for n, (kind, text) in enumerate(pieces) if n > point and kind == "plain" and text in _DIGITS]
    ends = max((n + 1 for n, place in enumerate(after) if pieces[place][1] == "0" or decimals[n] != "0"), default=0)
    shown |= {place: decimals[n] if n < ends else "" for n, place in enumerate(after)}
    return "".join(shown.get(n, "" if piece == ("plain", ",") else piece[1]) for n, piece in enumerate(pieces))


def time_as_text(number: float, code: str) -> str:
    """The text of a time of day or a duration by a section.

    :param number: in days.
    :param code: such as ``h:mm`` or ``[h]:mm:ss``.
    """
    pieces = _pieces(code)
    total = round(abs(number) * 86_400, 3)
    clock = total % 86_400
    halves = any(kind == "time" and "/" in text for kind, text in pieces)
    parts: list[str] = []
    for kind, text in pieces:
        low = text.lower()
        if kind == "elapsed":
            parts.append(f"{int(total // _SECONDS[low[0]]):0{len(low)}}")
        elif kind != "time":
            parts.append(text)
        elif "/" in low:
            parts.append(text.split("/")[clock >= _NOON])
        elif low[0] == "h":
            hour = int(clock // 3_600)
            parts.append(f"{(hour + 11) % 12 + 1 if halves else hour:0{len(low)}}")
        elif low[0] == "m":
            parts.append(f"{int(clock // 60) % 60:0{len(low)}}")
        else:
            seconds, _, places = low.partition(".")
            part = f"{int(clock) % 60:0{len(seconds)}}"
            parts.append(part + (f"{clock % 1:.{len(places)}f}"[1:] if places else ""))
    return ("-" if number < 0 and total else "") + "".join(parts).strip()


def _date_as_text(number: float) -> str:
    """A date as YYYY-MM-DD (A.D.), with its time of day if it has one; the plain number outside the calendar."""
    try:
        day = serial_to_date(number).isoformat()
    except (OverflowError, ValueError):
        return number_text(number)
    return day if number.is_integer() else f"{day} {time_as_text(number % 1, 'hh:mm')}"


class FormatSection(NamedTuple):
    """One section of a format.

    :ivar code: its text, such as ``0.00%``.
    :ivar condition: a comparison and its limit, such as ``("<=", 1.0)``; ``None`` if the position decides.
    """

    code: str
    shown: Shown
    condition: tuple[str, float] | None = None

    def holds(self, number: float) -> bool:
        """Whether the section has a condition and the number meets it."""
        return self.condition is not None and COMPARISONS[self.condition[0]](number, self.condition[1])


_GENERAL = FormatSection("General", Shown.PLAIN)


class ExcelFormat(NamedTuple):
    """A number format other than General.

    :ivar sections: one to four; the fourth is for texts.
    """

    sections: tuple[FormatSection, ...]

    def section(self, number: float) -> FormatSection:
        """The section for a number."""
        sections = self.sections
        if any(section.condition for section in sections):
            others = (section for section in sections if section.condition is None)
            return next((section for section in sections if section.holds(number)), next(others, _GENERAL))
        if len(sections) > 2 and number == 0:
            return sections[2]
        return sections[1] if len(sections) > 1 and number < 0 else sections[0]

    def text(self, number: float) -> str:
        """The text of a number; the plain number if the format is not supported."""
        section = self.section(number)
        code = section.code.strip().lower()
        if code in _NO_FORMAT:
            return number_text(number)
        if section.shown is Shown.DATE:
            return _date_as_text(number)
        if section.shown is Shown.TIME:
            return time_as_text(number, section.code)
        # A section for negative numbers contains the sign itself.
        of_negative = number < 0 and section is not self.sections[0] and section.condition is None
        return number_as_text(abs(number) if of_negative else number, section.code)


def _bare(code: str) -> str:
    return _LITERALS.sub("", code)


@lru_cache(maxsize=1_000)
def format_of(number: int, code: str | None = None) -> ExcelFormat | None:
    """A number format; ``None`` for General, which shows the plain number.

    :param number: the format's number; built-in formats have no code in the file.
    :param code: the format as text, such as ``0.00%``; ``None`` if the file has none.
    """
    code = (_BUILT_IN.get(number, "") if code is None else code)[:_LONGEST]
    if code.strip().lower() in _NO_FORMAT:
        return None
    sections: list[FormatSection] = []
    place = 0
    while place <= len(code) and len(sections) < _MOST_SECTIONS:
        match = _SECTION_END.match(code, place)
        end = match.end() if match else len(code)
        sections.append(_section(code[place:end]))
        place = end + 1
    return ExcelFormat(tuple(sections))


def _section(code: str) -> FormatSection:
    stated = _CONDITION.search(code)
    try:
        condition = (stated[1], float(stated[2])) if stated else None
    except ValueError:
        condition = None
    bare = _bare(code).strip().lower()
    if "%" in bare:
        shown = Shown.PERCENT
    elif bare in _NO_FORMAT or "general" in bare:
        shown = Shown.PLAIN
    elif _DATE_LETTERS.search(bare):
        shown = Shown.DATE
    elif _TIME_LETTERS.search(bare):
        shown = Shown.TIME
    else:
        shown = Shown.DATE if "m" in bare else Shown.PLAIN  # months only
    return FormatSection(code, shown, condition)
