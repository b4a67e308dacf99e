"""``ingest``, ``check`` and ``explain``: read returns, with and without writing results, and what a finding means."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pmqa_xlsx.cli import console, words
from pmqa_xlsx.cli.options import DATE, PATH, load_forms, read_seal_key, reading_options
from pmqa_xlsx.system.file_names import SUMMARY
from pmqa_xlsx.system.lazy_names import import_ahead
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    import datetime as dt

    from pmqa_xlsx.arguments import ReadOptions
    from pmqa_xlsx.consolidate.consolidation import Consolidation
    from pmqa_xlsx.report.terminal import Brief
    from pmqa_xlsx.rounds.round import Round


@click.command()
@reading_options
@click.option("-o", "--output", metavar="DIR", required=True, type=PATH,
              help="The round's folder; the first run begins the round.")
@click.option("--received", metavar="DATE", type=DATE,
              help="When these files were received, YYYY-MM-DD (default: now).")
@click.option("--no-contacts", is_flag=True,
              help="With the first run: the round keeps no personal data and no originals.")
@console.common_options
def ingest(output: Path, received: dt.datetime | None, no_contacts: bool, as_json: bool, **options: Any) -> None:
    """Add every return under the paths to a round and write its results.

    What came before still counts, and the order in which files come does not matter. Files that are known are not read
    again. DIR holds the round: its ledger, the files received and the results.
    """
    from pmqa_xlsx.rounds.round import Round

    round_ = Round(output, lang=console.chosen_lang())
    given = options["forms"]
    with console.counting() as on_progress:
        result = round_.ingest(
            options["paths"], forms=given or None, year=options["year"], received=received, as_of=options["as_of"],
            jobs=options["jobs"], open_passwords=options["open_passwords"],
            seal_key=read_seal_key(options["seal_key"]), contacts=False if no_contacts else None,
            on_progress=on_progress)
    news = result.since
    console.say(words.NEW_FILES, stderr=as_json, new=news["new"], known=news["known"])
    finish_round(round_, result, as_json)


def say_of_ledger(round_: Round) -> None:
    """Print what happened to the ledger that somebody should know."""
    for text in round_.messages:
        console.say(text, stderr=True)


@click.command()
@reading_options
@click.option("--round", "round_folder", metavar="DIR", type=PATH,
              help="Say also what each return would change in this round.")
@click.option("--debug", is_flag=True, help="Print the traceback of a file on which the program itself failed.")
@console.common_options
def check(as_json: bool, debug: bool, round_folder: Path | None, **options: Any) -> None:
    """Read returns like `ingest`, print the findings, write nothing."""
    if round_folder is not None:
        _check_for_round(round_folder, as_json, options, debug=debug)
        return
    brief, errors = _read_in_full(options) if as_json else _read_in_brief(options)
    from pmqa_xlsx.report.terminal import finding_lines

    for line in finding_lines(brief, console.print_lang()):
        console.say(line, stderr=as_json)
    _say_errors(errors, debug=debug)
    _finish(brief, as_json)


def _say_errors(errors: str, *, debug: bool) -> None:
    for line in errors.splitlines() if debug else ():
        console.say(line, stderr=True)


def _check_for_round(folder: Path, as_json: bool, options: dict[str, Any], *, debug: bool) -> None:
    """Print what the returns under the paths would change in a round."""
    from pmqa_xlsx.consolidate.arrivals import file_name
    from pmqa_xlsx.consolidate.status import any_open_error
    from pmqa_xlsx.report.terminal import Brief, finding_lines
    from pmqa_xlsx.report.words import TERMINAL_SKIPPED
    from pmqa_xlsx.rounds.coming_in import changed_standings
    from pmqa_xlsx.rounds.round import Round

    round_ = Round(folder)
    before, after = round_.check(options["paths"], _reading(options, None), forms=options["forms"] or None,
                                 year=options["year"], as_of=options["as_of"])
    say_of_ledger(round_)
    changed, skipped = changed_standings(before, after)
    if as_json:
        console.print_json({"changes": [one.as_json() for one in changed], "known": [file for file, _ in round_.known],
                            "skipped": skipped})
    brief = Brief.of_facts(after)
    shown = brief.about({*(one.key for one in changed), *round_.known})
    for line in finding_lines(shown, console.print_lang()):
        console.say(line, stderr=as_json)
    for one in changed:
        console.say(one.line(console.print_lang()), stderr=as_json)
    for file, _ in round_.known:
        console.say(words.KNOWN, stderr=as_json, file=file_name(file))
    if skipped:
        console.say(TERMINAL_SKIPPED, stderr=as_json, skipped=skipped.total())
    _say_errors(round_.error_log, debug=debug)
    _exit(has_errors=any_open_error(shown.returns, brief.returns), unread=round_.unread)


def _read_in_full(options: dict[str, Any]) -> tuple[Brief, str]:
    """Read, and print the frames as one JSON document; also returns the content of ``errors.log``."""
    from pmqa_xlsx.api import read_round
    from pmqa_xlsx.system.clock import now

    with console.counting() as on_progress:
        consolidation = read_round(options["paths"], _reading(options, on_progress), forms=load_forms(options["forms"]),
                                   year=options["year"], as_of=options["as_of"] or now())
    from pmqa_xlsx.report.terminal import Brief, as_document

    console.print_json(as_document(consolidation))
    return Brief.of(consolidation), consolidation.error_log


def _read_in_brief(options: dict[str, Any]) -> tuple[Brief, str]:
    """The same without frames, since only a summary is printed and their library takes longer to load than the rest."""
    from pmqa_xlsx.workers.read_paths import read_returns

    with console.counting() as on_progress:
        came = read_returns(options["paths"], _reading(options, on_progress), forms=load_forms(options["forms"]),
                            year=options["year"], meanwhile=partial(import_ahead, "pmqa_xlsx.report.terminal"))
    from pmqa_xlsx.consolidate.round_facts import RoundFacts
    from pmqa_xlsx.consolidate.run_record import error_log
    from pmqa_xlsx.report.terminal import Brief
    from pmqa_xlsx.system.clock import now

    returns = came.returns
    moment = now()
    facts = RoundFacts(returns, came.forms, options["year"], options["as_of"] or moment, now=moment,
                       skipped=came.skipped)
    return replace(Brief.of_facts(facts), unread=came.unread), error_log(returns)


def _reading(options: dict[str, Any], on_progress: Callable[[int], None] | None) -> ReadOptions:
    from pmqa_xlsx.arguments import ReadOptions

    return ReadOptions(options["jobs"], open_passwords=options["open_passwords"],
                       seal_key=read_seal_key(options["seal_key"]), on_progress=on_progress)


def finish_round(round_: Round, result: Consolidation, as_json: bool, folder: Path | None = None) -> None:
    """Say that the results of a round were written, and end; with ``--json`` their summary is the document.

    :param folder: where they are, if not in the round's own folder.
    """
    folder = folder or round_.directory
    say_of_ledger(round_)
    if as_json:
        console.print_json(json.loads((folder / SUMMARY).read_text(encoding="utf-8")))
    _finish(result, as_json, folder)


def _finish(result: Brief | Consolidation, as_json: bool, folder: Path | None = None) -> NoReturn:
    """Print the summary and end with exit code 1 if a counted or rejected return has an error, or a file is unread."""
    from pmqa_xlsx.report.terminal import decision_lines, summary_lines

    for line in summary_lines(result, console.print_lang()):
        console.say(line, stderr=as_json)
    for line in decision_lines(result, console.print_lang()):
        console.say(line, stderr=True)
    if folder is not None:
        console.say(words.RESULTS, stderr=as_json, folder=folder)
    _exit(has_errors=result.has_errors, unread=result.unread)


def _exit(*, has_errors: bool, unread: Sequence[Text]) -> NoReturn:
    """Name the files that could not be read here, and end."""
    for line in unread:
        console.say(line, stderr=True)
    raise click.exceptions.Exit(1 if has_errors or unread else 0)


@click.command()
@click.argument("code")
@console.common_options
def explain(code: str, as_json: bool) -> None:
    """Explain a finding code, with an example, and how to correct it."""
    from pmqa_xlsx import catalogue

    text = catalogue.explain(code, console.print_lang())
    if as_json:
        console.print_json(catalogue.CATALOGUE[code].as_json())
    else:
        console.say(text)
