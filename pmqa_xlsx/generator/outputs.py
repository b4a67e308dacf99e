"""The workbooks of a round as files, with a manifest: which file is for which unit, and under which password."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Required, TypedDict, cast

from pmqa_xlsx.arguments import unit_meant
from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.generator.workbook import prepare
from pmqa_xlsx.system import atomic
from pmqa_xlsx.system.file_names import MANIFEST_COLUMNS, MANIFEST_CSV, MANIFEST_JSON
from pmqa_xlsx.text.excel_text import csv_bytes
from pmqa_xlsx.text.language import Lang

#: The value of ``program`` in a manifest written by this program.
PROGRAM = "pmqa-xlsx"


class RunTerms(TypedDict, total=False):
    """What the workbooks of one run have in common; ``fiscal_year`` is in the form's calendar."""

    form_id: str
    form_version: str
    fiscal_year: int
    lang: Lang
    password: str


class Written(RunTerms):
    """One workbook of a manifest; ``unit_code`` and ``unit_name`` are empty if the unit is chosen from a list.

    A workbook of an earlier run also has the terms in which that run differed from the last one.
    """

    unit_code: Required[str]
    unit_name: Required[str]
    file: Required[str]
    sha256: Required[str]


class Manifest(RunTerms, total=False):
    """Everything that was written to a folder, as ``manifest.json`` holds it, with the terms of the last run.

    ``earlier_passwords`` are those of workbooks that were written again with another one, since units may hold the
    older copies. The key is missing if there are none. ``definition`` is the form's, as CSV texts by file name, so that
    a round which begins here knows its form. ``keyed`` is true once workbooks were sealed with a key.
    """

    program: Required[str]
    workbooks: Required[list[Written]]
    earlier_passwords: list[str]
    definition: dict[str, str]
    keyed: bool


_TERMS = tuple(sorted(RunTerms.__optional_keys__))


def read_manifest(directory: Path) -> Manifest | None:
    """The manifest of what this program has written to a folder; ``None`` for an empty or a missing folder.

    :raises OutputNotWritable: the folder contains something else, is no folder, or cannot be read; or the manifest is
        open in another program.
    """
    if not directory.exists():
        return None
    if not directory.is_dir():
        raise OutputNotWritable("is-a-file", path=directory)
    try:
        if atomic.is_vacant(directory):
            return None
        atomic.check_replaceable([directory / MANIFEST_JSON])
        manifest = json.loads((directory / MANIFEST_JSON).read_text(encoding="utf-8"))
        if manifest.get("program") == PROGRAM and _is_whole(manifest):
            return cast(Manifest, manifest)
    except PermissionError:
        raise OutputNotWritable("folder-unreadable", directory=directory) from None
    except (OSError, ValueError, AttributeError, TypeError):
        pass  # no manifest, or none of ours
    raise OutputNotWritable("folder-not-ours", directory=directory)


def _is_whole(manifest: dict[str, Any]) -> bool:
    """Whether a manifest has all that this program writes into one."""
    return {*_TERMS, "workbooks"} <= manifest.keys() and all(
        Written.__required_keys__ <= entry.keys() for entry in manifest["workbooks"])


def merged(earlier: Manifest, now: Manifest) -> Manifest:
    """The manifest of a folder after a further run: it keeps the workbooks and passwords of the runs before.

    :param now: the manifest of that run alone.
    """
    again = {entry["file"] for entry in now["workbooks"]}
    workbooks: dict[str, dict[str, Any]] = {}
    passwords: list[Any] = list(earlier.get("earlier_passwords", []))
    then, last = cast(dict[str, Any], earlier), cast(dict[str, Any], now)
    for entry in earlier["workbooks"]:
        terms = {term: entry.get(term, then[term]) for term in _TERMS}
        if entry["file"] in again:
            passwords.append(terms["password"])
        plain = {name: value for name, value in entry.items() if name not in _TERMS}
        workbooks[entry["file"]] = plain | {term: was for term, was in terms.items() if was != last[term]}
    workbooks |= {entry["file"]: cast(dict[str, Any], entry) for entry in now["workbooks"]}
    passwords = [*dict.fromkeys(password for password in passwords if password != last["password"])]
    whole = {**last, "workbooks": [*workbooks.values()], **({"earlier_passwords": passwords} if passwords else {})}
    whole["definition"] = last.get("definition", {})
    if then.get("keyed") or last.get("keyed"):
        whole["keyed"] = True
    return cast(Manifest, whole)


def manifest_files(manifest: Manifest) -> dict[str, bytes]:
    """The two files of a manifest by their names; ``manifest.csv`` is for people and has no password."""
    rows = ([str(entry.get(name, "")) for name in MANIFEST_COLUMNS] for entry in manifest["workbooks"])
    return {MANIFEST_CSV: csv_bytes([MANIFEST_COLUMNS, *rows]),
            MANIFEST_JSON: (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()}


_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def write_workbooks(
    form: Form, units: Sequence[str] | None, directory: Path, *, year: int | None = None, lang: Lang | None = None,
    blank: bool = False, password: str | None = None, seal_key: bytes | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Manifest:
    """Write one workbook for each unit, or one for any unit, with ``manifest.csv`` and ``manifest.json``.

    All are written beside their targets, so that none stays in memory, before the first one is replaced, and none is
    replaced while one of them is open in another program. What earlier runs wrote to the same folder stays in it and in
    the manifest, except for workbooks that are written again.

    :param units: their codes, whole names or aliases; ``None`` for all of that year.
    :param directory: created if missing; it must be empty or contain an earlier manifest of this program.
    :param year: fiscal year (in the form's calendar); ``None`` for the form's own.
    :param lang: language of the workbooks; ``None`` for the form's.
    :param blank: write one workbook in which the unit is chosen from a list; ``units`` is then ignored.
    :param password: as in :func:`~pmqa_xlsx.generator.workbook.prepare`, like ``seal_key``.
    :param on_progress: called with (workbooks made, all workbooks) after each.
    :returns: the content of ``manifest.json``.
    :raises UnitNotFound: the form does not list a code for that year.
    :raises YearNotValid: the year is none of the form's calendar, or the form has no units in it.
    :raises OptionNotValid: the password or the key cannot be used.
    :raises OutputNotWritable: the folder contains other files or cannot be written, or one of the files is open in
        another program.
    """
    from pmqa_xlsx.definition.writing import csv_files

    made = prepare(form, year=year, lang=lang, password=password, seal_key=seal_key)
    lang = made.local_form.lang
    wanted = _wanted(form, units, made.year, blank)
    earlier = read_manifest(directory)
    names = _file_names(form, wanted, made.year, earlier)
    check_directory(directory, names)
    drafts: list[atomic.AtomicFile] = []
    entries: list[Written] = []
    with ExitStack() as stack:
        for number, (unit, name) in enumerate(zip(wanted, names, strict=True), start=1):
            data = made.workbook(unit.code if unit else None)
            drafts.append(draft := atomic.drafted(stack, directory / name, [data]))
            entries.append({"unit_code": unit.code if unit else "", "unit_name": unit.name.of(lang) if unit else "",
                            "file": name, "sha256": draft.sha256})
            if on_progress:
                on_progress(number, len(wanted))
        manifest = Manifest(
            program=PROGRAM, form_id=form.form_id, form_version=form.form_version, fiscal_year=made.year, lang=lang,
            password=made.lock.password, workbooks=entries,
            definition={name: data.decode("utf-8") for name, data in csv_files(form).items()})
        if seal_key is not None:
            manifest["keyed"] = True
        if earlier:
            manifest = merged(earlier, manifest)
        # The manifest first: if a run is interrupted, the folder is still this program's and no password is lost.
        first = [atomic.drafted(stack, directory / name, [data]) for name, data in manifest_files(manifest).items()]
        atomic.replace_all([*first, *drafts], [*atomic.leftovers(first[0])])
    return manifest


def file_name(form: Form, unit: Unit | None, year: int) -> str:
    """The ASCII name of a workbook's file: ``50_chiang-mai_pmqa-fl-province_2569.xlsx``, ``blank_…`` for any unit.

    :param year: fiscal year, in the form's calendar.
    """
    whose = "blank" if unit is None else unit_name(unit)
    return "_".join(filter(None, [whose, plain_name(form.form_id), str(year)])) + ".xlsx"


def unit_name(unit: Unit) -> str:
    """The beginning of a unit's file name: ``50_chiang-mai``."""
    return "_".join(filter(None, [plain_name(unit.code) or unit.code.encode().hex(), plain_name(unit.name.en)]))


def check_directory(directory: Path, names: Sequence[str]) -> None:
    """Make sure, before any work is done, that workbooks and manifest can be written to a folder, which is created.

    :param names: file names of the workbooks.
    :raises OutputNotWritable: it cannot be written, has too long a path, or one of the files is open in another
        program.
    """
    names = [MANIFEST_JSON, MANIFEST_CSV, *names]
    with atomic.not_writable(directory):
        directory.mkdir(parents=True, exist_ok=True)
    atomic.probe(directory, max(map(len, names)))
    atomic.check_replaceable(directory / name for name in names)


def _file_names(form: Form, units: Sequence[Unit | None], year: int, earlier: Manifest | None) -> list[str]:
    """A file name for each unit, no two alike, and none that an earlier run gave to another unit."""
    names: list[str] = []
    taken = {entry["file"]: entry["unit_code"] for entry in (earlier["workbooks"] if earlier else ())}
    for unit in units:
        name = file_name(form, unit, year)
        if unit and (name in names or taken.get(name, unit.code) != unit.code):
            # Two codes that differ only in characters dropped from file names.
            name = f"{unit.code.encode().hex()}_{name}"
        names.append(name)
    return names


def _wanted(form: Form, units: Sequence[str] | None, year: int, blank: bool) -> list[Unit | None]:
    if blank:
        return [None]
    if units is None:
        return list(form.units_in(year))
    return [form.unit_by_code[code] for code in dict.fromkeys(unit_meant([form], unit, year) for unit in units)]


def plain_name(text: str) -> str:
    """A text as part of a file name: lower-case ASCII letters, digits and hyphens; may be empty."""
    return _NOT_PLAIN.sub("-", text.lower()).strip("-")
