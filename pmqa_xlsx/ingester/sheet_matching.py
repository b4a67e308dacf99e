"""Matches the sheets of a return to those of the layout, by their contents and not by name alone.

Most returned sheets are as they were made but for the answers. That is recognised by one comparison of all their fixed
texts, and nothing on such a sheet is searched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from pmqa_xlsx.cells import EMPTY, CellKind, CellRef, CellValue
from pmqa_xlsx.files.book import BookSheet, WorkbookContent
from pmqa_xlsx.files.values import text_value
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.layout.identity import texts_alike
from pmqa_xlsx.layout.model import CODE_COLUMN, FixedText, Layout, Role, Sheet, SheetKind, cached_per_layout
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import comparison_key

#: The least part of a sheet's anchors (texts that identify it) that must be found to recognise it by its content.
RECOGNISED = 0.5
_ANCHORS = (Role.CODE, Role.WORDING, Role.CATEGORY, Role.LABEL, Role.HEADING, Role.TITLE)
_FINDABLE = (SheetKind.GENERAL, SheetKind.CATEGORY, SheetKind.TABLE, SheetKind.SUMMARY, SheetKind.INSTRUCTIONS)


@dataclass(frozen=True, slots=True)
class PristineSheet:
    """A sheet in which nothing was moved or changed.

    :ivar texts: the fixed texts that are equal in every workbook, as cells.
    :ivar proves_place: whether these include the heading of every column and the code of every row with slots.
    :ivar cells: every cell with such a text or a slot, in which content is expected.
    """

    texts: Mapping[CellRef, CellValue]
    proves_place: bool
    cells: frozenset[CellRef]

    def matches(self, sheet: BookSheet) -> bool:
        """Whether the sheet contains exactly these texts in their cells."""
        return bool(self.texts) and self.texts.items() <= sheet.cells.items()


@cached_per_layout
def pristine_sheet(layout: Layout, key: str, lang: Lang) -> PristineSheet:
    """A sheet of the layout, by its key, in a workbook of a language that nobody changed."""
    sheet = layout.sheet_by_key[key]
    texts = {ref: text_value(text) for (where, ref), text in texts_alike(layout, lang).items() if where == key}
    naming = {text.cell for text in sheet.texts if text.role is Role.HEADING}
    naming |= {CellRef(row.row, CODE_COLUMN) for row in sheet.rows}
    return PristineSheet(texts, naming <= texts.keys(), frozenset(texts) | {slot.cell for slot in sheet.slots()}
                     | {text.cell for text in sheet.texts if text.soft})


@cached_per_layout
def hidden_names(layout: Layout) -> frozenset[str]:
    """The names of the hidden sheets, which are the same in every language."""
    return frozenset(sheet.name.th for sheet in layout.sheets if sheet.kind.hidden)


@dataclass(frozen=True)
class SheetTexts:
    """A returned sheet's texts, for look-ups that ignore spacing.

    :ivar as_made: whether it is known to contain exactly the texts of the sheet that it was matched to.
    """

    sheet: BookSheet
    as_made: bool = False

    @cached_property
    def places(self) -> Mapping[str, tuple[CellRef, ...]]:
        """The addresses of each text, by comparison key, from top to bottom.

        Numbers count as texts, because an editor may have turned a code into one.
        """
        places: dict[str, list[CellRef]] = {}
        for ref, cell in self.sheet.cells.items():
            if _is_text(cell):
                places.setdefault(comparison_key(cell.raw), []).append(ref)
        return {key: tuple(sorted(refs)) for key, refs in places.items()}

    def key_at(self, ref: CellRef) -> str:
        """The comparison key of a cell's content."""
        return comparison_key(self.sheet.text(ref))

    def contains(self, ref: CellRef, text: PlannedText) -> bool:
        """Whether a cell contains a text, ignoring spacing."""
        cell = self.sheet.cells.get(ref, EMPTY)
        return cell.value == text.wording or comparison_key(cell.raw) == text.key


@dataclass(frozen=True, slots=True)
class SheetMap:
    """The present cells of one sheet of the layout in a return.

    :ivar cells: the present cell of each planned slot, fixed text and state; absent if not found.
    :ivar moved: whether any of them is in another cell than planned.
    :ivar disputed: planned cells of slots whose answers are not used, because their questions are uncertain.
    :ivar reworded: those of them of which only the row's wording says so.
    :ivar pristine: whether it is known that nothing moved and that every fixed text that is equal in all workbooks is
        unchanged; always false for a renamed sheet.
    """

    texts: SheetTexts
    cells: Mapping[CellRef, CellRef]
    moved: bool = False
    disputed: frozenset[CellRef] = frozenset()
    reworded: frozenset[CellRef] = frozenset()
    pristine: bool = False

    @property
    def name(self) -> str:
        """The sheet's name in the return."""
        return self.texts.sheet.name

    def where(self, ref: CellRef) -> CellRef | None:
        """The present cell of a planned one; if nothing moved on the sheet, any other cell is at its own address."""
        return self.cells.get(ref, None if self.moved else ref)

    def where_all(self, refs: Iterable[CellRef]) -> frozenset[CellRef]:
        """The present cells of those planned ones that were found."""
        return frozenset(there for ref in refs if (there := self.where(ref)) is not None)


class PlannedText(NamedTuple):
    """A fixed text in one language, with its comparison key."""

    wording: str
    key: str


@cached_per_layout
def planned_texts(layout: Layout, key: str, lang: Lang) -> dict[CellRef, PlannedText]:
    """The fixed texts of a sheet by their planned cells."""
    return {text.cell: PlannedText(text.text.of(lang), comparison_key(text.text.of(lang)))
            for text in layout.sheet_by_key[key].texts}


def _is_text(cell: CellValue) -> bool:
    return cell.kind in (CellKind.TEXT, CellKind.NUMBER, CellKind.COVERED) and not cell.formula


def _anchor_texts(sheet: Sheet, lang: Lang) -> list[FixedText]:
    return [text for text in sheet.texts if text.role in _ANCHORS and not text.filled and text.text.of(lang)]


def anchor_keys(sheet: Sheet, lang: Lang) -> Counter[str]:
    """The comparison keys of the texts that identify a sheet, with how often each must be on it."""
    return Counter(comparison_key(text.text.of(lang)) for text in _anchor_texts(sheet, lang))


@cached_per_layout
def _anchor_cells(layout: Layout, key: str, lang: Lang) -> tuple[tuple[CellRef, PlannedText], ...]:
    texts = planned_texts(layout, key, lang)
    return tuple((text.cell, texts[text.cell]) for text in _anchor_texts(layout.sheet_by_key[key], lang))


def _recognised(texts: SheetTexts, layout: Layout, key: str, lang: Lang) -> bool:
    """Whether the likeness is enough; the anchors in their planned cells are counted first, which is faster."""
    cells = _anchor_cells(layout, key, lang)
    in_place = sum([texts.contains(ref, text) and _is_text(texts.sheet[ref]) for ref, text in cells])
    return in_place >= RECOGNISED * max(len(cells), 1) or likeness(texts, _anchors(layout, lang)[key]) >= RECOGNISED


@cached_per_layout
def _anchors(layout: Layout, lang: Lang) -> dict[str, Counter[str]]:
    """The anchors of each sheet that can be found, by layout key."""
    return {sheet.key: anchor_keys(sheet, lang) for sheet in layout.sheets if sheet.kind in _FINDABLE}


def likeness(texts: SheetTexts, anchors: Counter[str]) -> float:
    """The part of the anchors that is on a sheet, 0–1."""
    found = sum(min(count, len(texts.places.get(key, ()))) for key, count in anchors.items())
    return found / max(anchors.total(), 1)


class MatchedSheets(NamedTuple):
    """The sheets of a return that belong to the layout.

    :ivar sheets: by layout key.
    :ivar copies: further sheets with the content of one of these, with its key.
    :ivar duplicated: ``sheet-duplicated`` for each of these copies.
    :ivar findings: ``sheet-renamed`` and ``sheet-missing``.
    """

    sheets: dict[str, SheetTexts]
    copies: list[tuple[str, SheetTexts]]
    duplicated: list[Finding]
    findings: list[Finding]


def match_sheets(book: WorkbookContent, layout: Layout, lang: Lang) -> MatchedSheets:
    """Find each sheet of the layout among the sheets of a return.

    A sheet with the right name and texts is matched first; then, best first, sheets with only the right texts. The
    name alone is not enough: somebody may have replaced the sheet by another one.
    """
    wanted = {sheet.key: sheet for sheet in layout.sheets if sheet.kind in _FINDABLE}
    anchors = _anchors(layout, lang)
    hidden = hidden_names(layout)
    candidates = [SheetTexts(sheet) for sheet in book.sheets if sheet.name not in hidden]
    found: dict[str, SheetTexts] = {}
    spare = list(candidates)
    for key, sheet in wanted.items():
        named = next((texts for texts in spare if _same_name(texts.sheet.name, sheet.name.of(lang))), None)
        as_made = named is not None and pristine_sheet(layout, key, lang).matches(named.sheet)
        if named and (as_made or _recognised(named, layout, key, lang)):
            found[key] = SheetTexts(named.sheet, as_made=True) if as_made else named
            spare.remove(named)
    for unlike, name, key in sorted((-likeness(texts, anchors[key]), texts.sheet.name, key)
                                    for key in wanted if key not in found for texts in spare):
        texts = next((known for known in spare if known.sheet.name == name), None)
        if texts and key not in found and -unlike >= RECOGNISED:
            found[key] = texts
            spare.remove(texts)
    findings = [Finding("sheet-renamed", Place(sheet=found[key].sheet.name), facts={
        "was": sheet.name.of(lang), "became": found[key].sheet.name,
    }) for key, sheet in wanted.items() if key in found and not _same_name(found[key].sheet.name, sheet.name.of(lang))]
    copies = [*_copies(spare, found, anchors)]
    duplicated = [Finding("sheet-duplicated", Place(sheet=texts.sheet.name), facts={
        "original": wanted[key].name.of(lang), "copy": texts.sheet.name}) for key, texts in copies]
    findings += [_missing(sheet, lang) for key, sheet in wanted.items() if key not in found and any(sheet.slots())]
    return MatchedSheets(found, copies, duplicated, findings)


def _copies(
    spare: Iterable[SheetTexts], found: Mapping[str, SheetTexts], anchors: Mapping[str, Counter[str]],
) -> Iterator[tuple[str, SheetTexts]]:
    """The further sheets with the texts of one that was found, and its key."""
    for texts in spare:
        likest = max(found, key=lambda key: likeness(texts, anchors[key]), default=None)
        if likest and likeness(texts, anchors[likest]) >= RECOGNISED:
            yield likest, texts


def _missing(sheet: Sheet, lang: Lang) -> Finding:
    level = Level.COVER if sheet.kind is SheetKind.GENERAL else Level.CATEGORY
    return Finding("sheet-missing", Place(sheet.name.of(lang), question=Question(level, sheet.category)),
                   facts={"slots": str(sum(1 for _ in sheet.slots()))})


def _same_name(one: str, other: str) -> bool:
    return one == other or comparison_key(one) == comparison_key(other)
