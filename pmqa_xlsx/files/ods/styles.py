"""How cell styles of an OpenDocument spreadsheet show numbers, for files that give a value's kind by style only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from pmqa_xlsx.cells import Shown

#: The namespaces of the format, in braces, by their names.
OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
STYLE = OASIS % "style"
_NUMBER = OASIS % "datastyle"
_SHOWN = {_NUMBER + "percentage-style": Shown.PERCENT, _NUMBER + "date-style": Shown.DATE,
          _NUMBER + "time-style": Shown.TIME}
#: Most styles that take their number format from each other.
_MOST_PARENTS = 20


class _CellStyle(NamedTuple):
    data_style: str
    parent: str


class CellStyles:
    """The cell styles of a document.

    :param roots: the elements of its parts in which styles are defined.
    """

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[str, _CellStyle] = {}
        self._formats: dict[str, Shown] = {}
        for root in roots:
            for element in root.iter():
                if element.tag in _SHOWN:
                    self._formats[element.get(STYLE + "name", "")] = _SHOWN[element.tag]
                elif element.tag == STYLE + "style" and element.get(STYLE + "family") == "table-cell":
                    self._styles[element.get(STYLE + "name", "")] = _CellStyle(
                        element.get(STYLE + "data-style-name", ""), element.get(STYLE + "parent-style-name", ""))

    def shown(self, name: str) -> Shown:
        """How a style shows a number."""
        for _ in range(_MOST_PARENTS):
            style = self._styles.get(name)
            if style is None:
                break
            if style.data_style:
                return self._formats.get(style.data_style, Shown.PLAIN)
            name = style.parent
        return Shown.PLAIN
