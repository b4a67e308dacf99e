"""Files to download: one of the round's own by its known name, or several as a zip made for this."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, StreamingResponse

from pmqa_xlsx.system.clock import now
from pmqa_xlsx.system.portable_zip import write_zip

if TYPE_CHECKING:
    from starlette.responses import Response

#: Bytes of a zip that are kept in memory, and that are sent at a time.
_IN_MEMORY, _A_PIECE = 16 * 2**20, 2**18


def download(path: Path) -> Response:
    """A file, to be saved and not shown."""
    if not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type="application/octet-stream", filename=path.name)


def zip_download(paths: Iterable[tuple[Path, str]], name: str) -> Response:
    """Several files as a zip.

    :param paths: each file, and its name in the zip.
    """
    kept = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed once it was sent
    write_zip(cast(IO[bytes], kept), ((inside, path.read_bytes()) for path, inside in paths), now())
    kept.seek(0)

    def pieces() -> Iterable[bytes]:
        with kept:
            while piece := kept.read(_A_PIECE):
                yield piece

    return StreamingResponse(pieces(), media_type="application/zip",
                             headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"})


def files_below(folder: Path) -> list[tuple[Path, str]]:
    """The files below a folder, each with its path from there."""
    return [(path, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")]
