"""Checks of a definition: each takes the tables, or the form that they give, and yields every mistake that it finds."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_xlsx.definition.build import build_form
from pmqa_xlsx.definition.checks.codes import CODE_CHECKS
from pmqa_xlsx.definition.checks.expressions import EXPRESSION_CHECKS
from pmqa_xlsx.definition.checks.fields import FIELD_CHECKS, SCORE_CHECKS
from pmqa_xlsx.definition.checks.limits import LIMIT_CHECKS
from pmqa_xlsx.definition.checks.oddities import ODDITY_CHECKS
from pmqa_xlsx.definition.checks.tables import TABLE_CHECKS, check_cells, check_prefill
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.tables import Tables

CHECKS = (check_cells, *CODE_CHECKS, *FIELD_CHECKS, *TABLE_CHECKS, *LIMIT_CHECKS)
#: Checks that also need the form, made of what can be read.
FORM_CHECKS = (*SCORE_CHECKS, *EXPRESSION_CHECKS, check_prefill, *ODDITY_CHECKS)


def all_mistakes(tables: Tables) -> Iterator[Mistake]:
    """Run all checks, in order."""
    for check in CHECKS:
        yield from check(tables)
    form = build_form(tables)
    for form_check in FORM_CHECKS:
        yield from form_check(tables, form)
