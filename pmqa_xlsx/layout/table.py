"""Where the one table of a sheet is: title and headings on top, then the rows with what is asked.

A category's sheet has the first table of its kind; each further table has a sheet of its own, with the rows of all
categories. Rows and columns are zero-based.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.fiscal_year import UNIT_PLACEHOLDER
from pmqa_xlsx.form.model import Category, Criterion, Field, Form
from pmqa_xlsx.form.question import Level, Question, row_label
from pmqa_xlsx.layout import words
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
from pmqa_xlsx.layout.sheets import constant_fact, constant_fields, constant_text
from pmqa_xlsx.layout.sizes import FIRST_ANSWER_COLUMN, SHORT_WIDTH, WORDING_WIDTH, sheet_widths, short_wording
from pmqa_xlsx.layout.words import CONDITION_MARK, REQUIRED_MARK
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import LANGS, NO_TEXT, Text

TITLE_ROW, HEADER_ROW, INTRO_ROW = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row of a table is about, before it has a place.

    :ivar criterion: ``None`` for the category itself.
    :ivar fields: what the row has, in the table's order.
    :ivar number: of a repeated criterion, which of its answer rows it is, from 1; else 0.
    """

    category: Category
    criterion: Criterion | None
    fields: tuple[Field, ...]
    number: int = 0

    @property
    def level(self) -> Level:
        """Whether the row is about a category or a criterion."""
        return Level.CRITERION if self.criterion else Level.CATEGORY

    @property
    def code(self) -> str:
        """The code of what the row is about."""
        return self.criterion.code if self.criterion else self.category.code

    @property
    def is_first(self) -> bool:
        """Whether the wording is in this row: further rows of a repeated criterion have only its code."""
        return self.number <= 1

    def asks(self, field: str, slot: int) -> Question:
        """The question of a slot in the row."""
        if self.criterion is None:
            return self.category.asks(field, slot)
        return self.criterion.asks(field, slot, self.number)


def category_key(code: str) -> str:
    """The key of a category's sheet."""
    return f"category:{code}"


def plan_category(form: Form, category: Category) -> Sheet:
    """Lay out a category's own sheet: the first table of its kind, with intro and sub-headings."""
    title = Text(*(f"{category.label.of(lang)} {category.title.of(lang)}" for lang in LANGS))
    table = next(iter(tables_of_kind(form.fields.get(category.kind, ()))), NO_TEXT)
    return _plan(form, category_key(category.code), SheetKind.CATEGORY, category.sheet_name, title, category.intro,
                 list(_entries(form, category, _key(table))), category.code)


def plan_further(form: Form) -> list[Sheet]:
    """Lay out the further tables, each on a sheet of its own with the rows of all categories that have it."""
    further = {kind: tables_of_kind(fields)[1:] for kind, fields in form.fields.items()}
    names: dict[str, Text] = {}
    for category in form.categories:
        for table in further.get(category.kind, ()):
            names[_key(table)] = Text(table.th, names.get(_key(table), NO_TEXT).en or table.en)
    sheets = []
    for key, name in names.items():
        entries = [entry for category in form.categories
                   if key in map(_key, further.get(category.kind, ())) for entry in _entries(form, category, key)]
        sheets.append(_plan(form, f"table:{key}", SheetKind.TABLE, name, name, NO_TEXT, entries, ""))
    return sheets


def tables_of_kind(fields: Iterable[Field]) -> list[Text]:
    """The tables that the fields of a kind form, by heading, in order of first mention."""
    tables: dict[str, Text] = {}
    for field in fields:
        known = tables.get(_key(field.table), field.table)
        tables[_key(field.table)] = Text(known.th, known.en or field.table.en)
    return list(tables.values())


def _key(table: Text) -> str:
    """What two fields of one table have in common: its name."""
    return table.of("th")


def _entries(form: Form, category: Category, table: str) -> Iterator[Entry]:
    """The rows of a category in one of its tables: the category's own, then those of each criterion."""
    def asked(fields: Iterable[Field]) -> tuple[Field, ...]:
        return tuple(field for field in fields if _key(field.table) == table)

    own = asked(form.fields_of(category.kind, Level.CATEGORY))
    if own:
        yield Entry(category, None, own)
    if asked(form.fields_of(category.kind, Level.CRITERION)):
        for criterion in category.criteria:
            fields = asked(form.fields_about(criterion))
            yield from (Entry(category, criterion, fields, number) for number in criterion.row_numbers)


def answer_columns(fields: Iterable[Field]) -> list[Column]:
    """The columns with slots of a table: one for each slot number of a field name, shared by both levels.

    Constants are to the left of typed answers, computed values to the right.
    """
    fields = list(dict.fromkeys(fields))
    wanted: dict[str, Field] = {}
    for field in fields:
        known = wanted.get(field.name)
        if known is None or field.slots > known.slots:
            wanted[field.name] = field
    strict = sorted(fields, key=lambda field: bool(required_mark(field)) + field.required.always)
    marks = {field.name: required_mark(field) for field in strict}  # of several levels or kinds, the strictest one's
    first = FIRST_ANSWER_COLUMN + len(constant_fields(wanted.values()))
    columns: list[Column] = []
    for field in sorted(wanted.values(), key=lambda field: field.is_computed):
        for number in range(1, field.slots + 1) if not field.is_constant else ():
            heading = field.heading(number)
            mark = marks[field.name] if number == 1 else ""
            columns.append(Column(first + len(columns), field.name, number,
                                  Text(heading.of("th") + mark, heading.of("en") + mark), field.is_computed))
    return columns


def required_mark(field: Field) -> str:
    """The mark in a heading for required answers."""
    if field.required.always:
        return REQUIRED_MARK
    return CONDITION_MARK if field.required.when else ""


class _Table:
    """A table while it is laid out, row by row.

    :ivar row: the next free row.
    :ivar path: the sub-headings that hold for it.
    """

    def __init__(self, form: Form, key: str, entries: Sequence[Entry], *, short: bool) -> None:
        self.form, self.key, self.short = form, key, short
        fields = [field for entry in entries for field in entry.fields]
        self.fields, self.constants, self.columns = fields, constant_fields(fields), answer_columns(fields)
        self.state_column = FIRST_ANSWER_COLUMN + max(len(self.constants) + len(self.columns), 1)
        self.texts: list[FixedText] = []
        self.rows: list[TableRow] = []
        self.sections: list[tuple[int, str]] = []
        self.row = INTRO_ROW
        self.path: tuple[tuple[str, Text], ...] = ()

    def add(self, entry: Entry) -> None:
        """Add a row, below the sub-headings that begin with it."""
        if not self.short:
            self._add_headings(entry)
        self.texts += _row_texts(entry, self.row, short=self.short)
        if entry.criterion:
            self.texts += [self._constant(entry.criterion, field, place) for place, field in enumerate(self.constants)]
        slots = tuple(_slots(self.key, entry, self.row, self.columns))
        if slots:
            guidance = entry.criterion.guidance if entry.criterion and entry.is_first else NO_TEXT
            self.rows.append(TableRow(self.row, entry.level, entry.category.code, entry.code, slots, guidance,
                                      entry.number))
        self.row += 1

    def _add_headings(self, entry: Entry) -> None:
        path = _headings_over(self.form, entry)
        same = next((place for place, (one, other) in enumerate(zip(path, self.path, strict=False)) if one != other),
                    min(len(path), len(self.path)))
        for depth, (code, heading) in enumerate(path[same:], start=same):
            self.texts.append(_wording(CellRef(self.row, WORDING_COLUMN), Role.SECTION, heading, depth=depth))
            self.sections.append((self.row, code))
            self.row += 1
        self.path = path

    def _constant(self, criterion: Criterion, field: Field, place: int) -> FixedText:
        """A constant's text; where units have their own, each workbook has that of its unit."""
        cell = CellRef(self.row, FIRST_ANSWER_COLUMN + place)
        asked = criterion.asks(field.name)
        if asked in self.form.own_constants:
            name = "{" + constant_fact(asked) + "}"
            return FixedText(cell, Role.CONSTANT, Text(name, name), filled=True)
        return FixedText(cell, Role.CONSTANT, constant_text(criterion.constants.get(field.name, NO_TEXT)))


def _wording(cell: CellRef, role: Role, text: Text, *, span: int = 1, depth: int = 0) -> FixedText:
    """A text of the definition, in which each workbook names its unit, one for any unit the unit label."""
    named = Text(*(part.replace(UNIT_PLACEHOLDER, words.NAME_OF_UNIT) for part in (text.th, text.en)))
    return FixedText(cell, role, named, span=span, filled=named != text, depth=depth)


def _headings_over(form: Form, entry: Entry) -> tuple[tuple[str, Text], ...]:
    """The sub-headings over a row, the outermost first, each with the code of its section."""
    if entry.criterion is None:
        return ()
    if entry.criterion.section:
        return tuple((section.code, section.title) for section in form.section_path(entry.criterion.section))
    return (("", entry.criterion.subheading),) if entry.criterion.subheading else ()


def _plan(
    form: Form, key: str, kind: SheetKind, name: Text, title: Text, intro: Text, entries: Sequence[Entry],
    category: str,
) -> Sheet:
    short = kind is SheetKind.TABLE
    table = _Table(form, key, entries, short=short)
    texts = [*head(title, table.state_column), *_headings(table)]
    if intro:
        texts.append(_wording(CellRef(INTRO_ROW, 0), Role.INTRO, intro, span=table.state_column + 1))
        table.row += 1
    for entry in entries:
        table.add(entry)
    texts += table.texts
    widths = sheet_widths(table.constants, table.columns, table.fields, texts, SHORT_WIDTH if short else WORDING_WIDTH)
    return Sheet(key, kind, name, tuple(texts), category, widths, columns=tuple(table.columns), rows=tuple(table.rows),
                 sections=tuple(row for row, _ in table.sections),
                 section_codes=tuple(code for _, code in table.sections), header_row=HEADER_ROW,
                 state_column=table.state_column)


def head(title: Text, last_column: int) -> list[FixedText]:
    """The first row of a sheet: its title with the unit, and in its last column a link to the summary."""
    with_unit = Text(*(f"{title.of(lang)} · {words.OF_UNIT.of(lang)}" for lang in LANGS))
    return [FixedText(CellRef(TITLE_ROW, 0), Role.TITLE, with_unit, span=last_column, filled=True),
            FixedText(CellRef(TITLE_ROW, last_column), Role.LINK, words.TO_SUMMARY, link=words.SUMMARY_KEY)]


def _headings(table: _Table) -> list[FixedText]:
    headings = [words.CODE, words.CRITERION, *(field.label for field in table.constants),
                *(column.heading for column in table.columns)]
    cells = [*range(len(headings)), table.state_column]
    return [FixedText(CellRef(HEADER_ROW, column), Role.HEADING, heading)
            for column, heading in zip(cells, [*headings, words.STATE], strict=True)]


def _row_texts(entry: Entry, row: int, *, short: bool) -> list[FixedText]:
    if entry.criterion is None:
        return [FixedText(CellRef(row, CODE_COLUMN), Role.CATEGORY, entry.category.label),
                FixedText(CellRef(row, WORDING_COLUMN), Role.CATEGORY, entry.category.title)]
    label = row_label(entry.code, entry.number)
    texts = [FixedText(CellRef(row, CODE_COLUMN), Role.CODE, Text(label, label))]
    if entry.is_first:
        texts.append(_wording(CellRef(row, WORDING_COLUMN), Role.WORDING,
                              short_wording(entry.criterion) if short else entry.criterion.text))
    return texts


def _slots(sheet: str, entry: Entry, row: int, columns: Iterable[Column]) -> Iterator[Slot]:
    asked = {field.name: field for field in entry.fields}
    for column in columns:
        field = asked.get(column.field)
        if field is not None and column.number <= field.slots:
            yield Slot(sheet, CellRef(row, column.column), entry.asks(field.name, column.number), field)
