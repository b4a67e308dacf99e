"""A thousand requests that no page sends: none ends in a traceback, none touches a file outside the round."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from app_server import App, running

pytestmark = pytest.mark.slow
RETURNS = Path(__file__).parent.parent / "samples" / "returns"
ODD = ("", "x", "../..", "/etc/passwd",
       "C:\\Windows", "%00", "%2e%2e%2f", "<script>", "' OR 1=1", "๑๒๓", "\u202e", "-1",
       "9" * 30, "0", "NaN", "{{7*7}}", "a" * 3000, "\x00",
       "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"))
FIELDS = ("which", "verdict", "unit", "reason", "by", "due_date", "text", "name", "old", "new", "day", "number", "ref",
          "on", "password", "back", "size", "page", "from", "which", "files", "again", "invite", "stop_not")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app of a round with two returns."""
    folder = tmp_path_factory.mktemp("app")
    with running(folder / "round", folder / "profile") as one:
        one.take_in({name: (RETURNS / name).read_bytes() for name in ("11_good.xlsx", "21_wrong-unit.xlsx")})
        yield one


def odd_path(chance: random.Random, paths: list[str]) -> str:
    """A path of ours with odd parts in it."""
    path = chance.choice(paths)
    while "{" in path:
        start, _, rest = path.partition("{")
        odd = chance.choice(ODD).encode("utf-8", "replace")
        path = start + quote(odd, safe="" if chance.random() < 0.5 else "/%") + rest.partition("}")[2]
    if chance.random() < 0.4:
        path += "?" + "&".join(f"{chance.choice(FIELDS)}={quote(chance.choice(ODD).encode('utf-8', 'replace'))}"
                               for _ in range(chance.randrange(5)))
    return path or "/"


def odd_body(chance: random.Random) -> bytes:
    """A form with odd values, or no form at all."""
    if chance.random() < 0.2:
        return chance.randbytes(chance.randrange(2000))
    return "&".join(f"{chance.choice(FIELDS)}={quote(chance.choice(ODD).encode('utf-8', 'replace'))}"
                    for _ in range(chance.randrange(8))).encode()


def test_a_thousand_requests(app: App) -> None:
    """Each odd request is answered below 500, the log has no traceback, and only round and profile have changed."""
    from pmqa_xlsx.app.pages import every_route

    chance = random.Random(2569)
    quiet = ("/quit", "/settings/icon", "/form/generate", "/form/use")  # they work, and would take long or end the app
    shown = [route.path for route in every_route() if "GET" in (route.methods or ())]
    changing = [route.path for route in every_route() if "POST" in (route.methods or ()) and route.path not in quiet]
    parent = app.directory.parent
    before = {path for path in parent.rglob("*") if not path.is_relative_to(app.directory)
              and not path.is_relative_to(parent / "profile")}
    token, failed = app.token(), []
    for number in range(1000):
        if number % 4:
            path = odd_path(chance, shown)
            answer = app.ask("GET", path)
        else:
            path = odd_path(chance, changing).partition("?")[0] + f"?form={token}"
            kinds = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""]
            answer = app.ask("POST", path, odd_body(chance), {"Content-Type": chance.choice(kinds)})
        if answer.status >= 500 or "Traceback" in answer.text:
            failed.append((path[:200], answer.status))
    assert failed == []
    assert [log.read_text(encoding="utf-8") for log in parent.rglob("app.log") if "Traceback" in
            log.read_text(encoding="utf-8")] == []
    assert {path for path in parent.rglob("*") if not path.is_relative_to(app.directory)
            and not path.is_relative_to(parent / "profile")} == before
    assert app.get("/").status == 200
