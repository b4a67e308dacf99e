"""Send out locked Excel forms, and consolidate the returns into one reliable table.

The public names: :func:`load_form`, :func:`generate`, :func:`ingest` and the classes of their results. They are
imported at first use, so that ``import pmqa_xlsx`` is fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_xlsx.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from pmqa_xlsx.api import generate, ingest, load_form
    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.errors import OperatorError
    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.rounds.round import Round

__all__ = ["Consolidation", "Form", "OperatorError", "Round", "generate", "ingest", "load_form"]

__getattr__ = lazy_names(__name__, {
    "Consolidation": ".consolidate.consolidation", "Form": ".form.model", "OperatorError": ".errors",
    "Round": ".rounds.round", "generate": ".api", "ingest": ".api", "load_form": ".api"})


def __dir__() -> list[str]:
    return sorted(__all__)
