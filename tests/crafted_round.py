"""Crafted returns written to a folder and read together with good ones, with the verdict of each."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from crafted_form import FORM, Maker, fill_fast
from pmqa_xlsx import generate, load_form
from pmqa_xlsx.arguments import ReadOptions, moment
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.decisions import Decision, Ruling
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.demo.filling import plausible_answers
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.workers.read_paths import read_returns

#: A row of a table with one file: what comes, what makes it for a unit, its verdict; the file is ``return.xlsx``.
Row = tuple[str, Maker, str]
#: A row with several: what makes each file, and the verdict of each row of ``returns`` by file.
Rows = tuple[str, Mapping[str, Maker], Mapping[str, str]]
AS_OF = moment(dt.date(2026, 12, 5))


@dataclass(eq=False)
class Batch:
    """A folder of good and crafted returns.

    :ivar expected: the verdict of each file (``002/return.xlsx``), by what came.
    """

    inbox: Path
    expected: dict[str, dict[str, str]] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)

    def add(self, what: str, makers: Mapping[str, Maker], verdicts: Mapping[str, str]) -> None:
        """Lay the files of one case into a folder of their own, all for a unit of their own.

        A file named ``accept-…``, ``reject-…`` or ``prefer-…`` has that decision by the office.
        """
        assert what not in self.expected, f"two cases are called {what}"
        unit = f"{len(self.expected) + 1:03}"
        folder = self.inbox / unit
        folder.mkdir(parents=True)
        for name, make in makers.items():
            data = make(unit)
            (folder / name).write_bytes(data)
            ruling = name.partition("-")[0]
            if ruling in set(Ruling):
                self.decisions.append(Decision(hashlib.sha256(data).hexdigest(), Ruling(ruling), "ตามหนังสือ"))
        self.expected[what] = {f"{unit}/{name}": " ".join(sorted(set(verdict.split())))
                               for name, verdict in verdicts.items()}

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Add cases of one file; one without a verdict gets no row."""
        for what, make, verdict in rows:
            self.add(what, {"return.xlsx": make}, {"return.xlsx": verdict} if verdict else {})

    def add_good(self) -> None:
        """Add a good return of every unit of the shipped form."""
        form = load_form()
        layout = plan_layout(form)
        blank = generate(form)
        (self.inbox / "good").mkdir(parents=True)
        for unit in form.units_in(form.fiscal_year):
            data = fill_fast(blank, layout, plausible_answers(layout, unit), unit.name.th)
            (self.inbox / "good" / f"{unit.code}.xlsx").write_bytes(data)

    def add_unreadable(self) -> None:
        """Add what must not be touched: a link, and a pipe where there are pipes."""
        folder = self.inbox / "odd"
        folder.mkdir()
        made = {"link.xlsx": lambda path: path.symlink_to(self.inbox), "pipe.xlsx": getattr(os, "mkfifo", None)}
        for name, make in made.items():
            with contextlib.suppress(OSError, TypeError):  # not allowed here, or unknown
                make(folder / name)
            if os.path.lexists(folder / name):  # some systems make no link, and say nothing
                self.expected[f"a {name.partition('.')[0]}"] = {f"odd/{name}": "file-unreadable rejected"}

    def read(self) -> Consolidation:
        """Take the folder in."""
        came = read_returns([self.inbox], ReadOptions(jobs=2, open_passwords=("known",)), forms=[load_form(), FORM])
        return consolidate(came.returns, came.forms, year=None, as_of=AS_OF, skipped=came.skipped,
                           decisions=self.decisions)

    @cached_property
    def first(self) -> Consolidation:
        """What came of the first time that it was taken in."""
        return self.read()

    @cached_property
    def verdicts(self) -> dict[str, str]:
        """Status and codes of each crafted file, by the file."""
        codes: dict[str, set[str]] = {}
        for file, code in self.first.findings[["file", "code"]].itertuples(index=False):
            codes.setdefault(file, set()).add(code)
        found = {file.removeprefix(f"{self.inbox.as_posix()}/"): " ".join(sorted({status, *codes.get(file, ())}))
                 for file, status in self.first.returns[["file", "status"]].itertuples(index=False)}
        return {file: verdict for file, verdict in found.items() if not file.startswith("good/")}
