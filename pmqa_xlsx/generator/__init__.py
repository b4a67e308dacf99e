"""From a form to the locked workbooks that its units fill in."""

from __future__ import annotations

from pmqa_xlsx.generator.outputs import Manifest, Written, write_workbooks
from pmqa_xlsx.generator.workbook import WorkbookRun, prepare

__all__ = ["Manifest", "WorkbookRun", "Written", "prepare", "write_workbooks"]
