"""Findings as the page tells them: without personal data, a sheet that nobody began as one, texts said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.catalogue import CATALOGUE, Severity
from pmqa_xlsx.consolidate.privacy import REACHES_A_PERSON, without_addresses
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.form.model import Field, Level
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.report.page import words as wording
from pmqa_xlsx.report.source import Edition, FormIndex, rows_of
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation

Row = dict[str, Any]
#: Code of the findings that a sheet without any answer has one of for each required slot.
_UNANSWERED = "answer-missing"
#: Codes of findings about a whole return that quote its answers, whatever they are.
_QUOTES_ANSWERS = frozenset({"less-complete"})
SEVERITIES = tuple(severity.value for severity in Severity)


@dataclass(frozen=True, slots=True)
class RenderedFinding:
    """One finding, or several that are told as one.

    :ivar place: sheet, cell and criterion, as far as they apply.
    :ivar count: how many findings of the frame it stands for.
    """

    code: str
    place: str
    message: str
    fix: str
    count: int = 1


class FindingRenderer:
    """Puts the findings of a round into words for the page."""

    def __init__(self, source: Consolidation, index: FormIndex, lang: Lang) -> None:
        self._source, self._index, self._lang = source, index, lang
        self._editions = {row["file"]: Edition.of(row) for row in rows_of(source.returns)}

    @cached_property
    def by_file(self) -> dict[str, list[Row]]:
        """The findings' rows by file, in the frame's order."""
        found: dict[str, list[Row]] = {}
        for row in rows_of(self._source.findings):
            found.setdefault(row["file"], []).append(row)
        return found

    def tell(self, file: str) -> list[RenderedFinding]:
        """What is found about a file: errors first, then warnings, then notices; one line for a sheet not begun."""
        told: list[RenderedFinding] = []
        empty_sheets: dict[str, int] = {}
        for row in sorted(self.by_file.get(file, ()), key=lambda row: SEVERITIES.index(row["severity"])):
            if row["code"] == _UNANSWERED and row["sheet"] and (row["sha256"], row["sheet"]) not in self._begun:
                if row["sheet"] not in empty_sheets:
                    empty_sheets[row["sheet"]] = len(told)
                    told.append(self._not_begun(row["sheet"], 0))
                place = empty_sheets[row["sheet"]]
                told[place] = self._not_begun(row["sheet"], told[place].count + 1)
            else:
                told.append(self._one(row))
        return told

    @cached_property
    def _begun(self) -> set[tuple[str, str]]:
        """The sheets in which something is answered, by the return's SHA-256 and name."""
        answers = self._source.answers
        begun = answers.loc[answers["state"] != "empty", ["sha256", "sheet"]].drop_duplicates()
        return set(zip(begun["sha256"].tolist(), begun["sheet"].tolist(), strict=True))

    def _not_begun(self, sheet: str, count: int) -> RenderedFinding:
        return RenderedFinding(_UNANSWERED, sheet, wording.NOT_BEGUN.of(self._lang).format(count=count),
                    wording.NOT_BEGUN_FIX.of(self._lang).format(sheet=sheet), count)

    def _one(self, row: Row) -> RenderedFinding:
        message, fix = row[f"message_{self._lang}"], row[f"fix_{self._lang}"]
        if row["value"] and row["code"] in CATALOGUE and self._may_be_personal(row):
            finding = self._without_quotes(row)
            message, fix = finding.message(self._lang), finding.fix(self._lang)
        place = " · ".join(part for part in (row["sheet"], row["cell"], row["criterion"]) if part)
        return RenderedFinding(row["code"], without_addresses(place), without_addresses(message),
                               without_addresses(fix))

    def _may_be_personal(self, row: Row) -> bool:
        """Whether the finding may quote an answer that names a person or says how to reach one."""
        field = self._field(row)
        return (row["code"] in _QUOTES_ANSWERS or row["level"] == Level.COVER
                or (field is not None and field.type in REACHES_A_PERSON))

    def _without_quotes(self, row: Row) -> Finding:
        """The same finding without the facts of the case, which may quote what somebody typed."""
        place = Place(row["sheet"], row["cell"], Question.of(row))
        field, facts = self._field(row), {}
        if field is not None:
            facts = {"field_th": field.label.of("th"), "field_en": field.label.of("en"), "about": row["criterion"]}
        return Finding(row["code"], place, facts=facts)

    def _field(self, row: Row) -> Field | None:
        edition = self._editions.get(row["file"])
        form = self._index.form(edition) if edition else None
        return form.field(Question.of(row)) if form else None


class Strings:
    """Texts that are kept once, however often they are told."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int:
        """The place of a text among all of them, from 0."""
        return self._places.setdefault(text, len(self._places))

    def compact(self, told: Iterable[RenderedFinding]) -> list[list[int]]:
        """Findings as the places of their code, place, message and fix; last how many one stands for, if several."""
        return [[*map(self.place, (one.code, one.place, one.message, one.fix)),
                 *([one.count] if one.count > 1 else [])] for one in told]

    @property
    def all(self) -> Sequence[str]:
        """The texts by place."""
        return list(self._places)
