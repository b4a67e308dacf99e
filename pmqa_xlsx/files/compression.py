"""Inflating and checksums: by ISA-L, which takes half of zlib's time, where there is a package of it.

Both give no more than they are asked for. ISA-L looks ahead of that, so that data which are damaged behind a limit may
be refused for the damage by the one and for the limit by the other.
"""

from __future__ import annotations

import zlib
from typing import Any

_errors: list[Any] = [zlib.error]
try:
    from isal.igzip_lib import IsalError
    from isal.isal_zlib import crc32, decompressobj

    _errors.append(IsalError)
except ImportError:
    from zlib import crc32, decompressobj  # type: ignore[assignment]  # other classes of the same kind

#: What is raised over data that cannot be inflated.
ERRORS: tuple[type[Exception], ...] = tuple(_errors)
#: The window of data that have no header, as those of a zip archive.
RAW = -zlib.MAX_WBITS

__all__ = ["ERRORS", "RAW", "crc32", "decompressobj"]
