"""Who may ask the app for what: each sentence of its promise about safety is one test."""

from __future__ import annotations

import http.client
import json
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app_server import App, running

_REFUSED = r"\[Errno|\[WinError|timed out"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app of a round that has not begun."""
    folder = tmp_path_factory.mktemp("app")
    with running(folder / "round", folder / "profile") as one:
        yield one


def test_only_this_computer(app: App) -> None:
    """It listens on 127.0.0.1, and nowhere else."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except socket.gaierror:
        pytest.skip("this computer's name has no address")
    for address in {one[4][0] for one in found}:
        if not str(address).startswith("127."):
            with pytest.raises(OSError, match=_REFUSED), socket.create_connection((str(address), app.port), timeout=2):
                pass


def test_port_is_bound_exclusively(app: App) -> None:
    """No other program can listen on the same port."""
    with socket.socket() as other, pytest.raises(OSError, match=_REFUSED):
        other.bind(("127.0.0.1", app.port))


def test_address_token(app: App) -> None:
    """The token has 128 bits and is good for one page."""
    [token] = re.findall(r"token=([0-9a-f]{32})$", app.address)
    assert app.ask("GET", f"/?token={token}", headers={"Cookie": None}).status == 403


def test_token_is_exchanged_for_a_cookie(app: App) -> None:
    """The first page leads to an address without a token, and sets a strict cookie named for the port."""
    answer = app.ask("POST", "/open", "", {"X-PMQA-Secret": _secret(app), "Cookie": None, "Origin": None})
    address = json.loads(answer.text)["address"]
    opened = app.ask("GET", address.partition(app.origin)[2], headers={"Cookie": None})
    assert (opened.status, opened.location) == (303, "/")
    cookie = opened.headers["set-cookie"].lower()
    assert cookie.startswith(f"pmqa_{app.port}=")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def _secret(app: App) -> str:
    """The secret that the app keeps in the user's profile."""
    [state] = (app.directory.parent / "profile" / "rounds").glob("*/app.json")
    assert sys.platform == "win32" or state.stat().st_mode & 0o077 == 0  # there the profile's folder is private
    return str(json.loads(state.read_text(encoding="utf-8"))["secret"])


def test_token_ends_after_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that was not used within 60 seconds is good no more."""
    from pmqa_xlsx.app import safety

    moment = [100.0]
    monkeypatch.setattr(safety.time, "monotonic", lambda: moment[0])
    keys = safety.Keys(1)
    early, late = (keys.new_address().rpartition("=")[2] for _ in range(2))
    moment[0] += 59
    assert keys.session_for(early)
    moment[0] += 2
    assert keys.session_for(late) is None


@pytest.mark.parametrize("secret", ["", "0" * 64])
def test_open_needs_the_secret(app: App, secret: str) -> None:
    """Only a second start that can read the user's profile gets an address."""
    assert app.ask("POST", "/open", "", {"X-PMQA-Secret": secret, "Cookie": None}).status == 403


@pytest.mark.parametrize("host", [None, "localhost", "127.0.0.1", "127.0.0.1:1", "evil.example", "[::1]"])
def test_host(app: App, host: str | None) -> None:
    """A name that leads here by a trick of DNS is no address of ours."""
    shown = host if host != "localhost" else f"localhost:{app.port}"
    assert app.ask("GET", "/", headers={"Host": shown}).status in (400, 421)


def test_two_hosts(app: App) -> None:
    """A request with two Host headers is refused."""
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=10)
    connection.putrequest("GET", "/")
    connection.putheader("Host", f"127.0.0.1:{app.port}")
    connection.putheader("Cookie", app.cookie)
    connection.endheaders()
    assert connection.getresponse().status == 400
    connection.close()


@pytest.mark.parametrize("cookie", [None, "", "pmqa=1", "forged"])
def test_cookie(app: App, cookie: str | None) -> None:
    """Without the cookie of this start there is no page, and no word of the round."""
    sent = f"pmqa_{app.port}={'0' * 64}" if cookie == "forged" else cookie
    answer = app.ask("GET", "/", headers={"Cookie": sent})
    assert answer.status == 403
    assert str(app.directory) not in answer.text


@pytest.mark.parametrize("origin", [None, "null", "http://127.0.0.1", "http://localhost:{port}", "https://evil.example"])
def test_origin(app: App, origin: str | None) -> None:
    """A change is made only for our own pages, port included."""
    path = f"/language?form={app.token()}"
    sent = origin.format(port=app.port) if origin else None
    assert app.ask("POST", path, "", {"Origin": sent}).status == 403


@pytest.mark.parametrize("token", ["", "0" * 56])
def test_form_token(app: App, token: str) -> None:
    """A change is made only by a form that was rendered for this browser."""
    assert app.ask("POST", f"/language?form={token}", "").status == 403


def test_form_token_of_another_browser(app: App) -> None:
    """A form token is good with its own cookie alone."""
    answer = app.ask("POST", "/open", "", {"X-PMQA-Secret": _secret(app), "Cookie": None, "Origin": None})
    other = App(app.process, json.loads(answer.text)["address"], app.directory)
    other.open()
    assert app.ask("POST", f"/language?form={other.token()}", "").status == 403


def test_get_changes_nothing(app: App) -> None:
    """What changes something answers to POST alone; so a picture or a link on another page does nothing."""
    from pmqa_xlsx.app.pages import every_route

    changing = [route.path.replace("{", "").replace("}", "") for route in every_route()
                if route.methods and "POST" in route.methods and "GET" not in route.methods]
    shown = {route.path for route in every_route() if route.methods and "GET" in route.methods}
    assert [path for path in changing if app.get(path).status not in (404, 405)
            and not any(re.fullmatch(re.sub(r"{\w+}", "[^/]+", one), path) for one in shown)] == []


@pytest.mark.parametrize("path", ["/", "/drop", "/units", "/doubtful", "/search?q=a", "/static/app.css", "/nowhere"])
def test_headers(app: App, path: str) -> None:
    """No page may run other scripts, be framed, be kept by the browser, or say where somebody came from."""
    headers = app.get(path).headers
    policy = headers["content-security-policy"]
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= set(policy.split("; "))
    assert "unsafe" not in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/drop", "/units", "/doubtful"])
def test_no_inline_script_and_no_outside_address(app: App, path: str) -> None:
    """Pages have no script or style of their own, and name no address but ours."""
    text = app.get(path).text
    assert re.findall(r"<script(?![^>]* src=\"/static/)", text) == []
    assert re.findall(r"<style| style=| on\w+=", text) == []
    assert re.findall(r"https?://", text) == []


@pytest.mark.parametrize("path", ["/static/../words.py", "/static/%2e%2e/words.py", "/static/app.css%00",
                                  "/static/..%5cwords.py", "/units/../../etc/passwd", "/drop/..%2f..%2fx"])
def test_paths(app: App, path: str) -> None:
    """No path leads to a file of this computer."""
    assert app.get(path).status == 404


def test_state_is_in_the_profile(app: App) -> None:
    """Port, secret and process are in the user's profile, and nothing of them in the round."""
    assert not app.directory.exists()
    [state] = (app.directory.parent / "profile" / "rounds").glob("*/app.json")
    assert {*json.loads(state.read_text(encoding="utf-8"))} == {"port", "secret", "process"}


@pytest.mark.parametrize("name", ["../../../up.xlsx", "/etc/x.xlsx", "C:\\x.xlsx", "a/../../../b.xlsx", "..",
                                  "\x00.xlsx", "x" * 5000, "CON", "นนทบุรี\u202exslx.exe"])
def test_names_of_uploads(app: App, name: str, tmp_path: Path) -> None:
    """Whatever a file is called, it is written inside the batch's folder alone."""
    profile = app.directory.parent / "profile"
    before = {path for path in app.directory.parent.rglob("*") if "uploads" not in path.parts}
    app.drop({name: b"x"})
    assert {path for path in app.directory.parent.rglob("*") if "uploads" not in path.parts} == before
    assert [path for path in (profile / "rounds").rglob("*") if path.is_symlink()] == []


def test_names_from_outside_are_shown_safely(app: App) -> None:
    """A name that reads backwards is shown with its sign in view; a Thai name as it is."""
    said = app.get(app.drop({"แบบ\u202exslx.exe": b"x", "จังหวัดน่าน.txt": b"x"})).text
    assert "\u202e" not in said
    assert "จังหวัดน่าน.txt" in said
