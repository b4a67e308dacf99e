"""Read a form from tables (.xlsx or CSV) and write it back; report all mistakes of a definition at once.

The modules that write definitions are imported at first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmqa_xlsx.definition.loading import check_definition, load_form
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.sources import shipped_forms
from pmqa_xlsx.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from pmqa_xlsx.definition.workbook import write_workbook
    from pmqa_xlsx.definition.writing import csv_files, form_to_tables, write_csv_folder

__all__ = [
    "Mistake", "check_definition", "csv_files", "form_to_tables", "load_form", "shipped_forms", "write_csv_folder",
    "write_workbook",
]

__getattr__ = lazy_names(__name__, {
    "write_workbook": ".workbook", "csv_files": ".writing", "form_to_tables": ".writing",
    "write_csv_folder": ".writing"})
