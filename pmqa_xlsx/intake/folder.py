"""List the files under paths, in a fixed order; links are not followed."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from pmqa_xlsx.catalogue.reasons import FOLDERS_TOO_DEEP, LINK, SPECIAL
from pmqa_xlsx.errors import InputNotFound
from pmqa_xlsx.intake import own
from pmqa_xlsx.intake.sources import RemoteFile, UnreadError
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.language import NO_TEXT, Text
from pmqa_xlsx.text.untrusted import path_label

#: Deepest folder below a path given.
MAX_FOLDERS = 60

#: Windows' reparse tags of symbolic links and junctions; other tags, such as those of cloud folders, are harmless.
_LINK_TAGS = frozenset({0xA000000C, 0xA0000003})

_CLUTTER = frozenset({
    ".ds_store", "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", ".directory", ".localized", ".gitkeep",
    ".gitignore", "icon\r",
})
#: Where Windows notes that a file was downloaded; other systems copy it as a file beside it.
_ZONE = "zone.identifier"
_CLUTTER_FOLDERS = frozenset({
    "__macosx", ".git", ".svn", "$recycle.bin", "system volume information", ".spotlight-v100", ".fseventsd",
    ".trashes", ".trash", ".trash-1000", ".temporaryitems", ".appledouble", "lost+found",
    "@eadir", "#recycle", "@recycle", ".@__thumb",  # of network drives
})


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file or folder that could not be read, with the reason."""

    label: str
    reason: Text

    @property
    def line(self) -> Text:
        """The line for the operator."""
        return Text(f"{self.label}: ยังไม่ได้อ่าน {self.reason.th}", f"{self.label}: not read: {self.reason.en}")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read.

    :ivar path: from :func:`system_path`.
    :ivar label: the given path, with forward slashes and unprintable characters replaced.
    :ivar trouble: the reason why it must not be opened; empty for a regular file.
    :ivar source: where it is instead of on a disk; then the path is only a name.
    """

    path: Path
    label: str
    trouble: Text = NO_TEXT
    source: RemoteFile | None = None


@dataclass(slots=True)
class FolderListing:
    """The files under some paths.

    :ivar files: distinct files, ordered by label.
    :ivar unread: files and folders that could not be examined.
    :ivar ignored: number of skipped files and folders of clutter.
    :ivar own_outputs: number of skipped files written by this program.
    """

    files: list[FoundFile] = field(default_factory=list)
    unread: list[UnreadFile] = field(default_factory=list)
    ignored: int = 0
    own_outputs: int = 0


def list_files(paths: Sequence[Path | RemoteFile]) -> FolderListing:
    """List everything under the paths by name; the only files read are this program's own manifests.

    Files that are on no disk come last.

    :param paths: none for nothing at all.
    :raises InputNotFound: a path does not exist, or there is nothing under the paths.
    """
    on_disk = [path for path in paths if not isinstance(path, RemoteFile)]
    for path in on_disk:
        if not os.path.lexists(system_path(path)):
            shown = path_label(str(path))
            raise InputNotFound("path-missing", path=shown)
    listing = FolderListing()
    for path in on_disk:
        _add(listing, system_path(path), path, 0)
    once = {_without_case(found.path): found for found in listing.files}
    listing.files = sorted(once.values(), key=lambda found: (found.label, str(found.path)))
    for source in paths:
        if isinstance(source, RemoteFile):
            path = Path(source.name)
            listing.ignored += is_clutter(path.name)
            if not is_clutter(path.name):
                listing.files.append(FoundFile(path, path_label(source.name), source=source))
    if paths and not listing.files and not listing.unread:
        shown = ", ".join(path_label(path.name if isinstance(path, RemoteFile) else str(path)) for path in paths)
        passed = listing.ignored + listing.own_outputs
        raise InputNotFound("nothing-but-skipped" if passed else "nothing-found", path=shown, count=passed)
    return listing


def is_clutter(name: str) -> bool:
    """Whether a file's name is that of a program's own auxiliary file, such as ``~$50.xlsx``.

    :param name: the last step of its path.
    """
    low = name.lower()
    return (low in _CLUTTER or low.startswith(("~$", "._")) or low.endswith(_ZONE)
            or (low.startswith(".~lock.") and low.endswith("#")))


def in_clutter_folder(steps: Sequence[str]) -> bool:
    """Whether any of these folder names is reserved by a system, such as ``__MACOSX``."""
    return any(step.lower() in _CLUTTER_FOLDERS for step in steps)


def system_path(path: Path) -> Path:
    """A path in a form that can open any file: on Windows also one that is longer than 259 characters, is named like a
    device (``COM1.xlsx``) or ends in a dot or a space, as files from other systems may.

    :param path: relative or absolute.
    """
    if sys.platform != "win32":
        return path
    # Only the folder is made absolute, since Windows would change such a name.
    plain = path.name in ("", "..") or path.drive.startswith("\\\\?\\")
    absolute = os.path.abspath(path) if plain else os.path.join(os.path.abspath(path.parent), path.name)  # noqa: PTH100, PTH118  Path cleans up more
    if absolute.startswith(("\\\\?\\", "\\\\.\\")):
        return Path(absolute)
    return Path(f"\\\\?\\UNC{absolute[1:]}" if absolute.startswith("\\\\") else f"\\\\?\\{absolute}")


def _without_case(path: Path) -> str:
    """A key that is equal for different spellings of one file's path."""
    return str(path).lower() if sys.platform == "win32" else os.path.abspath(path)  # noqa: PTH100  resolve() follows links


def _add(listing: FolderListing, path: Path, given: Path, depth: int) -> None:
    label = path_label(given.as_posix())
    try:
        state = path.lstat()
    except OSError as error:
        listing.unread.append(UnreadFile(label, UnreadError.of(error).reason))
        return
    if stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) in _LINK_TAGS:
        listing.files.append(FoundFile(path, label, LINK))
    elif stat.S_ISDIR(state.st_mode):
        _add_folder(listing, path, given, depth)
    elif is_clutter(path.name):
        listing.ignored += 1
    elif own.is_own_file(path):
        listing.own_outputs += 1
    else:
        listing.files.append(FoundFile(path, label, NO_TEXT if stat.S_ISREG(state.st_mode) else SPECIAL))


def _add_folder(listing: FolderListing, folder: Path, given: Path, depth: int) -> None:
    if in_clutter_folder([folder.name]):
        listing.ignored += 1
        return
    if own.is_result_folder(folder):
        listing.own_outputs += sum(len(files) for _, _, files in os.walk(folder))
        return
    label = path_label(given.as_posix())
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        listing.unread.append(UnreadFile(label, UnreadError.of(error).reason))
        return
    if depth >= MAX_FOLDERS:
        listing.files.append(FoundFile(folder, label, FOLDERS_TOO_DEEP))
        return
    for path in inside:
        _add(listing, path, given / path.name, depth + 1)
