"""What the ledger keeps of a reading is the same when it is unpacked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crafted_form import LAYOUT
from pmqa_xlsx.answers.model import Answer, Remark, State
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.ingester.slot_columns import Places, Slots
from pmqa_xlsx.layout.rules import Counts
from pmqa_xlsx.ledger.packing import pack_reading, unpack_places, unpack_reading


class CountedSlots(Slots):
    """Slots of no particular layout, whose counts are known."""

    def counts(self, *_: object) -> Counts:
        """None required, none answered."""
        return Counts(0, 0, 0)


@pytest.mark.parametrize("raws", [
    {}, {1: "มี"}, {0: "มี", 1: "มี", 2: "ไม่มี"}, {0: "มี", 2: "มี ", 3: "?"}, {4: "ก"}, {0: "\ud800", 3: "\0"},
])
def test_a_reading_is_kept_as_it_was(raws) -> None:
    """Input: by slot, what its cell held beside the value; result: the same after it was packed and unpacked."""
    values = ["yes", "yes", "yes", "", "a@b.go.th, c@d.go.th", "3.5"]
    answers = [Answer(value, 3.5 if value == "3.5" else None, raws.get(n, value),
                      State.CONVERTED if n in raws else State.OK if value else State.EMPTY,
                      (Remark("value-converted", {"was": "ก"}),) if n in raws else (),
                      tuple(value.split(", ")) if "@" in value else ()) for n, value in enumerate(values)]
    slots = CountedSlots(answers, Places(("ก",) * 6, ("A1",) * 6))
    kept: list[bytes] = []
    data = pack_reading(replace(Reading(), slots=slots), lambda places: kept.append(places) or 1, LAYOUT)
    assert [*unpack_reading(data, lambda _: unpack_places(kept[0])).slots.unpacked().answers] == answers
