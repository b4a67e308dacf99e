"""Three weeks of an office, played in a browser by mouse: what an officer does and sees; commands write the same.

Each day the app is started anew, as in an office, with the clock of that day. The returns are those that the demo makes
up, filled into the workbooks that the officer made in the browser.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app_server import running
from pmqa_xlsx import load_form
from pmqa_xlsx.definition.workbook import write_workbook
from pmqa_xlsx.demo.filling import INBOX, DemoRound
from pmqa_xlsx.demo.play import fill_inbox
from pmqa_xlsx.layout import plan_layout
from test_app_browser import Tab, browser  # noqa: F401  the fixture

pytestmark = pytest.mark.slow
#: So many units are played: each of the demo's special cases happens to one of them, and the last three send nothing.
UNITS = 30
BY = "สมหญิง"


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

    def does(self, what: str) -> None:
        """One click on a button, and the outcome of its work."""
        self.click(what)
        self.page.locator(".notice.done").wait_for(timeout=240_000)

    def drop(self, inbox: Path, names: Sequence[str]) -> None:
        """Drop files onto the page; the count of clicks begins."""
        self.tab.go("/drop")
        self.page.set_input_files("#files", [inbox / name for name in names])
        self.page.locator("h1:has-text('ไฟล์ที่เลือกคืออะไร')").wait_for(timeout=240_000)
        self.clicks = 0

    def takes_in(self, inbox: Path, names: Sequence[str]) -> None:
        """Drop files and take them in."""
        self.drop(inbox, names)
        self.does("text=รับเข้ารอบ")

    def writes(self, unit: str = "") -> None:
        """Have letters drafted, for all units or for one, and mark all drafts as sent."""
        self.click("nav >> text=จดหมาย")
        if unit:
            self.click("text=ตัวเลือกเพิ่มเติม")
            self.page.select_option("#unit", unit)
        self.does("main button:has-text('ร่างจดหมาย')")

    def sends(self, ref: str) -> None:
        """Mark all drafts as sent."""
        self.click("text=เลือกทั้งหมด")
        self.page.fill("#ref", ref)
        self.does("main button:has-text('บันทึกว่าส่งแล้ว')")

    def sees(self, *texts: str) -> None:
        """What is on the page, once it is there."""
        lost: Sequence[str] = texts
        for _ in range(300):
            said = " ".join(self.page.inner_text("main").split())
            lost = [text for text in texts if text not in said]
            if not lost:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(lost)


class Office:
    """The office's computer: two rounds beside each other, one in the browser, one by commands."""

    def __init__(self, browser: Any, folder: Path) -> None:  # noqa: F811
        (folder / INBOX).mkdir()
        self.browser, self.folder = browser, folder
        self.inbox, self.app, self.commands = folder / INBOX, folder / "app", folder / "commands"
        self.form = folder / "form.xlsx"
        self.played = DemoRound(load_form(), folder)

    @contextmanager
    def day(self, moment: str) -> Iterator[Officer]:
        """A day in the office."""
        self.now = f"{moment}T10:00:00+07:00"
        with running(self.app, self.folder / "profile", PMQA_XLSX_NOW=self.now) as app:
            tab = Tab(self.browser, app)
            tab.go("/")
            yield Officer(tab)
            assert tab.outside() == []
            assert [text for text in tab.complaints if "404" not in text] == []
            tab.context.close()

    def command(self, *words: str) -> None:
        """The same by a command, on the same day."""
        done = subprocess.run([sys.executable, "-m", "pmqa_xlsx", *words], cwd=self.inbox, capture_output=True,
                              check=False, encoding="utf-8", env={**os.environ, "PMQA_XLSX_NOW": self.now})
        assert done.returncode in (0, 1), done.stderr

    def come(self, day: int) -> list[str]:
        """The files that come on a day, in days from the due day."""
        return [name for name, when in self.played.days.items() if when == day]

    def unit(self, ending: str, day: int | None = None) -> str:
        """The unit of the file with that ending, that came on that day."""
        return next(name.partition("_")[0] for name, when in self.played.days.items()
                    if name.endswith(ending) and day in (None, when))


def change_definition(path: Path, facts: Mapping[str, str]) -> None:
    """Fill in the sheet `form`, as an officer does in Excel."""
    import openpyxl

    path.write_bytes(write_workbook(load_form()))
    book = openpyxl.load_workbook(path)
    for row in book["form"].iter_rows(min_row=2):
        row[1].value = facts.get(row[0].value, row[1].value)
    book.save(path)


def make_inbox(office: Office) -> None:
    """What comes in three weeks; two of the first day's files are in a zip on a stick."""
    form = load_form(office.form)
    files = {path.name[:2]: path for path in sorted((office.app / "outgoing").glob("*.xlsx"))[:UNITS]}
    office.played.form = form
    fill_inbox(office.played, plan_layout(form), "th", files, lambda *_: None)
    stick = office.come(-25)[:2]
    with zipfile.ZipFile(office.inbox / "stick.zip", "w") as package:
        for name in stick:
            package.write(office.inbox / name, name)
            del office.played.days[name]
    office.played.days["stick.zip"] = -25


def test_three_weeks(browser: Any, tmp_path: Path) -> None:  # noqa: F811
    """From an empty folder through three weeks to the comparison and the erasure; every file equals the commands'."""
    office = Office(browser, tmp_path)
    form_is_ready(office)
    make_inbox(office)
    first_days(office)
    parts_and_corrections(office)
    report_and_extension(office)
    due_and_after(office)
    ours, theirs = contents(office.app), contents(office.commands)
    assert len(ours) > 150
    assert {name for name in ours | theirs if ours.get(name) != theirs.get(name)} == set()


def form_is_ready(office: Office) -> None:
    """Monday 2 November: the definition is changed, and 76 workbooks are made."""
    change_definition(office.form, {"return_to": "office@example.go.th", "contact_name": BY,
                                    "contact_phone": "02 123 4567"})
    with office.day("2026-11-02") as officer:
        officer.sees("เริ่มรอบใหม่ได้ที่นี่")
        officer.click("text=สร้างแบบฟอร์มส่งให้หน่วยงานกรอก")
        officer.sees("หน่วยงานจะไม่รู้ว่าต้องส่งที่ใด")
        officer.page.set_input_files("#file", office.form)
        officer.click("text=ตรวจนิยามแบบ")
        officer.page.locator("text=ไม่พบข้อผิดพลาด").wait_for(timeout=60_000)
        officer.click("text=ใช้นิยามนี้")
        officer.sees("ส่งคืนที่ office@example.go.th", "กำหนดส่ง 30 พฤศจิกายน 2569")
        officer.page.fill("#sheet-password", "lock-2569")
        officer.does("main button:text-is('สร้างแบบฟอร์ม')")
        officer.sees("สร้างแล้ว 76 ไฟล์", "lock-2569")
    office.command("generate", "-f", str(office.form), "-o", str(office.commands / "outgoing"), "--password",
                   "lock-2569")


def first_days(office: Office) -> None:
    """Thursday and Friday: letters within twelve clicks from the drop; yesterday's returns still count."""
    names, borrowed = office.come(-25), office.unit("_borrowed.eml")
    with office.day("2026-11-05") as officer:
        officer.drop(office.inbox, names)
        officer.sees("รอส่วนกลางตัดสิน 1", "minutes.xlsx")
        officer.does("text=รับเข้ารอบ")
        officer.sees("1 ไฟล์ที่รอส่วนกลางตัดสินว่าเป็นของหน่วยงานใด")
        officer.click("text=ไฟล์ที่รอส่วนกลางตัดสินว่าเป็นของหน่วยงานใด")
        officer.click(f"input[value='is-unit {borrowed}']")
        officer.page.fill("input[name=reason]", "โทรถามแล้ว")
        officer.page.fill("input[name=by]", BY)
        officer.does("main button:has-text('บันทึก')")
        officer.writes()
        officer.sees("รอส่ง", "ขอให้แก้ไข", "ขอให้ส่งใหม่")
        officer.sends("มท 0200/1")
        assert officer.clicks <= 12
    which = returns_named(office.app, f"{borrowed}_borrowed.eml")
    office.command("ingest", *names, "-o", str(office.commands))
    office.command("decide", str(office.commands), which, "is-unit", borrowed, "--reason", "โทรถามแล้ว", "--by", BY)
    office.command("feedback", str(office.commands))
    mark_sent(office, "มท 0200/1")
    with office.day("2026-11-06") as officer:
        officer.takes_in(office.inbox, office.come(-24))
        officer.sees(f"มาใหม่ {len(office.come(-24))} ไฟล์", "จาก 76 หน่วยงาน")
    office.command("ingest", *office.come(-24), "-o", str(office.commands))


def parts_and_corrections(office: Office) -> None:
    """The second week: a return in parts, corrections, answers that are gone, two returns that are the same."""
    for moment, day, looks in (
        ("2026-11-09", -21, _sees_the_parts), ("2026-11-10", -20, _sees_the_correction),
        ("2026-11-11", -19, _sees_what_is_gone), ("2026-11-13", -17, _sees_the_same_texts),
    ):
        with office.day(moment) as officer:
            officer.takes_in(office.inbox, office.come(day))
            looks(office, officer)
        office.command("ingest", *office.come(day), "-o", str(office.commands))
        if day == -19:
            office.command("feedback", str(office.commands), "--unit", office.unit("_second.xlsx", -19))
            office.command("feedback", str(office.commands), "--unit", office.unit("_scan.eml"), "--remind")


def _sees_the_parts(office: Office, officer: Officer) -> None:
    officer.tab.go(f"/units/{office.unit('_part-1.eml')}")
    officer.sees("รวมจากหลายไฟล์", f"{office.unit('_part-1.eml')}.1@example.go.th")


def _sees_the_correction(office: Office, officer: Officer) -> None:
    officer.tab.go(f"/units/{office.unit('_corrected.xlsx')}")
    officer.sees("ส่งแล้วและครบถ้วน", "ปิดเรื่องแล้ว")


def _sees_what_is_gone(office: Office, officer: Officer) -> None:
    unit = office.unit("_second.xlsx", -19)
    officer.tab.go(f"/units/{unit}")
    officer.click("li:has-text('คำตอบเดิมหายไป') >> nth=0 >> summary")
    officer.sees("เคยตอบว่า “มี” แต่ตอนนี้ว่าง")
    officer.writes(unit)
    officer.tab.go(f"/units/{office.unit('_scan.eml')}")
    officer.does("text=ร่างจดหมายถึงหน่วยงานนี้")
    officer.sees("ร่างจดหมายแล้ว 1 ฉบับ")
    officer.tab.go(f"/units/{office.unit('_reply.eml')}")
    officer.sees("ไฟล์ซ้ำ")


def _sees_the_same_texts(office: Office, officer: Officer) -> None:
    unit = office.unit("_copied.xlsx")
    officer.tab.go(f"/units/{unit}")
    officer.click(".notice a")
    officer.sees("คำตอบของสองหน่วยงานเทียบกัน", "เหมือนกันทุกคำ")


def report_and_extension(office: Office) -> None:
    """The third week: the report is kept, a unit gets more time, another asks why it is on the list."""
    late, scan = max(load_form().unit_by_code), office.unit("_scan.eml")
    with office.day("2026-11-16") as officer:
        officer.takes_in(office.inbox, office.come(-14))
        officer.click("nav >> text=ผลลัพธ์")
        officer.click("text=เปิดรายงาน")
        officer.page.frame_locator("iframe").locator("h1").first.wait_for()
        officer.click("nav >> text=ผลลัพธ์")
        officer.page.fill("#name", "รายงาน 16 พ.ย")
        officer.does("text=เก็บสถานะตอนนี้")
    office.command("ingest", *office.come(-14), "-o", str(office.commands))
    office.command("snapshot", str(office.commands), "รายงาน 16 พ.ย")
    with office.day("2026-11-18") as officer:
        officer.tab.go(f"/units/{late}")
        officer.page.fill("#due", "7/12/2569")
        officer.page.fill("#reason-extend", "หนังสือที่ 0017/9")
        officer.does("#extend button")
        officer.sees("กำหนดส่ง 7 ธันวาคม 2569")
    office.command("extend", str(office.commands), late, "2026-12-07", "--reason", "หนังสือที่ 0017/9", "--by", BY)
    with office.day("2026-11-20") as officer:
        officer.page.fill("#find", f"scan{scan}")
        officer.click(".find button")
        officer.click(f"main a[href='/units/{scan}']")
        officer.sees("พบเพียง แบบประเมิน.pdf", "ขอให้ส่งใหม่")


def due_and_after(office: Office) -> None:
    """Reminders on the due day; corrections and late returns; why the figures moved; an erasure."""
    with office.day("2026-11-30") as officer:
        officer.click("text=ปรับเป็นของวันนี้")
        officer.page.locator(".notice.done").wait_for(timeout=60_000)
        officer.writes()
        officer.sees("เตือนให้ส่ง", "ข้อความสำหรับกลุ่มแชต")
    office.command("results", str(office.commands))
    office.command("feedback", str(office.commands))
    names, unit = office.come(3), office.unit("_late.eml")
    with office.day("2026-12-03") as officer:
        officer.takes_in(office.inbox, names)
        officer.click("nav >> text=หน่วยงาน")
        officer.click("text=ส่งหลังกำหนด")
        assert officer.page.locator("main tbody tr").count() == 1
        officer.sees("ช้า 3 วัน")
    office.command("ingest", *names, "-o", str(office.commands))
    with office.day("2026-12-07") as officer:
        officer.click("nav >> text=ผลลัพธ์")
        officer.click("#compare button, #states button:has-text('เปรียบเทียบ')")
        officer.page.locator("text=ไฟล์พร้อมแล้ว").wait_for(timeout=60_000)
        with officer.page.expect_download() as loading:
            officer.click("text=ดาวน์โหลด comparison.xlsx")
        compared = Path(loading.value.path()).read_bytes()
    target = office.folder / "comparison.xlsx"
    office.command("compare", f"{office.commands}@รายงาน 16 พ.ย", str(office.commands), "-o", str(target))
    assert compared == target.read_bytes()
    with office.day("2026-12-08") as officer:
        officer.tab.go(f"/units/{unit}")
        officer.click("#forget summary")
        officer.page.check("input[name=sure]")
        officer.does("#forget button")
        officer.sees("ลบข้อมูลแล้ว")
    office.command("forget", str(office.commands), "--unit", unit, "--contacts")


def returns_named(round_: Path, name: str) -> str:
    """The SHA-256 of the return that came in a file."""
    rows = (round_ / "frames" / "returns.csv").read_text(encoding="utf-8-sig").splitlines()
    return next(found[0] for row in rows if name in row and (found := re.findall(r"\b[0-9a-f]{64}\b", row)))


def mark_sent(office: Office, ref: str) -> None:
    """Mark all drafts as sent by the command."""
    rows = (office.app / "frames" / "letters.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    numbers = [row.partition(",")[0].partition("/")[0] for row in rows]
    office.command("letters", str(office.commands), *[word for number in numbers for word in ("--sent", number)],
                   "--ref", ref)


def contents(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file by its path; the ledger and its lock are not compared as bytes."""
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith((".", "ledger"))}
