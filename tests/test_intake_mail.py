"""Zips, mails, mailboxes and Outlook's mails: each workbook is found with its name, sender and date."""

import base64
import datetime as dt
import io
import quopri
import struct
import zipfile
from pathlib import Path

import pytest

import crafted
from pmqa_xlsx.intake.containers import member_time
from pmqa_xlsx.intake.mail.headers import header_text, sent_at
from pmqa_xlsx.intake.received import Received
from pmqa_xlsx.intake.stage import receive

BOOK = crafted.workbook()
PDF = b"%PDF-1.7\n"
LOGO = b"\x89PNG\r\n\x1a\n"
THAI = "แบบประเมิน.xlsx"


def from_file(folder: Path, name: str, data: bytes) -> list[Received]:
    """Return the received items of one file."""
    (folder / name).write_bytes(data)
    return list(receive([folder]))


def outline(folder: Path, name: str, data: bytes) -> list[str]:
    """Return one line for each row: path below the folder, whether it has a workbook, its findings."""
    return [
        " ".join((one.file.removeprefix(folder.as_posix() + "/"), "workbook" if one.data else "-",
                  *(":".join(filter(None, (finding.code, finding.facts.get("name", "")))) for finding in one.findings)))
        for one in from_file(folder, name, data)
    ]


def b64(text: str, codec: str) -> bytes:
    """Return text in a codec, in base64."""
    return base64.b64encode(text.encode(codec))


@pytest.mark.parametrize("header", [
    b'="' + THAI.encode() + b'"',
    b'="' + THAI.encode("cp874") + b'"',
    b'="=?windows-874?B?' + b64(THAI, "cp874") + b'?="',
    b'="=?TIS-620?B?' + b64(THAI, "cp874") + b'?="',
    b'="=?iso-8859-11?Q?' + b"".join(b"=%02X" % byte for byte in THAI.encode("cp874")) + b'?="',
    b'="=?utf-8?B?' + b64(THAI[:4], "utf-8") + b"?=\r\n =?utf-8?B?" + b64(THAI[4:], "utf-8") + b'?="',
    b"*=utf-8''" + b"".join(b"%%%02X" % byte for byte in THAI.encode()),
    b"*=windows-874''" + b"".join(b"%%%02X" % byte for byte in THAI.encode("cp874")),
    b"*0*=utf-8''" + b"".join(b"%%%02X" % byte for byte in THAI[:5].encode())
    + b";\r\n filename*1*=" + b"".join(b"%%%02X" % byte for byte in THAI[5:].encode()),
])
def test_a_thai_name_in_a_mail_comes_out_right(tmp_path: Path, header: bytes) -> None:
    """RFC 2047, RFC 2231 and raw bytes, in UTF-8 and in Thai under every label."""
    assert outline(tmp_path, "m.eml", crafted.mail(crafted.attachment(header, BOOK))) == [f"m.eml!{THAI} workbook"]


@pytest.mark.parametrize(("pieces", "name"), [(40, "n" * 35 + ".xlsx"), (41, "n" * 36 + ".xls")])
def test_a_name_in_many_pieces(tmp_path: Path, pieces: int, name: str) -> None:
    """The first 40 pieces of a name are joined."""
    whole = "n" * (pieces - 5) + ".xlsx"
    header = "".join(f";\r\n filename*{number}={letter}" for number, letter in enumerate(whole)).encode()
    data = crafted.mail(crafted.attachment(header.removeprefix(b";\r\n filename"), BOOK))
    assert outline(tmp_path, "m.eml", data) == [f"m.eml!{name} workbook"]


@pytest.mark.parametrize("name", [THAI.encode(), THAI.encode("cp874")])
def test_a_thai_name_in_a_zip_comes_out_right(tmp_path: Path, name: bytes) -> None:
    """Zips made on Thai Windows contain cp874 without a flag; others UTF-8 without a flag."""
    assert outline(tmp_path, "a.zip", crafted.zipped_raw(name, BOOK)) == [f"a.zip!{THAI} workbook"]


@pytest.mark.parametrize(("moment", "modified"), [
    ((2026, 11, 5, 10, 30, 0), "2026-11-05T10:30:00+07:00"), ((1981, 1, 1, 0, 0, 0), "1981-01-01T00:00:00+07:00"),
    ((1980, 1, 1, 0, 0, 0), None), ((1980, 12, 31, 23, 59, 58), None), ((1980, 0, 0, 0, 0, 0), None),
    ((2026, 2, 30, 0, 0, 0), None), ((2026, 2, 3, 24, 0, 0), None),
])
def test_the_time_of_a_member(moment: tuple[int, int, int, int, int, int], modified: str | None) -> None:
    """A zip contains Thai time; 1980 means none, and an impossible moment is none."""
    year, month, day, hour, minute, second = moment
    packed = ((year - 1980) << 9 | month << 5 | day) << 16 | hour << 11 | minute << 5 | second // 2
    data = bytearray(crafted.zipped({"50.xlsx": BOOK}))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 12, packed)
    stated = member_time(zipfile.ZipFile(io.BytesIO(data)).infolist()[0])
    assert (stated.isoformat() if stated else None) == modified


def test_nested_containers(tmp_path: Path) -> None:
    """The path contains each level; the source is the outermost container."""
    packed = crafted.zipped({"ก/50.xlsx": BOOK, "51.xlsx": crafted.workbook("51")})
    inner = crafted.mail(crafted.attachment(b'="forms.zip"', packed), headers=b"From: in@moi.go.th\r\nSubject: FW\r\n")
    received = from_file(tmp_path, "in.zip", crafted.zipped({"box.mbox": crafted.mailbox(
        crafted.mail(crafted.attached_mail(inner)), crafted.mail(crafted.attachment(b'="52.xlsx"', BOOK)))}))
    assert [(one.file.partition("/in.zip")[2], one.source, one.sender) for one in received] == [
        ("!box.mbox!1!FW.eml!forms.zip!ก/50.xlsx", "zip", "in@moi.go.th"),
        ("!box.mbox!1!FW.eml!forms.zip!51.xlsx", "zip", "in@moi.go.th"),
        ("!box.mbox!2!52.xlsx", "zip", "a@b.go.th"),
    ]
    assert received[0].data == BOOK
    assert received[0].modified_at == dt.datetime(2026, 11, 5, 3, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(("headers", "sender"), [
    (b"From: somchai@moi.go.th\r\n", "somchai@moi.go.th"),
    (b"From: =?windows-874?B?" + b64("สมชาย", "cp874") + b"?= <somchai@moi.go.th>\r\n", "สมชาย <somchai@moi.go.th>"),
    ("From: สมชาย <somchai@moi.go.th>\r\n".encode("cp874"), "สมชาย <somchai@moi.go.th>"),
    (b"Sender: office@moi.go.th\r\n", "office@moi.go.th"),
    (b"From: \xff\xfe\0 nobody\r\n", "��� nobody"),
    (b"X: y\r\n", ""),
])
def test_the_sender_is_read(tmp_path: Path, headers: bytes, sender: str) -> None:
    """Name and address as text, in any encoding."""
    data = crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK), headers=headers + b"To: pmqa@opdc.go.th\r\n")
    assert from_file(tmp_path, "m.eml", data)[0].sender == sender


@pytest.mark.parametrize(("headers", "sent"), [
    (b"Date: Thu, 05 Nov 2026 09:00:00 +0700\r\n", "2026-11-05T09:00:00+07:00"),
    (b"Date: Thu, 05 Nov 2026 02:00:00 -0000\r\n", "2026-11-05T02:00:00+00:00"),
    (b"Date: Thu, 05 Nov 2569 09:00:00 +0700\r\n", "2026-11-05T09:00:00+07:00"),
    ("Date: 15 พ.ย. 2569 10:00:00 +0700\r\n".encode(), "2026-11-15T10:00:00+07:00"),
    ("Date: พฤ., 05 พ.ย. 2569 09:00:00 +0700 (ICT)\r\n".encode("cp874"), "2026-11-05T09:00:00+07:00"),
    ("Date: วันพฤหัสบดีที่ ๕ พฤศจิกายน พ.ศ. ๒๕๖๙ ๐๙:๐๐ น.\r\n".encode(), "2026-11-05T09:00:00+07:00"),
    ("Date: 5 พฤศจิกายน 2026, 02:00 GMT\r\n".encode(), "2026-11-05T02:00:00+00:00"),
    (b"Date: =?utf-8?Q?05_=E0=B8=9E.=E0=B8=A2._2569_09=3A00=3A00_+0700?=\r\n", "2026-11-05T09:00:00+07:00"),
    ("Date: 5 พย 69 09:00\r\n".encode(), None), ("Date: 5 ไม่ใช่ 2569 09:00\r\n".encode(), None),
    (b"Date: yesterday\r\nReceived: by mx; Thu, 05 Nov 2026 02:00:01 +0000\r\n", "2026-11-05T02:00:01+00:00"),
    (b"Date: Thu, 99 Nov 99999 99:00:00 +9999\r\n", None),
    (b"X: y\r\n", None),
])
def test_the_date_is_read(tmp_path: Path, headers: bytes, sent: str | None) -> None:
    """The mail's date, else the date received, with its time zone; an invalid date is none."""
    data = crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK), headers=headers + b"From: a@b.th\r\nTo: c@d.th\r\n")
    mailed_at = from_file(tmp_path, "m.eml", data)[0].mailed_at
    assert (mailed_at.isoformat() if mailed_at else None) == sent


@pytest.mark.parametrize(("value", "text"), [
    ("=?utf-8?B?4LiB4Lg=?= =?utf-8?B?gg==?=", "กข"),  # the second character is split between two words
    ("=?utf-8?B?4LiB?= =?tis-620?B?og==?=", "กข"),
    ("=?utf-8*th?B?4LiB?= - =?utf-8?Q?a_=E0=B8=82?=", "ก - a ข"),
    ("=?utf-8?B?4LiB4LiCX?=", "กข"),  # cut short
])
def test_encoded_words(value: str, text: str) -> None:
    """Words in one character set are decoded together, others each for itself."""
    assert header_text(value) == text


@pytest.mark.parametrize(("stated", "sent"), [
    ("Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00+00:00"),
    ("Mon, 01 Jan 1900 00:00:00 +0000", "1900-01-01T00:00:00+00:00"),
    ("Sun, 31 Dec 1899 23:59:59 +0000", None),
    ("Wed, 31 Dec 2200 23:59:59 +0000", "2200-12-31T23:59:59+00:00"),
    ("Thu, 01 Jan 2201 00:00:00 +0000", None),
    ("Thu, 05 Nov 2026 09:00:00 GMT+05:30", "2026-11-05T09:00:00+05:30"),
    ("Thu, 05 Nov 2026 09:00:00 -0330", "2026-11-05T09:00:00-03:30"),
])
def test_years_and_zones_of_dates(stated: str, sent: str | None) -> None:
    """A date of the years 1900 to 2200 is taken, also one of a clock that was never set, with minutes in its zone."""
    moment = sent_at({"date": [stated]})
    assert (moment.isoformat() if moment else None) == sent


def test_other_attachments_are_reported_with_the_first_workbook(tmp_path: Path) -> None:
    """A letter and a logo get no row, anywhere in the mail; nor do bodies."""
    data = crafted.mail(
        crafted.attachment(b'="letter.pdf"', PDF), b"Content-Type: text/html\r\n\r\n<html><table></table></html>",
        crafted.attachment(b'="50.xlsx"', BOOK), crafted.attachment(b'="51.xlsx"', crafted.workbook("51")),
        crafted.attachment(b'="scans.zip"', crafted.zipped({"1.png": LOGO})), crafted.attachment(b'="logo.png"', LOGO))
    assert outline(tmp_path, "m.eml", data) == [
        "m.eml!50.xlsx workbook other-attachment:letter.pdf other-attachment:scans.zip other-attachment:scans.zip!1.png"
        " other-attachment:logo.png",
        "m.eml!51.xlsx workbook",
    ]


@pytest.mark.parametrize(("name", "data", "rows"), [
    ("m.eml", crafted.mail(), ["m.eml - no-workbook"]),
    ("m.eml", crafted.mail(crafted.attachment(b'="a.pdf"', PDF)), ["m.eml - no-workbook"]),
    ("a.zip", crafted.zipped({}), ["a.zip - no-workbook"]),
    ("a.zip", crafted.zipped({"a.pdf": PDF, "b.zip": crafted.zipped({"c.png": LOGO})}),
     ["a.zip - no-workbook"]),
    ("m.eml", crafted.mail(crafted.attachment(b'="a.csv"', b"a,b,c\n1,2,3\n"), crafted.attachment(b'="a.pdf"', PDF)),
     ["m.eml!a.csv - not-a-workbook other-attachment:a.pdf"]),
    ("m.eml", crafted.mail(crafted.attachment(b'="50.xlsx"', PDF)), ["m.eml!50.xlsx - not-a-workbook"]),
    ("m.eml", crafted.mail(crafted.attachment(b'="winmail.dat"', b"\x78\x9f\x3e\x22")),
     ["m.eml!winmail.dat - archive-unsupported"]),
    ("b.mbox", crafted.mailbox(crafted.mail(), crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK))),
     ["b.mbox!1 - no-workbook", "b.mbox!2!50.xlsx workbook"]),
    ("m.eml", crafted.mail(crafted.attached_mail(crafted.mail()), crafted.attachment(b'="50.xlsx"', BOOK)),
     ["m.eml!50.xlsx workbook other-attachment:mail-2.eml"]),
])
def test_a_container_has_a_row_only_when_nothing_in_it_has(
    tmp_path: Path, name: str, data: bytes, rows: list[str],
) -> None:
    """One verdict for each return that was sent, none for other files beside it."""
    assert outline(tmp_path, name, data) == rows


def test_the_same_name_twice_in_a_mail_gets_two_labels(tmp_path: Path) -> None:
    """Two attachments of one name are two rows with two labels."""
    data = crafted.mail(*(crafted.attachment(b'="50.xlsx"', crafted.workbook(mark)) for mark in "ab"))
    assert outline(tmp_path, "m.eml", data) == ["m.eml!50.xlsx workbook", "m.eml!50.xlsx (2) workbook"]


def test_an_outlook_mail_gives_its_attachments(tmp_path: Path) -> None:
    """Sender, date and Thai names are read from a .msg, also from a mail attached to it."""
    big = crafted.workbook("x" * 2) + bytes(9000)
    data = crafted.outlook_mail(
        {THAI: BOOK, "letter.pdf": PDF, "big.bin": big}, sender=("สมชาย ใจดี", "somchai@moi.go.th"),
        ticks=134_073_108_000_000_000, inner=crafted.workbook("inner"), subject="ส่งต่อ")
    received = from_file(tmp_path, "m.msg", data)
    assert [(one.file.partition("!")[2], one.source, one.sender) for one in received] == [
        (THAI, "msg", "สมชาย ใจดี <somchai@moi.go.th>"), ("big.bin", "msg", "สมชาย ใจดี <somchai@moi.go.th>"),
        ("ส่งต่อ!50.xlsx", "msg", "นายใน <inner@moi.go.th>")]
    assert received[0].data == BOOK
    assert received[0].mailed_at == dt.datetime(2025, 11, 11, 5, 0, tzinfo=dt.UTC)
    assert [finding.code for finding in received[0].findings] == ["other-attachment"]


@pytest.mark.parametrize("encoding", [b"quoted-printable", b"8bit", b"binary"])
def test_other_transfer_encodings_give_the_same_bytes(tmp_path: Path, encoding: bytes) -> None:
    """Line breaks inside a workbook are bytes like others."""
    quoted = quopri.encodestring(BOOK, quotetabs=True).replace(b"\n", b"\r\n")
    body = quoted if encoding == b"quoted-printable" else BOOK
    part = b"Content-Transfer-Encoding: " + encoding + b"\r\nContent-Type: a/b; name=50.xlsx\r\n\r\n" + body
    assert from_file(tmp_path, "m.eml", crafted.mail(part))[0].data == BOOK


def test_a_truncated_mail_is_reported(tmp_path: Path) -> None:
    """The rest of the attachment is a damaged file; the mail is not one without attachment."""
    data = crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK))
    assert outline(tmp_path, "m.eml", data[:-150]) == ["m.eml!50.xlsx - file-damaged"]
