"""``generate``: the workbooks to send out."""

from __future__ import annotations

from pathlib import Path

import click

from pmqa_xlsx.cli import console
from pmqa_xlsx.cli.options import PATH, SOURCE, read_seal_key


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
    from pmqa_xlsx.definition.english import lacking_english
    from pmqa_xlsx.errors import OptionNotValid
    from pmqa_xlsx.generator.outputs import write_workbooks
    from pmqa_xlsx.ledger.coming_in import form_to_send

    if blank and units:
        raise OptionNotValid("--blank makes one workbook for any unit; leave out --unit",
                             "--blank สร้างแบบเปล่าสำหรับทุกหน่วยงาน โปรดไม่ใช้ร่วมกับ --unit")
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
    said = {"th": f"สร้างแบบฟอร์ม {count} ไฟล์ใน {output}",
            "en": f"{count} workbook{'s' * (count != 1)} written to {output}"}
    console.say(said[console.print_lang()], stderr=as_json)
    if not (form.return_to and (form.contact_name or form.contact_phone)):
        missing = {"th": "นิยามแบบยังไม่ระบุที่ส่งคืน (return_to) หรือผู้ติดต่อ (contact_name, contact_phone) ในแผ่น form: "
                         "แผ่นแรกของแบบฟอร์มจะบอกให้ดูหนังสือนำส่งแทน",
                   "en": "The definition's sheet form lacks return_to, or contact_name and contact_phone: the first "
                         "sheet of the workbooks refers to the covering letter instead"}
        console.say(missing[console.print_lang()], stderr=True)
    if thai_only:  # only with English workbooks, so the message is in English
        console.say(f"Texts without English in the definition, shown in Thai ({len(thai_only)}): "
                    f"{', '.join(thai_only)}", stderr=True)
