"""The texts that the cells of a workbook refer to by number.

Nearly every program writes them in one form, which is cut into items without building a tree. The form's own texts are
the same in every return, so the meaning of an item is cached by its bytes; each item that is not known is checked by
one expression. If the part contains anything else, the parser reads it, with the same result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pmqa_xlsx.cells import CellValue
from pmqa_xlsx.files.ooxml.fast_rows import END_OF_SECTION, TEXT, NotFastPath, decoded, plain
from pmqa_xlsx.files.ooxml.notation import TRANSITIONAL, namespace_of, rich_text, unescape
from pmqa_xlsx.files.ooxml.package import MAX_TAGS, Package, Relation, checked_xml, only_part, tree_of
from pmqa_xlsx.files.values import text_value

#: Most bytes of a cached item; Thai letters have three.
_LONGEST_ITEM = 4_000
_ITEM_OPENING, _CLOSING = b"<si>", b"</sst>"
_HEAD = re.compile(
    r'<\?xml version="1\.0" encoding="[Uu][Tt][Ff]-8"(?: standalone="(?:yes|no)")? ?\?>\s*'
    rf'<sst xmlns="{TRANSITIONAL[1:-1]}"(?: count="[0-9]+")?(?: uniqueCount="[0-9]+")?>')
_VALUE = r'="[^"<&\0-\x1f\ufffe\uffff]*"'
_FONT = rf'(?:<rPr>(?:<[A-Za-z]+(?: (?:val|rgb|theme|indexed){_VALUE})?(?: tint{_VALUE})? ?/>)*+</rPr>)?'
_TEXT = rf'<t(?: xml:space="preserve")?>({TEXT})</t>'
#: A text, or runs of it with fonts; with groups for the text and for the runs.
_ITEM = re.compile(rf"(?:{_TEXT}|((?:<r>{_FONT}{_TEXT}</r>)+))</si>")
_TEXTS = re.compile(_TEXT)


def shared_texts(package: Package, relations: Mapping[str, Relation]) -> Sequence[CellValue]:
    """The shared texts of a workbook, as values; the count given in the file is ignored.

    :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
    """
    part = only_part(relations, "sharedStrings")
    if part is None or part not in package:
        return ()
    data = checked_xml(package.read(part), MAX_TAGS)
    fast = read_texts_fast(data)
    return read_texts(data) if fast is None else fast


def read_texts(data: bytes) -> list[CellValue]:
    """Read a checked part with the parser.

    :raises Unreadable: ``file-damaged``.
    """
    root = tree_of(data)
    item = f"{namespace_of(root)}si"
    return [text_value(rich_text(child)) for child in root if child.tag == item]


def read_texts_fast(data: bytes) -> list[CellValue] | None:
    """Read a checked part in the usual form; ``None`` if it must be left to the parser."""
    head, *items = data.split(_ITEM_OPENING)
    if not items:
        return None
    last, _, rest = items.pop().rpartition(_CLOSING)
    if rest.strip():
        return None
    try:
        if _HEAD.fullmatch(decoded(head)) is None:
            return None
        return [*(_cached(item) if len(item) <= _LONGEST_ITEM else _value(item) for item in items), _value(last)]
    except NotFastPath:
        return None


def _value(item: bytes) -> CellValue:
    """The value of an item, given without its first tag.

    :raises NotFastPath: it has another form.
    """
    text = decoded(item)
    match = _ITEM.fullmatch(text)
    if match is None or END_OF_SECTION in text:
        raise NotFastPath
    single, runs, _ = match.groups()
    return text_value(unescape(plain(single) if runs is None else "".join(map(plain, _TEXTS.findall(runs)))))


_cached = lru_cache(maxsize=16_384)(_value)
