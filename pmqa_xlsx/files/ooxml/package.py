"""The zip package of a workbook, opened with the guard of :mod:`pmqa_xlsx.files.archive`.

Sizes are counted while decompressing; a part over its limit, a package with too many parts, overlapping entries,
duplicate names or a document type declaration is rejected before parsing.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
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
from pmqa_xlsx.files.archive import Archive, ArchiveLimits, named_parts
from pmqa_xlsx.files.refusal import SideParts, damaged, unsafe

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

#: Real workbooks have a few dozen parts, and none is compressed more than about sixty times.
LIMITS = ArchiveLimits(file=64 * 2**20, entries=3_000, member=48 * 2**20, total=160 * 2**20)
#: Most tags of a part read as a tree, and of a part read as a stream.
MAX_TAGS, MAX_TAGS_IN_STREAM = 400_000, 3_000_000
MAX_DEPTH = 250
#: Most bytes between two tags, or of one tag; the longest text of a cell has about 100,000.
MAX_TOKEN = 2**20
#: Parts with fewer tags or bytes than these are harmless, with any depth and token length.
_MANY_TAGS, _MANY_BYTES = 100_000, 4 * 2**20
_LONG_TOKEN = re.compile(rb"<[^<]{%d}" % MAX_TOKEN)
#: Results of parts up to this many bytes are cached: styles and lists of parts are the same in most returns.
_CACHED_BYTES = 2**15
#: The namespaces of the relations that Office programs write.
_RELATIONS = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/", "http://schemas.microsoft.com/")
_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>'
_USUAL = _DECLARATION.removesuffix(b"?>").lower()
_NO_DOCTYPE = re.compile(rb"<\?xml[^<>]*\?>\s*<[A-Za-z]")
_ENCODING = re.compile(rb"""\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']""")
_UNICODE = frozenset({"utf-8", "utf8", "utf-16", "us-ascii"})


class Relation(NamedTuple):
    """A relation of a part: its kind, without namespace, and the other part's name.

    The kind is empty if the namespace is a foreign one, whose names may be those of the format's own kinds.
    """

    kind: str
    part: str


class Package:
    """The parts of one workbook, each decompressed on demand; names are compared ignoring case.

    :param data: the file's bytes.
    :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
    :ivar side: reads the parts without which the answers can be read.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data, LIMITS)
        self.side = SideParts()
        self._entries: dict[str, ZipInfo] = {}
        self._names: list[str] = []
        for name, info in named_parts(self._archive.infos):
            if name.lower() in self._entries:
                raise unsafe(DOUBLED)
            self._entries[name.lower()] = info
            self._names.append(name)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def names(self) -> list[str]:
        """The parts' names in the package's spelling, without a leading slash."""
        return self._names

    def read(self, name: str) -> bytes:
        """Decompress a part.

        :raises Unreadable: the part is missing, damaged, encrypted or over a limit.
        """
        key = _key(name)
        if key not in self._entries:
            raise damaged(PART_MISSING)
        return self._archive.read(self._entries[key])

    def xml(self, name: str) -> ElementTree.Element:
        """Decompress and parse an XML part.

        :raises Unreadable: as :meth:`read`; also for XML that is malformed, has a document type, is far too large or
            nested far too deeply.
        """
        return self.xml_as(name, _itself)

    def xml_as(self, name: str, make: Callable[[ElementTree.Element, *Ts], T], *more: *Ts) -> T:
        """The result of a function of an XML part's tree; cached, since nearly all parts are the same in other returns.

        :param make: a pure module-level function, with the further arguments ``more``; its result must not be changed.
        :raises Unreadable: as :meth:`xml`.
        """
        data = self.read(name)
        made: T = (_cached if len(data) <= _CACHED_BYTES else _make)(data, make, *more)
        return made

    def checked(self, name: str) -> bytes:
        """Decompress an XML part for :func:`elements_of`: bytes that are safe for a parser, in UTF-8.

        :raises Unreadable: as :meth:`xml`, except for malformed XML.
        """
        return checked_xml(self.read(name), MAX_TAGS_IN_STREAM)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part to other parts, by id; empty if it has none."""
        path = relations_part(part)
        return self.xml_as(path, _relations, posixpath.dirname(part)) if path in self else {}

    def addresses(self, part: str) -> dict[str, str]:
        """The external relations of a part by id: addresses of links and of other files."""
        path = relations_part(part)
        return self.xml_as(path, _addresses) if path in self else {}


def only_part(relations: Mapping[str, Relation], kind: str) -> str | None:
    """The part of a kind of which a workbook has one; ``None`` if no relation leads to one.

    :raises Unreadable: ``file-damaged`` if relations lead to several, any of which may be meant.
    """
    parts = {relation.part for relation in relations.values() if relation.kind == kind}
    if len(parts) > 1:
        raise damaged(DOUBLED)
    return next(iter(parts), None)


def relations_part(part: str) -> str:
    """The name of the part with the relations of a part: ``xl/_rels/workbook.xml.rels``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def tree_of(data: bytes) -> ElementTree.Element:
    """The tree of a checked part; it must not be changed.

    :raises Unreadable: ``file-damaged``.
    """
    try:
        return ElementTree.fromstring(data)  # noqa: S314  no DTD can reach the parser
    except (ElementTree.ParseError, ValueError) as error:
        raise damaged(BROKEN_XML) from error


def _make(data: bytes, make: Callable[..., T], *more: Any) -> T:
    return make(tree_of(checked_xml(data, MAX_TAGS)), *more)


_cached = lru_cache(maxsize=128)(_make)


def _itself(tree: ElementTree.Element) -> ElementTree.Element:
    return tree


def _relations(tree: ElementTree.Element, folder: str) -> dict[str, Relation]:
    """The inner relations.

    :raises Unreadable: ``file-damaged`` for two different ones with the same id, either of which may be meant.
    """
    found: dict[str, Relation] = {}
    for element in tree:
        if element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, element.get("Target", ""))).lstrip("/")
            relation = Relation(_kind_of(element.get("Type", "")), target)
            if found.setdefault(element.get("Id", ""), relation) != relation:
                raise damaged(DOUBLED)
    return found


def _kind_of(stated: str) -> str:
    return stated.rpartition("/")[2] if stated.startswith(_RELATIONS) else ""


def _addresses(tree: ElementTree.Element) -> dict[str, str]:
    return {relation.get("Id", ""): relation.get("Target", "") for relation in tree
            if relation.get("TargetMode") == "External"}


def elements_of(data: bytes) -> Iterator[ElementTree.Element]:
    """Iterate over the elements of a checked part, each with its content, in no fixed order.

    The caller clears an element after use: then its content is not visited, and a large part, which is parsed
    incrementally, needs little memory.

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
    """XML that is safe for a parser, converted to UTF-8 from any encoding.

    :param tags: most tags allowed.
    :raises Unreadable: ``file-damaged`` or ``file-unsafe``.
    """
    data = _utf8(data)
    # After the first tag, parsers reject a document type.
    if _NO_DOCTYPE.match(data) is None and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        raise unsafe(DOCUMENT_TYPE)
    # The shortest tag has three bytes: shorter XML cannot exceed the limit and need not be counted.
    count = data.count(b"<") if len(data) > 3 * min(tags, _MANY_TAGS) else 0
    if count > tags:
        raise unsafe(TOO_MANY_TAGS)
    if len(data) > _MANY_BYTES and _LONG_TOKEN.search(data):
        raise unsafe(LONG_TOKEN)
    if count > _MANY_TAGS:
        _check_depth(data)
    return data


def _utf8(data: bytes) -> bytes:
    """The same text in UTF-8 and declared as such, so that nothing can be hidden by another encoding."""
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
