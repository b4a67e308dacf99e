"""Links to a file in the cloud, which people send instead of the file."""

from __future__ import annotations

import re

#: Bytes of a mail's text that are searched.
MAX_TEXT = 2**18
_CLOUD = re.compile(
    r"https?://(?:[\w-]{1,63}\.){0,5}(?:drive\.google\.com|docs\.google\.com|1drv\.ms|onedrive\.live\.com|"
    r"sharepoint\.com|dropbox\.com|wetransfer\.com|we\.tl|icloud\.com|box\.com|mega\.nz|mediafire\.com|"
    r"photos\.app\.goo\.gl|forms\.gle)/[^\s\"'<>]{0,400}", re.IGNORECASE | re.ASCII)
_SHOWN = 200


def cloud_link(text: str) -> str:
    """The first link in a text to a file in the cloud; empty if there is none."""
    found = _CLOUD.search(text[:MAX_TEXT])
    return found[0].rstrip(".,;)]")[:_SHOWN] if found else ""


def link_file(target: str) -> bytes:
    """A link as a file, in Windows' format."""
    return b"[InternetShortcut]\r\nURL=" + target.encode("utf-8", "replace") + b"\r\n"
