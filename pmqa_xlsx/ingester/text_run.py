"""Many texts in one byte string: to pass them between processes, and to make a frame's column from them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, overload

#: Lone surrogates are encoded and decoded as if they were characters.
_SURROGATES = "surrogatepass"


class TextRun(Sequence[str]):
    """Concatenated texts, decoded at access: all of them together the first time that they are iterated over.

    :ivar utf8: all of them together, in UTF-8 with lone surrogates.
    :ivar lengths: of each text, in bytes.
    """

    __slots__ = ("_decoded", "lengths", "utf8")

    def __init__(self, utf8: bytes, lengths: array[int]) -> None:
        self.utf8, self.lengths = utf8, lengths
        self._decoded: list[str] | None = None

    @classmethod
    def of(cls, texts: Sequence[str]) -> TextRun:
        """The run of these texts."""
        if isinstance(texts, TextRun):
            return texts
        try:
            encoded = [*map(str.encode, texts)]
        except UnicodeEncodeError:
            encoded = [text.encode("utf-8", _SURROGATES) for text in texts]
        return cls(b"".join(encoded), array("I", map(len, encoded)))

    def __iter__(self) -> Iterator[str]:
        if self._decoded is None:
            self._decoded = [self.utf8[start:end].decode("utf-8", _SURROGATES)
                             for start, end in pairwise(accumulate(self.lengths, initial=0))]
        return iter(self._decoded)

    def __len__(self) -> int:
        return len(self.lengths)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return list(self)[index]
        index = range(len(self))[index]
        start = sum(self.lengths[:index])
        return self.utf8[start:start + self.lengths[index]].decode("utf-8", _SURROGATES)

    def __repr__(self) -> str:
        return f"TextRun.of({list(self)!r})"
