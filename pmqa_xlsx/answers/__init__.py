"""How an answer is typed, checked, shown and read: everything that depends on a field's type."""

from pmqa_xlsx.answers.email_grammar import is_email
from pmqa_xlsx.answers.kinds import KINDS, TypeKind
from pmqa_xlsx.answers.prompts import MESSAGE_LIMIT, TITLE_LIMIT, prompt, prompt_length, stop_message
from pmqa_xlsx.answers.reading import question_of, read_answer, read_cell
from pmqa_xlsx.answers.rules import (
    cleaned_text_formula,
    display,
    score_formula,
    valid_formula,
    validation,
    value_is_formula,
)
from pmqa_xlsx.answers.validations import Validation

__all__ = [
    "KINDS", "MESSAGE_LIMIT", "TITLE_LIMIT", "TypeKind", "Validation", "cleaned_text_formula", "display", "is_email",
    "prompt", "prompt_length", "question_of", "read_answer", "read_cell", "score_formula", "stop_message",
    "valid_formula", "validation", "value_is_formula",
]
