"""Letters with their files: what each says, where it is, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.consolidate.schema import LetterRow
from pmqa_xlsx.feedback.mail import MailDraft, read_draft
from pmqa_xlsx.ledger.letters_folder import ASIDE, CHAT, LETTERS

#: In this order they are listed: what is to be sent comes first.
_STATES = {"draft": 0, "sent": 1, "settled": 2, "withdrawn": 3}
#: Among the drafts, what asks for something first.
_KINDS = ("which-unit", "correction", "resend", "reminder", "invitation", "receipt")


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A letter with its files.

    :ivar mail: the draft's file; ``None`` where it is not there any more.
    """

    row: LetterRow
    mail: Path | None
    attachments: Sequence[Path]

    @property
    def key(self) -> str:
        """Its number as part of an address."""
        return self.row.number.replace("/", "-")

    def read(self) -> MailDraft | None:
        """What the draft says; ``None`` where its file is gone."""
        return read_draft(self.mail.read_bytes()) if self.mail else None


def shown_letters(view: RoundView, directory: Path) -> list[ShownLetter]:
    """All letters: those that are to be sent in their order, then the others, the newest first."""
    found = []
    drafts = [row for row in reversed(view.letters) if row.state == "draft"]
    others = [row for row in view.letters if row.state != "draft"]
    order = sorted(drafts, key=lambda row: _KINDS.index(row.kind)) + sorted(others, key=lambda row: _STATES[row.state])
    for row in order:
        names = [Path(str(name)).name for name in view.drafts.get(row.number, {}).get("files", ())]
        paths = [path for name in names if (path := _path(directory, name)) is not None]
        mail = next((path for path in paths if path.suffix == ".eml"), None)
        found.append(ShownLetter(row, mail, [path for path in paths if path != mail]))
    return found


def letter_of(view: RoundView, directory: Path, key: str) -> ShownLetter | None:
    """A letter by its number as it is in addresses."""
    return next((one for one in shown_letters(view, directory) if one.key == key), None)


def chat_text(directory: Path) -> str:
    """The text for a chat group; empty where there is none."""
    try:
        return (directory / LETTERS / CHAT).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _path(directory: Path, name: str) -> Path | None:
    """Where a file of a letter is: among those to send, or set aside."""
    places = (directory / LETTERS / name, directory / LETTERS / ASIDE / name)
    return next((path for path in places if path.is_file()), None)
