"""Every possible mistake of a definition is found, with its sheet and cell, and all of them at once."""

from pathlib import Path

import openpyxl
import pytest

from pmqa_xlsx.catalogue import Severity
from pmqa_xlsx.definition.loading import check_definition, load_form
from pmqa_xlsx.definition.mistakes import MISTAKES, DefinitionError, Mistake
from pmqa_xlsx.errors import FormNotFound
from test_definition_rules import CASES as RULES
from test_definition_rules import WARNINGS

TINY = {
    "form": """key,value
form_id,tiny
form_version,1
title_th,แบบเล็ก
unit_label_th,จังหวัด
fiscal_year,2569
due_date,2026-11-30
return_to,""",
    "cover": """name,label_th,type,required
who,ผู้กรอก,text,yes
mail,อีเมลผู้กรอก,email,no""",
    "categories": """code,title_th,kind,sheet_th,weight
P,ภาพรวม,profile,,
1,การนำ,process,,""",
    "criteria": """category,code,section_th,section_en,text_th
1,LD1,หัวข้อ,Part,ข้อหนึ่ง
1,LD2,หัวข้อ,Part,ข้อสอง""",
    "fields": """kind,table_th,level,name,label_th,type,slots,required,choices,min,max,max_length,scored,hint_th
profile,,category,about,ภาพรวม,longtext,,yes,,,,2000,,
process,ก,criterion,A,แนวทาง,choice,,yes,have,,,,yes,
process,ก,criterion,why,หลักฐาน,text,,when A=yes,,,,,,
process,ก,criterion,rate,ร้อยละ,percent,,,,,,,,
process,ข,category,email,อีเมล,email,4,yes,,,,,,
process,ข,criterion,email,อีเมล,email,4,no,,,,,,""",
    "choices": """list,value,label_th,label_en,score
have,yes,มี,Yes,1
have,no,ไม่มี,No,0""",
    "units": """code,name_th,name_en,aliases,email,from_year,to_year
10,กรุงเทพ,Bangkok,กทม,,,
50,เชียงใหม่,Chiang Mai,,,,""",
}
LONG = "ก" * 2000

#: (sheet, old text, new text, the mistakes as "place code")
CASES = [
    ("form", "form_id,tiny", "form_id,Tiny Form", "form!B2 bad-form-id"),
    ("form", "form_version,1", "form_version,1/2", "form!B3 bad-version"),
    ("form", "title_th,แบบเล็ก", "title_th,", "form!B4 cell-empty"),
    ("form", "title_th,แบบเล็ก\n", "", "form!A8 key-missing"),
    ("form", "form_version", "colour,red\nform_version", "form!A3 key-unknown"),
    ("form", "title_th,แบบเล็ก", f"title_th,แบบเล็ก\nprivacy_th,{LONG}", "form!B5 row-too-high"),
    ("form", "return_to,", "form_id,other", "form!A8 key-duplicate"),
    ("form", "2569", "2026", "form!B6 bad-year"),
    ("form", "2026-11-30", "2569-11-30", "form!B7 date-in-be"),
    ("form", "2026-11-30", "30/11/2026", "form!B7 bad-date"),
    ("form", "return_to,", "return_to,me at home", "form!B8 bad-email"),
    ("form", "แบบเล็ก", "แบบ\x07เล็ก", "form!B4 control-character"),
    ("form", "unit_label_th,จังหวัด", f"unit_label_th,{'ก' * 250}", "units!B2 footer-too-long units!C2 footer-too-long "
                                                                "units!B3 footer-too-long units!C3 footer-too-long"),
    ("cover", "required\n", "required,colour\n", "cover!E1 column-unknown"),
    ("cover", "required\n", "required,type\n", "cover!E1 column-duplicate"),
    ("cover", "text,yes", "text,yes,stray", "cover!E1 column-unnamed"),
    ("cover", "mail,", "who,", "cover!A3 duplicate-name"),
    ("cover", "mail,", "unit,", "cover!A3 reserved-name"),
    ("cover", "mail,", "a=b,", "cover!A3 bad-name"),
    ("cover", "text,yes", "text,when not empty(mail)", ""),
    ("cover", "text,yes", "text,when who=x", "cover!D2 when-unknown-field"),
    ("cover", "text,yes", "text,maybe", "cover!D2 bad-required"),
    ("categories", "P,ภาพรวม", "total,ภาพรวม", "categories!A2 reserved-code"),
    ("categories", "P,ภาพรวม", "หมวด,ภาพรวม", "categories!A2 bad-category-code"),
    ("categories", "process,,", "process,,0", "categories!E3 not-above-zero"),
    ("categories", "process,,", "process,,๒", "categories!E3 not-a-number"),
    ("categories", "process,,", "process,History,", "categories!D3 sheet-name-bad"),
    ("categories", "process,,", f"process,{'ก' * 32},", "categories!D3 sheet-name-bad"),
    ("categories", "process,,", "process,สรุปผล,", "categories!D3 sheet-name-taken"),
    ("categories", "process,,", "process,หมวด p,", "categories!D3 sheet-name-taken"),
    ("categories", "1,การนำ,process,,", "1,การนำ,process,,\np,อื่น,profile,,", "categories!A4 duplicate-code"),
    ("categories", ",profile", ",profil", "categories!C2 unknown-kind fields!A2 unused-kind"),
    ("categories", "P,ภาพรวม", f"P,{LONG}", "categories!B2 row-too-high"),
    ("criteria", "1,LD2", "9,LD2", "criteria!A3 unknown-category"),
    ("criteria", "1,LD2", "P,LD2", "criteria!B3 criterion-without-slots"),
    ("criteria", "LD2", "LD1", "criteria!B3 duplicate-code"),
    ("criteria", "Part,ข้อสอง", "Section,ข้อสอง", "criteria!D3 translation-differs"),
    ("criteria", "ข้อสอง", LONG, "criteria!E3 row-too-high"),
    ("criteria", "ข้อสอง", "ก" * 32768, "criteria!E3 row-too-high criteria!E3 text-too-long"),
    ("fields", "profile,,category", "profile,,criterion", "categories!A2 category-without-slots"),
    ("fields", "profile,,category", "profile,,cover", "fields!C2 bad-level"),
    ("fields", "longtext", "essay", "fields!F2 bad-type"),
    ("fields", "อีเมล,email,4,yes", "อีเมล,email,0,yes", "fields!G6 number-out-of-range"),
    ("fields", "อีเมล,email,4,yes", "อีเมล,email,4.5,yes", "fields!G6 not-an-integer"),
    ("fields", ",yes,\nprocess,ก,criterion,why", ",1,\nprocess,ก,criterion,why", "fields!M3 bad-yes-no"),
    ("fields", "yes,have", "yes,", "fields!I3 list-missing"),
    ("fields", "yes,have", "yes,haves", "fields!I3 unknown-list"),
    ("fields", "longtext,,yes,,", "longtext,,yes,have,", "fields!I2 list-not-allowed"),
    ("fields", "longtext,,yes,,", "longtext,,yes,,5", "fields!J2 bound-not-allowed"),
    ("fields", "percent,,,,,", "percent,,,,9,5", "fields!K5 bounds-reversed"),
    ("fields", "percent,,,,,", "percent,,,,0,200", "fields!K5 number-out-of-range"),
    ("fields", "percent,,,,,,", "percent,,,,,,9", "fields!L5 length-not-allowed"),
    ("fields", "percent,,,,,", "time,,,,8:30:00,16:30", ""),
    ("fields", "percent,,,,,", "time,,,,08:30,25:00", "fields!K5 bad-time"),
    ("fields", "percent,,,,,", "time,,,,16:30,08:30", "fields!K5 bounds-reversed"),
    ("fields", "when A=yes", "when B=yes", "fields!H4 when-unknown-field"),
    ("fields", "when A=yes", "when A=มี", "fields!H4 when-unknown-value"),
    ("fields", "text,,when A=yes,,,,,", "text,,when A=yes,,,,,yes", "fields!M4 scored-not-allowed"),
    ("choices", "Yes,1", "Yes,0", "fields!M3 scored-without-scores"),
    ("fields", "criterion,email,อีเมล", "criterion,email,ที่อยู่", "fields!E7 label-differs"),
    ("fields", "why,หลักฐาน", "why,แนวทาง", "fields!E4 duplicate-heading"),
    ("fields", "why,หลักฐาน", "why,แนวทาง *", "fields!E4 duplicate-heading"),
    ("fields", "why,หลักฐาน", "why,รหัส", "fields!E4 duplicate-heading"),
    ("fields", "ร้อยละ,percent,,,,,,,,", f"ร้อยละ,percent,,,,,,,,{'ก' * 250}", "fields!N5 prompt-too-long"),
    ("fields", "why,หลักฐาน", "why,หลัก\u200bฐาน", "fields!E4 text-not-plain"),
    ("choices", "have,no", "have,yes", "choices!B3 duplicate-value"),
    ("choices", "ไม่มี,No", " มี ,No", "choices!C3 duplicate-label"),
    ("choices", "ไม่มี,No", "ไม่มี,YES", "choices!D3 duplicate-label"),
    ("units", "50,", "5,", "units!A3 unit-code-length"),
    ("units", "50,", "10,", "units!A3 duplicate-code"),
    ("units", "50,", "๕๐,", "units!A3 bad-unit-code"),
    ("units", "Chiang Mai,", "Chiang Mai,จังหวัดกรุงเทพ", "units!D3 duplicate-unit-name"),
    ("units", "กทม,,,", "กทม,,2570,2560", "units!G2 years-reversed"),
    ("units", "Chiang Mai", "C" * 256, "units!C3 footer-too-long units!C3 text-too-long"),
]
WHOLE_SHEETS = [
    ("units", None, "units sheet-missing"),
    ("units", "code,name_th,name_en", "units!A2 no-units"),
    ("units", b"code,name_th,name_en\n10,\xa1\xe0,x", "units not-utf8"),
    ("units", 'code,name_th,name_en\n10,"กรุงเทพ"ฯ,x', "units csv-unreadable"),
    ("units", "code,name_en\n10,Bangkok", ""),
    ("units", "code,group\n10,x", "units!C1 column-missing"),
    ("categories", "code,title_th,kind", "categories!A2 no-categories criteria!A2 unknown-category "
                                         "criteria!A3 unknown-category fields!A2 unused-kind fields!A3 unused-kind"),
    ("cover", None, ""),
    ("notes", "hello", "notes sheet-unknown"),
]


def write(folder: Path, sheets: dict[str, str]) -> Path:
    """Write a definition's sheets as CSV files."""
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def listed(mistakes: list[Mistake]) -> str:
    """The mistakes as places and codes, without warnings."""
    return " ".join(f"{mistake.place} {mistake.code}" for mistake in mistakes
                    if mistake.severity is Severity.ERROR)


def test_tiny_is_right(tmp_path: Path) -> None:
    """The definition that the cases change has no mistake itself."""
    form, mistakes = check_definition(write(tmp_path, TINY))
    assert listed(mistakes) == ""
    assert form is not None


@pytest.mark.parametrize(("sheet", "old", "new", "expected"), CASES)
def test_one_mistake(tmp_path: Path, sheet: str, old: str, new: str, expected: str) -> None:
    """Each change gives exactly the listed mistakes."""
    assert old in TINY[sheet]
    _, mistakes = check_definition(write(tmp_path, {**TINY, sheet: TINY[sheet].replace(old, new, 1)}))
    assert listed(mistakes) == expected
    assert [said for one in mistakes for said in (one.message("th"), one.message("en"), one.fix("th"), one.fix("en"))
            if "{" in said] == []


@pytest.mark.parametrize(("sheet", "content", "expected"), WHOLE_SHEETS)
def test_whole_sheet(tmp_path: Path, sheet: str, content: str | bytes | None, expected: str) -> None:
    """A sheet that is missing, unreadable or unknown is reported; ``cover`` may be left out."""
    write(tmp_path, TINY)
    (tmp_path / f"{sheet}.csv").unlink(missing_ok=True)
    if content is not None:
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / f"{sheet}.csv").write_bytes(data)
    assert listed(check_definition(tmp_path)[1]) == expected


def test_ten_at_once(tmp_path: Path) -> None:
    """Ten mistakes of different kinds in six sheets are reported together, ordered by sheet, row and column."""
    changes = [("form", "2569", "2026"), ("form", "2026-11-30", "2569-11-30"), ("cover", "mail,", "unit,"),
               ("categories", "process,,", "process,a/b,"), ("criteria", "LD2", "LD1"), ("criteria", "1,LD1", "7,LD1"),
               ("fields", "when A=yes", "when A=มี"), ("fields", "longtext", "essay"), ("choices", "Yes,1", "Yes,high"),
               ("units", "50,", "5,")]
    sheets = dict(TINY)
    for sheet, old, new in changes:
        sheets[sheet] = sheets[sheet].replace(old, new, 1)
    assert listed(check_definition(write(tmp_path, sheets))[1]).split("\n") == [
        "form!B6 bad-year form!B7 date-in-be cover!A3 reserved-name categories!D3 sheet-name-bad "
        "criteria!A2 unknown-category criteria!B3 duplicate-code fields!F2 bad-type fields!M3 scored-without-scores "
        "fields!H4 when-unknown-value choices!E2 not-a-number units!A3 unit-code-length"]


def test_load_form_reports_all(tmp_path: Path) -> None:
    """Loading raises one exception with every mistake; its message has the first one's place and fix."""
    sheets = {**TINY, "form": TINY["form"].replace("2026-11-30", "2569-11-30").replace("form_id,tiny", "form_id,T")}
    with pytest.raises(DefinitionError, match=r"form!B2: .* \(and 1 more") as caught:
        load_form(write(tmp_path, sheets))
    assert listed(list(caught.value.mistakes)) == "form!B2 bad-form-id form!B7 date-in-be"
    assert "2026-11-30" in caught.value.mistakes[1].fix("th")


def test_cells_of_a_workbook(tmp_path: Path) -> None:
    """In a workbook, an error value and a formula that was never calculated are reported, not read as blank."""
    book = openpyxl.Workbook()
    for name, text in TINY.items():
        sheet = book.create_sheet(name)
        for line in text.split("\n"):
            sheet.append(line.split(","))
    book["criteria"]["E3"] = "#REF!"
    book["units"]["C2"] = '="Bang"&"kok"'
    del book["Sheet"]
    book.save(tmp_path / "form.xlsx")
    assert listed(check_definition(tmp_path / "form.xlsx")[1]) == (
        "criteria!E3 error-value units!C2 formula-uncalculated")


ENGLISH = [
    ("form", "2569", "last", "form!B6 bad-year: Write a year of the form's calendar in four digits, e.g. 2569 (be) or "
                             "2026 (ce)."),
    ("form", "title_en,แบบเล็ก\n", "", "form!A8 key-missing: Add a row with one of them under key, and its value."),
    ("units", "name_en", "group", "units!F1 column-missing: Write one of them into row 1 and fill in that column."),
    ("categories", "process,,", "process,History,", "categories!D3 sheet-name-bad: Use at most 31 characters, none of "
                                                    "[ ] : * ? / \\, no ' at either end, and not History."),
    ("fields", "why,หลักฐาน", "why,แนวทาง", "fields!E4 duplicate-heading: Use another label, or another table."),
    ("choices", "No", "Yes", "choices!C3 duplicate-label: Use a unique label for each choice."),
]


@pytest.mark.parametrize(("sheet", "old", "new", "expected"), ENGLISH)
def test_texts_in_one_language(tmp_path: Path, sheet: str, old: str, new: str, expected: str) -> None:
    """Where all texts are in English columns, a mistake is at the English cell, once, and asks for no Thai column."""
    sheets = {name: text.replace("_th", "_en") for name, text in TINY.items()} | {
        "choices": "list,value,label_en,score\nhave,yes,Yes,1\nhave,no,No,0",
        "criteria": "category,code,text_en\n1,LD1,First\n1,LD2,Second",
        "units": "code,name_en,aliases,email,from_year\n10,Bangkok,,,\n50,Chiang Mai,,,",
    }
    found = check_definition(write(tmp_path, {**sheets, sheet: sheets[sheet].replace(old, new)}))[1]
    assert [f"{one.place} {one.code}: {one.fix('en')}" for one in found if one.is_error] == [expected]


def test_cells_as_they_are_shown(tmp_path: Path) -> None:
    """A number is what its cell shows: 85 % is 85, the code 1.10 is not 1.1; invisible ends of a text are nothing."""
    book = openpyxl.Workbook()
    for name, text in TINY.items():
        sheet = book.create_sheet(f"{name.title()} ")
        for line in text.split("\n"):
            sheet.append([cell or None for cell in line.split(",")])
    for sheet, cell, value, shown in [
        ("Criteria ", "B2", 1.1, "0.00"), ("Criteria ", "B3", 1.1, "General"), ("Fields ", "J5", 0.29, "0%"),
        ("Fields ", "K5", 1, '#,##0.0 %" of all"'), ("Units ", "A2", 7, "00"), ("Criteria ", "A2", "1\u200b", "@"),
        ("Categories ", "E3", 2, "0.00"),
    ]:
        book[sheet][cell].value, book[sheet][cell].number_format = value, shown
    del book["Sheet"]
    book.save(tmp_path / "form.xlsx")
    form = load_form(tmp_path / "form.xlsx")
    rate = form.fields["process"][2]
    assert [one.code for one in form.criteria()] == ["1.10", "1.1"]
    assert (rate.minimum, rate.maximum, form.units[0].code, form.categories[1].weight) == (29, 100, "07", 2)


def test_every_code_has_a_case() -> None:
    """Every mistake of the catalogue is in one of the tables above."""
    known = " ".join([*(case[3] for case in (*CASES, *RULES, *WARNINGS)), *(case[2] for case in WHOLE_SHEETS),
                      "error-value formula-uncalculated criterion-without-cells lang-without-thai",
                      "checks-too-many columns-too-many"]).split()
    assert sorted(set(MISTAKES) - set(known)) == []


@pytest.mark.parametrize("name", ["nowhere", "empty", "broken.xlsx", "note.xlsx"])
def test_no_definition(tmp_path: Path, name: str) -> None:
    """A source that is no definition is reported in one line, never by a traceback."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "note.xlsx").write_text("hello", encoding="utf-8")
    with pytest.raises(FormNotFound):
        check_definition(tmp_path / name)
