"""The page's data for its script as one JSON document, with the figures of the frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pmqa_xlsx.consolidate.frame_rows import Edition
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.report import words
from pmqa_xlsx.report.figures import Figures, ScoreLine
from pmqa_xlsx.report.page import words as wording
from pmqa_xlsx.report.page.file_lines import FileLine
from pmqa_xlsx.report.page.picture import Picture
from pmqa_xlsx.report.people_findings import Strings
from pmqa_xlsx.report.units import UnitRow

#: Most findings in a unit's panel, errors first; it also shows how many more there are.
MOST_FINDINGS = 150


def as_document(picture: Picture) -> dict[str, Any]:
    """The page's data, ready for JSON; the same frames give the same document.

    Editions, categories, sections and criteria are in the forms' order; a unit's are parallel to those of its edition,
    percents 0–100 or ``null``. Findings refer to texts by their index in ``strings``.
    """
    figures, strings = picture.figures, Strings()
    places = {edition: place for place, edition in enumerate(picture.editions)}
    lines = {edition: _lines_of(figures, edition) for edition in picture.editions}
    totals = {line.edition: line for line in figures.categories if line.code == TOTAL}
    spreads = _spreads(picture)
    units = [_unit(picture, strings, unit, places[unit.edition], lines[unit.edition]) for unit in picture.units]
    return {
        "lang": picture.lang, "basis": picture.basis.value,
        "counts": {
            "units": figures.units, "accepted": figures.accepted, "to_correct": figures.to_correct,
            "missing": figures.missing, "late": figures.late, "overdue": figures.overdue, "files": dict(figures.files)},
        "editions": [{
            "name": edition.name, "year": edition.fiscal_year,
            "total": _line(picture, totals[edition], spreads) if edition in totals else None,
            **{part: [_line(picture, line, spreads) for line in own] for part, own in lines[edition].items()},
        } for edition in picture.editions],
        "units": units,
        "codes": {line.code: {"title": line.title, "severity": line.severity, "count": line.count,
                              "counted": line.counted} for line in picture.codes},
        "severities": {severity: picture.say(text) for severity, text in words.URGENCY.items()},
        "statuses": {status: picture.say(text) for status, text in words.STATUS.items()},
        "words": {name: picture.say(text) for name, text in wording.FOR_THE_SCRIPT.items()},
        "strings": strings.all,
    }


def _lines_of(figures: Figures, edition: Edition) -> dict[str, list[ScoreLine]]:
    """The lines of an edition by what they are."""
    parts = {"categories": [line for line in figures.categories if line.code != TOTAL],
             "sections": figures.sections, "criteria": figures.criteria}
    return {part: [line for line in lines if line.edition == edition] for part, lines in parts.items()}


_Spreads = Mapping[tuple[Edition, str, str], dict[str, Any]]


def _spreads(picture: Picture) -> _Spreads:
    """The spread of each line by basis: ``complete`` and ``all``, ``null`` without a unit."""
    found: dict[tuple[Edition, str, str], dict[str, Any]] = {}
    for figures in picture.both:
        for line in (*figures.categories, *figures.sections, *figures.criteria):
            spread = asdict(line.spread) if line.spread else None
            found.setdefault((line.edition, line.category, line.code), {})[figures.basis.value] = spread
    return found


def _line(picture: Picture, line: ScoreLine, spreads: _Spreads) -> dict[str, Any]:
    return {"code": line.code, "category": line.category, "short": picture.say(line.short),
            "text": picture.say(line.text), "spread": spreads[line.edition, line.category, line.code]}


def _unit(picture: Picture, strings: Strings, unit: UnitRow, edition: int,
          lines: Mapping[str, Sequence[ScoreLine]]) -> dict[str, Any]:
    found = picture.renderer.render(unit.file) if unit.file else []
    return {
        "edition": edition, "code": unit.code, "name": picture.unit_name(unit), "group": unit.group,
        "status": unit.status,
        "rank": {figures.basis.value: figures.ranks.get((unit.edition, unit.code)) for figures in picture.both},
        "required": unit.required, "answered": unit.answered, "completeness": unit.completeness, "total": unit.total,
        **{part: [unit.percents.get((line.level, line.code)) for line in own] for part, own in lines.items()},
        "errors": unit.errors, "warnings": unit.warnings, "late": unit.late, "days_late": unit.days_late,
        "sent_on": picture.day(unit.sent_on, ""),
        "findings": strings.compact(found[:MOST_FINDINGS]),
        "more": sum(one.count for one in found[MOST_FINDINGS:]),
        "files": [_file(strings, file) for file in picture.other_files if _belongs(picture, file, unit)],
    }


def _belongs(picture: Picture, file: FileLine, unit: UnitRow) -> bool:
    """Whether a file that does not count is the unit's; one of another form belongs to the unit in every edition."""
    asked = {form.form_id for form in picture.source.forms}
    return file.unit_code == unit.code and (file.form_id == unit.edition.form_id or file.form_id not in asked)


def _file(strings: Strings, file: FileLine) -> dict[str, Any]:
    return {"name": file.name, "status": file.status, "sent_on": file.sent_on,
            "findings": strings.compact(file.findings[:MOST_FINDINGS])}
