"""What says which form, edition, unit and year a workbook is for: the words that the writer and the reader share.

The identity is carried several times, since an editor may drop any one of them: cells of a hidden sheet, defined
names on these, custom document properties and the printed footer. The seal is a digest over the identity, the
layout and every fixed text, with a key an HMAC; it proves which form a workbook is, never who filled it in.
Fiscal years are Buddhist Era.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import groupby

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.layout import FixedText, Layout
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.model import cached_per_layout
from pmqa_xlsx.layout.sheets import constant_fact, constant_text
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.text import thai
from pmqa_xlsx.text.language import Lang

#: The place of a fixed text: the key of its sheet, and its cell.
FixedPlace = tuple[str, CellRef]
#: When the workbook was made and saved, as every workbook of this program says until an editor saves it.
STAMP = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
#: What the name of every custom document property and defined name of the identity begins with.
PREFIX = "pmqa_"
#: The least length of a seal key, in bytes.
LEAST_KEY_BYTES = 16
#: How many UTF-16 units a footer may have in Excel.
FOOTER_LIMIT = 255
#: In the footer, in place of the code of a unit that is still to be chosen.
NO_UNIT = "-"

_FOOTER = {
    "th": "แบบ {form} ฉบับ {version} · รหัส {unit} · ปี {year}",
    "en": "Form {form} edition {version} · unit {unit} · year {year}",
}
_FOOTER_CODE = re.compile(r'&(?:(&)|"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]{1,3} ?|[A-Za-z])')
_FOOTER_PATTERN = {
    lang: re.compile(
        re.escape(text).replace(r"\{form\}", r"(?P<form>\S{1,100})").replace(r"\{version\}", r"(?P<version>.{1,100}?)")
        .replace(r"\{unit\}", r"(?P<unit>\S{1,100})").replace(r"\{year\}", "(?P<year>[0-9]{4})"))
    for lang, text in _FOOTER.items()
}


@dataclass(frozen=True, slots=True)
class Identity:
    """Which form a workbook is, and whose.

    :ivar unit_code: empty in a workbook in which the unit is chosen from a list.
    :ivar fiscal_year: in the form's calendar; in a workbook for any unit, the year that it was made for.
    :ivar blank: whether the workbook is for any unit.
    """

    form_id: str
    form_version: str
    unit_code: str
    fiscal_year: int
    lang: Lang
    blank: bool

    @property
    def edition(self) -> str:
        """The edition's name, ``ID-VERSION``, as :attr:`pmqa_xlsx.form.model.Form.edition` writes it."""
        return f"{self.form_id}-{self.form_version}"

    def values(self, fingerprint: str, seal: str, handed: str = "") -> dict[str, str | int]:
        """What the identity sheet says, by the keys of ``layout.identity``.

        :param handed: what the workbook was handed out with; see :mod:`pmqa_xlsx.layout.digests`.
        """
        return {
            "form": self.form_id, "edition": self.form_version, "unit": self.unit_code, "year": self.fiscal_year,
            "layout": fingerprint, "seal": seal, "lang": self.lang, "blank": int(self.blank),
            "handed": handed,
        }


def facts(form: Form, identity: Identity, due: dt.date | None = None) -> Mapping[str, str]:
    """What the placeholders of the fixed texts stand for in one workbook.

    :param due: the day (A.D.) by which it is to be sent back; ``None`` for the unit's due date.
    """
    lang = identity.lang
    unit = form.unit_by_code.get(identity.unit_code)
    name = unit.name.of(lang) if unit else identity.unit_code
    contact = form.contact_name or wording.CONTACT_UNKNOWN.of(lang)
    if form.contact_phone:
        contact = wording.CONTACT_PHONE.of(lang).replace("{name}", contact).replace("{phone}", form.contact_phone)
    due = due or form.due_in(identity.fiscal_year, identity.unit_code)
    own = {question: form.constant(identity.unit_code, question) for question in form.own_constants}
    return {
        **{constant_fact(question): constant_text(text).of(lang) for question, text in own.items()},
        "unit_label": form.unit_label.of(lang),
        "unit": wording.UNIT_CHOSEN.of(lang) if identity.blank else name,
        wording.NAME_OF_UNIT[1:-1]: form.unit_label.of(lang) if identity.blank else name,
        "year": str(identity.fiscal_year),
        "era": wording.ERA[form.calendar][lang],
        "due": thai.long_date(due, lang, form.calendar) if due else wording.DUE_UNKNOWN.of(lang),
        "return_to": form.return_to or wording.RETURN_TO_UNKNOWN.of(lang),
        "contact": contact,
        "privacy": form.privacy.of(lang) or wording.PRIVACY_UNKNOWN.of(lang),
    }


class WorkbookTexts:
    """The texts of one workbook as it was made, by sheet key and cell, and the seal that covers them.

    :param due: see :func:`facts`.
    :param chosen: in a workbook for any unit, the code of the unit that was chosen.
    :ivar facts: what the placeholders stand for.
    :ivar own: the fixed texts that differ from one workbook to the next, also those with nothing to say.
    """

    def __init__(self, layout: Layout, identity: Identity, due: dt.date | None = None, chosen: str = "") -> None:
        self.layout, self.identity, self.facts = layout, identity, facts(layout.form, identity, due)
        self._chosen = chosen
        self.own = {place: text.wording(identity.lang, self.facts) for place, text in _texts_of_one(layout).items()}

    @cached_property
    def fixed(self) -> dict[FixedPlace, str]:
        """Every fixed text that must come back unchanged.

        Places with nothing to say are left out, and so are those that may change after the workbook was sent.
        """
        texts = _texts(self.layout, self.identity.lang) | self.own
        return texts if all(self.own.values()) else {place: text for place, text in texts.items() if text}

    @property
    def soft(self) -> dict[FixedPlace, str]:
        """The texts that may change after the workbook was sent, as this program would write them now."""
        return {(sheet.key, text.cell): text.wording(self.identity.lang, self.facts) for sheet in self.layout.sheets
                for text in sheet.texts if text.soft}

    @cached_property
    def of_chosen(self) -> dict[FixedPlace, str]:
        """The texts that a workbook for any unit calculates for the chosen unit; none in a unit's own workbook."""
        if not self.identity.blank:
            return {}
        own = WorkbookTexts(self.layout, replace(self.identity, unit_code=self._chosen, blank=False)).own
        return {place: own[place] for place, text in _texts_of_one(self.layout).items() if text.of_unit and own[place]}

    def seal(
        self, key: bytes | None, sheet_names: Sequence[str] = (),
        changed: Mapping[FixedPlace, str | None] | None = None, fingerprint: str = "",
    ) -> str:
        """The seal of the workbook: ``sha256:…``, with a key ``hmac-sha256:…``.

        The reader calls this with what it found, the writer with nothing; white space is folded, for editors change it
        without changing a word.

        :param sheet_names: the names of all sheets, hidden ones too, in the layout's order; none for the layout's own.
        :param changed: the present content of the cells whose text is not that of :attr:`fixed`; ``None`` where there
            is no such cell any more.
        :param fingerprint: the one that a workbook states; the layout may have changed since. Without it the layout's
            own.
        """
        identity, layout = self.identity, self.layout
        content = [
            [identity.form_id, identity.form_version, identity.unit_code, identity.fiscal_year, identity.lang,
             identity.blank],
            fingerprint or layout.fingerprint,
            list(sheet_names) or [sheet.name.of(identity.lang) for sheet in layout.sheets],
        ]
        if changed:
            now: dict[FixedPlace, str | None] = {**self.fixed, **changed}
            parts = [_part(place, text) for place, text in sorted(now.items()) if text is not None]
        else:
            parts = [piece if isinstance(piece, bytes) else _part(piece, self.own[piece])
                     for piece in _parts_alike(layout, identity.lang) if isinstance(piece, bytes) or self.own[piece]]
        data = b"%b,[%b]]" % (_compact(content)[:-1], b",".join(parts))
        if key is None:
            return "sha256:" + hashlib.sha256(data).hexdigest()
        return "hmac-sha256:" + hmac.new(key, data, hashlib.sha256).hexdigest()


@cached_per_layout
def _texts(layout: Layout, lang: Lang) -> dict[FixedPlace, str]:
    """The fixed texts in their order, as in the layout."""
    return {(sheet.key, text.cell): text.text.of(lang) for sheet in layout.sheets for text in sheet.texts
            if not text.soft and (text.filled or text.text.of(lang))}


@cached_per_layout
def _texts_of_one(layout: Layout) -> dict[FixedPlace, FixedText]:
    """The fixed texts that differ from one workbook to the next."""
    return {(sheet.key, text.cell): text for sheet in layout.sheets for text in sheet.texts
            if text.filled and not text.soft}


@cached_per_layout
def texts_alike(layout: Layout, lang: Lang) -> dict[FixedPlace, str]:
    """The fixed texts that are alike in every workbook of a language."""
    return {place: text for place, text in _texts(layout, lang).items() if place not in _texts_of_one(layout)}


@cached_per_layout
def _parts_alike(layout: Layout, lang: Lang) -> tuple[bytes | FixedPlace, ...]:
    """What the texts that are alike in every workbook add to a seal, and between them the places of the others."""
    own, texts = _texts_of_one(layout), _texts(layout, lang)
    pieces: list[bytes | FixedPlace] = []
    for is_own, places in groupby(sorted(texts), key=own.__contains__):
        if is_own:
            pieces += places
        else:
            pieces.append(b",".join(_part(place, texts[place]) for place in places))
    return tuple(pieces)


def _compact(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _part(place: FixedPlace, text: str) -> bytes:
    return _compact([place[0], str(place[1]), " ".join(text.split())])


def is_keyed(text: str) -> bool:
    """Whether a seal can be checked only with its key."""
    return text.startswith("hmac-sha256:")


def same_seal(one: str, other: str) -> bool:
    """Whether two seals are equal, compared in a time that does not depend on where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))


def footer(form: Form, identity: Identity) -> str:
    """The footer of every printed page, with Excel's codes: unit on the left, form in the middle, page on the right."""
    known = facts(form, identity)
    token = _FOOTER[identity.lang].format(
        form=identity.form_id, version=identity.form_version, unit=identity.unit_code or NO_UNIT,
        year=identity.fiscal_year).replace("&", "&&")
    rest = f"&C{token}&R{wording.FOOTER_PAGE.of(identity.lang)}"
    label = known["unit_label"]
    gap = " " if identity.lang == "en" else ""
    unit = label if identity.blank else f"{label}{gap}{known['unit']}"
    while unit and len(f"&L{unit.replace('&', '&&')}{rest}".encode("utf-16-le")) // 2 > FOOTER_LIMIT:
        unit = unit[:-2].rstrip() + "…" if len(unit) > 2 else ""
    return f"&L{unit.replace('&', '&&')}{rest}"


def identity_from_footer(text: str) -> Identity | None:
    """The identity that a footer states, with or without an editor's font codes; ``None`` if it states none."""
    plain = _FOOTER_CODE.sub(lambda code: code[1] or "", text)
    for lang in ("th", "en"):
        found = _FOOTER_PATTERN[lang].search(plain)
        if found:
            unit = "" if found["unit"] == NO_UNIT else found["unit"]
            return Identity(found["form"], found["version"], unit, int(found["year"]), lang, blank=not unit)
    return None
