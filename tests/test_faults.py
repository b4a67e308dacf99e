"""All kinds of bad input in one batch with good returns: each has its verdict, and the others are not affected.

In the tables a row is a description, what makes the file, and the verdict: the status and all its finding codes.
"""

from __future__ import annotations

import datetime as dt
import os
import re

import pytest
from pandas.testing import assert_frame_equal

import crafted
import crafted_edits as edits
import crafted_files as files
from crafted_edits import FIRST, GENERAL, chosen, in_xml, on, put
from crafted_files import raw, replaced, rows, with_parts
from crafted_form import ANSWERS as TYPED
from crafted_form import FORM, LATE, LAYOUT, SAVED, edited, good, reworked, sent_out, typed
from crafted_round import Batch
from pmqa_xlsx.catalogue import CATALOGUE
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.workers.guarded import READER, SECONDS_A_FILE
from pmqa_xlsx.workers.pool import Pool

pytestmark = pytest.mark.slow

DAMAGED, UNSAFE, REFUSED = "rejected file-damaged", "rejected file-unsafe", "rejected not-a-workbook"
ACCEPTED, CONVERTED, EXTRA = "accepted", "accepted value-converted", "accepted extra-content"
WRONG = "needs_correction"

FILES = [
    ("a password to open it", files.encrypted("ความลับ"), "rejected file-encrypted"),
    ("encrypted by Excel itself", files.encrypted("VelvetSweatshop"), ACCEPTED),
    ("a password that the office was given", files.encrypted("known"), ACCEPTED),
    ("Strict Open XML", files.strict, "accepted format-converted"),
    ("saved by LibreOffice", edits.as_saved_by("LibreOffice/24.2"), "accepted format-converted"),
    ("no bytes", raw(b""), DAMAGED),
    ("only zero bytes", raw(bytes(5000)), DAMAGED),
    ("cut in half", files.cut, DAMAGED),
    ("changed on the way", files.bad_crc, DAMAGED),
    ("no zip", raw(b"\x01\x02\x00\xfe" * 900), DAMAGED),
    ("XML cut short", replaced(files.SHEET, b"</sheetData>", b""), DAMAGED),
    ("a part missing", reworked(lambda parts: parts.pop(files.SHEET)), DAMAGED),
    ("a PDF renamed", raw(b"%PDF-1.7\n"), REFUSED),
    ("a page of HTML renamed", raw(b"<html><table><tr><td>1</table>"), REFUSED),
    ("a CSV file", raw(b"code,name,answer\n50,CNX,1\n51,LPN,0\n"), REFUSED),
    ("an XML file", raw(b"<?xml version='1.0'?><x/>"), REFUSED),
    ("a photograph", raw(b"\xff\xd8\xff\xe0"), REFUSED),
    ("a Word document", raw(crafted.zipped({files.TYPES: b"", "word/document.xml": b""})), REFUSED),
    ("grows a thousand times", rows(b" " * 40 * 2**20), UNSAFE),
    ("too many parts", reworked(files.many_parts), UNSAFE),
    ("parts that overlap", files.overlapping, UNSAFE),
    ("a part twice, by case", files.doubled(str.upper), UNSAFE),
    ("a part twice, by \\", files.doubled(lambda name: name.replace("/", "\\")), UNSAFE),
    ("entities in UTF-8", files.entities("UTF-8"), UNSAFE),
    ("entities in UTF-16", files.entities("UTF-16"), UNSAFE),
    ("XML 60,000 deep", rows(b"<a>" * 60_000 + b"</a>" * 60_000), UNSAFE),
    ("a text of 5 MB", rows(b'<row><c t="str"><v>' + os.urandom(2_500_000).hex().encode() + b"</v></c></row>"), UNSAFE),
    ("too many cells", rows(files.many_cells(450_000)), UNSAFE),
    ("two million styles", replaced("xl/styles.xml", b"</cellXfs>", b"<xf/>" * 2_000_000 + b"</cellXfs>"), UNSAFE),
    ("a cell at XFD1048576", rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), EXTRA),
    ("a cell beyond the sheet", rows(b'<row r="1048577"><c><v>1</v></c></row>'), DAMAGED),
    ("4 billion texts, it says", replaced(files.TEXTS, b'uniqueCount="', b'uniqueCount="42949672'), ACCEPTED),
    ("a wrong dimension", replaced(files.SHEET, b'<dimension ref="', b'<dimension ref="XFD1:'), ACCEPTED),
    ("whole columns merged", replaced(files.SHEET, b"</sheetData>", files.MERGED), ACCEPTED),
    ("300,000 empty rows", rows(b'<row s="1" customFormat="1"/>' * 300_000), UNSAFE),
    ("far more text than a form has", rows(files.long_texts(80)), "accepted content-cut extra-content"),
    ("an empty properties part", with_parts(docProps__app_xml=b""), "accepted side-part-unreadable"),
    ("not our form", files.somebody_elses, "rejected not-our-form"),
    ("an edition not collected", edits.other_edition, "rejected form-unknown"),
    ("macros", reworked(files.macros), "accepted active-content format-converted"),
    ("a link to another file", with_parts(xl__externalLinks__externalLink1_xml=b"<x/>"), "accepted active-content"),
    ("the workbook as sent out", sent_out, "rejected nothing-filled-in"),
]
IDENTITY = [
    ("จ. before the name", chosen("จ. เมือง{unit}"), ACCEPTED), ("จังหวัด before it", chosen("จังหวัดเมือง{unit}"), ACCEPTED),
    ("an alias", chosen("บ้าน {unit}"), ACCEPTED), ("its code in Thai digits", chosen("{digits}"), ACCEPTED),
    ("no unit chosen", chosen(""), "rejected unit-unknown"), ("no such unit", chosen("ลับแล"), "rejected unit-unknown"),
    ("another unit's workbook", edits.OTHER_UNIT, "held unit-doubtful"),
    ("last year's", edits.LAST_YEAR, "rejected year-mismatch"),
    ("the seal altered", files.as_another(("sha256:", "sha256:0")), "accepted seal-altered"),
    ("the seal lost", reworked(edits.without_seal), "accepted seal-absent"),
    ("footers alone say what it is", reworked(edits.without_carriers), "accepted seal-absent"),
    ("another code in one carrier", replaced("docProps/custom.xml", b"crafted", b"krafted"), "accepted seal-altered"),
]
STRUCTURE = [
    ("a wording changed", put(FIRST, "B3", "ทำอะไรบ้าง"), "accepted locked-text-changed seal-altered"),
    ("a heading changed", put(FIRST, "D2", "ร้อยละ (แก้)"), "accepted locked-text-changed seal-altered"),
    ("labels of a list changed since", edits.other_labels, "accepted labels-changed"),
    ("rows inserted", on(FIRST, "insert_rows", 4, 3), "accepted cells-moved"),
    ("a column inserted", on(FIRST, "insert_cols", 4), "accepted cells-moved"),
    ("the title's row deleted", on(FIRST, "delete_rows", 1), "accepted cells-moved seal-altered"),
    ("criteria sorted another way", edited(edits.swap_rows), "accepted cells-moved"),
    ("a note in a new row", edited(edits.unlock_and_insert), "accepted cells-moved extra-content protection-removed"),
    ("a criterion's row deleted", on(FIRST, "delete_rows", 4), f"{WRONG} cells-moved row-missing seal-altered"),
    ("an answer's column deleted", on(FIRST, "delete_cols", 4), f"{WRONG} cells-moved heading-missing seal-altered"),
    ("headings exchanged", edited(edits.exchange("C2", "D2")), f"{WRONG} cells-moved heading-conflict"),
    ("codes exchanged", edited(edits.exchange("A3", "A4")),
     f"{WRONG} cells-moved locked-text-changed row-conflict seal-altered"),
    ("a sheet renamed", edited(edits.rename), "accepted sheet-renamed"),
    ("a sheet moved", edited(edits.reorder), ACCEPTED),
    ("a sheet copied", edited(edits.copy), "accepted sheet-duplicated"),
    ("a copy answered otherwise", edited(edits.copy_and_answer), "needs_correction cell-conflict sheet-duplicated"),
    ("a sheet deleted", edited(edits.delete), f"{WRONG} seal-altered sheet-missing"),
    ("protection taken off", edited(edits.unprotect), "accepted protection-removed"),
    ("a note beside the form", put(GENERAL, "H20", "หมายเหตุ"), EXTRA), ("a comment", edited(edits.comment), EXTRA),
    ("a sheet added", edited(edits.add_sheet), EXTRA), ("a picture", edits.PICTURE, EXTRA),
    ("a text box", edits.TEXT_BOX, EXTRA),
]
ANSWERS = [
    ("a required answer left out", typed("A1 choice", None), f"{WRONG} answer-missing"),
    ("a category not begun", edited(edits.clear_category), f"{WRONG} answer-missing"),
    ("left out, though another asks for it", typed("A1 long", None), f"{WRONG} required-by"),
    ("not on the list", typed("A1 choice", "ทำบางส่วน"), f"{WRONG} not-a-choice"),
    ("a choice with spaces", typed("A1 choice", " ทำ แล้ว "), CONVERTED),
    ("SARA AM in two", typed("A1 choice", "ท\u0e4d\u0e32แล้ว"), CONVERTED),
    ("Thai digits", typed("A1 percent", "๘๕"), CONVERTED), ("a per-cent sign", typed("A1 percent", "85 %"), CONVERTED),
    ("a thousands separator", typed("A1 decimal", "1,250"), CONVERTED),
    ("a hard space", typed("A1 decimal", "1\u00a0250"), CONVERTED),
    ("0.85 in a per-cent cell", typed("A1 percent", 0.85, "0%"), CONVERTED),
    ("words for a number", typed("A1 decimal", "ประมาณ 85"), f"{WRONG} not-a-number"),
    ("half of a whole number", typed("A1 integer", 2.5), f"{WRONG} not-a-number"),
    ("too large", typed("A1 percent", 850), f"{WRONG} out-of-range"),
    ("too long", typed("A1 long", "ก" * 201), f"{WRONG} text-too-long"),
    ("a year A.D.", typed("A1 year", 2024), f"{WRONG} bad-year"),
    ("no date", typed("A1 date", "สิ้นเดือน"), f"{WRONG} bad-date"),
    ("words for a time", typed("A1 time", "แปดโมงครึ่ง"), f"{WRONG} not-a-time"),
    ("more hours than a day has", typed("A1 time", dt.timedelta(hours=25)), f"{WRONG} not-a-time"),
    ("after hours", typed("A1 time", dt.time(22)), f"{WRONG} out-of-range"),
    ("a time as Thais write it", typed("A1 time", "๐๘.๓๐ น."), CONVERTED),
    ("a time with its day", typed("A1 time", dt.datetime(2026, 9, 30, 8, 30)), CONVERTED),
    ("a date in A.D. 2552", typed("A1 date", dt.date(2552, 12, 31)), f"{WRONG} unexpected-date"),
    ("a date for a number", typed("A1 decimal", dt.date(2026, 1, 2)), f"{WRONG} unexpected-date"),
    ("the Thai keyboard left on", typed("A1 email", "หนทแ้ฟร๑ทนรใเนใะ้"), f"{WRONG} bad-email"),
    ("a comma for a dot", typed("A1 email", "a@example,co.th"), f"{WRONG} bad-email"),
    ("a full-width @", typed("A1 email", "a＠example.go.th"), CONVERTED),
    ("100,000 characters of an address", in_xml("email", "a@" + "a." * 50_000), f"{WRONG} bad-email"),
    ("two addresses", typed("A1 email", "a@example.go.th, b@example.go.th"), "accepted several-emails"),
    ("a formula", reworked(edits.with_formula), "accepted formula-in-answer"),
    ("a formula without its value", typed("A1 decimal", "=40+45"), f"{WRONG} formula-uncalculated"),
    ("a picture in the cell", typed("A1 long", '=DISPIMG("ID_1",1)'), f"{WRONG} picture-in-answer"),
    ("the cell stated twice", reworked(edits.stated_twice), f"{WRONG} cell-conflict"),
    ("85 in a cell that shows per cents up to 1", typed("A1 percent", 85, "[<=1]0%;0"), ACCEPTED),
    ("a per cent for a text", typed("A1 long", 0.85, "0%"), CONVERTED),
    ("a number that shows as 85", typed("A1 percent", 85.00000000000001), ACCEPTED),
    ("merged with the cell above", on(FIRST, "merge_cells", "C3:C4"), f"{WRONG} answer-missing cells-merged"),
    ("hidden below merged cells", reworked(edits.merged), f"{WRONG} cells-merged hidden-by-merge"),
    ("an error", typed("A1 decimal", "#REF!"), f"{WRONG} error-value"),
    ("a control character", in_xml("long", "ก_x0007_ข_x000D_"), CONVERTED),
    ("half a character", in_xml("long", "ก_xD800_"), CONVERTED),
    ("what a spreadsheet takes for a formula", typed("A1 long", "@SUM(1)"), ACCEPTED),
]
LETTER = crafted.attachment(b'="letter.pdf"', b"%PDF-1.7\n")
CONTAINERS = [
    ("a zip with a Thai name", {"a.zip": lambda unit: crafted.zipped_raw("แบบ.xlsx".encode("cp874"), good(unit))},
     {"a.zip!แบบ.xlsx": ACCEPTED}),
    ("a mail with a letter", {"m.eml": lambda unit: crafted.mail(LETTER, crafted.attachment(b'="a.xlsx"', good(unit)))},
     {"m.eml!a.xlsx": "accepted other-attachment"}),
    ("a mail in an mbox", {"m.mbox": lambda unit: crafted.mailbox(crafted.mail(crafted.attached_mail(
        crafted.mail(crafted.attachment(b'="a.xlsx"', good(unit))))))}, {"m.mbox!1!mail-2.eml!a.xlsx": ACCEPTED}),
    ("Outlook's mail", {"m.msg": lambda unit: crafted.outlook_mail({"a.xlsx": good(unit)}, sender=("ก", "a@b.go.th"))},
     {"m.msg!a.xlsx": ACCEPTED}),
    ("two workbooks, one bad", {"a.zip": lambda unit: crafted.zipped({"a.xlsx": good(unit), "b.xlsx": b"PK\x03\x04"})},
     {"a.zip!a.xlsx": ACCEPTED, "a.zip!b.xlsx": DAMAGED}),
    ("six zips deep", {"a.zip": lambda unit: files.nested(good(unit), 6)}, {"a.zip!x!x!x!x!x": UNSAFE}),
    ("a zip bomb", {"a.zip": raw(crafted.zipped({"a.xlsx": bytes(40 * 2**20)}))}, {"a.zip!a.xlsx": UNSAFE}),
    ("other archives", {"a.rar": raw(b"Rar!\x1a\x07\x01\0"), "b.7z": raw(b"7z\xbc\xaf\x27\x1c"),
                        "winmail.dat": raw(b"\x78\x9f\x3e\x22")},
     dict.fromkeys(("a.rar", "b.7z", "winmail.dat"), "rejected archive-unsupported")),
    ("an automatic reply beside a good one", {"m.mbox": lambda unit: crafted.mailbox(
        crafted.mail(headers=b"From: a@b.go.th\r\nAuto-Submitted: auto-replied\r\n"),
        crafted.mail(crafted.attachment(b'="a.xlsx"', good(unit))))}, {"m.mbox!2!a.xlsx": ACCEPTED}),
    ("only a letter", {"m.eml": raw(crafted.mail(LETTER))}, {"m.eml": "rejected no-workbook"}),
    ("clutter", dict.fromkeys(("~$a.xlsx", ".~lock.a.xlsx#", ".DS_Store", "Thumbs.db", "._a.xlsx"), raw(b"x")), {}),
    ("a hostile name", {"a.zip": lambda unit: crafted.zipped({"../\u202ex": good(unit)})}, {"a.zip!x": ACCEPTED}),
]
LATER = edited(edits.nothing, SAVED + dt.timedelta(days=2))
ACROSS = [
    ("the same bytes", {"a.xlsx": good, "b.xlsx": good}, {"a.xlsx": ACCEPTED, "b.xlsx": "duplicate duplicate-file"}),
    ("a newer one", {"a.xlsx": good, "b.xlsx": LATER}, {"a.xlsx": "superseded superseded", "b.xlsx": ACCEPTED}),
    ("a newer one with less", {"a.xlsx": LATER, "b.xlsx": edited(edits.clear_phone, LATE)},
     {"a.xlsx": "superseded superseded", "b.xlsx": "accepted answer-dropped"}),
    ("after the due date", {"a.xlsx": edited(edits.nothing, LATE)}, {"a.xlsx": "accepted late"}),
    ("a newer one that is rejected", {"a.xlsx": good, "b.xlsx": edited(edits.rename_unit, LATE)},
     {"a.xlsx": ACCEPTED, "b.xlsx": "held unit-doubtful"}),
    ("a newer one without an answer", {"a.xlsx": good, "b.xlsx": edited(edits.answer_nothing, LATE)},
     {"a.xlsx": ACCEPTED, "b.xlsx": "rejected nothing-filled-in"}),
    ("the office does not take it", {"reject-a.xlsx": good}, {"reject-a.xlsx": "rejected office-rejected"}),
    ("the office takes it as it is", {"accept-a.xlsx": typed("A1 choice", None)},
     {"accept-a.xlsx": "accepted answer-missing office-accepted"}),
    ("the office takes the older one", {"prefer-a.xlsx": good, "b.xlsx": LATER},
     {"prefer-a.xlsx": "accepted office-preferred", "b.xlsx": "superseded office-chose-other"}),
]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """All of the above and a good return of each unit of the shipped form, ingested together."""
    batch = Batch(tmp_path_factory.mktemp("inbox"))
    for table in (FILES, IDENTITY, STRUCTURE, ANSWERS):
        batch.add_rows(table)
    for what, makers, verdicts in (*CONTAINERS, *ACROSS):
        batch.add(what, makers, verdicts)
    batch.add_good()
    batch.add_unreadable()
    return batch


@pytest.mark.parametrize("what", [
    *(row[0] for table in (FILES, IDENTITY, STRUCTURE, ANSWERS) for row in table),
    *(row[0] for row in (*CONTAINERS, *ACROSS)), "a link", "a pipe",
])
def test_each_thing_has_its_verdict(batch: Batch, what: str) -> None:
    """What came has a row for each file, with its status and exactly these codes."""
    if what not in batch.expected:
        pytest.skip(f"{what} cannot be made here")
    expected = batch.expected[what]
    assert {file: batch.verdicts.get(file, "no row") for file in expected} == expected


def test_nothing_else_has_a_row(batch: Batch) -> None:
    """Clutter and workbooks that nobody filled in get no row; they are counted."""
    assert batch.verdicts.keys() - {file for files in batch.expected.values() for file in files} == set()
    assert dict(batch.first.skipped) == {"clutter": 5, "own-output": 0, "automatic-mail": 1}


def test_good_returns_stay_good(batch: Batch) -> None:
    """Together with all of it, 76 good returns are 76 accepted rows; made-up answers may contradict each other."""
    returns = batch.first.returns
    good_ones = returns[returns["file"].str.contains("/good/")]
    assert good_ones["status"].value_counts().to_dict() == {"accepted": 76}
    findings = batch.first.findings
    assert set(findings["code"][findings["file"].str.contains("/good/")]) <= {"inconsistent"}


def test_again_gives_the_same(batch: Batch) -> None:
    """Ingested a second time, every frame is the same."""
    again = batch.read()
    for name, frame in batch.first.frames.items():
        assert_frame_equal(again.frames[name], frame)


#: Codes that come from several returns, mails and decisions, or give no row: their cases are in the tests of
#: consolidation, of decisions, of the ledger and of automatic mails.
ACROSS_RETURNS = {
    "answer-reverted", "automatic-mail", "date-doubtful", "decision-overtaken", "office-unit", "older-edit",
    "other-unit-named", "part-joined", "resent-older", "same-as-other-unit", "unit-mismatch"}
#: Codes about what this form does not have: checks, computed values, web addresses.
NOT_IN_THIS_FORM = {"bad-url", "check-altered", "computed-differs", "inconsistent"}


def test_every_code_is_shown(batch: Batch) -> None:
    """Each code of the catalogue has a bad case here; the good case is the same return without the fault."""
    verdicts = [verdict for files in batch.expected.values() for verdict in files.values()]
    assert set(CATALOGUE) - ACROSS_RETURNS - NOT_IN_THIS_FORM - {
        code for verdict in verdicts for code in verdict.split()} == set()


def test_each_finding_reads_well(batch: Batch) -> None:
    """No sentence has a gap for a missing fact, and each text is in its language."""
    for row in batch.first.findings.itertuples():
        for text in (row.message_th, row.message_en, row.fix_th, row.fix_en):
            assert text.strip() == text != ""
            assert not re.search(r"“\s*”|\(\s*\)|[{}\[\]|]|None", text), text
        assert re.search("[ก-๙]", row.message_th)
        assert row.message_en.endswith((".", ".”."))


def test_answers_land_where_they_belong(batch: Batch) -> None:
    """After any change of file, sheets and rows, a slot has the answer typed for it, or none and an error."""
    answers = batch.first.answers[batch.first.answers["form_id"] == FORM.form_id]
    assert set(answers.groupby("unit_code").size()) == {len(LAYOUT.slots)}
    last = f"{len((*FILES, *IDENTITY, *STRUCTURE)):03}"
    first = answers[(answers["slot"] == 1) & (answers["unit_code"] <= last)]
    elsewhere = first[first["value"] != first["field"].map(TYPED)]
    gone = batch.first.findings["code"].isin([
        "row-missing", "row-conflict", "heading-missing", "heading-conflict", "sheet-missing", "cell-conflict"])
    units = batch.first.findings.loc[gone, "unit_code"]
    assert set(elsewhere["value"]) == {""}
    assert set(elsewhere["unit_code"]) == set(units[units <= last])


@pytest.mark.parametrize("text", [
    "หมายเหตุของจังหวัด", "หมายเหตุ", "รอผู้ว่าฯ เห็นชอบ", "รายชื่อคณะทำงาน", "ตราจังหวัด", "ขอแก้ภายหลัง", "ยังไม่ทำ", "ทำอะไรบ้าง",
    "0812345678", "ก" * 201,
])
def test_nothing_that_was_typed_is_lost(batch: Batch, text: str) -> None:
    """Text outside answer cells is in a finding's value, and so are answers lost from an older return."""
    assert text in "\n".join(batch.first.findings["value"])


def test_no_file_takes_much(batch: Batch) -> None:
    """The reader itself gives a verdict on every file, within 200 MB and before its time limit."""
    names = [file for files in batch.expected.values() for file in files if file.endswith("/return.xlsx")]
    contents = [(batch.inbox / name).read_bytes() for name in names]
    with Pool(READER, setup=ReadingRequest((FORM,)), timeout=SECONDS_A_FILE, memory=200 * 2**20) as pool:
        outcomes = {name: outcome.failure for name, (_, outcome) in zip(names, pool.map(contents), strict=True)}
    assert {name: failure for name, failure in outcomes.items() if failure} == {}
