"""A form that uses all that a definition can state, with made-up wording: sections, rows, constants, gates, checks."""

from dataclasses import replace

from pmqa_xlsx.form.expressions.parser import parse
from pmqa_xlsx.form.field import ALWAYS, Choice, ChoiceList, Field, Origin, Requirement, Scale
from pmqa_xlsx.form.model import Category, Criterion, Form, FormCheck, Prefill, RowRange, Section, Unit
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import Text

DONE = ChoiceList("done", (Choice("yes", Text("Done"), 1), Choice("part", Text("In part"), 0.5),
                           Choice("no", Text("Not done"), 0), Choice("na", Text("Not applicable"), na=True)))
RISING = Scale("rising", ((75, 1), (80, 2), (95, 5)))
FALLING = Scale("falling", ((2, 5), (10, 1)))


def field(name: str, kind: str, label: str, **more: object) -> Field:
    """A field of a criterion; types that nobody types into are origins."""
    origins = {origin.value: origin for origin in Origin}
    return replace(Field(name, Text(label), kind, Level.CRITERION, Text("Answers"),
                         origin=origins.get(kind, Origin.TYPED)), **more)  # type: ignore[arg-type]


LEVELS = (
    field("A", "choice", "Done?", choices=DONE, scored=True, required=ALWAYS),
    field("why", "longtext", "Evidence", max_length=500, required=Requirement(when=parse("A=yes or A=part"))),
)
FIGURES = (
    field("unit", "constant", "Unit of measure", width=10.0),
    field("target", "constant", "Target"),
    field("result", "by criterion", "Result", scored=True, scale=RISING),
    field("share", "computed", "Share of the target", formula=parse("round(result/target*100,2)")),
    field("note", "text", "Note of {year-1}"),
)
ROSTER = (
    field("name", "text", "Name", required=ALWAYS),
    field("cost", "decimal", "Cost"),
    field("day", "date", "Day"),
    field("double", "computed", "Twice the cost", formula=parse("cost*2")),
)
SECTIONS = (
    Section("1", "S1", Text("Direction")),
    Section("1", "S1.B", Text("Basic"), "S1", 3),
    Section("1", "S1.A", Text("Advance"), "S1", 1, parse("score([S1.B])=100")),
    Section("1", "S2", Text("People"), weight=2),
)
CATEGORIES = (
    Category("1", Text("Levels"), "levels", (
        Criterion("1", "B1", Text("The direction is set and known in {unit}."), section="S1.B"),
        Criterion("1", "B2", Text("The direction is reviewed each year."), section="S1.B", weight=2),
        Criterion("1", "A1", Text("Others learn from the direction."), section="S1.A"),
        Criterion("1", "L1", Text("People take part."), section="S2"),
    ), sections=SECTIONS, intro=Text("Choose an answer for each line of {year}.")),
    Category("2", Text("Figures"), "figures", (
        Criterion("2", "F1", Text("Share of cases closed in time"), constants={
            "unit": Text("per cent"), "target": Text("80")}, types={"result": "percent"}),
        Criterion("2", "F2", Text("Days until an answer"), constants={
            "unit": Text("days"), "target": Text("4")}, types={"result": "decimal"}, scale=FALLING),
        Criterion("2", "F3", Text("Remarks only"), constants={"unit": Text("–"), "target": Text("0")},
                  types={"result": "none"}),
    ), weight=2),
    Category("3", Text("Costs"), "roster", (Criterion("3", "P1", Text("What was bought"), rows=RowRange(1, 5)),)),
)
FORM = Form(
    "rich", "1", Text("A made-up form"), Text("Office"), 2026, CATEGORIES,
    {"levels": LEVELS, "figures": FIGURES, "roster": ROSTER},
    (Unit("10", Text("North", "North")), Unit("20", Text("South", "South"))),
    checks=(
        FormCheck("late", parse("result<=target*2"), Text("The result is more than twice the target."),
                  Text("Look at the figure again."), kind="figures"),
        FormCheck("over", parse("sum(P1.cost)<=cover.budget"), Text("The costs are higher than the budget."),
                  is_error=True, category="3"),
        FormCheck("cheap", parse("cost>=10"), Text("The cost is very low."), kind="roster"),
    ),
    cover=(Field("head", Text("Head"), "text", Level.COVER), Field("budget", Text("Budget"), "decimal", Level.COVER)),
    choice_lists=(DONE,), scales=(RISING, FALLING), lang="en", calendar=Calendar.CE,
    points=500,
    prefill=(Prefill("10", Question(Level.CRITERION, "2", "", "F1", 0, "target", 1), "85"),
             Prefill("10", Question(Level.CRITERION, "1", "S2", "L1", 0, "A", 1), "part"),
             Prefill("10", Question(Level.CRITERION, "3", "", "P1", 1, "cost", 1), "12.5")),
)
