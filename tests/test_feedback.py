"""Feedback to a unit: a workbook with its answers and marked faults, which comes back correct; and a mail."""

from __future__ import annotations

import datetime as dt
import io
import os
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from judges import ooxml_errors
from pmqa_xlsx import Consolidation, generate, ingest, load_form
from pmqa_xlsx.consolidate.frame_rows import EachRow
from pmqa_xlsx.consolidate.schema import AnswerRow, FindingRow, ReturnRow
from pmqa_xlsx.demo.filling import Editor, plausible_answers
from pmqa_xlsx.layout import Slot, plan_layout
from pmqa_xlsx.rounds.round import Round

pytestmark = pytest.mark.slow

FORM = load_form()
LAYOUT = plan_layout(FORM)
UNIT = next(unit for unit in FORM.units if unit.code == "50")
ANSWERS = plausible_answers(LAYOUT, UNIT)
SENT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
AS_OF = dt.date(2026, 11, 25)
PLACES = {f"{asked.code} {asked.field} {asked.slot}".strip(): place for asked, place in LAYOUT.positions.items()}
WORKBOOK = "1-2569_50_chiang-mai_correction.xlsx"


class Date(str):
    """A date that Excel made from typed text."""


#: For each slot the typed content, and the content in the workbook that is sent back.
FAULTY = {
    "LD1 A 1": ("ไม่แน่ใจ", "ไม่แน่ใจ"),
    "LD1 email 1": ("หนทแ้ฟร๑ทนรใเนใะ้", "หนทแ้ฟร๑ทนรใเนใะ้"),
    "1 email 1": ("-", "-"),
    "LD2 evidence 1": (Date("2026-02-01"), dt.datetime(2026, 2, 1)),
    "LD3 evidence 1": ("#REF!", "=#REF!"),
    "RM1 target 1": (Date("2026-02-01"), "1 กุมภาพันธ์ 2569"),
    "RM2 target 1": ("ประมาณ 80", "ประมาณ 80"),
    "coordinator_email 1": ("<r>a</r>", "<r>a</r> "),
    "coordinator_name 1": (None, None),
}


def returned(typed: dict[str, object], source: bytes | None = None, sent: dt.datetime = SENT) -> bytes:
    """A return: a workbook with this content in some slots, and without a source all other answers."""
    editor = Editor(source or generate(FORM, "50"), LAYOUT)
    if source is None:
        editor.fill(ANSWERS)
    for name, content in typed.items():
        cell = editor.cell(LAYOUT.slots[PLACES[name]])
        if isinstance(content, Date):
            cell.value, cell.number_format = dt.date.fromisoformat(content), "d/m/yyyy"
        else:
            editor.type_into(PLACES[name], content)
            cell.data_type = "e" if content == "#REF!" else cell.data_type
    return editor.saved(sent)


def round_of(folder: Path, **files: bytes) -> Consolidation:
    """The results of ingesting these files, in their own folder."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / f"{name}.xlsx").write_bytes(data)
        os.utime(folder / f"{name}.xlsx", (SENT.timestamp(), SENT.timestamp()))
    return ingest(folder, as_of=AS_OF)


def sent_back(tmp_path: Path, data: bytes, lang: str = "th", now: str = "2026-11-25T12:00:00+07:00") -> bytes:
    """The workbook that the unit gets after returning this one; the round is in ``round``."""
    (tmp_path / "first.xlsx").write_bytes(data)
    os.utime(tmp_path / "first.xlsx", (SENT.timestamp(), SENT.timestamp()))
    with pytest.MonkeyPatch.context() as clock:
        clock.setenv("PMQA_XLSX_NOW", now)
        round_ = Round(tmp_path / "round", lang=lang)
        round_.ingest(tmp_path / "first.xlsx")
        [letter] = round_.feedback(units=["50"])
        return letter.attachments[0].read_bytes()


def codes(result: Consolidation) -> list[str]:
    """The distinct codes of all findings."""
    return sorted(set(result.findings["code"]) - {"superseded"})


def value_of(book: openpyxl.Workbook, slot: Slot) -> object:
    """The content of a slot as read by openpyxl."""
    return book[LAYOUT.sheet_by_key[slot.sheet].name.th][str(slot.cell)].value


@pytest.fixture(scope="module")
def faulty_back(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The workbook sent back for a return with one fault of each kind."""
    return sent_back(tmp_path_factory.mktemp("faulty"), returned({name: typed for name, (typed, _) in FAULTY.items()}))


@pytest.fixture(scope="module")
def faulty_book(faulty_back: bytes) -> openpyxl.Workbook:
    """The same, opened."""
    return openpyxl.load_workbook(io.BytesIO(faulty_back))


@pytest.mark.parametrize("name", FAULTY)
def test_typed_faults_stay_visible_and_marked(faulty_book: openpyxl.Workbook, name: str) -> None:
    """Each fault is in its cell, bold, with a thick frame and a note."""
    slot = LAYOUT.slots[PLACES[name]]
    cell = faulty_book[LAYOUT.sheet_by_key[slot.sheet].name.th][str(slot.cell)]
    assert (cell.value, cell.font.b, cell.border.left.style) == (FAULTY[name][1], True, "thick")
    assert cell.comment.author == "pmqa-xlsx"
    assert "วิธีแก้ไข" in cell.comment.text


def test_every_other_answer_is_as_it_was(faulty_book: openpyxl.Workbook) -> None:
    """The workbook opens on its list, and what is not faulty is in its cell unchanged."""
    book = faulty_book
    assert book.active.title == "สิ่งที่ต้องแก้ไข"
    rest = [place for name, place in PLACES.items() if name not in FAULTY]
    expected = Editor(returned({}), LAYOUT).book
    assert [value_of(book, LAYOUT.slots[n]) for n in rest] == [value_of(expected, LAYOUT.slots[n]) for n in rest]


def test_the_list(faulty_back: bytes) -> None:
    """The first sheet lists every fault, with the typed text and a link to its cell."""
    sheet = openpyxl.load_workbook(io.BytesIO(faulty_back)).worksheets[0]
    lines = {row[1].value: (row[3].value, row[1].hyperlink.location) for row in sheet.iter_rows() if row[1].hyperlink}
    assert len(lines) == len(FAULTY)
    assert lines["หมวด 1 · C4"] == ("ไม่แน่ใจ", "'หมวด 1'!C4")
    assert ("1 กุมภาพันธ์ 2569", "'หมวด 7'!C4") in lines.values()


def test_corrected_it_comes_back_clean_and_supersedes(tmp_path: Path, faulty_back: bytes) -> None:
    """With the faults corrected, it is accepted and supersedes the faulty one, and no answer is lost."""
    corrected = {name: ANSWERS.get(PLACES[name], "ok") for name in FAULTY} | {"coordinator_email 1": "a@b.go.th"}
    editor = Editor(faulty_back, LAYOUT)
    editor.fill({PLACES[name]: value for name, value in corrected.items() if value != "ok"})
    for name in (name for name, value in corrected.items() if value == "ok"):
        editor.type_into(PLACES[name], None)
    first = returned({name: typed for name, (typed, _) in FAULTY.items()})
    result = round_of(tmp_path / "both", first=first, second=editor.saved(SENT + dt.timedelta(days=1)))
    assert [(row.status, row.seal) for row in EachRow(result, ReturnRow)] == [
        ("joined", "intact"), ("accepted", "intact")]
    assert {row.code for row in EachRow(result, FindingRow) if row.status == "accepted"} == {"answer-dropped"}
    answers = {row.value for row in EachRow(result, AnswerRow) if row.value}
    assert len(result.answers) == len(LAYOUT.slots)
    assert set(ANSWERS.values()) - answers <= {ANSWERS[PLACES["coordinator_email 1"]]}


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_that_is_not_corrected_is_found_again(tmp_path: Path, faulty_back: bytes, name: str) -> None:
    """If the workbook comes back unchanged, an invalid answer is still invalid: no fault is read as an answer."""
    result = round_of(tmp_path / "again", again=Editor(faulty_back, LAYOUT).saved(SENT))
    asked = LAYOUT.slots[PLACES[name]].question
    found = [row.code for row in EachRow(result, FindingRow) if row.severity == "error" and row.question == asked]
    assert len(found) == 1


@pytest.mark.slow
def test_not_filled_in_it_is_rejected(tmp_path: Path, faulty_back: bytes) -> None:
    """As it was written it counts for nothing, whoever saved it; with other answers in it, it counts."""
    first = returned({"LD1 A 1": "ไม่แน่ใจ"})
    result = round_of(tmp_path / "inbox", first=first, ours=faulty_back)
    assert result.returns["status"].tolist() == ["needs_correction", "rejected"]
    stamp, ours = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), sent_back(tmp_path, first)
    for data, status in ((Editor(ours, LAYOUT).saved(stamp), "rejected"),
                         (Editor(ours, LAYOUT).saved(SENT), "rejected"),
                         (returned({"LD1 A 1": "มี"}, ours, stamp), "accepted")):
        assert round_of(tmp_path / "one", one=data).returns["status"].tolist() == [status]


@pytest.mark.parametrize("deleted", [False, True], ids=["with its sheet", "without its sheet"])
def test_our_notes_with_the_author_in_the_text(tmp_path: Path, faulty_back: bytes, deleted: bool) -> None:
    """Some programs write a note's author into its text: the note is still the program's own."""
    editor = Editor(faulty_back, LAYOUT)
    for sheet in editor.book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.comment):
            cell.comment = Comment(f"pmqa-xlsx:\n{cell.comment.text}", "")
    if deleted:
        del editor.book["สิ่งที่ต้องแก้ไข"]
    assert "extra-content" not in codes(round_of(tmp_path / "in", one=editor.saved(SENT)))


def test_text_added_to_our_sheet_is_reported(tmp_path: Path, faulty_back: bytes) -> None:
    """Our list and notes are no extra content; text added to them is reported, unchanged."""
    assert "extra-content" not in codes(round_of(tmp_path / "plain", one=Editor(faulty_back, LAYOUT).saved(SENT)))
    editor = Editor(faulty_back, LAYOUT)
    editor.book["สิ่งที่ต้องแก้ไข"]["D9"].value = "แก้แล้วค่ะ"
    editor.cell(LAYOUT.slots[PLACES["LD1 A 1"]]).comment.text += "\nไม่เห็นด้วย"
    added = round_of(tmp_path / "added", one=editor.saved(SENT))
    values = [row.value for row in EachRow(added, FindingRow) if row.code == "extra-content"]
    assert len(values) == 2
    assert all(any(text in value for value in values) for text in ("แก้แล้วค่ะ", "ไม่เห็นด้วย"))


def test_text_elsewhere_and_an_unfilled_sheet(tmp_path: Path) -> None:
    """A note beside the form is listed with its text; all missing answers of an empty sheet are one line."""
    editor = Editor(generate(FORM, "50"), LAYOUT)
    editor.fill({place: value for place, value in ANSWERS.items() if LAYOUT.slots[place].question.category != "5"})
    editor.sheet("category:2")["M9"] = "=ดูไฟล์แนบ"
    editor.sheet("category:2")["M9"].data_type = "s"
    sheet = openpyxl.load_workbook(io.BytesIO(sent_back(tmp_path, editor.saved(SENT)))).worksheets[0]
    lines = [(row[1].value, row[3].value) for row in sheet.iter_rows(min_row=6) if row[1].value]
    assert lines == [("หมวด 5", None), ("ผู้รับผิดชอบ · C36", None), ("หมวด 2 · M9", "=ดูไฟล์แนบ")]


@pytest.mark.parametrize(("now", "named"), [
    ("2026-11-16T09:00:00+07:00", "30 พฤศจิกายน 2569"), ("2026-12-07T09:00:00+07:00", "14 ธันวาคม 2569"),
])
def test_first_sheet(tmp_path: Path, now: str, named: str) -> None:
    """All that is wrong in one row is one line; the day to answer by is ahead; nothing is called complete."""
    typed = {"LD1 A 1": "ไม่แน่ใจ", "LD1 D 1": "อาจจะ", "LD2 D 1": "ไม่ทราบ"}
    data = sent_back(tmp_path, returned(typed, sent=dt.datetime(2026, 11, 12, tzinfo=dt.UTC)), now=now)
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = list(book.worksheets[0].iter_rows(max_col=6, values_only=True))
    assert [row[1:4] for row in rows[5:]] == [
        ("หมวด 1 · C4", "LD1 · A, D", "ไม่แน่ใจ\nอาจจะ"), ("หมวด 1 · D5", "LD2 · D", "ไม่ทราบ")]
    assert rows[4][0] == "ต้องแก้ไข (2 รายการ)"
    assert named in rows[3][0]
    assert named in [row[0].value for row in book["คำชี้แจง"]["B4:B7"]]  # the one day that the workbook names
    assert not any("ครบ" in str(text) for row in rows for text in row)


def test_empty_cells_of_a_row_are_one_line(tmp_path: Path) -> None:
    """Answers missing in one row are named together, with what to do; letter and sheet count the same lines."""
    editor = Editor(generate(FORM, "50"), LAYOUT)
    empty = {PLACES[f"LD1 {name} 1"] for name in "AD"}
    editor.fill({place: value for place, value in ANSWERS.items() if place not in empty})
    rows = openpyxl.load_workbook(io.BytesIO(sent_back(tmp_path, editor.saved(SENT)))).worksheets[0]
    letter = message_from_bytes((tmp_path / "round/letters/1-2569.eml").read_bytes(), policy=default)
    assert "ต้องแก้ไข (1 รายการ)" in letter.get_body().get_content().splitlines()
    assert [cell.value for cell in rows[6]][1:6] == [
        "หมวด 1 · C4", "LD1 · A, D", None, "ยังไม่ได้กรอก “A”, “D”",
        "กรอกช่อง C4, D4 ในแผ่น “หมวด 1” แล้วบันทึกและส่งกลับ"]
    assert rows["A5"].value == "ต้องแก้ไข (1 รายการ)"
    with pytest.MonkeyPatch.context() as clock:
        clock.setenv("PMQA_XLSX_NOW", "2026-11-26")
        Round(tmp_path / "round").feedback(receipt=True)
    receipt = message_from_bytes((tmp_path / "round/letters/2-2569.eml").read_bytes(), policy=default)
    assert "ยังมีรายการที่ขอให้แก้ไขหรือตรวจสอบ 1 รายการ" in receipt.get_body().get_content()


def test_rows_that_moved_are_named_by_their_new_place(tmp_path: Path) -> None:
    """After inserted rows, the list and its fixes name the cells of the workbook that is sent back."""
    editor = Editor(returned({"LD2 A 1": "ไม่แน่ใจ"}), LAYOUT)
    editor.sheet("category:1").insert_rows(4)
    sheet = openpyxl.load_workbook(io.BytesIO(sent_back(tmp_path, editor.saved(SENT)))).worksheets[0]
    cell = LAYOUT.slots[PLACES["LD2 A 1"]].cell
    line = next(row for row in sheet.iter_rows(min_row=6) if row[3].value == "ไม่แน่ใจ")
    assert line[1].value == f"หมวด 1 · {cell}"
    assert f"ช่อง {cell} " in line[5].value


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_validator_finds_nothing(tmp_path: Path, lang: str) -> None:
    """The Open XML SDK's validator finds no error in a workbook that is sent back."""
    data = returned({name: typed for name, (typed, _) in FAULTY.items()})
    sent_back(tmp_path, data, lang)
    assert ooxml_errors(tmp_path / "round" / "letters" / WORKBOOK) == []


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    """The output does not depend on chance; the draft contains the workbook."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        sent_back(tmp_path / name, returned({"LD1 A 1": "ไม่แน่ใจ"}))
    one, two = (tmp_path / name / "round" / "letters" for name in ("one", "two"))
    assert all((one / name).read_bytes() == (two / name).read_bytes()
               for name in (WORKBOOK, "1-2569.eml", "letters.csv"))
    mail = message_from_bytes((one / "1-2569.eml").read_bytes(), policy=default)
    [attached] = mail.iter_attachments()
    assert (mail["X-Unsent"], mail["Date"], attached.get_filename()) == ("1", None, WORKBOOK)
    assert attached.get_content() == (one / WORKBOOK).read_bytes()
    assert mail["To"] == ANSWERS[PLACES["coordinator_email 1"]]
    assert "ไม่แน่ใจ" in mail.get_body().get_content()
    assert "เชียงใหม่" in mail["Subject"]
