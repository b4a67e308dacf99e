"""Random forms that use sections, rows, constants, types by criterion, computed values, scales, checks and prefill."""

from __future__ import annotations

from hypothesis import strategies as st

from pmqa_xlsx.form.expressions.parser import parse
from pmqa_xlsx.form.model import (
    ALWAYS,
    NEVER,
    Calendar,
    Category,
    Choice,
    ChoiceList,
    Criterion,
    Field,
    Form,
    FormCheck,
    Level,
    Origin,
    Prefill,
    Requirement,
    RowRange,
    Scale,
    Section,
    Unit,
)
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.text.language import Lang, Text

BOX = ChoiceList("box", (Choice("yes", Text("มี", "Yes"), 1.0), Choice("part", Text("บางส่วน", "In part"), 0.5),
                         Choice("no", Text("ไม่มี", "No"), 0.0), Choice("na", Text("ไม่เกี่ยวข้อง", "N/a"), None,
                                                                        na=True)))
GRADE = ChoiceList("grade", tuple(Choice(str(n), Text(f"ระดับ {n}", f"Grade {n}"), float(n)) for n in range(1, 5)))
SCALES = (Scale("more", ((0.0, 0.0), (50.0, 40.0), (100.0, 100.0))), Scale("less", ((0.0, 5.0), (20.0, 0.0))))
TABLE, FURTHER = Text("ประเมิน", "Assessment"), Text("ผู้รับผิดชอบ", "Persons")
GATES = ("(score({0})>=50)", "((score({0})=100) or (score({0})<10))", "(not (score({0})<25))")
#: What a criterion can ask in the field ``own``.
OWN_TYPES = ("none", "integer", "decimal", "percent", "date", "time", "year", "url", "text", "longtext", "phone",
             "email", "choice grade")
AGGREGATES = ("sum", "mean", "min", "max", "count")
weights = st.sampled_from([1.0, 1.0, 2.0, 0.5, 3.25])


@st.composite
def numbers(draw: st.DrawFn, depth: int = 2) -> str:
    """An expression of a number, with every operator in brackets, so that tests can calculate it by other means."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(["a", "b", "goal", "cover.limit"]))
    one, other = draw(numbers(depth - 1)), draw(numbers(depth - 1) | st.sampled_from(["2", "0.5"]))
    operator = draw(st.sampled_from("+-*/"))
    return draw(st.sampled_from([f"({one}{operator}{other})", f"round({one},{draw(st.integers(0, 3))})", f"(-{one})",
                                 f"if({draw(truths(depth - 1))},{one},{other})"]))


@st.composite
def truths(draw: st.DrawFn, depth: int = 2) -> str:
    """An expression of yes or no, written likewise."""
    if depth and draw(st.booleans()):
        one, other = draw(truths(depth - 1)), draw(truths(depth - 1))
        return draw(st.sampled_from([f"({one} and {other})", f"({one} or {other})", f"(not {one})"]))
    number, other = draw(numbers(depth=1)), draw(numbers(depth=1) | st.sampled_from(["0", "10", "50"]))
    sign = draw(st.sampled_from(["=", "<>", "<", "<=", ">", ">="]))
    name, choice = draw(st.sampled_from(["a", "b", "box", "own2"])), draw(st.sampled_from(BOX.choices)).value
    return draw(st.sampled_from([f"({number}{sign}{other})", f"empty({name})", f"(box={choice})", f"(box<>{choice})"]))


@st.composite
def kind(draw: st.DrawFn, calendar: Calendar) -> tuple[Field, ...]:
    """The fields of the one kind of criteria."""
    def field(name: str, **more: object) -> Field:
        return Field(name, Text(f"ช่อง {name}", f"Field {name}"), level=Level.CRITERION, table=TABLE, calendar=calendar,
                     **more)  # type: ignore[arg-type]

    return (
        field("goal", type="constant", origin=Origin.CONSTANT),
        field("box", type="choice", choices=BOX, required=draw(st.sampled_from([ALWAYS, NEVER])), scored=True,
              weight=draw(weights)),
        field("a", type="decimal", required=draw(st.sampled_from([ALWAYS, NEVER])), minimum=0.0, maximum=100.0,
              scored=True, scale=draw(st.sampled_from(SCALES)), weight=draw(weights)),
        field("b", type="integer", minimum=1.0, maximum=100.0),
        field("own", type="by criterion", origin=Origin.BY_CRITERION),
        field("own2", type=draw(st.sampled_from(["time", "date", "url", "year"]))),
        field("why", type="text", max_length=100, required=Requirement(when=parse(draw(truths())))),
        field("result", type="computed", origin=Origin.COMPUTED, formula=parse(draw(numbers())),
              **draw(st.sampled_from([{}, {"scored": True, "scale": SCALES[0], "weight": 2.0}]))),
        Field("email", Text("อีเมล", "E-mail"), "email", Level.CRITERION, table=FURTHER, slots=2, calendar=calendar),
    )


def own_bounds(own: str) -> dict[str, tuple[None, float]]:
    """An upper bound of a criterion of 50: of its numbers, not of the other types."""
    return dict.fromkeys(("a", "b", *(["own"] if own in ("integer", "decimal", "percent") else [])), (None, 50.0))


@st.composite
def category(draw: st.DrawFn, code: str) -> Category:
    """A category with up to three sections, one inside another, and up to four criteria."""
    count = draw(st.integers(0, 3))
    sections: list[Section] = []
    outermost: dict[str, str] = {}  # a gate must not ask for a section that it lies in
    for number in range(count):
        parent = sections[-1].code if sections and draw(st.booleans()) else ""
        gate = ""
        outermost[f"{code}S{number}"] = outermost.get(parent, f"{code}S{number}")
        if sections and outermost.get(parent) != sections[0].code and draw(st.booleans()):
            gate = draw(st.sampled_from(GATES)).format(f"[{sections[0].code}]")
        sections.append(Section(code, f"{code}S{number}", Text(f"หัวข้อ {number}", f"Part {number}"), parent,
                                draw(weights), parse(gate) if gate else None))
    places = sorted(draw(st.lists(st.integers(0, count), min_size=1, max_size=4)))  # criteria of a section together
    owns = draw(st.lists(st.sampled_from(OWN_TYPES), min_size=4, max_size=4))
    asked = [(place, own, draw(st.sampled_from([{}, own_bounds(own)])))
             for place, own in zip(places, owns, strict=False)]
    criteria = tuple(Criterion(
        code, f"{code}.{number}", Text(f"ข้อ {number}", f"Item {number}"),
        section=sections[place - 1].code if place else "",
        weight=draw(weights), rows=draw(st.sampled_from([None, None, RowRange(0, 2), RowRange(1, 3), RowRange(2, 2)])),
        scale=draw(st.sampled_from([None, *SCALES])), bounds=bounds,
        constants={"goal": Text(draw(st.sampled_from(["5", "20.5"])))},
        types={"own": own},
    ) for number, (place, own, bounds) in enumerate(asked))
    return Category(code, Text(f"หมวด {code}", f"Category {code}"), "k", criteria, draw(weights),
                    sections=tuple(sections))


@st.composite
def rich_forms(draw: st.DrawFn) -> Form:
    """A small valid form that uses nearly everything a definition can state."""
    calendar: Calendar = draw(st.sampled_from(list(Calendar)))
    lang: Lang = draw(st.sampled_from(["th", "en"]))
    categories = tuple(draw(category(code)) for code in "PQ"[:draw(st.integers(1, 2))])
    first = categories[0].criteria[0]
    row = 1 if first.rows else 0
    summed = f"{draw(st.sampled_from(AGGREGATES))}([{first.code}].b)" if first.rows else f"([{first.code}].b*2)"
    checks = tuple(FormCheck(f"check{n}", parse(f"(empty(a) or {rule})"), Text(f"กฎ {n}", f"Rule {n}"),
                             is_error=draw(st.booleans()), kind="k")
                   for n, rule in enumerate(draw(st.lists(truths(), unique=True, max_size=2))))
    prefill = [Prefill("10", Question(Level.COVER, field="limit", slot=1), "50"),
               Prefill("10", first.asks("a", 1, row), "12.5"), Prefill("11", first.asks("goal", 1), "7")]
    return Form(
        "rich", "1", Text("แบบ", "Form"), Text("หน่วย", "Unit"), 2569 if calendar is Calendar.BE else 2026, categories,
        {"k": draw(kind(calendar))}, (Unit("10", Text("หนึ่ง", "One")), Unit("11", Text("สอง", "Two"))),
        cover=(Field("limit", Text("ไม่เกิน", "Limit"), "decimal", Level.COVER, calendar=calendar),
               Field("summed", Text("รวม", "Sum"), "computed", Level.COVER, calendar=calendar, formula=parse(summed),
                     origin=Origin.COMPUTED)),
        choice_lists=(BOX, GRADE), return_to="office@example.go.th", privacy=Text("ใช้ติดต่อ", "For contact"),
        calendar=calendar, year_begins=10 if calendar is Calendar.BE else 1, lang=lang,
        points=draw(st.sampled_from([100.0, 500.0])), scales=SCALES, checks=checks,
        prefill=tuple(draw(st.lists(st.sampled_from(prefill), unique_by=str, max_size=3))))
