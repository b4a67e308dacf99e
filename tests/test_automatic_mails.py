"""Mails that a program wrote, and the office's own mails: no returns, and nobody is written to because of them."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

import crafted
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.intake.stage import receive
from pmqa_xlsx.report.terminal import Brief, finding_lines
from pmqa_xlsx.text.calendar import THAI_TIME
from small_round import FORM, a_file, a_return

AS_OF = dt.datetime(2026, 12, 5, 12, tzinfo=THAI_TIME)
BOOK = crafted.workbook()
FILE = crafted.attachment(b'="50.xlsx"', BOOK)
PDF = crafted.attachment(b'="scan.pdf"', b"%PDF-1.7")
FROM = b"From: a@b.go.th\r\nTo: c@d.go.th\r\nDate: Thu, 05 Nov 2026 09:00:00 +0700\r\n"
LINK = "Open: https://office-my.sharepoint.com/:x:/g/personal/a/Eabc"
SHARED = (b"From: no-reply@sharepointonline.com\r\nTo: c@d.go.th\r\n"
          b"Content-Type: text/plain\r\n\r\n" + LINK.encode() + b"\r\n")
RECEIPT = FROM + (b'Content-Type: multipart/report; report-type=disposition-notification; boundary="r"\r\n\r\n'
                  b"--r\r\nContent-Type: text/plain\r\n\r\nread\r\n--r--\r\n")
UNDELIVERED = FROM + (b'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
                      b"--r\r\nContent-Type: text/plain\r\n\r\nsorry\r\n"
                      b"--r\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n"
                      b"--r\r\n" + crafted.attached_mail(crafted.mail(FILE)) + b"\r\n--r--\r\n")


def under_a_signature(mail: bytes) -> bytes:
    """The same mail with a digital signature beside what it says."""
    return FROM + (b'Content-Type: multipart/signed; boundary="s"\r\n\r\n--s\r\n' + mail.removeprefix(FROM)
                   + b"\r\n--s\r\nContent-Type: application/pkcs7-signature\r\n"
                   b'Content-Disposition: attachment; filename="smime.p7s"\r\n\r\n0\r\n--s--\r\n')


def reply(*headers: bytes, attached: bytes = b"") -> bytes:
    """A mail with these headers and a text, perhaps with an attachment."""
    return crafted.mail(*filter(None, [attached]), headers=FROM + b"".join(line + b"\r\n" for line in headers))


def outlook(message_class: str, **texts: str) -> bytes:
    """An Outlook item of a class, without attachments; further texts by their property in hex."""
    stated = {"001A": message_class, **texts}
    return crafted.compound({("__properties_version1.0",): bytes(32), **{
        (f"__substg1.0_{tag}001F",): text.encode("utf-16-le") for tag, text in stated.items()}})


def rows(folder: Path, name: str, data: bytes) -> list[str]:
    """The way inside the file to each row, with its codes; ``workbook`` for one that will be read."""
    (folder / name).write_bytes(data)
    return [" ".join([one.file.partition(name)[2], *([one_.code for one_ in one.findings] or ["workbook"])]).strip()
            for one in receive([folder])]


@pytest.mark.parametrize(("name", "data", "expected"), [
    ("m.eml", RECEIPT, ["automatic-mail"]),
    ("m.eml", UNDELIVERED, ["automatic-mail"]),
    ("m.eml", under_a_signature(RECEIPT), ["automatic-mail"]),
    ("m.eml", under_a_signature(UNDELIVERED), ["automatic-mail"]),
    ("m.eml", under_a_signature(FROM + b"\r\nread"), ["no-workbook"]),
    ("m.eml", under_a_signature(FROM + b"\r\nread").replace(b"a@b", b"noreply@b"), ["automatic-mail"]),
    ("m.eml", under_a_signature(crafted.mail(FILE, headers=b"")), ["!50.xlsx other-attachment"]),
    ("m.eml", FROM + b"Content-Type: application/pkcs7-mime; smime-type=signed-receipt; name=smime.p7m\r\n\r\n0",
     ["automatic-mail"]),
    ("m.msg", crafted.outlook_mail({"smime.p7m": under_a_signature(UNDELIVERED)}, sender=("a", "a@b.th")),
     ["!smime.p7m automatic-mail"]),
    ("m.eml", crafted.mail(crafted.attached_mail(UNDELIVERED)), ["!mail-2.eml!mail-3.eml!50.xlsx workbook"]),
    ("m.zip", crafted.zipped({"a.eml": UNDELIVERED, "b.eml": crafted.mail(FILE)}),
     ["!a.eml automatic-mail", "!b.eml!50.xlsx workbook"]),
    ("m.mbox", crafted.mailbox(UNDELIVERED, crafted.mail(FILE), RECEIPT),
     ["!1 automatic-mail", "!2!50.xlsx workbook", "!3 automatic-mail"]),
    ("m.eml", reply(b"Auto-Submitted: auto-replied (vacation)"), ["automatic-mail"]),
    ("m.eml", reply(b"Auto-Submitted: auto-generated", b"X-Auto-Response-Suppress: All"), ["automatic-mail"]),
    ("m.eml", reply(b"X-Autoreply: yes"), ["automatic-mail"]),
    ("m.eml", reply(b"Precedence: auto_reply"), ["automatic-mail"]),
    ("m.eml", reply(b"Return-Path: <>"), ["automatic-mail"]),
    ("m.eml", reply(b"Return-Path: <>", attached=FILE), ["!50.xlsx workbook"]),
    ("m.eml", reply(b"Return-Path: <a@b.go.th>"), ["no-workbook"]),
    ("m.eml", reply(b"Auto-Submitted: auto-replied", attached=FILE), ["!50.xlsx workbook"]),
    ("m.eml", crafted.mail(headers=b'From: "x" <no-reply@b.go.th>\r\nTo: c@d.go.th\r\n'), ["automatic-mail"]),
    ("m.eml", SHARED, ["no-workbook"]),
    ("m.zip", crafted.zipped({"a.eml": SHARED}), ["!a.eml no-workbook"]),
    ("m.eml", b"Auto-Submitted: auto-replied\r\n" + SHARED, ["automatic-mail"]),
    ("m.msg", outlook("IPM.Note", **{"0C1F": "no-reply@sharepointonline.com", "1000": LINK}), ["no-workbook"]),
    ("m.msg", outlook("IPM.Note", **{"0C1F": "no-reply@b.go.th", "1000": "see"}), ["automatic-mail"]),
    ("m.msg", outlook("IPM.Note", **{"007D": RECEIPT.decode()}), ["automatic-mail"]),
    ("m.eml", crafted.mail(PDF, headers=b"From: noreply@b.go.th\r\nTo: c@d.go.th\r\n"), ["no-workbook"]),
    ("m.eml", crafted.mail(FILE, headers=b"From: DoNotReply@b.go.th\r\nTo: c@d.go.th\r\n"), ["!50.xlsx workbook"]),
    ("m.eml", crafted.mail(headers=b"From: nora.reply@b.go.th\r\nTo: c@d.go.th\r\n"), ["no-workbook"]),
    ("m.eml", reply(b"Auto-Submitted: no"), ["no-workbook"]),
    ("m.eml", reply(b"Auto-Submitted: auto-generated"), ["no-workbook"]),
    ("m.msg", outlook("REPORT.IPM.Note.NDR"), ["automatic-mail"]),
    ("m.msg", outlook("IPM.Note.Rules.OofTemplate.Microsoft"), ["automatic-mail"]),
    ("m.msg", outlook("IPM.Note"), ["no-workbook"]),
], ids=["read", "not delivered", "signed", "not delivered, signed", "a person's, signed",
        "from nobody, signed", "a workbook, signed", "a signature as receipt", "signed, in Outlook's",
        "a report that a unit forwards", "in a zip", "in a mailbox", "out of office",
        "Exchange's", "Gmail's", "of an older program",
        "not delivered, in words", "from nowhere, with a workbook", "with a return path", "with a workbook",
        "from nobody", "a link to a file", "a link in a zip", "an answer with a link", "a link in Outlook's",
        "Outlook's from nobody", "Outlook's receipt",
        "of a scanner, with a PDF", "of a program, with a workbook", "a name like it", "a person's",
        "of another program", "Outlook's report", "Outlook's reply", "Outlook's mail"])
def test_what_a_mail_system_sends(tmp_path: Path, name: str, data: bytes, expected: list[str]) -> None:
    """A report on its own carries back what the office sent; another mail counts by what is attached."""
    assert rows(tmp_path, name, data) == expected


def test_the_original_is_stored_as_what_it_is(tmp_path: Path) -> None:
    """Whoever reads the mail opens it with the program that it is for."""
    (tmp_path / "a.eml").write_bytes(RECEIPT)
    (tmp_path / "b.msg").write_bytes(outlook("REPORT.IPM.Note.NDR"))
    kept: list[str] = []
    list(receive([tmp_path], on_original=lambda *given: kept.append(given[2])))
    assert kept == ["eml", "msg"]


def test_they_are_listed_and_counted() -> None:
    """Whoever looks for the mail finds it below the returns, and in the number of files passed over."""
    came = [a_file("a.eml", "automatic-mail"), a_return("b", "A1 have=yes")]
    result = consolidate(came, [FORM], year=None, as_of=AS_OF)
    lines = list(finding_lines(Brief.of(result), "en"))
    assert lines[-2] == "a.eml"
    assert lines[-1].startswith("  notice  automatic-mail: This mail was sent by a program, not as a return.")
    assert result.skipped == {"automatic-mail": 1}


@pytest.mark.parametrize(("came", "expected"), [
    ([a_file("a.eml", "automatic-mail")], []),
    ([a_return("a", sender="The office <Return@example.go.th>")], []),
    ([a_return("a", "A1 have=yes", handed="A1 have=yes", sender="return@example.go.th")], []),
    ([a_return("a", "A1 have=yes", sender="return@example.go.th")], ["a accepted"]),
    ([a_return("a", sender="somebody@example.go.th")], ["a rejected"]),
    ([a_return("a", content="x", sender="return@example.go.th"), a_return("b", content="x", day=2)], ["b rejected"]),
], ids=["an automatic mail", "sent out", "a correction sent out", "filled in by the office", "a unit's blank one",
        "sent out, and sent back as it was"])
def test_the_offices_own_mails(came, expected) -> None:
    """An unfilled workbook from the address of the form is no return of its unit; a filled one is."""
    form = replace(FORM, return_to="return@example.go.th")
    result = consolidate(came, [form], year=None, as_of=AS_OF)
    assert [f"{row.file} {row.status}" for row in result.returns.itertuples()] == expected
