"""The app in a browser: by mouse and keyboard, on a wide screen and a phone, light and dark, for screen readers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app_server import Answer, App, running

pytestmark = pytest.mark.slow

sync_api = pytest.importorskip("playwright.sync_api", reason="the Python package playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("Chromium is not installed", allow_module_level=True)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-features=DialMediaRouteProvider")
AXE = Path(os.environ.get("PMQA_XLSX_JUDGES", "")) / "node_modules" / "axe-core" / "axe.min.js"
RETURNS = Path(__file__).parent.parent / "samples" / "returns"
PAGES = ("/", "/drop", "/units", "/units?show=to-correct", "/units/13", "/units/50", "/doubtful", "/files",
         "/beside?a=11&b=12", "/letters", "/results", "/results/table/returns", "/report", "/form", "/settings",
         "/search?q=11", "/search?q=zzz", "/nowhere", "/work/none")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app of a round with the sample returns."""
    folder = tmp_path_factory.mktemp("app")
    with running(folder / "round", folder / "profile") as one:
        one.take_in({path.name: path.read_bytes() for path in sorted(RETURNS.iterdir())})
        yield one


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app of a round that has not begun."""
    folder = tmp_path_factory.mktemp("empty")
    with running(folder / "round", folder / "profile") as one:
        yield one


class Tab:
    """A tab with the app's cookie, and what the browser complained about."""

    def __init__(self, browser: Any, app: App, **options: Any) -> None:
        width = options.pop("width", 1280)
        self.context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        name, _, value = app.cookie.partition("=")
        if value:
            self.context.add_cookies([{"name": name, "value": value, "url": app.origin, "sameSite": "Strict"}])
        self.page = self.context.new_page()
        self.app = app
        self.requests: set[str] = set()
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.add(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.app.origin + path)

    def outside(self) -> list[str]:
        """What was asked of another address."""
        return [url for url in self.requests if not url.startswith((self.app.origin, "data:"))]


@pytest.fixture
def tab(browser: Any, app: App) -> Iterator[Tab]:
    """A tab of the round with returns; at the end no outside address was asked and nothing was complained about."""
    one = Tab(browser, app)
    yield one
    assert one.outside() == []
    assert [text for text in one.complaints if "404" not in text] == []
    one.context.close()


def violations(tab: Tab) -> list[tuple[str, str, list[str]]]:
    """What axe-core finds on the page that is shown, with everything folded open."""
    tab.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    tab.page.evaluate(AXE.read_text(encoding="utf-8"))
    result = tab.page.evaluate("axe.run({iframes: false})")
    path = tab.page.url.removeprefix(tab.app.origin)
    return [(path, wrong["id"], [node["html"][:150] for node in wrong["nodes"][:3]]) for wrong in result["violations"]]


with_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not among the judges (PMQA_XLSX_JUDGES)")
LOOKS = pytest.mark.parametrize(("scheme", "width"), [("light", 1366), ("dark", 1366), ("light", 390)])


@with_axe
@LOOKS
def test_accessibility(browser: Any, app: App, empty: App, scheme: str, width: int) -> None:
    """axe-core finds no violation on any page, before and after the first files, and on an open letter."""
    found = []
    refused = app.post("/units/13/extend", due_date="?", reason="ก", by="ก").location
    batch = app.drop({"a.txt": b"x", "b.zip": b"PK\x03\x04"})
    app.follow(app.post("/letters/draft"))
    for one, paths in ((app, [*PAGES, "/letters/1-2569", refused, batch]), (empty, PAGES)):
        tab = Tab(browser, one, width=width, color_scheme=scheme)
        for path in paths:
            tab.go(path)
            found += violations(tab)
        tab.context.close()
    assert found == []


@with_axe
@LOOKS
def test_accessibility_of_rare_pages(browser: Any, tmp_path: Path, scheme: str, width: int) -> None:
    """axe-core finds no violation on a stale tab, work that goes on, quitting meanwhile, a defect, many mistakes."""
    found, profile = [], tmp_path / "profile"
    with running(tmp_path / "round", profile) as app:
        tab = Tab(browser, app, width=width, color_scheme=scheme)
        app.follow(upload_definition(app, tmp_path / "form.xlsx"))
        tab.go("/form")
        assert tab.page.locator("ol.found li").count() >= 40
        found += violations(tab)
        app.take_in({"11_good.xlsx": (RETURNS / "11_good.xlsx").read_bytes()})
        with writer_of(app.directory):
            work = app.post("/units/11/note", text="ก", by="ก").location
            tab.go(work)
            assert tab.page.locator("#work").count() == 1
            found += violations(tab)
            tab.page.click(".foot button")
            assert tab.page.locator("text=งานยังไม่เสร็จ").count() == 1
            found += violations(tab)
        app.get(f"{work}/events")  # ends with the work
        (app.directory / "outgoing").mkdir()
        (app.directory / "outgoing" / "manifest.json").write_text('{"workbooks": []}', encoding="utf-8")
        tab.go("/form")
        assert tab.page.locator("text=โปรแกรมทำงานผิดพลาด").count() > 0
        found += violations(tab)
        tab.context.clear_cookies()
        tab.go("/units/11")
        assert tab.page.locator("text=โปรดเปิดโปรแกรมอีกครั้ง").count() > 0
        found += violations(tab)
        tab.context.close()
        again = Tab(browser, app, width=width, color_scheme=scheme)
        again.go("/settings")
        again.page.click(".foot button")
        again.page.locator("text=ปิดโปรแกรมแล้ว").wait_for()
        found += violations(again)
    assert found == []


def upload_definition(app: App, path: Path) -> Answer:
    """Upload the shipped form with fifty mistakes."""
    import openpyxl

    from pmqa_xlsx import load_form
    from pmqa_xlsx.definition.workbook import write_workbook

    path.write_bytes(write_workbook(load_form()))
    book = openpyxl.load_workbook(path)
    for row in range(3, 53):
        book["criteria"].cell(row, 1).value = "nowhere"
    book.save(path)
    body = (b'--x\r\nContent-Disposition: form-data; name="definition"; filename="form.xlsx"\r\n\r\n'
            + path.read_bytes() + b"\r\n--x--\r\n")
    return app.ask("POST", f"/form/check?form={app.token('/form')}", body,
                   {"Content-Type": "multipart/form-data; boundary=x"})


@contextmanager
def writer_of(round_: Path) -> Iterator[None]:
    """Another program that is writing to the round."""
    code = ("import sys, time; from pathlib import Path; from pmqa_xlsx.consolidate.output import output_lock\n"
            "with output_lock(Path(sys.argv[1])): print(1, flush=True); time.sleep(60)")
    with subprocess.Popen([sys.executable, "-c", code, str(round_)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        try:
            yield
        finally:
            other.kill()


@pytest.mark.parametrize("width", [320, 390])
def test_narrow(browser: Any, app: App, width: int) -> None:
    """At 320 px no page scrolls sideways; only wide tables do, by themselves."""
    tab = Tab(browser, app, width=width)
    wide = []
    for path in PAGES:
        tab.go(path)
        if tab.page.locator("html").evaluate("one => one.scrollWidth") > width:
            wide.append(path)
    tab.context.close()
    assert wide == []


def test_opening_by_the_address(browser: Any, tmp_path: Path) -> None:
    """The printed address opens the first page, and leaves no token in the address bar."""
    with running(tmp_path / "round", tmp_path / "profile") as app:
        again = app.ask("POST", "/open", "", {"X-PMQA-Secret": _secret(tmp_path), "Cookie": None, "Origin": None})
        tab = Tab(browser, App(app.process, app.address, app.directory))
        tab.page.goto(again.text.partition('"address":"')[2].partition('"')[0])
        assert tab.page.url == f"{app.origin}/"
        assert "เริ่มรอบใหม่" in tab.page.inner_text("h1")
        tab.context.close()


def _secret(folder: Path) -> str:
    import json

    [state] = (folder / "profile" / "rounds").glob("*/app.json")
    return str(json.loads(state.read_text(encoding="utf-8"))["secret"])


def test_keyboard(browser: Any, tmp_path: Path) -> None:
    """From a drop to a decision, and to a letter that is sent, by keyboard alone."""
    with running(tmp_path / "round", tmp_path / "profile") as app:
        tab = Tab(browser, app)
        tab.go("/drop")
        tab.page.set_input_files("#files", [RETURNS / "11_good.xlsx", RETURNS / "21_wrong-unit.xlsx"])
        tab.page.wait_for_url("**/drop/*")
        _press(tab, "รับเข้ารอบ")
        tab.page.wait_for_url("**/?did=*")
        _press(tab, "รอตัดสิน")
        tab.page.wait_for_url("**/doubtful")
        tab.page.keyboard.press("Tab")
        _tab_to(tab, "input[name=verdict]")
        tab.page.keyboard.press("Space")
        _tab_to(tab, "input[name=reason]")
        tab.page.keyboard.type("โทรถาม")
        _tab_to(tab, "input[name=by]")
        tab.page.keyboard.type("สมหญิง")
        tab.page.keyboard.press("Enter")
        tab.page.locator("text=ไม่มีไฟล์ที่รอตัดสิน").wait_for()
        _press(tab, "จดหมาย")
        tab.page.wait_for_url("**/letters")
        _press(tab, "ร่างจดหมาย")
        tab.page.locator("#drafts").wait_for(timeout=120_000)  # 74 letters on a busy machine
        _press(tab, "เลือกทั้งหมด")
        _tab_to(tab, "#ref")
        tab.page.keyboard.type("มท 0200/1")
        _press(tab, "บันทึกว่าส่งแล้ว")
        tab.page.locator("text=ส่งแล้วและปิดเรื่องแล้ว").wait_for()
        assert "มท 0200/1" in tab.page.inner_text("main")
        tab.context.close()


def _press(tab: Tab, text: str) -> None:
    """Go to a link or button by the Tab key, and press it."""
    for _ in range(80):
        tab.page.keyboard.press("Tab")
        if text in tab.page.locator("*:focus").inner_text():
            tab.page.keyboard.press("Enter")
            return
    raise AssertionError(text)


def _tab_to(tab: Tab, selector: str) -> None:
    for _ in range(80):
        if tab.page.locator(f"{selector}:focus").count():
            return
        tab.page.keyboard.press("Tab")
    raise AssertionError(selector)


def test_without_script(browser: Any, app: App) -> None:
    """Without script files are chosen and sent by the form, and every page is whole."""
    tab = Tab(browser, app, java_script_enabled=False)
    tab.go("/drop")
    tab.page.set_input_files("#files", RETURNS / "12_good.xlsx")
    tab.page.click("text=ดูว่าแต่ละไฟล์คืออะไร")
    tab.page.locator("text=เคยรับเข้ารอบแล้ว 1 ไฟล์").wait_for()
    tab.context.close()


def test_dropping(tab: Tab) -> None:
    """A file that is dropped is sent with its name and time, and shown for what it is."""
    tab.go("/drop")
    tab.page.evaluate("""async () => {
        const data = new DataTransfer();
        data.items.add(new File(["no workbook"], "บันทึก.txt", {lastModified: 1764000000000}));
        document.getElementById("drop").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
    }""")
    tab.page.wait_for_url("**/drop/*")
    tab.page.locator("text=บันทึก.txt").wait_for()


def test_double_click(tab: Tab) -> None:
    """A double click on a button does one thing."""
    tab.go("/units/14")
    tab.page.fill("#text", "สองครั้งหรือครั้งเดียว")
    tab.page.fill("#by-note", "ก")
    tab.page.dblclick("#note button")
    tab.page.locator("text=บันทึกแล้ว").wait_for()
    assert tab.page.locator("#story li", has_text="สองครั้งหรือครั้งเดียว").count() == 1


@pytest.mark.parametrize("path", ["/", "/drop", "/units/13", "/doubtful", "/files", "/letters", "/letters/1-2569",
                                  "/results", "/form", "/settings"])
def test_double_click_on_every_button(tab: Tab, path: str) -> None:
    """A double click on any button of a page sends its form once."""
    tab.app.follow(tab.app.post("/letters/draft"))
    sent: list[str] = []

    def keep(route: Any) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            route.fulfill(status=204)  # the browser stays on the page
        else:
            route.continue_()

    tab.go(path)
    tab.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    tab.page.locator("form[method=post] input[required]").evaluate_all("""all => all.forEach(one => {
        if (one.type === "file") one.required = false;
        else if (one.type === "radio" || one.type === "checkbox") one.checked = true;
        else one.value = "7/12/2569";
    })""")
    tab.page.route("**/*", keep)
    buttons = tab.page.locator("form[method=post] button:not([type=button])")
    for number in range(buttons.count()):
        button = buttons.nth(number)
        if button.is_visible():
            with tab.page.expect_request(lambda request: request.method == "POST"):
                button.dblclick()
            tab.page.wait_for_timeout(50)
            assert len(sent) == 1, button.inner_text()
            sent.clear()
    tab.page.unroute("**/*")


def test_language_stays_on_the_page(tab: Tab) -> None:
    """Another language shows the same page, with what was searched or chosen; after a refusal it leads home."""
    for path in ("/beside?a=11&b=12", "/search?q=%E0%B8%81", "/units?show=to-correct&sort=unit"):
        tab.go(path)
        for language in ("en", "th"):
            tab.page.click("header form[action^='/language'] button")
            assert tab.page.locator("html").get_attribute("lang") == language
            assert tab.page.url == tab.app.origin + path
    refused = tab.app.post("/form/generate", which="one").text
    assert 'name="back" value="/"' in refused


def test_unit_from_the_list(tab: Tab) -> None:
    """Choosing a unit from the list chooses the button that the list belongs to; the button alone is not enough."""
    for path, button in (("/form", "[value=one]"), ("/doubtful", "[value=is-unit]")):
        tab.go(path)
        chosen = tab.page.locator(f"{button} >> nth=0")
        assert not chosen.is_checked()
        unit = tab.page.locator("fieldset select >> nth=0")
        unit.select_option("50")
        assert chosen.is_checked()
        unit.select_option("")
        chosen.check()
        assert unit.evaluate("list => list.validity.valueMissing")


DROPPED = """async ([read, ask]) => {
    const entry = {isDirectory: true, name: "ก", createReader: () => ({readEntries: read === "fails"
        ? (_, failed) => failed(new DOMException("no")) : (done) => done([])})};
    const file = new File(["x"], "ก.txt");
    if (ask === "fails") window.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    const event = new Event("drop", {bubbles: true});
    event.dataTransfer = {items: ask === "fails" ? [] : [{webkitGetAsEntry: () => entry}], files: [file]};
    document.getElementById("drop").dispatchEvent(event);
}"""


@pytest.mark.parametrize(("how", "said"), [
    (("empty", ""), "ไม่มีไฟล์ในสิ่งที่นำมาวาง"), (("fails", ""), "อ่านไฟล์จากเครื่องนี้ไม่ได้"),
    (("", "fails"), "โปรแกรมไม่ตอบ"),
])
def test_drop_that_fails(tab: Tab, how: tuple[str, str], said: str) -> None:
    """An empty folder, one that cannot be read and an app that is gone are each named, in the page's language."""
    tab.go("/drop")
    tab.page.evaluate(DROPPED, list(how))
    tab.page.locator(f"#sent:has-text('{said}')").wait_for()
    assert "fetch" not in tab.page.inner_text("main")


def test_work_of_an_app_that_is_gone(browser: Any, tmp_path: Path) -> None:
    """A page that waits for work says so when the app is gone, and does not wait for ever."""
    with running(tmp_path / "round", tmp_path / "profile") as app:
        app.take_in({"11_good.xlsx": (RETURNS / "11_good.xlsx").read_bytes()})
        with writer_of(app.directory):
            tab = Tab(browser, app)
            tab.go(app.post("/units/11/note", text="ก", by="ก").location)
            app.process.kill()
            tab.page.locator("#made:has-text('โปรแกรมไม่ตอบ')").wait_for()
            tab.context.close()


def test_back_after_a_decision(tab: Tab) -> None:
    """The back button after a change shows the page as it is now, and sending the old form again changes nothing."""
    tab.go("/units/15")
    tab.page.fill("#text", "ก่อนกดย้อนกลับ")
    tab.page.fill("#by-note", "ก")
    tab.page.click("#note button")
    tab.page.locator("text=บันทึกแล้ว").wait_for()
    tab.page.go_back()
    assert tab.page.locator("#story li", has_text="ก่อนกดย้อนกลับ").count() == 1
