"""Find the returns under paths: one :class:`Received` for every candidate return.

The names are imported at first use: a worker needs none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_xlsx.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from pmqa_xlsx.intake.received import Received
    from pmqa_xlsx.intake.stage import Intake, receive

__all__ = ["Intake", "Received", "receive"]

__getattr__ = lazy_names(__name__, {"Intake": ".stage", "Received": ".received", "receive": ".stage"})
