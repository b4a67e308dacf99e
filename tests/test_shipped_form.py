"""The shipped form agrees with its two sources: the original form's text and the list of provinces."""

import csv
import re
from pathlib import Path

import pytest

from pmqa_xlsx.layout.sizes import cut_at_word

TESTS = Path(__file__).parent
FORM = TESTS.parent / "pmqa_xlsx" / "definition" / "forms" / "pmqa-fl-province"

SHEETS = {
    "form": "key value",
    "cover": "name label_th label_en type required choices min max max_length hint_th hint_en",
    "categories": "code title_th title_en kind weight intro_th intro_en sheet_th sheet_en",
    "criteria": "category code section_th section_en text_th text_en "
                "short_th short_en source_text guidance_th guidance_en weight",
    "fields": "kind table_th table_en level name label_th label_en type slots required choices"
    " min max max_length width hint_th hint_en scored",
    "choices": "list value label_th label_en score",
    "units": "code name_th name_en group email aliases from_year to_year",
}

# The only places where the shown text may differ from the original: place, original, corrected, number of times.
MISSPELLINGS = [
    ("LD4", "นำไปใช้การ", "นำไปใช้ในการ", 1),
    ("LD7", "มาตราการ", "มาตรการ", 2),
    ("SP5", "รลงสู่", "ลงสู่", 1),
    ("CS7", "มรการ", "มีการ", 1),
    ("PM4", "กระบวนกร", "กระบวนการ", 1),
]
SECTION_MISSPELLING = ("บุคลกร", "บุคลากร")


def read(path: Path) -> list[dict[str, str]]:
    """Return a CSV file's rows."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet(name: str) -> list[dict[str, str]]:
    """Return the rows of one sheet of the shipped definition."""
    return read(FORM / f"{name}.csv")


def provinces() -> dict[str, dict[str, str]]:
    """Return the official list by code, without Bangkok, which is no province."""
    return {row["code"]: row for row in read(TESTS / "data" / "provinces.csv") if row["is_province"] == "1"}


def original_rows() -> list[str]:
    """Return the original form's rows after its header; a row starts at a line with a tab and a text."""
    text = (TESTS / "data" / "seed.txt").read_text(encoding="utf-8")
    return [" ".join(row.split()) for row in re.split(r"\n(?=\t\S)", text)][1:]


def sections() -> list[tuple[str, str]]:
    """Return (category, sub-heading) in order, each once."""
    return list(dict.fromkeys((c["category"], c["section_th"]) for c in sheet("criteria") if c["section_th"]))


@pytest.mark.parametrize("name", SHEETS)
def test_columns(name: str) -> None:
    """Each file has all the columns of the definition in order, in plain UTF-8 with one kind of line break."""
    data = (FORM / f"{name}.csv").read_bytes()
    assert data.decode("utf-8").splitlines()[0].split(",") == SHEETS[name].split()
    assert b"\r" not in data


def test_identity() -> None:
    """The form is edition 1 of the province form, for fiscal year 2569 (Buddhist Era)."""
    form = {row["key"]: row["value"] for row in sheet("form")}
    assert [form[key] for key in ("form_id", "form_version", "fiscal_year", "due_date", "return_to")] == [
        "pmqa-fl-province", "1", "2569", "2026-11-30", "",
    ]  # fmt: skip


def test_categories() -> None:
    """There are eight categories: a profile, six of processes, one of results."""
    assert [(row["code"], row["kind"]) for row in sheet("categories")] == [
        ("P", "profile"), ("1", "process"), ("2", "process"), ("3", "process"), ("4", "process"),
        ("5", "process"), ("6", "process"), ("7", "results"),
    ]  # fmt: skip


def test_criteria_codes() -> None:
    """There are 45 criteria, numbered from 1 in each category."""
    counts = {"LD": 7, "SP": 7, "CS": 7, "IT": 7, "HR": 5, "PM": 6, "RM": 6}
    expected = [f"{letters}{n}" for letters, count in counts.items() for n in range(1, count + 1)]
    assert [row["code"] for row in sheet("criteria")] == expected
    assert len(expected) == 45


def test_sub_headings() -> None:
    """There are nine sub-headings, each above its original criteria."""
    first_and_last: dict[str, list[str]] = {}
    for row in sheet("criteria"):
        if row["section_th"]:
            first_and_last.setdefault(row["section_th"], []).append(row["code"])
    assert [f"{codes[0]}-{codes[-1]}" for codes in first_and_last.values()] == [
        "LD5-LD7", "SP1-SP3", "SP4-SP7", "CS3-CS7", "IT4-IT7", "HR1-HR2", "HR3-HR5", "PM1-PM4", "PM5-PM6",
    ]  # fmt: skip


def test_wording_equals_the_original() -> None:
    """Written row by row, the definition equals the original form exactly, with white space folded."""
    wrong, right = SECTION_MISSPELLING
    written: list[str] = []
    for category in sheet("categories"):
        written.append(f"หมวด {category['code']} {category['title_th']}")
        shown = ""
        for row in sheet("criteria"):
            if row["category"] != category["code"]:
                continue
            if row["section_th"] != shown:
                shown = row["section_th"]
                written.append(shown.replace(right, wrong) if row["code"] == "HR1" else shown)
            written.append(f"{row['code']} {row['source_text']}")
    assert written == original_rows()
    assert len(written) == 8 + 9 + 45


@pytest.mark.parametrize(("code", "wrong", "right", "times"), MISSPELLINGS)
def test_misspelling_is_corrected(code: str, wrong: str, right: str, times: int) -> None:
    """Each listed misspelling is in the original that many times and is corrected in the shown text."""
    row = next(row for row in sheet("criteria") if row["code"] == code)
    assert row["source_text"].count(wrong) == times
    assert row["text_th"] == row["source_text"].replace(wrong, right)


def test_nothing_else_is_changed() -> None:
    """A criterion without a listed misspelling is shown as it was printed."""
    changed = [row["code"] for row in sheet("criteria") if row["text_th"] != row["source_text"]]
    assert changed == [code for code, *_ in MISSPELLINGS]


def test_sub_heading_misspelling_is_corrected() -> None:
    """One sub-heading, of category 5, had a misspelling too."""
    wrong, right = SECTION_MISSPELLING
    assert [row for row in original_rows() if wrong in row] == [
        name.replace(right, wrong) for category, name in sections() if category == "5" and "ความผาสุก" in name
    ]
    assert not [name for _, name in sections() if wrong in name]


@pytest.mark.parametrize("name", SHEETS)
def test_every_text_has_english(name: str) -> None:
    """A cell with a Thai text has an English one beside it, without Thai letters in it."""
    missing = [
        (number, column)
        for number, row in enumerate(sheet(name), 2)
        for column, text in row.items()
        if column.endswith("_th") and text
        if not (english := row[column[:-3] + "_en"]) or re.search("[\u0e00-\u0e7f]", english)
    ]
    assert missing == []


def test_short_wordings_fit() -> None:
    """Every criterion has a short wording that fits on the line of the sheet of responsible persons."""
    short = [row[f"short_{lang}"] for row in sheet("criteria") for lang in ("th", "en")]
    assert [text for text in short if not text or cut_at_word(text) != text] == []


def test_titles_have_english() -> None:
    """The form's title and unit label have English too."""
    form = {row["key"]: row["value"] for row in sheet("form")}
    assert re.fullmatch("[ -~]+", form["title_en"])
    assert form["unit_label_en"] == "Province"


def test_fields() -> None:
    """Each kind has its assessment first and then the e-mails of the responsible persons."""
    columns = ("kind", "table_en", "level", "name", "type", "slots", "required", "choices", "scored")
    assert [" | ".join(row[column] for column in columns) for row in sheet("fields")] == [
        "profile | Self-assessment | category | profile | longtext | 1 | no |  | no",
        "profile | Responsible persons | category | email | email | 4 | yes |  | no",
        "process | Self-assessment | criterion | A | choice | 1 | yes | have | yes",
        "process | Self-assessment | criterion | D | choice | 1 | yes | have | yes",
        "process | Self-assessment | criterion | L | choice | 1 | yes | have | yes",
        "process | Self-assessment | criterion | I | choice | 1 | yes | have | yes",
        "process | Self-assessment | criterion | evidence | longtext | 1 | when A=yes |  | no",
        "process | Self-assessment | criterion | improvement | longtext | 1 | no |  | no",
        "process | Responsible persons | category | email | email | 4 | yes |  | no",
        "process | Responsible persons | criterion | email | email | 4 | no |  | no",
        "results | Self-assessment | criterion | target | decimal | 1 | no |  | no",
        "results | Self-assessment | criterion | actual | decimal | 1 | no |  | no",
        "results | Self-assessment | criterion | rating | choice | 1 | yes | rating | yes",
        "results | Self-assessment | criterion | evidence | longtext | 1 | no |  | no",
        "results | Responsible persons | category | email | email | 4 | yes |  | no",
        "results | Responsible persons | criterion | email | email | 4 | no |  | no",
    ]


def test_choices() -> None:
    """A list's labels are unique, and the scores are 1 and 0, and 1 to 5."""
    assert [tuple(row.values()) for row in sheet("choices")] == [
        ("have", "yes", "มี", "Yes", "1"),
        ("have", "no", "ไม่มี", "No", "0"),
        *(("rating", digit, digit, digit, digit) for digit in "12345"),
    ]


@pytest.mark.parametrize("name", ["cover", "fields"])
@pytest.mark.parametrize("column", ["hint_th", "hint_en"])
def test_hints(name: str, column: str) -> None:
    """Every answer has a hint that is short enough for a cell's prompt."""
    assert [row["name"] for row in sheet(name) if not 0 < len(row[column]) <= 200] == []


def test_intros() -> None:
    """Every category's sheet says in under 200 characters what to answer."""
    for column in ("intro_th", "intro_en"):
        assert [row["code"] for row in sheet("categories") if not 0 < len(row[column]) < 200] == []


def test_guidance() -> None:
    """Every criterion of categories 1 to 6 says when to choose มี and when ไม่มี, those of 7 what is met; in a prompt."""
    for row in sheet("criteria"):
        words = ("“มี”", "“ไม่มี”", "Yes if", "No if") if row["category"] != "7" else ("บรรลุ", "Met when")
        guidance = row["guidance_th"] + row["guidance_en"]
        assert [word for word in words if word not in guidance] == [], row["code"]
        assert max(len(row["guidance_th"]), len(row["guidance_en"])) <= 255


def test_units_are_the_provinces() -> None:
    """The units are the 76 provinces of the official list, in order, with its names and clusters."""
    assert [(row["code"], row["name_th"], row["name_en"], row["group"]) for row in sheet("units")] == [
        (code, row["th"], row["en"], row["cluster_2552"]) for code, row in sorted(provinces().items())
    ]
    assert len(sheet("units")) == 76


def test_bangkok_is_no_unit() -> None:
    """Bangkok (10) is a special local administration and does not answer."""
    assert not [row for row in sheet("units") if row["code"] == "10" or "กรุงเทพ" in "".join(row.values())]


def test_bueng_kan_answers_from_2554() -> None:
    """Only Bueng Kan was added later, in fiscal year 2554."""
    units = sheet("units")
    years = [(row["code"], row["from_year"], row["to_year"]) for row in units]
    assert [row for row in years if row[1] or row[2]] == [("38", "2554", "")]


def test_groups() -> None:
    """Every province is in one of the 18 clusters of 2552."""
    groups = {row["group"] for row in sheet("units")}
    assert len(groups) == 18
    assert "" not in groups


def test_no_name_means_two_provinces() -> None:
    """No name, abbreviation or alias is given twice, ignoring case and spacing, including Bangkok's."""
    names = ["กรุงเทพมหานคร", "Bangkok", "กทม"]
    for row in sheet("units"):
        names += [row["name_th"], row["name_en"], *row["aliases"].split(";")]
    keys = [re.sub(r"\s", "", name).casefold() for name in names]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []
    assert "" not in keys


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("โคราช", "นครราชสีมา"),
        ("Korat", "นครราชสีมา"),
        ("อยุธยา", "พระนครศรีอยุธยา"),
        ("Ayutthaya", "พระนครศรีอยุธยา"),
        ("แปดริ้ว", "ฉะเชิงเทรา"),
        ("มหาชัย", "สมุทรสาคร"),
        ("ชม", "เชียงใหม่"),
    ],
)
def test_well_known_names(alias: str, name: str) -> None:
    """A province is known by the other names that people write."""
    assert [row["name_th"] for row in sheet("units") if alias in row["aliases"].split(";")] == [name]


def test_abbreviations() -> None:
    """Every province is also known by its two-letter abbreviation."""
    listed = provinces()
    lacking = [u["code"] for u in sheet("units") if listed[u["code"]]["abbr_th"] not in u["aliases"].split(";")]
    assert lacking == []
