"""The fast readers give the same result as the complete ones, or leave the input to them."""

from __future__ import annotations

import pickle
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pmqa_xlsx
from pmqa_xlsx.answers.model import Answer, State
from pmqa_xlsx.cells import CellValue
from pmqa_xlsx.files import values
from pmqa_xlsx.files.number_formats import format_of
from pmqa_xlsx.files.ooxml.fast_worksheet import read_fast
from pmqa_xlsx.files.ooxml.notation import TRANSITIONAL, Shared
from pmqa_xlsx.files.ooxml.package import checked_xml, elements_of
from pmqa_xlsx.files.ooxml.shared_texts import read_texts, read_texts_fast
from pmqa_xlsx.files.ooxml.worksheet import Worksheet, read_elements
from pmqa_xlsx.files.refusal import Unreadable
from pmqa_xlsx.ingester.packed_slots import PackedSlots
from pmqa_xlsx.ingester.read_return import read_packed, read_return
from pmqa_xlsx.ingester.request import ReadingRequest
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.layout.identity import Identity, WorkbookTexts
from pmqa_xlsx.layout.rules import Evaluation, form_rules, required_slots
from pmqa_xlsx.text import thai

SAMPLES = sorted((Path(__file__).parent.parent / "samples" / "returns").glob("*.xlsx"))
LAYOUT = plan_layout(pmqa_xlsx.load_form())
MAIN = TRANSITIONAL[1:-1]
SHEET = f'<worksheet xmlns="{MAIN}"{{more}}>{{before}}<sheetData>{{rows}}</sheetData>{{after}}</worksheet>'


def shared() -> Shared:
    return Shared([values.text_value(f"shared {n}") for n in range(2_000)], [None, *map(format_of, range(1, 50))] * 4, 0, values.Room())


def quick(data: bytes) -> Worksheet | None:
    return read_fast(checked_xml(data, 10**6), shared())


def thorough(data: bytes) -> Worksheet | str:
    """Read a part element by element; the finding's code if it is rejected."""
    try:
        return read_elements(elements_of(checked_xml(data, 10**6)), shared())
    except Unreadable as refusal:
        return refusal.code


def sheet(rows: str, before: str = "", after: str = "", more: str = "") -> bytes:
    return SHEET.format(rows=rows, before=before, after=after, more=more).encode()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples(sample: Path) -> None:
    """Every worksheet of every sample, saved by any program, has the same cells in both readers."""
    with zipfile.ZipFile(sample) as package:
        parts = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        contents = [package.read(name) for name in parts]
    both = [(quick(data), thorough(data)) for data in contents]
    assert [name for name, (one, other) in zip(parts, both, strict=True) if one is not None and one != other] == []
    assert sum(one is not None for one, _ in both) >= len(parts) - 1, "the quick way is taken"


# Cells and rows as written by some program: both readers give the same.
USUAL = (
    '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
    '<row r="2" spans="1:3" ht="15.75" customHeight="1"><c r="A2" s="3" t="inlineStr"><is><t> ก &amp; ข&lt;1 </t></is></c>'
    '<c r="B2" s="4"/></row>',
    '<row r="3"><c r="C3" t="n" /><c r="D3"><v>1.5</v></c><c r="E3" s="2"><v>46000</v></c></row>',
    '<row r="4"><c r="A4" t="str"><f>A1&amp;"x"</f><v>text_x000D_</v></c><c r="B4"><f>1+1</f><v></v></c></row>',
    '<row r="5"><c r="A5" t="str"><f t="shared" ref="A5:A9" si="0">B1</f><v/></c><c r="B5"><f t="shared" si="0"/></c></row>',
    '<row r="6"><c r="A6" t="b"><v>1</v></c><c r="B6" t="e"><v>#REF!</v></c><c r="C6" t="inlineStr"><is><t></t></is></c></row>',
    '<row r="7"><c r="A7" t="inlineStr"><is><t xml:space="preserve">a\nb > c</t></is></c></row><row r="9"/>',
)
# The same, damaged or unusual: the fast reader leaves it to the other or gives the same.
UNUSUAL = (
    '<row r="2" x14ac:dyDescent="0.2"><c r="A2"><v>1.5</v></c></row>',
    '<row><c r="C3"><v>1.5</v></c></row><row><c r="A9"><v>2</v></c></row>',
    '<row r="1" r="1"><c r="A1"><v>1</v></c></row>', '<row r="1" x:y="1"/>', '<row r="x"><c r="A1"><v>1</v></c></row>',
    '<row r="1048577"/>', '<row r="1"><c r="XFE1"><v>1</v></c></row>', '<row r="1"><c r="A0"><v>1</v></c></row>',
    '<row r="1"><c><v>1</v></c></row>', '<row r="1"><c r="A1" t="s"><v>999999</v></c></row>',
    '<row r="1"><c r="A1"><v>1,5</v></c></row>', '<row r="1"><c r="A1"><v>&#49;</v></c></row>',
    '<row r="1"><c r="A1"><v>&nbsp;</v></c></row>', '<row r="1"><c r="A1" t="inlineStr"><is><t>a]]>b</t></is></c></row>',
    '<row r="1"><c r="A1"></c><c r="B1"><v>2</v></c></row>', '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>',
    '<row r="1"><!-- <c r="A1"><v>1</v></c> --><c r="B1"><v>2</v></c></row>', '<row r="1"><c r="A1"><v>1</v></c>',
    '<row r="1"><c r="A1" t="inlineStr"><is><t>a\x01</t></is></c></row>', '<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>\ufffe</v></c></row>', 'text<row r="1"/>', '<row r="1"><c r="A1" t="d"><v>2026-01-01</v></c></row>',
    '<row r="2"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>', '<row r="1"><c r="A1" t="z"><v>1</v></c></row>',
)
AROUND = (
    {}, {"after": '<sheetProtection sheet="1"/><headerFooter><oddFooter>&amp;L x</oddFooter></headerFooter>'},
    {"after": '<dataValidations count="1"><dataValidation prompt="a &lt; b"><formula1>1</formula1></dataValidation>'
              '</dataValidations><rowBreaks/>'},
    {"after": '<dataValidations a="1" a="2"></dataValidations>'}, {"after": "<dataValidations >"},
    {"before": '<sheetViews><sheetView activeCell="B&lt;"/></sheetViews>'},
    {"before": '<g xmlns="other"><sheetViews/></g><sheetViews></sheetViews>'}, {"before": "<sheetViews><a></sheetViews></a>"},
    {"before": '<g a="<sheetViews></sheetViews>"/>'}, {"before": '<g a="></sheetViews>"/>'},
    {"before": '<g xmlns="other"><sheetViews></sheetViews></g>', "after": "<sheetProtection sheet='true'/>"},
    {"after": '<headerFooter><oddFooter xml:space="preserve"> &amp;L x </oddFooter></headerFooter>'},
    {"after": "<headerFooter><oddFooter>1</oddFooter></headerFooter><oddFooter>2_x0041_</oddFooter>"},
    {"after": '<g xmlns="other"><oddFooter>1</oddFooter></g>'}, {"after": "<oddFooter>footer</oddFooter><oddFooter/>"},
    {"after": "<oddFooter>a]]>b</oddFooter>"}, {"after": '<g a="<oddFooter>x</oddFooter>"/>'}, {"after": "<cut/>"},
    {"before": "<sheetData/><g xmlns='urn:x'>", "after": "</g>"}, {"more": ' xmlns:x14ac="urn:x"'},
    {"after": "<oddFooter>1</oddFooter><oddFooter >2</oddFooter >"}, {"more": " a=' xmlns:x14ac=\"'"},
    {"after": '<g xmlns="urn:x"><conditionalFormatting></conditionalFormatting></g>'},
    {"after": "<g><conditionalFormatting></conditionalFormatting></g>"},
    {"after": '<dataValidations x="1"><sheetProtection sheet="1"/></dataValidations>'},
    {"after": '<ext><row r="9"><c r="A9"><v>9</v></c></row></ext>'}, {"before": "<!-- <sheetData> -->"},
    {"before": "<sheetData></sheetData>"}, {"before": "<g>", "after": "</g>"}, {"before": "<?x <sheetData>?>"},
    {"more": ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'}, {"after": "&undefined;"},
)


@pytest.mark.parametrize("around", AROUND, ids=str)
@pytest.mark.parametrize("row", [*USUAL, *UNUSUAL], ids=str)
def test_spellings(row: str, around: dict[str, str]) -> None:
    """For all spellings of rows and the XML around them, the two readers never disagree."""
    data = sheet(row, **around)
    one = quick_or_refusal(data)
    assert one is None or one == thorough(data)


@pytest.mark.parametrize("part", [
    f'<worksheet xmlns="{MAIN}"><sheetData/><g xmlns="urn:x"><sheetData>{USUAL[0]}</sheetData></g></worksheet>',
    f'<m:worksheet xmlns:m="{MAIN}" xmlns="urn:x"><m:sheetData/><sheetData>{USUAL[0]}</sheetData></m:worksheet>',
    f'<m:worksheet xmlns:m="{MAIN}" xmlns="{MAIN}"><sheetData><row r="1" x14ac:dyDescent="1"></row></sheetData>'
    '<worksheet xmlns:x14ac="urn:x"/></m:worksheet>',
    f'<m:worksheet xmlns:m="{MAIN}" xmlns="{MAIN}"><worksheet xmlns:q="urn:q"></worksheet><sheetData>{USUAL[0]}</sheetData>'
    '<dataValidations><q:x/></dataValidations></m:worksheet>',
    f'<worksheet xmlns="{MAIN}" xmlns:p="a" xmlns:q="b"><sheetViews xmlns:q="a"><conditionalFormatting p:x="" q:x="">'
    f'</conditionalFormatting></sheetViews><cut/><sheetData>{USUAL[0]}</sheetData></worksheet>',
], ids=["other rows", "rows of another kind", "a prefix declared too late", "a prefix of another worksheet",
        "a block within a block"])
def test_forged_parts(part: str) -> None:
    """Text that only looks like rows of the worksheet, or like well-formed XML, is left to the parser."""
    assert quick_or_refusal(part.encode()) in (None, thorough(part.encode()))


def quick_or_refusal(data: bytes) -> Worksheet | str | None:
    try:
        return quick(data)
    except Unreadable as refusal:
        return refusal.code


def test_common_rows_are_read_by_the_fast_reader() -> None:
    """The rows of common programs are read by the fast reader, with their content."""
    read = quick(sheet("".join(USUAL[:2])))
    assert read is not None
    assert {str(ref): cell.raw for ref, cell in read.cells.items()} == {"A1": "shared 7", "A2": " ก & ข<1 "}
    assert [row for row in USUAL if quick(sheet(row)) is None] == []


@given(st.lists(st.sampled_from([*USUAL, *UNUSUAL[:8]]), max_size=4), st.integers(0, 400), st.sampled_from('<>&"/ r1\n\0é'))
def test_damage(rows: list[str], place: int, character: str) -> None:
    """With one character inserted anywhere, the readers give the same, or the fast one leaves it to the other."""
    text = "".join(rows)
    data = sheet(text[:place] + character + text[place:])
    one = quick_or_refusal(data)
    assert one is None or one == thorough(data)


# Shared texts as written by some program, without <si>: the fast reader gives the same as the parser.
TEXT_ITEMS = (
    "<t>ก &amp; ข&lt;1</t>", '<t xml:space="preserve"> a\nb_x000D_ </t>', "<t></t>", "<t>a > b</t>", "<t>=DISPIMG(&quot;x&quot;)</t>",
    '<r><t>ก</t></r><r><rPr><b/><sz val="14"/><color theme="1" tint="-0.25"/><rFont val="TH SarabunPSK"/></rPr><t xml:space="preserve"> ข</t></r>',
    '<r><rPr><sz val="11"/><color rgb="FF000000"/><rFont val="Calibri"/><family val="2"/><charset val="1"/></rPr><t>_x00</t></r><r><t>41_</t></r>',
)
# Unusual or damaged: it leaves the part to the parser, or gives the same.
UNUSUAL_ITEMS = (
    "<t/>", "", "<t>a]]>b</t>", "<t>a\x01</t>", "<t>a\r\nb</t>", "<t>&#3585;</t>", "<t>&nbsp;</t>", "<t>a</t><t>b</t>", "<t>a", "<T>a</T>",
    '<t>a</t><rPh sb="0" eb="1"><t>k</t></rPh><phoneticPr fontId="1"/>', "<r><t>a</t></r><t>b</t>", "<!-- <si> --><t>a</t>", "<r></r>",
    "<r><rPr><b></rPr><t>a</t></r>", '<r><rPr><sz val="1" val="2"/></rPr><t>a</t></r>', '<r><rPr><sz val="<"/></rPr><t>a</t></r>',
    "<t><si>a</si></t>", '<x xmlns="urn:x"><si><t>b</t></si></x>', "<t>a</t></si><si/><si><t>b</t>", "<r><rPr><x:b/></rPr><t>a</t></r>",
)
HEADS = ('<sst xmlns="{}">', '<sst xmlns="{}" count="2" uniqueCount="1">', '<sst uniqueCount="1" xmlns="{}" x="1">', '<sst xmlns="urn:x">',
         '<sst xmlns="{}" count="1" count="1">', '<a:sst xmlns:a="{}">', '\n<sst xmlns="{}"><extLst/>')
ENDS = ("</sst>", "</sst>\n", "<extLst/></sst>", "</sst><sst/>", "</sst >", "")


def texts_part(item: str, head: str = HEADS[1], end: str = ENDS[0]) -> bytes:
    return f"{head.format(MAIN)}<si>{item}</si><si><t>last</t></si>{end}".encode()


def parsed_texts(data: bytes) -> list[CellValue] | str:
    """The parser's texts; the finding's code if the part is rejected."""
    try:
        return read_texts(checked_xml(data, 10**6))
    except Unreadable as refusal:
        return refusal.code


@pytest.mark.parametrize("item", TEXT_ITEMS)
def test_common_texts_are_read_by_the_fast_reader(item: str) -> None:
    """The texts of common programs are read by the fast reader."""
    data = texts_part(item)
    assert read_texts_fast(checked_xml(data, 10**6)) == parsed_texts(data)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("item", [*TEXT_ITEMS[:2], *UNUSUAL_ITEMS])
def test_spellings_of_texts(item: str, head: str, end: str) -> None:
    """For all spellings of shared texts and of their list, the two readers never disagree."""
    data = texts_part(item, head, end)
    assert read_texts_fast(checked_xml(data, 10**6)) in (None, parsed_texts(data))


@given(st.lists(st.sampled_from([*TEXT_ITEMS, *UNUSUAL_ITEMS[:8]]), max_size=3), st.integers(0, 400), st.sampled_from('<>&"/ r1\n\0é'))
def test_damaged_texts(items: list[str], place: int, character: str) -> None:
    """With one character inserted anywhere, they give the same, or the fast one leaves it to the other."""
    text = texts_part("</si><si>".join(items)).decode()
    data = (text[:place] + character + text[place:]).encode()
    assert quick_texts_or_refusal(data) in (None, parsed_texts(data))


def quick_texts_or_refusal(data: bytes) -> list[CellValue] | str | None:
    try:
        return read_texts_fast(checked_xml(data, 10**6))
    except Unreadable as refusal:
        return refusal.code


@given(st.text(st.one_of(st.characters(), st.sampled_from("กำําเแ่้ิ๑\u200b\n\t _x000D_"))))
def test_clean(text: str) -> None:
    """A text that passes the quick check is not changed by cleaning; cached keys equal the computed ones."""
    assert not thai.is_clean(text) or thai._cleaned(text) == text
    assert thai.comparison_key(text) == thai._SPACE.sub("", thai.arabic_digits(thai._cleaned(text)).casefold())


@pytest.fixture(scope="module")
def expectation() -> ReadingRequest:
    return ReadingRequest((pmqa_xlsx.load_form(),))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_packed(sample: Path, expectation: ReadingRequest) -> None:
    """A packed reading unpacks to the same reading, slot by slot, also the second time."""
    data = sample.read_bytes()
    read, packed = read_return(expectation, data), pickle.loads(pickle.dumps(read_packed(expectation, data)))
    assert packed == read
    assert not read.slots or packed.slots.counts(LAYOUT) == read.slots.counts(LAYOUT)
    assert not read.slots or (isinstance(packed.slots, PackedSlots) and packed.slots[3] == read.slots[3]
                              and packed.slots.unpacked().answers == [slot.answer for slot in read.slots])


ANSWERS = {"nothing": {}, "all yes": dict.fromkeys(range(999), "yes"), "some yes": dict.fromkeys(range(0, 999, 3), "yes")}


@pytest.mark.parametrize("given_values", ANSWERS.values(), ids=ANSWERS)
def test_required(given_values: dict[int, str]) -> None:
    """The cached conditions of a layout give the same as the requirements themselves."""
    layout = plan_layout(pmqa_xlsx.load_form())
    answers = [Answer(given_values.get(n, ""), None, "", State.OK) for n in range(len(layout.slots))]
    evaluation = Evaluation(layout, [answer.value for answer in answers], bytes(len(answers)), "")
    conditions = form_rules(layout).conditions
    assert required_slots(layout, answers) == [
        slot.required.always or (n in conditions and evaluation.of(conditions[n]) is True)
        for n, slot in enumerate(layout.slots)]


def test_fixed_texts_of_two_units() -> None:
    """The cached texts of one workbook are not used for another."""
    layout = plan_layout(form := pmqa_xlsx.load_form())
    texts = [WorkbookTexts(layout, Identity(form.form_id, form.form_version, code, form.fiscal_year, "th", blank=False)).fixed
             for code in ("50", "10", "50")]
    assert texts[0] == texts[2] != texts[1]
