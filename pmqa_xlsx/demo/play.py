"""Generate workbooks, fill them in, make some returns faulty, late, duplicate or missing, and say what is expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pmqa_xlsx.consolidate.output import check_writable
from pmqa_xlsx.demo.faults import SPECIAL_CASES, faults_for
from pmqa_xlsx.demo.filling import INBOX, OUTGOING, RESULTS, DemoExpected, DemoRound, Editor, Inbox, plausible_answers
from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.generator.outputs import read_manifest, write_workbooks
from pmqa_xlsx.layout import Layout, plan_layout
from pmqa_xlsx.system.atomic import check_replaceable, not_writable, retry_denied
from pmqa_xlsx.system.folders import remove_folder
from pmqa_xlsx.text.language import Lang

_MISSING = 3


def make_up_round(
    form: Form, directory: Path, *, lang: Lang = "th", on_step: Callable[[str, int, int], None] | None = None,
) -> DemoRound:
    """Write workbooks to ``1-outgoing`` and made-up returns to ``2-inbox``; ``3-results`` is for what is read of them.

    :param on_step: called with the step (``generate`` or ``fill``), the number done and the total.
    :raises OutputNotWritable: the folder contains other files, or cannot be written.
    """
    _prepare(directory)
    report = on_step or (lambda _step, _done, _total: None)
    played = DemoRound(form, directory)
    manifest = write_workbooks(form, None, directory / OUTGOING, lang=lang,
                               on_progress=lambda done, total: report("generate", done, total))
    files = {entry["unit_code"]: directory / OUTGOING / entry["file"] for entry in manifest["workbooks"]}
    fill_inbox(played, plan_layout(form), lang, files, report)
    return played


def _prepare(directory: Path) -> None:
    """Create the folder; an earlier round's inbox and results are removed, any other content is an error.

    Nothing is removed before all outputs are known to be writable.
    """
    if directory.exists() and not directory.is_dir():
        raise OutputNotWritable("is-a-file", path=directory)
    ours = {OUTGOING, INBOX, RESULTS}
    inbox = directory / INBOX
    with not_writable(directory):
        if directory.is_dir() and any(path.name not in ours for path in directory.iterdir()):
            raise OutputNotWritable("folder-not-ours", directory=directory)
        check_replaceable(path for name in (OUTGOING, INBOX, RESULTS) for path in sorted((directory / name).rglob("*")))
        read_manifest(directory / OUTGOING)
        check_writable(directory / RESULTS)
        for folder in (inbox, directory / RESULTS):
            remove_folder(folder)
        retry_denied(lambda: inbox.mkdir(parents=True))


#: On which day files come, in days from the due day: the first eleven units, the next four, then the rest.
_FIRST_DAY, _SECOND_DAY = -25, -24
_LATER_DAYS = (-21, -20, -19, -17, -14)
_FIRST_UNITS, _SECOND_UNITS = 11, 15


def fill_inbox(
    played: DemoRound, layout: Layout, lang: Lang, files: Mapping[str, Path], on_step: Callable[[str, int, int], None],
) -> None:
    """Make up the returns of the units whose workbooks are given; the last few send nothing.

    :param layout: of the form.
    :param lang: the language of the workbooks.
    :param files: the workbooks by unit code.
    :param on_step: as of :func:`make_up_round`.
    """
    units = [unit for unit in played.form.units if unit.code in files]

    def filled(unit: Unit, salt: str = "", like: Unit | None = None) -> Editor:
        editor = Editor(files[unit.code].read_bytes(), layout, lang)
        values = plausible_answers(layout, unit, salt=salt)
        if like is not None:  # the criteria's answers of another unit
            others = plausible_answers(layout, like)
            values = {n: value for answers, mine in ((values, True), (others, False)) for n, value in answers.items()
                      if (layout.slots[n].question.level is Level.CRITERION) is not mine}
        editor.fill(values)
        return editor

    inbox = Inbox(played, filled)
    faults = list(faults_for(lambda: filled(units[0]))) if units else []
    played.missing = {unit.code for unit in units[len(units) - min(_MISSING, len(units) // 4):]}
    special = list(SPECIAL_CASES)
    for number, unit in enumerate(units):
        on_step("fill", number, len(units))
        if unit.code in played.missing:
            continue
        day = (_FIRST_DAY if number < _FIRST_UNITS else _SECOND_DAY if number < _SECOND_UNITS
               else _LATER_DAYS[number % len(_LATER_DAYS)])
        if number % 3 == 1 and faults:
            fault, editor = faults.pop(0), filled(unit)
            fault.apply(editor)
            inbox.receive(f"{unit.code}_{fault.name}.xlsx", editor, day, DemoExpected(fault.status, fault.codes))
        elif number % 3 == 2 and special:
            special.pop(0)(inbox, unit, units[0])
        else:
            inbox.receive(f"{unit.code}.xlsx", filled(unit), day, DemoExpected("accepted"))
    inbox.receive("minutes.xlsx", b"%PDF-1.4\n% the minutes of a meeting, renamed\n", _FIRST_DAY,
                  DemoExpected("rejected", ("not-a-workbook",)))
    on_step("fill", len(units), len(units))
