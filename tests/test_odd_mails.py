"""Mails whose headers are missing, doubled or wrong: the workbook is found all the same, or the reason is given."""

import base64
import binascii
import quopri
from pathlib import Path

import pytest

import crafted
from pmqa_xlsx.intake.mail.headers import base64_content
from pmqa_xlsx.intake.received import Received
from pmqa_xlsx.intake.stage import receive

BOOK = crafted.workbook()
HEAD = b"From: a@b.go.th\r\nTo: c@d.go.th\r\nDate: Thu, 05 Nov 2026 09:00:00 +0700\r\nMIME-Version: 1.0\r\n"
ATTACHED = crafted.attachment(b'="50.xlsx"', BOOK)
MAIL = crafted.mail(ATTACHED, headers=HEAD)
BASE64 = base64.encodebytes(BOOK).replace(b"\n", b"\r\n")
UU = b"begin 644 50.xlsx\r\n" + b"".join(
    binascii.b2a_uu(BOOK[at:at + 45]) for at in range(0, len(BOOK), 45)) + b"`\r\nend\r\n"


def received(folder: Path, name: str, data: bytes) -> list[Received]:
    """Return what comes in from one file."""
    (folder / name).write_bytes(data)
    return list(receive([folder]))


def books(folder: Path, data: bytes) -> list[str]:
    """Return the way inside a mail or mailbox to each workbook that came out whole, or the codes of a row without."""
    return [one.file.partition("!")[2] if one.data == BOOK else " ".join(finding.code for finding in one.findings)
            for one in received(folder, "m", data)]


@pytest.mark.parametrize("stated", [
    b"base64\r\nContent-Transfer-Encoding: base64", b"7bit\r\nContent-Transfer-Encoding: base64",
    b"base64\r\nContent-Transfer-Encoding: 8bit", b"(old) base64", b"base-64", b"x-base64", b'"Base64";', b"",
])
def test_how_a_transfer_encoding_is_stated(tmp_path: Path, stated: bytes) -> None:
    """A header that is there twice, is written otherwise or is missing: base64 is recognised."""
    header = b"Content-Transfer-Encoding: " + stated + b"\r\n" if stated else b""
    part = b'Content-Type: application/octet-stream; name="50.xlsx"\r\n' + header + b"\r\n" + BASE64
    assert books(tmp_path, crafted.mail(part, headers=HEAD)) == ["50.xlsx"]


def test_base64_in_the_letters_of_addresses(tmp_path: Path) -> None:
    """Some programs write - and _ for + and /."""
    part = (b'Content-Type: application/octet-stream; name="50.xlsx"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
            + base64.urlsafe_b64encode(BOOK))
    assert books(tmp_path, crafted.mail(part, headers=HEAD)) == ["50.xlsx"]


def test_base64_in_very_many_pieces() -> None:
    """Pieces that were encoded one by one are joined, unless there are more than any program writes."""
    assert base64_content(b"YQ==\r\n" * 3) == b"aaa"
    assert base64_content(b"YQ==\r\n" * 200_001) == b"a"


def test_an_encrypted_text(tmp_path: Path) -> None:
    """A mail whose text is a PGP message is said to be encrypted, with what to do."""
    (one,) = received(tmp_path, "m.eml", HEAD + b"\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA9tS\r\n")
    assert [finding.code for finding in one.findings] == ["file-encrypted"]
    assert "without encryption" in one.findings[0].fix("en")
    assert "โดยไม่เข้ารหัส" in one.findings[0].fix("th")


MULTIPART = b"--BB\r\n" + ATTACHED + b"\r\n--BB--\r\n"


@pytest.mark.parametrize("rest", [
    b"Content-Type: multipart/mixed\r\n\r\n" + MULTIPART,
    b"Content-Type: multipart/mixed; boundary=XX\r\n\r\n" + MULTIPART,
    b"Content-Type: multipart/mixed\r\n\r\n" + MULTIPART.replace(b"--BB\r\n", b"--BB \t\r\n"),
    b"Content-Type: text/plain\r\nContent-Type: multipart/mixed; boundary=BB\r\n\r\n" + MULTIPART,
    b"\r\nThis is a multi-part message in MIME format.\r\n\r\n" + MULTIPART,
    b"Content-Type: multipart/mixed; boundary=BB\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + base64.encodebytes(MULTIPART),
], ids=["no boundary", "another boundary", "spaces behind it",
        "two content types", "no content type", "all in base64"])
def test_how_the_parts_are_stated(tmp_path: Path, rest: bytes) -> None:
    """The parts of a mail are found by the lines between them if its header does not say which these are."""
    assert books(tmp_path, HEAD + rest) == ["50.xlsx"]


def test_a_name_in_the_second_header(tmp_path: Path) -> None:
    """Of two headers about an attachment, the one with its name counts."""
    mail = MAIL.replace(b"Content-Disposition:", b"Content-Disposition: attachment\r\nContent-Disposition:")
    assert books(tmp_path, mail) == ["50.xlsx"]


def test_a_part_without_a_type_that_is_a_mail(tmp_path: Path) -> None:
    """Only of the mail itself are the parts looked for; an attached one stays one, with its own sender."""
    part = b'Content-Disposition: attachment; filename="old.eml"\r\n\r\n' + MAIL.replace(b"a@b.go.th", b"in@b.go.th")
    (one,) = received(tmp_path, "m.eml", crafted.mail(part, headers=HEAD))
    assert (one.file.partition("!")[2], one.sender) == ("old.eml!50.xlsx", "in@b.go.th")


def test_a_text_with_the_source_of_a_mail(tmp_path: Path) -> None:
    """What a mail says to be a text is one, although it shows the parts of another mail."""
    assert books(tmp_path, HEAD + b"Content-Type: text/plain\r\n\r\n" + MULTIPART) == ["no-workbook"]


@pytest.mark.parametrize(("part", "way"), [
    (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + BASE64, "part-2"),
    (b"Content-Type: text/plain\r\n\r\n" + BASE64, "part-2"),
    (b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + binascii.b2a_qp(BOOK, istext=False), "part-2"),
    (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nhi\r\n" + quopri.encodestring(UU),
     "50.xlsx"),
    (b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(MAIL),
     "mail-2.eml!50.xlsx"),
], ids=["a text in base64", "a text without a header", "without a type, quoted",
        "uuencode in a quoted text", "a mail in base64"])
def test_a_workbook_where_a_text_should_be(tmp_path: Path, part: bytes, way: str) -> None:
    """A part that begins like a file is a file, whatever its headers say."""
    assert books(tmp_path, crafted.mail(part, headers=HEAD)) == [way]


@pytest.mark.parametrize(("part", "code", "said", "advice"), [
    (b'Content-Type: message/partial; id="x@y"; number=1; total=3\r\n\r\n' + MAIL[:600], "archive-unsupported",
     "a mail that was split", "in one mail"),
    (b'Content-Type: message/external-body; access-type=URL; name="50.xlsx"\r\n\r\nContent-ID: <1>\r\n', "no-workbook",
     "only 50.xlsx", "choose Download"),
], ids=["a part of a split mail", "a file that is elsewhere"])
def test_what_a_mail_does_not_hold(tmp_path: Path, part: bytes, code: str, said: str, advice: str) -> None:
    """The finding says what it is and what the sender can do, in both languages."""
    (one,) = received(tmp_path, "m.eml", HEAD + part)
    (finding,) = one.findings
    assert finding.code == code
    assert said in finding.message("en")
    assert advice in finding.fix("en")
    assert finding.fix("th") != finding.fix("en")


def outlook(*streams: tuple[str, ...], content: bytes = BOOK) -> bytes:
    """Return an Outlook mail with one attachment that has these streams, all with the same content."""
    storage = "__attach_version1.0_#00000000"
    return crafted.compound({("__properties_version1.0",): bytes(32),
                             (storage, "__substg1.0_3707001F"): "50.xlsx".encode("utf-16-le"),
                             **{(storage, *stream): content for stream in streams}})


OBJECT = "__substg1.0_3701000D"


@pytest.mark.parametrize(("data", "rows"), [
    (outlook((OBJECT, "Package")), ["50.xlsx"]), (outlook((OBJECT, "\1CompObj"), (OBJECT, "Package")), ["50.xlsx"]),
    (outlook((OBJECT, "CONTENTS"), content=b"\1\2\3"), ["file-damaged"]), (outlook(), ["file-damaged"]),
], ids=["an object", "an object with other streams", "an object of another program", "without data"])
def test_attachments_of_outlook_that_are_no_files(tmp_path: Path, data: bytes, rows: list[str]) -> None:
    """A workbook put into the text as an object is read; an attachment without its data is damaged, not absent."""
    assert books(tmp_path, data) == rows


LINE = b"\1\1\1\1\n"
UNIX = MAIL.replace(b"\r\n", b"\n")
ENVELOPE = b"From a@b.go.th Thu Nov  5 09:00:00 2026\n"


@pytest.mark.parametrize("box", [
    LINE + UNIX + LINE + LINE + UNIX + LINE, LINE + ENVELOPE + UNIX + LINE + LINE + ENVELOPE + UNIX + LINE,
    (LINE + UNIX + LINE + LINE + UNIX + LINE).replace(b"\n", b"\r\n"), b"\n" + LINE + UNIX + LINE + UNIX,
], ids=["as the format says", "with From lines", "CR LF", "cut short"])
def test_mmdf_mailboxes(tmp_path: Path, box: bytes) -> None:
    """Every mail between two lines of four control characters is read."""
    assert books(tmp_path, box) == ["1!50.xlsx", "2!50.xlsx"]


@pytest.mark.parametrize(("stated", "sender"), [
    (b"A <a@x.th>, B <b@y.th>", "A <a@x.th>"),
    (b'"A, of <old@x.th>" <a@x.th>; B <b@y.th>', '"A, of <old@x.th>" <a@x.th>'),
    (b"Somchai <old@x.th> <a@x.th>", '"Somchai <old@x.th>" <a@x.th>'),
])
def test_the_first_of_several_senders(tmp_path: Path, stated: bytes, sender: str) -> None:
    """Letters go to the first sender, as in a mail program; what is in a name is no sender."""
    (one,) = received(tmp_path, "m.eml", b"From: " + stated + MAIL[MAIL.index(b"\r\n"):])
    assert one.sender == sender


@pytest.mark.parametrize("between", [b"", b"\r\n", b"\r\n\r\n\r\n"])
def test_mails_joined_to_one_file(tmp_path: Path, between: bytes) -> None:
    """Mails that were copied behind one another, with no line of a mailbox between: each is a mail, none is lost."""
    mails = [MAIL.replace(b"From: a@", b"From: %d@" % number) for number in range(12)]
    rows = received(tmp_path, "all.eml", between.join(mails))
    assert sorted(one.sender for one in rows if one.data == BOOK) == sorted(f"{number}@b.go.th" for number in range(12))


@pytest.mark.parametrize("footer", [b"___\r\nTo leave the list: write\r\n", b"From: a@b.th\r\nDate: 5 Nov\r\n\r\nbye"])
def test_what_a_list_writes_behind_a_mail(tmp_path: Path, footer: bytes) -> None:
    """A few lines behind the last part are no further mail."""
    assert books(tmp_path, MAIL + b"\r\n" + footer) == ["50.xlsx"]
