"""Mistakes of sections, rows, constants, types by criterion, scales, checks and prefilled answers, with their cells."""

from io import BytesIO
from itertools import accumulate
from pathlib import Path

import openpyxl
import pytest

from csv_folder import write_csv_folder
from full_definition import FULL
from pmqa_xlsx import generate
from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.definition.loading import check_definition, load_form
from pmqa_xlsx.definition.mistakes import Mistake
from pmqa_xlsx.form.model import RowRange, Text


def write(folder: Path, sheets: dict[str, str]) -> Path:
    """Write a definition's sheets as CSV files."""
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def listed(mistakes: list[Mistake], severity: Severity = Severity.ERROR) -> str:
    """The mistakes of a severity as places and codes."""
    return " ".join(f"{mistake.place} {mistake.code}" for mistake in mistakes if mistake.severity is severity)


def test_full_is_right(tmp_path: Path) -> None:
    """The definition that the cases change has no mistake itself, and no warning."""
    _, mistakes = check_definition(write(tmp_path, FULL))
    assert [(one.place, one.code) for one in mistakes] == []


def test_what_is_stated(tmp_path: Path) -> None:
    """What the sheets state is in the form."""
    form = load_form(write(tmp_path, FULL))
    one_one, second = form.criterion_by_code["1.1"], form.criterion_by_code["R2"]
    assert [section.code for section in form.section_path("S1a")] == ["S1", "S1a"]
    assert [(field.name, field.type, field.maximum) for field in form.fields_about(one_one)] == [
        ("done", "choice", None), ("level", "choice", None), ("answer", "integer", 10.0), ("why", "text", None)]
    assert [field.name for field in form.fields_about(form.criterion_by_code["C4"])] == ["done", "level", "why"]
    assert [(field.name, field.maximum, field.scale.name if field.scale else "") for field in form.fields_about(second)
            ] == [("goal", None, ""), ("unit", None, ""), ("actual", 200.0, ""), ("percent", None, "less")]
    assert second.constants == {"goal": Text("20"), "unit": Text("ข้อ", "cases")}
    assert (form.constant("10", form.criterion_by_code["R1"].asks("goal")).th,
            form.constant("11", form.criterion_by_code["R1"].asks("goal")).th) == ("90", "80")
    assert form.criterion_by_code["P1"].rows == RowRange(1, 3)
    assert (str(form.due_in(2569, "11")), str(form.due_in(2569, "10"))) == ("2026-12-15", "2026-11-30")


def test_round_trip(tmp_path: Path) -> None:
    """Written as CSV and read again, it is the same form."""
    (tmp_path / "one").mkdir()
    form = load_form(write(tmp_path / "one", FULL))
    write_csv_folder(form, tmp_path / "two")
    assert load_form(tmp_path / "two") == form


CASES = [
    ("criteria", "1,S2,C4,", "1,S2,P1(2),", "criteria!C5 code-of-row"),
    ("criteria", "1,S2,C4,", "1,S2,P1 (3),", "criteria!C5 code-of-row"),
    ("criteria", "1,S2,C4,", "1,S2,P1 (4),", ""),
    ("form", "points,500", "points,0", "form!B8 not-above-zero"),
    ("form", "points,500", "calendar,xx", "form!B8 not-in-list"),
    ("form", "fiscal_year,2569\npoints,500", "fiscal_year,2569\ncalendar,ce", "form!B7 bad-year-ad"),
    ("form", "points,500", "year_begins,13", "form!B8 number-out-of-range"),
    ("form", "fiscal_year,2569", "fiscal_year,2026", "form!B7 bad-year"),
    ("cover", "budget/2", "", "cover!E4 formula-missing"),
    ("cover", "text,when not empty(budget),,", "text,no,budget*2,", "cover!E3 formula-not-allowed"),
    ("cover", "decimal,yes,,", "constant,,,", "cover!C2 constant-not-criterion"),
    ("cover", "budget/2", "half/2", "cover!E4 expression-circle"),
    ("cover", "budget/2", "contact/2", "cover!E4 wrong-type"),
    ("fields", "when done=no and not empty(answer)", "when budget>1", "fields!H5 when-unknown-field"),
    ("criteria", "1-3", "2026-01-03", "criteria!I8 bad-rows prefill!E5 unknown-question"),
    ("cover", "not empty(budget)", "empty budget", "cover!D3 expression-unexpected"),
    ("cover", "not empty(budget)", "(budget>1", "cover!D3 expression-unfinished"),
    ("cover", "not empty(budget)", "1<budget<2", "cover!D3 comparison-chained"),
    ("cover", "not empty(budget)", "foo(budget)", "cover!D3 function-unknown"),
    ("cover", "when not empty(budget)", '"when empty(budget,1)"', "cover!D3 argument-count"),
    ("cover", "when not empty(budget)", '"when contact>""a"""', "cover!D3 texts-in-order"),
    ("cover", "not empty(budget)", "contact=\"\"", "cover!D3 compared-with-nothing"),
    ("cover", "budget/2", f"budget{'+1' * 1100}", "cover!E4 expression-too-long"),
    ("cover", "budget/2", f"{'(' * 20}budget{')' * 20}", "cover!E4 expression-too-deep"),
    ("cover", "budget/2", "+".join(["budget"] * 120), "cover!E4 formula-too-long"),
    ("cover", "budget/2", "\"round(budget,20)\"", "cover!E4 round-digits"),
    ("sections", "S1a,ส่วนย่อย,S1", "S1a,ส่วนย่อย,S2", "sections!D3 parent-later"),
    ("sections", "1,S2", "9,S2",
     "sections!A4 unknown-category criteria!B4 unknown-section criteria!B5 unknown-section"),
    ("sections", "S1a,ส่วนย่อย", "C1,ส่วนย่อย", "criteria!C2 duplicate-code criteria!B3 unknown-section"),
    ("sections", "1,S1a", "1,ส1", "sections!B3 bad-section-code criteria!B3 unknown-section"),
    ("sections", "score(S1)=100", "score(S2)=100", "sections!F4 expression-circle"),
    ("sections", "score(S1)=100", "score(1)=100", "sections!F4 code-without-brackets"),
    ("sections", "score(S1)=100", "score(S9)=100", "sections!F4 score-unknown"),
    ("sections", "score(S1)=100", "1.1.done=yes", "sections!F4 code-without-brackets"),
    ("sections", "score(S1)=100", "C9.done=yes", "sections!F4 criterion-unknown"),
    ("sections", "score(S1)=100", "done=yes", "sections!F4 when-unknown-field"),
    ("sections", "score(S1)=100", "P1.cost>1", "sections!F4 rows-without-function"),
    ("sections", "score(S1)=100", "sum(C2.answer)>1", "sections!F4 function-without-rows"),
    ("sections", "score(S1)=100", "C1.done=maybe", "sections!F4 when-unknown-value"),
    ("criteria", "1,S2,1.1", "1,S1,1.1", ""),
    ("criteria", "1,S2,C4", "1,S1,C4", "criteria!B5 section-split"),
    ("criteria", "code,text_th", "code,section_th", "criteria!N1 column-missing criteria!D2 section-in-both "
     "criteria!D3 section-in-both criteria!D4 section-in-both criteria!D5 section-in-both"),
    ("criteria", "1-3", "3-1", "criteria!I8 rows-reversed prefill!E5 unknown-question"),
    ("criteria", "1-3", "5-2", "criteria!I8 rows-reversed prefill!E5 unknown-question"),
    ("criteria", "1-3", "many", "criteria!I8 bad-rows prefill!E5 unknown-question"),
    ("criteria", "1-3", "1-3000", "criteria!I8 number-out-of-range prefill!E5 unknown-question"),
    ("criteria", ",integer\n1,S2,1.1", ",\n1,S2,1.1", "criteria!M3 type-missing"),
    ("criteria", ",integer\n1,S2,1.1", ",number\n1,S2,1.1", "criteria!M3 bad-type"),
    ("criteria", "choice have", "choice hav", "criteria!M2 unknown-list"),
    ("criteria", "ตัวชี้วัดสอง,,less", "ตัวชี้วัดสอง,,lesser", "criteria!F7 unknown-scale"),
    ("criteria", "0,200", "200,0", "criteria!H7 bounds-reversed"),
    ("criteria", "ข้อแรก,2,,,,", "ข้อแรก,2,,5,,", "criteria!G2 bound-not-used"),
    ("criteria", "ข้อสาม,,,,10", "ข้อสาม,,,,2026-01-01", "criteria!H4 not-a-number"),
    ("criteria", "ข้อสาม,,,,10,,,,,integer", "ข้อสาม,,,,2026-01-01,,,,,date", ""),
    ("criteria", "ข้อสาม,,,,10,,,,,integer", "ข้อสาม,,,,150,,,,,percent", "criteria!H4 number-out-of-range"),
    ("criteria", "ข้อสาม,,,,10,,,,,integer", "ข้อสาม,,,2026,2026,,,,,year", "criteria!G4 bad-year criteria!H4 bad-year"),
    ("criteria", "ข้อแรก,2,,,,,,,", "ข้อแรก,2,,,,,7,,", "criteria!J2 cell-not-used"),
    ("criteria", "goal,unit_th", "gaol,unit_th", "criteria!J1 column-unknown fields!D6 constant-without-column"),
    ("fields", "done,ดำเนินการ", "weight,ดำเนินการ", "fields!D2 name-of-column fields!H5 when-unknown-field "
     "checks!D2 when-unknown-field prefill!E3 unknown-question"),
    ("fields", "done,ดำเนินการ", "1done,ดำเนินการ", "fields!D2 bad-name fields!H5 when-unknown-field "
     "checks!D2 when-unknown-field prefill!E3 unknown-question"),
    ("fields", "goal,เป้าหมาย,constant,,,", "goal,เป้าหมาย,constant,,yes,", "fields!H6 not-for-origin"),
    ("fields", "results,ผลลัพธ์,criterion,unit", "results,ผลลัพธ์,category,unit", "fields!F7 constant-not-criterion"),
    ("fields", "by criterion,,no,,", "by criterion,,no,,3", "fields!J4 not-for-origin"),
    ("fields", "yes,more", "yes,", "fields!M9 scored-without-scale"),
    ("fields", "yes,more", "no,more", "fields!N9 scale-not-used"),
    ("fields", "actual/goal*100", "\"if(actual>1,\"\"a\"\",\"\"b\"\")\"", "fields!L9 wrong-type"),
    ("choices", "have,no,ไม่มี,0", "have,no,ไม่มี,", "choices!D3 score-blank"),
    ("choices", "have,no,ไม่มี,0", "have,no,ไม่มี,-1", "choices!D3 number-out-of-range"),
    ("scales", "more,120,5", "more,90,5", "scales!B4 scale-not-rising"),
    ("scales", "less,200,0", "more,130,5", "scales!A5 scale-too-short"),
    ("checks", "over-budget,,", "over-budget,1,process", "checks!C3 check-needs-category"),
    ("checks", "over-budget,,", "over-budget,9,", "checks!B3 unknown-category"),
    ("checks", "level-without-doing,,process", "level-without-doing,,proces", "checks!C2 unknown-kind"),
    ("checks", "in-one-category", "over-budget", "checks!A4 duplicate-name"),
    ("checks", "error,ค่า", "bad,ค่า", "checks!E3 not-in-list"),
    ("checks", "sum(P1.cost)<=cover.budget", "1=2", "checks!D3 check-always-false"),
    ("checks", "sum(P1.cost)<=cover.budget", "not empty(cover.budget)", "checks!D3 check-always-false"),
    ("checks", "sum(P1.cost)<=cover.budget", "budgets>1", "checks!D3 when-unknown-field"),
    ("checks", "level-without-doing,,process,not (done=no and level=2)",
     "level-without-doing,,costs,\"day>\"\"1/1/2569\"\"\"",
     "checks!D2 expression-bad-date"),
    ("checks", "level-without-doing,,process,not (done=no and level=2)",
     "level-without-doing,,costs,\"hour>\"\"25:00\"\"\"",
     "checks!D2 expression-bad-time"),
    ("criteria", "rows,goal,unit_th", "rows,goal,unit", "criteria!K6 constant-twice criteria!K7 constant-twice"),
    ("checks", "2,,actual>=goal", "1,,actual>=goal", "checks!D4 when-unknown-field"),
    ("checks", "sum(P1.cost)<=cover.budget", "cover.budget=\"2026-11-30\"", "checks!D3 wrong-type"),
    ("checks", "level-without-doing,,process,not (done=no and level=2)", "level-without-doing,,costs,total>item",
     "checks!D2 check-nowhere"),
    ("prefill", "10,,,,budget", "99,,,,budget", "prefill!A2 unknown-unit"),
    ("prefill", "10,,,,budget", "10,,,,budgets", "prefill!E2 unknown-question"),
    ("prefill", "C1,,done,1", "C1,,done,2", "prefill!E3 unknown-question"),
    ("prefill", "done,1,yes", "done,1,maybe", "prefill!G3 prefill-bad-value"),
    ("prefill", "budget,,1000", "budget,,many", "prefill!G2 prefill-bad-value"),
    ("prefill", "10,,C1,,done,1,yes", "10,,,,half,,1", "prefill!E3 prefill-not-typed"),
    ("prefill", "10,,C1,,done,1,yes", "10,,,,budget,,1", "prefill!E3 prefill-repeated"),
    ("units", "2026-12-15", "15/12/2569", "units!D3 bad-date"),
    ("units", "code,name_th,name_en,due_date", "code;name_th;name_en;due_date", "units!A1 csv-semicolons"),
]
WARNINGS = [
    ("form", "return_to,office@example.go.th\n", "", "form no-return-address"),
    ("form", "privacy_th,ใช้ติดต่อเท่านั้น\n", "", "form personal-without-privacy"),
    ("form", "2026-11-30", "2025-08-30", "form!B9 due-date-odd"),
    ("units", "2026-12-15", "2028-12-15", "units!D3 due-date-odd"),
    ("criteria", "less,0,200,,20", "less,0,200,1-3,20", "criteria!I7 rows-share-kind"),
    ("categories", "costs,", "costs,5", "categories!D4 weight-never-counts"),
    ("categories", "3,ค่าใช้จ่าย,costs,", "3,ค่าใช้จ่าย,costs,\nI,สรุป,costs,", "categories!A5 code-like-another"),
    ("sections", "1,S2", "1,S3,ว่าง,,,\n1,S2", "sections!B4 section-empty"),
    ("units", "10,หน่วยหนึ่ง", "10,หน่วยงานหนึ่ง", "units!B2 label-in-name"),
    ("units", "Unit one", "หน่วยงานหนึ่ง", "units!C2 label-in-name"),
    ("choices", "level,2,มาก,2", "level,2,มาก,2\nother,x,ก,", "choices!A7 list-not-used"),
    ("choices", "level,2,มาก,2", "level,2,=มาก,2", "choices!C6 label-like-formula"),
    ("fields", "actual,ผล,decimal,,", "actual,ผล,decimal,2,", "fields!L9 first-cell-only checks!D4 first-cell-only"),
    ("choices", "level,2,มาก,2", "level,2,มาก {yaer} {unit} {year-1},2", "choices!C6 placeholder-unknown"),
    ("choices", "level,2,มาก,2", "level,2,- มาก,2", "choices!C6 label-like-formula"),
    ("choices", "level,2,มาก,2", "level,2,-1,2", ""), ("choices", "level,2,มาก,2", "level,2,-,2", ""),
    ("scales", "less,200,0", "less,200,0\nother,1,0\nother,2,1", "scales!A7 scale-without-use"),
]


@pytest.mark.parametrize(("sheet", "old", "new", "expected"), CASES)
def test_one_mistake(tmp_path: Path, sheet: str, old: str, new: str, expected: str) -> None:
    """Each change gives exactly the listed mistakes, in whole sentences of both languages."""
    assert old in FULL[sheet]
    _, mistakes = check_definition(write(tmp_path, {**FULL, sheet: FULL[sheet].replace(old, new, 1)}))
    assert listed(mistakes) == expected
    assert [said for one in mistakes for said in (one.message("th"), one.message("en"), one.fix("th"), one.fix("en"))
            if "{" in said] == []


def test_thirty_at_once(tmp_path: Path) -> None:
    """Thirty of the changes and more, made to one definition, give all their mistakes together."""
    sheets, changes, expected = dict(FULL), 0, set[tuple[str, str]]()
    for number, (sheet, old, new, listing) in enumerate(CASES):
        if listing and old in sheets[sheet] and "\n" not in old + new:
            words = listing.split()
            wanted = expected | set(zip(words[::2], words[1::2], strict=True))
            trial = {**sheets, sheet: sheets[sheet].replace(old, new, 1)}
            folder = tmp_path / str(number)
            folder.mkdir()
            if wanted <= {(one.place, one.code) for one in check_definition(write(folder, trial))[1]}:
                sheets, expected, changes = trial, wanted, changes + 1
    assert changes >= 30


@pytest.mark.parametrize(("sheet", "old", "new", "expected"), WARNINGS)
def test_one_warning(tmp_path: Path, sheet: str, old: str, new: str, expected: str) -> None:
    """What is legal but odd gives exactly the listed warnings and no mistake."""
    assert old in FULL[sheet]
    _, mistakes = check_definition(write(tmp_path, {**FULL, sheet: FULL[sheet].replace(old, new, 1)}))
    assert (listed(mistakes), listed(mistakes, Severity.WARNING)) == ("", expected)


def test_criterion_without_cells(tmp_path: Path) -> None:
    """A criterion that has no cell for any field of its kind is a warning."""
    fields = [line for line in FULL["fields"].splitlines() if not line.startswith("costs,")]
    sheets = {**FULL, "fields": "\n".join([*fields, "costs,รายการ,criterion,answer,คำตอบ,by criterion"]),
              "criteria": FULL["criteria"].replace("1-3,,,,", "1-3,,,,none").replace(
                  "3,,P1", "3,,P0,อีกข้อ,,,,,,,,,integer\n3,,P1"),
              "checks": FULL["checks"].split("\n")[0], "prefill": FULL["prefill"].split("\n")[0]}
    _, mistakes = check_definition(write(tmp_path, sheets))
    assert (listed(mistakes), listed(mistakes, Severity.WARNING)) == ("", "criteria!C9 criterion-without-cells")


def with_checks(count: int) -> dict[str, str]:
    """The definition with that many checks at each row of one kind."""
    lines = [f"c{n},,process,not (done=no and level={1 + n % 2}),warning,ข้อความ,\n" for n in range(count - 1)]
    return {**FULL, "checks": FULL["checks"] + "".join(lines)}


def test_too_many_checks_at_a_row(tmp_path: Path) -> None:
    """A hundred checks at one row are one too many."""
    _, mistakes = check_definition(write(tmp_path, with_checks(100)))
    assert listed(mistakes) == "checks!D103 checks-too-many"


def with_fields(count: int, line: str) -> dict[str, str]:
    """The definition with that many further fields of one kind; ``N`` in their line is a number."""
    lines = "".join(line.replace("N", str(number)) + "\n" for number in range(count))
    sheet = FULL["categories"].replace("kind,weight", "kind,weight,sheet_th").replace(
        "process,3", f"process,3,{'ก' * 31}")
    return {**FULL, "fields": FULL["fields"] + lines, "categories": sheet}


TEXTS = "process,ประเมิน,criterion,wN,ข้อความ N,longtext,,no"
SCORED = "process,ตัวเลือก,criterion,sN,เลือก N,choice,,no,have,,,,yes,,N.123456789"


@pytest.mark.parametrize(("line", "count", "expected"), [
    (SCORED, 71, "fields!M83 columns-too-many"), (SCORED, 60, ""), (TEXTS, 120, ""),
])
def test_too_many_columns(tmp_path: Path, line: str, count: int, expected: str) -> None:
    """A criterion with more scored answers than the formula of its score can name is a mistake."""
    _, mistakes = check_definition(write(tmp_path, with_fields(count, line)))
    assert listed(mistakes) == expected


@pytest.mark.parametrize("sheets", [with_checks(99), with_fields(120, TEXTS), with_fields(60, SCORED)],
                         ids=["checks", "texts", "scored"])
def test_as_much_as_allowed(tmp_path: Path, sheets: dict[str, str]) -> None:
    """With as much as is allowed at a row no formula of the workbook is too long or too deep for Excel."""
    book = openpyxl.load_workbook(BytesIO(generate(load_form(write(tmp_path, sheets)), "10")))
    formulas = [getattr(cell.value, "text", cell.value)  # an array's formula is an object of its own
                for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    deepest = max(max(accumulate({"(": 1, ")": -1}.get(letter, 0) for letter in formula)) for formula in formulas)
    assert (max(map(len, formulas)) <= 8_192, deepest <= 64) == (True, True)


ENGLISH = {
    "form": """key,value
form_id,english
form_version,1
title_en,Small form
unit_label_en,Agency
fiscal_year,2569
return_to,office@example.org
""",
    "categories": "code,title_en,kind\n1,Plan,process",
    "criteria": "category,code,text_en\n1,C1,There is a plan",
    "fields": "kind,level,name,label_en,type\nprocess,criterion,answer,Answer,text",
    "units": "code,name_en\n10,Office of Plans",
}


@pytest.mark.parametrize(("lang", "unit", "expected"), [
    ("", "Office of Plans", "form lang-without-thai"),
    ("lang,", "Office of Plans", "form!B8 lang-without-thai"),
    ("lang,th", "Office of Plans", "form!B8 lang-without-thai"),
    ("lang,en", "Office of Plans", ""),
    ("", "สำนักแผน", ""),
])
def test_lang_without_thai(tmp_path: Path, lang: str, unit: str, expected: str) -> None:
    """A form with English texts only is expected to be an English form."""
    sheets = {**ENGLISH, "form": ENGLISH["form"] + lang, "units": f"code,name_en\n10,{unit}"}
    _, mistakes = check_definition(write(tmp_path, sheets))
    assert (listed(mistakes), listed(mistakes, Severity.WARNING)) == ("", expected)


@pytest.mark.parametrize(("given", "place"), [
    ("title_en,", "form!B4"), ("title_th,\ntitle_en,", "form!B4"), ("title_th,\ntitle_en,\nlang,en", "form!B5")])
def test_text_without_either_language(tmp_path: Path, given: str, place: str) -> None:
    """A required text that is in neither language is reported once, at the cell of the form's language."""
    _, mistakes = check_definition(write(tmp_path, {**ENGLISH, "form": ENGLISH["form"].replace(
        "title_en,Small form", given)}))
    assert [(one.place, one.code, one.message("en"), one.fix("en")) for one in mistakes if one.is_error] == [
        (place, "cell-empty", "title_th and title_en are both empty.", "Fill in one of them.")]


def test_cover_field_without_cover(tmp_path: Path) -> None:
    """A field of the cover that is named without “cover.” is reported with the name to write."""
    fields = FULL["fields"].replace("when done=no and not empty(answer)", "when budget>1")
    _, mistakes = check_definition(write(tmp_path, {**FULL, "fields": fields}))
    assert [one.fix("en") for one in mistakes] == ["It is a field of the sheet cover: write cover.budget."]
