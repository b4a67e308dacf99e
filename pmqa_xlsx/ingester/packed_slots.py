"""The slots of a return packed, as workers send and rounds store them."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeAlias

from pmqa_xlsx.answers.model import BLANK, Answer, Remark
from pmqa_xlsx.files.compression import deflated, inflated
from pmqa_xlsx.ingester.slot_columns import BYTES_A_SLOT, STATES, Columns, Places, SlotReading, Slots, TextRun
from pmqa_xlsx.layout.model import Layout
from pmqa_xlsx.layout.rules import Counts
from pmqa_xlsx.system.scratch_file import KeptBytes, aside

#: About the most memory for answers that stay unpacked, since every frame is made from them: those of 1,000 returns. A
#: larger round goes over them frame by frame, so that no answers are there any more when they are needed again; only
#: those of a chunk of a frame are.
_UNPACKED_BYTES, _CHUNK_BYTES = 68 * 2**20, 9 * 2**20
#: How many times as large the columns are as they are packed.
_SHRUNK = 10
_Unpack: TypeAlias = Callable[[bytes], Columns]


class PackedSlots(Slots):
    """The slots of a return, packed; they have no answers until they are unpacked.

    :param data: their columns, as :meth:`pack` compressed them; on the disk if they are many bytes.
    :param places: the sheets and addresses of the slots, pickled; most returns of a round share one object.
    :param counts: stored too, because all returns are asked for them.
    """

    __slots__ = ("_counts", "_data", "_places")

    def __init__(self, data: bytes, places: bytes, counts: Counts) -> None:
        self._data, self._places, self._counts = aside(data), _shared(places), counts

    @classmethod
    def pack(cls, slots: Slots, layout: Layout, unit: str = "") -> PackedSlots:
        """Pack the slots of a return of a unit that was read by a layout."""
        values, *rest = slots.columns
        run = TextRun.of(values)
        data = pickle.dumps((run.utf8, run.lengths, rest), pickle.HIGHEST_PROTOCOL)
        return cls(deflated(data), _packed_places(slots.places), slots.counts(layout, unit))

    @property
    def columns(self) -> Columns:
        """The answers by columns."""
        return RECENT.of(self._data, _unpacked)

    def unpacked(self) -> Slots:
        """The slots with their answers, which are made at each call."""
        columns = self.columns
        return Slots([
            Answer(value, columns.numbers.get(n), columns.raw.get(n, value), STATES[state],
                   tuple(Remark(code, facts) for code, facts in columns.remarks.get(n, ())),
                   columns.emails.get(n, ()))
            if value or n in columns.raw or n in columns.remarks or not empty else BLANK
            for n, (value, state, empty) in enumerate(
                zip(columns.values, columns.states, columns.empty, strict=True))
        ], self.places)

    def __iter__(self) -> Iterator[SlotReading]:
        return iter(self.unpacked())

    @property
    def places(self) -> Places:  # type: ignore[override]  # nobody sets it
        """The sheet and address of each slot."""
        return _unpacked_places(self._places)

    @property
    def size(self) -> int:
        """About how many bytes they take, unpacked."""
        return _SHRUNK * len(self._data) + len(self) * BYTES_A_SLOT

    def counts(self, layout: Layout, unit: str = "") -> Counts:  # noqa: ARG002  used when they were packed
        """How many slots are required and how many are answered; counted when they were packed."""
        return self._counts

    def __reduce__(self) -> tuple[type[PackedSlots], tuple[bytes, bytes, Counts]]:
        return PackedSlots, (bytes(self._data), self._places, self._counts)


class RecentColumns:
    """The columns of the latest returns that were looked at, unpacked; few of them where they are large."""

    def __init__(self) -> None:
        self._recent: dict[tuple[_Unpack, bytes | KeptBytes], Columns] = {}  # the latest last
        self._bytes, self._most, self._lock = 0, _UNPACKED_BYTES, threading.Lock()

    def of(self, data: bytes | KeptBytes, unpack: _Unpack) -> Columns:
        """The columns that a function unpacks from a return's bytes."""
        with self._lock:
            columns = self._recent.pop((unpack, data), None)
            if columns is None:
                columns = unpack(bytes(data))
                self._bytes += columns.size
            self._recent[unpack, data] = columns
            if self._bytes > self._most:
                self._most = _CHUNK_BYTES
            while self._bytes > self._most and len(self._recent) > 1:
                self._bytes -= self._recent.pop(next(iter(self._recent))).size
            return columns


RECENT = RecentColumns()


def _unpacked(data: bytes) -> Columns:
    utf8, lengths, rest = pickle.loads(inflated(data))  # noqa: S301  made by this program in this run
    return Columns(TextRun(utf8, lengths), *rest)


@lru_cache(maxsize=8)
def _packed_places(places: Places) -> bytes:
    return pickle.dumps(tuple(places), pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=64)
def _shared(data: bytes) -> bytes:
    """The same object for all equal bytes."""
    return data


@lru_cache(maxsize=64)
def _unpacked_places(data: bytes) -> Places:
    return Places(*pickle.loads(data))  # noqa: S301  made by this program in this run
