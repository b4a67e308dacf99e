"""Thai in spreadsheets: texts that look the same are read the same, and dates in both calendars."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import (
    _KEYS,
    alphabetical,
    arabic_digits,
    christian_year,
    clean,
    comparison_key,
    from_thai_keyboard,
    long_date,
    parse_thai_date,
    thai_year,
    unit_key,
)


def test_digits() -> None:
    """Thai and full-width digits become ASCII; digits of other scripts are not changed."""
    assert arabic_digits("๐๑๒๓๔๕๖๗๘๙ ０１２３４５６７８９ ٣") == "0123456789 0123456789 ٣"


@pytest.mark.parametrize(("typed", "meant"), [
    ("น\u0e4d\u0e32", "น\u0e33"),
    ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
    ("น\u0e49\u0e4d\u0e32", "น\u0e49\u0e33"),
    ("เ\u0e40ม่", "แม่"),
    ("เ\u200bเม่", "แม่"),
    ("มี\u200b\ufeff\u00ad\u200c\u200d", "มี"),
    ("ก\u00a0ข\u3000ค\u2003ง", "ก ข ค ง"),
    ("a_x000D_\nb\r\nc\rd\u2028e", "a\nb\nc\nd\ne"),
    ("doc_x0041_1_x005F_", "doc_x0041_1_x005F_"),
    ("a\tb\x00\x07c\x7f", "a bc\ufffd"),
    ("a\ud800b\ufffe", "a\ufffdb\ufffd"),
    ("ไม\uf70aมี \uf718\uf700 ป\uf702\uf713 \uf88bม\uf886 น\uf711\uf714า", "ไม่มี ุฐ ปี่ ่มี น้ำ"),
    ("\u200eม\u2060ี\u200f \u202ea@b\u2069", "มี a@b"),
    ("_xD83D__xDE00_", "😀"),
    ("e\u0301", "é"),
    (" ก  ข ", " ก  ข "),
])
def test_clean(typed: str, meant: str) -> None:
    """Texts that look the same get one spelling; white space at the ends and in runs is not changed."""
    assert clean(typed) == meant


@given(st.text())
def test_clean_text_breaks_no_file(text: str) -> None:
    """Cleaned text has no control character except the line break, and cleaning it again changes nothing."""
    once = clean(text)
    assert [c for c in once if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"] == []
    assert clean(once) == once or "_x" in once


@pytest.mark.parametrize(("one", "other"), [
    ("กลุ่มจังหวัดที่ 1", " กลุ่ม จังหวัดที่\u00a0๑\n"), ("Chiang Mai", "CHIANG  MAI"),
    ("น้ำ", "น\u0e49\u0e4d\u0e32"), ("น้ำ", "น\u0e33\u0e49"), ("มี", "ม\u0e35\u0e35"), ("ไม่", "ไม\u0e48\u0e48\u0e48"),
    ("ที่", "ท\u0e48\u0e35"), ("ผู้", "ผ\u0e49\u0e39"),
])
def test_spellings_of_one_name(one: str, other: str) -> None:
    """Case, white space, Thai digits, SARA AM and signs that are there twice or in another order make no difference."""
    assert comparison_key(one) == comparison_key(other)


@pytest.mark.parametrize("name", ["เชียงใหม่", "จังหวัดเชียงใหม่", "จังหวัด เชียงใหม่", "จ.เชียงใหม่", "จ. เชียงใหม่", "เชียง ใหม่"])
def test_a_unit_with_and_without_the_word_before_it(name: str) -> None:
    """The unit label and its abbreviation are not part of the name."""
    assert unit_key(name, Text("จังหวัด", "Province")) == "เชียงใหม่"


@pytest.mark.parametrize(("name", "label", "key"), [
    ("Chiang Mai Province", Text("จังหวัด", "Province"), "chiangmai"),
    ("จังหวัด", Text("จังหวัด", "Province"), "จังหวัด"),
    ("จ.เชียงใหม่", Text("กรม", "Department"), "จ.เชียงใหม่"),
    ("กรมที่ดิน", Text("กรม", "Department"), "ที่ดิน"),
    ("กรมที่ดิน", Text(), "กรมที่ดิน"),
])
def test_the_word_before_a_unit_comes_from_the_form(name: str, label: Text, key: str) -> None:
    """Only the form's own label is removed, never the whole name."""
    assert unit_key(name, label) == key


@pytest.mark.parametrize(("typed", "keys"), [
    ("หนทแ้ฟร๑ทนรใเนใะ้", "somchai@moi.go.th"),
    ("somchai๑moi.go.th", "somchai@moi.go.th"),
    ("ฆฯ?ฉ็ฤณ", "SOMCHAI"),
    ("ๅ/-ภถุึคตจ", "1234567890"),
    ("plain text", "plain text"),
])
def test_the_keyboard_left_on_thai(typed: str, keys: str) -> None:
    """The same keys on a US keyboard, with and without Shift; Latin text is not changed."""
    assert from_thai_keyboard(typed) == keys


def test_every_key_of_the_thai_keyboard_is_different() -> None:
    """The 94 keys of the layout give 94 different characters back."""
    assert len(_KEYS) == len(set(_KEYS.values())) == 94
    assert set(map(chr, _KEYS.values())) == set(map(chr, range(33, 127)))


def test_alphabetical_order() -> None:
    """Names are sorted as in a dictionary: by the consonant that is spoken first, without tones, numbers by value."""
    names = ["east", "West", "กลาง", "กลุ่ม 2", "กลุ่ม ๑๐", "กาน", "ก้าน", "ขอนแก่น", "เขา", "ใต้", "ไทร", "เมือง",
             "แม่ฮ่องสอน", "เหนือ", "อีสาน"]
    assert sorted(sorted(names), key=alphabetical) == names


def test_years() -> None:
    """B.E. is A.D. plus 543."""
    assert (thai_year(2026), christian_year(2569)) == (2569, 2026)


def test_long_dates() -> None:
    """A date in Thai has the B.E. year, in English the A.D. one."""
    day = dt.date(2026, 11, 30)
    assert [long_date(day, "th"), long_date(day, "en")] == ["30 พฤศจิกายน 2569", "30 November 2026"]


@pytest.mark.parametrize("text", [
    "30/11/2569", "30-11-2569", "30.11.2569", "2569-11-30", "2026-11-30", "30/11/2026", "30 พ.ย. 2569", "30 พย 2569",
    "30 พฤศจิกายน 2569", "30พฤศจิกายน2569", "๓๐ พฤศจิกายน ๒๕๖๙", "วันที่ 30 พฤศจิกายน พ.ศ. 2569",
    " 30  November 2026 ", "30 nov 2026", "30-Nov-2026", "2569/11/30", "2026-11-30 00:00:00",
    "30 เดือน พฤศจิกายน พ.ศ. 2569",
])
def test_dates_as_people_type_them(text: str) -> None:
    """Many ways to write one day."""
    assert parse_thai_date(text) == dt.date(2026, 11, 30)


@pytest.mark.parametrize("text", [
    "", "30/11/69", "31/11/2569", "29/2/2569", "11/30/2026", "30/11", "2569", "30 ฟ้า 2569", "30/11-2569",
    "30/11/2569 น.", "30 พ.ย. พ.ศ. 2026", "30 พ.ย. ค.ศ. 2569",
    "2569/11-30", "2026-30-11", "46356", "9" * 100_000, "30 " + "ก" * 100_000, "٢٠٢٦-١١-٣٠", "٣٠/١١/٢٠٢٦",
])
def test_unclear_dates(text: str) -> None:
    """Two-digit years, days that do not exist, years of another era than stated, and other texts are no dates."""
    assert parse_thai_date(text) is None


@given(st.dates(dt.date(1, 1, 1), dt.date(2400, 12, 31)), st.sampled_from(["th", "en"]))
def test_a_long_date_reads_back(day: dt.date, lang: str) -> None:
    """A date in words is read as the same day if the year has four digits and a clear era."""
    written = long_date(day, lang)  # type: ignore[arg-type]
    if day.year >= 1000 if lang == "en" else day.year > 2400 - 543:
        assert parse_thai_date(written) == day
