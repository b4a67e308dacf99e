"""Encrypted members of a zip: the old ZipCrypto (PKWARE APPNOTE, 6.1) and WinZip's AES (AE-1 and AE-2)."""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterator, Sequence
from zipfile import ZipInfo

from pmqa_xlsx.catalogue.reasons import COSTLY
from pmqa_xlsx.files.refusal import ArchiveError
from pmqa_xlsx.text.untrusted import THAI_CODEC

#: The compression method that marks AES; the real method is in the extra field with that number.
AES_METHOD = 99
_AES_FIELD = 0x9901
#: Most bytes of an archive that are decrypted: ZipCrypto takes a second per megabyte here, AES very little.
MAX_ZIPCRYPTO, MAX_AES = 4 * 2**20, 256 * 2**20
_ZIPCRYPTO_HEAD = 12
_KEYS = 0x12345678, 0x23456789, 0x34567890
_AES_ROUNDS = 1_000
_AES_CHECK, _AES_AUTHENTICATION, _AES_BLOCK = 2, 10, 16


def _crc_table() -> list[int]:
    table = list(range(256))
    for _ in range(8):
        table = [(crc >> 1) ^ 0xEDB88320 if crc & 1 else crc >> 1 for crc in table]
    return table


_CRC = _crc_table()


class Unlocker:
    """Decrypts the members of one archive by trying passwords.

    :param passwords: the given passwords; each is tried in UTF-8 and in the Thai code page.
    """

    def __init__(self, passwords: Sequence[str]) -> None:
        self._passwords = [*dict.fromkeys(
            raw for password in filter(None, passwords) for raw in (
                password.encode("utf-8", "replace"), password.encode(THAI_CODEC, "replace")))]
        self._left = MAX_ZIPCRYPTO
        self._left_aes = MAX_AES

    def candidates(self, info: ZipInfo, packed: bytes) -> Iterator[bytes]:
        """A member's compressed bytes, decrypted by each password that passes the quick check.

        :raises ArchiveError: ``file-unsafe`` if decrypting would take too long.
        """
        aes = info.compress_type == AES_METHOD
        for password in self._passwords:
            plain = self._aes(info, packed, password) if aes else self._zipcrypto(info, packed, password)
            if plain is not None:
                yield plain

    def _zipcrypto(self, info: ZipInfo, packed: bytes, password: bytes) -> bytes | None:
        keys = _KEYS
        for byte in password:
            keys = _updated(keys, byte)
        head, keys = _decrypted(packed[:_ZIPCRYPTO_HEAD], keys)
        # If the size is after the member, the header was written before the checksum was known.
        check = _packed_time(info) >> 8 if info.flag_bits & 8 else info.CRC >> 24
        if len(head) < _ZIPCRYPTO_HEAD or head[-1] != check:
            return None
        self._left -= len(packed)
        if self._left < 0:
            raise ArchiveError("file-unsafe", COSTLY)
        return _decrypted(packed[_ZIPCRYPTO_HEAD:], keys)[0]

    def _aes(self, info: ZipInfo, packed: bytes, password: bytes) -> bytes | None:
        strength = aes_settings(info)[0]
        key, salt = 8 + 8 * strength, 4 + 4 * strength
        if not 1 <= strength <= 3 or len(packed) < salt + _AES_CHECK + _AES_AUTHENTICATION:
            return None
        keys = hashlib.pbkdf2_hmac("sha1", password, packed[:salt], _AES_ROUNDS, 2 * key + _AES_CHECK)
        if keys[2 * key:] != packed[salt:salt + _AES_CHECK]:
            return None
        self._left_aes -= len(packed)
        if self._left_aes < 0:
            raise ArchiveError("file-unsafe", COSTLY)
        content = packed[salt + _AES_CHECK:-_AES_AUTHENTICATION]
        seal = hmac.digest(keys[key:2 * key], content, "sha1")[:_AES_AUTHENTICATION]
        return _aes_counter(keys[:key], content) if hmac.compare_digest(seal, packed[-_AES_AUTHENTICATION:]) else None


def extra_fields(info: ZipInfo) -> Iterator[tuple[int, bytes]]:
    """The numbers and contents of a member's extra fields."""
    extra = info.extra
    while len(extra) >= 4:
        tag, size = struct.unpack_from("<HH", extra)
        yield tag, extra[4:4 + size]
        extra = extra[4 + size:]


def aes_settings(info: ZipInfo) -> tuple[int, int, int]:
    """The strength (1–3), the real compression method and the version (1 or 2) of a member encrypted with AES.

    Version 2 has no checksum, but an authentication code over the encrypted bytes. All are 0 if they are not given.
    """
    for tag, content in extra_fields(info):
        if tag == _AES_FIELD and len(content) >= 7:
            version, strength, method = struct.unpack_from("<H2xBH", content)
            return strength, method, version
    return 0, 0, 0


def _updated(keys: tuple[int, int, int], byte: int) -> tuple[int, int, int]:
    first, second, third = keys
    first = (first >> 8) ^ _CRC[(first ^ byte) & 255]
    second = ((second + (first & 255)) * 134775813 + 1) & 0xFFFFFFFF
    return first, second, (third >> 8) ^ _CRC[(third ^ (second >> 24)) & 255]


def _decrypted(data: bytes, keys: tuple[int, int, int]) -> tuple[bytes, tuple[int, int, int]]:
    """Decrypt ZipCrypto; returns the keys afterwards too. Written without calls, since it runs for every byte."""
    first, second, third = keys
    table, plain = _CRC, bytearray(len(data))
    for position, byte in enumerate(data):
        key = third | 2
        byte ^= ((key * (key ^ 1)) >> 8) & 255
        first = (first >> 8) ^ table[(first ^ byte) & 255]
        second = ((second + (first & 255)) * 134775813 + 1) & 0xFFFFFFFF
        third = (third >> 8) ^ table[(third ^ (second >> 24)) & 255]
        plain[position] = byte
    return bytes(plain), (first, second, third)


def _aes_counter(key: bytes, data: bytes) -> bytes:
    """AES in counter mode; WinZip counts from 1 with the lowest byte first, which libraries do not offer."""
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import ECB

    blocks = -(-len(data) // _AES_BLOCK)
    counters = b"".join(number.to_bytes(_AES_BLOCK, "little") for number in range(1, blocks + 1))
    stream = Cipher(AES(key), ECB()).encryptor().update(counters)[:len(data)]  # noqa: S305  a counter's own blocks
    return (int.from_bytes(data, "little") ^ int.from_bytes(stream, "little")).to_bytes(len(data), "little")


def _packed_time(info: ZipInfo) -> int:
    return info.date_time[3] << 11 | info.date_time[4] << 5 | info.date_time[5] // 2

