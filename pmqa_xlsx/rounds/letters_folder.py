"""The folder ``letters/`` of a round: the drafts with their attachments, a list for mail merge, a text for a chat."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_xlsx.consolidate.letters import Letter
from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.intake.own import LETTERS_COLUMNS, LETTERS_LIST, is_own_manifest
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.system.atomic import check_replaceable, is_vacant, move, not_writable, remove, replace_files
from pmqa_xlsx.text.excel_text import csv_bytes
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from pmqa_xlsx.feedback.mail import MailDraft

LETTERS = "letters"
#: Where drafts go that are not to be sent any more.
ASIDE = "withdrawn"
CHAT = "chat.txt"
#: The name of a file that was made for a letter, with its number and year.
_NUMBERED = re.compile(r"(\d+)-(\d{4})(?:\.eml|_.*\.xlsx)")


@dataclass(frozen=True, slots=True)
class LetterFiles:
    """One letter with its files.

    :ivar state: ``draft``, ``sent``, ``settled`` or ``withdrawn``.
    :ivar to: the address; empty where none is known, then ``call`` says whom to call.
    :ivar mail: its file; the attachments are in it and beside it. A missing one has been erased.
    """

    number: str
    kind: str
    state: str
    unit_code: str
    unit_name: Text
    to: str
    call: str
    mail: Path
    attachments: tuple[Path, ...]

    def read(self) -> MailDraft | None:
        """The text of the draft, including the office's edits; ``None`` if its file is missing."""
        from pmqa_xlsx.feedback.mail import read_draft

        return read_draft(self.mail.read_bytes()) if self.mail.is_file() else None

    def as_json(self) -> dict[str, object]:
        """For ``--json``."""
        return {"number": self.number, "kind": self.kind, "state": self.state, "unit_code": self.unit_code,
                "unit_name": self.unit_name.th, "to": self.to, "call": self.call, "file": self.mail.name,
                "attachments": [path.name for path in self.attachments]}


class LettersFolder:
    """The letters in a round's folder.

    :param directory: the round's folder.
    """

    def __init__(self, directory: Path) -> None:
        self.path = directory / LETTERS

    def paths(self, letter: Letter) -> list[Path]:
        """The files of a letter, wherever they are now: the mail, then the attachments."""
        return [next((path for path in (self.path / name, self.path / ASIDE / name) if path.is_file()),
                     self.path / name) for name in letter.files]

    def check(self, letters: Iterable[Letter]) -> None:
        """Make sure, before anything is decided, that files can be replaced and moved.

        :param letters: those that are to be set aside.
        :raises OutputNotWritable: one is open in another program.
        """
        moved = [path for one in letters for path in self.paths(one)]
        check_replaceable([self.path / LETTERS_LIST, self.path / CHAT, *moved])

    def add(self, contents: Mapping[str, bytes]) -> None:
        """Write the files of new letters."""
        if contents:
            replace_files(self.path, contents)

    def last_number(self, year: int) -> int:
        """The highest number of a year that a letter's file has, also of a letter that no ledger knows any more."""
        found = (_NUMBERED.fullmatch(path.name) for path in self.path.rglob(f"*-{year}*"))
        return max((int(one[1]) for one in found if one), default=0)

    def sort(self, letters: Iterable[Letter], here: Collection[str]) -> None:
        """Move files aside that are not to be sent, so that nobody sends them by mistake, and others back.

        :param letters: all that are known: of unknown ones, as after drafting was cut short, all files go aside.
        :param here: the names of the files of letters that were sent or are to be sent.
        """
        known = {one.number.replace("/", "-"): one.files for one in letters}
        found = {path.name: match for path in self.path.glob("*-*") if (match := _NUMBERED.fullmatch(path.name))}
        unknown = {name for name, match in found.items() if f"{match[1]}-{match[2]}" not in known}
        for name in unknown.union(*known.values()).difference(here):
            _move(self.path / name, self.path / ASIDE / name)
        for name in here:
            if not (self.path / name).is_file():
                _move(self.path / ASIDE / name, self.path / name)

    def write_lists(self, drafts: Sequence[LetterFiles], chat: str) -> None:
        """Write the list of the drafts to be sent, for mail merge, and the text for a chat group."""
        replace_files(self.path, {CHAT: chat.replace("\n", "\r\n").encode("utf-8-sig"), LETTERS_LIST: _as_csv(drafts)})

    def copy_to(self, directory: Path, drafts: Sequence[LetterFiles]) -> None:
        """Copy drafts to another folder, with their list; what an earlier call copied there is replaced.

        :raises OutputNotWritable: the folder contains other files, or cannot be written.
        """
        earlier = _earlier(directory)
        contents = {path.name: path.read_bytes() for one in drafts for path in (one.mail, *one.attachments)
                    if path.is_file()}
        contents |= {CHAT: (self.path / CHAT).read_bytes(), LETTERS_LIST: _as_csv(drafts)}
        obsolete = [directory / name for name in earlier if name not in contents and Path(name).name == name]
        check_replaceable([*obsolete, directory / LETTERS_LIST])
        again = (directory / LETTERS_LIST).exists()  # else first, so that the folder is known if this is cut short
        order = sorted(contents, key=lambda name: (name == LETTERS_LIST) == again)
        replace_files(directory, {name: contents[name] for name in order}, obsolete)


def _move(source: Path, target: Path) -> None:
    if source.is_file():
        with not_writable(target):
            target.parent.mkdir(exist_ok=True)
            move(source, target)


def _as_csv(drafts: Sequence[LetterFiles]) -> bytes:
    rows: list[Sequence[str]] = [LETTERS_COLUMNS]
    for one in drafts:
        said = one.read()
        rows.append([one.number, one.unit_code, one.unit_name.th, one.kind, said.to if said else one.to, one.call,
                     said.subject if said else "", said.body if said else "", one.mail.name,
                     "; ".join(path.name for path in one.attachments)])
    return csv_bytes(rows)


def _earlier(directory: Path) -> list[str]:
    """The names of the files that an earlier call copied to a folder.

    :raises OutputNotWritable: the folder contains other files, is a file, or cannot be read.
    """
    if not directory.exists():
        return []
    if not directory.is_dir():
        raise OutputNotWritable("is-a-file", path=directory)
    with not_writable(directory):
        if is_vacant(directory):
            return []
    listing = directory / LETTERS_LIST
    data = listing.read_bytes() if listing.is_file() else b""
    if not is_own_manifest(LETTERS_LIST, data):
        raise OutputNotWritable("folder-not-ours", directory=directory)
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
    return [name for row in rows for name in (row["file"] or "", *(row["attachments"] or "").split("; "))
            if name.endswith((".eml", ".xlsx"))]


def erase(paths: Iterable[Path]) -> None:
    """Remove files.

    :raises OutputNotWritable: one is open in another program.
    """
    for path in paths:
        with not_writable(path):
            remove(path)
