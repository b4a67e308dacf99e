"""The app in a browser: by mouse and keyboard, on a wide screen and a phone, light and dark, for screen readers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app_server import App, running

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


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not among the judges (PMQA_XLSX_JUDGES)")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1366), ("dark", 1366), ("light", 390)])
def test_accessibility(browser: Any, app: App, empty: App, scheme: str, width: int) -> None:
    """axe-core finds no violation on any page, before and after the first files, with everything folded open."""
    found = []
    refused = app.post("/units/13/extend", due_date="?", reason="ก", by="ก").location
    batch = app.drop({"a.txt": b"x", "b.zip": b"PK\x03\x04"})
    for one, paths in ((app, [*PAGES, refused, batch]), (empty, PAGES)):
        tab = Tab(browser, one, width=width, color_scheme=scheme)
        for path in paths:
            tab.go(path)
            tab.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
            tab.page.evaluate(AXE.read_text(encoding="utf-8"))
            result = tab.page.evaluate("axe.run({iframes: false})")
            found += [(path, wrong["id"], [node["html"][:150] for node in wrong["nodes"][:3]])
                      for wrong in result["violations"]]
        tab.context.close()
    assert found == []


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
    """From a drop to a decision by keyboard alone."""
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
    tab.page.locator("text=เคยรับเข้ารอบแล้วทั้งหมด").wait_for()
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


def test_back_after_a_decision(tab: Tab) -> None:
    """The back button after a change shows the page as it is now, and sending the old form again changes nothing."""
    tab.go("/units/15")
    tab.page.fill("#text", "ก่อนกดย้อนกลับ")
    tab.page.fill("#by-note", "ก")
    tab.page.click("#note button")
    tab.page.locator("text=บันทึกแล้ว").wait_for()
    tab.page.go_back()
    assert tab.page.locator("#story li", has_text="ก่อนกดย้อนกลับ").count() == 1
