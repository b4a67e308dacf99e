"""What shows that bytes are a mail or a mailbox, before anything takes them apart."""

from __future__ import annotations

import re

_FIRST_HEADER = re.compile(rb">?[!-9;-~]{1,80}:")
_HEADER_NAME = re.compile(rb"^([!-9;-~]{1,80}):", re.MULTILINE)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
#: Bytes of a header block that are looked at.
_MOST = 2**18
_KNOWN = frozenset({
    "from", "to", "cc", "subject", "date", "received", "message-id", "mime-version", "content-type", "return-path",
    "delivered-to", "reply-to", "sender", "x-mailer", "content-transfer-encoding", "thread-topic", "dkim-signature",
})


def is_mail(data: bytes) -> bool:
    """Whether bytes begin with at least two headers that mails have."""
    if not _FIRST_HEADER.match(data):
        return False
    blank = _BLANK_LINE.search(data, 0, _MOST)
    names = {name.decode("latin-1").lower() for name in _HEADER_NAME.findall(data[:blank.start() if blank else _MOST])}
    return len(_KNOWN & names) >= 2


def is_mailbox(data: bytes) -> bool:
    """Whether bytes begin as an mbox file does."""
    return data.startswith(b"From ") and begins_message(data, 0)


def begins_message(data: bytes, at: int) -> bool:
    """Whether the line at an offset is followed by a header, as the ``From `` line of a message in a mailbox is."""
    line_end = data.find(b"\n", at, at + 1000)
    return line_end >= 0 and _FIRST_HEADER.match(data, line_end + 1) is not None
