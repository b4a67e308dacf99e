"""Decrypt Open XML workbooks under a password, in the way of Excel 2010 and later ("agile encryption", [MS-OFFCRYPTO]).

Every hash and key length that the format allows is supported; Excel itself writes AES-256 with SHA-512.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from pmqa_xlsx.files.ole import Compound

_INFO, _PACKAGE = ("EncryptionInfo",), ("EncryptedPackage",)
_VERSION = b"\x04\x00\x04\x00"
_MAX_INFO = 2**16
_SEGMENT, _BLOCK = 4096, 16
#: What the hashes of the password for the three encrypted values end in.
_VERIFIER, _VERIFIER_HASH, _KEY = (bytes.fromhex(key) for key in (
    "fea7d2763b4b9e79", "d7aa0f6d3061344e", "146e0be7abacd0d6"))
_HASHES = {"SHA1": "sha1", "SHA-1": "sha1", "SHA256": "sha256", "SHA-256": "sha256", "SHA384": "sha384",
           "SHA-384": "sha384", "SHA512": "sha512", "SHA-512": "sha512", "MD5": "md5"}
_ELEMENT = re.compile(rb"<(?:\w+:)?(keyData|encryptedKey)\s([^>]*)>")
_ATTRIBUTE = re.compile(rb'(\w+)\s*=\s*"([^"]*)"')


@dataclass(frozen=True, slots=True)
class _Cipher:
    """How one part is encrypted: the hash's name in Python, and the length of the key in bytes."""

    hash: str
    key_bytes: int
    salt: bytes

    @classmethod
    def of(cls, stated: dict[str, str]) -> _Cipher:
        bits = int(stated["keyBits"])
        if stated["cipherAlgorithm"] != "AES" or stated["cipherChaining"] != "ChainingModeCBC" or bits not in (
                128, 192, 256):
            raise ValueError(stated["cipherAlgorithm"])
        return cls(_HASHES[stated["hashAlgorithm"]], bits // 8, base64.b64decode(stated["saltValue"]))

    def digest(self, data: bytes) -> bytes:
        hashed: bytes = getattr(hashlib, self.hash)(data, usedforsecurity=False).digest()
        return hashed

    def decrypt(self, data: bytes, key: bytes, start: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        decryptor = Cipher(algorithms.AES(key), modes.CBC(_sized(start, _BLOCK))).decryptor()
        whole = data[:len(data) // _BLOCK * _BLOCK]
        return decryptor.update(whole) + decryptor.finalize()


def is_agile(compound: Compound) -> bool:
    """Whether a compound file contains a package with this encryption."""
    return _INFO in compound.entries and compound.read(_INFO, _MAX_INFO).startswith(_VERSION)


def agile_decrypted(compound: Compound, passwords: Sequence[str], most: int) -> bytes | None:
    """The package; ``None`` if no password is the right one.

    :param most: most bytes of the package.
    :raises ArchiveError: the compound file is damaged.
    :raises KeyError: a needed value is missing; ``ValueError``: a value or the algorithm is not supported.
    """
    info = compound.read(_INFO, _MAX_INFO)
    stated = {name.decode(): {key.decode(): value.decode() for key, value in _ATTRIBUTE.findall(attributes)}
              for name, attributes in _ELEMENT.findall(info)}
    wrapped, cipher = _Cipher.of(stated["encryptedKey"]), _Cipher.of(stated["keyData"])
    rounds, verifier, verifier_hash, key = (stated["encryptedKey"][name] for name in (
        "spinCount", "encryptedVerifierHashInput", "encryptedVerifierHashValue", "encryptedKeyValue"))
    for password in passwords:
        hashed = _hashed(wrapped, password, int(rounds))

        def opened(value: str, purpose: bytes, hashed: bytes = hashed) -> bytes:
            secret = _sized(wrapped.digest(hashed + purpose), wrapped.key_bytes)
            return wrapped.decrypt(base64.b64decode(value), secret, wrapped.salt)

        expected = wrapped.digest(opened(verifier, _VERIFIER)[:len(wrapped.salt)])
        if opened(verifier_hash, _VERIFIER_HASH)[:len(expected)] == expected:
            data = compound.read(_PACKAGE, most)
            return b"".join(_segments(cipher, opened(key, _KEY)[:cipher.key_bytes], data))
    return None


def _hashed(cipher: _Cipher, password: str, rounds: int) -> bytes:
    hashed = cipher.digest(cipher.salt + password.encode("utf-16-le"))
    for number in range(rounds):
        hashed = cipher.digest(number.to_bytes(4, "little") + hashed)
    return hashed


def _segments(cipher: _Cipher, key: bytes, data: bytes) -> Iterator[bytes]:
    """The package in segments; its length in bytes is at the beginning."""
    left = int.from_bytes(data[:8], "little")
    for number in count():
        segment = data[8 + number * _SEGMENT:8 + (number + 1) * _SEGMENT]
        if not segment or left <= 0:
            return
        plain = cipher.decrypt(segment, key, cipher.digest(cipher.salt + number.to_bytes(4, "little")))
        yield plain[:left]
        left -= len(plain)


def _sized(data: bytes, size: int) -> bytes:
    """A hash cut or filled up to a length, as the format requires."""
    return data[:size].ljust(size, b"\x36")
