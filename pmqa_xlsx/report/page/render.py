"""Render the page's HTML, with its own style, script and data and everything else forbidden."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from pmqa_xlsx.consolidate.frame_rows import Edition
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.report import words
from pmqa_xlsx.report.consolidated import state_text, subtitle_of
from pmqa_xlsx.report.figures import Figures, ScoreLine
from pmqa_xlsx.report.page import charts, summary
from pmqa_xlsx.report.page import words as wording
from pmqa_xlsx.report.page.design import design_css, language_of, page_templates
from pmqa_xlsx.report.page.picture import Picture
from pmqa_xlsx.report.people_findings import FileLine, Strings, kind_of
from pmqa_xlsx.report.units import UnitRow
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import thai_year

#: Most findings in a unit's panel, errors first; it also shows how many more there are.
MOST_FINDINGS = 150
#: The parts of the page's script, in order.
SCRIPT = ("start.js", "basis.js", "radar.js", "panel.js", "matrix.js", "theme.js")
_HERE = "pmqa_xlsx.report.page"
#: Characters that could end a script element or a line of script.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def page_data(picture: Picture) -> dict[str, Any]:
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
        "kinds": {kind_of(line): {"title": line.title, "severity": line.severity, "count": line.count,
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
    for figures in picture.both.values():
        for line in (*figures.categories, *figures.sections, *figures.criteria):
            spread = asdict(line.spread) if line.spread else None
            found.setdefault((line.edition, line.category, line.code), {})[figures.basis.value] = spread
    return found


def _line(picture: Picture, line: ScoreLine, spreads: _Spreads) -> dict[str, Any]:
    return {"code": line.code, "category": line.category, "short": picture.say(line.short),
            "text": picture.say(line.text), "spread": spreads[line.edition, line.category, line.code]}


def _unit(picture: Picture, strings: Strings, unit: UnitRow, edition: int,
          lines: Mapping[str, Sequence[ScoreLine]]) -> dict[str, Any]:
    found = picture.renderer.render(unit.key) if unit.key else []
    return {
        "edition": edition, "code": unit.code, "name": picture.unit_name(unit), "group": unit.group,
        "status": unit.status,
        "rank": {basis.value: figures.ranks.get((unit.edition, unit.code)) for basis, figures in picture.both.items()},
        "required": unit.required, "answered": unit.answered, "completeness": unit.completeness, "total": unit.total,
        **{part: [unit.percents.get((line.level, line.code)) for line in own] for part, own in lines.items()},
        "unanswered": {part: [place for place, line in enumerate(own) if (line.level, line.code) in unit.unanswered]
                       for part, own in lines.items()},
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


def render(picture: Picture, document: dict[str, Any]) -> bytes:
    """The page as UTF-8.

    :param document: the data for the script.
    """
    environment = _environment()
    style = design_css() + environment.get_template("page.css").render()
    template = environment.get_template("page.html")
    page = template.render(
        picture=picture, lang=picture.lang, figures=picture.figures, charts=charts, words=words, own=wording,
        say=picture.say, native=lambda text: _native(text, picture.lang),
        subtitle=subtitle_of(picture.source, picture.lang), day=picture.day,
        short_day=lambda day: _short_day(day, picture.lang), table_day=lambda day: _table_day(day, picture),
        sections=_sections(picture), summary=summary,
        edition_line=state_text(picture.source, picture.lang),
        style=Markup(style), script=Markup(_script()), policy=_policy(style, _script()),  # noqa: S704  our own files
        data=Markup(as_json(document)),  # noqa: S704  escaped there
    )
    return page.encode("utf-8", "replace")


def as_json(document: dict[str, Any]) -> str:
    """JSON that is safe inside a script element, with any texts."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


@cache
def _environment() -> Environment:
    environment = page_templates(_HERE)
    environment.filters["at"] = lambda value: f"{value:.2f}".rstrip("0").rstrip(".")
    environment.filters["shown"] = _shown
    return environment


@cache
def _script() -> str:
    folder = files(_HERE) / "templates"
    parts = [(folder / name).read_text(encoding="utf-8") for name in SCRIPT]
    return "\n(function () {\n\"use strict\";\n" + "\n".join(parts) + "})();\n"


def _sections(picture: Picture) -> list[tuple[str, Text]]:
    """The page's sections: id and heading."""
    figures = picture.figures
    known = (("summary", wording.SUMMARY, True), ("status", words.RETURNS, True), ("today", wording.TODAY, True),
             ("changes", wording.CHANGES, picture.changes), ("groups", words.GROUPS, figures.groups),
             ("matrix", wording.MATRIX, True),
             ("profile", wording.PROFILE, picture.profiles(figures)),
             ("spread", wording.SPREAD, picture.scored(figures)),
             ("section-means", wording.SECTION_MEANS, figures.sections),
             ("weakest", wording.WEAKEST, figures.weakest), ("targets", words.TARGETS, picture.targets(figures)),
             ("findings", wording.FINDINGS, True), ("rejected", wording.REJECTED, picture.rejected))
    return [(name, text) for name, text, there in known if there]


def _short_day(day: dt.date, lang: Lang) -> str:
    """A day for a narrow axis, without its year: ``30 พ.ย.``, ``30 Nov``."""
    return f"{day.day} {wording.MONTHS[day.month - 1].of(lang)}"


def _table_day(day: dt.date, picture: Picture) -> str:
    """A day for a narrow column: ``30 พ.ย. 2569``, ``30 Nov 2026``."""
    in_be = picture.lang == "th" and picture.source.calendar is Calendar.BE
    return f"{_short_day(day, picture.lang)} {thai_year(day.year) if in_be else day.year}"


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows the page's own style and script and nothing else."""
    return (f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
            "base-uri 'none'; form-action 'none'")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _shown(text: str) -> str:
    """A text from outside without characters that a page cannot show."""
    return "".join(char if char.isprintable() else " " if char.isspace() else "\ufffd" for char in text)


def _native(text: str | Text, lang: Lang) -> Markup:
    """A text, marked as Thai if it is Thai and the page is not, so that a screen reader speaks it as Thai."""
    said = text.of(lang) if isinstance(text, Text) else text
    if language_of(said, lang) != lang:
        return Markup('<span lang="th">{}</span>').format(said)
    return escape(said)
