"""Distinct returns: files of the same bytes are one, with one date; and the order in which a unit's are folded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from email.utils import parseaddr

from pmqa_xlsx.consolidate.decisions import Decision, Ruling, Rulings
from pmqa_xlsx.form.unit_names import UnitNames
from pmqa_xlsx.ingester.model import Reading, Return
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.calendar import LONG_AGO, thai_time

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DistinctReturn:
    """A return, identified by its bytes, with all its arrivals.

    :ivar main: the arrival that is the return's row: the one with the earliest mail date, then file time, then name.
    :ivar others: the further arrivals of the same bytes, in that order.
    :ivar sent_at: the earliest date of the mails that carried it; where none did, the workbook's save time, else the
        file's; ``None`` if none of them is plausible.
    :ivar doubtful: the earliest date that was ignored because it is not plausible.
    :ivar file_time: the earliest time of its files.
    :ivar received_at: when the first of them was received.
    """

    main: Return
    others: tuple[Return, ...]
    sent_at: dt.datetime | None
    doubtful: dt.datetime | None
    file_time: dt.datetime | None
    received_at: dt.datetime | None

    @property
    def order(self) -> tuple[dt.datetime, dt.datetime, dt.datetime, str]:
        """Sorts the returns of a unit, oldest first."""
        return (comparable(self.sent_at), comparable(self.main.reading.saved_at), comparable(self.file_time),
                self.main.sha256)


def comparable(moment: dt.datetime | None) -> dt.datetime:
    """A moment in Thai time for comparisons; an unknown one comes before all others."""
    return LONG_AGO if moment is None else thai_time(moment)


def returns_of(
    arrivals: Iterable[Return], earliest: Callable[[Reading], dt.date | None] = lambda _: None,
) -> list[DistinctReturn]:
    """The distinct returns among the arrivals; the order of the arrivals does not matter.

    :param earliest: the first day (A.D.) on which a return can have been sent; ``None`` if that is not known.
    """
    by_content: dict[str, list[Return]] = {}
    for number, arrival in enumerate(arrivals):
        by_content.setdefault(arrival.sha256 or f"unread {number}", []).append(arrival)
    return [_one(group, earliest(group[0].reading)) for group in by_content.values()]


def _one(group: Sequence[Return], earliest: dt.date | None) -> DistinctReturn:
    reading = group[0].reading
    ignored: list[dt.datetime] = []

    def plausible_or_none(moment: dt.datetime | None, arrival: Return) -> dt.datetime | None:
        if moment is None or plausible(moment, arrival.received_at, earliest):
            return moment
        ignored.append(moment)
        return None

    mailed = {id(arrival): plausible_or_none(arrival.mailed_at, arrival) for arrival in group}

    def rank(arrival: Return) -> tuple[bool, dt.datetime, bool, dt.datetime, str, str, str]:
        date = mailed[id(arrival)]
        return (date is None, comparable(date), arrival.modified_at is None, comparable(arrival.modified_at),
                file_name(arrival.file), arrival.file, arrival.sender)

    main, *others = sorted(group, key=rank)
    sent = mailed[id(main)]
    if sent is None:
        sent = plausible_or_none(reading.saved_at, main) or plausible_or_none(main.modified_at, main)
    times = [one.modified_at for one in group if one.modified_at]
    received = [one.received_at for one in group if one.received_at]
    return DistinctReturn(main, tuple(others), sent, min(ignored, key=comparable, default=None),
                     min(times, key=comparable, default=None), min(received, key=comparable, default=None))


def file_name(file: str) -> str:
    """The last component of a file's label: ``50.xlsx`` of ``inbox/7.eml!50.xlsx``."""
    return file.rpartition("!")[2].rpartition("/")[2]


def address_of(sender: str) -> str:
    """Key that identifies a sender: the address, else the sender as stated."""
    return (parseaddr(sender)[1] or sender).strip().lower()


def container_names(file: str) -> tuple[str, ...]:
    """The names of what a file came in: ``7.eml``, ``a.zip`` and ``34`` of ``inbox/7.eml!a.zip!34/50.xlsx``."""
    outer, _, inner = file.partition("!")
    return (file_name(outer), *inner.replace("!", "/").split("/")[:-1]) if inner else ()


def units_named(arrivals: Sequence[Return], names: UnitNames) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The units that the names of files name, the names of what they came in, and the subjects of mails.

    :param arrivals: of the same bytes. If they name several units, such as an empty file does that came from both, only
        the first counts.
    """
    union = frozenset[str]().union
    named = (union(*(names.named_by_file(file_name(one.file)) for one in arrivals)),
             union(*(names.named_by_file(name) for one in arrivals for name in container_names(one.file))),
             union(*(names.named(one.subject) for one in arrivals)))
    return units_named(arrivals[:1], names) if len(arrivals) > 1 and max(map(len, named)) > 1 else named


def plausible(moment: dt.datetime, received_at: dt.datetime | None, earliest: dt.date | None) -> bool:
    """Whether a return can have been sent then: from the earliest day (A.D.) to the day after receipt.

    A bound that is ``None`` is not known.
    """
    day = thai_time(moment).date()
    if received_at is not None and day > thai_time(received_at).date() + _DAY:
        return False
    return earliest is None or day >= earliest


def in_order(returns: Iterable[DistinctReturn], rulings: Rulings) -> list[DistinctReturn]:
    """The returns of one unit by the moment they were sent; a preferred one as if sent when the office decided so.

    It then comes after all that had been received by that moment; what is received later keeps its own place by date.
    """
    ordered = sorted(returns, key=lambda one: one.order)
    for decision in rulings.all:
        if decision.ruling is Ruling.PREFER:
            ordered = _preferred(ordered, decision)
    return ordered


def _preferred(ordered: Sequence[DistinctReturn], decision: Decision) -> list[DistinctReturn]:
    chosen = [one for one in ordered if one.main.sha256 == decision.sha256]
    rest = [one for one in ordered if one.main.sha256 != decision.sha256]
    known = [number for number, one in enumerate(rest) if not later(one, decision)]
    older = [number for number, one in enumerate(rest) if comparable(one.sent_at) <= decision.at]
    place = max([*known, *older], default=-1) + 1
    return [*rest[:place], *chosen, *rest[place:]]


def later(one: DistinctReturn, decision: Decision) -> bool:
    """Whether a return was received after a decision; an unknown time of receipt counts as not later."""
    return one.received_at is not None and comparable(one.received_at) > decision.at
