"""Who may ask for what: each request is checked here before a page sees it.

The pages are served to one browser of this computer. Other programs, other users and other sites know neither the
address token (128 bits, good for 60 seconds and one page) nor the cookie that it is exchanged for; a changing request
must also come from one of our own pages (Origin) and carry a token of a form that was rendered for this browser.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ADDRESS = "127.0.0.1"
TOKEN_SECONDS = 60.0
_SECRET_HEADER = b"x-pmqa-secret"
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
          "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
#: Of the report, which has its own script and is shown in a sandboxed frame of our page.
REPORT_POLICY = ("sandbox allow-scripts allow-modals; default-src 'none'; script-src 'unsafe-inline'; "
                 "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
                 "frame-ancestors 'self'")
_HEADERS = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"no-referrer", b"cache-control": b"no-store",
            b"cross-origin-opener-policy": b"same-origin", b"cross-origin-resource-policy": b"same-origin",
            b"content-security-policy": POLICY.encode()}


class Keys:
    """The secrets of one start of the app.

    :ivar secret: by which a second start on this computer gets an address; kept in the user's profile.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.secret = secrets.token_hex(32)
        self.cookie = f"pmqa_{port}"
        self._form_key = secrets.token_bytes(32)
        self._sessions: set[str] = set()
        self._tokens: dict[str, float] = {}

    @property
    def origin(self) -> str:
        """The only origin that pages have."""
        return f"http://{ADDRESS}:{self.port}"

    def new_address(self) -> str:
        """An address that opens the app once, within a minute."""
        token = secrets.token_hex(16)
        self._tokens[token] = time.monotonic() + TOKEN_SECONDS
        return f"{self.origin}/?token={token}"

    def session_for(self, token: str) -> str | None:
        """A new session in exchange for a token that is still good; it is good no more."""
        until = self._tokens.pop(token, None)
        if until is None or time.monotonic() > until:
            return None
        session = secrets.token_hex(32)
        self._sessions.add(session)
        return session

    def knows(self, session: str) -> bool:
        """Whether a session is one of this start."""
        return session in self._sessions

    def form_token(self, session: str) -> str:
        """A token for one rendered form: a random part, and its proof for this session."""
        once = secrets.token_hex(12)
        return once + self._proof(session, once)

    def is_form_token(self, session: str, token: str) -> bool:
        """Whether the token is of a form that was rendered for this session."""
        return hmac.compare_digest(token[24:].encode(), self._proof(session, token[:24]).encode())

    def _proof(self, session: str, once: str) -> str:
        return hmac.new(self._form_key, f"{session} {once}".encode(), hashlib.sha256).hexdigest()[:32]


class Guard:
    """ASGI middleware that lets only good requests through, and puts the safe headers on every response.

    :param refused: makes the page that explains a refusal, from status code and the name of the reason.
    :param on_request: called for each request that is let through.
    """

    def __init__(
        self, app: ASGIApp, keys: Keys, refused: Callable[[int, str], Response], on_request: Callable[[], None],
    ) -> None:
        self._app, self._keys, self._refused, self._on_request = app, keys, refused, on_request

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request and pass it on."""
        if "method" not in scope:  # no request over HTTP
            return

        async def send_safely(message: Message) -> None:
            if "status" in message:
                stated = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(one for one in _HEADERS.items() if one[0] not in stated)]
            await send(message)

        answer = self._answer(scope)
        if answer is None:
            self._on_request()
            await self._app(scope, receive, send_safely)
        else:
            await answer(scope, receive, send_safely)

    def _answer(self, scope: Scope) -> Response | None:
        """The refusal, or the exchange of a token for a cookie; ``None`` to let the request through."""
        headers: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            if name in headers and name in (b"host", b"origin", b"cookie"):
                return self._refused(400, "address")
            headers[name] = value
        if headers.get(b"host") != self._keys.origin.partition("//")[2].encode():
            return self._refused(421, "address")
        query = _query_of(scope)
        path, method = scope["path"], scope["method"]
        if method not in ("GET", "HEAD", "POST"):
            return self._refused(405, "address")
        if path == "/open" and method == "POST":
            given = headers.get(_SECRET_HEADER, b"")
            return None if hmac.compare_digest(given, self._keys.secret.encode()) else self._refused(403, "address")
        if path == "/" and method == "GET" and "token" in query:
            return self._opened(query["token"][0])
        session = _session_in(headers.get(b"cookie", b""), self._keys.cookie)
        known = self._keys.knows(session)
        if not known and not (method != "POST" and path.startswith("/static/")):
            return self._refused(403, "session")
        if method == "POST" and headers.get(b"origin") != self._keys.origin.encode():
            return self._refused(403, "origin")
        if method == "POST" and not self._keys.is_form_token(session, query.get("form", [""])[0]):
            return self._refused(403, "form")
        scope["session_key"] = session
        return None

    def _opened(self, token: str) -> Response:
        session = self._keys.session_for(token)
        if session is None:
            return self._refused(403, "session")
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._keys.cookie, session, httponly=True, samesite="strict", path="/")
        return answer


def secret_headers(secret: str) -> dict[str, str]:
    """The headers by which a second start proves that it may ask for an address."""
    return {_SECRET_HEADER.decode(): secret}


def _session_in(cookies: bytes, name: str) -> str:
    """The value of our cookie; "" where it is missing or there are two of the name.

    Other programs on this computer share our cookies' address, so what they set is passed over.
    """
    pairs = [one.strip().partition("=") for one in cookies.decode("latin-1").split(";")]
    found = [value for key, _, value in pairs if key == name]
    return found[0] if len(found) == 1 else ""


def _query_of(scope: Scope) -> dict[str, list[str]]:
    try:
        return parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=100)
    except ValueError:
        return {}


