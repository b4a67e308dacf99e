"""The workbook's own judgement after rough handling: cut, dragged, pasted over, filled, cleared, undone."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from judges import libreoffice_types
from pmqa_xlsx.answers.model import Answer, State
from pmqa_xlsx.ingester.read_return import LoadedRequest, read_return
from pmqa_xlsx.layout import SheetKind
from pmqa_xlsx.layout.completeness import required_slots
from test_workbook_libreoffice import FORM, LAYOUT, SAVED, expected_figures, figures_in, filled_at_random

ONE, TWO, MAILS = "หมวด 1", "หมวด 2", "ผู้รับผิดชอบ"
#: What somebody does, one after the other: sheet, range, command.

pytestmark = pytest.mark.slow

ACTS = {
    "an answer cut and pasted over another": [(ONE, "G4", "Cut"), (ONE, "G6", "Paste")],
    "undone": [(ONE, "A1", "Undo"), (ONE, "A1", "Undo")],
    "a choice cut into the next column": [(ONE, "C4", "Cut"), (ONE, "D4", "Paste")],
    "a block of rows pasted across a sub-heading": [(ONE, "C4:H6", "Copy"), (ONE, "C7", "Paste")],
    "filled down": [(TWO, "C4:C6", "FillDown")],
    "a column of addresses cut away": [(MAILS, "C3:C9", "Cut"), (MAILS, "D3", "Paste")],
    "forty rows pasted at once": [(MAILS, "C3:F42", "Copy"), (MAILS, "C13", "Paste")],
    "a sheet's answers cleared": [(TWO, "C4:H10", "ClearContents")],
    "an answer dragged to another sheet": [(ONE, "H4", "Cut"), (TWO, "H5", "Paste")],
}


@pytest.fixture(scope="module")
def handled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook after each of the acts, in one sitting."""
    folder = tmp_path_factory.mktemp("rough")
    editor, _ = filled_at_random("rough", "th", 0.9, 0.02)
    path = folder / "filled.xlsx"
    path.write_bytes(editor.saved(SAVED))
    saved = {name: folder / f"{number}.xlsx" for number, name in enumerate(ACTS)}
    libreoffice_types(path, [], [], [(list(steps), saved[name]) for name, steps in ACTS.items()])
    return saved


@pytest.mark.parametrize("act", ACTS)
def test_the_summary_says_what_the_ingester_says(handled: dict[str, Path], act: str) -> None:
    """After each act figures and verdict are those of the answers that are in the cells then."""
    reading = read_return(LoadedRequest((FORM,)), handled[act].read_bytes())
    answers: list[Answer] = [slot.answer for slot in reading.slots]
    book = openpyxl.load_workbook(handled[act], data_only=True)
    assert figures_in(book, "th") == pytest.approx(expected_figures(answers), abs=1e-9)
    required = required_slots(LAYOUT, answers)
    open_ones = [n for n, answer in enumerate(answers)
                 if answer.state is State.INVALID or (required[n] and answer.state is State.EMPTY)]
    summary = book[LAYOUT.sheet_of_kind(SheetKind.SUMMARY).name.th]
    assert summary[str(LAYOUT.summary.verdict)].value == ("ยังไม่ครบ" if open_ones else "พร้อมส่ง")


def test_what_was_done_was_done(handled: dict[str, Path]) -> None:
    """The acts changed answers on protected sheets: locked cells between answers would have refused the blocks."""
    read = {act: [slot.answer.value for slot in read_return(LoadedRequest((FORM,)), path.read_bytes()).slots]
            for act, path in handled.items()}
    acts = list(ACTS)
    assert [act for before, act in pairwise(acts) if read[before] == read[act]] == []
