"""Turn office requests, of a list too, into events: decisions on returns, extensions, notes. Nothing is written."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from pmqa_xlsx import arguments
from pmqa_xlsx.consolidate.decisions import Decision, Ruling
from pmqa_xlsx.consolidate.event_data import EventData
from pmqa_xlsx.consolidate.letters import Matter
from pmqa_xlsx.consolidate.matters import is_matter
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.schema import EventKind
from pmqa_xlsx.consolidate.status import JudgedArrival, Status
from pmqa_xlsx.consolidate.verdicts import judge_round
from pmqa_xlsx.errors import InputNotFound, OperatorError, OptionNotValid, notice, reason_of
from pmqa_xlsx.ledger.events import decisions_of
from pmqa_xlsx.ledger.ledger_file import Event
from pmqa_xlsx.light_dataclass import dataclass, replace
from pmqa_xlsx.rounds.which_return import decided_return, return_meant, unit_of
from pmqa_xlsx.system.clock import now
from pmqa_xlsx.text.language import Text

UNDO = EventKind.UNDO.value
VERDICTS = (*(ruling.value for ruling in Ruling), UNDO)
#: Most characters of a reason or a note.
LONGEST = 2000
#: Decisions that mean the same whenever they are made; the others concern what had been received by then.
_TIMELESS = (Ruling.REJECT, Ruling.ALONE, Ruling.IS_UNIT)


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """A decision as somebody asks for it.

    :ivar which: a prefix of the return's SHA-256, its file's name, or a unit; a number is a unit's code.
    :ivar verdict: one of :data:`VERDICTS`.
    :ivar unit: whose it is, for ``is-unit``: its code, also as a number, or its name; else empty.
    :ivar line: of the list that it is from; 0 outside one.
    """

    which: str | int
    verdict: str
    unit: str | int
    reason: str
    by: str
    line: int = 0


class Decider:
    """Turns requests into events, taking earlier ones into account.

    :param facts: the round as it is.
    :param events: the ledger's decisions and undos, in their order.
    :ivar messages: messages about requests that change nothing.
    """

    def __init__(self, facts: RoundFacts, events: Sequence[Event]) -> None:
        self._facts, self._events = facts, list(events)
        self._standings = judge_round(facts).arrivals
        self._made: list[Event] = []
        self.messages: list[Text] = []

    def events(self, requests: Iterable[DecisionRequest]) -> list[Event]:
        """The events of all requests.

        :raises OperatorError: one of them cannot be taken; of a list the message names each such line.
        """
        mistakes: list[Text] = []
        for request in requests:
            try:
                self._add(request)
            except OperatorError as error:
                if not request.line:
                    raise
                mistakes.append(notice("line", line=request.line, mistake=error.text))
        if mistakes:
            raise OptionNotValid("decisions-not-taken", mistakes=Text(
                "\n".join(text.th for text in mistakes), "\n".join(text.en for text in mistakes)))
        return self._with_matters()

    def _add(self, request: DecisionRequest) -> None:
        verdict = request.verdict.strip().lower()
        if verdict not in VERDICTS:
            raise OptionNotValid("no-such-verdict", verdict=request.verdict[:40], verdicts=", ".join(VERDICTS))
        if (request.unit != "") != (verdict == Ruling.IS_UNIT):
            raise OptionNotValid("unit-and-verdict")
        reason, by = clean_reason(request.reason, request.by, contacts=self._facts.contacts)
        year = int(self._facts.year or 0)
        in_force = decisions_of([*self._events, *self._made])
        which = request.which if isinstance(request.which, str) else unit_of(self._facts, request.which)
        if verdict == UNDO:
            sha256 = decided_return(which, self._standings, self._facts.forms, year,
                                    (one.sha256 for one in in_force))
            undone = next(one for one in reversed(in_force) if one.sha256 == sha256)
            self._made.append(Event(self._moment(sha256), EventKind.UNDO, sha256=sha256, by=by, data={
                "reason": reason, "verdict": undone.ruling.value, "unit": undone.unit_code}))
            return
        sha256 = return_meant(which, self._standings, self._facts.forms, year)
        unit = arguments.unit_meant(self._facts.forms[:1], request.unit, year) if request.unit != "" else ""
        last = next((one for one in reversed(in_force) if one.sha256 == sha256), None)
        if last is not None and (last.ruling, last.unit_code) == (verdict, unit) and self._holds(last):
            self.messages.append(notice("decided-already", which=which))
            return
        data = EventData(verdict=verdict, reason=reason)
        if unit:
            data["unit"] = unit
        self._made.append(Event(self._moment(sha256), EventKind.DECISION, sha256=sha256, by=by, data=data))

    def _holds(self, last: Decision) -> bool:
        """Whether a decision would mean the same today."""
        return last.ruling in _TIMELESS or not any(
            one.received_at is not None and one.received_at > last.at for one in self._facts.returns)

    def _moment(self, sha256: str) -> dt.datetime:
        """Now, but never before the return was received or the last decision, even if the clock goes backwards."""
        received = [one.received_at for one in self._facts.returns if one.sha256 == sha256 and one.received_at]
        return max([now(), *received[:1], *(event.at for event in [*self._events, *self._made][-1:])])

    def _with_matters(self) -> list[Event]:
        """The events, where each acceptance names the matters that are open with it."""
        if not any(event.data.get("verdict") == Ruling.ACCEPT for event in self._made):
            return self._made
        decided = decisions_of([*self._events, *self._made])
        then = judge_round(replace(self._facts, decisions=decided)).arrivals
        errors = {one.origin.sha256: _open(one) for one in then if one.status is not Status.DUPLICATE}
        return [replace(event, data={**event.data, "matters": errors.get(event.sha256, [])})
                if event.kind is EventKind.DECISION and event.data.get("verdict") == Ruling.ACCEPT else event
                for event in self._made]


def _open(one: JudgedArrival) -> list[Matter]:
    return sorted({Matter.of(one.origin.sha256, finding) for finding in (*one.findings, *one.elsewhere)
                   if is_matter(finding)})


def clean_reason(text: str, by: str, *, contacts: bool) -> tuple[str, str]:
    """A reason or a note, and who says it, each on one line; empty in a round without contacts: any words may name
    somebody, and none are kept.

    :raises OptionNotValid: one of them is empty or too long.
    """
    text, by = (" ".join(arguments.text(one, name).split()) for one, name in ((text, "text or reason"), (by, "by")))
    if not text or not by:
        raise OptionNotValid("reason-missing")
    if len(text) > LONGEST or len(by) > LONGEST:
        raise OptionNotValid("text-too-long", longest=LONGEST)
    return (text, by) if contacts else ("", "")


def extension_event(
    facts: RoundFacts, unit: str | int, due_date: dt.date, reason: str, by: str,
) -> tuple[Event, list[Text]]:
    """A new due date of a unit (A.D.), and a message if it is already past.

    :raises UnitNotFound: the form lists no such unit in the round's year.
    """
    reason, by = clean_reason(reason, by, contacts=facts.contacts)
    code, today = arguments.unit_meant(facts.forms[:1], unit, int(facts.year or 0)), now()
    past = [notice("due-date-past", day=due_date)] if due_date < today.date() else []
    return Event(today, EventKind.EXTENSION, code, by=by, data={
        "due_date": due_date.isoformat(), "reason": reason}), past


def note_event(facts: RoundFacts, unit: str | int, text: str, by: str) -> Event:
    """A line in a unit's history.

    :raises UnitNotFound: the form lists no such unit in the round's year.
    """
    text, by = clean_reason(text, by, contacts=facts.contacts)
    return Event(now(), EventKind.NOTE, unit_of(facts, unit), by=by, data={"text": text})


COLUMNS = ("return", "verdict", "unit", "reason", "by")
_NEEDED = ("return", "verdict")


def read_requests(path: Path, reason: str = "", by: str = "") -> list[DecisionRequest]:
    """Read a list of decisions: UTF-8 (a BOM is fine), columns in any order, empty lines and other columns left out.

    :param reason: for lines that state none; ``by`` likewise.
    :raises InputNotFound: it cannot be read.
    :raises OptionNotValid: it is not such a list.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OptionNotValid("list-not-utf8", path=path) from error
    except OSError as error:
        raise InputNotFound("list-unreadable", path=path, reason=reason_of(error)) from error
    requests: list[DecisionRequest] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if any(names.count(name) != 1 for name in _NEEDED) or any(names.count(name) > 1 for name in COLUMNS):
            raise OptionNotValid("list-columns", path=path, columns=", ".join(COLUMNS))
        line = reader.line_num + 1  # where a row begins: a quoted reason may have several lines
        for row in reader:
            cells = {name: value.strip() for name, value in zip(names, row, strict=False) if name in COLUMNS}
            if any(cells.values()):
                requests.append(DecisionRequest(cells.get("return", ""), cells.get("verdict", ""),
                                                cells.get("unit", ""), cells.get("reason", "") or reason,
                                                cells.get("by", "") or by, line))
            line = reader.line_num + 1
    except csv.Error as error:
        raise OptionNotValid("list-not-csv", path=path, line=reader.line_num, error=error) from error
    if not requests:
        raise OptionNotValid("list-empty", path=path)
    return requests
