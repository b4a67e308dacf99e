"""Values as a workbook's cell can hold them, whatever XlsxWriter would make of them: shared by all that write one."""

from __future__ import annotations

import re

from pmqa_xlsx.answers.limits import CELL_LIMIT, excel_length, is_longer
from pmqa_xlsx.cells import number_text

_CANNOT_STAND_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Exact(float):
    """A number that is written with as many digits as it takes to read the same number back.

    XlsxWriter formats every number to 16 digits, and one in two needs 17.
    """

    def __format__(self, _: str) -> str:
        return number_text(float(self))


def storable(text: str, cut_mark: str = "…") -> str:
    """A text as a cell can hold it: characters that XML has no room for replaced, length within Excel's limit.

    :param cut_mark: what a text ends in that had to be cut.
    """
    text = _CANNOT_STAND_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter would take such a string for finished XML and write it as it stands
    if is_longer(text, CELL_LIMIT):
        room = 2 * (CELL_LIMIT - excel_length(cut_mark))
        text = text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + cut_mark
    return text
