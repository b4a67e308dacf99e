"""Arrivals and readings, as the ledger of a round keeps them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from pmqa_xlsx.findings import Finding
from pmqa_xlsx.ingester.model import Reading, Return
from pmqa_xlsx.ingester.slot_columns import Places
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.ledger.ledger_file import Arrival, LedgerFile, unpacking
from pmqa_xlsx.ledger.packing import dumps, finding_data, finding_of, pack_reading, unpack_places, unpack_reading
from pmqa_xlsx.text.calendar import iso_text


class Ledger(LedgerFile):
    """An open ledger; used by one thread, closed by ``with``."""

    @cached_property
    def _places(self) -> dict[int, Places]:
        """The places of slots that have been looked up, by number."""
        return {}

    def known_files(self) -> set[tuple[str, str]]:
        """The files seen, by SHA-256 and name."""
        return set(self._db.execute("SELECT sha256, name FROM files"))

    def read_by(self) -> dict[str, str]:
        """By what each return was read, by its SHA-256."""
        return dict(self._db.execute("SELECT sha256, read_by FROM returns"))

    def editions(self) -> dict[str, str]:
        """The edition of each return's form, as ``pmqa-fl-province-1``, by its SHA-256."""
        return dict(self._db.execute("SELECT sha256, form_id || '-' || form_version FROM returns"))

    def codes(self) -> dict[str, str]:
        """The codes of the findings of each return's reading, spaces between and around, by its SHA-256."""
        return dict(self._db.execute("SELECT sha256, findings FROM returns"))

    def add_reading(self, sha256: str, reading: Reading, read_by: str, layout: Layout | None) -> None:
        """Keep the reading of a return, in place of an earlier one.

        :param layout: the one that it was read by; ``None`` where nothing was read.
        """
        codes = " ".join(["", *sorted({finding.code for finding in reading.findings}), ""])
        self._db.execute(
            "INSERT OR REPLACE INTO returns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (sha256, reading.form_id, reading.form_version, reading.unit_code, reading.fiscal_year,
             iso_text(reading.saved_at), reading.saved_by, read_by, codes,
             pack_reading(reading, self._place_number, layout)))

    def _place_number(self, places: bytes) -> int:
        self._db.execute("INSERT OR IGNORE INTO places (places) VALUES (?)", (places,))
        (number,) = self._db.execute("SELECT number FROM places WHERE places = ?", (places,)).fetchone()
        return int(number)

    def forget_arrivals(self, container: str, name: str) -> None:
        """Forget the arrivals in a file that is now read again."""
        self._db.execute("DELETE FROM arrivals WHERE file IN (SELECT number FROM files WHERE sha256 = ? "
                         "AND name = ?)", (container, name))

    def add_arrival(self, arrival: Arrival) -> bool:
        """Keep an arrival.

        :returns: whether it is new; see :meth:`see_again` for one met before.
        """
        one = arrival.origin
        received_at = iso_text(one.received_at)
        self._db.execute("INSERT OR IGNORE INTO files (sha256, name, received_at) VALUES (?, ?, ?)",
                         (arrival.container, arrival.name, received_at))
        (file,) = self._db.execute("SELECT number FROM files WHERE sha256 = ? AND name = ?",
                                   (arrival.container, arrival.name)).fetchone()
        done = self._db.execute(
            "INSERT OR IGNORE INTO arrivals (file, way, sha256, label, source, sender, subject, mailed_at, "
            "modified_at, received_at, beside_manifest, findings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (file, arrival.way, one.sha256, one.file, one.source, one.sender, one.subject, _exact(one.mailed_at),
             _exact(one.modified_at), received_at, int(one.beside_manifest),
             dumps([finding_data(finding) for finding in one.reading.findings])))
        if not done.rowcount:
            self.see_again(arrival.container, arrival.name, one.modified_at, beside=one.beside_manifest)
        return done.rowcount == 1

    def see_again(self, container: str, name: str, modified_at: dt.datetime | None, *, beside: bool) -> None:
        """Note that a known file is there again: its earliest time counts, whichever copy was received first.

        Members of a zip have times of their own. It is beside a list of workbooks sent out only if each copy is.
        """
        self._db.execute(
            "UPDATE arrivals SET beside_manifest = beside_manifest AND ?, modified_at = CASE WHEN source <> 'zip' "
            "AND ? <> '' THEN min(modified_at, ?) ELSE modified_at END "
            "WHERE file = (SELECT number FROM files WHERE sha256 = ? AND name = ?)",
            (int(beside), *[_exact(modified_at)] * 2, container, name))

    def relabel(self, file: tuple[str, str], name: str, label: str, *, beside: bool) -> None:
        """State under which name and path a file (SHA-256, present name) was given that is taken in again."""
        with self.transaction():
            self._db.execute(
                "UPDATE arrivals SET beside_manifest = ?, label = CASE way WHEN '' THEN ? ELSE ? || '!' || way END "
                "WHERE file = (SELECT number FROM files WHERE sha256 = ? AND name = ?)",
                (int(beside), label, label, *file))
            self._db.execute("UPDATE files SET name = ? WHERE sha256 = ? AND name = ?", (name, *file))

    def arrivals(self) -> Iterator[Arrival]:
        """What arrived, in the order in which it was kept; the origins have the intake's findings alone."""
        rows = self._db.execute(
            "SELECT f.sha256, f.name, a.way, a.label, a.sha256, a.source, a.sender, a.mailed_at, a.subject, "
            "a.modified_at, a.received_at, a.beside_manifest, a.findings FROM arrivals a JOIN files f "
            "ON f.number = a.file ORDER BY a.number")
        with unpacking(self.path):
            for container, name, way, label, sha256, source, sender, mailed, *rest in rows:
                subject, modified, received, beside, found = rest
                yield Arrival(container, name, way, Return(
                    label, sha256, source, sender=sender, mailed_at=_moment(mailed),
                    reading=Reading(findings=_findings(found)), subject=subject, modified_at=_moment(modified),
                    received_at=_moment(received), beside_manifest=bool(beside)))

    def returns(self) -> list[Return]:
        """What arrived, each with what was read of it."""
        with unpacking(self.path):
            readings = {sha256: unpack_reading(data, self._places_of)
                        for sha256, data in self._db.execute("SELECT sha256, reading FROM returns")}
        found = []
        for arrival in self.arrivals():
            one = arrival.origin
            reading = readings.get(one.sha256)
            if reading is not None:
                reading = replace(reading, findings=(*one.reading.findings, *reading.findings))
                one = replace(one, reading=reading)
            found.append(one)
        return found

    def readings(self, wanted: Collection[str]) -> list[tuple[str, Reading]]:
        """What was read of some returns, by SHA-256."""
        rows = self._db.execute("SELECT sha256, reading FROM returns").fetchall()
        with unpacking(self.path):
            return [(sha256, unpack_reading(data, self._places_of)) for sha256, data in rows if sha256 in wanted]

    def _places_of(self, number: int) -> Places:
        if number not in self._places:
            (data,) = self._db.execute("SELECT places FROM places WHERE number = ?", (number,)).fetchone()
            self._places[number] = unpack_places(data)
        return self._places[number]

    def replace_arrivals(self, replaced: Iterable[tuple[Arrival, Return]]) -> None:
        """Keep less of arrivals; their files lose their names, and each step inside them.

        The steps become the arrival's number after a line break, which no name from outside has: the mails of a
        mailbox are named by numbers too.
        """
        found = [(origin, arrival.way, *self._db.execute(
            "SELECT a.file, a.number FROM arrivals a JOIN files f ON f.number = a.file WHERE f.sha256 = ? "
            "AND f.name = ? AND a.way = ?", (arrival.container, arrival.name, arrival.way)).fetchone())
            for arrival, origin in replaced]
        for origin, way, file, number in found:
            self._db.execute(
                "UPDATE arrivals SET way = ?, label = ?, sender = ?, subject = ?, findings = ? WHERE number = ?",
                (f"\n{number}" if way else "", origin.file, origin.sender, origin.subject,
                 dumps([finding_data(finding) for finding in origin.reading.findings]), number))
            self._db.execute("UPDATE files SET name = ? WHERE number = ?", (str(file), file))


def _findings(text: str) -> tuple[Finding, ...]:
    return tuple(map(finding_of, json.loads(text))) if text != "[]" else ()


def _exact(moment: dt.datetime | None) -> str:
    """A moment to the microsecond, because it decides the order of returns; empty for ``None``."""
    return moment.isoformat() if moment else ""


def _moment(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
