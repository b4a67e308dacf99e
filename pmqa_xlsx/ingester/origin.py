"""Reports the program and format in which a return was saved, what that program dropped of the form, active content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmqa_xlsx.files.book import Feature, WorkbookContent
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.ingester.sheet_matching import SheetMap
from pmqa_xlsx.layout.model import Layout
from pmqa_xlsx.text.language import Text

_FORMATS = {
    "strict": Text("ไฟล์ Strict Open XML", "a Strict Open XML workbook"),
    "xlsm": Text("ไฟล์ Excel ที่มีแมโคร (.xlsm)", "a macro-enabled workbook (.xlsm)"),
    "xlsb": Text("ไฟล์ Excel แบบไบนารี (.xlsb)", "a binary workbook (.xlsb)"),
    "xls": Text("ไฟล์ Excel 97–2003 (.xls)", "an Excel 97–2003 workbook (.xls)"),
    "ods": Text("ไฟล์ OpenDocument (.ods)", "an OpenDocument spreadsheet (.ods)"),
}
_OTHER = Text("ไฟล์ของโปรแกรมอื่นที่ไม่ใช่ Excel", "a workbook by a program other than Excel")
#: Parts of the names of programs that are reported. Libraries that keep the whole form are only in ``saved_by``.
_PROGRAMS = ("LibreOffice", "WPS", "OpenOffice", "Google", "ONLYOFFICE", "Gnumeric", "Calligra", "SheetJS", "hucre",
             "ExcelJS", "Spire.XLS", "R openxlsx")
_PROTECTION = Text("การป้องกันแผ่น", "the protection of the sheets")
_HIDDEN = Text("การซ่อนแผ่นของโปรแกรม", "the hiding of the program's own sheets")
_FEATURES = {Feature.RULES: Text("การตรวจคำตอบและรายการให้เลือก", "the checks of answers and the lists to choose from"),
             Feature.LINKS: Text("ลิงก์ระหว่างแผ่น", "the links between sheets")}
#: So many things at once are not the work of a person.
_OF_A_PROGRAM = 2


def origin(book: WorkbookContent, layout: Layout, maps: Mapping[str, SheetMap]) -> Iterator[Finding]:
    """Report another format or program with what it dropped, removed protection, unread parts, and active content."""
    program = next((name for name in _PROGRAMS if name.casefold() in book.application.casefold()), "")
    unprotected = [(key, maps[key].name) for key in maps
                   if any(layout.sheet_by_key[key].slots()) and not maps[key].texts.sheet.protected]
    dropped = _dropped(book, layout, all_unprotected=len(unprotected) == len(
        [key for key in maps if any(layout.sheet_by_key[key].slots())]))
    other = bool(program) or book.format in _FORMATS
    if other or len(dropped) >= _OF_A_PROGRAM:
        yield _converted(book.format, program, dropped)
    if not (_PROTECTION in dropped and (program or len(dropped) >= _OF_A_PROGRAM)):
        yield from _removed(layout, unprotected)
    if book.unread:
        names = ", ".join(book.unread)
        yield Finding("side-part-unreadable", value=names, facts={"parts": names})
    if book.active:
        yield Finding("active-content", value="\n".join(book.active), facts={"items": ", ".join(book.active)})


def _dropped(book: WorkbookContent, layout: Layout, *, all_unprotected: bool) -> list[Text]:
    """What is missing in the whole workbook."""
    shown = [sheet for plan in layout.sheets if plan.kind.hidden
             and (sheet := book.sheet(plan.name.th)) is not None and not sheet.hidden]
    return [*([_PROTECTION] if all_unprotected else ()), *([_HIDDEN] if shown else ()),
            *(text for feature, text in _FEATURES.items() if book.kept is not None and feature not in book.kept)]


def _converted(form: str, program: str, dropped: list[Text]) -> Finding:
    by = Text(f"ของ {program}", f" by {program}") if program else Text()
    kind = _FORMATS.get(form) or (Text("ไฟล์", "a workbook") if program else _OTHER)
    lost = Text(", ".join(text.th for text in dropped), ", ".join(text.en for text in dropped))
    whole = Text(kind.th + by.th, kind.en + by.en)
    return Finding("format-converted", facts=whole.facts("kind") | (lost.facts("lost") if lost else {}))


def _removed(layout: Layout, unprotected: list[tuple[str, str]]) -> Iterator[Finding]:
    """One finding about the sheets with slots that are no longer protected."""
    if len(unprotected) == 1:
        (key, name), = unprotected
        question = Question(category=layout.sheet_by_key[key].category)
        yield Finding("protection-removed", Place(name, question=question))
    elif unprotected:
        names = ", ".join(name for _, name in unprotected)
        yield Finding("protection-removed", value=names, facts={"items": names})
