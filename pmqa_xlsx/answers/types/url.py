"""Web addresses: ``http://`` or ``https://``, a host, and a dot in what follows; no white space."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from pmqa_xlsx.answers.answer_type import AnswerLimits, FieldRules, Target, Validation
from pmqa_xlsx.answers.model import Answer, accepted, is_date, refused, unexpected_date
from pmqa_xlsx.answers.types.text import TEXT, accept_text
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import clean

_ADDRESS = re.compile(r"https?://[^\s./?#][^\s]*\.[^\s]+", re.IGNORECASE)
#: What people write without ``https://``: a host with letters in its last part, and perhaps a path.
_BARE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?", re.IGNORECASE)
_SCHEME = "https://"


def parse_url(cell: CellValue, rules: FieldRules) -> Answer:
    """One address; a host without ``https://`` gets it."""
    if is_date(cell):
        return unexpected_date(cell, rules.field.calendar)
    text = clean(cell.raw).strip() if cell.kind is CellKind.TEXT else ""
    if _ADDRESS.fullmatch(text):
        return accept_text(cell, text, rules.limits)
    if len(text) <= rules.limits.longest - len(_SCHEME) and _BARE.fullmatch(text):
        return accepted(cell, _SCHEME + text, as_typed=False)
    return refused(cell, "bad-url")


def url_formula(text: str) -> str:
    """An Excel expression that is TRUE if a reference's text is such an address; an error if it has no ``//``."""
    rest = f'MID({text},FIND("//",{text})+2,LEN({text}))'
    return (f'AND(OR(LOWER(LEFT({text},7))="http://",LOWER(LEFT({text},8))="https://"),ISERROR(FIND(" ",{text})),'
            f'ISERROR(FIND(LEFT({rest},1),"./?#")),FIND(".",{text}&".",FIND("//",{text})+3)<LEN({text}))')


def _valid(target: Target) -> str:
    address = url_formula(target.text)
    return f"IFERROR(AND(ISTEXT({target.cell}),LEN({target.text})<={target.limits.longest},{address}),FALSE)"


def _check(target: Target) -> Validation:
    return Validation("custom", formula=f"=IFERROR({url_formula(target.cell)},FALSE)")


def _sample(_field: Field, chance: random.Random, _quality: float) -> str:
    return f"https://www.example.go.th/{chance.randint(100, 999)}"


URL = replace(
    TEXT, name="url", limits=AnswerLimits(longest=2000), has_length=False,
    dash_is_blank=True, is_text=False, width=30.0,
    parse=parse_url, check=_check, valid=_valid, sample=_sample,
    accepts=Text("ที่อยู่เว็บไซต์หนึ่งแห่ง ขึ้นต้นด้วย https:// หรือ http://",
                 "One web address that begins with https:// or http://."),
)
