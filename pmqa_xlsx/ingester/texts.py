"""Fixed texts, the seal, and whatever stands where nothing was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.identity import Identity, fixed_texts, is_keyed, same_seal, seal_of
from pmqa_xlsx.ingester.anchors import RECOGNISED, SheetTexts, anchor_keys, likeness
from pmqa_xlsx.ingester.book import Book, BookSheet
from pmqa_xlsx.ingester.correction import ListOfFaults
from pmqa_xlsx.ingester.locate import SheetMap
from pmqa_xlsx.ingester.reading import Seal
from pmqa_xlsx.layout.model import Layout, Sheet
from pmqa_xlsx.thai import comparison_key

#: How much text of an added sheet one finding carries; a cell cannot hold more.
_LONGEST = 32_000
_WHAT = {"comment": "comment", "text-box": "cell", "picture": "picture"}


def check_texts(
    layout: Layout, identity: Identity, maps: Mapping[str, SheetMap],
) -> tuple[dict[tuple[str, CellRef], str], list[Finding]]:
    """Compare every fixed text with what stands in the return, wherever its cell lies now.

    :returns: the texts as found by planned place (what a seal is computed over), and ``locked-text-changed``.
    """
    found: dict[tuple[str, CellRef], str] = {}
    findings: list[Finding] = []
    for (key, ref), text in fixed_texts(layout, identity).items():
        if key not in maps:
            continue
        where = maps[key].where(ref)
        now = maps[key].texts.sheet.text(where) if where is not None else ""
        if comparison_key(now) == comparison_key(text):
            found[key, ref] = text
            continue
        found[key, ref] = now
        if where is not None:
            findings.append(Finding("locked-text-changed", Place(sheet=maps[key].name, cell=str(where)), now,
                                    {"was": text, "became": now}))
    return found, findings


def check_seal(
    book: Book, layout: Layout, identity: Identity, carried: str, texts: Mapping[tuple[str, CellRef], str],
    maps: Mapping[str, SheetMap], key: bytes | None,
) -> Seal:
    """What the seal says of the identity, the layout and the fixed texts as they came back.

    :param carried: the seal that the workbook carries; empty where it carries none.
    :param texts: the fixed texts as found, by planned place.
    """
    if not carried:
        return Seal.ABSENT
    if is_keyed(carried) and key is None:
        return Seal.UNVERIFIED
    names = [_sheet_name(book, sheet, maps) for sheet in layout.sheets]
    now = seal_of(identity, layout.fingerprint, names, texts, key if is_keyed(carried) else None)
    return Seal.INTACT if same_seal(now, carried) else Seal.ALTERED


def _sheet_name(book: Book, plan: Sheet, maps: Mapping[str, SheetMap]) -> str:
    """What a sheet is called now; empty where it is gone. Case is Excel's own affair, so ours is kept."""
    if plan.key in maps:
        return maps[plan.key].name
    return plan.name.th if plan.kind.hidden and book.sheet(plan.name.th) else ""


def extra_content(
    book: Book, layout: Layout, identity: Identity, maps: Mapping[str, SheetMap],
) -> Iterator[Finding]:
    """What stands outside the slots: a note beside the form, an added sheet."""
    fixed = fixed_texts(layout, identity)
    listed = ListOfFaults.of(book)
    taken = {sheet_map.name for sheet_map in maps.values()}
    live = {(key, maps[key].where(ref)) for key, ref in layout.live_cells if key in maps}
    for key, sheet_map in maps.items():
        ours = {comparison_key(text) for (other, _), text in fixed.items() if other == key}
        plan = layout.sheet_by_key[key]
        slots = {sheet_map.cells.get(slot.cell) for slot in plan.slots()}
        known = set(sheet_map.cells.values())
        for ref, cell in sheet_map.texts.sheet.cells.items():
            if ref in slots or ref in known or (key, ref) in live or cell.is_blank or comparison_key(cell.raw) in ours:
                continue
            yield Finding("extra-content", Place(sheet=sheet_map.name, cell=str(ref)), cell.raw, {"what": "cell"})
    for extra in book.extras:
        place = Place(sheet=extra.sheet, cell=extra.cell)
        if listed is None or not listed.wrote_note(extra):
            yield Finding("extra-content", place, extra.text, {"what": _WHAT[extra.kind]})
    for sheet in book.sheets:
        if listed is not None and sheet is listed.sheet:
            yield from listed.extra_content()
        elif sheet.name not in taken and not _ours(sheet, layout):
            yield from _added_sheet(sheet, layout, identity, maps)


def _ours(sheet: BookSheet, layout: Layout) -> bool:
    return any(plan.kind.hidden and plan.name.th == sheet.name for plan in layout.sheets)


def _added_sheet(
    sheet: BookSheet, layout: Layout, identity: Identity, maps: Mapping[str, SheetMap],
) -> Iterator[Finding]:
    """Everything that was typed on a sheet of somebody's own; of a copied sheet only what its original lacks."""
    texts = SheetTexts.of(sheet)
    original = _original(texts, layout, identity, maps)
    lines = [f"{ref}: {cell.raw}" for ref, cell in sorted(sheet.cells.items())
             if not cell.is_blank and (original is None or original[ref].raw != cell.raw)]
    if lines:
        yield Finding("extra-content", Place(sheet=sheet.name), "\n".join(lines)[:_LONGEST], {"what": "sheet"})


def _original(
    texts: SheetTexts, layout: Layout, identity: Identity, maps: Mapping[str, SheetMap],
) -> BookSheet | None:
    def like(plan: Sheet) -> float:
        return likeness(texts, anchor_keys(plan, identity.lang))

    likest = max((layout.sheet_by_key[key] for key in maps), key=like, default=None)
    return maps[likest.key].texts.sheet if likest is not None and like(likest) >= RECOGNISED else None
