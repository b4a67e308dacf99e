"""``form new``, ``form check`` and ``form layout``: a form's definition and the places of its slots."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmqa_xlsx.cli import console
from pmqa_xlsx.cli.options import PATH, SOURCE

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
    from pmqa_xlsx.definition import load_form, write_workbook
    from pmqa_xlsx.errors import OptionNotValid, OutputNotWritable
    from pmqa_xlsx.system.atomic import write_bytes

    if target.exists():
        raise OutputNotWritable(f"{target} exists already; choose another name or remove it first",
                                f"มีไฟล์ {target} อยู่แล้ว โปรดใช้ชื่ออื่นหรือลบไฟล์เดิมก่อน")
    if empty and source:
        raise OptionNotValid("--empty starts from nothing: leave out --from", "--empty เริ่มจากแบบว่าง จึงใช้กับ --from ไม่ได้")
    content = write_workbook(None if empty else load_form(source), console.file_lang())
    try:
        write_bytes(target, content)
    except OSError as error:
        raise OutputNotWritable(f"cannot write {target}: {error.strerror}",
                                f"เขียนไฟล์ {target} ไม่ได้: {error.strerror}") from error
    if as_json:
        console.print_json({"file": str(target)})
    else:
        said = {"th": f"สร้างแล้ว: {target} — แก้ไขแล้วตรวจด้วย `pmqa-xlsx form check {target}`",
                "en": f"Written: {target} - edit it, then run `pmqa-xlsx form check {target}`"}
        console.say(said[console.print_lang()])


@form.command()
@click.argument("source", metavar="FORM", type=SOURCE)
@console.common_options
@click.pass_context
def check(context: click.Context, source: str, as_json: bool) -> None:
    """List every mistake and warning of a definition, and what each part weighs in the total score.

    FORM is a workbook, a CSV folder or a shipped form's id.
    """
    from pmqa_xlsx.definition import check_definition
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
    said = {"th": (f"พบข้อผิดพลาด {len(wrong)} รายการ" if wrong else "ไม่พบข้อผิดพลาด")
            + (f" คำเตือน {odd} รายการ" if odd else ""),
            "en": (f"{len(wrong)} mistake{'s' if len(wrong) != 1 else ''}" if wrong else "No mistakes")
            + (f", {odd} warning{'s' if odd != 1 else ''}" if odd else "")}
    console.say(said[lang], stderr=as_json)
    context.exit(1 if wrong else 0)


def _say_overview(found: FormOverview, lang: Lang) -> None:
    """Print what each part weighs in the total, and how large the form is."""
    if found.weights:
        headings = {"th": ("ระดับ", "รหัส", "ร้อยละของคะแนนรวม"), "en": ("level", "code", "per cent of the total")}
        console.print_table(headings[lang], ([weight.level, weight.code, f"{weight.percent:.2f}"]
                                             for weight in found.weights))
    personal = ", ".join(found.personal) or "–"
    console.say({
        "th": f"ช่องให้กรอก {found.slots:,} ช่อง (ต้องกรอกเสมอ {found.required:,}) พิมพ์ได้ประมาณ {found.pages} หน้า "
              f"ข้อมูลส่วนบุคคล: {personal}",
        "en": f"{found.slots:,} cells to fill in ({found.required:,} always required), about {found.pages} pages, "
              f"personal data: {personal}"}[lang])


@form.command()
@click.option("-f", "--form", "source", metavar="FORM", type=SOURCE,
              help="Form id, .xlsx or CSV folder (default: the shipped form).")
@console.common_options
def layout(source: str | None, as_json: bool) -> None:
    """Print the place of each slot in the workbook; sheet names are Thai unless `--lang en` is given."""
    from pmqa_xlsx.definition import load_form
    from pmqa_xlsx.layout import plan_layout

    plan = plan_layout(load_form(source))
    lang = console.file_lang()
    rows = [{
        "sheet": plan.sheet_by_key[slot.sheet].name.of(lang), "cell": str(slot.cell),
        **{name: "" if part is None else part for name, part in slot.question.columns.items()},
        "type": slot.field.type, "required": str(slot.required),
    } for slot in plan.all_slots]
    if as_json:
        console.print_json(rows)
    else:
        console.print_table(list(rows[0]), ([str(value) for value in row.values()] for row in rows))
