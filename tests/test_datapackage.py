"""``frames/datapackage.json`` states what the .csv files hold: their columns, types and keys."""

import csv
import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from judges import frictionless_errors
from made_up_round import made_up_round
from pmqa_xlsx import load_form
from pmqa_xlsx.consolidate.schema import COLUMNS
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.text.language import Text
from rich_form import FORM as RICH

TYPES: Mapping[str, Callable[[str], object]] = {
    "string": str, "integer": int, "number": float, "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat}


UNITS = tuple(Unit(f"{code}", Text(f"Office {code}")) for code in range(10, 20))


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frames of a saved round of all provinces."""
    folder = tmp_path_factory.mktemp("round")
    made_up_round(load_form()).save(folder, [])
    return folder / "frames"


def stated(frames: Path) -> dict[str, dict[str, Any]]:
    """The resources of the package by name."""
    document = json.loads((frames / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in document["resources"]}


def rows(frames: Path, resource: Mapping[str, Any]) -> list[dict[str, str]]:
    """The rows of a resource."""
    with (frames / resource["path"]).open(encoding=resource["encoding"], newline="") as file:
        return list(csv.DictReader(file))


def test_every_frame_is_a_resource(frames: Path) -> None:
    """Each frame is a resource whose fields are its columns, each with its meaning in both languages."""
    fields = {name: one["schema"]["fields"] for name, one in stated(frames).items()}
    assert {name: tuple(field["name"] for field in own) for name, own in fields.items()} == dict(COLUMNS)
    assert all(field["title"] and field["description"] for own in fields.values() for field in own)


@pytest.mark.parametrize("name", COLUMNS)
def test_values_have_their_types(frames: Path, name: str) -> None:
    """Every value of a .csv can be read as its field's type; what is missing is empty."""
    resource = stated(frames)[name]
    types = {field["name"]: TYPES[field["type"]] for field in resource["schema"]["fields"]}
    for row in rows(frames, resource):
        for column, value in row.items():
            if value:
                types[column](value)


@pytest.mark.parametrize("name", COLUMNS)
def test_keys(frames: Path, name: str) -> None:
    """Primary and unique keys occur once; what refers to a unit refers to one that there is."""
    resources = stated(frames)
    schema = resources[name]["schema"]
    for key in [schema.get("primaryKey"), *schema.get("uniqueKeys", ())]:
        found = [tuple(row[part] for part in key) for row in rows(frames, resources[name])] if key else []
        assert len(found) == len(set(found))
    for reference in schema.get("foreignKeys", ()):
        fields, target = reference["fields"], reference["reference"]
        known = {tuple(row[part] for part in target["fields"]) for row in rows(frames, resources[target["resource"]])}
        assert {tuple(row[part] for part in fields) for row in rows(frames, resources[name])} <= known


def test_no_personal_data(frames: Path) -> None:
    """The package names no person and no address."""
    assert "@" not in (frames / "datapackage.json").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("form", [load_form(), replace(RICH, units=UNITS)], ids=["shipped", "rich"])
def test_frictionless(form: Form, tmp_path: Path) -> None:
    """Frictionless finds the package and its data valid."""
    made_up_round(form).save(tmp_path, [])
    assert frictionless_errors(tmp_path / "frames" / "datapackage.json") == []
