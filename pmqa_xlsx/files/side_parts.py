"""Parts of a workbook besides its cells: properties, comments, drawings. A broken one does not affect the answers."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

from pmqa_xlsx.files.refusal import Unreadable

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class SideParts:
    """Reads the side parts of one workbook.

    :ivar unread: the names of the parts that could not be read, each once, in the order of reading.
    :ivar trace: the tracebacks of exceptions that are defects of this program.
    """

    def __init__(self) -> None:
        self.unread: list[str] = []
        self.trace = ""

    def read(self, part: str, empty: Callable[[], Any], make: Callable[[*Ts], T], *more: *Ts) -> T:
        """What is read of a part, or nothing if the part is broken.

        :param empty: makes the value of an unreadable part, such as ``dict``.
        :param make: reads the part, and ``more`` its arguments.
        :raises Unreadable: ``file-unsafe``: a hostile part rejects the file.
        """
        try:
            return make(*more)
        except MemoryError:
            raise
        except Unreadable as refusal:
            if refusal.code == "file-unsafe":
                raise
        except Exception:
            self.trace += traceback.format_exc()
        if part not in self.unread:
            self.unread.append(part)
        nothing: T = empty()
        return nothing
