"""XlsxWriter with every failure raised as an exception; by itself it warns or returns a code, and saves the file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from pmqa_xlsx.generator.locks import Lock, LockedWorkbook
from pmqa_xlsx.text.excel_text import excel_text

_cell_text = lru_cache(maxsize=4096)(excel_text)  # the texts of a round are the same in every workbook


class Strict:
    """An XlsxWriter worksheet or workbook; a call that fails raises an exception."""

    def __init__(self, target: Any) -> None:
        self._target = target

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
def new_book(lock: Lock, lang: str, buffer: io.BytesIO) -> Iterator[LockedWorkbook]:
    """A locked workbook that is complete in ``buffer`` when the block ends.

    :raises RuntimeError: XlsxWriter reported that it dropped or truncated something.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = LockedWorkbook(buffer, lock, lang, {"in_memory": True, "strings_to_numbers": False,
                                                   "strings_to_formulas": False, "strings_to_urls": False})
        yield book
        book.close()
