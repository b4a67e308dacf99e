"""What each column of the frames is: its type, its meaning and its unit; and the same as a Data Package.

``frames/datapackage.json`` states it for programs such as frictionless (Table Schema): types, missing values, keys,
meanings and units. It depends on the forms and the year alone and contains no personal data. The texts are in
``columns.csv``.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import fields
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pmqa_xlsx.consolidate.schema import FRAMES, frame_of
from pmqa_xlsx.form.fiscal_year import about_all_units
from pmqa_xlsx.text.calendar import iso_text
from pmqa_xlsx.text.language import NO_TEXT, Text, TextTable

if TYPE_CHECKING:
    from pmqa_xlsx.form.model import Form

_TABLE = TextTable(__file__)
#: What a column's numbers count, or how its texts are written, by the unit's key in ``columns.csv``; a name with a
#: frame before it is meant in that frame alone.
_UNITS = {
    "years": "fiscal_year", "day": "due_date", "days": "days_late", "fraction": "completeness", "percent": "percent",
    "moment": "at sent_at received_at created_at first_return_at last_attempt_at last_letter_at", "letters": "letters",
    "sha256": "sha256 superseded_by old_sha256 new_sha256", "from_one": "row slot", "returns": "attempts returns",
    "slots": "returns.required answered scored", "findings": "errors warnings open_errors",
}
_UNIT_OF = {name: unit for unit, names in _UNITS.items() for name in names.split()}
#: The texts that differ from row to row in the frame with a row for every slot; its others repeat.
_DIFFERENT = ("value", "raw")
DATAPACKAGE = "datapackage.json"
_UNIT = ["unit_code", "form_id", "fiscal_year"]
_QUESTION = ["form_id", "form_version", "level", "category", "section", "criterion", "row", "field", "slot"]
#: The columns that identify a row; if one of them may be empty, they are unique but not a primary key.
_PRIMARY = {"units": _UNIT, "missing": _UNIT, "scores": [*_UNIT, "level", "code"], "letters": ["number"]}
_UNIQUE = {"answers": ["unit_code", "fiscal_year", *_QUESTION], "questions": _QUESTION}
#: The frames whose units are those of the frame ``units``.
_OF_UNITS = ("answers", "contacts", "scores", "missing", "changes")


class ColumnType(StrEnum):
    """A column's type, as pandas names it. Text has no missing value: what does not apply is ""."""

    TEXT = "string"
    REPEATED = "category"  #: texts that repeat from row to row, in the frame with a row for every slot
    INTEGER = "Int64"
    NUMBER = "float64"


class FrameColumn(NamedTuple):
    """One column of a frame."""

    name: str
    type: ColumnType
    meaning: Text
    unit: Text


#: By the type of a field, without the ``| None`` of one that may be missing.
_TYPES = {"str": ColumnType.TEXT, "int": ColumnType.INTEGER, "float": ColumnType.NUMBER}


def columns_of(row: type[Any]) -> tuple[FrameColumn, ...]:
    """The columns of the frame whose rows are of this class, in order."""
    return _columns(frame_of(row))


@cache
def _columns(frame: str) -> tuple[FrameColumn, ...]:
    meanings, units = _TABLE.group("COLUMNS"), _TABLE.group("UNITS")
    columns = []
    for field in fields(FRAMES[frame]):
        kind, own = _TYPES[str(field.type).partition(" ")[0]], f"{frame}.{field.name}"
        if frame == "answers" and kind is ColumnType.TEXT and field.name not in _DIFFERENT:
            kind = ColumnType.REPEATED
        unit = _UNIT_OF.get(own) or _UNIT_OF.get(field.name)
        columns.append(FrameColumn(field.name, kind, meanings.get(own) or meanings[field.name],
                                   units[unit] if unit else NO_TEXT))
    return tuple(columns)


def datapackage(forms: Sequence[Form], year: int | None, as_of: dt.datetime) -> bytes:
    """The Data Package of a result's .csv files, as UTF-8 JSON; the same arguments give the same bytes.

    :param year: the fiscal year (in the form's calendar) asked for; ``None`` for each form's own.
    """
    names = "-".join(dict.fromkeys(form.form_id for form in forms))
    year = year or (forms[0].fiscal_year if forms else None)
    document = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", f"{names}-{year or ''}".lower()).strip("-") or "round",
        "title": " / ".join(dict.fromkeys(form.title.of("th") for form in about_all_units(forms, year))),
        "created": iso_text(as_of),
        "resources": [_resource(name) for name in FRAMES],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in _columns(name)], "missingValues": [""]}
    if name in _PRIMARY:
        schema["primaryKey"] = _PRIMARY[name]
    if name in _UNIQUE:
        schema["uniqueKeys"] = [_UNIQUE[name]]
    if name in _OF_UNITS:
        schema["foreignKeys"] = [{"fields": _UNIT, "reference": {"resource": "units", "fields": _UNIT}}]
    return {"profile": "tabular-data-resource", "name": name, "path": f"{name}.csv", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8-sig", "schema": schema}


def _field(column: FrameColumn) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, **_type(column), "title": column.meaning.th,
                             "description": column.meaning.en}
    if column.unit:
        field["unit"] = column.unit.en
    return field


def _type(column: FrameColumn) -> dict[str, str]:
    """A column's type; days and moments are known by their unit, for the frames keep them as texts."""
    if column.unit.en.startswith("YYYY-MM-DD"):
        return {"type": "date"}
    if column.unit.en.startswith("ISO 8601"):
        return {"type": "datetime", "format": "any"}
    kind = column.type
    return {"type": {ColumnType.INTEGER: "integer", ColumnType.NUMBER: "number"}.get(kind, "string")}
