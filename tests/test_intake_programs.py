"""Mails and archives as people's programs write them: each kind with its own small input."""

import base64
import binascii
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from email.utils import parseaddr
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

import crafted
from pmqa_xlsx.intake.mail import headers
from pmqa_xlsx.intake.received import Received
from pmqa_xlsx.intake.stage import receive
from test_archive import LOCKED

BOOK = crafted.workbook()
PDF = b"%PDF-1.7\n"
HEAD = b"From: a@b.go.th\r\nTo: c@d.go.th\r\nDate: Thu, 05 Nov 2026 09:00:00 +0700\r\nMIME-Version: 1.0\r\n"
MAIL = crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK), headers=HEAD)
OLD_MACS = MAIL.replace(b"\r\n", b"\n").replace(b"\n", b"\r")


def received(folder: Path, name: str, data: bytes) -> list[Received]:
    """Return what comes in from one file."""
    (folder / name).write_bytes(data)
    return list(receive([folder]))


def outline(folder: Path, name: str, data: bytes) -> list[str]:
    """Return one line a row: the way inside the file, whether the workbook came out whole, the findings' codes."""
    return [" ".join(filter(None, (one.file.removeprefix(f"{folder.as_posix()}/{name}"),
                                   "workbook" if one.data == BOOK else "changed" if one.data else "-",
                                   *(finding.code for finding in one.findings))))
            for one in received(folder, name, data)]


@pytest.mark.parametrize("data", [
    b"\xef\xbb\xbf" + MAIL, b"\r\n\r\n \r\n" + MAIL, b"Microsoft Mail Internet Headers Version 2.0\r\n" + MAIL,
    b"> saved on Thursday\r\n\r\n" + MAIL, OLD_MACS, MAIL.replace(b"\r\n", b"\n"),
    b"\xef\xbb\xbf\r" + OLD_MACS, MAIL.replace(b"From:", b"From :").replace(b"Date:", b"Date :"),
    MAIL.replace(b"\r\n", b"\r\r\n"), MAIL.replace(b"\r\n", b"\r\n\r\n"), MAIL.replace(b"\r\n", b"\n\n"),
    MAIL.decode("latin-1").encode("utf-16"), b"\xfe\xff" + MAIL.decode("latin-1").encode("utf-16-be"),
], ids=["BOM", "blank lines", "a line of Outlook's", "a line and a blank one", "CR", "LF", "BOM and CR", "blanks",
        "CR CR LF", "double-spaced", "double-spaced LF", "UTF-16", "UTF-16 BE"])
def test_odd_beginnings_of_a_mail(tmp_path: Path, data: bytes) -> None:
    """Whatever a program puts before the first header, and whatever its line ends, a mail is read as one."""
    assert outline(tmp_path, "m.eml", data) == ["!50.xlsx workbook"]


def test_a_mail_of_apples(tmp_path: Path) -> None:
    """An .emlx begins with the mail's length; what Apple Mail notes behind it is no part of the mail."""
    data = b"%-10d\n" % len(MAIL) + MAIL + b'<?xml version="1.0"?><plist><dict><key>flags</key></dict></plist>'
    assert outline(tmp_path, "1.emlx", data) == ["!50.xlsx workbook"]


@pytest.mark.parametrize("text", [
    "บันทึกการประชุม\nจาก: สำนักงาน\n".encode(), b"Minutes\nFrom: the office\nTo: all\n\nWe met.\n",
    b"begin 644 it\n\nand end\n",
])
def test_a_text_that_is_no_mail(tmp_path: Path, text: bytes) -> None:
    """A text with a few lines like headers is still a text."""
    assert outline(tmp_path, "a.txt", text) == ["- not-a-workbook"]


def uuencoded(name: str, data: bytes) -> bytes:
    """Return a file as uuencode writes it."""
    lines = b"".join(binascii.b2a_uu(data[at:at + 45]) for at in range(0, len(data), 45))
    return b"begin 644 %b\n%b`\nend\n" % (name.encode(), lines)


@pytest.mark.parametrize("mail", [
    HEAD + b"\r\nsee below\r\n\r\n" + uuencoded("50.xlsx", BOOK),
    HEAD + b"\r\n" + b"\r\n".join(line.rstrip(b" ") for line in uuencoded("50.xlsx", BOOK).split(b"\n")),
    crafted.mail(b'Content-Type: application/octet-stream; name="50.xlsx"\r\nContent-Transfer-Encoding: x-uuencode\r\n'
                 b"\r\n" + uuencoded("other name", BOOK), headers=HEAD),
    crafted.mail(b'Content-Type: application/octet-stream; name="50.xlsx"\r\nContent-Transfer-Encoding: base64;\r\n\r\n'
                 + base64.encodebytes(BOOK), headers=HEAD),
    crafted.mail(b'Content-Type: application/octet-stream; name="50.xlsx"\r\nContent-Transfer-Encoding: "BASE64"\r\n'
                 b"\r\n" + base64.encodebytes(BOOK), headers=HEAD),
], ids=["in the text", "blanks cut off", "as a part", "base64;", '"BASE64"'])
def test_encodings_of_old_programs(tmp_path: Path, mail: bytes) -> None:
    """Uuencode, and names of encodings that are not to the letter."""
    assert outline(tmp_path, "m.eml", mail) == ["!50.xlsx workbook"]


@pytest.mark.parametrize("stated", [
    b'boundary*0="B"; boundary*1="B"', b"boundary*0*=utf-8''%42; boundary*1*=%42", b"boundary*=utf-8''BB",
    b'boundary = "BB"', b"boundary=BB ; charset=utf-8",
])
def test_ways_to_state_the_boundary(tmp_path: Path, stated: bytes) -> None:
    """A boundary may be cut into pieces and encoded (RFC 2231)."""
    mail = (HEAD + b"Content-Type: multipart/mixed; " + stated + b"\r\n\r\n--BB\r\n"
            + crafted.attachment(b'="50.xlsx"', BOOK) + b"--BB--\r\n")
    assert outline(tmp_path, "m.eml", mail) == ["!50.xlsx workbook"]


def test_a_digest(tmp_path: Path) -> None:
    """What states no kind in a multipart/digest is a mail."""
    inner = b"From: in@b.go.th\r\nSubject: FW\r\n" + crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK), headers=b"")
    mail = HEAD + b"Content-Type: multipart/digest; boundary=DD\r\n\r\n--DD\r\n\r\n" + inner + b"\r\n--DD--\r\n"
    (one,) = received(tmp_path, "m.eml", mail)
    assert (one.file.partition("!")[2], one.sender, one.subject) == ("FW.eml!50.xlsx", "in@b.go.th", "FW")


FORK = bytes.fromhex("0005160700020000") + b"Mac OS X".ljust(76, b"\0")


def test_a_file_with_a_macs_notes_beside_it(tmp_path: Path) -> None:
    """Apple Mail sends a file as two parts of one name; the one with notes is no damaged workbook."""
    both = (b"Content-Type: multipart/appledouble; boundary=AD\r\n\r\n--AD\r\n"
            + crafted.attachment(b'="50.xlsx"', FORK) + b"\r\n--AD\r\n"
            + crafted.attachment(b'="50.xlsx"', BOOK) + b"\r\n--AD--\r\n")
    assert outline(tmp_path, "m.eml", crafted.mail(both)) == ["!50.xlsx workbook other-attachment"]


def test_a_file_inside_a_macs_notes(tmp_path: Path) -> None:
    """AppleSingle holds the file itself."""
    single = (b"\0\x05\x16\0\0\x02\0\0".ljust(24, b"\0") + b"\0\2" + b"".join(
        number.to_bytes(4, "big") for number in (9, 50, 3, 1, 53, len(BOOK))) + b"xyz" + BOOK)
    assert outline(tmp_path, "m.eml", crafted.mail(crafted.attachment(b'="50.xlsx"', single))) == [
        "!50.xlsx workbook"]


@cache
def signer() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """Return a key and a certificate."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "example")])
    return key, (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
                 .serial_number(1).not_valid_before(dt.datetime(2026, 1, 1)).not_valid_after(dt.datetime(2027, 1, 1))
                 .sign(key, hashes.SHA256()))


def signed(content: bytes, encoding: Encoding = Encoding.DER, *options: pkcs7.PKCS7Options) -> bytes:
    """Return content in a signature, or with ``DetachedSignature`` a signature alone."""
    key, certificate = signer()
    return (pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256())
            .sign(encoding, [pkcs7.PKCS7Options.Binary, *options]))


def in_pieces(content: bytes, size: int) -> bytes:
    """Return content as Outlook puts it into a signature: without lengths, in pieces."""
    pieces = b"".join(b"\x04\x82" + len(piece).to_bytes(2, "big") + piece for piece in (
        content[at:at + size] for at in range(0, len(content), size)))
    signed_data, plain_data = (bytes.fromhex("06092a864886f70d0107" + last) for last in ("02", "01"))
    return (b"\x30\x80" + signed_data + b"\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80" + plain_data
            + b"\xa0\x80\x24\x80" + pieces + b"\0\0" * 7)


ENTITY = crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK), headers=b"")
OPAQUE = (HEAD + b'Content-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"\r\n'
          b'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="smime.p7m"\r\n\r\n')


@pytest.mark.parametrize(("name", "data", "rows"), [
    ("m.eml", OPAQUE + base64.encodebytes(signed(ENTITY)), ["!50.xlsx workbook"]),
    ("m.eml", OPAQUE + base64.encodebytes(in_pieces(ENTITY, 100)), ["!50.xlsx workbook"]),
    ("m.eml", OPAQUE.replace(b"application/pkcs7", b"application/x-pkcs7") + base64.encodebytes(signed(ENTITY)),
     ["!50.xlsx workbook"]),
    ("smime.p7m", signed(ENTITY), ["!50.xlsx workbook"]),
    ("m.eml", OPAQUE + base64.encodebytes(signed(b"Content-Type: multipart/report; boundary=r\r\n\r\n--r\r\n" + ENTITY
                                                 + b"\r\n--r--\r\n")), ["- automatic-mail"]),
    ("small.p7m", signed(HEAD + b"\r\nhello"), ["- no-workbook"]),
    ("50.xlsx.p7m", signed(BOOK), ["!signed.xlsx workbook"]),
    ("50.xlsx.p7m", signed(BOOK, Encoding.PEM), ["!signed.xlsx workbook"]),
    ("50.xlsx.p7m", base64.encodebytes(signed(BOOK)), ["!signed.xlsx workbook"]),
    ("large.p7m", in_pieces(ENTITY + bytes(2**24), 60_000), ["!50.xlsx workbook"]),
    ("m.eml", crafted.mail(crafted.attachment(b'="50.xlsx"', BOOK), crafted.attachment(
        b'="smime.p7s"', signed(b"x", Encoding.DER, pkcs7.PKCS7Options.DetachedSignature))),
     ["!50.xlsx workbook other-attachment"]),
    ("m.msg", crafted.outlook_mail({"smime.p7m": signed(ENTITY)}, sender=("a", "a@b.th")),
     ["!smime.p7m!50.xlsx workbook"]),
    ("m.msg", crafted.outlook_mail({"smime.p7m": b"Content-Type: multipart/signed; boundary=S\r\n\r\n--S\r\n" + ENTITY
                                    + b"\r\n--S--\r\n"}, sender=("a", "a@b.th")), ["!smime.p7m!50.xlsx workbook"]),
], ids=["opaque", "in pieces", "x-", "alone", "a report", "small", "a file", "PEM", "base64", "large", "detached",
        "msg opaque", "msg clear"])
def test_what_is_signed_is_read(tmp_path: Path, name: str, data: bytes, rows: list[str]) -> None:
    """A digital signature is no secret: what it holds is read, however the program wrote it."""
    assert outline(tmp_path, name, data) == rows


def test_a_signed_mail_keeps_its_sender(tmp_path: Path) -> None:
    """Who sent it and when stand outside of the signature."""
    (one,) = received(tmp_path, "m.eml", OPAQUE + base64.encodebytes(signed(ENTITY)))
    assert (one.sender, one.mailed_at) == (
        "a@b.go.th", dt.datetime(2026, 11, 5, 9, tzinfo=dt.timezone(dt.timedelta(hours=7))))


def test_an_encrypted_mail_is_said_to_be_one(tmp_path: Path) -> None:
    """What is secret cannot be read; the advice is about mails, not about Excel."""
    _, certificate = signer()
    secret = (pkcs7.PKCS7EnvelopeBuilder().set_data(ENTITY).add_recipient(certificate).encrypt(Encoding.DER, [
        pkcs7.PKCS7Options.Binary]))
    (one,) = received(tmp_path, "m.eml", OPAQUE + base64.encodebytes(secret))
    assert [finding.code for finding in one.findings] == ["file-encrypted"]
    assert "S/MIME" in one.findings[0].message("en")
    assert "without encryption" in one.findings[0].fix("en")


FROM_LINE = b"From - Mon Nov  2 09:00:00 2026\n"


@pytest.mark.parametrize(("box", "rows"), [
    (b"".join(FROM_LINE + MAIL.replace(b"\r\n", b"\n").rstrip() + b"\n" for _ in "ab"),
     ["!1!50.xlsx workbook", "!2!50.xlsx workbook"]),
    (FROM_LINE + MAIL.replace(b"\r\n", b"\n") + b"\nFrom the office\nNote: not a mail\n", ["!1!50.xlsx workbook"]),
    (FROM_LINE + HEAD + b"\nhello\nFrom Monday on\nSubject: see below\n" + FROM_LINE + MAIL.replace(b"\r\n", b"\n"),
     ["!1 - no-workbook", "!2!50.xlsx workbook"]),
], ids=["no blank lines", "a line like another mail's", "both"])
def test_mailboxes(tmp_path: Path, box: bytes, rows: list[str]) -> None:
    """A mail begins behind a blank line, or at a line that states a date as programs put it there."""
    assert outline(tmp_path, "b.mbox", box) == rows


@pytest.mark.parametrize("change", [
    lambda box: b"\xef\xbb\xbf" + box, lambda box: b"\n\n" + box, lambda box: box.replace(b"\n", b"\r\n"),
    lambda box: box.replace(b"\n", b"\r"),
], ids=["byte order mark", "blank lines", "CR LF", "CR"])
def test_odd_beginnings_and_line_ends_of_mailboxes(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    """No mail behind the first one is lost."""
    box = crafted.mailbox(MAIL, crafted.mail(), MAIL)
    assert outline(tmp_path, "b.mbox", change(box)) == [
        "!1!50.xlsx workbook", "!2 - no-workbook", "!3!50.xlsx workbook"]


def test_base64_in_pieces(tmp_path: Path) -> None:
    """A program that encodes a file piece by piece leaves padding in its middle."""
    data = crafted.workbook()
    whole = base64.encodebytes(data)
    pieces = base64.encodebytes(data[:100]) + base64.encodebytes(data[100:])
    mail = crafted.mail(crafted.attachment(b'="50.xlsx"', data))
    assert whole in mail
    assert outline(tmp_path, "m.eml", mail.replace(whole, pieces)) == ["!50.xlsx workbook"]


def test_a_line_quoted_in_a_mailbox(tmp_path: Path) -> None:
    """The ``>`` that mail programs put before ``From `` is not part of what was sent."""
    text = (b"Content-Type: text/plain\nContent-Disposition: attachment; filename=note.txt\n\n"
            b">From the office\n>>From before\n> From a quotation\n")
    kept: list[bytes] = []
    (tmp_path / "b.mbox").write_bytes(crafted.mailbox(crafted.mail(text)))
    list(receive([tmp_path], on_original=lambda _, data, kind: kept.append(data) if kind == "txt" else None))
    assert kept == [b"From the office\n>From before\n> From a quotation\n"]


@pytest.mark.parametrize(("stated", "sender", "address"), [
    (b'"old@x.th" <new@y.go.th>', '"old@x.th" <new@y.go.th>', "new@y.go.th"),
    (b'"Somchai <old@x.th>" <new@y.go.th>', '"Somchai <old@x.th>" <new@y.go.th>', "new@y.go.th"),
    (b"old@x.th <new@y.go.th>", '"old@x.th" <new@y.go.th>', "new@y.go.th"),
    (b"new@y.go.th (old@x.th)", '"old@x.th" <new@y.go.th>', "new@y.go.th"),
    (b'"=?utf-8?B?PG9sZEB4LnRoPg==?=" <new@y.go.th>', '"<old@x.th>" <new@y.go.th>', "new@y.go.th"),
    (b'"Jaidee, Somchai" <new@y.go.th>', '"Jaidee, Somchai" <new@y.go.th>', "new@y.go.th"),
    (b'"' + "ใ".encode() * 400 + b'" <new@y.go.th>', "ใ" * 319 + "… <new@y.go.th>", "new@y.go.th"),
])
def test_a_name_that_holds_another_address(tmp_path: Path, stated: bytes, sender: str, address: str) -> None:
    """The address outside of quotes counts, and whoever reads the sender again finds just that one."""
    mail = b"From: " + stated + b"\r\n" + MAIL.partition(b"\r\n")[2]
    (one,) = received(tmp_path, "m.eml", mail)
    assert (one.sender, parseaddr(one.sender)[1]) == (sender, address)


@pytest.mark.parametrize(("stated", "sent"), [
    ("Thu, 05 Nov 2026 09:00:00 ICT", "2026-11-05T09:00:00+07:00"),
    ("Thu, 05 Nov 2026 09:00:00 GMT+07:00", "2026-11-05T09:00:00+07:00"),
    ("Thu, 05 Nov 2026 09:00:00 GMT +7", "2026-11-05T09:00:00+07:00"),
    ("Thu, 05 Nov 2026 09:00:00 +07:00", "2026-11-05T09:00:00+07:00"),
    ("Thu, 05 Nov 2026 09:00:00 +0700 (ICT)", "2026-11-05T09:00:00+07:00"),
    ("Thu, 05 Nov 2026 09:00:00 +07", "2026-11-05T09:00:00+07:00"),
    ("Thursday, November 5, 2026 9:00 PM", "2026-11-05T21:00:00+07:00"),
    ("Thu, 05 Nov 2026 12:05:00 AM +0700", "2026-11-05T00:05:00+07:00"),
    ("Thu, 05 Nov 2026 09:00:00", "2026-11-05T09:00:00+07:00"),
    ("Thu, 05 Nov 2026 02:00:00 GMT", "2026-11-05T02:00:00+00:00"),
    ("2026-11-05 09:00:00 +0700", "2026-11-05T09:00:00+07:00"),
])
def test_zones_of_dates(stated: str, sent: str) -> None:
    """Zones that the standard does not know are those that Thai programs write; without any, Thai time is meant."""
    moment = headers.sent_at({"date": [stated]})
    assert moment is not None
    assert moment.isoformat() == sent


def prefixed(before: bytes) -> bytes:
    """Return a zip behind other bytes."""
    return before + crafted.zipped({"50.xlsx": BOOK})


@pytest.mark.parametrize("before", [b"MZ\x90\0 a program", b"PK\x07\x08", b"PK00", b"some text\n\n",
                                    b"\x01\x02\x03\xfe"])
def test_a_zip_behind_other_bytes(tmp_path: Path, before: bytes) -> None:
    """What ends as a zip is one: archives that unpack themselves, and those said to be the only part of one."""
    assert outline(tmp_path, "a.exe", prefixed(before)) == ["!50.xlsx workbook"]


def last_of_two() -> bytes:
    """Return a zip that says that it is the second of two parts."""
    data = bytearray(crafted.zipped({"50.xlsx": BOOK}))
    end = data.rfind(b"PK\x05\x06")
    data[end + 4:end + 8] = b"\1\0\1\0"
    return bytes(data[100:])


@pytest.mark.parametrize(("name", "data"), [
    ("a.zip", b"PK\x07\x08PK\x03\x04" + bytes(500)), ("a.zip", last_of_two()),
    ("a.zip.001", crafted.zipped({"50.xlsx": BOOK})[:150]), ("a.z01", crafted.zipped({"50.xlsx": BOOK})[:150]),
])
def test_a_part_of_a_split_archive(tmp_path: Path, name: str, data: bytes) -> None:
    """A part opens by itself in no program: the advice is to pack it in one piece."""
    (one,) = received(tmp_path, name, data)
    assert [finding.code for finding in one.findings] == ["archive-unsupported"]
    assert "in several parts" in one.findings[0].message("en")
    assert "as one .zip" in one.findings[0].fix("en")


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    """Given the password, the workbook is read; without it the zip is what is locked."""
    locked = base64.b64decode(LOCKED["ZipCrypto"][2])
    (tmp_path / "a.zip").write_bytes(locked)
    codes = [[finding.code for one in receive([tmp_path], passwords=passwords) for finding in one.findings]
             for passwords in ((), ("secret",))]
    assert codes == [["file-encrypted"], ["no-workbook"]]


def test_several_methods_in_one_zip(tmp_path: Path) -> None:
    """Each member is inflated by its own method; one that is not understood does not affect the others."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, method in enumerate((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)):
            archive.writestr(f"{number}.xlsx", BOOK, compress_type=method)
        archive.writestr("9.xlsx", BOOK, compress_type=zipfile.ZIP_DEFLATED)
    data = bytearray(file.getvalue())
    data[data.rfind(b"PK\x01\x02") + 10] = 9
    assert outline(tmp_path, "a.zip", bytes(data)) == [
        "!0.xlsx workbook", "!1.xlsx workbook", "!2.xlsx workbook", "!9.xlsx - archive-unsupported"]
