"""Texts of .xls, with one or two bytes per character, possibly continued in the next record ([MS-XLS], 2.5.240)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmqa_xlsx.catalogue.reasons import BROKEN_RECORDS
from pmqa_xlsx.files.records import Fields
from pmqa_xlsx.files.refusal import damaged

_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08


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
