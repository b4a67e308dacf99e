"""Send out locked Excel forms, and consolidate the returns into one reliable table.

The public names: :func:`load_form`, :func:`generate`, :func:`ingest` and the classes of their results. They are
imported at first use, so that ``import pmqa_xlsx`` is fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pmqa_xlsx.api import generate, ingest, load_form
    from pmqa_xlsx.consolidate import Consolidation
    from pmqa_xlsx.errors import OperatorError
    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.ledger.rounds import Round

__all__ = ["Consolidation", "Form", "OperatorError", "Round", "generate", "ingest", "load_form"]

_MODULES = {
    "Consolidation": "pmqa_xlsx.consolidate",
    "Form": "pmqa_xlsx.form.model",
    "OperatorError": "pmqa_xlsx.errors",
    "Round": "pmqa_xlsx.ledger.rounds",
    "generate": "pmqa_xlsx.api",
    "ingest": "pmqa_xlsx.api",
    "load_form": "pmqa_xlsx.api",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
