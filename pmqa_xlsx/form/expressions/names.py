"""What the names of an expression mean in one row of a form."""

from __future__ import annotations

from pmqa_xlsx.form.expressions.bound import Bound, Reference, Value, ValueType
from pmqa_xlsx.form.expressions.tree import ExpressionMistake, Name
from pmqa_xlsx.form.field import Field
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.text.plain_values import number_or_none

COVER_NAME = "cover"


class RowNames:
    """The names in one row.

    :param row: the row, without field and slot; that of the whole form is empty, and names cover fields.
    """

    def __init__(self, form: Form, row: Question) -> None:
        self._form, self._row = form, row if row.category else Question(Level.COVER)

    def field(self, name: Name) -> tuple[Question, Field | None]:
        """The question and field of a name; no field where the row has no cell for it."""
        if name.owner == COVER_NAME:
            question = Question(Level.COVER, field=name.field, slot=1)
        elif name.owner:
            criterion = self._form.criterion_by_code.get(name.owner)
            if criterion is None:
                raise ExpressionMistake("criterion-unknown", name.at, name=name.owner)
            question = criterion.asks(name.field, 1)
            if criterion.rows:
                raise ExpressionMistake("rows-without-function", name.at, name=str(name))
        else:
            question = self._row._replace(field=name.field, slot=1)
        field = self._form.field(question)
        if field is None and not name.owner and self._form.field(question.any_row):
            return question, None  # the field is there, but not in this row
        if field is None:
            # a bare name of a cover field: the mistake says how to write it
            on_cover = not name.owner and self._form.field(Question(Level.COVER, field=name.field, slot=1))
            raise ExpressionMistake("when-unknown-field", name.at, name=str(name), known=self.known(question),
                                    variant="cover" if on_cover else "")
        return question, field

    def known(self, question: Question) -> str:
        """The names that a row has."""
        form = self._form
        if question.level is Level.COVER:
            fields = form.cover
        elif question.criterion:
            fields = form.fields_about(form.criterion_by_code[question.criterion])
        else:
            fields = form.fields_of(form.category(question.category).kind, Level.CATEGORY)
        return ", ".join(field.name for field in fields if field.name != self._row.field) or "–"

    def constant(self, question: Question, field: Field) -> Bound:
        """A constant is a number where all its texts are: the criterion's and those of the units."""
        criterion = self._form.criterion_by_code.get(question.criterion)
        if criterion is None:
            return Value(None, ValueType.BLANK)
        texts = [criterion.constants[field.name].th] if field.name in criterion.constants else []
        asked = criterion.asks(field.name, 1)
        texts += [values[asked] for values in self._form.prefilled.values() if asked in values]
        texts = list(filter(None, texts))
        if not texts:
            return Value(None, ValueType.BLANK)
        is_number = all(number_or_none(text) is not None for text in texts)
        return Reference(question, ValueType.NUMBER if is_number else ValueType.TEXT)
