"""The rows of ``questions``: every slot of the forms, the dictionary of the other frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmqa_xlsx.consolidate.schema import QuestionRow
from pmqa_xlsx.layout import Layout


def question_rows(layouts: Iterable[Layout]) -> Iterator[QuestionRow]:
    """Every slot of each form, in the layout's order; sheets by their names in the form's language."""
    for layout in layouts:
        form = layout.form
        weights = {criterion.code: criterion.weight for criterion in form.criteria()}
        for slot in layout.slots:
            yield QuestionRow(
                form_id=form.form_id, form_version=form.form_version, **slot.question.columns,
                type=slot.field.type, required=str(slot.required),
                weight=weights.get(slot.question.criterion) if slot.field.scored else None, label_th=slot.heading.th,
                label_en=slot.heading.of("en"), sheet=layout.sheet_by_key[slot.sheet].name.of(form.lang),
                cell=str(slot.cell))
