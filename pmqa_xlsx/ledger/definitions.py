"""The forms of a round: definitions that its ledger keeps, the workbooks sent out from its folder, and fingerprints.

The fingerprints are of what each return was read by. The workbooks sent out state their form, year, password and key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pmqa_xlsx.consolidate.output import OUTGOING
from pmqa_xlsx.errors import OptionNotValid, RoundNotValid
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.system.build import reading_build
from pmqa_xlsx.system.file_names import MANIFEST_JSON
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


#: Raised where there is no list of workbooks, or none of this program.
_NO_MANIFEST = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


class SentOut(NamedTuple):
    """What ``generate`` has put into a round's folder.

    :ivar password: of the sheets of the last run; ``None`` where none were sent out.
    :ivar keyed: whether any were sealed with a key.
    :ivar workbooks: by unit code, of the round's form and year.
    """

    password: str | None = None
    keyed: bool = False
    workbooks: dict[str, Path] | None = None


def read_manifest(directory: Path) -> Any:
    """What ``generate`` says of the workbooks in a round's folder, unchecked.

    :raises OSError, ValueError, RecursionError: there is none, or it cannot be read.
    """
    return json.loads((directory / OUTGOING / MANIFEST_JSON).read_text(encoding="utf-8"))


def sent_out(directory: Path, form_id: str, year: int) -> SentOut:
    """The workbooks sent out from a round's folder; nothing where there is no list of them."""
    folder = directory / OUTGOING
    try:
        manifest = read_manifest(directory)
        files = {}
        for entry in manifest["workbooks"]:
            terms, name = {**manifest, **entry}, str(entry["file"])
            if (terms["form_id"], int(terms["fiscal_year"])) == (form_id, year) and name == Path(name).name:
                files[str(entry["unit_code"])] = folder / name
        return SentOut(str(manifest["password"]), bool(manifest.get("keyed")), files)
    except _NO_MANIFEST:
        return SentOut()


def sent_out_definition(directory: Path) -> tuple[Mapping[str, str] | str, int]:
    """The definition and the year (in the form's calendar) of the workbooks sent out from a round's folder.

    :returns: the definition as CSV texts by file name, or its form's id where an older version of the program wrote the
        workbooks; "" and 0 where none were sent out.
    """
    try:
        manifest = read_manifest(directory)
        definition = {str(name): str(text) for name, text in manifest.get("definition", {}).items()}
        return definition or str(manifest["form_id"]), int(manifest["fiscal_year"])
    except _NO_MANIFEST:
        return "", 0


def form_to_send(directory: Path, source: str | None, year: int | None) -> tuple[Form, int | None]:
    """The form and the year (in the form's calendar) of workbooks that are to be written to a folder.

    In the folder `outgoing` of a round that has begun they are the round's; elsewhere the given ones.

    :param source: a form's id or definition; ``None`` for the round's, else the shipped one.
    :param year: ``None`` for the round's, else the form's own.
    :raises RoundNotValid: the round is of another form or year.
    """
    from pmqa_xlsx.definition.loading import load_form

    begun, sent_for = sent_out_definition(directory.resolve().parent) if directory.name == OUTGOING else ("", 0)
    if not begun:
        return load_form(source), year
    of_round = load_form(begun) if isinstance(begun, str) else form_of(begun)
    form = of_round if source is None else load_form(source)
    if (form.form_id, year or sent_for) != (of_round.form_id, sent_for):
        named, its = f"{form.form_id} {year or sent_for}", f"{of_round.form_id} {sent_for}"
        raise RoundNotValid("round-of-other-form", directory=directory, its=its, named=named)
    return form, sent_for


def check_key(ledger: Ledger, out: SentOut, seal_key: bytes | None) -> None:
    """Ask for the key with which the workbooks were sealed; a workbook sealed otherwise would come back as altered.

    :raises OptionNotValid: it is not given, or it is another one than returns were read with.
    """
    used = {"+" + read_by.partition("+")[2] for read_by in ledger.read_by().values() if "+" in read_by}
    if seal_key is None and (out.keyed or used):
        raise OptionNotValid("seal-key-missing")
    if seal_key is not None and used and key_of_seal(seal_key) not in used:
        raise OptionNotValid("seal-key-other")
