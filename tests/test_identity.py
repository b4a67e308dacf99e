"""A workbook's own identity: texts with their facts, the seal, the footer."""

from dataclasses import replace

import pytest

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.layout.identity import (
    FOOTER_LIMIT,
    Identity,
    WorkbookTexts,
    facts,
    footer,
    identity_from_footer,
    is_keyed,
    same_seal,
)
from pmqa_xlsx.text.language import Lang, Text

FORM = load_form()
LAYOUT = plan_layout(FORM)
CHIANG_MAI = Identity(FORM.form_id, FORM.form_version, "50", 2569, "th", blank=False)
ANY_UNIT = replace(CHIANG_MAI, unit_code="", blank=True)
TEXTS = WorkbookTexts(LAYOUT, CHIANG_MAI)
KEY = b"0123456789abcdef"


@pytest.mark.parametrize(("lang", "stated", "said"), [
    ("th", True, ["a@b.go.th", "30 พฤศจิกายน 2569", "นางสาวสมหญิง โทร. 02 123 4567", "ใช้ติดต่อเท่านั้น"]),
    ("th", False, ["ตามช่องทางที่ส่วนกลางแจ้งไว้ในหนังสือนำส่ง", "ตามกำหนดในหนังสือนำส่ง", "หน่วยงานกลางที่ส่งแบบนี้",
                   "กรอกเฉพาะข้อมูลที่ใช้ติดต่อเกี่ยวกับแบบนี้"]),
    ("en", False, ["the address given in the covering letter", "the date given in the covering letter",
                   "the central office that sent this form", "Enter only what is needed for contact about this form"]),
])
def test_where_to_send_it(lang: Lang, stated: bool, said: list[str]) -> None:
    """The first sheet says where to send it, by when, whom to ask and what happens with personal data, always."""
    facts = {"return_to": "a@b.go.th", "due_date": FORM.due_date, "contact_name": "นางสาวสมหญิง",
             "contact_phone": "02 123 4567", "privacy": Text("ใช้ติดต่อเท่านั้น")}
    nothing = {"return_to": "", "due_date": None, "contact_name": "", "contact_phone": "", "privacy": Text()}
    layout = plan_layout(replace(FORM, **(facts if stated else nothing)))
    assert list(WorkbookTexts(layout, replace(CHIANG_MAI, lang=lang)).soft.values()) == said


def test_what_may_change_is_not_sealed() -> None:
    """Another due date, address or contact changes neither the seal nor a fixed text."""
    moved = plan_layout(replace(FORM, return_to="new@b.go.th", due_date=None, contact_phone="1"))
    texts = WorkbookTexts(moved, CHIANG_MAI)
    assert (texts.seal(None), texts.fixed) == (TEXTS.seal(None), TEXTS.fixed)


def test_facts_of_a_unit_that_is_not_on_the_list() -> None:
    """A return may name a unit that the form does not know: its code is used as the name."""
    assert facts(FORM, replace(CHIANG_MAI, unit_code="99"))["unit"] == "99"


def test_the_seal_detects_changes() -> None:
    """The seal differs for another unit, year, language, key or text, and for nothing else."""
    names = [sheet.name.th for sheet in LAYOUT.sheets]
    place, text = next(iter(TEXTS.fixed.items()))
    own = TEXTS.seal(None)
    assert own == TEXTS.seal(None, names, {})
    assert own == TEXTS.seal(None, names, {place: f" {text}\r\n"})
    others = [
        TEXTS.seal(None, names, {place: text + "x"}),
        TEXTS.seal(None, names, {place: None}),
        TEXTS.seal(None, names, {("general", CellRef(90, 0)): "note"}),
        WorkbookTexts(plan_layout(replace(FORM, form_version="2")), CHIANG_MAI).seal(None, names),
        TEXTS.seal(None, [*names[1:], "x"]),
        *(WorkbookTexts(LAYOUT, replace(CHIANG_MAI, **change)).seal(None) for change in (
            {"unit_code": "51"}, {"fiscal_year": 2570}, {"lang": "en"}, {"blank": True})),
        TEXTS.seal(KEY), TEXTS.seal(KEY + b"x"),
    ]
    assert len({own, *others}) == len(others) + 1
    assert [is_keyed(text) for text in (own, others[-1])] == [False, True]
    assert same_seal(own, own)
    assert not same_seal(own, "สรุป")


@pytest.mark.parametrize("identity", [CHIANG_MAI, ANY_UNIT, replace(CHIANG_MAI, lang="en"),
                                      replace(CHIANG_MAI, form_id="a&b", form_version="2 beta")])
@pytest.mark.parametrize("wrap", ["{}", '&L&"TH SarabunPSK,Bold"&14{}', "{}&R&K01FF00&8&P"])
def test_the_footer_is_read_back(identity: Identity, wrap: str) -> None:
    """The identity is read from the footer, with any fonts and colours that an editor adds."""
    assert identity_from_footer(wrap.format(footer(FORM, identity))) == identity


def test_another_footer_gives_no_identity() -> None:
    """A footer without identity gives none."""
    assert identity_from_footer("&Cหน้า &P จาก &N") is None


def test_a_long_unit_name_fits_the_footer() -> None:
    """In a full footer the unit's name is truncated, never the identity."""
    units = tuple(replace(unit, name=replace(unit.name, th="ย" * 400)) for unit in FORM.units)
    text = footer(replace(FORM, units=units), CHIANG_MAI)
    assert len(text) <= FOOTER_LIMIT
    assert identity_from_footer(text) == CHIANG_MAI
