"""Expressions of a definition: one table of cases, blanks included, in Python and in spreadsheet programs."""


import datetime as dt
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from judges import libreoffice_convert, onlyoffice_saves
from pmqa_xlsx.form.expressions.binding import bind
from pmqa_xlsx.form.expressions.bound import Bound, Reference, RowReferences, ValueType, parts_of
from pmqa_xlsx.form.expressions.evaluation import evaluate
from pmqa_xlsx.form.expressions.parser import parse
from pmqa_xlsx.form.expressions.translation import no_formula, value_formula, yes_formula
from pmqa_xlsx.form.expressions.tree import ExpressionMistake
from pmqa_xlsx.form.field import Choice, ChoiceList, Field, Origin
from pmqa_xlsx.form.model import Category, Criterion, Form, RowRange, Section, Unit
from pmqa_xlsx.form.question import Level, Question
from pmqa_xlsx.layout.rules import value_text
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.plain_values import number_or_none

HAVE = ChoiceList("have",
                  (Choice("yes", Text("มี")), Choice("no", Text("ไม่มี")), Choice("n/a", Text("ไม่เกี่ยวข้อง"))))
RATING = ChoiceList("rating", (*(Choice(str(n), Text(str(n))) for n in range(1, 6)), Choice("na", Text("–"))))


def field(name: str, type_: str, choices: ChoiceList | None = None, formula: str = "") -> Field:
    """A field of the kind of the tests."""
    origins = {origin.value: origin for origin in Origin}
    return Field(name, Text(name), type_, Level.CRITERION, choices=choices, origin=origins.get(type_, Origin.TYPED),
                 formula=parse(formula) if formula else None)


FIELDS = (
    field("a", "decimal"), field("b", "decimal"), field("z", "decimal"), field("none", "decimal"),
    field("A", "choice", HAVE), field("D", "choice", HAVE), field("E", "choice", HAVE), field("R", "choice", RATING),
    field("RN", "choice", RATING), field("t", "text"), field("u", "text"), field("d", "date"), field("e", "date"),
    field("o", "time"), field("c", "time"), field("goal", "constant"), field("unit", "constant"),
    field("double", "computed", formula="a*2"), field("gone", "computed", formula="a/none"),
    field("round", "computed", formula="[round]+1"), field("mixed", "by criterion"),
)
ROWS = (field("cost", "decimal"), field("who", "text"), field("day", "date"), field("rate", "choice", RATING),
        field("have", "choice", HAVE), field("at", "time"))
FORM = Form("f", "1", Text("แบบ"), Text("จังหวัด"), 2569, (
    Category("1", Text("หมวด"), "k", (
        Criterion("1", "C1", Text("เกณฑ์"), section="S1", constants={"goal": Text("80"), "unit": Text("ร้อยละ", "%")},
                  types={"mixed": "none"}),
        Criterion("1", "1.1", Text("เกณฑ์"), types={"mixed": "integer"})), sections=(Section("1", "S1", Text("ส่วน")),
                                                                                     )),
    Category("2", Text("รายการ"), "rows", (Criterion("2", "P1", Text("รายการ"), rows=RowRange(0, 3)),
                                           Criterion("2", "P2", Text("ว่าง"), rows=RowRange(0, 2)))),
), {"k": FIELDS, "rows": ROWS}, (Unit("10", Text("หน่วย")),),
    cover=(Field("budget", Text("งบ"), "decimal", Level.COVER),), choice_lists=(HAVE, RATING))
ROW = Question(Level.CRITERION, "1", "S1", "C1")
#: The answers of the row, and of others, as the ingester normalises them.
ANSWERS = {
    "a": "3", "b": "1.5", "z": "0", "A": "yes", "D": "no", "R": "4", "RN": "na", "t": "Chiang Mai", "u": "x",
    "d": "2026-11-30", "e": "2026-12-02", "o": "08:30", "c": "16:30", "goal": "80", "unit": "ร้อยละ", "double": "6",
    "1.1.a": "2.5", "cover.budget": "100", "P1.cost#1": "10", "P1.cost#2": "20.5", "P1.who#3": "x",
    "P1.day#1": "2026-01-31", "P1.day#2": "2026-02-01", "P1.rate#1": "4", "P1.rate#2": "2", "P1.rate#3": "na",
    "P1.have#2": "no", "P1.at#1": "16:30", "P1.at#3": "08:30",
}
SCORES = {"S1": 75.0, "total": 60.0}
TYPES = {"decimal": ValueType.NUMBER, "integer": ValueType.NUMBER, "date": ValueType.DATE, "time": ValueType.TIME,
         "choice": ValueType.CHOICE, "text": ValueType.TEXT}


def type_of(asked: Field) -> ValueType:
    """The type of the values of a field."""
    return TYPES[asked.type]


def answer(question: Question) -> str:
    """The answer to a question."""
    owner = {"C1": "", "": "cover."}.get(question.criterion, f"{question.criterion}.")
    return ANSWERS.get(f"{owner}{question.field}{f'#{question.row}' if question.row else ''}", "")


YES, NO, UNKNOWN, BLANK = True, False, None, None
TRUTHS = [
    ("A=yes", YES), ("A=Yes", YES), ("A=no", NO), ('A="yes"', YES), ("yes=A", YES), ("A<>no", YES), ("A<>yes", NO),
    ("E=yes", UNKNOWN), ("E<>yes", UNKNOWN), ('A="n/a"', NO), ("A=[D]", NO), ("A<>[D]", YES), ("A=[E]", UNKNOWN),
    ("R>=3", YES), ("R=4", YES), ("R<4", NO), ("RN>=3", UNKNOWN), ("RN=na", YES), ("R*2=8", YES),
    ("a=3", YES), ("a<>3", NO), ("a<3", NO), ("a<=3", YES), ("a>2.99", YES), ("a>=3.0000000001", YES),
    ("a=none", UNKNOWN),
    ("none<1", UNKNOWN), ("0.1+0.2=0.3", YES), ("0.1+0.2>0.3", NO), ("a/z=1", UNKNOWN), ("a≥3", YES), ("a≠3", NO),
    ("t=\"chiang  mai\"", YES), ('t="x"', NO), ("t<>u", YES), ('unit="ร้อยละ"', YES),
    ("not A=yes", NO), ("not E=yes", UNKNOWN), ("A=yes and D=no", YES), ("A=no and E=yes", NO), ("E=yes and A=no", NO),
    ("A=yes and E=yes", UNKNOWN), ("A=yes or E=yes", YES), ("E=yes or A=yes", YES), ("A=no or E=yes", UNKNOWN),
    ("A=no or D=yes", NO), ("A=yes and D=no and E=yes or R=4", YES), ("not (A=yes and D=yes)", YES),
    ("empty(none)", YES), ("empty(a)", NO), ("empty(E)", YES), ("empty(A)", NO), ("not empty(t)", YES),
    ("empty(a/z)", YES), ("empty(mixed)", YES), ("mixed=1", UNKNOWN),
    ("d<e", YES), ('d="2026-11-30"', YES), ('d>"2026-12-01"', NO), ("o<c", YES), ('o="08:30"', YES), ('c>="16:31"', NO),
    ("d+2=e", YES), ("e-d=2", YES), ("sum(P1.cost)<=cover.budget", YES), ("max(P1.day)=\"2026-02-01\"", YES),
    ('min(P1.at)="08:30"', YES), ('max(P1.at)="08:30"', NO), ("max(P1.rate)>=4", YES),
    ("score(S1)>=75", YES), ("score([1.1])>0", UNKNOWN), ("score(total)=60", YES), ("if(E=yes,A=yes,A=no)", NO),
    ("a<goal", YES), ("double=6", YES), ("gone>1", UNKNOWN),
]
VALUES = [
    ("a+b", 4.5), ("a-b", 1.5), ("a*b", 4.5), ("a/b", 2.0), ("-a", -3.0), ("-a+1", -2.0), ("2*(a+1)", 8.0),
    ("a-b-1", 0.5), ("8/2/2", 2.0), ("a+none", BLANK), ("none*0", BLANK), ("a/z", BLANK), ("z/a", 0.0),
    ("if(a>2,1,2)", 1.0), ("if(none>2,1,2)", 2.0), ("if(a>2,none,2)", BLANK), ('if(A=yes,"ผ่าน","ไม่ผ่าน")', "ผ่าน"),
    ("round(2.675,2)", 2.68), ("round(-2.5,0)", -3.0), ("round(0.5,0)", 1.0), ("round(1.005*1000,1)", 1005.0),
    ("round(a*41,0-b)", 120.0), ("round(a/b,20*b)", 2.0),
    ("round(999999999999999*999999999999999,2)", 9.99999999999998e29),
    (f"round({'*'.join(['999999999999999'] * 22)},2)", BLANK),
    ("round(none,1)", BLANK), ("sum(P1.cost)", 30.5), ("mean(P1.cost)", 15.25), ("min(P1.cost)", 10.0),
    ("max(P1.cost)", 20.5), ("count(P1.cost)", 2.0), ("count(P1.who)", 1.0), ("sum(P2.cost)", 0.0),
    ("sum(P1.rate)", 6.0), ("mean(P1.rate)", 3.0), ("max(P1.rate)", 4.0), ("count(P1.rate)", 3.0),
    ("count(P1.have)", 1.0), ("count(P2.rate)", 0.0), ("min(P2.rate)", BLANK),
    ("mean(P2.cost)", BLANK), ("min(P2.cost)", BLANK), ("max(P2.cost)", BLANK), ("count(P2.cost)", 0.0),
    ("[1.1].a*2", 5.0), ("cover.budget", 100.0), ("score(S1)", 75.0), ("goal", 80.0), ("a/goal*100", 3.75),
    ("t", "Chiang Mai"),
    ("e-d", 2.0), ("R+1", 5.0), ("RN+1", BLANK), ("double+1", 7.0), ("gone", BLANK), ("200-a/b*100", 0.0),
]


@pytest.mark.parametrize(("text", "expected"), TRUTHS, ids=[text for text, _ in TRUTHS])
def test_truth(text: str, expected: bool | None) -> None:
    """A truth is yes, no or unknown."""
    bound = bind(parse(text), FORM, ROW, type_of, wanted=ValueType.TRUTH)
    assert evaluate(bound, answer, SCORES.get) is expected


@pytest.mark.parametrize(("text", "expected"), VALUES, ids=[text for text, _ in VALUES])
def test_value(text: str, expected: float | str | None) -> None:
    """A value is a number, a text or blank."""
    value = evaluate(bind(parse(text), FORM, ROW, type_of, wanted=None), answer, SCORES.get)
    assert value == (pytest.approx(expected, abs=1e-12) if isinstance(expected, float) else expected)


#: Wrong expressions: the text, its mistake, and at which character that is.
MISTAKES = [
    ("", "expression-unfinished", 0), ("A=", "expression-unfinished", 2), ("(a>1", "expression-unfinished", 4),
    ("a>1)", "expression-unexpected", 3), ("a = = 1", "expression-unexpected", 4),
    ("a ! 1", "expression-unexpected", 2),
    ("1<a<2", "comparison-chained", 3), ("1.1.a>2", "code-without-brackets", 0),
    ("score(1)>2", "code-without-brackets", 6),
    ("foo(a)>1", "function-unknown", 0), ("round(a)>1", "argument-count", 0), ("a>1 and X=1", "when-unknown-field", 8),
    ("Q9.a>1", "criterion-unknown", 0), ("[1.1].q>1", "when-unknown-field", 0), ("cover.q>1", "when-unknown-field", 0),
    ("A=maybe", "when-unknown-value", 2), ('A="maybe"', "when-unknown-value", 2), ("A=1", "when-unknown-value", 2),
    ("A=D", "when-unknown-value", 2), ("score(Q)>1", "score-unknown", 6), ("P1.cost>1", "rows-without-function", 0),
    ("sum(a)>1", "function-without-rows", 4), ("sum(P1.who)>1", "wrong-type", 4),
    ("sum(P1.have)>1", "wrong-type", 4), ("a", "wrong-type", 0),
    ("A", "wrong-type", 0), ("a+t>1", "wrong-type", 2), ("A+1>1", "wrong-type", 0), ("t>u", "texts-in-order", 1),
    ("A>yes", "texts-in-order", 1), ("t=1", "wrong-type", 0), ("d=1", "wrong-type", 0), ("o-c=1", "wrong-type", 0),
    ('d="30/11/2569"', "expression-bad-date", 2), ('o="8 o\'clock"', "expression-bad-time", 2),
    ('t=""', "compared-with-nothing", 2),
    ("a and A=yes", "wrong-type", 0), ("(a>1)=(b>1)", "wrong-type", 2),
    ("round(a,b)>1 and round(a,99)>1", "round-digits", 25),
    ("round=1", "expression-circle", 0), ("(" * 20 + "a" + ")" * 20, "expression-too-deep", 17),
    ("if(a>1,1,t)>1", "wrong-type", 9),
    ("a>1 or " * 400 + "a>1", "expression-too-long", 2000),
]


@pytest.mark.parametrize(("text", "code", "at"), MISTAKES, ids=[text[:30] for text, _, _ in MISTAKES])
def test_mistake(text: str, code: str, at: int) -> None:
    """A wrong expression is refused with the place."""
    with pytest.raises(ExpressionMistake) as caught:
        bind(parse(text), FORM, ROW, type_of, wanted=ValueType.TRUTH)
    assert (caught.value.code, caught.value.at) == (code, at)




def asked_questions() -> list[Question]:
    """Every question that a case asks, in the order of the answer cells."""
    found: dict[Question, None] = {}
    for bound in all_bound():
        for part in parts_of(bound):
            if isinstance(part, Reference):
                found[part.question] = None
            elif isinstance(part, RowReferences):
                found.update(dict.fromkeys(row.question for row in part.rows))
    return list(found)


def all_bound() -> list[Bound]:
    """Every case of the two tables, bound."""
    return [bind(parse(text), FORM, ROW, type_of, wanted=wanted)
            for table, wanted in ((TRUTHS, ValueType.TRUTH), (VALUES, None)) for text, _ in table]


def write_cell(book: Any, sheet: Any, row: int, question: Question) -> None:
    """Write an answer as a formula expects it: its value, the position of a choice, an error value for none."""
    field, text = FORM.field(question), answer(question)
    assert field is not None
    if field.choices:
        sheet.write_number(row, 0, field.choices.position_of(text))
    elif not text:
        sheet.write_formula(row, 0, "=NA()", None, "#N/A")
    elif field.type == "date":
        sheet.write_datetime(row, 0, dt.datetime.fromisoformat(text), book.add_format({"num_format": "yyyy-mm-dd"}))
    elif field.type == "time":
        sheet.write_datetime(row, 0, dt.time.fromisoformat(text), book.add_format({"num_format": "hh:mm"}))
    elif number_or_none(text) is not None:
        sheet.write_number(row, 0, float(text))
    else:
        sheet.write_string(row, 0, text)


@pytest.fixture(scope="module")
def formulas_in_a_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with the answers on one sheet, and a formula for each case on another; without calculated values."""
    path = tmp_path_factory.mktemp("expressions") / "cases.xlsx"
    book = xlsxwriter.Workbook(str(path))
    answers, cases = book.add_worksheet("ก ข"), book.add_worksheet("cases")
    questions = asked_questions()
    for row, question in enumerate(questions):
        write_cell(book, answers, row, question)
    cells = {question: f"'ก ข'!$A${row + 1}" for row, question in enumerate(questions)}
    scores = {code: str(score) for code, score in SCORES.items()}
    for row, bound in enumerate(all_bound()):
        formulas = [value_formula, yes_formula, no_formula]
        for column, formula in enumerate(formulas):
            cases.write_formula(row, column,
                                "=" + formula(bound, cells.__getitem__, lambda code: scores.get(code, "NA()")))
    book.close()
    openpyxl.load_workbook(path).save(path)  # without the values that XlsxWriter gives each formula
    return path


def check_cases(path: Path) -> list[str]:
    """The cases in which a recalculated workbook shows anything else than Python says."""
    sheet = openpyxl.load_workbook(path, data_only=True)["cases"]
    wrong = []
    for row, ((text, expected), bound) in enumerate(zip([*TRUTHS, *VALUES], all_bound(), strict=True), start=1):
        value, yes, no = (sheet.cell(row, column).value for column in (1, 2, 3))
        truth = bound.value_type is ValueType.TRUTH and row <= len(TRUTHS)
        same = (value or "") == (expected if expected is not None else "") if not isinstance(expected, float) else (
            value == pytest.approx(expected, abs=1e-9))
        if truth:
            same = (yes, no) == (expected is True, expected is False)
        if not same:
            wrong.append(f"{text}: {expected} but {value!r}, {yes}, {no}")
    return wrong


@pytest.mark.slow
def test_in_libreoffice(formulas_in_a_workbook: Path, tmp_path: Path) -> None:
    """LibreOffice calculates for every case what Python does."""
    assert check_cases(libreoffice_convert(formulas_in_a_workbook, "xlsx", tmp_path)) == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_in_onlyoffice(formulas_in_a_workbook: Path, tmp_path: Path) -> None:
    """ONLYOFFICE calculates for every case what Python does."""
    (saved,) = onlyoffice_saves([formulas_in_a_workbook], tmp_path)
    assert check_cases(saved) == []


@pytest.mark.parametrize(("value", "text"), [(None, ""), ("x", "x"), (48.9 / 20 * 100, "244.5"), (85.0, "85")])
def test_text_of_a_value(value, text) -> None:
    """A calculated number is the one that Excel shows, with 15 digits."""
    assert value_text(value) == text


def test_excel_2010(formulas_in_a_workbook: Path) -> None:
    """No formula uses a function that is newer than Excel 2010, nor array entry."""
    sheet = openpyxl.load_workbook(formulas_in_a_workbook)["cases"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    used = {name for text in texts for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", text)}
    assert used <= {"ABS", "CHOOSE", "EXACT", "IF", "IFERROR", "ISERROR", "LOWER", "MAX", "MIN", "NA", "NOT", "ROUND"}
