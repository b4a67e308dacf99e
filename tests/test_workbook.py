"""The workbook that a unit fills in, checked by openpyxl and the Open XML SDK."""

import base64
import datetime as dt
import hashlib
import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from form_strategy import forms
from judges import ooxml_errors
from pmqa_xlsx import generate
from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.errors import OptionNotValid, UnitNotFound, YearNotValid
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.generator.outputs import write_workbooks
from pmqa_xlsx.ingester.model import Seal
from pmqa_xlsx.ingester.read_return import read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.layout.digests import handed_out
from pmqa_xlsx.layout.identity import STAMP, Identity, WorkbookTexts, identity_from_footer
from pmqa_xlsx.layout.words import CHART_DESCRIPTION
from pmqa_xlsx.text.language import Lang, Text

FORM = load_form()
LAYOUT = plan_layout(FORM)
KINDS: list[tuple[str | None, Lang]] = [("50", "th"), (None, "th"), ("50", "en"), (None, "en")]
CONTRACT_NAMES = {
    "pmqa_form", "pmqa_edition", "pmqa_unit", "pmqa_year", "pmqa_layout", "pmqa_seal",
    "pmqa_score_total", "pmqa_complete_total", *(f"pmqa_complete_{category.code}" for category in FORM.categories),
    *(f"pmqa_score_{code}" for code in "1234567"),
}


@cache
def made(unit: str | None, lang: Lang) -> bytes:
    """A workbook of the shipped form."""
    return generate(FORM, unit, lang=lang)


@cache
def opened(unit: str | None, lang: Lang, values: bool = False) -> openpyxl.Workbook:
    """The same workbook loaded by openpyxl."""
    return openpyxl.load_workbook(io.BytesIO(made(unit, lang)), data_only=values)


def part(data: bytes, name: str) -> str:
    """A part of a package as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode("utf-8")


@pytest.mark.parametrize(("unit", "lang"), KINDS)
def test_only_slots_are_open_and_each_is_guided(unit: str | None, lang: Lang) -> None:
    """Every slot has a rule, a prompt and a stop message; unlocked are slots and the empty cells between answers."""
    slots = {(LAYOUT.sheet_by_key[slot.sheet].name.of(lang), str(slot.cell)) for slot in LAYOUT.all_slots
             if unit is None or not slot.is_identity}
    open_cells = set(slots)
    for sheet in LAYOUT.sheets:
        open_cells |= {(sheet.name.of(lang), str(CellRef(row, column.column))) for column in sheet.columns
                       for row in (*sheet.sections, *(known.row for known in sheet.rows))}
    guided, unlocked = set(), set()
    for sheet in opened(unit, lang).worksheets:
        for rule in sheet.data_validations.dataValidation:
            if not rule.type:  # the guidance beside a criterion's wording
                continue
            assert all([rule.type, rule.promptTitle, rule.prompt, rule.errorTitle, rule.error, rule.showErrorMessage])
            for area in rule.sqref.ranges:
                guided |= {(sheet.title, str(CellRef(row - 1, column - 1))) for row, column in area.cells}
        unlocked |= {(sheet.title, cell.coordinate) for row in sheet.iter_rows() for cell in row
                     if not cell.protection.locked}
    assert guided == slots
    assert unlocked == open_cells


@pytest.mark.parametrize("lang", ["th", "en"])
def test_rows_with_answers_grow(lang: Lang) -> None:
    """A row with answers has a height that programs may change when somebody types; all others have a fixed one."""
    for number, sheet in enumerate(LAYOUT.sheets, start=1):
        growing = {row.row + 1 for row in sheet.rows}
        rows = re.findall(r'<row r="([0-9]+)"([^>]*)>', part(made("50", lang), f"xl/worksheets/sheet{number}.xml"))
        free = {int(row) for row, attributes in rows if " ht=" in attributes and "customHeight" not in attributes}
        assert free == growing, sheet.key


def test_what_may_change_after_sending() -> None:
    """Due date, return address, contacts and privacy note are outside the seal: changed, nothing is reported."""
    changed = replace(FORM, due_date=dt.date(2027, 1, 31), return_to="new@example.go.th", contact_name="สมหญิง",
                      contact_phone="02 000 0000", privacy=Text("ข้อความใหม่", "New note"))
    reading = read_return(ReadingRequest((changed,)), made("50", "th"))
    assert (reading.seal, [one.code for one in reading.findings if "changed" in one.code or "seal" in one.code]) == (
        Seal.INTACT, [])


@pytest.mark.parametrize("lang", ["th", "en"])
def test_screen_readers_find_their_way(lang: Lang) -> None:
    """The document has a title and a language, the chart an alternative text, each table a region with titles."""
    data = made("50", lang)
    assert {"th": "th-TH", "en": "en-GB"}[lang] in part(data, "docProps/core.xml")
    assert f"<dc:title>{FORM.title.of(lang)}" in part(data, "docProps/core.xml")
    assert f'descr="{CHART_DESCRIPTION.of(lang)}"' in part(data, "xl/drawings/drawing1.xml")
    regions = [name for name in opened("50", lang).defined_names if name.startswith("TitleRegion")]
    assert len(regions) == sum(bool(sheet.rows) for sheet in LAYOUT.sheets)


@pytest.mark.parametrize(("unit", "lang"), KINDS)
def test_fixed_texts_and_formulas_are_in_the_layouts_cells(unit: str | None, lang: Lang) -> None:
    """A visible sheet contains only fixed texts, formulas in the layout's cells, the unit and the year."""
    identity = Identity(FORM.form_id, FORM.form_version, unit or "", 2569, lang, blank=unit is None)
    made = WorkbookTexts(LAYOUT, identity)
    texts = made.fixed | made.soft
    for sheet in LAYOUT.sheets:
        if sheet.kind.hidden:
            continue
        found = {CellRef(cell.row - 1, cell.column - 1): cell.value
                 for row in opened(unit, lang)[sheet.name.of(lang)].iter_rows() for cell in row
                 if cell.value is not None}
        formulas = {ref for ref, value in found.items() if isinstance(value, str) and value.startswith("=")}
        named = {text.cell for text in sheet.texts if text.of_unit} if unit is None else set()
        assert formulas == {ref for key, ref in LAYOUT.live_cells if key == sheet.key} | named
        own = {slot.cell for slot in LAYOUT.identity_slots.values() if slot.sheet == sheet.key}
        assert {ref: value for ref, value in found.items() if ref not in formulas | own} == {
            ref: text for (key, ref), text in texts.items() if key == sheet.key and ref not in named}


def test_identity_is_carried_four_times() -> None:
    """Hidden cells with defined names, properties and the footer all contain the same identity."""
    book = opened("50", "th")
    identity = Identity(FORM.form_id, FORM.form_version, "50", 2569, "th", blank=False)
    empty = handed_out(LAYOUT, [""] * len(LAYOUT.slots))
    expected = identity.values(LAYOUT.fingerprint, WorkbookTexts(LAYOUT, identity).seal(None), empty)
    hidden = book["_pmqa"]
    assert {hidden.cell(row, 1).value: hidden.cell(row, 2).value for row in range(1, 10)} == expected
    assert {prop.name: prop.value for prop in book.custom_doc_props.props} == {
        f"pmqa_{key}": str(value) for key, value in expected.items()}
    sheets = "".join(part(made("50", "th"), f"xl/worksheets/sheet{number}.xml") for number in range(1, 12))
    footers = set(re.findall("<oddFooter>(.*?)</oddFooter>", sheets))
    assert [identity_from_footer(text.replace("&amp;", "&")) for text in footers] == [identity]
    assert set(book.defined_names) >= CONTRACT_NAMES
    assert (book.properties.created, book.properties.modified) == (STAMP.replace(tzinfo=None),) * 2
    assert (book.properties.language, book.properties.title) == ("th-TH", f"{FORM.title.th} 2569 เชียงใหม่")


@pytest.mark.parametrize(("year", "count"), [(2553, 75), (2554, 76)])
def test_the_blank_workbook_offers_the_units_of_its_year(year: int, count: int) -> None:
    """Bueng Kan is on the list from 2554 on; the unit is blank and its code looked up; the year can be changed."""
    book = openpyxl.load_workbook(io.BytesIO(generate(FORM, year=year)))
    cells = [cell.value for (cell,) in book["_lists"][book.defined_names["pmqa_units"].attr_text.split("!")[1]]]
    assert (len(cells), "บึงกาฬ" in cells) == (count, year == 2554)
    general = book["ข้อมูลทั่วไป"]
    slots = LAYOUT.identity_slots
    assert [general[str(slots[name].cell)].value for name in ("unit", "fiscal_year")] == [None, year]
    assert str(book["_pmqa"]["B3"].value).startswith("=IFERROR(INDEX(pmqa_unit_codes,")


def test_a_units_workbook_has_no_other_unit() -> None:
    """The list of units has the workbook's own unit, and no text names another."""
    texts = "".join(re.findall("<t[^>]*>(.*?)</t>", part(made("50", "th"), "xl/sharedStrings.xml")))
    assert [unit.name.th for unit in FORM.units if unit.name.th in texts] == ["เชียงใหม่"]


def test_the_first_open_cell_is_selected() -> None:
    """The book opens on the instructions; on each other sheet with slots the first open one is selected."""
    book = opened("50", "th")
    assert book.active.title == "คำชี้แจง"
    for sheet in LAYOUT.sheets:
        first = next((slot.cell for slot in sheet.slots() if not slot.is_identity), None)
        if first:
            selections = book[sheet.name.th].sheet_view.selection
            assert str(first) in {selection.activeCell for selection in selections}


@pytest.mark.parametrize("password", [None, "open sesame"])
def test_the_manifests_password_opens_every_lock(password: str | None, tmp_path: Path) -> None:
    """Sheets and structure are locked with Excel's own hash of it; only rows may be sized."""
    manifest = write_workbooks(FORM, ["50"], tmp_path, password=password)
    data = (tmp_path / manifest["workbooks"][0]["file"]).read_bytes()

    def hashed(salt: str) -> str:
        """The algorithm that ISO/IEC 29500-1, 18.3.1.85 publishes."""
        digest = hashlib.sha512(base64.b64decode(salt) + manifest["password"].encode("utf-16-le")).digest()
        for number in range(100_000):
            digest = hashlib.sha512(digest + number.to_bytes(4, "little")).digest()
        return base64.b64encode(digest).decode()

    stated = set()
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        guard = sheet.protection
        assert (guard.sheet, guard.objects, guard.scenarios) == (True, True, True)
        assert (guard.formatColumns, guard.formatRows, guard.selectLockedCells) == (True, False, False)  # allowed
        stated.add((guard.algorithmName, guard.saltValue, guard.hashValue, guard.spinCount))
    [(algorithm, salt, value, count)] = stated
    assert (algorithm, count, value) == ("SHA-512", 100_000, hashed(salt))
    assert (f'<workbookProtection lockStructure="1" workbookAlgorithmName="SHA-512" workbookHashValue="{value}" '
            f'workbookSaltValue="{salt}" workbookSpinCount="100000"/>') in part(data, "xl/workbook.xml")


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes() -> None:
    """The bytes do not depend on chance or the clock; password, key, year and unit each change them."""
    assert generate(FORM, "50") == made("50", "th")
    others = [generate(FORM, "50", password="x"), generate(FORM, "50", seal_key=bytes(16)),
              generate(FORM, "50", year=2570), generate(FORM, "51"), generate(FORM)]
    assert len({made("50", "th"), *others}) == len(others) + 1
    assert len(made("50", "th")) < 150_000


@pytest.mark.parametrize(("options", "error", "says"), [
    ({"unit": "10"}, UnitNotFound, "“10” in fiscal year 2569"), ({"unit": "38", "year": 2553}, UnitNotFound, "“38”"),
    ({"year": 2026}, YearNotValid, "2026 is not a fiscal year"), ({"password": "รหัส"}, OptionNotValid, "Latin letters"),
    ({"password": ""}, OptionNotValid, "1 to 255"), ({"seal_key": b"short"}, OptionNotValid, "at least 16"),
])
def test_each_mistake_gives_one_clear_line(options: dict[str, object], error: type[Exception], says: str) -> None:
    """A unit, year, password or key that cannot be used is reported before anything is made."""
    with pytest.raises(error, match=says):
        generate(FORM, **options)  # type: ignore[arg-type]


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.1), from its last six hex digits."""
    parts = [int(colour[place:place + 2], 16) / 255 for place in (len(colour) - 6, len(colour) - 4, len(colour) - 2)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_text_has_contrast_with_its_background() -> None:
    """Contrast is at least 4.5 : 1 in every cell with content, also with conditional formats."""
    pairs = set()
    for sheet in opened(None, "th").worksheets:
        looks = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        looks += [rule.dxf for area in sheet.conditional_formatting for rule in area.rules if rule.dxf.font]
        for look in looks:
            fill = look.fill.bgColor if look.fill and look.fill.fill_type is None else look.fill and look.fill.fgColor
            ground = fill.rgb if fill and fill.type == "rgb" and fill.rgb != "00000000" else "FFFFFFFF"
            ink = look.font.color.rgb if look.font.color and look.font.color.type == "rgb" else "FF000000"
            pairs.add((ink, ground))
    assert len(pairs) > 8
    for ink, ground in pairs:
        dark, light = sorted((luminance(ink), luminance(ground)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


@pytest.mark.slow
@pytest.mark.parametrize(("unit", "lang"), KINDS)
def test_the_open_xml_sdk_finds_no_error(unit: str | None, lang: Lang, tmp_path: Path) -> None:
    """Microsoft's own validator finds no error in the workbook."""
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(made(unit, lang))
    assert ooxml_errors(path) == []


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms())
def test_any_form_becomes_a_workbook(form: Form) -> None:
    """An unknown form gives a workbook that opens without a warning and contains all its slots."""
    book = openpyxl.load_workbook(io.BytesIO(generate(form)))
    layout = plan_layout(form)
    assert book.sheetnames == [sheet.name.th for sheet in layout.sheets]
    assert all(not book[layout.sheet_by_key[slot.sheet].name.th][str(slot.cell)].protection.locked
               for slot in layout.all_slots)
