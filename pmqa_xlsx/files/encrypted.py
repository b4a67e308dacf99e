"""Workbooks with a password to open: Excel's own password is tried first, then the given ones.

Excel 2010 and later encrypt in one way ("agile encryption", [MS-OFFCRYPTO]), of which every hash and key length is
supported; msoffcrypto decrypts the older ones.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count

from pmqa_xlsx.catalogue.reasons import COSTLY
from pmqa_xlsx.files.file_kinds import OLE_START, ZIP_START, FileKind
from pmqa_xlsx.files.ole import Compound
from pmqa_xlsx.files.refusal import ArchiveError, Unreadable, encrypted, unsafe
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Text

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
        agile = _is_agile(compound)
        found = _agile_decrypted(compound, tried, MAX_SIZE) if agile else _decrypted(data, tried)
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


def _is_agile(compound: Compound) -> bool:
    """Whether a compound file contains a package with this encryption."""
    return _INFO in compound.entries and compound.read(_INFO, _MAX_INFO).startswith(_VERSION)


def _agile_decrypted(compound: Compound, passwords: Sequence[str], most: int) -> bytes | None:
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
