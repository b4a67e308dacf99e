"""``report.html`` in a browser with the network off: it works, by mouse and keyboard, on a wide screen and a phone."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from made_up_round import made_up_round
from pmqa_xlsx import load_form
from pmqa_xlsx.report.page import write_page
from pmqa_xlsx.text.language import Text

pytestmark = pytest.mark.slow

sync_api = pytest.importorskip("playwright.sync_api", reason="the Python package playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("Chromium is not installed", allow_module_level=True)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-features=DialMediaRouteProvider")
AXE = Path(os.environ.get("PMQA_XLSX_JUDGES", "")) / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a round of all provinces, with a script among the answers."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_bytes(write_page(made_up_round(load_form(), odd=["<script>document.title='run'</script>"])))
    return path


class Opened:
    """An opened page, with its requests and console errors."""

    def __init__(self, browser: Any, file: Path, width: int = 1280, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, **options)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.as_uri())

    def names(self) -> list[str]:
        """The names of the units that are shown, in their order."""
        shown = self.page.locator("#units tbody tr:not([hidden]) .open")
        return [text.split("\n")[0] for text in shown.all_inner_texts()]

    def column(self, number: int) -> list[str]:
        """The texts of one column of the units that are shown."""
        return [text.strip() for text in self.page.locator(
            f"#units tbody tr[data-unit]:not([hidden]) > :nth-child({number})").all_inner_texts()]


@pytest.fixture
def opened(browser: Any, file: Path) -> Iterator[Opened]:
    """The page on a wide screen; at the end there must be no request and no console error."""
    one = Opened(browser, file)
    yield one
    assert one.requests == [file.as_uri()]
    assert one.complaints == []
    one.context.close()


def test_sorting(opened: Opened) -> None:
    """A column's heading sorts the units, a second click the other way; units without a score are last both times."""
    heading = opened.page.locator("#units thead th", has=opened.page.locator("[data-sort='score:total']"))
    total = 7
    in_order = opened.column(total)
    assert heading.get_attribute("aria-sort") == "none"
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    rising = opened.column(total)
    assert rising[:70] == sorted((text for text in in_order if text != "–"), key=float)
    assert rising[70:] == ["–"] * 6
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert opened.column(total) == [*reversed(rising[:70]), *["–"] * 6]


def test_search_and_filters(opened: Opened) -> None:
    """Search, group and status filter the list, a screen reader gets the count, and clearing shows all units."""
    page = opened.page
    page.fill("#search", "เชียง")
    assert opened.names() == ["เชียงใหม่", "เชียงราย"]
    assert page.inner_text("#shown") == "แสดง 2 จาก 76 หน่วยงาน · ตัวกรองที่ใช้: เชียง"
    assert page.locator("#mean-shown").is_visible()
    page.fill("#search", "83")
    assert opened.names() == ["ภูเก็ต"]
    page.click("button[type=reset]")
    page.locator("#shown", has_text="แสดง 76").wait_for()  # the page forbids evaluating strings
    page.select_option("#status-filter", "missing")
    assert set(opened.column(2)) == {"ยังไม่ส่ง"}
    assert len(opened.names()) == 6
    page.select_option("#group", "กลุ่มจังหวัดภาคตะวันออก")
    assert opened.names() == ["ระยอง"]


def test_opening_a_unit(opened: Opened) -> None:
    """A row opens with radar, criteria and findings with their fixes, and closes again."""
    page = opened.page
    row = page.locator("#units tr[data-unit='2'] .open")
    row.click()
    panel = page.locator("#unit-2 .panel")
    assert row.get_attribute("aria-expanded") == "true"
    assert panel.locator(".radar polygon.own").count() == 1
    assert panel.locator(".chips li").count() == 45
    assert panel.locator(".chips .text").first.is_hidden()
    panel.get_by_role("button", name="แสดงข้อความของแต่ละข้อ").click()
    assert panel.locator(".chips .text").first.is_visible()
    summary = panel.locator(".found summary").first
    summary.click()
    assert "วิธีแก้ไข" in panel.locator(".found").inner_text()
    row.click()
    assert row.get_attribute("aria-expanded") == "false"
    assert panel.is_hidden()


def test_keyboard(opened: Opened) -> None:
    """From the top the keyboard reaches the content, sorts a column and opens and closes a unit."""
    page = opened.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.focus("#search")
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "open":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.locator("#unit-0 .panel").is_visible()
    page.keyboard.press("Space")
    assert page.locator("#unit-0 .panel").is_hidden()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.dataset.sort.startsWith('score:')")
    page.keyboard.press("Enter")
    assert page.locator("#units [aria-sort=ascending]").count() == 1


def test_choice_of_returns(opened: Opened) -> None:
    """Complete returns or all: means, ranks, groups and shares show those chosen, each with its number of units."""
    page = opened.page
    shown = {}
    for basis in ("complete", "all"):
        page.check(f"input[name=basis][value={basis}]")
        assert page.locator(".of-complete:visible").count() * page.locator(".of-all:visible").count() == 0
        shown[basis] = page.locator(f"#units tfoot tr.of-{basis} th").inner_text()
    assert [re.search(r"n = (\d+)", text).group(1) for text in shown.values()] == [
        re.search(r"\((\d+)", text).group(1) for text in page.locator(".basis label").all_inner_texts()]


def test_answers_are_text(opened: Opened) -> None:
    """A script in an answer does not run and makes no element."""
    assert opened.page.title() != "run"
    assert opened.page.evaluate("document.querySelectorAll('script').length") == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_theme(browser: Any, file: Path, scheme: str) -> None:
    """The page follows the system's theme, and the reader can switch it."""
    opened = Opened(browser, file, color_scheme=scheme)
    light = "rgb(244, 246, 249)"
    ground = "getComputedStyle(document.body).backgroundColor"
    assert (opened.page.evaluate(ground) == light) == (scheme == "light")
    opened.page.click("#dark")
    assert (opened.page.evaluate(ground) == light) == (scheme == "dark")
    opened.context.close()


def test_phone(browser: Any, file: Path) -> None:
    """On a phone only the matrix scrolls sideways, also with a unit open."""
    opened = Opened(browser, file, width=360, has_touch=True)
    opened.page.locator("#units .open").first.tap()
    opened.page.locator(".panel .bar-row button").tap()
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 360
    assert opened.page.locator(".panel").first.bounding_box()["width"] < 360
    opened.context.close()


@pytest.mark.parametrize("lang", ["th", "en"])
def test_any_width(browser: Any, tmp_path: Path, lang: str) -> None:
    """At any width of the window, and while it is made narrower, the page itself does not scroll sideways."""
    file = tmp_path / "report.html"
    file.write_bytes(write_page(made_up_round(load_form()), lang))
    opened = Opened(browser, file, width=1920)
    boxed = {}
    for width in (1920, 1600, 1440, 1366, 1280, 1200, 1160, 1152, 1024, 1280, 1920):
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert opened.page.evaluate("document.documentElement.scrollWidth") == width
        boxed[width] = opened.page.locator(".box-scroll.fits").count() == 0
    assert boxed == {**boxed, 1024: True, 1152: True, 1366: lang == "en", 1920: lang == "en"}
    opened.context.close()


@pytest.mark.parametrize("width", [390, 1366])
def test_long_names(browser: Any, tmp_path: Path, width: int) -> None:
    """Names of 200 letters, with or without places to break them, do not make the page scroll sideways."""
    form, file = load_form(), tmp_path / "report.html"
    names = ("X" * 200, "สำนักงานส่งเสริมและพัฒนาคุณภาพการบริหารจัดการภาครัฐ" * 4)
    units = tuple(replace(unit, name=Text(names[place % 2][:200])) for place, unit in enumerate(form.units))
    file.write_bytes(write_page(made_up_round(replace(form, units=units))))
    opened = Opened(browser, file, width=width)
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    caption = opened.page.locator(".calls caption").first.bounding_box()
    assert caption["height"] < 60, "a caption in a column of its own, a word a line"
    opened.context.close()


def test_print(browser: Any, file: Path) -> None:
    """On paper the tools are left out and folded findings are opened."""
    opened = Opened(browser, file)
    opened.page.locator("#units .open").nth(2).click()
    opened.page.emulate_media(media="print")
    assert opened.page.locator(".tools").is_hidden()
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator(".found details:not([open])").count() == 0
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.page.locator(".found details:not([open])").count() > 0
    opened.context.close()


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not among the judges (PMQA_XLSX_JUDGES)")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_accessibility(browser: Any, file: Path, scheme: str, width: int) -> None:
    """axe-core finds no violation, with a unit of each kind open."""
    opened = Opened(browser, file, width=width, color_scheme=scheme)
    for status in ("missing", "needs_correction", "accepted"):
        opened.page.locator(f"#units tr:has(.badge.{status}) .open").first.click()
    opened.page.locator(".found details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    opened.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = opened.page.evaluate("axe.run()")
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found["violations"]] == []
    assert len(found["passes"]) > 30
    opened.context.close()
