"""Paths → received files: folders, kinds of file, clutter, this program's own files, originals."""

import hashlib
import json
import os
from pathlib import Path

import pytest

import crafted
from pmqa_xlsx.catalogue.reasons import VANISHED
from pmqa_xlsx.errors import InputNotFound
from pmqa_xlsx.files.sniffing import sniff
from pmqa_xlsx.intake.own import is_own_draft
from pmqa_xlsx.intake.received import Received
from pmqa_xlsx.intake.stage import receive


def lay(folder: Path, files: dict[str, bytes]) -> None:
    """Write files under a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def outline(received: list[Received], folder: Path) -> list[str]:
    """Return one line for each row: path below the folder, whether it has a workbook, and its finding codes."""
    return [
        " ".join((one.file.removeprefix(folder.as_posix() + "/"), "workbook" if one.data else "-",
                  *(finding.code for finding in one.findings)))
        for one in received
    ]


def taken_in(folder: Path, files: dict[str, bytes]) -> list[str]:
    """Return the outline of a folder with these files."""
    lay(folder, files)
    return outline(list(receive([folder])), folder)


def test_a_folder_gives_its_workbooks_in_the_order_of_their_paths(tmp_path: Path) -> None:
    """Folders are searched recursively, in an order that does not depend on the disk."""
    files = {"ข/2.xlsx": crafted.workbook("2"), "b/1.xlsx": crafted.workbook("1"), "a.xlsx": crafted.workbook("3")}
    assert taken_in(tmp_path, files) == ["a.xlsx workbook", "b/1.xlsx workbook", "ข/2.xlsx workbook"]
    first = next(iter(receive([tmp_path])))
    assert (first.source, first.sha256) == ("file", hashlib.sha256(crafted.workbook("3")).hexdigest())
    assert first.modified_at is not None
    assert first.modified_at.tzinfo is not None


KINDS = [
    ("XLSX", crafted.workbook()),
    ("XLSM", crafted.zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/vbaProject.bin": b""})),
    ("XLSB", crafted.zipped({"[Content_Types].xml": b"", "xl/workbook.bin": b""})),
    ("ODS", crafted.zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})),
    ("XLS", crafted.compound({("Workbook",): bytes(5000)})),
    ("ENCRYPTED", crafted.compound({("EncryptedPackage",): b"x", ("EncryptionInfo",): b"x"})),
    ("MSG", crafted.outlook_mail({}, sender=("a", "b@c.th"))),
    ("ZIP", crafted.zipped({"a.txt": b"a"})),
    ("DOCX", crafted.zipped({"[Content_Types].xml": b"", "word/document.xml": b""})),
    ("PPTX", crafted.zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""})),
    ("BROKEN_ZIP", crafted.workbook()[:-60]),
    ("BROKEN_OLE", crafted.compound({("Thing",): b"x"})[:600]),
    ("DOC", crafted.compound({("WordDocument",): b"x"})),
    ("EML", crafted.mail()),
    ("MBOX", crafted.mailbox(crafted.mail())),
    ("CSV", b"code,name,answer\n50,CNX,1\n51,LPN,0\n"),
    ("TEXT", "เรียน ผู้ว่าราชการจังหวัด\nขอส่งแบบ".encode()),
    ("TEXT", "เรียน ผู้ว่าราชการจังหวัด\nขอส่งแบบ".encode("cp874")),
    ("HTML", b"<html><body>hello</body></html>"),
    ("HTML_TABLE", b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>1</table>"),
    ("XML_SPREADSHEET", b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>"),
    ("MHTML", b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related\r\n\r\n"),
    ("MHTML", b"From: <Saved by Windows Internet Explorer 11>\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\n<html>"),
    ("MHTML", b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary=x\r\n\r\n--x\r\n'
              b"Content-Type: text/html\r\nContent-Location: file:///C:/a.htm\r\n\r\n<html>"),
    ("OLD_XLS", b"\x09\0\x04\0\x02\0\x10\0"), ("OLD_XLS", b"\x09\x02\x06\0\0\x03\x10\0\0\0"),
    ("OLD_XLS", b"\x09\x04\x06\0\0\0\x10\0\0\0"), ("OLD_XLS", b"\x09\x08\x08\0\0\x05\x05\0\0\0\0\0"),
    ("PDF", b"%PDF-1.7\n"), ("PNG", b"\x89PNG\r\n\x1a\n..."), ("JPEG", b"\xff\xd8\xff\xe0"), ("GIF", b"GIF89a"),
    ("TIFF", b"II*\0...."), ("BMP", b"BM\x0a\0\0\0\0\0\0\0"), ("WEBP", b"RIFF\0\0\0\0WEBPVP8 "), ("RTF", b"{\\rtf1"),
    ("HEIC", b"\0\0\0\x18ftypheic"),
    ("RAR", b"Rar!\x1a\x07\x01\0"), ("SEVENZIP", b"7z\xbc\xaf\x27\x1c"), ("TNEF", b"\x78\x9f\x3e\x22"),
    ("GZIP", b"\x1f\x8b\x08"), ("EMPTY", b""), ("NULS", bytes(4096)), ("NULS", b"\xff" * 4096),
    ("UNKNOWN", b"\x01\x02\x00\xfe" * 9), ("PROGRAM", b"MZ\x90\0\x03\0"),
]


@pytest.mark.parametrize(("kind", "data"), KINDS)
def test_the_content_decides_the_kind(kind: str, data: bytes) -> None:
    """A file's kind is decided by its bytes, never by its name."""
    assert sniff(data).name == kind


def test_a_file_that_is_no_workbook_gets_a_row_with_its_kind(tmp_path: Path) -> None:
    """Names are ignored; each kind is named and has its finding code."""
    files = {
        "1.xlsx": b"%PDF-1.7\n", "2.csv": b"a,b,c\n1,2,3\n",
        "3.docx": crafted.zipped({"[Content_Types].xml": b"", "word/a": b""}),
        "4.xlsx": b"", "5.xlsx": bytes(900), "6.xlsx": crafted.workbook()[:-60], "7.rar": b"Rar!\x1a\x07\x01\0",
        "8.xlsx": b"7z\xbc\xaf\x27\x1c", "9.dat": b"\x78\x9f\x3e\x22",
    }
    assert taken_in(tmp_path, files) == [
        "1.xlsx - not-a-workbook", "2.csv - not-a-workbook", "3.docx - not-a-workbook", "4.xlsx - file-damaged",
        "5.xlsx - file-damaged", "6.xlsx - file-damaged", "7.rar - archive-unsupported", "8.xlsx - archive-unsupported",
        "9.dat - archive-unsupported",
    ]
    messages = [one.findings[0].message("en") for one in receive([tmp_path])]
    assert messages[0] == "This file is not a workbook; it is a PDF document."
    assert messages[6] == "An archive of the kind .rar cannot be opened."


def test_clutter_is_skipped_and_counted(tmp_path: Path) -> None:
    """Files that systems and programs leave beside others are no returns."""
    files = dict.fromkeys((
        "~$50.xlsx", ".~lock.50.xlsx#", ".DS_Store", "Thumbs.db", "desktop.ini", "._50.xlsx",
        "__MACOSX/._50.xlsx", "@eaDir/50.xlsx@SynoEAStream", "#recycle/50.xlsx"), b"x")
    files["a.zip"] = crafted.zipped({"50.xlsx": crafted.workbook(), "__MACOSX/._50.xlsx": b"x", "d/~$50.xlsx": b"x",
                                     "50.xlsx:Zone.Identifier": b"[ZoneTransfer]"})
    lay(tmp_path, files)
    intake = receive([tmp_path])
    assert outline(list(intake), tmp_path) == ["a.zip!50.xlsx workbook"]
    assert intake.ignored == 12


def test_our_own_files_are_skipped_and_counted(tmp_path: Path) -> None:
    """A result is no return; beside workbooks that were sent out only the manifests are skipped."""
    manifest = {"form": {"form_id": "f"}, "workbooks": [{"unit_code": "50", "file": "50.xlsx", "sha256": "0"}]}
    files = {
        "result/summary.json": b'{"program": "pmqa_xlsx"}', "result/consolidated.xlsx": crafted.workbook("r"),
        "result/originals/a.xlsx": crafted.workbook("o"),
        "cut-short/.pmqa_xlsx.lock": b"", "cut-short/originals/b.xlsx": b"b",
        "sent/manifest.csv": b"\xef\xbb\xbfunit_code,unit_name,file,sha256\r\n", "sent/50.xlsx": crafted.workbook("s"),
        "drafts/50.eml": crafted.mail(headers=b"To: a@b.go.th\r\nX-Unsent: 1\r\nX-PMQA-XLSX-Draft: 1\r\n"),
        "sent/manifest.json": json.dumps(manifest).encode(),
        "theirs/manifest.json": b"{}", "theirs/summary.json": b"{}",
    }
    lay(tmp_path, files)
    intake = receive([tmp_path])
    assert outline(list(intake), tmp_path) == [
        "sent/50.xlsx workbook", "theirs/manifest.json - not-a-workbook", "theirs/summary.json - not-a-workbook"]
    assert intake.own_outputs == 8


@pytest.mark.parametrize(("headers", "own"), [
    ("X-Unsent: 1\r\nX-PMQA-XLSX-Draft: 1", True), ("x-pmqa-xlsx-draft: 1\nx-unsent: 1", True),
    ("X-PMQA-XLSX-Draft: 1", False), ("X-Unsent: 0\r\nX-PMQA-XLSX-Draft: 1", False), ("X-Unsent: 1", False),
    ("X-Unsent: 1\r\n\r\nX-PMQA-XLSX-Draft: 1", False), ("X-PMQA-XLSX-Draft: 1\r\n\r\nX-Unsent: 1", False),
    ("X-Unsent: 1\r\nSubject: X-PMQA-XLSX-Draft: 1", False),
], ids=["ours", "in another spelling", "sent", "sent by Outlook", "somebody else's draft", "only in the text",
        "sent, with the mark in the text", "in the subject"])
def test_our_own_drafts(headers: str, own: bool) -> None:
    """Our own draft is skipped while it is unsent; a sent one may have come back with a workbook."""
    assert is_own_draft(f"To: a@b.go.th\r\n{headers}\r\n\r\ntext".encode()) is own


def test_originals_are_given_once_each_by_their_real_kind(tmp_path: Path) -> None:
    """Each distinct file and member is kept, a container before its content."""
    book, letter = crafted.workbook(), b"%PDF-1.7\n"
    packed = crafted.zipped({"50.dat": book, "letter.xlsx": letter})
    lay(tmp_path, {"a.xlsx": packed, "b.zip": packed, "c.xlsx": book})
    kept: list[tuple[str, bytes]] = []
    list(receive([tmp_path], on_original=lambda _, data, extension: kept.append((extension, data))))
    assert kept == [("zip", packed), ("xlsx", book), ("pdf", letter)]


def test_a_path_given_twice_counts_once(tmp_path: Path) -> None:
    """A folder and a file in it give that file once."""
    lay(tmp_path, {"50.xlsx": crafted.workbook()})
    assert len(list(receive([tmp_path, tmp_path / "50.xlsx"]))) == 1


def test_a_missing_path_is_reported_before_reading(tmp_path: Path) -> None:
    """A wrong path is reported before any reading."""
    lay(tmp_path, {"50.xlsx": crafted.workbook()})
    with pytest.raises(InputNotFound, match=r"nowhere: there is no such file"):
        receive([tmp_path, tmp_path / "nowhere"])


def test_empty_paths_are_reported(tmp_path: Path) -> None:
    """An empty round is a mistake, not a result."""
    lay(tmp_path, {".DS_Store": b"x"})
    with pytest.raises(InputNotFound, match=r"no returns found under .* \(skipped: 1\)"):
        receive([tmp_path])


@pytest.mark.skipif(os.name == "nt", reason="links and pipes need rights on Windows that a test has not")
def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    """A link is not followed, a pipe does not block, and both are reported."""
    lay(tmp_path, {"in/a.xlsx": crafted.workbook(), "out/secret.xlsx": crafted.workbook("s")})
    (tmp_path / "in/link.xlsx").symlink_to(tmp_path / "out/secret.xlsx")
    (tmp_path / "in/folder").symlink_to(tmp_path / "out")
    os.mkfifo(tmp_path / "in/pipe.xlsx")
    assert outline(list(receive([tmp_path / "in"])), tmp_path / "in") == [
        "a.xlsx workbook", "folder - file-unreadable", "link.xlsx - file-unreadable", "pipe.xlsx - file-unreadable"]


def test_a_file_that_vanishes_does_not_affect_the_others(tmp_path: Path) -> None:
    """A file may be moved away between listing and reading: the operator is told, and the file has no row."""
    lay(tmp_path, {"a.xlsx": crafted.workbook("a"), "b.xlsx": crafted.workbook("b")})
    intake = receive([tmp_path])
    (tmp_path / "a.xlsx").unlink()
    assert outline(list(intake), tmp_path) == ["b.xlsx workbook"]
    assert [(one.label, one.reason) for one in intake.unread] == [(f"{tmp_path.as_posix()}/a.xlsx", VANISHED)]
