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
from pmqa_xlsx.layout.model import CODE_COLUMN, Layout, Role, Sheet, SheetKind, cached_per_layout
from pmqa_xlsx.layout.rules import form_rules
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import comparison_key, same_text

#: The least part of a sheet's anchors (texts that identify it) that must be found to recognise it by its content.
RECOGNISED = 0.5
_ANCHORS = (Role.CODE, Role.WORDING, Role.CATEGORY, Role.LABEL, Role.HEADING, Role.TITLE)
_FINDABLE = (SheetKind.GENERAL, SheetKind.CATEGORY, SheetKind.TABLE, SheetKind.SUMMARY, SheetKind.INSTRUCTIONS)


class PlannedText(NamedTuple):
    """A fixed text in one language, with its comparison key."""

    wording: str
    key: str


class ExpectedSheet:
    """A sheet of the layout as it is in a workbook of one language that nobody changed.

    Each part is derived when it is first needed, and kept as long as the layout.

    :ivar plan: the sheet in the layout.
    :ivar name: its name in the language.
    """

    def __init__(self, layout: Layout, plan: Sheet, lang: Lang) -> None:
        self.plan, self.lang, self.name, self._layout = plan, lang, plan.name.of(lang), layout

    @cached_property
    def texts(self) -> dict[CellRef, PlannedText]:
        """The fixed texts by their planned cells."""
        return {text.cell: PlannedText(text.text.of(self.lang), comparison_key(text.text.of(self.lang)))
                for text in self.plan.texts}

    @cached_property
    def anchors(self) -> dict[CellRef, PlannedText]:
        """The texts that identify the sheet."""
        return {text.cell: self.texts[text.cell] for text in self.plan.texts
                if text.role in _ANCHORS and not text.filled and text.text.of(self.lang)}

    @cached_property
    def anchor_counts(self) -> Counter[str]:
        """The comparison keys of these texts, with how often each must be on the sheet."""
        return Counter(text.key for text in self.anchors.values())

    @cached_property
    def alike(self) -> dict[CellRef, CellValue]:
        """The fixed texts that are equal in every workbook, as cells."""
        return {ref: text_value(text) for (key, ref), text in texts_alike(self._layout, self.lang).items()
                if key == self.plan.key}

    @cached_property
    def proves_place(self) -> bool:
        """Whether these include the heading of every column and the code of every row with slots."""
        return ({text.cell for text in self.plan.texts if text.role is Role.HEADING}
                | {CellRef(row.row, CODE_COLUMN) for row in self.plan.rows}) <= self.alike.keys()

    def may_name(self, ref: CellRef) -> bool:
        """Whether a cell is where codes of rows or headings of columns are."""
        return ref.column == CODE_COLUMN or ref.row == self.plan.header_row

    @cached_property
    def naming_keys(self) -> frozenset[str]:
        """The comparison keys of the texts there."""
        return frozenset(text.key for ref, text in self.texts.items() if self.may_name(ref))

    @cached_property
    def slots(self) -> frozenset[CellRef]:
        """The cells of the slots."""
        return frozenset(slot.cell for slot in self.plan.slots())

    @cached_property
    def with_text(self) -> frozenset[CellRef]:
        """The cells with a text that is equal in every workbook, or that may change after the workbook was sent."""
        return frozenset(self.alike) | {text.cell for text in self.plan.texts if text.soft}

    @cached_property
    def content(self) -> frozenset[CellRef]:
        """The cells in which content is expected: these and the slots."""
        return self.with_text | self.slots

    @cached_property
    def calculated(self) -> frozenset[CellRef]:
        """The cells whose formulas the workbook calculates."""
        return frozenset(ref for key, ref in self._layout.live_cells if key == self.plan.key)

    @cached_property
    def cells(self) -> dict[CellRef, CellRef]:
        """The slots, fixed texts and states, each mapped to itself."""
        cells = [text.cell for text in self.plan.texts]
        for row in self.plan.rows:
            cells += [CellRef(row.row, self.plan.state_column), *(slot.cell for slot in row.slots)]
        return {ref: ref for ref in cells}

    @property
    def spare_rows(self) -> frozenset[Question]:
        """The rows that may be missing."""
        return form_rules(self._layout).spare_rows

    def matches(self, sheet: BookSheet) -> bool:
        """Whether a sheet contains exactly the texts that are equal in every workbook, in their cells."""
        return bool(self.alike) and self.alike.items() <= sheet.cells.items()


@cached_per_layout
def expected_sheets(layout: Layout, lang: Lang) -> dict[str, ExpectedSheet]:
    """The sheets that are looked for in a return, by key."""
    return {sheet.key: ExpectedSheet(layout, sheet, lang) for sheet in layout.sheets if sheet.kind in _FINDABLE}


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

    :ivar expected: the sheet of the layout.
    :ivar cells: the present cell of each planned slot, fixed text and state; absent if not found.
    :ivar moved: whether any of them is in another cell than planned.
    :ivar disputed: planned cells of slots whose answers are not used, because their questions are uncertain.
    :ivar reworded: those of them of which only the row's wording says so.
    :ivar pristine: whether it is known that nothing moved and that every fixed text that is equal in all workbooks is
        unchanged; always false for a renamed sheet.
    """

    expected: ExpectedSheet
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


def _is_text(cell: CellValue) -> bool:
    return cell.kind in (CellKind.TEXT, CellKind.NUMBER, CellKind.COVERED) and not cell.formula


def _recognised(texts: SheetTexts, expected: ExpectedSheet) -> bool:
    """Whether the likeness is enough; the anchors in their planned cells are counted first, which is faster."""
    anchors = expected.anchors.items()
    in_place = sum([texts.contains(ref, text) and _is_text(texts.sheet[ref]) for ref, text in anchors])
    return in_place >= RECOGNISED * max(len(anchors), 1) or likeness(texts, expected) >= RECOGNISED


def likeness(texts: SheetTexts, expected: ExpectedSheet) -> float:
    """The part of an expected sheet's anchors that is on a sheet, 0–1."""
    anchors = expected.anchor_counts
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
    wanted = expected_sheets(layout, lang)
    found: dict[str, SheetTexts] = {}
    spare = [SheetTexts(sheet) for sheet in book.sheets if sheet.name not in layout.hidden_names]
    for key, expected in wanted.items():
        named = next((texts for texts in spare if same_text(texts.sheet.name, expected.name)), None)
        as_made = named is not None and expected.matches(named.sheet)
        if named and (as_made or _recognised(named, expected)):
            found[key] = SheetTexts(named.sheet, as_made=True) if as_made else named
            spare.remove(named)
    for unlike, name, key in sorted((-likeness(texts, wanted[key]), texts.sheet.name, key)
                                    for key in wanted if key not in found for texts in spare):
        texts = next((known for known in spare if known.sheet.name == name), None)
        if texts and key not in found and -unlike >= RECOGNISED:
            found[key] = texts
            spare.remove(texts)
    findings = [Finding("sheet-renamed", Place(sheet=found[key].sheet.name), facts={
        "was": expected.name, "became": found[key].sheet.name,
    }) for key, expected in wanted.items() if key in found and not same_text(found[key].sheet.name, expected.name)]
    copies = [*_copies(spare, found, wanted)]
    duplicated = [Finding("sheet-duplicated", Place(sheet=texts.sheet.name), facts={
        "original": wanted[key].name, "copy": texts.sheet.name}) for key, texts in copies]
    findings += [_missing(expected) for key, expected in wanted.items()
                 if key not in found and any(expected.plan.slots())]
    return MatchedSheets(found, copies, duplicated, findings)


def _copies(
    spare: Iterable[SheetTexts], found: Iterable[str], wanted: Mapping[str, ExpectedSheet],
) -> Iterator[tuple[str, SheetTexts]]:
    """The further sheets with the texts of one that was found, and its key."""
    for texts in spare:
        likest = max(found, key=lambda key: likeness(texts, wanted[key]), default=None)
        if likest and likeness(texts, wanted[likest]) >= RECOGNISED:
            yield likest, texts


def _missing(expected: ExpectedSheet) -> Finding:
    plan = expected.plan
    level = Level.COVER if plan.kind is SheetKind.GENERAL else Level.CATEGORY
    return Finding("sheet-missing", Place(expected.name, question=Question(level, plan.category)),
                   facts={"slots": str(sum(1 for _ in plan.slots()))})
