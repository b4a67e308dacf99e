"""Write one workbook: every sheet in order, then the names and properties."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cached_property

from pmqa_xlsx.arguments import fiscal_year_of
from pmqa_xlsx.cells import MAX_COLUMNS
from pmqa_xlsx.errors import OptionNotValid, UnitNotFound
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.generator import hidden
from pmqa_xlsx.generator.book import SheetPassword, Strict, lock_for, new_book
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
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.digests import formula_marks
from pmqa_xlsx.layout.identity import Identity, WorkbookTexts
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.system.portable_zip import state_unix_origin
from pmqa_xlsx.text.language import Lang


@dataclass(frozen=True)
class WorkbookRun:
    """A form prepared for one fiscal year: layout and lock are made once for all workbooks.

    :ivar year: fiscal year, B.E.
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

    def workbook(self, unit: str | None = None, correction: Correction | None = None) -> bytes:
        """The workbook of a unit given by its code, or, with ``None``, the one for any unit.

        :param correction: for a workbook that is sent back: the answers so far and what is wrong with them. Its first
            sheet lists the faults.
        :returns: the content of the file.
        :raises UnitNotFound: the form lists no such unit in that year.
        """
        layout, lang = self.local_form.layout, self.local_form.lang
        form = layout.form
        whose = None if unit is None else find_unit(form, unit, self.year)
        identity = Identity(form.form_id, form.form_version, unit or "", self.year, lang, blank=whose is None)
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

    :param year: fiscal year, B.E.; ``None`` for the form's own.
    :param lang: language of all visible texts, ``None`` for the form's; the answers' addresses are the same in each.
    :param password: of the sheets and the workbook's structure, printable ASCII; ``None`` to derive one from edition,
        year and key. It prevents mistakes and is no secret.
    :param seal_key: key of the seal, at least 16 bytes; ``None`` for a seal that is a plain digest.
    :raises YearNotValid: the year is no B.E. year, or the form has no units in it.
    :raises OptionNotValid: the language, the password or the key cannot be used.
    """
    lang = lang or form.lang
    if lang not in ("th", "en"):
        raise OptionNotValid("language-not-valid", lang=lang)
    year = fiscal_year_of(form, year)
    layout = plan_layout(form, year)
    return WorkbookRun(FormInLanguage(layout, lang), year, lock_for(form.edition, year, password, seal_key), seal_key)


def find_unit(form: Form, code: str, year: int) -> Unit:
    """The unit with that code, if it answers in that fiscal year (B.E.).

    :raises UnitNotFound: there is no such unit.
    """
    unit = form.unit_by_code.get(code)
    if unit is not None and unit.answers_in(year):
        return unit
    raise UnitNotFound("unit-not-listed", form=form.edition, code=code, year=year)


def _write(book: object, copy: Copy, lines: Sequence[CheckLine], rules: Mapping[str, Sequence[Guide]]) -> None:
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
            target.set_column(0, MAX_COLUMNS - 1, None, styles.of(text_wrap=False))
            continue
        write_page(target, copy, sheet, now, styles)
        write_guidance(target, copy, sheet, rules[sheet.key], styles)
    by_kind = {sheet.kind: targets[sheet.key] for sheet in copy.layout.sheets}
    _write_states(by_kind[SheetKind.INSTRUCTIONS], copy, now, styles)
    write_checks(by_kind[SheetKind.CHECKS], lines, now)
    write_summary(strict, by_kind[SheetKind.SUMMARY], by_kind[SheetKind.CHECKS], copy, now, styles)
    hidden.write_lists(strict, by_kind[SheetKind.LISTS], copy)
    formulas = {(key, cell): formula for key, target in targets.items() for cell, formula in target.formulas.items()}
    hidden.write_identity(strict, by_kind[SheetKind.IDENTITY], copy, formula_marks(copy.layout, formulas))
    hidden.define_names(strict, copy)
    hidden.define_titles(strict, copy)
    if listed and copy.correction:
        write_correction_sheet(listed, copy, copy.correction, styles)
    hidden.write_properties(strict, copy)


def _write_states(target: Strict, copy: Copy, now: InitialValues, styles: Styles) -> None:
    """Write the state of each sheet beside its link on the first sheet; the summary's is the verdict."""
    start = copy.layout.sheet_of_kind(SheetKind.INSTRUCTIONS).key
    for key, cell in copy.layout.states.items():
        if copy.layout.sheet_by_key[key].kind is SheetKind.SUMMARY:
            target.write_formula(*cell, verdict_formula(copy), styles.state(), initial_verdict(copy, now))
        else:
            write_state(target, start, cell, copy, now, styles.state())
