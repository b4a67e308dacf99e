"""Parse the headers of a mail: texts, file names, senders and dates.

All functions take time linear in the size of the headers, and never raise. For hostile headers the standard library's
functions use recursion and time quadratic in their length.
"""

from __future__ import annotations

import binascii
import datetime as dt
import re
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from pmqa_xlsx.files.file_kinds import FileKind
from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.thai import arabic_digits, in_common_era, long_date, parse_thai_date
from pmqa_xlsx.text.untrusted import decoded, shown_text

#: Most bytes of a header block and of one header in it; the rest is ignored.
MAX_HEADERS = 2**18
MAX_HEADER = 2**13

_HEADER = re.compile(rb"^([!-9;-~]{1,80})[ \t]{0,9}:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))', re.DOTALL)
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_ADDRESS = re.compile(r"<\s*([^<>\s@]+@[^<>\s@]+)\s*>")
_BARE_ADDRESS = re.compile(r"[^<>\s@,;]+@[^<>\s@,;]+")
#: The places of a sender's name: quotes, and comments after an address.
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_COMMENT = re.compile(r"\(([^()]*)\)")
_NEXT_SENDER = re.compile(r"(?<=>)\s*[,;]")
#: Characters that require quotes, since a name with them could be read as an address.
_SPECIAL = re.compile(r"[()<>@,;:\\\"\[\]]")
#: The transfer encodings that change bytes, by the notations that programs use for them.
_ENCODINGS = {"base64": "base64", "quotedprintable": "quoted-printable", "uuencode": "uuencode", "uue": "uuencode"}
#: The letters of base64 in addresses, which some programs write instead of the usual ones.
_FROM_URL_LETTERS = bytes.maketrans(b"-_", b"+/")
#: Time zones in notations other than the standard's.
_ZONE = re.compile(r"(?:(?:GMT|UTC|UT)\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?|([+-])(\d{1,2})(?::(\d{2})|(?<=\s[+-]\d\d))"
                   r"|\bICT)\b.*$", re.IGNORECASE | re.DOTALL)
#: A time of a clock with twelve hours.
_HALF_DAY = re.compile(r"\b(\d{1,2})(:\d{2}(?::\d{2})?)\s*([AP])M\b", re.IGNORECASE)
_ZONED = re.compile(r"[+-]\d{4}|\b[A-Z]{1,5}\s*(?:\(|$)|\b(?:GMT|UTC|UT)\b", re.IGNORECASE)
#: A day with the name of its month in Thai.
_THAI_DAY = re.compile(r"\d{1,2}[ -](?:เดือน)? ?[ก-๎.]{2,20}[ -](?:[พค]\.?ศ\.? ?)?\d{4}(?!\d)")
#: Headers of automatic replies of programs that do not follow the standard.
_ANSWERS = frozenset({"x-autoreply", "x-autorespond", "x-autoreply-from"})
_NOBODY = re.compile(r"(?:^|<)(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster)[^@>]*@", re.IGNORECASE)
#: Most pieces of a file name that is split into several parameters.
_MAX_PIECES = 40
#: Most pieces of data that were encoded one by one; of more, only the first one is decoded.
_MAX_ENCODED_PIECES = 200_000
#: The years (A.D.) of a mail's date; one outside them is no date, one that cannot be right is a finding.
YEARS = range(1900, 2201)

#: Values by lower-case name, unfolded, each byte as the character with its number.
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
    """The first header of that name, unchanged; empty if there is none."""
    return headers.get(name, [""])[0]


def header_with(headers: Headers, name: str, parameter: str) -> str:
    """The header of that name, unchanged; of several ones the first with a parameter."""
    stated = headers.get(name, [""])
    return next((value for value in stated if parameter in value.lower()), stated[0])


def media_type(content_type: str) -> str:
    """A content type in lower case, without its parameters."""
    return content_type.partition(";")[0].strip().strip('"').lower()


def transfer_encoding(headers: Headers) -> str:
    """``base64``, ``quoted-printable`` or ``uuencode``; empty if the bytes are unchanged.

    Programs write it in quotes, with a comment, a semicolon or ``x-``; if there are several headers, the first one
    with an encoding counts.
    """
    for value in headers.get("content-transfer-encoding", []):
        letters = re.sub(r"[^a-z0-9;]", "", _COMMENT.sub("", value.lower())).partition(";")[0].removeprefix("x")
        if letters in _ENCODINGS:
            return _ENCODINGS[letters]
    return ""


def boundary(value: str) -> bytes:
    """The boundary of a ``multipart/``, without its dashes; empty if none is given."""
    stated = _parameters(value)
    pieces, encoded = _pieces(stated, "boundary")
    text = "".join(stated[piece] for piece in pieces) or stated.get("boundary", "")
    raw = text.encode("latin-1", "replace")
    if encoded:
        raw = unquote_to_bytes(raw.split(b"'", 2)[-1] if raw.count(b"'") >= 2 else raw)
    return raw.rstrip()


def _pieces(stated: dict[str, str], name: str) -> tuple[list[str], bool]:
    """The names of the parameters into which a parameter is split (RFC 2231), and whether any of them is encoded."""
    pieces = [f"{name}*"] if f"{name}*" in stated else []
    for number in range(_MAX_PIECES if not pieces else 0):
        piece = next((key for key in (f"{name}*{number}*", f"{name}*{number}") if key in stated), None)
        if piece is None:
            break
        pieces.append(piece)
    return pieces, any(piece.endswith("*") for piece in pieces)


def file_name(value: str, name: str) -> str:
    """The file name in a header's parameter: RFC 2231, RFC 2047 or raw bytes in any encoding."""
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
    """A header as text on one line, at most 320 characters; encoded words and raw bytes are decoded."""
    pieces: list[tuple[bytes, str]] = []
    position = 0
    for word in _ENCODED_WORD.finditer(value):
        between = value[position:word.start()]
        if between.strip() or not pieces:  # white space between two encoded words is ignored
            pieces.append((between.encode("latin-1", "replace"), ""))
        charset = word[1].partition("*")[0]
        content = _word_content(word[2].lower(), word[3].encode("latin-1", "replace"))
        if pieces[-1][1] == charset:  # a character may be split by the end of a word
            content = pieces.pop()[0] + content
        pieces.append((content, charset))
        position = word.end()
    pieces.append((value[position:].encode("latin-1", "replace"), ""))
    return shown_text("".join(decoded(content, charset) for content, charset in pieces))


def sender(headers: Headers) -> str:
    """The sender of the mail as ``name <address>``; empty if it is not given.

    A name may contain another address: the one outside of quotes and comments counts. Of several senders, the first.
    """
    stated = first(headers, "from") or first(headers, "sender") or first(headers, "reply-to")
    plain = _NEXT_SENDER.split(_COMMENT.sub(_blank, _QUOTED.sub(_blank, stated)), maxsplit=1)[0]
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
    """``name <address>``, with the name in quotes if it could be read as an address."""
    if not name or name == address:
        return address
    if _SPECIAL.search(name):
        name = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    return f"{name} <{address}>"


def subject(headers: Headers) -> str:
    """The subject of the mail, on one line."""
    return header_text(first(headers, "subject"))


def automatic_kind(headers: Headers, sent_by: str, *, attached: bool) -> FileKind | None:
    """The kind of a mail that a program sent by itself (RFC 2634, RFC 3834, RFC 6522); ``None`` for any other.

    :param sent_by: the sender; an address to which nobody can reply may be that of a scanner.
    :param attached: whether anything is attached, or a file in the cloud is linked.
    """
    content_type = first(headers, "content-type")
    if (media_type(content_type) == "multipart/report"
            or _parameters(content_type).get("smime-type", "").lower() == "signed-receipt"):
        return FileKind.REPORT_MAIL
    stated = media_type(first(headers, "auto-submitted"))
    answers = (stated.startswith("auto-replied") or first(headers, "precedence").strip().lower() == "auto_reply"
               or first(headers, "return-path").strip() == "<>"  # an answer to it would go to nobody
               or (stated == "auto-generated" and "x-auto-response-suppress" in headers))  # Exchange
    automatic = answers or not _ANSWERS.isdisjoint(headers) or (
        not attached and _NOBODY.search(sent_by))
    return FileKind.AUTOMATIC_MAIL if automatic else None


def sent_at(headers: Headers) -> dt.datetime | None:
    """The time when the mail was sent, else when it was last received; with time zone, A.D."""
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
    """A date in the notation of some programs, ``2026-11-05 09:00:00 +0700``; ``None`` for the usual notation."""
    if not value[:5].rstrip("-").isdigit():
        return None
    return dt.datetime.fromisoformat(value.replace(" +", "+").replace(" -", "-"))


def _in_english(value: str) -> str:
    """A date with a Thai month's name, ``15 พ.ย. 2569 10:00:00 +0700``, in the usual notation; any other unchanged."""
    if value.isascii() and "=?" not in value:
        return value
    value = arabic_digits(header_text(value))
    stated = _THAI_DAY.search(value)
    day = parse_thai_date(stated[0]) if stated else None
    if stated is None or day is None:
        return value
    return f"{long_date(day, 'en')} {value[stated.end():].removesuffix('น.').strip(' ,')}"


def _word_content(encoding: str, content: bytes) -> bytes:
    return base64_content(content) if encoding == "b" else binascii.a2b_qp(content, header=True)


def base64_content(content: bytes) -> bytes:
    """Decode base64; of truncated data, all complete bytes; of pieces that were encoded one by one, all of them."""
    if not any(letter in content for letter in b"+/"):
        content = content.translate(_FROM_URL_LETTERS)
    if 0 < (whole := content.rstrip(b"= \t\r\n")).count(b"=") <= _MAX_ENCODED_PIECES:
        return b"".join(map(base64_content, whole.split(b"=")))
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
        letters = letters[:len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _moment(value: str) -> dt.datetime | None:
    value = _in_english(value).strip()
    zone = _ZONE.search(value)
    if zone:
        sign, hours, minutes = (zone[1], zone[2], zone[3]) if zone[1] else (zone[4], zone[5], zone[6])
        value = value[:zone.start()] + (f"{sign}{int(hours):02}{minutes or '00'}" if sign else "+0700")
    value = _HALF_DAY.sub(lambda time: f"{int(time[1]) % 12 + 12 * (time[3] in 'Pp')}{time[2]}", value)
    try:
        moment = in_common_era(_iso_moment(value) or parsedate_to_datetime(value))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=dt.UTC if _ZONED.search(value) else THAI_TIME)
        return moment if moment.astimezone(dt.UTC).year in YEARS else None
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
