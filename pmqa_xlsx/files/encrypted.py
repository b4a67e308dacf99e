"""Workbooks with a password to open: Excel's own password is tried first, then the given ones."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from contextlib import suppress

from pmqa_xlsx.catalogue.reasons import COSTLY
from pmqa_xlsx.files.agile import agile_decrypted, is_agile
from pmqa_xlsx.files.file_kinds import OLE_START, ZIP_START, FileKind
from pmqa_xlsx.files.ole import Compound
from pmqa_xlsx.files.refusal import ArchiveError, Unreadable, encrypted, unsafe
from pmqa_xlsx.text.language import Text

#: Excel's own password, used if a workbook's structure is protected and no password to open is set.
EXCELS_OWN = "VelvetSweatshop"
#: Most bytes of an encrypted file; decrypting needs a multiple of it in memory.
MAX_SIZE = 24 * 2**20
#: Most hashing rounds that a file may need; Excel uses 100,000.
MAX_ROUNDS = 2_000_000
#: Beginnings of the decrypted content if the password is right.
_WORKBOOKS = (ZIP_START, OLE_START)
_ROUNDS = re.compile(rb'spinCount="0*([0-9]{8,})"')


def decrypted(data: bytes, passwords: Sequence[str]) -> bytes:
    """Decrypt a compound file (.xlsx or .xls).

    :raises Unreadable: ``file-encrypted`` if no password opens it, ``file-unsafe`` if trying would take too long.
    """
    if len(data) > MAX_SIZE or any(len(rounds) > 8 or int(rounds) > MAX_ROUNDS for rounds in _ROUNDS.findall(data)):
        raise unsafe(COSTLY)
    if b"D\0R\0M\0" in data and _is_rights_managed(data):
        kind = FileKind.PROTECTED
        raise ArchiveError("file-encrypted", Text(), kind.label, kind.value.advice)
    tried = tuple(dict.fromkeys((EXCELS_OWN, *filter(None, passwords))))
    try:
        compound = Compound(data)
        agile = is_agile(compound)
        found = agile_decrypted(compound, tried, MAX_SIZE) if agile else _decrypted(data, tried)
    except MemoryError:
        raise
    except Exception as error:  # a damaged file can raise nearly any exception
        raise encrypted() from error
    if found is None or not found.startswith(_WORKBOOKS):
        raise encrypted()
    return found


def _is_rights_managed(data: bytes) -> bool:
    """Whether a compound file is encrypted for certain people, by rights management or a sensitivity label."""
    with suppress(Unreadable):
        return any(step.strip("\t").startswith("DRM") for path in Compound(data).entries for step in path)
    return False


def _decrypted(data: bytes, passwords: Sequence[str]) -> bytes | None:
    """Decrypt an older kind of encryption."""
    import msoffcrypto  # imported only for the few encrypted files: it loads a large library

    for password in passwords:
        content = io.BytesIO()
        try:
            file = msoffcrypto.OfficeFile(io.BytesIO(data))
            file.load_key(password=password)
            file.decrypt(content)
        except MemoryError:
            raise
        except Exception:  # noqa: S112  a wrong password or a damaged file can raise nearly any exception
            continue
        if content.getvalue().startswith(_WORKBOOKS):
            return content.getvalue()
    return None
