"""What a column of a definition is, and how its cells are read: each reader takes a trimmed, non-empty text.

Which column is read by which reader is said in ``schema.csv``, by the reader's name here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pmqa_xlsx.answers.email_grammar import is_email
from pmqa_xlsx.answers.types import TYPES
from pmqa_xlsx.form.expressions.parser import parse
from pmqa_xlsx.form.expressions.tree import Expression, ExpressionMistake
from pmqa_xlsx.form.model import ALWAYS, NEVER, Origin, Requirement, RowRange
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text import plain_values
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.excel_text import CELL_LIMIT
from pmqa_xlsx.text.language import LANGS, NO_TEXT, Text
from pmqa_xlsx.text.plain_values import INTEGER, UnreadableError
from pmqa_xlsx.text.plain_values import date as date
from pmqa_xlsx.text.plain_values import number as number
from pmqa_xlsx.text.plain_values import year as year

Reader = Callable[[str], Any]

_WHEN = re.compile(r"when\s+(\S.*)", re.IGNORECASE | re.DOTALL)


#: The names of types in a definition: of answers, and where else a field's content can come from.
TYPE_NAMES = tuple(dict.fromkeys([*TYPES, *(origin.value for origin in Origin if origin.value)]))
#: Most answer rows of a criterion.
MOST_ROWS = 100
_ROWS = re.compile(r"([0-9]{1,4})(?:\s*[-–]\s*([0-9]{1,4}))?")


def text(cell: str) -> str:
    """Any text."""
    return cell


def matching(pattern: str, code: str) -> Reader:
    """A reader for texts that fully match a pattern (ASCII)."""
    compiled = re.compile(pattern, re.ASCII)

    def read(cell: str) -> str:
        if not compiled.fullmatch(cell):
            raise UnreadableError(code)
        return cell

    return read


#: A name that expressions can use.
field_name = matching("[A-Za-z_][A-Za-z0-9_]*", "bad-name")
form_id = matching("[a-z0-9][a-z0-9-]{0,63}", "bad-form-id")
form_version = matching(r"[A-Za-z0-9][A-Za-z0-9.-]{0,31}", "bad-version")
category_code = matching("[A-Za-z0-9_]{1,31}", "bad-category-code")
section_code = matching("[A-Za-z0-9][A-Za-z0-9_.-]{0,30}", "bad-section-code")
check_name = matching("[A-Za-z0-9_][A-Za-z0-9_.-]*", "bad-name")
unit_code = matching("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}", "bad-unit-code")


def field_type(cell: str) -> str:
    """The type of a field, in upper or lower case: of an answer, or where its content comes from."""
    name = " ".join(cell.lower().split())
    if name not in TYPE_NAMES:
        raise UnreadableError("bad-type", allowed=", ".join(TYPE_NAMES))
    return name


def calendar(cell: str) -> Calendar:
    """``be`` or ``ce``."""
    return Calendar(_one_of(cell, *Calendar))


def language(cell: str) -> str:
    """``th`` or ``en``."""
    return _one_of(cell, *LANGS)


def severity(cell: str) -> bool:
    """``warning`` or ``error``, as whether it is an error."""
    return _one_of(cell, "warning", "error") == "error"


def _one_of(cell: str, *words: str) -> str:
    if cell.lower() not in words:
        raise UnreadableError("not-in-list", allowed=", ".join(words))
    return cell.lower()


def any_year(cell: str) -> int:
    """A year of either calendar; whether it is one of the form's calendar is checked with the form."""
    common = re.fullmatch("(19|20|21)[0-9]{2}", cell, re.ASCII)
    try:
        return plain_values.year(cell, Calendar.CE) if common else year(cell)
    except UnreadableError:
        raise UnreadableError("bad-year", variant="either") from None


def row_range(cell: str) -> RowRange:
    """``3`` or ``1-20``: how many answer rows."""
    match = _ROWS.fullmatch(cell)
    if not match:
        raise UnreadableError("bad-rows")
    least, most = int(match[1]), int(match[2] or match[1])
    if least > most:
        raise UnreadableError("rows-reversed", proposal=f"{most}-{least}")
    if not 1 <= most <= MOST_ROWS:
        raise UnreadableError("number-out-of-range", range=f"1–{MOST_ROWS}")
    return RowRange(least, most)


def level(cell: str) -> Level:
    """``category`` or ``criterion``."""
    if cell.lower() not in (Level.CATEGORY, Level.CRITERION):
        raise UnreadableError("bad-level")
    return Level(cell.lower())


def yes_no(cell: str) -> bool:
    """``yes`` or ``no``."""
    if cell.lower() not in ("yes", "no"):
        raise UnreadableError("bad-yes-no")
    return cell.lower() == "yes"


def expression(cell: str) -> Expression:
    """An expression; its names are checked later."""
    try:
        return parse(cell)
    except ExpressionMistake as mistake:
        raise UnreadableError(mistake.code, **mistake.facts, **place_in(cell, mistake.at)) from None


def place_in(text: str, at: int) -> dict[str, str]:
    """The facts that say where in an expression a mistake is: the position from 1, and the text with a mark there."""
    start, end = max(at - 20, 0), at + 20
    near = f"{'…' if start else ''}{text[start:at]}▸{text[at:end]}{'…' if end < len(text) else ''}"
    return {"position": str(at + 1), "near": " ".join(near.split())}


def requirement(cell: str) -> Requirement:
    """``yes``, ``no`` or ``when EXPRESSION``."""
    plain = {"yes": ALWAYS, "no": NEVER}.get(cell.lower())
    if plain is not None:
        return plain
    match = _WHEN.fullmatch(cell)
    if not match:
        raise UnreadableError("bad-required")
    return Requirement(when=expression(match[1]))


def number_above_zero(cell: str) -> float:
    """A number greater than 0."""
    value = number(cell)
    if value <= 0:
        raise UnreadableError("not-above-zero")
    return value


def number_between(least: float, most: float, shown: str) -> Reader:
    """A reader for numbers within bounds, both inclusive; ``shown`` is the range in the message."""

    def read(cell: str) -> float:
        value = number(cell)
        if not least <= value <= most:
            raise UnreadableError("number-out-of-range", range=shown)
        return value

    return read


#: A score: a number from 0 on.
score_number = number_between(0, 1_000_000_000, "0–1,000,000,000")
column_width = number_between(1, 255, "1–255")


def score(cell: str) -> float | None:
    """The score of a choice; ``None`` for ``na``, which takes its question out of the calculation."""
    return None if is_na(cell) else score_number(cell)


def is_na(cell: str) -> bool:
    """Whether a score says that the choice is not applicable."""
    return cell.lower() in ("na", "n/a")


def integer_between(least: int, most: int) -> Reader:
    """A reader for whole numbers within bounds, both inclusive."""

    def read(cell: str) -> int:
        if not INTEGER.fullmatch(cell):
            raise UnreadableError("not-an-integer")
        if not least <= int(cell) <= most:
            raise UnreadableError("number-out-of-range", range=f"{least}–{most}")
        return int(cell)

    return read


month, count, text_length = integer_between(1, 12), integer_between(1, 200), integer_between(1, CELL_LIMIT)


def aliases(cell: str) -> tuple[str, ...]:
    """Names separated by semicolons, without blank ones."""
    return tuple(filter(None, (name.strip() for name in cell.split(";"))))


def email(cell: str) -> str:
    """One e-mail address, by the same grammar as an answer of type ``email``."""
    if not is_email(cell):
        raise UnreadableError("bad-email")
    return cell


@dataclass(frozen=True, slots=True)
class DefinitionColumn:
    """A column of a sheet (on the sheet ``form``: a key).

    :ivar required: whether it must be filled in on each row; of a text in two languages one is enough.
    :ivar rare: whether it is left out of the CSV files while nothing is in it.
    :ivar read: converts a cell's text to its value.
    :ivar meaning: one sentence for the person who fills it in.
    :ivar width: column width in characters.
    :ivar offers: items of a dropdown: words separated by commas (a last ``…``: other words are allowed too), or
        ``@sheet.column`` for the values of that column.
    """

    name: str
    required: bool = False
    read: Reader = text
    width: float = 14.0
    offers: str = ""
    rare: bool = False
    meaning: Text = NO_TEXT

    @property
    def other_language(self) -> str:
        """The column of the same text in the other language; empty if the column is no text in two languages."""
        return {"_th": f"{self.name[:-3]}_en", "_en": f"{self.name[:-3]}_th"}.get(self.name[-3:], "")

    @property
    def wraps(self) -> bool:
        """Whether the column contains running text."""
        return self.width >= 24
