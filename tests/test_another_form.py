"""A round whose form asks something else than before: no answer is ever read by the slots of another form."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from crafted_form import FORM, good, typed
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.errors import RoundNotValid
from pmqa_xlsx.form.model import Criterion
from pmqa_xlsx.rounds.round import Round
from pmqa_xlsx.text.language import Text

AS_OF = dt.date(2026, 12, 5)
FIRST, SECOND = FORM.categories
#: The same edition with one criterion more, in the middle.
LONGER = replace(FORM, categories=(replace(FIRST, criteria=(*FIRST.criteria, Criterion("1", "A4", Text("เพิ่มอย่างไร")))),
                                   SECOND))


def begin(folder: Path, *, contacts: bool | None) -> Round:
    """A round of two returns, of which one has an answer of its own in the last category."""
    inbox = folder / "in"
    inbox.mkdir()
    (inbox / "1.xlsx").write_bytes(good("001"))
    (inbox / "2.xlsx").write_bytes(typed("B1 decimal", 77)("002"))
    round_ = Round(folder / "round")
    round_.ingest(inbox, forms=FORM, contacts=contacts, as_of=AS_OF)
    return round_


def own_answer(result: Consolidation) -> list[str]:
    """Where the answer of its own is."""
    return [f"{row.criterion} {row.field}" for row in result.answers.itertuples() if row.value == "77"]


@pytest.mark.slow
def test_read_again_from_the_originals(tmp_path) -> None:
    """`results -f` reads all returns again, and what is missing now is said."""
    result = begin(tmp_path, contacts=None).write_results(forms=LONGER)
    assert (own_answer(result), set(result.returns["status"])) == (["B1 decimal"], {"needs_correction"})


@pytest.mark.slow
@pytest.mark.parametrize("contacts", [None, False])
def test_what_cannot_be_read_again(tmp_path, contacts) -> None:
    """Where no originals are kept nothing changes and the files are asked for; with them it is read again."""
    round_ = begin(tmp_path, contacts=contacts)
    shutil.rmtree(tmp_path / "round" / "originals", ignore_errors=True)
    (tmp_path / "one").mkdir()
    shutil.copy2(tmp_path / "in" / "1.xlsx", tmp_path / "one")
    for change in (lambda: round_.write_results(forms=LONGER),
                   lambda: round_.ingest(tmp_path / "one", forms=LONGER, as_of=AS_OF)):
        with pytest.raises(RoundNotValid, match="Ingest all files received"):
            change()
        result = round_.results(AS_OF)
        assert (own_answer(result), set(result.returns["status"])) == (["B1 decimal"], {"accepted"})
    result = round_.ingest(tmp_path / "in", forms=LONGER, as_of=AS_OF)
    assert (own_answer(result), set(result.returns["status"])) == (["B1 decimal"], {"needs_correction"})
