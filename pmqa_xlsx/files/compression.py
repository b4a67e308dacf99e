"""Decompression and checksums; deflate by ISA-L if it is installed, which takes half of zlib's time.

No function returns more than the given limit. ISA-L reads ahead, so that data damaged after the limit may be rejected
for the damage by one library and for the limit by the other.
"""

from __future__ import annotations

import bz2
import lzma
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

_errors: list[Any] = [zlib.error, lzma.LZMAError]
try:
    from isal.igzip_lib import IsalError
    from isal.isal_zlib import compressobj, crc32, decompressobj

    _errors.append(IsalError)
except ImportError:
    from zlib import compressobj, crc32, decompressobj  # type: ignore[assignment]  # other classes of the same kind

#: Exceptions raised for data that cannot be decompressed.
ERRORS: tuple[type[Exception], ...] = (*_errors, OSError, EOFError, ValueError, struct.error)
#: The window parameter for data without header, as in a zip archive.
RAW = -zlib.MAX_WBITS
#: Largest LZMA dictionary in bytes, which is allocated at once; 7-Zip's highest level uses 64 MB.
MOST_LZMA_MEMORY = 2**26

STORED, DEFLATED, BZIP2, LZMA, XZ = 0, 8, 12, 14, 95
#: Unsupported compression methods of zip archives, by number.
OTHER_METHODS: Mapping[int, str] = {
    1: "Shrink", 6: "Implode", 9: "Deflate64", 18: "IBM TERSE", 19: "LZ77", 20: "Zstandard", 93: "Zstandard",
    94: "MP3", 96: "JPEG", 97: "WavPack", 98: "PPMd",
}


def deflated(data: bytes) -> bytes:
    """Data compressed quickly, without a header."""
    packer = compressobj(1, zlib.DEFLATED, RAW)
    return packer.compress(data) + packer.flush()


def inflated(packed: bytes) -> bytes:
    """What :func:`deflated` compressed."""
    return decompressobj(RAW).decompress(packed)


def _deflate(packed: bytes, most: int) -> bytes:
    return decompressobj(RAW).decompress(packed, most)


def _bzip2(packed: bytes, most: int) -> bytes:
    return bz2.BZ2Decompressor().decompress(packed, most)


def _lzma(packed: bytes, most: int) -> bytes:
    """LZMA in a zip: a version, the size of the settings, and the settings before the data."""
    size, settings, memory = struct.unpack_from("<2xHBI", packed)
    if memory > MOST_LZMA_MEMORY:
        raise lzma.LZMAError
    rest, literal = divmod(settings, 9)
    positions, literals = divmod(rest, 5)
    filters = [{"id": lzma.FILTER_LZMA1, "dict_size": max(memory, 4096), "lc": literal, "lp": literals,
                "pb": positions}]
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters).decompress(packed[4 + size:], most)


def _xz(packed: bytes, most: int) -> bytes:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=2 * MOST_LZMA_MEMORY).decompress(packed, most)


#: Decompressors by the number of a zip's compression method: from compressed bytes and a limit to the content.
METHODS: Mapping[int, Callable[[bytes, int], bytes]] = {
    STORED: lambda packed, _: packed, DEFLATED: _deflate, BZIP2: _bzip2, LZMA: _lzma, XZ: _xz,
}

__all__ = ["ERRORS", "METHODS", "OTHER_METHODS", "RAW", "crc32", "decompressobj"]
