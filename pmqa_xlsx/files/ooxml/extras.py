"""Content of an Open XML workbook besides its cells: comments, text boxes, pictures; parts that can run or load data.

Charts are only named: they show the content of cells. Active parts are found by their names and never opened.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from pmqa_xlsx.cells import MAX_COLUMNS, MAX_ROWS, CellRef
from pmqa_xlsx.files.book import Extra
from pmqa_xlsx.files.ooxml.notation import namespace_of, relation_id, rich_text, unescape
from pmqa_xlsx.files.ooxml.package import Package, Relation, relations_part

#: Macros, links to other workbooks, embedded objects, controls, data connections, add-ins; also in OpenDocument.
_ACTIVE = re.compile(
    r"vbaProject\.bin$|^xl/(externalLinks|embeddings|activeX|ctrlProps|macrosheets|dialogsheets|webextensions|"
    r"queryTables|model)/(?!_rels/)|^xl/connections\.|^customUI/(?!_rels/|images/)|^(Basic|Scripts|Dialogs)/[^/]+",
    re.IGNORECASE)
#: Storages and streams of a compound file with macros, embedded objects or controls.
_ACTIVE_STORAGE = re.compile(r"^(_VBA_PROJECT(_CUR)?|VBA|Macros|MBD[0-9A-F]+|Ctls)$", re.IGNORECASE)
#: Most names that are listed.
_MOST = 50
#: Elements of a signature with texts of the signer.
_SIGNATURE_TEXTS = frozenset({"SignatureText", "SignatureComments", "X509SubjectName"})
_SIGNATURE_LINE = re.compile(r"<o:signatureline[^>]*>")
_SUGGESTED = re.compile(r'(?:suggestedsigner2?|signinginstructions)="([^"]*)"')
#: Beginning of the author of a note that Excel stores with a threaded comment for older programs.
_THREAD_MARK = "tc="
_LINK = "hlinkClick"


def active_parts(package: Package) -> tuple[str, ...]:
    """The names of a package's active parts, in order."""
    return listed(name for name in package.names() if _ACTIVE.search(name) and not name.endswith("/"))


def active_storages(names: Iterable[str]) -> tuple[str, ...]:
    """The active ones among a compound file's top-level storages and streams."""
    return listed(name for name in names if _ACTIVE_STORAGE.match(name))


def listed(names: Iterable[str]) -> tuple[str, ...]:
    """Distinct names, sorted, at most :data:`_MOST`."""
    return tuple(sorted(set(names))[:_MOST])


def has_cell_pictures(package: Package, relations: Mapping[str, Relation]) -> bool:
    """Whether a cell has a picture as its value ("place in cell" in Excel), which older programs show as an error."""
    return any(kind == "rdRichValueStructure" and part in package
               and b"mage" in package.side.read(part, bytes, package.read, part) for kind, part in relations.values())


def people_of(package: Package, relations: Mapping[str, Relation]) -> dict[str, str]:
    """The names of the authors of threaded comments, by id."""
    return {name: shown for kind, part in relations.values() if kind == "person" and part in package
            for name, shown in package.side.read(part, dict, _people, package, part).items()}


def _people(package: Package, part: str) -> dict[str, str]:
    return {person.get("id", ""): person.get("displayName", "") for person in package.xml(part)}


def sheet_extras(
    package: Package, part: str, sheet: str, people: Mapping[str, str],
    read_comments: Callable[[Package, str, str], list[Extra]],
) -> list[Extra]:
    """The comments, text boxes and pictures of a worksheet part; ``package.side`` names those that cannot be read.

    :param part: the worksheet's part.
    :param sheet: the sheet's name.
    :param people: authors of threaded comments, by id.
    :param read_comments: reads a part with comments of a sheet, such as :func:`read_notes`.
    :raises Unreadable: ``file-unsafe``.
    """
    relations = package.side.read(relations_part(part), dict, package.relations, part).values()
    targets = [relation for relation in relations if relation.part in package]

    def of_kind(wanted: str, make: Callable[[Package, str, str], list[Extra]]) -> list[Extra]:
        return [extra for kind, target in targets if kind == wanted
                for extra in package.side.read(target, list, make, package, target, sheet)]

    threads = [extra._replace(author=people.get(extra.author, "")) for extra in of_kind("threadedComment", _threaded)]
    threaded = {extra.cell for extra in threads}
    notes = [extra for extra in of_kind("comments", read_comments)
             if not (extra.cell in threaded and extra.author.startswith(_THREAD_MARK))]
    return [*notes, *threads, *of_kind("drawing", drawing_extras), *of_kind("vmlDrawing", _signature_lines)]


def signatures_of(package: Package, folder: str = "_xmlsignatures/") -> list[Extra]:
    """The digital signatures of a package.

    :param folder: the folder of their parts, or the prefix of the part with all of them.
    """
    return [Extra("", "", "signature", package.side.read(name, str, _signed, package, name))
            for name in package.names() if name.startswith(folder) and name.endswith(".xml")]


def _signed(package: Package, part: str) -> str:
    return ", ".join(text for element in package.xml(part).iter()
                     if _local(element) in _SIGNATURE_TEXTS and (text := (element.text or "").strip()))


def _signature_lines(package: Package, part: str, sheet: str) -> list[Extra]:
    """The signature lines of a VML drawing: name, title, instructions. VML need not be well-formed."""
    from html import unescape  # few workbooks have such a line, and loading all names of signs takes 1.3 ms

    lines = _SIGNATURE_LINE.findall(package.read(part).decode("utf-8", "replace"))
    return [Extra(sheet, "", "signature-line", ": ".join(map(unescape, filter(None, _SUGGESTED.findall(line)))))
            for line in lines]


def read_notes(package: Package, part: str, sheet: str) -> list[Extra]:
    """The comments of a part in XML."""
    root = package.xml(part)
    namespace = namespace_of(root)
    authors = [author.text or "" for author in root.iterfind(f"{namespace}authors/{namespace}author")]
    notes: list[Extra] = []
    for comment in root.iterfind(f"{namespace}commentList/{namespace}comment"):
        text = comment.find(f"{namespace}text")
        number = comment.get("authorId", "")
        author = authors[int(number)] if number.isascii() and number.isdigit() and int(number) < len(authors) else ""
        note = rich_text(text) if text is not None else ""
        notes.append(Extra(sheet, comment.get("ref", "").upper(), "comment", note, author.strip()))
    return notes


def _threaded(package: Package, part: str, sheet: str) -> list[Extra]:
    """Each comment of a thread separately, with the id of its author; replies have the cell of the first comment."""
    root = package.xml(part)
    namespace = namespace_of(root)
    return [Extra(sheet, comment.get("ref", "").upper(), "comment",
                  unescape(comment.findtext(f"{namespace}text", "")), comment.get("personId", ""))
            for comment in root.iterfind(f"{namespace}threadedComment")]


def drawing_extras(package: Package, part: str, sheet: str) -> list[Extra]:
    """The text boxes, pictures, charts and handwriting of a drawing, and the texts of its diagrams."""
    relations, addresses = package.relations(part), package.addresses(part)
    extras: list[Extra] = []
    for anchor in package.xml(part):
        cell = _corner(anchor)
        for shape in _shapes(anchor):
            links = {addresses.get(relation_id(element), "") for element in shape.iter() if _local(element) == _LINK}
            if _local(shape) == "pic":
                extras.append(Extra(sheet, cell, "picture", with_links(_picture(shape, relations), links)))
            elif _local(shape) == "contentPart":
                extras.append(Extra(sheet, cell, "ink", ""))
            elif _local(shape) == "graphicFrame":
                if any(_local(element) == "chart" for element in shape.iter()):
                    extras.append(Extra(sheet, cell, "chart", _picture(shape, {})))
            elif text := with_links(drawn_text(shape), links):
                extras.append(Extra(sheet, cell, "text-box", text))
    for kind, target in relations.values():
        if kind == "diagramData" and target in package and (text := drawn_text(package.xml(target))):
            extras.append(Extra(sheet, "", "text-box", text))
    return extras


def _shapes(anchor: Element) -> Iterator[Element]:
    """The shapes and pictures of an anchor, also in groups, without the copies for older programs."""
    waiting = [anchor]
    while waiting:
        element = waiting.pop()
        name = _local(element)
        if name in ("sp", "pic", "contentPart", "graphicFrame"):
            yield element
        elif name != "Fallback":
            waiting += reversed(element)


def drawn_text(shape: Element) -> str:
    """The text of a shape, one line for each paragraph; empty for a shape without text."""
    lines = [""]
    for element in shape.iter():
        name = _local(element)
        if name == "p":
            lines.append("")
        elif name == "t":
            lines[-1] += element.text or ""
    return "\n".join(line for line in lines if line.strip())


def with_links(text: str, addresses: Iterable[str]) -> str:
    """A shape's text with the addresses of its links, as of cells: ``text <https://…>``."""
    return " ".join(filter(None, (text, *(f"<{address}>" for address in sorted(set(addresses)) if address))))


def _picture(picture: Element, relations: Mapping[str, Relation]) -> str:
    """A picture's name, description and format, as far as the file gives them."""
    stated = next((element for element in picture.iter() if _local(element) == "cNvPr"), picture)
    embedded = next((value for element in picture.iter() if _local(element) == "blip"
                     for key, value in element.items() if key.endswith("}embed")), "")
    suffix = posixpath.splitext(relations[embedded].part)[1] if embedded in relations else ""
    return picture_text(stated.get("name", ""), stated.get("descr", ""), suffix)


def picture_text(name: str, description: str, suffix: str) -> str:
    """A picture's text in findings: ``Picture 1 (PNG): the governor's letter``.

    :param suffix: of its part, such as ``.png``.
    """
    kind = suffix.lstrip(".").upper()[:8]
    known = " ".join(filter(None, (name.strip(), f"({kind})" if kind else "")))
    return ": ".join(filter(None, (known, description.strip())))


def _corner(anchor: Element) -> str:
    """The cell of a drawing's upper left corner."""
    start = next((element for element in anchor if _local(element) == "from"), None)
    numbers = {_local(child): (child.text or "").strip() for child in start} if start is not None else {}
    row, column = numbers.get("row", ""), numbers.get("col", "")
    if not all(number.isascii() and number.isdigit() and len(number) < 9 for number in (row, column)):
        return ""
    ref = CellRef(int(row), int(column))
    return str(ref) if ref.row < MAX_ROWS and ref.column < MAX_COLUMNS else ""


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
