"""Typing, checking, showing and reading answers: everything that depends on a field's type."""

from pmqa_xlsx.answers.answer_type import AnswerType, FieldRules, Validation
from pmqa_xlsx.answers.contents import FORMATS, cell_of
from pmqa_xlsx.answers.email_grammar import is_email
from pmqa_xlsx.answers.formulas import cleaned_text, cleaned_text_formula
from pmqa_xlsx.answers.reading import read_answer, read_cell
from pmqa_xlsx.answers.rules import (
    MESSAGE_LIMIT,
    TITLE_LIMIT,
    answer_text,
    display,
    prompt,
    prompt_length,
    state_formula,
    stop_message,
    valid_formula,
    validation,
)
from pmqa_xlsx.answers.types import TYPES, find_type, rules_of, type_of

__all__ = [
    "FORMATS", "MESSAGE_LIMIT", "TITLE_LIMIT", "TYPES", "AnswerType", "FieldRules", "Validation", "answer_text",
    "cell_of", "cleaned_text", "cleaned_text_formula", "display", "find_type",
    "is_email", "prompt", "prompt_length", "read_answer", "read_cell", "rules_of",
    "state_formula", "stop_message", "type_of", "valid_formula", "validation",
]
