"""A definition as a folder of CSV files, as people keep it under version control."""

from pathlib import Path

from pmqa_xlsx.definition.writing import csv_files
from pmqa_xlsx.form.model import Form


def write_csv_folder(form: Form, folder: Path) -> None:
    """Write a form's definition into a folder, which is created."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in csv_files(form).items():
        (folder / name).write_bytes(data)
