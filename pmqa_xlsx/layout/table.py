"""Where the one table of a sheet is: title and headings on top, then the rows with what is asked.

A category's sheet has the first table of its kind; each further table has a sheet of its own, with the rows of all
categories. Rows and columns are zero-based.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import Category, Criterion, Field, Form, Level
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.layout import words
from pmqa_xlsx.layout.heights import BODY
from pmqa_xlsx.layout.model import (
    CODE_COLUMN,
    WORDING_COLUMN,
    Column,
    FixedText,
    Role,
    Sheet,
    SheetKind,
    Slot,
    TableRow,
)
from pmqa_xlsx.layout.paper import column_points
from pmqa_xlsx.layout.widths import FIRST_ANSWER_COLUMN, SHORT_WIDTH, WORDING_WIDTH, sheet_widths
from pmqa_xlsx.layout.words import CONDITION_MARK, REQUIRED_MARK
from pmqa_xlsx.text.language import NO_TEXT, Lang, Text
from pmqa_xlsx.text.typography import text_width

TITLE_ROW, HEADER_ROW, INTRO_ROW = 0, 1, 2
#: How much of its column a short wording fills: wider fonts take the place of TH Sarabun where that is missing.
_SHORT_FILL = 0.63


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row of a table is about, before it has a place.

    :ivar criterion: ``None`` for the category itself.
    :ivar fields: what is asked in the row, in the table's order.
    """

    category: Category
    criterion: Criterion | None
    fields: tuple[Field, ...]

    @property
    def level(self) -> Level:
        """Whether the row is about a category or a criterion."""
        return Level.CRITERION if self.criterion else Level.CATEGORY

    @property
    def code(self) -> str:
        """The code of what the row is about."""
        return self.criterion.code if self.criterion else self.category.code


def category_key(code: str) -> str:
    """The key of a category's sheet."""
    return f"category:{code}"


def plan_category(form: Form, category: Category) -> Sheet:
    """Lay out a category's own sheet: the first table of its kind, with intro and sub-headings."""
    title = Text(f"{category.label.th} {category.title.th}", f"{category.label.en} {category.title.of('en')}")
    table = next(iter(tables_of_kind(form.fields.get(category.kind, ()))), NO_TEXT)
    return _plan(category_key(category.code), SheetKind.CATEGORY, category.sheet_name, title, category.intro,
                 list(_entries(form, category, table.th)), category.code)


def plan_further(form: Form) -> list[Sheet]:
    """Lay out the further tables, each on a sheet of its own with the rows of all categories that have it."""
    further = {kind: tables_of_kind(fields)[1:] for kind, fields in form.fields.items()}
    names: dict[str, Text] = {}
    for category in form.categories:
        for table in further.get(category.kind, ()):
            names[table.th] = Text(table.th, names.get(table.th, NO_TEXT).en or table.en)
    sheets = []
    for name in names.values():
        entries = [entry for category in form.categories
                   if name.th in [table.th for table in further.get(category.kind, ())]
                   for entry in _entries(form, category, name.th)]
        sheets.append(_plan(f"table:{name.th}", SheetKind.TABLE, name, name, NO_TEXT, entries, ""))
    return sheets


def tables_of_kind(fields: Iterable[Field]) -> list[Text]:
    """The tables that the fields of a kind form, by heading, in order of first mention."""
    tables: dict[str, str] = {}
    for field in fields:
        tables[field.table.th] = tables.get(field.table.th, "") or field.table.en
    return [Text(th, en) for th, en in tables.items()]


def _entries(form: Form, category: Category, table: str) -> Iterator[Entry]:
    """The rows of a category in one of its tables: the category's own, then one for each criterion."""
    fields = [field for field in form.fields.get(category.kind, ()) if field.table.th == table]
    own = tuple(field for field in fields if field.level is Level.CATEGORY)
    asked = tuple(field for field in fields if field.level is Level.CRITERION)
    if own:
        yield Entry(category, None, own)
    if asked:
        yield from (Entry(category, criterion, asked) for criterion in category.criteria)


def answer_columns(fields: Iterable[Field]) -> list[Column]:
    """The answer columns of a table: one for each slot number of a field name, shared by both levels."""
    fields = list(dict.fromkeys(fields))
    wanted: dict[str, Field] = {}
    for field in fields:
        known = wanted.get(field.name)
        if known is None or field.slots > known.slots:
            wanted[field.name] = field
    strict = sorted(fields, key=lambda field: (field.required.always, bool(field.required.field)))
    marks = {field.name: required_mark(field) for field in strict}  # of several levels or kinds, the strictest one's
    columns: list[Column] = []
    for field in wanted.values():
        for number in range(1, field.slots + 1):
            heading = field.heading(number)
            mark = marks[field.name] if number == 1 else ""
            columns.append(Column(FIRST_ANSWER_COLUMN + len(columns), field.name, number,
                                  Text(heading.th + mark, heading.of("en") + mark)))
    return columns


def required_mark(field: Field) -> str:
    """The mark in a heading for required answers."""
    if field.required.always:
        return REQUIRED_MARK
    return CONDITION_MARK if field.required.field else ""


def _plan(
    key: str, kind: SheetKind, name: Text, title: Text, intro: Text, entries: Sequence[Entry], category: str,
) -> Sheet:
    fields = [field for entry in entries for field in entry.fields]
    columns = answer_columns(fields)
    state_column = FIRST_ANSWER_COLUMN + max(len(columns), 1)
    texts = [*head(title, state_column), *_headings(columns, state_column)]
    if intro:
        texts.append(FixedText(CellRef(INTRO_ROW, 0), Role.INTRO, intro, span=state_column + 1))
    rows: list[TableRow] = []
    sections: list[int] = []
    row, section = INTRO_ROW + bool(intro), NO_TEXT
    for entry in entries:
        heading = entry.criterion.subheading if entry.criterion and kind is SheetKind.CATEGORY else NO_TEXT
        if heading and heading != section:
            texts.append(FixedText(CellRef(row, WORDING_COLUMN), Role.SECTION, heading))
            sections.append(row)
            row += 1
        section = heading
        texts += _row_texts(entry, row, short=kind is SheetKind.TABLE)
        guidance = entry.criterion.guidance if entry.criterion else NO_TEXT
        rows.append(TableRow(row, entry.level, entry.category.code, entry.code,
                             tuple(_slots(key, entry, row, columns)), guidance))
        row += 1
    return Sheet(key, kind, name, tuple(texts), category, sheet_widths(
        columns, fields, texts, SHORT_WIDTH if kind is SheetKind.TABLE else WORDING_WIDTH), tuple(columns),
                 tuple(rows), tuple(sections), HEADER_ROW, state_column)


def head(title: Text, last_column: int) -> list[FixedText]:
    """The first row of a sheet: its title with the unit, and in its last column a link to the summary."""
    with_unit = Text(f"{title.th} · {words.OF_UNIT.th}", f"{title.of('en')} · {words.OF_UNIT.en}")
    return [FixedText(CellRef(TITLE_ROW, 0), Role.TITLE, with_unit, span=last_column, filled=True),
            FixedText(CellRef(TITLE_ROW, last_column), Role.LINK, words.TO_SUMMARY, link=words.SUMMARY_KEY)]


def _headings(columns: Sequence[Column], state_column: int) -> list[FixedText]:
    return [
        FixedText(CellRef(HEADER_ROW, CODE_COLUMN), Role.HEADING, words.CODE),
        FixedText(CellRef(HEADER_ROW, WORDING_COLUMN), Role.HEADING, words.CRITERION),
        *(FixedText(CellRef(HEADER_ROW, column.column), Role.HEADING, column.heading) for column in columns),
        FixedText(CellRef(HEADER_ROW, state_column), Role.HEADING, words.STATE),
    ]


def _row_texts(entry: Entry, row: int, *, short: bool) -> list[FixedText]:
    if entry.criterion is None:
        return [FixedText(CellRef(row, CODE_COLUMN), Role.CATEGORY, entry.category.label),
                FixedText(CellRef(row, WORDING_COLUMN), Role.CATEGORY, entry.category.title)]
    code = entry.criterion.code
    return [FixedText(CellRef(row, CODE_COLUMN), Role.CODE, Text(code, code)),
            FixedText(CellRef(row, WORDING_COLUMN), Role.WORDING,
                      short_wording(entry.criterion) if short else entry.criterion.text)]


def short_wording(criterion: Criterion) -> Text:
    """A criterion's wording for a narrow place: its own short one, else the beginning of the whole, cut at a word."""
    def of(lang: Lang) -> str:
        return criterion.short.of(lang) or cut_at_word(criterion.text.of(lang))

    return Text(of("th"), of("en"))


def cut_at_word(text: str) -> str:
    """As much of a text as fits on one line of a short wording, cut at a space if its second half has one."""
    text = " ".join(text.split())
    room = column_points(SHORT_WIDTH) * _SHORT_FILL
    if text_width(text, BODY) <= room:
        return text
    end, used = 0, text_width("…", BODY)
    while used + (step := text_width(text[end], BODY)) <= room:
        used += step
        end += 1
    while _is_mark(text[end]):  # the letter whose mark would be cut off goes too
        end -= 1
    space = text.rfind(" ", end // 2, end + 1)
    return (text[:space] if space > 0 else text[:end]).rstrip() + "…"


def _is_mark(character: str) -> bool:
    return character == "ั" or "ิ" <= character <= "ฺ" or "็" <= character <= "๎"


def _slots(sheet: str, entry: Entry, row: int, columns: Iterable[Column]) -> Iterator[Slot]:
    asked = {field.name: field for field in entry.fields}
    criterion = entry.criterion.code if entry.criterion else ""
    for column in columns:
        field = asked.get(column.field)
        if field is not None and column.number <= field.slots:
            question = Question(entry.level, entry.category.code, criterion=criterion, field=field.name,
                                slot=column.number)
            yield Slot(sheet, CellRef(row, column.column), question, field)
