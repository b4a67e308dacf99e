"""The app's pages on a small round: what they show, and that what they do is done once and survives."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from app_server import NOW, App, running
from pmqa_xlsx import generate, load_form
from pmqa_xlsx.definition.workbook import write_workbook
from pmqa_xlsx.demo.filling import Editor, plausible_answers
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.text.calendar import THAI_TIME

RETURNS = Path(__file__).parent.parent / "samples" / "returns"
pytestmark = pytest.mark.slow


def samples(*names: str) -> dict[str, bytes]:
    """Some of the sample returns by name; all of them without one."""
    paths = [RETURNS / name for name in names] or sorted(RETURNS.iterdir())
    return {path.name: path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app of a round with the sample returns."""
    folder = tmp_path_factory.mktemp("app")
    with running(folder / "round", folder / "profile") as one:
        one.take_in(samples())
        yield one


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app of a round that does not begin."""
    folder = tmp_path_factory.mktemp("empty")
    with running(folder / "round", folder / "profile") as one:
        yield one


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[App]:
    """An app of a round that has not begun."""
    with running(tmp_path / "round", tmp_path / "profile") as one:
        yield one


def text_of(html: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main"):]).split())


@pytest.mark.parametrize("path", ["/", "/drop", "/units", "/doubtful", "/letters", "/results", "/report", "/form",
                                  "/settings", "/files", "/search?q=x"])
def test_empty_pages(empty: App, path: str) -> None:
    """Before anything came each page opens, and says what to do."""
    answer = empty.get(path)
    assert answer.status == 200
    assert len(text_of(answer.text)) > 20


def test_today(app: App) -> None:
    """The first page counts the units, and each number leads to what it counts."""
    text = app.get("/").text
    said = text_of(text)
    assert "12 จาก 76 หน่วยงาน" in said
    assert "กำหนดส่ง 30 พฤศจิกายน 2569" in said
    for link in ("/doubtful", "/units?show=to-correct", "/units?show=overdue"):
        assert f'href="{link}"' in text


def test_every_link_leads_somewhere(app: App) -> None:
    """No page has a link to nowhere."""
    seen, waiting, broken = {"/"}, ["/"], []
    while waiting and len(seen) < 250:
        path = waiting.pop()
        answer = app.get(path)
        if answer.status != 200:
            broken.append(path)
        if "text/html" in answer.headers["content-type"] and not path.startswith("/report/itself"):
            links = re.findall(r' href="(/[^"]*)"', answer.text)
            found = {link.replace("&amp;", "&").partition("#")[0] for link in links}
            waiting += sorted(found - seen)
            seen |= found
    assert broken == []


def test_files_are_shown_before_they_are_taken_in(empty: App) -> None:
    """A dropped file is shown with its unit and what would become of it; the round has not begun by that."""
    batch = empty.drop(samples("11_good.xlsx", "21_wrong-unit.xlsx"))
    said = text_of(empty.get(batch).text)
    assert "11_good.xlsx 11 สมุทรปราการ" in said
    assert "รอส่วนกลางตัดสิน" in said
    assert not (empty.directory / "ledger.sqlite").exists()


def test_what_is_not_shown_of_a_file_is_said(empty: App) -> None:
    """Of a file with faults on many sheets the first are shown before it is taken in, and how many more there are.

    Findings of one code with different advice have it one by one: the advice of the first is not that of all.
    """
    form = load_form()
    layout = plan_layout(form)
    editor = Editor(generate(form, "36"), layout)
    editor.fill({position: value for position, value in plausible_answers(layout, form.unit_by_code["36"]).items()
                 if layout.slots[position].question.category == "P"})
    batch = empty.drop({"36.xlsx": editor.saved(dt.datetime(2026, 11, 9, 9, tzinfo=THAI_TIME))})
    page = empty.get(batch).text
    assert "และอีก 5 เรื่อง" in text_of(page)
    assert re.findall(r'<li>(B\d)[^<]*<span class="soft">กรอกช่อง (B\d)', page) == [("B6", "B6"), ("B9", "B9")]


def test_a_file_received_is_downloaded_under_its_name(fresh: App) -> None:
    """Whoever decides about a file can open it; it comes byte for byte, to be saved, from the pages that name it."""
    data = samples("21_wrong-unit.xlsx")["21_wrong-unit.xlsx"]
    fresh.take_in({"ตาก.xlsx": data})
    link = f"/files/{hashlib.sha256(data).hexdigest()}"
    for page in ("/doubtful", "/files", "/units/21"):
        assert f'href="{link}" download' in fresh.get(page).text
    answer = fresh.get(link)
    assert (answer.status, "attachment" in answer.headers["content-disposition"]) == (200, True)
    assert quote("ตาก.xlsx") in answer.headers["content-disposition"]
    assert [fresh.get(f"/files/{name}").status for name in ("0" * 64, "*", "..%2fledger")] == [404, 404, 404]


def test_given_up(empty: App) -> None:
    """What was left out is gone, and nothing of it is in the round."""
    batch = empty.drop(samples("11_good.xlsx"))
    empty.post(f"{batch}/give-up")
    assert empty.get(batch).status == 404
    assert not empty.directory.exists()


def test_plain_form_without_script(empty: App) -> None:
    """A browser without script sends the files by an ordinary form."""
    body = b"".join(b'--x\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n%s\r\n'
                    % (name.encode(), data) for name, data in samples("11_good.xlsx").items()) + b"--x--\r\n"
    answer = empty.ask("POST", f"/drop?form={empty.token()}", body, {"Content-Type": "multipart/form-data; boundary=x"})
    assert "11_good.xlsx" in text_of(empty.follow(answer).text)


def test_nothing_chosen(empty: App) -> None:
    """An empty choice is said, and leaves nothing behind."""
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n--x--\r\n'
    answer = empty.ask("POST", f"/drop?form={empty.token()}", body, {"Content-Type": "multipart/form-data; boundary=x"})
    assert "ยังไม่ได้เลือกไฟล์" in text_of(empty.follow(answer).text)


def test_the_same_name_twice(fresh: App) -> None:
    """Two files of one name from two folders are both taken in, each under its name."""
    token = fresh.token()
    begun = fresh.ask("POST", f"/drop/begin?form={token}", "size=1")
    batch = json.loads(begun.text)["batch"]
    for data in samples("11_good.xlsx", "12_good.xlsx").values():
        fresh.ask("POST", f"/drop/{batch}/file?form={token}&name=a.xlsx", data)
    fresh.follow(fresh.ask("POST", f"/drop/{batch}/check?form={token}", ""))
    fresh.follow(fresh.post(f"/drop/{batch}/take"))
    said = text_of(fresh.get("/files").text)
    assert said.count("a.xlsx") == 2


def test_decision(app: App) -> None:
    """A doubtful file is decided by one form, which sent twice is one decision; the page back shows it is settled."""
    page = app.get("/doubtful").text
    [which] = re.findall(r'name="which" value="(\w+)"', page)
    token = app.token("/doubtful")
    for _ in range(2):
        answer = app.follow(app.post("/decide", token, which=which, verdict="is-unit 21", reason="โทรถามแล้ว",
                                     by="สมหญิง", **{"from": "doubtful"}))
        assert "ไม่มีไฟล์ที่รอตัดสิน" in text_of(answer.text)
    story = app.get("/units/21").text.partition('id="story"')[2].partition("</section>")[0]
    assert story.count("โทรถามแล้ว") == 1
    assert 'value="สมหญิง"' in app.get("/units/21").text


def test_double_click_at_the_same_moment(app: App) -> None:
    """Two requests of one form that run side by side do one thing."""
    token = app.token("/units/12")

    def click() -> None:
        app.follow(app.post("/units/12/note", token, text="ครั้งเดียว", by="ก"))

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert text_of(app.get("/units/12").text).count("ครั้งเดียว") == 1


def test_extension(app: App) -> None:
    """A new due date is typed as people write it, in B.E."""
    app.follow(app.post("/units/13/extend", due_date="7/12/2569", reason="หนังสือ 12/2569", by="ก"))
    assert "กำหนดส่ง 7 ธันวาคม 2569" in text_of(app.get("/units/13").text)


def test_refusal_keeps_what_was_typed(app: App) -> None:
    """What the call does not take is said in words, with what was typed to copy."""
    answer = app.follow(app.post("/units/13/extend", due_date="วันศุกร์", reason="รอผู้ว่าลงนาม", by="ก"))
    said = text_of(answer.text)
    assert "“วันศุกร์” ไม่ใช่วันที่ โปรดพิมพ์วัน/เดือน/ปี พ.ศ. เช่น 7/12/2569" in said
    assert "รอผู้ว่าลงนาม" in said


def test_kept_state_and_comparison(app: App) -> None:
    """A state is kept by name, a second one of the name is refused, and it is compared with now."""
    assert "รายงาน 5 ธ.ค" in text_of(app.follow(app.post("/results/keep", name="รายงาน 5 ธ.ค")).text)
    assert "มีสถานะชื่อ" in text_of(app.follow(app.post("/results/keep", name="รายงาน 5 ธ.ค")).text)
    ready = app.follow(app.post("/results/compare", old="@รายงาน 5 ธ.ค", new=""))
    [link] = re.findall(r'href="(/made/[^"]+/download)"', ready.text)
    assert app.get(link).text.startswith("PK")


def test_report_against_other_results(fresh: App, tmp_path: Path) -> None:
    """The report compares with results in a folder beside the round's, chosen by its name; other names are refused."""
    fresh.take_in(samples("11_good.xlsx"))
    fresh.follow(fresh.post("/results/keep", name="ก่อน"))
    shutil.copytree(tmp_path / "round" / "snapshots" / "ก่อน", tmp_path / "last-year")
    fresh.take_in(samples("12_good.xlsx"))
    assert "<option>last-year</option>" in fresh.get("/results").text
    fresh.follow(fresh.post("/results/write", against="last-year"))
    assert "สถานะที่เก็บไว้ “last-year”" in fresh.get("/report/itself").text
    assert fresh.post("/results/write", against="profile").status == 404


def test_results_to_give_away(app: App) -> None:
    """The results without persons are one zip."""
    ready = app.follow(app.post("/results/give-away", day="", no_contacts="on"))
    [link] = re.findall(r'href="(/made/[^"]+/download)"', ready.text)
    assert app.get(link).text.startswith("PK")


@pytest.mark.parametrize("name", ["ledger.sqlite", "../profile/preferences.json", "%2e%2e/x", "originals", "frames",
                                  "errors.log"])
def test_only_outputs_are_given(app: App, name: str) -> None:
    """Of the round's folder only the files of the last run can be asked for."""
    assert app.get(f"/results/file/{name}").status == 404


def test_report_is_sandboxed(app: App) -> None:
    """The report is shown in a frame without rights, and may be framed by our pages alone."""
    assert 'sandbox="allow-scripts allow-modals"' in app.get("/report").text
    policy = app.get("/report/itself").headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts")
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy


def form_with(folder: Path, **cells: str) -> bytes:
    """The shipped form as a workbook, with other values on its sheet `form`."""
    path = folder / "form.xlsx"
    path.write_bytes(write_workbook(load_form()))
    book = openpyxl.load_workbook(path)
    for row in book["form"].iter_rows(min_row=2):
        if row[0].value in cells:
            row[1].value = cells[row[0].value]
    book.save(path)
    return path.read_bytes()


def check_form(app: App, data: bytes) -> str:
    """Upload a definition; returns the page that says what was found in it."""
    body = (b'--x\r\nContent-Disposition: form-data; name="definition"; filename="form.xlsx"\r\n\r\n' + data
            + b"\r\n--x--\r\n")
    answer = app.ask("POST", f"/form/check?form={app.token('/form')}", body,
                     {"Content-Type": "multipart/form-data; boundary=x"})
    return app.follow(answer).text


def test_definition_with_mistakes(empty: App, tmp_path: Path) -> None:
    """All mistakes of an uploaded definition are listed with their cells, and it cannot be used."""
    form_with(tmp_path)
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    for row in range(2, 52):
        book["criteria"].cell(row + 1, 1).value = "nowhere"
    book.save(tmp_path / "form.xlsx")
    page = check_form(empty, (tmp_path / "form.xlsx").read_bytes())
    assert text_of(page).count("criteria A") >= 40
    assert "/form/use" not in page


def test_upload_that_is_no_definition(empty: App) -> None:
    """What cannot be opened is named as it was uploaded, not by where the program keeps it."""
    said = text_of(check_form(empty, b"no workbook"))
    assert "ไม่ใช่ไฟล์ Excel" in said
    assert "uploads" not in said


def test_workbooks(fresh: App) -> None:
    """Workbooks are made into the round, which begins with them, and are downloaded as one zip."""
    said = text_of(fresh.follow(fresh.post("/form/generate", which="one", unit="50")).text)
    assert "สร้างแล้ว 1 ไฟล์" in said
    assert (fresh.directory / "outgoing" / "50_chiang-mai_pmqa-fl-province_2569.xlsx").is_file()
    assert fresh.get("/form/workbooks.zip").text.startswith("PK")
    assert 'name="invite"' in fresh.get("/form").text
    assert "เชิญให้กรอกแบบ" in text_of(fresh.follow(fresh.post("/letters/draft", invite="on")).text)


def test_round_in_use_by_the_command_line(app: App) -> None:
    """While a command writes to the round, the page says who does, and nothing is half done."""
    code = ("import sys, time; from pathlib import Path; from pmqa_xlsx.consolidate.output import output_lock\n"
            "with output_lock(Path(sys.argv[1])): print(1, flush=True); time.sleep(60)")
    with subprocess.Popen([sys.executable, "-c", code, str(app.directory)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        try:
            answer = app.follow(app.post("/units/14/note", text="ขณะมีคนใช้", by="ก"))
        finally:
            other.kill()
    said = text_of(answer.text)
    assert "มีการประมวลผลอื่นกำลังเขียน" in said
    assert "ขณะมีคนใช้" in said  # what was typed
    assert "ขณะมีคนใช้" not in text_of(app.get("/units/14").text)


def test_command_line_changes_are_seen(app: App) -> None:
    """What a command writes meanwhile is on the next page."""
    command = [sys.executable, "-m", "pmqa_xlsx", "note", str(app.directory), "15", "จากบรรทัดคำสั่ง", "--by", "ข"]
    subprocess.run(command, check=False, capture_output=True, env={**os.environ, "PMQA_XLSX_NOW": NOW})
    assert "จากบรรทัดคำสั่ง" in text_of(app.get("/units/15").text)


def test_results_that_are_not_whole(fresh: App) -> None:
    """A file that somebody changed is said, and one button writes the results again."""
    fresh.take_in(samples("11_good.xlsx"))
    (fresh.directory / "frames" / "units.parquet").write_bytes(b"x")
    os.utime(fresh.directory / "summary.json")
    answer = fresh.get("/")
    assert answer.status == 409
    assert "/results/write" in answer.text
    fresh.follow(fresh.post("/results/write"))
    assert fresh.get("/").status == 200


def test_a_broken_zip(empty: App) -> None:
    """What cannot be opened is a file with its cause, and does not stop the others."""
    batch = empty.drop({"ส่งคืน.zip": b"PK\x03\x04broken", **samples("11_good.xlsx")})
    said = text_of(empty.get(batch).text)
    assert "ส่งคืน.zip" in said
    assert "ไม่รับ" in said
    assert "11_good.xlsx" in said


def test_too_large(empty: App) -> None:
    """An upload of 5 GB is refused before it is sent."""
    answer = empty.ask("POST", f"/drop/begin?form={empty.token()}", f"size={5 * 2**30}")
    assert answer.status == 409
    assert "4 GB" in answer.text


def test_upload_of_unknown_size(empty: App) -> None:
    """A form with files that does not say how large it is, which no browser sends, is refused unread."""
    answer = empty.ask("POST", f"/drop?form={empty.token()}", None, {
        "Content-Type": "multipart/form-data; boundary=x", "Transfer-Encoding": "chunked"})
    assert answer.status == 409


def test_stopped_upload(empty: App) -> None:
    """A connection that breaks half-way leaves no half file."""
    token = empty.token()
    batch = json.loads(empty.ask("POST", f"/drop/begin?form={token}", "size=1").text)["batch"]
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", empty.port, timeout=10)
    connection.putrequest("POST", f"/drop/{batch}/file?form={token}&name=half.xlsx")
    for name, value in (("Cookie", empty.cookie), ("Origin", empty.origin), ("Content-Length", "100000")):
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(b"x" * 1000)
    connection.close()
    until = time.monotonic() + 10
    profile = empty.directory.parent / "profile"
    while list(profile.rglob("half.xlsx")) and time.monotonic() < until:
        time.sleep(0.05)
    assert list(profile.rglob("half.xlsx")) == []


def test_stale_tab(tmp_path: Path) -> None:
    """After a restart on the same port an old tab's form changes nothing, and says how to go on."""
    with running(tmp_path / "round", tmp_path / "profile") as one:
        one.take_in(samples("11_good.xlsx"))
        token, cookie, port = one.token("/units/11"), one.cookie, one.port
    with running(tmp_path / "round", tmp_path / "profile", port=port) as again:
        new = again.cookie
        again.cookie = cookie
        old = again.post("/units/11/note", token, text="ค้าง", by="ก")
        again.cookie = new
        assert old.status == 403
        assert "เปิดโปรแกรม" in old.text
        assert "ค้าง" not in text_of(again.get("/units/11").text)


def test_second_start_opens_the_running_app(fresh: App) -> None:
    """A second start for the same round gives a new address of the first, and ends."""
    profile = fresh.directory.parent / "profile"
    with running(fresh.directory, profile) as second:
        assert second.port == fresh.port
        assert second.address != fresh.address
        assert second.process.wait(20) == 0
        assert second.get("/").status == 200


def test_quit(fresh: App) -> None:
    """The button ends the program, and nothing of the start is left in the profile."""
    assert "ปิดโปรแกรมแล้ว" in fresh.post("/quit").text
    assert fresh.process.wait(20) == 0
    assert list((fresh.directory.parent / "profile").rglob("app.json")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl+C to a console, not to a process")
def test_control_c(fresh: App) -> None:
    """Ctrl+C ends the program without a traceback."""
    fresh.process.send_signal(signal.SIGINT)
    assert fresh.process.wait(20) == 0


def test_idle(tmp_path: Path) -> None:
    """Without a request the program ends by itself after a while."""
    with running(tmp_path / "round", tmp_path / "profile", idle=1.0) as one:
        assert one.process.wait(20) == 0


def test_closing_the_browser_loses_nothing(fresh: App) -> None:
    """A job goes on when nobody waits for its answer."""
    batch = fresh.drop(samples("11_good.xlsx"))
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", fresh.port, timeout=10)
    connection.request("POST", f"{batch}/take?form={fresh.token()}", "", {
        "Cookie": fresh.cookie, "Origin": fresh.origin, "Content-Type": "application/x-www-form-urlencoded"})
    connection.close()
    until = time.monotonic() + 60
    while not (fresh.directory / "summary.json").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert (fresh.directory / "summary.json").exists()


def test_english(fresh: App) -> None:
    """All pages are in English too; what is Thai in them is from outside, and marked as Thai."""
    fresh.take_in(samples("11_good.xlsx", "13_half-empty.xlsx", "21_wrong-unit.xlsx"))
    fresh.post("/language", back="/units", lang="en")
    for path in ("/", "/drop", "/units", "/units/13", "/doubtful", "/letters", "/results", "/form", "/settings"):
        text = re.sub(r"<(\w+)[^>]* lang=\"th\"[^>]*>.*?</\1>", "", fresh.get(path).text, flags=re.DOTALL)
        ours = text.partition('id="contacts"')[0]
        ours = re.sub(r"<ul class=.each.>.*?</ul>", "", ours, flags=re.DOTALL)
        text = re.sub(r"<bdi>.*?</bdi>|<ul class=.found.>.*?</ul>", "", ours, flags=re.DOTALL)
        assert re.findall(r"[\u0e01-\u0e5b]+", text) == [], path


def test_letters(fresh: App) -> None:
    """Letters are drafted once, read, downloaded, and marked as sent with the office's number."""
    fresh.take_in(samples("11_good.xlsx", "13_half-empty.xlsx"))
    token = fresh.token("/letters")
    for _ in range(2):
        page = fresh.follow(fresh.post("/letters/draft", token, unit="13")).text
    [number] = re.findall(r'name="number" value="([^"]+)"', page)
    letter = fresh.get(f"/letters/{number.replace('/', '-')}")
    said = text_of(letter.text)
    assert "ขอให้แก้ไข" in said
    for link in re.findall(r'href="(/letters/[^"]+\.(?:eml|xlsx))"', letter.text):
        assert fresh.get(link).status == 200
    sent = fresh.follow(fresh.post("/letters/sent", number=number, ref="มท 0200/7", on="5/12/2569"))
    assert "มท 0200/7" in text_of(sent.text)
    assert f">{number}</a>" in fresh.get("/units/13").text


def test_a_settled_letter_says_when_it_was_sent(fresh: App) -> None:
    """The date beside a letter is that of the sending, whatever became of the matter since."""
    fresh.take_in(samples("13_half-empty.xlsx"))
    page = fresh.follow(fresh.post("/letters/draft", unit="13")).text
    [number] = re.findall(r'name="number" value="([^"]+)"', page)
    fresh.follow(fresh.post("/letters/sent", number=number, ref="", on="5/12/2569"))
    fresh.follow(fresh.post("/decide", which="13_half-empty.xlsx", verdict="accept", reason="ก", by="ข"))
    for path in ("/letters", "/units/13", f"/letters/{number.replace('/', '-')}"):
        assert "ปิดเรื่องแล้ว · ส่งแล้ว 5 ธันวาคม 2569" in text_of(fresh.get(path).text)


def test_letter_to_one_unit(fresh: App) -> None:
    """From a unit that is missing one button drafts a letter to it alone; again there is nothing new to write."""
    fresh.take_in(samples("11_good.xlsx"))
    said = text_of(fresh.follow(fresh.post("/letters/draft", unit="50", page="50")).text)
    assert "ร่างจดหมายแล้ว 1 ฉบับ" in said
    assert "1/2569 เตือนให้ส่ง · ร่างไว้" in said
    assert "ไม่มีจดหมายใหม่" in text_of(fresh.follow(fresh.post("/letters/draft", unit="50", page="50")).text)


def test_question_on_the_units_page(fresh: App) -> None:
    """A letter that asks whose a file is, is on the page of the unit that the file may be of."""
    fresh.take_in(samples("21_wrong-unit.xlsx"))
    fresh.follow(fresh.post("/letters/draft"))
    assert "ถามว่าเป็นของหน่วยงานใด" in text_of(fresh.get("/units/21").text)


def test_letter_cannot_be_sent_tomorrow(fresh: App) -> None:
    """A day on which a letter cannot have been sent is refused, with what was typed."""
    fresh.take_in(samples("13_half-empty.xlsx"))
    page = fresh.follow(fresh.post("/letters/draft", unit="13")).text
    [number] = re.findall(r'name="number" value="([^"]+)"', page)
    refused = fresh.follow(fresh.post("/letters/sent", number=number, ref="มท 7", on="6/12/2569"))
    assert "มท 7" in text_of(refused.text)
    assert "ทำไม่ได้" in text_of(refused.text)


def test_no_letter_and_no_unit_chosen(fresh: App) -> None:
    """Where no letter or no unit was chosen nothing is done, and it is not said that something was."""
    fresh.take_in(samples("13_half-empty.xlsx", "21_wrong-unit.xlsx"))
    fresh.follow(fresh.post("/letters/draft", unit="13"))
    [held] = set(re.findall(r'name="which" value="(\w+)"', fresh.get("/doubtful").text))
    for path, fields, said in (
        ("/letters/sent", {"ref": "มท 7"}, "ยังไม่ได้เลือกจดหมาย"),
        ("/decide", {"which": held, "verdict": "is-unit", "unit": "", "reason": "ก", "by": "ก"}, "ยังไม่ได้เลือกหน่วยงาน"),
        ("/form/generate", {"which": "one", "unit": ""}, "ยังไม่ได้เลือกหน่วยงาน"),
    ):
        assert said in text_of(fresh.follow(fresh.post(path, **fields)).text)
    assert 'name="number" value="1/2569"' in fresh.get("/letters").text
    assert held in fresh.get("/doubtful").text
    assert not (fresh.directory / "outgoing").exists()


def test_language_of_files(fresh: App, tmp_path: Path) -> None:
    """Workbooks are in the form's language, unless another one was chosen."""
    names = {}
    for chosen in ("", "th"):
        fresh.post("/settings/save", files=chosen)
        if not chosen:
            check_form(fresh, form_with(tmp_path, lang="en"))
            fresh.follow(fresh.post("/form/use"))
        fresh.follow(fresh.post("/form/generate", which="one", unit="50"))
        [made] = (fresh.directory / "outgoing").glob("*.xlsx")
        names[chosen] = openpyxl.load_workbook(made).sheetnames[0]
    assert names == {"": "Instructions", "th": "คำชี้แจง"}


def test_days_of_a_form_in_the_common_era(fresh: App) -> None:
    """Before and after the round begins days are in the calendar of the form that is shown."""
    form = load_form(RETURNS.parent / "forms" / "inspection")
    check_form(fresh, write_workbook(form))
    assert "30 กันยายน ค.ศ. 2026" in text_of(fresh.follow(fresh.post("/form/use")).text)
    unit = form.units[0]
    editor = Editor(generate(form, unit.code), plan_layout(form), form.lang)
    editor.fill(plausible_answers(editor.layout, unit))
    fresh.take_in({"return.xlsx": editor.saved(dt.datetime(2026, 6, 1, tzinfo=THAI_TIME))})
    for path in ("/", "/form", "/results"):
        said = text_of(fresh.get(path).text)
        assert "ค.ศ. 2026" in said
        assert " 2569" not in said


def test_past_due_date(fresh: App) -> None:
    """A date in a message is in words, as on the page."""
    fresh.take_in(samples("11_good.xlsx"))
    said = text_of(fresh.follow(fresh.post("/units/50/extend", due_date="1/12/2569", reason="ก", by="ก")).text)
    assert "กำหนดส่งใหม่ 1 ธันวาคม 2569 ผ่านไปแล้ว" in said


def test_days_that_passed_since_the_last_run(tmp_path: Path) -> None:
    """Wherever days of a delay are counted up to an earlier day, that day is named."""
    folder, profile = tmp_path / "round", tmp_path / "profile"
    with running(folder, profile) as one:
        one.take_in(samples("11_good.xlsx"))
    with running(folder, profile, PMQA_XLSX_NOW="2026-12-08T12:00:00+07:00") as later:
        said = [path for path in ("/", "/units", "/units/50", "/units/11")
                if "ตัวเลขด้านล่างเป็นของวันที่ 5 ธันวาคม 2569" in text_of(later.get(path).text)]
    assert said == ["/", "/units", "/units/50"]


def test_files_that_are_known(fresh: App) -> None:
    """Of dropped files those that were taken in before are named; none is without a word."""
    fresh.take_in(samples("11_good.xlsx"))
    mixed = fresh.get(fresh.drop(samples("11_good.xlsx", "12_good.xlsx"))).text
    assert "เคยรับเข้ารอบแล้ว 1 ไฟล์" in mixed
    assert "<bdi>11_good.xlsx</bdi>" in mixed
    reply = b"From: a@b.th\r\nSubject: out of office\r\nAuto-Submitted: auto-replied\r\n\r\nback on Monday\r\n"
    said = text_of(fresh.get(fresh.drop({"reply.eml": reply})).text)
    assert ("ไม่มีอะไรใหม่" in said, "ข้าม 1 ไฟล์" in said, "เคยรับเข้ารอบแล้ว" in said) == (True, True, False)


def test_a_decision_without_effect(fresh: App) -> None:
    """It is said when it is taken, not only that it was recorded."""
    fresh.take_in({"50_scan.pdf": b"%PDF-1.4"})
    said = text_of(fresh.follow(fresh.post("/decide", which="50_scan.pdf", verdict="accept", reason="ก", by="ข")).text)
    assert "ไม่มีผล: ไฟล์นี้นับไม่ได้" in said


def test_erasure(fresh: App) -> None:
    """What is personal of a unit is erased when that was confirmed, and its figures stay."""
    fresh.take_in(samples("11_good.xlsx", "12_good.xlsx"))
    before = fresh.get("/units/11").text
    address = re.findall(r"<bdi>([^<]+@[^<]+)</bdi>", before.partition('id="contacts"')[2])[0]
    fresh.follow(fresh.post("/forget", unit="11", what="contacts"))
    assert address in fresh.get("/units/11").text
    fresh.follow(fresh.post("/forget", unit="11", what="contacts", sure="on"))
    after = fresh.get("/units/11").text
    assert address not in after
    assert "ส่งแล้วและครบถ้วน" in after


def test_definition_that_was_changed(fresh: App, tmp_path: Path) -> None:
    """A changed definition is shown and used for the workbooks, and again for those that are made later."""
    assert "/form/use" in check_form(fresh, form_with(tmp_path, return_to="a@b.go.th", due_date="2026-12-15"))
    said = text_of(fresh.follow(fresh.post("/form/use")).text)
    assert "15 ธันวาคม 2569" in said
    assert "a@b.go.th" in said
    for unit in ("50", "51"):
        fresh.follow(fresh.post("/form/generate", which="one", unit=unit))
        manifest = json.loads((fresh.directory / "outgoing" / "manifest.json").read_text(encoding="utf-8"))
        assert "a@b.go.th" in manifest["definition"]["form.csv"]


def test_definition_of_another_form(fresh: App, tmp_path: Path) -> None:
    """A form of another name cannot take over a round whose workbooks were sent out."""
    fresh.follow(fresh.post("/form/generate", which="one", unit="50"))
    check_form(fresh, form_with(tmp_path, form_id="other"))
    refused = fresh.post("/form/use")
    assert refused.status == 409
    assert "โปรดใช้โฟลเดอร์อื่น" in text_of(refused.text)
    assert fresh.get("/form").status == 200


def test_definition_that_takes_too_much(empty: App, tmp_path: Path) -> None:
    """A definition is read under the limits of a return: one that inflates without end is refused in words."""
    import io
    import zipfile

    data = io.BytesIO(form_with(tmp_path))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as package:
        sheet = next(name for name in package.namelist() if "sheet2" in name)
        row = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    with zipfile.ZipFile(io.BytesIO(data.getvalue())) as old, zipfile.ZipFile(
            out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"</sheetData>", row * 8_000_000 + b"</sheetData>") if name == sheet else
                         part)
    said = text_of(check_form(empty, out.getvalue()))
    assert "form.xlsx" in said
    assert "นานเกินไป" in said or "หน่วยความจำมากเกินไป" in said
