"""Layout of the correction sheet, the first sheet of a workbook sent back for correction, and how it is recognised.

Marks in hidden columns, digests of the texts, distinguish what the program wrote (rows and notes) from what somebody
typed: a row or note without its mark was typed. The sheet is not part of the layout: the seal does not cover it, and
it moves no slot. Rows and columns are zero-based.
"""

from __future__ import annotations

from enum import IntEnum

from pmqa_xlsx.cells import CellRef


class CorrectionPart(IntEnum):
    """The columns of the sheet; the last three are hidden."""

    NUMBER = 0
    PLACE = 1
    ITEM = 2
    TYPED = 3
    MESSAGE = 4
    FIX = 5
    ROW_MARK = 6  #: the mark of the row's texts
    NOTE_MARK = 7  #: the marks of the notes, one below the other
    ANSWERS_MARK = 8  #: in the first row, the mark of the answers as they were written


#: Widths of the visible columns, in characters; together as wide as the other sheets.
WIDTHS = (5.0, 18.0, 23.0, 32.0, 40.0, 39.6)
#: Title and headings are where the other sheets have them; the steps follow, then the list.
TITLE_ROW, HEADER_ROW, FIRST_STEP_ROW = 0, 1, 2
ANSWERS_MARK = CellRef(0, CorrectionPart.ANSWERS_MARK)
#: Prefix of the answers' mark; the sheet is recognised by it.
MARK = "pmqa-feedback:"
