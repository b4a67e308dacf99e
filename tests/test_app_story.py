"""Three weeks of an office, played in a browser by mouse: what an officer does and sees; commands write the same.

Each day the app is started anew, as in an office, with the clock of that day.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app_server import running
from test_app_browser import Tab, browser  # noqa: F401  the fixture

pytestmark = pytest.mark.slow
RETURNS = Path(__file__).parent.parent / "samples" / "returns"
MOMENT = 1_764_000_000
FIRST = ("11_good.xlsx", "13_half-empty.xlsx", "14_not-on-the-list.xlsx", "21_wrong-unit.xlsx")
SECOND = ("12_good.xlsx", "22_saved-by-libreoffice.xlsx")


class Officer:
    """Somebody at a mouse; clicks are counted.

    :ivar clicks: how many were needed since the files were dropped.
    """

    def __init__(self, tab: Tab) -> None:
        self.tab, self.page, self.clicks = tab, tab.page, 0

    def click(self, what: str) -> None:
        """One click."""
        self.clicks += 1
        self.page.click(what)
        self.page.wait_for_load_state()

    def drop(self, names: Sequence[str], inbox: Path) -> None:
        """Drop files onto the page; the count of clicks begins."""
        self.tab.go("/drop")
        self.page.set_input_files("#files", [inbox / name for name in names])
        self.page.wait_for_url("**/drop/*")
        self.clicks = 0

    def done(self) -> None:
        """Wait until the work is done and its outcome is shown."""
        self.page.locator(".notice.done").wait_for(timeout=120_000)

    def sees(self, *texts: str) -> None:
        """What is on the page."""
        said = " ".join(self.page.inner_text("main").split())
        assert [text for text in texts if text not in said] == []


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """The files that came, each with its time."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in (*FIRST, *SECOND):
        (folder / name).write_bytes((RETURNS / name).read_bytes())
        os.utime(folder / name, (MOMENT, MOMENT))
    return folder


@contextmanager
def day(browser: Any, folder: Path, moment: str) -> Iterator[Officer]:  # noqa: F811
    """A day in the office."""
    with running(folder / "app", folder / "profile", PMQA_XLSX_NOW=f"{moment}+07:00") as app:
        tab = Tab(browser, app)
        tab.go("/")
        yield Officer(tab)
        assert tab.outside() == []
        tab.context.close()


def test_three_weeks(browser: Any, tmp_path: Path, inbox: Path) -> None:  # noqa: F811
    """From an empty folder to letters in at most twelve clicks, and on to the comparison of two states."""
    with day(browser, tmp_path, "2026-11-05T10:00:00") as officer:
        officer.sees("เริ่มรอบใหม่ได้ที่นี่")
        officer.drop(FIRST, inbox)
        officer.click("text=รับเข้ารอบ")
        officer.done()
        officer.sees("3 จาก 76 หน่วยงาน", "1 ไฟล์ที่ต้องตัดสินว่าเป็นของใคร", "2 หน่วยงานต้องแก้ไข")
        officer.click("text=ไฟล์ที่ต้องตัดสินว่าเป็นของใคร")
        officer.click("input[value='is-unit 21']")
        officer.page.fill("input[name=reason]", "โทรถามแล้ว")
        officer.page.fill("input[name=by]", "สมหญิง")
        officer.click("main button:has-text('บันทึก')")
        officer.done()
        officer.click("nav >> text=จดหมาย")
        officer.click("main button:has-text('ร่างจดหมาย')")
        officer.done()
        officer.sees("รอส่ง 2 ฉบับ", "ขอให้แก้ไข")
        assert officer.clicks <= 12
        officer.click("text=เลือกทั้งหมด")
        officer.page.fill("#ref", "มท 0200/1")
        officer.click("main button:has-text('บันทึกว่าส่งแล้ว')")
        officer.done()
    with day(browser, tmp_path, "2026-11-06T10:00:00") as officer:
        officer.drop(SECOND, inbox)
        officer.click("text=รับเข้ารอบ")
        officer.done()
        officer.sees("6 จาก 76 หน่วยงาน", "มาใหม่ 2 ไฟล์", "หน่วยงานที่สถานะเปลี่ยน 2 แห่ง")
    with day(browser, tmp_path, "2026-11-16T10:00:00") as officer:
        officer.click("nav >> text=ผลลัพธ์")
        officer.page.fill("#name", "รายงาน 16 พ.ย")
        officer.click("text=เก็บสถานะตอนนี้")
        officer.done()
    with day(browser, tmp_path, "2026-11-18T10:00:00") as officer:
        officer.tab.go("/units/50")
        officer.page.fill("#due", "7/12/2569")
        officer.page.fill("#reason-extend", "หนังสือ ชม 0017/9")
        officer.click("#extend button")
        officer.done()
        officer.sees("กำหนดส่ง 7 ธันวาคม 2569")
    with day(browser, tmp_path, "2026-12-07T10:00:00") as officer:
        officer.sees("ตัวเลขด้านล่างเป็นของวันที่ 18 พฤศจิกายน 2569")
        officer.click("text=ปรับเป็นของวันนี้")
        officer.done()
        officer.sees("69 หน่วยงานเกินกำหนดส่ง", "1 หน่วยงานยังไม่ส่ง")
        officer.click("nav >> text=ผลลัพธ์")
        officer.click("#states button:has-text('เปรียบเทียบ')")
        officer.page.wait_for_url("**/made/**")
        officer.sees("ไฟล์พร้อมแล้ว")
    by_commands(tmp_path, inbox)
    ours, theirs = contents(tmp_path / "app"), contents(tmp_path / "commands")
    assert {name for name in ours | theirs if ours.get(name) != theirs.get(name)} == set()


def by_commands(folder: Path, inbox: Path) -> None:
    """The same weeks by commands."""
    round_ = str(folder / "commands")
    for moment, words in (
        ("2026-11-05", ["ingest", *FIRST, "-o", round_]),
        ("2026-11-05", ["decide", round_, "21_wrong-unit.xlsx", "is-unit", "21", "--reason", "โทรถามแล้ว", "--by",
                        "สมหญิง"]),
        ("2026-11-05", ["feedback", round_]),
        ("2026-11-05", ["letters", round_, "--sent", "1", "--sent", "2", "--ref", "มท 0200/1"]),
        ("2026-11-06", ["ingest", *SECOND, "-o", round_]),
        ("2026-11-16", ["snapshot", round_, "รายงาน 16 พ.ย"]),
        ("2026-11-18", ["extend", round_, "50", "2026-12-07", "--reason", "หนังสือ ชม 0017/9", "--by", "สมหญิง"]),
        ("2026-12-07", ["results", round_]),
    ):
        done = subprocess.run([sys.executable, "-m", "pmqa_xlsx", *words], cwd=inbox, capture_output=True, check=False,
                              encoding="utf-8", env={**os.environ, "PMQA_XLSX_NOW": f"{moment}T10:00:00+07:00"})
        assert done.returncode in (0, 1), done.stderr


def contents(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file by its path; the ledger and its lock are not compared as bytes."""
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith((".", "ledger"))}
