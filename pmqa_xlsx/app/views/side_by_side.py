"""Two units' written answers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.consolidate.schema import AnswerRow
from pmqa_xlsx.report.answer_words import question_of
from pmqa_xlsx.text.thai import comparison_key

#: Shorter answers are alike by chance.
_SHORTEST = 15


@dataclass(frozen=True, slots=True)
class AnswerPair:
    """One question with the answers of two units.

    :ivar asked: a row about the question.
    """

    asked: AnswerRow
    first: str
    second: str

    @property
    def same(self) -> bool:
        """Whether they are the same, whatever the white space."""
        return comparison_key(self.first) == comparison_key(self.second)


def answer_pairs(view: RoundView, first: str, second: str) -> Sequence[AnswerPair]:
    """The questions to which one of the units answered with more than a few words; the same answers first."""
    theirs = {question_of(row): row.value for row in view.answers_of(second)}
    pairs = [AnswerPair(row, row.value, theirs.get(question_of(row), "")) for row in view.answers_of(first)
             if row.criterion]
    long = [pair for pair in pairs if max(len(pair.first), len(pair.second)) >= _SHORTEST]
    return sorted(long, key=lambda pair: not pair.same)
