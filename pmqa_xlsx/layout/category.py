"""Where a category's tables, criteria and slots lie on its sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form import AnswerType, Category, Criterion, Field, Form, Level, Text
from pmqa_xlsx.layout import wording
from pmqa_xlsx.layout.model import Column, FixedText, Role, Sheet, SheetKind, Slot, Table, TableRow

CODE_COLUMN = 0
WORDING_COLUMN = 1
FIRST_ANSWER_COLUMN = 2
FIRST_TABLE_ROW = 4
CODE_WIDTH = 9.0
WORDING_WIDTH = 44.0
STATE_WIDTH = 11.0
#: How wide the answer columns may be together, in characters, for a page that is legible on A4 landscape; columns
#: that wish for more shrink alike, none below the width that its headings and answers need at the least.
ANSWERS_WIDTH = 112.0
LEAST_WIDTH = 11.0

#: The width of a column, in characters, whose field states none.
WIDTHS = {
    AnswerType.CHOICE: 12.0, AnswerType.TEXT: 24.0, AnswerType.LONGTEXT: 40.0, AnswerType.INTEGER: 12.0,
    AnswerType.DECIMAL: 12.0, AnswerType.PERCENT: 12.0, AnswerType.EMAIL: 22.0, AnswerType.PHONE: 16.0,
    AnswerType.YEAR_BE: 12.0, AnswerType.DATE: 14.0,
}
#: Lines that a row keeps free for an answer of a type; fixed rows do not grow while somebody types.
LINES = {AnswerType.TEXT: 2, AnswerType.LONGTEXT: 5, AnswerType.EMAIL: 2}
_CHARACTERS_A_LINE = 400
_MOST_LINES = 12


def category_key(code: str) -> str:
    """The key of a category's sheet."""
    return f"category:{code}"


def reserve_lines(field: Field) -> int:
    """How many lines a row keeps free for an answer to a field: more where a long answer is allowed."""
    least = LINES.get(field.type, 1)
    if least < LINES[AnswerType.LONGTEXT]:
        return least
    return max(least, min(_MOST_LINES, (field.max_length or 0) // _CHARACTERS_A_LINE))


def plan_category(form: Form, category: Category, links: tuple[FixedText, ...]) -> Sheet:
    """Lay out one category: title, links, intro, then its tables one under the other.

    :param links: the links to the neighbouring sheets, already placed on row 2 of the sheet.
    """
    key = category_key(category.code)
    tables_of = tables_of_kind(form, category)
    widest = max((len(_columns(fields)) for _, fields in tables_of), default=0)
    state_column = FIRST_ANSWER_COLUMN + max(widest, 1)
    tables: list[Table] = []
    title = Text(f"{category.label.th} {category.title.th}", f"{category.label.en} {category.title.of('en')}")
    texts = [
        FixedText(CellRef(0, 0), Role.TITLE, title, span=state_column + 1),
        *links,
        FixedText(CellRef(2, 0), Role.INTRO, category.intro, span=state_column + 1),
    ]
    row = FIRST_TABLE_ROW
    for caption, fields in tables_of:
        table, table_texts = _plan_table(key, category, caption, fields, row, state_column)
        tables.append(table)
        texts += table_texts
        row = table.last_row + 2
    return Sheet(key, SheetKind.CATEGORY, category.sheet_name, tuple(texts), tuple(tables), category=category.code,
                 widths=_widths(tables, state_column), state_column=state_column)


def tables_of_kind(form: Form, category: Category) -> list[tuple[Text, tuple[Field, ...]]]:
    """The fields of a category's kind by table heading, in order of first mention; tables without a slot left out."""
    tables: dict[str, list[Field]] = {}
    for field in form.fields.get(category.kind, ()):
        if field.level is Level.CATEGORY or category.criteria:
            tables.setdefault(field.table.th, []).append(field)
    return [(Text(fields[0].table.th, next((f.table.en for f in fields if f.table.en), "")), tuple(fields))
            for fields in tables.values()]


def _columns(fields: Iterable[Field]) -> list[Column]:
    """The answer columns of a table: one a slot number of a field name, shared by both levels."""
    wanted: dict[str, Field] = {}
    for field in fields:
        known = wanted.get(field.name)
        if known is None or field.slots > known.slots:
            wanted[field.name] = field
    strict = sorted(fields, key=lambda field: (field.required.always, bool(field.required.field)))
    marks = {field.name: required_mark(field) for field in strict}  # of two levels, the stricter one's
    columns: list[Column] = []
    for field in wanted.values():
        for number in range(1, field.slots + 1):
            heading = Slot("", CellRef(0, 0), field.level, "", "", field, number).heading
            mark = marks[field.name] if number == 1 else ""
            columns.append(Column(FIRST_ANSWER_COLUMN + len(columns), field.name, number,
                                  Text(heading.th + mark, heading.of("en") + mark),
                                  field.width or WIDTHS[field.type]))
    return columns


def required_mark(field: Field) -> str:
    """What a heading says about having to answer."""
    if field.required.always:
        return wording.REQUIRED_MARK
    return wording.CONDITION_MARK if field.required.field else ""


def _plan_table(
    key: str, category: Category, caption: Text, fields: tuple[Field, ...], top: int, state_column: int,
) -> tuple[Table, list[FixedText]]:
    columns = _columns(fields)
    header_row = top + 1
    texts = [
        FixedText(CellRef(top, 0), Role.CAPTION, caption, span=state_column + 1),
        FixedText(CellRef(header_row, CODE_COLUMN), Role.HEADING, wording.CODE),
        FixedText(CellRef(header_row, WORDING_COLUMN), Role.HEADING, wording.CRITERION),
        *(FixedText(CellRef(header_row, column.column), Role.HEADING, column.heading) for column in columns),
        FixedText(CellRef(header_row, state_column), Role.HEADING, wording.STATE),
    ]
    rows: list[TableRow] = []
    sections: list[int] = []
    row = header_row + 1
    for entry in _entries(category, fields):
        if isinstance(entry, Text):
            texts.append(FixedText(CellRef(row, WORDING_COLUMN), Role.SECTION, entry))
            sections.append(row)
        else:
            level = Level.CRITERION if isinstance(entry, Criterion) else Level.CATEGORY
            texts += _row_texts(entry, row)
            rows.append(TableRow(row, level, entry.code, _row_slots(key, category, entry, level, fields, columns, row)))
        row += 1
    return Table(caption, top, header_row, tuple(columns), tuple(rows), tuple(sections), state_column), texts


def _entries(category: Category, fields: Iterable[Field]) -> Iterator[Category | Criterion | Text]:
    """What a table lists from top to bottom: the category, sub-headings, criteria."""
    levels = {field.level for field in fields}
    if Level.CATEGORY in levels:
        yield category
    if Level.CRITERION in levels:
        section = Text()
        for criterion in category.criteria:
            if criterion.section and criterion.section != section:
                yield criterion.section
            section = criterion.section
            yield criterion


def _row_texts(entry: Category | Criterion, row: int) -> list[FixedText]:
    if isinstance(entry, Category):
        return [FixedText(CellRef(row, CODE_COLUMN), Role.CATEGORY, entry.label),
                FixedText(CellRef(row, WORDING_COLUMN), Role.CATEGORY, entry.title)]
    text = entry.text
    if entry.guidance:
        text = Text(*(f"{entry.text.of(lang)}\n{wording.GUIDANCE.of(lang)}{entry.guidance.of(lang)}"
                      for lang in ("th", "en")))
    return [FixedText(CellRef(row, CODE_COLUMN), Role.CODE, Text(entry.code, entry.code)),
            FixedText(CellRef(row, WORDING_COLUMN), Role.WORDING, text)]


def _row_slots(
    key: str, category: Category, entry: Category | Criterion, level: Level, fields: Iterable[Field],
    columns: Iterable[Column], row: int,
) -> tuple[Slot, ...]:
    criterion = entry.code if isinstance(entry, Criterion) else ""
    asked = {field.name: field for field in fields if field.level is level}
    return tuple(
        Slot(key, CellRef(row, column.column), level, category.code, criterion, asked[column.field], column.number)
        for column in columns
        if column.field in asked and column.number <= asked[column.field].slots
    )


def _widths(tables: Iterable[Table], state_column: int) -> tuple[float, ...]:
    """Column widths of a sheet: each answer column as wide as the widest that any table puts there, within the page."""
    wished = [
        max((known.width for table in tables for known in table.columns if known.column == column),
            default=WIDTHS[AnswerType.CHOICE])
        for column in range(FIRST_ANSWER_COLUMN, state_column)
    ]
    shrink = min(1.0, ANSWERS_WIDTH / sum(wished))
    answers = (max(min(width, LEAST_WIDTH), round(width * shrink, 1)) for width in wished)
    return (CODE_WIDTH, WORDING_WIDTH, *answers, STATE_WIDTH)
