"""An opened container and its members, whatever its kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from pmqa_xlsx.files.file_kinds import FileKind
from pmqa_xlsx.light_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a container.

    :ivar names: its given name, after the names of the mails around it that are no separate files.
    :ivar read: returns its bytes; raises :class:`~pmqa_xlsx.files.refusal.ArchiveError`.
    :ivar kind: its kind if the container gives it; ``None`` if its content must be sniffed.
    :ivar modified_at: its own time, if the container gives one.
    :ivar sender: of a mail directly around it that is no separate file; else empty, and ``mailed_at`` is ``None``.
    :ivar subject: of the same mail.
    """

    names: tuple[str, ...]
    read: Callable[[], bytes]
    kind: FileKind | None = None
    modified_at: dt.datetime | None = None
    sender: str = ""
    mailed_at: dt.datetime | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Container:
    """An opened container.

    :ivar sender: of a mail; for other containers it and ``subject`` are empty, and ``mailed_at`` is ``None``.
    :ivar link: the first link to a file in the cloud in a mail's text.
    :ivar kind: its kind if its content says more than its beginning: a mail that nobody wrote.
    """

    members: Sequence[Member]
    sender: str = ""
    mailed_at: dt.datetime | None = None
    subject: str = ""
    link: str = ""
    kind: FileKind | None = None
