"""``ingest`` and ``check``: read returns, with and without writing results."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmqa_xlsx.cli import console
from pmqa_xlsx.cli.options import PATH, load_forms, parse_as_of, read_seal_key, reading_options

if TYPE_CHECKING:
    from pmqa_xlsx.api import ReadingOptions
    from pmqa_xlsx.consolidate import Consolidation
    from pmqa_xlsx.consolidate.decisions import Decision
    from pmqa_xlsx.report.brief import Brief

_decisions_option = click.option(
    "--decisions", metavar="FILE", type=PATH,
    help="The office's decisions: a CSV file with sha256, decision (accept, reject, prefer), reason, decided_by.")


@click.command()
@reading_options
@_decisions_option
@click.option("-o", "--output", metavar="DIR", required=True, type=PATH,
              help="Folder for the results.")
@click.option("--no-contacts", is_flag=True,
              help="Leave personal data out of all outputs; the originals, which contain it, are then not copied.")
@console.common_options
@click.pass_context
def ingest(context: click.Context, /, output: Path, no_contacts: bool, as_json: bool, **options: Any) -> None:
    """Read all returns under the paths and write one table of them."""
    from pmqa_xlsx.api import ingest_into

    decisions = _decisions(options)
    with _counting() as on_progress:
        consolidation = ingest_into(
            output, options["paths"], as_of=parse_as_of(options["as_of"]), lang=console.file_lang(),
            contacts=not no_contacts, decisions=decisions, **_reading(options, on_progress))
    if as_json:
        console.print_json(json.loads((output / "summary.json").read_text(encoding="utf-8")))
    _finish(context, consolidation, as_json, output)


@click.command()
@reading_options
@_decisions_option
@click.option("--debug", is_flag=True, help="Print the traceback of a file on which the program itself failed.")
@console.common_options
@click.pass_context
def check(context: click.Context, /, as_json: bool, debug: bool, **options: Any) -> None:
    """Read returns like `ingest`, print the findings, write nothing."""
    brief, errors = _read_in_full(options) if as_json else _read_in_brief(options)
    from pmqa_xlsx.report.findings_list import finding_lines

    for line in finding_lines(brief, console.print_lang()):
        console.say(line, stderr=as_json)
    for line in errors.splitlines() if debug else ():
        console.say(line, stderr=True)
    _finish(context, brief, as_json, None)


def _read_in_full(options: dict[str, Any]) -> tuple[Brief, str]:
    """Read, and print the frames as one JSON document; also returns the content of ``errors.log``."""
    from pmqa_xlsx.api import read_round

    decisions = _decisions(options)
    with _counting() as on_progress:
        consolidation = read_round(options["paths"], as_of=parse_as_of(options["as_of"]),
                                   decisions=decisions, **_reading(options, on_progress))
    from pmqa_xlsx.report.brief import Brief
    from pmqa_xlsx.report.findings_list import as_document

    console.print_json(as_document(consolidation))
    return Brief.of(consolidation), consolidation.error_log


def _read_in_brief(options: dict[str, Any]) -> tuple[Brief, str]:
    """The same without frames, since only a summary is printed and their library takes longer to load than the rest."""
    from pmqa_xlsx.workers.read_paths import read_returns

    decisions, as_of = _decisions(options), parse_as_of(options["as_of"])
    with _counting() as on_progress:
        came = read_returns(options["paths"], **_reading(options, on_progress))
    from pmqa_xlsx.consolidate.error_log import error_log
    from pmqa_xlsx.report.brief import Brief

    brief = Brief.of_returns(came.returns, came.forms, year=options["year"], as_of=as_of, skipped=came.skipped,
                             decisions=decisions)
    return replace(brief, unread=came.unread), error_log(came.returns)


def _decisions(options: dict[str, Any]) -> Sequence[Decision]:
    """The office's decisions, read before any other work."""
    if not options["decisions"]:
        return ()
    from pmqa_xlsx.consolidate.decision_file import read_decisions

    return read_decisions(options["decisions"])


def _reading(options: dict[str, Any], on_progress: Callable[[int], None] | None) -> ReadingOptions:
    """The options for reading, as keyword arguments."""
    return {"forms": load_forms(options["forms"]), "year": options["year"],
            "jobs": options["jobs"], "open_passwords": options["open_passwords"],
            "seal_key": read_seal_key(options["seal_key"]), "on_progress": on_progress}


def _counting() -> AbstractContextManager[Callable[[int], None] | None]:
    return console.counting({"th": "อ่านแล้ว", "en": "read"}[console.print_lang()])


def _finish(context: click.Context, result: Brief | Consolidation, as_json: bool, output: Path | None) -> None:
    """Print the summary and end with exit code 1 if a counted or rejected return has an error, or a file is unread."""
    from pmqa_xlsx.report.terminal import decision_lines, summary_lines

    for line in summary_lines(result, console.print_lang()):
        console.say(line, stderr=as_json)
    for line in decision_lines(result, console.print_lang()):
        console.say(line, stderr=True)
    if output is not None:
        said = {"th": f"ผลลัพธ์อยู่ที่ {output}", "en": f"Results are in {output}"}
        console.say(said[console.print_lang()], stderr=as_json)
    for text in result.unread:
        console.say(text.of(console.print_lang()), stderr=True)
    context.exit(1 if result.has_errors or result.unread else 0)
