"""Definitions changed at random in some cells: their mistakes are reported, and nothing is raised."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from pmqa_xlsx import generate
from pmqa_xlsx.definition.loading import check_definition, load_form
from pmqa_xlsx.definition.overview import overview
from pmqa_xlsx.definition.writing import csv_files

pytestmark = pytest.mark.slow

FORMS = Path(__file__).parent.parent / "samples" / "forms"
ODD = [
    "", "yes", "no", "0", "-1", "1e308", "1e400", "999999999999", "score(A)", "score([1.1])", "when A=",
    "when empty(x)", "sum(P1.cost)", "a/b", "if(1,2,3)", "1-5", "0-0", "5-2", "100-101", "๓", "na", "none",
    "choice", "choice verdict", "by criterion", "constant", "computed", "date", "time", "year", "2026-02-30",
    "25:00", "total", "cover", "a.b", "[", "]", '"', "((((", "not " * 60, "(" * 200, "A=yes and " * 80 + "A=yes",
    "x" * 300, "x" * 40_000, "ก" * 500, "=1+1", "\x00", "score(total)", "cover.x", "criterion", "category", "ce",
    "be", "en", "1900", "2700", "0001", "[1.1].done", "round(1,2.5)", "{year+9999999}", "{unit}", "History", "'",
    "&", "email", "percent",
]
Sheet = list[list[str]]


def changed(sheets: dict[str, Sheet], chance: random.Random) -> None:
    """Change a cell to something odd or to what is elsewhere; or drop, repeat or exchange rows, a column or a sheet."""
    sheet = chance.choice(list(sheets))
    rows = sheets[sheet]
    row, column = chance.randrange(len(rows)), chance.randrange(len(rows[0]))
    act = chance.choice(["odd", "odd", "odd", "other", "other", "drop row", "repeat", "exchange", "drop column",
                         "drop sheet"])
    if act == "odd":
        rows[row][column] = chance.choice(ODD)
    elif act == "other":
        rows[row][column] = chance.choice([cell for other in sheets.values() for line in other[:40] for cell in line])
    elif act == "drop row" and row:
        del rows[row]
    elif act == "repeat" and row:
        rows.insert(row, list(rows[row]))
    elif act == "exchange":
        rows[row], rows[-1] = rows[-1], rows[row]
    elif act == "drop column" and len(rows[0]) > 1:
        for line in rows:
            del line[column]
    elif act == "drop sheet" and len(sheets) > 1:
        del sheets[sheet]


def written(folder: Path, sheets: dict[str, Sheet]) -> Path:
    """The sheets as CSV files; every cell in quotes."""
    folder.mkdir()
    for name, rows in sheets.items():
        lines = (",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in rows)
        (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8", newline="")
    return folder


@pytest.mark.parametrize("name", ["quality-levels", "inspection", "contact-roster", "nested-assessment", None])
def test_any_change_is_reported(name: str | None, tmp_path: Path) -> None:
    """A hundred times up to eight changes: whole sentences in both languages, or a form of which a workbook is made."""
    files = csv_files(load_form(FORMS / name if name else None))
    for number in range(100):
        chance = random.Random(f"{name} {number}")
        sheets = {file.removesuffix(".csv"): list(csv.reader(data.decode().splitlines()))
                  for file, data in files.items()}
        for _ in range(chance.choice([1, 1, 2, 3, 8])):
            changed(sheets, chance)
        form, mistakes = check_definition(written(tmp_path / str(number), sheets))
        for one in mistakes:
            said = (one.message("th"), one.message("en"), one.fix("th"), one.fix("en"))
            assert all(said), (number, one.code)
        if form:
            overview(form, "en")
        if form and number % 20 == 0:
            generate(form, None, lang="en")
