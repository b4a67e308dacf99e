"""Compare two rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_xlsx.compare.answers import RowsByUnit, answer_change, comparable_answers, contact_changes
from pmqa_xlsx.compare.editions import form_differences
from pmqa_xlsx.compare.model import AnswerChange, Comparison, ContactChange, Presence
from pmqa_xlsx.compare.series import pair_series, series_in
from pmqa_xlsx.compare.units import Side, mean_changes, unit_changes
from pmqa_xlsx.consolidate.privacy import withheld_answers
from pmqa_xlsx.report.round import RoundRows

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


def compare_rounds(old: Consolidation, new: Consolidation) -> Comparison:
    """Compare two rounds: the same year twice, or two years; the editions of the form may differ.

    Units are matched by code, answers by question. Parts of the form that only one edition has are listed among the
    differences of the forms and not compared. Answers and contacts are compared for units with a counted return in
    both rounds.
    """
    pairs = tuple(pair_series(series_in(old), series_in(new)))
    sides = Side(old), Side(new)
    units = tuple(unit_changes(*sides, pairs))
    answers_old, answers_new = RowsByUnit(old.answers), RowsByUnit(new.answers)
    contacts_old, contacts_new = RowsByUnit(old.contacts), RowsByUnit(new.contacts)
    withheld = any(withheld_answers(one.answers) for one in (old, new))
    rounds = RoundRows(old, "th"), RoundRows(new, "th")
    compared = 0
    answers: list[AnswerChange] = []
    contacts: list[ContactChange] = []
    for unit in units:
        if unit.presence is not Presence.BOTH:
            continue
        pair = pairs[unit.pair]
        for rows in comparable_answers(
                answers_old.of(pair.old, unit.code), answers_new.of(pair.new, unit.code), rounds):
            compared += 1
            change = answer_change(*rows, withheld)
            if change is not None:
                answers.append(AnswerChange(unit, change, *rows))
        if not withheld:
            contacts += contact_changes(
                unit, contacts_old.of(pair.old, unit.code), contacts_new.of(pair.new, unit.code))
    return Comparison(
        old, new, pairs, units, tuple(mean_changes(*sides, pairs, units)), tuple(answers), tuple(contacts),
        tuple(form_differences(old, new, pairs)), compared, withheld)
