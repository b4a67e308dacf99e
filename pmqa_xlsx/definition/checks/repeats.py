"""Finding what stands in a definition more than once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.tables import Row


def repeated(rows: Iterable[Row], column: str, code: str, key: Callable[[Row], Hashable]) -> Iterator[Mistake]:
    """A mistake for each row whose key an earlier row has; rows with an empty cell there are left out.

    :param key: what must be unique.
    """
    first: dict[Hashable, Row] = {}
    for row in rows:
        if row[column]:
            known = first.setdefault(key(row), row)
            if known is not row:
                yield row.mistake(column, code, first=known.place(column))


def known_names(names: Iterable[str]) -> str:
    """Names for a message, each once, in order; a dash where there is none."""
    return ", ".join(dict.fromkeys(filter(None, names))) or "–"
