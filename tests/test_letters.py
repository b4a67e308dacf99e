"""Which letters are written to whom, as a table of what came; nothing is drafted twice and nothing forgotten."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest

from pmqa_xlsx.consolidate.decisions import Decision, Extension, Ruling
from pmqa_xlsx.consolidate.letters import (
    Letter,
    LetterKind,
    LetterState,
    Recipient,
    letters_named,
    next_number,
)
from pmqa_xlsx.consolidate.matters import OpenCases, addressed, open_cases
from pmqa_xlsx.consolidate.missing import missing_rows
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.status import Status
from pmqa_xlsx.consolidate.verdicts import judge_round
from pmqa_xlsx.feedback.letter_maker import chat_facts, letter_facts
from pmqa_xlsx.feedback.plan import LetterOptions, plan_letters
from pmqa_xlsx.feedback.sandbox import CHAT, Wording, provide_templates
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.model import Criterion, Unit
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.system.clock import end_of_day
from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.language import Text
from small_round import FORM, LAYOUT, a_file, a_return, slot_name

FULL = "name=ก; A1 have=no; A1 shared=no; A2 have=no; A2 shared=no; 2 email=a@b.th; A3 have=no; A3 shared=no"
GAPS = "name=ก; A1 have=no; A1 shared=no; A2 have=no; A2 shared=no; 2 email=a@b.th"
A, B = "a@example.go.th", "b@example.go.th"


def at_day(day: int) -> dt.datetime:
    """The evening of a day of November 2026; from 31 on, of December."""
    return dt.datetime(2026, 11, 1, 16, tzinfo=THAI_TIME) + dt.timedelta(days=day - 1)


class Office:
    """An office that writes letters about what came; its own record of them is the list of letters."""

    def __init__(self, *returns: Return, day: int = 5) -> None:
        self.facts = RoundFacts(list(returns), [FORM], 2569, at_day(day), at_day(day))

    @property
    def cases(self) -> OpenCases:
        """What is open now."""
        return open_cases(judge_round(self.facts), self.facts)

    def came(self, *returns: Return, day: int) -> Office:
        """More comes, on a day."""
        self.facts = replace(self.facts, returns=[*self.facts.returns, *returns], as_of=at_day(day), now=at_day(day))
        return self

    def decided(self, file: str, ruling: Ruling, unit: str = "") -> Office:
        """The office decides about a file."""
        sha256 = next(one.sha256 for one in self.facts.returns if one.file == file)
        self.facts = replace(self.facts, decisions=[*self.facts.decisions, Decision(
            sha256, ruling, "", "", self.facts.as_of, unit, number=len(self.facts.decisions) + 1)])
        return self

    def write(self, **options: object) -> list[str]:
        """What is drafted now: kind, unit, address and codes of each letter; what is withdrawn is."""
        plan = plan_letters(self.cases, self.facts, LetterOptions(**options))
        letters = [replace(one, withdrawn_at=self.facts.as_of) if one in plan.withdrawn else one
                   for one in self.facts.letters]
        first = next_number(letters, 2569)
        new = [Letter(f"{first + n}/2569", one.kind, one.case.unit_code, self.facts.as_of, one.to, one.matters,
                      one.case.about) for n, one in enumerate(plan.drafts)]
        self.facts = replace(self.facts, letters=[*letters, *new])
        return [f"{one.kind} {one.unit_code or '-'} {one.to.address or '-'} "
                f"{' '.join(sorted({matter.code for matter in one.matters}))}".strip() for one in new]

    def send(self, *numbers: int) -> Office:
        """Letters are sent, or all drafts."""
        names = {f"{number}/2569" for number in numbers}
        self.facts = replace(self.facts, letters=[
            replace(one, sent_at=self.facts.as_of)
            if self.cases.state(one) is LetterState.DRAFT and (one.number in names or not names) else one
            for one in self.facts.letters])
        return self

    @property
    def states(self) -> list[str]:
        """Where each letter is."""
        return [self.cases.state(one).value for one in self.facts.letters]


def gaps(file: str = "a.xlsx", faults: str = "A3 have: answer-missing", answers: str = GAPS, **more: object) -> Return:
    """A return with faults, each written as its slot and code."""
    one = a_return(file, answers, **{"sender": A, **more})
    asked = {slot_name(slot): slot.question for slot in LAYOUT.slots}
    found = [fault.split(": ") for fault in faults.split("; ")]
    findings = tuple(Finding(code, Place(question=asked[name])) for name, code in found)
    return replace(one, reading=replace(one.reading, findings=findings))


@pytest.mark.parametrize(("asked_now", "written"), [
    (True, ["correction 10 a@example.go.th answer-dropped"]), (False, [])])
def test_a_question_that_the_office_took_out(asked_now, written) -> None:
    """An answer that the counting edition does not ask for is written about only if the edition given last asks it."""
    longer = replace(FORM.categories[0], criteria=(*FORM.categories[0].criteria, Criterion("1", "A9", Text("ง"))))
    other = replace(FORM, form_version="other", categories=(longer, *FORM.categories[1:]))
    first = a_return("a.xlsx", f"{FULL}; A9 why=y", day=1, form=other, sender=A)
    office = Office(replace(first, reading=replace(first.reading, form_version="other")),
                    a_return("b.xlsx", FULL, day=2, sender=A))
    office.facts = replace(office.facts, forms=[other, FORM] if asked_now else [FORM, other])
    assert office.write() == written


@pytest.mark.parametrize(("what", "came", "written"), [
    ("a fault", [gaps()], ["correction 10 a@example.go.th answer-missing"]),
    ("no fault", [a_return("a.xlsx", FULL)], []),
    ("no sender: the unit's address", [gaps(sender="")], ["correction 10 ten@example.go.th answer-missing"]),
    ("no sender, one on the cover", [gaps(sender="", answers=f"{GAPS}; mail=me@a.th")],
     ["correction 10 me@a.th answer-missing"]),
    ("a sender that is no address", [gaps(sender="somebody")], ["correction 10 ten@example.go.th answer-missing"]),
    ("held", [a_return("จังหวัดยี่สิบ.xlsx", FULL, sender=A)], ["which-unit - a@example.go.th unit-doubtful"]),
    ("held, and the named unit alone has sent", [
        a_return("จังหวัดยี่สิบ.xlsx", FULL, sender=A), a_return("b.xlsx", FULL, unit="20", sender=B)],
     ["which-unit - a@example.go.th unit-doubtful"]),
    ("held, but both units have sent", [
        a_return("จังหวัดยี่สิบ.xlsx", FULL, sender=A), a_return("b.xlsx", FULL, unit="20", sender=B),
        a_return("c.xlsx", FULL, sender=B)], []),
    ("rejected", [a_file("a.xlsx", "file-damaged", unit="20")], ["resend 20 - file-damaged"]),
    ("a mail with a PDF alone", [a_file("a.eml", "no-workbook")], ["resend - - no-workbook"]),
    ("a mail with a PDF alone and a date in the future", [
        replace(a_file("a.eml", "no-workbook"), mailed_at=at_day(30), received_at=at_day(2))],
     ["resend - - no-workbook"]),
    ("rejected, but the unit has sent", [a_file("b.xlsx", "file-damaged", unit="10"), a_return("a.xlsx", FULL)], []),
    ("two files of one sender", [replace(a_file(name, "file-damaged"), sender=A) for name in ("a.xlsx", "b.xlsx")],
     ["resend - a@example.go.th file-damaged"]),
    ("rejected, but the sender has sent", [
        replace(a_file("b.xlsx", "not-our-form"), sender=A), a_return("a.xlsx", FULL, sender=A)], []),
    ("held and rejected of one sender", [
        a_return("จังหวัดยี่สิบ.xlsx", FULL, sender=A), replace(a_file("b.xlsx", "file-damaged", unit="20"), sender=A)],
     ["which-unit - a@example.go.th file-damaged unit-doubtful"]),
    ("an answer dropped", [a_return("a.xlsx", f"{FULL}; A1 why=x", sender=A, day=1),
                           a_return("b.xlsx", FULL, sender=A, day=2)],
     ["correction 10 a@example.go.th answer-dropped"]),
])
def test_what_is_written(what: str, came: list[Return], written: list[str]) -> None:
    """What came decides the letters; before the due day nobody is reminded."""
    assert Office(*came).write() == written, what


def test_the_same_empty_file_from_two_units() -> None:
    """Each unit that sent the bytes is written to, in a letter of its own, and neither is reminded."""
    empty = [replace(a_file(name, "file-damaged", content="empty"), sender=sender, received_at=at_day(day))
             for name, sender, day in (("จ.สิบ.xlsx", A, 3), ("จ.ยี่สิบ.xlsx", B, 4), ("จ.สิบ.xlsx", A, 4))]
    office = Office(*empty)
    assert office.write(remind=True) == [f"resend 10 {A} file-damaged", f"resend 20 {B} file-damaged"]
    assert office.write() == []
    judged = judge_round(office.facts)
    assert [addressed(one, judged, office.facts) for one in office.facts.letters] == [A, B]
    assert [row.attempts for row in missing_rows(judged, office.facts)] == [2, 1]
    office.send().came(a_return("b.xlsx", FULL, unit="20", sender=B), day=6)
    assert office.states == ["sent", "settled"]


def test_a_workbook_that_a_second_unit_sent_on() -> None:
    """A unit that sent another one's file, byte for byte, is told so until it sends its own."""
    office = Office(a_return("a.xlsx", FULL, sender=A, content="same"),
                    a_return("จ.ยี่สิบ.xlsx", FULL, sender=B, content="same", day=3))
    assert office.write(remind=True) == [f"resend 20 {B} other-unit-named"]
    judged = judge_round(office.facts)
    assert [row.last_attempt_at[:10] for row in missing_rows(judged, office.facts)] == ["2026-11-03"]
    assert office.send().write(remind=True) == []
    office.came(a_return("b.xlsx", FULL, unit="20", sender=B), day=6)
    assert (office.write(), office.states) == ([], ["settled"])


@pytest.mark.parametrize("addresses", [["return@example.go.th"], ["new@example.go.th", "return@example.go.th"]])
def test_what_the_office_forwards(addresses: list[str]) -> None:
    """The office writes no letter to itself, and what it forwarded of one unit answers for no other file."""
    forwarded = {"sender": "The office <Return@example.go.th>"}
    office = Office(gaps(**forwarded), replace(a_file("b.xlsx", "not-our-form"), **forwarded))
    office.facts = replace(office.facts, forms=[  # the one given last first
        replace(FORM, form_version=str(len(addresses) - n), return_to=address) for n, address in enumerate(addresses)])
    assert office.write() == ["correction 10 ten@example.go.th answer-missing", "resend - - not-our-form"]


def test_reminders() -> None:
    """From the due day on, to units from which nothing came at all; before it when asked; again when asked."""
    office = Office(gaps())
    assert office.write(units=frozenset({"20"})) == []
    assert office.write(units=frozenset({"20"}), remind=True) == ["reminder 20 - missing"]
    office.send().came(day=30)
    assert office.write() == ["correction 10 a@example.go.th answer-missing"]
    assert office.write(again=True, units=frozenset({"20"})) == ["reminder 20 - missing"]
    assert office.states == ["sent", "draft", "draft"]
    office.came(a_return("b.xlsx", FULL, unit="20", sender=B), day=31)
    assert office.states == ["settled", "draft", "settled"]


def test_who_is_invited_is_not_reminded_with_it() -> None:
    """After the due day an invitation alone is written, unless reminders are asked for too."""
    assert Office(gaps(), day=31).write(units=frozenset({"20"}), invite=True) == ["invitation 20 -"]
    assert Office(gaps(), day=31).write(units=frozenset({"20"}), invite=True, remind=True) == [
        "reminder 20 - missing", "invitation 20 -"]


def test_an_extension_delays_the_reminder() -> None:
    """A unit is reminded from its own due date on."""
    office = Office(gaps(), day=30)
    office.facts = replace(office.facts, extensions=[Extension("20", dt.date(2026, 12, 7), at_day(20))])
    assert [one for one in office.write() if "reminder" in one] == []
    assert office.came(day=37).write() == ["reminder 20 - missing"]


def test_who_sent_something_is_not_reminded() -> None:
    """A draft of a reminder is settled as soon as anything comes of the unit, counted, held or rejected."""
    office = Office(gaps(), day=30)
    office.write()
    office.came(a_file("b.xlsx", "file-damaged", unit="20"), day=31)
    assert office.write() == ["resend 20 - file-damaged"]
    assert office.states == ["draft", "settled", "draft"]


def test_neither_unit_of_a_held_file_is_reminded() -> None:
    """A held file may be of the unit that it names, and of the one that its workbook was made for."""
    office = Office(a_return("จังหวัดยี่สิบ.xlsx", FULL, sender=A), day=30)
    assert office.write() == ["which-unit - a@example.go.th unit-doubtful"]
    rows = missing_rows(judge_round(office.facts), office.facts)
    assert [(row.unit_code, row.attempts, row.last_attempt) for row in rows] == [
        ("10", 1, "จังหวัดยี่สิบ.xlsx"), ("20", 1, "จังหวัดยี่สิบ.xlsx")]


@pytest.mark.parametrize(("came", "told", "says"), [
    ([a_return("จังหวัดยี่สิบ.xlsx", FULL)], (0, 2, 0), "0 of 2 have sent it. Of 2 more something came that cannot be"),
    ([gaps()], (1, 0, 1), "1 of 2 have sent it. Nothing has come yet from 1: - Twenty Please send it to"),
    ([gaps(), a_file("b.xlsx", "file-damaged", unit="20")], (1, 1, 0), "1 of 2 have sent it. Of 1 more something came"),
    ([gaps(), gaps("b.xlsx", unit="20")], (2, 0, 0), "Everybody has sent it."),
])
def test_the_numbers_of_the_chat_text_add_up(tmp_path: Path, came, told, says) -> None:
    """Units that sent, that sent what does not count, and from which nothing came are all units."""
    office = Office(*came)
    facts = chat_facts(office.cases, office.facts, "en")
    provide_templates(tmp_path)
    assert (facts["returned"], facts["tried"], len(facts["units"])) == told
    assert says in " ".join(Wording(tmp_path, "en").whole(CHAT, facts).split())


@pytest.mark.parametrize(("file", "source", "subject", "says"), [
    ("in/1.eml", "eml", "แบบ\nPMQA", "Your mail “แบบ PMQA” (sent on 5 November 2026)"),
    ("in/box.mbox!3", "mbox", "แบบ", "Your mail “แบบ” (sent"),
    ("in/1.eml", "eml", "", "File 1.eml (sent"), ("in/1.eml!a.rar", "eml", "แบบ", "File a.rar (sent"),
    ("in/box.mbox!3!a.rar", "mbox", "แบบ", "File a.rar (sent"), ("in/1.msg", "msg", "ก" * 201, f"“{'ก' * 200}…” (sent"),
])
def test_a_mail_without_a_workbook_is_named_by_its_subject(
    tmp_path: Path, file: str, source: str, subject: str, says: str,
) -> None:
    """Its sender knows neither the name under which the office saved the mail nor its number in a mailbox."""
    office = Office(replace(a_file(file, "no-workbook"), source=source, subject=subject, sender=A, mailed_at=at_day(5)))
    [draft] = plan_letters(office.cases, office.facts, LetterOptions()).drafts
    provide_templates(tmp_path)
    text = Wording(tmp_path, "en").text("resend", letter_facts(draft, office.facts, "en", number="1/2569"))
    assert says in text.body


def test_nothing_twice() -> None:
    """A draft stays, a letter that was sent is not drafted again; what is corrected settles."""
    office = Office(gaps())
    office.write()
    assert (office.write(), office.send().write(), office.states) == ([], [], ["sent"])
    office.came(a_return("b.xlsx", FULL, sender=A, day=6), day=6)
    assert (office.write(), office.states) == ([], ["settled"])


def test_a_draft_that_lies_too_long() -> None:
    """A draft that asks for an answer by a day that is past is written again with a later one; no sent letter is."""
    office = Office(gaps())
    drafted = office.write(invite=True)
    assert office.came(day=30).write(invite=True) == []
    assert office.came(day=31).write(invite=True) == drafted
    assert office.states == ["withdrawn"] * 2 + ["draft"] * 2
    assert office.send().came(day=39).write(invite=True) == []


def test_more_to_say() -> None:
    """More to correct withdraws the draft and makes one letter of all; after a letter was sent, one of the rest."""
    more = gaps("b.xlsx", "A3 have: answer-missing; 2 email: bad-email", GAPS.replace("=a@b.th", "=!a"), day=3)
    office = Office(gaps())
    office.write()
    assert office.came(more, day=6).write() == ["correction 10 a@example.go.th answer-missing bad-email"]
    assert office.states == ["withdrawn", "draft"]
    office = Office(gaps())
    office.write()
    assert office.send().came(more, day=6).write() == ["correction 10 a@example.go.th bad-email"]
    assert office.states == ["sent", "draft"]


def test_a_fault_that_comes_back() -> None:
    """What a later return had put right is written about again when it is wrong in a still later one."""
    wrong = {"faults": "2 email: bad-email", "answers": FULL.replace("=a@b.th", "=!a")}
    office = Office(gaps(**wrong, received=1))
    office.write()
    office.send().came(a_return("b.xlsx", FULL, sender=A, day=6, received=6), day=6)
    assert office.states == ["settled"]
    office.came(gaps("c.xlsx", **wrong, day=8, received=8), day=8)
    assert office.write() == ["correction 10 a@example.go.th bad-email"]
    assert (office.states, office.write()) == (["settled", "draft"], [])
    office.send().came(gaps("d.xlsx", **wrong, day=9, received=9), day=9)
    assert (office.write(), office.states) == ([], ["settled", "sent"])


def test_a_draft_about_a_return_that_no_longer_counts() -> None:
    """The draft with the workbook of an older state is replaced: its workbook would bring old answers back."""
    office = Office(gaps())
    office.write()
    newer = gaps("b.xlsx", day=4)
    assert office.came(newer, day=6).write() == ["correction 10 a@example.go.th answer-missing"]
    assert office.states == ["withdrawn", "draft"]


def test_accepted() -> None:
    """What the office accepts is not written about, and settles."""
    office = Office(gaps())
    office.write()
    office.decided("a.xlsx", Ruling.ACCEPT)
    assert (office.write(), office.states) == ([], ["settled"])


def test_whose_it_is() -> None:
    """Once the office says whose a return is, the unit gets its own workbook, once, until it uses that one."""
    office = Office(a_return("จังหวัดยี่สิบ.xlsx", FULL, sender=A))
    office.write()
    office.decided("จังหวัดยี่สิบ.xlsx", Ruling.IS_UNIT, "20")
    assert office.write() == ["resend 20 a@example.go.th office-unit"]
    assert (office.send().write(), office.states) == ([], ["settled", "sent"])
    office.came(a_return("own.xlsx", FULL, unit="20", sender=A, day=8), day=8)
    assert office.states == ["settled", "settled"]


@pytest.mark.parametrize("units", [FORM.units[1:], (replace(FORM.units[0], email=""),)])
def test_the_address_is_of_any_form(units: tuple[Unit, ...]) -> None:
    """A unit's own address may be in any of the round's forms, not in the first one alone."""
    facts = replace(Office().facts, forms=[replace(FORM, form_id="other", units=units), FORM])
    letter = Letter("1/2569", LetterKind.REMINDER, "10", at_day(1), Recipient("unit"))
    assert addressed(letter, judge_round(facts), facts) == "ten@example.go.th"


def test_asked_for() -> None:
    """Receipts, invitations and workbooks that somebody asks for are written once, and again when asked."""
    office = Office(a_return("a.xlsx", FULL, sender=A))
    assert office.write(receipt=True, invite=True) == ["receipt 10 a@example.go.th", "invitation 20 -"]
    assert office.write(receipt=True, invite=True) == []
    assert office.write(units=frozenset({"10"})) == ["correction 10 a@example.go.th"]
    assert office.write(units=frozenset({"10"})) == []
    assert office.write(units=frozenset({"10"}), receipt=True, again=True) == [
        "correction 10 a@example.go.th", "receipt 10 a@example.go.th"]
    office.came(a_return("b.xlsx", FULL, unit="20"), a_return("c.xlsx", FULL, sender=A, day=8), day=8)
    office.write()
    assert office.states == ["withdrawn", "settled", "withdrawn", "settled", "withdrawn"]


@pytest.mark.parametrize(("named", "found"), [
    ("1/2569", ["1/2569"]), ("1-2569", ["1/2569"]), ("2", ["2/2569"]), ("1", ["1/2569", "1/2570"]), ("3", []),
    ("", [])])
def test_letters_by_number(named: str, found: list[str]) -> None:
    """A letter is named as in the list, as its file, or by the number alone."""
    letters = [Letter(number, LetterKind.RECEIPT, "", at_day(1)) for number in ("1/2569", "2/2569", "1/2570")]
    assert [one.number for one in letters_named(named, letters)] == found


def random_day(chance: random.Random, day: int, number: int) -> list[Return]:
    """What comes on a day: nothing, whole and faulty returns, spoilt files, and workbooks of the wrong unit."""
    found = []
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        number += 1
        unit, name = chance.choice((("10", "สิบ"), ("20", "ยี่สิบ")))
        sender = chance.choice((f"{unit}@example.go.th", f"{unit}@example.go.th", "both@example.go.th", ""))
        file, kind = f"{day}-{number}.xlsx", chance.choice(("full", "gaps", "gaps", "spoilt", "wrong", "unknown"))
        answers = FULL.replace("have=no", chance.choice(("have=no", "have=partly")), 1)
        if kind in ("spoilt", "unknown"):
            found.append(replace(a_file(file, chance.choice(("file-damaged", "not-our-form")),
                                        unit=unit if kind == "spoilt" else ""), sender=sender, mailed_at=at_day(day)))
        else:
            other = {"10": "20", "20": "10"}[unit] if kind == "wrong" else unit
            made = gaps if kind == "gaps" else a_return
            found.append(made(f"จังหวัด{name}-{file}" if kind == "wrong" else file,
                              answers=GAPS if kind == "gaps" else answers, unit=other, day=day, sender=sender))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_sixty_days(seed: int) -> None:
    """In 60 days of random mails and decisions nothing is in two letters, forgotten, or written to who has sent."""
    chance, office = random.Random(seed), Office(day=1)
    for day in range(1, 61):
        office.came(*random_day(chance, day, 0), day=day)
        held = [one.origin.file for one in judge_round(office.facts).arrivals if one.status is Status.HELD]
        if held and chance.random() < 0.3:
            office.decided(chance.choice(held), *chance.choice((
                (Ruling.IS_UNIT, "20"), (Ruling.IS_UNIT, "10"), (Ruling.REJECT,))))
        if chance.random() < 0.7:
            office.write()
            cases, judged = office.cases, judge_round(office.facts)
            live = [one for one in office.facts.letters
                    if cases.state(one) in (LetterState.DRAFT, LetterState.SENT)]
            matters = [matter for one in live for matter in one.matters if matter in cases.matters]
            assert len(matters) == len(set(matters))
            due = office.facts.as_of > end_of_day(dt.date(2026, 11, 29))
            assert {one for one in cases.matters if due or one.code != "missing"} <= set(matters)
            came = {code for one in judged.arrivals for code in one.possible_units}
            assert {one.unit_code for one in live if one.kind is LetterKind.REMINDER} & came == set()
            counted = set(cases.counted)
            assert {one.unit_code for one in live if one.kind is LetterKind.REMINDER
                    or (one.kind is LetterKind.RESEND and "office-unit" not in {m.code for m in one.matters})
                    } & counted == set()
            assert all(office.cases.state(one) is not LetterState.DRAFT or set(one.matters) <= cases.matters
                       for one in live)
        if chance.random() < 0.4:
            office.send()
    assert len({one.number for one in office.facts.letters}) == len(office.facts.letters)
