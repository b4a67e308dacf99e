"""What ``check --round`` says: what each return would change in a round, and what the round has already."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from crafted_form import FORM, good, sent_out, typed
from csv_folder import write_csv_folder
from pmqa_xlsx.errors import RoundNotValid
from pmqa_xlsx.rounds.round import Round
from pmqa_xlsx.workers import guarded
from test_cli import run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round with returns of two units, and an inbox with these and one more."""
    folder = tmp_path_factory.mktemp("preview")
    inbox = folder / "in"
    inbox.mkdir()
    (inbox / "1.xlsx").write_bytes(good("001"))
    (inbox / "2.xlsx").write_bytes(typed("A1 percent", "much")("002"))
    write_csv_folder(FORM, folder / "form")
    Round(folder / "round").ingest(inbox, forms=folder / "form")
    (inbox / "3.xlsx").write_bytes(typed("A1 percent", "90")("001"))
    (folder / "not").mkdir()
    for unit in ("001", "003"):
        (folder / "not" / f"{unit}_{unit[2]}.xlsx").write_bytes(sent_out(unit))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(("words", "code", "changes", "known"), [
    (["in/3.xlsx"], 0, ["001 accepted in place of 1.xlsx"], []),
    (["in"], 1, ["001 accepted in place of 1.xlsx"], ["1.xlsx", "2.xlsx"]),
    (["in/1.xlsx"], 0, [], ["1.xlsx"]),
    (["in/3.xlsx", "--as-of", "2026-11-01"], 0, [], []),
    (["not/001_1.xlsx"], 0, ["001 rejected in place of "], []),
    (["not/003_3.xlsx"], 1, ["003 rejected in place of "], []),
])
def test_what_returns_would_change(folder, words, code, changes, known) -> None:
    """Input: what is checked; result: the exit code, what each return would change, and the files that are known."""
    done, out, _ = run("check", *words, "--round", "round", "--json", cwd=folder)
    said = json.loads(out)
    found = [f"{one['unit_code']} {one['status']} in place of {one['replaces']}" for one in said["changes"]]
    assert (done, found, [Path(file).name for file in said["known"]]) == (code, changes, known)


@pytest.mark.parametrize(("lang", "says"), [("th", "001 ครบแล้ว แทน 1.xlsx"), ("en", "001 complete in place of 1.xlsx")])
def test_what_a_return_would_become_in_words(folder, lang, says) -> None:
    """The word for a status is that of every other list."""
    _, out, _ = run("check", "in/3.xlsx", "--round", "round", "--lang", lang, cwd=folder)
    assert f"3.xlsx: {says}" in out


def test_files_that_are_left_out_are_counted(folder, tmp_path) -> None:
    """An automatic mail changes nothing in the round, and is not passed over without a word."""
    (tmp_path / "reply.eml").write_bytes(b"From: a@b.th\nSubject: away\nAuto-Submitted: auto-replied\n\nback\n")
    done, out, _ = run("check", str(tmp_path), "--round", "round", "--lang", "en", cwd=folder)
    assert (done, out.strip()) == (0, "1 skipped: written by this program, not filled in, or automatic mails")


def test_a_defect_of_the_program(folder, monkeypatch) -> None:
    """The traceback of a file on which the program itself failed is there for --debug."""
    monkeypatch.setattr(guarded, "READER", "worker_targets:always_raise")
    round_ = Round(folder / "round")
    round_.check(folder / "in" / "3.xlsx")
    assert "Traceback" in round_.error_log


@pytest.mark.parametrize(("words", "says"), [
    (["--year", "2570"], "2569, not 2570"), (["-f", "pmqa-fl-province"], "one form"),
])
def test_another_form_or_year(folder, words, says) -> None:
    """The same form and year as for ``ingest``, else it cannot be done."""
    code, _, err = run("check", "in", "--round", "round", *words, "--lang", "en", cwd=folder)
    assert (code, says in err) == (2, True)


def test_a_form_that_asks_something_else(folder) -> None:
    """A form of other slots is given to the round first: what it has was read by those it knows."""
    form = replace(FORM, categories=tuple(replace(one, criteria=one.criteria[1:]) for one in FORM.categories))
    with pytest.raises(RoundNotValid, match="results -f"):
        Round(folder / "round").check(folder / "in", forms=form)
