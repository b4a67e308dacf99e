"""Whatever is typed into the slots, each has one state, and an answer taken as it is comes from the cell named."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.escape import unescape

from crafted_form import FORM, LAYOUT, SAVED, opened
from pmqa_xlsx.answers.model import State
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.text.excel_text import number_text

CONTENTS = (
    None, "-", "–", " . ", "ทำแล้ว", " ทำแล้ว ", "ทำ บ้าง", "yes", "85", "๘๕", "85 %", "1,250", 85, 0.85, 0.1 + 0.2,
    2.9999999999999996, 850, 2567, 2024, True, False, dt.date(2026, 9, 30), dt.date(2552, 1, 1), dt.time(8, 30),
    "08.30 น.", "=1+1", "#REF!", "a@example.go.th", "a@example,go.th", "a@b.th, c@d.th", "0812345678", "ก" * 300,
    "ข้อ 1\nข้อ 2", "doc_x0041_1",
)
FORMATS = ("General", "0%", "[<=1]0%;0", "d/m/yyyy", "h:mm", "@")
TYPED = st.dictionaries(st.integers(0, len(LAYOUT.slots) - 1),
                        st.tuples(st.sampled_from(CONTENTS), st.sampled_from(FORMATS)), max_size=30)


def shown(value: object) -> str:
    """The text of what openpyxl reads from a cell, escapes decoded; of a number, with the digits that Excel shows."""
    if isinstance(value, dt.date | dt.time):
        value = to_excel(value)
    return number_text(float(f"{value:.15g}")) if isinstance(value, int | float) else unescape(str(value))


@pytest.mark.slow
@given(TYPED)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_every_slot_has_one_state(typed: dict[int, tuple[object, str]]) -> None:
    """Ok, converted, empty and invalid answers add up to the slots; another reader confirms those that are ok."""
    editor = opened("001")
    for position, (content, number_format) in typed.items():
        editor.type_into(position, content)
        editor.cell(LAYOUT.slots[position]).number_format = number_format
    data = editor.saved(SAVED)
    slots = list(read_return(ReadingRequest((FORM,)), data).slots)
    states = Counter(slot.answer.state for slot in slots)
    assert states.total() == len(LAYOUT.slots)
    assert set(states) <= {State.OK, State.CONVERTED, State.EMPTY, State.INVALID}
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    assert [(slot.cell, slot.answer.raw, shown(book[slot.sheet][slot.cell].value)) for slot in slots
            if slot.answer.state is State.OK and slot.answer.raw != shown(book[slot.sheet][slot.cell].value)] == []
