"""The property streams of a compound file: save time, program and custom properties ([MS-OLEPS])."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Iterator

from pmqa_xlsx.files.ole import filetime
from pmqa_xlsx.files.ooxml.properties import Properties, plausible
from pmqa_xlsx.files.records import Fields
from pmqa_xlsx.files.refusal import Unreadable

#: Names of the two streams.
SUMMARY, DOCUMENT_SUMMARY = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_LAST_SAVED, _APPLICATION = 13, 18
_DICTIONARY, _CODE_PAGE = 0, 1
_SHORT, _TEXT, _WIDE_TEXT, _TIME = 0x02, 0x1E, 0x1F, 0x40
_UTF16 = 1200
_MOST_PROPERTIES = 1_000
#: Code pages with another name in Python; for others ``cp`` and the number is tried.
_CODE_PAGES = {10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252", 65001: "utf-8", _UTF16: "utf-16-le"}

Value = str | dt.datetime


def read_properties(summary: bytes, document_summary: bytes) -> Properties:
    """Read both streams, each of which may be empty; unreadable properties are left out."""
    stated = next((values for values, _ in _sections(summary)), {})
    custom = {name: value for values, names in list(_sections(document_summary))[1:]
              for number, name in names.items() if isinstance(value := values.get(number), str)}
    saved_at, application = stated.get(_LAST_SAVED), stated.get(_APPLICATION)
    return Properties(saved_at if isinstance(saved_at, dt.datetime) else None,
                      application if isinstance(application, str) else "", custom)


def codec(number: int) -> str:
    """Python's name of a Windows code page; for an unknown one that of Western Europe."""
    try:
        return codecs.lookup(_CODE_PAGES.get(number, f"cp{number}")).name
    except LookupError:
        return "cp1252"


def _sections(stream: bytes) -> Iterator[tuple[dict[int, Value], dict[int, str]]]:
    """The values of each section by number, and the names of named ones."""
    try:
        head = Fields(stream, 24)
        starts = [(head.take(16), head.number(4))[1] for _ in range(min(head.number(4), 2))]
        for start in starts:
            yield _section(stream[start:])
    except Unreadable:
        return


def _section(section: bytes) -> tuple[dict[int, Value], dict[int, str]]:
    head = Fields(section, 4)
    places = {head.number(4): head.number(4) for _ in range(min(head.number(4), _MOST_PROPERTIES))}
    page = Fields(section, places[_CODE_PAGE] + 4).number(2) if _CODE_PAGE in places else _UTF16
    names = _names(Fields(section, places[_DICTIONARY]), page) if _DICTIONARY in places else {}
    values = {number: value for number, place in places.items() if number > _CODE_PAGE
              and (value := _value(Fields(section, place), codec(page))) is not None}
    return values, names


def _names(fields: Fields, page: int) -> dict[int, str]:
    names: dict[int, str] = {}
    for _ in range(min(fields.number(4), _MOST_PROPERTIES)):
        number, size = fields.number(4), fields.number(4)
        if page == _UTF16:
            names[number] = fields.utf16(size).rstrip("\0")
            fields.take(-2 * size % 4)
        else:
            names[number] = fields.take(size).decode(codec(page), "replace").rstrip("\0")
    return names


def _value(fields: Fields, codec_name: str) -> Value | None:
    kind, size = fields.number(4), fields.number(4)
    if kind == _TEXT:
        return fields.take(size).decode(codec_name, "replace").rstrip("\0")
    if kind == _WIDE_TEXT:
        return fields.utf16(size).rstrip("\0")
    if kind == _TIME:
        moment = filetime(size | fields.number(4) << 32)
        return moment and plausible(moment)
    return None
