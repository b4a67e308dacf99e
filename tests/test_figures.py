"""Every figure of the reports, calculated once more from the frames with plain pandas."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pandas as pd
import pytest

from made_up_round import AS_OF, made_up_round
from pmqa_xlsx import load_form
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frame_rows import Edition, FormIndex
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.consolidate.run_record import RunRecord
from pmqa_xlsx.form.model import Field, Unit
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.report.answer_figures import ChoiceCounts, Targets, target_pairs
from pmqa_xlsx.report.changes import changes_of, course_of
from pmqa_xlsx.report.figures import Basis, Figures, FiguresOfAnswers, figures_of
from pmqa_xlsx.report.measures import Spread, percent_text, points_text, ranked
from pmqa_xlsx.report.units import round_tasks, to_call, unit_rows
from pmqa_xlsx.report.words import share_text
from pmqa_xlsx.text.language import Text
from rich_form import FORM as RICH
from small_round import FORM, a_file, a_return

SHIPPED = load_form()
AnyFigures = TypeVar("AnyFigures", bound=FiguresOfAnswers)
EDITION = Edition("pmqa-fl-province", "1", 2569)


@pytest.fixture(scope="module")
def shipped() -> Consolidation:
    """A round of all provinces."""
    return made_up_round(SHIPPED)


@pytest.fixture(scope="module", params=list(Basis))
def basis(request: pytest.FixtureRequest) -> Basis:
    """Each basis."""
    return Basis(request.param)


@pytest.fixture(scope="module")
def figures(shipped: Consolidation, basis: Basis) -> Figures:
    """The figures of that basis."""
    return figures_of(shipped, basis)


def units_of(round_: Consolidation, basis: Basis) -> pd.DataFrame:
    """The rows of ``units`` that a basis takes."""
    words = ["complete"] if basis is Basis.COMPLETE else ["complete", "to-correct"]
    return round_.units[round_.units["standing"].isin(words)]


def as_row(spread: Spread | None) -> list[float]:
    """A spread as pandas gives it."""
    assert spread is not None
    return [spread.count, spread.mean, spread.deviation, spread.least, spread.lower, spread.median, spread.upper,
            spread.most]


def described(values: pd.Series) -> list[float]:
    """The same from pandas."""
    quartiles = values.quantile([0.25, 0.5, 0.75]).tolist()
    return [len(values), values.mean(), values.std(ddof=0), values.min(), *quartiles, values.max()]


def test_counts(shipped: Consolidation, figures: Figures) -> None:
    """Units by standing, late and overdue ones are those of the frame ``units``, whatever the basis."""
    standing = shipped.units["standing"].value_counts()
    back = shipped.units["standing"].isin(["complete", "to-correct"])
    assert (figures.units, figures.accepted, figures.to_correct) == (76, standing["complete"], standing["to-correct"])
    assert (figures.missing, figures.overdue) == ((~back).sum(), standing["overdue"])
    assert figures.late == (shipped.units["days_late"][back] > 0).sum()
    assert figures.files == shipped.returns["status"].value_counts().to_dict()


@pytest.mark.parametrize(("level", "name"), [("category", "categories"), ("criterion", "criteria")])
def test_spreads(shipped: Consolidation, basis: Basis, figures: Figures, level: str, name: str) -> None:
    """Mean, deviation and quartiles of each category and criterion are those of the units of the basis."""
    mine = shipped.scores[shipped.scores["unit_code"].isin(units_of(shipped, basis)["unit_code"])]
    lines = {line.code: as_row(line.spread) for line in getattr(figures, name) if line.code != "total"}
    expected = {code: described(values) for code, values in mine[mine["level"] == level].groupby("code")["percent"]}
    assert {code: pytest.approx(row) for code, row in lines.items()} == expected


def test_groups(shipped: Consolidation, basis: Basis, figures: Figures) -> None:
    """A group's rates are of all its units, its mean and spread of those of the basis; ranks are by shown mean."""
    of_basis = units_of(shipped, basis).groupby("group")["percent"]
    means = of_basis.mean()
    every = shipped.units.groupby("group")["standing"]
    ranks = means.map(lambda mean: float(points_text(mean))).rank(method="min", ascending=False)
    assert {line.name: (line.units, line.returned, line.complete, line.overdue, mean.rank, *as_row(mean.spread))
            for line in figures.groups for mean in line.means if mean.spread} == {
        group: (words.size, words.isin(["complete", "to-correct"]).sum(), (words == "complete").sum(),
                (words == "overdue").sum(), ranks[group], *map(pytest.approx, described(of_basis.get_group(group))))
        for group, words in every if group in means}


def test_groups_of_two_editions() -> None:
    """A group is counted whole, also where its units returned several editions or none; means and ranks are of one."""
    units = tuple(Unit(str(code), Text(f"{code}"), "ก" if code < 13 else "ข") for code in range(10, 15))
    old, new = (replace(FORM, units=units, form_version=version) for version in "12")
    found = figures_of(consolidate(
        [a_return(code, FULL, unit=code, form=form) for code, form in (("10", old), ("11", new), ("13", new))],
        [new, old], year=2569, as_of=AS_OF))
    assert [(line.name, line.units, line.returned, line.overdue, [
        (mean.edition.form_version, mean.spread and mean.spread.count, mean.rank) for mean in line.means
    ]) for line in (*found.groups, found.whole)] == [
        ("ก", 3, 2, 1, [("2", 1, 1), ("1", 1, 1)]), ("ข", 2, 1, 1, [("2", 1, 1)]),
        ("", 5, 3, 2, [("2", 2, None), ("1", 1, None)])]


def test_ranks(shipped: Consolidation, basis: Basis, figures: Figures) -> None:
    """Units are ranked by total, the highest first; equal as shown share a rank."""
    totals = units_of(shipped, basis).set_index("unit_code")["percent"].map(lambda total: float(points_text(total)))
    assert {code: rank for (_, code), rank in figures.ranks.items()} == totals.rank(
        method="min", ascending=False).to_dict()


@pytest.mark.parametrize(("totals", "ranks"), [
    ([90, 80, 80, 70], [1, 2, 2, 4]), ([50, 50.04, 50.06], [2, 2, 1]), ([1], [1]), ([], [])])
def test_ties(totals: Sequence[float], ranks: Sequence[int]) -> None:
    """Values that look equal share a rank, and the ranks after them are left out."""
    assert ranked(dict(enumerate(totals))) == dict(enumerate(ranks))


@pytest.mark.parametrize(("value", "shown"), [
    (0.25, "0.3"), (0.05, "0.1"), (72.35, "72.4"), (2.675, "2.7"), (100.0, "100.0"), (66.64999, "66.6"), (None, "–")])
def test_rounding(value: float | None, shown: str) -> None:
    """Figures are shown with one decimal, halves away from zero, as Excel shows them."""
    assert points_text(value) == shown


def of_answers(figures: AnyFigures, source: Consolidation) -> AnyFigures:
    """The figures with the answers of a round, given in two pieces."""
    answers, middle = source.answers, len(source.answers) // 2
    figures.add(answers.iloc[:middle])
    figures.add(answers.iloc[middle:])
    return figures


def test_choice_profiles(shipped: Consolidation, basis: Basis) -> None:
    """The shares of a field's choices are of all its questions in the category; what has no answer is a share too."""
    units = units_of(shipped, basis)["unit_code"].tolist()
    answers = shipped.answers[shipped.answers["unit_code"].isin(units)].astype({"value": "object"})
    for profile in of_answers(ChoiceCounts(SHIPPED, EDITION, units), shipped).profiles():
        own = answers[(answers["category"] == profile.category.code) & (answers["field"] == profile.field.name)]
        shares = own["value"].value_counts(normalize=True).to_dict()
        assert {share.value: share.share for share in profile.shares if share.count} == pytest.approx(shares)
        assert profile.asked == len(own)


def test_which_profiles(shipped: Consolidation) -> None:
    """There is a profile of A, D, L and I for each process category, and of the rating for the results."""
    units = shipped.units["unit_code"].tolist()
    found = [(one.category.code, one.field.name)
             for one in of_answers(ChoiceCounts(SHIPPED, EDITION, units), shipped).profiles()]
    assert found == [*((code, name) for code in "123456" for name in "ADLI"), ("7", "rating")]


def test_targets(shipped: Consolidation, basis: Basis) -> None:
    """Targets and results are those with both numbers; how many are reached, and the median of their ratio."""
    units = units_of(shipped, basis)["unit_code"].tolist()
    wide = (shipped.answers[shipped.answers["unit_code"].isin(units)].astype({"field": "object", "criterion": "object"})
            .pivot_table(index=["criterion", "unit_code"], columns="field", values="number", observed=True)
            [["target", "actual"]].dropna())
    lines = of_answers(Targets(SHIPPED, EDITION, units), shipped).lines()
    ratios = (wide["actual"] / wide["target"]).groupby("criterion").median()
    assert {line.criterion.code: (len(line.results), line.reached, line.ratio) for line in lines} == {
        code: (len(own), (own["actual"] >= own["target"]).sum(), pytest.approx(ratios[code]))
        for code, own in wide.groupby("criterion")}


@pytest.mark.parametrize(("names", "pairs"), [
    (["target", "actual"], [("target", "actual")]),
    (["cost_target", "cost_result", "other"], [("cost_target", "cost_result")]),
    (["target", "cost_actual"], []), (["a", "b"], [])])
def test_pairs(names: Sequence[str], pairs: Sequence[tuple[str, str]]) -> None:
    """A target and its result are two fields of a row whose names differ only in their ending."""
    fields = tuple(Field(name, Text(name), "decimal", Level.CRITERION) for name in names)
    form = replace(FORM, fields={"asked": fields})
    assert [(pair.target.name, pair.actual.name) for pair in target_pairs(form, "asked")] == pairs


FULL = ("name=a; mail=a@b.th; A1 have=yes; A1 shared=no; A1 why=x; A2 have=no; A2 shared=no; A3 have=no; A3 shared=no; "
        "2 email=a@b.th")
BETTER = FULL.replace("A2 have=no", "A2 have=partly")


def small(*returns: Any, day: int = 20) -> Consolidation:
    """A round of the small form on a day of November 2026."""
    return consolidate(returns, [FORM], year=2569, as_of=dt.datetime(2026, 11, day, 12))


def with_runs(now: Consolidation, *runs: tuple[str, Consolidation | str]) -> Consolidation:
    """The same with events: a run of an earlier state at a moment, or a snapshot's name."""
    rows = [{"at": f"2026-11-{at}:00+07:00", "kind": "snapshot" if isinstance(what, str) else "run", "data": json.dumps(
        {"name": what} if isinstance(what, str) else RunRecord.of(what).data())} for at, what in runs]
    events = pd.DataFrame(rows).reindex(columns=now.events.columns, fill_value="").astype(now.events.dtypes)
    return replace(now, frames=now.frames.with_frame("events", events), run=len(runs) + 1)


def test_changes() -> None:
    """Units that came, that are complete now, and those with another score; the means with their two n."""
    empty, one = small(), small(a_return("1.xlsx", FULL, day=3), day=10)
    now = with_runs(small(a_return("1.xlsx", FULL, day=3), a_return("b.xlsx", BETTER, day=12),
                          a_return("2.xlsx", FULL, unit="20", day=12, findings="bad-email")),
                    ("05T09:00", empty), ("10T12:00", one), ("10T12:01", "ก่อนประชุม"))
    by_kind = {change.kind: change for change in changes_of(now)}
    assert list(by_kind) == ["run", "snapshot"]
    change = by_kind["run"]
    assert [(move.code, move.old, move.new) for move in change.came] == [("20", "missing", "to-correct")]
    assert [move.code for move in change.others] == ["10"]
    totals = now.units.set_index("unit_code")["percent"]
    before = one.units.set_index("unit_code")["percent"]
    assert (change.mean.old, change.mean.old_units, change.mean.new, change.mean.new_units) == (
        pytest.approx(before["10"]), 1, pytest.approx(totals["10"]), 1)
    assert change.mean.paired == pytest.approx(totals["10"] - before["10"])
    assert by_kind["snapshot"].name == "ก่อนประชุม"
    assert by_kind["snapshot"].moves == change.moves


def test_changes_since_a_week_ago() -> None:
    """The last run of at least a week ago is compared with too, where it is not the run before."""
    now = with_runs(small(a_return("1.xlsx", FULL, day=3)), ("05T09:00", small()), ("12T12:00", small()),
                    ("18T09:00", small()))
    assert [(change.kind, change.old.at.day, len(change.came)) for change in changes_of(now)] == [
        ("run", 18, 1), ("week", 12, 1)]


def test_changes_since_last_year() -> None:
    """Of another year's round only scores are compared, of units complete in both; its name says year and edition."""
    last = replace(small(a_return("1.xlsx", FULL), a_return("2.xlsx", FULL, unit="20")), year=2568)
    now = small(a_return("1.xlsx", BETTER, day=12))
    [change] = changes_of(now, {"last": last})
    assert (change.kind, change.name) == ("other", "2568")
    assert [(move.code, move.old_total, move.new_total) for move in change.moves] == [
        ("10", *(one.units.set_index("unit_code")["percent"]["10"] for one in (last, now)))]
    assert (change.mean.old_units, change.mean.new_units, change.mean.paired_units) == (2, 1, 1)
    [other] = changes_of(now, {"last": replace(last, forms=(replace(FORM, form_version="0"),))})
    assert other.name == "2568 (small-0)"


def test_changes_since_a_state_that_is_named() -> None:
    """A state of the same round that is given is compared with, whatever its age, and once."""
    early, late = small(day=10), small(a_return("1.xlsx", FULL, day=11), day=12)
    now = with_runs(small(a_return("1.xlsx", FULL, day=11)), ("10T09:00", early), ("10T09:01", "ต้น"),
                    ("12T09:00", late))
    assert [(one.kind, one.name, len(one.came)) for one in changes_of(now, {"ต้น": early})] == [
        ("run", "", 0), ("snapshot", "ต้น", 1)]


def test_no_earlier_state() -> None:
    """Without an earlier run there is nothing to compare with."""
    assert changes_of(small(a_return("1.xlsx", FULL))) == []


def test_course() -> None:
    """A correction moves no unit to a later day, and the course ends at the day of the data."""
    returns = [a_return("1.xlsx", FULL, day=3), a_return("1b.xlsx", BETTER, day=6), a_return("2.xlsx", FULL, unit="20",
                                                                                           day=5)]
    now = small(*returns, day=8)
    rows = unit_rows(now, FormIndex(now.forms))
    assert [(one.day.day, one.first, one.so_far) for one in course_of(now, rows)] == [
        (3, 1, 1), (4, 0, 1), (5, 1, 2), (6, 0, 2), (7, 0, 2), (8, 0, 2)]


def test_course_as_it_was_reported() -> None:
    """Where there were reports, a day shows what its last report showed then, not what is known now."""
    returns = [a_return("1.xlsx", FULL, day=3), a_return("2.xlsx", FULL, unit="20", day=3)]
    day_4, day_5 = small(returns[0], day=4), small(*returns, day=5)
    now = with_runs(small(*returns, day=6), ("04T12:00", day_4), ("05T12:00", day_5))
    rows = unit_rows(now, FormIndex(now.forms))
    assert [(one.day.day, one.first, one.so_far, one.reported) for one in course_of(now, rows)] == [
        (3, 2, 1, False), (4, 0, 1, True), (5, 0, 2, True), (6, 0, 2, True)]


@pytest.mark.parametrize(("day", "kinds", "called"), [
    (10, [("in-vain", 1), ("correct", 1)], ["20"]),
    (28, [("in-vain", 1), ("due", 1), ("correct", 1)], ["20"]),
    (31, [("overdue", 1), ("in-vain", 1), ("correct", 1)], ["20", "10"])])
def test_tasks(day: int, kinds: list[tuple[str, int]], called: list[str]) -> None:
    """Before the due date only units whose files came in vain are called; near it those without a return; after it
    also those with errors.
    """
    as_of = dt.datetime(2026, 11, 1, 12) + dt.timedelta(days=day - 1)
    returns = [a_return("1.xlsx", FULL, day=3, findings="bad-email"), a_file("2.xlsx", "file-damaged", unit="20")]
    now = consolidate(returns, [FORM], year=2569, as_of=as_of)
    rows = unit_rows(now, FormIndex(now.forms))
    assert [(task.kind.value, task.count) for task in round_tasks(now)] == kinds
    assert [unit.code for unit in to_call(rows, as_of.date())] == called


def test_files_whose_unit_the_office_decides() -> None:
    """Beside held files the page counts those that are rejected for their unit, as the app's list of doubtful files."""
    returns = [a_return("a.xlsx", FULL, findings="unit-doubtful"), a_return("b.xlsx", FULL, findings="unit-mismatch"),
               a_return("c.xlsx", FULL, unit="", findings="unit-unknown"), a_file("d.xlsx", "file-damaged")]
    now = small(*returns, day=10)
    [decide] = [task for task in round_tasks(now) if task.kind.value == "decide"]
    assert decide.count == 3


def test_whom_to_call() -> None:
    """A unit's person is the first on its cover with a telephone; without contacts nobody is named."""
    form, answers = SHIPPED, {"coordinator_name": "สมชาย", "coordinator_phone": "0812345678",
                              "coordinator_email": "s@moi.go.th"}
    written = "; ".join(f" {name}={value}" for name, value in answers.items())
    one = a_return("50.xlsx", written, unit="50", form=form)
    for contacts, person in ((True, ("สมชาย", "", "0812345678", "s@moi.go.th")), (False, ("", "", "", ""))):
        now = consolidate([one], [form], year=2569, as_of=AS_OF, contacts=contacts)
        assert [tuple(unit.person) for unit in unit_rows(now, FormIndex(now.forms)) if unit.counted] == [person]


def test_sections(basis: Basis) -> None:
    """The spread of each section that has a score is that of the units of the basis, in the form's order."""
    units = tuple(Unit(f"{code}", Text(f"Office {code}")) for code in range(10, 40))
    round_ = made_up_round(replace(RICH, units=units))
    mine = round_.scores[round_.scores["unit_code"].isin(units_of(round_, basis)["unit_code"])]
    mine = mine[mine["level"] == "section"].dropna(subset="percent")
    expected = {code: described(values) for code, values in mine.groupby("code")["percent"]}
    lines = figures_of(round_, basis).sections
    assert {line.code: pytest.approx(as_row(line.spread)) for line in lines} == expected
    assert [(line.category, line.code, line.text.en) for line in lines] == [
        ("1", "S1", "Direction"), ("1", "S1.B", "Direction › Basic"), ("1", "S1.A", "Direction › Advance"),
        ("1", "S2", "People")]


def test_halves_are_rounded_up() -> None:
    """Shares are rounded as a spreadsheet rounds them."""
    assert [percent_text(share) for share in (0.0625, 0.1875, 204 / 205, None)] == ["6.3 %", "18.8 %", "99.5 %", "–"]
    assert [share_text(part, whole) for part, whole in ((1, 16), (3, 16), (0, 0))] == ["6.3 %", "18.8 %", "–"]
