"""What an office wants to know of a form before it is sent to everybody: weights, size, and what is personal."""

from __future__ import annotations

from typing import NamedTuple

from pmqa_xlsx.answers.model import BLANK
from pmqa_xlsx.definition.checks.oddities import personal_fields
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.layout import Layout, plan_layout
from pmqa_xlsx.layout.rules import form_rules, required_slots
from pmqa_xlsx.layout.sizes import pages_of, row_heights
from pmqa_xlsx.text.language import Lang


class Weight(NamedTuple):
    """What one category, section or criterion weighs in the total.

    :ivar level: ``criterion``, ``section`` or ``category``.
    :ivar percent: its share of the total, 0–100, when everything counts.
    """

    level: str
    code: str
    percent: float


class FormOverview(NamedTuple):
    """A form in figures.

    :ivar slots: how many cells a unit can answer; ``required``: how many of them it must, whatever it answers.
    :ivar pages: about how many A4 pages an empty workbook prints on.
    :ivar personal: the names of the fields whose answers are about a person.
    """

    weights: list[Weight]
    slots: int
    required: int
    pages: int
    personal: list[str]


def overview(form: Form, lang: Lang) -> FormOverview:
    """A form in figures.

    :param lang: language of the workbook whose pages are estimated.
    """
    layout = plan_layout(form)
    tree = form_rules(layout).scores
    nodes = list(tree.nodes())[:-1] if tree else []
    typed = [slot for slot in layout.slots if not slot.field.is_computed]
    return FormOverview([Weight(node.level, node.code, 100.0 * node.share) for node in nodes], len(typed),
                        sum(required_slots(layout, [BLANK] * len(layout.slots))), _pages(layout, lang),
                        personal_fields(form))


def _pages(layout: Layout, lang: Lang) -> int:
    texts = {(sheet.key, text.cell): text.text.of(lang) for sheet in layout.sheets for text in sheet.texts}
    pages = 0
    for sheet in layout.sheets:
        if not sheet.kind.hidden:
            heights = row_heights(sheet, texts, ())
            repeated = sum(heights.get(row, 0.0) for row in range(sheet.header_row + 1))
            pages += pages_of(sheet, sum(heights.values()), repeated)
    return pages
