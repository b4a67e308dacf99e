"""``results``, ``history`` and ``snapshot``: a round's state on a day, what happened in it, a state kept by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmqa_xlsx.cli import console
from pmqa_xlsx.cli.compare import state_of
from pmqa_xlsx.cli.ingest import finish, say_of_ledger
from pmqa_xlsx.cli.options import DATE, PATH

if TYPE_CHECKING:
    import datetime as dt


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.option("-o", "--output", metavar="DIR2", type=PATH,
              help="Write them into this folder instead of the round's own.")
@click.option("--as-of", metavar="DATE", type=DATE,
              help="The day that is asked about, YYYY-MM-DD (default: today); needs -o.")
@click.option("-f", "--form", "forms", metavar="FORM", multiple=True,
              help="A definition that rules texts, dates and units from now on.")
@click.option("--no-contacts", is_flag=True, help="Without any personal data, to give away; needs -o.")
@click.option("--against", metavar="DIR", multiple=True, type=PATH,
              help="Results that the page compares with too: last year's, or DIR@NAME, a state kept by `snapshot`.")
@console.common_options
@click.pass_context
def results(
    context: click.Context, /, directory: Path, output: Path | None, as_of: dt.datetime | None, forms: tuple[str, ...],
    no_contacts: bool, against: tuple[Path, ...], as_json: bool,
) -> None:
    """Write the results of a round again from its ledger, also as they were on a past day."""
    from pmqa_xlsx.ledger.rounds import Round

    round_ = Round(directory, lang=console.chosen_lang())
    result = round_.write_results(output, as_of=as_of, forms=forms or None, contacts=not no_contacts,
                                  against=[state_of(path) for path in against])
    say_of_ledger(round_)
    where = output or directory
    if as_json:
        console.print_json(json.loads((where / "summary.json").read_text(encoding="utf-8")))
    finish(context, result, as_json, where)


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.argument("unit", metavar="[UNIT]", required=False)
@click.option("--run", metavar="DATE", type=DATE, help="What counted in the last run by that day, YYYY-MM-DD.")
@console.common_options
def history(directory: Path, unit: str | None, run: dt.datetime | None, as_json: bool) -> None:
    """Say what came when and what became of it, in the whole round or of one unit."""
    from pmqa_xlsx.ledger.rounds import Round

    round_ = Round(directory)
    found = round_.history(unit, run=run)
    say_of_ledger(round_)
    if run is not None:
        _say_run(found, as_json)
        return
    from pmqa_xlsx.consolidate.frame_rows import rows_of

    rows = rows_of(found)
    if as_json:
        console.print_json({"events": rows})
    detail = f"detail_{console.print_lang()}"
    for row in rows:
        by = f" ({row['by']})" if row["by"] else ""
        at = row["at"][:16].replace("T", " ")
        console.say(f"{at}  {row['unit_code'] or '-':>3}  {row[detail]}{by}", stderr=as_json)


def _say_run(found: dict[str, Any], as_json: bool) -> None:
    """Print what counted in a run."""
    if as_json:
        console.print_json(found)
    said = {"th": f"ครั้งที่ {found['run']} เมื่อ {found['at'][:16]}: นับได้ {found['returned']} จาก {found['units']} หน่วย",
            "en": f"Run {found['run']} of {found['at'][:16]}: {found['returned']} of {found['units']} units counted"}
    console.say(said[console.print_lang()], stderr=as_json)
    for unit, counted in sorted(found["counted"].items()):
        those = [counted] if isinstance(counted, str) else sorted({one for part in counted.values() for one in part})
        console.say(f"  {unit}  {found['standing'].get(unit, '')}  " + " + ".join(one[:12] for one in those if one),
                    stderr=as_json)


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.argument("name", metavar="NAME")
@console.common_options
def snapshot(directory: Path, name: str, as_json: bool) -> None:
    """Keep the results as they are now under a name; `compare` takes them as DIR@NAME."""
    from pmqa_xlsx.ledger.rounds import Round

    round_ = Round(directory, lang=console.chosen_lang())
    kept = round_.snapshot(name)
    say_of_ledger(round_)
    if as_json:
        console.print_json({"snapshot": name, "folder": str(kept)})
    said = {"th": f"เก็บสถานะไว้ที่ {kept}", "en": f"The state is kept in {kept}"}
    console.say(said[console.print_lang()], stderr=as_json)
