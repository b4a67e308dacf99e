"""The manifest of a folder of workbooks: which file is for which unit, and under which password it is locked."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Required, TypedDict, cast

from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.system.atomic import check_replaceable, is_vacant
from pmqa_xlsx.text.language import Lang

MANIFEST_JSON = "manifest.json"
MANIFEST_CSV = "manifest.csv"
#: The value of ``program`` in a manifest written by this program.
PROGRAM = "pmqa-xlsx"
_CSV_COLUMNS = ("unit_code", "unit_name", "file", "sha256")


class RunTerms(TypedDict, total=False):
    """What the workbooks of one run have in common; ``fiscal_year`` is B.E."""

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
        if is_vacant(directory):
            return None
        check_replaceable([directory / MANIFEST_JSON])
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
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _CSV_COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(manifest["workbooks"])
    return {MANIFEST_CSV: text.getvalue().encode("utf-8-sig"),
            MANIFEST_JSON: (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()}


def file_of_other_unit(manifest: Manifest | None, name: str, unit_code: str) -> bool:
    """Whether a file name is taken by another unit's workbook."""
    entries: Sequence[Written] = manifest["workbooks"] if manifest else ()
    return any(entry["file"] == name and entry["unit_code"] != unit_code for entry in entries)
