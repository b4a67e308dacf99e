"""The comparison's tables in words: score changes, units, answers, contacts, forms."""

from __future__ import annotations

from functools import cached_property

from pmqa_xlsx.answers.model import State
from pmqa_xlsx.compare import words as own
from pmqa_xlsx.compare.model import Aspect, Change, Comparison, ContactChange, MeanChange, Presence, UnitChange
from pmqa_xlsx.consolidate.schema import AnswerRow, ContactRow
from pmqa_xlsx.form.model import TOTAL
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.report import words
from pmqa_xlsx.report.book import ReportBook, colour_scale
from pmqa_xlsx.report.round import RoundRows
from pmqa_xlsx.report.sheets import shown_answer
from pmqa_xlsx.report.tables import (
    HEADER_ROW,
    ColouredText,
    ColumnKind,
    SheetColumn,
    TableSheet,
    fitting_width,
    write_table_sheet,
)
from pmqa_xlsx.text.language import Lang, Text

#: Width of a score's column in characters.
_SCORE = 7.5
#: From 50 points less to 50 points more.
CHANGE_SCALE = colour_scale(-50, 0, 50)
_TONES = {Change.CHANGED: "warning", Change.MOVED: "warning", Change.ADDED: "accepted", Change.REMOVED: "missing",
          Presence.NEW: "accepted", Presence.MISSING: "needs_correction", Presence.NEITHER: "missing",
          Aspect.ONLY_NEW: "accepted", Aspect.ONLY_OLD: "missing"}


@dataclass(frozen=True)
class Pages:
    """A comparison, with the language and rounds to describe it in words."""

    comparison: Comparison
    lang: Lang

    @cached_property
    def old(self) -> RoundRows:
        """The old round with its words."""
        return RoundRows(self.comparison.old, self.lang)

    @cached_property
    def new(self) -> RoundRows:
        """The new round with its words."""
        return RoundRows(self.comparison.new, self.lang)

    @property
    def several(self) -> bool:
        """Whether rows must show their form and year."""
        return len(self.comparison.pairs) > 1

    def pair_name(self, number: int) -> str:
        """A pair's form and years: ``ID 2568 → 2569``; an en dash for a round without counterpart."""
        pair = self.comparison.pairs[number]
        forms = list(dict.fromkeys(series.form_id for series in pair if series))
        years = " → ".join(str(series.fiscal_year) if series else "–" for series in pair)
        return f"{' / '.join(forms)} {years}"

    def who(self, *, group: bool = False) -> list[SheetColumn]:
        """The columns for the unit; with several pairs also for the pair, and its group if asked for."""
        units = self.comparison.units
        more = [SheetColumn(words.FORM, 32)] if self.several else []
        more += [SheetColumn(words.GROUP, fitting_width((unit.group for unit in units), 12, 45))] if group else []
        return [SheetColumn(words.UNIT_CODE, fitting_width((unit.code for unit in units), 8, 16)),
                SheetColumn(words.UNIT, fitting_width((unit.name.of(self.lang) for unit in units), 18, 40)), *more]

    def who_cells(self, unit: UnitChange) -> list[object]:
        """The cells of :meth:`who`."""
        pair = [self.pair_name(unit.pair)] if self.several else []
        return [unit.code, unit.name.of(self.lang), *pair]

    def coloured(self, word: Text, about: Change | Presence | Aspect) -> ColouredText:
        """A word for a coloured cell; the colour depends on ``about``."""
        return ColouredText(word.of(self.lang), _TONES.get(about, ""))

    def status(self, code: str) -> str:
        """The word for a unit's status in one round."""
        return words.STATUS[code].of(self.lang) if code else own.NOT_LISTED.of(self.lang)


def write_score_changes(book: ReportBook, pages: Pages) -> None:
    """Write the sheet of units × categories: old, new and the difference with a colour scale."""
    comparison = pages.comparison
    names: dict[str, MeanChange] = {}
    for mean in comparison.means:
        names.setdefault(mean.code, mean)
    codes = sorted(names, key=lambda code: code == TOTAL)
    altered = {code for number in range(len(comparison.pairs)) for code in comparison.altered_categories(number)}
    whose = pages.who(group=True)
    columns, bands = [*whose], []
    for code in codes:
        name = names[code].name.of(pages.lang)
        label = words.TOTAL if code == TOTAL else code
        bands.append((len(columns), len(columns) + 2, own.ALTERED.format(name=name) if code in altered else name))
        columns += [SheetColumn(template.filled(code=label), _SCORE, kind) for template, kind in (
            (own.OLD_SHORT, ColumnKind.POINTS), (own.NEW_SHORT, ColumnKind.POINTS),
            (own.DIFFERENCE_SHORT, ColumnKind.CHANGE))]
    rows = [[*pages.who_cells(unit), unit.group,
             *(value for code in codes for value in (unit.old.get(code), unit.new.get(code), unit.change(code)))]
            for unit in comparison.units if unit.old or unit.new]
    notes = [book.say(words.SELF_ASSESSED), book.say(own.COLOURS)]
    if altered & set(codes):
        notes.append(book.say(own.ALTERED_NOTE, sheet=book.say(own.DIFFERENCES)))
    sheet, last = write_table_sheet(book, TableSheet(
        own.SCORES, "scores", "score_changes", columns, rows, note=" · ".join(notes), bands=bands))
    for place in range(len(whose) + 2, len(columns), 3):
        sheet.conditional_format(HEADER_ROW + 1, place, last, place, CHANGE_SCALE)


def units_sheet(pages: Pages) -> TableSheet:
    """The units with a return in only one round, and those with a return in neither."""
    columns = [*pages.who(group=True), SheetColumn(own.PRESENCE_HEADING, 22), SheetColumn(own.OLD_STATUS, 18),
               SheetColumn(own.NEW_STATUS, 18)]
    order = [Presence.NEW, Presence.MISSING, Presence.NEITHER]
    listed = sorted((unit for unit in pages.comparison.units if unit.presence in order),
                    key=lambda unit: order.index(unit.presence))
    return TableSheet(own.UNITS, "missing", "units", columns, [
        [*pages.who_cells(unit), unit.group, pages.coloured(own.PRESENCE[unit.presence], unit.presence),
         pages.status(unit.old_status), pages.status(unit.new_status)] for unit in listed])


def answers_sheet(pages: Pages) -> TableSheet:
    """Every changed answer, with its place in both files."""
    columns = [
        *pages.who(), SheetColumn(words.CATEGORY, 13), SheetColumn(words.CRITERION, 8), SheetColumn(words.QUESTION, 24),
        SheetColumn(words.SLOT, 10, ColumnKind.WHOLE), SheetColumn(own.CHANGE_HEADING, 16),
        SheetColumn(own.OLD_VALUE, 44, ColumnKind.WRAPPED),
        SheetColumn(own.NEW_VALUE, 44, ColumnKind.WRAPPED), SheetColumn(own.OLD_PLACE, 20),
        SheetColumn(own.NEW_PLACE, 20)]
    rows = [[*pages.who_cells(one.unit), pages.new.category(one.new, short=True), pages.new.about(one.new),
             pages.new.question(one.new), one.new.slot, pages.coloured(own.CHANGE[one.change], one.change),
             _answer(pages.old, one.old), _answer(pages.new, one.new), _place(one.old), _place(one.new)]
            for one in pages.comparison.answers]
    return TableSheet(own.ANSWERS, "answers", "answer_changes", columns, rows, note=_note(pages))


def contacts_sheet(pages: Pages) -> TableSheet:
    """Every e-mail address that a unit added, removed or moved."""
    columns = [*pages.who(), SheetColumn(own.CHANGE_HEADING, 16), SheetColumn(words.EMAIL, 38, ColumnKind.WRAPPED),
               SheetColumn(own.OLD_WHERE, 48, ColumnKind.WRAPPED), SheetColumn(own.NEW_WHERE, 48, ColumnKind.WRAPPED)]
    rows = [[*pages.who_cells(one.unit), pages.coloured(own.CHANGE[one.change], one.change),
             _email(one), _responsibility(pages.old, one.old),
             _responsibility(pages.new, one.new)] for one in pages.comparison.contacts]
    return TableSheet(own.CONTACTS, "contacts", "contact_changes", columns, rows, note=_note(pages))


def differences_sheet(pages: Pages) -> TableSheet:
    """The differences of the forms: parts that only one of them has, and parts that changed."""
    pair = [SheetColumn(words.FORM, 32)] if pages.several else []
    columns = [SheetColumn(words.CATEGORY, 13), SheetColumn(words.CRITERION, 9), *pair, SheetColumn(words.QUESTION, 24),
               SheetColumn(own.ASPECT_HEADING, 26), SheetColumn(own.OLD_FORM, 58, ColumnKind.WRAPPED),
               SheetColumn(own.NEW_FORM, 58, ColumnKind.WRAPPED)]
    forms = (*pages.comparison.old.forms, *pages.comparison.new.forms)
    labels = {category.code: category.label for form in forms for category in form.categories}
    rows = []
    for one in pages.comparison.differences:
        category = labels.get(one.about.category, words.COVER)
        form = [pages.pair_name(one.pair)] if pages.several else []
        rows.append([category.of(pages.lang), one.about.criterion, *form, one.about.field,
                     pages.coloured(own.ASPECT[one.aspect], one.aspect),
                     one.old.of(pages.lang), one.new.of(pages.lang)])
    return TableSheet(own.DIFFERENCES, "forms", "form_differences", columns, rows)


def _email(one: ContactChange) -> str:
    row = one.new or one.old
    return row.email if row else ""


def _note(pages: Pages) -> str:
    notes = [own.BOTH_ONLY, *([own.WITHHELD] if pages.comparison.withheld else [])]
    return " · ".join(note.of(pages.lang) for note in notes)


def _answer(round_: RoundRows, row: AnswerRow) -> object:
    """An answer in words; ``None`` for an empty one."""
    return shown_answer(round_, row) if row.state != State.EMPTY else None


def _place(row: AnswerRow) -> str | None:
    return f"{row.sheet}!{row.cell}" if row.cell else None


def _responsibility(round_: RoundRows, row: ContactRow | None) -> str | None:
    """The responsibility of the owner of an address: category, criterion and question."""
    if row is None:
        return None
    return " · ".join(filter(None, [round_.category(row), round_.about(row), round_.question(row)]))
