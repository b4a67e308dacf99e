"""The one loader: from a definition of any kind to its form or to all of its mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pmqa_xlsx.definition.build import build_form
from pmqa_xlsx.definition.mistakes import DefinitionError, Mistake
from pmqa_xlsx.definition.schema import SHEETS
from pmqa_xlsx.definition.sources import is_shipped, read_source
from pmqa_xlsx.definition.tables import tables_of
from pmqa_xlsx.form.model import Form


def check_definition(source: str | Path | None) -> tuple[Form | None, list[Mistake]]:
    """Read a definition and find all its mistakes.

    :param source: a shipped form's id, an .xlsx file or a folder of CSV files; ``None`` for the default form.
    :returns: the form, or none if there are errors; and all mistakes, with the warnings among them, in the order of
        sheets, rows and columns.
    :raises FormNotFound: it does not exist, or is no definition that can be opened.
    """
    from pmqa_xlsx.definition.checks import all_mistakes

    read = read_source(source)
    tables, faults = tables_of(read.grids, [mistake.sheet for mistake in read.mistakes])
    unread = {mistake.place for mistake in read.mistakes}
    found = (mistake for mistake in all_mistakes(tables) if mistake.place not in unread)
    mistakes = in_reading_order([*read.mistakes, *faults, *found])
    wrong = any(mistake.is_error for mistake in mistakes)
    return None if wrong else build_form(tables), mistakes


def load_form(source: str | Path | None = None) -> Form:
    """The form that a definition defines.

    :param source: a shipped form's id, an .xlsx file or a folder of CSV files; ``None`` for the default form.
    :raises FormNotFound: it does not exist, or is no definition that can be opened.
    :raises DefinitionError: the definition has mistakes; the exception lists them all.
    """
    if is_shipped(source):
        return load_checked_form(source)
    form, mistakes = check_definition(source)
    if form is None:
        raise DefinitionError("pmqa-xlsx" if source is None else str(source), mistakes)
    return form


def load_forms(sources: Iterable[Form | str | Path | None]) -> Iterator[Form]:
    """The forms, each loaded when it is requested; those that are forms already unchanged.

    :param sources: each as for :func:`load_form`, which states what is raised.
    """
    return (source if isinstance(source, Form) else load_form(source) for source in sources)


def load_checked_form(source: str | Path | None) -> Form:
    """The form of a definition in which no mistakes were found before; to look for them takes longer than to read it.

    :param source: as for :func:`load_form`.
    """
    return build_form(tables_of(read_source(source).grids, [])[0])


def in_reading_order(mistakes: list[Mistake]) -> list[Mistake]:
    """The mistakes by sheet, row and column; a mistake in both languages of one cell is reported once."""
    order = {sheet: number for number, sheet in enumerate(SHEETS)}
    once: dict[tuple[str, ...], Mistake] = {}
    for mistake in mistakes:
        subject = mistake.facts.get("name", "") + mistake.facts.get("other", "")
        once.setdefault((mistake.sheet, mistake.cell, mistake.code, subject), mistake)
    return sorted(once.values(), key=lambda m: (order.get(m.sheet, len(order)), m.sheet, m.position, m.code))
