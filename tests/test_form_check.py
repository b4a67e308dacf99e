"""What ``form check`` prints: mistakes, warnings, weights, and how large a form is."""

import json
from pathlib import Path

import pytest

from full_definition import FULL
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.definition.overview import overview
from test_cli import run
from test_definition_rules import write

WITHOUT_ADDRESS = FULL["form"].replace("return_to,office@example.go.th\n", "")
WRONG = FULL["form"].replace("points,500", "points,none")


@pytest.mark.parametrize(("sheet", "code", "mistakes"), [
    (FULL["form"], 0, []), (WITHOUT_ADDRESS, 0, [("form", "", "no-return-address", "warning")]),
    (WRONG, 1, [("form", "B8", "not-a-number", "error")])])
def test_json(tmp_path: Path, sheet: str, code: int, mistakes: list[tuple[str, ...]]) -> None:
    """Only errors are a failure; weights are given for a form that can be used."""
    write(tmp_path, {**FULL, "form": sheet})
    status, out, _ = run("form", "check", ".", "--json", cwd=tmp_path)
    said = json.loads(out)
    assert (status, [(one["sheet"], one["cell"], one["code"], one["severity"]) for one in said["mistakes"]]) == (
        code, mistakes)
    assert said["weights"][:3] == ([] if code else [
        {"level": "criterion", "code": "C1", "percent": pytest.approx(30)},
        {"level": "criterion", "code": "C2", "percent": pytest.approx(15)},
        {"level": "section", "code": "S1a", "percent": pytest.approx(15)}])


def test_for_people(tmp_path: Path) -> None:
    """People read warnings with their severity, the weights as a table, and the size of the form."""
    write(tmp_path, {**FULL, "form": WITHOUT_ADDRESS})
    _, out, _ = run("form", "check", ".", "--lang", "en", cwd=tmp_path)
    lines = out.splitlines()
    assert lines[0].startswith("form  no-return-address (warning): There is no return_to")
    assert lines[1:3] == ["level      code  per cent of the total", "criterion  C1    30.00"]
    assert lines[-2:] == ["31 cells to fill in (9 always required), about 7 pages, personal data: contact",
                          "No mistakes, 1 warning"]


def test_shares(tmp_path: Path) -> None:
    """The criteria's shares add up to the whole, and a category's is that of its criteria."""
    weights = overview(load_form(write(tmp_path, FULL)), "th").weights
    assert sum(weight.percent for weight in weights if weight.level == "criterion") == pytest.approx(100)
    assert {weight.code: weight.percent for weight in weights if weight.level == "category"} == pytest.approx(
        {"1": 60, "2": 40})


def test_persons() -> None:
    """What is personal data: contacts, and names and positions beside them or beside each other."""
    found = overview(load_form(), "th").personal
    assert found == ["coordinator_name", "coordinator_position", "coordinator_phone", "coordinator_email",
                     "approver_name", "approver_position", "email"]
