"""Find duplicates in a definition."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.tables import Row


def repeated(rows: Iterable[Row], column: str, code: str, key: Callable[[Row], Hashable]) -> Iterator[Mistake]:
    """A mistake for each row with the same key as an earlier row; rows with an empty cell in the column are skipped.

    :param key: what must be unique.
    """
    first: dict[Hashable, Row] = {}
    for row in rows:
        if row[column]:
            known = first.setdefault(key(row), row)
            if known is not row:
                yield row.mistake(column, code, first=known.place(column))


def known_names(names: Iterable[str]) -> str:
    """Distinct names for a message, in order; a dash if there are none."""
    return ", ".join(dict.fromkeys(filter(None, names))) or "–"
