"""What the pages of report and app share: colours, cards, tables, buttons, and how texts and figures are shown."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from pmqa_xlsx.report.measures import percent_text, points_text
from pmqa_xlsx.text.language import Lang

#: The style sheets that every page has, in order: the colours, light and dark, then the elements.
SHARED = ("tokens.css", "base.css")
_THAI = range(0x0E00, 0x0E80)


@cache
def design_css() -> str:
    """The shared style sheets as one text; a page adds its own rules after it.

    Colours follow the system's light or dark, unless the root element has ``data-theme="light"`` or ``"dark"``.
    """
    environment = Environment(loader=PackageLoader("pmqa_xlsx.report.page"))  # noqa: S701  style sheets, no markup
    return "\n".join(environment.get_template(name).render() for name in SHARED)


def page_templates(package: str) -> Environment:
    """The templates of a package: all that they show is escaped, and nothing may lack."""
    environment = Environment(loader=PackageLoader(package), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)
    environment.filters["points"] = points_text
    environment.filters["share"] = lambda share: percent_text(share).replace(" ", "\u00a0")  # one word: no line break
    return environment


def language_of(text: str, lang: Lang) -> Lang:
    """The language of a text on a page for a screen reader: Thai where it has Thai letters, else the page's."""
    return "th" if any(ord(char) in _THAI for char in text) else lang
