"""What is forgotten is nowhere under the round any more, the figures stay, and nothing brings it back."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import crafted
from crafted_form import FORM, LAYOUT, SLOTS, fill_fast, sent_out
from made_up_days import FILLED, FIRST, lay_out, mail
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.errors import LedgerNotUsable, OptionNotValid, OutputNotWritable, RoundNotValid, UnitNotFound
from pmqa_xlsx.ledger.store import Ledger
from pmqa_xlsx.rounds.round import Round
from pmqa_xlsx.system import atomic
from pmqa_xlsx.system.clock import VARIABLE
from share_modes import ShareModes

pytestmark = pytest.mark.slow


def typed(unit: str) -> bytes:
    """A return of a unit whose texts all name it: ``secretNNN``."""
    values = {}
    for position, answer in FILLED.items():
        field = LAYOUT.slots[position].field.name
        values[position] = f"secret{unit}@example.go.th" if "@" in answer else (
            f"{answer} secret{unit}" if field in ("long", "coordinator_name") else answer)
    return fill_fast(sent_out(unit), LAYOUT, values)


def zipped(**members: bytes) -> bytes:
    """A zip with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.xlsx", data)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round with a mail of 001, a zip of 001 and 002, a mail of 003, a letter, a snapshot and a note."""
    folder = tmp_path_factory.mktemp("begun")
    files = [("a.eml", mail(typed("001"), "secret001.xlsx", FIRST, "secret001 <secret001@example.go.th>", "secret001"),
              FIRST),
             ("b.zip", zipped(secret001b=typed("001"), two=typed("002")), FIRST),
             ("c.eml", mail(typed("003"), "three.xlsx", FIRST, "three@example.go.th"), FIRST)]
    with pytest.MonkeyPatch.context() as clock:
        clock.setenv(VARIABLE, "2026-11-06T12:00:00+07:00")
        round_ = Round(folder / "round")
        round_.ingest(lay_out(folder / "in", files), forms=FORM)
        round_.note("001", "call secret001@example.go.th", by="me")
        round_.feedback(units=["001", "003"])
        round_.snapshot("before")
    return folder


@pytest.fixture
def folder(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that round, a day later."""
    monkeypatch.setenv(VARIABLE, "2026-11-07T12:00:00+07:00")
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return tmp_path / "round"


def found(folder: Path, text: str) -> list[str]:
    """The files under a folder that contain a text, also inside zips and mails, however it is encoded."""
    from email import message_from_bytes

    def pieces(data: bytes) -> list[bytes]:
        every = [data]
        if data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    every += [name.encode(), *pieces(archive.read(name))]
        elif b"MIME-Version" in data[:4000]:
            for part in message_from_bytes(data).walk():
                every += pieces(part.get_payload(decode=True) or b"") if not part.is_multipart() else []
        return every

    wanted = [text.encode(), text.encode("utf-16-le")]
    hits = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if path.suffix == ".parquet":
            import pyarrow.parquet as pq

            data += str(pq.read_table(path).to_pylist()).encode()
        if any(word in piece for piece in pieces(data) for word in wanted) or text in path.name:
            hits.append(path.relative_to(folder).as_posix())
    return sorted(hits)


def figures(round_: Round) -> list[object]:
    """What must stay as it is: standing, scores, states and numbers of the answers, statuses."""
    result = round_.results()
    units = result.units[["unit_code", "standing", "returns", "completeness", "percent", "open_errors", "days_late"]]
    answers = result.answers[["unit_code", "level", "criterion", "field", "slot", "state", "score", "number"]]
    returns = result.returns[["sha256", "status", "unit_code", "errors"]].sort_values(["sha256", "status"])
    return [units, answers, result.scores, returns.reset_index(drop=True)]


def same(one: list[object], other: list[object]) -> None:
    """The figures are the same."""
    for left, right in zip(one, other, strict=True):
        assert_frame_equal(left, right)


def test_all_of_a_unit(folder) -> None:
    """All that a unit typed is nowhere any more: not in the ledger, originals, zips, letters, states, results."""
    before = figures(Round(folder))
    assert len(found(folder, "secret001")) > 8
    Round(folder).forget("001")
    assert found(folder, "secret001") == []
    same(figures(Round(folder)), before)
    kept = found(folder, "secret002")
    assert [name for name in kept if name.startswith("originals/")] != []
    answers = Round(folder).results().answers.query("unit_code == '001'")
    assert set(answers["value"]) | set(answers["raw"]) == {""}


def test_a_file_that_is_open(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If one of the files to erase is open in another program, it is named and nothing is erased; later all is."""
    files = sorted((folder / "originals").iterdir())
    monkeypatch.setattr(atomic, "PATIENCE", 0.1)
    with monkeypatch.context() as context:
        ShareModes(context).held = {files[-1]}
        with pytest.raises(OutputNotWritable, match=f"{files[-1].name}: the file is open"):
            Round(folder).forget(before="2026-12-01")
        assert sorted((folder / "originals").iterdir()) == files
    Round(folder).forget(before="2026-12-01")
    assert sorted((folder / "originals").iterdir()) == []


def test_a_ledger_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the ledger cannot be changed, no file is erased either: nothing was changed, as the message says."""
    before = {path.name for path in folder.rglob("*")}
    prepare = Ledger._prepare
    monkeypatch.setattr(Ledger, "_prepare",
                        lambda ledger: (prepare(ledger), ledger._db.execute("PRAGMA query_only = ON")))
    with pytest.raises(LedgerNotUsable, match="nothing was changed"):
        Round(folder, lang="en").forget("001")
    assert {path.name for path in folder.rglob("*")} == before


@pytest.mark.parametrize("step", ["pmqa_xlsx.consolidate.consolidation.Consolidation.save",
                                  "pmqa_xlsx.rounds.erasure.erase"])
def test_an_erasure_that_was_cut_short(folder: Path, step: str) -> None:
    """Nothing is said to be forgotten before it is erased everywhere; the same call again ends it."""
    def cut_short(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step, cut_short)
        with pytest.raises(KeyboardInterrupt):
            Round(folder).forget("001")
    assert "forgotten" not in set(Round(folder).history()["kind"])
    Round(folder).forget("001")
    assert found(folder, "secret001") == []


def test_a_state_that_is_incomplete(folder) -> None:
    """If a state kept by name cannot be read, nothing is erased, and it is named; what a copying left over goes."""
    (folder / "snapshots" / ".cut short.draft").mkdir()
    (folder / "snapshots" / "before" / "frames" / "answers.parquet").unlink()
    before = found(folder, "secret001")
    with pytest.raises(RoundNotValid, match="before: this state is incomplete"):
        Round(folder).forget("001")
    assert (found(folder, "secret001"), Round(folder).history()["kind"].tolist().count("forgotten")) == (before, 0)
    shutil.rmtree(folder / "snapshots" / "before")
    Round(folder).forget("001")
    assert (found(folder, "secret001"), [*(folder / "snapshots").iterdir()]) == ([], [])


def test_what_a_copying_left_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes once a scanner that looks at it has closed it."""
    draft = folder / "snapshots" / ".cut short.draft"
    draft.mkdir()
    (draft / "report.html").write_bytes(b"secret001")
    monkeypatch.setattr(atomic, "PATIENCE", 60)
    with monkeypatch.context() as context:
        ShareModes(context).looks = 5
        Round(folder).forget("001")
    assert (draft.exists(), found(folder, "secret001")) == (False, [])


def test_contacts_alone(folder) -> None:
    """Of the contacts nothing is left; what was typed as an answer stays."""
    before = figures(Round(folder))
    Round(folder).forget(contacts=True)
    for unit in ("001", "002", "003"):
        assert found(folder, f"secret{unit}@example.go.th") == []
    after = figures(Round(folder))
    same([before[0], before[2], before[3]], [after[0], after[2], after[3]])
    result = Round(folder).results()
    assert len(result.contacts) == 0
    assert result.answers["value"].str.contains("secret001").any()
    assert {*result.returns["sender"], *result.returns["subject"]} == {""}


def test_nothing_brings_it_back(folder) -> None:
    """The same files, and the same bytes in another mail or zip, are skipped and kept nowhere."""
    Round(folder).forget("001")
    before = figures(Round(folder))
    again = mail(typed("001"), "secret001 again.xlsx", FIRST, "secret001@example.go.th")
    inbox = lay_out(folder.parent / "again", [("d.eml", again, FIRST), ("e.zip", zipped(secret001=typed("001")), FIRST),
                                              ("secret001.xlsx", typed("001"), FIRST)])
    Round(folder).ingest([folder.parent / "in", inbox])
    same(figures(Round(folder)), before)
    assert found(folder, "secret001") == []


def test_a_look_at_what_was_forgotten(folder, tmp_path) -> None:
    """Looked at before it is taken in, a forgotten file is nothing new, and nothing of it is shown."""
    Round(folder).forget("001")
    before, after = Round(folder).check(tmp_path / "in")
    assert len(after.returns) == len(before.returns)


def test_before_a_day(folder) -> None:
    """What was sent on that day or later stays."""
    Round(folder).forget(before="2026-11-02")
    assert found(folder, "secret001") != []
    Round(folder).forget(before="2026-11-03")
    assert [name for name in found(folder, "secret003") if not name.startswith("snapshots")] == []


def test_a_state_keeps_what_is_not_about_names(tmp_path: Path) -> None:
    """Forgetting two mails of a mailbox, which are named 1 and 2, changes no figure of a state that was kept by name.

    What the state says about another unit's file, whose path has an address in it, can still be read.
    """
    mails = [mail(typed("001"), name, FIRST, "a@example.go.th") for name in ("secret001.xlsx", "secret001 two.xlsx")]
    box = b"".join(b"From - Mon Nov  2 09:00:00 2026\n" + one.replace(b"\r\n", b"\n") + b"\n" for one in mails)
    inbox = lay_out(tmp_path / "in a@example.go.th", [
        ("box.mbox", box, FIRST), ("two.eml", mail(typed("002"), "2.xlsx", FIRST, "b@example.go.th"), FIRST)])
    round_ = Round(tmp_path / "round")
    round_.ingest(inbox, forms=FORM)
    round_.snapshot("kept")
    kept = tmp_path / "round" / "snapshots" / "kept"
    before = Consolidation.load(kept)
    round_.forget("001")
    after = Consolidation.load(kept)
    assert found(kept, "secret001") == []
    said = [result.findings.loc[result.findings["unit_code"] != "001", ["code", "message_en"]]
            for result in (before, after)]
    assert_frame_equal(*said)
    data = [[json.loads(text) for text in result.events["data"]] for result in (before, after)]
    assert [(*one, one.get("container")) for one in data[0]] == [(*one, one.get("container")) for one in data[1]]


def mailed(**books: bytes) -> bytes:
    """A mail from somchai@moi.go.th with these workbooks."""
    return crafted.mail(*(crafted.attachment(f'="{name}.xlsx"'.encode(), data) for name, data in books.items()),
                        headers=crafted.FROM_AND_DATE.replace(b"a@b", b"somchai@moi"))


def test_two_workbooks_in_a_mail_of_a_mailbox(tmp_path: Path) -> None:
    """The first mail of a mailbox has two workbooks, the second none: once forgotten, all three are still apart."""
    box = crafted.mailbox(mailed(one=typed("001"), two=sent_out("001")), crafted.mail())
    round_ = Round(tmp_path / "round")
    round_.ingest(lay_out(tmp_path / "in", [("box.mbox", box, FIRST)]), forms=FORM)
    round_.forget("001")
    with Ledger.open(tmp_path / "round") as ledger:
        assert [one.way for one in ledger.arrivals()] == ["\n1", "\n2", "2"]


TOGETHER = mailed(secret001=typed("001"), secret001_2=typed("002"))


@pytest.mark.parametrize(("name", "data"), [
    ("a.eml", TOGETHER), ("a.mbox", crafted.mailbox(crafted.mail(), TOGETHER)),
    ("a.zip", crafted.zipped({"a.eml": TOGETHER}))])
def test_two_units_in_one_mail(tmp_path: Path, name: str, data: bytes) -> None:
    """Forgetting one of them leaves the other's answers, figures and workbook, without who sent both and their names.

    So it does in a state that was kept by name, and where the ledger must be rebuilt.
    """
    def of_second(result: Consolidation) -> pd.DataFrame:
        return result.answers.query("unit_code == '002'").reset_index(drop=True)

    sender, round_ = "somchai@moi.go.th", Round(tmp_path / "round")
    round_.ingest(lay_out(tmp_path / "in", [(name, data, FIRST)]), forms=FORM)
    round_.snapshot("before")
    before, other = figures(round_), of_second(round_.results())
    assert found(round_.directory, sender) != []
    round_.forget("001")
    assert [found(round_.directory, word) for word in (sender, "secret001")] == [[], []]
    same(figures(round_), before)
    (round_.directory / "ledger.sqlite").unlink()
    for result in (Consolidation.load(round_.directory / "snapshots" / "before"), Round(tmp_path / "round").results()):
        assert_frame_equal(of_second(result), other, check_dtype=False, check_categorical=False)
    (kept,) = (round_.directory / "originals").glob("*.xlsx")
    assert kept.read_bytes() == typed("002")


def test_whose_later_returns_are(tmp_path, monkeypatch) -> None:
    """What the office said of a return holds for the sender's later ones, also once the first is forgotten."""
    round_, form = Round(tmp_path / "round"), replace(FORM, units=(*FORM.units[:3], replace(
        FORM.units[3], aliases=("ลำปาง",))))

    def come(day: int, name: str, percent: str) -> None:
        monkeypatch.setenv(VARIABLE, f"2026-11-{day:02}T12:00:00+07:00")
        data = fill_fast(sent_out("003"), LAYOUT, FILLED | {SLOTS["A1 percent"]: percent})
        files = [(f"{day}.eml", mail(data, name, FIRST.replace(day=day), "four@example.go.th"), FIRST)]
        round_.ingest(lay_out(tmp_path / str(day), files), forms=form)

    come(3, "ลำปาง.xlsx", "10")
    round_.decide("ลำปาง.xlsx", "is-unit", "004", reason="ok", by="me")
    come(6, "again.xlsx", "20")
    round_.forget(before="2026-11-05")
    assert round_.results().returns[["unit_code", "status"]].to_numpy().tolist() == [
        ["004", "accepted"], ["004", "superseded"]]
    (tmp_path / "round" / "ledger.sqlite").unlink()
    come(8, "third.xlsx", "30")
    assert round_.results().returns[["unit_code", "status"]].to_numpy().tolist() == [
        ["004", "superseded"], ["004", "accepted"]]


def test_refusals(folder) -> None:
    """To forget nothing in particular is refused, and a unit that there is not."""
    with pytest.raises(OptionNotValid):
        Round(folder).forget()
    with pytest.raises(UnitNotFound):
        Round(folder).forget("999")


def test_the_erasure_is_recorded(folder) -> None:
    """The story says that it was done, not only about persons; drafts whose files are gone are withdrawn."""
    Round(folder).forget("001")
    story = Round(folder).history("001")
    assert story["kind"].tolist()[-2:] == ["letter", "forgotten"]
    assert story["detail_en"].iloc[-1] == "Data was erased as asked."
    assert "secret" not in "".join(story["detail_th"] + story["detail_en"] + story["data"])
