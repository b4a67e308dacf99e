"""``demo``: a whole round with made-up answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmqa_xlsx.cli import console, words
from pmqa_xlsx.cli.options import PATH, SOURCE

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.rounds.round import Round
    from pmqa_xlsx.text.language import Text


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.option("-f", "--form", "source", metavar="FORM", type=SOURCE,
              help="Form id, .xlsx or CSV folder (default: the shipped form).")
@click.option("--jobs", metavar="N", type=click.IntRange(1, 64), default=1, show_default=True,
              help="How many files are read in parallel.")
@console.common_options
def demo(directory: Path, source: str | None, jobs: int, as_json: bool) -> None:
    """Play a whole round in DIR, three weeks by the clock: workbooks, returns, decisions, letters, results."""
    from pmqa_xlsx.definition.loading import load_form
    from pmqa_xlsx.demo.filling import INBOX, OUTGOING, RESULTS
    from pmqa_xlsx.demo.play import make_up_round
    from pmqa_xlsx.demo.story import Story
    from pmqa_xlsx.report.terminal import summary_lines
    from pmqa_xlsx.report.words import shown_day
    from pmqa_xlsx.rounds.round import Round
    from pmqa_xlsx.rounds.snapshots import SNAPSHOTS

    lang = console.print_lang()

    def show_step(step: str, done: int, total: int) -> None:
        if done == total:
            console.say(words.STEP[step], stderr=True, count=total)

    def say_day(day: dt.date, text: Text) -> None:
        console.say(f"{shown_day(day, lang)}: {text.of(lang)}", stderr=as_json)

    played = make_up_round(load_form(source), directory, lang=console.file_lang(), on_step=show_step)
    story = Story(played, Round(directory / RESULTS, lang=console.file_lang()), jobs, say_day)
    result = story.play()
    if story.snapshot:
        since = _since(Round(directory / RESULTS / SNAPSHOTS / story.snapshot), result)
        console.say(f"{shown_day(played.as_of.date(), lang)}: {since}", stderr=as_json)
    differences = [*story.differences, *played.differences(result)]
    for line in summary_lines(result, lang):
        console.say(line, stderr=as_json)
    for text, name in zip(words.FOLDERS, (OUTGOING, INBOX, RESULTS), strict=True):
        console.say(text, stderr=as_json, folder=directory / name)
    if as_json:
        console.print_json({"differences": differences, "missing": sorted(played.missing),
                            "files": {name: expected.status for name, expected in played.expected.items()}})
    for line in differences:
        console.say(line, stderr=True)
    raise click.exceptions.Exit(1 if differences else 0)


def _since(before: Round, result: Consolidation) -> str:
    """What is different from a state that was kept."""
    from pmqa_xlsx.compare.build import compare_rounds

    comparison = compare_rounds(before.current(), result)
    new = sum(count for one, count in comparison.presence().items() if one.value == "new")
    return words.SINCE_STATE.say(console.print_lang(), state=before.directory.name, new=new,
                                 answers=len(comparison.answers))
