"""``report.html``: one page with an overview of a round; it works offline and makes no network request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation


def write_page(
    consolidation: Consolidation, lang: Lang = "th", against: Mapping[str, Consolidation] | None = None,
) -> bytes:
    """Write a consolidated round as one HTML file: status, missing units, scores, findings and how to correct them.

    All text typed by units is written as text, never as markup. The only personal data shown is whom to call: of each
    unit that owes something the first person on its cover, and the address that the definition gives, or else that from
    which the last file of a missing unit was sent. No finding
    quotes an answer that is personal data. The same frames give the same bytes.

    :param consolidation: the frames of a round, with its forms, year (in the form's calendar) and day.
    :param lang: language of the page, its messages and labels.
    :param against: further results to compare with, by name: a snapshot's, or last year's.
    :returns: UTF-8 bytes of a page that contains its own style, script and data, and forbids everything else.
    """
    from pmqa_xlsx.report.page.picture import Picture
    from pmqa_xlsx.report.page.render import page_data, render
    from pmqa_xlsx.report.round import with_form_texts

    picture = Picture(with_form_texts(consolidation), lang, against)
    return render(picture, page_data(picture))
