"""Saved results: their files, their completeness, and loading them unchanged."""

import csv
import datetime as dt
import hashlib
import io
import json
import re
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from pyarrow.parquet import ParquetFile

from pmqa_xlsx.consolidate import formats
from pmqa_xlsx.consolidate.consolidation import Consolidation, read_saved
from pmqa_xlsx.consolidate.frame_rows import EachRow
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.consolidate.output import Originals, check_writable, output_lock
from pmqa_xlsx.consolidate.schema import COLUMNS, FORMAT, FRAMES, AnswerRow
from pmqa_xlsx.errors import InputNotFound, OutputNotWritable
from pmqa_xlsx.system import atomic
from small_round import FORM, a_file, a_return

AS_OF = dt.datetime(2026, 12, 5, 12, tzinfo=dt.UTC)
REPORTS = [("report.html", lambda: b"<p>"), ("consolidated.xlsx", lambda: b"PK")]


def a_round(*returns, forms=(FORM,)) -> Consolidation:
    """A round with an accepted, a superseded and a rejected return, or with these."""
    returns = returns or (a_return("a", "name=NA; A1 have=yes"),
                          a_return("b", "name=None; A1 have=no; 2 email=a@b.th", day=2),
                          a_file("c", "file-damaged"))
    return consolidate(returns, forms, year=None, as_of=AS_OF, skipped={"clutter": 1})


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with a saved round."""
    a_round().save(tmp_path / "out", REPORTS)
    return tmp_path / "out"


def test_what_is_written(saved: Path) -> None:
    """The summary lists every other output with its SHA-256, and the counts of the round."""
    summary = json.loads((saved / "summary.json").read_text(encoding="utf-8"))
    found = files_in(saved)
    assert {*summary["outputs"], "summary.json", ".pmqa_xlsx.lock"} == {*found}
    assert {f"frames/{name}.{kind}" for name in COLUMNS for kind in ("csv", "parquet")} | {
        "report.html", "consolidated.xlsx", "forms/small-1/form.csv"} < {*found}
    assert {name: hashlib.sha256(found[name]).hexdigest() for name in summary["outputs"]} == summary["outputs"]
    assert summary["returns"] == {
        "accepted": 1, "needs_correction": 0, "joined": 0, "superseded": 1, "duplicate": 0, "held": 0,
        "rejected": 1}
    assert (summary["as_of"], summary["units_expected"], summary["units_missing"], summary["skipped"]) == (
        "2026-12-05T19:00:00+07:00", 2, 1, {"clutter": 1})


@pytest.mark.parametrize("returns", [(), (a_file("c", "file-damaged"),)], ids=["full", "without answers"])
def test_loaded_as_saved(tmp_path: Path, returns) -> None:
    """Frames, types, forms, year, moment and counts load unchanged."""
    result = a_round(*returns)
    result.save(tmp_path)
    back = Consolidation.load(tmp_path)
    for name, frame in result.frames.items():
        assert_frame_equal(back.frames[name], frame)
    assert (back.forms, back.year, back.as_of, back.skipped) == (result.forms, None, result.as_of, result.skipped)


@pytest.mark.parametrize("frame", COLUMNS)
def test_saved_rows(saved: Path, frame: str) -> None:
    """Rows that are read without pandas are those of the frame: all of them, some of them, a unit's."""
    row, read = FRAMES[frame], read_saved(saved)
    rows = [*EachRow(Consolidation.load(saved), row)]
    assert read.rows(row) == rows
    assert read.rows(row, 1, 2) == rows[1:3]
    assert read.count(frame) == len(rows)
    if "unit_code" in COLUMNS[frame]:
        assert read.rows(row, unit="01") == [one for one in rows if one.unit_code == "01"]


def test_saved_rows_of_several_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of rows may begin and end in any group; of a unit, only the groups are read that may have it."""
    monkeypatch.setattr(formats, "_ROWS_OF_PARQUET", 5)
    a_round(a_return("a", "A1 have=yes"), a_return("b", "A1 have=no", unit="20")).save(tmp_path)
    rows, saved = [*EachRow(Consolidation.load(tmp_path), AnswerRow)], read_saved(tmp_path)
    assert [saved.rows(AnswerRow, first, 7) for first in range(len(rows))] == [
        rows[first:first + 7] for first in range(len(rows))]
    read = ParquetFile.read_row_group
    groups: list[int] = []
    monkeypatch.setattr(ParquetFile, "read_row_group",
                        lambda self, number, **more: groups.append(number) or read(self, number, **more))
    own = [row for row in rows if row.unit_code == rows[-1].unit_code]
    assert (saved.rows(AnswerRow, unit=rows[-1].unit_code), saved.rows(AnswerRow, unit="?")) == (own, [])
    assert groups == [*range((len(rows) - len(own)) // 5, -(-len(rows) // 5))]


def test_again_gives_the_same_bytes(saved: Path) -> None:
    """The same round saved twice gives the same bytes."""
    first = files_in(saved)
    a_round().save(saved, REPORTS)
    assert files_in(saved) == first


@pytest.mark.parametrize("text", ["=1+1", "+66 81", "-", "@x", "\tx", "\rx", "\nx", "＝1+1", "＋1", "－1", "＠x",
                                  "NA", "a,\"b\"\r\nc", "ก", "'x"])
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    """A .csv marks text that looks like a formula with a leading '; .parquet contains the text itself."""
    a_round(a_return("a", f"name={text}")).save(tmp_path)
    data = (tmp_path / "frames/answers.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert data.startswith(b"\xef\xbb\xbf")
    assert rows[0]["value"] == ("'" + text if text[0] in "=+-@\t\r\n＝＋－＠" else text)
    assert pd.read_parquet(tmp_path / "frames/answers.parquet")["value"][0] == text


def test_what_no_longer_belongs_is_removed(saved: Path) -> None:
    """Reports and forms of the earlier run are removed; the originals and other people's files are kept."""
    with Originals(saved) as originals:
        originals.add(hashlib.sha256(b"x").hexdigest(), b"x", "xlsx")
    (saved / "notes.txt").write_bytes(b"mine")
    (saved / f".x{atomic.PART_SUFFIX}").write_bytes(b"half")
    a_round(a_file("c", "file-damaged"), forms=(replace(FORM, form_version="2"),)).save(saved)
    left = {name.rpartition("/")[0] or name for name in files_in(saved)}
    assert left == {"frames", "forms/small-2", "originals", "notes.txt", "summary.json", ".pmqa_xlsx.lock"}


def test_originals(tmp_path: Path) -> None:
    """Originals are named by SHA-256, stored once, never under a name from outside, and listed in the summary."""
    one, two = (hashlib.sha256(data).hexdigest() for data in (b"one", b"two"))
    with Originals(tmp_path) as originals:
        originals.add(one, b"one", ".XLSX")
        originals.add(one, b"one", "zip")
        originals.add(two, b"two", "../../x")
    assert originals.names == tuple(sorted([f"{one}.xlsx", f"{two}.bin"]))
    assert (tmp_path / "originals" / f"{one}.xlsx").read_bytes() == b"one"
    with output_lock(tmp_path):
        pass
    a_round().save(tmp_path, originals=originals.names)
    outputs = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["outputs"]
    assert outputs[f"originals/{one}.xlsx"] == one


def test_originals_have_their_names_only_when_they_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each is synced before it is renamed, and all at the end, so that a power failure leaves none partial."""
    steps: list[str] = []
    synced, renamed = atomic.AtomicFile.sync, Path.replace
    monkeypatch.setattr(atomic.AtomicFile, "sync", lambda draft: steps.append("sync") or synced(draft))
    monkeypatch.setattr(Path, "replace", lambda path, target: steps.append("rename") or renamed(path, target))
    with Originals(tmp_path) as originals:
        originals.add("1" * 64, b"one", "xlsx")
        assert steps == []
    kept = [path.name for path in (tmp_path / "originals").iterdir()]
    assert (steps, kept) == (["sync", "rename"], [f"{'1' * 64}.xlsx"])


def test_originals_of_a_run_that_fails_are_removed(tmp_path: Path) -> None:
    """Nothing in the ledger names them."""
    with suppress(LookupError), Originals(tmp_path) as originals:
        originals.add("1" * 64, b"one", "xlsx")
        raise LookupError
    assert [*(tmp_path / "originals").iterdir()] == []


SPOILERS = {
    "no summary": lambda folder: (folder / "summary.json").unlink(),
    "another program's summary": lambda folder: (folder / "summary.json").write_bytes(b'{"program": "x"}'),
    "a frame of another run": lambda folder: (folder / "frames/returns.parquet").write_bytes(b"PAR1"),
    "a frame lost": lambda folder: (folder / "frames/returns.parquet").unlink(),
    "a changed definition": lambda folder: (folder / "forms/small-1/units.csv").write_bytes(b"code"),
    "a summary of another shape": lambda folder: (folder / "summary.json").write_bytes(
        b'{"program": {"name": "pmqa_xlsx"}, "format": %d, "outputs": []}' % FORMAT),
}


@pytest.mark.parametrize("spoil", SPOILERS.values(), ids=SPOILERS.keys())
def test_what_is_not_whole_is_refused(saved: Path, spoil) -> None:
    """A result that is incomplete, changed or written by another program is reported; the next run repairs it."""
    spoil(saved)
    with pytest.raises(InputNotFound, match="out: "):
        Consolidation.load(saved)
    a_round().save(saved)
    assert len(Consolidation.load(saved).returns) == 3


@pytest.mark.parametrize(("found", "says"), [
    (FORMAT - 1, f"in format {FORMAT - 1}; this program reads format {FORMAT}. An older version"),
    (FORMAT + 1, f"in format {FORMAT + 1}; this program reads format {FORMAT}. Use the newer version"),
    ("x", f"do not say which format they have; this program reads format {FORMAT}"),
    (None, f"do not say which format they have; this program reads format {FORMAT}")])
def test_another_format_is_rejected_by_its_number(saved: Path, found: object, says: str) -> None:
    """Results with other columns are rejected: the message names both format numbers, in both languages."""
    summary = json.loads((saved / "summary.json").read_text(encoding="utf-8"))
    (saved / "summary.json").write_text(json.dumps(summary | {"format": found}), encoding="utf-8")
    with pytest.raises(InputNotFound, match=re.escape(says)) as refusal:
        Consolidation.load(saved)
    assert f"รูปแบบที่ {FORMAT} " in refusal.value.th


def test_a_failing_report(saved: Path) -> None:
    """If a report cannot be made, the earlier result stays complete, and no new folder is left behind."""
    before = files_in(saved)

    def fail() -> bytes:
        raise ZeroDivisionError

    for folder in (saved, saved.with_name("new")):
        with pytest.raises(ZeroDivisionError):
            a_round(a_file("z", "file-damaged")).save(folder, [("report.html", fail)])
    assert files_in(saved) == before
    assert not saved.with_name("new").exists()


@pytest.mark.parametrize("k", [1, 9, 20])
def test_a_full_disk_leaves_the_earlier_result_whole(saved: Path, monkeypatch: pytest.MonkeyPatch, k: int) -> None:
    """No file is replaced before all new ones are written: the earlier result can still be loaded."""
    before, calls = files_in(saved), iter(range(1, 100))

    def fill_up(_: int) -> None:
        if next(calls) > k:  # the first one only probes the folder
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fill_up)
    with pytest.raises(OutputNotWritable, match="no space left"):
        a_round(a_file("z", "file-damaged")).save(saved, REPORTS)
    assert files_in(saved) == before
    assert len(Consolidation.load(saved).returns) == 3


def _beside(name: str):
    return lambda folder: (folder / name).write_bytes(b"")


@pytest.mark.parametrize("occupy", [
    _beside("~$consolidated.xlsx"), _beside("frames/.~lock.returns.csv#"),
], ids=["Excel", "LibreOffice"])
def test_open_in_another_program(saved: Path, occupy) -> None:
    """An output open in another program is reported before any work, and nothing is changed."""
    occupy(saved)
    before = files_in(saved)
    with pytest.raises(OutputNotWritable, match="is open in another program"):
        check_writable(saved)
    with pytest.raises(OutputNotWritable):
        a_round(a_file("z", "file-damaged")).save(saved)
    assert files_in(saved) == before


@pytest.mark.slow
def test_a_system_error_is_reported(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sharing violation, as on Windows for a file open in Excel, gives one line."""
    opened = Path.open

    def refuse(path: Path, mode: str = "r", **more):
        if mode == "r+b" and path.name == "report.html":
            raise PermissionError(13, "in use")
        return opened(path, mode, **more)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(OutputNotWritable, match=r"report.html: the file is open in another program"):
        check_writable(saved)


def test_somebody_elses_folder(tmp_path: Path) -> None:
    """Only an empty folder or one with our results is accepted, and no file instead of a folder."""
    (tmp_path / "thesis.docx").write_bytes(b"x")
    with pytest.raises(OutputNotWritable, match="is not empty"):
        a_round().save(tmp_path)
    assert files_in(tmp_path) == {"thesis.docx": b"x"}
    with pytest.raises(OutputNotWritable, match="is a file"):
        check_writable(tmp_path / "thesis.docx")


def test_two_runs_at_once(saved: Path) -> None:
    """The second run waits, then reports it; the run that holds the folder may lock it again."""
    said: list[str] = []

    def second() -> None:
        try:
            with output_lock(saved, timeout=0.1):
                said.append("got in")
        except OutputNotWritable as error:
            said.append(error.en)

    with output_lock(saved), output_lock(saved):
        other = threading.Thread(target=second)
        other.start()
        other.join()
    assert ["another run is writing" in text for text in said] == [True]


def test_atomic_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed write leaves the old content and no other file."""
    path = tmp_path / "a"
    atomic.write_bytes(path, b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        atomic.write_bytes(path, b"new")
    assert files_in(tmp_path) == {"a": b"old"}
