"""Between a form and the definition that the ledger keeps."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pmqa_xlsx.form.model import Form


def definition_of(form: Form) -> dict[str, str]:
    """A form's definition as the ledger keeps it: CSV texts by file name."""
    from pmqa_xlsx.definition import csv_files

    return {name: data.decode("utf-8") for name, data in csv_files(form).items()}


def form_of(files: Mapping[str, str]) -> Form:
    """The form that a definition states.

    :param files: CSV texts by file name.
    :raises DefinitionError: it has mistakes.
    """
    return _form_of(tuple(sorted(files.items())))


@lru_cache(maxsize=8)
def _form_of(files: tuple[tuple[str, str], ...]) -> Form:
    from pmqa_xlsx.definition import load_form

    with tempfile.TemporaryDirectory() as folder:
        for name, text in files:
            (Path(folder) / Path(name).name).write_bytes(text.encode())
        return load_form(folder)
