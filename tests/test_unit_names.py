"""Which units a text names."""

import pytest

from pmqa_xlsx import load_form
from pmqa_xlsx.form.model import Unit
from pmqa_xlsx.form.unit_names import TypedUnit, UnitNames, names_of_units
from pmqa_xlsx.text.language import Text

FORM = load_form()
NAMES = names_of_units(FORM)


@pytest.mark.parametrize(("text", "codes"), [
    ("เชียงใหม่", "50"), ("แบบ_เชียงใหม่_2569", "50"), ("จังหวัดเชียงใหม่", "50"), ("จ.เชียงใหม่", "50"), ("จ. ชม", "50"),
    ("ผู้ว่าราชการจังหวัดอุบลราชธานี", "34"), ("ส่งแบบ PMQA จังหวัดอุบลราชธานี", "34"), ("Chiang Mai", "50"),
    ("50_chiang-mai_pmqa-fl-province_2569", "50"), ("CHIANG_MAI and Nan", "50 55"), ("น่าน", "55"), ("โคราช", "30"),
    ("Nan", "55"), ("nan_2569", "55"), ("answers_nan", ""), ("values with nan", ""), ("form_NAN", "55"),
    ("ชม", ""), ("50", ""), ("เชียงใหม่เอี่ยม", ""), ("ส่งเลย", ""), ("Nantes", ""), ("", ""),
    ("Phra Nakhon Si Ayutthaya", "14"), ("แบบจังหวัดเชียงรายแก้ไข", "57"), ("จังหวัดอุบลราชธานีส่ง", "34"),
    ("chiangmai_pmqa", "50"), ("ChiangMai-2569", "50"), ("Si Saket", "33"), ("Si-Sa-Ket", "33"), ("sisaket", "33"),
    ("NakhonSi Thammarat", "80"), ("chiangmaiuniversity", ""), ("t ak", ""), ("PMQAเชียงใหม่2569", "50"),
    ("น่านPMQA", "55"), ("ส่งPMQAเลย", ""), ("PMQA เลย", "42"),
    ("จังหวัดเลยกำหนด", ""), ("จังหวัดเลย", "42"), ("จังหวัดตราดี", ""), ("จังหวัดชมพู", ""),
])
def test_named(text, codes) -> None:
    """A name stands between characters that are no letters; an abbreviation only after the label."""
    assert sorted(NAMES.named(text)) == codes.split()


@pytest.mark.parametrize(("name", "codes"), [
    ("34_อบ.xlsx", "34"), ("34_อุบลราชธานี.xlsx", "34"), ("34.xlsx", ""), ("34_pmqa.xlsx", ""), ("34_นน.xlsx", ""),
    ("๓๔_อบ.xlsx", "34"),
])
def test_named_by_file(name, codes) -> None:
    """A code counts only before a name of the same unit."""
    assert sorted(NAMES.named_by_file(name)) == codes.split()


@pytest.mark.parametrize(("name", "codes"), [
    ("เชียงใหม่ เขต 1.xlsx", "1"), ("เชียงใหม่ เขต ๒.xlsx", "2"), ("เชียงใหม่เขต 2.xlsx", ""),
    ("เชียงใหม่ เขต2_2569.xlsx", "2"), ("แบบเขตพื้นที่เชียงใหม่ เขต 2 แก้ไข.xlsx", "2"), ("เชียงใหม่ เขต 12.xlsx", ""),
    ("เชียงใหม่ เขต.xlsx", ""),
    ("บ้านหนอง.xlsx", "3"), ("บ้านหนอง 2.xlsx", "4"), ("บ้านหนอง (2).xlsx", "3"), ("บ้านหนอง (๒).xlsx", "3"),
    ("บ้านหนอง 2569.xlsx", "3"),
    ("4_บ้านหนอง2.xlsx", "4"), ("2.xlsx", ""), ("1 nan.xlsx", "5"),
])
def test_names_with_numbers(name: str, codes: str) -> None:
    """Names that differ in their numbers alone are names of different units; the number of a copy is none of them."""
    units = [Unit(str(code), Text(name)) for code, name in enumerate((
        "เชียงใหม่ เขต 1", "เชียงใหม่ เขต 2", "บ้านหนอง", "บ้านหนอง 2", "nan"), start=1)]
    assert sorted(UnitNames(units, Text("เขตพื้นที่")).named_by_file(name)) == codes.split()


@pytest.mark.parametrize(("typed", "unit", "likely"), [
    ("50", "50", ""), ("๕๐", "50", ""), ("เชียงใหม่", "50", "50"), ("จ.เชียงใหม่", "50", "50"),
    ("Chiang Mai", "50", "50"), ("ชม", "50", ""), ("50 เชียงใหม่", "50", "50"), ("50 น่าน", "", "55"),
    ("สำนักงานจังหวัดเชียงใหม่", "", "50"), ("เชียงใหม", "", "50"), ("น่าน เชียงใหม่", "", ""), ("ไม่ทราบ", "", ""), ("", "", ""),
])
def test_typed_unit(typed, unit, likely) -> None:
    """A code, name or alias is the unit; likely is the only one whose name is in the text, also misspelled."""
    found = TypedUnit(NAMES, typed)
    assert [one.code if one else "" for one in (found.unit, found.likely)] == [unit, likely]


def test_only_a_similar_name_is_proposed() -> None:
    """The unit proposed for a text is the one with the most similar name, also where the text names several."""
    assert [near.code if (near := TypedUnit(NAMES, text).nearest) else "" for text in (
        "เชียงใหม", "เชียงใหม่ ", "xyz")] == ["50", "50", ""]


@pytest.mark.parametrize(("label", "text"), [
    ("จังหวัด", "จ.ลี"), ("อำเภอ", "อ.ลี"), ("ตำบล", "ต. ลี"), ("สำนักงาน", "สำนักงานลี"),
])
def test_short_names_after_the_label(label: str, text: str) -> None:
    """A short name counts after the label of the form's units, and after its official abbreviation."""
    assert [*UnitNames([Unit("1", Text("ลี"))], Text(label)).named(text)] == ["1"]
