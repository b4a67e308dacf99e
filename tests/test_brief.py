"""The terminal output of a round is the same with and without frames."""

from __future__ import annotations

import datetime as dt

import pytest

from pmqa_xlsx.consolidate.decisions import Decision, Ruling
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.report.terminal import Brief, decision_lines, finding_lines, summary_lines
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.language import Lang
from small_round import FORM, a_file, a_return

AS_OF = dt.datetime(2026, 12, 5, 12, tzinfo=dt.UTC)
GOOD = "name=ก; mail=a@b.th; A1 have=yes; A1 shared=no; A1 why=ใช่"
RETURNS = {
    "nobody": [],
    "one": [a_return("a", GOOD)],
    "late": [a_return("a", GOOD, day=33)],
    "superseded": [a_return("a", "name=ก", findings="answer-missing"), a_return("b", GOOD, day=2)],
    "twice": [a_return("a", GOOD, content="x"), a_return("b", GOOD, content="x")],
    "untouched": [a_return("a", beside=True), a_return("b", GOOD, unit="20")],
    "rejected": [a_file("a", "file-damaged", unit="10"), a_file("b", "other-attachment"), a_file("c", "no-workbook")],
    "many alike": [a_return("a", GOOD, findings=5 * "answer-missing ")],
}


@pytest.mark.parametrize("name", RETURNS)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_with_and_without_frames(name: str, lang: Lang) -> None:
    """Rows, lines and exit code are the same, also with decisions of the office."""
    returns = RETURNS[name]
    decisions = [Decision(one.sha256, Ruling.ACCEPT, "เพราะ", "สมชาย") for one in returns[:1]]
    skipped = {"clutter": 2, "own-output": 1}
    whole = consolidate(returns, [FORM], year=None, as_of=AS_OF, skipped=skipped, decisions=decisions)
    facts = RoundFacts(returns, [FORM], None, thai_time(AS_OF), now(), skipped=skipped, decisions=decisions)
    brief = Brief.of_facts(facts)
    same = Brief.of(whole)
    assert (brief.returns, [*brief.findings], brief.missing) == (same.returns, [*same.findings], same.missing)
    assert summary_lines(brief, lang) == summary_lines(whole, lang)
    assert decision_lines(brief, lang) == decision_lines(whole, lang)
    assert list(finding_lines(brief, lang)) == list(finding_lines(same, lang))
    assert (brief.has_errors, brief.has_errors) == (same.has_errors, whole.has_errors)
