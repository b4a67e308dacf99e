"""What came instead of a workbook: what it is, and what its sender can do next, in Thai and English."""

import struct
from pathlib import Path

import pytest

import crafted
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.intake.stage import receive

BOOK = crafted.workbook()
PDF = b"%PDF-1.7\n"
LINK = b"https://drive.google.com/file/d/1AbC/view?usp=sharing"


def findings(folder: Path, name: str, data: bytes) -> list[Finding]:
    """Return what is said of the one row that a file has."""
    (folder / name).write_bytes(data)
    (one,) = receive([folder])
    return list(one.findings)


def html(text: bytes) -> bytes:
    """Return the HTML text of a mail."""
    return b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + text


def by_reference(target: str, method: int) -> bytes:
    """Return an Outlook mail with an attachment that is only referred to."""
    storage = "__attach_version1.0_#00000000"
    return crafted.compound({
        ("__properties_version1.0",): bytes(32), ("__substg1.0_0C1A001F",): "ก".encode("utf-16-le"),
        (storage, "__properties_version1.0"): bytes(8) + struct.pack("<HHIQ", 3, 0x3705, 6, method),
        (storage, "__substg1.0_3707001F"): "50.xlsx".encode("utf-16-le"),
        (storage, "__substg1.0_370D001F"): target.encode("utf-16-le"),
    })


@pytest.mark.parametrize(("name", "data", "code", "said", "advice"), [
    ("mails.pst", b"!BDN" + bytes(600), "archive-unsupported", "an Outlook data file", "Open it in Outlook"),
    ("winmail.dat", b"\x78\x9f\x3e\x22", "archive-unsupported", "winmail.dat", "in HTML"),
    ("50.xlsx.lnk", b"\x4c\0\0\0\x01\x14\x02\0" + bytes(90), "not-a-workbook", "a shortcut to a file",
     "Open file location"),
    ("m.eml", crafted.mail(crafted.attachment(b'="50.xlsx.lnk"', b"\x4c\0\0\0\x01\x14\x02\0" + bytes(90))),
     "no-workbook", "only 50.xlsx.lnk", "Open file location"),
    ("50.url", b"[InternetShortcut]\r\nURL=https://x.sharepoint.com/50.xlsx\r\n", "not-a-workbook", "a link",
     "choose Download"),
    ("50.webloc", b'<?xml version="1.0"?><plist><dict><key>URL</key><string>https://x</string></dict></plist>',
     "not-a-workbook", "a link", "choose Download"),
    ("50.webloc", b"bplist00\xd1\x01\x02SURL_\x10\x20https://x", "not-a-workbook", "a link", "choose Download"),
    ("50.gsheet", b'{"":"DO NOT EDIT","doc_id":"1AbC"}', "not-a-workbook", "a link", "choose Download"),
    ("voice.mp3", b"ID3\3\0\0" + bytes(range(256)), "not-a-workbook", "of an unknown kind", "as .xlsx"),
    ("50.xlsx", b"\1\2\0" + bytes(range(256)), "file-damaged", "a workbook's structure", "opens in Excel"),
    ("m.eml", crafted.mail(crafted.attachment(b'="message.rpmsg"', b"\x76\xe8\x04\x60\xc4\x11\xe3\x86")),
     "archive-unsupported", "a rights-managed mail", "without encryption"),
    ("a.zip", crafted.zipped({"50.xlsx": BOOK}, encrypted=True), "file-encrypted", "zip archive",
     "password of the zip"),
    ("m.eml", crafted.mail(html(b'<a href=3D"' + LINK.replace(b"=", b"=3D") + b'">50.xlsx</a>')), "no-workbook",
     "Its text has a link: " + LINK.decode(), "choose Download"),
    ("m.eml", crafted.mail(html(b"https://apc01.safelinks.protection.outlook.com/?url=3Dhttps%3A%2F%2F1drv.ms%2Fx%2F1"
                                b"&data=3D05")), "no-workbook", "Its text has a link: https://1drv.ms/x/1.",
     "choose Download"),
    ("m.eml", crafted.mail(html(b"see https://www.opdc.go.th/"), crafted.attachment(b'="a.pdf"', PDF)), "no-workbook",
     "only a.pdf.", "Attach the filled-in workbook"),
    ("m.msg", by_reference("C:\\Users\\somchai\\50.xlsx", 4), "no-workbook", "only 50.xlsx", "Attach as copy"),
    ("50.xlsx.pfile", b".pfile\0\1" + bytes(90), "file-encrypted", "restricted to the sender's organisation",
     "Restrict Access"),
    ("m.msg", by_reference("https://x-my.sharepoint.com/50.xlsx", 7), "no-workbook", "only 50.xlsx", "Attach as copy"),
    ("m.eml", crafted.mail(crafted.attachment(b'="encrypted.asc"', b"-----BEGIN PGP MESSAGE-----\n\nabcd\n")),
     "file-encrypted", "(PGP)", "without encryption"),
    ("50.xlsx.gpg", b"\x85\x01\x0c\x03" + bytes(range(1, 200)), "file-encrypted", "(PGP)", "without encryption"),
], ids=["pst", "winmail", "lnk", "lnk in a mail", "url", "webloc", "binary webloc", "gsheet",
        "voice", "bytes", "rpmsg", "zip password",
        "cloud link", "safe link", "other link",
        "by reference", "label", "in the cloud", "PGP mail", "PGP file"])
def test_what_came_instead(tmp_path: Path, name: str, data: bytes, code: str, said: str, advice: str) -> None:
    """One finding says what it is and what to do; the Thai says it too."""
    (finding,) = findings(tmp_path, name, data)
    assert finding.code == code
    assert said in finding.message("en")
    assert advice in finding.fix("en")
    assert finding.fix("th") != finding.fix("en")


def test_too_many_photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook in a mail that is too large for its pictures: compress them, or send them separately."""
    monkeypatch.setattr("pmqa_xlsx.intake.containers.MAX_MEMBER", 100)
    (finding,) = findings(tmp_path, "m.eml", crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK)))
    assert finding.code == "file-unsafe"
    assert "Compress Pictures" in finding.fix("en")


def test_a_mail_without_a_workbook_names_what_it_has(tmp_path: Path) -> None:
    """One finding, whose value names the files and the link."""
    mail = crafted.mail(html(b"file: " + LINK.replace(b"=", b"=3D")), crafted.attachment(b'="letter.pdf"', PDF),
                        crafted.attachment(b'="scan.pdf"', PDF))
    (finding,) = findings(tmp_path, "m.eml", mail)
    assert (finding.code, finding.value) == ("no-workbook", f"letter.pdf, scan.pdf, {LINK.decode()}")


def test_a_link_beside_a_workbook_is_no_matter(tmp_path: Path) -> None:
    """Whoever attached the workbook may link to what he likes."""
    assert findings(tmp_path, "m.eml", crafted.mail(html(LINK), crafted.attachment(b'="50.xlsx"', BOOK))) == []
