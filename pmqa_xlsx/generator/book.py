"""XlsxWriter with every failure raised as an exception; by itself it warns or returns a code, and saves the file."""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from xlsxwriter import (
    chart,
    chart_bar,
    chart_doughnut,
    chart_pie,
    chart_scatter,
    format,
    shape,
    utility,
    workbook,
    worksheet,
)

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.generator.locks import LockedWorkbook, SheetPassword
from pmqa_xlsx.text.excel_text import excel_text

#: Whether XlsxWriter's warnings are raised in this thread.
_strict = threading.local()
#: While it closes a workbook with a chart, XlsxWriter changes the filters of warnings, which all threads share.
_closing = threading.Lock()
_cell_text = lru_cache(maxsize=4096)(excel_text)  # the texts of a round are the same in every workbook


class Strict:
    """An XlsxWriter worksheet or workbook; a call that fails raises an exception."""

    def __init__(self, target: Any) -> None:
        self._target = target
        self.formulas: dict[CellRef, str] = {}  #: those written so far, by cell

    def write_formula(self, row: int, column: int, formula: str, *style_and_value: Any) -> None:
        """Write a formula, and remember it."""
        self.formulas[CellRef(row, column)] = formula
        if self._target.write_formula(row, column, formula, *style_and_value):
            raise RuntimeError(f"XlsxWriter's write_formula refused row {row}, column {column}")

    def write_string(self, row: int, column: int, text: str, *style: Any) -> None:
        """Write a text unchanged: XlsxWriter would treat one between ``<r>`` and ``</r>`` as finished XML."""
        if self._target.write_string(row, column, _cell_text(text), *style):
            raise RuntimeError(f"XlsxWriter's write_string refused row {row}, column {column}")

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._target, name)

        def call(*arguments: Any, **options: Any) -> Any:
            result = method(*arguments, **options)
            if isinstance(result, int) and result != 0:
                raise RuntimeError(f"XlsxWriter's {name}{arguments!r} returned {result}")
            return result

        self.__dict__[name] = call  # cached: the next access does not come here
        return call


@contextmanager
def new_book(lock: SheetPassword, lang: str, buffer: io.BytesIO) -> Iterator[LockedWorkbook]:
    """A locked workbook that is complete in ``buffer`` when the block ends.

    :raises UserWarning: XlsxWriter reported that it dropped or truncated something.
    """
    _strict.on = True
    try:
        book = LockedWorkbook(buffer, lock, lang, {"in_memory": True, "strings_to_numbers": False,
                                                   "strings_to_formulas": False, "strings_to_urls": False})
        yield book
        with _closing:
            book.close()
    finally:
        _strict.on = False


def _warn(message: str, category: type[Warning] = UserWarning) -> None:
    if getattr(_strict, "on", False):
        raise category(message)
    warnings.warn(message, category, stacklevel=3)


# The filters of Python's warnings hold for all threads of a process; what raises here must hold for one alone.
for _module in (chart, chart_bar, chart_doughnut, chart_pie, chart_scatter, format, shape, utility, workbook,
                worksheet):
    _module.warn = _warn
