"""The part of a forgotten return that is kept: whether each slot was answered, numbers and choices, no text.

In the place of each text there is a token: the same for the same text within one erasure, so that it can still be seen
which answers changed and which are alike. It is made with a secret that is kept nowhere, so nobody can guess the text.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import replace

from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.privacy import FORGOTTEN, nameless, own_places, personal_positions
from pmqa_xlsx.consolidate.return_stats import contents_of
from pmqa_xlsx.consolidate.rows import label_of, without_persons
from pmqa_xlsx.consolidate.whose import address_of, named_again, named_on_cover
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ingester.model import Reading, Return
from pmqa_xlsx.ingester.slot_columns import PackedSlots, Slots
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.parts import EMPTY_PART, parse_handed_out, part_digest, parts_of

_DIGITS = 16


class Tokens:
    """Gives a token for a text.

    :param secret: of one erasure.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def of(self, text: str) -> str:
        """The token for a text; an empty text and a token are unchanged."""
        if not text or text.startswith(FORGOTTEN):
            return text
        return FORGOTTEN + hmac.new(self._secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[
            :_DIGITS]


def forgotten_reading(reading: Reading, layout: Layout | None, tokens: Tokens, *, contacts_only: bool) -> Reading:
    """A reading without what was typed, or without what is personal.

    :param layout: the one that it was read by; ``None`` where nothing was read.
    """
    units = () if layout is None else layout.form.unit_by_code
    findings = tuple(_finding(one, layout, contacts_only=contacts_only) for one in reading.findings)
    bare = replace(nameless(reading, units), findings=findings, trace="")
    if layout is None or not reading.slots:
        return bare
    positions = personal_positions(layout) if contacts_only else frozenset(range(len(layout.slots)))
    named = named_on_cover(layout, [*reading.slots.columns.values])
    answers = [_answer(answer, tokens, named.get(position, ""), is_code=bool(layout.slots[position].field.choices))
               if position in positions else answer for position, answer in enumerate(reading.slots.answers)]
    slots = Slots(answers, own_places(layout, reading.slots.places))
    before, after = (contents_of(layout, one.columns) for one in (reading.slots, slots))
    return replace(bare, slots=PackedSlots.pack(slots, layout),
                   handed_out=_handed_out(layout, reading.handed_out, before, after))


def _answer(answer: Answer, tokens: Tokens, named: str, *, is_code: bool) -> Answer:
    """An answer of which the choice or the number stays, and the units that it names."""
    keeps = is_code or answer.number is not None
    value = answer.value if keeps else " ".join(filter(None, [tokens.of(answer.value), named]))
    raw = FORGOTTEN if answer.value else tokens.of(answer.raw)  # never the value, which would not be kept beside it
    return answer._replace(value=value, raw=raw, remarks=(), emails=())


def _finding(finding: Finding, layout: Layout | None, *, contacts_only: bool) -> Finding:
    """A finding without what was typed; its sentence still reads well."""
    if contacts_only:
        return without_persons(finding, layout)
    own = set() if layout is None else {name for sheet in layout.sheets for name in (sheet.name.th, sheet.name.en)}
    place = finding.place
    return Finding(finding.code, Place(place.sheet if place.sheet in own else "", place.cell, place.question))


def _handed_out(layout: Layout, handed: str, before: Sequence[str], after: Sequence[str]) -> str:
    """The digests of what each part was handed out with, so that a part nobody has touched is still seen as that."""
    found = []
    for part, digest in parse_handed_out(layout, handed).items():
        same = digest != EMPTY_PART and part_digest(layout, part, before) == digest
        found.append(part_digest(layout, part, after) if same else digest)
    return " ".join(found) if len(handed.split()) == len(parts_of(layout)) else handed


def forgotten_arrival(origin: Return, form: Form, tokens: Tokens) -> Return:
    """An arrival without its sender and file names; of these only the units that they name are kept."""
    named = named_again(file_name(origin.file), form, file=True)
    findings = tuple(Finding(one.code) for one in origin.reading.findings)
    return replace(origin, file=f"{named} {label_of(origin, contacts=False)}".strip(), subject=named_again(
        origin.subject, form), sender=tokens.of(address_of(origin.sender)), reading=Reading(findings=findings))
