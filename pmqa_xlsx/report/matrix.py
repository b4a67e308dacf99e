"""Units × categories, × sections and × criteria: the scores of a round as matrices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.frame_rows import Edition, FormIndex, FrameRows
from pmqa_xlsx.form.model import TOTAL, Form, Level
from pmqa_xlsx.form.scoring import SECTION_LEVEL, has_score
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


@dataclass(frozen=True, slots=True)
class UnitScores:
    """One unit's percents (0–100) by the code of a category, section or criterion."""

    code: str
    name: Text
    group: str
    percents: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ScoreMatrix:
    """Units × categories (with the total, last), × sections or × criteria of one edition.

    :ivar codes: the scored columns in the form's order; codes that the form does not have come last.
    """

    edition: Edition
    codes: tuple[str, ...]
    units: tuple[UnitScores, ...]


def score_matrices(source: Consolidation, level: str) -> list[ScoreMatrix]:
    """The scores as one matrix for each edition, in the forms' order.

    :param level: ``category`` (with the total as last column), ``section`` or ``criterion``.
    """
    index = FormIndex(source.forms)
    wanted = (level, TOTAL) if level == Level.CATEGORY else (level,)
    percents: dict[Edition, dict[str, dict[str, float]]] = {}
    names: dict[tuple[Edition, str], Text] = {}
    for row in FrameRows(source.scores[source.scores["level"].isin(wanted)]).each():
        edition = Edition.of(row)
        names[edition, row["unit_code"]] = index.unit_name(row)
        unit = percents.setdefault(edition, {}).setdefault(row["unit_code"], {})
        if row["percent"] is not None:
            unit[row["code"]] = float(row["percent"])
    if not percents:  # a round without returns still shows its columns
        percents = {Edition(form.form_id, form.form_version, source.year or form.fiscal_year): {}
                    for form in source.forms}
    matrices = []
    for edition in sorted(percents, key=index.edition_place):
        units = percents[edition]
        codes = _codes(index.form(edition), level, (code for unit in units.values() for code in unit))
        matrices.append(ScoreMatrix(edition, codes, tuple(
            UnitScores(code, names[edition, code], known.group if (known := index.unit(edition, code)) else "",
                       units[code])
            for code in sorted(units, key=partial(index.unit_place, edition)))))
    return matrices


def _codes(form: Form | None, level: str, found: Iterable[str]) -> tuple[str, ...]:
    scored = [category for category in form.categories if has_score(form, category)] if form else []
    if level == SECTION_LEVEL:
        scored_sections = set(found)
        known = [code for code in (form.section_by_code if form else ()) if code in scored_sections]
        return tuple(dict.fromkeys([*known, *sorted(scored_sections)]))
    if level == Level.CRITERION:
        known = [criterion.code for category in scored for criterion in category.criteria]
        return tuple(dict.fromkeys([*known, *found]))
    codes = dict.fromkeys([*(category.code for category in scored), *(code for code in found if code != TOTAL)])
    return (*codes, TOTAL) if codes else ()
