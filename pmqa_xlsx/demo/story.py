"""Three weeks in an office: a made-up round played day by day, by the program's clock, with what must be seen."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.schema import RETURNED, EventKind, Standing
from pmqa_xlsx.demo.filling import INBOX, DemoRound
from pmqa_xlsx.system.clock import VARIABLE
from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import long_date

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.rounds.round import Round

#: Fewer files are taken in on one day.
_LEAST_FILES = 40
#: Who decides in the demo.
_OFFICE = "ส่วนกลาง"
Said = Callable[[dt.date, Text], None]


class Story:
    """The story of a made-up round.

    :ivar differences: what was seen otherwise than it must be, one line each.
    :ivar snapshot: the name of the state that was kept; empty where none was.
    """

    _seen: Consolidation

    def __init__(self, played: DemoRound, round_: Round, jobs: int, say: Said) -> None:
        self._played, self._round, self._jobs, self._tell = played, round_, jobs, say
        self._returned = 0
        self.differences: list[str] = []
        self.snapshot = ""

    def play(self) -> Consolidation:
        """Play it; gives the state at the end."""
        if len(self._played.expected) < _LEAST_FILES:
            with self._on(8):
                return self._come(8, self._played.expected)
        for day, step in ((-25, self._first_day), (-24, self._second_day), (-21, self._parts), (-20, self._corrections),
                          (-19, self._dropped), (-17, self._alike), (-14, self._report), (-12, self._extension),
                          (-10, self._where_is_ours), (0, self._due), (3, self._late)):
            with self._on(day):
                step(day)
        with self._on(8):
            return self._erasure(8)

    def _first_day(self, day: int) -> None:
        result = self._come(day)
        for name, unit in self._played.borrowed.items():
            self._check(day, self._status(result, name) == "held", f"{name} is not held")
            result = self._round.decide(name, "is-unit", unit, reason="ตามที่โทรศัพท์สอบถาม", by=_OFFICE)
            self._check(day, self._status(result, name) == "accepted", f"{name} does not count for {unit}")
        letters = self._round.feedback()
        to_correct = set(result.units.loc[result.units["standing"] == Standing.TO_CORRECT, "unit_code"])
        written = {one.unit_code for one in letters}
        self._check(day, written - {""} == to_correct | {*self._played.borrowed.values()}, "letters to other units")
        self._round.mark_sent([one.number for one in letters])
        self._say(day, Text("ส่วนกลางระบุเจ้าของไฟล์ที่ยืมแบบกัน และส่งจดหมาย {count} ฉบับ",
                            "the office says whose the borrowed workbook is, and sends {count} {count:letter|letters}"
                            ).filled(count=len(letters)))

    def _second_day(self, day: int) -> None:
        before = self._returned
        result = self._come(day)
        self._check(day, self._returned > before, "yesterday's returns do not count any more")
        self._check(day, not (result.returns["file"] == "").any(), "a file without a name")

    def _parts(self, day: int) -> None:
        result = self._come(day)
        for unit in self._units_of("_part-1.eml"):
            self._check(day, self._standing(result, unit) == Standing.TO_CORRECT, f"{unit}: its parts are not joined")

    def _corrections(self, day: int) -> None:
        letters = self._come(day).letters
        for unit in self._units_of("_corrected.xlsx"):
            states = letters.loc[letters["unit_code"] == unit, "state"].tolist()
            self._check(day, states == ["settled"], f"{unit}: its letter is not settled")

    def _dropped(self, day: int) -> None:
        self._come(day)
        units = self._units_of("_second.xlsx", day)
        letters = self._round.feedback(units=[*units, *self._units_of("_scan.eml")])
        matters = self._round.letters()["matters"].tolist()
        self._check(day, not units or any("answer-dropped" in one for one in matters), "no letter about answers gone")
        self._round.mark_sent([one.number for one in letters])
        self._say(day, Text("จดหมาย {count} ฉบับ: คำตอบที่หายไป และอีเมลที่มีแต่ PDF",
                            "{count} {count:letter|letters}: about answers that are gone, and a mail that held only a "
                            "PDF").filled(count=len(letters)))

    def _alike(self, day: int) -> None:
        result = self._come(day)
        codes = result.findings.loc[result.findings["code"] == "same-as-other-unit", "unit_code"]
        self._check(day, set(self._units_of("_copied.xlsx")) <= set(codes), "the same texts are not seen")

    def _report(self, day: int) -> None:
        self._come(day)
        self.snapshot = f"report {self._date(day).isoformat()}"
        self._round.snapshot(self.snapshot)
        self._say(day, Text(f"เก็บสถานะไว้เป็น “{self.snapshot}”", f"the state is kept as “{self.snapshot}”"))

    def _extension(self, day: int) -> None:
        unit, until = min(self._played.missing), self._date(7)
        result = self._round.extend(unit, until, reason="หนังสือขอขยายเวลา", by=_OFFICE)
        due = result.units.set_index("unit_code")["due_date"]
        self._check(day, due[unit] == until.isoformat(), f"{unit} is not due on {until}")
        self._say(day, Text(f"ขยายกำหนดส่งของ {unit} ถึง {long_date(until, 'th')}",
                            f"{unit} may send until {long_date(until, 'en')}"))

    def _where_is_ours(self, day: int) -> None:
        for unit in self._units_of("_scan.eml"):
            kinds = self._round.history(unit)["kind"].tolist()
            self._check(day, {EventKind.ARRIVAL, EventKind.LETTER}.issubset(kinds),
                        f"{unit}: its mail is not in its story")
            self._say(day, Text(f"{unit} ถามว่าส่งแล้วทำไมยังค้าง: มีแต่ PDF แจ้งไปแล้ว",
                                f"{unit} asks why it is on the list: it sent only a PDF, and was written to"))

    def _due(self, day: int) -> None:
        letters = self._round.feedback()
        reminders = [one for one in letters if one.kind == "reminder"]
        reminded = {one.unit_code for one in reminders}
        missing = self._seen.missing
        silent = set(missing.loc[missing["attempts"] == 0, "unit_code"])
        self._check(day, reminded <= silent and reminded == silent - {min(self._played.missing)},
                    f"reminders to {', '.join(sorted(reminded))}")
        self._round.mark_sent([one.number for one in reminders])
        self._say(day, Text("แจ้งเตือน {count} หน่วยงานที่ยังไม่เคยส่ง", "{count} {count:unit is|units are} reminded"
                            ).filled(count=len(reminded)))

    def _late(self, day: int) -> None:
        result = self._come(day)
        late = set(result.findings.loc[result.findings["code"] == "late", "unit_code"])
        self._check(day, late == set(self._units_of("_late.eml")), f"late: {', '.join(sorted(late))}")

    def _erasure(self, day: int) -> Consolidation:
        before = self._seen
        unit = self._units_of("_late.eml")[0]
        result = self._round.forget(unit, contacts=True)
        same = before.scores.equals(result.scores) and sorted(before.returns["status"]) == sorted(
            result.returns["status"])
        self._check(day, same and unit not in set(result.contacts["unit_code"]), "figures change with an erasure")
        for name in [one for one in self._played.expected if one.startswith(f"{unit}_")]:
            del self._played.expected[name]  # its name is forgotten too
        self._say(day, Text(f"ลบข้อมูลติดต่อของ {unit} ตามคำขอ ตัวเลขไม่เปลี่ยน",
                            f"the contacts of {unit} are erased as asked; the figures stay"))
        return result

    # What every day has

    @contextmanager
    def _on(self, day: int) -> Iterator[None]:
        """Let the program's clock show the afternoon of a day."""
        before = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = dt.datetime.combine(self._date(day), dt.time(16), THAI_TIME).isoformat()
        try:
            yield
        finally:
            os.environ.pop(VARIABLE)
            if before is not None:
                os.environ[VARIABLE] = before

    def _come(self, day: int, names: Iterable[str] | None = None) -> Consolidation:
        """Take in what comes on a day: that day's files alone, for yesterday's have left the inbox."""
        files = list(names) if names is not None else [
            name for name, when in self._played.days.items() if when == day]
        folder = self._played.directory / INBOX
        result = self._round.ingest([folder / name for name in files], forms=self._played.form, jobs=self._jobs)
        self._seen = result
        self._returned = int(result.units["standing"].isin(RETURNED).sum())
        self._say(day, Text("รับ {files} ไฟล์ ส่งแล้ว {returned} จาก {units} หน่วยงาน",
                            "{files} {files:file comes|files come}; {returned} of {units} {units:unit|units} have "
                            "returned").filled(files=len(files), returned=self._returned, units=len(result.units)))
        return result

    def _units_of(self, ending: str, day: int | None = None) -> list[str]:
        """The units of the files with that ending, in the inbox or come on that day."""
        return [name.partition("_")[0] for name, when in self._played.days.items()
                if name.endswith(ending) and day in (None, when)]

    @staticmethod
    def _status(result: Consolidation, name: str) -> str:
        found = result.returns.loc[result.returns["file"].str.endswith(name), "status"].tolist()
        return found[0] if found else ""

    @staticmethod
    def _standing(result: Consolidation, unit: str) -> str:
        return str(result.units.set_index("unit_code")["standing"].get(unit, ""))

    def _date(self, day: int) -> dt.date:
        return self._played.due + dt.timedelta(days=day)

    def _check(self, day: int, holds: bool, otherwise: str) -> None:
        if not holds:
            self.differences.append(f"{self._date(day)}: {otherwise}")

    def _say(self, day: int, text: Text) -> None:
        self._tell(self._date(day), text)
