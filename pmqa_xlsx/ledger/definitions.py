"""Forms as the ledger keeps them, and fingerprints of what each return was read by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from pmqa_xlsx.form.model import Form
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.system.build import reading_build
from pmqa_xlsx.system.folders import temporary_folder


def definition_of(form: Form) -> dict[str, str]:
    """A form's definition as the ledger keeps it: CSV texts by file name."""
    from pmqa_xlsx.definition.writing import csv_files

    return {name: data.decode("utf-8") for name, data in csv_files(form).items()}


def form_of(files: Mapping[str, str], *, checked: bool = False) -> Form:
    """The form that a definition states.

    :param files: CSV texts by file name.
    :param checked: whether it had no mistakes when the ledger stored it.
    :raises DefinitionError: it has mistakes.
    """
    return _form_of(tuple(sorted(files.items())), checked=checked)


@lru_cache(maxsize=8)
def _form_of(files: tuple[tuple[str, str], ...], *, checked: bool) -> Form:
    from pmqa_xlsx.definition.loading import load_checked_form, load_form

    with temporary_folder() as folder:
        for name, text in files:
            (folder / Path(name).name).write_bytes(text.encode())
        return load_checked_form(folder) if checked else load_form(folder)


def reader_key(forms: Iterable[Form], year: int | None) -> str:
    """Fingerprint of these forms and this program, sixteen hex digits."""
    from pmqa_xlsx.definition.writing import csv_files

    digest = hashlib.sha256(f"{year} {reading_build()}".encode())
    for form in forms:
        for name, data in sorted(csv_files(form).items()):
            digest.update(f"{name} {len(data)} ".encode() + data)
    return digest.hexdigest()[:16]


def key_of_layout(layout: Layout | None) -> str:
    """Fingerprint of a layout's slots; empty for a file in which no return was found.

    Answers are kept by their position: they mean nothing in a layout with other slots.
    """
    if layout is None:
        return ""
    return "." + hashlib.sha256("\n".join(str(slot.question) for slot in layout.slots).encode()).hexdigest()[:8]


def key_of_seal(seal_key: bytes | None) -> str:
    """Fingerprint of a seal key; empty without one."""
    return "" if seal_key is None else "+" + hashlib.sha256(b"seal key " + seal_key).hexdigest()[:8]
