"""What the app keeps in the user's profile: preferences, the last round, and how to reach the running app of a round.

Nothing of it is in the round's folder, which other people may read.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pmqa_xlsx.consolidate.output import output_lock
from pmqa_xlsx.errors import OutputNotWritable
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.system.atomic import not_writable, remove, write_bytes
from pmqa_xlsx.system.folders import remove_folder
from pmqa_xlsx.text.language import LANGS, Lang

_STATE, _PREFERENCES, _LAST, _UPLOADS = "app.json", "preferences.json", "last.json", "uploads"
#: Seconds to wait for the lock of a round's app; another one holds it as long as it runs.
_SHORTLY = 0.2


@dataclass(frozen=True, slots=True)
class Preferences:
    """What one person chose.

    :ivar lang: language of the pages.
    :ivar files: language of the files that are written for people; ``None`` for the form's.
    :ivar by: the name under which decisions are recorded.
    """

    lang: Lang = "th"
    files: Lang | None = None
    by: str = ""


class Profile:
    """The user's folder for this program.

    :param folder: default: the system's place for such data, readable by this user alone.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or _default_folder()
        with not_writable(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def preferences(self) -> Preferences:
        """What was chosen; the defaults where that cannot be read."""
        stored = _read(self.folder / _PREFERENCES)
        return Preferences(language(stored.get("lang")) or "th", language(stored.get("files")),
                           str(stored.get("by", ""))[:200])

    @preferences.setter
    def preferences(self, chosen: Preferences) -> None:
        _write(self.folder / _PREFERENCES, asdict(chosen))

    def round_folder(self, directory: Path | None) -> Path:
        """The folder to open, absolute; ``None`` for the round opened last, at first a folder in the user's documents.

        :raises OutputNotWritable: it is a file.
        """
        folder = (directory or self._last_round()).absolute()
        if folder.is_file():
            raise OutputNotWritable("is-a-file", path=folder)
        return folder

    def _last_round(self) -> Path:
        stored = str(_read(self.folder / _LAST).get("round", ""))
        documents = Path.home() / "Documents"
        return Path(stored) if stored else (documents if documents.is_dir() else Path.home()) / "pmqa-round"

    def keep_last_round(self, directory: Path) -> None:
        """Remember which round was opened."""
        _write(self.folder / _LAST, {"round": str(directory)})


class RunningApp:
    """The one app of a round: its lock, how a second start reaches it, and where uploads go.

    :param directory: the round's folder.
    """

    def __init__(self, profile: Profile, directory: Path) -> None:
        key = hashlib.sha256(os.fsencode(directory.resolve())).hexdigest()[:16]
        self._folder = profile.folder / "rounds" / key
        self.uploads = self._folder / _UPLOADS
        self.log = self._folder / "app.log"

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold the lock as long as this app runs; yields whether it is held, else another app of the round runs."""
        lock = output_lock(self._folder, timeout=_SHORTLY)
        try:
            lock.__enter__()
        except OutputNotWritable:
            if not self._folder.is_dir():
                raise
            yield False
            return
        try:
            self._clean()
            yield True
        finally:
            self._clean()
            lock.__exit__(None, None, None)

    def state(self) -> Mapping[str, Any]:
        """Port, secret and process of the running app; empty where nothing is stated."""
        return _read(self._folder / _STATE)

    def keep_state(self, port: int, secret: str) -> None:
        """State how a second start reaches this app."""
        _write(self._folder / _STATE, {"port": port, "secret": secret, "process": os.getpid()})

    def _clean(self) -> None:
        with suppress(OSError):
            remove(self._folder / _STATE)
        with suppress(OSError):
            remove_folder(self.uploads)


def _default_folder() -> Path:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(base) / "pmqa_xlsx"


def language(stored: object) -> Lang | None:
    """The language that was chosen, if one was."""
    return next((lang for lang in LANGS if lang == stored), None)


def _read(path: Path) -> dict[str, Any]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _write(path: Path, data: Mapping[str, Any]) -> None:
    with not_writable(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_bytes(path, json.dumps(data, ensure_ascii=False).encode())
        path.chmod(0o600)
