"""Random small valid forms, for property tests."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from pmqa_xlsx.answers import TYPES
from pmqa_xlsx.form.expressions.parser import parse
from pmqa_xlsx.form.model import (
    ALWAYS,
    NEVER,
    Category,
    Choice,
    ChoiceList,
    Criterion,
    Field,
    Form,
    Level,
    Requirement,
    Unit,
)
from pmqa_xlsx.text.language import Text

THAI, ENGLISH = "กขคงจดนมรสอาะ", "abcdefgh"
SECTIONS = (Text(), Text("หัวข้อแรก", "First part"), Text("หัวข้อสอง"))
BOUNDED: dict[str, st.SearchStrategy[Any]] = {
    "integer": st.integers(-10**6, 10**6), "percent": st.integers(0, 100),
    "decimal": st.floats(-10**6, 10**6).map(lambda number: round(number, 2)),
    "year": st.integers(2400, 2700),
    "time": st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    "date": st.dates(dt.date(1910, 1, 1), dt.date(2100, 12, 31)),
}
TYPED = ("text", "longtext", "phone")

#: Running text: with line breaks, quotes, what CSV and formulas make much of, and marks above letters.
prose = st.text(THAI + "่ี็ำ๑" + ENGLISH + " \n,;\"'=+-@#&<", max_size=40).map(str.strip)
weights = st.just(1.0) | st.floats(0.01, 100)


def text_of(th: str, en: str) -> Text:
    """A text as the loader makes it: the English one serves as the Thai one where there is none."""
    return Text(th or en, en)


@st.composite
def labels(draw: st.DrawFn, number: int) -> Text:
    """A text that differs in both languages from the texts of other numbers."""
    th = draw(st.text(THAI, min_size=1, max_size=8))
    en = draw(st.text(ENGLISH, max_size=8))
    return Text(f"{th}({number})", en and f"{en}({number})")


@st.composite
def choice_lists(draw: st.DrawFn) -> tuple[ChoiceList, ...]:
    """Up to two lists, with or without scores."""
    scored = draw(st.booleans())
    scores = st.integers(0, 10).map(float) if scored else st.none()
    return tuple(
        ChoiceList(name, tuple(Choice(f"v{n}", draw(labels(n)), draw(scores)) for n in range(draw(st.integers(1, 4)))))
        for name in ("have", "ระดับ")[:draw(st.integers(0, 2))]
    )


@st.composite
def fields(
    draw: st.DrawFn, level: Level, lists: tuple[ChoiceList, ...], first: int = 0, tables: tuple[Text, ...] = (Text(),),
) -> tuple[Field, ...]:
    """Up to four fields of one level, named by number from ``first`` on, each in one of the tables."""
    known: list[Field] = []
    for number in range(first, first + draw(st.integers(0, 4))):
        type_ = draw(st.sampled_from([t for t in TYPES if lists or t != "choice"]))
        choices = draw(st.sampled_from(lists)) if type_ == "choice" else None
        bounds = sorted(draw(st.tuples(BOUNDED[type_], BOUNDED[type_]))) if type_ in BOUNDED else [None, None]
        conditions = [Requirement(when=parse(f"{f.name}={f.choices.choices[0].value}")) for f in known if f.choices]
        cover = level is Level.COVER
        known.append(Field(
            name=f"f{number}", label=draw(labels(number)), type=type_, level=level,
            table=draw(st.sampled_from(tables)), slots=1 if cover else draw(st.integers(1, 3)),
            required=draw(st.sampled_from([NEVER, ALWAYS, *conditions])), choices=choices,
            minimum=draw(st.sampled_from([None, bounds[0]])), maximum=draw(st.sampled_from([None, bounds[1]])),
            max_length=draw(st.none() | st.integers(1, 3000)) if type_ in TYPED else None,
            width=None if cover else draw(st.none() | st.integers(8, 60).map(float)),
            hint=text_of(draw(prose), draw(prose)),
            scored=level is Level.CRITERION and choices is not None and choices.top_score > 0 and draw(st.booleans()),
        ))
    return tuple(known)


@st.composite
def kinds(draw: st.DrawFn, name: str, lists: tuple[ChoiceList, ...]) -> tuple[Field, ...]:
    """The fields of one kind, at least one; an e-mail field may be at both levels, in a table that all kinds share."""
    both = draw(st.booleans())
    tables = (Text(f"ประเมิน {name}", f"Assessment {name}"), Text(f"อื่น {name}"))
    found = [*draw(fields(Level.CATEGORY, lists, tables=tables)),
             *draw(fields(Level.CRITERION, lists, first=4, tables=tables))]
    if both or not found:
        found += [Field("email", Text("อีเมล", "E-mail"), "email", level, table=Text("ผู้รับผิดชอบ"), slots=slots,
                        required=required)
                  for level, slots, required in ((Level.CATEGORY, 2, ALWAYS), (Level.CRITERION, 4, NEVER))]
    return tuple(found)


@st.composite
def categories(draw: st.DrawFn, code: str, kind: str, asked: tuple[Field, ...]) -> Category:
    """A category with at least one slot; it has criteria only if its kind has fields for them."""
    levels = {field.level for field in asked}
    least = 0 if Level.CATEGORY in levels else 1
    count = draw(st.integers(least, 3)) if Level.CRITERION in levels else 0
    text = st.builds(text_of, prose.filter(bool), prose)
    return Category(
        code=code, title=draw(text), kind=kind, weight=draw(weights), intro=draw(st.builds(text_of, prose, prose)),
        sheet=draw(st.sampled_from([Text(), Text(f"แผ่น {code}", f"Sheet {code}"),
                                    Text(f"Page {code}", f"Page {code}")])),
        criteria=tuple(Criterion(
            category=code, code=f"{code}.{n}", text=draw(text), subheading=draw(st.sampled_from(SECTIONS)),
            source_text=draw(prose), guidance=draw(st.builds(text_of, prose, prose)), weight=draw(weights),
        ) for n in range(count)),
    )


@st.composite
def units(draw: st.DrawFn) -> tuple[Unit, ...]:
    """One to four units, some with aliases and years."""
    return tuple(Unit(
        code=str(10 + n), name=Text(draw(labels(n)).th, f"Unit {n}"), group=draw(prose),
        email=draw(st.sampled_from(["", f"unit{n}@example.go.th"])),
        aliases=tuple(f"ชื่ออื่น {n}/{a}" for a in range(draw(st.integers(0, 2)))),
        from_year=draw(st.none() | st.integers(2500, 2560)), to_year=draw(st.none() | st.integers(2570, 2600)),
    ) for n in range(draw(st.integers(1, 4))))


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A small valid form."""
    lists = draw(choice_lists())
    named = {f"kind{n}": draw(kinds(f"kind{n}", lists)) for n in range(draw(st.integers(1, 3)))}
    used = [*named, *draw(st.lists(st.sampled_from(list(named)), max_size=2))]
    return Form(
        form_id=draw(st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True)),
        form_version=draw(st.sampled_from(["1", "2569.1", "1-draft"])),
        title=draw(st.builds(text_of, prose.filter(bool), prose)), unit_label=Text("จังหวัด", "Province"),
        fiscal_year=draw(st.integers(2561, 2569)),
        categories=tuple(draw(categories("PQRST"[n], kind, named[kind])) for n, kind in enumerate(used)),
        fields=named, units=draw(units()), cover=draw(fields(Level.COVER, lists)), choice_lists=lists,
        due_date=draw(st.none() | st.dates(dt.date(2018, 1, 1), dt.date(2027, 12, 31))),
        return_to=draw(st.sampled_from(["", "office@example.go.th"])), source_note=draw(prose),
    )
