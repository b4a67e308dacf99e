"""The one error that a reader may raise, and the findings that it represents."""

from __future__ import annotations

from pmqa_xlsx.text.language import Text


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
