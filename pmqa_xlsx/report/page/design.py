"""The design that the report page and the browser pages share: colours by name, texts, cards, tables, buttons."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader

#: The style sheets that every page has, in order: the colours, light and dark, then the elements.
SHARED = ("tokens.css", "base.css")


@cache
def design_css() -> str:
    """The shared style sheets as one text; a page adds its own rules after it.

    Colours follow the system's light or dark, unless the root element has ``data-theme="light"`` or ``"dark"``.
    """
    environment = Environment(loader=PackageLoader("pmqa_xlsx.report.page"))  # noqa: S701  style sheets, no markup
    return "\n".join(environment.get_template(name).render() for name in SHARED)
