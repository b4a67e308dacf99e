"""Fixed texts, the seal, and whatever stands where nothing was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from pmqa_xlsx.cells import EMPTY, CellRef, CellValue
from pmqa_xlsx.files.book import BookSheet, WorkbookContent
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.ingester.correction import ListOfFaults
from pmqa_xlsx.ingester.model import Seal
from pmqa_xlsx.ingester.pristine import hidden_names, untouched
from pmqa_xlsx.ingester.relocation import SheetMap
from pmqa_xlsx.ingester.sheet_matching import RECOGNISED, SheetTexts, anchor_keys, likeness
from pmqa_xlsx.layout.cache import cached_per_layout
from pmqa_xlsx.layout.identity import FixedPlace, Identity, is_keyed, same_seal, seal_of, texts_of_one
from pmqa_xlsx.layout.model import Layout, Sheet
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import comparison_key

#: How much text of an added sheet one finding carries, in characters; a longer sheet takes several.
_LONGEST = 32_000
#: How many cells of one sheet have a finding of their own; what stands in further ones is listed together.
_MOST_ONE_BY_ONE = 200
_WHAT = {"comment": "comment", "text-box": "cell", "picture": "picture"}


def check_texts(
    layout: Layout, fixed: Mapping[FixedPlace, str], maps: Mapping[str, SheetMap], by_formula: Mapping[FixedPlace, str],
) -> tuple[dict[FixedPlace, str | None], list[Finding]]:
    """Compare every fixed text with what stands in the return, wherever its cell lies now.

    :param fixed: the fixed texts of the workbook.
    :param by_formula: those that a workbook for any unit makes by formula from the unit that was chosen, as they are
        with that unit; a program may have put the value in the place of the formula.
    :returns: the texts that are others now, by planned place (``None`` on a sheet that is not there), and
        ``locked-text-changed``.
    """
    changed: dict[FixedPlace, str | None] = {}
    findings: list[Finding] = []
    for (key, ref), text in _doubtful(layout, fixed, maps).items():
        if key not in maps:
            changed[key, ref] = None
            continue
        where = maps[key].where(ref)
        cell = maps[key].texts.sheet[where] if where is not None else EMPTY
        now = cell.raw
        if now == text or comparison_key(now) == comparison_key(text):
            continue
        if (key, ref) in by_formula and (cell.formula or comparison_key(now) == comparison_key(by_formula[key, ref])):
            continue
        changed[key, ref] = now
        if where is not None:
            findings.append(Finding("locked-text-changed", Place(sheet=maps[key].name, cell=str(where)), now,
                                    {"was": text, "became": now}))
    return changed, findings


def _doubtful(
    layout: Layout, texts: Mapping[FixedPlace, str], maps: Mapping[str, SheetMap],
) -> dict[FixedPlace, str]:
    """The texts that have to be compared: on untouched sheets only those that are a workbook's own."""
    own = texts_of_one(layout)
    untouched_keys = {key for key, sheet_map in maps.items() if sheet_map.untouched}
    if all(sheet.key in untouched_keys for sheet in layout.sheets if sheet.texts):
        return {place: texts[place] for place in own if place in texts}
    return {place: text for place, text in texts.items() if place in own or place[0] not in untouched_keys}


def check_seal(
    book: WorkbookContent, layout: Layout, identity: Identity, carried: str, changed: Mapping[FixedPlace, str | None],
    maps: Mapping[str, SheetMap], key: bytes | None,
) -> Seal:
    """What the seal says of the identity, the layout and the fixed texts as they came back.

    :param carried: the seal that the workbook carries; empty where it carries none.
    :param changed: the fixed texts of this identity that are others now, as :func:`check_texts` found them.
    """
    if not carried:
        return Seal.ABSENT
    if is_keyed(carried) and key is None:
        return Seal.UNVERIFIED
    names = [_sheet_name(book, sheet, maps, identity.lang) for sheet in layout.sheets]
    now = seal_of(identity, layout, names, changed, key if is_keyed(carried) else None)
    return Seal.INTACT if same_seal(now, carried) else Seal.ALTERED


def _sheet_name(book: WorkbookContent, plan: Sheet, maps: Mapping[str, SheetMap], lang: Lang) -> str:
    """A sheet's own name, also where it was renamed, which is told by itself; empty where the sheet is gone."""
    there = plan.key in maps or (plan.kind.hidden and book.sheet(plan.name.th) is not None)
    return plan.name.of(lang) if there else ""


def extra_content(
    book: WorkbookContent, layout: Layout, lang: Lang, fixed: Mapping[FixedPlace, str], maps: Mapping[str, SheetMap],
) -> Iterator[Finding]:
    """What stands outside the slots: a note beside the form, an added sheet.

    :param fixed: the fixed texts of the workbook.
    """
    listed = ListOfFaults.of(book)
    known = {sheet_map.name for sheet_map in maps.values()} | hidden_names(layout)
    for key, sheet_map in maps.items():
        unexpected = _unexpected(layout, key, sheet_map, lang, fixed)
        for ref, cell in islice(unexpected, _MOST_ONE_BY_ONE):
            yield Finding("extra-content", Place(sheet=sheet_map.name, cell=str(ref)), cell.raw, {"what": "cell"})
        yield from _listed(sheet_map.name, (f"{ref}: {cell.raw}" for ref, cell in unexpected), "cell")
    for extra in book.extras:
        place = Place(sheet=extra.sheet, cell=extra.cell)
        if listed is None or not listed.wrote_note(extra):
            yield Finding("extra-content", place, extra.text, {"what": _WHAT[extra.kind]})
    for sheet in book.sheets:
        if listed is not None and sheet is listed.sheet:
            yield from listed.extra_content()
        elif sheet.name not in known:
            yield from _added_sheet(sheet, layout, lang, maps)


def _unexpected(
    layout: Layout, key: str, sheet_map: SheetMap, lang: Lang, fixed: Mapping[FixedPlace, str],
) -> Iterator[tuple[CellRef, CellValue]]:
    """The cells of a sheet that hold something which the form does not expect just there.

    Expected are an answer in a slot, any text in the cell of a fixed text (a changed one is told elsewhere), a
    formula where the workbook calculates, and one of the sheet's own texts wherever it was moved.
    """
    plan = untouched(layout, key, lang)
    asked_for, live = plan.cells, _live_cells(layout)[key]
    if not sheet_map.untouched:
        # A slot that was not found has no place: what stands where it was is in no answer.
        found = sheet_map.cells
        slots = {found[slot.cell] for slot in layout.sheet_by_key[key].slots() if slot.cell in found}
        soft = {text.cell for text in layout.sheet_by_key[key].texts if text.soft}
        asked_for = sheet_map.where_all(plan.texts.keys() | soft) | slots
        live = sheet_map.where_all(live)
    cells = sheet_map.texts.sheet.cells
    unexpected = {ref for ref in cells.keys() - asked_for
                  if not (cells[ref].formula and ref in live) and not cells[ref].is_blank
                  and (sheet_map.moved or (key, ref) not in fixed)}
    if not unexpected:
        return
    texts = {ref: text for (other, ref), text in fixed.items() if other == key}
    places = {sheet_map.where(ref) for ref in texts}
    ours = {comparison_key(text) for text in texts.values()}
    for ref, cell in cells.items():
        if ref in unexpected and ref not in places and comparison_key(cell.raw) not in ours:
            yield ref, cell


@cached_per_layout
def _live_cells(layout: Layout) -> dict[str, frozenset[CellRef]]:
    """The cells that the workbook fills in itself, by sheet key."""
    return {sheet.key: frozenset(ref for key, ref in layout.live_cells if key == sheet.key)
            for sheet in layout.sheets}


def _added_sheet(
    sheet: BookSheet, layout: Layout, lang: Lang, maps: Mapping[str, SheetMap],
) -> Iterator[Finding]:
    """Everything that was typed on a sheet of somebody's own; of a copied sheet only what its original lacks."""
    texts = SheetTexts(sheet)
    original = _original(texts, layout, lang, maps)
    lines = [f"{ref}: {cell.raw}" for ref, cell in sorted(sheet.cells.items())
             if not cell.is_blank and (original is None or original[ref].raw != cell.raw)]
    yield from _listed(sheet.name, lines, "sheet")


def _listed(sheet: str, lines: Iterable[str], what: str) -> Iterator[Finding]:
    """As few findings as hold all these lines."""
    part: list[str] = []
    size = 0
    for line in lines:
        if part and size + len(line) > _LONGEST:
            yield Finding("extra-content", Place(sheet=sheet), "\n".join(part), {"what": what})
            part, size = [], 0
        part.append(line)
        size += len(line) + 1
    if part:
        yield Finding("extra-content", Place(sheet=sheet), "\n".join(part), {"what": what})


def _original(
    texts: SheetTexts, layout: Layout, lang: Lang, maps: Mapping[str, SheetMap],
) -> BookSheet | None:
    def like(plan: Sheet) -> float:
        return likeness(texts, anchor_keys(plan, lang))

    likest = max((layout.sheet_by_key[key] for key in maps), key=like, default=None)
    return maps[likest.key].texts.sheet if likest is not None and like(likest) >= RECOGNISED else None
