"""A small reader of .ods: cells, properties, footers, comments and drawings."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from pmqa_xlsx.catalogue.reasons import NO_SHEET, SAVE_ODS_PLAIN
from pmqa_xlsx.files import values
from pmqa_xlsx.files.book import BookSheet, Extra, Feature, WorkbookContent
from pmqa_xlsx.files.ods.cells import (
    OASIS,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    CellStyles,
    paragraph_text,
    placed_cells,
    read_cells,
    text_of,
)
from pmqa_xlsx.files.ooxml.extras import active_parts, listed, picture_text, signatures_of, with_links
from pmqa_xlsx.files.ooxml.package import Package
from pmqa_xlsx.files.ooxml.properties import Properties, moment
from pmqa_xlsx.files.refusal import damaged, encrypted

_DRAW, _META, _MANIFEST, _SVG = (OASIS % name for name in ("drawing", "meta", "manifest", "svg-compatible"))
_DC, _XLINK = "{http://purl.org/dc/elements/1.1/}", "{http://www.w3.org/1999/xlink}"
_SHAPE_LINKS = frozenset({_DRAW + "a", TEXT + "a"})
_SPREADSHEET = f"{OFFICE}body/{OFFICE}spreadsheet"
_MANIFEST_PART = "META-INF/manifest.xml"
_CHART = "application/vnd.oasis.opendocument.chart"


def read_ods(package: Package, skip_sheets: Collection[str] = ()) -> WorkbookContent:
    """Read a workbook.

    :param package: the opened file.
    :param skip_sheets: names of sheets to return without cells.
    :raises Unreadable: ``file-damaged``, ``file-unsafe`` or ``file-encrypted``.
    """
    if _is_encrypted(package):
        raise encrypted(SAVE_ODS_PLAIN)
    content = package.xml("content.xml")
    styles = {style.get(STYLE + "name", ""): style for style in content.iter(STYLE + "style")
              if style.get(STYLE + "family") == "table"}
    common = package.side.read("styles.xml", _no_styles, _common_styles, package)
    cell_styles, footers = CellStyles((common, content)), _footers(common)
    room = values.Room()
    sheets: list[BookSheet] = []
    extras: list[Extra] = []
    for table in content.iterfind(f"{_SPREADSHEET}/{TABLE}table"):
        name = table.get(TABLE + "name", "")
        style = styles.get(table.get(TABLE + "style-name", ""))
        hidden = style is not None and any(properties.get(TABLE + "display") == "false" for properties in style)
        if name in skip_sheets:
            sheets.append(BookSheet(name, hidden, protected=False, cells={}))
            continue
        footer = footers.get(style.get(STYLE + "master-page-name", ""), "") if style is not None else ""
        protected = table.get(TABLE + "protected") in ("true", "1")
        cells, merged = read_cells(table, room, cell_styles)
        sheets.append(BookSheet(name, hidden, protected, cells, footer=footer, merged=values.cover(cells, merged)))
        extras += package.side.read("content.xml", list, _extras, table, name)
    if not sheets:
        raise damaged(NO_SHEET)
    extras += signatures_of(package, "META-INF/documentsignatures")
    stated = package.side.read("meta.xml", Properties, _properties, package)
    return WorkbookContent(
        tuple(sheets), stated.custom, stated.saved_at, stated.application, format="ods", extras=tuple(extras),
        active=listed((*active_parts(package), *_objects(package), *_links(content))),
        unread=tuple(package.side.unread), trace=package.side.trace, kept=frozenset(_kept(content)))


def _kept(content: Element) -> Iterator[Feature]:
    if content.find(f"{_SPREADSHEET}/{TABLE}content-validations") is not None:
        yield Feature.RULES
    if any(link.get(_XLINK + "href", "").startswith("#") for link in content.iter(TEXT + "a")):
        yield Feature.LINKS


def _properties(package: Package) -> Properties:
    if "meta.xml" not in package:
        return Properties()
    root = package.xml("meta.xml")

    def text(name: str) -> str:
        return next((element.text or "" for element in root.iter(name)), "").strip()

    custom = {element.get(_META + "name", ""): (element.text or "").strip()
              for element in root.iter(_META + "user-defined")}
    return Properties(moment(text(_DC + "date")), text(_META + "generator"), custom)


def _common_styles(package: Package) -> Element:
    return package.xml("styles.xml") if "styles.xml" in package else _no_styles()


def _no_styles() -> Element:
    return Element("styles")


def _footers(styles: Element) -> dict[str, str]:
    """The text of each page style's footer; ``&`` is doubled, since it begins a code in Excel's footers."""
    return {page.get(STYLE + "name", ""): " ".join(
                paragraph_text(paragraph) for footer in page.iterfind(STYLE + "footer")
                for paragraph in footer.iter(TEXT + "p")).replace("&", "&&")
            for page in styles.iter(STYLE + "master-page")}


def _extras(table: Element, sheet: str) -> list[Extra]:
    extras: list[Extra] = []
    for ref, _, _, cell, _ in placed_cells(table):
        extras += (Extra(sheet, str(ref), "comment", text_of(note), note.findtext(_DC + "creator", ""))
                   for note in cell.iterfind(OFFICE + "annotation"))
        extras += _drawn(cell, sheet, str(ref))
    for shapes in table.iterfind(TABLE + "shapes"):
        extras += _drawn(shapes, sheet, "")
    return extras


def _drawn(parent: Element, sheet: str, cell: str) -> Iterator[Extra]:
    """The pictures and charts, and the shapes with text or a link, of a cell or table."""
    waiting = [child for child in reversed(parent) if child.tag.startswith(_DRAW)]
    while waiting:
        shape = waiting.pop()
        if shape.tag == _DRAW + "g":
            waiting += reversed(shape)
            continue
        if next(shape.iter(_DRAW + "object"), None) is not None:
            yield Extra(sheet, cell, "chart", shape.get(_DRAW + "name", ""))
            continue
        links = {link.get(_XLINK + "href", "") for link in shape.iter() if link.tag in _SHAPE_LINKS}
        image = next(shape.iter(_DRAW + "image"), None)
        if image is not None:
            frame = next(shape.iter(_DRAW + "frame"), shape)
            suffix = posixpath.splitext(image.get(_XLINK + "href", ""))[1]
            description = frame.findtext(_SVG + "desc", "") or frame.findtext(_SVG + "title", "")
            text = picture_text(frame.get(_DRAW + "name", ""), description, suffix)
            yield Extra(sheet, cell, "picture", with_links(text, links))
        elif text := with_links("\n".join(filter(str.strip, map(paragraph_text, shape.iter(TEXT + "p")))), links):
            yield Extra(sheet, cell, "text-box", text)


def _is_encrypted(package: Package) -> bool:
    """Whether the manifest declares the content as encrypted: by part, or since LibreOffice 24.2 as a whole."""
    return any(entry.find(_MANIFEST + "encryption-data") is not None
               and entry.get(_MANIFEST + "full-path") in ("content.xml", "encrypted-package")
               for entry in package.side.read(_MANIFEST_PART, tuple, _manifest, package))


def _manifest(package: Package) -> tuple[Element, ...]:
    return tuple(package.xml(_MANIFEST_PART)) if _MANIFEST_PART in package else ()


def _objects(package: Package) -> Iterator[str]:
    """Embedded objects other than charts."""
    for entry in package.side.read(_MANIFEST_PART, tuple, _manifest, package):
        name, kind = entry.get(_MANIFEST + "full-path", ""), entry.get(_MANIFEST + "media-type", "")
        embedded = name.startswith("Object ") and name.endswith("/") and name.count("/") == 1
        if (embedded and kind != _CHART) or kind == "application/vnd.sun.star.oleobject":
            yield name


def _links(content: Element) -> Iterator[str]:
    """The sources of tables and cells linked from other files or programs."""
    for name in ("table-source", "cell-range-source"):
        yield from (link.get(_XLINK + "href", "")[:200] for link in content.iter(TABLE + name))
    yield from (link.get(OFFICE + "dde-topic", "")[:200] for link in content.iter(OFFICE + "dde-source"))
