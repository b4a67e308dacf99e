"""``frames/datapackage.json``: what the .csv files of the frames hold, as a Data Package (Table Schema) states it.

Programs such as frictionless read it: types, missing values, keys, and each column's meaning and unit. It depends on
the forms and the year alone and contains no personal data.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.consolidate.column_types import FrameColumn
from pmqa_xlsx.consolidate.schema import FRAMES, columns_of
from pmqa_xlsx.text.calendar import iso_text

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.model import RoundFrames

DATAPACKAGE = "datapackage.json"
_UNIT = ["unit_code", "form_id", "fiscal_year"]
_QUESTION = ["form_id", "form_version", "level", "category", "section", "criterion", "row", "field", "slot"]
#: The columns that identify a row; if one of them may be empty, they are unique but not a primary key.
_PRIMARY = {"units": _UNIT, "missing": _UNIT, "scores": [*_UNIT, "level", "code"], "letters": ["number"]}
_UNIQUE = {"answers": ["unit_code", "fiscal_year", *_QUESTION], "questions": _QUESTION}
#: The frames whose units are those of the frame ``units``.
_OF_UNITS = ("answers", "contacts", "scores", "missing", "changes")


def datapackage(result: RoundFrames) -> bytes:
    """The Data Package of a result's .csv files, as UTF-8 JSON; the same result gives the same bytes."""
    names = "-".join(dict.fromkeys(form.form_id for form in result.forms))
    year = result.year or (result.forms[0].fiscal_year if result.forms else "")
    document = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", f"{names}-{year}".lower()).strip("-") or "round",
        "title": " / ".join(dict.fromkeys(form.title.of("th") for form in result.forms)),
        "created": iso_text(result.as_of),
        "resources": [_resource(name) for name in FRAMES],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns_of(FRAMES[name])], "missingValues": [""]}
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
    return {"type": column.type.table_schema}
