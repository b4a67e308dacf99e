"""A reading as the bytes that the ledger keeps: JSON and plain runs of bytes, compressed; nothing that could run."""

from __future__ import annotations

import datetime as dt
import json
import struct
import zlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.ingester.model import Reading, Seal
from pmqa_xlsx.ingester.packing import PackedSlots
from pmqa_xlsx.ingester.slot_columns import NO_SLOTS, Columns, Places
from pmqa_xlsx.ingester.text_run import TextRun
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.completeness import Counts

_HEAD = struct.Struct("<III")
_LEVEL = 6
_ENCODING, _ERRORS = "utf-8", "surrogatepass"
_LEVELS = {level.value: level for level in Level}


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
    return Finding(code, Place(sheet, cell, Question(_LEVELS.get(asked[0], ""), *asked[1:])), value, facts)


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
    run, rest = TextRun(b"", array("I")), b""
    if reading.slots and layout is not None:
        values, raw, numbers, states, remarks, emails = reading.slots.columns
        run = TextRun.of(values)
        meta["places"] = place_number(zlib.compress(dumps(list(reading.slots.places)).encode(_ENCODING, _ERRORS)))
        meta["counts"] = list(reading.slots.counts(layout))
        rest = dumps([raw, numbers, states.hex(), remarks, emails]).encode(_ENCODING, _ERRORS)
    head = dumps(meta).encode(_ENCODING, _ERRORS)
    lengths = run.lengths.tobytes()
    return zlib.compress(_HEAD.pack(len(head), len(lengths), len(rest)) + head + lengths + rest + run.utf8, _LEVEL)


def unpack_reading(data: bytes, places_of: Callable[[int], Places]) -> Reading:
    """What :func:`pack_reading` packed; the answers are unpacked when they are looked at.

    :raises ValueError: the bytes are damaged.
    """
    try:
        content = zlib.decompress(data)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    head, _, _ = _HEAD.unpack_from(content)
    meta = json.loads(content[_HEAD.size:_HEAD.size + head].decode(_ENCODING, _ERRORS))
    slots = NO_SLOTS if "places" not in meta else StoredSlots(data, places_of(meta["places"]), Counts(*meta["counts"]))
    form_id, form_version = meta["form"]
    unit_code, unit_name = meta["unit"]
    return Reading(form_id, form_version, unit_code, unit_name, meta["year"], meta["lang"], Seal(meta["seal"]), slots,
                   tuple(map(finding_of, meta["findings"])),
                   dt.datetime.fromisoformat(meta["saved"]) if meta["saved"] else None,
                   saved_by=meta["by"], handed_out=meta["handed"], trace=meta["trace"])


class StoredSlots(PackedSlots):
    """The slots of a return as the ledger keeps them; they are unpacked anew whenever they are looked at.

    :param counts: what is asked of all returns, so that it need not be unpacked.
    """

    __slots__ = ("_kept", "_where")

    def __init__(self, kept: bytes, where: Places, counts: Counts) -> None:
        self._kept, self._where, self._counts = kept, where, counts

    @property
    def columns(self) -> Columns:
        """The answers by columns."""
        content = zlib.decompress(self._kept)
        head, lengths_size, rest_size = _HEAD.unpack_from(content)
        start = _HEAD.size + head
        lengths = array("I")
        lengths.frombytes(content[start:start + lengths_size])
        start += lengths_size
        raw, numbers, states, remarks, emails = json.loads(content[start:start + rest_size].decode(_ENCODING, _ERRORS))
        return Columns(
            TextRun(content[start + rest_size:], lengths), _by_number(raw), _by_number(numbers), bytes.fromhex(states),
            {n: [(code, facts) for code, facts in those] for n, those in _by_number(remarks).items()},
            {n: tuple(those) for n, those in _by_number(emails).items()})

    @property
    def places(self) -> Places:  # type: ignore[override]  # nobody sets it
        """Where each slot is."""
        return self._where


def unpack_places(data: bytes) -> Places:
    """Where the slots of a return are."""
    sheets, cells = json.loads(zlib.decompress(data).decode(_ENCODING, _ERRORS))
    return Places(tuple(sheets), tuple(cells))


def _by_number(found: Mapping[str, Any]) -> dict[int, Any]:
    return {int(number): value for number, value in found.items()}


