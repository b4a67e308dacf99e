"""``form`` and ``generate``: a form's definition, the places of its slots, and the workbooks to send out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmqa_xlsx.cli import console, words
from pmqa_xlsx.cli.options import PATH, SOURCE, read_seal_key

if TYPE_CHECKING:
    from pmqa_xlsx.definition.overview import FormOverview
    from pmqa_xlsx.text.language import Lang


@click.group()
def form() -> None:
    """Make, check and show a form's definition."""


@form.command()
@click.argument("target", metavar="FORM.xlsx", type=PATH)
@click.option("--from", "source", metavar="FORM", type=SOURCE,
              help="The form to start from (default: the shipped one).")
@click.option("--empty", is_flag=True, help="Start from nothing: no question and no unit yet.")
@console.common_options
def new(target: Path, source: str | None, empty: bool, as_json: bool) -> None:
    """Write an editable definition workbook; never overwrites."""
    from pmqa_xlsx.definition.loading import load_form
    from pmqa_xlsx.definition.workbook import write_workbook
    from pmqa_xlsx.errors import OptionNotValid, OutputNotWritable
    from pmqa_xlsx.system.atomic import not_writable, write_bytes
    from pmqa_xlsx.system.write_errors import check_workbook_name

    if target.exists():
        raise OutputNotWritable("file-exists", path=target)
    check_workbook_name(target)
    if empty and source:
        raise OptionNotValid("empty-and-from")
    content = write_workbook(None if empty else load_form(source), console.file_lang())
    with not_writable(target):
        write_bytes(target, content)
    if as_json:
        console.print_json({"file": str(target)})
    else:
        console.say(words.WRITTEN, path=target)


@form.command()
@click.argument("source", metavar="FORM", type=SOURCE)
@console.common_options
def check(source: str, as_json: bool) -> None:
    """List every mistake and warning of a definition, and what each part weighs in the total score.

    FORM is a workbook, a CSV folder or a shipped form's id.
    """
    from pmqa_xlsx.definition.loading import check_definition
    from pmqa_xlsx.definition.overview import overview

    form, mistakes = check_definition(source)
    lang = console.print_lang()
    found = overview(form, lang) if form else None
    wrong = [mistake for mistake in mistakes if mistake.is_error]
    if as_json:
        console.print_json({
            "mistakes": [mistake.as_json() for mistake in mistakes],
            "weights": [weight._asdict() for weight in found.weights] if found else []})
    else:
        for mistake in mistakes:
            console.say(f"{mistake.place}  {mistake.code} ({mistake.severity.label.of(lang)}): "
                        f"{mistake.message(lang)} {mistake.fix(lang)}")
    if found and not as_json:
        _say_overview(found, lang)
    odd = len(mistakes) - len(wrong)
    said = (words.MISTAKES if wrong else words.MISTAKES_NONE).say(lang, count=len(wrong))
    console.say(said + (words.WARNINGS.say(lang, count=odd) if odd else ""), stderr=as_json)
    raise click.exceptions.Exit(1 if wrong else 0)


def _say_overview(found: FormOverview, lang: Lang) -> None:
    """Print what each part weighs in the total, and how large the form is."""
    if found.weights:
        console.print_table([text.of(lang) for text in words.WEIGHTS],
                            ([words.LEVEL[weight.level].of(lang), weight.code, f"{weight.percent:.2f}"]
                             for weight in found.weights))
    console.say(words.FORM_SIZE, slots=f"{found.slots:,}", required=f"{found.required:,}", pages=found.pages,
                personal=", ".join(found.personal) or "–")


@form.command()
@click.option("-f", "--form", "source", metavar="FORM", type=SOURCE,
              help="Form id, .xlsx or CSV folder (default: the shipped form).")
@console.common_options
def layout(source: str | None, as_json: bool) -> None:
    """Print the place of each slot in the workbook, with the sheet names of workbooks made with the same `--lang`."""
    from pmqa_xlsx.definition.loading import load_form
    from pmqa_xlsx.layout import plan_layout

    form = load_form(source)
    plan, lang = plan_layout(form), console.file_lang(form.lang)
    rows = [{
        "sheet": plan.sheet_by_key[slot.sheet].name.of(lang), "cell": str(slot.cell),
        **{name: "" if part is None else part for name, part in slot.question.columns.items()},
        "type": slot.field.type, "required": str(slot.required),
    } for slot in plan.all_slots]
    if as_json:
        console.print_json(rows)
    else:
        console.print_table(list(rows[0]), ([str(value) for value in row.values()] for row in rows))


@click.command()
@click.option("-o", "--output", metavar="DIR", required=True, type=PATH,
              help="Folder to write to.")
@click.option("-f", "--form", "source", metavar="FORM", type=SOURCE,
              help="Form id, .xlsx or CSV folder (default: the shipped form).")
@click.option("--year", metavar="Y", type=int, help="Fiscal year (default: the form's own).")
@click.option("--unit", "units", metavar="CODE", multiple=True,
              help="Only this unit (repeat for several; default: all).")
@click.option("--blank", is_flag=True, help="One workbook in which the unit is chosen from a list.")
@click.option("--password", metavar="P", help="Password of the locked sheets (default: derived from form and year).")
@click.option("--seal-key", metavar="FILE", type=PATH, help="Seal the workbooks with this key.")
@console.common_options
def generate(
    output: Path, source: str | None, year: int | None, units: tuple[str, ...], blank: bool, password: str | None,
    seal_key: Path | None, as_json: bool,
) -> None:
    """Write one locked workbook for each unit, and a manifest."""
    from pmqa_xlsx.definition.overview import lacking_english
    from pmqa_xlsx.errors import OptionNotValid
    from pmqa_xlsx.generator.outputs import write_workbooks
    from pmqa_xlsx.rounds.outgoing import form_to_send

    if blank and units:
        raise OptionNotValid("blank-and-unit")
    form, year = form_to_send(output, source, year)
    lang = console.file_lang(form.lang)
    count = 0

    def on_progress(done: int, total: int) -> None:
        nonlocal count
        count = total
        console.progress(done, total)

    manifest = write_workbooks(
        form, units or None, output, year=year, lang=lang, blank=blank, password=password,
        seal_key=read_seal_key(seal_key), on_progress=on_progress,
    )
    thai_only = lacking_english(form) if lang == "en" else []
    if as_json:
        shown = {name: value for name, value in manifest.items() if name != "definition"}
        console.print_json({**shown, "without_english": thai_only})
    console.say(words.WORKBOOKS, stderr=as_json, count=count, folder=output)
    if not (form.return_to and (form.contact_name or form.contact_phone)):
        console.say(words.NO_RETURN_TO, stderr=True)
    if thai_only:  # only with English workbooks, so the message is in English
        console.say(f"Texts without English in the definition, shown in Thai ({len(thai_only)}): "
                    f"{', '.join(thai_only)}", stderr=True)
