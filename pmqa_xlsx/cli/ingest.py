"""``ingest`` and ``check``: read what came back, with and without writing results."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmqa_xlsx.cli import console
from pmqa_xlsx.cli.options import load_forms, parse_as_of, read_seal_key, reading_options

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation
    from pmqa_xlsx.consolidate.decisions import Decision

_decisions_option = click.option(
    "--decisions", metavar="FILE", type=click.Path(path_type=Path),
    help="What the office decided: a CSV file with sha256, decision (accept, reject, prefer), reason, decided_by.")


@click.command()
@reading_options
@_decisions_option
@click.option("-o", "--output", metavar="DIR", required=True, type=click.Path(path_type=Path),
              help="Folder for the results.")
@click.option("--no-contacts", is_flag=True,
              help="Leave personal data out of every output; the originals, which hold it, are not copied then.")
@console.common_options
@click.pass_context
def ingest(context: click.Context, /, output: Path, no_contacts: bool, as_json: bool, **options: Any) -> None:
    """Read every return under the paths and write one table of all of them."""
    from pmqa_xlsx.consolidate import Originals, check_writable, output_lock
    from pmqa_xlsx.report.files import report_files

    decisions = _decisions(options)
    check_writable(output)
    with output_lock(output):
        originals = Originals(output)
        consolidation = _read(options, decisions, contacts=not no_contacts,
                              on_original=None if no_contacts else originals.add)
        consolidation.save(output, report_files(consolidation, console.file_lang()), originals.names)
    if as_json:
        console.print_json(json.loads((output / "summary.json").read_text(encoding="utf-8")))
    _finish(context, consolidation, as_json, output)


@click.command()
@reading_options
@_decisions_option
@console.common_options
@click.pass_context
def check(context: click.Context, /, as_json: bool, **options: Any) -> None:
    """Read the same way, print the findings, write nothing."""
    from pmqa_xlsx.report.listing import as_document, finding_lines

    consolidation = _read(options, _decisions(options))
    if as_json:
        console.print_json(as_document(consolidation))
    for line in finding_lines(consolidation, console.print_lang()):
        console.say(line, aside=as_json)
    _finish(context, consolidation, as_json, None)


def _decisions(options: dict[str, Any]) -> Sequence[Decision]:
    """What the office decided, read before any other work is done."""
    from pmqa_xlsx.consolidate.decision_file import read_decisions

    return read_decisions(options["decisions"]) if options["decisions"] else ()


def _read(
    options: dict[str, Any], decisions: Sequence[Decision], *, contacts: bool = True,
    on_original: Callable[[bytes, str], object] | None = None,
) -> Consolidation:
    from pmqa_xlsx.pipeline import read_round

    with console.counting({"th": "อ่านแล้ว", "en": "read"}[console.print_lang()]) as on_progress:
        return read_round(
            options["paths"], forms=load_forms(options["forms"]), year=options["year"],
            as_of=parse_as_of(options["as_of"]),
            jobs=options["jobs"], open_passwords=options["open_passwords"], seal_key=read_seal_key(options["seal_key"]),
            contacts=contacts, on_original=on_original, on_progress=on_progress, decisions=decisions,
        )


def _finish(context: click.Context, consolidation: Consolidation, as_json: bool, output: Path | None) -> None:
    """Print the summary and end with exit code 1 where a counted or rejected return has an error."""
    from pmqa_xlsx.report.terminal import decision_lines, summary_lines

    for line in summary_lines(consolidation, console.print_lang()):
        console.say(line, aside=as_json)
    for line in decision_lines(consolidation, console.print_lang()):
        console.say(line, aside=True)
    if output is not None:
        said = {"th": f"ผลลัพธ์อยู่ที่ {output}", "en": f"Results are in {output}"}
        console.say(said[console.print_lang()], aside=as_json)
    context.exit(1 if consolidation.has_errors else 0)
