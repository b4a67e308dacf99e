"""The headers of a mail: cut out of its bytes, and their words, file names, senders and dates.

All of it takes time that grows with the size of the headers alone, and nothing raises. The standard library's functions
for the same meet hostile headers with recursion and with time that grows with the square of their length.
"""

from __future__ import annotations

import binascii
import datetime as dt
import re
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from pmqa_xlsx.text.untrusted import decoded, shown_text

#: Most bytes of a header block and of one header in it; what goes beyond is not looked at.
MAX_HEADERS = 2**18
MAX_HEADER = 2**13

_HEADER = re.compile(rb"^([!-9;-~]{1,80}):[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))', re.DOTALL)
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_ADDRESS = re.compile(r"<\s*([^<>\s@]+@[^<>\s@]+)\s*>")
#: Most pieces of a file name that is cut into several parameters.
_MAX_PIECES = 40
#: Years from here on are Buddhist Era; a mail's date should state none.
_FIRST_BUDDHIST_YEAR = 2400
_ERA = 543

#: Values by lower-case name, unfolded, each byte as the character of that number.
Headers = dict[str, list[str]]


def read_headers(data: bytes, start: int = 0, end: int | None = None) -> tuple[Headers, int]:
    """The headers at ``start`` and the offset where the body begins."""
    end = len(data) if end is None else end
    if data[start:start + 1] == b"\n" or data[start:start + 2] == b"\r\n":
        return {}, data.index(b"\n", start) + 1
    blank = _BLANK_LINE.search(data, start, end)
    stop, body = (blank.start(), blank.end()) if blank else (end, end)
    headers: Headers = {}
    for match in _HEADER.finditer(data[start:min(stop, start + MAX_HEADERS)]):
        value = match[2][:MAX_HEADER].replace(b"\r", b"").replace(b"\n", b"")
        headers.setdefault(match[1].decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return headers, body


def first(headers: Headers, name: str) -> str:
    """The first header of that name as it stands; empty where there is none."""
    return headers.get(name, [""])[0]


def parameter(value: str, name: str) -> str:
    """A parameter of a header as it stands, such as the boundary; empty where there is none."""
    return _parameters(value).get(name, "")


def file_name(value: str, name: str) -> str:
    """A file name out of a header's parameter: RFC 2231, RFC 2047 or raw bytes of whatever encoding."""
    stated = _parameters(value)
    pieces = [f"{name}*"] if f"{name}*" in stated else []
    for number in range(_MAX_PIECES if not pieces else 0):
        piece = next((key for key in (f"{name}*{number}*", f"{name}*{number}") if key in stated), None)
        if piece is None:
            break
        pieces.append(piece)
    if not any(piece.endswith("*") for piece in pieces):
        return header_text("".join(stated[piece] for piece in pieces) or stated.get(name, ""))
    charset, content = "", b""
    for position, piece in enumerate(pieces):
        text = stated[piece]
        if position == 0 and piece.endswith("*") and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        raw = text.encode("latin-1", "replace")
        content += unquote_to_bytes(raw) if piece.endswith("*") else raw
    return shown_text(decoded(content, charset))


def header_text(value: str) -> str:
    """A header's words as text, on one line, at most 320 characters; encoded words and raw bytes are decoded."""
    pieces: list[tuple[bytes, str]] = []
    position = 0
    for word in _ENCODED_WORD.finditer(value):
        between = value[position:word.start()]
        if between.strip() or not pieces:  # white space between two encoded words is none
            pieces.append((between.encode("latin-1", "replace"), ""))
        charset = word[1].partition("*")[0]
        content = _word_content(word[2].lower(), word[3].encode("latin-1", "replace"))
        if pieces[-1][1] == charset:  # a character may be cut in two by the end of a word
            content = pieces.pop()[0] + content
        pieces.append((content, charset))
        position = word.end()
    pieces.append((value[position:].encode("latin-1", "replace"), ""))
    return shown_text("".join(decoded(content, charset) for content, charset in pieces))


def sender(headers: Headers) -> str:
    """Who sent the mail: name and address as ``name <address>``; empty where it does not say."""
    stated = first(headers, "from") or first(headers, "sender")
    address = _ADDRESS.search(stated)
    if address is None:
        return header_text(stated)
    name = header_text(stated[:address.start()].strip().strip('"'))
    return shown_text(f"{name} <{header_text(address[1])}>") if name else header_text(address[1])


def sent_at(headers: Headers) -> dt.datetime | None:
    """When the mail says it was sent, else when it was last received; with time zone, A.D."""
    for value in [*headers.get("date", []), *(line.rpartition(";")[2] for line in headers.get("received", []))][:20]:
        moment = _moment(value[:200])
        if moment:
            return moment
    return None


def _parameters(value: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _PARAMETER.finditer(value):
        content = re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3].strip()
        found.setdefault(match[1].lower(), content)
    return found


def _word_content(encoding: str, content: bytes) -> bytes:
    return base64_content(content) if encoding == "b" else binascii.a2b_qp(content, header=True)


def base64_content(content: bytes) -> bytes:
    """Bytes out of base64; of what was cut short, all that is whole."""
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
        letters = letters[:len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _moment(value: str) -> dt.datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        if moment.year >= _FIRST_BUDDHIST_YEAR:
            moment = moment.replace(year=moment.year - _ERA)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return moment if 1971 <= moment.astimezone(dt.UTC).year <= 2200 else None
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
