"""Many returns become one result: which ones count, the frames, and how they are saved and loaded.

The names are imported at first use: whoever reads a saved result needs nothing of what makes one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_xlsx.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.consolidate.frames import consolidate
    from pmqa_xlsx.consolidate.model import ReportFile
    from pmqa_xlsx.consolidate.output import Originals, check_writable, output_lock
    from pmqa_xlsx.consolidate.schema import COLUMNS
    from pmqa_xlsx.consolidate.status import Status

__all__ = [
    "COLUMNS", "Consolidation", "Originals", "ReportFile", "Status", "check_writable", "consolidate", "output_lock",
]

__getattr__ = lazy_names(__name__, {
    "COLUMNS": ".schema", "Consolidation": ".consolidation", "Originals": ".output", "ReportFile": ".model",
    "Status": ".status", "check_writable": ".output", "consolidate": ".frames",
    "output_lock": ".output"})
