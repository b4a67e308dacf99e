"""The app as a process of its own, as an office starts it, and a client that asks it for pages."""

from __future__ import annotations

import http.client
import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

NOW = "2026-12-05T12:00:00+07:00"
_START = """
import sys
from pathlib import Path
from pmqa_xlsx.app.profile import Profile
from pmqa_xlsx.app.server import run_app
directory, profile, idle, port = sys.argv[1:]
run_app(Path(directory), say=lambda text: print(text, flush=True), open_page=False, profile=Profile(Path(profile)),
        idle_seconds=float(idle), port=int(port))
"""


@dataclass
class Answer:
    """What the app answered."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def location(self) -> str:
        """Where it leads."""
        return self.headers.get("location", "")


@dataclass
class App:
    """A running app, and a browser's cookie for it."""

    process: subprocess.Popen[str]
    address: str
    directory: Path
    cookie: str = ""
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(urlsplit(self.address).port or 0)

    @property
    def origin(self) -> str:
        """The origin of its pages."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes | str | None = None,
            headers: Mapping[str, str | None] | None = None) -> Answer:
        """Ask for something; ``None`` leaves a header out."""
        sent: dict[str, str | None] = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie or None}
        if method == "POST":
            sent |= {"Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded"}
        sent |= headers or {}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            data = body.encode() if isinstance(body, str) else body
            if data is not None:
                connection.putheader("Content-Length", str(len(data)))
            for name, value in sent.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.endheaders(data)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()},
                          answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def open(self) -> Answer:
        """Exchange the address for a cookie, as the browser does."""
        answer = self.ask("GET", self.address.partition(self.origin)[2])
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        return answer

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self.ask("GET", path)

    def token(self, page: str = "/drop") -> str:
        """A form token of a page."""
        return re.findall(r"form=([0-9a-f]+)", self.get(page).text)[0]

    def post(self, path: str, token: str = "", **fields: str) -> Answer:
        """Send a form, with a fresh token unless one is given."""
        return self.ask("POST", f"{path}?form={token or self.token()}", urlencode(fields))

    def follow(self, answer: Answer) -> Answer:
        """The page that an answer leads to, once its work is done."""
        while answer.status == 303:
            path = answer.location.partition("#")[0]  # a browser keeps what is after it to itself
            answer = self.get(path)
            while path.startswith("/work/") and answer.status == 200 and 'id="work"' in answer.text:
                self.get(f"{path}/events")  # ends with the work
                answer = self.get(path)
        return answer

    def drop(self, files: Mapping[str, bytes], time: int = 1_764_000_000_000) -> str:
        """Send files as the page's script does, and have them checked; returns the batch's path."""
        token = self.token()
        begun = self.ask("POST", f"/drop/begin?form={token}", "size=1")
        batch = re.findall(r'"batch":"(\w+)"', begun.text)[0]
        for name, data in files.items():
            sent = self.ask("POST", f"/drop/{batch}/file?form={token}&name={quote(name)}&time={time}", data,
                            {"Content-Type": "application/octet-stream"})
            assert sent.status == 200, sent.text
        assert self.follow(self.ask("POST", f"/drop/{batch}/check?form={token}", "")).status == 200
        return f"/drop/{batch}"

    def take_in(self, files: Mapping[str, bytes]) -> Answer:
        """Drop files and take them in."""
        return self.follow(self.post(f"{self.drop(files)}/take"))


@contextmanager
def running(directory: Path, profile: Path, *, idle: float = 7200, port: int = 0, **variables: str) -> Iterator[App]:
    """An app of a round, opened."""
    environment = {**os.environ, "PMQA_XLSX_NOW": NOW, "PYTHONIOENCODING": "utf-8", **variables}
    with subprocess.Popen([sys.executable, "-c", _START, str(directory), str(profile), str(idle), str(port)],
                          stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as process:
        try:
            app = App(process, _line_of(process), directory)
            app.open()
            yield app
        finally:
            process.terminate()
            process.wait(10)


def _line_of(process: subprocess.Popen[str]) -> str:
    """The first line that the app prints."""
    lines: queue.Queue[str] = queue.Queue()
    stream = process.stdout
    assert stream is not None
    threading.Thread(target=lambda: lines.put(stream.readline()), daemon=True).start()
    return lines.get(timeout=120).strip()
