"""What returns would change in a round, before they are added to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.schema import FileKey
from pmqa_xlsx.consolidate.status import JudgedArrival
from pmqa_xlsx.consolidate.verdicts import judge_round
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import Lang

_WORDS = {
    "accepted": ("รับได้", "accepted"), "needs_correction": ("ต้องแก้ไข", "to correct"),
    "joined": ("ใช้บางส่วน", "partly used"), "superseded": ("มีฉบับใหม่กว่า", "a newer one counts"),
    "duplicate": ("ไฟล์ซ้ำ", "the same file again"), "held": ("รอส่วนกลางตัดสิน", "held"),
    "rejected": ("ไม่รับ", "rejected"), "": ("", ""),
}


@dataclass(frozen=True, slots=True)
class WouldBecome:
    """What would become of one new return, and which return of its unit counted before.

    :ivar replaces: the file that counts for the unit so far; empty where none does or it would go on to count.
    """

    file: str
    sha256: str
    unit_code: str
    status: str
    replaces: str

    @property
    def key(self) -> FileKey:
        """The key of its file."""
        return self.file, self.sha256

    def as_json(self) -> dict[str, str]:
        """For ``--json``."""
        return asdict(self)

    def line(self, lang: Lang) -> str:
        """As a line for people."""
        word = _WORDS[self.status][lang == "en"]
        instead = {"th": f" แทน {self.replaces}", "en": f" in place of {self.replaces}"}[lang] if self.replaces else ""
        return f"{file_name(self.file)}: {self.unit_code or '?'} {word}{instead}"


def changed_standings(before: RoundFacts, after: RoundFacts) -> list[WouldBecome]:
    """The status that each return found only in the later facts would have."""
    was, then = judge_round(before).arrivals, judge_round(after).arrivals
    known = {id(one) for one in before.returns}
    counted_before, counted_then = _counted(was), _counted(then)
    found = []
    for arrival in then:
        if id(arrival.origin) in known or arrival.status is None:
            continue
        unit = arrival.stats.ownership.unit_code
        old, new = counted_before.get(unit), counted_then.get(unit)
        counts = new is not None and new.origin is arrival.origin
        replaced = old.origin.file if old and counts and old.origin is not arrival.origin else ""
        found.append(WouldBecome(
            file=arrival.origin.file, sha256=arrival.origin.sha256, unit_code=unit, status=arrival.status.value,
            replaces=file_name(replaced)))
    return found


def _counted(arrivals: Iterable[JudgedArrival]) -> dict[str, JudgedArrival]:
    return {one.stats.ownership.unit_code: one for one in arrivals if one.counted}
