"""What one file may take: each limit with an input just beyond it, and what is said then."""

import errno
import io
import struct
import subprocess
import sys
import zipfile
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

import pytest

import crafted
from pmqa_xlsx.catalogue.reasons import BAD_MEMBER
from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.files import ole
from pmqa_xlsx.files.file_kinds import FileKind
from pmqa_xlsx.files.refusal import ArchiveError
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.intake import stage, verdicts, walk
from pmqa_xlsx.intake.containers import MAX_TOTAL
from pmqa_xlsx.intake.mail import mbox, outlook
from pmqa_xlsx.intake.received import Received
from pmqa_xlsx.intake.stage import receive
from pmqa_xlsx.intake.unpack import Opened, UnpackTask, unpack
from pmqa_xlsx.rounds.round import Round
from pmqa_xlsx.workers import guarded
from pmqa_xlsx.workers.guarded import GuardedOpener

BOOK = crafted.workbook()
PDF = b"%PDF-1.7\n"


def received(folder: Path, name: str, data: bytes) -> list[Received]:
    """Return what comes in from one file."""
    (folder / name).write_bytes(data)
    return list(receive([folder]))


def outline(rows: list[Received]) -> list[str]:
    """Return one line a row: the way inside the file, whether there is a workbook, the findings' codes."""
    return [" ".join(filter(None, (one.file.partition("!")[2], "workbook" if one.data else "-",
                                   *(finding.code for finding in one.findings)))) for one in rows]


def many(name: str, content: bytes, count: int = 5_000, *, crc: bool = True) -> bytes:
    """Return a zip of many small members; without ``crc`` none of them is what its checksum says."""
    data = crafted.zipped({f"{number}{name}": content for number in range(count)}, method=zipfile.ZIP_STORED)
    return data if crc else data.replace(content, bytes(byte ^ 1 for byte in content))


@pytest.mark.parametrize(("data", "code", "said"), [
    (many(".xlsx", b"abcd", crc=False), "file-damaged", "Files inside that are like this (5,000): 0.xlsx, 1.xlsx, "),
    (many(".xlsx", b""), "file-damaged", "Files inside that are like this (5,000): 0.xlsx, 1.xlsx, "),
    (many(".rar", b"Rar!\x1a\x07\0"), "archive-unsupported", "Files inside that are like this (5,000): 0.rar, 1.rar, "),
    (many(".pdf", PDF), "no-workbook", "only 0.pdf, 1.pdf, "),
], ids=["bad CRC", "empty", "archives", "PDF"])
def test_a_bad_container_is_one_row(tmp_path: Path, data: bytes, code: str, said: str) -> None:
    """However much in it fails, a container without a workbook has one row and one finding, with a count."""
    (one,) = received(tmp_path, "a.zip", data)
    (finding,) = one.findings
    assert (one.file.rpartition("/")[2], finding.code) == ("a.zip", code)
    assert said in finding.message("en")
    assert "(+4,980)" in finding.message("en")
    assert len(finding.value) < 400


def test_different_failures_are_one_row(tmp_path: Path) -> None:
    """Each kind of failure is said once."""
    (one,) = received(tmp_path, "a.zip", crafted.zipped({
        "1.xlsx": b"", "2.xlsx": PDF, "3.xlsx": b"", "4.rar": b"Rar!\x1a\x07\0"}))
    assert [(finding.code, finding.facts.get("count", "")) for finding in one.findings] == [
        ("file-damaged", "2"), ("not-a-workbook", ""), ("archive-unsupported", "")]


BESIDE = {"empty.xlsx": b"", "nothing.txt": bytes(50), "winmail.dat": b"\x78\x9f\x3e\x22", "a.rar": b"Rar!\x1a\x07\0",
          "logo.png": b"\x89PNG\r\n\x1a\n", "data.csv": b"a,b,c\n1,2,3\n", "bad.zip": crafted.workbook()[:-60],
          "._x": b"\0\x05\x16\x07"}


@pytest.mark.parametrize("in_mail", [True, False])
def test_beside_a_workbook_nothing_is_an_error(tmp_path: Path, in_mail: bool) -> None:
    """Whatever else came with it is a notice on the row of the workbook."""
    data = (crafted.mail(*(crafted.attachment(b'="%b"' % name.encode(), content)
                           for name, content in {**BESIDE, "50.xlsx": BOOK}.items())) if in_mail
            else crafted.zipped({**BESIDE, "50.xlsx": BOOK}))
    (one,) = received(tmp_path, "m", data)
    assert one.data == BOOK
    assert {finding.code for finding in one.findings} == {"other-attachment"}
    assert [finding.value for finding in one.findings] == [name for name in BESIDE if name != "._x"]


def test_what_was_meant_as_a_workbook_is_not_lost_beside_one(tmp_path: Path) -> None:
    """A damaged workbook of another unit in the same zip has its own row."""
    rows = received(tmp_path, "a.zip", crafted.zipped({"50.xlsx": BOOK, "51.xlsx": BOOK[:-60], "52.xlsx": PDF}))
    assert outline(rows) == ["50.xlsx workbook", "51.xlsx - file-damaged", "52.xlsx - not-a-workbook"]


def test_many_damaged_workbooks_beside_good_ones_have_one_row(tmp_path: Path) -> None:
    """Beyond a few, they are said together."""
    members = {"50.xlsx": BOOK, **{f"{number}.xlsx": BOOK[:-60] for number in range(100, 121)}}
    assert outline(received(tmp_path, "a.zip", crafted.zipped(members))) == ["- file-damaged", "50.xlsx workbook"]


def test_many_files_beside_a_workbook_are_counted(tmp_path: Path) -> None:
    """The first are named, the others counted."""
    (one,) = received(tmp_path, "a.zip", crafted.zipped({"50.xlsx": BOOK, **{f"{n}.pdf": PDF for n in range(300)}}))
    assert len(one.findings) == verdicts.MAX_LISTED + 1
    assert one.findings[-1].message("en") == "Other files sent with the workbook, which are kept: 280."


def on_one_chain(count: int) -> bytes:
    """Return a .msg file with many attachments that are all the same sectors."""
    streams = {f"{number}.bin": b"" for number in range(count)}
    data = bytearray(crafted.outlook_mail(streams | {"last.bin": b"x" * 100_000}, sender=("a", "a@b.th")))
    name = "__substg1.0_37010102".encode("utf-16-le")
    entries = [at for at in range(0, len(data) - 128, 128) if data.startswith(name, at)]
    start, size = struct.unpack_from("<IQ", data, entries[-1] + 116)
    for at in entries:
        struct.pack_into("<IQ", data, at + 116, start, size)
    return bytes(data)


def test_attachments_that_share_their_bytes(tmp_path: Path) -> None:
    """What an Outlook mail gives out is bounded by its own size, however many attachments refer to the same bytes."""
    data = on_one_chain(200)
    given: list[bytes] = []
    with pytest.raises(ArchiveError, match="overlap"):
        read_all(ole.Compound(data), given)
    assert sum(map(len, given)) <= 2 * len(data)
    (one,) = received(tmp_path, "m.msg", data)
    assert one.findings[0].code == "file-unsafe"
    assert len(one.findings) <= verdicts.MAX_LISTED + 2


def read_all(file: ole.Compound, given: list[bytes]) -> None:
    """Read every stream."""
    for path in sorted(file.entries):
        given.append(file.read(path, 2**20))


@pytest.mark.parametrize(("storages", "refused"), [
    (ole.MAX_LEVELS, nullcontext()), (ole.MAX_LEVELS + 1, pytest.raises(ArchiveError, match="file-unsafe")),
])
def test_storages_in_each_other(storages: int, refused: AbstractContextManager[object]) -> None:
    """Paths are bounded in length: to list them takes time that grows with the size alone."""
    with refused:
        assert len(ole.Compound(crafted.compound({tuple("a" * storages): b"x"})).entries) == storages


def in_each_other(mails: int) -> bytes:
    """Return a .msg file with a workbook in the innermost of so many attached mails."""
    streams, path = {}, ()
    for _ in range(mails):
        streams[(*path, "__properties_version1.0")] = bytes(32)
        path = (*path, "__attach_version1.0_#00000000", "__substg1.0_3701000D")
    streams[(*path, "__properties_version1.0")] = bytes(32)
    streams[(*path, "__attach_version1.0_#00000000", "__substg1.0_37010102")] = BOOK
    return crafted.compound(streams)


@pytest.mark.parametrize(("data", "taken"), [
    (in_each_other(outlook.MAX_LEVELS), True), (in_each_other(outlook.MAX_LEVELS + 1), False),
    (crafted.outlook_mail({f"{n}.xlsx": BOOK for n in range(3)}, sender=("a", "a@b.th")), True),
    (crafted.outlook_mail({f"{n}.xlsx": BOOK for n in range(4)}, sender=("a", "a@b.th")), False),
], ids=["five mails", "six mails", "as many attachments as allowed", "one more"])
def test_limits_of_an_outlook_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, taken: bool,
) -> None:
    """Up to its limits all of it is read; beyond them the mail is one unsafe file with advice."""
    monkeypatch.setattr(outlook, "MAX_ATTACHMENTS", 3)
    first, *_ = received(tmp_path, "m.msg", data)
    assert (first.data == BOOK, [finding.code for finding in first.findings if finding.code == "file-unsafe"]) == (
        taken, [] if taken else ["file-unsafe"])


def boxed(count: int) -> bytes:
    """Return a mailbox with a workbook in each mail."""
    return crafted.mailbox(*[crafted.mail(crafted.attachment(b'="50.xlsx"', crafted.workbook(str(number))))
                             for number in range(count)])


@pytest.mark.parametrize(("most", "rows"), [(3, ["1!50.xlsx workbook", "2!50.xlsx workbook", "3!50.xlsx workbook"]),
                                           (2, ["- file-unsafe"])])
def test_a_mailbox_of_too_many_mails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, rows: list[str],
) -> None:
    """Up to the limit all are read; beyond it the advice is to export the folder in parts."""
    monkeypatch.setattr(mbox, "MAX_MESSAGES", most)
    found = received(tmp_path, "b.mbox", boxed(3))
    assert outline(found) == rows
    assert all("in parts" in finding.fix("en") for one in found for finding in one.findings)


@pytest.mark.parametrize(("name", "data", "advice"), [
    ("b.mbox", boxed(1), "Export the mail folder in parts"), ("a.zip", crafted.zipped({"1.xlsx": BOOK}), "small .zip"),
    ("50.xlsx", BOOK, "Compress Pictures"),
])
def test_a_file_that_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, advice: str,
) -> None:
    """Each kind of file has its own limit and its own advice."""
    monkeypatch.setattr("pmqa_xlsx.intake.sources.MAX_FILE", 100)
    monkeypatch.setattr(stage, "MAX_FILE", 100)
    monkeypatch.setattr(stage, "MAX_MAILBOX", 200)
    monkeypatch.setattr(stage, "MAX_CONTAINER", 200)
    (one,) = received(tmp_path, name, data)
    assert [finding.code for finding in one.findings] == ["file-unsafe"]
    assert advice in one.findings[0].fix("en")


@pytest.mark.parametrize(("name", "data", "rows"), [
    ("b.mbox", boxed(2), ["1!50.xlsx workbook", "2!50.xlsx workbook"]),
    ("a.zip", crafted.zipped({"1.xlsx": BOOK}), ["1.xlsx workbook"]),
    ("m.eml", crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK)), ["50.xlsx workbook"]),
    ("letter.pdf", PDF * 100, ["- not-a-workbook"]),
])
def test_a_file_that_is_not_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, rows: list[str],
) -> None:
    """A large container is read from a copy on the disk, and is kept as it came."""
    monkeypatch.setattr("pmqa_xlsx.intake.sources.MAX_FILE", 100)
    monkeypatch.setattr(stage, "MAX_FILE", 100)
    kept: list[bytes] = []
    (tmp_path / name).write_bytes(data)
    found = list(receive([tmp_path], on_original=lambda _, content, __: kept.append(
        content if isinstance(content, bytes) else content.read_bytes())))
    assert outline(found) == rows
    assert kept[0] == data
    assert {one.container for one in found} == {found[0].container}


@pytest.mark.parametrize(("name", "data", "largest"), [
    ("a.zip", crafted.zipped({"1.xlsx": BOOK}), 2**20), ("a.zip", crafted.zipped({"1.xlsx": BOOK}), 100),
    ("b.mbox", boxed(1), 2**20), ("b.mbox", boxed(1), 100)])
def test_no_room_for_what_is_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, largest: int,
) -> None:
    """A full disk is this computer's matter, in words: neither a finding about the file nor a file that is not read."""
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / name).write_bytes(data)
    monkeypatch.setattr("pmqa_xlsx.intake.sources.MAX_FILE", largest)
    monkeypatch.setattr(stage, "MAX_FILE", largest)
    opened = Path.open
    monkeypatch.setattr(Path, "open", lambda path, mode="r", *more, **named: (
        Full() if "w" in mode else opened(path, mode, *more, **named)))
    with pytest.raises(OutputNotWritable, match="no space left"):
        list(receive([tmp_path]))


def test_no_room_in_another_process(tmp_path: Path) -> None:
    """The process that opens a container says the same, here of a folder that is gone."""
    (tmp_path / "a.zip").write_bytes(crafted.zipped({"1.xlsx": BOOK}))
    with GuardedOpener(()) as opener:
        opened = opener(UnpackTask(tmp_path / "a.zip", None, tmp_path / "gone", 10, 2**20))
    assert isinstance(opened.refused, OutputNotWritable)
    assert (opened.trouble, "cannot be written" in opened.refused.en) == (None, True)


def test_mails_without_a_workbook_beyond_a_limit_are_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mailbox of thousands of such mails does not become thousands of rows; the workbooks among them all do."""
    monkeypatch.setattr(stage, "MAX_BARREN", 2)
    mails = [crafted.mail(), crafted.mail(), crafted.mail(), crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK)),
             crafted.mail()]
    found = received(tmp_path, "b.mbox", crafted.mailbox(*mails))
    assert outline(found) == ["1 - no-workbook", "2 - no-workbook", "4!50.xlsx workbook", "- no-workbook"]
    assert "2 more mails" in found[-1].findings[0].message("en")


def test_mails_that_are_only_counted_are_stored_in_their_mailbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A mailbox of thousands of mails does not become thousands of originals; what belongs to a row is stored."""
    monkeypatch.setattr(stage, "MAX_BARREN", 1)
    letters = [crafted.mail(crafted.attachment(b'="letter.pdf"', PDF + bytes([number]))) for number in range(3)]
    book = crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK))
    (tmp_path / "b.mbox").write_bytes(crafted.mailbox(*letters[:2], book, letters[2]))
    kept: list[str] = []
    list(receive([tmp_path], on_original=lambda *given: kept.append(given[2])))
    assert kept == ["mbox", "eml", "pdf", "eml", "xlsx"]


def test_one_bad_mail_does_not_affect_its_mailbox(tmp_path: Path) -> None:
    """If the worker is lost over several mails, each is tried again by itself."""
    (tmp_path / "b.mbox").write_bytes(boxed(4))

    def lost_over_the_third(task: UnpackTask) -> Opened:
        if any(number == 3 for number, _, _ in task.spans):
            assert task.kind is not None
            return Opened(task.kind, trouble=Finding("file-unreadable", facts={"reason_en": BAD_MEMBER.en}), trace="t")
        return unpack((), task)

    found = list(receive([tmp_path], opener=lost_over_the_third))
    assert outline(found) == ["1!50.xlsx workbook", "2!50.xlsx workbook", "3 - file-unreadable", "4!50.xlsx workbook"]
    assert [one.trace for one in found] == ["", "", "t", ""]


def always_lost(task: UnpackTask) -> Opened:
    """Open what is not taken from a mailbox or a zip in a zip; the worker is lost over the rest."""
    if not task.spans and task.inflated in (0, MAX_TOTAL):
        return unpack((), task)
    opened.append(task)
    return Opened(task.kind or FileKind.UNKNOWN, trouble=Finding("file-unreadable"))


opened: list[UnpackTask] = []


def test_a_mailbox_over_which_workers_are_lost_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After a few lost workers the rest of the mailbox is one row."""
    monkeypatch.setattr(walk, "MAILS_AT_ONCE", 8)
    (tmp_path / "b.mbox").write_bytes(boxed(30))
    opened.clear()
    rows = [one.file.rpartition("!")[2] for one in receive([tmp_path], opener=always_lost)]
    assert rows == [*map(str, range(1, 9)), "9-30"]
    assert len(opened) == 1 + walk.MAX_LOST


def test_a_zip_over_which_workers_are_lost_again_and_again(tmp_path: Path) -> None:
    """After a few lost workers no more of the containers inside are opened; the file is one row all the same."""
    (tmp_path / "a.zip").write_bytes(crafted.zipped({f"{n}.zip": crafted.zipped({"50.xlsx": BOOK}) for n in range(30)}))
    opened.clear()
    (one,) = receive([tmp_path], opener=always_lost)
    assert (one.findings[0].code, one.findings[0].facts["count"]) == ("file-unreadable", "30")
    assert len(opened) == walk.MAX_LOST


@pytest.mark.parametrize(("target", "reason"), [
    ("worker_targets:always_die", "the reader stopped working"), ("worker_targets:always_raise", "failed on it"),
])
def test_a_container_that_its_worker_does_not_survive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, reason: str,
) -> None:
    """It is that file's own finding; files beside it are read."""
    monkeypatch.setattr(guarded, "UNPACKER", target)
    (tmp_path / "a.zip").write_bytes(crafted.zipped({"50.xlsx": BOOK}))
    (tmp_path / "b.xlsx").write_bytes(BOOK)
    with GuardedOpener(()) as opener:
        first, second = receive([tmp_path], opener=opener)
    assert [finding.code for finding in first.findings] == ["file-unreadable"]
    assert second.data == BOOK
    assert bool(first.trace) == ("raise" in target)


def test_what_was_raised_over_a_container_is_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its traceback is in errors.log, as that of a workbook is."""
    monkeypatch.setattr(guarded, "UNPACKER", "worker_targets:always_raise")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(crafted.zipped({"50.xlsx": BOOK}))
    result = Round(tmp_path / "r").ingest(tmp_path / "in")
    assert list(result.findings["code"]) == ["file-unreadable"]
    assert "LookupError: unforeseen" in (tmp_path / "r" / "errors.log").read_text(encoding="utf-8")


def test_the_worker_opens_as_this_process_does(tmp_path: Path) -> None:
    """Rows are the same whoever opens the containers."""
    (tmp_path / "a.zip").write_bytes(crafted.zipped({"b.mbox": boxed(3), "m.eml": crafted.mail(
        crafted.attachment(b'="x.zip"', crafted.zipped({"51.xlsx": crafted.workbook("51"), "p.pdf": PDF})))}))
    with GuardedOpener(()) as opener:
        guarded = list(receive([tmp_path], opener=opener, on_original=lambda *_: None))
    assert guarded == list(receive([tmp_path], opener=partial(unpack, ())))
    assert len(guarded) == 4


BATCH = """
import resource, sys
from pathlib import Path
from pmqa_xlsx.intake.stage import receive
from pmqa_xlsx.workers.guarded import GuardedOpener
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with GuardedOpener(()) as opener:
    rows = sum(1 for _ in receive([Path(sys.argv[1])], opener=opener, on_original=lambda *_: None))
print(rows, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource module")
def test_a_batch_of_bad_files_takes_little_of_this_process(tmp_path: Path) -> None:
    """Large archives, mails, mailboxes and Outlook mails, all bad: the parent grows by less than 500 MB."""
    noise = bytes(range(256)) * 2**18  # 64 MB
    (tmp_path / "a.zip").write_bytes(crafted.zipped({f"{n}.bin": noise for n in range(7)}))
    (tmp_path / "b.zip").write_bytes(crafted.zipped({f"{n}.jpg": noise[:2**24] for n in range(8)}, method=0))
    (tmp_path / "c.mbox").write_bytes(boxed(3) + noise * 4)
    (tmp_path / "d.eml").write_bytes(crafted.mail(crafted.attachment(b'="a.bin"', noise)))
    (tmp_path / "e.msg").write_bytes(on_one_chain(500) + noise)
    (tmp_path / "f.xlsx").write_bytes(b"PK\x03\x04" + noise * 3)
    (tmp_path / "g.zip").write_bytes(many(".xlsx", b"abcd", crc=False))
    done = subprocess.run([sys.executable, "-c", BATCH, str(tmp_path)], capture_output=True, text=True, check=True)
    rows, megabytes = map(int, done.stdout.split())
    assert rows == 9
    assert megabytes < 500
