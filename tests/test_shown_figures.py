"""Every figure that page and workbook show, calculated once more from the frames and compared as it is shown."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from html.parser import HTMLParser

import openpyxl
import pandas as pd
import pytest

from made_up_round import made_up_round
from pmqa_xlsx import load_form
from pmqa_xlsx.catalogue import CATALOGUE
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.report.consolidated import write_consolidated
from pmqa_xlsx.report.page import write_page

pytestmark = pytest.mark.slow

BASES = {"complete": ["complete"], "all": ["complete", "to-correct"]}
Rows = list[list[str]]


@cache
def source() -> Consolidation:
    """A round of all provinces."""
    return made_up_round(load_form())


class Tables(HTMLParser):
    """The rows of a page's tables as texts, by the section and the basis that they are of."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.rows: dict[tuple[str, str], Rows] = {}
        self._section, self._basis, self._cell, self._svg = "", "", False, 0
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the section, the basis and the cell that follow."""
        known = dict(attrs)
        if tag == "section":
            self._section, self._basis = known.get("id") or "", ""
        for kind in (known.get("class") or "").split():
            if kind in ("of-all", "of-complete") and tag in ("div", "ol"):
                self._basis = kind.removeprefix("of-")
        if tag == "tr":
            self.rows.setdefault((self._section, self._basis), []).append([])
        if tag in ("td", "th"):
            self._cell = True
            self.rows[self._section, self._basis][-1].append("")
        if tag in ("small", "p", "span") and self._cell:
            self.rows[self._section, self._basis][-1][-1] += " "

    def handle_endtag(self, tag: str) -> None:
        """Leave a cell."""
        if tag in ("td", "th"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        """Add to the cell's text."""
        if self._cell:
            row = self.rows[self._section, self._basis][-1]
            row[-1] = " ".join((row[-1] + data).split()) + (" " if data.endswith(" ") else "")


@cache
def html() -> bytes:
    """The page."""
    return write_page(source())


@cache
def page() -> dict[tuple[str, str], Rows]:
    """The page's tables."""
    return {key: [[cell.strip() for cell in row] for row in rows] for key, rows in Tables(html()).rows.items()}


def shown(value: float) -> str:
    """A figure with one decimal, halves away from zero."""
    return str(Decimal(repr(float(value))).quantize(Decimal("0.1"), ROUND_HALF_UP))


def units(basis: str) -> pd.DataFrame:
    """The rows of ``units`` that a basis takes."""
    return source().units[source().units["standing"].isin(BASES[basis])]


@cache
def scores(basis: str, level: str) -> pd.DataFrame:
    """Their percents of a level, a column a code."""
    own = source().scores[source().scores["unit_code"].isin(units(basis)["unit_code"])]
    return own[own["level"] == level].pivot_table(index="unit_code", columns="code", values="percent", observed=True)


@cache
def answers(basis: str) -> pd.DataFrame:
    """Their answers, with plain texts."""
    own = source().answers[source().answers["unit_code"].isin(units(basis)["unit_code"])]
    return own.astype(dict.fromkeys(("unit_code", "category", "criterion", "field", "value"), "object"))


def as_shown(values: pd.Series) -> list[str]:
    """Mean, n, deviation and range as the page shows them."""
    return [shown(values.mean()), str(values.size), shown(values.std(ddof=0)),
            f"{shown(values.min())}–{shown(values.max())}"]


@pytest.mark.parametrize("basis", BASES)
def test_groups_on_the_page(basis: str) -> None:
    """Each group's units, returns, complete ones, rank, mean, n, deviation and range; and those of all units."""
    ranks = units(basis).groupby("group")["percent"].mean().map(lambda mean: float(shown(mean))).rank(
        method="min", ascending=False)

    def expected(name: str, own: pd.DataFrame, rank: str) -> list[str]:
        standing = own["standing"].value_counts()
        back = int(standing.get("complete", 0) + standing.get("to-correct", 0))
        percents = own.loc[own["standing"].isin(BASES[basis]), "percent"]
        mean, *rest = as_shown(percents) if len(percents) else ["–", "0", "–", "–"]
        return [name, str(len(own)), f"{back} {shown(100 * back / len(own))} %", str(standing.get("complete", 0)),
                str(standing.get("overdue", 0) or "–"), rank, mean, *rest]

    frame = source().units
    wanted = [expected(str(name), own, str(int(ranks[name])) if name in ranks else "–")
              for name, own in frame.groupby("group")]
    _, *rows = page()["groups", basis]
    assert sorted(rows[:-1]) == sorted(wanted)
    assert rows[-1] == expected("ทุกหน่วยงาน", frame, "")


@pytest.mark.parametrize("basis", BASES)
def test_weakest_criteria_on_the_page(basis: str) -> None:
    """The ten criteria with the lowest means, lowest first."""
    percents = scores(basis, "criterion")
    _, *rows = page()["weakest", basis]
    codes = sorted((one.code for one in load_form().criteria()), key=lambda code: percents[code].mean())
    assert [[row[0].split()[0], *row[1:]] for row in rows] == [
        [code, *as_shown(percents[code])] for code in codes[:10]]


@pytest.mark.parametrize("basis", BASES)
def test_targets_on_the_page(basis: str) -> None:
    """How many gave target and actual, how many reached the target, and the median of actual ÷ target."""
    numbers = answers(basis).pivot_table(index=["criterion", "unit_code"], columns="field", values="number")
    both = numbers[["target", "actual"]].dropna()
    _, *rows = page()["targets", basis]
    assert [[row[0].split()[0], *row[1:]] for row in rows] == [
        [code, str(len(own)), f"{(own['actual'] >= own['target']).sum()} "
         f"{shown(100 * (own['actual'] >= own['target']).mean())} %",
         f"{shown(100 * (own['actual'] / own['target']).median())} %"] for code, own in both.groupby("criterion")]


@pytest.mark.parametrize("basis", BASES)
def test_choices_on_the_page(basis: str) -> None:
    """The share of each choice among all questions of a category."""
    labels = {"yes": "มี", "no": "ไม่มี", "": "ไม่ได้ตอบ"}
    rows = {row[0].split()[1]: row[1:] for row in page()["profile", basis] if row[0].startswith("หมวด ")}
    for category, cells in rows.items():
        every = answers(basis)
        for name, cell in zip("ADLI" if category != "7" else ["rating"], cells, strict=True):
            own = every.loc[(every["category"] == category) & (every["field"] == name), "value"]
            parts = cell.replace(" %", "%").split()
            assert dict(zip(parts[::2], parts[1::2], strict=True)) == {
                labels.get(value, value): f"{shown(100 * share)}%"
                for value, share in own.value_counts(normalize=True).items()}


def test_units_on_the_page() -> None:
    """Each unit's completeness, errors, ranks over both bases, total and categories; and the means of both bases."""
    form, frame = load_form(), source().units.set_index("unit_code")
    codes = ["total", *(category.code for category in form.categories if category.code != "P")]
    percents = source().scores[source().scores["level"].isin(["category", "total"])].pivot_table(
        index="unit_code", columns="code", values="percent", observed=True)
    ranks = [units(basis).set_index("unit_code")["percent"].map(lambda total: float(shown(total))).rank(
        method="min", ascending=False) for basis in BASES]
    _, *rows = page()["matrix", ""]
    counted = source().returns[source().returns["status"].isin(["accepted", "needs_correction"])].set_index("unit_code")
    for row in rows[:-3]:
        code = next(word for word in row[0].split() if word in frame.index)
        if code in counted.index:
            assert row[2:] == [
                f"{shown(100 * counted.loc[code, 'completeness'])} %", str(counted.loc[code, "errors"]),
                *(str(int(rank[code])) if code in rank else "–" for rank in ranks),
                *(shown(percents.loc[code, each]) for each in codes)]
        else:
            assert set(row[2:]) == {"–"}
    for basis, row in zip(BASES, rows[-3:], strict=False):
        own = percents.loc[percents.index.isin(units(basis)["unit_code"])]
        assert row[0].startswith(f"เฉลี่ย (n = {len(own)})")
        assert row[5:] == [shown(own[each].mean()) for each in codes]


@pytest.mark.parametrize("basis", BASES)
def test_summary_and_spread_on_the_page(basis: str) -> None:
    """The summary's sentences, and minimum, quartiles and maximum of each category and the total."""
    frame, text = source().units, html().decode()
    standing = frame["standing"].value_counts()
    back = standing["complete"] + standing["to-correct"]
    assert (f"ส่งแล้ว {back} จาก {len(frame)} หน่วยงาน ({shown(100 * back / len(frame))} %) ครบแล้ว {standing['complete']} "
            f"ต้องแก้ไข {standing['to-correct']} ยังไม่ส่ง {len(frame) - back} (เกินกำหนด {standing['overdue']})") in text
    means = units(basis).groupby("group")["percent"].mean()
    own = units(basis)["percent"]
    assert (f"{means.idxmin()} ได้ {shown(means.min())} คะแนน (n = {units(basis)['group'].eq(means.idxmin()).sum()}) "
            f"ส่วนทุกกลุ่มรวมกันได้ {shown(own.mean())} (n = {len(own)})") in text
    for percents in (own, *scores(basis, "category").to_dict("series").values()):
        least, lower, median, upper, most = map(shown, percents.quantile([0, 0.25, 0.5, 0.75, 1]))
        assert f"ต่ำสุด {least} ควอร์ไทล์ 1 {lower} มัธยฐาน {median} ควอร์ไทล์ 3 {upper} สูงสุด {most}" in text


def test_shares_are_rounded_alike() -> None:
    """A share has one decimal wherever the page shows it, so that 204 of 205 answers are not 100 per cent."""
    found = re.findall(r"([0-9.]+) %", html().decode())
    assert found
    assert [share for share in found if not re.fullmatch(r"[0-9]+[.][0-9]", share)] == []


def test_course_and_tasks_on_the_page() -> None:
    """How many units first returned on each day, and how many there are to call or to correct."""
    frame, text = source().units, html().decode()
    firsts = frame.loc[frame["first_return_at"] != "", "first_return_at"].str[:10].value_counts().sort_index()
    _, *rows = page()["status", ""]
    assert [row[1:] for row in rows] == [[str(count), str(so_far)] for count, so_far in zip(
        firsts, firsts.cumsum(), strict=True)]
    standing = frame["standing"].value_counts()
    for count, words in ((standing["overdue"], "หน่วยงานที่เกินกำหนดและยังไม่ส่ง"),
                         ((source().missing["attempts"] > 0).sum(), "หน่วยงานที่ส่งไฟล์มาแล้วแต่นับไม่ได้"),
                         (standing["to-correct"], "หน่วยงานที่ฉบับที่นับยังมีสิ่งที่ต้องแก้ไข")):
        assert f"<b>{count}</b> {words}" in text


def test_findings_on_the_page() -> None:
    """How often each finding is on returns that count, and on how many units."""
    findings = source().findings
    own = findings[findings["status"].isin(["accepted", "needs_correction", "joined"])]
    _, *rows = page()["findings", ""]
    assert sorted([row[0].split()[-1], *row[2:]] for row in rows) == sorted(
        [code, f"{len(each):,}", f"{each['unit_code'].nunique():,}"] for code, each in own.groupby("code"))
    assert all(row[0].startswith(CATALOGUE[row[0].split()[-1]].title.th) for row in rows)


def table(name: str) -> Iterator[dict[str, object]]:
    """The rows of an Excel table of the consolidated workbook by heading."""
    sheet, area = next((sheet, sheet.tables[name].ref) for sheet in book().worksheets if name in sheet.tables)
    headings, *rows = [[cell.value for cell in row] for row in sheet[area]]
    return (dict(zip(map(str, headings), row, strict=True)) for row in rows)


@cache
def book() -> openpyxl.Workbook:
    """The consolidated workbook."""
    return openpyxl.load_workbook(io.BytesIO(write_consolidated(source())))


def test_groups_in_the_workbook() -> None:
    """Every column of the groups' sheet."""
    frame = source().units
    ranks = units("complete").groupby("group")["percent"].mean().map(lambda mean: float(shown(mean))).rank(
        method="min", ascending=False)
    for row in table("groups"):
        own = frame[frame["group"] == row["กลุ่ม"]]
        complete, counted = (own.loc[own["standing"].isin(words), "percent"] for words in BASES.values())
        back = own["standing"].isin(BASES["all"])
        assert list(row.values())[1:] == [
            len(own), back.sum(), pytest.approx(back.mean()), len(complete), (own["standing"] == "overdue").sum(),
            *([ranks[row["กลุ่ม"]], pytest.approx(complete.mean())] if len(complete) else [None, None]), len(complete),
            pytest.approx(complete.std(ddof=0)) if len(complete) else None,
            pytest.approx(counted.mean()) if len(counted) else None, len(counted)]


@pytest.mark.parametrize(("name", "level"), [("category_scores", "category"), ("criterion_scores", "criterion")])
def test_means_in_the_workbook(name: str, level: str) -> None:
    """The means below the scores: over both bases, of all units and of each group, with their n."""
    words = {"ฉบับที่ครบ": "complete", "ทุกฉบับที่นับ": "all"}
    for row in table(f"{name}_means"):
        whose, basis, count, *means = row.values()
        own = units(words[str(basis)])
        own = own if whose == "ทุกหน่วยงาน" else own[own["group"] == whose]
        percents = scores(words[str(basis)], level)
        percents = percents.loc[percents.index.isin(own["unit_code"])]
        codes = [one.code for one in (load_form().categories if level == "category" else load_form().criteria())
                 if one.code in percents]
        expected = [percents[code].mean() for code in codes]
        assert (count, means) == (len(own), pytest.approx(
            [*expected, own["percent"].mean()] if level == "category" else expected))


def test_ranks_and_returns_in_the_workbook() -> None:
    """Each unit's rank among complete returns, and each return's counts as the frame has them."""
    totals = units("complete").set_index("unit_code")["percent"].map(lambda total: float(shown(total)))
    ranks = totals.rank(method="min", ascending=False)
    assert {row["รหัส"]: row["อันดับ (ฉบับที่ครบ)"] for row in table("category_scores")
            if row["อันดับ (ฉบับที่ครบ)"] is not None} == ranks.to_dict()
    columns = ["completeness", "required", "answered", "errors", "warnings"]
    frame = {row.sha256[:16]: [getattr(row, column) for column in columns] for row in source().returns.itertuples()}
    for row in table("returns"):
        if row["SHA-256"]:
            assert [row[name] for name in ("ความครบถ้วน", "ต้องตอบ (ช่อง)", "ตอบแล้ว (ช่อง)", "ข้อผิดพลาด", "ข้อควรตรวจ")] == [
                None if pd.isna(value) else value for value in frame[str(row["SHA-256"])]]


def test_targets_in_the_workbook() -> None:
    """Each target and actual is the frame's; difference and ratio are theirs."""
    numbers = answers("all").pivot_table(index=["unit_code", "criterion"], columns="field", values="number")
    both = numbers[["target", "actual"]].dropna()
    listed = {(row["รหัส"], row["ข้อ"]): list(row.values())[-4:] for row in table("targets")}
    assert listed == {key: pytest.approx([own.target, own.actual, own.actual - own.target, own.actual / own.target])
                      for key, own in zip(both.index, both.itertuples(), strict=True)}


def test_missing_in_the_workbook() -> None:
    """Each missing unit's days overdue and files in vain are the frame's."""
    frame = source().missing.set_index("unit_code")
    assert {row["รหัส"]: (row["เกินกำหนด (วัน)"], row["ไฟล์ที่ส่งมาแต่ยังนับไม่ได้"]) for row in table("missing")} == {
        code: (own.days_late, own.attempts) for code, own in zip(frame.index, frame.itertuples(), strict=True)}
