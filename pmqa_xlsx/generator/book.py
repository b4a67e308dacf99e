"""XlsxWriter with what it lacks: locks and a language, raw rows, and every failure raised as an exception.

By itself it warns or returns a code, and saves the file. It cannot write SHA-512 passwords on sheets and on the
workbook's structure: its private methods are overridden here and nowhere else. The locks prevent mistakes; they are no
secret, and the reader never trusts them.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import threading
import warnings
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from typing import Any

from xlsxwriter.core import Core
from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.layout.identity import LEAST_KEY_BYTES
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.excel_text import excel_text

#: Rounds of hashing that Excel itself uses.
SPIN_COUNT = 100_000
#: Excel takes no longer password for a sheet.
LONGEST_PASSWORD = 255
_DERIVED_LENGTH = 10
_PASSWORD = re.compile(r"[ -~]+")


@dataclass(frozen=True, slots=True)
class SheetPassword:
    """A password in the form in which a workbook stores it.

    :ivar hashed: SHA-512 of salt and password after :data:`SPIN_COUNT` rounds, in Base64.
    """

    password: str
    salt: str
    hashed: str

    @property
    def plain_attributes(self) -> list[tuple[str, str | int]]:
        """The password's attributes of a ``sheetProtection`` element."""
        return [("algorithmName", "SHA-512"), ("hashValue", self.hashed), ("saltValue", self.salt),
                ("spinCount", SPIN_COUNT)]


def lock_for(edition: str, year: int, password: str | None, key: bytes | None) -> SheetPassword:
    """The lock for all workbooks of a round; the same input gives the same salt and, if derived, the same password.

    :param year: fiscal year, in the form's calendar.
    :param password: ``None`` to derive one from edition, year and key.
    :raises OptionNotValid: the password is empty, too long or not printable ASCII, or the key is too short.
    """
    if key is not None and len(key) < LEAST_KEY_BYTES:
        raise OptionNotValid("key-too-short", count=len(key), least=LEAST_KEY_BYTES)
    if password is not None and (not _PASSWORD.fullmatch(password) or len(password) > LONGEST_PASSWORD):
        raise OptionNotValid("password-not-valid", longest=LONGEST_PASSWORD)
    seed = b"\x00".join([edition.encode(), str(year).encode(), key or b""])
    if password is None:
        digest = hashlib.sha256(b"password\x00" + seed).digest()
        password = base64.b32encode(digest).decode()[:_DERIVED_LENGTH].lower()
    salt = hashlib.sha256(b"salt\x00" + password.encode() + b"\x00" + seed).digest()[:16]
    return SheetPassword(password, base64.b64encode(salt).decode(), _hash(password, salt))


@lru_cache(maxsize=8)
def _hash(password: str, salt: bytes) -> str:
    """Excel's password hash: ISO/IEC 29500-1, 18.3.1.85 (``sheetProtection``); slow by design, so once a run."""
    digest = hashlib.sha512(salt + password.encode("utf-16-le")).digest()
    for number in range(SPIN_COUNT):
        digest = hashlib.sha512(digest + number.to_bytes(4, "little")).digest()
    return base64.b64encode(digest).decode()


class _LockedWorksheet(Worksheet):
    """A worksheet whose protection carries a SHA-512 password."""

    fh: Any  # the open part
    lock: SheetPassword
    _ready_rows = ""
    _growing: Set[int] = frozenset()
    _row_grows = False

    def let_rows_grow(self, rows: Set[int]) -> None:
        """Let these rows (zero-based) grow with what is typed: their height is no ``customHeight``."""
        self._growing = rows

    def _write_row(self, row: int, *arguments: Any, **options: Any) -> None:
        self._row_grows = row in self._growing
        super()._write_row(row, *arguments, **options)
        self._row_grows = False

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if self._row_grows:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    def write_ready_rows(self, rows: str) -> None:
        """Start the sheet with rows that are already XML; cells written in another way must be below them."""
        self._ready_rows = rows
        self._check_dimensions(0, 0)

    def _write_rows(self) -> None:
        self.fh.write(self._ready_rows)
        super()._write_rows()

    def _write_sheet_protection(self) -> None:
        attributes = [*self.lock.plain_attributes, ("sheet", 1), ("objects", 1), ("scenarios", 1),
                      ("formatRows", 0)]
        self._xml_empty_tag("sheetProtection", attributes)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        """Only remove the equals sign: our formulas contain no function newer than Excel 2010.

        XlsxWriter's search for the names of newer functions takes longer than writing the workbook.
        """
        return formula.removeprefix("=")


class LockedWorkbook(Workbook):
    """A workbook whose sheets and structure are locked, and which names its language."""

    worksheet_class = _LockedWorksheet

    def __init__(self, file: Any, lock: SheetPassword, lang: str, options: dict[str, Any]) -> None:
        super().__init__(file, options)
        self.lock = lock
        self.lang = lang

    def add_worksheet(self, name: str | None = None, worksheet_class: Any = None) -> Worksheet:
        """Add a sheet that is locked like the others."""
        worksheet = super().add_worksheet(name, worksheet_class)
        assert isinstance(worksheet, _LockedWorksheet)  # noqa: S101  as asked
        worksheet.lock = self.lock
        return worksheet

    def _write_book_views(self) -> None:
        """Write the structure's lock just before the views, as the schema requires."""
        self._xml_empty_tag("workbookProtection", [
            ("lockStructure", 1), ("workbookAlgorithmName", "SHA-512"), ("workbookHashValue", self.lock.hashed),
            ("workbookSaltValue", self.lock.salt), ("workbookSpinCount", SPIN_COUNT)])
        super()._write_book_views()

    def _get_packager(self) -> Packager:
        return _PackagerWithLanguage(self.lang)


class _PackagerWithLanguage(Packager):
    """The parts of a workbook, whose document properties state a language."""

    workbook: Any

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def _write_core_file(self) -> None:
        core = _CoreWithLanguage(self._lang)
        core._set_properties(self.workbook.doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()


class _CoreWithLanguage(Core):
    """Document properties with a language, for screen readers."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def _write_cp_content_status(self) -> None:
        self._xml_data_element("dc:language", {"th": "th-TH"}.get(self._lang, "en-GB"))
        super()._write_cp_content_status()


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
for _module in ("chart", "chart_bar", "chart_doughnut", "chart_pie", "chart_scatter", "format", "shape", "utility",
                "workbook", "worksheet"):
    vars(import_module(f"xlsxwriter.{_module}"))["warn"] = _warn
