"""The scores as formulas of the checks sheet: -1 where nothing counts, so that all cells hold numbers."""

from __future__ import annotations

from collections.abc import Sequence

from pmqa_xlsx.form.field import Scale
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.form.scoring import ScoredAnswer, Scoring, weighted_mean
from pmqa_xlsx.generator.check_rules import CheckRules
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.checks import Check, ScoreCell, own_address, score_lines
from pmqa_xlsx.layout.rules import Evaluation, row_of
from pmqa_xlsx.text.excel_text import number_text

NOTHING = -1.0
_NOTHING = number_text(NOTHING)


def initial_scores(layout: Layout, evaluation: Evaluation) -> list[float]:
    """The scores in the new workbook, by line."""
    return [_initial_row(line.row, evaluation) if line.row else _percent(evaluation.scoring, line.node.code)
            for line in score_lines(layout)]


def _percent(scoring: Scoring, code: str) -> float:
    percent = scoring.percent(code)
    return NOTHING if percent is None else percent


def _initial_row(answers: Sequence[ScoredAnswer], evaluation: Evaluation) -> float:
    if not evaluation.is_filled(row_of(answers[0].question)):
        return NOTHING
    mean = weighted_mean([(answer.fraction(evaluation.value(answer.question)), answer.weight) for answer in answers])
    return NOTHING if mean is None else 100.0 * mean


def score_formula(layout: Layout, rules: CheckRules, line: ScoreCell) -> str:
    """The formula of one line."""
    if line.row is not None:
        return f"IF({rules.filled_cell(line.row[0].question)}=1,{_of_answers(layout, rules, line.row)},{_NOTHING})"
    if not line.parts:
        return _of_answers(layout, rules, line.node.rows[0])
    last = line.first + line.parts - 1
    scores, weights = own_address(Check.SCORE, line.first, last), own_address(Check.WEIGHT, line.first, last)
    if line.node.is_repeated:
        count = f"SUMPRODUCT(--({scores}>=0))"
        if line.node.least:
            filled = "+".join(rules.filled_cell(answers[0].question) for answers in line.node.rows)
            count += f"+MAX({line.node.least}-({filled}),0)"
        return f"IF({count}=0,{_NOTHING},SUMPRODUCT(({scores}>=0)*{scores})/({count}))"
    mean = f"SUMPRODUCT({weights}*({scores}>=0)*{scores})/SUMPRODUCT({weights}*({scores}>=0))"
    if line.node.gate is not None:
        mean = f"IF({rules.gate(line.node.gate)},{mean},0)"
    return f"IF(SUMPRODUCT(--({scores}>=0))=0,{_NOTHING},{mean})"


def _of_answers(layout: Layout, rules: CheckRules, answers: Sequence[ScoredAnswer]) -> str:
    """The percent of one row from its scored answers."""
    earned: list[str] = []
    counted: list[str] = []
    for answer in answers:
        state, weight = _state(layout, answer.question), number_text(answer.weight)
        if answer.scale:
            points = _on_scale(rules.answer(answer.question), answer.scale)
            earned.append(f"{weight}*IFERROR(({points})/{number_text(answer.scale.top_score)},0)")
        else:
            fractions = ",".join(number_text(fraction or 0.0) for fraction in answer.fractions.values())
            earned.append(f"{weight}*IF({state}>0,CHOOSE({state},{fractions}),0)")
        left_out = [place for place, fraction in enumerate(answer.fractions.values(), start=1) if fraction is None]
        counted.append("*".join([weight, *(f"({state}<>{place})" for place in left_out)]))
    whole = "+".join(counted)
    if not any("<>" in part for part in counted):
        return f"100*({'+'.join(earned)})/({number_text(sum(answer.weight for answer in answers))})"
    return f"IF({whole}=0,{_NOTHING},100*({'+'.join(earned)})/({whole}))"


def _state(layout: Layout, question: Question) -> str:
    slot = layout.slots[layout.positions[question]]
    return own_address(Check.STATE, layout.check_rows[slot.sheet, slot.cell])


def _on_scale(value: str, scale: Scale) -> str:
    """The score of a value: that of the first point, and what each stretch of the line adds."""
    terms = [number_text(float(scale.points[0][1]))]
    for (low, below), (high, above) in zip(scale.points, scale.points[1:], strict=False):
        slope = number_text((above - below) / (high - low))
        low_text, high_text = number_text(float(low)), number_text(float(high))
        terms.append(f"{slope}*(MAX(MIN({value},{high_text}),{low_text})-{low_text})".replace("--", "+"))
    return "+".join(terms)
