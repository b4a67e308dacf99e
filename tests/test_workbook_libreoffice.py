"""The workbook's own figures, recalculated by LibreOffice, compared with the program's scores and completeness."""

import datetime as dt
import itertools
import random
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from judges import libreoffice_convert
from pmqa_xlsx import generate
from pmqa_xlsx.answers.model import BLANK, Answer, State
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.demo.filling import Editor, made_up
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.layout import SheetKind, plan_layout
from pmqa_xlsx.layout.checks import placed_checks
from pmqa_xlsx.layout.rules import Evaluation, completeness, required_slots
from pmqa_xlsx.layout.words import TO_CHECK
from pmqa_xlsx.text.language import Lang

pytestmark = pytest.mark.slow

FORM = load_form()
LAYOUT = plan_layout(FORM)
SAVED = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
STATES = {"th": ("ครบ", "ผิด", "ขาด", "พร้อมส่ง", "ยังไม่ครบ"),
          "en": ("OK", "wrong", "missing", "Ready to send", "Incomplete")}


def recalculated(editor: Editor, folder: Path) -> openpyxl.Workbook:
    """The edited workbook, recalculated and saved by LibreOffice; openpyxl drops all cached values before."""
    source = folder / "filled.xlsx"
    source.write_bytes(editor.saved(SAVED))
    (folder / "out").mkdir()
    return openpyxl.load_workbook(libreoffice_convert(source, "xlsx", folder / "out"), data_only=True)


def evaluation_of(answers: list[Answer]) -> Evaluation:
    """The program's own evaluation of answers."""
    empty = bytes(answer.state is State.EMPTY for answer in answers)
    return Evaluation(LAYOUT, [answer.value for answer in answers], empty, "50")


def expected_figures(answers: list[Answer]) -> dict[str, float]:
    """Completeness and scores by the name of the cell that shows them."""
    needed = required_slots(LAYOUT, answers)
    scoring = evaluation_of(answers).scoring
    figures: dict[str, float] = {}
    for code in (TOTAL, *(category.code for category in FORM.categories)):
        required = [n for n, slot in enumerate(LAYOUT.slots)
                    if needed[n] and code in (TOTAL, slot.question.category)]
        figures[f"pmqa_complete_{code}"] = completeness(
            len(required), sum(answers[n].state.answered for n in required))
        percent = scoring.percent(code)
        if percent is not None:
            figures[f"pmqa_score_{code}"] = percent
    return figures


def filled_at_random(seed: str, lang: Lang, share: float, wrong: float) -> tuple[Editor, list[Answer]]:
    """A workbook with a share of the slots answered and some choices invalid, with the expected answers."""
    chance = random.Random(seed)
    editor = Editor(generate(FORM, "50", lang=lang), LAYOUT, lang)
    answers: list[Answer] = []
    for number, slot in enumerate(LAYOUT.slots):
        value = made_up(slot.field, chance, chance.random()) if chance.random() < share else ""
        if value and slot.field.choices and chance.random() < wrong:
            editor.type_into(number, "อะไรก็ได้")
            answers.append(Answer("", None, "อะไรก็ได้", State.INVALID))
        elif value:
            editor.fill({number: value})
            answers.append(Answer(value, None, value, State.OK))
        else:
            answers.append(BLANK)
    return editor, answers


def figures_in(book: openpyxl.Workbook, lang: Lang) -> dict[str, object]:
    """The values of the cells with public defined names."""
    summary = book[LAYOUT.sheet_of_kind(SheetKind.SUMMARY).name.of(lang)]
    return {name: summary[known.attr_text.split("!")[1]].value for name, known in book.defined_names.items()
            if name.startswith(("pmqa_score_", "pmqa_complete_"))}


@pytest.mark.parametrize("extension", ["ods", "xls"])
def test_figures_stay_in_other_formats(extension: str, tmp_path: Path) -> None:
    """A workbook saved as .ods or .xls and back still calculates the program's figures."""
    editor, answers = filled_at_random(extension, "th", 0.8, 0.05)
    path = tmp_path / "filled.xlsx"
    path.write_bytes(editor.saved(SAVED))
    (tmp_path / "out").mkdir()
    other = libreoffice_convert(path, extension, tmp_path)
    book = openpyxl.load_workbook(libreoffice_convert(other, "xlsx", tmp_path / "out"), data_only=True)
    assert figures_in(book, "th") == pytest.approx(expected_figures(answers), abs=1e-9)


@pytest.mark.parametrize(("share", "wrong", "lang"), [(0.5, 0.1, "th"), (1.0, 0.0, "th"), (0.7, 0.05, "en")])
def test_figures_equal_the_programs_own(share: float, wrong: float, lang: Lang, tmp_path: Path) -> None:
    """Scores, completeness, states and verdict agree with the program's rules; of the list, wrong rows come first."""
    editor, answers = filled_at_random(f"{share}{wrong}", lang, share, wrong)
    book = recalculated(editor, tmp_path)
    summary = book[LAYOUT.sheet_of_kind(SheetKind.SUMMARY).name.of(lang)]
    assert figures_in(book, lang) == pytest.approx(expected_figures(answers), abs=1e-9)

    done, is_wrong, is_missing, ready, not_ready = STATES[lang]
    required = required_slots(LAYOUT, answers)
    problems = [n for n, answer in enumerate(answers)
                if answer.state is State.INVALID or (required[n] and answer.state is State.EMPTY)]
    plan = LAYOUT.summary
    assert summary[str(plan.verdict)].value == (not_ready if problems else ready)
    left: list[tuple[int, str]] = []
    failing = Counter(row for row, check in placed_checks(LAYOUT)
                      if evaluation_of(answers).of(check.rule) is False)
    numbers = itertools.count()
    for sheet in LAYOUT.sheets:
        for row, number in zip(sheet.rows, numbers, strict=False):
            slots = [n for slot in row.slots if not slot.is_identity
                     for n in [LAYOUT.check_rows[slot.sheet, slot.cell]] if n in problems]
            bad = sum(answers[n].state is State.INVALID for n in slots)
            parts = [f"{is_wrong} {bad}"] * bool(bad) + [f"{is_missing} {len(slots) - bad}"] * (len(slots) > bad)
            parts += [f"{TO_CHECK.of(lang)} {failing[number]}"] * bool(failing[number])
            shown = book[sheet.name.of(lang)].cell(row.row + 1, sheet.state_column + 1).value
            open_row = any(answers[n].state is not State.EMPTY or required[n] for slot in row.slots
                           if not slot.is_identity for n in [LAYOUT.check_rows[slot.sheet, slot.cell]])
            nothing = done if open_row or row.slots[0].is_identity else "–"
            assert shown == (" ".join(parts) or nothing), (sheet.key, row.row)
            if parts:
                label = row.code or row.slots[0].heading.of(lang)
                left.append((0 if bad else 1 if slots else 2, f"{sheet.name.of(lang)} · {label}: "))

    first = plan.todo_first
    lines = [summary.cell(first.row + 1 + n, first.column + 1).value or "" for n in range(plan.todo_lines)]
    listed = [line for line in lines if line[:1].isdigit()]
    expected = [f"{number}. {place}" for number, (_, place) in enumerate(sorted(left, key=lambda one: one[0]), start=1)]
    assert [line[:len(place)] for line, place in zip(listed, expected, strict=True)] == expected


def test_stored_values_equal_recalculated_ones(tmp_path: Path) -> None:
    """The stored values of formulas in a new workbook are those that LibreOffice calculates."""
    data = generate(FORM)
    path = tmp_path / "blank.xlsx"
    path.write_bytes(data)
    left = openpyxl.load_workbook(path, data_only=True)
    found = recalculated(Editor(data, LAYOUT), tmp_path)
    for sheet in left.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                recalculated_value = found[sheet.title][cell.coordinate].value or ""
                expected = cell.value or ""
                if isinstance(expected, float):
                    expected = pytest.approx(expected, abs=1e-9)
                assert recalculated_value == expected, (sheet.title, cell.coordinate)


def test_a_chosen_unit_is_looked_up(tmp_path: Path) -> None:
    """In the workbook for any unit, the code changes with the chosen name."""
    editor = Editor(generate(FORM), LAYOUT)
    editor.cell(LAYOUT.identity_slots["unit"]).value = " เชียงใหม่ "
    book = recalculated(editor, tmp_path)
    assert book["_pmqa"][str(LAYOUT.identity["unit"])].value == "50"
    assert book[LAYOUT.sheet_by_key["general"].name.th].cell(4, 4).value == "ครบ"
