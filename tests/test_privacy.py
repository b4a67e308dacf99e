"""Personal data: none in a run's printed output, and no address in any output without contacts."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import crafted
import crafted_edits as edits
from crafted_form import ANSWERS, FORM, LATE, edited, good, typed
from csv_folder import write_csv_folder
from pmqa_xlsx.consolidate.privacy import without_addresses

pytestmark = pytest.mark.slow

ADDRESS = "unseen@"
#: Texts that must not be printed: an address, a name, a number, an answer in words; parts of proposals and of notes.
UNSEEN = (ADDRESS, ANSWERS["name"], ANSWERS["phone"], ANSWERS["long"], "unseen", "ลับเฉพาะ")
PERSONAL = (ADDRESS, ".unseen", "concealed", ANSWERS["phone"], ANSWERS["name"])
#: Returns with addresses in every possible place, by file.
RETURNS = {
    "001.xlsx": good,
    "002.xlsx": typed("A1 email", "typo.unseen@example,go.th"),
    "003.xlsx": typed("A1 email", "one.unseen@example.go.th, two.unseen@example.go.th"),
    "004.xlsx": typed("A1 percent", "ถาม fax.unseen@example.go.th"),
    "005.xlsx": edits.put("general", "H20", "ลับเฉพาะ โทร note.unseen@example.go.th"),
    "006.xlsx": edits.put("category:1", "B7", "แก้โดย text.unseen@example.go.th"),
    "007.eml": lambda unit: crafted.mail(
        crafted.attachment(b'="007.xlsx"', good(unit)),
        headers=b"From: sender.unseen@example.go.th\r\nDate: Thu, 05 Nov 2026 09:00:00 +0700\r\nTo: a@b.go.th\r\n"),
    "008.xlsx": good,
    "008-later.xlsx": edited(lambda editor: edits.clear_phone(editor) or editor.type_into(2, None), LATE),
    "009.xlsx": edits.named("unit", "ของ unit.unseen@example.go.th"),
    "010.xlsx": edited(lambda editor: setattr(editor.sheet("category:1"), "title", "แผ่นของ concealed")),
    "011.xlsx": edits.chosen("concealed"),
    "012.xlsx": edits.as_saved_by("concealed"),
    "ส่งโดย concealed 013.xlsx": lambda _unit: good("013"),
    "014.zip": lambda _unit: crafted.zipped({"concealed.xlsx": b"", "concealed.pdf": b"%PDF-1.7"}),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with these returns and the form's definition."""
    folder = tmp_path_factory.mktemp("privacy")
    write_csv_folder(FORM, folder / "form")
    (folder / "inbox").mkdir()
    for name, make in RETURNS.items():
        (folder / "inbox" / name).write_bytes(make(name[:3]))
    return folder


def printed(folder: Path, command: str, *options: str) -> str:
    """All that a command prints, on both streams."""
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "pmqa_xlsx", command, str(folder / "inbox"), "-f", str(folder / "form"),
         "--as-of", "2026-12-05", *options], capture_output=True, encoding="utf-8", timeout=120)
    assert run.returncode == 1, run.stderr
    return run.stdout + run.stderr


@pytest.mark.parametrize("lang", ["th", "en"])
def test_nothing_personal_is_printed(folder: Path, tmp_path: Path, lang: str) -> None:
    """The output of ``ingest`` contains no answer, and that of ``check`` no address."""
    said = printed(folder, "ingest", "-o", str(tmp_path / "out"), "--lang", lang)
    assert [text for text in UNSEEN if text in said] == []
    assert "unseen" not in printed(folder, "check", "--lang", lang)


def texts_of(path: Path) -> str:
    """All text of an output file: of a package the text of its parts, of parquet its columns."""
    if path.suffix == ".parquet":
        return pd.read_parquet(path).to_csv()
    data = path.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = b"\n".join(package.read(name) for name in package.namelist())
    return data.decode("utf-8", "replace")


def test_without_contacts_no_output_holds_an_address(folder: Path, tmp_path: Path) -> None:
    """With ``--no-contacts`` no output file contains an address from any cell or mail."""
    printed(folder, "ingest", "-o", str(tmp_path / "out"), "--no-contacts")
    printed(folder, "ingest", "-o", str(tmp_path / "all"))
    found = {out: {path.relative_to(tmp_path / out).as_posix(): texts_of(path)
                   for path in (tmp_path / out).rglob("*") if path.is_file()} for out in ("out", "all")}
    named = {out: {name for name, text in texts.items() if any(known in text for known in PERSONAL)}
             for out, texts in found.items()}
    assert named["out"] == set()
    assert named["all"] > {"frames/contacts.csv", "frames/answers.parquet", "consolidated.xlsx"}


@pytest.mark.parametrize(("text", "shown"), [
    ("โทร 0812345678 หรือ 081-234-5678", "โทร … หรือ …"), ("โทร.053 112 345 ต่อ 1", "โทร.… ต่อ 1"), ("๐๘๑๒๓๔๕๖๗๘", "…"),
    ("+66 81 234 5678", "…"), ("ติดต่อ a@b.th ค่ะ", "ติดต่อ … ค่ะ"), ("เมื่อ 01-10-2568 08:30 น.", "เมื่อ 01-10-2568 08:30 น."),
    ("งบ 1,012,345,678 บาท", "งบ 1,012,345,678 บาท"), ("0.123456789", "0.123456789"),
    ("เลขที่ 1012345678", "เลขที่ 1012345678"),
])
def test_addresses_and_telephone_numbers(text: str, shown: str) -> None:
    """Input: an answer in which somebody wrote how to reach a person; result: the answer without contacts."""
    assert without_addresses(text) == shown
