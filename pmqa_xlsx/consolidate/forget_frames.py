"""Results that were kept by name, without what has been forgotten since; the ledger's own frames are derived anew."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from pmqa_xlsx.catalogue import CATALOGUE
from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.build_frame import Frames
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frame_rows import rows_of
from pmqa_xlsx.consolidate.privacy import personal_positions, without_addresses
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.form.question import Question
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.text.language import LANGS
from pmqa_xlsx.text.untrusted import extension

if TYPE_CHECKING:
    import pandas as pd


def without_typed(result: Consolidation, chosen: Collection[str], *, contacts_only: bool) -> Consolidation:
    """The same without what was typed in the chosen returns; rows, states, numbers and scores stay.

    :param chosen: their SHA-256.
    :param contacts_only: whether only what is personal goes.
    """
    frames = {name: frame.copy() for name, frame in result.frames.items()}
    answers, returns = frames["answers"], frames["returns"]
    gone = answers["sha256"].isin(chosen)
    if contacts_only:
        gone &= _is_personal(result, answers)
    answers.loc[gone, ["value", "raw"]] = ""
    units = {*answers.loc[gone, "unit_code"]}
    frames["contacts"] = frames["contacts"][~frames["contacts"]["unit_code"].isin(units)].reset_index(drop=True)
    changes = frames["changes"]
    changed = changes["old_sha256"].isin(chosen) | changes["new_sha256"].isin(chosen)
    changes.loc[changed, ["old_value", "new_value"]] = ""
    own = returns["sha256"].isin(chosen)
    names = _names(returns.loc[own, ["file", "sha256"]].itertuples(index=False, name=None))
    returns.loc[own, ["sender", "subject"]] = ""
    _forget_findings(result, frames["findings"], chosen)
    letters = frames["letters"]
    letters.loc[letters["unit_code"].isin(units) | (letters["unit_code"] == ""), "to"] = ""
    _replace_names(frames, names)
    return replace(result, frames=Frames(frames))


def _is_personal(result: Consolidation, answers: pd.DataFrame) -> pd.Series[bool]:
    import pandas as pd

    personal = {layout.slots[position].question for form in result.forms for layout in [plan_layout(form)]
                for position in personal_positions(layout)}
    return pd.Series([Question.of(row) in personal for row in rows_of(answers)], index=answers.index)


def _forget_findings(result: Consolidation, findings: pd.DataFrame, chosen: Collection[str]) -> None:
    """Leave of a finding its code and place, and sentences without what was typed."""
    gone = findings["sha256"].isin(chosen)
    own = {name for form in result.forms for name in plan_layout(form).sheet_names}
    findings.loc[gone, "value"] = ""
    findings.loc[gone & ~findings["sheet"].isin(own), "sheet"] = ""
    for code in {*findings.loc[gone, "code"]} & CATALOGUE.keys():
        bare, rows = Finding(code), gone & (findings["code"] == code)
        for lang in LANGS:
            findings.loc[rows, f"message_{lang}"] = bare.message(lang)
            findings.loc[rows, f"fix_{lang}"] = bare.fix(lang)


def _names(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By each path and name of a file that is to be forgotten, what it is called now."""
    names: dict[str, str] = {}
    for file, sha256 in rows:
        ending = extension(file_name(file))
        plain = sha256[:16] + (f".{ending}" if ending else "")
        names |= {file: plain, file_name(file): plain}
        names |= {file_name(step): plain for step in file.split("!")}
    return {old: new for old, new in names.items() if old}


def _replace_names(frames: dict[str, pd.DataFrame], names: dict[str, str]) -> None:
    """Put what files are called now in place of their former names, wherever they occur."""
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or r"(?!)")

    def renamed(text: str) -> str:
        return without_addresses(pattern.sub(lambda found: names[found.group()], text))

    for name, columns in {
        "returns": ("file",), "findings": ("file", "message_th", "message_en", "fix_th", "fix_en"),
        "missing": ("last_attempt",), "events": ("detail_th", "detail_en", "data"), "letters": ("matters",),
    }.items():
        for column in columns:
            frames[name][column] = frames[name][column].map(renamed).astype(frames[name][column].dtype)
