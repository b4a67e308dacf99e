"""Opening, reading and writing the ledger of a round."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pmqa_xlsx.errors import LedgerNotUsable
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.ingester.model import Reading, Return
from pmqa_xlsx.ingester.slot_columns import Places
from pmqa_xlsx.layout import Layout
from pmqa_xlsx.ledger.facts import Arrival, Event
from pmqa_xlsx.ledger.packing import dumps, finding_data, finding_of, pack_reading, unpack_places, unpack_reading
from pmqa_xlsx.ledger.tables import APPLICATION_ID, FORMAT, TABLES
from pmqa_xlsx.text.calendar import iso_text

LEDGER = "ledger.sqlite"


class Ledger:
    """An open ledger; used by one thread, closed by ``with``.

    :param path: of the file.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection
        self._places: dict[int, Places] = {}

    @classmethod
    def open(cls, directory: Path) -> Ledger:
        """Open a round's ledger; it is made where there is none.

        :raises LedgerNotUsable: it is another program's, of a newer format, locked, or cannot be read or written.
        :raises LedgerDamaged: it is no whole SQLite file.
        """
        path = directory / LEDGER
        with explained(path):
            connection = sqlite3.connect(path, timeout=10.0, isolation_level=None)
            try:
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA secure_delete = ON")
                ledger = cls(path, connection)
                ledger._prepare()
            except BaseException:
                connection.close()
                raise
        return ledger

    def _prepare(self) -> None:
        """Make the tables in a new file; refuse one that is not this program's or of another format."""
        (found,) = self._db.execute("PRAGMA user_version").fetchone()
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables:
            with self.transaction():
                for statement in TABLES.split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                self._db.execute(f"PRAGMA user_version = {FORMAT}")
        elif application != APPLICATION_ID:
            raise LedgerNotUsable(f"{self.path}: this is not a ledger of this program.",
                                  f"{self.path}: ไม่ใช่ทะเบียนรอบของโปรแกรมนี้")
        elif found > FORMAT:
            raise LedgerNotUsable(
                f"{self.path}: the ledger is of format {found}, and this program knows formats up to {FORMAT}. Use the "
                "newer version of the program that wrote it.",
                f"{self.path}: ทะเบียนเป็นรูปแบบที่ {found} แต่โปรแกรมนี้รู้จักถึงรูปแบบที่ {FORMAT} โปรดใช้โปรแกรมรุ่นใหม่กว่าที่สร้างไว้")
        elif found < FORMAT:
            raise LedgerNotUsable(f"{self.path}: the ledger is of format {found}, which is no longer read.",
                                  f"{self.path}: ทะเบียนเป็นรูปแบบที่ {found} ซึ่งเลิกใช้แล้ว")
        elif self._db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("quick_check")

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written in it, or nothing."""
        with explained(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    # What the round is

    def settings(self) -> dict[str, str]:
        """What was settled when the round began: form, year, whether it keeps contacts."""
        return dict(self._db.execute("SELECT name, value FROM round"))

    def settle(self, **values: str) -> None:
        """Keep settings."""
        self._db.executemany("INSERT OR REPLACE INTO round VALUES (?, ?)", values.items())

    def definitions(self) -> list[dict[str, str]]:
        """The definitions given, the last one last: CSV texts by file name."""
        rows = self._db.execute("SELECT definition FROM forms ORDER BY number")
        return [json.loads(text) for (text,) in rows]

    def add_definition(self, form_id: str, form_version: str, files: Mapping[str, str], at: dt.datetime) -> None:
        """Keep a definition; given again it is the last one."""
        self._db.execute("DELETE FROM forms WHERE form_id = ? AND form_version = ?", (form_id, form_version))
        self._db.execute("INSERT INTO forms (form_id, form_version, given_at, definition) VALUES (?, ?, ?, ?)",
                         (form_id, form_version, iso_text(at), dumps(dict(files))))

    # What came

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
        """Keep what a return says, in place of what was read before.

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
        """Forget what came in a file that is now looked into again; ``container`` may be a pattern of LIKE."""
        self._db.execute("DELETE FROM arrivals WHERE file IN (SELECT number FROM files WHERE sha256 LIKE ? "
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
        """Note that a known file is there again: its earliest time counts, whichever copy of it came first.

        Members of a zip have times of their own. It is beside a list of workbooks sent out only if each copy is.
        """
        self._db.execute(
            "UPDATE arrivals SET beside_manifest = beside_manifest AND ?, modified_at = CASE WHEN source <> 'zip' "
            "AND ? <> '' THEN min(modified_at, ?) ELSE modified_at END "
            "WHERE file = (SELECT number FROM files WHERE sha256 = ? AND name = ?)",
            (int(beside), *[_exact(modified_at)] * 2, container, name))

    def relabel(self, container: str, name: str, label: str, *, beside: bool) -> None:
        """State under which path a file was given that is taken in again."""
        with self.transaction():
            self._db.execute(
                "UPDATE arrivals SET beside_manifest = ?, label = CASE way WHEN '' THEN ? ELSE ? || '!' || way END "
                "WHERE file = (SELECT number FROM files WHERE sha256 = ? AND name = ?)",
                (int(beside), label, label, container, name))

    def arrivals(self) -> Iterator[Arrival]:
        """What arrived, in the order in which it was kept; the origins have the intake's findings alone."""
        rows = self._db.execute(
            "SELECT f.sha256, f.name, a.way, a.label, a.sha256, a.source, a.sender, a.mailed_at, a.subject, "
            "a.modified_at, a.received_at, a.beside_manifest, a.findings FROM arrivals a JOIN files f "
            "ON f.number = a.file ORDER BY a.number")
        for container, name, way, label, sha256, source, sender, mailed, *rest in rows:
            subject, modified, received, beside, found = rest
            yield Arrival(container, name, way, Return(
                label, sha256, source, sender, _moment(mailed), Reading(findings=_findings(found)), subject,
                _moment(modified), _moment(received), bool(beside)))

    def returns(self) -> list[Return]:
        """What arrived, each with what was read of it."""
        with _unpacking(self.path):
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
        return [(sha256, unpack_reading(data, self._places_of)) for sha256, data in rows if sha256 in wanted]

    def _places_of(self, number: int) -> Places:
        if number not in self._places:
            (data,) = self._db.execute("SELECT places FROM places WHERE number = ?", (number,)).fetchone()
            self._places[number] = unpack_places(data)
        return self._places[number]

    # What was forgotten

    def forgotten(self) -> set[str]:
        """The SHA-256 of each return and container of which something was forgotten: none is read or kept again."""
        return {sha256 for (sha256,) in self._db.execute("SELECT sha256 FROM forgotten")}

    def forget(self, digests: Iterable[str]) -> None:
        """Note that something was forgotten of returns and containers."""
        self._db.executemany("INSERT OR IGNORE INTO forgotten VALUES (?)", [(one,) for one in digests])

    def replace_arrivals(self, replaced: Iterable[tuple[Arrival, Return]]) -> None:
        """Keep less of arrivals; their files lose their names, and each step inside them."""
        found = [(origin, arrival.way, *self._db.execute(
            "SELECT a.file, a.number FROM arrivals a JOIN files f ON f.number = a.file WHERE f.sha256 = ? "
            "AND f.name = ? AND a.way = ?", (arrival.container, arrival.name, arrival.way)).fetchone())
            for arrival, origin in replaced]
        for origin, way, file, number in found:
            self._db.execute(
                "UPDATE arrivals SET way = ?, label = ?, sender = ?, subject = ?, findings = ? WHERE number = ?",
                (str(number) if way else "", origin.file, origin.sender, origin.subject,
                 dumps([finding_data(finding) for finding in origin.reading.findings]), number))
            self._db.execute("UPDATE files SET name = ? WHERE number = ?", (str(file), file))

    def replace_events(self, events: Iterable[Event]) -> None:
        """Keep other data of events that there are, by their numbers."""
        self._db.executemany("UPDATE events SET data = ? WHERE number = ?",
                             [(dumps(dict(event.data or {})), event.number) for event in events])

    def vacuum(self) -> None:
        """Write the file anew, so that nothing of what was erased is left in it."""
        with explained(self.path):
            self._db.execute("VACUUM")

    # What happened

    def add_event(self, event: Event) -> int:
        """Keep an event, and give its number."""
        done = self._db.execute(
            'INSERT INTO events (at, kind, unit_code, sha256, "by", data) VALUES (?, ?, ?, ?, ?, ?)',
            (iso_text(event.at), event.kind, event.unit_code, event.sha256, event.by, dumps(dict(event.data or {}))))
        return int(done.lastrowid or 0)

    def events(self, *kinds: str) -> list[Event]:
        """The events of these kinds, or all, in their order."""
        wanted = f"WHERE kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
        rows = self._db.execute(
            f'SELECT at, kind, unit_code, sha256, "by", data, number FROM events {wanted} ORDER BY number', kinds)  # noqa: S608
        with _unpacking(self.path):
            return [Event(dt.datetime.fromisoformat(at), kind, unit, sha256, by, json.loads(data), number)
                    for at, kind, unit, sha256, by, data, number in rows]


class LedgerDamaged(LedgerNotUsable):
    """The ledger is no whole SQLite file; it can be made again from the originals and the events."""


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses into one clear line."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise LedgerNotUsable(
            f"{path}: the round's ledger cannot be used now ({error}). It may be open in another program, "
            "write-protected, or the disk may be full; nothing was changed.",
            f"{path}: ใช้ทะเบียนรอบไม่ได้ในขณะนี้ ({error}) ไฟล์อาจเปิดอยู่ในโปรแกรมอื่น ถูกป้องกันการเขียน หรือดิสก์เต็ม "
            "ข้อมูลเดิมไม่เปลี่ยนแปลง") from error
    except sqlite3.DatabaseError as error:
        raise LedgerDamaged(
            f"{path}: the round's ledger is damaged ({error}). Rename that file and run the command again: it is made "
            "again from the originals.",
            f"{path}: ทะเบียนรอบเสียหาย ({error}) โปรดเปลี่ยนชื่อไฟล์นี้แล้วสั่งใหม่ โปรแกรมจะสร้างทะเบียนจากไฟล์ต้นฉบับ") from error


@contextlib.contextmanager
def _unpacking(path: Path) -> Iterator[None]:
    """The same for what the ledger keeps in a form of its own, which SQLite does not check."""
    with explained(path):
        try:
            yield
        except ValueError as error:
            raise sqlite3.DatabaseError(str(error)) from error


def _findings(text: str) -> tuple[Finding, ...]:
    return tuple(map(finding_of, json.loads(text))) if text != "[]" else ()


def _exact(moment: dt.datetime | None) -> str:
    """A moment to the microsecond, for it decides the order of returns; empty for ``None``."""
    return moment.isoformat() if moment else ""


def _moment(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
