"""Reports that a return was saved by another program or in another format, or that it contains active content."""

from __future__ import annotations

from collections.abc import Iterator

from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.text.language import Text

_FORMATS = {
    "strict": Text("ไฟล์ Strict Open XML", "a Strict Open XML workbook"),
    "xlsm": Text("ไฟล์ Excel ที่มีแมโคร (.xlsm)", "a macro-enabled workbook (.xlsm)"),
    "xlsb": Text("ไฟล์ Excel แบบไบนารี (.xlsb)", "a binary workbook (.xlsb)"),
    "xls": Text("ไฟล์ Excel 97–2003 (.xls)", "an Excel 97–2003 workbook (.xls)"),
    "ods": Text("ไฟล์ OpenDocument (.ods)", "an OpenDocument spreadsheet (.ods)"),
}
#: Parts of the names that editors other than Excel write into a file.
_EDITORS = ("LibreOffice", "WPS", "OpenOffice", "Google")


def provenance(book: WorkbookContent) -> Iterator[Finding]:
    """Report another format or editor, parts that could not be read, and active content."""
    editor = next((name for name in _EDITORS if name.casefold() in book.application.casefold()), "")
    if book.format in _FORMATS:
        kind = _FORMATS[book.format]
        yield Finding("format-converted", facts={"kind_th": kind.th, "kind_en": kind.en})
    elif editor:
        yield Finding("format-converted", facts={"kind_th": f"ไฟล์ของ {editor}",
                                                 "kind_en": f"a workbook by {editor}"})
    if book.unread:
        names = ", ".join(book.unread)
        yield Finding("side-part-unreadable", value=names, facts={"parts": names})
    if book.active:
        yield Finding("active-content", value="\n".join(book.active), facts={"items": ", ".join(book.active)})
