"""The command line: options → one call → print → exit code. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import sys

import click

from pmqa_xlsx.cli import console, words
from pmqa_xlsx.cli.app import app
from pmqa_xlsx.cli.console import usage_message
from pmqa_xlsx.cli.demo import demo
from pmqa_xlsx.cli.feedback import feedback, letters
from pmqa_xlsx.cli.form import form, generate
from pmqa_xlsx.cli.ingest import check, explain, ingest
from pmqa_xlsx.cli.rounds import compare, decide, extend, forget, history, note, results, snapshot
from pmqa_xlsx.errors import OperatorError, notice, reason_of


def _print_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from pmqa_xlsx.system.build import package_version

        console.say(f"pmqa-xlsx, version {package_version() or 'unknown (not installed)'}")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
              help="Show the version and exit.")
def commands() -> None:
    """Send out locked Excel forms, read the filled-in workbooks, and consolidate them into one reliable table.

    A round: `generate -o DIR`, then `ingest RETURNS -o RESULTS`, then look at RESULTS.
    `demo DIR` runs a whole round with made-up answers.
    """


for _command in (form, generate, ingest, check, decide, extend, note, results, history, snapshot, feedback, letters,
                 forget, compare, explain, demo, app):
    commands.add_command(_command)


def main() -> None:
    """Run the command line; a mistake of the operator ends with one line on standard error and exit code 2."""
    console.prepare_streams()
    try:
        code = _run()
        if sys.stdout is not None:
            sys.stdout.flush()
    except OperatorError as error:
        console.print_error(error.message(console.print_lang()))
        code = 2
    except OSError as error:  # a path that no system can have, a folder nobody may look into, a share that went away
        refused = notice("system-refused", named=error.filename or "–", reason=reason_of(error))
        console.print_error(refused.of(console.print_lang()))
        code = 2
    sys.exit(code)


def _run() -> int:
    try:
        # click would look for patterns and variables in all arguments on Windows, also in a password.
        return commands.main(standalone_mode=False, windows_expand_args=False) or 0
    except (click.exceptions.Abort, KeyboardInterrupt):
        console.print_error(words.INTERRUPTED.of(console.print_lang()))
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
    except click.ClickException as error:
        console.print_error(usage_message(error, console.print_lang()))
    return 2
