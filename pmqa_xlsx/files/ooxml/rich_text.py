"""Texts of SpreadsheetML: runs joined, escapes decoded."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

#: The namespaces of SpreadsheetML: the transitional one, written by Excel, and that of Strict Open XML.
TRANSITIONAL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Decode ``_x000D_`` escapes, by which the format stores characters that XML does not allow."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def rich_text(item: Element) -> str:
    """The text of a string item: its runs joined, without phonetic hints."""
    if len(item) == 1 and item[0].tag.endswith("}t"):  # true for nearly all
        return unescape(item[0].text or "")
    namespace = namespace_of(item)
    text, run = f"{namespace}t", f"{namespace}r"
    parts: list[str] = []
    for child in item:
        if child.tag == text:
            parts.append(child.text or "")
        elif child.tag == run:
            parts += [part.text or "" for part in child.iterfind(text)]
    return unescape("".join(parts))


def relation_id(element: Element) -> str:
    """The attribute ``r:id``, whose namespace differs between the two editions of the format."""
    return next((value for key, value in element.items() if key.endswith("}id")), "")


def namespace_of(element: Element) -> str:
    """The namespace of an element's name, in braces; empty if it has none."""
    return element.tag[:element.tag.rfind("}") + 1]
