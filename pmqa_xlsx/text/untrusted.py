"""Names and texts from outside in a form that is safe to show; no file is ever written under such a name.

Thai names are in UTF-8, in cp874 (Windows), or in cp874 under other labels; Python has no codec ``windows-874``, and
its ``tis-620`` and ``iso-8859-11`` lack characters that programs write under those labels. This module handles this.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

THAI_CODEC = "cp874"
#: Labels that mean Windows' Thai code page in practice, lower case, ``_`` as ``-``.
THAI_CHARSETS = frozenset({
    "874", "cp874", "cp-874", "ms874", "windows-874", "x-windows-874", "ibm874", "tis-620", "tis620", "tis-620-0",
    "tis620-0", "tis620-2533", "tis620.2533", "iso-8859-11", "iso8859-11", "iso-ir-166",
})
#: Most characters of a name inside a container, and of a text such as a sender.
MAX_NAME = 120
MAX_TEXT = 320
#: Characters that change the reading direction, and other invisible ones.
_UNSEEN = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b\u2060\u00ad")
_NAMELESS = "unnamed"
#: Plausible texts: Thai with ASCII; and texts with Latin letters and dashes, or with any Thai.
_THAI = re.compile("[\x00-\x7f\u0e01-\u0e5b]*")
_FAMILIAR = re.compile("[\x00-\u024f\u2000-\u206f]*|.*[\u0e01-\u0e5b].*", re.DOTALL)


def codec_for(charset: str) -> str:
    """The Python codec for a charset's label.

    :param charset: as given in a mail, in upper or lower case.
    :returns: ``cp874`` for every label of Thai; empty if there is no such text codec.
    """
    label = charset.strip().lower().replace("_", "-")
    if label in THAI_CHARSETS:
        return THAI_CODEC
    try:
        b"".decode(label)  # raises for a codec that is no text encoding
        return codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""


def decoded(data: bytes, charset: str = "") -> str:
    """Decode any bytes: by the given charset, else UTF-8, else Thai.

    :param charset: the given label; may be empty or unknown.
    :returns: the text; bytes that cannot be decoded become U+FFFD.
    """
    stated = codec_for(charset)
    thai = _decoded_by(THAI_CODEC, data)
    text = _decoded_by(stated, data) if stated and (stated != "ascii" or data.isascii()) else None
    if text is None:
        text = _decoded_by("utf-8", data)
        # Short Thai names are valid UTF-8 by chance: แบบ is also one Vietnamese letter.
        if text is not None and thai is not None and not _FAMILIAR.fullmatch(text) and _THAI.fullmatch(thai):
            return thai
    return text or thai or data.decode(THAI_CODEC, "replace")


def _decoded_by(codec: str, data: bytes) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError):
        return None


def shown_text(text: str, limit: int = MAX_TEXT) -> str:
    """Text from outside on one line: white space folded, invisible characters removed, truncated at ``limit``."""
    text = " ".join(text[: 8 * limit].split())
    text = "".join(_shown(char) for char in text if char not in _UNSEEN)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _shown(char: str) -> str:
    return "\ufffd" if unicodedata.category(char) in ("Cc", "Cs", "Cn", "Co") else char


def member_label(name: str) -> str:
    """The name of a container's member as a label.

    Steps such as ``..``, a drive and a leading slash are removed; a long name keeps its extension.

    :returns: a label, not empty, of at most :data:`MAX_NAME` characters.
    """
    name = name.replace("\0", "\ufffd").replace("\\", "/")
    steps = [step.strip() for step in name.split("/")]
    if steps and len(steps[0]) == 2 and steps[0][1] == ":":
        steps = steps[1:]
    label = shown_text("/".join(step for step in steps if step not in ("", ".", "..")), 8 * MAX_NAME)
    if len(label) > MAX_NAME:
        stem, dot, extension = label.rpartition(".")
        tail = dot + extension if stem and len(extension) <= 8 else ""
        label = label[: MAX_NAME - 1 - len(tail)] + "…" + tail
    return label or _NAMELESS


def path_label(path: str) -> str:
    """A path as a label: with forward slashes, and bytes that are not UTF-8 decoded as Thai.

    :param path: as given by the operating system, with such bytes as lone surrogates.
    """
    if path.isascii():
        if path.isprintable():
            return path
    else:
        try:
            path = decoded(path.encode("utf-8", "surrogateescape"))
        except UnicodeError:  # a surrogate that represents no byte: Windows allows those
            path = path.encode("utf-8", "replace").decode()
    return "".join("\ufffd" if char in _UNSEEN else _shown(char) for char in path)


def extension(name: str) -> str:
    """The extension of a name, lower case, without the dot; empty if there is none."""
    stem, _, ending = name.rpartition(".")
    return ending.strip().lower() if stem and len(ending) <= 8 else ""
