"""A letter as a draft of a mail, which a mail program opens ready to be sent; and such a draft read again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from email import message_from_bytes
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, default
from typing import NamedTuple

from pmqa_xlsx.feedback.sandbox import LetterText
from pmqa_xlsx.intake.own import DRAFT_HEADER
from pmqa_xlsx.text.excel_text import excel_text

_WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def mail_draft(text: LetterText, address: str, attachments: Mapping[str, bytes]) -> bytes:
    """The draft of a mail; the same input gives the same bytes.

    :param address: empty where none is known.
    :param attachments: workbooks by ASCII name.
    """
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    mail[DRAFT_HEADER] = "1"
    if address:
        mail["To"] = address
    subject = " ".join(excel_text(text.subject).split())
    # Written by EmailMessage, a word that has to be encoded gets a second blank before it where a line ends.
    mail.set_raw("Subject", Header(subject, None if subject.isascii() else "utf-8", header_name="Subject").encode())
    mail.set_content(excel_text(text.body), charset="utf-8", cte="base64")
    for name, data in attachments.items():
        mail.add_attachment(data, maintype=_WORKBOOK[0], subtype=_WORKBOOK[1], filename=name)
        mail.set_boundary("=_" + hashlib.sha256(data).hexdigest()[:32])
    return mail.as_bytes()


class MailDraft(NamedTuple):
    """A draft of a mail, as its file has it."""

    to: str
    subject: str
    body: str


def read_draft(data: bytes) -> MailDraft:
    """What a draft says; also after the office has edited it."""
    mail = message_from_bytes(data, policy=default)
    body = mail.get_body(("plain",))
    return MailDraft(str(mail["To"] or ""), str(mail["Subject"] or ""),
                     str(body.get_content()).replace("\r\n", "\n") if body else "")
