"""From the frames of a round to reports for people: a workbook, a page, and what commands print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pmqa_xlsx.system.file_names import CONSOLIDATED, PAGE
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.consolidate.model import ReportFile


def report_files(consolidation: Consolidation, lang: Lang = "th",
                 against: Mapping[str, Consolidation] | None = None) -> list[ReportFile]:
    """The reports to save beside the frames, by file name.

    :param against: further results that the page compares with, by name: a snapshot's, or last year's.
    """
    from pmqa_xlsx.report.consolidated import write_consolidated
    from pmqa_xlsx.report.page import write_page

    return [(CONSOLIDATED, lambda: write_consolidated(consolidation, lang)),
            (PAGE, lambda: write_page(consolidation, lang, against))]
