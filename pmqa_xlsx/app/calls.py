"""The process of calls: each call is one that a command makes too, asked for on standard input, one line of JSON each.

It answers with lines of JSON: ``progress`` while it works, then ``done`` with plain values, ``refused`` with what the
operator should know, or ``failed`` with a traceback. Standard output is for these lines alone. The process is ended
with its input; a round survives that at any moment.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmqa_xlsx.errors import FormNotFound, OperatorError, OptionNotValid
from pmqa_xlsx.system.lazy_names import import_ahead
from pmqa_xlsx.text.language import Lang

if TYPE_CHECKING:
    from pmqa_xlsx.arguments import ReadOptions
    from pmqa_xlsx.consolidate.round_facts import RoundFacts
    from pmqa_xlsx.rounds.round import Round
    from pmqa_xlsx.text.language import Text

#: Reads an uploaded definition in a process of its own.
_READER = "pmqa_xlsx.app.calls:read_definition"
Args = dict[str, Any]
#: Most letters that are linked where it is said that they were drafted.
_LINKED = 3
#: Reports how much is done, and of how much; 0 where that is not known.
Progress = Callable[[int, int], None]


def _round(args: Args) -> Round:
    from pmqa_xlsx.rounds.round import Round

    return Round(args["directory"], lang=args["files"])


def _reading(args: Args, progress: Progress) -> Args:
    """The options for reading that ``check`` and ``ingest`` share."""
    return {"jobs": args["jobs"], "open_passwords": args["passwords"], "on_progress": lambda done: progress(done, 0),
            "seal_key": _key(args)}


def _day(typed: str | None, *, required: bool = False) -> str | None:
    """A day as ISO 8601; ``None`` where nothing was typed and nothing is required.

    :raises OptionNotValid: it is no day; the message shows how to type one into the page.
    """
    try:
        return dt.date.fromisoformat(typed or "").isoformat() if typed or required else None
    except ValueError:
        raise OptionNotValid("day-not-typed", day=typed or "") from None


def _key(args: Args) -> bytes | None:
    return bytes.fromhex(args["seal_key"]) or None


def _check(args: Args, progress: Progress) -> Any:
    """What each file is, and what it would change; as ``check --round``, or ``check`` where no round has begun."""
    from pmqa_xlsx.arguments import ReadOptions
    from pmqa_xlsx.ledger.ledger_file import LEDGER
    from pmqa_xlsx.report.terminal import Brief
    from pmqa_xlsx.rounds.coming_in import changed_standings

    reading = ReadOptions(**_reading(args, progress))
    if (Path(args["directory"]) / LEDGER).is_file():
        round_ = _round(args)
        before, after = round_.check(args["paths"], reading)
        unread, known = round_.unread, [file for file, _ in round_.known]
    else:
        (before, after, unread), known = _check_without_round(args, reading), []
    changed, skipped = changed_standings(before, after)
    brief = Brief.of_facts(after).about({one.key for one in changed})
    return {"changes": [one.as_json() for one in changed], "known": known, "skipped": skipped,
            "findings": [asdict(row) for row in brief.findings],
            "returns": [asdict(row) for row in brief.returns],
            "unread": [asdict(text) for text in unread]}


def _check_without_round(args: Args, reading: ReadOptions) -> tuple[RoundFacts, RoundFacts, Sequence[Text]]:
    """The facts before and after, where no round has begun: the form is the one whose workbooks were sent out."""
    from pmqa_xlsx.consolidate.round_facts import RoundFacts
    from pmqa_xlsx.definition.loading import load_form
    from pmqa_xlsx.rounds.outgoing import form_sent_out
    from pmqa_xlsx.system.clock import now
    from pmqa_xlsx.workers.read_paths import read_returns

    begun, year = form_sent_out(Path(args["directory"]))
    form = begun or load_form(args.get("form"))
    came = read_returns(args["paths"], reading, forms=[form], year=year or None)
    before = RoundFacts([], came.forms, year or None, now(), now(), skipped=came.skipped)
    return before, replace(before, returns=came.returns), came.unread


def _ingest(round_: Round, args: Args, progress: Progress) -> Args:
    result = round_.ingest(args["paths"], forms=args.get("form"), contacts=args.get("contacts"),
                           **_reading(args, progress))
    return {"since": dict(result.since), "unread": [asdict(text) for text in round_.unread]}


def _feedback(round_: Round, args: Args, progress: Progress) -> Args:
    drafted = round_.feedback(units=args["units"], again=args["again"], invite=args["invite"], remind=args["remind"],
                              receipt=args["receipt"], seal_key=_key(args), on_progress=progress)
    return {"count": len(drafted), "letters": [one.number for one in drafted] if len(drafted) <= _LINKED else []}


def _decide(round_: Round, args: Args, _: Progress) -> Args:
    from pmqa_xlsx.consolidate.decisions import DecisionOutcome
    from pmqa_xlsx.report.words import OUTCOME

    result = round_.decide(
        args["which"], args["verdict"], args["unit"] or None, reason=args["reason"], by=args["by"])
    last = max(result.decisions, key=lambda one: one.decision.number, default=None)
    idle = args["verdict"] != "undo" and last and last.outcome is not DecisionOutcome.USED
    return {"said": [asdict(OUTCOME[last.outcome])] if last and idle else []}


def _of_round(do: Callable[[Round, Args, Progress], object]) -> Callable[[Args, Progress], Args]:
    """A call of a round: its answer is what the round has to say, and what ``do`` returns if that is for the page."""
    def call(args: Args, progress: Progress) -> Args:
        round_ = _round(args)
        result = do(round_, args, progress)
        done = result if isinstance(result, dict) else {}
        return {**done, "said": [*(asdict(text) for text in round_.messages), *done.get("said", ())]}

    return call


def _compare(args: Args, _: Progress) -> Any:
    from pmqa_xlsx.compare.build import compare_rounds
    from pmqa_xlsx.compare.workbook import check_target, write_comparison, write_target
    from pmqa_xlsx.rounds.round import Round

    target = Path(args["target"])
    check_target(target)
    comparison = compare_rounds(*(Round(folder).current() for folder in (args["old"], args["new"])))
    write_target(target, write_comparison(comparison, args["files"] or comparison.new.forms[0].lang))
    return comparison.counts()


def _form(args: Args, _: Progress) -> Any:
    """What ``form check`` says."""
    return _read_guarded(Path(args["source"]), Path(args["into"]), args["files"])


def read_definition(lang: Lang | None, source: str) -> dict[str, Any]:
    """What ``form check`` says about a definition; runs in the guarded process.

    :param lang: language in which the workbooks will be; ``None`` for the form's.
    :returns: ``mistakes``, ``weights``, ``form`` and the definition as CSV files (``csv``), the last two ``None`` where
        it has errors; or ``refused``, with what the operator should know.
    """
    from pmqa_xlsx.definition.loading import check_definition
    from pmqa_xlsx.definition.overview import overview
    from pmqa_xlsx.definition.writing import csv_files

    try:
        form, mistakes = check_definition(source)
    except OperatorError as error:
        return {"refused": [said.replace(source, Path(source).name) for said in (error.en, error.th)]}
    return {"weights": [one._asdict() for one in overview(form, lang or form.lang).weights] if form else [],
            "mistakes": [one.as_json() for one in mistakes],
            "form": {"id": form.form_id, "version": form.form_version, "title": asdict(form.title)} if form else None,
            "csv": csv_files(form) if form else {}}


def _read_guarded(source: Path, into: Path, lang: Lang | None) -> dict[str, Any]:
    """What :func:`read_definition` returns about an uploaded file; from then on only the CSV files are read.

    :param into: the folder for the CSV files; made if the definition has no errors.
    :raises FormNotFound: it is no definition that can be opened, or its reader was lost.
    """
    from pmqa_xlsx.catalogue.reasons import READER_FAILED
    from pmqa_xlsx.workers.guarded import MEMORY_A_FILE, SECONDS_A_FILE
    from pmqa_xlsx.workers.pool import Pool

    # A return's reader has loaded all that it needs; this one loads it with its only file, on a slow computer for long.
    with Pool(_READER, setup=lang, timeout=3 * SECONDS_A_FILE, memory=MEMORY_A_FILE) as pool:
        [(_, outcome)] = pool.map([str(source)])
    found: dict[str, Any] | None = outcome.value
    if found is None:
        raise FormNotFound("reader-failed", file=source.name, reason=READER_FAILED[outcome.failure or "died"])
    if "refused" in found:
        raise FormNotFound(*found["refused"])
    files = found.pop("csv")
    if files:
        into.mkdir(exist_ok=True)
    for name, data in files.items():
        (into / name).write_bytes(data)
    return found


def _generate(args: Args, progress: Progress) -> Any:
    from pmqa_xlsx.generator.outputs import write_workbooks
    from pmqa_xlsx.rounds.outgoing import form_to_send

    into = Path(args["into"])
    form, year = form_to_send(into, args["source"], None)
    made = write_workbooks(
        form, args["units"] or None, into, year=year, lang=args["files"], blank=args["blank"],
        password=args["password"] or None, seal_key=_key(args), on_progress=progress)
    return {"count": len(made["workbooks"])}


def _definition(args: Args, _: Progress) -> Any:
    """Write an editable definition, as ``form new``."""
    from pmqa_xlsx.definition.workbook import write_workbook
    from pmqa_xlsx.rounds.outgoing import form_to_send
    from pmqa_xlsx.system.atomic import write_bytes

    form, _year = form_to_send(Path(args["into"]), args["source"], None)
    write_bytes(Path(args["target"]), write_workbook(form, args["files"] or form.lang))
    return {}


CALLS: Mapping[str, Callable[[Args, Progress], Any]] = {
    "check": _check, "compare": _compare, "form": _form, "generate": _generate, "definition": _definition,
    "ingest": _of_round(_ingest), "feedback": _of_round(_feedback),
    "results": _of_round(lambda round_, args, _: round_.write_results(
        args.get("target"), as_of=_day(args.get("as_of")), forms=args.get("form"),
        contacts=args.get("contacts", True), against=args.get("against"))),
    "decide": _of_round(_decide),
    "extend": _of_round(lambda round_, args, _: round_.extend(
        args["unit"], str(_day(args["due_date"], required=True)), reason=args["reason"], by=args["by"])),
    "forget": _of_round(lambda round_, args, _: round_.forget(
        args["unit"] or None, contacts=args["contacts"], before=_day(args["before"]))),
    "note": _of_round(lambda round_, args, _: round_.note(args["unit"], args["text"], by=args["by"])),
    "sent": _of_round(lambda round_, args, _: round_.mark_sent(
        args["numbers"], ref=args["ref"], on=_day(args["on"]))),
    "withdraw": _of_round(lambda round_, args, _: round_.withdraw(args["numbers"])),
    "snapshot": _of_round(lambda round_, args, _: round_.snapshot(args["name"])),
}


def main() -> None:
    """Answer requests until standard input ends."""
    answers, requests = sys.stdout.buffer, sys.stdin.buffer
    sys.stdout = sys.stderr

    def answer(**line: object) -> None:
        answers.write(json.dumps(line).encode() + b"\n")
        answers.flush()

    _load_ahead()
    while line := requests.readline():
        request = json.loads(line)
        try:
            os.chdir(request["folder"])
            done = CALLS[request["call"]](request["args"], lambda made, of: answer(progress=[made, of]))
            answer(done=done)
        except OperatorError as error:
            answer(refused=asdict(error.text))
        except Exception:  # a defect in this program: it is logged, and the app goes on
            answer(failed=traceback.format_exc())
        finally:
            with suppress(OSError):  # so that a batch's folder can be removed, also on Windows
                os.chdir(Path.home())


def _load_ahead() -> None:
    """Load what every call needs, while nobody waits for it."""
    with suppress(ImportError):
        import pmqa_xlsx.report
        import pmqa_xlsx.rounds.round
        import pmqa_xlsx.workers.read_paths  # noqa: F401
        import_ahead("pandas")


if __name__ == "__main__":
    main()
