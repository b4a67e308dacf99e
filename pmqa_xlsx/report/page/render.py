"""Render the page's HTML, with its own style, script and data and everything else forbidden."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pmqa_xlsx.report import words
from pmqa_xlsx.report.consolidated import state_text, subtitle_of
from pmqa_xlsx.report.measures import points_text
from pmqa_xlsx.report.page import charts, summary
from pmqa_xlsx.report.page import words as wording
from pmqa_xlsx.report.page.design import design_css
from pmqa_xlsx.report.page.picture import Picture
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import thai_year

#: The parts of the page's script, in order.
SCRIPT = ("start.js", "basis.js", "radar.js", "panel.js", "matrix.js", "theme.js")
_HERE = "pmqa_xlsx.report.page"
_THAI = range(0x0E00, 0x0E80)
#: Characters that could end a script element or a line of script.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def render(picture: Picture, document: dict[str, Any]) -> bytes:
    """The page as UTF-8.

    :param document: the data for the script.
    """
    environment = _environment()
    style = design_css() + environment.get_template("page.css").render()
    template = environment.get_template("page.html")
    page = template.render(
        picture=picture, lang=picture.lang, figures=picture.figures, charts=charts, words=words, w=wording,
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
    environment = Environment(loader=PackageLoader(_HERE), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False)
    environment.filters["points"] = points_text
    environment.filters["share"] = lambda value: "–" if value is None else f"{100 * value:.0f} %"
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
    if lang != "th" and any(ord(char) in _THAI for char in said):
        return Markup('<span lang="th">{}</span>').format(said)
    return escape(said)
