"""``consolidated.xlsx``: its sheets contain the frames' data in a form that an office can use."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from judges import libreoffice_convert, ooxml_errors
from made_up_round import AS_OF, made_up_round
from pmqa_xlsx.compare.build import compare_rounds
from pmqa_xlsx.compare.workbook import write_comparison
from pmqa_xlsx.consolidate import build_frame
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frame_rows import EachRow
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.consolidate.schema import QuestionRow
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.form.model import Unit
from pmqa_xlsx.report import book, words
from pmqa_xlsx.report.answer_words import AnswerWords
from pmqa_xlsx.report.consolidated import write_consolidated
from pmqa_xlsx.report.tables import HEADER_ROW, unique_headings
from pmqa_xlsx.text.excel_text import CELL_LIMIT, excel_text
from pmqa_xlsx.text.language import Text
from rich_form import FORM as RICH
from small_round import FORM as SMALL
from small_round import a_return

SHEETS = {
    "th": ["ภาพรวม", "รายกลุ่ม", "สิ่งที่ต้องแก้ไข", "ยังไม่ส่ง", "สิ่งที่เปลี่ยนไป", "สถานะการส่ง", "คะแนนรายหมวด", "คะแนนรายข้อ",
           "คะแนนรายคำถาม", "คำตอบ", "เป้าหมายและผลจริง", "ผู้ประสานงาน", "ข้อค้นพบทั้งหมด", "คำอธิบายคอลัมน์"],
    "en": ["Overview", "By group", "To correct", "Missing", "Changes", "Returns", "Category scores", "Criterion scores",
           "Choice scores", "Answers", "Targets and results", "Contacts", "All findings", "What columns mean"],
}
TABLES = ["completeness", "groups", "open_matters", "missing", "changes", "returns", "category_scores",
          "category_scores_means", "criterion_scores", "criterion_scores_means", "choice_scores", "answers", "targets",
          "contacts", "findings", "columns"]
ODD = ("=1+1", "+66 2 123 4567", "http://example.go.th/ก", "@SUM(A1)", "<r><t>x</t></r>", "<b>&", "ก" * 40_000,
       "a\x01b\x0bc", "_x000D_", "สอง\r\nบรรทัด")


@cache
def round_of_76() -> Consolidation:
    """Return a made-up round of the shipped form, with odd texts among the first unit's answers."""
    return made_up_round(load_form(), odd=ODD)


@cache
def nobody() -> Consolidation:
    """Return a round without any return."""
    return consolidate([], [load_form()], year=None, as_of=AS_OF)


@cache
def written(lang: str = "th") -> bytes:
    """Return the workbook of the round in a language."""
    return write_consolidated(round_of_76(), lang)


@cache
def opened(content: bytes) -> openpyxl.Workbook:
    """Return a workbook read by openpyxl; its warnings are errors here."""
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """Return the rows of a sheet's first table by heading."""
    first, *_ = sheet.tables.values()
    heading, *lines = [[cell.value for cell in row] for row in sheet[first.ref]]
    return [dict(zip(heading, line, strict=True)) for line in lines]


def cells_after(sheet: Worksheet, label: str, column: int = 1) -> list[object]:
    """Return the cells to the right of a label."""
    row = next(row for row in sheet.iter_rows(values_only=True) if row[column - 1] == label)
    return list(row[column:])


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["th", "en"])
def test_sheets(lang: str) -> None:
    """Every sheet exists in both languages, unlocked, with its headings frozen and repeated in print."""
    book = opened(written(lang))
    assert book.sheetnames == SHEETS[lang]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes in (f"B{HEADER_ROW + 2}", f"C{HEADER_ROW + 2}")
        assert sheet.print_title_rows in (f"${HEADER_ROW + 1}:${HEADER_ROW + 1}", f"${HEADER_ROW}:${HEADER_ROW + 1}")
    for sheet in book.worksheets:
        assert not sheet.protection.sheet
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.center.text


@pytest.mark.slow
def test_tables() -> None:
    """Each list is a real Excel table with filters and unique headings."""
    tables = [table for sheet in opened(written()).worksheets for table in sheet.tables.values()]
    assert [table.name for table in tables] == TABLES
    assert all(table.autoFilter for table in tables)


@pytest.mark.slow
@pytest.mark.parametrize(("frame", "name"), [("returns", "สถานะการส่ง"), ("findings", "ข้อค้นพบทั้งหมด"),
                                             ("missing", "ยังไม่ส่ง")])
def test_row_counts(frame: str, name: str) -> None:
    """A sheet has a row for each row of its frame; the returns' sheet also one for each missing unit."""
    source = round_of_76()
    expected = len(source.frames[frame]) + (len(source.missing) if frame == "returns" else 0)
    assert len(rows(opened(written())[name])) == expected


@pytest.mark.slow
def test_how_each_file_came() -> None:
    """It stands in words."""
    came = {row["มาจาก"] for row in rows(opened(written())["สถานะการส่ง"])} - {None}
    assert came == {words.CAME_AS[source].th for source in round_of_76().returns["source"]}


@pytest.mark.slow
def test_contacts_by_person() -> None:
    """The directory has one row for each unit and address, with everything that the person is responsible for."""
    contacts = round_of_76().contacts
    listed = rows(opened(written())["ผู้ประสานงาน"])
    assert len(listed) == len(contacts.drop_duplicates(["unit_code", "email"]))
    assert sum(len(str(row["รับผิดชอบ"]).split(", ")) for row in listed) == len(contacts.drop_duplicates(
        ["unit_code", "email", "level", "category", "criterion"]))


def test_open_matters_are_of_counted_returns() -> None:
    """The list to correct holds the errors of returns that count, of each unit as many as the frame says."""
    units = round_of_76().units
    counts: dict[object, int] = {}
    for row in rows(opened(written())["สิ่งที่ต้องแก้ไข"]):
        counts[row["รหัส"]] = counts.get(row["รหัส"], 0) + int(str(row["จำนวน"]))
    assert counts == {row.unit_code: row.open_errors for row in units.itertuples() if row.open_errors}


def test_a_corrected_return_of_the_same_name() -> None:
    """Where the office saved the correction over the old file, only what is wrong in the correction is to correct."""
    source = consolidate([a_return("a.xlsx", "A1 have=yes", content="old", day=31, findings="bad-url bad-url"),
                          a_return("a.xlsx", "A1 have=no", content="new", day=32, findings="bad-date")],
                         [SMALL], year=2569, as_of=AS_OF)
    book = opened(write_consolidated(source, "en"))
    typed = [row["Finding code"] for row in rows(book["To correct"]) if str(row["Finding code"]).startswith("bad-")]
    late = {row["Status"]: row["Late"] for row in rows(book["Returns"]) if row["File"]}
    assert (typed, late) == (["bad-date"], {"To correct": "Late", "Superseded": None})


def test_groups_equal_the_frame() -> None:
    """The groups' sheet gives rates of all units and means of the complete ones, each with its n."""
    units = round_of_76().units
    complete = units[units["standing"] == "complete"].groupby("group")["percent"]
    assert {row["กลุ่ม"]: (row["จำนวนหน่วยงาน"], row["ครบ"], row["เฉลี่ย (ฉบับที่ครบ)"]) for row in rows(
        opened(written())["รายกลุ่ม"])} == {
        group: (len(own), (own["standing"] == "complete").sum(),
                pytest.approx(complete.get_group(group).mean()) if group in complete.groups else None)
        for group, own in units.groupby("group")}


@pytest.mark.parametrize(("contacts", "sender"), [(True, "two@moi.go.th"), (False, None)])
def test_who_sent_in_vain(contacts: bool, sender: str | None) -> None:
    """The list of missing units says from which address the last file in vain came; never without contacts."""
    file = a_return("2.xlsx", unit="20", sender="Two <two@moi.go.th>", findings="file-damaged")
    source = consolidate([file], [SMALL], year=2569, as_of=AS_OF, contacts=contacts)
    listed = {row["รหัส"]: row["ผู้ส่งไฟล์นั้น"] for row in rows(opened(write_consolidated(source))["ยังไม่ส่ง"])}
    assert listed == {"10": None, "20": sender}


def test_every_column_has_a_meaning() -> None:
    """The last sheet says of each column of every other table what it means."""
    book = opened(written())
    said = {(row["แผ่น"], row["คอลัมน์"]): row["ความหมาย"] for row in rows(book["คำอธิบายคอลัมน์"])}
    headings = {(name, heading.replace(" (2)", "")) for name in SHEETS["th"][1:-1] for heading in rows(book[name])[0]}
    assert [key for key in headings if not said.get(key)] == []


def test_answers_a_row_a_unit() -> None:
    """The wide sheet has every answer that holds something once; numbers are numbers, a choice is its label."""
    answers = round_of_76().answers
    listed = rows(opened(written())["คำตอบ"])
    assert len(listed) == answers["unit_code"].nunique()
    asked = [heading for heading in listed[0] if heading not in ("รหัส", "หน่วยงาน", "กลุ่ม", "สถานะ")]
    assert len(asked) == len(round_of_76().questions)
    assert sum(row[heading] is not None for row in listed for heading in asked) == (answers["state"] != "empty").sum()
    assert {row["LD1 A"] for row in listed} <= {"มี", "ไม่มี", "ไม่แน่ใจ", None}
    numbers = answers[(answers["criterion"] == "RM1") & (answers["field"] == "target")].set_index("unit_code")["number"]
    assert {row["รหัส"]: row["RM1 เป้าหมาย"] for row in listed if isinstance(row["RM1 เป้าหมาย"], float | int)} == (
        numbers.dropna().to_dict())


def test_choice_scores_are_numbers() -> None:
    """The scores of choices sum up to the frame's."""
    listed = rows(opened(written())["คะแนนรายคำถาม"])
    scores = [value for row in listed for heading, value in row.items() if isinstance(value, float | int)]
    assert sum(scores) == round_of_76().answers["score"].sum()
    assert len(scores) == round_of_76().answers["score"].notna().sum()


def test_scores_equal_the_frame() -> None:
    """Units × categories and units × criteria contain exactly the frame's numbers."""
    scores = round_of_76().scores
    book = opened(written())
    wanted = {(row.unit_code, row.level, row.code): row.percent for row in scores.itertuples()}
    headings = {category.code: f"{category.label.th} {category.title.th}" for category in load_form().categories}
    by_category, by_criterion = ({row["รหัส"]: row for row in rows(book[name])} for name in SHEETS["th"][6:8])
    found = {}
    for unit, level, code in wanted:
        heading = words.TOTAL.th if level == "total" else headings.get(code, "")
        found[unit, level, code] = by_criterion[unit][code] if level == "criterion" else by_category[unit][heading]
    assert found == wanted


def test_sections_equal_the_frame() -> None:
    """A form with scored sections has a sheet of units × sections, which says what each column is."""
    units = tuple(Unit(f"{code}", Text(f"Office {code}")) for code in range(10, 40))
    source = made_up_round(dataclasses.replace(RICH, units=units))
    book = opened(write_consolidated(source, "en"))
    scores = source.scores[source.scores["level"] == "section"].dropna(subset="percent")
    codes = ["S1", "S1.B", "S1.A", "S2"]
    listed = {(row["Code"], code): row[code] for row in rows(book["Section scores"]) for code in codes}
    assert {key: percent for key, percent in listed.items() if percent is not None} == dict(
        zip(zip(scores["unit_code"], scores["code"], strict=True), scores["percent"], strict=True))
    meanings = {row["Column"]: row["Meaning"] for row in rows(book["What columns mean"])
                if row["Sheet"] == "Section scores"}
    assert [meanings[code] for code in codes] == ["Direction", "Direction › Basic", "Direction › Advance", "People"]


def test_rows_of_a_repeated_criterion() -> None:
    """Each row has its number wherever one of its answers is named."""
    units = tuple(Unit(f"{code}", Text(f"Office {code}")) for code in range(10, 40))
    one, other = (made_up_round(dataclasses.replace(RICH, units=units), seed) for seed in (1, 2))
    sheet = opened(write_consolidated(one, "en"))["Answers"]
    assert {"P1 (1) Name", "P1 (5) Cost", "F1 Result"} <= set(rows(sheet)[0])
    changed = rows(opened(write_comparison(compare_rounds(one, other), "en"))["Changed answers"])
    assert {row["Criterion"] for row in changed if row["Question"] == "Name"} == {f"P1 ({n})" for n in range(1, 6)}
    cost = next(row for row in EachRow(one, QuestionRow) if (row.field, row.row) == ("cost", 2))
    assert AnswerWords([RICH], "en").question(cost) == "P1 (2) Cost"


def test_a_question_about_a_category_names_it() -> None:
    """Before the label of what is asked of a category is its name, not its bare code."""
    asked = [row for row in EachRow(consolidate([], [SMALL], year=None, as_of=AS_OF), QuestionRow) if row.slot == 1]
    said = AnswerWords([SMALL], "th")
    assert [said.question(row) for row in asked if not row.criterion] == ["ชื่อ", "อีเมล", "หมวด 2 email 1"]


def test_overview_has_sections() -> None:
    """The overview gives each scored section's spread over the complete returns; no page ends inside a chart."""
    units = tuple(Unit(f"{code}", Text(f"Office {code}")) for code in range(10, 40))
    source = made_up_round(dataclasses.replace(RICH, units=units))
    complete = source.units.loc[source.units["standing"] == "complete", "unit_code"]
    scores = source.scores[source.scores["unit_code"].isin(complete)].dropna(subset="percent")
    sheet = opened(write_consolidated(source, "en"))["Overview"]
    for code, percents in scores[scores["level"] == "section"].groupby("code")["percent"]:
        assert cells_after(sheet, code, column=2)[:3] == pytest.approx(
            [percents.count(), percents.mean(), percents.std(ddof=0)], rel=1e-12)
    [heading] = [row[0].row for row in sheet.iter_rows() if str(row[0].value).endswith("least complete units")]
    assert heading - 1 in [one.id for one in sheet.row_breaks.brk]


def test_overview_equals_the_frames() -> None:
    """The overview's counts, means and spreads are those of the frames."""
    source, sheet = round_of_76(), opened(written())["ภาพรวม"]
    status = source.returns["status"].value_counts()
    complete = source.units.loc[source.units["standing"] == "complete", "unit_code"]
    scores = source.scores[source.scores["unit_code"].isin(complete)]
    assert cells_after(sheet, "ครบแล้ว")[:2] == [status["accepted"], status["accepted"]]
    assert cells_after(sheet, "ต้องแก้ไข")[:2] == [status["needs_correction"], status["needs_correction"]]
    assert cells_after(sheet, "ยังไม่ส่ง")[:1] == [len(source.missing)]
    assert cells_after(sheet, "รวม")[:2] == [76, len(source.returns)]
    wholes = scores.query("level != 'criterion'").groupby("code")["percent"]
    for code, label in [*((str(n), f"หมวด {n}") for n in range(1, 8)), ("total", "รวม")]:
        percents = wholes.get_group(code)
        expected = [percents.count(), percents.mean(), percents.std(ddof=0), percents.min(), percents.quantile(0.25),
                    percents.median(), percents.quantile(0.75), percents.max()]
        assert cells_after(sheet, label, column=2)[:8] == pytest.approx(expected, rel=1e-12)
    means = scores.query("level == 'criterion'").groupby("code")["percent"].mean()
    weakest = {row[0]: row[8] for row in sheet.iter_rows(values_only=True) if row[0] in means.index}
    assert weakest == pytest.approx(means[list(weakest)].to_dict(), rel=1e-12)
    assert list(weakest.values()) == pytest.approx(sorted(means)[:10], rel=1e-12)


def test_completeness_by_unit() -> None:
    """The overview lists the completeness of the least complete units exactly, lowest first."""
    counted = round_of_76().returns.query("status in ('accepted', 'needs_correction')")
    listed = rows(opened(written())["ภาพรวม"])
    known = dict(zip(counted["unit_code"], counted["completeness"], strict=True))
    assert [known[row["รหัส"]] for row in listed] == [row["ความครบถ้วน"] for row in listed] == sorted(known.values())[:25]


def test_charts_have_alt_text() -> None:
    """Four native charts, each described in words."""
    with zipfile.ZipFile(io.BytesIO(written())) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
        assert sum(name.startswith("xl/charts/chart") for name in parts.namelist()) == 4
    assert drawing.count('descr="แผนภูมิ') == 4


def test_typed_text_stays_text() -> None:
    """Typed text never becomes a formula, a link or broken XML; a long one is truncated and names the full file."""
    sheet = opened(written())["คำตอบ"]
    texts = {cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "s"}
    assert texts >= {*ODD[:4], "<r><t>x</t></r> ", "<b>&", "a\ufffdb\ufffdc", "_x000D_", "สอง\nบรรทัด"}
    [cut] = [text for text in texts if text.startswith("กกก")]
    assert len(cut) == CELL_LIMIT
    assert cut.endswith("frames/answers.csv]")
    assert all(cell.data_type != "f" and not cell.hyperlink for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(("text", "shown"), [
    ("", ""), ("ก\x00ข", "ก\ufffdข"), ("\ud800", "\ufffd"), ("a\r\nb\rc", "a\nb\nc"), ("\ufffe", "\ufffd"),
])
def test_text_of_a_cell(text: str, shown: str) -> None:
    """Characters that a workbook cannot store are replaced, the others are kept."""
    assert excel_text(text) == shown


def test_length_counts_as_excel_counts() -> None:
    """A character above U+FFFF counts as two, and none is split."""
    cut = excel_text("x" + "😀" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert "\ufffd" not in cut


def test_unique_headings() -> None:
    """Empty headings, and those that Excel treats as equal, are made unique."""
    assert unique_headings(["LD1", "ld1", "", " ", "a\nb"]) == ["LD1", "ld1 (2)", "–", "– (2)", "a b"]


@pytest.mark.slow
def test_row_limit() -> None:
    """A sheet without room for all rows says how many it shows and which file has all."""
    sheet = opened(write_consolidated(round_of_76(), max_rows=60))["ข้อค้นพบทั้งหมด"]
    assert sheet.max_row == 60
    assert "แสดง 55 จาก" in str(sheet["A3"].value)
    assert "frames/findings.csv" in str(sheet["A3"].value)


@pytest.mark.slow
@pytest.mark.parametrize(("limit", "says"), [
    ("MOST_CELLS", "แสดง 2 จาก 70 รายการ"), ("MOST_QUESTIONS", "แสดง 100 จาก")])
def test_wide_limits(limit: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wide sheet that is too large shows the first units or questions and says so."""
    monkeypatch.setattr(f"pmqa_xlsx.report.wide.{limit}", 1000)
    monkeypatch.setattr("pmqa_xlsx.report.wide.MOST_QUESTIONS", 100 if limit == "MOST_QUESTIONS" else 4000)
    note = str(opened(write_consolidated(round_of_76()))["คำตอบ"]["A3"].value)
    assert says in note


@pytest.mark.slow
def test_a_list_that_is_too_long_is_truncated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a list that is too long, a few rows and the total number are shown."""
    monkeypatch.setattr("pmqa_xlsx.report.tables.LONGEST_LIST", 100)
    monkeypatch.setattr("pmqa_xlsx.report.tables.BEGINNING", 7)
    book = opened(write_consolidated(round_of_76()))
    findings, returns = book["ข้อค้นพบทั้งหมด"], book["สถานะการส่ง"]
    assert (findings.max_row, "แสดง 7 จาก" in str(findings["A3"].value)) == (12, True)
    assert returns.max_row == len(rows(returns)) + 5 > 76


def test_nobody_has_returned() -> None:
    """Without returns every sheet exists and says so."""
    book = opened(write_consolidated(nobody()))
    assert book.sheetnames == [name for name in SHEETS["th"] if name != "เป้าหมายและผลจริง"]
    empty = ("สิ่งที่ต้องแก้ไข", "สิ่งที่เปลี่ยนไป", "คะแนนรายหมวด", "คะแนนรายข้อ", "คะแนนรายคำถาม", "คำตอบ", "ผู้ประสานงาน")
    assert [name for name in empty if words.NO_ROWS.th not in rows(book[name])[0].values()] == []
    assert words.NO_RETURNS.th in {row[0] for row in book["ภาพรวม"].iter_rows(values_only=True)}
    assert len(rows(book["ยังไม่ส่ง"])) == 76


@pytest.mark.slow
def test_editions_stay_apart() -> None:
    """With two editions in the frames each row names its edition, and no mean mixes both."""
    form = load_form()
    other = dataclasses.replace(form, form_id="other", categories=form.categories[::-1])
    source = made_up_round(form)
    source.answers["form_id"] = source.answers["form_id"].cat.add_categories("other")
    for name in ("returns", "scores", "answers"):
        frame = getattr(source, name)
        frame.loc[frame["unit_code"] > "50", "form_id"] = "other"
    source.forms = (form, other)
    listed = rows(opened(write_consolidated(source, max_rows=200))["คะแนนรายหมวด"])
    assert {(row["รหัส"] > "50", row["แบบฟอร์ม"]) for row in listed} == {(False, form.edition), (True, other.edition)}


@pytest.mark.slow
def test_same_frames_same_bytes() -> None:
    """The workbook depends only on the frames, not on the clock."""
    assert write_consolidated(round_of_76()) == written()


@pytest.mark.slow
def test_a_large_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither answers that are read a few at a time nor rows kept in temporary files change a part of the workbook."""
    usual = written()
    monkeypatch.setattr(build_frame, "_BYTES_A_CHUNK", 2**18)
    monkeypatch.setattr(book, "_ROWS_IN_MEMORY", 1000)
    large = bytes(write_consolidated(made_up_round(load_form(), odd=ODD)))
    with zipfile.ZipFile(io.BytesIO(large)) as found, zipfile.ZipFile(io.BytesIO(usual)) as expected:
        assert {one: found.read(one) for one in found.namelist()} == {
            one: expected.read(one) for one in expected.namelist()}


@pytest.mark.slow
@pytest.mark.parametrize("what", ["th", "en", "nobody"])
def test_open_xml_sdk(what: str, tmp_path: Path) -> None:
    """The Open XML SDK's validator finds no error."""
    path = tmp_path / "consolidated.xlsx"
    path.write_bytes(write_consolidated(nobody()) if what == "nobody" else written(what))
    assert ooxml_errors(path) == []


def test_print_areas() -> None:
    """What is printed: short lists as a whole, of long ones and of wide sheets the beginning, which their note says."""
    book = opened(written())
    parts = {sheet.title for sheet in book.worksheets if sheet.print_area}
    assert parts >= {"คำตอบ", "คะแนนรายคำถาม", "ข้อค้นพบทั้งหมด"}
    assert parts.isdisjoint({"รายกลุ่ม", "ยังไม่ส่ง", "คะแนนรายหมวด", "คะแนนรายข้อ"})
    overview = book["ภาพรวม"]
    assert overview.print_area.endswith(f"$A$1:$M${overview.max_row + 2}")


@pytest.mark.slow
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    """LibreOffice reads the workbook and keeps its sheets and texts."""
    path = tmp_path / "consolidated.xlsx"
    path.write_bytes(write_consolidated(round_of_76(), max_rows=300))
    (tmp_path / "again").mkdir()
    again = openpyxl.load_workbook(libreoffice_convert(path, "xlsx", tmp_path / "again"))
    assert again.sheetnames == SHEETS["th"]
    assert again["คำตอบ"]["A1"].value == "คำตอบ"
