"""The demo's round played in a folder, as the command ``demo`` does it."""

from pathlib import Path

from pmqa_xlsx.demo.play import INBOX, RESULTS, make_up_round
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.ledger.rounds import Round


def play_round(form: Form, directory: Path) -> list[str]:
    """Play a round; gives what came out otherwise than expected."""
    played = make_up_round(form, directory)
    return played.differences(Round(directory / RESULTS).ingest(
        directory / INBOX, as_of=played.as_of, received=played.as_of, forms=form))
