"""One copy of a form: everything that the writers need to know about a single workbook, also one sent back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property

from pmqa_xlsx.answers import cell_of, display, read_answer
from pmqa_xlsx.cells import EMPTY, CellRef, CellValue
from pmqa_xlsx.form.model import FISCAL_YEAR, Unit
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.layout import Layout, Sheet, Slot
from pmqa_xlsx.layout.digests import handed_out, prefilled_values
from pmqa_xlsx.layout.identity import Identity, WorkbookTexts
from pmqa_xlsx.layout.plan import UNIT_CODES_LIST, UNITS_LIST, YEARS_LIST, own_constants_list, years_around
from pmqa_xlsx.layout.sheets import constant_fact, constant_text, is_plain_number
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.excel_text import Exact
from pmqa_xlsx.text.language import Lang, Text

#: A cell by its sheet's key and address.
Spot = tuple[str, CellRef]
#: Between a criterion's code and the heading of a column in what a fault is about.
ITEM_SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class MarkedFault:
    """One line of the list of faults.

    :ivar place: where it is, in words.
    :ivar spot: the cell that the place links to; ``None`` if the fault concerns the whole file.
    :ivar item: what is asked there.
    :ivar typed: the text as typed, unchanged.
    """

    place: str
    spot: Spot | None
    item: str
    typed: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a workbook for correction has in addition.

    :ivar answers: content of the slots; a slot that is not named is empty.
    :ivar notes: the notes on cells.
    :ivar faulty: the slots that are marked.
    :ivar groups: the list of faults: a heading and its faults for each group.
    :ivar answer_by: the day (A.D.) by which the workbook should come back; ``None`` for the form's due date.
    """

    answers: Mapping[Spot, CellValue] = field(default_factory=dict)
    notes: Mapping[Spot, str] = field(default_factory=dict)
    faulty: frozenset[Spot] = frozenset()
    groups: Sequence[tuple[str, Sequence[MarkedFault]]] = ()
    answer_by: dt.date | None = None


@dataclass(frozen=True)
class FormInLanguage:
    """A form in one language: what its workbooks have in common.

    :ivar lang: the language of all visible texts.
    """

    layout: Layout
    lang: Lang

    def say(self, text: Text) -> str:
        """A text in the workbook's language."""
        return text.of(self.lang)

    def name_of(self, sheet: Sheet | str) -> str:
        """A sheet's name in the workbook's language, given the sheet or its key."""
        return self.say((self.layout.sheet_by_key[sheet] if isinstance(sheet, str) else sheet).name)

    def list_name(self, slot: Slot) -> str:
        """The defined name of the list for a slot's dropdown; empty if it has none."""
        if slot.is_identity:
            return YEARS_LIST if slot.field.name == FISCAL_YEAR else UNITS_LIST
        return self.layout.list_for(slot.field.choices).name if slot.field.choices else ""


@dataclass(frozen=True)
class Copy(FormInLanguage):
    """A workbook to be written.

    :ivar unit: the unit it is for; ``None`` in a workbook in which the unit is chosen from a list.
    :ivar seal: the seal that the identity sheet and the document's properties state.
    :ivar correction: further content of a workbook sent back for correction; ``None`` in one to be filled in.
    """

    identity: Identity
    unit: Unit | None
    seal: str
    correction: Correction | None = None

    @cached_property
    def texts(self) -> dict[tuple[str, CellRef], str]:
        """The fixed texts of this workbook by sheet key and cell."""
        return self.own_texts.fixed | self.own_texts.soft

    @cached_property
    def own_texts(self) -> WorkbookTexts:
        """The texts by kind, and their facts; a workbook for correction is due on the day that its letter names."""
        return WorkbookTexts(self.layout, self.identity, self.correction.answer_by if self.correction else None)

    def identity_value(self, slot: Slot) -> str | int | None:
        """The initial value of an identity slot: the unit's name, the fiscal year (in the form's calendar)."""
        if slot.field.name == FISCAL_YEAR:
            return self.identity.fiscal_year
        return self.say(self.unit.name) if self.unit else None

    def answer(self, slot: Slot) -> CellValue:
        """The initial value of an answer slot: what was answered, in a new workbook what the form puts there."""
        if self.correction:
            return self.correction.answers.get((slot.sheet, slot.cell), EMPTY)
        return self._prefilled.get(slot.question, EMPTY)

    @cached_property
    def _prefilled(self) -> dict[Question, CellValue]:
        return {question: cell_of(display(self.layout.slots[self.layout.positions[question]].field, value, self.lang))
                for question, value in prefilled_values(self.layout, self.identity.unit_code).items() if value}

    @cached_property
    def handed_out(self) -> str:
        """The digest of what each part holds from the beginning."""
        return handed_out(self.layout, [read_answer(self.answer(slot), slot.field, self.lang).content
                                        for slot in self.layout.slots])

    @cached_property
    def list_items(self) -> dict[str, list[str | float]]:
        """The items of each list on the lists sheet of this workbook: the years around its own; its unit, or in a
        workbook for any unit all of its year.
        """
        units = [self.unit] if self.unit else self.layout.form.units_in(self.identity.fiscal_year)
        own: dict[str, list[str | float]] = {
            UNITS_LIST: [self.say(unit.name) for unit in units],
            UNIT_CODES_LIST: [unit.code for unit in units],
            YEARS_LIST: list(years_around(self.identity.fiscal_year)),
        }
        form = self.layout.form
        for question in form.own_constants if self.unit is None else ():
            texts = [constant_text(form.constant(unit.code, question)).of(self.lang) for unit in units]
            own[own_constants_list(constant_fact(question), form)] = [
                Exact(float(text)) if is_plain_number(text) else text for text in texts]
        return {plan.name: own.get(plan.name, [self.say(item) for item in plan.items]) for plan in self.layout.lists}
