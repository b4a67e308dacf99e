"""From a form to its layout: the sheets in order, the hidden ones at the end."""

from __future__ import annotations

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.form.placeholders import in_year
from pmqa_xlsx.form.scoring import has_score
from pmqa_xlsx.layout import pages
from pmqa_xlsx.layout.model import Layout
from pmqa_xlsx.layout.table import plan_category, plan_further


def plan_layout(form: Form, year: int | None = None) -> Layout:
    """Decide the place of every text, list and slot of a form.

    The same form always gives the same layout, for every unit, year and language. A change here moves the cells of
    workbooks that have already been sent out, so it needs a new ``form_version``.

    :param year: the fiscal year (in the form's calendar) that its texts name; ``None`` for the form's own.
    """
    form = in_year(form, year or form.fiscal_year)
    general = pages.plan_general(form)
    categories = [plan_category(form, category) for category in form.categories]
    asked = [general, *categories, *plan_further(form)]
    scored = {category.code for category in form.categories if has_score(form, category)}
    summary_sheet, summary = pages.plan_summary(form, asked, scored)
    instructions, states = pages.plan_instructions(form, [*asked, summary_sheet])
    return Layout(
        form=form,
        sheets=(instructions, *asked, summary_sheet, *pages.hidden_sheets()),
        lists=pages.plan_lists(form),
        identity={key: CellRef(row, 1) for row, key in enumerate(pages.IDENTITY_KEYS)},
        summary=summary,
        states=states,
    )

