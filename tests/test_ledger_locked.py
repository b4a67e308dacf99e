"""Archives that were locked when they came are read once somebody knows their password."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import crafted
from crafted_form import FORM, good
from pmqa_xlsx.catalogue.reasons import HELD
from pmqa_xlsx.rounds.round import Round

pytestmark = pytest.mark.slow

AS_OF = dt.date(2026, 12, 5)
FIRST_DAY, SECOND_DAY = (dt.datetime(2026, 11, day, 9, tzinfo=dt.timezone(dt.timedelta(hours=7))) for day in (5, 9))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with a locked zip of one return, which was taken in on the first day, and of another file beside it."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "forms.zip").write_bytes(crafted.locked_zip("001.xlsx", good("001"), b"secret"))
    (folder / "other").mkdir()
    (folder / "other" / "forms.zip").write_bytes(crafted.zipped({"002.xlsx": good("002"), "003.xlsx": b"PK\3\4 cut"}))
    return folder


def rows(
    folder: Path, inbox: Path, *, received: dt.datetime = SECOND_DAY, passwords: tuple[str, ...] = (),
) -> list[str]:
    """Return one line a return after an ingest: its unit or file, its status and the day of its receipt."""
    result = Round(folder).ingest(inbox, forms=FORM, as_of=AS_OF, received=received, open_passwords=passwords)
    return sorted(f"{row.unit_code or row.file.rpartition('/')[2]} {row.status} {row.received_at[:10]}"
                  for row in result.returns.itertuples())


LOCKED = ["002 accepted 2026-11-05", "forms.zip!001.xlsx rejected 2026-11-05", "forms.zip!003.xlsx rejected 2026-11-05"]
OPENED = ["001 accepted 2026-11-05", "002 accepted 2026-11-05", "forms.zip!003.xlsx rejected 2026-11-05"]


def test_given_again_with_its_password(tmp_path: Path, inbox: Path) -> None:
    """The same file with its password counts from the day when it came; a wrong password changes nothing."""
    assert rows(tmp_path / "r", inbox, received=FIRST_DAY) == LOCKED
    assert rows(tmp_path / "r", inbox, passwords=("wrong",)) == LOCKED
    assert rows(tmp_path / "r", inbox, passwords=("wrong", "secret")) == OPENED
    assert rows(tmp_path / "r", inbox) == OPENED


def test_from_the_originals(tmp_path: Path, inbox: Path) -> None:
    """The file itself need not be given again: it is kept."""
    assert rows(tmp_path / "r", inbox, received=FIRST_DAY) == LOCKED
    (inbox / "forms.zip").unlink()
    assert rows(tmp_path / "r", inbox / "other", passwords=("secret",)) == OPENED
    (path,) = (row.file for row in Round(tmp_path / "r").results(AS_OF).returns.itertuples() if row.unit_code == "001")
    assert path == f"{inbox.as_posix()}/forms.zip!001.xlsx"


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    """An original is read where it is, under the name that it came with, which only another system may have allowed."""
    name, data = f"{'long ' * 60}.zip", crafted.locked_zip("001.xlsx", good("001"), b"secret")
    given = [(name, data, FIRST_DAY)]
    round_ = Round(tmp_path / "r")
    assert list(round_.ingest(given, forms=FORM).returns["status"]) == ["rejected"]
    other = [("002.xlsx", good("002"), FIRST_DAY)]
    opened = round_.ingest(other, open_passwords="secret").returns
    assert sorted(zip(opened["file"], opened["status"], strict=True)) == [
        ("002.xlsx", "accepted"), (f"{name}!001.xlsx", "accepted")]
    assert round_.unread == ()


def test_an_original_that_is_held(tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays locked, and a line says so; once it is closed, the same call opens it."""
    monkeypatch.setattr("pmqa_xlsx.system.atomic.PATIENCE", 0.0)
    assert rows(tmp_path / "r", inbox, received=FIRST_DAY) == LOCKED
    (inbox / "forms.zip").unlink()
    round_, opened = Round(tmp_path / "r"), Path.open

    def held(path: Path, mode: str = "r", *more: object, **named: object) -> object:
        if path.parent.name == "originals" and "r" in mode:
            raise PermissionError(13, "in use")
        return opened(path, mode, *more, **named)

    with monkeypatch.context() as context:
        context.setattr(Path, "open", held)
        result = round_.ingest(inbox / "other", open_passwords="secret", as_of=AS_OF)
    assert sorted(result.returns["status"]) == ["accepted", "rejected", "rejected"]
    assert [line.en for line in round_.unread] == [f"forms.zip: not read: {HELD.en}"]
    assert rows(tmp_path / "r", inbox / "other", passwords=("secret",)) == OPENED


def test_a_lost_ledger(tmp_path: Path, inbox: Path) -> None:
    """What was in a file with a password is kept beside it: it counts again from the same day, without that."""
    assert rows(tmp_path / "r", inbox, received=FIRST_DAY, passwords=("secret",)) == OPENED
    (tmp_path / "r" / "ledger.sqlite").unlink()
    assert [row for row in rows(tmp_path / "r", inbox / "other") if "accepted" in row] == OPENED[:2]
