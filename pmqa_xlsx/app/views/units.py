"""The units as pages show them: the list, one unit's story, two units side by side, what a search finds, and returns
of which it is not certain whose they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.consolidate import schema
from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.decisions import WHOSE, deciding, waits_for_unit
from pmqa_xlsx.consolidate.schema import EventKind, Standing
from pmqa_xlsx.consolidate.tasks import due_soon
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.report import words
from pmqa_xlsx.text.language import Lang, Text
from pmqa_xlsx.text.thai import alphabetical, comparison_key, same_text

if TYPE_CHECKING:
    from pmqa_xlsx.form.model import Form

#: What can be shown, by name: all units, those of one standing, those due soon, or those whose files do not count.
SHOWN = ("all", Standing.COMPLETE, Standing.TO_CORRECT, Standing.MISSING, "due", Standing.OVERDUE, "tried", "late")
_SORT_KEYS: Mapping[str, Callable[[schema.StandingRow], Any]] = {
    "code": lambda row: row.unit_code, "standing": lambda row: row.standing, "due": lambda row: row.due_date,
    "came": lambda row: row.first_return_at or "~",
    "complete": lambda row: -1.0 if row.completeness is None else row.completeness,
    "percent": lambda row: -1.0 if row.percent is None else row.percent, "errors": lambda row: -row.open_errors,
    "letters": lambda row: -row.letters,
}
#: The finding of two units with the same answers.
_ALIKE = "same-as-other-unit"
#: Shorter answers are alike by chance.
_SHORTEST = 15
#: Most rows of each kind that a search shows.
_MOST_FOUND = 100


@dataclass(frozen=True, slots=True)
class UnitList:
    """Some of the units.

    :ivar counts: how many there are of each of :data:`SHOWN`.
    """

    units: Sequence[schema.StandingRow]
    show: str
    group: str
    sort: str
    counts: Mapping[str, int]
    groups: Sequence[str]


def unit_list(view: RoundView, show: str, group: str, sort: str, lang: Lang = "th") -> UnitList:
    """The units to show; what is asked for and unknown is as if it was not asked for.

    :param lang: of the names, where they are sorted by name.
    """
    def name(row: schema.StandingRow) -> tuple[object, ...]:
        unit = view.form.unit_by_code.get(row.unit_code)
        return alphabetical(unit.name.of(lang) if unit else row.unit_name)

    tried = {row.unit_code for row in view.missing if row.attempts}
    sets: dict[str, list[schema.StandingRow]] = {
        name: [row for row in view.units if name in ("all", row.standing)] for name in SHOWN}
    sets["due"] = due_soon(view.units, view.today)
    sets["tried"] = [row for row in view.units if row.unit_code in tried]
    sets["late"] = [row for row in view.units if row.days_late and row.first_return_at]
    groups = sorted({row.group for row in view.units if row.group}, key=alphabetical)
    show, group = show if show in sets else "all", group if group in groups else ""
    keys = {**_SORT_KEYS, "name": name}
    sort = sort if sort in keys else "code"
    chosen = sorted((row for row in sets[show] if group in ("", row.group)), key=keys[sort])
    return UnitList(chosen, show, group, sort, {name: len(some) for name, some in sets.items()}, groups)


@dataclass(frozen=True, slots=True)
class AlikeFindings:
    """Findings of one code on one sheet."""

    first: schema.FindingRow
    cells: Sequence[str]
    rows: Sequence[schema.FindingRow]


@dataclass(frozen=True, slots=True)
class StoredReturn:
    """A return, with what was found in it and whether the office has decided about it."""

    one: schema.ReturnRow
    findings: Sequence[AlikeFindings]
    decided: bool

    @property
    def name(self) -> str:
        """The last component of its file's name."""
        return file_name(self.one.file)


@dataclass(frozen=True, slots=True)
class UnitStory:
    """All that is known of a unit.

    :ivar joined: the parts of the form, each with the file that its answers are from, where there are several.
    """

    unit: schema.StandingRow
    events: Sequence[schema.EventRow]
    returns: Sequence[StoredReturn]
    joined: Sequence[tuple[Text, str]]
    changes: Sequence[schema.ChangeRow]
    letters: Sequence[schema.LetterRow]
    answers: Sequence[tuple[Text, Sequence[schema.AnswerRow]]]
    contacts: Sequence[schema.ContactRow]
    alike_unit: str


def unit_story(view: RoundView, code: str) -> UnitStory | None:
    """The story of a unit; ``None`` where the form lists no such unit."""
    unit = view.unit_by_code.get(code)
    if unit is None:
        return None
    own = [row for row in view.returns if code in (row.unit_code, row.likely_unit)]
    hashes = {row.sha256 for row in own if row.sha256 and row.status != "duplicate"}
    events = [row for row in view.events if row.unit_code == code or row.sha256 in hashes]
    letters = [row for row in view.letters
               if row.unit_code == code or (not row.unit_code and hashes & view.asked_about(row))]
    answers = view.answers_of(code)
    return UnitStory(
        unit=unit, events=events, returns=stored_returns(view, own), joined=_joined(view, answers),
        changes=view.changes_of(code), letters=letters, answers=_by_category(view.form, answers),
        contacts=view.contacts_of(code), alike_unit=_alike_unit(view, own, code))


def _alike_unit(view: RoundView, own: Sequence[schema.ReturnRow], code: str) -> str:
    """The unit whose answers the round found to be the same; empty for none.

    The finding is on both, and names of units can be in one another: so of the units that have it, it is the one that
    has most of the text.
    """
    if not any(row.code == _ALIKE for one in own for row in view.findings_of(one)):
        return ""
    mine = [row for row in view.answers_of(code) if row.criterion]

    def shared(other: str) -> int:
        theirs = {row.question: row.value for row in view.answers_of(other)}
        return sum(len(row.value) for row in mine if theirs.get(row.question) == row.value)

    others = {row.unit_code for rows in view.findings.values() for row in rows if row.code == _ALIKE} - {code}
    return max(sorted(others), key=shared, default="")


def stored_returns(view: RoundView, some: Sequence[schema.ReturnRow]) -> list[StoredReturn]:
    """Returns with what was found in them."""
    decided = {row.sha256 for row in view.events if row.kind == EventKind.DECISION}
    return [StoredReturn(row, alike(view.findings_of(row)), row.sha256 in decided) for row in some]


def alike(findings: Sequence[schema.FindingRow]) -> list[AlikeFindings]:
    """Findings of one code on one sheet together, in the order of the first of them, errors before the others."""
    found: dict[tuple[str, str, str], list[schema.FindingRow]] = {}
    for severity in ("error", "warning", "notice"):
        for row in findings:
            if row.severity == severity:
                found.setdefault((row.code, severity, row.sheet), []).append(row)
    return [AlikeFindings(rows[0], [row.cell for row in rows if row.cell], rows) for rows in found.values()]


def part_title(form: Form, category: str) -> Text:
    """What a part of the form is called; the cover where there is no category."""
    known = next((one for one in form.categories if one.code == category), None)
    return known.title if known else words.COVER


def _by_category(form: Form, answers: Sequence[schema.AnswerRow]) -> list[tuple[Text, list[schema.AnswerRow]]]:
    found: dict[str, list[schema.AnswerRow]] = {}
    for row in answers:
        found.setdefault(row.category, []).append(row)
    return [(part_title(form, category), rows) for category, rows in found.items()]


def _joined(view: RoundView, answers: Sequence[schema.AnswerRow]) -> list[tuple[Text, str]]:
    """Which parts are from which file, where they are from several."""
    files = {row.sha256: file_name(row.file) for row in view.returns if row.status != "duplicate"}
    parts: dict[tuple[str, str], None] = {}
    for row in answers:
        if row.state != "empty":
            parts[row.category, row.sha256] = None
    if len({sha256 for _, sha256 in parts}) < 2:
        return []
    return [(part_title(view.form, category), files.get(sha256, "")) for category, sha256 in parts]


@dataclass(frozen=True, slots=True)
class AnswerPair:
    """One question with the answers of two units.

    :ivar asked: a row about the question.
    """

    asked: schema.AnswerRow
    first: str
    second: str

    @property
    def same(self) -> bool:
        """Whether they are the same, whatever the white space."""
        return same_text(self.first, self.second)


def answer_pairs(view: RoundView, first: str, second: str) -> Sequence[AnswerPair]:
    """The questions to which one of the units answered with more than a few words; the same answers first."""
    theirs = {row.question: row.value for row in view.answers_of(second)}
    pairs = [AnswerPair(row, row.value, theirs.get(row.question, "")) for row in view.answers_of(first)
             if row.criterion]
    long = [pair for pair in pairs if max(len(pair.first), len(pair.second)) >= _SHORTEST]
    return sorted(long, key=lambda pair: not pair.same)


@dataclass(frozen=True, slots=True)
class Found:
    """What contains a text."""

    units: Sequence[schema.StandingRow]
    returns: Sequence[schema.ReturnRow]
    letters: Sequence[schema.LetterRow]


def found_in(view: RoundView, text: str) -> Found:
    """What contains a text, whatever its case and white space."""
    key = comparison_key(text)

    def fits(*texts: str) -> bool:
        return any(key in comparison_key(one) for one in texts if one)

    english = {code: unit.name.en for code, unit in view.form.unit_by_code.items()}
    units = [row for row in view.units
             if fits(row.unit_code, row.unit_name, row.group, english.get(row.unit_code, ""))]
    returns = [row for row in view.returns if fits(row.file, row.sender, row.subject, row.sha256[:12])]
    letters = [row for row in view.letters if fits(row.number, row.to, row.ref)]
    return Found(units[:_MOST_FOUND], returns[:_MOST_FOUND], letters[:_MOST_FOUND])


@dataclass(frozen=True, slots=True)
class Claim:
    """A unit whose the return may be, and what speaks for it."""

    unit: schema.StandingRow
    by_workbook: bool
    counted: schema.ReturnRow | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A return of which it is not certain whose it is."""

    one: schema.ReturnRow
    findings: Sequence[schema.FindingRow]
    claims: Sequence[Claim]


def doubtful_returns(view: RoundView) -> list[Doubt]:
    """What is held, and what is rejected only because its unit is not known."""
    found = []
    for one in view.returns:
        findings = view.findings_of(one)
        if waits_for_unit(one.status, (row.code for row in findings)):
            codes = deciding(row.code for row in findings if row.severity == "error")
            found.append(Doubt(one, [row for row in findings if row.code in codes], _claims(view, one, findings)))
    return found


def _claims(view: RoundView, one: schema.ReturnRow, findings: Sequence[schema.FindingRow]) -> list[Claim]:
    """The workbook's own unit first, then the ones that are named."""
    named = {row.value for row in findings if row.code in WHOSE}
    by_name = [row.unit_code for row in view.units if row.unit_name in named]
    codes = dict.fromkeys(code for code in (one.unit_code, one.likely_unit, *by_name) if code)
    return [Claim(view.unit_by_code[code], code == one.unit_code, view.counted.get(code))
            for code in codes if code in view.unit_by_code]
