"""What goes wrong with returns: faults in a workbook, each with its findings; late, in parts, copied, sent twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pmqa_xlsx.answers import cell_of, display, read_answer
from pmqa_xlsx.answers.model import BLANK
from pmqa_xlsx.demo.filling import DemoExpected, Editor, Inbox
from pmqa_xlsx.form.model import UNIT, Field, Unit
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.layout.rules import form_rules, required_slots
from pmqa_xlsx.light_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of faulty return.

    :ivar name: ASCII, usable in a file name.
    :ivar codes: the finding codes that this fault must give.
    :ivar status: the status that the return must get.
    :ivar apply: makes the fault in a filled workbook; returns false if the form has no suitable field.
    """

    name: str
    codes: tuple[str, ...]
    status: str
    apply: Callable[[Editor], bool]


def all_faults() -> tuple[Fault, ...]:
    """Every fault of a single return, the simplest first."""
    return (
        Fault("half-empty", ("answer-missing",), "needs_correction", _half_empty),
        Fault("not-on-the-list", ("not-a-choice",), "needs_correction", _typing("ไม่แน่ใจ", "not-a-choice")),
        Fault("spelled-otherwise", ("value-converted",), "accepted", _spelled_otherwise),
        Fault("thai-digits", ("value-converted",), "accepted", _typing("๘๕")),
        Fault("words-for-a-number", ("not-a-number",), "needs_correction",
              _typing("ประมาณร้อยละแปดสิบ", "not-a-number")),
        Fault("thai-keyboard", ("bad-email",), "needs_correction", _typing("หนทแ้ฟร๑ทนรใเนใะ้", "bad-email")),
        Fault("two-addresses", ("several-emails",), "accepted",
              _typing("malee.r@example.go.th, suda.b@example.go.th", "several-emails")),
        Fault("formula", ("formula-uncalculated",), "needs_correction", _formula),
        Fault("error-value", ("error-value",), "needs_correction", _error_value),
        Fault("evidence-left-out", ("required-by",), "needs_correction", _condition_unmet),
        Fault("wrong-unit", ("unit-doubtful",), "held", _wrong_unit),
    )


def faults_for(editor: Callable[[], Editor]) -> tuple[Fault, ...]:
    """The faults that can be made with a form; each is tried on a workbook.

    :param editor: opens a new filled workbook of the form.
    """
    return tuple(fault for fault in all_faults() if fault.apply(editor()))


def _first(editor: Editor, content: str, code: str = "") -> int | None:
    """The first slot that must be answered, else the first of any, about which a typed text gives a finding.

    :param code: of the finding; without it, the text must be a number there.
    """
    def fits(field: Field) -> bool:
        answer = read_answer(cell_of(content), field, editor.lang)
        return code in [remark.code for remark in answer.remarks] if code else answer.number is not None

    slots = [(position, slot) for position, slot in enumerate(editor.layout.slots)
             if slot.question.slot == 1 and fits(slot.field)]
    required = [position for position, slot in slots if slot.required.always]
    return next(iter(required or [position for position, _ in slots]), None)


def _put(editor: Editor, position: int | None, content: object) -> bool:
    if position is not None:
        editor.type_into(position, content)
    return position is not None


def _typing(text: str, code: str = "") -> Callable[[Editor], bool]:
    """Types a text into a slot about which it gives a finding; see :func:`_first`."""
    return lambda editor: _put(editor, _first(editor, text, code), text)


def _half_empty(editor: Editor) -> bool:
    slots = editor.layout.slots
    for position in range(len(slots) // 2, len(slots)):
        editor.type_into(position, None)
    return any(required_slots(editor.layout, [BLANK] * len(slots))[len(slots) // 2:])


def _spelled_otherwise(editor: Editor) -> bool:
    position = _first(editor, "ไม่แน่ใจ", "not-a-choice")
    if position is None:
        return False
    slot = editor.layout.slots[position]
    choices = slot.field.choices.choices if slot.field.choices else ()
    # What was chosen is kept: another choice could make a further answer required.
    chosen = editor.cell(slot).value or next(
        (display(slot.field, choice.value, editor.lang) for choice in choices), None)
    return chosen is not None and _put(editor, position, f"  {chosen}\u200b ")


def _formula(editor: Editor) -> bool:
    return _put(editor, _first(editor, "๘๕"), "=40+45")


def _error_value(editor: Editor) -> bool:
    slots = editor.layout.slots
    cell = editor.cell(next((slot for slot in slots if slot.required.always), slots[0]))
    cell.value, cell.data_type = "#REF!", "e"
    return True


def _condition_unmet(editor: Editor) -> bool:
    """Answer so that another answer becomes required, and leave that one empty."""
    for position, (deciding, choice) in form_rules(editor.layout).deciding.items():
        editor.fill({deciding: choice})
        editor.type_into(position, None)
        return True
    return False


def _wrong_unit(editor: Editor) -> bool:
    cell = editor.cell(editor.layout.identity_slots[UNIT])
    cell.value = next((unit.name.th for unit in editor.layout.form.units if unit.name.th != cell.value), "")
    return bool(cell.value)


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
