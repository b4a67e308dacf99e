"""``report.html`` as bytes: its figures are the frames', typed content is text, and it is always the same."""

import datetime as dt
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from made_up_round import made_up_round
from pmqa_xlsx import load_form
from pmqa_xlsx.consolidate import build_frame
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.report.changes import CourseDay
from pmqa_xlsx.report.page import write_page
from pmqa_xlsx.report.page.charts import ring, timeline
from pmqa_xlsx.text.language import Text
from rich_form import FORM as RICH
from small_round import FORM, LAYOUT, a_file, a_return

AS_OF = dt.datetime(2026, 12, 5, 9)
FULL = "name=a; mail=a@b.th; A1 have=yes; A1 shared=no; A1 why=x; A2 have=no; A2 shared=no; A3 have=no; A3 shared=no"


class Page(HTMLParser):
    """A parsed page: its elements, its visible text, and its data."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {"": ""}
        self._inside = ""
        self.feed(page.decode("utf-8"))
        self.data: dict[str, Any] = json.loads(self.texts["data"])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Store an element; the content of a script or style is no visible text."""
        self.elements.append((tag, dict(attrs)))
        self._inside = (dict(attrs).get("id") or tag) if tag in ("script", "style") else ""

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  the parser gives it
        """Go back to visible text."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Collect the texts."""
        self.texts[self._inside] = self.texts.get(self._inside, "") + data


def a_round(*returns: Return, form: Form = FORM, contacts: bool = True) -> Consolidation:
    """A round of the small form."""
    return consolidate(returns, [form], year=2569, as_of=AS_OF, contacts=contacts)


def with_findings(one: Return, *findings: Finding) -> Return:
    """The same return with these findings."""
    return replace(one, reading=replace(one.reading, findings=findings))


@pytest.fixture(scope="module")
def shipped() -> Consolidation:
    """A round of all provinces."""
    return made_up_round(load_form())


@pytest.mark.slow
def test_a_large_round(shipped: Consolidation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that are read a few at a time do not change the page."""
    usual = write_page(shipped)
    monkeypatch.setattr(build_frame, "_BYTES_A_CHUNK", 2**18)
    assert write_page(made_up_round(load_form())) == usual


def test_figures_are_the_frames(shipped: Consolidation) -> None:
    """Every score, count and completeness on the page equals the frames' exactly."""
    data = Page(write_page(shipped)).data
    shown = {(unit["code"], "total", "total"): unit["total"] for unit in data["units"]}
    for unit in data["units"]:
        for level, name in (("category", "categories"), ("criterion", "criteria")):
            lines = data["editions"][unit["edition"]][name]
            shown |= {(unit["code"], level, line["code"]): percent
                     for line, percent in zip(lines, unit[name], strict=True)}
    frame = shipped.scores[["unit_code", "level", "code", "percent"]].itertuples(index=False)
    assert {key: percent for key, percent in shown.items() if percent is not None} == {
        (unit, level, code): percent for unit, level, code, percent in frame}
    counted = shipped.returns[shipped.returns["status"].isin(["accepted", "needs_correction"])]
    assert {unit["code"]: (unit["status"], unit["required"], unit["answered"], unit["completeness"], unit["errors"])
            for unit in data["units"] if unit["status"] != "missing"} == {
        row.unit_code: (row.status, row.required, row.answered, row.completeness, row.errors)
        for row in counted.itertuples()}
    assert {unit["code"]: unit["days_late"] for unit in data["units"] if unit["status"] == "missing"} == dict(
        zip(shipped.missing["unit_code"], shipped.missing["days_late"], strict=True))
    assert {kind: line["count"] for kind, line in data["kinds"].items()} == {
        " ".join(kind): count for kind, count in shipped.findings[["code", "severity"]].value_counts().items()}
    complete = set(counted.loc[counted["status"] == "accepted", "unit_code"])
    for basis, units in (("all", set(counted["unit_code"])), ("complete", complete)):
        means = {line["code"]: line["spread"][basis]["mean"] for line in data["editions"][0]["categories"]}
        own = shipped.scores[(shipped.scores["level"] == "category") & shipped.scores["unit_code"].isin(units)]
        assert means == pytest.approx(own.groupby("code")["percent"].mean().to_dict())


def test_sections_of_a_unit() -> None:
    """A unit's percents of the form's scored sections are the frame's."""
    units = tuple(Unit(f"{code}", Text(f"Office {code}")) for code in range(10, 40))
    source = made_up_round(replace(RICH, units=units))
    data = Page(write_page(source)).data
    shown = {(unit["code"], line["code"]): percent for unit in data["units"]
             for line, percent in zip(data["editions"][0]["sections"], unit["sections"], strict=True)}
    frame = source.scores[source.scores["level"] == "section"].dropna(subset="percent")
    assert {key: percent for key, percent in shown.items() if percent is not None} == dict(
        zip(zip(frame["unit_code"], frame["code"], strict=True), frame["percent"], strict=True))


def test_counts_are_shown(shipped: Consolidation) -> None:
    """The main counts are those of the data."""
    page = Page(write_page(shipped))
    counts = page.data["counts"]
    assert (counts["units"], counts["missing"], counts["files"]["rejected"]) == (76, 6, 2)
    assert counts["accepted"] + counts["to_correct"] + counts["missing"] == 76
    assert counts["late"] == shipped.findings["code"].eq("late").sum()
    shown = page.texts[""]
    assert "ปีงบประมาณ พ.ศ. 2569 · ข้อมูล ณ 4 ธันวาคม 2569 16:30 น. · กำหนดส่ง 30 พฤศจิกายน 2569" in shown
    assert f"ครบแล้ว{counts['accepted']}" in shown
    assert f"ยังไม่ส่ง ({counts['missing']})" in shown


@pytest.mark.parametrize("odd", ["<script>alert(1)</script>", "</script><!--<script>", "\u2028'\"&amp;{{7*7}}"])
def test_everything_is_escaped(odd: str) -> None:
    """Markup in an answer, a file's name or a unit's name is shown as text."""
    form = replace(FORM, title=Text(odd), units=(replace(FORM.units[0], name=Text(odd), group=odd),))
    cell = Place("หนึ่ง", "C3", Question(Level.CRITERION, "1", criterion="A1", field="have", slot=1))
    one = with_findings(a_return("1.xlsx", FULL, form=form), Finding("not-a-choice", cell, odd, {"field": "have"}))
    page = Page(write_page(a_round(one, a_file(f"{odd}.xlsx", "not-our-form"), form=form)))
    assert [attributes.get("id") for tag, attributes in page.elements if tag == "script"] == ["data", None]
    assert page.data["units"][0]["name"] == odd
    assert any(" ".join(odd.split()) in text or odd in text for text in page.data["strings"])
    assert odd.replace("\u2028", " ") in page.texts[""].replace("\u2028", " ")


def test_nothing_personal() -> None:
    """No address of a person is shown, and no answer that is personal data is quoted."""
    name = Place("ทั่วไป", "C3", Question(Level.COVER, field="name", slot=1))
    email = Place("สอง", "D4", Question(Level.CATEGORY, "2", field="email", slot=1))
    one = with_findings(
        a_return("1.xlsx", FULL), Finding("text-too-long", name, "Somchai Jaidee"),
        Finding("bad-email", email, "somchai,moi", {"proposal": "somchai@moi.go.th"}),
        Finding("extra-content", value="call wichai@moi.go.th"),
        Finding("answer-dropped", name, "Somchai"))
    text = write_page(a_round(one, a_return("2 x@y.th.xlsx", unit="20", sender="", findings="file-encrypted"))).decode()
    assert one.sender
    assert [word for word in ("Somchai", "somchai", "wichai", "x@y.th", "sender@") if word in text] == []
    assert "call …" in text
    missing = write_page(a_round()).decode()
    assert re.findall(r"[\w.]+@[\w.]+\.\w+", missing) == ["ten@example.go.th"]


@pytest.mark.parametrize(("unit", "contacts", "shown"), [
    ("10", True, {"ten@example.go.th"}), ("20", True, {"ten@example.go.th", "two@moi.go.th"}), ("20", False, set())])
def test_who_sent_in_vain(unit: str, contacts: bool, shown: set[str]) -> None:
    """Where the definition gives no address, a missing unit's is that of its last file; never without contacts."""
    files = [a_return("1.xlsx", unit=unit, day=3, sender="one@moi.go.th", findings="file-damaged"),
             a_return("2.xlsx", unit=unit, day=4, sender="Two <two@moi.go.th>", findings="file-damaged")]
    page = write_page(a_round(*files, contacts=contacts)).decode()
    assert set(re.findall(r"[\w.]+@[\w.]+\.\w+", page)) == shown
    assert ("ใช้ภายในสำนักงานเท่านั้น" in page) == (len(shown) > 1)


@pytest.mark.parametrize(("answers", "contacts", "shown"), [("", True, True), ("", False, False),
                                                            ("name=a", True, True), ("name=a", False, False)])
def test_the_address_of_a_unit(tmp_path, answers, contacts, shown) -> None:
    """A unit's own address stands beside a missing unit and one that is to correct; never without contacts."""
    faulty = with_findings(a_return("1.xlsx", answers), Finding("answer-missing", Place("One", "C3")))
    source = a_round(*([faulty] if answers else [a_return("2.xlsx", FULL, unit="20")]), contacts=contacts)
    source.save(tmp_path)
    written = [*tmp_path.rglob("*.csv")]
    assert ("ten@example.go.th" in write_page(source).decode()) == shown
    assert any("ten@example.go.th" in path.read_text("utf-8-sig") for path in written) == shown


def test_an_unfilled_sheet() -> None:
    """All missing required answers of an unfilled sheet are one finding, but each is counted."""
    sheets = [slot.sheet for slot in LAYOUT.slots]
    begun, empty = next(sheet for sheet in sheets if sheet), sheets[-1]
    missing = [Finding("answer-missing", Place(sheet, f"C{n}")) for sheet in (empty, empty, begun) for n in (3, 4)]
    data = Page(write_page(a_round(with_findings(a_return("1.xlsx", "name=a"), *missing)))).data
    unit = data["units"][0]
    assert [(data["strings"][place], *count) for _, place, _, _, *count in unit["findings"]] == [
        (empty, 4), (f"{begun} · C3",), (f"{begun} · C4",)]
    assert data["kinds"]["answer-missing error"]["count"] == unit["errors"] == 6


def test_empty_round() -> None:
    """Without a counted return the page says so and shows no figure that cannot be calculated."""
    page = Page(write_page(a_round()))
    assert "ยังไม่มีแบบที่นับผลได้" in page.texts[""]
    assert page.data["counts"] == {"units": 2, "accepted": 0, "to_correct": 0, "missing": 2, "late": 0, "overdue": 2,
                                   "files": {}}
    assert {unit["total"] for unit in page.data["units"]} == {None}
    nobody = Page(write_page(a_round(form=replace(FORM, units=()))))
    assert nobody.data["units"] == []


@pytest.mark.parametrize(("lang", "says"), [("th", "ภาพรวมผลการส่งแบบประเมิน"), ("en", "Overview of the round")])
def test_languages(lang: Any, says: str) -> None:
    """The page is in the chosen language, and declares it."""
    page = Page(write_page(a_round(a_return("1.xlsx", FULL)), lang))
    assert says in page.texts[""]
    assert page.elements[0] == ("html", {"lang": lang, "data-basis": "complete"})


def test_other_forms() -> None:
    """A form without scores or groups has a page too, and so have two editions."""
    kinds = {kind: tuple(replace(field, scored=False) for field in fields) for kind, fields in FORM.fields.items()}
    plain = replace(FORM, fields=kinds, units=tuple(replace(unit, group="") for unit in FORM.units))
    page = Page(write_page(a_round(a_return("1.xlsx", FULL, form=plain), form=plain)))
    assert page.data["editions"][0]["categories"] == []
    assert "group" not in [attributes.get("id") for _, attributes in page.elements]
    other = replace(FORM, form_id="other", units=FORM.units[:1])
    two = consolidate([a_return("1.xlsx", FULL), a_return("2.xlsx", FULL, form=other)], [FORM, other], year=None,
                      as_of=AS_OF)
    data = Page(write_page(two)).data
    assert [(data["editions"][unit["edition"]]["name"], unit["code"], unit["status"]) for unit in data["units"]] == [
        ("small-1", "10", "accepted"), ("small-1", "20", "missing"), ("other-1", "10", "accepted")]


def test_two_editions_in_one_round() -> None:
    """Each figure says of which edition it is and of how many of its units; no mean is taken over both."""
    new = replace(FORM, form_version="2")
    both = consolidate([a_return("1.xlsx", FULL), a_return("2.xlsx", FULL, unit="20", form=new, day=9)], [new, FORM],
                       year=2569, as_of=AS_OF)
    page = Page(write_page(both, against={"before": a_round(a_return("1.xlsx", FULL))}))
    text = " ".join(page.texts[""].split())
    for words in ("เฉพาะฉบับที่ครบ (1 หน่วยงาน) · small-1 · 2569", "A2 (small-2 · 2569) เฉลี่ย", "ส่งเพิ่ม 1: ยี่สิบ",
                  "เฉพาะ 1 หน่วยงานที่ครบทั้งสองครั้ง เปลี่ยน 0.0"):
        assert words in text
    assert "คะแนนเฉลี่ยของฉบับที่ครบ" not in text


def test_size_and_sameness(shipped: Consolidation) -> None:
    """A page for all provinces is small, contains each text once, and is the same every time."""
    first = write_page(shipped)
    assert first == write_page(shipped)
    assert len(first) < 1_000_000
    strings = Page(first).data["strings"]
    assert len(strings) == len(set(strings))


def test_no_network_access(shipped: Consolidation) -> None:
    """The page's policy forbids everything that is not its own, and nothing in it links outside."""
    page = Page(write_page(shipped))
    policy = next(attributes["content"] for tag, attributes in page.elements
                  if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy")
    assert re.fullmatch(r"default-src 'none'; script-src 'sha256-\S{44}'; style-src 'sha256-\S{44}'; "
                        r"base-uri 'none'; form-action 'none'", policy or "")
    assert [value for _, attributes in page.elements for key, value in attributes.items()
            if key in ("src", "style", "action") or key.startswith("on") or (
                key == "href" and not str(value).startswith("#"))] == []


def test_geometry() -> None:
    """Arcs follow each other around the ring; days are on the axis from the first return to the day of the data.

    Bars and line have one scale, that of the axis.
    """
    assert [(arc.key, arc.length, arc.start) for arc in ring([("a", 1), ("b", 0), ("c", 3)])] == [
        ("a", 25, 0), ("c", 75, 25)]
    day = dt.date(2026, 11, 1)
    course = [CourseDay(day + dt.timedelta(days=n), first, so_far, False)
              for n, (first, so_far) in enumerate([(2, 2), (0, 2), (1, 3), (0, 3)])]
    line = timeline(course, 4, day + dt.timedelta(days=9))
    assert line is not None
    assert [(bar.first.day, bar.count, bar.height, bar.so_far, bar.reach) for bar in line.bars] == [
        (1, 2, 50, 2, 50), (2, 0, 0, 2, 50), (3, 1, 25, 3, 75), (4, 0, 0, 3, 75)]
    assert line.due is None
    assert timeline([], 4, day) is None
