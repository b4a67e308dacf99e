"""A reading as the bytes that the ledger keeps: JSON and texts, compressed; nothing that could run."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pmqa_xlsx.answers.model import State
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.ingester.long_texts import finding_with
from pmqa_xlsx.ingester.model import Reading, Seal
from pmqa_xlsx.ingester.packed_slots import RECENT, PackedSlots
from pmqa_xlsx.ingester.slot_columns import NO_SLOTS, STATES, Columns, Places, TextRun
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.rules import Counts
from pmqa_xlsx.system.scratch_file import aside

#: Between two texts; no UTF-8 has this byte.
_BETWEEN = b"\xff"
_LEVEL = 6
_ENCODING, _ERRORS = "utf-8", "surrogatepass"
_LEVELS = {level.value: level for level in Level}
#: The state of most slots, without and with a value.
_USUAL_STATES = STATES.index(State.EMPTY), STATES.index(State.OK)


def dumps(value: Any) -> str:
    """A value as JSON, without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def finding_data(finding: Finding) -> list[Any]:
    """A finding as plain values."""
    return [finding.code, finding.place.sheet, finding.place.cell, list(finding.place.question), finding.value,
            dict(finding.facts)]


def finding_of(data: Sequence[Any]) -> Finding:
    """What :func:`finding_data` gave."""
    code, sheet, cell, asked, value, facts = data
    return finding_with(code, Place(sheet, cell, Question(_LEVELS.get(asked[0], ""), *asked[1:])), value, facts)


def pack_reading(reading: Reading, place_number: Callable[[bytes], int], layout: Layout | None) -> bytes:
    """A reading as bytes.

    :param place_number: gives the number under which the places of slots are kept, which most returns have in common.
    :param layout: the one that it was read by; ``None`` where nothing was read.
    """
    meta: dict[str, Any] = {
        "form": [reading.form_id, reading.form_version], "unit": [reading.unit_code, reading.unit_name],
        "year": reading.fiscal_year, "lang": reading.lang, "seal": reading.seal.value,
        "saved": reading.saved_at.isoformat() if reading.saved_at else "", "by": reading.saved_by,
        "handed": reading.handed_out, "trace": reading.trace,
        "findings": [finding_data(finding) for finding in reading.findings]}
    texts: list[str] = []
    if reading.slots and layout is not None:
        meta["places"] = place_number(_packed(reading.slots.places))
        meta["counts"] = list(reading.slots.counts(layout))
        texts = [dumps(_short(reading.slots.columns)), *reading.slots.columns.values]
    return zlib.compress(_BETWEEN.join(text.encode(_ENCODING, _ERRORS) for text in (dumps(meta), *texts)), _LEVEL)


@lru_cache(maxsize=64)  # most returns have the same places
def _packed(places: Places) -> bytes:
    return zlib.compress(dumps(list(places)).encode(_ENCODING, _ERRORS))


def _short(columns: Columns) -> list[Any]:
    """What the values of the slots do not say already; cells that show a choice's label hold the same for one value."""
    values = [*columns.values]
    pairs = Counter((values[position], raw) for position, raw in columns.raw.items() if values[position])
    usual = {value: raw for (value, raw), _ in reversed(pairs.most_common())}
    raw = {position: None if text == value else text
           for position, (text, value) in enumerate(zip(columns.raws, values, strict=True))
           if text != usual.get(value, value)}
    states = {position: state for position, (state, value) in enumerate(zip(columns.states, values, strict=True))
              if state != _USUAL_STATES[bool(value)]}
    emails = {position: None if those == (values[position],) else those for position, those in columns.emails.items()}
    return [usual, raw, columns.numbers, states, columns.remarks, emails]


def unpack_reading(data: bytes, places_of: Callable[[int], Places]) -> Reading:
    """What :func:`pack_reading` packed; the answers are unpacked when they are looked at.

    :raises ValueError: the bytes are damaged.
    """
    try:
        content = zlib.decompress(data)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    meta = json.loads(content.partition(_BETWEEN)[0].decode(_ENCODING, _ERRORS))
    slots = NO_SLOTS if "places" not in meta else StoredSlots(data, places_of(meta["places"]), Counts(*meta["counts"]))
    form_id, form_version = meta["form"]
    unit_code, unit_name = meta["unit"]
    return Reading(form_id, form_version, unit_code, unit_name, fiscal_year=meta["year"], lang=meta["lang"],
                   seal=Seal(meta["seal"]), slots=slots, findings=tuple(map(finding_of, meta["findings"])),
                   saved_at=dt.datetime.fromisoformat(meta["saved"]) if meta["saved"] else None,
                   saved_by=meta["by"], handed_out=meta["handed"], trace=meta["trace"])


class StoredSlots(PackedSlots):
    """The slots of a return as the ledger keeps them.

    :param counts: what is asked of all returns, so that it need not be unpacked.
    """

    __slots__ = ("_where",)

    def __init__(self, kept: bytes, where: Places, counts: Counts) -> None:
        self._data, self._where, self._counts = aside(kept), where, counts

    @property
    def columns(self) -> Columns:
        """The answers by columns."""
        return RECENT.of(self._data, _unpacked)

    @property
    def places(self) -> Places:  # type: ignore[override]  # nobody sets it
        """Where each slot is."""
        return self._where


def _unpacked(data: bytes) -> Columns:
    _, short, *texts = zlib.decompress(data).split(_BETWEEN)
    usual, raw, numbers, states, remarks, emails = json.loads(short.decode(_ENCODING, _ERRORS))
    shown = {value.encode(_ENCODING, _ERRORS): text for value, text in usual.items()}
    raws = {n: shown[text] for n, text in enumerate(texts) if text in shown} | _by_number(raw)
    kept = _by_number(states)
    return Columns(
        TextRun(b"".join(texts), array("I", map(len, texts))),
        {n: text for n, text in raws.items() if text is not None},
        _by_number(numbers),
        bytes(kept.get(n, _USUAL_STATES[bool(text)]) for n, text in enumerate(texts)),
        {n: [(code, facts) for code, facts in those] for n, those in _by_number(remarks).items()},
        {n: (texts[n].decode(_ENCODING, _ERRORS),) if those is None else tuple(those)
         for n, those in _by_number(emails).items()})


def unpack_places(data: bytes) -> Places:
    """Where the slots of a return are."""
    sheets, cells = json.loads(zlib.decompress(data).decode(_ENCODING, _ERRORS))
    return Places(tuple(sheets), tuple(cells))


def _by_number(found: Mapping[str, Any]) -> dict[int, Any]:
    return {int(number): value for number, value in found.items()}


