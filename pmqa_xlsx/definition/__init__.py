"""Tables (.xlsx or CSV) to a form and back, and every mistake of a definition at once."""

from pmqa_xlsx.definition.loading import check_definition, load_form
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.sources import shipped_forms
from pmqa_xlsx.definition.workbook import write_workbook
from pmqa_xlsx.definition.writing import csv_files, form_to_tables, write_csv_folder

__all__ = [
    "Mistake", "check_definition", "csv_files", "form_to_tables", "load_form", "shipped_forms", "write_csv_folder",
    "write_workbook",
]
