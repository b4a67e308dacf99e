"""The workbooks sent out from a round's folder: their form and year, their password and key, where each unit's is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pmqa_xlsx.consolidate.output import OUTGOING
from pmqa_xlsx.errors import OptionNotValid, RoundNotValid
from pmqa_xlsx.ledger.definitions import form_of, key_of_seal
from pmqa_xlsx.ledger.store import Ledger

if TYPE_CHECKING:
    from pmqa_xlsx.form.model import Form


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
    return json.loads((directory / OUTGOING / "manifest.json").read_text(encoding="utf-8"))


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
    """The definition and the year (B.E.) of the workbooks sent out from a round's folder.

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
    """The form and the year (B.E.) of workbooks that are to be written to a folder.

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
