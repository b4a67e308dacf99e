"""The Python interface: from a plain script, with the agreed names, and the same results as the command line."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xlsxwriter

import pmqa_xlsx
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.generator.book import lock_for, new_book
from test_cli import of_the_program

SAMPLES = Path(__file__).parent.parent / "samples" / "returns"


def test_public_names() -> None:
    """The public names exist, also after the packages behind them were imported."""
    import pmqa_xlsx.consolidate
    import pmqa_xlsx.generator
    import pmqa_xlsx.ingester.read_return

    assert [callable(getattr(pmqa_xlsx, name)) for name in pmqa_xlsx.__all__] == [True] * len(pmqa_xlsx.__all__)


@pytest.mark.slow
def test_from_a_plain_script(tmp_path: Path) -> None:
    """A script without a `__main__` guard reads with two workers, saves everything and loads it again."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, datetime, pmqa_xlsx\n"
        f"result = pmqa_xlsx.ingest({str(SAMPLES)!r}, jobs=2, as_of=datetime.date(2026, 11, 30))\n"
        "result.save('results')\n"
        "again = pmqa_xlsx.Consolidation.load('results')\n"
        "print([frame.equals(again.frames[name]) for name, frame in result.frames.items()])\n", encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert (done.stdout.strip(), of_the_program(done.stderr)) == (f"[{', '.join(['True'] * 11)}]", "")
    assert {path.name for path in (tmp_path / "results").iterdir()} >= {
        "consolidated.xlsx", "report.html", "frames", "forms", "originals", "summary.json"}


@pytest.fixture(scope="module")
def form() -> Form:
    return pmqa_xlsx.load_form()


@pytest.mark.slow
def test_workbooks_are_made_in_several_threads(form: Form) -> None:
    """Each thread gets its unit's bytes; the warning filters, which all threads share, are not changed."""
    filters = list(warnings.filters)
    fresh = pmqa_xlsx.load_form()
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(partial(pmqa_xlsx.generate, fresh), ["50", "51", "52", "53"]))
    assert made == [pmqa_xlsx.generate(form, unit) for unit in ("50", "51", "52", "53")]
    assert warnings.filters == filters


def test_a_warning_of_another_thread_is_none_of_ours(form: Form) -> None:
    """While a workbook is made, XlsxWriter still only warns in other threads that use it."""
    book = xlsxwriter.Workbook(io.BytesIO())
    with new_book(lock_for("f-1", 2569, "x", None), "th", io.BytesIO()) as ours, ThreadPoolExecutor(1) as other:
        ours.add_worksheet("a")
        with pytest.warns(UserWarning, match="255 characters"):
            other.submit(book.add_worksheet().set_header, "x" * 300).result()


@pytest.mark.parametrize("given", [
    {"unit": 50}, {"unit": "50", "year": "2569"}, {"unit": 50, "year": "๒๕๖๙", "lang": None},
    {"unit": np.int64(50), "year": np.int64(2569)},
])
def test_numbers_may_be_texts_and_texts_numbers(form: Form, given: dict[str, Any]) -> None:
    """A unit and a year may be given as number or as text."""
    assert pmqa_xlsx.generate(form, **given) == pmqa_xlsx.generate(form, "50")


@pytest.mark.slow
def test_the_round_takes_texts_and_single_values() -> None:
    """Dates, years, forms and passwords may be given as text, a single one or several."""
    one = pmqa_xlsx.ingest(str(SAMPLES), as_of="2569-11-30", year="2569", forms="pmqa-fl-province", open_passwords="x")
    two = pmqa_xlsx.ingest([SAMPLES], as_of=dt.date(2026, 11, 30), year=2569, forms=[pmqa_xlsx.load_form()],
                           open_passwords=["x"])
    assert (one.as_of, one.year) == (two.as_of, two.year)
    assert [frame.equals(two.frames[name]) for name, frame in one.frames.items()] == [True] * len(one.frames)


@pytest.mark.parametrize(("given", "said"), [
    ({"paths": 5}, "paths: 5 (int) cannot be used; give a path or a list of paths"),
    ({"paths": b"x"}, "paths: b'x' (bytes) cannot be used; give a path or a list of paths"),
    ({"paths": []}, "paths: [] (list) cannot be used; give at least one file or folder"),
    ({"forms": [5]}, "forms: 5 (int) cannot be used; give a path or a list of paths"),
    ({"year": 2569.5}, "year: 2569.5 (float) cannot be used; give a whole number such as 2569"),
    ({"year": True}, "year: True (bool) cannot be used; give a whole number such as 2569"),
    ({"as_of": "tomorrow"}, "as_of tomorrow: not a date; write it as 2026-11-30"),
    ({"as_of": 5}, "as_of: 5 (int) cannot be used; give a date such as 2026-11-30"),
    ({"jobs": 0}, "jobs: 0 (int) cannot be used; give a whole number from 1 on"),
    ({"open_passwords": 5}, "open_passwords: 5 (int) cannot be used; give a text or a list of texts"),
    ({"seal_key": "x"}, "seal_key: 'x' (str) cannot be used; give bytes, for example from Path(file).read_bytes()"),
])
def test_a_wrong_type_is_a_clear_error(given: dict[str, Any], said: str) -> None:
    """One sentence names the argument, what was given and what is expected; nothing is read."""
    with pytest.raises(pmqa_xlsx.OperatorError) as error:
        pmqa_xlsx.ingest(**{"paths": SAMPLES, **given})
    assert str(error.value) == said


@pytest.mark.parametrize(("given", "said"), [
    ({"unit": 2.5}, "unit: 2.5 (float) cannot be used; give a whole number such as 50"),
    ({"password": 5}, "password: 5 (int) cannot be used; give a text"),
    ({"form": 5}, "source: 5 (int) cannot be used; give a form, a path or a list of them"),
])
def test_a_wrong_type_makes_no_workbook(form: Form, given: dict[str, Any], said: str) -> None:
    """The same for the arguments of generating a workbook."""
    with pytest.raises(pmqa_xlsx.OperatorError) as error:
        pmqa_xlsx.generate(**{"form": form, **given})
    assert str(error.value) == said


@pytest.mark.slow
def test_what_was_read_is_what_is_saved(tmp_path: Path) -> None:
    """The originals are the bytes that were read, even if the files have changed since."""
    inbox, sample = tmp_path / "in", next(SAMPLES.rglob("*.xlsx"))
    inbox.mkdir()
    (inbox / "50.xlsx").write_bytes(sample.read_bytes())
    result = pmqa_xlsx.ingest(inbox)
    (inbox / "50.xlsx").write_bytes(b"changed since")
    (inbox / "51.xlsx").write_bytes(b"new since")
    result.save(tmp_path / "results")
    kept = list((tmp_path / "results" / "originals").iterdir())
    assert [path.read_bytes() == sample.read_bytes() for path in kept] == [True]
    assert [path.stem for path in kept] == list(result.returns["sha256"])


def test_a_result_and_a_form_are_shown_on_one_line(form: Form) -> None:
    """A notebook shows a short description, not the whole content."""
    assert repr(form) == "<Form pmqa-fl-province-1: fiscal year 2569, 8 categories, 45 criteria, 76 units>"
    shown = repr(pmqa_xlsx.ingest(SAMPLES))
    assert shown.startswith("<Consolidation of pmqa-fl-province-1: 13 returns (")
    assert "\n" not in shown


def test_states_add_up() -> None:
    """For every counted return, ok + converted + empty + invalid is the number of slots."""
    result = pmqa_xlsx.ingest(SAMPLES)
    states = result.answers.groupby(["unit_code", "state"]).size().unstack(fill_value=0)
    assert sorted(states.columns) == ["converted", "empty", "invalid", "ok"]
    assert set(states.sum(axis=1)) == {477}
