"""The file of a round's ledger: its tables, opening it, transactions, the round's settings, its events."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Self

from pmqa_xlsx.consolidate.event_data import EventData
from pmqa_xlsx.consolidate.schema import EventKind
from pmqa_xlsx.errors import LedgerNotUsable
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.ledger.packing import dumps
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.calendar import iso_text


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the round.

    :ivar data: all that is needed to repeat the entry, and no text about a person of a unit.
    :ivar number: its number in the ledger, from 1; 0 for one that is not yet kept.
    """

    at: dt.datetime
    kind: EventKind
    unit_code: str = ""
    sha256: str = ""
    by: str = ""
    data: EventData = field(default_factory=EventData)
    number: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """A return in a file, as it arrived.

    :ivar container: SHA-256 of the outermost file; ``name`` the last component of its name.
    :ivar way: the steps inside it, ``!`` between; empty for the file itself.
    :ivar origin: the arrival without its reading; its label is the path given.
    """

    container: str
    name: str
    way: str
    origin: Return


#: Rises with every change of the tables.
FORMAT = 3
#: Marks the file as this program's ("pmqa" in ASCII).
APPLICATION_ID = 0x706D7161
#: Bytes: a reading has about two thousand, and SQLite fills small pages with such rows best.
PAGE_SIZE = 1_024

TABLES = """
CREATE TABLE round (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE forms (
    number INTEGER PRIMARY KEY, form_id TEXT NOT NULL, form_version TEXT NOT NULL, given_at TEXT NOT NULL,
    definition TEXT NOT NULL);
CREATE TABLE files (
    number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, name TEXT NOT NULL, received_at TEXT NOT NULL,
    UNIQUE (sha256, name));
CREATE TABLE returns (
    sha256 TEXT PRIMARY KEY, form_id TEXT NOT NULL, form_version TEXT NOT NULL, unit_code TEXT NOT NULL,
    fiscal_year INTEGER, saved_at TEXT NOT NULL, saved_by TEXT NOT NULL, read_by TEXT NOT NULL,
    findings TEXT NOT NULL, reading BLOB NOT NULL);
CREATE TABLE arrivals (
    number INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES files (number), way TEXT NOT NULL,
    sha256 TEXT NOT NULL, label TEXT NOT NULL, source TEXT NOT NULL, sender TEXT NOT NULL, subject TEXT NOT NULL,
    mailed_at TEXT NOT NULL, modified_at TEXT NOT NULL, received_at TEXT NOT NULL, beside_manifest INTEGER NOT NULL,
    findings TEXT NOT NULL, UNIQUE (file, way));
CREATE TABLE forgotten (sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE places (number INTEGER PRIMARY KEY, places BLOB NOT NULL UNIQUE);
CREATE TABLE events (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, unit_code TEXT NOT NULL, sha256 TEXT NOT NULL,
    "by" TEXT NOT NULL, data TEXT NOT NULL);
CREATE VIEW decisions AS SELECT number, at, sha256, unit_code, "by", json_extract(data, '$.verdict') AS verdict,
    json_extract(data, '$.reason') AS reason FROM events WHERE kind IN ('decision', 'undo');
CREATE VIEW extensions AS SELECT number, at, unit_code, "by", json_extract(data, '$.due_date') AS due_date,
    json_extract(data, '$.reason') AS reason FROM events WHERE kind = 'extension';
CREATE VIEW notes AS SELECT number, at, unit_code, "by", json_extract(data, '$.text') AS text
    FROM events WHERE kind = 'note';
CREATE VIEW letters AS SELECT number, at, unit_code, "by", json_extract(data, '$.number') AS letter,
    json_extract(data, '$.state') AS state, json_extract(data, '$.letter') AS kind, data
    FROM events WHERE kind = 'letter';
"""


LEDGER = "ledger.sqlite"
_NAMES = re.compile(r"CREATE (?:TABLE|VIEW) (\w+)")


class LedgerFile:
    """An open ledger: the round's settings and events; used by one thread, closed by ``with``.

    :param path: of the file.
    :param connection: to that file, which is closed with the ledger.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection

    @classmethod
    def open(cls, directory: Path) -> Self:
        """Open a round's ledger; it is made where there is none.

        :raises LedgerNotUsable: it is another program's, of a newer format, locked, or cannot be read or written.
        :raises LedgerDamaged: it is no whole SQLite file.
        """
        path = directory / LEDGER
        with explained(path):
            connection = sqlite3.connect(path, timeout=10.0, isolation_level=None)
            try:
                for pragma in (f"page_size = {PAGE_SIZE}", "journal_mode = DELETE", "synchronous = FULL",
                               "foreign_keys = ON", "secure_delete = ON"):
                    connection.execute(f"PRAGMA {pragma}")
                ledger = cls(path, connection)
                ledger._prepare()
            except BaseException as error:
                connection.close()
                if isinstance(error, UnicodeDecodeError):  # SQLite quotes what it finds in a damaged file
                    raise sqlite3.DatabaseError(str(error)) from error
                raise
        return ledger

    @classmethod
    def copy_of(cls, directory: Path) -> Self:
        """A copy in memory of a ledger that cannot be written: as it was at one moment, while others may write to it.

        :raises LedgerNotUsable: as :meth:`open`.
        """
        with cls.open(directory) as ledger, explained(ledger.path):
            copy = sqlite3.connect(":memory:", isolation_level=None)
            ledger._db.backup(copy)
            return cls(ledger.path, copy)

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
            raise LedgerNotUsable("ledger-of-other-program", path=self.path)
        elif found > FORMAT:
            raise LedgerNotUsable("ledger-too-new", path=self.path, found=found, known=FORMAT)
        elif found < FORMAT:
            raise LedgerNotUsable("ledger-too-old", path=self.path, found=found)
        elif lost := set(_NAMES.findall(TABLES)) - {name for (name,) in self._db.execute(
                "SELECT name FROM sqlite_master")}:
            raise sqlite3.DatabaseError("no table " + ", ".join(sorted(lost)))
        elif self._db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("quick_check")

    def close(self) -> None:
        """Close the file; nothing more can be asked of the ledger."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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

    # The settings of the round

    def settings(self) -> dict[str, str]:
        """What was settled when the round began: form, year, whether it keeps contacts."""
        return dict(self._db.execute("SELECT name, value FROM round"))

    def settle(self, **values: str) -> None:
        """Keep settings."""
        self._db.executemany("INSERT OR REPLACE INTO round VALUES (?, ?)", values.items())

    def definitions(self) -> list[dict[str, str]]:
        """The definitions given, the last one last: CSV texts by file name."""
        rows = self._db.execute("SELECT definition FROM forms ORDER BY number")
        with unpacking(self.path):
            return [json.loads(text) for (text,) in rows]

    def add_definition(self, form_id: str, form_version: str, files: Mapping[str, str], at: dt.datetime) -> None:
        """Keep a definition; given again it is the last one."""
        self._db.execute("DELETE FROM forms WHERE form_id = ? AND form_version = ?", (form_id, form_version))
        self._db.execute("INSERT INTO forms (form_id, form_version, given_at, definition) VALUES (?, ?, ?, ?)",
                         (form_id, form_version, iso_text(at), dumps(dict(files))))

    # What was forgotten

    def forgotten(self) -> set[str]:
        """The SHA-256 of each return and container of which something was forgotten: none is read or kept again."""
        return {sha256 for (sha256,) in self._db.execute("SELECT sha256 FROM forgotten")}

    def forget(self, digests: Iterable[str]) -> None:
        """Note that something was forgotten of returns and containers."""
        self._db.executemany("INSERT OR IGNORE INTO forgotten VALUES (?)", [(one,) for one in digests])

    def replace_events(self, events: Iterable[Event]) -> None:
        """Keep other data of events that there are, by their numbers."""
        self._db.executemany("UPDATE events SET data = ? WHERE number = ?",
                             [(dumps(event.data), event.number) for event in events])

    def vacuum(self) -> None:
        """Rewrite the file, so that no erased data is left in it."""
        with explained(self.path):
            self._db.execute("VACUUM")

    # What happened

    def add_event(self, event: Event) -> int:
        """Keep an event, and give its number."""
        done = self._db.execute(
            'INSERT INTO events (at, kind, unit_code, sha256, "by", data) VALUES (?, ?, ?, ?, ?, ?)',
            (iso_text(event.at), event.kind, event.unit_code, event.sha256, event.by, dumps(event.data)))
        return int(done.lastrowid or 0)

    def events(self, *kinds: EventKind) -> list[Event]:
        """The events of these kinds, or all, in their order."""
        wanted = f"WHERE kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
        rows = self._db.execute(
            f'SELECT at, kind, unit_code, sha256, "by", data, number FROM events {wanted} ORDER BY number', kinds)  # noqa: S608
        with unpacking(self.path):
            return [Event(dt.datetime.fromisoformat(at), EventKind(kind), unit, sha256, by, json.loads(data), number)
                    for at, kind, unit, sha256, by, data, number in rows]


class LedgerDamaged(LedgerNotUsable):
    """The ledger is not a complete SQLite file; it can be rebuilt from the originals and the events."""


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses into one clear line; a wrong call of it is a mistake of the program's own."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.OperationalError as error:
        raise LedgerNotUsable("ledger-not-usable", path=path, error=error) from error
    except sqlite3.DatabaseError as error:
        raise LedgerDamaged("ledger-damaged", path=path, error=error) from error


@contextlib.contextmanager
def unpacking(path: Path) -> Iterator[None]:
    """The same for what the ledger keeps in a form of its own, which SQLite does not check."""
    with explained(path):
        try:
            yield
        except (ValueError, KeyError, TypeError) as error:
            raise sqlite3.DatabaseError(str(error)) from error
