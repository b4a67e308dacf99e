"""Workbooks that ask for a password when opened: tried with Excel's own password, then with those that were given."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from pmqa_xlsx.catalogue.reasons import COSTLY
from pmqa_xlsx.files.refusal import encrypted, unsafe

#: What Excel itself encrypts with when a workbook's structure is protected and no password to open is set.
EXCELS_OWN = "VelvetSweatshop"
#: Bytes of an encrypted file; decrypting takes a multiple of it as memory.
MAX_SIZE = 24 * 2**20
#: Rounds of hashing that a file may ask for; Excel asks for 100,000.
MAX_ROUNDS = 2_000_000
#: How what was encrypted begins, if the password was right.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ROUNDS = re.compile(rb'spinCount="0*([0-9]{8,})"')


def decrypted(data: bytes, passwords: Sequence[str]) -> bytes:
    """What an encrypted compound file (.xlsx or .xls) holds.

    :raises Unreadable: ``file-encrypted`` where no password opens it, ``file-unsafe`` where trying would take too long.
    """
    import msoffcrypto  # only for the few files that need it: it brings a large library

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
        except Exception:  # noqa: S112  a wrong password and a broken file bring about nearly every exception
            continue
        if content.getvalue().startswith(_WORKBOOKS):
            return content.getvalue()
    raise encrypted()
