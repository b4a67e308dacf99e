"""What commands print of a round: its facts, each return's findings, and a summary in a few plain lines."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.catalogue import CATALOGUE, Severity
from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.decisions import DecisionOutcome, Settled, deciding
from pmqa_xlsx.consolidate.frame_rows import COUNTED, LATE, EachRow, findings_by_file
from pmqa_xlsx.consolidate.missing import missing_rows
from pmqa_xlsx.consolidate.privacy import without_addresses
from pmqa_xlsx.consolidate.round_facts import RoundFacts
from pmqa_xlsx.consolidate.rows import finding_rows, return_rows
from pmqa_xlsx.consolidate.run_record import WHOSE_ANSWERS_COUNT
from pmqa_xlsx.consolidate.schema import (
    RETURNED,
    FileKey,
    FindingRow,
    MissingRow,
    ReturnRow,
    Standing,
)
from pmqa_xlsx.consolidate.status import Status, any_open_error
from pmqa_xlsx.consolidate.verdicts import AUTOMATIC_MAIL, NOT_FILLED_IN, judge_round
from pmqa_xlsx.light_dataclass import dataclass, field, replace
from pmqa_xlsx.report import words
from pmqa_xlsx.text.calendar import Calendar
from pmqa_xlsx.text.language import NO_TEXT, Lang, Text
from pmqa_xlsx.text.thai import long_moment

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.form.model import Form

#: Most findings of one code on one sheet that are listed one by one.
FOLDED = 3
_FREQUENT = 5
_FULL_STOPS = (".", "!", "?", "…")
_FINDING = "  {count:>5}  {title} ({code}, {severity})"


@dataclass(frozen=True, slots=True)
class Brief:
    """Facts of a round.

    :ivar returns: the rows of the frame of that name, as ``findings`` and ``missing``.
    :ivar as_of: the moment by which returns are judged as late.
    :ivar skipped: number of files that were recognised and skipped, by reason.
    :ivar decisions: the office's decisions about single returns, with the outcome of each.
    :ivar unread: a line for each file that could not be read here, with what to do.
    :ivar calendar: of the years in Thai sentences.
    :ivar names: of the units, by code.
    """

    returns: Sequence[ReturnRow]
    findings: Iterable[FindingRow]
    missing: Sequence[MissingRow]
    as_of: dt.datetime
    skipped: Mapping[str, int]
    decisions: Sequence[Settled]
    unread: Sequence[Text] = ()
    calendar: Calendar = Calendar.BE
    names: Mapping[str, Text] = field(default_factory=dict)

    @classmethod
    def of(cls, round_: Brief | Consolidation) -> Brief:
        """The facts of a round that has frames."""
        if isinstance(round_, Brief):
            return round_
        return cls(
            [*EachRow(round_, ReturnRow)], EachRow(round_, FindingRow), [*EachRow(round_, MissingRow)],
            as_of=round_.as_of, skipped=round_.skipped, decisions=round_.decisions, unread=round_.unread,
            calendar=round_.calendar, names=_names_of(round_.forms))

    @classmethod
    def of_facts(cls, facts: RoundFacts) -> Brief:
        """The same without frames, whose library takes longer to load than a return to read."""
        facts = facts.until_cutoff()
        judged = judge_round(facts)
        return cls(
            [*return_rows(judged.arrivals, contacts=True)], [*finding_rows(judged.arrivals, contacts=True)],
            [*missing_rows(judged, facts)], as_of=facts.as_of, skipped=judged.skipped, decisions=judged.settled,
            calendar=facts.forms[0].calendar, names=_names_of(facts.forms))

    def about(self, files: Collection[FileKey]) -> Brief:
        """The same with the returns and findings of some files only."""
        return replace(self, returns=[row for row in self.returns if row.key in files],
                       findings=[row for row in self.findings if row.key in files])

    @property
    def has_errors(self) -> bool:
        """Whether a counted or held return has an error, or a rejected one whose matter is open."""
        return any_open_error(self.returns)

    def count(self, *status: Status) -> int:
        """Number of returns with one of these statuses, including files in which no return was found."""
        return sum(row.status in status for row in self.returns)


def _names_of(forms: Iterable[Form]) -> dict[str, Text]:
    """The names of units by code; of several editions, as the one given last has them."""
    return {unit.code: unit.name for form in reversed([*forms]) for unit in form.units}


def finding_lines(brief: Brief, lang: Lang) -> Iterator[str]:
    """Each return with its findings below it: what is wrong and what to do; returns without findings are not listed.

    More than :data:`FOLDED` findings of one code on one sheet are one line that names their cells. E-mail addresses
    are not repeated, since screens are shared.
    """
    findings = findings_by_file(brief.findings)
    for one in brief.returns:
        if one.key in findings:
            became = words.STATUS[one.status].of(lang) if one.status else ""
            name = brief.names.get(one.unit_code, NO_TEXT).of(lang) or one.unit_name
            yield f"{one.file}  [{' '.join(part for part in (one.unit_code, name, became) if part)}]"
            yield from _folded(findings.pop(one.key), lang)
    for rows in findings.values():  # files that are no returns
        yield rows[0].file
        yield from _folded(rows, lang)


def _folded(rows: Sequence[FindingRow], lang: Lang) -> Iterator[str]:
    """The lines of one return; findings folded into one line are at the place of the first of them."""
    alike: dict[tuple[str, str, str], list[FindingRow]] = {}
    for row in rows:
        alike.setdefault((row.code, row.severity, row.sheet), []).append(row)
    for (code, severity, sheet), group in alike.items():
        if len(group) > FOLDED:
            cells = " ".join(row.cell for row in group if row.cell)
            title = CATALOGUE[code].title.of(lang)
            said = f"{title} ({cells})" if cells else title
            yield f"  {_severity(severity, lang)} {code} × {len(group)} {sheet}: {said}"
            continue
        for row in group:
            place = without_addresses("!".join(part for part in (row.sheet, row.cell) if part))
            yield f"  {_severity(severity, lang)} {code}{f' {place}' if place else ''}: {_sentences(row, lang)}"


def _severity(severity: str, lang: Lang) -> str:
    return f"{Severity(severity).label.of(lang):<7}"


def _sentences(row: FindingRow, lang: Lang) -> str:
    """What is wrong and what to do; if a sentence contains an e-mail address, without the facts of the case."""
    message, fix = row.message(lang), row.fix(lang)
    if any(without_addresses(text) != text for text in (message, fix)):
        entry, facts = CATALOGUE[row.code], {name: without_addresses(getattr(row, name)) for name in ("sheet", "cell")}
        message, fix = entry.message.of(lang, facts), entry.fix.of(lang, facts)
    # A Thai sentence has no full stop before the next one, nor has every message of a definition.
    between = " " if lang == "en" and message.endswith(_FULL_STOPS) else " – "
    return between.join(filter(None, (message, fix)))


def outcomes(brief: Brief, lang: Lang) -> dict[FileKey, str]:
    """Of each file, from whom it came, what became of it, and if it does not count, why.

    A file whose name is not known, as in a round without contacts, is found by an empty name.
    """
    findings = findings_by_file(brief.findings)
    said = {one.key: _outcome(one, findings.get(one.key, ()), lang) for one in brief.returns}
    return {("", one.sha256): said[one.key] for one in brief.returns if one.status != Status.DUPLICATE} | said


def _outcome(one: ReturnRow, findings: Sequence[FindingRow], lang: Lang) -> str:
    why = ""
    if one.status in (Status.HELD, Status.REJECTED):
        codes = deciding(row.code for row in findings if row.severity == Severity.ERROR)
        errors = [row for row in findings if row.code in codes]
        why = " ".join(row.message(lang) for row in errors[:FOLDED] or findings[:1])
    elif one.status == Status.NEEDS_CORRECTION:
        why = words.ERROR_COUNT.say(lang, count=one.errors)
    became = ": ".join(filter(None, (words.STATUS[one.status].of(lang) if one.status else "", why)))
    return (words.FROM.say(lang, sender=one.sender) + became) if one.sender else became


def as_document(consolidation: Consolidation) -> dict[str, Any]:
    """The summary, and the frames ``returns``, ``findings`` and ``missing`` as lists of records, ready for JSON."""
    from pmqa_xlsx.consolidate.save import summarise

    document: dict[str, Any] = {"summary": summarise(consolidation, {})}
    for name in ("returns", "findings", "missing"):
        document[name] = json.loads(consolidation.frames[name].to_json(orient="records", force_ascii=False))
    return document


def summary_lines(round_: Brief | Consolidation, lang: Lang) -> list[str]:
    """The summary of a run in a few lines: how many units have returned, with what result, and frequent findings.

    It contains no names, addresses or answers, since screens are shared.

    :returns: lines without line ends, in characters of code page 874 only.
    """
    brief = Brief.of(round_)
    accepted, to_correct = brief.count(Status.ACCEPTED), brief.count(Status.NEEDS_CORRECTION)
    returned, units = accepted + to_correct, accepted + to_correct + len(brief.missing)
    late = {row.key for row in brief.findings if row.code == LATE}
    facts = {
        "returned": returned, "units": units, "accepted": accepted, "to_correct": to_correct,
        "share": words.share_text(returned, units), "missing": len(brief.missing),
        "late": sum(row.key in late and row.status in COUNTED for row in brief.returns),
        "overdue": sum((row.days_late or 0) > 0 for row in brief.missing),
        "skipped": sum(brief.skipped.get(reason, 0) for reason in ("own-output", NOT_FILLED_IN, AUTOMATIC_MAIL)),
        "rejected": brief.count(Status.REJECTED), "held": brief.count(Status.HELD),
        "as_of": long_moment(brief.as_of, lang, brief.calendar),
    }
    optional = ((words.TERMINAL_HELD, facts["held"]), (words.TERMINAL_OVERDUE, facts["overdue"]),
                (words.TERMINAL_SKIPPED, facts["skipped"]))
    templates = [words.TERMINAL_HEADLINE, words.TERMINAL_COUNTS, *(line for line, count in optional if count)]
    lines = [template.say(lang, **facts) for template in templates]
    lines += since_lines(round_.since, lang, brief.calendar) if not isinstance(round_, Brief) else []
    frequent = frequent_findings(brief)
    if returned:
        lines.append((words.TERMINAL_FINDINGS if frequent else words.TERMINAL_NOTHING).of(lang))
    lines += [_FINDING.format(count=count, title=CATALOGUE[code].title.of(lang), code=code,
                              severity=Severity(severity).label.of(lang)) for code, severity, count in frequent]
    return [line.encode("cp874", "replace").decode("cp874") for line in lines]


def since_lines(since: Mapping[str, Any], lang: Lang, calendar: Calendar = Calendar.BE) -> list[str]:
    """What is new since the run before; empty if there was none, or nothing changed.

    :param since: as in ``summary.json``: ``at``, and by unit the standing before and now.
    """
    moves = list((since.get("units") or {}).values())
    if not since.get("at") or not moves:
        return []
    came = sum(now in RETURNED and before not in RETURNED for before, now in moves)
    completed = sum(now == Standing.COMPLETE and before in RETURNED for before, now in moves)
    at = long_moment(dt.datetime.fromisoformat(since["at"]), lang, calendar)
    return [words.TERMINAL_SINCE.say(
        lang, at=at, came=came, completed=completed, others=len(moves) - came - completed)]


def decision_lines(round_: Brief | Consolidation, lang: Lang) -> list[str]:
    """How many of the office's decisions were used, and a line for each that had no effect; empty if there are none.

    :returns: lines without line ends, in characters of code page 874 only.
    """
    settled = round_.decisions
    idle = [one for one in settled if one.outcome is not DecisionOutcome.USED]
    facts = {"count": len(settled), "used": len(settled) - len(idle)}
    lines = [words.TERMINAL_DECISIONS.say(lang, **facts)] if settled else []
    files = {row.sha256: file_name(row.file) for row in Brief.of(round_).returns} if idle else {}
    lines += [words.TERMINAL_IDLE.say(lang, file=files.get(one.decision.sha256, one.decision.sha256[:12]),
                                      ruling=words.RULING[one.decision.ruling.value].of(lang),
                                      outcome=words.OUTCOME[one.outcome].of(lang)) for one in idle]
    return lines


def frequent_findings(round_: Brief | Consolidation, number: int = _FREQUENT) -> list[tuple[str, str, int]]:
    """The most frequent finding codes of the returns that count, each with a severity and their count.

    :returns: at most ``number``; equally frequent codes in alphabetical order.
    """
    counts = Counter((str(row.code), str(row.severity)) for row in Brief.of(round_).findings
                     if row.status in WHOSE_ANSWERS_COUNT)
    return [(*kind, count) for kind, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:number]]
