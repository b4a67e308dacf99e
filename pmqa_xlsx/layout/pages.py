"""Layout of the sheets besides the categories: instructions, general data, summary and the hidden sheets."""

from __future__ import annotations

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import ALWAYS, FISCAL_YEAR, TOTAL, UNIT, Field, Form, Level
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.category import category_key, required_mark
from pmqa_xlsx.layout.model import (
    FixedText,
    ListColumn,
    Role,
    Sheet,
    SheetKind,
    Slot,
    Summary,
    SummaryRow,
    TableRow,
)
from pmqa_xlsx.text.language import Text

INSTRUCTIONS = "instructions"
GENERAL = "general"
SUMMARY = "summary"
CHECKS = "checks"
LISTS = "lists"
IDENTITY = "identity"
UNITS_LIST = "pmqa_units"
UNIT_CODES_LIST = "pmqa_unit_codes"
YEARS_LIST = "pmqa_years"

#: Keys of the identity sheet, from its first row on; the public ones also have a defined name.
IDENTITY_KEYS = ("form", "edition", "unit", "year", "layout", "seal", "lang", "blank", "handed")
#: How many open points the summary lists; after them it shows how many more there are.
TODO_LINES = 25
#: Rows of the summary that the chart covers.
CHART_ROWS = 10
#: The fiscal years in the list of a workbook for any unit: its own and this many before and after it.
YEARS_AROUND = 2


def plan_general(form: Form, links: tuple[FixedText, ...]) -> Sheet:
    """Lay out the general sheet: the unit, the fiscal year and the cover's fields, one in each row."""
    width = 4
    texts = [
        FixedText(CellRef(0, 0), Role.TITLE, form.title, span=width),
        *links,
        FixedText(CellRef(2, 0), Role.INTRO, wording.GENERAL_INTRO, span=width),
        *(FixedText(CellRef(4, column), Role.HEADING, heading) for column, heading in enumerate(
            (wording.ITEM, wording.ANSWER, wording.EXPLANATION, wording.STATE))),
    ]
    rows: list[TableRow] = []
    for row, field in enumerate((*identity_fields(form), *form.cover), start=5):
        mark = required_mark(field)
        label = Text(field.label.th + mark, field.label.of("en") + mark)
        texts += [FixedText(CellRef(row, 0), Role.LABEL, label), FixedText(CellRef(row, 2), Role.HINT, field.hint)]
        slot = Slot(GENERAL, CellRef(row, 1), Question(Level.COVER, field=field.name, slot=1), field)
        rows.append(TableRow(row, Level.COVER, "", (slot,)))
    return Sheet(GENERAL, SheetKind.GENERAL, wording.GENERAL_SHEET, tuple(texts), rows=tuple(rows),
                 widths=(34.0, 52.0, 58.0, 13.0), state_column=3)


def identity_fields(form: Form) -> tuple[Field, Field]:
    """The two cover fields that every workbook has: the unit and the fiscal year (B.E.)."""
    return (
        Field(UNIT, form.unit_label, "choice", Level.COVER, required=ALWAYS, hint=wording.UNIT_HINT),
        Field(FISCAL_YEAR, wording.FISCAL_YEAR, "year", Level.COVER, required=ALWAYS,
              hint=wording.YEAR_HINT),
    )


def plan_instructions(form: Form, pages: list[Sheet]) -> tuple[Sheet, dict[str, CellRef]]:
    """Lay out the first sheet: instructions, the meaning of the colours, and a list of links to the sheets.

    :param pages: the sheets to list, in order.
    :returns: the sheet, and the cell of each listed sheet's state by sheet key.
    """
    span = 3
    texts = [
        FixedText(CellRef(0, 0), Role.TITLE, form.title, span=span),
        FixedText(CellRef(1, 0), Role.SUBTITLE, wording.WORKBOOK_OF, span=span, filled=True),
        FixedText(CellRef(3, 0), Role.CAPTION, wording.HOW_TO, span=span),
    ]
    row = 4
    for number, step in enumerate(wording.STEPS, start=1):
        texts += [FixedText(CellRef(row, 0), Role.NUMBER, Text(f"{number}.", f"{number}.")),
                  FixedText(CellRef(row, 1), Role.STEP, step, span=2, filled=True)]
        row += 1
    row += 1
    texts.append(FixedText(CellRef(row, 0), Role.CAPTION, wording.LEGEND, span=span))
    for look, legend in wording.LEGENDS:
        row += 1
        texts += [FixedText(CellRef(row, 0), Role.SAMPLE, wording.SAMPLE, look=look),
                  FixedText(CellRef(row, 1), Role.LEGEND, legend, span=2)]
    row += 2
    texts.append(FixedText(CellRef(row, 0), Role.CAPTION, wording.SHEETS, span=span))
    texts += [FixedText(CellRef(row + 1, column), Role.HEADING, heading)
              for column, heading in enumerate((wording.SHEET, wording.CONTENT, wording.STATE))]
    states: dict[str, CellRef] = {}
    row += 1
    contents = {SheetKind.GENERAL: wording.GENERAL_CONTENT, SheetKind.SUMMARY: wording.SUMMARY_CONTENT}
    for page in pages:
        row += 1
        content = contents.get(page.kind)
        texts += [FixedText(CellRef(row, 0), Role.LINK, page.name, link=page.key),
                  FixedText(CellRef(row, 1), Role.LABEL, content or form.category(page.category).title)]
        states[page.key] = CellRef(row, 2)
    sheet = Sheet(INSTRUCTIONS, SheetKind.INSTRUCTIONS, wording.INSTRUCTIONS_SHEET, tuple(texts),
                  widths=(18.0, 108.0, 18.0), state_column=2)
    return sheet, states


def plan_summary(form: Form, links: tuple[FixedText, ...], scored: set[str]) -> tuple[Sheet, Summary]:
    """Lay out the summary: verdict, completeness and score of each category, to-do list, signatures.

    :param scored: codes of the categories that have a score.
    """
    span = 9
    headings = (wording.SHEET, wording.CONTENT, wording.REQUIRED_COUNT, wording.ANSWERED_COUNT, wording.COMPLETE,
                wording.BAR, wording.SCORE, wording.BAR, wording.STATE)
    texts = [
        FixedText(CellRef(0, 0), Role.TITLE, wording.SUMMARY_TITLE, span=span),
        *links,
        FixedText(CellRef(2, 0), Role.SUBTITLE, wording.WORKBOOK_OF, span=span, filled=True),
        *(FixedText(CellRef(4, column), Role.HEADING, heading) for column, heading in enumerate(headings)),
    ]
    entries = [("", GENERAL, wording.GENERAL_SHEET, wording.GENERAL_CONTENT),
               *((c.code, category_key(c.code), c.sheet_name, c.title) for c in form.categories),
               (TOTAL, "", wording.TOTAL, Text())]
    rows: list[SummaryRow] = []
    for row, (code, key, name, content) in enumerate(entries, start=5):
        texts += [FixedText(CellRef(row, 0), Role.LINK if key else Role.LABEL, name, link=key),
                  FixedText(CellRef(row, 1), Role.LABEL, content)]
        rows.append(SummaryRow(row, code, key, code in scored or (code == TOTAL and bool(scored))))
    row = rows[-1].row + 1
    texts.append(FixedText(CellRef(row, 0), Role.HINT, wording.SELF_ASSESSED, span=span))
    chart = row + 1
    signatures = (wording.SIGN_COORDINATOR, wording.SIGN_NAME, wording.SIGN_DATE, Text(),
                  wording.SIGN_APPROVER, wording.SIGN_NAME, wording.SIGN_DATE)
    texts += [FixedText(CellRef(chart + 1 + line, 3), Role.SIGNATURE, text, span=span - 3)
              for line, text in enumerate(signatures)]
    todo = chart + CHART_ROWS
    texts.append(FixedText(CellRef(todo, 0), Role.CAPTION, wording.TODO, span=span))
    sheet = Sheet(SUMMARY, SheetKind.SUMMARY, wording.SUMMARY_SHEET, tuple(texts),
                  widths=(18.0, 62.0, 12.0, 12.0, 15.0, 17.0, 17.0, 17.0, 16.0), state_column=8)
    return sheet, Summary(
        verdict=CellRef(3, 0), left=CellRef(3, 1), rows=tuple(rows),
        required_column=2, answered_column=3, complete_column=4, complete_bar_column=5,
        score_column=6, score_bar_column=7, state_column=8,
        todo_first=CellRef(todo + 1, 0), todo_lines=TODO_LINES, todo_more=CellRef(todo + 1 + TODO_LINES, 0),
        chart=CellRef(chart, 0), chart_rows=CHART_ROWS,
    )


def plan_lists(form: Form) -> tuple[ListColumn, ...]:
    """Lay out the lists: one column for each choice list, then the units' names, their codes and fiscal years.

    The last three contain every unit and the years around the form's own; a workbook contains those of its own year.
    """
    columns = [(f"pmqa_list_{number}", tuple(choice.label for choice in known.choices))
               for number, known in enumerate(form.choice_lists, start=1)]
    columns.append((UNITS_LIST, tuple(unit.name for unit in form.units)))
    columns.append((UNIT_CODES_LIST, tuple(Text(unit.code, unit.code) for unit in form.units)))
    columns.append((YEARS_LIST, tuple(Text(str(year), str(year)) for year in years_around(form.fiscal_year))))
    return tuple(ListColumn(name, CellRef(1, column), items) for column, (name, items) in enumerate(columns))


def years_around(year: int) -> range:
    """The fiscal years (B.E.) that can be chosen in a workbook made for a year."""
    return range(year - YEARS_AROUND, year + YEARS_AROUND + 1)


def hidden_sheets() -> tuple[Sheet, Sheet, Sheet]:
    """The hidden sheets: checks (one row for each slot), lists, identity."""
    def hidden(key: str, kind: SheetKind, name: str) -> Sheet:
        return Sheet(key, kind, Text(name, name))

    return (hidden(CHECKS, SheetKind.CHECKS, wording.CHECKS_SHEET),
            hidden(LISTS, SheetKind.LISTS, wording.LISTS_SHEET),
            hidden(IDENTITY, SheetKind.IDENTITY, wording.IDENTITY_SHEET))
