"""Many texts in one byte string: to pass them between processes, and to make a frame's column from them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, overload

#: Lone surrogates are encoded and decoded as if they were characters.
_SURROGATES = "surrogatepass"


class TextRun(Sequence[str]):
    """Concatenated texts. Each text is decoded at each access; the run itself stores none of them.

    :ivar utf8: all of them together, in UTF-8 with lone surrogates.
    :ivar lengths: of each text, in bytes.
    """

    __slots__ = ("lengths", "utf8")

    def __init__(self, utf8: bytes, lengths: array[int]) -> None:
        self.utf8, self.lengths = utf8, lengths

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
        for start, end in pairwise(accumulate(self.lengths, initial=0)):
            yield self.utf8[start:end].decode("utf-8", _SURROGATES)

    def __len__(self) -> int:
        return len(self.lengths)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> Any:
        return list(self)[index]

    def __repr__(self) -> str:
        return f"TextRun.of({list(self)!r})"
