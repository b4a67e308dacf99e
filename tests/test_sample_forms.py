"""The four example definitions: loaded, generated, filled in, read and scored against figures calculated by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

import pmqa_xlsx
from judges import libreoffice_convert, onlyoffice_saves
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.definition.loading import check_definition
from pmqa_xlsx.demo.filling import Editor
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout import Layout, plan_layout

FORMS = Path(__file__).parent.parent / "samples" / "forms"
SAVED = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)

#: Of each form the unit, what is typed (CODE.field, #ROW in a criterion with rows), and the percents by code.
ROUNDS = {
    # Basic complete: 3 of 5 parts. Advance not done: 0. Significance is done but does not count: (3*100+0+0)/5 = 60.
    # Without Basic nothing counts: 0. K1: 81 of the unit's own target 90 is 90 %: 100+400*15/20 = 400 of 500. K2: less
    # is better, 200-125 = 75 %: 200 of 500. Own indicators 95 % (500) and 75 % (100): (100+20)/2. (3*30+60+60)/5 = 42.
    "quality-levels": (
        "02", "cover.coordinator_name=Malee cover.coordinator_email=malee@example.go.th 1.1B1.done=yes 1.1B2.done=yes "
        "1.1A1.done=no 1.1S1.done=yes 1.2B1.done=no 1.2A1.done=yes 1.2S1.done=yes 1.1B1.explanation=x "
        "1.1S1.explanation=x 1.2A1.explanation=x 1.2S1.explanation=x K1.result=81 K2.result=25 "
        "OWN.name#1=a OWN.goal#1=10 OWN.actual#1=9.5 OWN.name#2=b OWN.goal#2=4 OWN.actual#2=3",
        {"1.1B": 100, "1.1A": 0, "1.1S": 0, "1.1": 60, "1.2": 0, "1": 30, "K1": 80, "K2": 40, "7": 60, "OWN": 60,
         "7own": 60, "total": 42}),
    # G2 is not applicable and leaves its mean: 100. E: (2*50+0)/3. Total: (100+3*33.333…)/4 = 50.
    "inspection": (
        "A1", "cover.inspector=Kim cover.visited=2026-05-04 cover.opened=09:00 cover.closed=08:00 cover.enrolled=10 "
        "cover.present=12 G1.answer=good G2.answer=none G3.answer=2026-04-01 E1.answer=fair E2.answer=bad E3.answer=20",
        {"G1": 100, "G2": None, "G": 100, "E1": 50, "E2": 0, "E": 100 / 3, "total": 50}),
    # There is nothing to score.
    "contact-roster": (
        "10", "DUTY.duty_name#1=Suda DUTY.duty_phone#1=021 DUTY.duty_email#1=suda@example.go.th DUTY.duty_name#3=Anan",
        {}),
    # Q1 (2*1+1)/3. Q2: shared is not applicable, 75. A1a1 (100+3*75)/4 = 81.25. Q3 (2*0.5+0)/3. A1a (2*81.25+33.33…)/3.
    # Q4 (0+1)/3. A1 (65.277…+3*33.33…)/4. Q5: 100. A (20*41.319…+10*100)/30. R1: 75 on the line is 60. R2: three rows,
    # 20, 100 and 0. B (60+40)/2. Total (60*60.879…+40*50)/100.
    "nested-assessment": (
        "M1", "Q1.grade=A Q1.shared=yes Q1.evidence=x Q2.grade=B Q2.shared=na Q2.evidence=x Q3.grade=C Q3.shared=no "
        "Q4.grade=D Q4.shared=yes Q5.grade=A Q5.shared=na Q5.evidence=x R1.value=75 R2.value#1=50 R2.value#2=100 "
        "R2.value#4=0",
        {"Q1": 100, "Q2": 75, "A1a1": 81.25, "Q3": 100 / 3, "A1a2": 100 / 3, "A1a": 65.2777777777778, "Q4": 100 / 3,
         "A1b": 100 / 3, "A1": 41.3194444444444, "Q5": 100, "A2": 100, "A": 60.8796296296296, "R1": 60, "R2": 40,
         "B": 50, "total": 56.5277777777778}),
}
#: What the ingester says of these returns: CODE.field, its row, and the finding.
FINDINGS = {
    "quality-levels": [],
    "inspection": ["cover.closed inconsistent", "cover.present inconsistent"],
    "contact-roster": ["DUTY.duty_name#3 inconsistent", "DUTY.duty_phone#3 answer-missing"],
    "nested-assessment": [],
}
COMPUTED = {
    "quality-levels": {"K1.reached": "90", "K2.reached": "75", "OWN.share#1": "95", "OWN.share#2": "75"},
    "inspection": {"cover.share": "120"}, "contact-roster": {"R.people": "2"}, "nested-assessment": {},
}
POINTS = {"quality-levels": {"1": 90, "7": 60, "7own": 60, "total": 210}, "inspection": {"total": 50},
          "contact-roster": {}, "nested-assessment": {"A": 182.638888888889, "B": 100, "total": 282.638888888889}}


def named(layout: Layout) -> dict[str, int]:
    """The positions of the slots by code, field and row."""
    return {f"{slot.question.code or 'cover'}.{slot.question.field}"
            f"{f'#{slot.question.row}' if slot.question.row else ''}": position
            for position, slot in enumerate(layout.slots) if slot.question.slot == 1}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Consolidation]:
    """The results of one return of each form."""
    folder, found = tmp_path_factory.mktemp("returns"), {}
    for name, (unit, answers, _) in ROUNDS.items():
        form = pmqa_xlsx.load_form(FORMS / name)
        layout = plan_layout(form)
        places = named(layout)
        editor = Editor(pmqa_xlsx.generate(form, unit, lang=form.lang), layout, form.lang)
        editor.fill({places[where]: value for where, value in (part.split("=") for part in answers.split())})
        path = folder / f"{name}.xlsx"
        path.write_bytes(editor.saved(SAVED))
        found[name] = pmqa_xlsx.ingest(path, forms=form, as_of="2026-09-02")
    return found


@pytest.mark.parametrize("name", ROUNDS)
def test_no_mistake(name: str) -> None:
    """Each example is free of mistakes."""
    _, mistakes = check_definition(FORMS / name)
    assert [(one.place, one.code) for one in mistakes if one.is_error] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ROUNDS)
def test_percents(results: dict[str, Consolidation], name: str) -> None:
    """Every score is the one calculated by hand; one in which nothing counts is blank."""
    scores = results[name].scores
    percents = {code: None if percent != percent else percent
                for code, percent in zip(scores["code"], scores["percent"], strict=True)}
    expected = ROUNDS[name][2]
    assert {code: percents[code] for code in expected} == pytest.approx(expected, abs=1e-9)
    assert bool(expected) == bool(percents)


@pytest.mark.slow
@pytest.mark.parametrize("name", ROUNDS)
def test_points(results: dict[str, Consolidation], name: str) -> None:
    """Points are the percent of the part's share of the form's points."""
    scores = results[name].scores
    points = dict(zip(scores["code"], scores["points"], strict=True))
    assert {code: points[code] for code in POINTS[name]} == pytest.approx(POINTS[name], abs=1e-9)


@pytest.mark.parametrize("name", ROUNDS)
def test_findings(results: dict[str, Consolidation], name: str) -> None:
    """The ingester finds exactly what is wrong with the answers, at the row."""
    found = results[name].findings
    found = found[found["severity"] != "notice"].fillna({"row": 0})
    lines = [f"{row.criterion or row.category or 'cover'}.{row.field}{f'#{row.row}' if row.row else ''} {row.code}"
             for row in found.itertuples()]
    assert sorted(lines) == FINDINGS[name]


@pytest.mark.parametrize("name", ROUNDS)
def test_computed(results: dict[str, Consolidation], name: str) -> None:
    """Computed values are rows of the answers, as the program calculates them."""
    answers = results[name].answers
    layout = plan_layout(pmqa_xlsx.load_form(FORMS / name))
    values = {where: answers["value"].iloc[position] for where, position in named(layout).items()}
    assert {where: values[where] for where in COMPUTED[name]} == COMPUTED[name]


def roster(change: str) -> tuple[list[str], list[str]]:
    """The names read from a roster after a change of its rows, by row, and the codes of what is found."""
    form = pmqa_xlsx.load_form(FORMS / "contact-roster")
    layout = plan_layout(form)
    places = named(layout)
    editor = Editor(pmqa_xlsx.generate(form, "10", lang="th"), layout, "th")
    editor.fill({places[f"DUTY.duty_{what}#{row}"]: f"{who}{row}" for row in (1, 2, 3)
                 for what, who in (("name", "คน"), ("phone", "02"))})
    slots = [layout.slots[places[f"DUTY.duty_name#{row}"]] for row in range(1, 6)]
    sheet, rows = editor.sheet(slots[0].sheet), [slot.cell.row + 1 for slot in slots]
    if change == "insert":
        sheet.insert_rows(rows[1], 2)
    elif change == "delete spare":
        sheet.delete_rows(rows[4])
    elif change == "delete answered":
        sheet.delete_rows(rows[1])
    elif change == "swap":
        for column in range(1, sheet.max_column + 1):
            one, other = sheet.cell(rows[0], column), sheet.cell(rows[2], column)
            one.value, other.value = other.value, one.value
    data = editor.saved(SAVED)
    reading = read_return(ReadingRequest((form,)), data)
    values = list(reading.slots.columns.values)
    return ([values[places[f"DUTY.duty_name#{row}"]] for row in range(1, 6)],
            sorted({one.code for one in reading.findings} - {"seal-altered", "locked-text-changed", "check-altered"}))


@pytest.mark.parametrize(("change", "names", "codes"), [
    ("nothing", ["คน1", "คน2", "คน3", "", ""], []),
    ("insert", ["คน1", "คน2", "คน3", "", ""], ["cells-moved"]),
    ("swap", ["คน1", "คน2", "คน3", "", ""], ["cells-moved"]),
    ("delete spare", ["คน1", "คน2", "คน3", "", ""], ["cells-moved"]),
    ("delete answered", ["คน1", "", "คน3", "", ""], ["cells-moved"]),
])
def test_rows_are_found_again(change: str, names: list[str], codes: list[str]) -> None:
    """The rows of a repeated criterion are found again after inserting, deleting and sorting."""
    assert roster(change) == (names, codes)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The filled workbooks of the examples, without any calculated value."""
    folder, paths = tmp_path_factory.mktemp("filled"), {}
    for name, (unit, answers, _) in ROUNDS.items():
        form = pmqa_xlsx.load_form(FORMS / name)
        layout = plan_layout(form)
        places = named(layout)
        editor = Editor(pmqa_xlsx.generate(form, unit, lang=form.lang), layout, form.lang)
        editor.fill({places[where]: value for where, value in (part.split("=") for part in answers.split())})
        paths[name] = folder / f"{name}.xlsx"
        paths[name].write_bytes(editor.saved(SAVED))
    return paths


def shown(path: Path, name: str) -> tuple[dict[str, float], dict[str, str]]:
    """What a recalculated workbook shows: the percents of categories and total, and its computed values."""
    book = openpyxl.load_workbook(path, data_only=True)
    layout = plan_layout(pmqa_xlsx.load_form(FORMS / name))
    figures = {}
    for title, defined in book.defined_names.items():
        if title.startswith("pmqa_score_"):
            ((sheet, cell),) = defined.destinations
            value = book[sheet][cell.replace("$", "")].value
            if isinstance(value, int | float):
                figures[title.removeprefix("pmqa_score_")] = float(value)
    places, values = named(layout), {}
    for where in COMPUTED[name]:
        slot = layout.slots[places[where]]
        value = book[layout.sheet_by_key[slot.sheet].name.of(layout.form.lang)][str(slot.cell)].value
        values[where] = f"{value:g}" if isinstance(value, int | float) else str(value)
    return figures, values


def wrong_figures(path: Path, name: str) -> list[str]:
    """The percents and computed values of a recalculated workbook that are not those calculated by hand."""
    figures, values = shown(path, name)
    expected = ROUNDS[name][2]
    return [*(f"{code}: {figure}" for code,
              figure in figures.items() if figure != pytest.approx(expected[code], abs=1e-9)),
            *(f"{where}: {value}" for where, value in values.items() if value != COMPUTED[name][where]),
            *([] if figures or not expected else ["no figures"])]


@pytest.mark.slow
@pytest.mark.parametrize("name", ROUNDS)
def test_in_libreoffice(filled: dict[str, Path], tmp_path: Path, name: str) -> None:
    """The workbook's own figures, recalculated by LibreOffice, are those calculated by hand."""
    assert wrong_figures(libreoffice_convert(filled[name], "xlsx", tmp_path), name) == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_in_onlyoffice(filled: dict[str, Path], tmp_path: Path) -> None:
    """The same for ONLYOFFICE."""
    saved = onlyoffice_saves(list(filled.values()), tmp_path)
    assert {name: wrong for name, path in zip(filled, saved, strict=True) if (wrong := wrong_figures(path, name))} == {}
