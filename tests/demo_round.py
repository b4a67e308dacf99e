"""The demo's round played in a folder, as the command ``demo`` does it."""

import datetime as dt
from pathlib import Path

from pmqa_xlsx.demo.filling import RESULTS
from pmqa_xlsx.demo.play import make_up_round
from pmqa_xlsx.demo.story import Story
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.rounds.round import Round


def play_round(form: Form, directory: Path, said: list[tuple[dt.date, str]] | None = None) -> list[str]:
    """Play a round; gives what came out otherwise than expected.

    :param said: for what happened on each day.
    """
    played = make_up_round(form, directory)
    days = [] if said is None else said
    story = Story(played, Round(directory / RESULTS), 1, lambda day, text: days.append((day, text.of("en"))))
    result = story.play()
    return [*story.differences, *played.differences(result)]
