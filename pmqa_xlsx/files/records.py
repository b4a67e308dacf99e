"""Records of the two binary formats, read in small typed steps that trust no stated length."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pmqa_xlsx.catalogue.reasons import BROKEN_RECORDS, TOO_MANY_RECORDS
from pmqa_xlsx.files.refusal import Unreadable, damaged, unsafe

#: Most records of one part or stream; a return has a few thousand.
MAX_RECORDS = 1_000_000
#: Tokens of a formula in both formats: a text, a cell in three classes, ``&``, an attribute such as a blank; and how
#: the function HYPERLINK is called.
_TEXT, _CELLS, _JOINED, _ATTRIBUTE = 0x17, (0x24, 0x44, 0x64), 0x08, 0x19
_HYPERLINK = (359).to_bytes(2, "little")
_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08


class Record(NamedTuple):
    """One record: its kind and its data."""

    kind: int
    data: bytes


class Fields:
    """The fields of one record, read in order; all numbers are little-endian.

    Every method raises :class:`~pmqa_xlsx.files.refusal.Unreadable` if the record ends too early.
    """

    def __init__(self, data: bytes, position: int = 0) -> None:
        self._data = data
        self._position = position

    @property
    def left(self) -> int:
        """The number of remaining bytes."""
        return len(self._data) - self._position

    def take(self, size: int) -> bytes:
        """The next bytes."""
        end = self._position + size
        if end > len(self._data):
            raise damaged(BROKEN_RECORDS)
        taken = self._data[self._position:end]
        self._position = end
        return taken

    def number(self, size: int) -> int:
        """The next unsigned whole number."""
        return int.from_bytes(self.take(size), "little")

    def double(self) -> float:
        """The next number with eight bytes."""
        value: float = struct.unpack("<d", self.take(8))[0]
        return value

    def utf16(self, characters: int) -> str:
        """The next text, given its number of UTF-16 units; lone surrogates are kept."""
        return self.take(2 * characters).decode("utf-16-le", "surrogatepass")


def stated_address(tokens: bytes, text: Callable[[Fields], str], cell: int) -> str:
    """The address that a HYPERLINK formula states in texts; empty for another formula.

    Joined texts are one; where a cell is joined to them, ``…`` says that it goes on.

    :param tokens: those of the formula, each function after its arguments.
    :param text: reads a text, after its token.
    :param cell: bytes of a cell's address, after its token.
    """
    if tokens[:1] != bytes([_TEXT]) or _HYPERLINK not in tokens:
        return ""
    fields, address = Fields(tokens, 1), ""
    try:
        address = text(fields)
        while (token := _next_token(fields)) == _TEXT:
            more = text(fields)
            if _next_token(fields) != _JOINED:  # it is the formula's next argument
                return address
            address += more
        if token in _CELLS:
            fields.take(cell)
            address += "…" if _next_token(fields) == _JOINED else ""
    except Unreadable:  # the tokens end here
        pass
    return address


def _next_token(fields: Fields) -> int:
    while (token := fields.number(1)) == _ATTRIBUTE:
        fields.take(3)
    return token


def records8(stream: bytes, position: int = 0) -> Iterator[Record]:
    """The records of .xls from a position in its stream on; an incomplete last record is damage."""
    for _ in range(MAX_RECORDS):
        if position + 4 > len(stream):
            return
        kind, size = struct.unpack_from("<HH", stream, position)
        data = stream[position + 4:position + 4 + size]
        if len(data) < size:
            raise damaged(BROKEN_RECORDS)
        yield Record(kind, data)
        position += 4 + size
    raise unsafe(TOO_MANY_RECORDS)


def records12(part: bytes) -> Iterator[Record]:
    """The records of a part of .xlsb, with kinds and sizes as varints."""
    position = 0
    for _ in range(MAX_RECORDS):
        if position >= len(part):
            return
        kind, position = _varint(part, position, 2)
        size, position = _varint(part, position, 4)
        data = part[position:position + size]
        if len(data) < size:
            raise damaged(BROKEN_RECORDS)
        yield Record(kind, data)
        position += size
    raise unsafe(TOO_MANY_RECORDS)


def _varint(part: bytes, position: int, most: int) -> tuple[int, int]:
    """A varint (seven bits in each byte), and the offset of its end."""
    number = 0
    for step in range(most):
        if position >= len(part):
            raise damaged(BROKEN_RECORDS)
        byte = part[position]
        position += 1
        number |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:
            break
    return number, position


class Pieces:
    """A record with its continuation records, read as one; a continued text gives its character width again."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._waiting: Iterator[bytes] = iter(pieces)
        self._fields = Fields(b"")

    @property
    def ended(self) -> bool:
        """Whether all bytes have been read."""
        while self._fields.left == 0:
            piece = next(self._waiting, None)
            if piece is None:
                return True
            self._fields = Fields(piece)
        return False

    def take(self, size: int) -> bytes:
        """The next bytes, across the boundaries of records."""
        parts: list[bytes] = []
        while size:
            if self.ended:
                raise damaged(BROKEN_RECORDS)
            part = self._fields.take(min(size, self._fields.left))
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def number(self, size: int) -> int:
        """The next unsigned whole number."""
        return int.from_bytes(self.take(size), "little")

    def characters(self, count: int, flags: int) -> str:
        """The next characters of a text.

        :param flags: the text's flags; the lowest bit means two bytes per character.
        """
        parts: list[str] = []
        while count:
            if self._fields.left == 0:
                flags = self.number(1)
            wide = flags & _WIDE
            here = min(count, self._fields.left // 2 if wide else self._fields.left)
            if here == 0:
                raise damaged(BROKEN_RECORDS)
            parts.append(self._fields.utf16(here) if wide else self._fields.take(here).decode("latin-1"))
            count -= here
        return "".join(parts)

    def text(self, length_size: int = 2) -> str:
        """The next text, including the data before and after its characters.

        :param length_size: number of bytes of its length field.
        """
        count = self.number(length_size)
        if not count and self.ended:
            return ""
        flags = self.number(1)
        runs = self.number(2) if flags & _RICH else 0
        phonetic = self.number(4) if flags & _PHONETIC else 0
        text = self.characters(count, flags)
        self.take(4 * runs + phonetic)
        return text
