"""A return of one edition of a form, in the slots of another edition: the same question may have other rules there.

The answers are those that the return holds; only what they mean is decided again, by the field that asks today.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmqa_xlsx.answers import read_answer
from pmqa_xlsx.answers.model import BLANK, Answer
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.consolidate.return_stats import ReturnStats
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.ingester.slot_columns import Places, Slots
from pmqa_xlsx.ingester.slots import remark_finding
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.text.language import Lang


def slots_in(one: ReturnStats, layout: Layout) -> Slots:
    """A return's slots by a layout, which may be another edition's; blank and without a place where it has none."""
    if one.layout is layout:
        return one.reading.slots
    assert one.layout is not None  # noqa: S101  only returns that were read can count
    own = list(one.reading.slots)  # they are unpacked at each look
    answers: list[Answer] = []
    places: list[tuple[str, str]] = []
    for there, now in zip(_positions(one, layout), layout.slots, strict=True):
        if there is None:
            answers.append(BLANK)
            places.append(("", ""))
        else:
            asked = one.layout.slots[there].field
            answers.append(_read_again(own[there].answer, asked, now.field, one.reading.lang))
            places.append((own[there].sheet, own[there].cell))
    return Slots(answers, Places(tuple(sheet for sheet, _ in places), tuple(cell for _, cell in places)))


def findings_in(one: ReturnStats, layout: Layout, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings about a return where it is read by another edition's layout.

    :param findings: those of its own edition.
    """
    if one.layout is layout:
        yield from findings
        return
    slots = slots_in(one, layout)
    own = one.reading.slots.unpacked().answers
    changed = {layout.slots[position].question: position for position, there in enumerate(_positions(one, layout))
               if there is not None and slots.answers[position] != own[there]}
    yield from (finding for finding in findings if finding.place.question not in changed)
    for position in changed.values():
        for remark in slots.answers[position].remarks:
            yield remark_finding(layout.slots[position], slots, position, remark)


def _positions(one: ReturnStats, layout: Layout) -> list[int | None]:
    """The position of each slot of a layout in a return of another edition; ``None`` if it has no such slot."""
    assert one.layout is not None  # noqa: S101  only returns that were read can count
    return [one.layout.positions.get(slot.question) for slot in layout.slots]


def _read_again(answer: Answer, asked: Field, now: Field, lang: Lang) -> Answer:
    """An answer by the rules of the field that asks today."""
    if asked.is_computed and not now.is_computed:
        return BLANK  # nobody typed it
    if now.is_computed or _rules(asked) == _rules(now) or answer == BLANK:
        return answer
    if answer.state.answered and asked.choices and now.choices and answer.value in _rules(now)[1]:
        return answer  # a value that is still there is still the answer, whatever its label is now
    number = answer.number if answer.state.answered else None
    cell = CellValue(CellKind.TEXT, answer.raw) if number is None else CellValue(CellKind.NUMBER, number)
    again = read_answer(cell, now, lang)
    return answer if again.value and again.value == answer.value else again._replace(raw=answer.raw)


def _rules(field: Field) -> tuple[object, tuple[str, ...], object, object, object]:
    """What decides whether an answer to a field is valid."""
    values = tuple(choice.value for choice in field.choices.choices) if field.choices else ()
    return field.type, values, field.minimum, field.maximum, field.max_length
