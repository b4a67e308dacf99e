"""The short summary at the end of a run."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from made_up_round import AS_OF, made_up_round
from pmqa_xlsx.catalogue import CATALOGUE
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.report.terminal import Brief, finding_lines, frequent_findings, outcomes, since_lines, summary_lines
from pmqa_xlsx.text.language import Lang
from small_round import FORM, a_file, a_return


@cache
def made_up() -> Consolidation:
    """Return a made-up round of the shipped form."""
    return made_up_round(load_form())


def test_summary_in_english() -> None:
    """The summary gives the counts of the frames and the most frequent findings by their titles."""
    source = made_up()
    status = source.returns["status"].value_counts()
    late = (source.findings.query("code == 'late'")["status"] != "superseded").sum()
    counted, lines = status["accepted"] + status["needs_correction"], summary_lines(source, "en")
    assert lines[:4] == [
        f"Returned: {counted} of 76 units ({counted / 76:.1%}) as of 4 December 2026 16:30".replace("%", " %"),
        f"  {status['accepted']} complete, {status['needs_correction']} to correct, {len(source.missing)} missing, "
        f"{late} late, {status['rejected']} rejected",
        f"  {len(source.missing)} of the missing units are overdue",
        "Most frequent findings of the returns that count:",
    ]
    code, _, count = frequent_findings(source)[0]
    assert lines[4] == f"  {count:>5}  {CATALOGUE[code].title.en} ({code}, error)"
    assert len(lines) == 9


def test_frequent_findings() -> None:
    """The most frequent findings are those of the counted returns in the frame, most frequent first."""
    findings = made_up().findings
    counts = findings.loc[findings["status"].isin(["accepted", "needs_correction", "joined"]), "code"].value_counts()
    assert [count for *_, count in frequent_findings(made_up())] == sorted(counts, reverse=True)[:5]
    assert all(counts[code] == count for code, _, count in frequent_findings(made_up()))


@pytest.mark.parametrize("lang", ["th", "en"])
def test_nothing_has_come(lang: Lang) -> None:
    """A round without returns has a summary too, which says nothing of findings."""
    nobody = consolidate([], [load_form()], year=None, as_of=AS_OF)
    first, *others = summary_lines(nobody, lang)
    assert not any("ข้อค้นพบ" in line or "findings" in line for line in others)
    assert first.startswith({"th": "ส่งแล้ว 0 จาก 76 หน่วยงาน", "en": "Returned: 0 of 76 units"}[lang])


def test_nothing_is_wrong() -> None:
    """Only of returns that count it is said that they have no findings."""
    full = a_return("a", "name=ก; A1 have=no; A1 shared=no; A2 have=no; A2 shared=no; 2 email=a@b.th; A3 have=no; "
                         "A3 shared=no")
    round_ = consolidate([full], [FORM], year=None, as_of=AS_OF)
    assert summary_lines(round_, "en")[-1] == "The returns that count have no findings."


def test_what_waits_for_the_office() -> None:
    """A held file is in the summary, since nothing comes of it before the office decides."""
    round_ = consolidate([a_return("จังหวัดยี่สิบ.xlsx", "name=ก")], [FORM], year=None, as_of=AS_OF)
    assert summary_lines(round_, "en")[2] == "  1 held: the office has to say whose it is (`decide`)"


def test_printed_findings_have_no_codes_but_that_of_the_finding() -> None:
    """In Thai, status and severity are Thai words, as in the reports."""
    round_ = consolidate([a_return("1.xlsx", "name=ก", findings="bad-email")], [FORM], year=None, as_of=AS_OF)
    unit, finding = finding_lines(Brief.of(round_), "th")
    assert (unit, finding[:24]) == ("1.xlsx  [10 สิบ ต้องแก้ไข]", "  ข้อผิดพลาด bad-email: ")
    assert next(finding_lines(Brief.of(round_), "en")) == "1.xlsx  [10 Ten To correct]"
    assert " – แก้" in finding  # a Thai sentence has no full stop before the next one


def test_a_message_of_the_office_without_a_full_stop() -> None:
    """What to do does not run on from a message without a full stop."""
    one, said = a_return("1.xlsx", "name=ก"), {"said": "Shared but not there", "advice": "Look again"}
    one = replace(one, reading=replace(one.reading, findings=(Finding("inconsistent", facts=said),)))
    _, line = finding_lines(Brief.of(consolidate([one], [FORM], year=None, as_of=AS_OF)), "en")
    assert line.endswith(": Shared but not there – Look again")


def test_what_became_of_each_file() -> None:
    """Of each file, from whom it came, what became of it, and why it does not count."""
    came = [a_return("1.xlsx", "name=ก", sender="ก <a@b.th>", day=1),
            a_return("2.xlsx", "name=ข", findings="bad-email", sender="", day=2),
            a_return("จังหวัดยี่สิบ.xlsx", "name=ค", sender="", day=3), a_file("scan.eml", "no-workbook date-doubtful")]
    brief = Brief.of(consolidate(came, [FORM], year=None, as_of=AS_OF))
    said = outcomes(brief, "en")
    assert {file: text for (file, _), text in said.items() if file} == {
        "1.xlsx": "(from ก <a@b.th>) Superseded", "2.xlsx": "To correct: 1 error",
        "จังหวัดยี่สิบ.xlsx": "Held: This workbook was made for Ten, but its file name says Twenty.",
        "scan.eml": "Rejected: There is no workbook in this e-mail or archive."}
    assert {sha256: text for (file, sha256), text in said.items() if not file} == {
        sha256: text for (file, sha256), text in said.items() if file}


@pytest.mark.parametrize("lang", ["th", "en"])
def test_old_consoles(lang: Lang) -> None:
    """Nothing is lost on a console with code page 874: no line has a character that must be replaced."""
    lines = summary_lines(made_up(), lang)
    assert [line for line in lines if "?" in line] == []
    assert [entry.code for entry in CATALOGUE.values() for title in (entry.title.th, entry.title.en)
            if title.encode("cp874", "replace").decode("cp874") != title] == []


@pytest.mark.parametrize(("since", "lines"), [
    ({}, []), ({"at": "", "units": {"10": ["", "missing"]}}, []),
    ({"at": "2026-11-05T09:00:00+07:00", "units": {}}, []),
    ({"at": "2026-11-05T09:00:00+07:00", "units": {
        "10": ["missing", "complete"], "20": ["to-correct", "complete"], "30": ["missing", "overdue"]}},
     ["Since the run before (5 November 2026 09:00): 1 more returned, 1 corrected and complete now, "
      "1 changed otherwise"])])
def test_what_is_new(since: dict[str, Any], lines: list[str]) -> None:
    """One line says how many units came, are complete now, or changed otherwise since the run before."""
    assert since_lines(since, "en") == lines


def test_no_names() -> None:
    """The summary contains neither a unit's name nor an address."""
    said = "\n".join(summary_lines(made_up(), "th"))
    assert "@" not in said
    assert not any(name in said for name in made_up().returns["unit_name"] if name)
