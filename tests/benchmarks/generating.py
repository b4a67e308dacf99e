"""Generation compared with a plain loop that writes the same cells with XlsxWriter."""

from __future__ import annotations

import io
import statistics
import time
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula

import pmqa_xlsx

#: The texts, numbers and formulas of a workbook, sheet by sheet, written by the loop.
Cells = list[tuple[str, list[tuple[int, int, Any]]]]


def cells_of(data: bytes) -> Cells:
    """The content of the cells of a generated workbook."""
    return [(sheet.title, [(cell.row - 1, cell.column - 1, cell.value) for row in sheet.iter_rows() for cell in row
                           if cell.value is not None]) for sheet in openpyxl.load_workbook(io.BytesIO(data))]


def write_plainly(cells: Cells) -> bytes:
    """A workbook with those cells and nothing else: no format, rule, lock or print setting."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, content in cells:
            sheet = book.add_worksheet(name)
            for row, column, value in content:
                if isinstance(value, ArrayFormula):
                    sheet.write_array_formula(value.ref, value.text)
                else:
                    sheet.write(row, column, value)
    return buffer.getvalue()


def passes_of_generation(passes: int) -> dict[str, float]:
    """Milliseconds per workbook: all units of the shipped form generated, and the same cells written by the loop."""
    form = pmqa_xlsx.load_form()
    codes = [unit.code for unit in form.units_in(form.fiscal_year)]
    cells = cells_of(pmqa_xlsx.generate(form, codes[0]))
    ours: list[float] = []
    plain: list[float] = []
    for _ in range(passes):
        start = time.perf_counter()
        for code in codes:
            pmqa_xlsx.generate(form, code)
        middle = time.perf_counter()
        for _ in codes:
            write_plainly(cells)
        ours.append(middle - start)
        plain.append(time.perf_counter() - middle)
    return {"pmqa_xlsx": round(1000 * statistics.median(ours) / len(codes), 2),
            "plain XlsxWriter loop": round(1000 * statistics.median(plain) / len(codes), 2)}
