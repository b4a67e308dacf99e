"""All formulas of workbooks filled in at random, calculated by two spreadsheet programs, by us, and by the reader."""

import os
import random
from pathlib import Path

import pytest

import rich_form
from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from recalculation import differing, filled_workbook, recalculated, written

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]

FORMS = {"shipped": load_form(), "rich": rich_form.FORM}
UNITS = {"shipped": ("50", "th"), "rich": ("10", "en")}
#: How many workbooks of each form are filled in.
FILLINGS = {name: 100 if os.environ.get("PMQA_XLSX_LONG") else 8 for name in FORMS}
#: What says how the summary judges the workbook.
VERDICTS = {"th": ("สรุปผล!A2", "พร้อมส่ง"), "en": ("Summary!A2", "Ready to send")}


@pytest.fixture(scope="module", params=FORMS)
def books(request: pytest.FixtureRequest) -> tuple[str, list[bytes]]:
    """Workbooks of one form, from empty to complete, some with wrong answers."""
    name = request.param
    unit, lang = UNITS[name]
    made = []
    for number in range(FILLINGS[name]):
        chance = random.Random(f"{name}{number}")
        share, wrong = chance.choice([0.0, 0.3, 0.7, 0.95, 1.0]), chance.choice([0.0, 0.0, 0.05, 0.2])
        made.append(filled_workbook(FORMS[name], unit, lang, chance, share, wrong))
    return name, made


@pytest.mark.parametrize("program", ["libreoffice", "onlyoffice"])
def test_formulas(books: tuple[str, list[bytes]], program: str, tmp_path: Path) -> None:
    """Each state, figure, score and line of the list is the one that the program itself works out."""
    ours = list(map(written, books[1]))
    theirs = recalculated(books[1], tmp_path, program)
    assert [differing(one, other) for one, other in zip(ours, theirs, strict=True)] == [[]] * len(ours)


def test_verdict(books: tuple[str, list[bytes]]) -> None:
    """A workbook says that it is ready exactly if the reader finds no error in it."""
    name, made = books
    request = ReadingRequest((FORMS[name],))
    cell, ready = VERDICTS[UNITS[name][1]]
    judged = [read_return(request, data).findings for data in made]
    errors = [any(finding.severity is Severity.ERROR for finding in findings) for findings in judged]
    assert [written(data)[cell] != ready for data in made] == errors
