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

from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.untrusted import decoded, shown_text

#: Most bytes of a header block and of one header in it; what goes beyond is not looked at.
MAX_HEADERS = 2**18
MAX_HEADER = 2**13

_HEADER = re.compile(rb"^([!-9;-~]{1,80})[ \t]{0,9}:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))', re.DOTALL)
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_ADDRESS = re.compile(r"<\s*([^<>\s@]+@[^<>\s@]+)\s*>")
_BARE_ADDRESS = re.compile(r"[^<>\s@,;]+@[^<>\s@,;]+")
#: What a sender's name stands in: quotes, and comments behind an address.
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_COMMENT = re.compile(r"\(([^()]*)\)")
#: Characters that a name must be quoted for, lest it pass for an address.
_SPECIAL = re.compile(r"[()<>@,;:\\\"\[\]]")
_ENCODING = re.compile(r'[\s"\']*([a-z0-9-]*)')
#: Zones that dates state in other ways than the standard's.
_ZONE = re.compile(r"(?:(?:GMT|UTC|UT)\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?|([+-])(\d{1,2}):(\d{2})|\bICT)\b.*$",
                   re.IGNORECASE | re.DOTALL)
_ZONED = re.compile(r"[+-]\d{4}|\b[A-Z]{1,5}\s*(?:\(|$)|\b(?:GMT|UTC|UT)\b", re.IGNORECASE)
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


def media_type(headers: Headers, default: str = "text/plain") -> str:
    """The kind of content that a mail or a part states, lower case, without its parameters."""
    return first(headers, "content-type").partition(";")[0].strip().strip('"').lower() or default


def transfer_encoding(headers: Headers) -> str:
    """How a part is encoded, lower case; programs write it in quotes, or with a semicolon behind it."""
    match = _ENCODING.match(first(headers, "content-transfer-encoding").lower())
    return match[1] if match else ""


def boundary(value: str) -> bytes:
    """The line that the parts of a ``multipart/`` begin with, without its dashes; empty where none is stated."""
    stated = _parameters(value)
    pieces, encoded = _pieces(stated, "boundary")
    text = "".join(stated[piece] for piece in pieces) or stated.get("boundary", "")
    raw = text.encode("latin-1", "replace")
    if encoded:
        raw = unquote_to_bytes(raw.split(b"'", 2)[-1] if raw.count(b"'") >= 2 else raw)
    return raw.rstrip()


def _pieces(stated: dict[str, str], name: str) -> tuple[list[str], bool]:
    """The names of the parameters that a parameter is cut into (RFC 2231), and whether any of them is encoded."""
    pieces = [f"{name}*"] if f"{name}*" in stated else []
    for number in range(_MAX_PIECES if not pieces else 0):
        piece = next((key for key in (f"{name}*{number}*", f"{name}*{number}") if key in stated), None)
        if piece is None:
            break
        pieces.append(piece)
    return pieces, any(piece.endswith("*") for piece in pieces)


def file_name(value: str, name: str) -> str:
    """A file name out of a header's parameter: RFC 2231, RFC 2047 or raw bytes of whatever encoding."""
    stated = _parameters(value)
    pieces, encoded = _pieces(stated, name)
    if not encoded:
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
    """Who sent the mail: name and address as ``name <address>``; empty where it does not say.

    A name may hold another address: the one that counts is outside of quotes and comments.
    """
    stated = first(headers, "from") or first(headers, "sender") or first(headers, "reply-to")
    plain = _COMMENT.sub(_blank, _QUOTED.sub(_blank, stated))
    address = [*_ADDRESS.finditer(plain)][-1:]
    if not address:
        bare = _BARE_ADDRESS.search(plain)
        comment = _COMMENT.search(stated)
        if bare is None:
            return header_text(stated)
        return named_address(header_text(comment[1]) if comment else "", header_text(bare[0].strip("'")))
    name = stated[:address[0].start()].strip()
    quoted = _QUOTED.fullmatch(name)
    return named_address(header_text(re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else name.strip('"')),
                         header_text(address[0][1]))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def named_address(name: str, address: str) -> str:
    """``name <address>``, with the name in quotes where it could pass for an address."""
    if not name or name == address:
        return address
    if _SPECIAL.search(name):
        name = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    return f"{name} <{address}>"


def subject(headers: Headers) -> str:
    """What the mail is about, on one line."""
    return header_text(first(headers, "subject"))


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


def _iso_moment(value: str) -> dt.datetime | None:
    """A date as some programs state it, ``2026-11-05 09:00:00 +0700``; ``None`` for the usual kind."""
    if not value[:5].rstrip("-").isdigit():
        return None
    return dt.datetime.fromisoformat(value.replace(" +", "+").replace(" -", "-"))


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
    value = value.strip()
    zone = _ZONE.search(value)
    if zone:
        sign, hours, minutes = (zone[1], zone[2], zone[3]) if zone[1] else (zone[4], zone[5], zone[6])
        value = value[:zone.start()] + (f"{sign}{int(hours):02}{minutes or '00'}" if sign else "+0700")
    try:
        moment = _iso_moment(value) or parsedate_to_datetime(value)
        if moment.year >= _FIRST_BUDDHIST_YEAR:
            moment = moment.replace(year=moment.year - _ERA)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=dt.UTC if _ZONED.search(value) else THAI_TIME)
        return moment if 1971 <= moment.astimezone(dt.UTC).year <= 2200 else None
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
