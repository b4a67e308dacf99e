"""What cannot be read: a reader's one error rejects the whole file; a broken part besides the cells is skipped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

from pmqa_xlsx.text.language import Text

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Unreadable(Exception):
    """The bytes cannot be read as a workbook; it gives the finding to report. A reader raises nothing else.

    :param code: a code of the catalogue, such as ``file-damaged``.
    :param facts: facts for the finding's messages.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts = facts


class ArchiveError(Unreadable):
    """An archive, a mail or a member of one that is not opened.

    :param reason: the reason, for people; empty if the code is enough.
    :param kind: the name of its kind for people, if the code does not include it.
    :param advice: advice to the sender, if it differs from the code's usual fix.
    """

    def __init__(self, code: str, reason: Text, kind: Text | None = None, advice: Text | None = None) -> None:
        facts = [text.facts(name) for name, text in (("reason", reason), ("kind", kind), ("advice", advice)) if text]
        super().__init__(code, **{name: fact for texts in facts for name, fact in texts.items()})
        self.reason = reason


def damaged(reason: Text) -> Unreadable:
    """The error for a file that is incomplete or was damaged in transfer."""
    return Unreadable("file-damaged", **reason.facts("reason"))


def unsafe(reason: Text) -> Unreadable:
    """The error for a file that is not made by mistake, or that is far larger than any return."""
    return Unreadable("file-unsafe", **reason.facts("reason"))


def encrypted(advice: Text | None = None) -> Unreadable:
    """The error for a file that no password opens.

    :param advice: advice to the sender, if it is not to remove the password in Excel.
    """
    return Unreadable("file-encrypted", **(advice.facts("advice") if advice else {}))


def no_workbook(kind: Text) -> Unreadable:
    """The error for a file of another kind.

    :param kind: the name of that kind for people, with the article in English.
    """
    return Unreadable("not-a-workbook", **kind.facts("kind"))


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
            import traceback  # takes 1.4 ms, and only a defect of ours needs it

            self.trace += traceback.format_exc()
        if part not in self.unread:
            self.unread.append(part)
        nothing: T = empty()
        return nothing
