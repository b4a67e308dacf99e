"""Results that were kept by name, without what has been forgotten since; the ledger's own frames are derived anew."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.catalogue import CATALOGUE
from pmqa_xlsx.consolidate.arrivals import file_name
from pmqa_xlsx.consolidate.build_frame import Frames
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frame_rows import FrameRows
from pmqa_xlsx.consolidate.privacy import personal_positions, without_addresses
from pmqa_xlsx.consolidate.schema import AnswerRow, EventKind, EventRow
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.text.language import LANGS
from pmqa_xlsx.text.untrusted import extension

if TYPE_CHECKING:
    import pandas as pd

#: The data of an event that may name people or their files.
_OF_PEOPLE = frozenset({"label", "name", "way", "text", "reason"})
#: Characters of the shortest name of a file that is looked for in sentences: the second mail of a mailbox is named 2.
_LEAST_NAME = 3


def without_typed(
    result: Consolidation, chosen: Collection[str], with_companions: Collection[str], *, contacts_only: bool,
) -> Consolidation:
    """The same without what was typed in the chosen returns; rows, states, numbers and scores stay.

    :param chosen: their SHA-256.
    :param with_companions: the same and those of what came in the same mails, which loses sender, subject and name.
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
    unnamed = returns["sha256"].isin(with_companions)
    returns.loc[unnamed, ["sender", "subject"]] = ""
    _forget_findings(result, frames["findings"], chosen)
    letters = frames["letters"]
    letters.loc[letters["unit_code"].isin({"", *units, *returns.loc[unnamed, "unit_code"]}), "to"] = ""
    _replace_names(frames, with_companions)
    return replace(result, frames=Frames(frames))


def _is_personal(result: Consolidation, answers: pd.DataFrame) -> pd.Series[bool]:
    import pandas as pd

    personal = {layout.slots[position].question for form in result.forms for layout in [plan_layout(form)]
                for position in personal_positions(layout)}
    return pd.Series([row.question in personal for row in FrameRows(answers, AnswerRow)], index=answers.index)


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


def _replace_names(frames: dict[str, pd.DataFrame], chosen: Collection[str]) -> None:
    """Put the beginning of its SHA-256 in the place of the name of each file that is to be forgotten."""
    returns = frames["returns"]
    own = returns[returns["sha256"].isin(chosen)]
    plain = {file: _plain_name(file, sha256) for file, sha256 in zip(own["file"], own["sha256"], strict=True)}
    names = {name: new for file, new in plain.items() if len(name := file_name(file)) >= _LEAST_NAME}
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True))
                         or r"(?!)")

    def in_words(text: str) -> str:
        return without_addresses(pattern.sub(lambda found: names[found.group()], text))

    for name, columns in {
        "findings": ("message_th", "message_en", "fix_th", "fix_en"), "events": ("detail_th", "detail_en"),
        "letters": ("matters",),
    }.items():
        for column in columns:
            frames[name][column] = frames[name][column].map(in_words).astype(frames[name][column].dtype)
    for name, column in (("returns", "file"), ("findings", "file"), ("missing", "last_attempt")):
        files = frames[name][column]
        frames[name][column] = files.map(lambda file: plain.get(file) or without_addresses(file)).astype(files.dtype)
    events = frames["events"]
    events["data"] = [_without_names(row, chosen, in_words) for row in FrameRows(events, EventRow)]


def _plain_name(file: str, sha256: str) -> str:
    ending = extension(file_name(file))
    return sha256[:16] + (f".{ending}" if ending else "")


def _without_names(event: EventRow, chosen: Collection[str], in_words: Callable[[str], str]) -> str:
    """The data of an event, in which names and words may be of people, as JSON."""
    data: dict[str, Any] = json.loads(event.data or "{}")
    if event.kind != EventKind.SNAPSHOT:
        forgotten = event.kind == EventKind.ARRIVAL and event.sha256 in chosen
        for name in _OF_PEOPLE & data.keys():
            text = str(data[name])
            data[name] = _plain_name(text, event.sha256) if forgotten and text else in_words(text)
    return json.dumps(data, ensure_ascii=False, sort_keys=True)
