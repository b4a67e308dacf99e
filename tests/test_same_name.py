"""Files with one name: a unit corrects its file and sends it under that name, or two units choose the same one."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from pmqa_xlsx.app.pages.drop import checked_files
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frame_rows import FormIndex
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.report.terminal import Brief, finding_lines, summary_lines
from pmqa_xlsx.report.units import unit_rows
from pmqa_xlsx.rounds.coming_in import changed_standings
from pmqa_xlsx.text.calendar import thai_time
from small_round import FORM, a_return

NOW = thai_time(dt.datetime(2026, 12, 10, 12, tzinfo=dt.UTC))
GOOD = "name=ก; mail=a@b.th; A1 have=yes; A1 shared=no; A1 why=ใช่; A2 have=no; A2 shared=no; A3 have=no; A3 shared=no"
FIRST = a_return("10.xlsx", GOOD, content="first", day=3, findings="bad-email", sender="old@example.go.th")
CORRECTED = a_return("10.xlsx", GOOD, content="corrected", day=5, sender="new@example.go.th")


def facts_of(*returns: Return) -> RoundFacts:
    """A round of these returns."""
    return RoundFacts(list(returns), [FORM], 2569, NOW, NOW)


def frames_of(*returns: Return) -> Consolidation:
    """The same with frames."""
    return consolidate(list(returns), [FORM], year=2569, as_of=NOW)


def test_printed_findings_are_of_one_file() -> None:
    """A finding of the first file is printed below it, not below its correction."""
    lines = list(finding_lines(Brief.of_facts(facts_of(FIRST, CORRECTED)), "en"))
    place = next(place for place, line in enumerate(lines) if line.startswith("10.xlsx") and "Superseded" in line)
    assert [number for number, line in enumerate(lines) if "bad-email" in line] == [place + 1]
    assert sum("bad-email" in line for line in lines) == 1


def test_late_is_counted_by_file() -> None:
    """A return on time is not late because another unit's late one has its name."""
    late = a_return("form.xlsx", GOOD, content="late", day=33)
    other = a_return("form.xlsx", GOOD, content="other", unit="20", day=5)
    assert ", 1 late," in summary_lines(Brief.of_facts(facts_of(late, other)), "en")[1]
    rows = unit_rows(frames_of(late, other), FormIndex([FORM]))
    assert [(row.code, row.late) for row in rows] == [("10", True), ("20", False)]


def test_a_correction_that_is_dropped() -> None:
    """The app shows of a correction its own sender, completeness and findings."""
    before, after = facts_of(FIRST), facts_of(FIRST, CORRECTED)
    changed, _ = changed_standings(before, after)
    brief = Brief.of_facts(after).about({one.key for one in changed})
    [file] = checked_files({
        "changes": [one.as_json() for one in changed], "known": [], "skipped": {}, "unread": [],
        "findings": [asdict(row) for row in brief.findings], "returns": [asdict(row) for row in brief.returns]}).files
    assert (file.sender, [group.first.code for group in file.findings]) == ("new@example.go.th", [])
    assert (file.status, file.replaces, file.sent_at[:10]) == ("accepted", "10.xlsx", "2026-11-05")


def test_last_attempts_of_one_name() -> None:
    """Of a missing unit's last attempt, sender and codes are those of that file, whatever else has its name."""
    attempts = [
        a_return("form.xlsx", content="a", day=3, findings="unit-doubtful", sender="ten@example.go.th"),
        a_return("form.xlsx", content="b", unit="20", day=5, findings="unit-mismatch", sender="twenty@example.go.th")]
    rows = unit_rows(frames_of(*attempts), FormIndex([FORM]))
    tried = [row.last_attempt for row in rows if row.last_attempt]
    assert [(one.sender, set(one.codes) & {"unit-doubtful", "unit-mismatch"}) for one in tried] == [
        ("ten@example.go.th", {"unit-doubtful"}), ("twenty@example.go.th", {"unit-mismatch"})]


def test_last_attempt_that_is_another_ones_file() -> None:
    """Of a file that came before from another unit, sender and time are those with which it came from this one."""
    came = [a_return(name, GOOD, content="same", day=day, sender=sender) for name, day, sender in (
        ("จ.สิบ.xlsx", 3, "ten@example.go.th"), ("จ.ยี่สิบ.xlsx", 5, "twenty@example.go.th"))]
    [last] = [row.last_attempt for row in unit_rows(frames_of(*came), FormIndex([FORM])) if row.last_attempt]
    assert (last.sender, last.codes, str(last.day)) == ("twenty@example.go.th", ("other-unit-named",), "2026-11-05")
