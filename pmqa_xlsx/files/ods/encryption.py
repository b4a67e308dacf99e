"""Encrypted .ods: every part by itself, with a key made from the password and the part's own salt.

Read as LibreOffice wrote it up to 24.2 and Apache OpenOffice from 3.4 on: AES-256 in CBC mode, PBKDF2. What is
encrypted otherwise counts as a file that no password opens.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmqa_xlsx.catalogue.reasons import COSTLY
from pmqa_xlsx.files.ooxml.package import LIMITS, Package
from pmqa_xlsx.files.refusal import encrypted, unsafe

_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_PARTS = ("content.xml", "styles.xml", "meta.xml")
_DIGESTS = {"http://www.w3.org/2000/09/xmldsig#sha256": "sha256", "http://www.w3.org/2001/04/xmlenc#sha256": "sha256"}
_CIPHER = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
_KEY_SIZE, _BLOCK = 32, 16
_MAX_ROUNDS = 2_000_000


@dataclass(frozen=True, slots=True)
class _Encryption:
    """How one part is encrypted."""

    digest: str
    salt: bytes
    rounds: int
    vector: bytes
    size: int


def decrypt_parts(package: Package, passwords: Sequence[str]) -> None:
    """Put the readable parts in the place of the encrypted ones; nothing happens to a file without encryption.

    :raises Unreadable: ``file-encrypted`` where no password opens it.
    """
    known = _encryptions(package)
    if not known:
        return
    if not any(_opens_all(package, known, password) for password in filter(None, passwords)):
        raise encrypted()


def _opens_all(package: Package, known: Mapping[str, _Encryption], password: str) -> bool:
    """Whether a password opens every part; if so, the parts are readable from then on."""
    opened: dict[str, bytes] = {}
    for part, how in known.items():
        content = _opened(package.read(part), how, password)
        if content is None:
            return False
        opened[part] = content
    for part, content in opened.items():
        package.replace(part, content)
    return True


def _encryptions(package: Package) -> dict[str, _Encryption]:
    """How the parts that are wanted are encrypted.

    :raises Unreadable: ``file-encrypted`` for ways that are not understood.
    """
    if "META-INF/manifest.xml" not in package:
        return {}
    found: dict[str, _Encryption] = {}
    for entry in package.xml("META-INF/manifest.xml"):
        stated = entry.find(_MANIFEST + "encryption-data")
        part = entry.get(_MANIFEST + "full-path", "")
        if stated is None or (part not in _PARTS and part != "encrypted-package"):
            continue
        algorithm, derivation, start = (
            {key.removeprefix(_MANIFEST): value for element in stated.iterfind(_MANIFEST + name)
             for key, value in element.items()}
            for name in ("algorithm", "key-derivation", "start-key-generation"))
        digest = _DIGESTS.get(start.get("start-key-generation-name", ""))
        if digest is None or algorithm.get("algorithm-name") != _CIPHER or (
                derivation.get("key-derivation-name") != "PBKDF2") or part not in package:
            raise encrypted()
        try:
            found[part] = _Encryption(
                digest, base64.b64decode(derivation.get("salt", "")), int(derivation.get("iteration-count", "")),
                base64.b64decode(algorithm.get("initialisation-vector", "")), int(entry.get(_MANIFEST + "size", "")))
        except (ValueError, binascii.Error) as error:
            raise encrypted() from error
        if not 0 < found[part].rounds <= _MAX_ROUNDS:
            raise unsafe(COSTLY)
    return found


def _opened(content: bytes, how: _Encryption, password: str) -> bytes | None:
    """A part decrypted and inflated; ``None`` where the password is wrong, which shows in what comes out."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # large, and seldom needed

    if len(how.vector) != _BLOCK or len(content) % _BLOCK or how.size > LIMITS.member:
        return None
    start = hashlib.new(how.digest, password.encode("utf-8", "surrogatepass")).digest()
    key = hashlib.pbkdf2_hmac("sha1", start, how.salt, how.rounds, _KEY_SIZE)
    decryptor = Cipher(algorithms.AES(key), modes.CBC(how.vector)).decryptor()
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        plain = inflater.decompress(decryptor.update(content) + decryptor.finalize(), how.size + 1)
    except zlib.error:
        return None
    return plain if len(plain) == how.size else None
