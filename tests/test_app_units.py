"""The app's list of units: which are shown, and in which order."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.app.views.units import unit_list
from pmqa_xlsx.app.words import STATE_NAME_HINT
from pmqa_xlsx.consolidate.consolidation import read_saved
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.feedback.letter_maker import form_facts
from pmqa_xlsx.form.model import Unit
from pmqa_xlsx.rounds.snapshots import checked_name
from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.language import Text
from small_round import FORM, a_return


@pytest.mark.parametrize(("lang", "order"), [("th", "20 30 40 10"), ("en", "40 10 30 20")])
def test_names_in_the_order_of_their_language(tmp_path, lang, order) -> None:
    """Sorted by name the units, and the groups to choose from, are in the order of a dictionary."""
    units = (Unit("10", Text("เอก", "Center"), "ใต้"), Unit("20", Text("กลาง", "West"), "เหนือ"),
             Unit("30", Text("ขอน", "North"), "กลาง"), Unit("40", Text("เขา", "Bay"), "อีสาน"))
    consolidate([a_return("20")], [replace(FORM, units=units)], year=2569,
                as_of=dt.datetime(2026, 12, 4, tzinfo=THAI_TIME)).save(tmp_path)
    listed = unit_list(RoundView(read_saved(tmp_path)), "", "", "name", lang)
    assert " ".join(row.unit_code for row in listed.units) == order
    assert list(listed.groups) == ["กลาง", "ใต้", "เหนือ", "อีสาน"]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_proposed_name_of_a_state_is_a_name(lang) -> None:
    """What the page gives as an example can be typed as it stands: a name may not end with a full stop."""
    hint = STATE_NAME_HINT.of(lang)
    name = hint.removeprefix("เช่น ").removeprefix("for example: ")
    assert (name != hint, checked_name(name)) == (True, name)


def test_texts_name_the_year_on_pages_in_letters_and_in_the_data_package(tmp_path) -> None:
    """The form's title with ``{year}`` names the round's year wherever the title is shown."""
    form = replace(FORM, title=Text("แบบปี {year}", "Form {year}"))
    consolidate([], [form], year=2570, as_of=dt.datetime(2026, 12, 5, tzinfo=THAI_TIME)).save(tmp_path, files=[])
    view = RoundView(read_saved(tmp_path))
    package = json.loads((tmp_path / "frames/datapackage.json").read_text(encoding="utf-8"))
    assert [view.form.title.en, form_facts(form, 2570, "", "en")["title"], package["title"]] == [
        "Form 2570", "Form 2570", "แบบปี 2570"]
