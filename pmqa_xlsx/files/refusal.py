"""The one error that a reader may raise, and the findings that it stands for."""

from __future__ import annotations

from pmqa_xlsx.text.language import Text


class Unreadable(Exception):
    """The bytes cannot be read as a workbook, and which finding says so. Nothing else may leave a reader.

    :param code: a code of the catalogue, such as ``file-damaged``.
    :param facts: what the finding's messages need.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts = facts


class ArchiveError(Unreadable):
    """An archive, a mail or a member of one that is not opened.

    :param reason: why, for people; empty where the code says enough.
    :param kind: what people call it, where the code does not.
    :param advice: what the sender can do, where it is not what the code says.
    """

    def __init__(self, code: str, reason: Text, kind: Text | None = None, advice: Text | None = None) -> None:
        facts = {f"{name}_{lang}": text.of(lang)
                 for name, text in (("reason", reason), ("kind", kind), ("advice", advice)) if text
                 for lang in ("th", "en")}
        super().__init__(code, **facts)
        self.reason = reason


def damaged(reason: Text) -> Unreadable:
    """The error for a file that was cut short or broken on its way."""
    return Unreadable("file-damaged", reason_th=reason.th, reason_en=reason.en)


def unsafe(reason: Text) -> Unreadable:
    """The error for a file that nobody builds by mistake, or that is far larger than any return."""
    return Unreadable("file-unsafe", reason_th=reason.th, reason_en=reason.en)


def encrypted(advice: Text | None = None) -> Unreadable:
    """The error for a file that none of the passwords opens.

    :param advice: what the sender can do, where it is not to take off the password in Excel.
    """
    return Unreadable("file-encrypted", advice_th=advice.th, advice_en=advice.en) if advice else Unreadable(
        "file-encrypted")


def no_workbook(kind: Text) -> Unreadable:
    """The error for a file of another kind.

    :param kind: what people call that kind, with the article in English.
    """
    return Unreadable("not-a-workbook", kind_th=kind.th, kind_en=kind.of("en"))
