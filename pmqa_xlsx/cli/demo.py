"""``demo``: a whole round with made-up answers."""

from __future__ import annotations

from pathlib import Path

import click

from pmqa_xlsx.cli import console
from pmqa_xlsx.cli.options import PATH, SOURCE

_STEPS = {"generate": {"th": "สร้างแบบฟอร์ม", "en": "generating workbooks"},
          "fill": {"th": "กรอกคำตอบสมมติ", "en": "filling them in"},
          "ingest": {"th": "อ่านไฟล์ที่ส่งกลับ", "en": "reading the returns"}}


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.option("-f", "--form", "source", metavar="FORM", type=SOURCE,
              help="Form id, .xlsx or CSV folder (default: the shipped form).")
@click.option("--jobs", metavar="N", type=click.IntRange(1, 64), default=1, show_default=True,
              help="How many files are read in parallel.")
@console.common_options
@click.pass_context
def demo(context: click.Context, directory: Path, source: str | None, jobs: int, as_json: bool) -> None:
    """Run a whole round in DIR: generate, fill in, make some returns faulty, ingest, report."""
    from pmqa_xlsx.definition import load_form
    from pmqa_xlsx.demo.play import INBOX, OUTGOING, RESULTS, make_up_round
    from pmqa_xlsx.ledger.rounds import Round
    from pmqa_xlsx.report.terminal import summary_lines

    lang = console.print_lang()

    def show_step(step: str, done: int, total: int) -> None:
        if done == total:
            console.say(f"{_STEPS[step][lang]}: {total}", stderr=True)

    played = make_up_round(load_form(source), directory, lang=console.file_lang(), on_step=show_step)
    result = Round(directory / RESULTS, lang=console.file_lang()).ingest(
        directory / INBOX, as_of=played.as_of, received=played.as_of, forms=played.form, jobs=jobs,
        on_progress=lambda done: show_step("ingest", done, len(played.expected)))
    differences = played.differences(result)
    for line in summary_lines(result, lang):
        console.say(line, stderr=as_json)
    where = {"th": ("แบบฟอร์มที่ส่งออก", "ไฟล์ที่ส่งกลับ", "ผลลัพธ์ (เปิด consolidated.xlsx ก่อน)"),
             "en": ("Workbooks sent out", "Returned files", "Results (open consolidated.xlsx first)")}[lang]
    for text, name in zip(where, (OUTGOING, INBOX, RESULTS), strict=True):
        console.say(f"{text}: {directory / name}", stderr=as_json)
    if as_json:
        console.print_json({"differences": differences, "missing": sorted(played.missing),
                            "files": {name: expected.status for name, expected in played.expected.items()}})
    for line in differences:
        console.say(line, stderr=True)
    context.exit(1 if differences else 0)
