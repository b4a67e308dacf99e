"""Comparison of two rounds: what counts as a change, what is never compared, and the workbook."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from judges import libreoffice_convert, ooxml_errors
from made_up_round import made_up_round
from pmqa_xlsx.cli.rounds import state_of
from pmqa_xlsx.compare.build import answer_change, compare_rounds, pair_series
from pmqa_xlsx.compare.model import Change, Comparison, Pair, Series
from pmqa_xlsx.compare.workbook import write_comparison
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frame_rows import EachRow
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.consolidate.schema import AnswerRow, ContactRow
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.form.model import Criterion, Form, Unit
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.report.measures import MeanMove
from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.language import Text
from small_round import FORM, HAVE, a_file, a_return, slot_name
from test_cli import run

THAI = ["ภาพรวม", "คะแนนที่เปลี่ยน", "หน่วยงานใหม่และที่ขาด", "คำตอบที่เปลี่ยน", "ผู้ประสานงานที่เปลี่ยน", "ความต่างของแบบฟอร์ม"]
ENGLISH = ["Overview", "Score changes", "New and missing units", "Changed answers", "Changed contacts",
           "Form differences"]
ALL_YES = "A1 have=yes; A1 shared=yes; A2 have=yes; A2 shared=yes; A3 have=yes; A3 shared=yes"


def a_round(*returns, form: Form = FORM, year: int = 2569, day: int = 5, **more) -> Consolidation:
    """A round as of a day of December A.D. 2026."""
    return consolidate(returns, [form], year=year, as_of=dt.datetime(2026, 12, day, tzinfo=THAI_TIME), **more)


def of(old: str, new: str, **more) -> Comparison:
    """The comparison of two rounds with these answers of unit 10."""
    return compare_rounds(a_round(a_return("old.xlsx", old), **more), a_round(a_return("new.xlsx", new), **more))


def place(row: ContactRow | None) -> str:
    """The place of a row of a frame, in short."""
    return f"{row.category or 'cover'} {row.criterion}".strip() if row else "-"


ANSWERS = {
    "the same": ("name=ก; A1 have=yes", "name=ก; A1 have=yes", []),
    "another": ("A1 have=yes", "A1 have=no", ["A1 have changed yes → no"]),
    "added": ("name=ก", "name=ก; A2 why=x", ["A2 why added  → x"]),
    "removed": ("name=ก; A2 why=x", "name=ก", ["A2 why removed x → "]),
    "typed in another way": ("A1 have=yes", "A1 have=~yes", []),
    "no longer valid": ("A1 have=yes", "A1 have=!maybe", ["A1 have changed yes → !maybe"]),
    "still invalid": ("A1 have=!maybe", "A1 have=!maybe", []),
    "valid now, in the same letters": ("A1 have=!yes", "A1 have=yes", ["A1 have changed !yes → yes"]),
}


@pytest.mark.parametrize(("old", "new", "expected"), ANSWERS.values(), ids=ANSWERS.keys())
def test_answers(old: str, new: str, expected: list[str]) -> None:
    """Input: two returns; result: the changed answers."""
    def shown(row: AnswerRow) -> str:
        return f"!{row.raw}" if row.state == "invalid" else row.value
    assert [f"{one.new.criterion} {one.new.field} {one.change.value} {shown(one.old)} → {shown(one.new)}"
            for one in of(old, new).answers] == expected


@pytest.mark.parametrize(("old", "new", "change"), [
    (("ok", "85", 85.0), ("ok", "85.0", 85.0), None), (("ok", "85", 85.0), ("converted", "85", 85.0), None),
    (("ok", "85", 85.0), ("ok", "85.5", 85.5), Change.CHANGED),
    (("ok", "85", None), ("ok", "85.0", None), Change.CHANGED),
    (("invalid", "85", None), ("ok", "85", 85.0), Change.CHANGED),
    (("empty", "", None), ("ok", "0", 0.0), Change.ADDED), (("ok", "0", 0.0), ("empty", "", None), Change.REMOVED),
    (("empty", "", None), ("empty", "", None), None),
])
def test_numbers_are_compared_as_numbers(old: tuple, new: tuple, change: Change | None) -> None:
    """85 and 85.0 are the same; a text that is no number is compared exactly."""
    blank = next(iter(EachRow(a_round(a_return("a.xlsx", "name=ก")), AnswerRow)))
    before, after = (replace(blank, state=state, value=text if state != "invalid" else "", raw=text, number=number)
                     for state, text, number in (old, new))
    assert answer_change(before, after, withheld=False) is change


CONTACTS = {
    "the same, in another slot and case": ("2 email=a@b.th", "2 email 2=A@B.th", []),
    "added and removed": ("2 email=a@b.th", "2 email=c@d.th", ["added c@d.th -→2", "removed a@b.th 2→-"]),
    "moved": ("mail=a@b.th", "2 email=a@b.th", ["moved a@b.th cover→2"]),
    "at one more place": ("mail=a@b.th", "mail=a@b.th; 2 email=a@b.th", ["added a@b.th -→2"]),
}


@pytest.mark.parametrize(("old", "new", "expected"), CONTACTS.values(), ids=CONTACTS.keys())
def test_contacts(old: str, new: str, expected: list[str]) -> None:
    """Addresses that were added, removed or moved to another place."""
    assert [f"{one.change.value} {(one.new or one.old).email} {place(one.old)}→{place(one.new)}"
            for one in of(old, new).contacts] == expected


def test_units_and_scores() -> None:
    """Who is in which round, with which score; means over all units and over those in both."""
    old = a_round(a_return("a", ALL_YES), a_return("b", "name=ก", unit="20"))
    new = a_round(a_return("a", ALL_YES.replace("yes", "no")), a_file("c", "file-damaged", unit="20"))
    comparison = compare_rounds(old, new)
    assert [(unit.code, unit.old_status, unit.new_status, unit.presence.value, unit.change("total"))
            for unit in comparison.units] == [("10", "accepted", "accepted", "both", -100.0),
                                              ("20", "accepted", "missing", "missing", None)]
    total = comparison.means[-1]
    assert (total.code, total.move, total.move.change) == ("total", MeanMove(50.0, 2, 0.0, 1, -100.0, 1), -50.0)


def other_edition() -> Form:
    """Next year's form: A2 removed, B1 added, A1 with another wording, `why` with another type, and one more unit."""
    one, two, three = FORM.categories
    fields = {**FORM.fields, "asked": tuple(
        replace(field, type="longtext") if field.name == "why" else field for field in FORM.fields["asked"])}
    first = replace(one, criteria=(replace(one.criteria[0], text=Text("ก ใหม่")), Criterion("1", "B1", Text("ข"))))
    return replace(FORM, form_version="2", fiscal_year=2570, categories=(first, two, three), fields=fields,
                   units=(*FORM.units[1:], Unit("40", Text("สี่สิบ", "Forty"))))


def two_years() -> Comparison:
    """A round of this year compared with one of next year's edition."""
    old = a_round(a_return("old", "A1 have=yes; A1 why=x; A2 have=yes; 2 email=a@b.th", unit="20"))
    form = other_edition()
    new = a_return("new", "A1 have=no; A1 why=y; B1 have=yes; 2 email=a@b.th", unit="20", form=form, year=2570)
    return compare_rounds(old, a_round(new, form=form, year=2570, day=9))


def test_editions_that_differ() -> None:
    """Questions that only one edition has, or that have another type, are listed and not compared."""
    comparison = two_years()
    assert comparison.pairs == (Pair(Series("small", 2569), Series("small", 2570)),)
    assert [(one.new.criterion, one.new.field) for one in comparison.answers] == [("A1", "have")]
    listed = [(one.aspect.value, one.about.level, one.about.category, one.about.criterion, one.about.field,
               one.old.th, one.new.th) for one in comparison.differences]
    assert listed == [
        ("wording", "criterion", "1", "A1", "", "ก", "ก ใหม่"), ("only_new", "criterion", "1", "B1", "", "", "ข"),
        ("type", "criterion", "1", "", "why", "text", "longtext"),
        ("type", "criterion", "3", "", "why", "text", "longtext"), ("only_old", "criterion", "1", "A2", "", "ข", "")]
    assert {unit.code: (unit.old_status, unit.new_status) for unit in comparison.units} == {
        "20": ("accepted", "accepted"), "30": ("", "missing"), "40": ("", "missing"), "10": ("missing", "")}
    assert comparison.altered_categories(0) == {"1", "3", "total"}


def test_texts_that_name_the_year() -> None:
    """A text with ``{year}`` is the same in two years, and shown with its year where other words differ."""
    def form(field: str) -> Form:
        category, *others = FORM.categories
        asked = (replace(FORM.fields["asked"][0], label=Text(field)), *FORM.fields["asked"][1:])
        return replace(FORM, categories=(replace(category, title=Text("งาน {year}")), *others),
                       fields={**FORM.fields, "asked": asked}, title=Text("แบบ {year}"))
    comparison = compare_rounds(a_round(a_return("old", "A1 have=yes"), form=form("ของ {unit} ปี {year-1}")),
                                a_round(a_return("new", "A1 have=yes", year=2570), form=form("ผลปี {year-1}"),
                                        year=2570))
    book = openpyxl.load_workbook(io.BytesIO(write_comparison(comparison)))
    assert {(one.old.th, one.new.th) for one in comparison.differences} == {("ของ จังหวัด ปี 2568", "ผลปี 2569")}
    assert comparison.means[0].name.th == "หมวด 1 งาน 2570"
    assert "แบบ 2570 / แบบ 2569" in str(book["ภาพรวม"]["A2"].value)


def test_scoring_that_differs() -> None:
    """Other weights, choices and numbers of slots are listed: they change scores without any changed answer."""
    first = replace(FORM.categories[0], weight=2.0)
    contact = replace(FORM.fields["contact"][0], slots=3)
    scores = replace(HAVE, choices=HAVE.choices[:2])
    asked = tuple(replace(field, choices=scores) if field.name == "have" else field for field in FORM.fields["asked"])
    other = replace(FORM, categories=(first, *FORM.categories[1:2]), fields={"asked": asked, "contact": (contact,)})
    differences = compare_rounds(a_round(), a_round(form=other)).differences
    assert [(one.aspect.value, one.about.category, one.about.field, one.old.th, one.new.th) for one in differences] == [
        ("scoring", "1", "", "1", "2"), ("choices", "1", "have", "yes, partly, no", "yes, partly"),
        ("scoring", "1", "have", "yes=2, partly=1, no=0", "yes=2, partly=1"), ("slots", "2", "email", "2", "3"),
        ("only_old", "3", "", "สาม", ""), ("only_old", "3", "", "ค", "")]


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("a69", "a69", "a69=a69"), ("a69", "a70", "a69=a70"), ("a69", "b70", "a69=b70"),
    ("a69 a70", "a70 a71", "a70=a70 a69=a71"), ("a69 b69", "a70 b70", "a69=a70 b69=b70"),
    ("a69 b69", "a70", "a69=a70 b69=-"), ("a68 a69", "a70", "-=a70 a68=- a69=-"), ("", "a69", "-=a69"), ("", "", ""),
])
def test_pairs(old: str, new: str, expected: str) -> None:
    """First the same form and year, then the same form, then a single unmatched one on each side."""
    def parse_series(text: str) -> list[Series]:
        return [Series(word[0], int(word[1:])) for word in text.split()]

    def short(series: Series | None) -> str:
        return f"{series.form_id}{series.fiscal_year}" if series else "-"

    pairs = pair_series(parse_series(old), parse_series(new))
    assert " ".join(f"{short(pair.old)}={short(pair.new)}" for pair in pairs) == expected


def test_written_without_contacts() -> None:
    """Data left out of one round on request is not reported as changed, and no contact as removed."""
    answers = "name=ก; A1 have=yes; A1 why=mail x@y.th; 2 email=a@b.th"
    full, without = a_round(a_return("a", answers)), a_round(a_return("a", answers), contacts=False)
    comparison = compare_rounds(full, without)
    assert (comparison.withheld, comparison.answers, comparison.contacts) == (True, (), ())


def test_contacts_of_one_unit_erased() -> None:
    """Where the personal data of one unit was erased, that of the others is compared."""
    old = a_round(a_return("a", "name=ก; 2 email=a@b.th"), a_return("b", "name=ข; 2 email=c@d.th", unit="20"))
    new = a_round(a_return("a", "name=ก; 2 email=a@b.th"), a_return("b", "name=ข; 2 email=new@d.th", unit="20"))
    erased = new.answers["unit_code"] == "10"
    new.answers.loc[erased & (new.answers["value"] != ""), ["value", "raw"]] = ""
    new.contacts.loc[new.contacts["unit_code"] == "10", "email"] = "(erased)"
    comparison = compare_rounds(old, new)
    assert (comparison.withheld, [one.change for one in comparison.contacts]) == (
        True, [Change.ADDED, Change.REMOVED])
    assert {one.unit.code for one in [*comparison.answers, *comparison.contacts]} == {"20"}


PLACES = [f"{slot.sheet}!{slot.cell}" for form in (FORM, other_edition()) for slot in plan_layout(form).slots
          if slot_name(slot) == "A1 have"]


def opened(content: bytes) -> openpyxl.Workbook:
    """A workbook read by openpyxl; its warnings are errors here."""
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet) -> list[list[object]]:
    """The rows of a sheet's table, without the headings."""
    return [[cell.value for cell in row] for row in sheet[next(iter(sheet.tables.values())).ref][1:]]


def test_sheets_hold_the_comparison() -> None:
    """Each sheet lists the comparison's results, in the chosen language."""
    book = opened(write_comparison(two_years(), "en"))
    assert book.sheetnames == ENGLISH
    assert opened(write_comparison(two_years())).sheetnames == THAI
    _, scores, units, answers, contacts, forms = (rows(sheet) for sheet in book.worksheets)
    assert [row[:6] for row in scores] == [["20", "Twenty", "กลุ่ม ข", 50.0, 25.0, -25.0]]
    assert [[row[0], *row[3:]] for row in units] == [
        ["30", "In neither", "Not on the list", "Missing"], ["40", "In neither", "Not on the list", "Missing"],
        ["10", "In neither", "Missing", "Not on the list"]]
    assert answers == [["20", "Twenty", "Category 1", "A1", "have", 1, "Changed", "Yes", "No", *PLACES]]
    assert "Nothing to list" in contacts[0]
    assert [row[3] for row in forms] == ["Wording", "Only in the new form", *["Answer type (not compared)"] * 2,
                                         "Only in the old form"]


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["th", "en"])
def test_open_xml_sdk(lang: str, tmp_path: Path) -> None:
    """The Open XML SDK's validator finds no error, also if there is nothing to compare."""
    form = load_form()
    made_up = compare_rounds(made_up_round(form), made_up_round(form, seed=7))
    for comparison in (two_years(), made_up, compare_rounds(a_round(), a_round(form=other_edition(), year=2570))):
        (tmp_path / "c.xlsx").write_bytes(write_comparison(comparison, lang, max_rows=2000))
        assert ooxml_errors(tmp_path / "c.xlsx") == []


@pytest.mark.slow
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    """LibreOffice reads the workbook and keeps its sheets and texts."""
    (tmp_path / "comparison.xlsx").write_bytes(write_comparison(two_years()))
    (tmp_path / "again").mkdir()
    again = openpyxl.load_workbook(libreoffice_convert(tmp_path / "comparison.xlsx", "xlsx", tmp_path / "again"))
    assert again.sheetnames == THAI
    assert again[THAI[3]]["A1"].value == THAI[3]


@pytest.mark.slow
def test_command(tmp_path: Path) -> None:
    """The command replaces the earlier file by the same bytes, and prints the counts."""
    two_years().old.save(tmp_path / "old")
    two_years().new.save(tmp_path / "new")
    words = ["compare", "old", "new", "-o", "out/c.xlsx"]
    code, out, _ = run(*words, "--json", cwd=tmp_path)
    assert code == 0
    assert json.loads(out)["answers"] == {"compared": 8, "changed": 1, "added": 0, "removed": 0}
    assert json.loads(out)["units"] == {"both": 1, "new": 0, "missing": 0, "neither": 3}
    first = (tmp_path / "out" / "c.xlsx").read_bytes()
    assert run(*words, cwd=tmp_path)[0] == 0
    assert (tmp_path / "out" / "c.xlsx").read_bytes() == first == write_comparison(two_years())


@pytest.mark.slow
@pytest.mark.parametrize(("words", "says"), [
    (["old", "nowhere", "-o", "c.xlsx"], "nowhere"), (["empty", "old", "-o", "c.xlsx"], "empty"),
    (["old", "other", "-o", "c.xlsx"], "version"), (["old", "old", "-o", "empty"], "folder"),
    (["old", "old", "-o", "c.csv"], ".xlsx"), (["old", "old", "-o", "open.xlsx"], "open in another program"),
    (["old", "old", "-o", "old/report.xlsx"], "results"),
    (["old", "old", "-o", "old/summary.json/c.xlsx"], "summary.json"),
    (["old", "-o", "c.xlsx"], "DIR_NEW"), (["old@", "old", "-o", "c.xlsx"], "there is no state “”"),
])
def test_operator_mistakes(tmp_path: Path, words: list[str], says: str) -> None:
    """Each mistake gives one line and exit code 2, and changes no file."""
    for name in ("old", "other"):
        a_round().save(tmp_path / name, [("report.xlsx", lambda: b"PK")])
    summary = tmp_path / "other" / "summary.json"
    summary.write_text(summary.read_text(encoding="utf-8").replace('"format": 2', '"format": 1'), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for name in ("open.xlsx", ".~lock.open.xlsx#"):
        (tmp_path / name).write_bytes(b"mine")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code, out, err = run("compare", *words, "--lang", "en", cwd=tmp_path)
    assert (code, out, len(err.splitlines()), says in err) == (2, "", 1, True), err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("typed", "meant"), [
    ("round@May", "round/snapshots/May"), ("round/@May", "round/snapshots/May"), ("@May", "snapshots/May"),
    ("a/round@May", "a/round/snapshots/May"), (".@May", "snapshots/May"), ("..@May", "../snapshots/May"),
    ("round", "round"),
])
def test_named_states(typed, meant, tmp_path, monkeypatch) -> None:
    """Input: what is typed for a state that is kept; result: its folder."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    Path(meant).mkdir(parents=True)
    assert state_of(Path(typed)) == Path(meant)
