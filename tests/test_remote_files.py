"""Files that are on no disk are read like others: bytes, openers, and addresses of a storage."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO

import pytest

import pmqa_xlsx
from pmqa_xlsx.errors import InputNotFound, OptionNotValid
from pmqa_xlsx.intake import stage
from pmqa_xlsx.intake.sources import read_file

SAMPLES = sorted((Path(__file__).parent.parent / "samples" / "returns").glob("*.xlsx"))[:2]
SAVED = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
AS_OF = "2026-12-05"


def opener(path: Path) -> Any:
    return lambda: path.open("rb")


@pytest.mark.parametrize("content", [Path.read_bytes, opener], ids=["bytes", "opener"])
def test_the_same_answers(content: Any) -> None:
    """Bytes and openers give the answers of the files, with the names and the times that came with them."""
    there = pmqa_xlsx.ingest([(f"box/{path.name}", content(path), SAVED) for path in SAMPLES], as_of=AS_OF)
    here = pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF)
    assert there.answers.equals(here.answers)
    assert there.returns["file"].tolist() == [f"box/{path.name}" for path in SAMPLES]


def test_one_name_twice() -> None:
    """Two files of one name are both read; a program's auxiliary file is not."""
    files = [("a.xlsx", path.read_bytes(), SAVED) for path in SAMPLES]
    result = pmqa_xlsx.ingest([*files, ("~$a.xlsx", b"x", SAVED)], as_of=AS_OF)
    assert result.returns["file"].tolist() == ["a.xlsx", "a.xlsx"]


def test_a_zip_in_memory(tmp_path: Path) -> None:
    """Containers are opened too."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        target.write(SAMPLES[0], "one.xlsx")
    result = pmqa_xlsx.ingest([("post.zip", data.getvalue(), "2026-11-20")], as_of=AS_OF)
    assert result.returns["file"].tolist() == ["post.zip!one.xlsx"]


def test_an_opener_that_fails() -> None:
    """What cannot be opened is named, and the others are read."""
    def fails() -> BinaryIO:
        raise RuntimeError("no network")

    result = pmqa_xlsx.ingest([("gone.xlsx", fails, SAVED), ("a.xlsx", SAMPLES[0].read_bytes(), SAVED)], as_of=AS_OF)
    assert len(result.returns) == 1
    assert [line.en.partition(":")[0] for line in result.unread] == ["gone.xlsx"]


def test_an_address() -> None:
    """Everything at an address of a storage is read."""
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")
    storage = fsspec.filesystem("memory")
    for path in SAMPLES:
        storage.pipe(f"/inbox/{path.name}", path.read_bytes())
    result = pmqa_xlsx.ingest("memory://inbox", as_of=AS_OF)
    assert result.returns["file"].tolist() == [f"memory://inbox/{path.name}" for path in SAMPLES]


@pytest.fixture
def inbox(tmp_path: Path) -> str:
    """The address of a folder with two workbooks, a zip with one of them, and a text that is named like a workbook."""
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    for path in SAMPLES:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with zipfile.ZipFile(tmp_path / "post.zip", "w") as target:
        target.write(SAMPLES[0], "one.xlsx")
    (tmp_path / "text.xlsx").write_bytes(b"no workbook")
    return tmp_path.as_uri()


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor(1)], ids=["workers", "executor"])
def test_workbooks_at_an_address_are_opened_by_their_readers(
    inbox: str, monkeypatch: pytest.MonkeyPatch, executor: Executor | None,
) -> None:
    """Only what must be unpacked or judged here is opened here; rows and readings are the usual ones."""
    opened: list[str] = []
    monkeypatch.setattr(stage, "read_file", lambda source, _: opened.append(source.name) or read_file(source))
    result = pmqa_xlsx.ingest(inbox, as_of=AS_OF, executor=executor)
    assert [name.rpartition("/")[2] for name in opened] == ["post.zip", "text.xlsx"]
    rows = result.returns.sort_values("file")
    assert [name.rpartition("/")[2] for name in rows["file"]] == [
        *(path.name for path in SAMPLES), "post.zip!one.xlsx", "text.xlsx"]
    assert rows["sha256"].tolist()[:2] == [hashlib.sha256(path.read_bytes()).hexdigest() for path in SAMPLES]
    assert result.answers.equals(pmqa_xlsx.ingest(SAMPLES, as_of=AS_OF).answers)


def test_what_a_reader_fetched_is_what_is_saved(
    inbox: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The originals are the bytes that were read, without opening the address again."""
    result = pmqa_xlsx.ingest(inbox, as_of=AS_OF)
    target = tmp_path_factory.mktemp("results")
    for path in tmp_path.iterdir():
        path.unlink()
    result.save(target)
    kept = {path.read_bytes() for path in (target / "originals").iterdir()}
    assert {path.read_bytes() for path in SAMPLES} <= kept


def test_a_round_takes_them_too(inbox: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The same at an address, in memory and in a folder is one return, read once; what was forgotten is not kept."""
    path, folder = SAMPLES[0], tmp_path_factory.mktemp("round")
    address = f"{inbox}/{path.name}"
    round_ = pmqa_xlsx.Round(folder)
    for given in (address, [(path.name, path.read_bytes(), SAVED)], path, address):
        result = round_.ingest(given, as_of=AS_OF)
        assert (set(result.returns["status"]) - {"duplicate"}, result.contacts.empty) == ({"accepted"}, False)
    round_.forget(contacts=True)
    assert round_.ingest(address, as_of=AS_OF).contacts.empty
    assert not [*folder.glob("originals/*")]


@pytest.mark.parametrize(("given", "error"), [
    ("memory://nothing-here", InputNotFound), ("nosuchscheme://x", InputNotFound),
    ([("a.xlsx", 5, SAVED)], OptionNotValid), ([("a.xlsx", b"x", "tomorrow")], OptionNotValid),
])
def test_wrong_sources(given: Any, error: type[Exception]) -> None:
    """What is none of these, or has no files, is one clear line."""
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    with pytest.raises(error):
        pmqa_xlsx.ingest(given, as_of=AS_OF)
