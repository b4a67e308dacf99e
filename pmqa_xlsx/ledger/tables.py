"""The tables of the ledger: plain names, text where a person may look, moments as ISO 8601 with +07:00."""

from __future__ import annotations

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
