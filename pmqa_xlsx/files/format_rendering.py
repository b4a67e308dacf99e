"""Render a number as text by one section of a number format (ECMA-376, 18.8.31)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, DecimalException, localcontext

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


def _pieces(code: str) -> list[Piece]:
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
    return pieces


def number_as_text(number: float, code: str) -> str:
    """The text of a number by a section; the plain number if the section is not supported.

    :param code: such as ``#,##0.00``, ``0%`` or ``000-0000000``.
    """
    pieces = _pieces(code)
    kinds = {kind for kind, _ in pieces}
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


def _filled(pieces: list[Piece], whole: str, decimals: str, *, grouped: bool) -> str:
    """The pieces with digits instead of ``0``, ``#`` and ``?``."""
    point = next((n for n, piece in enumerate(pieces) if piece == ("plain", ".")), len(pieces))
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
