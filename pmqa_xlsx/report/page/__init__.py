"""``report.html``: one page that shows a round at a glance, works offline and asks nothing of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_xlsx.report.page.document import as_document
from pmqa_xlsx.report.page.picture import Picture
from pmqa_xlsx.report.page.render import render
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


def write_page(consolidation: Consolidation, lang: Lang = "th") -> bytes:
    """Write a consolidated round as one HTML file: status, who is missing, scores, findings and how to mend them.

    Whatever units typed stands as text and never as markup. No e-mail address is shown but those that the
    definition gives for missing units, and no answer that is personal data is quoted. The same frames give the
    same bytes.

    :param consolidation: the frames of a round, with its forms, year (B.E.) and day.
    :param lang: language of the page, its messages and labels.
    :returns: UTF-8 bytes of a page that holds its own style, script and data, and forbids everything else.
    """
    picture = Picture(consolidation, lang)
    return render(picture, as_document(picture))
