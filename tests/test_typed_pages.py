"""The shipped form as it is printed after somebody typed into it: rows grow in LibreOffice only when a person types."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from judges import libreoffice_types
from pmqa_xlsx import generate
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.layout import Slot, plan_layout
from pmqa_xlsx.layout.words import NOT_PRINTED
from printed_pages import PrintedPage, printed_pages, thinly_filled

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]

FORM = load_form()
LAYOUT = plan_layout(FORM)
#: What is less filled, and what is narrower, is too little of a page.
LEAST_FILLED, LEAST_WIDTH = 1 / 3, 0.85
MOST_PAGES = {"empty": 22, "short": 22, "usual": 60, "longest": 80}
WORDS = ("จังหวัด", "ได้จัด", "ประชุม", "คณะทำงาน", "ทบทวน", "ทิศทาง", "ร่วมกับ", "ผู้มีส่วนได้ส่วนเสีย", "แล้ว", "ถ่ายทอด",
         "สู่", "การปฏิบัติ", "พร้อม", "ติดตาม", "ผล", "ทุก", "ไตรมาส")
#: How many words are typed into texts: two sentences have about eighteen, the longest fill the limit.
LENGTHS = {"empty": 0, "short": 3, "usual": 18, "longest": 10_000}
ADDRESSES = {"short": "a{}@x.go.th", "usual": "somchai.n{}@province.mail.go.th",
             "longest": "somchai.namsakulrungrueang{}@governance.longprovince.mail.go.th"}
#: What is looked for on the pages: addresses, and a number after each word, for Thai marks come out in another order.
NUMBERS = re.compile(r"[0-9]{3}x[0-9]{2,}|[a-z.]+[0-9]+@[a-z.]+")


def answer(position: int, slot: Slot, length: str) -> str:
    """What is typed into a slot."""
    field = slot.field
    if field.choices:
        return field.choices.choices[position % len(field.choices.choices)].label.th
    if field.type == "email":
        return ADDRESSES[length].format(f"{position:03d}")
    if field.type == "decimal":
        return str(60 + position % 40)
    if field.type == "phone":
        return f"02 555 {1000 + position}"
    text = ""
    for number in range(LENGTHS[length]):
        longer = f"{text} {WORDS[(position + number) % len(WORDS)]} {position:03d}x{number:02d}".strip()
        if len(longer) > (field.max_length or 255):
            break
        text = longer
    return text


class Typed(NamedTuple):
    """A workbook into which somebody typed.

    :ivar length: one of :data:`LENGTHS`.
    :ivar cells: what was typed, by sheet and cell.
    :ivar saved: the workbook as LibreOffice saves it.
    """

    length: str
    cells: dict[tuple[str, str], str]
    pages: list[PrintedPage]
    saved: Path


@pytest.fixture(scope="module", params=LENGTHS)
def typed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Typed:
    """The shipped form with answers of one length typed into all its cells, printed and saved."""
    length, folder = request.param, tmp_path_factory.mktemp("typed")
    cells = {(LAYOUT.sheet_by_key[slot.sheet].name.th, str(slot.cell)): answer(position, slot, length)
             for position, slot in enumerate(LAYOUT.slots)} if length != "empty" else {}
    book, pdf, saved = folder / "book.xlsx", folder / "book.pdf", folder / "saved.xlsx"
    book.write_bytes(generate(FORM, "50"))
    libreoffice_types(book, [(sheet, cell, text) for (sheet, cell), text in cells.items()],
                      [(pdf, "calc_pdf_Export"), (saved, "Calc MS Excel 2007 XML")])
    return Typed(length, cells, printed_pages(pdf), saved)


def test_number_of_pages(typed: Typed) -> None:
    """Empty it takes few pages, and with two sentences everywhere about one for each criterion."""
    assert len(typed.pages) <= MOST_PAGES[typed.length]


def test_no_page_is_nearly_empty(typed: Typed) -> None:
    """No page but a sheet's last is less than a third full, unless LibreOffice makes a row higher than a page."""
    if typed.length != "longest":
        assert thinly_filled(typed.pages, LEAST_FILLED) == []


def test_size_of_print(typed: Typed) -> None:
    """However much is typed, the sheets are printed as wide as the page, never smaller to save a page."""
    assert [number for number, page in enumerate(typed.pages, start=1) if page.width < LEAST_WIDTH] == []


def test_every_word_is_printed_or_marked(typed: Typed) -> None:
    """Each typed word is on a page, or the state of its row says that the row is not printed in full."""
    printed = "".join(page.text for page in typed.pages)
    book = openpyxl.load_workbook(typed.saved, data_only=True)
    states = {sheet.name.th: sheet.state_column + 1 for sheet in LAYOUT.sheets if sheet.rows}
    lost = []
    for (sheet, cell), text in typed.cells.items():
        state = book[sheet].cell(book[sheet][cell].row, states[sheet]).value or ""
        if NOT_PRINTED.th not in state and [word for word in NUMBERS.findall(text) if word not in printed]:
            lost.append(f"{sheet}!{cell}")
    assert lost == []
