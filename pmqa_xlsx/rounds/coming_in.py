"""New arrivals: their form in the ledger, archives that more passwords open later, and what they would change."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.output import named_originals
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.schema import FileKey
from pmqa_xlsx.consolidate.status import JudgedArrival
from pmqa_xlsx.consolidate.verdicts import judge_round
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ingester.model import Reading, Return
from pmqa_xlsx.intake.sources import RemoteFile
from pmqa_xlsx.ledger.ledger_file import Arrival
from pmqa_xlsx.ledger.redaction import arrival_without_contacts
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.rounds import words
from pmqa_xlsx.system.atomic import retry_denied
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.workers.read_paths import ReadFiles


def arrivals_of(came: ReadFiles, received: dt.datetime, form: Form, *, keeps: bool) -> Iterator[Arrival]:
    """The files just read, as arrivals for the ledger.

    :param form: the round's, which lists the units that names of files may name.
    """
    for one in came.received:
        label, *steps = one.file.split("!")
        name, way = label.rpartition("/")[2], "!".join(steps)
        container = one.container or unread_container(one.file)
        reading = Reading(findings=one.findings)
        origin = Return(
            one.file, one.sha256, one.source, sender=one.sender, mailed_at=one.mailed_at, reading=reading,
            subject=one.subject, modified_at=one.modified_at, received_at=received,
            beside_manifest=one.beside_manifest)
        if not keeps:
            origin = arrival_without_contacts(origin, form)
            name, way = "", one.sha256[:16] if steps else ""
            container = container if one.container else "unread"
        yield Arrival(container, name, way, origin)


def unread_container(file: str) -> str:
    """What replaces the SHA-256 of a file that could not be read: the path given, without the member inside it."""
    return "unread " + file.partition("!")[0]


def as_received(path: Path, name: str, modified_at: dt.datetime | None) -> RemoteFile:
    """An original to be read where it is, under another name: no file of this system need be able to have that.

    :param modified_at: the time that it came with; ``None`` for its own.
    """
    at = modified_at or dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    return RemoteFile(name, lambda: retry_denied(lambda: path.open("rb")), at.astimezone(dt.UTC))


class LockedFiles:
    """The files of which something was locked.

    :param ledger: where they are listed.
    :param wanted: whether there is anything to open them with; else there are none.
    """

    def __init__(self, ledger: Ledger, *, wanted: bool) -> None:
        self._ledger = ledger
        self._first: dict[tuple[str, str], Arrival] = {}
        for arrival in ledger.arrivals() if wanted else ():
            if any(finding.code == "file-encrypted" for finding in arrival.origin.reading.findings):
                self._first.setdefault((arrival.container, arrival.name), arrival)
        self._forgotten: set[tuple[str, str]] = set()

    def __contains__(self, key: tuple[str, str]) -> bool:
        """Whether the file with that SHA-256 and name is one of them."""
        return key in self._first

    def kept(self, directory: Path) -> list[RemoteFile]:
        """Those among a round's originals, each under the name and with the time that it came with."""
        originals = dict(named_originals(directory))
        return [as_received(originals[sha256], name, first.origin.modified_at or first.origin.received_at)
                for (sha256, name), first in self._first.items() if sha256 in originals]

    def as_before(self, arrival: Arrival) -> Arrival:
        """An arrival from a file that is opened again: with the path and the day of its first receipt.

        What was known of that file before is forgotten once its first arrival is added.
        """
        key = (arrival.container, arrival.name)
        if key not in self._first:
            return arrival
        if key not in self._forgotten:
            self._forgotten.add(key)
            self._ledger.forget_arrivals(*key)
        before = self._first[key].origin
        steps = arrival.origin.file.split("!")[1:]
        file = "!".join([before.file.partition("!")[0], *steps])
        return replace(arrival, origin=replace(arrival.origin, file=file, received_at=before.received_at))


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
        word = words.WOULD_BECOME[self.status].of(lang)
        instead = words.INSTEAD.say(lang, file=self.replaces) if self.replaces else ""
        return f"{file_name(self.file)}: {self.unit_code or '?'} {word}{instead}"


def changed_standings(before: RoundFacts, after: RoundFacts) -> tuple[list[WouldBecome], Counter[str]]:
    """The status that each return found only in the later facts would have; how many files are left out, by reason."""
    judged_before, judged = judge_round(before), judge_round(after)
    was, then = judged_before.arrivals, judged.arrivals
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
    return found, Counter(judged.skipped) - Counter(judged_before.skipped)


def _counted(arrivals: Iterable[JudgedArrival]) -> dict[str, JudgedArrival]:
    return {one.stats.ownership.unit_code: one for one in arrivals if one.counted}
