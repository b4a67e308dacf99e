"""``report.html``: one page with an overview of a round; it works offline and makes no network request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_xlsx.report.page.document import as_document
from pmqa_xlsx.report.page.picture import Picture
from pmqa_xlsx.report.page.render import render
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


def write_page(consolidation: Consolidation, lang: Lang = "th") -> bytes:
    """Write a consolidated round as one HTML file: status, missing units, scores, findings and how to correct them.

    All text typed by units is written as text, never as markup. The only e-mail addresses shown are those that the
    definition gives for missing units; no answer that is personal data is quoted. The same frames give the same
    bytes.

    :param consolidation: the frames of a round, with its forms, year (B.E.) and day.
    :param lang: language of the page, its messages and labels.
    :returns: UTF-8 bytes of a page that contains its own style, script and data, and forbids everything else.
    """
    picture = Picture(consolidation, lang)
    return render(picture, as_document(picture))
