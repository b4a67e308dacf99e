"""Which return somebody means by a prefix of its SHA-256, by its file's name or by its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pmqa_xlsx.arguments import unit_meant
from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.status import JudgedArrival, Status
from pmqa_xlsx.errors import ReturnNotFound, UnitNotFound
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.rounds.words import WOULD_BECOME
from pmqa_xlsx.text.language import LANGS, Lang, Text
from pmqa_xlsx.text.thai import long_moment

_HEX = re.compile(r"[0-9a-f]{1,64}", re.ASCII)
#: A shorter text that is the code of a unit means the unit alone.
_SHORTEST_PREFIX = 4
#: How many returns a message lists.
_LISTED = 20


def unit_of(facts: RoundFacts, named: str | int) -> str:
    """The code of the unit of a round that is meant; see :func:`~pmqa_xlsx.arguments.unit_meant`."""
    return unit_meant(facts.forms, named, int(facts.year or 0))


def return_meant(text: str, arrivals: Iterable[JudgedArrival], forms: Sequence[Form], year: int) -> str:
    """The SHA-256 of the return that is meant; of a unit, see :func:`_of_unit`.

    :raises ReturnNotFound: none fits, or several do; the message lists them.
    """
    every = [one for one in arrivals if one.status is not None]
    fits = _named(text.strip(), every, forms, year)
    if len(fits) == 1:
        return next(iter(fits))
    raise _refused(text, [one for one in every if one.origin.sha256 in fits and one.status is not Status.DUPLICATE])


def decided_return(
    text: str, arrivals: Iterable[JudgedArrival], forms: Sequence[Form], year: int, in_force: Iterable[str],
) -> str:
    """The SHA-256 of the return that is meant, where only those count about which a decision is in force.

    A return to which another one's ``is-unit`` was carried over means that other one: both are taken back together.

    :param in_force: the SHA-256 of each return about which one is.
    :raises ReturnNotFound: none fits, or several do.
    """
    every = [one for one in arrivals if one.status is not None]
    known = set(in_force)
    carried = {one.origin.sha256: one.stats.ownership.decision.sha256 for one in every
               if one.stats.ownership.decision is not None and one.origin.sha256 not in known}
    fits = {carried.get(sha256, sha256) for sha256 in _named(text.strip(), every, forms, year)} & known
    if not fits:
        fits = {one.origin.sha256 for one in every if text.strip() in _units(one)} & known
    fits = fits or {sha256 for sha256 in known if len(text) >= _SHORTEST_PREFIX and sha256.startswith(text.lower())}
    if len(fits) == 1:
        return next(iter(fits))
    if not fits:
        raise ReturnNotFound("no-decision", text=text[:80])
    raise _refused(text, [one for one in every if one.origin.sha256 in fits and one.status is not Status.DUPLICATE])


def _named(text: str, every: Sequence[JudgedArrival], forms: Sequence[Form], year: int) -> set[str]:
    """The SHA-256 of each return that the text may mean."""
    try:
        unit = unit_meant(forms, text, year)
    except UnitNotFound:
        unit = ""
    fits = {one.origin.sha256 for one in every if text == one.origin.file
            or text.casefold() in (file_name(step).casefold() for step in one.origin.file.split("!"))}
    if _HEX.fullmatch(text.lower()) and (not unit or len(text) >= _SHORTEST_PREFIX):
        fits |= {one.origin.sha256 for one in every if one.origin.sha256.startswith(text.lower())}
    return fits | _of_unit(unit, every) if unit else fits


def _of_unit(code: str, every: Sequence[JudgedArrival]) -> set[str]:
    """The return of a unit that counts; where none does, those that are held or rejected."""
    own = [one for one in every if code in _units(one)]
    counted = {one.origin.sha256 for one in own if one.counted and one.stats.whose.unit_code == code}
    return counted or {one.origin.sha256 for one in own if one.status in (Status.HELD, Status.REJECTED)}


def _units(one: JudgedArrival) -> tuple[str, str]:
    return one.stats.whose.unit_code, one.stats.ownership.likely_unit


def _refused(text: str, fits: Sequence[JudgedArrival]) -> ReturnNotFound:
    if not fits:
        return ReturnNotFound("no-such-return", text=text[:80])
    listed = Text(*("\n".join([*(_line(one, lang) for one in fits[:_LISTED]), *["  …"] * (len(fits) > _LISTED)])
                    for lang in LANGS))
    return ReturnNotFound("return-ambiguous", text=text[:80], count=len(fits), listed=listed)


def _line(one: JudgedArrival, lang: Lang) -> str:
    """A return in a list: of several that have one name the time and the status differ."""
    sent, status = one.sent_at, WOULD_BECOME[one.status or Status.DUPLICATE].of(lang)
    said = (one.origin.sha256[:12], next(filter(None, _units(one)), "-"), long_moment(sent, lang) if sent else "–",
            status, file_name(one.origin.file))
    return "  " + "  ".join(said)
