"""The zip package of a workbook, opened with the guard of :mod:`pmqa_xlsx.files.archive`.

Everything is counted while it is inflated; a part over its limit, a package with too many parts, overlapping
entries, doubled names or a document type declaration is refused before any parser sees it.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, TypeVarTuple
from xml.etree import ElementTree
from xml.parsers import expat
from zipfile import ZipInfo

from pmqa_xlsx.catalogue.reasons import (
    BROKEN_XML,
    DOCUMENT_TYPE,
    DOUBLED,
    LONG_TOKEN,
    PART_MISSING,
    TOO_MANY_TAGS,
    XML_TOO_DEEP,
)
from pmqa_xlsx.files.archive import Archive, ArchiveError, ArchiveLimits
from pmqa_xlsx.files.refusal import Unreadable, damaged, unsafe

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

#: Real workbooks hold a few dozen parts, of which none grows more than about sixty times.
LIMITS = ArchiveLimits(file=64 * 2**20, entries=3_000, member=48 * 2**20, total=160 * 2**20)
#: Tags of a part that is kept as a tree, and of a part that is gone through and forgotten.
MAX_TAGS, MAX_TAGS_IN_STREAM = 400_000, 3_000_000
MAX_DEPTH = 250
#: Bytes between two tags, or of one tag; the longest text of a cell takes about 100,000.
MAX_TOKEN = 2**20
#: Parts with fewer tags or bytes than these cannot do harm by depth or by one long token.
_MANY_TAGS, _MANY_BYTES = 100_000, 4 * 2**20
_LONG_TOKEN = re.compile(rb"<[^<]{%d}" % MAX_TOKEN)
#: Parts up to this many bytes are remembered with what is made of them: styles and lists of parts are alike in most
#: returns.
_REMEMBERED = 2**15
_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>'
_USUAL = _DECLARATION.removesuffix(b"?>").lower()
_NO_DOCTYPE = re.compile(rb"<\?xml[^<>]*\?>\s*<[A-Za-z]")
_ENCODING = re.compile(rb"""\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']""")
_UNICODE = frozenset({"utf-8", "utf8", "utf-16", "us-ascii"})


class Relation(NamedTuple):
    """What a part refers to: the kind of relation, without its namespace, and the other part's name."""

    kind: str
    part: str


class Package:
    """The parts of one workbook, each inflated on demand; names are compared without regard to case.

    :param data: the file's bytes.
    :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = Archive(data, LIMITS)
        except ArchiveError as refusal:
            raise Unreadable(refusal.code, **refusal.facts) from refusal
        self._entries: dict[str, ZipInfo] = {}
        for info in self._archive.infos:
            key = _key(info.filename)
            if key in self._entries:
                raise unsafe(DOUBLED)
            self._entries[key] = info

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def names(self) -> list[str]:
        """The parts' names as the package spells them, without a leading slash."""
        return [info.filename.replace("\\", "/").lstrip("/") for info in self._entries.values()]

    def read(self, name: str) -> bytes:
        """Inflate a part.

        :raises Unreadable: the part is missing, damaged, encrypted or over a limit.
        """
        key = _key(name)
        if key not in self._entries:
            raise damaged(PART_MISSING)
        try:
            return self._archive.read(self._entries[key])
        except ArchiveError as refusal:
            raise Unreadable(refusal.code, **refusal.facts) from refusal

    def xml(self, name: str) -> ElementTree.Element:
        """Inflate and parse an XML part.

        :raises Unreadable: as :meth:`read`; also for XML that is malformed, has a document type, is far too large or
            far too deep.
        """
        return self.xml_as(name, _itself)

    def xml_as(self, name: str, make: Callable[[ElementTree.Element, *Ts], T], *more: *Ts) -> T:
        """What is made of an XML part's tree; remembered, for nearly all parts come again with the next return.

        :param make: a pure function of a module, and ``more`` its further arguments; nobody may change what it returns.
        :raises Unreadable: as :meth:`xml`.
        """
        data = self.read(name)
        made: T = (_remembered if len(data) <= _REMEMBERED else _made)(data, make, *more)
        return made

    def checked(self, name: str) -> bytes:
        """Inflate an XML part that is gone through with :func:`elements_of`: bytes that a parser may see, in UTF-8.

        :raises Unreadable: as :meth:`xml`, but for malformed XML.
        """
        return checked_xml(self.read(name), MAX_TAGS_IN_STREAM)

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to inside the package, by relation id; nothing where it has no relations."""
        path = _relations_of(part)
        return self.xml_as(path, _relations, posixpath.dirname(part)) if path in self else {}


    def addresses(self, part: str) -> dict[str, str]:
        """What a part refers to outside the package, by relation id: addresses of links and of other files."""
        path = _relations_of(part)
        return self.xml_as(path, _addresses) if path in self else {}


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _tree(data: bytes) -> ElementTree.Element:
    """The tree of an XML part, which nobody may change."""
    try:
        return ElementTree.fromstring(checked_xml(data, MAX_TAGS))  # noqa: S314  no DTD can reach the parser
    except (ElementTree.ParseError, ValueError) as error:
        raise damaged(BROKEN_XML) from error


def _made(data: bytes, make: Callable[..., T], *more: Any) -> T:
    return make(_tree(data), *more)


_remembered = lru_cache(maxsize=128)(_made)


def _itself(tree: ElementTree.Element) -> ElementTree.Element:
    return tree


def _relations(tree: ElementTree.Element, folder: str) -> dict[str, Relation]:
    return {
        relation.get("Id", ""): Relation(
            relation.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/"))
        for relation in tree if relation.get("TargetMode") != "External"
    }


def _addresses(tree: ElementTree.Element) -> dict[str, str]:
    return {relation.get("Id", ""): relation.get("Target", "") for relation in tree
            if relation.get("TargetMode") == "External"}


def elements_of(data: bytes) -> Iterator[ElementTree.Element]:
    """Go through the elements of a checked part, each with all that is in it, in no stated order.

    Whoever is done with an element clears it: then what was in it is not gone through, and a large part, which is
    parsed bit by bit, takes little memory.

    :raises Unreadable: ``file-damaged``.
    """
    try:
        if len(data) < _MANY_BYTES:
            yield from ElementTree.fromstring(data).iter()  # noqa: S314  no DTD can reach the parser
        else:
            for _, element in ElementTree.iterparse(io.BytesIO(data)):  # noqa: S314  as above
                yield element
    except (ElementTree.ParseError, ValueError) as error:
        raise damaged(BROKEN_XML) from error


def checked_xml(data: bytes, tags: int) -> bytes:
    """XML that a parser may see, in UTF-8 whatever it was in.

    :param tags: how many tags it may have.
    :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
    """
    data = _utf8(data)
    # Behind the first tag no parser takes a document type any more.
    if _NO_DOCTYPE.match(data) is None and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        raise unsafe(DOCUMENT_TYPE)
    # The least tag takes three bytes: what is too short for so many need not be counted.
    count = data.count(b"<") if len(data) > 3 * min(tags, _MANY_TAGS) else 0
    if count > tags:
        raise unsafe(TOO_MANY_TAGS)
    if len(data) > _MANY_BYTES and _LONG_TOKEN.search(data):
        raise unsafe(LONG_TOKEN)
    if count > _MANY_TAGS:
        _check_depth(data)
    return data


def _utf8(data: bytes) -> bytes:
    """The same text in UTF-8 and declared as such: nothing can hide in another encoding."""
    if data[:len(_USUAL)].lower() == _USUAL:
        return data
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    elif data[:2] in (b"<\0", b"\0<"):
        data = data.decode("utf-16-le" if data[1] == 0 else "utf-16-be", "replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not data.startswith(b"<?xml"):
        return _DECLARATION + data
    declaration, _, text = data.partition(b"?>")
    stated = _ENCODING.search(declaration)
    encoding = stated[1].decode("ascii").lower() if stated else "utf-8"
    if encoding not in _UNICODE:
        try:
            text = text.decode(encoding).encode()
        except (LookupError, ValueError) as error:
            raise damaged(BROKEN_XML) from error
    return _DECLARATION + text


def _check_depth(data: bytes) -> None:
    depth = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise unsafe(XML_TOO_DEEP)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise damaged(BROKEN_XML) from error


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
