"""Every wrapped text of the workbook has room in its row, measured with the outlines of real fonts."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from pmqa_xlsx import generate
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.generator.workbook import prepare
from pmqa_xlsx.generator.workbook_copy import Correction
from pmqa_xlsx.layout import Role, plan_layout
from pmqa_xlsx.layout.sizes import BODY, ONE_LINE, size_of
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.typography import MAX_ROW_HEIGHT

#: The folder of npm's @fontsource/sarabun: the design of TH Sarabun, drawn 1 / 0.66 times as large.
SARABUN = Path(os.environ.get("PMQA_XLSX_JUDGES", "no-such-folder"), "node_modules/@fontsource/sarabun/files")
LAKSAMAN = Path("/usr/share/fonts/truetype/tlwg/Laksaman.ttf")
#: The least pitch of lines, in font sizes.
PITCH = 1.4
#: Fonts with their size in the cell, in font sizes, and their files, plain and bold. Laksaman replaces TH Sarabun
#: on Debian, where LibreOffice prints it up to 1.36 times as wide as it is.
FONTS = {
    "sarabun": (0.66, {bold: [SARABUN / f"sarabun-{script}-{weight}-normal.woff" for script in ("latin", "thai")]
                       for bold, weight in ((False, 400), (True, 700))}),
    "laksaman": (0.66 * 1.36, {False: [LAKSAMAN], True: [LAKSAMAN.with_stem("Laksaman-Bold")]}),
}
#: Words are not split; word ends in Thai need a dictionary, and few words are longer than this.
PIECES = re.compile(r"[\u0e00-\u0e7f]{1,9}|[^\s\u0e00-\u0e7f]+|\s")
FORM = load_form()
LAYOUT = plan_layout(FORM)


@cache
def advance_in(font: str, bold: bool) -> Callable[[str], float]:
    """The width of a text in a font, in font sizes."""
    ttlib = pytest.importorskip("fontTools.ttLib")
    scale, files = FONTS[font][0], FONTS[font][1][bold]
    if not all(path.exists() for path in files):
        pytest.skip(f"the font {font} is not installed ({files[0]})")
    widths: dict[int, float] = {}
    for path in files:
        known = ttlib.TTFont(path)
        unit = known["head"].unitsPerEm / scale
        widths |= {letter: known["hmtx"][glyph][0] / unit for letter, glyph in known.getBestCmap().items()}
    return lambda text: sum(widths.get(ord(letter), 0.6) for letter in text)


def lines_of(text: str, room: float, width_of: Callable[[str], float]) -> int:
    """The number of lines that words need in a given width."""
    count = 0
    for paragraph in text.split("\n"):
        used, count = 0.0, count + 1
        for piece in PIECES.findall(paragraph):
            width = width_of(piece)
            if used and used + width > room and not piece.isspace():
                used, count = 0.0, count + 1
            count += int(width // room)
            used += width % room
    return count


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_rows_hold_their_texts(font: str, lang: Lang) -> None:
    """No fixed text of the shipped form needs more lines than its row has."""
    widths_of = [advance_in(font, bold) for bold in (False, True)]
    book = openpyxl.load_workbook(io.BytesIO(generate(FORM, "50", lang=lang)))
    cut = []
    for sheet in LAYOUT.sheets:
        page = book[sheet.name.of(lang)]
        widths = {column: known.width for known in page.column_dimensions.values()
                  for column in range(known.min - 1, known.max)}
        for text in sheet.texts:
            cell = page.cell(text.cell.row + 1, text.cell.column + 1)
            words = cell.value
            if not words or text.role is Role.SIGNATURE or cell.alignment.shrink_to_fit:
                continue
            pixels = sum(widths[text.cell.column + n] * 7 for n in range(text.span))
            size = size_of(text.role)
            lines = lines_of(words, (pixels * 0.75 - 4) / size, widths_of[cell.font.bold])
            if lines * size * PITCH > page.row_dimensions[text.cell.row + 1].height:
                cut.append((page.title, str(text.cell), lines))
    assert cut == []


def test_rows_hold_the_answers_that_are_sent_back() -> None:
    """In a workbook for correction a row is as high as the longest text sent in, and no higher than Excel allows."""
    by_code = {one.question.criterion: one for one in LAYOUT.slots if one.field.name == "evidence"}
    slot, other = by_code["LD6"], by_code["LD7"]
    answers = {(one.sheet, one.cell): CellValue(CellKind.TEXT, text)
               for one, text in ((slot, "คณะทำงานประชุมติดตามทุกเดือน " * 20), (other, "ยาวมาก " * 1_000))}
    book = openpyxl.load_workbook(io.BytesIO(prepare(FORM).workbook("50", Correction(answers=answers))))
    heights = [book["หมวด 1"].row_dimensions[one.cell.row + 1].height for one in (slot, other)]
    assert heights[0] > 10 * ONE_LINE[BODY]
    assert heights[1] == pytest.approx(MAX_ROW_HEIGHT, abs=1)
