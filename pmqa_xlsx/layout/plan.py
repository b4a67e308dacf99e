"""From a form to its layout: the sheets in order, the hidden ones at the end; also all that is not a table."""

from __future__ import annotations

from collections.abc import Sequence

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.fiscal_year import in_year
from pmqa_xlsx.form.model import ALWAYS, FISCAL_YEAR, TOTAL, UNIT, Field, Form
from pmqa_xlsx.form.person import APPROVER, COORDINATOR
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.form.scoring import has_score
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.model import (
    FixedText,
    Layout,
    ListColumn,
    LiveText,
    Role,
    Sheet,
    SheetKind,
    Slot,
    Summary,
    SummaryRow,
    TableRow,
)
from pmqa_xlsx.layout.sheets import HINT_COLUMN, constant_fact
from pmqa_xlsx.layout.sizes import STATE_WIDTH
from pmqa_xlsx.layout.table import HEADER_ROW, INTRO_ROW, category_key, head, plan_category, plan_further, required_mark
from pmqa_xlsx.text.language import LANGS, NO_TEXT, Text

INSTRUCTIONS = "instructions"
GENERAL = "general"
SUMMARY = wording.SUMMARY_KEY
CHECKS = "checks"
LISTS = "lists"
IDENTITY = "identity"
UNITS_LIST = "pmqa_units"
UNIT_CODES_LIST = "pmqa_unit_codes"
YEARS_LIST = "pmqa_years"

#: Keys of the identity sheet, from its first row on; those of the contract also have a defined name.
IDENTITY_KEYS = ("form", "edition", "unit", "year", "layout", "seal", "lang", "blank", "handed", "formulas")
#: Rows of the part of the summary that is signed, beside the chart: the sentence, signatures, names, positions, dates,
#: room for a stamp.
SIGN_ROWS = 6
#: The left and the right half of that part: column, how many columns, whose name and position are shown.
_SIGNERS = (2, 3, wording.SIGN_COORDINATOR, COORDINATOR), (5, 2, wording.SIGN_APPROVER, APPROVER)
#: The fiscal years that a workbook for any unit offers: its own and this many on either side.
YEARS_AROUND = 2


def plan_general(form: Form) -> Sheet:
    """Lay out the general sheet: the unit, the fiscal year and the cover's fields, one a row."""
    state_column = 3
    texts = [
        *head(form.title, state_column),
        *(FixedText(CellRef(HEADER_ROW, column), Role.HEADING, heading) for column, heading in enumerate(
            (wording.ITEM, wording.ANSWER, wording.EXPLANATION, wording.STATE))),
        FixedText(CellRef(INTRO_ROW, 0), Role.INTRO, wording.GENERAL_INTRO, span=state_column + 1),
    ]
    rows: list[TableRow] = []
    for row, field in enumerate((*identity_fields(form), *form.cover), start=INTRO_ROW + 1):
        mark = required_mark(field)
        label = Text(*(field.label.of(lang) + mark for lang in LANGS))
        texts += [FixedText(CellRef(row, 0), Role.LABEL, label),
                  FixedText(CellRef(row, HINT_COLUMN), Role.HINT, field.hint)]
        slot = Slot(GENERAL, CellRef(row, 1), Question(Level.COVER, field=field.name, slot=1), field)
        rows.append(TableRow(row, Level.COVER, "", "", (slot,)))
    return Sheet(GENERAL, SheetKind.GENERAL, wording.GENERAL_SHEET, tuple(texts), rows=tuple(rows),
                 widths=(32.0, 52.0, 64.5, STATE_WIDTH), header_row=HEADER_ROW, state_column=state_column)


def identity_fields(form: Form) -> tuple[Field, Field]:
    """The two cover fields that every workbook has: the unit and the fiscal year (in the form's calendar)."""
    return (
        Field(UNIT, form.unit_label, "choice", Level.COVER, required=ALWAYS, hint=wording.UNIT_HINT),
        Field(FISCAL_YEAR, wording.FISCAL_YEAR[form.calendar], "year", Level.COVER, required=ALWAYS,
              hint=Text(*(wording.YEAR_HINT.of(lang).replace("{example}", str(form.fiscal_year)) for lang in LANGS)),
              calendar=form.calendar),
    )


def plan_instructions(form: Form, pages: Sequence[Sheet]) -> tuple[Sheet, dict[str, CellRef]]:
    """Lay out the first sheet: where to send it, what to do, what the colours mean, and a linked list of the sheets.

    :param pages: the sheets to list, in order.
    :returns: the sheet, and the cell of each listed sheet's state by sheet key.
    """
    span = 3
    texts = [*head(form.title, span - 1), FixedText(CellRef(2, 0), Role.CAPTION, wording.SENDING, span=span)]
    row = 3
    for label, fact in wording.SENDING_FACTS:
        texts += [FixedText(CellRef(row, 0), Role.LABEL, label),
                  FixedText(CellRef(row, 1), Role.FACT, fact, span=2, filled=True, soft=True)]
        row += 1
    row += 1
    texts.append(FixedText(CellRef(row, 0), Role.CAPTION, wording.SHEETS, span=span))
    texts += [FixedText(CellRef(row + 1, column), Role.HEADING, heading)
              for column, heading in enumerate((wording.SHEET, wording.CONTENT, wording.STATE))]
    states: dict[str, CellRef] = {}
    row += 1
    for page in pages:
        row += 1
        texts += [FixedText(CellRef(row, 0), Role.LINK, page.name, link=page.key),
                  FixedText(CellRef(row, 1), Role.LABEL, content_of(form, page))]
        states[page.key] = CellRef(row, 2)
    row += 2
    texts.append(FixedText(CellRef(row, 0), Role.CAPTION, wording.HOW_TO, span=span))
    for number, step in enumerate(wording.STEPS, start=1):
        row += 1
        texts += [FixedText(CellRef(row, 0), Role.NUMBER, Text(f"{number}.", f"{number}.")),
                  FixedText(CellRef(row, 1), Role.STEP, step, span=2)]
    row += 2
    texts.append(FixedText(CellRef(row, 0), Role.CAPTION, wording.LEGEND, span=span))
    for look, legend in wording.LEGENDS:
        row += 1
        texts += [FixedText(CellRef(row, 0), Role.SAMPLE, wording.SAMPLE, look=look),
                  FixedText(CellRef(row, 1), Role.LEGEND, legend, span=2)]
    sheet = Sheet(INSTRUCTIONS, SheetKind.INSTRUCTIONS, wording.INSTRUCTIONS_SHEET, tuple(texts),
                  widths=(22.0, 121.5, 16.0), state_column=2)
    return sheet, states


def content_of(form: Form, page: Sheet) -> Text:
    """What a sheet is about, for the list of sheets."""
    if page.kind is SheetKind.CATEGORY:
        return form.category(page.category).title
    return {SheetKind.GENERAL: wording.GENERAL_CONTENT, SheetKind.SUMMARY: wording.SUMMARY_CONTENT,
            SheetKind.TABLE: wording.TABLE_CONTENT}[page.kind]


def plan_summary(form: Form, pages: Sequence[Sheet], scored: set[str]) -> tuple[Sheet, Summary]:
    """Lay out the summary: verdict, completeness and score of each category, the part to sign, what is left to do.

    :param pages: the sheets with slots, in order.
    :param scored: codes of the categories that have a score.
    """
    last, header = 6, 2
    headings = (wording.SHEET, wording.CONTENT, wording.REQUIRED_COUNT, wording.ANSWERED_COUNT, wording.COMPLETE,
                wording.SCORE, wording.STATE)
    texts = [
        *head(wording.SUMMARY_TITLE, last)[:1], FixedText(CellRef(0, last), Role.LINK, wording.TO_START,
                                                          link=INSTRUCTIONS),
        *(FixedText(CellRef(header, column), Role.HEADING, heading) for column, heading in enumerate(headings)),
    ]
    entries = [("", GENERAL, wording.GENERAL_SHEET, wording.GENERAL_CONTENT),
               *((c.code, category_key(c.code), c.sheet_name, c.title) for c in form.categories),
               (TOTAL, "", wording.TOTAL, NO_TEXT)]
    rows: list[SummaryRow] = []
    for row, (code, key, name, content) in enumerate(entries, start=header + 1):
        texts += [FixedText(CellRef(row, 0), Role.LINK if key else Role.LABEL, name, link=key),
                  FixedText(CellRef(row, 1), Role.LABEL, content)]
        rows.append(SummaryRow(row, code, key, code in scored or (code == TOTAL and bool(scored))))
    row = rows[-1].row + 1
    elsewhere = [page for page in pages if page.kind is SheetKind.TABLE]
    note = Text(*(" ".join([wording.SELF_ASSESSED.of(lang), *(
        wording.COUNTED_TOO.of(lang).replace("{sheet}", page.name.of(lang)) for page in elsewhere)]) for lang in LANGS))
    texts.append(FixedText(CellRef(row, 0), Role.HINT, note, span=last + 1))
    sign = row + 1
    signed, people = _plan_signing(form, sign, last)
    texts += signed
    todo = sign + SIGN_ROWS + 1
    texts.append(FixedText(CellRef(todo, 0), Role.CAPTION, wording.TODO, span=last + 1))
    todo_lines = max(1, sum(len(page.rows) for page in pages))
    sheet = Sheet(SUMMARY, SheetKind.SUMMARY, wording.SUMMARY_SHEET, tuple(texts),
                  widths=(22.0, 56.0, 13.0, 13.0, 16.0, 18.0, 18.0), header_row=header, state_column=last)
    return sheet, Summary(
        verdict=CellRef(1, 0), left=CellRef(1, 1), rows=tuple(rows),
        required_column=2, answered_column=3, complete_column=4, score_column=5, state_column=last,
        people=people,
        todo_first=CellRef(todo + 1, 0), todo_lines=todo_lines,
        chart=CellRef(sign, 0), chart_rows=SIGN_ROWS,
        points=CellRef(rows[-1].row, 1) if scored and form.points != 100 else None,
    )


def _plan_signing(form: Form, first: int, last_column: int) -> tuple[list[FixedText], tuple[LiveText, ...]]:
    """Lay out the part that is signed, from a row on: what is certified, by whom and when, room for a stamp."""
    texts = [FixedText(CellRef(first, 2), Role.CERTIFIED, wording.CERTIFIED, span=last_column - 1, filled=True)]
    known = {field.name for field in form.cover}
    people: list[LiveText] = []
    for column, columns, signature, who in _SIGNERS:
        texts.append(FixedText(CellRef(first + 1, column), Role.SIGNATURE, signature, span=columns))
        for row, field_name in enumerate((who.name, who.position), start=first + 2):
            if field_name in known:
                people.append(LiveText(CellRef(row, column), columns, field_name))
            elif row == first + 2:
                texts.append(FixedText(CellRef(row, column), Role.SIGNATURE, wording.SIGN_NAME, span=columns))
        texts.append(FixedText(CellRef(first + 4, column), Role.SIGNATURE, wording.SIGN_DATE, span=columns))
    texts.append(FixedText(CellRef(first + 5, 2), Role.STAMP, wording.STAMP, span=last_column - 1))
    return texts, tuple(people)


def plan_lists(form: Form) -> tuple[ListColumn, ...]:
    """Lay out the lists: one column for each choice list, then the units' names, their codes and fiscal years.

    The last three contain every unit and the years around the form's own; a workbook contains its own unit and the
    years around its own year. Only a workbook for any unit contains all units of its year, and fills the further
    columns for the constants of which units have their own.
    """
    columns = [(f"pmqa_list_{number}", tuple(choice.label for choice in known.choices))
               for number, known in enumerate(form.choice_lists, start=1)]
    columns.append((UNITS_LIST, tuple(unit.name for unit in form.units)))
    columns.append((UNIT_CODES_LIST, tuple(Text(unit.code, unit.code) for unit in form.units)))
    columns.append((YEARS_LIST, tuple(Text(str(year), str(year)) for year in years_around(form.fiscal_year))))
    columns += [(own_constants_list(constant_fact(question), form), ()) for question in form.own_constants]
    return tuple(ListColumn(name, CellRef(1, column), items) for column, (name, items) in enumerate(columns))


def own_constants_list(fact: str, form: Form) -> str:
    """The defined name of the list with the units' own values of a constant, given the name of its placeholder."""
    return f"pmqa_constant_{[constant_fact(question) for question in form.own_constants].index(fact) + 1}"


def years_around(year: int) -> range:
    """The fiscal years (in the form's calendar) that can be chosen in a workbook made for a year."""
    return range(year - YEARS_AROUND, year + YEARS_AROUND + 1)


def hidden_sheets() -> tuple[Sheet, Sheet, Sheet]:
    """The hidden sheets: checks (one row for each slot), lists, identity."""
    return (Sheet(CHECKS, SheetKind.CHECKS, Text(wording.CHECKS_SHEET)),
            Sheet(LISTS, SheetKind.LISTS, Text(wording.LISTS_SHEET)),
            Sheet(IDENTITY, SheetKind.IDENTITY, Text(wording.IDENTITY_SHEET)))


def plan_layout(form: Form, year: int | None = None) -> Layout:
    """Decide the place of every text, list and slot of a form.

    The same form always gives the same layout, for every unit, year and language. A change here moves the cells of
    workbooks that have already been sent out, so it needs a new ``form_version``. It is planned once a form.

    :param year: the fiscal year (in the form's calendar) that its texts name; ``None`` for the form's own.
    """
    key = (plan_layout, year or form.fiscal_year)
    if key not in form.derived:
        form.derived[key] = _planned(in_year(form, year or form.fiscal_year))
    planned: Layout = form.derived[key]
    return planned


def _planned(form: Form) -> Layout:
    general = plan_general(form)
    categories = [plan_category(form, category) for category in form.categories]
    asked = [general, *categories, *plan_further(form)]
    scored = {category.code for category in form.categories if has_score(form, category)}
    summary_sheet, summary = plan_summary(form, asked, scored)
    instructions, states = plan_instructions(form, [*asked, summary_sheet])
    return Layout(
        form=form,
        sheets=(instructions, *asked, summary_sheet, *hidden_sheets()),
        lists=plan_lists(form),
        identity={key: CellRef(row, 1) for row, key in enumerate(IDENTITY_KEYS)},
        summary=summary,
        states=states,
    )
