"""The mails and files of a made-up round, day by day: parts, replies, corrections, forwards, the same file twice."""

from __future__ import annotations

import datetime as dt
import os
import random
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from crafted_form import FILLED, LAYOUT, fill_fast, sent_out
from pmqa_xlsx.text.calendar import THAI_TIME

#: Per day the files that came: name, bytes, time.
Days = list[list[tuple[str, bytes, dt.datetime]]]
FIRST = dt.datetime(2026, 11, 2, 8, tzinfo=THAI_TIME)


def answered(unit: str, chance: random.Random, *categories: str) -> bytes:
    """A return of a unit with answers of its own on the cover and in some categories, all without any named."""
    values = {}
    for position, answer in FILLED.items():
        slot = LAYOUT.slots[position]
        if not categories or slot.question.category in ("", *categories):
            own = f"{answer} {chance.randrange(10**6)}" if slot.field.name == "long" else answer
            values[position] = own
    return fill_fast(sent_out(unit), LAYOUT, values, saved=b"2026-11-01T09:30:00Z")  # before the first day


def mail(data: bytes, name: str, sent: dt.datetime, sender: str, subject: str = "ส่งแบบ") -> bytes:
    """A mail with one workbook."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "office@example.go.th", subject
    message["Date"] = format_datetime(sent)
    message.set_content("ตามแนบ")
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    message.set_boundary("part")
    return bytes(message)


def made_up_days(units: int, days: int, seed: int = 2569) -> Days:
    """A round of so many units and days."""
    chance = random.Random(seed)
    came: Days = [[] for _ in range(days)]
    for number in range(1, units + 1):
        unit = f"{number:03}"
        sender = f"somchai.{unit}@example.go.th"

        def send(day: int, data: bytes, name: str, sender: str = sender) -> None:
            day = min(day, days - 1)
            sent = FIRST + dt.timedelta(days=day, minutes=chance.randrange(600))
            as_mail = chance.random() < 0.7
            label = f"{len(came[day]):02}-{name}"
            content = mail(data, name, sent, sender) if as_mail else data
            came[day].append((f"{label}.eml" if as_mail else label, content, sent))

        day = chance.randrange(days)
        kind = chance.choice(("whole", "parts", "corrected", "replied", "twice", "nothing"))
        first = answered(unit, chance)
        if kind == "parts":
            for category in "12":
                send(day + chance.randrange(3), answered(unit, chance, category), f"part-{category}.xlsx")
        elif kind != "nothing":
            send(day, first, "form.xlsx")
        if kind in ("corrected", "replied"):
            send(day + 2, answered(unit, chance), "corrected.xlsx")
        if kind == "replied":
            send(day + 3, first, "form.xlsx", "colleague@example.go.th")
        if kind == "twice":
            send(day + 1, first, "form again.xlsx")
    came[0].append(("letter.pdf", b"%PDF-1.4 not a form", FIRST))
    return came


def lay_out(folder: Path, files: list[tuple[str, bytes, dt.datetime]]) -> Path:
    """Put the files of a day into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data, moment in files:
        (folder / name).write_bytes(data)
        os.utime(folder / name, (moment.timestamp(), moment.timestamp()))
    return folder
