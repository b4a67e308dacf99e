"""Workbooks under a password, with each hash and key length that the format allows."""

from __future__ import annotations

import base64
import hashlib
import io
import random
import struct
from functools import cache

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.format.ooxml import OOXMLFile

from crafted import compound
from pmqa_xlsx.files.encrypted import decrypted
from pmqa_xlsx.files.open_workbook import read_workbook
from pmqa_xlsx.files.refusal import Unreadable
from small_books import cells_of, xlsx

#: Large enough that no stream is a small one: what msoffcrypto writes as a small one is too short.
PLAIN = xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>คำตอบ</t></is></c></row>',
             parts={"xl/media/noise.bin": random.Random(1).randbytes(9_000)})
HASHES = {"MD5": "md5", "SHA1": "sha1", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512"}


def padded(data: bytes, size: int) -> bytes:
    """Return the bytes cut or filled up."""
    return data[:size].ljust(size, b"\x36")


def aes(data: bytes, key: bytes, start: bytes) -> bytes:
    """Return data encrypted with AES in blocks."""
    cipher = Cipher(algorithms.AES(key), modes.CBC(padded(start, 16))).encryptor()
    return cipher.update(data.ljust(-(-len(data) // 16) * 16, b"\0")) + cipher.finalize()


@cache
def locked(password: str, name: str, bits: int, rounds: int = 1_000) -> bytes:
    """Return the workbook under a password; written from the format's description ([MS-OFFCRYPTO] 2.3.4)."""
    def digest(data: bytes) -> bytes:
        return hashlib.new(HASHES[name], data).digest()

    salt, key, secret = bytes(range(16)), bytes(range(100, 100 + bits // 8)), b"sixteen bytes !!"
    hashed = digest(salt + password.encode("utf-16-le"))
    for number in range(rounds):
        hashed = digest(struct.pack("<I", number) + hashed)

    def wrapped(purpose: str, data: bytes) -> str:
        return base64.b64encode(aes(data, padded(digest(hashed + bytes.fromhex(purpose)), bits // 8), salt)).decode()

    body = b"".join(aes(PLAIN[at:at + 4096], key, digest(salt + struct.pack("<I", at // 4096)))
                    for at in range(0, len(PLAIN), 4096))
    common = (f'saltSize="16" blockSize="16" keyBits="{bits}" hashSize="{len(digest(b""))}" cipherAlgorithm="AES" '
              f'cipherChaining="ChainingModeCBC" hashAlgorithm="{name}" saltValue="{base64.b64encode(salt).decode()}"')
    info = (f'<encryption><keyData {common}/><keyEncryptors><keyEncryptor>'
            f'<p:encryptedKey spinCount="{rounds}" {common} '
            f'encryptedVerifierHashInput="{wrapped("fea7d2763b4b9e79", secret)}" '
            f'encryptedVerifierHashValue="{wrapped("d7aa0f6d3061344e", digest(secret))}" '
            f'encryptedKeyValue="{wrapped("146e0be7abacd0d6", key)}"/></keyEncryptor></keyEncryptors></encryption>')
    return compound({("EncryptionInfo",): struct.pack("<HHI", 4, 4, 0x40) + info.encode(),
                     ("EncryptedPackage",): struct.pack("<Q", len(PLAIN)) + body})


@pytest.mark.parametrize("bits", [128, 192, 256])
@pytest.mark.parametrize("name", HASHES)
def test_each_hash_and_key_length(name: str, bits: int) -> None:
    """The right password opens the workbook, as that of a file encrypted by Excel does."""
    book = read_workbook(locked("ความลับ", name, bits), ("wrong", "ความลับ"))
    assert cells_of(book) == {"A1": "text คำตอบ"}


@pytest.mark.parametrize(("passwords", "data"), [
    (("wrong",), locked("ความลับ", "SHA1", 192)), ((), locked("ความลับ", "SHA512", 256)),
    (("ความลับ",), locked("ความลับ", "SHA512", 256).replace(b"AES", b"RC2")),
    (("ความลับ",), locked("ความลับ", "SHA512", 256).replace(b"keyBits", b"keyBitz")),
    (("ความลับ",), locked("ความลับ", "SHA512", 256).replace(b'saltValue="A', b'saltValue="!')),
], ids=["another password", "no password", "another cipher", "a value missing", "no base64"])
def test_what_no_password_opens(passwords: tuple[str, ...], data: bytes) -> None:
    """It is encrypted, whatever is wrong."""
    with pytest.raises(Unreadable) as refused:
        decrypted(data, passwords)
    assert refused.value.code == "file-encrypted"


def test_as_an_independent_program_encrypts() -> None:
    """Another implementation, with Excel's own settings, is understood."""
    file = io.BytesIO()
    OOXMLFile(io.BytesIO(PLAIN)).encrypt("pass", file)
    assert decrypted(file.getvalue(), ("pass",)) == PLAIN


def test_excels_own_password_is_tried() -> None:
    """A workbook of which only the structure is protected opens by itself."""
    assert decrypted(locked("VelvetSweatshop", "SHA1", 256), ()) == PLAIN
