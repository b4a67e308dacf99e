"""A workbook that was sent back, opened in LibreOffice."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from judges import libreoffice_convert, libreoffice_types
from pmqa_xlsx import ingest
from pmqa_xlsx.answers import display
from pmqa_xlsx.consolidate.frame_rows import EachRow
from pmqa_xlsx.consolidate.schema import AnswerRow, FindingRow
from pmqa_xlsx.layout import SheetKind
from test_feedback import ANSWERS, FAULTY, LAYOUT, PLACES, WORKBOOK, codes, returned, round_of, sent_back

pytestmark = pytest.mark.slow


def test_corrected_in_libreoffice(tmp_path: Path) -> None:
    """Corrected and saved in LibreOffice, it is accepted and its answers count, also as .ods."""
    first = returned({name: typed for name, (typed, _) in FAULTY.items()})
    sent_back(tmp_path, first)
    cells = []
    for name in FAULTY:
        slot = LAYOUT.slots[PLACES[name]]
        value = ANSWERS.get(PLACES[name])
        text = str(display(slot.field, value, "th")) if value else ""
        cells.append((LAYOUT.sheet_by_key[slot.sheet].name.th, str(slot.cell), text))
    (tmp_path / "typed").mkdir()
    saved = tmp_path / "typed" / "50.xlsx"
    libreoffice_types(tmp_path / "round" / "letters" / WORKBOOK, cells, [(saved, "Calc MS Excel 2007 XML")])
    for extension in ("xlsx", "ods"):
        again = saved if extension == "xlsx" else libreoffice_convert(saved, extension, tmp_path / "typed")
        folder = tmp_path / extension
        folder.mkdir()
        (folder / again.name).write_bytes(again.read_bytes())
        round_of(folder, first=first)
        result = ingest(folder)  # as of now, for LibreOffice saved it now
        assert sorted(result.returns["status"]) == ["accepted", "joined"], extension
        counted = {row.code for row in EachRow(result, FindingRow) if row.status == "accepted"}
        assert counted <= {"format-converted", "value-converted", "answer-dropped"}, extension
        values = {place: row.value for place, row in enumerate(EachRow(result, AnswerRow)) if row.value}
        assert values == ANSWERS, extension


def test_figures_equal_those_of_libreoffice(tmp_path: Path) -> None:
    """The stored values of summary and states equal those that LibreOffice calculates."""
    faulty = returned({name: typed for name, (typed, _) in FAULTY.items()})
    assert "extra-content" not in codes(round_of(tmp_path / "in", one=faulty))
    sent_back(tmp_path, faulty)
    again = tmp_path / "again.xlsx"
    back = tmp_path / "round" / "letters" / WORKBOOK
    libreoffice_types(back, [], [(again, "Calc MS Excel 2007 XML")])
    before, after = (openpyxl.load_workbook(path, data_only=True) for path in (back, again))
    names = {sheet.key: sheet.name.th for sheet in LAYOUT.sheets if sheet.kind is not SheetKind.INSTRUCTIONS}
    differ = {}
    for key, cell in sorted(LAYOUT.live_cells):
        if key in names:
            one, other = (book[names[key]][str(cell)].value for book in (before, after))
            same = abs(one - other) < 1e-9 if isinstance(one, int | float) else (one or "") == (other or "")
            if not same:
                differ[names[key], str(cell)] = (one, other)
    assert differ == {}
