"""``app``: the whole round in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from pmqa_xlsx.cli import console, words
from pmqa_xlsx.cli.options import PATH


@click.command()
@click.argument("directory", metavar="[DIR]", required=False, type=PATH)
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=0,
              help="The port to serve on (default: any free one).")
@click.option("--shortcut", is_flag=True, help="Put an icon on the desktop or in the menu that opens DIR, and end.")
@console.common_options
def app(directory: Path | None, port: int, shortcut: bool, as_json: bool) -> None:
    """Open a round in the browser, for people who never use a terminal; it runs until it is quit there, or by Ctrl+C.

    DIR is the round's folder (default: the one opened last). The pages are served on this computer alone.
    """
    if shortcut:
        from pmqa_xlsx.app.shortcut import make_shortcut

        made = make_shortcut(directory)
        if as_json:
            console.print_json({"shortcut": str(made)})
        console.say(words.ICON_MADE, stderr=as_json, path=made)
        return
    from pmqa_xlsx.app.server import run_app

    def say(address: str) -> None:
        if as_json:
            console.print_json({"address": address})
        console.say(words.ADDRESS, stderr=as_json, address=address)

    run_app(directory, port=port, say=say)
