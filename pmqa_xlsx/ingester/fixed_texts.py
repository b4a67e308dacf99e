"""Fixed texts, and the seal over them."""

from __future__ import annotations

from collections.abc import Mapping

from pmqa_xlsx.cells import EMPTY
from pmqa_xlsx.files.book import WorkbookContent
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.ingester.model import Seal
from pmqa_xlsx.ingester.relocation import SheetMap
from pmqa_xlsx.layout.identity import FixedPlace, Identity, is_keyed, same_seal, seal_of, texts_of_one
from pmqa_xlsx.layout.model import Layout, Sheet
from pmqa_xlsx.text.language import Lang
from pmqa_xlsx.text.thai import comparison_key


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
