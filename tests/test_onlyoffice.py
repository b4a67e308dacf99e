"""Another spreadsheet program judges the formulas: ONLYOFFICE's core, which recalculates on opening."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from judges import onlyoffice_saves
from pmqa_xlsx.answers.model import Answer, State
from pmqa_xlsx.layout import SheetKind
from pmqa_xlsx.layout.rules import required_slots
from test_workbook_libreoffice import LAYOUT, SAVED, expected_figures, figures_in, filled_at_random

#: Shares of slots that are answered, and of choices that are answered wrongly.

pytestmark = pytest.mark.slow

FILLINGS = [(0.3, 0.2), (0.6, 0.0), (0.9, 0.05), (1.0, 0.0), (0.0, 0.0)]


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, list[Answer]]]:
    """Workbooks filled in at random without any calculated value, as ONLYOFFICE saves them, with their answers."""
    folder = tmp_path_factory.mktemp("filled")
    paths, answers = [], []
    for number, (share, wrong) in enumerate(FILLINGS):
        editor, filled = filled_at_random(f"onlyoffice{number}", "th", share, wrong)
        paths.append(folder / f"{number}.xlsx")
        paths[-1].write_bytes(editor.saved(SAVED))
        answers.append(filled)
    return list(zip(onlyoffice_saves(paths, tmp_path_factory.mktemp("saved")), answers, strict=True))


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # extensions that openpyxl cannot keep
@pytest.mark.parametrize("number", range(len(FILLINGS)))
def test_figures_and_verdict(recalculated: list[tuple[Path, list[Answer]]], number: int) -> None:
    """Scores, completeness and verdict are those of the program's own rules."""
    path, answers = recalculated[number]
    book = openpyxl.load_workbook(path, data_only=True)
    assert figures_in(book, "th") == pytest.approx(expected_figures(answers), abs=1e-9)
    required = required_slots(LAYOUT, answers)
    open_ones = [n for n, answer in enumerate(answers)
                 if answer.state is State.INVALID or (required[n] and answer.state is State.EMPTY)]
    verdict = book[LAYOUT.sheet_of_kind(SheetKind.SUMMARY).name.th][str(LAYOUT.summary.verdict)].value
    assert verdict == ("ยังไม่ครบ" if open_ones else "พร้อมส่ง")
