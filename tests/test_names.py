"""The program knows no form: no name of the shipped definition is in the code."""

import ast
import csv
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pmqa_xlsx"
FORM = PACKAGE / "definition" / "forms" / "pmqa-fl-province"

# The names of the definition to search for: sheet, column, and the least length of a name that is no common word.
LOOKED_FOR = [
    ("categories", "code", 2), ("categories", "title_th", 2), ("criteria", "code", 2), ("criteria", "section_th", 2),
    ("fields", "name", 3), ("fields", "table_th", 3), ("cover", "name", 3), ("choices", "list", 5),
    ("units", "name_th", 2), ("units", "name_en", 2),
]
# Public names of the program, whatever names a form has: people are shown where the summary is signed, and are written
# to or called; what was reached is compared with its target.
CONTRACT_WORDS = {"unit", "fiscal_year", "email", "coordinator_name", "coordinator_position", "coordinator_phone",
                  "coordinator_email", "approver_name", "approver_position", "target", "actual"}
# Field names that are also common words in programs.
EVERYDAY_WORDS = {"profile"}


def names(sheet: str, column: str, shortest: int) -> set[str]:
    """Return the names in a column of the shipped definition."""
    with (FORM / f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
        found = {row[column] for row in csv.DictReader(file)}
    return {name for name in found if len(name) >= shortest} - CONTRACT_WORDS - EVERYDAY_WORDS


@cache
def constants() -> list[tuple[str, str]]:
    """Return every string constant in the code with its place, including the fixed parts of f-strings."""
    return [(f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}", node.value.strip())
            for path in sorted(PACKAGE.rglob("*.py")) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)]


@pytest.mark.parametrize(("sheet", "column", "shortest"), LOOKED_FOR)
def test_no_name_of_the_form(sheet: str, column: str, shortest: int) -> None:
    """No string in the code is a code or name of the shipped form."""
    looked_for = names(sheet, column, shortest)
    assert [f"{where} {text}" for where, text in constants() if text in looked_for] == []


def test_something_is_looked_for() -> None:
    """The definition is found by the test."""
    found = {(sheet, column): len(names(sheet, column, shortest)) for sheet, column, shortest in LOOKED_FOR}
    assert found["criteria", "code"] == 45
    assert found["units", "name_th"] == 76
    assert constants()
