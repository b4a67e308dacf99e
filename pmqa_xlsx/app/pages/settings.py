"""Settings: who decides, the language of files, keys and passwords in memory, the icon."""

from __future__ import annotations

from dataclasses import replace

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pmqa_xlsx.app import words
from pmqa_xlsx.app.desk import desk_of, fields_of
from pmqa_xlsx.app.profile import language
from pmqa_xlsx.app.render import message_page, page
from pmqa_xlsx.app.shortcut import make_shortcut

#: Bytes of the largest key.
_LARGEST_KEY = 64 * 2**10


def show(request: Request) -> Response:
    """What is set."""
    return page(request, "settings.html")


async def save(request: Request) -> Response:
    """Who decides, and the language of files."""
    desk, fields = desk_of(request), await fields_of(request)
    desk.profile.preferences = replace(
        desk.profile.preferences, by=" ".join(fields.get("by", "").split())[:200],
        files=language(fields.get("files")))
    return RedirectResponse("/settings?saved=1", 303)


async def keys(request: Request) -> Response:
    """A key or a password, kept in memory until the app ends; or none any more."""
    desk = desk_of(request)
    desk.uploads.check_space(request.headers.get("content-length"))
    async with request.form(max_files=1, max_fields=10, max_part_size=_LARGEST_KEY) as fields:
        if "clear" in fields:
            desk.passwords.clear()
            desk.seal_key = b""
        password, key = fields.get("password"), fields.get("seal_key")
        if isinstance(password, str) and password and password not in desk.passwords:
            desk.passwords.append(password)
        if isinstance(key, UploadFile) and key.filename:
            desk.seal_key = (await key.read(_LARGEST_KEY)).rstrip(b"\r\n")
    return RedirectResponse("/settings?saved=1#keys", 303)


def icon(request: Request) -> Response:
    """An icon for this round."""
    path = make_shortcut(desk_of(request).directory)
    return message_page(request, 200, words.ICON, words.ICON_MADE.filled(path=path), "/settings")


ROUTES = [
    Route("/settings", show), Route("/settings/save", save, methods=["POST"]),
    Route("/settings/keys", keys, methods=["POST"]), Route("/settings/icon", icon, methods=["POST"]),
]
