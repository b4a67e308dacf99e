"""Files that are on no disk are read like others: bytes, openers, and addresses of a storage."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any, BinaryIO

import pytest

import pmqa_xlsx
from pmqa_xlsx.errors import InputNotFound, OptionNotValid

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
    import zipfile

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


@pytest.mark.parametrize(("given", "error"), [
    ("memory://nothing-here", InputNotFound), ("nosuchscheme://x", InputNotFound),
    ([("a.xlsx", 5, SAVED)], OptionNotValid), ([("a.xlsx", b"x", "tomorrow")], OptionNotValid),
])
def test_wrong_sources(given: Any, error: type[Exception]) -> None:
    """What is none of these, or has no files, is one clear line."""
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    with pytest.raises(error):
        pmqa_xlsx.ingest(given, as_of=AS_OF)
