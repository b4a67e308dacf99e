"""What the pages of one start of the app share: the round's folder, jobs, uploads, what was typed in Settings."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pmqa_xlsx.app.jobs import Job, Jobs
from pmqa_xlsx.app.profile import Profile
from pmqa_xlsx.app.safety import Keys
from pmqa_xlsx.app.uploads import Uploads
from pmqa_xlsx.app.views.round_view import LatestRun, RoundView
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.language import Text

if TYPE_CHECKING:
    from starlette.requests import Request

#: Worker processes that read returns, at most.
_MOST_JOBS = 4


@dataclass(slots=True)
class Desk:
    """One start of the app.

    :ivar directory: the round's folder, as it was given at the start.
    :ivar log: where tracebacks of this program's defects go.
    :ivar quit: ends the app.
    :ivar passwords: to try on encrypted files; in memory only, as ``seal_key``.
    :ivar definition: a definition that was uploaded and has no mistakes; it rules once it is used.
    :ivar checked: what was found in the definition uploaded last, with its ``name`` and where it is (``source``).
    :ivar last_request: when somebody last asked for something, on the monotonic clock, in seconds.
    """

    directory: Path
    profile: Profile
    keys: Keys
    jobs: Jobs
    uploads: Uploads
    latest: LatestRun
    log: Path
    quit: Callable[[], None]
    passwords: list[str] = field(default_factory=list)
    seal_key: bytes = b""
    definition: Path | None = None
    checked: dict[str, Any] | None = None
    last_request: float = field(default_factory=time.monotonic)

    def begin(
        self, request: Request, call: str, then: str, *, back: str = "/", folder: Path | None = None,
        typed: Sequence[tuple[Text, str]] = (), on_done: Callable[[Any], object] | None = None, key: str = "",
        **args: Any,
    ) -> Job:
        """Begin a job for the form that was sent; sent twice, it is one job.

        :param key: tells jobs apart that begin with one form.
        :param args: of the call, besides those that every call gets.
        """
        chosen = self.profile.preferences
        every = {"directory": str(self.directory), "files": chosen.files, "passwords": self.passwords,
                 "seal_key": self.seal_key.hex(), "jobs": min(_MOST_JOBS, os.cpu_count() or 1), **args}
        return self.jobs.begin(Job(request.query_params["form"] + key, call, every, then, back, folder, typed, on_done))

    def make(self, request: Request, call: str, name: str, *, back: str, **args: Any) -> Job:
        """Begin a job that makes a file or a folder to download, in the user's profile.

        :param name: of the file or folder; the call's argument ``target``.
        """
        form = request.query_params["form"]
        folder = self.uploads.folder / "made" / form
        folder.mkdir(parents=True, exist_ok=True)
        return self.begin(request, call, f"/made/{form}", back=back, target=str(folder / name), **args)

    def made(self, form: str) -> Path | None:
        """What was made for a form that was sent; ``None`` if there is nothing of it."""
        folder = self.uploads.folder / "made"
        return next((path for one in folder.glob("*") if one.name == form for path in one.iterdir()), None)


def desk_of(request: Request) -> Desk:
    """The desk behind the page that is asked for."""
    return cast(Desk, request.app.state.desk)


def view_of(request: Request) -> RoundView | None:
    """What the last run wrote; ``None`` where no run has written results yet.

    :raises InputNotFound: the results are not whole.
    """
    return desk_of(request).latest.read()
