"""From a form to its layout: the sheets in order, the links between them, the hidden sheets at the end."""

from __future__ import annotations

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import Form, Level
from pmqa_xlsx.layout import pages
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.category import category_key, plan_category
from pmqa_xlsx.layout.model import FixedText, Layout, Role
from pmqa_xlsx.text.language import Text


def plan_layout(form: Form) -> Layout:
    """Decide the place of every text, list and slot of a form.

    The same form always gives the same layout, for every unit, year and language. A change here moves the cells of
    workbooks that have already been sent out, so it needs a new ``form_version``.
    """
    names = [(pages.GENERAL, wording.GENERAL_SHEET),
             *((category_key(category.code), category.sheet_name) for category in form.categories),
             (pages.SUMMARY, wording.SUMMARY_SHEET)]
    links = {key: _links(names, position) for position, (key, _) in enumerate(names)}
    general = pages.plan_general(form, links[pages.GENERAL])
    categories = [plan_category(form, category, links[category_key(category.code)]) for category in form.categories]
    scored = {category.code for category in form.categories if category.criteria
              and any(field.scored for field in form.fields_of(category.kind, Level.CRITERION))}
    summary_sheet, summary = pages.plan_summary(form, links[pages.SUMMARY], scored)
    instructions, states = pages.plan_instructions(form, [general, *categories, summary_sheet])
    return Layout(
        form=form,
        sheets=(instructions, general, *categories, summary_sheet, *pages.hidden_sheets()),
        lists=pages.plan_lists(form),
        identity={key: CellRef(row, 1) for row, key in enumerate(pages.IDENTITY_KEYS)},
        summary=summary,
        states=states,
    )


def _links(names: list[tuple[str, Text]], position: int) -> tuple[FixedText, ...]:
    """The row of links under a sheet's title: to the sheet before, to the next, and to the summary."""
    def link(column: int, text: Text, key: str) -> FixedText:
        return FixedText(CellRef(1, column), Role.LINK, text, link=key)

    back = link(0, wording.PREVIOUS, names[position - 1][0] if position else pages.INSTRUCTIONS)
    if position == len(names) - 1:
        return (back, link(1, wording.TO_START, pages.INSTRUCTIONS))
    forward = link(1, wording.NEXT, names[position + 1][0])
    return (back, forward, link(2, wording.TO_SUMMARY, pages.SUMMARY))
