"""The rules of one field for the writer of its workbook: prompts, the validation, and expressions about its slot.

``cell`` is a slot's reference, possibly on another sheet; ``text`` refers to its cleaned text on a hidden sheet;
``list_name`` is the defined name of the one-column range with the labels of the field's list as text.
Expressions have no leading ``=`` and need no array entry.
"""

from __future__ import annotations

from pmqa_xlsx.answers import formulas
from pmqa_xlsx.answers.answer_type import Target, Validation
from pmqa_xlsx.answers.contents import Content
from pmqa_xlsx.answers.types import rules_of, type_of
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.text.excel_text import excel_length
from pmqa_xlsx.text.language import Lang, Text

#: Most characters of a message's title and of its text.
TITLE_LIMIT, MESSAGE_LIMIT = 32, 255
_PROMPT_TITLE = Text("วิธีกรอกช่องนี้", "How to fill in this cell")
_STOP_TITLE = Text("ค่านี้ใช้กับช่องนี้ไม่ได้", "Not accepted in this cell")


def validation(field: Field, first_cell: str, list_name: str, lang: Lang) -> Validation:
    """Excel's check while somebody types into a slot of the field.

    :param first_cell: relative reference (``C7``) to the first cell that the validation covers.
    """
    rules = rules_of(field, lang)
    return rules.type.check(Target(rules, first_cell, "", list_name))


def valid_formula(field: Field, cell: str, text: str, list_name: str, lang: Lang, origin: str = "") -> str:
    """An expression that is TRUE exactly if the slot, known not to be blank, breaks no rule; never an error."""
    rules = rules_of(field, lang)
    return rules.type.valid(Target(rules, cell, text, list_name, origin or cell))


def state_formula(field: Field, cell: str, text: str, list_name: str, lang: Lang, origin: str = "") -> str:
    """An expression for the slot's state: 0 blank, -1 breaks a rule, else valid; for a choice its position from 1.

    A slot with ``-``, ``ไม่มี`` or the like is blank where its field takes these for nothing.

    :param origin: the slot itself, where ``cell`` is another cell with its content.
    """
    if field.choices is not None or list_name:
        valid = (f"IF(ISLOGICAL({cell}),-1,IFERROR(1/(1/SUMPRODUCT(EXACT(TRIM({list_name}),{text})"
                 f"*(ROW({list_name})-MIN(ROW({list_name}))+1))),-1))")
    else:
        valid = f"IF({valid_formula(field, cell, text, list_name, lang, origin)},1,-1)"
    kind = type_of(field)
    # A workbook in English has no Thai word in its formulas.
    words = [word for word in formulas.BLANK_WORDS if lang == "th" or not any("ก" <= letter <= "๙" for letter in word)]
    blank = formulas.is_blank(cell, text, blank_words=words if kind.dash_is_blank else (),
                              fillers=kind.takes_no_fillers(field))
    return f"IF({blank},0,{valid})"


def answer_text(field: Field, value: str, lang: Lang) -> str:
    """An answer for people: a choice's label, any other as it is, also one that is no value of the field."""
    rules = rules_of(field, lang)
    return str(rules.type.report(value, None, rules)) if value else ""


def display(field: Field, value: str, lang: Lang) -> Content:
    """The content of a slot that is read back as ``value``: a choice's label, a number, a date (A.D.), a text.

    Write a text as a string, never as a formula or a number, and a date with the type's number format.

    :param value: a normalised value, not empty; several e-mail addresses are read back as several.
    :raises ValueError: the field's type or list has no such value.
    """
    rules = rules_of(field, lang)
    return rules.type.put(value, rules)


def prompt(field: Field, lang: Lang) -> tuple[str, str]:
    """The title and text shown beside a selected slot: the hint, and the valid answers."""
    label = field.label.of(lang)
    title = label if excel_length(label) <= TITLE_LIMIT else _PROMPT_TITLE.of(lang)
    return title, _within(_prompt_text(field, lang), field.hint.of(lang))


def prompt_length(field: Field, lang: Lang) -> int:
    """The length of the prompt's full text as Excel counts it; above :data:`MESSAGE_LIMIT` the hint does not fit."""
    return excel_length(_prompt_text(field, lang))


def stop_message(field: Field, lang: Lang) -> tuple[str, str]:
    """The title and text shown when Excel rejects typed text: the valid answers, then the hint if it fits."""
    accepts = rules_of(field, lang).accepted
    return _STOP_TITLE.of(lang), _within(f"{accepts}\n{field.hint.of(lang)}".strip(), accepts)


def _prompt_text(field: Field, lang: Lang) -> str:
    return f"{field.hint.of(lang)}\n{rules_of(field, lang).accepted}".strip()


def _within(text: str, shorter: str) -> str:
    """The text, else a shorter one, else that truncated; a checked definition never needs the last."""
    for candidate in (text, shorter):
        if excel_length(candidate) <= MESSAGE_LIMIT:
            return candidate
    cut = shorter[:MESSAGE_LIMIT - 1]
    while excel_length(cut) >= MESSAGE_LIMIT:
        cut = cut[:-1]
    return cut + "…"
