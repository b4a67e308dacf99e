"""What a return contains besides the answers, and what the program that saved it dropped of the form.

Reported are the program and the format, removed protection, active content, text beside the form, comments, pictures
and added sheets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

from pmqa_xlsx.cells import CellKind, CellRef, CellValue
from pmqa_xlsx.files.book import BookSheet, Extra, Feature, WorkbookContent
from pmqa_xlsx.files.values import one_line
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.ingester.bounds import Allowance
from pmqa_xlsx.ingester.sent_out import is_calculated
from pmqa_xlsx.ingester.sheet_matching import RECOGNISED, SheetMap, SheetTexts, likeness
from pmqa_xlsx.layout.correction import ANSWERS_MARK, MARK, CorrectionPart
from pmqa_xlsx.layout.digests import mark_of
from pmqa_xlsx.layout.identity import FixedPlace
from pmqa_xlsx.layout.model import Layout, Sheet, SheetKind
from pmqa_xlsx.layout.words import CORRECTION_SHEET, NOTE_AUTHOR
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import comparison_key

#: The most text of an added sheet in one finding, in characters; a longer sheet has several findings.
_MAX_TEXT = 32_000
#: The most cells of one sheet with a finding each; the contents of the others are listed together.
_MAX_CELLS = 200
#: The variant of the finding's words for the kinds of extras that are not named like it.
_VARIANT = {"text-box": "cell", "signature-line": "signature"}
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
    shown = any(sheet.name.casefold() in layout.hidden_names and not sheet.hidden for sheet in book.sheets)
    return [*([_PROTECTION] if all_unprotected else ()), *([_HIDDEN] if shown else ()),
            *(text for feature, text in _FEATURES.items() if book.kept is not None and feature not in book.kept)]


def _converted(form: str, program: str, dropped: list[Text]) -> Finding:
    by = Text(f"ของ {program}", f" by {program}") if program else Text()
    kind = _FORMATS.get(form) or (Text("ไฟล์", "a workbook") if program else _OTHER)
    lost = Text(", ".join(text.th for text in dropped), ", ".join(text.en for text in dropped))
    whole = Text(kind.th + (" " if kind.th.endswith(")") else "") + by.th, kind.en + by.en)
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


def extra_content(
    book: WorkbookContent, layout: Layout, fixed: Mapping[FixedPlace, str], maps: Mapping[str, SheetMap],
    allowance: Allowance,
) -> Iterator[Finding]:
    """Report the content outside the slots: a note beside the form, an added sheet.

    :param fixed: the fixed texts of the workbook.
    :param allowance: for all texts of the workbook together.
    """
    listed = CorrectionList.of(book)
    with_chart = {sheet_map.name for sheet_map in maps.values() if sheet_map.expected.plan.kind is SheetKind.SUMMARY}
    known, own = {sheet_map.name for sheet_map in maps.values()}, tuple(layout.hidden_names)
    for sheet_map in maps.values():
        unexpected = _unexpected(sheet_map, fixed)
        for ref, cell in islice(unexpected, _MAX_CELLS):
            variant = "picture" if cell.kind is CellKind.PICTURE else "cell"
            yield from _piece(Place(sheet=sheet_map.name, cell=str(ref)), cell.seen, variant, allowance)
        texts = ((ref, _text(cell, allowance)) for ref, cell in unexpected)
        yield from _listed(sheet_map.name, texts, "cell", allowance)
    for extra in book.extras:
        place = Place(sheet=extra.sheet, cell=extra.cell)
        if extra.kind == "chart" and extra.sheet in with_chart:
            continue
        if listed is None or not listed.wrote_note(extra):
            yield from _piece(place, extra.text, _VARIANT.get(extra.kind, extra.kind), allowance)
    for sheet in book.sheets:
        if listed is not None and sheet is listed.sheet:
            yield from _listed(sheet.name, listed.typed_cells(), "", allowance)
        elif sheet.name not in known and not sheet.name.startswith(own):  # Numbers adds the name of a table to it
            yield from _listed(sheet.name, _typed_cells(sheet, maps, allowance), "sheet", allowance)


def _unexpected(sheet_map: SheetMap, fixed: Mapping[FixedPlace, str]) -> Iterator[tuple[CellRef, CellValue]]:
    """The cells of a sheet with content that the form does not expect in them.

    Expected are an answer in a slot, any text in the cell of a fixed text (a changed one is reported elsewhere), a
    formula in a calculated cell or what it shows, and one of the sheet's own texts in whichever cell it is now. A link
    that somebody added to a fixed text is not.
    """
    expected, plan = sheet_map.expected, sheet_map.expected.plan
    asked_for, live = expected.content, expected.calculated
    if not sheet_map.pristine:
        # A slot that was not found has no cell: the content of its planned cell is in no answer.
        slots = {sheet_map.cells[slot] for slot in expected.slots if slot in sheet_map.cells}
        soft = expected.with_text - expected.alike.keys()
        asked_for = sheet_map.where_all(expected.alike) | _moved(sheet_map, soft) | slots
        live = _moved(sheet_map, live)
    cells = sheet_map.texts.sheet.cells
    unexpected = {ref for ref in cells.keys() - asked_for if not cells[ref].is_blank
                  and not (ref in live and (cells[ref].formula or is_calculated(cells[ref], plan.kind, expected.lang)
                                            or _is_score(plan, ref, cells[ref])))
                  and (sheet_map.moved or (plan.key, ref) not in fixed)}
    if not sheet_map.pristine:
        yield from ((ref, cell) for ref, cell in cells.items() if cell.link and ref in asked_for - slots)
    if not unexpected:
        return
    texts = {ref: text for (key, ref), text in fixed.items() if key == plan.key}
    places = {sheet_map.where(ref) for ref in texts}
    ours = {comparison_key(text) for text in texts.values()}
    for ref, cell in cells.items():
        if ref in unexpected and ref not in places and comparison_key(cell.raw) not in ours:
            yield ref, cell


def _moved(sheet_map: SheetMap, refs: Collection[CellRef]) -> frozenset[CellRef]:
    """The present cells of planned ones that no text identifies: each moved like the nearest text that was found."""
    if not sheet_map.moved:
        return frozenset(refs)
    found = sheet_map.cells

    def now(ref: CellRef) -> CellRef:
        near = min(found, key=lambda one: (abs(one.row - ref.row), abs(one.column - ref.column)), default=ref)
        there = found.get(near, near)
        return CellRef(there.row + ref.row - near.row, there.column + ref.column - near.column)

    return frozenset(found.get(ref) or now(ref) for ref in refs)


def _is_score(plan: Sheet, ref: CellRef, cell: CellValue) -> bool:
    """Whether a cell shows the score of a section, whose formula a program may have replaced by its value."""
    return cell.kind is CellKind.NUMBER and ref.row in plan.sections


def _piece(place: Place, text: str, variant: str, allowance: Allowance) -> Iterator[Finding]:
    """Report one text, or, if it is empty, what is there without one."""
    kept = allowance.take(text)
    if kept or not text:
        yield Finding("extra-content", place, kept, {"variant": variant})


def _text(cell: CellValue, allowance: Allowance) -> str:
    """What people see in a cell; its content where nothing more is handed back, since formatting takes time."""
    return cell.seen if allowance.left else cell.held


def _typed_cells(
    sheet: BookSheet, maps: Mapping[str, SheetMap], allowance: Allowance,
) -> Iterator[tuple[CellRef, str]]:
    """Everything typed on an added sheet; of a copied sheet, only what differs from its original."""
    original = _original(SheetTexts(sheet), maps)
    for ref, cell in sorted(sheet.cells.items()):
        if not cell.is_blank and (original is None or one_line(cell) not in _contents(original[ref])):
            yield ref, _text(cell, allowance)


def _contents(cell: CellValue) -> Sequence[str]:
    """What a cell contains; several texts if it is a conflict."""
    return cell.seen.split("\n") if cell.kind is CellKind.CONFLICT else (one_line(cell),)


def _listed(
    sheet: str, cells: Iterable[tuple[CellRef, str]], variant: str, allowance: Allowance,
) -> Iterator[Finding]:
    """Report the texts of these cells in as few findings as possible."""
    part: list[str] = []
    size = 0
    for ref, text in cells:
        kept = allowance.take(text)
        if text and not kept:
            continue
        line = f"{ref}: {kept}"
        if part and size + len(line) > _MAX_TEXT:
            yield _many(sheet, part, variant)
            part, size = [], 0
        part.append(line)
        size += len(line) + 1
    if part:
        yield _many(sheet, part, variant)


def _many(sheet: str, lines: Sequence[str], variant: str) -> Finding:
    return Finding("extra-content", Place(sheet=sheet), "\n".join(lines), {"variant": variant} if variant else {})


def _original(texts: SheetTexts, maps: Mapping[str, SheetMap]) -> BookSheet | None:
    likest = max(maps.values(), key=lambda one: likeness(texts, one.expected), default=None)
    return likest.texts.sheet if likest is not None and likeness(texts, likest.expected) >= RECOGNISED else None


@dataclass(frozen=True, slots=True)
class CorrectionList:
    """The sheet ``สิ่งที่ต้องแก้ไข`` of a workbook that was sent back; distinguishes what somebody typed on it.

    :ivar sheet: ``None`` if it was deleted and only the notes are left.
    """

    sheet: BookSheet | None

    @classmethod
    def of(cls, book: WorkbookContent) -> CorrectionList | None:
        """The list of a workbook; ``None`` if it has neither the sheet (by name and mark) nor the program's notes."""
        names = {CORRECTION_SHEET.th.casefold(), CORRECTION_SHEET.en.casefold()}
        for sheet in book.sheets:
            if sheet.name.casefold() in names and sheet.text(ANSWERS_MARK).startswith(MARK):
                return cls(sheet)
        return cls(None) if any(extra.author == NOTE_AUTHOR or extra.text.startswith(f"{NOTE_AUTHOR}:")
                                for extra in book.extras) else None

    def wrote_note(self, extra: Extra) -> bool:
        """Whether this program wrote a note and nobody changed it.

        Some formats lose the author of a note, and some programs write it into the text, so the text decides; the
        author if the sheet with the marks is gone.
        """
        if extra.kind != "comment":
            return False
        text = extra.text.removeprefix(f"{NOTE_AUTHOR}:")
        if self.sheet is None:
            return NOTE_AUTHOR in (extra.author, extra.text[:len(NOTE_AUTHOR)])
        return not self._marks(CorrectionPart.NOTE_MARK).isdisjoint({mark_of([extra.text]), mark_of([text])})

    def typed_cells(self) -> Iterator[tuple[CellRef, str]]:
        """What somebody typed on the sheet: every row that does not match a mark."""
        if self.sheet is None:
            return
        marks = self._marks(CorrectionPart.ROW_MARK)
        written = sorted((ref, cell.raw) for ref, cell in self.sheet.cells.items()
                         if not cell.is_blank
                         and not CorrectionPart.ROW_MARK <= ref.column <= CorrectionPart.ANSWERS_MARK)
        for _, row in groupby(written, key=lambda pair: pair[0].row):
            cells = list(row)
            if mark_of(text for _, text in cells) not in marks:
                yield from cells

    def _marks(self, part: CorrectionPart) -> frozenset[str]:
        assert self.sheet is not None  # noqa: S101  the callers made sure
        return frozenset(self.sheet.text(CellRef(ref.row, part)) for ref in self.sheet.cells if ref.column == part)
