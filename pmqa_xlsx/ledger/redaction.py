"""What is kept of a return without what may not be kept: in a round without contacts, or when it is forgotten.

Of a round without contacts nothing that names or reaches a person is ever kept. Of a forgotten return it stays whether
each slot was answered, numbers and choices. In the place of each text there is a token then: the same for the same
text within one erasure, so that it can still be seen which answers changed and which are alike. It is made with a
secret that is kept nowhere, so nobody can guess the text.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import replace

from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.consolidate import privacy
from pmqa_xlsx.consolidate.arrivals import address_of, file_name
from pmqa_xlsx.consolidate.return_stats import contents_of
from pmqa_xlsx.consolidate.rows import label_of, without_persons
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.form.unit_names import names_of_units
from pmqa_xlsx.ingester.model import Reading, Return
from pmqa_xlsx.ingester.packed_slots import PackedSlots
from pmqa_xlsx.ingester.slot_columns import Slots
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.layout.digests import EMPTY_PART, parse_handed_out, part_digest, parts_of

_DIGITS = 16


def reading_without_contacts(reading: Reading, layout: Layout | None) -> Reading:
    """A reading without personal data; only whether a personal answer exists is kept, and which units it names.

    :param layout: the one used to read it; ``None`` if nothing was read.
    """
    personal = frozenset[int]() if layout is None else privacy.personal_positions(layout)

    def finding_kept(finding: Finding) -> Finding:
        shown = without_persons(finding, layout)
        doubted = layout is not None and finding.code == "unit-doubtful"  # keeps the unit that is named
        return replace(shown, value=_named_again(finding.value, layout.form)) if layout and doubted else shown

    def answer_kept(position: int, answer: Answer, named: str) -> Answer:
        if position not in personal:
            return answer._replace(value=privacy.without_addresses(answer.value),
                                   raw=privacy.without_addresses(answer.raw), remarks=(), emails=())
        return answer._replace(value=(named or privacy.WITHHELD) if answer.value else "", number=None,
                               raw=privacy.WITHHELD if answer.raw else "", remarks=(), emails=())

    return _bare(reading, layout, finding_kept, answer_kept)


def arrival_without_contacts(origin: Return, form: Form) -> Return:
    """An arrival without its sender and file names; of these only the units that they name are kept."""
    return replace(_unnamed(origin, form), sender="", reading=reading_without_contacts(origin.reading, None))


class Tokens:
    """Gives a token for a text.

    :param secret: of one erasure.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def of(self, text: str) -> str:
        """The token for a text; an empty text and a token are unchanged."""
        if not text or text.startswith(privacy.FORGOTTEN):
            return text
        digest = hmac.new(self._secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
        return privacy.FORGOTTEN + digest[:_DIGITS]


def forgotten_reading(reading: Reading, layout: Layout | None, tokens: Tokens, *, contacts_only: bool) -> Reading:
    """A reading without what was typed, or without what is personal.

    :param layout: the one that it was read by; ``None`` where nothing was read.
    """
    own = frozenset[str]() if layout is None else layout.sheet_names
    personal = frozenset[int]() if layout is None else privacy.personal_positions(layout)

    def finding_kept(finding: Finding) -> Finding:
        place = finding.place
        return without_persons(finding, layout) if contacts_only else Finding(finding.code, Place(
            place.sheet if place.sheet in own else "", place.cell, place.question))  # its sentence still reads well

    def answer_kept(position: int, answer: Answer, named: str) -> Answer:
        if layout is None or (contacts_only and position not in personal):
            return answer
        keeps = bool(layout.slots[position].field.choices) or answer.number is not None
        value = answer.value if keeps else " ".join(filter(None, [tokens.of(answer.value), named]))
        raw = privacy.FORGOTTEN if answer.value else tokens.of(answer.raw)  # never the value: it is not kept
        return answer._replace(value=value, raw=raw, remarks=(), emails=())

    bare = _bare(reading, layout, finding_kept, answer_kept)
    if layout is None or not reading.slots:
        return bare
    before, after = (contents_of(layout, one.slots.columns) for one in (reading, bare))
    return replace(bare, handed_out=_handed_out(layout, reading.handed_out, before, after))


def forgotten_arrival(origin: Return, form: Form, tokens: Tokens) -> Return:
    """An arrival without its sender and file names; of these only the units that they name are kept."""
    findings = tuple(Finding(one.code) for one in origin.reading.findings)
    return replace(_unnamed(origin, form), sender=tokens.of(address_of(origin.sender)),
                   reading=Reading(findings=findings))


def _bare(
    reading: Reading, layout: Layout | None, finding_kept: Callable[[Finding], Finding],
    answer_kept: Callable[[int, Answer, str], Answer],
) -> Reading:
    """A reading with only what is kept of each finding and answer.

    :param answer_kept: gets an answer's position, the answer, and the units that it names.
    """
    units = () if layout is None else layout.form.unit_by_code
    bare = replace(privacy.nameless(reading, units), findings=tuple(map(finding_kept, reading.findings)), trace="")
    if layout is None or not reading.slots:
        return bare
    values = [*reading.slots.columns.values]
    named = {position: _named_again(values[position], layout.form) for position in privacy.cover_positions(layout)}
    answers = [answer_kept(position, answer, named.get(position, ""))
               for position, answer in enumerate(reading.slots.unpacked().answers)]
    places = privacy.own_places(layout, reading.slots.places)
    return replace(bare, slots=PackedSlots.pack(Slots(answers, places), layout))


def _unnamed(origin: Return, form: Form) -> Return:
    """An arrival whose file and subject only name units."""
    named = _named_again(file_name(origin.file), form, file=True)
    return replace(origin, file=f"{named} {label_of(origin, contacts=False)}".strip(),
                   subject=_named_again(origin.subject, form))


def _handed_out(layout: Layout, handed: str, before: Sequence[str], after: Sequence[str]) -> str:
    """The digests of what each part was handed out with, so that a part nobody has touched is still seen as that."""
    found = []
    for part, digest in parse_handed_out(layout, handed).items():
        same = digest != EMPTY_PART and part_digest(layout, part, before) == digest
        found.append(part_digest(layout, part, after) if same else digest)
    return " ".join(found) if len(handed.split()) == len(parts_of(layout)) else handed


def _named_again(text: str, form: Form, *, file: bool = False) -> str:
    """A text with only the units that a text names, for a round that keeps no personal names.

    :param file: whether the text is a file's name.
    """
    names = names_of_units(form)
    codes = names.named_by_file(text) if file else names.named(text)
    return ", ".join(f"{form.unit_label.th} {form.unit_by_code[code].name.th}" for code in sorted(codes))
