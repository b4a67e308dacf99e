"""An uploaded definition is read in a process of its own, under the limits of a return, and becomes plain CSV files."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from pmqa_xlsx.errors import FormNotFound, OperatorError
from pmqa_xlsx.text.language import Lang

_READER = f"{__name__}:read"


def read(lang: Lang, source: str) -> dict[str, Any]:
    """What ``form check`` says about a definition; runs in the guarded process.

    :param lang: language in which the workbooks will be.
    :returns: ``mistakes``, ``weights``, ``form`` and the definition as CSV files (``csv``), the last two ``None`` where
        it has errors; or ``refused``, with what the operator should know.
    """
    from pmqa_xlsx.definition import check_definition, csv_files
    from pmqa_xlsx.definition.overview import overview

    try:
        form, mistakes = check_definition(source)
    except OperatorError as error:
        return {"refused": (error.en, error.th)}
    return {"weights": [one._asdict() for one in overview(form, lang).weights] if form else [],
            "mistakes": [one.as_json() for one in mistakes],
            "form": {"id": form.form_id, "version": form.form_version, "title": asdict(form.title)} if form else None,
            "csv": csv_files(form) if form else {}}


def read_guarded(source: Path, into: Path, lang: Lang) -> dict[str, Any]:
    """What :func:`read` returns about an uploaded file; from then on only the CSV files are read.

    :param into: the folder for the CSV files; made if the definition has no errors.
    :raises FormNotFound: it is no definition that can be opened, or its reader was lost.
    """
    from pmqa_xlsx.catalogue.reasons import READER_FAILED
    from pmqa_xlsx.workers import Pool
    from pmqa_xlsx.workers.guarded import MEMORY_A_FILE, SECONDS_A_FILE

    # A return's reader has loaded all that it needs; this one loads it with its only file, on a slow computer for long.
    with Pool(_READER, setup=lang, timeout=3 * SECONDS_A_FILE, memory=MEMORY_A_FILE) as pool:
        [(_, outcome)] = pool.map([str(source)])
    found: dict[str, Any] | None = outcome.value
    if found is None:
        reason = READER_FAILED[outcome.failure or "died"]
        raise FormNotFound(f"{source.name}: {reason.en}", f"{source.name}: {reason.th}")
    if "refused" in found:
        raise FormNotFound(*found["refused"])
    files = found.pop("csv")
    if files:
        into.mkdir(exist_ok=True)
    for name, data in files.items():
        (into / name).write_bytes(data)
    return found
