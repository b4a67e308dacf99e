"""The files of ``feedback``: first made in memory, then written one by one, the list of them last."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from pmqa_xlsx.errors import OutputNotWritable, UnitNotFound, YearNotValid
from pmqa_xlsx.feedback.cases import Case, Cases, check_complete, check_units
from pmqa_xlsx.feedback.listing import FaultList
from pmqa_xlsx.feedback.mail import Writer
from pmqa_xlsx.generator.outputs import plain_name, unit_name
from pmqa_xlsx.generator.workbook import WorkbookRun, prepare
from pmqa_xlsx.intake.own import FEEDBACK_COLUMNS, FEEDBACK_LIST, is_own_manifest
from pmqa_xlsx.system.atomic import check_replaceable, is_vacant, not_writable, replace_files
from pmqa_xlsx.text.excel_text import FORMULA_STARTS
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation

_OWN_NAME = re.compile(r"[a-z0-9_.-]+\.(?:xlsx|eml)", re.ASCII)


class FeedbackFile(TypedDict):
    """One file of the list, and a row of ``feedback.csv``.

    ``kind`` is ``correction``, ``rejected`` or ``reminder``; ``recipient`` is empty if no address is known;
    ``findings`` is the number of findings that the file lists.
    """

    unit_code: str
    unit_name: str
    kind: str
    file: str
    recipient: str
    findings: int


def write_feedback(
    source: Consolidation, directory: Path, *, units: Sequence[str] = (), lang: Lang = "th",
    on_progress: Callable[[int, int], None] | None = None, where: str = "",
) -> list[FeedbackFile]:
    """Write the feedback to the units of a round: workbooks to correct, drafts of mails, and ``feedback.csv``.

    All contents are made before the first file is written. Files of an earlier list that are not written again are
    removed; with ``units``, those of other units are kept.

    :param directory: created if missing; it must be empty or contain an earlier list of this program.
    :param units: codes of the units that get feedback; empty for all units and for files of unknown units.
    :param lang: language of workbooks and mails.
    :param on_progress: called with (cases done, all cases) after each.
    :param where: the name of the results in messages.
    :returns: the files written, in the order of the list.
    :raises UnitNotFound: no form of the results lists a code.
    :raises InputNotFound: the results were made without personal data, so answers cannot be given back.
    :raises OutputNotWritable: the folder contains other files, or cannot be written.
    """
    check_units(source, tuple(units))
    check_complete(source, where or "ingest")
    earlier = _earlier(directory)
    check_replaceable(_files_of(directory, earlier))
    wanted = frozenset(units)
    made = _Maker(source, lang)
    made.make(Cases(source, lambda code: not wanted or code in wanted), on_progress)
    kept = [entry for entry in earlier
            if wanted and entry["unit_code"] not in wanted and entry["file"] not in made.contents]
    names = {entry["file"] for entry in [*made.entries, *kept]}
    obsolete = [path for path in _files_of(directory, earlier) if path.name not in names]
    listed = {FEEDBACK_LIST: _as_csv([*made.entries, *kept])}
    # First in a new folder, so that it is recognised if the run is cut short; last where an earlier one is replaced.
    again = (directory / FEEDBACK_LIST).exists()
    replace_files(directory, {**made.contents, **listed} if again else {**listed, **made.contents}, obsolete)
    return made.entries


class _Maker:
    """Makes the files, each with a unique name.

    :ivar contents: by name.
    """

    def __init__(self, source: Consolidation, lang: Lang) -> None:
        self._lang = lang
        self._rounds: dict[tuple[str, int], WorkbookRun] = {}
        self._writer = Writer(source.forms[0], source.year, source.as_of, lang)
        self.contents: dict[str, bytes] = {}
        self.entries: list[FeedbackFile] = []

    def make(self, cases: Cases, on_progress: Callable[[int, int], None] | None) -> None:
        """Make the files of all cases."""
        corrections, rejected, silent = list(cases.to_correct()), list(cases.rejected()), list(cases.missing())
        steps = [*((self._correct, case) for case in corrections), *((self._reject, case) for case in rejected),
                 *((self._remind, case) for case in silent)]
        for number, (step, case) in enumerate(steps, start=1):
            step(cases, case)
            if on_progress:
                on_progress(number, len(steps))

    def _correct(self, cases: Cases, case: Case) -> None:
        assert case.form is not None  # noqa: S101  a counted return was read by a form
        listing = FaultList(case, cases.layout(case.form), self._lang)
        count = sum(len(faults) for _, faults in listing.groups)
        stem = self._free(f"{unit_name(case.unit) if case.unit else 'unknown'}_correction", case, ".xlsx", ".eml")
        workbook = self._workbook(case, listing)
        attachment = None if workbook is None else (f"{stem}.xlsx", workbook)
        if attachment:
            self._add(case, "correction", *attachment, count)
        self._add(case, "correction", f"{stem}.eml", self._writer.correction(case, listing.groups, attachment), count)

    def _workbook(self, case: Case, listing: FaultList) -> bytes | None:
        """The workbook; ``None`` if the form does not have the unit or year."""
        if case.form is None or case.unit is None:
            return None
        key = (case.form.edition, case.year)
        try:
            if key not in self._rounds:
                self._rounds[key] = prepare(case.form, year=case.year, lang=self._lang)
            return self._rounds[key].workbook(case.unit.code, listing.correction())
        except (UnitNotFound, YearNotValid):
            return None

    def _reject(self, _cases: Cases, case: Case) -> None:
        whose = unit_name(case.unit) if case.unit else plain_name(Path(case.files[0].rpartition("!")[2]).stem)[:40]
        digest = hashlib.sha256("\n".join(case.files).encode("utf-8", "surrogatepass")).hexdigest()[:8]
        stem = self._free("_".join(filter(None, ["rejected", whose, digest])), case, ".eml")
        errors = sum(row["severity"] == "error" for row in case.findings)
        self._add(case, "rejected", f"{stem}.eml", self._writer.rejected(case), errors)

    def _remind(self, _cases: Cases, case: Case) -> None:
        stem = self._free(f"reminder_{unit_name(case.unit) if case.unit else 'unknown'}", case, ".eml")
        self._add(case, "reminder", f"{stem}.eml", self._writer.reminder(case), 0)

    def _free(self, stem: str, case: Case, *suffixes: str) -> str:
        """A unique name: with form and year if a unit has several cases, then with a number."""
        edition = [plain_name(case.form.edition), str(case.year)] if case.form else []
        longer = "_".join([stem, *edition])
        options = [stem, longer, *(f"{longer}_{number}" for number in range(2, len(self.contents) + 3))]
        return next(one for one in options if not any(one + suffix in self.contents for suffix in suffixes))

    def _add(self, case: Case, kind: str, name: str, data: bytes, findings: int) -> None:
        self.contents[name] = data
        code, whose = (case.unit.code, case.unit.name.of(self._lang)) if case.unit else ("", "")
        self.entries.append({"unit_code": code, "unit_name": whose, "kind": kind, "file": name,
                             "recipient": case.recipient, "findings": findings})


def _earlier(directory: Path) -> list[FeedbackFile]:
    """The list written by an earlier run in the folder.

    :raises OutputNotWritable: the folder contains other files, is a file, or cannot be read.
    """
    if not directory.exists():
        return []
    if not directory.is_dir():
        raise OutputNotWritable(f"{directory} is a file; name a folder for the feedback",
                                f"{directory} เป็นไฟล์ โปรดระบุโฟลเดอร์")
    with not_writable(directory):
        if is_vacant(directory):
            return []
    check_replaceable([directory / FEEDBACK_LIST])
    try:
        data = (directory / FEEDBACK_LIST).read_bytes()
    except OSError:
        data = b""
    if not is_own_manifest(FEEDBACK_LIST, data):
        raise OutputNotWritable(
            f"{directory} is not empty and not written by `feedback`; choose an empty or a new folder",
            f"โฟลเดอร์ {directory} มีไฟล์อื่นอยู่ โปรดเลือกโฟลเดอร์ว่างหรือโฟลเดอร์ใหม่")
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
    entries: list[FeedbackFile] = []
    for row in rows:
        code, name, kind, file, recipient, findings = (row[column] or "" for column in FEEDBACK_COLUMNS)
        entries.append({"unit_code": code, "unit_name": name, "kind": kind, "file": file, "recipient": recipient,
                        "findings": int(findings) if findings.isascii() and findings.isdecimal() else 0})
    return entries


def _files_of(directory: Path, entries: Sequence[FeedbackFile]) -> list[Path]:
    """The files in the folder that a list names; it may have been tampered with, so only names of our kind count."""
    return [directory / entry["file"] for entry in entries if _OWN_NAME.fullmatch(entry["file"])]


def _as_csv(entries: Sequence[FeedbackFile]) -> bytes:
    """The list as CSV for spreadsheet programs: UTF-8 with BOM, and no text is read as a formula."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, FEEDBACK_COLUMNS)
    writer.writeheader()
    for entry in entries:
        writer.writerow({name: f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
                         for name, value in entry.items()})
    return text.getvalue().encode("utf-8-sig", "replace")
