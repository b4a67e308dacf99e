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
from itertools import groupby

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.layout import FixedText, Layout
from pmqa_xlsx.layout import words as wording
from pmqa_xlsx.layout.model import cached_per_layout
from pmqa_xlsx.layout.sheets import constant_fact, constant_text
from pmqa_xlsx.light_dataclass import dataclass
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
    :ivar fiscal_year: B.E.; in a workbook for any unit, the year that it was made for.
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

        :param handed: what the workbook was handed out with; see :mod:`pmqa_xlsx.layout.parts`.
        """
        return {
            "form": self.form_id, "edition": self.form_version, "unit": self.unit_code, "year": self.fiscal_year,
            "layout": fingerprint, "seal": seal, "lang": self.lang, "blank": int(self.blank),
            "handed": handed,
        }


def facts(form: Form, identity: Identity) -> Mapping[str, str]:
    """What the placeholders of the fixed texts stand for in one workbook."""
    lang = identity.lang
    unit = form.unit_by_code.get(identity.unit_code)
    due = form.due_in(identity.fiscal_year, identity.unit_code)
    name = unit.name.of(lang) if unit else identity.unit_code
    return {
        **_own_constants(form, identity),
        "unit_label": form.unit_label.of(lang),
        "unit": wording.UNIT_CHOSEN.of(lang) if identity.blank else name,
        wording.NAME_OF_UNIT[1:-1]: form.unit_label.of(lang) if identity.blank else name,
        "year": str(identity.fiscal_year),
        "era": wording.ERA[form.calendar][lang],
        "due": thai.long_date(due, lang, form.calendar) if due else wording.DUE_UNKNOWN.of(lang),
        "return_to": form.return_to or wording.RETURN_TO_UNKNOWN.of(lang),
        "contact": _contact(form, lang),
        "privacy": form.privacy.of(lang) or wording.PRIVACY_UNKNOWN.of(lang),
    }


def _own_constants(form: Form, identity: Identity) -> dict[str, str]:
    """The constants of which units have their own, by the name of their placeholder."""
    return {constant_fact(question): constant_text(form.constant(
                identity.unit_code, form.criterion_by_code[question.criterion], question.field)).of(identity.lang)
            for question in form.own_constants}


def _contact(form: Form, lang: Lang) -> str:
    """Whom to ask about a form, as far as it states that."""
    if not form.contact_phone:
        return form.contact_name or wording.CONTACT_UNKNOWN.of(lang)
    name = form.contact_name or wording.CONTACT_UNKNOWN.of(lang)
    return wording.CONTACT_PHONE.of(lang).replace("{name}", name).replace("{phone}", form.contact_phone)


def fixed_texts(layout: Layout, identity: Identity) -> dict[FixedPlace, str]:
    """Every fixed text that must come back unchanged, as it is in one workbook, by sheet key and cell.

    Places with nothing to say are left out, and so are those that may change after the workbook was sent.
    """
    own = _texts_of(layout, identity)
    here = _texts(layout, identity.lang) | own
    return here if all(own.values()) else {place: text for place, text in here.items() if text}


def _texts_of(layout: Layout, identity: Identity) -> dict[FixedPlace, str]:
    """The texts that are a workbook's own, also those with nothing to say."""
    known = facts(layout.form, identity)
    return {place: text.wording(identity.lang, known) for place, text in texts_of_one(layout).items()}


@cached_per_layout
def _texts(layout: Layout, lang: Lang) -> dict[FixedPlace, str]:
    """The fixed texts in their order, as in the layout."""
    return {(sheet.key, text.cell): text.text.of(lang) for sheet in layout.sheets for text in sheet.texts
            if not text.soft and (text.filled or text.text.of(lang))}


def soft_texts(layout: Layout, identity: Identity) -> dict[FixedPlace, str]:
    """The texts that may change after the workbook was sent, as this program would write them now."""
    known = facts(layout.form, identity)
    return {(sheet.key, text.cell): text.wording(identity.lang, known) for sheet in layout.sheets
            for text in sheet.texts if text.soft}


@cached_per_layout
def texts_of_one(layout: Layout) -> dict[FixedPlace, FixedText]:
    """The fixed texts that differ from one workbook to the next."""
    return {(sheet.key, text.cell): text for sheet in layout.sheets for text in sheet.texts
            if text.filled and not text.soft}


@cached_per_layout
def texts_alike(layout: Layout, lang: Lang) -> dict[FixedPlace, str]:
    """The fixed texts that are alike in every workbook of a language."""
    return {place: text for place, text in _texts(layout, lang).items() if place not in texts_of_one(layout)}


def seal_of(
    identity: Identity, layout: Layout, sheet_names: Sequence[str], changed: Mapping[FixedPlace, str | None],
    key: bytes | None, fingerprint: str = "",
) -> str:
    """The seal of a workbook: ``sha256:…``, with a key ``hmac-sha256:…``.

    The reader calls this with what it found, the writer with what it wrote; white space is folded, for editors
    change it without changing a word.

    :param sheet_names: the names of all sheets, hidden ones too, in the layout's order.
    :param changed: the present content of the cells whose text is not that of :func:`fixed_texts`; ``None`` where
        there is no such cell any more.
    :param fingerprint: the one that a workbook states; the layout may have changed since. Without it the layout's own.
    """
    content = [
        [identity.form_id, identity.form_version, identity.unit_code, identity.fiscal_year, identity.lang,
         identity.blank],
        fingerprint or layout.fingerprint,
        list(sheet_names),
    ]
    if changed:
        now: dict[FixedPlace, str | None] = {**fixed_texts(layout, identity), **changed}
        parts = [_part(place, text) for place, text in sorted(now.items()) if text is not None]
    else:
        own = _texts_of(layout, identity)
        parts = [piece if isinstance(piece, bytes) else _part(piece, own[piece])
                 for piece in _parts_alike(layout, identity.lang) if isinstance(piece, bytes) or own[piece]]
    data = b"%b,[%b]]" % (_compact(content)[:-1], b",".join(parts))
    if key is None:
        return "sha256:" + hashlib.sha256(data).hexdigest()
    return "hmac-sha256:" + hmac.new(key, data, hashlib.sha256).hexdigest()


def _compact(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _part(place: FixedPlace, text: str) -> bytes:
    return _compact([place[0], str(place[1]), " ".join(text.split())])


@cached_per_layout
def _parts_alike(layout: Layout, lang: Lang) -> tuple[bytes | FixedPlace, ...]:
    """What the texts that are alike in every workbook add to a seal, and between them the places of the others."""
    own, texts = texts_of_one(layout), _texts(layout, lang)
    pieces: list[bytes | FixedPlace] = []
    for is_own, places in groupby(sorted(texts), key=own.__contains__):
        if is_own:
            pieces += places
        else:
            pieces.append(b",".join(_part(place, texts[place]) for place in places))
    return tuple(pieces)


def seal(layout: Layout, identity: Identity, key: bytes | None) -> str:
    """The seal that a workbook of this layout has when nothing in it was changed."""
    names = [sheet.name.of(identity.lang) for sheet in layout.sheets]
    return seal_of(identity, layout, names, {}, key)


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
