"""Questions and answers in words: a field's label instead of its name, a choice's label instead of its value."""

from __future__ import annotations

from collections.abc import Sequence

from pmqa_xlsx.answers import answer_text
from pmqa_xlsx.consolidate.frame_rows import AskedRow
from pmqa_xlsx.form.model import Field, Form
from pmqa_xlsx.form.question import row_label
from pmqa_xlsx.text.language import Lang


class AnswerWords:
    """The words of the questions and answers of some forms, in one language."""

    def __init__(self, forms: Sequence[Form], lang: Lang) -> None:
        self._forms = {(form.form_id, form.form_version): form for form in forms}
        self._lang = lang

    def question(self, row: AskedRow) -> str:
        """What is asked, such as ``LD1 หลักฐาน``: where it is asked, the label, the slot."""
        field = self._field(row)
        label = field.heading(row.slot or 1).of(self._lang) if field else row.field
        return f"{self.place(row)} {label}".strip()

    def place(self, row: AskedRow) -> str:
        """Where it is asked: the criterion's code, else the category, such as ``หมวด 1``; empty for the cover."""
        return row_label(row.criterion or self._category(row), row.row or 0)

    def _category(self, row: AskedRow) -> str:
        form = self._forms.get((row.form_id, row.form_version))
        return next((one.label.of(self._lang) for one in (form.categories if form else ())
                     if one.code == row.category), row.category)

    def answer(self, row: AskedRow, value: str) -> str:
        """An answer in words; one that is no value of its field as it is."""
        field = self._field(row)
        return answer_text(field, value, self._lang) if field else value

    def _field(self, row: AskedRow) -> Field | None:
        form = self._forms.get((row.form_id, row.form_version))
        return form.field(row.question) if form else None
