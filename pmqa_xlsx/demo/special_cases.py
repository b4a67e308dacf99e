"""What happens in a round beside faults in a workbook: late, in parts, corrected, sent again, copied, only a PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pmqa_xlsx.demo.model import DemoExpected, Inbox
from pmqa_xlsx.form.model import Level, Unit


def _late(inbox: Inbox, unit: Unit, _other: Unit) -> None:
    """A mail sent after the due date."""
    attached = (f"{unit.code}.xlsx", inbox.filled(unit).saved(inbox.at(2)))
    inbox.mail(f"{unit.code}_late.eml", unit, "late", 3, DemoExpected("accepted", ("late",)), attached)


def _corrected_later(inbox: Inbox, unit: Unit, _other: Unit) -> None:
    """A half-filled return, and the complete one after the due date: a correction is not late."""
    first = inbox.filled(unit)
    for position in range(len(first.layout.slots) // 3):
        first.type_into(position, None)
    inbox.receive(f"{unit.code}_first.xlsx", first, -25, DemoExpected("superseded", ("superseded",)))
    inbox.receive(f"{unit.code}_second.xlsx", inbox.filled(unit), 3, DemoExpected("accepted"))


def _sent_twice(inbox: Inbox, unit: Unit, _other: Unit) -> None:
    """The same file under two names."""
    data = inbox.receive(f"{unit.code}.xlsx", inbox.filled(unit), -25, DemoExpected("accepted"))
    inbox.receive(f"{unit.code}_again.xlsx", data, -24, DemoExpected("duplicate", ("duplicate-file",)))


def _lost_answers(inbox: Inbox, unit: Unit, _other: Unit) -> None:
    """A newer return with fewer answers than the older one."""
    inbox.receive(f"{unit.code}_first.xlsx", inbox.filled(unit), -25, DemoExpected("joined"))
    second = inbox.filled(unit)
    for position in range(len(second.layout.slots) // 4):
        second.type_into(position, None)
    inbox.receive(f"{unit.code}_second.xlsx", second, -19,
                  DemoExpected("needs_correction", ("answer-dropped", "answer-missing")))


def _old_file_again(inbox: Inbox, unit: Unit, _other: Unit) -> None:
    """A faulty return, its correction, and an answer to an old mail with the old file attached again."""
    first = inbox.filled(unit)
    for position in range(len(first.layout.slots) // 2, len(first.layout.slots)):
        first.type_into(position, None)
    data = first.saved(inbox.at(-25) - dt.timedelta(hours=1))
    inbox.mail(f"{unit.code}_first.eml", unit, f"a{unit.code}", -25, DemoExpected("superseded"), ("แบบ.xlsx", data))
    inbox.receive(f"{unit.code}_corrected.xlsx", inbox.filled(unit), -20, DemoExpected("accepted"))
    inbox.mail(f"{unit.code}_reply.eml", unit, f"b{unit.code}", -19, DemoExpected("duplicate", ("resent-older",)),
               ("แบบ.xlsx", data))


def _in_parts(inbox: Inbox, unit: Unit, _other: Unit) -> None:
    """Each category from another person, but for the last one."""
    layout = inbox.filled(unit).layout
    categories = [category.code for category in layout.form.categories][:-1]
    for number, code in enumerate(categories):
        part = inbox.filled(unit)
        for position, slot in enumerate(layout.slots):
            asked = slot.question
            if asked.category != code and not (asked.level is Level.COVER and number == 0):
                part.type_into(position, None)
        data = part.saved(inbox.at(-21) - dt.timedelta(hours=2) + dt.timedelta(minutes=number))
        last = code == categories[-1]
        expected = DemoExpected("needs_correction" if last else "joined", ("answer-missing",) if last else ())
        inbox.mail(f"{unit.code}_part-{number + 1}.eml", unit, f"{unit.code}.{number + 1}", -21, expected,
                   (f"{unit.code}.xlsx", data))


def _same_texts(inbox: Inbox, unit: Unit, other: Unit) -> None:
    """The answers of another unit, word for word."""
    inbox.receive(f"{unit.code}_copied.xlsx", inbox.filled(unit, like=other), -17, DemoExpected("accepted"))


def _only_a_pdf(inbox: Inbox, unit: Unit, _other: Unit) -> None:
    """A mail that holds a scan of the form, and no workbook."""
    inbox.mail(f"{unit.code}_scan.eml", unit, f"scan{unit.code}", -21, DemoExpected("rejected", ("no-workbook",)), None)


def _borrowed(inbox: Inbox, unit: Unit, other: Unit) -> None:
    """Another unit's workbook under the unit's own name: it is held until the office says whose it is."""
    name = f"{unit.code}_{unit.name.th}.xlsx"
    data = inbox.filled(other, salt="borrowed").saved(inbox.at(-25) - dt.timedelta(hours=1))
    inbox.mail(f"{unit.code}_borrowed.eml", unit, f"c{unit.code}", -25, DemoExpected("accepted", ("office-unit",)),
               (name, data))
    inbox.lend(name, unit.code)


SPECIAL_CASES: tuple[Callable[[Inbox, Unit, Unit], None], ...] = (
    _late, _corrected_later, _sent_twice, _lost_answers, _old_file_again, _only_a_pdf, _same_texts, _in_parts,
    _borrowed)
