"""OLE compound files: the streams of Office 97-2003 files, of encrypted workbooks and of Outlook's mails."""

from __future__ import annotations

import io

import olefile

from pmqa_xlsx.catalogue.reasons import BAD_MEMBER, TOO_LARGE, TOO_MANY
from pmqa_xlsx.files.archive import ArchiveError

#: Most streams and storages of one file.
MAX_ENTRIES = 20_000

Path = tuple[str, ...]


class Compound:
    """A compound file.

    :raises ArchiveError: ``file-damaged`` or ``file-unsafe``; so do all methods, and nothing else.
    :ivar entries: paths of all streams and storages.
    """

    def __init__(self, data: bytes) -> None:
        try:
            # Given bytes, olefile takes a short file for the name of another; given a stream, it never does.
            self._ole = olefile.OleFileIO(io.BytesIO(data))
            entries = self._ole.listdir(streams=True, storages=True)
        except Exception as error:  # olefile raises its own, and over hostile headers nearly every other exception
            raise ArchiveError("file-damaged", BAD_MEMBER) from error
        if len(entries) > MAX_ENTRIES:
            raise ArchiveError("file-unsafe", TOO_MANY)
        self.entries: frozenset[Path] = frozenset(tuple(entry) for entry in entries)

    def read(self, path: Path, limit: int) -> bytes:
        """A stream's bytes.

        :param limit: most bytes that it may have.
        :returns: empty where there is no such stream.
        """
        if path not in self.entries:
            return b""
        try:
            if self._ole.get_size(list(path)) > limit:
                raise ArchiveError("file-unsafe", TOO_LARGE)
            return bytes(self._ole.openstream(list(path)).read())
        except ArchiveError:
            raise
        except Exception as error:  # as above
            raise ArchiveError("file-damaged", BAD_MEMBER) from error
