"""The unit of a return, by its workbook, by the names in its file, cover and mail, and by office decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pmqa_xlsx.catalogue import rejecting_codes
from pmqa_xlsx.consolidate.arrivals import DistinctReturn, address_of, container_names, file_name, later, units_named
from pmqa_xlsx.consolidate.decisions import WHOSE, Decision, Ruling, Rulings
from pmqa_xlsx.consolidate.privacy import cover_positions
from pmqa_xlsx.consolidate.round_facts import office_addresses, ruling_form
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.form.unit_names import UnitNames, names_of_units
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.light_dataclass import dataclass, replace

#: Codes that an ``is-unit`` decision settles, in addition to ownership.
SETTLED_BY_UNIT = WHOSE | {"seal-altered", "other-unit-named"}


@dataclass(frozen=True, slots=True)
class Ownership:
    """Whose a return is.

    :ivar unit_code: the unit that it counts for; if doubtful, the one that its workbook states.
    :ivar findings: those about its ownership.
    :ivar likely_unit: the unit that is named, where the return's own is not known or doubted.
    :ivar decision: the ``is-unit`` that holds for it.
    :ivar unit_name: the unit's Thai name in the edition given last; empty if that lists no such unit.
    """

    unit_code: str
    findings: tuple[Finding, ...] = ()
    likely_unit: str = ""
    decision: Decision | None = None
    unit_name: str = ""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Which units the parts of one return name.

    :ivar own: the unit that its workbook states.
    :ivar form: the edition given last, which rules what units there are; ``None`` where no form was asked for.
    :ivar listed: whether that still lists the unit.
    :ivar file: by the names of its file; of a return whose workbook names no unit, by those of all its arrivals.
    :ivar chosen: what its unit cell names, where it was made for another unit or for one that is no longer listed.
    :ivar container: by the names of the zips and mails that it came in, and of the folders in them.
    :ivar cover: the positions of the cover's slots that name exactly one other unit, each with that unit.
    """

    own: str
    form: Form | None
    listed: bool
    file: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    container: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    sender: frozenset[str] = frozenset()
    cover: tuple[tuple[int, str], ...] = ()
    cover_names_own: bool = False

    @property
    def other_by_file(self) -> str:
        """The one other unit that the file's name names; empty where there is none or it names the own one."""
        return _only_other(self.file, self.own)


def ownerships(
    returns: Sequence[DistinctReturn], layouts: Mapping[tuple[str, str], Layout], forms: Sequence[Form],
    rulings: Rulings, year: int | None,
) -> dict[str, Ownership]:
    """Whose each return is, by SHA-256.

    :param layouts: by form id and version.
    :param forms: the one given last first.
    :param year: the fiscal year (in the form's calendar) asked for; ``None`` for each form's own.
    """
    evidence = {one.main.sha256: _evidence(one, _layout(one.main, layouts), forms, year) for one in returns}
    decided = {one.main.sha256: decision for one in returns
               if (decision := rulings.get(one.main.sha256, Ruling.IS_UNIT)) is not None}
    decided |= _carried_over(returns, evidence, decided)
    sent_for = _sent_for(returns, evidence, decided, rulings, office_addresses(forms))
    found: dict[str, Ownership] = {}
    for one in returns:
        known, layout = evidence[one.main.sha256], _layout(one.main, layouts)
        if decision := decided.get(one.main.sha256):
            found[one.main.sha256] = _as_decided(decision, known, layout, forms, year)
            continue
        sender = sent_for.get(address_of(one.main.sender), frozenset())
        if len(sender) > 1:
            known = replace(known, sender=frozenset())
        findings = tuple(_findings(one.main, known, layout, forms))
        unsure = bool(WHOSE & {finding.code for finding in (*findings, *one.main.reading.findings)})
        likely = _likely(known, sender) if unsure or not known.own else ""
        found[one.main.sha256] = Ownership(known.own, findings, likely, unit_name=_name_in(known.form, known.own))
    return found


def _as_decided(
    decision: Decision, known: _Evidence, layout: Layout | None, forms: Sequence[Form], year: int | None,
) -> Ownership:
    """Whose the office says a return is; where the form does not list that unit any more, it has to say so again."""
    code, name = decision.unit_code, _names(forms, decision.unit_code, "unit")
    findings, likely = [Finding("office-unit", facts={"grounds": decision.reason, **name})], ""
    if layout is not None and not _lists(*(ruling := _ruling_form(layout, forms, year)), code):
        findings.append(Finding("unit-unknown", value=name["unit_th"], facts={"variant": "edition"}))
        likely = _only_other(names_of_units(ruling[0]).named(name["unit_th"]), code)
    return Ownership(code, tuple(findings), likely, decision, _name_in(known.form, code))


def _lists(form: Form, year: int, code: str) -> bool:
    """Whether a form lists a unit for a fiscal year (in the form's calendar)."""
    unit = form.unit_by_code.get(code)
    return unit is not None and unit.answers_in(year)


def _sent_for(
    returns: Sequence[DistinctReturn], evidence: Mapping[str, _Evidence], decided: Mapping[str, Decision],
    rulings: Rulings, office: Collection[str],
) -> dict[str, frozenset[str]]:
    """By a sender's address, the units of its returns that are neither doubtful nor rejected.

    :param office: the office's own addresses; what it forwards says nothing of the unit of its other mails.
    """
    found: dict[str, set[str]] = {}
    for one in returns:
        sha256, known = one.main.sha256, evidence[one.main.sha256]
        decision = decided.get(sha256)
        codes = {finding.code for finding in one.main.reading.findings} - (SETTLED_BY_UNIT if decision else set())
        unsure = not decision and (known.other_by_file or known.cover or not known.listed)
        unit = decision.unit_code if decision else known.own
        if unit and not unsure and not codes & (rejecting_codes() | WHOSE) and not rulings.rejection(sha256):
            found.setdefault(address_of(one.main.sender), set()).add(unit)
    return {sender: frozenset(units) for sender, units in found.items() if sender and sender not in office}


def _carried_over(
    returns: Sequence[DistinctReturn], evidence: Mapping[str, _Evidence], decided: Mapping[str, Decision],
) -> dict[str, Decision]:
    """An ``is-unit`` holds for later returns of the same embedded identity from the same sender.

    Never where there is no sender, for one who has sent for several units, or where file or cover name the embedded
    unit.
    """
    by_sender: dict[str, list[DistinctReturn]] = {}
    for one in returns:
        if sender := address_of(one.main.sender):
            by_sender.setdefault(sender, []).append(one)
    carried: dict[str, Decision] = {}
    for ones in by_sender.values():
        for decision in {id(d): d for one in ones if (d := decided.get(one.main.sha256))}.values():
            embedded = evidence[decision.sha256].own if decision.sha256 in evidence else ""
            units = {decided[one.main.sha256].unit_code if one.main.sha256 in decided else
                     evidence[one.main.sha256].own for one in ones
                     if one.main.sha256 in decided or evidence[one.main.sha256].own not in (embedded, "")}
            if units != {decision.unit_code}:
                continue
            since = replace(decision, at=max(decision.at, decision.carried_from or decision.at))
            for one in ones:
                known = evidence[one.main.sha256]
                if (one.main.sha256 not in decided and embedded and known.own == embedded and later(one, since)
                        and known.own not in known.file and not known.cover_names_own):
                    carried[one.main.sha256] = decision
    return carried


def ownership_of_again(
    arrival: Return, own: Ownership, layout: Layout | None, forms: Sequence[Form], year: int | None,
) -> Ownership:
    """Whose a further arrival of known bytes is meant to be: its names or its mail may name another unit."""
    if layout is None or not own.unit_code:
        named = units_named([arrival], names_of_units(forms[0])) if forms else ()
        return replace(own, likely_unit=next((min(codes) for codes in named if len(codes) == 1), own.likely_unit))
    names, container = names_of_units(_ruling_form(layout, forms, year)[0]), container_names(arrival.file)
    found = dict(_named_otherwise(own.unit_code, forms, (
        ("subject", names.named(arrival.subject), arrival.subject),
        ("container", frozenset[str]().union(*map(names.named_by_file, container)), " > ".join(container)),
        ("file", names.named_by_file(file_name(arrival.file)), file_name(arrival.file)))))
    likely, finding = next(reversed(found.items()), ("", None))
    return replace(own, findings=(finding,) if finding else (), likely_unit=likely)


def _ruling_form(layout: Layout, forms: Sequence[Form], year: int | None) -> tuple[Form, int]:
    """The edition given last of a return's form, and the fiscal year that the return is for."""
    of_year = layout.form.fiscal_year if year is None else year
    return ruling_form(forms, year, layout.form, of_year), of_year


def _evidence(
    one: DistinctReturn, layout: Layout | None, forms: Sequence[Form], year: int | None,
) -> _Evidence:
    main = one.main
    form, listed, own = forms[0] if forms else None, True, main.reading.unit_code
    if layout is not None:
        form, of_year = _ruling_form(layout, forms, year)
        listed = _lists(form, of_year, own)
    if form is None:
        return _Evidence(own, None, listed)
    names = names_of_units(form)
    cover = list(_on_cover(main, layout, names))
    by_file, by_container, by_subject = units_named([main] if own else [main, *one.others], names)
    return _Evidence(
        own, form, listed, by_file,
        chosen=frozenset[str]().union(*(names.named(text) for text in _names_stated(main, layout, listed=listed))),
        container=by_container, subject=by_subject, sender=_units_of(form, names, main.sender),
        cover=tuple((position, other) for position, codes in cover if (other := _only_other(codes, own))),
        cover_names_own=any(own in codes for _, codes in cover))


def _names_stated(one: Return, layout: Layout | None, *, listed: bool) -> Iterator[str]:
    """What the unit cell says where that is doubtful, and the name of a unit that is no longer listed by its code."""
    yield from (each.value for each in one.reading.findings if each.code in ("unit-doubtful", "unit-unknown"))
    if layout is not None and not listed and one.reading.unit_code in layout.form.unit_by_code:
        yield layout.form.unit_by_code[one.reading.unit_code].name.th


def _on_cover(one: Return, layout: Layout | None, names: UnitNames) -> Iterator[tuple[int, frozenset[str]]]:
    """The cover's slots that name units, a person's name, e-mail and telephone left out."""
    if layout is None or not one.reading.slots:
        return
    positions = cover_positions(layout)
    values = one.reading.slots.columns.values if positions else ()
    for position in positions:
        if values[position] and (codes := names.named(values[position])):
            yield position, codes


def _findings(one: Return, known: _Evidence, layout: Layout | None, forms: Sequence[Form]) -> Iterator[Finding]:
    if layout is None or known.own not in layout.form.unit_by_code:
        return  # it is of no unit that is known, so that nothing can name another one
    if not known.listed and known.form is not layout.form:
        yield Finding("unit-unknown", value=layout.form.unit_by_code[known.own].name.th, facts={
            "variant": "edition", **_names([layout.form], known.own, "named")})
    made_for = _names(forms, known.own, "made_for")
    if other := known.other_by_file:
        yield Finding("unit-doubtful", value=file_name(one.file),
                      facts={**made_for, **_names(forms, other, "named"), "variant": "file"})
    for position, other in known.cover:
        slots = one.reading.slots
        place = Place(slots.places.sheets[position], slots.places.cells[position], layout.slots[position].question)
        yield Finding("unit-doubtful", place, list(slots.columns.values)[position],
                      {**made_for, **_names(forms, other, "named"), "variant": "cover"})
    doubted = {known.other_by_file, *(other for _, other in known.cover)}
    yield from (finding for other, finding in _named_otherwise(known.own, forms, (
        ("container", known.container, " > ".join(container_names(one.file))),
        ("subject", known.subject, one.subject), ("sender", known.sender, one.sender))) if other not in doubted)


def _named_otherwise(
    own: str, forms: Sequence[Form], named: Iterable[tuple[str, frozenset[str], str]],
) -> Iterator[tuple[str, Finding]]:
    """Each other unit that is named beside the workbook, with the finding about it.

    :param named: by what, which units, and the text that names them.
    """
    for by, codes, text in named:
        if other := _only_other(codes, own):
            facts = {**_names(forms, own, "made_for"), **_names(forms, other, "named"), "variant": by}
            yield other, Finding("other-unit-named", value=text, facts=facts)


def _likely(known: _Evidence, sent_for: frozenset[str]) -> str:
    """The one unit that is named: by the file's name, the unit cell, the cover, its containers, subject or sender.

    :param sent_for: the units for which other returns came from its sender; a sender for several units counts for none.
    """
    on_cover = frozenset(other for _, other in known.cover)
    for codes in (known.file, known.chosen, on_cover, known.container, known.subject, known.sender | sent_for):
        others = codes - {known.own} or codes
        if len(others) == 1:
            return next(iter(others))
    return ""


def _name_in(form: Form | None, code: str) -> str:
    unit = form.unit_by_code.get(code) if form else None
    return unit.name.th if unit else ""


def _only_other(codes: frozenset[str], own: str) -> str:
    return next(iter(codes)) if len(codes) == 1 and own not in codes else ""


def _units_of(form: Form, names: UnitNames, sender: str) -> frozenset[str]:
    """Units whose defined e-mail equals the sender's, or whose office the sender's name is."""
    office = form.unit_label.th and form.unit_label.th in sender
    return (names.named(sender) if office else frozenset()) | names.having_email(address_of(sender))


def _layout(one: Return, layouts: Mapping[tuple[str, str], Layout]) -> Layout | None:
    return layouts.get((one.reading.form_id, one.reading.form_version)) if one.reading.slots else None


def _names(forms: Sequence[Form], code: str, fact: str) -> dict[str, str]:
    """A unit's name as the facts of a finding; its code where no form lists it."""
    unit = next((form.unit_by_code[code] for form in forms if code in form.unit_by_code), None)
    return {f"{fact}_th": unit.name.th if unit else code, f"{fact}_en": unit.name.of("en") if unit else code}
