"""Where a return says two things about which question an answer belongs to: then none of these answers is taken.

Codes, wordings and headings name the cells of a table. Where they contradict each other, each reading would put some
answer under the wrong question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.ingester.sheet_matching import PlannedText, SheetTexts
from pmqa_xlsx.layout import words
from pmqa_xlsx.layout.model import Sheet, TableRow
from pmqa_xlsx.text.language import LANGS
from pmqa_xlsx.text.thai import comparison_key

#: What the state cells say, in either language; a program may have put these values in the place of the formulas.
_STATES = tuple(comparison_key(text.of(lang)) for text in (words.DONE, words.MISSING, words.WRONG) for lang in LANGS)


def crossed(columns: Mapping[int, int], answers: Iterable[int]) -> frozenset[int]:
    """The planned answer columns whose headings changed their order: a heading may have moved without its answers.

    Inserted and deleted columns keep the order of the others.

    :param columns: where each heading is now, by planned column.
    """
    found = [(planned, columns[planned]) for planned in answers if planned in columns]
    return frozenset(planned for (one, there), (other, elsewhere) in combinations(found, 2)
                     if (one < other) != (there < elsewhere) for planned in (one, other))


def states_are_answers(texts: SheetTexts, column: int, rows: Iterable[int]) -> bool:
    """Whether most of what is under the heading of the states was typed: the headings moved without their columns."""
    cells = [texts.sheet[CellRef(row, column)] for row in rows]
    typed = [cell for cell in cells if not cell.is_blank and not cell.formula
             and not comparison_key(cell.raw).startswith(_STATES) and cell.raw.strip() != words.OPTIONAL]
    return 2 * len(typed) > len(cells) > 0


def other_row(
    plan: Sheet, row: TableRow, fixed: Mapping[CellRef, PlannedText], key: str, column: int,
) -> TableRow | None:
    """The other row of a table that a text in a column names; ``None`` where it names this row or none."""
    own = fixed.get(CellRef(row.row, column))
    if not key or (own is not None and own.key == key):
        return None
    return next((other for other in plan.rows if other is not row
                 and (text := fixed.get(CellRef(other.row, column))) is not None and text.key == key), None)


def answers_in(texts: SheetTexts, row: int, columns: Sequence[int]) -> tuple[str, ...]:
    """What the answer cells of a row hold, to tell two rows with one code apart."""
    return tuple(texts.sheet.text(CellRef(row, column)).strip() for column in columns)
