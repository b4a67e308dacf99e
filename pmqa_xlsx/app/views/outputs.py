"""What a round's folder holds to look at and give away: letters, files of the last run, kept states, workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.consolidate.column_types import FrameColumn
from pmqa_xlsx.consolidate.output import SUMMARY_NAME, read_summary
from pmqa_xlsx.consolidate.schema import FRAMES, LetterRow, columns_of
from pmqa_xlsx.feedback.mail import MailDraft, read_draft
from pmqa_xlsx.ledger.letters_folder import ASIDE, CHAT, LETTERS
from pmqa_xlsx.ledger.sent_out import read_manifest
from pmqa_xlsx.ledger.snapshots import SNAPSHOTS, folders_in
from pmqa_xlsx.light_dataclass import dataclass

#: Rows of a table on one page.
ROWS_A_PAGE = 100
#: The first files that people open.
_FIRST = ("consolidated.xlsx", "report.html")
#: In this order they are listed: what is to be sent comes first.
_STATES = {"draft": 0, "sent": 1, "settled": 2, "withdrawn": 3}
#: Among the drafts, what asks for something first.
_KINDS = ("which-unit", "correction", "resend", "reminder", "invitation", "receipt")


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that can be downloaded."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class KeptState:
    """A state kept by name."""

    name: str
    as_of: str


@dataclass(frozen=True, slots=True)
class TablePage:
    """Some rows of a frame.

    :ivar number: which page, from 1 on; ``pages`` how many there are.
    """

    frame: str
    columns: Sequence[FrameColumn]
    rows: Sequence[dict[str, Any]]
    count: int
    number: int
    pages: int


def output_files(directory: Path) -> list[OutputFile]:
    """The files of the last run, those for people first."""
    outputs = (read_summary(directory) or {}).get("outputs")
    names = [str(name) for name in outputs] if isinstance(outputs, dict) else []
    names.sort(key=lambda name: (name not in _FIRST, not name.endswith(".csv"), name))
    there = [(name, directory / name) for name in [*names, *([SUMMARY_NAME] if names else [])]]
    return [OutputFile(name, path.stat().st_size) for name, path in there if path.is_file()]


def kept_states(directory: Path) -> list[KeptState]:
    """The states kept by name, the newest first."""
    found = [KeptState(path.name, str((read_summary(path) or {}).get("as_of", "")))
             for path in folders_in(directory / SNAPSHOTS) if (path / SUMMARY_NAME).is_file()]
    return sorted(found, key=lambda one: (one.as_of, one.name), reverse=True)


def other_results(directory: Path) -> dict[str, Path]:
    """The results beside the round's folder, such as last year's, by the name of their folder."""
    try:
        beside = sorted(folders_in(directory.parent))
        return {path.name: path for path in beside if path != directory and (path / SUMMARY_NAME).is_file()}
    except OSError:  # a folder that may not be read
        return {}


def table_page(view: RoundView, frame: str, number: int) -> TablePage | None:
    """Some rows of a frame; ``None`` where there is no such frame.

    :param number: which page, from 1 on.
    """
    if frame not in FRAMES:
        return None
    count = view.source.count(frame)
    pages = max(-(-count // ROWS_A_PAGE), 1)
    number = min(max(number, 1), pages)
    rows = view.source.rows(frame, (number - 1) * ROWS_A_PAGE, ROWS_A_PAGE)
    return TablePage(frame, columns_of(FRAMES[frame]), rows, count, number, pages)


def outgoing_manifest(directory: Path) -> dict[str, Any]:
    """The manifest of the workbooks that were made; empty where there are none."""
    try:
        manifest = read_manifest(directory)
    except (OSError, ValueError, RecursionError):
        return {}
    return manifest if isinstance(manifest, dict) and isinstance(manifest.get("workbooks"), list) else {}


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
