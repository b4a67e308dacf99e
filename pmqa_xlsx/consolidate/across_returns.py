"""Findings about a return that come from other returns: of its unit, or of units whose free answers are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pmqa_xlsx.answers import answer_text
from pmqa_xlsx.answers.model import typed_text
from pmqa_xlsx.consolidate.arrivals import comparable, file_name, later
from pmqa_xlsx.consolidate.decisions import Decision, Ruling, Rulings
from pmqa_xlsx.consolidate.fold import Folded, PartState, Version
from pmqa_xlsx.consolidate.privacy import is_personal
from pmqa_xlsx.consolidate.return_stats import ReturnStats
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.ingester.slots import slot_facts
from pmqa_xlsx.layout import Layout, Slot
from pmqa_xlsx.layout.digests import parts_of
from pmqa_xlsx.text.calendar import thai_time
from pmqa_xlsx.text.language import LANGS, Lang, Text
from pmqa_xlsx.text.thai import in_words

#: The variant of ``answer-dropped`` about a question that the form does not ask any more: nobody has to do anything.
TAKEN_OUT = "taken-out"


def duplicate(first: ReturnStats) -> Finding:
    """The same bytes came as ``first``, which is the return's row."""
    return Finding("duplicate-file", facts={"other": file_name(first.origin.file)})


def resent_older(arrival: Return, newer: Sequence[ReturnStats]) -> Iterator[Finding]:
    """Say so when known bytes came again after a newer return of the unit.

    :param newer: the returns that come after these bytes in the unit's order.
    """
    came = arrival.mailed_at or arrival.modified_at
    before = [one for one in newer if came is not None and comparable(one.distinct.sent_at) <= comparable(came)]
    if before:
        yield Finding("resent-older", facts={"other": file_name(before[-1].origin.file), **_sent(before[-1])})


def superseded(winner: ReturnStats) -> Finding:
    """A newer return of the unit counts instead."""
    return Finding("superseded", facts={"other": file_name(winner.origin.file), **_sent(winner)})


def date_doubtful(one: ReturnStats) -> Iterator[Finding]:
    """Say that a date of a return cannot be right and another one is used."""
    if one.distinct.doubtful is not None:
        yield Finding("date-doubtful", facts=in_words("date", thai_time(one.distinct.doubtful).date(), one.calendar))


def older_edit(newer: ReturnStats, replaced: ReturnStats) -> Iterator[Finding]:
    """Say so when a return was saved before the one that it replaces."""
    saved, before = newer.reading.saved_at, replaced.reading.saved_at
    if saved is not None and before is not None and saved < before:
        yield Finding("older-edit", facts={"other": file_name(replaced.origin.file)})


def overtaken(returns: Sequence[ReturnStats], rulings: Rulings) -> Iterator[Finding]:
    """Say that a decision about an older return no longer decides, for the newest one was received after it."""
    *older, newest = returns
    for one in reversed(older):
        decision = rulings.get(one.sha256, Ruling.PREFER, Ruling.ACCEPT, Ruling.JOIN)
        if decision is not None and later(newest.distinct, decision):
            yield Finding("decision-overtaken", facts={"other": file_name(one.origin.file),
                                                       "grounds": decision.reason})
            return


def approvals(sha256: str, rulings: Rulings) -> Iterator[Finding]:
    """What the office decided in favour of a return that counts."""
    for ruling, code in ((Ruling.ACCEPT, "office-accepted"), (Ruling.PREFER, "office-preferred")):
        if decision := rulings.get(sha256, ruling):
            yield Finding(code, facts={"grounds": decision.reason})


def other_chosen(decision: Decision, other: ReturnStats) -> Finding:
    """The office decided that another return of the unit counts.

    :param decision: the one that prefers the other.
    """
    return Finding("office-chose-other", facts={"grounds": decision.reason, "other": file_name(other.origin.file)})


def joined_parts(
    layout: Layout, folded: Folded, versions: Sequence[Version], returns: Sequence[ReturnStats],
) -> Iterator[Finding]:
    """One notice for each part of which an older return gives answers."""
    why = {PartState.ABSENT: "absent", PartState.BLANK: "empty"}
    for part, giver in folded.joined.items():
        category = layout.form.category(part.category)
        tables = (field.table for field in layout.form.fields[category.kind] if field.table.th == part.table)
        table = next(tables, Text(part.table))
        yield Finding("part-joined", facts={
            **{f"part_{lang}": f"{category.label.of(lang)} ({table.of(lang)})" for lang in LANGS},
            "variant": why.get(versions[-1].states[part], "some"),
            "other": file_name(returns[giver].origin.file), **_sent(returns[giver])})


def dropped(
    layout: Layout, folded: Folded, versions: Sequence[Version], returns: Sequence[ReturnStats], *, contacts: bool,
) -> Iterator[Finding]:
    """One finding for each slot that is empty and was answered in an earlier state, with its last value.

    :param contacts: whether answers that are personal data may be quoted.
    """
    newest = returns[-1].reading.slots.places
    for position, giver in folded.dropped(versions):
        slot = layout.slots[position]
        shown = contacts or not is_personal(slot)
        yield Finding("answer-dropped", Place(newest.sheets[position], newest.cells[position], slot.question),
                      typed_text(versions[giver].contents[position]) if shown else "",
                      {**slot_facts(slot), **_in_words("value", slot, versions[giver].contents[position], shown=shown),
                       "other": file_name(returns[giver].origin.file)})


def not_asked(
    layout: Layout, ruling: Form, returns: Sequence[ReturnStats], *, contacts: bool,
) -> Iterator[Finding]:
    """One finding for each answer to a question of another edition that the counting return's edition does not ask.

    :param layout: of the counting return.
    :param ruling: the edition given last; what it does not ask the office has taken out, so that nobody can answer it.
    """
    variant = TAKEN_OUT if layout.form.form_version == ruling.form_version else "edition"
    found: dict[tuple[Question, str], tuple[ReturnStats, Slot]] = {}
    for one in returns:
        if one.layout is not None and one.layout is not layout:
            version = one.version()
            for part, positions in parts_of(one.layout).items():
                if version.states[part] is PartState.TYPED:
                    found |= {(slot.question, content): (one, slot) for slot, content in (
                        (one.layout.slots[position], version.contents[position]) for position in positions)
                        if content and slot.question not in layout.positions}
    for (question, content), (one, slot) in found.items():
        shown = contacts or not is_personal(slot)
        yield Finding("answer-dropped", Place(question=question), typed_text(content) if shown else "",
                      {**slot_facts(slot), **_in_words("value", slot, content, shown=shown), "variant": variant,
                       "other": file_name(one.origin.file)})


def reverted(
    layout: Layout, folded: Folded, versions: Sequence[Version], returns: Sequence[ReturnStats], *, contacts: bool,
) -> Iterator[tuple[int, Finding]]:
    """Each slot whose answer is one that it had before another one, with the return that gives it now."""
    changed = {change.position: change for change in folded.changes}
    for position in sorted(folded.reverted):
        source, slot = folded.sources[position], layout.slots[position]
        if not versions[source].contents[position]:
            continue
        places, shown = returns[source].reading.slots.places, contacts or not is_personal(slot)
        yield source, Finding(
            "answer-reverted", Place(places.sheets[position], places.cells[position], slot.question),
            typed_text(versions[source].contents[position]) if shown else "",
            {**slot_facts(slot), **_in_words("value", slot, versions[source].contents[position], shown=shown),
             **_in_words("before", slot, versions[changed[position].old].contents[position], shown=shown)})


def _in_words(name: str, slot: Slot, content: str, *, shown: bool) -> dict[str, str]:
    """An answer as a fact for people: a choice by its label; empty where it may not be shown."""
    langs: tuple[Lang, ...] = ("th", "en")
    return {f"{name}_{lang}": answer_text(slot.field, typed_text(content), lang) if shown else ""
            for lang in langs}


def same_as_other(form: Form, unit_code: str) -> Finding:
    """The free answers are those of another unit."""
    unit = form.unit_by_code.get(unit_code)
    return Finding("same-as-other-unit", facts={"named_th": unit.name.th if unit else unit_code,
                                                "named_en": unit.name.of("en") if unit else unit_code})


def _sent(one: ReturnStats) -> dict[str, str]:
    """The day on which a return was sent, in words; nothing where it is not known."""
    sent = one.distinct.sent_at
    return {} if sent is None else in_words("sent", thai_time(sent).date(), one.calendar)


#: Least number of free answers for which two units are compared.
LEAST = 20
#: Two units are alike where more than this share of the smaller set is in the other.
SHARE = 0.9


def alike_units(answers: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """For each unit whose free answers equal another's: that other one, the first by code.

    Fast for thousands of units, and small in memory: of two alike sets the smaller one shares all but a tenth of its
    members, so at least one of its rarest tenth is in the other, and few sets have that one. Most units' rarest tenth
    is in no other set.

    :param answers: by unit, a number for each free answer, the same for the same question and text; each once.
    """
    asked = {unit: answers[unit] for unit in sorted(answers) if len(answers[unit]) >= LEAST}
    if len(asked) < 2:
        return {}
    counts = _counts_of_shared(asked.values())
    units_with: dict[int, list[str]] = {}
    for unit, found in asked.items():
        for one in filter(counts.__contains__, found):
            units_with.setdefault(one, []).append(unit)
    alike: dict[str, str] = {}
    for unit, found in asked.items():
        rarest = sorted(found, key=lambda one: (counts.get(one, 1), one))[:len(found) - int(len(found) * SHARE)]
        candidates = sorted({other for one in rarest for other in units_with.get(one, ())} - {unit})
        for other in candidates:
            if len(asked[other]) >= len(found) and len(set(found) & set(asked[other])) > SHARE * len(found):
                alike.setdefault(unit, other)
                alike.setdefault(other, unit)
                break
    return alike


def _counts_of_shared(sets: Iterable[Sequence[int]]) -> dict[int, int]:
    """How many sets have a number, for those that several have."""
    import numpy as np

    numbers, counts = np.unique(np.concatenate([np.asarray(one, np.int64) for one in sets]), return_counts=True)
    several = counts > 1
    return dict(zip(numbers[several].tolist(), counts[several].tolist(), strict=True))
