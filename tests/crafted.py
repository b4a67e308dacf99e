"""Incoming files, made at test time: zips, mails in every encoding, mailboxes, Outlook's mails."""

import base64
import io
import struct
import zipfile
import zlib

NO_SECTOR, END_OF_CHAIN, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, MINI_SECTOR, MINI_LIMIT = 512, 64, 4096
FROM_AND_DATE = b"From: a@b.go.th\r\nDate: Thu, 05 Nov 2026 09:00:00 +0700\r\n"
ROOT, STORAGE, STREAM = 5, 1, 2


def workbook(mark: str = "") -> bytes:
    """Return the smallest zip that is recognised as a workbook; ``mark`` makes its bytes different."""
    return zipped({
        "[Content_Types].xml": b"<Types>application/vnd.openxmlformats-officedocument.spreadsheetml</Types>",
        "xl/workbook.xml": f"<workbook>{mark}</workbook>".encode(),
    })


def zipped(members: dict[str, bytes], *, encrypted: bool = False, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip; ``encrypted`` marks its members as encrypted, as a zip program does."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo("", (2026, 11, 5, 10, 30, 0))
            info.filename = info.orig_filename = name  # on Windows a name given at once loses its backslashes
            archive.writestr(info, data, compress_type=method)
    data = bytearray(file.getvalue())
    if encrypted:
        for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.find(signature)
            while at >= 0:
                data[at + offset] |= 1
                at = data.find(signature, at + 4)
    return bytes(data)


def zipped_raw(name: bytes, data: bytes) -> bytes:
    """Return a zip with one member that has these bytes as name, without the UTF-8 flag."""
    placeholder = "x" * len(name)
    return zipped({placeholder: data}).replace(placeholder.encode(), name)


def mail(*attachments: bytes, headers: bytes = FROM_AND_DATE) -> bytes:
    """Return a mail with a short text and these attachments, each with its own headers."""
    pieces = [b"Content-Type: text/plain\r\n\r\nsee attachment", *attachments]
    boundary = b"=_%08x" % zlib.crc32(b"".join(pieces))
    body = b"".join(b"--%b\r\n%b\r\n" % (boundary, piece) for piece in pieces) + b"--" + boundary + b"--\r\n"
    kind = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="' + boundary + b'"\r\n\r\n'
    return headers + kind + body


def attachment(name: bytes, data: bytes) -> bytes:
    """Return an attachment in base64; ``name`` is put unchanged after ``filename``, such as ``="50.xlsx"``."""
    return (b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
            b"Content-Disposition: attachment; filename" + name + b"\r\n\r\n" + base64.encodebytes(data))


def attached_mail(inner: bytes) -> bytes:
    """Return a mail as an attachment of another one."""
    return b"Content-Type: message/rfc822\r\n\r\n" + inner


def mailbox(*mails: bytes) -> bytes:
    """Return an mbox file."""
    return b"".join(b"From a@b.go.th Thu Nov  5 09:00:00 2026\n" + one.replace(b"\r\n", b"\n") + b"\n" for one in mails)


def outlook_mail(
    attachments: dict[str, bytes], *, sender: tuple[str, str], ticks: int = 0, inner: bytes | None = None,
    subject: str = "",
) -> bytes:
    """Return a .msg file; ``ticks`` is its time as a FILETIME, ``inner`` the workbook of a mail attached to it."""
    streams: dict[tuple[str, ...], bytes] = {}
    _message(streams, (), sender, ticks, 32)
    for number, (name, data) in enumerate(attachments.items()):
        storage = (f"__attach_version1.0_#{number:08X}",)
        streams[(*storage, "__properties_version1.0")] = bytes(8)
        streams[(*storage, "__substg1.0_3707001F")] = name.encode("utf-16-le")
        streams[(*storage, "__substg1.0_37010102")] = data
    if inner is not None:
        embedded = (f"__attach_version1.0_#{len(attachments):08X}", "__substg1.0_3701000D")
        _message(streams, embedded, ("นายใน", "inner@moi.go.th"), ticks, 24)
        streams[(*embedded, "__substg1.0_0037001F")] = subject.encode("utf-16-le")
        streams[(*embedded, "__attach_version1.0_#00000000", "__substg1.0_3707001F")] = "50.xlsx".encode("utf-16-le")
        streams[(*embedded, "__attach_version1.0_#00000000", "__substg1.0_37010102")] = inner
    return compound(streams)


def _message(
    streams: dict[tuple[str, ...], bytes], path: tuple[str, ...], sender: tuple[str, str], ticks: int, header: int,
) -> None:
    streams[(*path, "__properties_version1.0")] = bytes(header) + struct.pack("<HHIQ", 0x40, 0x39, 6, ticks)
    streams[(*path, "__substg1.0_0C1A001F")] = sender[0].encode("utf-16-le")
    streams[(*path, "__substg1.0_5D01001F")] = sender[1].encode("utf-16-le")


def compound(streams: dict[tuple[str, ...], bytes]) -> bytes:
    """Return an OLE compound file ([MS-CFB] version 3) with these streams; storages are made as needed."""
    paths: list[tuple[str, ...]] = [()]
    for path in streams:
        paths += [path[:end] for end in range(1, len(path) + 1) if path[:end] not in paths]
    fat: list[int] = []
    sectors: list[bytes] = []

    def put(data: bytes) -> int:
        """Append a chain of sectors; return its first."""
        count = -(-len(data) // SECTOR)
        if not count:
            return END_OF_CHAIN
        start = len(fat)
        fat.extend([*range(start + 1, start + count), END_OF_CHAIN])
        sectors.append(data.ljust(count * SECTOR, b"\0"))
        return start

    mini, mini_fat = b"", list[int]()
    starts: dict[tuple[str, ...], int] = {}
    for path, data in streams.items():
        if len(data) >= MINI_LIMIT:
            starts[path] = put(data)
        elif data:
            starts[path], count = len(mini_fat), -(-len(data) // MINI_SECTOR)
            mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), END_OF_CHAIN]
            mini += data.ljust(count * MINI_SECTOR, b"\0")
    mini_start = put(mini)
    mini_fat_bytes = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    mini_fat_start = put(mini_fat_bytes + b"\xff" * (-len(mini_fat_bytes) % SECTOR))

    directory = b""
    for path in paths:
        children = [other for other in paths if other and other[:-1] == path and other != path]
        brothers = [other for other in paths if path and other and other[:-1] == path[:-1]]
        following = brothers[brothers.index(path) + 1:][:1] if path else []
        name = (path[-1] if path else "Root Entry").encode("utf-16-le") + b"\0\0"
        kind = STREAM if path in streams else STORAGE if path else ROOT
        start = starts.get(path, END_OF_CHAIN) if path else mini_start
        size = len(streams.get(path, b"")) if path else len(mini)
        directory += name.ljust(64, b"\0") + struct.pack(
            "<HBBIII16xI16xIQ", len(name), kind, 1, NO_SECTOR, paths.index(following[0]) if following else NO_SECTOR,
            paths.index(children[0]) if children else NO_SECTOR, 0, 0 if kind == STORAGE else start, size)
    directory_start = put(directory)
    fat_count = -(-(len(fat) + 1) // (SECTOR // 4 - 1))
    fat_start = len(fat)
    fat += [FAT_SECTOR] * fat_count
    fat += [NO_SECTOR] * (fat_count * SECTOR // 4 - len(fat))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count,
        directory_start, 0, MINI_LIMIT, mini_fat_start, 1 if mini_fat else 0, END_OF_CHAIN, 0)
    table = [*range(fat_start, fat_start + fat_count)] + [NO_SECTOR] * (109 - fat_count)
    return header + struct.pack("<109I", *table) + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def locked_zip(name: str, data: bytes, password: bytes) -> bytes:
    """Return a zip with one stored member under a password, as the old ZipCrypto encrypts it."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = crc(keys[2], keys[1] >> 24)

    def crc(value: int, byte: int) -> int:
        return zlib.crc32(bytes([byte]), value ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def encrypted(byte: int) -> int:
        key = keys[2] | 2
        hidden = byte ^ (((key * (key ^ 1)) >> 8) & 255)
        update(byte)
        return hidden

    for byte in password:
        update(byte)
    check = zlib.crc32(data)
    packed = bytes(encrypted(byte) for byte in bytes(11) + bytes([check >> 24]) + data)
    head = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0, 0x21, check, len(packed), len(data), len(name.encode()), 0)
    entry = b"PK\x03\x04" + head + name.encode() + packed
    directory = (b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode())
    return entry + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), len(entry), 0)
