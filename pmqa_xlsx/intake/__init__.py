"""Find the returns under paths: one :class:`Received` for every candidate return.

The names are imported at first use: a worker needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pmqa_xlsx.intake.received import Received
    from pmqa_xlsx.intake.stage import Intake, receive

__all__ = ["Intake", "Received", "receive"]

_MODULES = {"Intake": "stage", "Received": "received", "receive": "stage"}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
