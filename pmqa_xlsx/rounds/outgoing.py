"""The workbooks sent out from a round's folder: their form, year, password and key, as ``generate`` has listed them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from pmqa_xlsx.consolidate.output import OUTGOING
from pmqa_xlsx.errors import OptionNotValid, RoundNotValid
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ledger.definitions import form_of, key_of_seal
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.system.file_names import MANIFEST_JSON

#: Raised where a list of workbooks is not one of this program.
_NOT_OURS = (ValueError, KeyError, TypeError, AttributeError)


class SentOut(NamedTuple):
    """What ``generate`` has put into a round's folder.

    :ivar password: of the sheets of the last run; ``None`` where none were sent out.
    :ivar keyed: whether any were sealed with a key.
    :ivar workbooks: by unit code, of the round's form and year.
    """

    password: str | None = None
    keyed: bool = False
    workbooks: dict[str, Path] | None = None


def outgoing_manifest(directory: Path) -> dict[str, Any]:
    """What ``generate`` says of the workbooks in a round's folder, unchecked; empty where there is no list of them."""
    try:
        manifest = json.loads((directory / OUTGOING / MANIFEST_JSON).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return manifest if isinstance(manifest, dict) and isinstance(manifest.get("workbooks"), list) else {}


def sent_out(directory: Path, form_id: str, year: int) -> SentOut:
    """The workbooks sent out from a round's folder; nothing where there is no list of them."""
    manifest, folder = outgoing_manifest(directory), directory / OUTGOING
    try:
        files = {}
        for entry in manifest["workbooks"]:
            terms, name = {**manifest, **entry}, str(entry["file"])
            if (terms["form_id"], int(terms["fiscal_year"])) == (form_id, year) and name == Path(name).name:
                files[str(entry["unit_code"])] = folder / name
        return SentOut(str(manifest["password"]), bool(manifest.get("keyed")), files)
    except _NOT_OURS:
        return SentOut()


def form_sent_out(directory: Path) -> tuple[Form | None, int]:
    """The form, and its calendar's year, of the workbooks sent out from a round's folder; ``None`` and 0 if none."""
    manifest = outgoing_manifest(directory)
    try:
        definition = {str(name): str(text) for name, text in manifest["definition"].items()}
        year = int(manifest["fiscal_year"])
    except _NOT_OURS:
        return None, 0
    return form_of(definition), year


def form_to_send(directory: Path, source: str | None, year: int | None) -> tuple[Form, int | None]:
    """The form and the year (in the form's calendar) of workbooks that are to be written to a folder.

    In the folder `outgoing` of a round that has begun they are the round's; elsewhere the given ones.

    :param source: a form's id or definition; ``None`` for the round's, else the shipped one.
    :param year: ``None`` for the round's, else the form's own.
    :raises RoundNotValid: the round is of another form or year.
    """
    from pmqa_xlsx.definition.loading import load_form

    of_round, sent_for = form_sent_out(directory.resolve().parent) if directory.name == OUTGOING else (None, 0)
    if of_round is None:
        return load_form(source), year
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
