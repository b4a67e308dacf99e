"""E-mail addresses: clear ones are accepted, probable ones are only proposed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

from pmqa_xlsx.answers.answer_type import AnswerLimits, FieldRules, Target, Validation
from pmqa_xlsx.answers.email_grammar import LONGEST, email_formula, is_email, typing_formula
from pmqa_xlsx.answers.model import Answer, Remark, State, accepted, is_date, refused, unexpected_date
from pmqa_xlsx.answers.types.text import TEXT
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import arabic_digits, clean, from_thai_keyboard

#: Longer texts are not a list of addresses that people type; the parser searches a text many times.
_LONGEST_TEXT = 4_000
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
#: Cyrillic letters, hyphens and full stops that look like those of an address.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁһ‐‑‒–—。", "aeopcyxijsdh-----.")
_BRACKETED = re.compile(r"<([^<>\s]+)>")
_SEPARATORS = re.compile(r"[\s;,|/<>()\[\]\"“”]+|และ")
_LABEL = re.compile("^(?:mailto|e-?mail|อีเมล์?):", re.IGNORECASE)
_EDGES = ".:'‘’"
_NUMBERING = re.compile(r"[0-9]{1,2}[.)]?")
_LATIN = re.compile(r"[A-Za-z0-9]")
_BETWEEN = frozenset({"and", "or"})
_LOGINS = ("somchai.j", "malee.r", "wichai.s", "suda.b", "anan.t", "kanya.w", "prasert.p", "thanakorn.k")


def parse_email(cell: CellValue, rules: FieldRules) -> Answer:
    """One address; several are split and reported.

    Accepted with a notice: full-width letters, ``mailto:``, ``ชื่อ <a@b>``, a Thai name or a label (``E-mail:``) beside
    the address, dots and commas after it. Only proposed: text typed on the Thai keyboard, ``,`` instead of ``.``,
    white space inside, Thai digits and characters of other scripts that look alike.
    """
    if is_date(cell):
        return unexpected_date(cell, rules.field.calendar)
    raw = cell.raw
    if len(raw) > _LONGEST_TEXT:
        return refused(cell, "bad-email")
    text = clean(raw)
    text = (text if text.isascii() else text.translate(_FULL_WIDTH)).strip()
    if is_email(text):
        return _accept(cell, [text], rules.limits)
    found, sure = addresses_in(text)
    if sure and all(map(is_email, found)):
        return _accept(cell, found, rules.limits)
    return refused(cell, "bad-email", proposal=next(_proposals(raw.strip(), text, found), ""))


def addresses_in(text: str) -> tuple[list[str], bool]:
    """The distinct pieces of a text with an ``@``, and whether the other pieces do not belong to an address."""
    bracketed = [inside for inside in _BRACKETED.findall(text) if "@" in inside]
    if bracketed and "@" not in _BRACKETED.sub(" ", text):
        return _distinct(bracketed), True
    pieces = [piece for piece in _SEPARATORS.split(text) if piece]
    found = [piece for piece in pieces if "@" in piece]
    beside = [piece for piece in pieces if "@" not in piece]
    return _distinct(found), bool(found) and all(map(_says_nothing, beside))


def _distinct(pieces: list[str]) -> list[str]:
    """The pieces without labels and punctuation; of spellings that differ only in case, the first."""
    distinct: dict[str, str] = {}
    for piece in pieces:
        address = _LABEL.sub("", piece.strip(_EDGES))
        distinct.setdefault(address.casefold(), address)
    return list(distinct.values())


def _says_nothing(piece: str) -> bool:
    """Whether a piece without ``@`` is a Thai word, a label, a number of a list or a joining word."""
    return (not _LATIN.search(piece) or piece.endswith(":") or piece.lower() in _BETWEEN
            or _NUMBERING.fullmatch(piece) is not None)


def _accept(cell: CellValue, addresses: list[str], limits: AnswerLimits) -> Answer:
    value = "; ".join(addresses)
    longest = max(map(len, addresses))
    if longest > limits.longest:
        return refused(cell, "text-too-long", length=f"{longest:,}", limit=f"{limits.longest:,}")
    if len(addresses) > 1:
        remark = Remark("several-emails", {"emails": value})
        return Answer(value, None, cell.held, State.CONVERTED, (remark,), tuple(addresses))
    as_typed = cell.kind is CellKind.TEXT and cell.raw.strip() == value
    return accepted(cell, value, as_typed=as_typed, emails=tuple(addresses))


def _proposals(raw: str, text: str, found: list[str]) -> Iterator[str]:
    """Proposals of the address meant, the most probable first."""
    text = arabic_digits(text).translate(_LOOKALIKES)
    dotted = re.sub(r"\.{2,}", ".", text.replace(",", "."))
    joined = ["".join(guess.split()) for guess in (text, dotted)]
    yield from filter(is_email, [from_thai_keyboard(raw), text, text.replace(",", "."), dotted, *joined])
    parts = [part.strip(_EDGES).replace(",", ".") for part in re.split(r"[\s;|/]+", text) if "@" in part]
    for several in (parts, found):
        valid = [address for address in several if is_email(address)]
        if valid:
            yield "; ".join(valid)


def _check(target: Target) -> Validation:
    """A rough check of an e-mail address: as much of the grammar as fits into a data validation."""
    return Validation("custom", formula="=" + typing_formula(target.cell))


def _valid(target: Target) -> str:
    """The text is one address."""
    return f"IFERROR(AND(LEN({target.text})<={target.limits.longest},{email_formula(target.text)}),FALSE)"


def _sample(_field: Field, chance: random.Random, _quality: float) -> str:
    return f"{chance.choice(_LOGINS)}{chance.randint(1, 99)}@example.go.th"


EMAIL = replace(
    TEXT, name="email", limits=AnswerLimits(longest=LONGEST), parse=parse_email, dash_is_blank=True, is_text=False,
    personal=True, check=_check, valid=_valid, wraps=False, shrinks=True, width=22.0, sample=_sample,
    accepts=Text("หนึ่งอีเมลต่อช่อง ตัวอักษรอังกฤษ ไม่มีเว้นวรรค",
                 "One e-mail address in each cell, in English letters, without spaces."),
)
