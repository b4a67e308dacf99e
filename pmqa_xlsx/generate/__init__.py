"""From a form to the locked workbooks that its units fill in."""

from __future__ import annotations

from pmqa_xlsx.generate.workbook import Round, generate, prepare

__all__ = ["Round", "generate", "prepare"]
