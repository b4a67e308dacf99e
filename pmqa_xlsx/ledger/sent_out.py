"""The workbooks sent out from a round's folder: their password, whether they have a key, and where each unit's is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from pmqa_xlsx.consolidate.output import OUTGOING
from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.ledger.definitions import key_of_seal
from pmqa_xlsx.ledger.store import Ledger


class SentOut(NamedTuple):
    """What ``generate`` has put into a round's folder.

    :ivar password: of the sheets of the last run; ``None`` where none were sent out.
    :ivar keyed: whether any were sealed with a key.
    :ivar workbooks: by unit code, of the round's form and year.
    """

    password: str | None = None
    keyed: bool = False
    workbooks: dict[str, Path] | None = None


def sent_out(directory: Path, form_id: str, year: int) -> SentOut:
    """The workbooks sent out from a round's folder; nothing where there is no list of them."""
    folder = directory / OUTGOING
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        files = {}
        for entry in manifest["workbooks"]:
            terms, name = {**manifest, **entry}, str(entry["file"])
            if (terms["form_id"], int(terms["fiscal_year"])) == (form_id, year) and name == Path(name).name:
                files[str(entry["unit_code"])] = folder / name
        return SentOut(str(manifest["password"]), bool(manifest.get("keyed")), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return SentOut()


def check_key(ledger: Ledger, out: SentOut, seal_key: bytes | None) -> None:
    """Ask for the key with which the workbooks were sealed; a workbook sealed otherwise would come back as altered.

    :raises OptionNotValid: it is not given, or it is another one than returns were read with.
    """
    used = {"+" + read_by.partition("+")[2] for read_by in ledger.read_by().values() if "+" in read_by}
    if seal_key is None and (out.keyed or used):
        raise OptionNotValid("the workbooks of this round are sealed with a key; name its file with --seal-key",
                             "แบบของรอบนี้ผนึกด้วยกุญแจ โปรดระบุไฟล์กุญแจด้วย --seal-key")
    if seal_key is not None and used and key_of_seal(seal_key) not in used:
        raise OptionNotValid("this is not the key with which the returns of this round were read (--seal-key)",
                             "กุญแจนี้ไม่ใช่กุญแจที่ใช้อ่านแบบของรอบนี้ (--seal-key)")
