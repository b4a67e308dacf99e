"""The summary at the end of a run: a few plain lines, in characters that the oldest Thai console can show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.catalogue import CATALOGUE
from pmqa_xlsx.consolidate.decisions import DecisionOutcome
from pmqa_xlsx.consolidate.frame_rows import COUNTED, LATE
from pmqa_xlsx.consolidate.run_record import COMPLETE, RETURNED, WHOSE_ANSWERS_COUNT
from pmqa_xlsx.consolidate.standing import Status
from pmqa_xlsx.consolidate.verdicts import NOT_FILLED_IN
from pmqa_xlsx.report import words
from pmqa_xlsx.report.brief import Brief
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation

_FREQUENT = 5
_FINDING = "  {count:>5}  {title} ({code}, {severity})"


def summary_lines(round_: Brief | Consolidation, lang: Lang) -> list[str]:
    """The summary of a run in a few lines: how many units have returned, with what result, and frequent findings.

    It contains no names, addresses or answers, since screens are shared.

    :returns: lines without line ends, in characters of code page 874 only.
    """
    brief = Brief.of(round_)
    accepted, to_correct = brief.count(Status.ACCEPTED), brief.count(Status.NEEDS_CORRECTION)
    returned, units = accepted + to_correct, accepted + to_correct + len(brief.missing)
    late = {row.file for row in brief.findings if row.code == LATE}
    facts = {
        "returned": returned, "units": units, "accepted": accepted, "to_correct": to_correct,
        "share": words.share_text(returned, units), "missing": len(brief.missing),
        "late": sum(row.file in late and row.status in COUNTED for row in brief.returns),
        "overdue": sum((row.days_late or 0) > 0 for row in brief.missing),
        "skipped": sum(brief.skipped.get(reason, 0) for reason in ("own-output", NOT_FILLED_IN)),
        "rejected": brief.count(Status.REJECTED), "as_of": words.moment_text(brief.as_of, lang),
    }
    optional = ((words.TERMINAL_OVERDUE, facts["overdue"]), (words.TERMINAL_SKIPPED, facts["skipped"]))
    templates = [words.TERMINAL_HEADLINE, words.TERMINAL_COUNTS, *(line for line, count in optional if count)]
    lines = [template.of(lang).format(**facts) for template in templates]
    lines += since_lines(round_.since, lang) if not isinstance(round_, Brief) else []
    frequent = frequent_findings(brief)
    lines.append((words.TERMINAL_FINDINGS if frequent else words.TERMINAL_NOTHING).of(lang))
    lines += [_FINDING.format(count=count, title=CATALOGUE[code].title.of(lang), code=code,
                              severity=CATALOGUE[code].severity.label.of(lang)) for code, count in frequent]
    return [line.encode("cp874", "replace").decode("cp874") for line in lines]


def since_lines(since: Mapping[str, Any], lang: Lang) -> list[str]:
    """What is new since the run before; empty if there was none, or nothing changed.

    :param since: as in ``summary.json``: ``at``, and by unit the standing before and now.
    """
    moves = list((since.get("units") or {}).values())
    if not since.get("at") or not moves:
        return []
    came = sum(now in RETURNED and before not in RETURNED for before, now in moves)
    completed = sum(now == COMPLETE and before in RETURNED for before, now in moves)
    at = words.moment_text(dt.datetime.fromisoformat(since["at"]), lang)
    return [words.TERMINAL_SINCE.of(lang).format(at=at, came=came, completed=completed,
                                                 others=len(moves) - came - completed)]


def decision_lines(round_: Brief | Consolidation, lang: Lang) -> list[str]:
    """How many of the office's decisions were used, and a line for each that had no effect; empty if there are none.

    :returns: lines without line ends, in characters of code page 874 only.
    """
    settled = round_.decisions
    idle = [one for one in settled if one.outcome is not DecisionOutcome.USED]
    facts = {"count": len(settled), "used": len(settled) - len(idle)}
    lines = [words.TERMINAL_DECISIONS.of(lang).format(**facts)] if settled else []
    lines += [words.TERMINAL_IDLE.of(lang).format(ruling=one.decision.ruling.value,
                                    sha256=one.decision.sha256, outcome=words.OUTCOME[one.outcome].of(lang))
              for one in idle]
    return lines


def frequent_findings(round_: Brief | Consolidation, number: int = _FREQUENT) -> list[tuple[str, int]]:
    """The most frequent finding codes of the returns that count, with their counts.

    :returns: at most ``number`` pairs; equally frequent codes in alphabetical order.
    """
    counts = Counter(str(row.code) for row in Brief.of(round_).findings if row.status in WHOSE_ANSWERS_COUNT)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:number]
