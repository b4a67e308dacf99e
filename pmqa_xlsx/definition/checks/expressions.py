"""Checks of expressions at every row that they are about: names, types, circles, and the length of the formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from pmqa_xlsx.definition.columns import place_in
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.definition.schema import CATEGORIES, CHECKS, COVER, FIELDS, SECTIONS
from pmqa_xlsx.definition.tables import Row, Tables
from pmqa_xlsx.form.expressions.binding import UNCLEAR, bind
from pmqa_xlsx.form.expressions.bound import Bound, Reference, RowReferences, ScoreOf, ValueType, parts_of
from pmqa_xlsx.form.expressions.evaluation import evaluate
from pmqa_xlsx.form.expressions.translation import value_formula
from pmqa_xlsx.form.expressions.tree import Expression, ExpressionMistake
from pmqa_xlsx.form.model import Form, FormCheck
from pmqa_xlsx.form.question import NO_QUESTION, Level, Question
from pmqa_xlsx.form.scoring import score_tree
from pmqa_xlsx.layout.rules import checks_at, value_type

FORMULA_LIMIT = 8_192
#: Most checks at one row: the workbook counts in two digits how many of them do not hold.
MOST_CHECKS = 99
#: What the program itself may add to a formula, and how long the reference to one answer is at most.
_ADDED, _REFERENCE = 200, 70


class _Use(NamedTuple):
    """An expression at one row.

    :ivar cell: the row and column of the definition that state it.
    """

    cell: Row
    column: str
    row: Question
    expression: Expression
    wanted: ValueType | None

    def bound(self, form: Form) -> Bound:
        return bind(self.expression, form, self.row, value_type, wanted=self.wanted)


def rows_of(form: Form) -> list[Question]:
    """The question of every row: each category's own, and each criterion's first one."""
    return [question for category in form.categories for question in (
        category.asks(), *(criterion.asks(row=criterion.row_numbers[-1] and 1) for criterion in category.criteria))]


def _rows_about(form: Form, kind: str, level: Level, name: str) -> list[Question]:
    """The rows that have a field of a kind."""
    return [row for row in rows_of(form) if row.level is level and form.category(row.category).kind == kind
            and (level is Level.CATEGORY or form.field(row._replace(field=name)) is not None)]


def _uses(tables: Tables, form: Form) -> Iterator[_Use]:
    """Every expression but the rules of checks, at every row."""
    for row in (*tables[COVER], *tables[FIELDS]):
        requirement, formula = row.read("required"), row.read("formula")
        when = requirement.when if requirement else None
        if when is None and formula is None:
            continue
        number = ValueType.NUMBER if row.read("scored", False) else None
        level = Level.COVER if row.sheet == COVER else row.read("level", Level.CRITERION)
        rows = [Question(Level.COVER)] if level is Level.COVER else _rows_about(form, row["kind"], level, row["name"])
        for about in rows:
            if when is not None:
                yield _Use(row, "required", about, when, ValueType.TRUTH)
            if formula is not None:
                yield _Use(row, "formula", about._replace(field=""), formula, number)
    for row in tables[SECTIONS]:
        gate = row.read("counts_when")
        if gate is not None:
            yield _Use(row, "counts_when", NO_QUESTION, gate, ValueType.TRUTH)


def check_expressions(tables: Tables, form: Form) -> Iterator[Mistake]:
    """Every name is known in every row, the types fit, and the formula is not too long for Excel."""
    for use in _uses(tables, form):
        try:
            yield from _limits(form, use.cell, use.column, use.expression, use.bound(form))
        except ExpressionMistake as mistake:
            if mistake.code != UNCLEAR:
                yield _mistake(use.cell, use.column, use.expression, mistake)


def check_rules(tables: Tables, form: Form) -> Iterator[Mistake]:
    """The same for the rules of checks; no rule is false while nothing is filled in."""
    rows, kinds, codes = rows_of(form), set(form.fields), {category.code for category in form.categories}
    at_row: Counter[Question] = Counter()
    for row in tables[CHECKS]:
        if row["category"] and row["kind"]:
            yield row.mistake("kind", "check-needs-category")
        if row["category"] and row["category"] not in codes and tables.has(CATEGORIES, "code"):
            yield row.mistake("category", "unknown-category", known=", ".join(sorted(codes)) or "–")
        elif row["kind"] and row["kind"] not in kinds and tables.has(FIELDS, "kind"):
            yield row.mistake("kind", "unknown-kind", known=", ".join(sorted(kinds)) or "–")
        elif rule := row.read("rule"):
            check = FormCheck(row["name"], rule, row.text("message"), category=row["category"], kind=row["kind"])
            try:
                found = list(checks_at(form, check, rows))
            except ExpressionMistake as mistake:
                if mistake.code != UNCLEAR:
                    yield _mistake(row, "rule", rule, mistake)
                continue
            for one in found:
                yield from _limits(form, row, "rule", rule, one.rule)
            at_row.update({one.row for one in found})
            if any(at_row[one.row] == MOST_CHECKS + 1 for one in found):
                yield row.mistake("rule", "checks-too-many", limit=str(MOST_CHECKS))
            if not found:
                yield row.mistake("rule", "check-nowhere")
            elif any(_at_first(form, one.rule) is False for one in found):
                yield row.mistake("rule", "check-always-false")


def _at_first(form: Form, rule: Bound) -> object:
    """The value of a rule while nothing is filled in; scores and calculated values are left out."""
    parts = parts_of(rule)
    if any(isinstance(part, ScoreOf) for part in parts):
        return None
    return evaluate(rule, lambda question: form.constant("", question).th, lambda _: None)


def _mistake(row: Row, column: str, expression: Expression, mistake: ExpressionMistake) -> Mistake:
    return row.mistake(column, mistake.code, **mistake.facts, **place_in(expression.text, mistake.at))


def _limits(form: Form, row: Row, column: str, expression: Expression, bound: Bound) -> Iterator[Mistake]:
    """The formula is not too long; and of a field with several cells an expression sees the first one alone."""
    for question in _questions(bound):
        field = form.field(question)
        if field and field.slots > 1:
            yield row.mistake(column, "first-cell-only", name=field.name, slots=str(field.slots))
    reference = "x" * _REFERENCE
    length = len(value_formula(bound, lambda _: reference, lambda _: reference)) + _ADDED
    if length > FORMULA_LIMIT:
        yield row.mistake(column, "formula-too-long", value=expression.text, length=f"{length:,}",
                          limit=f"{FORMULA_LIMIT:,}")


def check_circles(tables: Tables, form: Form) -> Iterator[Mistake]:
    """No value and no score is calculated from itself."""
    needs: dict[str, set[str]] = {}
    places: dict[str, _Use] = {}
    try:
        for use in _uses(tables, form):
            if use.column == "required":
                continue
            name = use.cell["code"] if use.column == "counts_when" else _node(use.row._replace(field=use.cell["name"]))
            needs.setdefault(name, set()).update(_needed(use.bound(form)))
            places[name] = use
        tree = score_tree(form, value_type)
    except ExpressionMistake:
        return  # reported at its own place
    for node in tree.nodes() if tree else ():
        answers = [slot.question for row in node.rows[:1] for slot in row]
        needs.setdefault(node.code, set()).update([child.code for child in node.children], map(_node, answers))
    while cycle := _cycle(needs):
        name = next((known for known in cycle if known in places), "")
        if not name:
            return
        use = places[name]
        yield use.cell.mistake(use.column, "expression-circle", name=use.cell["name"] or use.cell["code"])
        needs[name] = set()


def _needed(bound: Bound) -> Iterator[str]:
    for part in parts_of(bound):
        if isinstance(part, ScoreOf):
            yield part.code
    yield from {_node(question) for question in _questions(bound)}


def _questions(bound: Bound) -> Iterator[Question]:
    """The questions that an expression asks for."""
    for part in parts_of(bound):
        if isinstance(part, Reference):
            yield part.question
        elif isinstance(part, RowReferences):
            yield from (row.question for row in part.rows)


def _node(question: Question) -> str:
    """The name of a value; all rows of a repeated criterion are one."""
    return str(question._replace(row=min(question.row, 1), slot=0))


def _cycle(needs: dict[str, set[str]]) -> Sequence[str]:
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return [str(name) for name in error.args[1]]
    return ()


EXPRESSION_CHECKS = (check_expressions, check_rules, check_circles)
