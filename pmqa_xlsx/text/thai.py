"""Thai in spreadsheets: digits, SARA AM, invisible characters, the keyboard, B.E. years. Pure functions.

Years are Buddhist Era (B.E. = A.D. + 543) if the name contains ``be``; ``datetime.date`` is always A.D.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from pmqa_xlsx.text.calendar import Calendar, thai_time
from pmqa_xlsx.text.language import LANGS, Lang, Text

BE_OFFSET = 543
#: A four-digit year above this one is B.E.; A.D. years that people write are far below it.
LAST_AD_YEAR = 2400

#: Invisible characters: zero-width space and joiners, byte order mark, soft hyphen.
INVISIBLE = "\u200b\u200c\u200d\ufeff\u00ad"
#: Every space and line break that is not ASCII.
WIDE_SPACES = "\u0085\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"

#: Further characters without width that come with copied text: marks of direction, word joiner, invisible operators.
_FORMAT_MARKS = "\u061c\u180e\u200e\u200f" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2060, 0x2070)]))
#: Thai fonts of Windows and Mac have glyphs for letters without their lower part and raised or shifted signs, at these
#: private places; PDF files and old programs give them instead of the letters (HarfBuzz, hb-ot-shaper-thai.cc).
_FONT_GLYPHS = dict(zip([*range(0xF700, 0xF71B), *range(0xF884, 0xF89F)],
                        "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู" "ัิีึื็่่่้้้๊๊๊๋๋๋์์์ํญฺุูฐ", strict=True))
_DIGITS = {ord(thai): str(n) for n, thai in enumerate("๐๑๒๓๔๕๖๗๘๙")} | {0xFF10 + n: str(n) for n in range(10)}
_OTHER_DIGIT = re.compile("[๐-๙\uff10-\uff19]")
_CHARACTERS: dict[int, str | None] = {
    **dict.fromkeys(range(0x20)),  # control characters are removed …
    **dict.fromkeys(range(0x7F, 0xA0), "\ufffd"),
    **dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd"),
    **dict.fromkeys(map(ord, INVISIBLE + _FORMAT_MARKS)),
    **dict.fromkeys(map(ord, WIDE_SPACES), " "),
    **dict.fromkeys(map(ord, "\u0085\u2028\u2029\n"), "\n"),  # … but line breaks are kept
    ord("\t"): " ",
    **_FONT_GLYPHS,
}
#: The beginning of an escaped character.
ESCAPE_MARK = "_x"
#: Characters that XML cannot hold; any other is meant as it is written (``doc_x0041_1``).
_ESCAPE = re.compile(ESCAPE_MARK + "(00[01][0-9A-F]|D[89A-F][0-9A-F]{2}|FFF[EF])_", re.IGNORECASE)
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
#: Signs above or below a letter that are there twice, or a tone typed before the vowel: neither can be seen.
_DOUBLED_SIGN = re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+")
_TONE_FIRST = re.compile("([\u0e48-\u0e4c]+)([\u0e31\u0e34-\u0e3a]+)|\u0e33([\u0e48-\u0e4b])")
_SPACE = re.compile(r"\s+")
_VOWEL_BEFORE, _TONE = re.compile("([เ-ไ])([ก-ฮ])"), re.compile("[\u0e47-\u0e4e]")
_NUMBER = re.compile("([0-9]{1,9})")
#: Characters that :func:`clean` never changes: ASCII, line breaks, and Thai without NIKHAHIT.
_ALREADY_CLEAN = re.compile("[\\n -~\u0e01-\u0e3a\u0e3f-\u0e4c\u0e4e-\u0e5b]*")
#: Longest text with a cached comparison key: a form's own texts are in every return.
_CACHED_LENGTH = 1_000

_KEYS = str.maketrans(
    "_ๅ/-ภถุึคตจขช" "ๆไำพะัีรนยบลฃ" "ฟหกดเ้่าสวง" "ผปแอิืทมใฝ"
    "%+๑๒๓๔ู฿๕๖๗๘๙" "๐\"ฎฑธํ๊ณฯญฐ,ฅ" "ฤฆฏโฌ็๋ษศซ." "()ฉฮฺ์?ฒฬฦ",
    "`1234567890-=" "qwertyuiop[]\\" "asdfghjkl;'" "zxcvbnm,./"
    "~!@#$%^&*()_+" "QWERTYUIOP{}|" "ASDFGHJKL:\"" "ZXCVBNM<>?",
)
_THAI_KEYS = {code: key for code, key in _KEYS.items() if code > 0x7F}
_LATIN = re.compile("[A-Za-z]")

_MONTHS = (
    ("มกราคม", "มค", "January"), ("กุมภาพันธ์", "กพ", "February"), ("มีนาคม", "มีค", "March"),
    ("เมษายน", "เมย", "April"), ("พฤษภาคม", "พค", "May"), ("มิถุนายน", "มิย", "June"),
    ("กรกฎาคม", "กค", "July"), ("สิงหาคม", "สค", "August"), ("กันยายน", "กย", "September"),
    ("ตุลาคม", "ตค", "October"), ("พฤศจิกายน", "พย", "November"), ("ธันวาคม", "ธค", "December"),
)
_MONTH_OF = {
    name.lower(): number
    for number, (full, short, english) in enumerate(_MONTHS, start=1) for name in (full, short, english, english[:3])
}
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?: 00:00(?::00)?)?", re.ASCII)
_WORDS = re.compile(r"(?:วันที่ ?)?(\d{1,2})[ -]?(?:เดือน ?)?([^\d -]{2,20})[ -]?(?:([พค])\.?ศ\.? ?)?(\d{4})", re.ASCII)
_LONGEST_DATE = 60

#: Official abbreviations of the words before a unit's name.
ABBREVIATIONS = {"จังหวัด": "จ.", "อำเภอ": "อ.", "ตำบล": "ต."}


def arabic_digits(text: str) -> str:
    """The text with Thai (๐–๙) and full-width digits as 0–9; nothing else changes, the length stays the same."""
    return text.translate(_DIGITS) if _OTHER_DIGIT.search(text) else text


def clean(text: str) -> str:
    r"""The text in one spelling for what looks the same, without invisible and control characters.

    ``_x000D_`` and other escaped control characters are decoded, line breaks become ``\n``, other control characters
    below U+0020 and characters without width are removed, those of U+007F to U+009F and lone surrogates become U+FFFD,
    every other space becomes a plain one,
    SARA AM becomes one character, a doubled SARA E becomes SARA AE, and the rest is in normal form C. White space at
    the ends and in runs is kept.
    """
    return text if is_clean(text) else _cleaned(text)


def _cleaned(text: str) -> str:
    text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CHARACTERS)
    text = unicodedata.normalize("NFC", text)
    return _SARA_AM.sub("\\1\u0e33", text).replace("เเ", "แ")


def is_clean(text: str) -> bool:
    """A quick check: if true, :func:`clean` changes nothing; if false, it may or may not."""
    return (_ALREADY_CLEAN.fullmatch(text) is not None and ESCAPE_MARK not in text and "เเ" not in text
            and unicodedata.is_normalized("NFC", text))


def comparison_key(text: str) -> str:
    """A key that is equal for spellings of one name: cleaned, digits 0–9, case folded, signs once, no white space."""
    return (_cached_key if len(text) <= _CACHED_LENGTH else _cached_long_key)(text)


def same_text(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but their spelling; see :func:`comparison_key`."""
    return one == other or comparison_key(one) == comparison_key(other)


def alphabetical(text: str) -> tuple[object, ...]:
    """A sort key in a dictionary's order: the vowel before a consonant after it, tones last, numbers by their value."""
    spoken = _VOWEL_BEFORE.sub("\\2\\1", arabic_digits(text).casefold())
    parts = _NUMBER.split(_TONE.sub("", spoken))
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)), spoken, text


def _key(text: str) -> str:
    key = _SPACE.sub("", arabic_digits(clean(text)).casefold())
    if key.isascii():
        return key
    return _DOUBLED_SIGN.sub("\\1", _TONE_FIRST.sub(_vowel_first, key))


def _vowel_first(signs: re.Match[str]) -> str:
    return f"{signs[3]}\u0e33" if signs[3] else f"{signs[2]}{signs[1]}"


_cached_key = lru_cache(maxsize=8_192)(_key)
#: A small file can repeat one long text in very many cells.
_cached_long_key = lru_cache(maxsize=8)(_key)


def unit_key(text: str, label: Text) -> str:
    """The comparison key of a unit's name without the unit label.

    :param label: the unit label in each language (``จังหวัด``, ``Province``); its official abbreviation (``จ.``) is
        also removed. It may be before the name or after it.
    """
    key = comparison_key(text)
    words = (label.th, ABBREVIATIONS.get(label.th, ""), label.en)
    for word in filter(None, map(comparison_key, words)):
        shorter = key.removeprefix(word).removesuffix(word)
        if shorter:
            key = shorter
    return key


def from_thai_keyboard(text: str) -> str:
    """The text that the same keys give on a US keyboard, for text typed with the Thai (Kedmanee) layout on.

    Keys that give ASCII in the Thai layout too are only translated if the text has no Latin letter.
    """
    return text.translate(_THAI_KEYS if _LATIN.search(text) else _KEYS)


def thai_year(ad: int) -> int:
    """The B.E. year of an A.D. year."""
    return ad + BE_OFFSET


def christian_year(be: int) -> int:
    """The A.D. year of a B.E. year."""
    return be - BE_OFFSET


def in_common_era(moment: dt.datetime) -> dt.datetime:
    """A moment with its year A.D., where a program of a Thai system wrote it B.E.

    :raises ValueError: A.D. there is no such day.
    """
    return moment.replace(year=christian_year(moment.year)) if moment.year > LAST_AD_YEAR else moment


def long_date(date: dt.date, lang: Lang, calendar: Calendar = Calendar.BE) -> str:
    """A date in words: ``30 November 2026``, in Thai ``30 พฤศจิกายน 2569`` or ``30 พฤศจิกายน ค.ศ. 2026``."""
    thai, _, english = _MONTHS[date.month - 1]
    if lang == "th":
        return f"{date.day} {thai} {thai_year(date.year) if calendar is Calendar.BE else f'ค.ศ. {date.year}'}"
    return f"{date.day} {english} {date.year}"


def long_moment(moment: dt.datetime, lang: Lang, calendar: Calendar = Calendar.BE) -> str:
    """A moment in Thai time, in words; one without a time zone counts as Thai time."""
    local = thai_time(moment)
    return f"{long_date(local.date(), lang, calendar)} {local:%H:%M}{' น.' if lang == 'th' else ''}"


def in_words(fact: str, day: dt.date, calendar: Calendar = Calendar.BE) -> dict[str, str]:
    """A day (A.D.) as the facts of a message, in both languages, Thai first."""
    return {f"{fact}_{lang}": long_date(day, lang, calendar) for lang in LANGS}


def is_of_other_era(letter: str | None, year: int) -> bool:
    """Whether a year cannot be of the era stated with it.

    :param letter: how its abbreviation begins, พ for พ.ศ. (B.E.) or ค for ค.ศ. (A.D.); ``None`` if none is stated.
    """
    return year < LAST_AD_YEAR if letter == "พ" else letter == "ค" and year > LAST_AD_YEAR


def parse_thai_date(text: str) -> dt.date | None:
    """Parse a date as people type it; ``None`` for anything else.

    Day/month/year or year/month/day (also with ``-`` or ``.``), or with the month's name or abbreviation in Thai or
    English. A year above 2400 is B.E., other years are A.D.; two-digit years, and years of another era than the one
    stated, are not accepted.
    """
    text = " ".join(arabic_digits(clean(text[:_LONGEST_DATE + 1])).split())
    if len(text) > _LONGEST_DATE:
        return None
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif match := _WORDS.fullmatch(text):
        day, month, year = int(match[1]), _MONTH_OF.get(match[2].replace(".", "").lower(), 0), int(match[4])
        if is_of_other_era(match[3], year):
            return None
    else:
        return None
    try:
        return dt.date(christian_year(year) if year > LAST_AD_YEAR else year, month, day)
    except ValueError:
        return None
