"""Write one workbook: every sheet in order, hidden ones too, then the defined names and properties."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cached_property

from pmqa_xlsx.arguments import fiscal_year_of, unit_meant
from pmqa_xlsx.cells import CellRef, range_address
from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.form.model import UNIT, Form
from pmqa_xlsx.generator.book import LockedWorkbook, SheetPassword, Strict, lock_for, new_book
from pmqa_xlsx.generator.check_rules import REQUIRED_NAME, STATES_NAME, answer_address
from pmqa_xlsx.generator.check_values import InitialValues, initial_values
from pmqa_xlsx.generator.checks import CheckLine, CheckSheet, write_checks
from pmqa_xlsx.generator.correction_sheet import write_correction_sheet
from pmqa_xlsx.generator.guidance import Guide, guides, write_guidance
from pmqa_xlsx.generator.pages import write_page
from pmqa_xlsx.generator.states import write_state
from pmqa_xlsx.generator.styles import Styles
from pmqa_xlsx.generator.summary import initial_verdict, verdict_formula, write_summary
from pmqa_xlsx.generator.workbook_copy import Copy, Correction, FormInLanguage
from pmqa_xlsx.layout import SheetKind, plan_layout
from pmqa_xlsx.layout import identity as known
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.checks import Check, check_address, table_name
from pmqa_xlsx.layout.digests import formula_marks
from pmqa_xlsx.layout.identity import Identity, WorkbookTexts
from pmqa_xlsx.layout.plan import UNIT_CODES_LIST, UNITS_LIST
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.system.portable_zip import state_unix_origin
from pmqa_xlsx.text.language import Lang


@dataclass(frozen=True)
class WorkbookRun:
    """A form prepared for one fiscal year: layout and lock are made once for all workbooks.

    :ivar year: fiscal year, in the form's calendar.
    """

    local_form: FormInLanguage
    year: int
    lock: SheetPassword
    seal_key: bytes | None

    @cached_property
    def lines(self) -> tuple[CheckLine, ...]:
        """The rows of the checks sheet."""
        return CheckSheet(self.local_form).lines()

    @cached_property
    def guides(self) -> dict[str, list[Guide]]:
        """The rules of every sheet's answer cells."""
        return guides(self.local_form)

    def workbook(self, unit: str | int | None = None, correction: Correction | None = None) -> bytes:
        """The workbook of a unit, or, with ``None``, the one for any unit.

        :param unit: its code, also as a number, its whole name or an alias.
        :param correction: for a workbook that is sent back: the answers so far and what is wrong with them. Its first
            sheet lists the faults.
        :returns: the content of the file.
        :raises UnitNotFound: the form lists no such unit in that year, or it is the name of several.
        """
        layout, lang = self.local_form.layout, self.local_form.lang
        form = layout.form
        whose = None if unit is None else form.unit_by_code[unit_meant([form], unit, self.year)]
        code = whose.code if whose else ""
        identity = Identity(form.form_id, form.form_version, code, self.year, lang, blank=whose is None)
        copy = Copy(layout, lang, identity, whose, WorkbookTexts(layout, identity).seal(self.seal_key), correction)
        buffer = io.BytesIO()
        with new_book(self.lock, lang, buffer) as book:
            _write(book, copy, self.lines, self.guides)
        state_unix_origin(buffer)
        return buffer.getvalue()


def prepare(
    form: Form, *, year: int | None = None, lang: Lang | None = None, password: str | None = None,
    seal_key: bytes | None = None,
) -> WorkbookRun:
    """Prepare a form for writing workbooks; the same input always gives the same bytes.

    :param year: fiscal year, in the form's calendar; ``None`` for the form's own.
    :param lang: language of all visible texts, ``None`` for the form's; the answers' addresses are the same in each.
    :param password: of the sheets and the workbook's structure, printable ASCII; ``None`` to derive one from edition,
        year and key. It prevents mistakes and is no secret.
    :param seal_key: key of the seal, at least 16 bytes; ``None`` for a seal that is a plain digest.
    :raises YearNotValid: the year is none of the form's calendar, or the form has no units in it.
    :raises OptionNotValid: the language, the password or the key cannot be used.
    """
    lang = lang or form.lang
    if lang not in ("th", "en"):
        raise OptionNotValid("language-not-valid", lang=lang)
    year = fiscal_year_of(form, year)
    layout = plan_layout(form, year)
    return WorkbookRun(FormInLanguage(layout, lang), year, lock_for(form.edition, year, password, seal_key), seal_key)


def _write(book: LockedWorkbook, copy: Copy, lines: Sequence[CheckLine], rules: Mapping[str, Sequence[Guide]]) -> None:
    strict = Strict(book)
    styles = Styles(book)
    now = initial_values(copy)
    listed = Strict(strict.add_worksheet(copy.say(wording.CORRECTION_SHEET))) if copy.correction else None
    targets = {sheet.key: Strict(strict.add_worksheet(copy.name_of(sheet))) for sheet in copy.layout.sheets}
    for sheet in copy.layout.sheets:
        target = targets[sheet.key]
        if sheet.kind.hidden:
            target.very_hidden()
            # LibreOffice saves a Thai text in a font without Thai letters as many runs, each with its font.
            target.set_column(0, _HIDDEN_COLUMNS - 1, None, styles.of(text_wrap=False))
            continue
        write_page(target, copy, sheet, now, styles)
        write_guidance(target, copy, sheet, rules[sheet.key], styles)
    by_kind = {sheet.kind: targets[sheet.key] for sheet in copy.layout.sheets}
    _write_states(by_kind[SheetKind.INSTRUCTIONS], copy, now, styles)
    write_checks(by_kind[SheetKind.CHECKS], lines, now)
    write_summary(strict, by_kind[SheetKind.SUMMARY], by_kind[SheetKind.CHECKS], copy, now, styles)
    write_lists(strict, by_kind[SheetKind.LISTS], copy)
    formulas = {(key, cell): formula for key, target in targets.items() for cell, formula in target.formulas.items()}
    write_identity(strict, by_kind[SheetKind.IDENTITY], copy, formula_marks(copy.layout, formulas))
    define_names(strict, copy)
    define_titles(strict, copy)
    if listed and copy.correction:
        write_correction_sheet(listed, copy, copy.correction, styles)
    write_properties(strict, copy)


def _write_states(target: Strict, copy: Copy, now: InitialValues, styles: Styles) -> None:
    """Write the state of each sheet beside its link on the first sheet; the summary's is the verdict."""
    start = copy.layout.sheet_of_kind(SheetKind.INSTRUCTIONS).key
    for key, cell in copy.layout.states.items():
        if copy.layout.sheet_by_key[key].kind is SheetKind.SUMMARY:
            target.write_formula(*cell, verdict_formula(copy), styles.state(), initial_verdict(copy, now))
        else:
            write_state(target, start, cell, copy, now, styles.state())


#: Columns of a hidden sheet with the workbook's font: more than it uses, but few, for XlsxWriter keeps each of them.
_HIDDEN_COLUMNS = 64
#: Longest text of a document property in Excel.
_PROPERTY_LIMIT = 255
#: The identity's keys that are also defined names, for other programs.
_NAMED = ("form", "edition", "unit", "year", "layout", "seal")


def write_lists(book: Strict, sheet: Strict, copy: Copy) -> None:
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


def write_identity(book: Strict, sheet: Strict, copy: Copy, formulas: str) -> None:
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


def write_properties(book: Strict, copy: Copy) -> None:
    """Set the document's properties: title, fixed dates and the identity again."""
    facts = copy.identity
    title = f"{copy.say(copy.layout.form.title)} {facts.fiscal_year}"
    book.set_properties({"title": f"{title} {copy.say(copy.unit.name)}" if copy.unit else title,
                         "subject": facts.edition, "created": known.STAMP})
    for key, value in facts.values(copy.layout.fingerprint, copy.seal, copy.handed_out).items():
        if len(str(value)) <= _PROPERTY_LIMIT:
            book.set_custom_property(known.PREFIX + key, str(value), "text")


def define_names(book: Strict, copy: Copy) -> None:
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


def define_titles(book: Strict, copy: Copy) -> None:
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
