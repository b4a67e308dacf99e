"""The hidden sheets with lists for dropdowns and with the identity, and the defined names that refer to them."""

from __future__ import annotations

from typing import Any

from pmqa_xlsx.cells import CellRef, range_address
from pmqa_xlsx.form.model import UNIT
from pmqa_xlsx.generator.check_rules import answer_address
from pmqa_xlsx.generator.workbook_copy import Copy
from pmqa_xlsx.layout import SheetKind
from pmqa_xlsx.layout import identity as known
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.checks import Check, check_address, table_name
from pmqa_xlsx.layout.plan import UNIT_CODES_LIST, UNITS_LIST

#: Names of columns of the checks sheet: a conditional format may use a defined name but no other sheet.
STATES_NAME = "pmqa_check_state"
REQUIRED_NAME = "pmqa_check_required"
#: Longest text of a document property in Excel.
_PROPERTY_LIMIT = 255
#: The identity's keys that are also defined names, for other programs.
_NAMED = ("form", "edition", "unit", "year", "layout", "seal")


def write_lists(book: Any, sheet: Any, copy: Copy) -> None:
    """Write the lists, each below its name, and define the names for dropdowns."""
    for plan in copy.layout.lists:
        items = copy.list_items[plan.name]
        sheet.write_string(plan.first.row - 1, plan.first.column, plan.name)
        for row, item in enumerate(items, start=plan.first.row):
            if isinstance(item, str):
                sheet.write_string(row, plan.first.column, item)
            else:
                sheet.write_number(row, plan.first.column, item)
        last = CellRef(plan.first.row + max(len(items), 1) - 1, plan.first.column)
        book.define_name(plan.name, "=" + range_address(wording.LISTS_SHEET, plan.first, last))


def write_identity(book: Any, sheet: Any, copy: Copy, formulas: str) -> None:
    """Write the workbook's identity, and define the names by which other programs find it.

    In a workbook for any unit, the unit's code is looked up from the name that is chosen.

    :param formulas: the marks of its formulas; see :mod:`pmqa_xlsx.layout.digests`.
    """
    values = copy.identity.values(copy.layout.fingerprint, copy.seal, copy.handed_out)
    for key, value in {**values, "formulas": formulas}.items():
        cell = copy.layout.identity[key]
        sheet.write_string(cell.row, cell.column - 1, key)
        if key == UNIT and copy.unit is None:
            address = answer_address(copy, copy.layout.identity_slots[UNIT])
            sheet.write_formula(
                *cell, f'=IFERROR(INDEX({UNIT_CODES_LIST},MATCH(TRIM({address}),{UNITS_LIST},0)),"")', None, "")
        elif isinstance(value, int):
            sheet.write_number(*cell, value)
        else:
            sheet.write_string(*cell, value)
        if key in _NAMED:
            book.define_name(known.PREFIX + key, "=" + range_address(wording.IDENTITY_SHEET, cell, cell))


def write_properties(book: Any, copy: Copy) -> None:
    """Set the document's properties: title, fixed dates and the identity again."""
    facts = copy.identity
    title = f"{copy.say(copy.layout.form.title)} {facts.fiscal_year}"
    book.set_properties({"title": f"{title} {copy.say(copy.unit.name)}" if copy.unit else title,
                         "subject": facts.edition, "created": known.STAMP})
    for key, value in facts.values(copy.layout.fingerprint, copy.seal, copy.handed_out).items():
        if len(str(value)) <= _PROPERTY_LIMIT:
            book.set_custom_property(known.PREFIX + key, str(value), "text")


def define_names(book: Any, copy: Copy) -> None:
    """Define the names of the summary's figures, of sheets with answers, and of what conditional formats use."""
    layout, plan = copy.layout, copy.layout.summary
    own = copy.name_of(layout.sheet_of_kind(SheetKind.SUMMARY))
    for line in plan.rows:
        if line.code:
            complete, score = CellRef(line.row, plan.complete_column), CellRef(line.row, plan.score_column)
            book.define_name(f"pmqa_complete_{line.code}", "=" + range_address(own, complete, complete))
            if line.has_score:
                book.define_name(f"pmqa_score_{line.code}", "=" + range_address(own, score, score))
    for sheet in layout.sheets:
        if sheet.rows:  # both corners are locked, so that nothing that is cut and pasted takes them along
            corner = CellRef(sheet.last_row, sheet.state_column)
            book.define_name(table_name(layout, sheet.key),
                             "=" + range_address(copy.name_of(sheet), CellRef(0, 0), corner))
    last = len(layout.check_slots) - 1
    book.define_name(STATES_NAME, "=" + check_address(Check.STATE, 0, last))
    book.define_name(REQUIRED_NAME, "=" + check_address(Check.REQUIRED, 0, last))


def define_titles(book: Any, copy: Copy) -> None:
    """Define ``TitleRegionN.first.last.sheet`` for every table with answers; sheets count from 1, as the tabs.

    By them screen readers find the titles of rows and columns (a convention of JAWS and NVDA).
    """
    number = 0
    for position, sheet in enumerate(copy.layout.sheets, start=2 if copy.correction else 1):
        if not sheet.rows:
            continue
        first, last = CellRef(sheet.header_row, 0), CellRef(sheet.last_row, sheet.state_column)
        number += 1
        book.define_name(f"TitleRegion{number}.{first}.{last}.{position}",
                         "=" + range_address(copy.name_of(sheet), first, first))
