"""How wide the columns of a table are, in characters of the default font.

A sheet is as wide as one page allows for text that prints at 11 points (see :mod:`pmqa_xlsx.layout.paper`). Short
answers get what they need; the wording and the long answers share the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmqa_xlsx.answers import type_of
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.layout.heights import BODY
from pmqa_xlsx.layout.model import WORDING_COLUMN, Column, FixedText, Role
from pmqa_xlsx.layout.paper import POINTS_PER_CHARACTER, SHEET_WIDTH, column_points, column_width
from pmqa_xlsx.text.language import LANGS
from pmqa_xlsx.text.typography import text_width

FIRST_ANSWER_COLUMN = 2
CODE_WIDTH, WIDEST_CODE, STATE_WIDTH = 7.0, 16.0, 10.5
#: The wording's width: the least, the most, and the most where it is a short one.
LEAST_WORDING, WORDING_WIDTH, SHORT_WIDTH = 40.0, 60.0, 34.0
#: The least width of an answer column.
LEAST_WIDTH = 5.0
#: A column that prefers to be at least this wide shares the spare width.
_LONG = 18.0


def sheet_widths(
    constants: Sequence[Field], columns: Sequence[Column], fields: Sequence[Field], texts: Sequence[FixedText],
    widest_wording: float,
) -> tuple[float, ...]:
    """The widths of a sheet's columns: code, wording, constants, answers, state.

    :param constants: the fields with a column of fixed texts.
    :param columns: the columns with slots.
    :param fields: those of all rows; a column is as wide as the widest field of its name prefers.
    :param texts: the sheet's fixed texts, of which codes and headings must not break inside a word.
    """
    code = _clamp(max((_whole(text) if text.text.th.endswith(")") else _longest_word(text)  # with a row's number
                       for text in texts if text.role is Role.CODE), default=0.0), CODE_WIDTH, WIDEST_CODE)
    needed = max((_whole(text) for text in texts if text.role in (Role.WORDING, Role.SECTION, Role.CATEGORY)
                  and text.cell.column == WORDING_COLUMN), default=0.0)
    wording = _clamp(needed, min(LEAST_WORDING, widest_wording), widest_wording)
    fixed = [_least(FIRST_ANSWER_COLUMN + place, texts) for place in range(len(constants))]
    least = [*fixed, *(_least(column.column, texts) for column in columns)]
    names = [*(field.name for field in constants), *(column.field for column in columns)]
    preferred = [max(low, max(field.width or type_of(field).width for field in fields if field.name == name))
              for name, low in zip(names, least, strict=True)]
    room = SHEET_WIDTH - column_points(code) - column_points(STATE_WIDTH)
    spare = room - _points([wording, *preferred])
    if spare < 0:
        narrower = max(LEAST_WORDING, column_width(column_points(wording) + spare))
        spare += column_points(wording) - column_points(narrower)
        wording = min(wording, narrower)
    answers = _shared(preferred, least, spare)
    return (code, wording, *(answers or [LEAST_WIDTH]), STATE_WIDTH)


def _shared(preferred: Sequence[float], least: Sequence[float], spare: float) -> list[float]:
    """The answer columns widened or narrowed: spare width goes to long answers, in proportion.

    :param spare: in points; negative to narrow the columns.
    """
    if spare >= 0:
        takers = [width if width >= _LONG else 0.0 for width in preferred]
        total = sum(takers)
        return [round(width + (spare / POINTS_PER_CHARACTER) * taker / total, 1) if total else width
                for width, taker in zip(preferred, takers, strict=True)]
    shrinkable = [width - low for width, low in zip(preferred, least, strict=True)]
    factor = min(1.0, -spare / POINTS_PER_CHARACTER / sum(shrinkable)) if sum(shrinkable) > 0 else 0.0
    return [round(width - excess * factor, 1) for width, excess in zip(preferred, shrinkable, strict=True)]


def _least(column: int, texts: Iterable[FixedText]) -> float:
    return max([LEAST_WIDTH, *(_longest_word(text) for text in texts
                               if text.role in (Role.HEADING, Role.CONSTANT) and text.cell.column == column)])


def _longest_word(text: FixedText) -> float:
    return max((_characters(word) for lang in LANGS for word in text.text.of(lang).split()), default=0.0)


def _whole(text: FixedText) -> float:
    return max(_characters(text.text.of(lang)) for lang in LANGS)


def _characters(text: str) -> float:
    """How wide a column must be for a text on one line, in bold."""
    return column_width(text_width(text, BODY) * 1.08 + 6)


def _points(widths: Iterable[float]) -> float:
    return sum(map(column_points, widths))


def _clamp(width: float, least: float, most: float) -> float:
    return max(least, min(width, most))
