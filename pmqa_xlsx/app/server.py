"""Start and end of the app: one server on this computer alone, for one round."""

from __future__ import annotations

import asyncio
import http.client
import json
import logging
import signal
import socket
import sys
import time
import traceback
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp

from pmqa_xlsx.app import words
from pmqa_xlsx.app.desk import Desk, desk_of
from pmqa_xlsx.app.jobs import Jobs
from pmqa_xlsx.app.pages import every_route
from pmqa_xlsx.app.profile import Profile, RunningApp
from pmqa_xlsx.app.render import message_page, refusal_page
from pmqa_xlsx.app.safety import ADDRESS, Guard, Keys, secret_headers
from pmqa_xlsx.app.uploads import Uploads
from pmqa_xlsx.app.views.round_view import LatestRun
from pmqa_xlsx.errors import InputNotFound, OperatorError, OptionNotValid, reason_of
from pmqa_xlsx.system.clock import now

#: Seconds without a request after which the app ends by itself, and between two looks at that.
IDLE_SECONDS, _A_LOOK = 8 * 3600.0, 2.0
#: Seconds to wait for the answer of an app that runs, which may just be starting.
_PATIENCE = 10.0


def run_app(
    directory: Path | None = None, *, port: int = 0, say: Callable[[str], None], open_page: bool = True,
    profile: Profile | None = None, idle_seconds: float = IDLE_SECONDS,
) -> None:
    """Serve a round's pages until somebody ends it; a second start for the same round opens the running app.

    :param directory: the round's folder; ``None`` for the one opened last.
    :param port: 0 for any free one.
    :param say: gets the address, for where no browser can be opened.
    :raises OptionNotValid: the port is in use.
    :raises OutputNotWritable: the user's profile cannot be written, or the round's folder is a file.
    """
    profile = profile or Profile()
    directory = profile.round_folder(directory)
    running = RunningApp(profile, directory)

    def show(address: str) -> None:
        say(address)
        if open_page:
            webbrowser.open(address)

    with running.held() as alone:
        if not alone:
            show(_address_of(running))
            return
        profile.keep_last_round(directory)
        with _bound(port) as listening:
            keys = Keys(listening.getsockname()[1])
            running.keep_state(keys.port, keys.secret)
            _serve(listening, keys, directory, profile, running, idle_seconds, show)


def _serve(
    listening: socket.socket, keys: Keys, directory: Path, profile: Profile, running: RunningApp, idle_seconds: float,
    show: Callable[[str], None],
) -> None:
    import uvicorn

    jobs = Jobs(running.log)
    desk = Desk(directory, profile, keys, jobs, Uploads(running.uploads), LatestRun(directory), running.log,
                quit=lambda: None)
    config = uvicorn.Config(
        application(desk), log_config=None, access_log=False, lifespan="off", ws="none", http="h11", loop="asyncio",
        server_header=False, date_header=False, proxy_headers=False, timeout_graceful_shutdown=2)
    logging.getLogger("uvicorn").addHandler(logging.NullHandler())
    server = uvicorn.Server(config)

    def leave() -> None:
        server.should_exit = True

    desk.quit = leave

    async def serve() -> None:
        watch = asyncio.create_task(_end_when_idle(desk, idle_seconds))
        address = asyncio.create_task(_show_when_started(server, partial(_begin, desk, show)))
        await server.serve([listening])
        watch.cancel()
        address.cancel()

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # else the process would end without tidying up
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(serve())
    finally:
        jobs.end()


def application(desk: Desk) -> ASGIApp:
    """The pages behind their guard."""
    handlers: dict[Any, Any] = {
        OperatorError: lambda request, error: message_page(
            request, 409, words.NOT_DONE, error.text, repair=isinstance(error, InputNotFound)),
        HTTPException: lambda request, error: message_page(
            request, error.status_code, words.NOT_FOUND, words.NOT_FOUND_TEXT),
        Exception: _defect,
        ClientDisconnect: lambda *_: Response(status_code=400)}  # nobody is there to read it
    app = Starlette(routes=[*every_route()], exception_handlers=handlers)
    app.state.desk = desk

    def asked() -> None:
        desk.last_request = time.monotonic()

    return Guard(app, desk.keys, lambda status, reason: refusal_page(desk.profile.preferences.lang, status, reason),
                 asked)


async def _end_when_idle(desk: Desk, seconds: float) -> None:
    while time.monotonic() - desk.last_request < seconds or desk.jobs.open is not None:
        await asyncio.sleep(min(_A_LOOK, seconds / 4))
    desk.quit()


def _begin(desk: Desk, show: Callable[[str], None]) -> None:
    """Open the browser, and load meanwhile what the first page and the first job need."""
    show(desk.keys.new_address())
    with suppress(OperatorError):
        desk.latest.read()
    with suppress(OSError):  # a job that needs the process says why it has none
        desk.jobs.warm()


async def _show_when_started(server: Any, show: Callable[[], None]) -> None:
    while not server.started:
        await asyncio.sleep(0.01)
    await asyncio.get_running_loop().run_in_executor(None, show)


def _defect(request: Request, error: Exception) -> Response:
    """A defect in this program: what happened goes to the log, and the page says where that is."""
    desk = desk_of(request)
    with suppress(OSError), desk.log.open("a", encoding="utf-8") as log:
        log.write(f"{now().isoformat()} {request.method} {request.url.path}\n")
        log.write("".join(traceback.format_exception(error)))
    return message_page(request, 500, words.DEFECT, words.DEFECT_TEXT.filled(log=desk.log))


def _bound(port: int) -> socket.socket:
    """A socket of this computer alone, which no other program can share."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        listening.bind((ADDRESS, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise OptionNotValid("port-not-usable", port=port, error=reason_of(error)) from error
    listening.listen(128)
    return listening


def _address_of(running: RunningApp) -> str:
    """An address from the app that runs.

    :raises OptionNotValid: it does not answer.
    """
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        state = running.state()
        with suppress(OSError, ValueError, KeyError, TypeError, http.client.HTTPException):
            connection = http.client.HTTPConnection(ADDRESS, int(state["port"]), timeout=2)
            try:
                connection.request("POST", "/open", headers=secret_headers(str(state["secret"])))
                return str(json.loads(connection.getresponse().read(10_000))["address"])
            finally:
                connection.close()
        time.sleep(0.1)
    raise OptionNotValid("app-without-answer")
