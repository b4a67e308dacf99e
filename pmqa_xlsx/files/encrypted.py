"""Workbooks with a password to open: Excel's own password is tried first, then the given ones."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from pmqa_xlsx.catalogue.reasons import COSTLY
from pmqa_xlsx.files.refusal import encrypted, unsafe

#: Excel's own password, used if a workbook's structure is protected and no password to open is set.
EXCELS_OWN = "VelvetSweatshop"
#: Most bytes of an encrypted file; decrypting needs a multiple of it in memory.
MAX_SIZE = 24 * 2**20
#: Most hashing rounds that a file may need; Excel uses 100,000.
MAX_ROUNDS = 2_000_000
#: Beginnings of the decrypted content if the password is right.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ROUNDS = re.compile(rb'spinCount="0*([0-9]{8,})"')


def decrypted(data: bytes, passwords: Sequence[str]) -> bytes:
    """Decrypt a compound file (.xlsx or .xls).

    :raises Unreadable: ``file-encrypted`` if no password opens it, ``file-unsafe`` if trying would take too long.
    """
    import msoffcrypto  # imported only for the few encrypted files: it loads a large library

    if len(data) > MAX_SIZE or any(len(rounds) > 8 or int(rounds) > MAX_ROUNDS for rounds in _ROUNDS.findall(data)):
        raise unsafe(COSTLY)
    for password in dict.fromkeys((EXCELS_OWN, *filter(None, passwords))):
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
    raise encrypted()
