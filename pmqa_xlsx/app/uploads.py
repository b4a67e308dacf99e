"""Files that the browser sends, streamed to disk with limits, under the names and times that they have there.

A batch is a folder of the user's profile; what is in it is read by the process of calls alone, with that folder as its
current one, so that each file has the name it would have on the command line.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.system.atomic import not_writable
from pmqa_xlsx.system.clock import now

#: Bytes of one file and of all files of a batch, and how many there may be; the intake reads no larger mailbox.
MAX_FILE, MAX_BATCH, MAX_FILES = 512 * 2**20, 4 * 2**30, 10_000
#: Bytes that stay free on the disk.
_SPARE = 200 * 2**20
_LONGEST_STEP, _MOST_STEPS = 200, 20
_WINDOWS = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(slots=True)
class Batch:
    """Files dropped together.

    :ivar key: names it in addresses.
    :ivar folder: where they are.
    :ivar names: their paths inside the folder, with ``/``, in the order in which they came.
    :ivar checked: what the round would make of them, once that is known.
    """

    key: str
    folder: Path
    names: list[str] = field(default_factory=list)
    size: int = 0
    checked: dict[str, object] | None = None

    @property
    def tops(self) -> list[str]:
        """The files and folders to give to a call: one for all that is below a folder."""
        return list(dict.fromkeys(name.partition("/")[0] for name in self.names))

    async def add(self, name: str, modified_at: float | None, pieces: AsyncIterator[bytes]) -> None:
        """Keep one file.

        :param name: as the browser states it, with the folders that were dropped.
        :param modified_at: seconds since 1970 (UTC); ``None`` where the browser does not say: then it is now.
        :raises OptionNotValid: a limit is exceeded, or the disk is nearly full.
        :raises OutputNotWritable: it cannot be written.
        """
        if len(self.names) >= MAX_FILES:
            raise OptionNotValid("upload-too-many")
        steps = [step for one in name.replace("\\", "/").split("/") if (step := _step(one))]
        path = self._place(steps[-_MOST_STEPS:] or ["unnamed"])
        with not_writable(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                await self._write(path, pieces)
            except BaseException:
                with suppress(OSError):  # it goes with the batch
                    path.unlink(missing_ok=True)
                raise
        moment = now().timestamp() if modified_at is None else modified_at
        with suppress(OSError, OverflowError, ValueError):  # a time that this system cannot keep: that of receipt stays
            os.utime(path, (moment, moment))
        self.names.append(path.relative_to(self.folder).as_posix())

    async def _write(self, path: Path, pieces: AsyncIterator[bytes]) -> None:
        size = 0
        with path.open("xb") as file:
            async for piece in pieces:
                size += len(piece)
                if size > MAX_FILE:
                    raise OptionNotValid("upload-too-large")
                if self.size + size > MAX_BATCH:
                    raise OptionNotValid("upload-too-much")
                file.write(piece)
        self.size += size

    def _place(self, steps: list[str]) -> Path:
        """A free path for a file; a second one of the same name goes into a folder of its own, for the name counts."""
        for number in range(1, MAX_FILES + 2):
            path = self.folder.joinpath(*([f"({number})"] if number > 1 else []), *steps)
            if not path.exists() and not any(parent.is_file() for parent in path.parents):
                return path
        raise OptionNotValid("upload-too-many")

    def remove(self) -> None:
        """Remove its files."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Uploads:
    """The batches of one start of the app.

    :ivar folder: in the user's profile; it is made when needed, and removed at the end.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._batches: dict[str, Batch] = {}

    def begin(self) -> Batch:
        """A new, empty batch.

        :raises OutputNotWritable: its folder cannot be made.
        """
        key = secrets.token_hex(8)
        batch = self._batches[key] = Batch(key, self.folder / key)
        with not_writable(batch.folder):
            batch.folder.mkdir(parents=True, mode=0o700)
        return batch

    def of(self, key: str) -> Batch | None:
        """A batch by its key; ``None`` if it was taken in, given up or never there."""
        return self._batches.get(key)

    def give_up(self, key: str) -> None:
        """Forget a batch and remove its files."""
        batch = self._batches.pop(key, None)
        if batch is not None:
            batch.remove()

    def check_space(self, announced: str | None) -> None:
        """Check that this number of bytes is allowed and fits on the disk.

        :param announced: as the browser states it; every browser does.
        :raises OptionNotValid: they do not, or it is not known how many there are.
        """
        if announced is None or not (announced.isascii() and announced.isdecimal()):
            raise OptionNotValid("upload-cut")
        size = int(announced[:20])
        if size > MAX_BATCH:
            raise OptionNotValid("upload-too-much")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if shutil.disk_usage(self.folder).free < size + _SPARE:
            raise OptionNotValid("upload-disk-full")


def _step(text: str) -> str:
    """A step of a path that cannot lead out of the batch's folder and can be written on this system; else empty."""
    text = "".join(char if char.isprintable() or char in "\u200b\u200c\u200d" else "_" for char in text)
    text = text.encode("utf-8", "replace").decode().strip()
    if sys.platform == "win32":
        text = _WINDOWS.sub("_", text).rstrip(". ")
        text = f"_{text}" if _RESERVED.fullmatch(text) else text
    if text in ("", ".", ".."):
        return ""
    while len(text.encode()) > _LONGEST_STEP:
        stem, dot, ending = text.rpartition(".")
        text = stem[:-1] + dot + ending if stem and len(ending) < 10 else text[:-1]
    return text
