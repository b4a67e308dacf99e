"""A workbook that openpyxl saved, written again as Excel would: by its conventions, not by its code.

Texts are shared and referred to by number, some long ones in runs with fonts; rows state their spans and the height of
their letters; formulas carry what they show and are listed in the calculation chain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from xml.etree import ElementTree

#: The parts of a workbook, by name.
Parts = dict[str, bytes]
#: What the formulas of a sheet show: type and value by address.
Shown = Mapping[str, tuple[str, str]]
TEXTS = "xl/sharedStrings.xml"
SHEET = re.compile(r"xl/worksheets/sheet([0-9]+)\.xml")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_CELL = re.compile(r'<c r="([A-Z]+)([0-9]+)"( s="[0-9]+")?(?: t="([a-zA-Z]+)")?(?: />|>(.*?)</c>)', re.DOTALL)
_INLINE = re.compile(r"<is><t(?: [^>]*)?>(.*?)</t></is>", re.DOTALL)
_FORMULA = re.compile(r"<f[ >].*?</f>", re.DOTALL)
_ROW = re.compile(r'<row r="([0-9]+)"([^>]*)>(.*?)</row>', re.DOTALL)
#: One long text in so many is pasted from a document, as runs with fonts of their own.
_PASTED = 25
_RUN = ('<r><rPr><sz val="14"/><color rgb="FF222222"/><rFont val="Leelawadee UI"/><family val="2"/></rPr>'
        '<t xml:space="preserve">{}</t></r>')


def as_excel_writes(plain: Parts, shown: Mapping[str, Shown]) -> Parts:
    """A workbook that openpyxl saved, in Excel's manner; unchanged if its texts are shared already.

    :param shown: what the formulas show, by sheet's part and address; where it is not known, 0.
    """
    if TEXTS in plain:
        return plain
    texts: dict[str, int] = {}
    chain: list[str] = []
    parts = dict(plain)
    for name, data in plain.items():
        if match := SHEET.fullmatch(name):
            parts[name] = _worksheet(data.decode(), int(match[1]), shown.get(name, {}), texts, chain)
    items = "".join(f"<si>{_item(text, number)}</si>" for number, text in enumerate(texts))
    parts[TEXTS] = (f'{_XML}<sst xmlns="{_MAIN}" '
                     f'count="{len(texts) + 900}" uniqueCount="{len(texts)}">{items}</sst>').encode()
    parts["xl/calcChain.xml"] = (f'{_XML}<calcChain xmlns="{_MAIN}">'
                                 f'{"".join(chain)}</calcChain>').encode()
    _declare(parts)
    return parts


def _worksheet(
    xml: str, sheet: int, shown: Shown, texts: dict[str, int], chain: list[str],
) -> bytes:
    def cell(match: re.Match[str]) -> str:
        column, row, style, kind, content = match.groups()
        address, style, content = column + row, style or "", content or ""
        if inline := _INLINE.search(content):
            number = texts.setdefault(inline[1], len(texts))
            return f'<c r="{address}"{style} t="s"><v>{number}</v></c>'
        if formula := _FORMULA.search(content):
            chain.append(f'<c r="{address}" i="{sheet}"/>')
            kind, value = shown.get(address, ("n", "0"))
            stated = "" if kind == "n" else f' t="{kind}"'
            return f'<c r="{address}"{style}{stated}>{formula[0]}<v>{escape(value, quote=False)}</v></c>'
        return f'<c r="{address}"{style}/>' if not content else match[0].replace(' t="n"', "")

    def row(match: re.Match[str]) -> str:
        return (f'<row r="{match[1]}" spans="1:9"{match[2]} x14ac:dyDescent="0.5">'
                f'{_CELL.sub(cell, match[3])}</row>')

    root = (f'{_XML}<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATION[:-1]}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" '
            'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
            'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" '
            f'xr:uid="{{00000000-0001-0000-{sheet:04d}-000000000000}}">')
    return _ROW.sub(row, re.sub(r"<worksheet[^>]*>", lambda _: root, xml, count=1)).replace(" />", "/>").encode()


def shown_by_formulas(parts: Parts) -> dict[str, Shown]:
    """The type and the value of each cell with a formula, by sheet's part and address."""
    cell, value, formula = (f"{{{_MAIN}}}{name}" for name in ("c", "v", "f"))
    return {name: {one.get("r", ""): (one.get("t", "n"), one.findtext(value, ""))
                   for one in ElementTree.fromstring(data).iter(cell) if one.find(formula) is not None}
            for name, data in parts.items() if SHEET.fullmatch(name)}


def _item(text: str, number: int) -> str:
    """A shared text; some long ones are runs with fonts."""
    if number % _PASTED == 0 and len(text) > 60:
        plain = unescape(text)
        return "".join(_RUN.format(escape(piece, quote=False)) for piece in (plain[:30], plain[30:]))
    return f"<t>{text}</t>" if text == text.strip() and "\n" not in text else f'<t xml:space="preserve">{text}</t>'


def _declare(parts: Parts) -> None:
    """State the two further parts, and Excel as the program."""
    types = "[Content_Types].xml"
    for name, kind in (("sharedStrings", "sharedStrings"), ("calcChain", "calcChain")):
        parts[types] = parts[types].replace(b"</Types>", (
            f'<Override PartName="/xl/{name}.xml" ContentType="{_CONTENT}{kind}+xml"/></Types>').encode())
        relations = "xl/_rels/workbook.xml.rels"
        parts[relations] = parts[relations].replace(b"</Relationships>", (
            f'<Relationship Id="rId9{name}" Type="{_RELATION}{kind}" Target="{name}.xml"/></Relationships>').encode())
    parts["docProps/app.xml"] = (
        f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>").encode()
