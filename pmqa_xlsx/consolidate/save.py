"""Writing a result to its folder, so that it is either whole or seen to be cut short."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pmqa_xlsx.atomic import PART_SUFFIX
from pmqa_xlsx.consolidate import output
from pmqa_xlsx.consolidate.model import Consolidation, ReportFile
from pmqa_xlsx.consolidate.schema import ColumnType, column_type
from pmqa_xlsx.consolidate.summary import summarise
from pmqa_xlsx.form import Form

if TYPE_CHECKING:
    import pandas as pd

#: What makes a spreadsheet take a text for a formula, wherever a .csv comes from.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def save_consolidation(
    result: Consolidation, directory: Path, files: Sequence[ReportFile] = (), originals: Iterable[str] = (),
) -> None:
    """Write everything that belongs to a result; see :meth:`Consolidation.save`.

    All bytes are made before the first file is touched. The parquet files, which :func:`load_consolidation` reads,
    come first and the summary last: a run cut short either changed nothing that counts or left a summary that does
    not match.

    :param directory: a folder that :func:`pmqa_xlsx.consolidate.check_writable` has found fit.
    :raises OutputNotWritable: the folder or a file in it cannot be written.
    """
    with output.output_lock(directory):
        contents = _contents(result, files)
        for name, data in contents.items():
            output.replace_output(directory, name, data)
        for name in _stale(directory, contents):
            output.remove_output(directory, name)
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
        digests |= {f"{output.ORIGINALS}/{name}": name.partition(".")[0] for name in originals}
        text = json.dumps(summarise(result, digests), ensure_ascii=False, indent=2) + "\n"
        output.replace_output(directory, output.SUMMARY_NAME, text.encode())


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as .csv that a spreadsheet opens as it is: UTF-8 with BOM, and no text is taken for a formula."""
    shown = frame.copy()
    for column in frame.columns:
        if column_type(column) == ColumnType.TEXT:
            shown[column] = [_plain_text(text) for text in frame[column].tolist()]
    text: str = shown.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as .parquet, its values untouched."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False, engine="pyarrow")
    return buffer.getvalue()


def _contents(result: Consolidation, files: Sequence[ReportFile]) -> dict[str, bytes]:
    """What goes into each file, in the order of writing; the summary is not among them."""
    contents: dict[str, bytes] = {}
    for form in result.forms:
        contents |= {f"{output.form_folder(form)}/{name}": data for name, data in _definition_files(form).items()}
    contents |= {f"{output.FRAMES}/{name}.parquet": parquet_bytes(frame) for name, frame in result.frames.items()}
    contents |= {f"{output.FRAMES}/{name}.csv": csv_bytes(frame) for name, frame in result.frames.items()}
    contents |= {name: make() for name, make in files}
    return contents


def _definition_files(form: Form) -> dict[str, bytes]:
    """A form's definition as CSV files, by name."""
    from pmqa_xlsx.definition import csv_files

    return dict(sorted(csv_files(form).items()))


def _stale(directory: Path, contents: Mapping[str, bytes]) -> list[str]:
    """Files of earlier runs that would pass for results of this one: other forms, other reports, half-written files."""
    found = {path.relative_to(directory).as_posix() for path in directory.glob(f"{output.FORMS}/*/*.csv")}
    found |= {path.relative_to(directory).as_posix() for pattern in ("*", "*/*", "*/*/*")
              for path in directory.glob(f"{pattern}{PART_SUFFIX}")}
    earlier = (output.read_summary(directory) or {}).get("outputs")
    if isinstance(earlier, dict):
        # A summary is a file like any other: only plain names right in the folder are taken from it.
        found |= {name for name in earlier if PurePosixPath(name).name == name and (directory / name).is_file()}
    return sorted(found - contents.keys())


def _plain_text(text: str) -> str:
    return ("'" + text if text.startswith(_FORMULA_STARTS) else text).replace("\0", "\N{REPLACEMENT CHARACTER}")
