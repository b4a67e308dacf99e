"""``explain``: what a finding code means."""

from __future__ import annotations

import click

from pmqa_xlsx.cli import console


@click.command()
@click.argument("code")
@console.common_options
def explain(code: str, as_json: bool) -> None:
    """Explain a finding code, with an example, and how to correct it."""
    from pmqa_xlsx import catalogue

    text = catalogue.explain(code, console.print_lang())
    if as_json:
        console.print_json(catalogue.CATALOGUE[code].as_json())
    else:
        console.say(text)
