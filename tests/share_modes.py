"""Simulates other programs that have files open, as on Windows; works on every system."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class ShareModes:
    """While a file is held, it can be read, but not written, replaced, moved or removed.

    :ivar held: the files that another program has open.
    :ivar looks: number of attempts denied on each file, as while a virus scanner reads it.
    :ivar denied: number of attempts denied.
    :ivar replaced: number of files replaced so far.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.held: set[Path] = set()
        self.looks = 0
        self.denied = 0
        self.replaced: list[Path] = []
        self._seen: Counter[str] = Counter()
        opened, replaced, unlinked, removed = Path.open, Path.replace, Path.unlink, os.unlink

        def open_(path: Path, mode: str = "r", *more: object, **named: object) -> object:
            if "r" not in mode or "+" in mode:
                self._ask(path)
            return opened(path, mode, *more, **named)

        def replace(path: Path, target: Path) -> Path:
            self._ask(path, looked_at=True)
            self._ask(target)
            result = replaced(path, target)
            self.replaced.append(Path(target))
            return result

        def unlink(path: Path, missing_ok: bool = False) -> None:
            if path.exists():
                self._ask(path, looked_at=True)
            unlinked(path, missing_ok)

        def remove(path: str, *more: object, **named: object) -> None:  # as shutil.rmtree does
            name = Path(path).name
            self._seen[name] += 1
            if self._seen[name] <= self.looks or any(held.name == name for held in self.held):
                self.denied += 1
                raise PermissionError(13, "in use", path)
            removed(path, *more, **named)

        monkeypatch.setattr(Path, "open", open_)
        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr(Path, "unlink", unlink)
        monkeypatch.setattr(os, "unlink", remove)

    def _ask(self, path: Path, *, looked_at: bool = False) -> None:
        path = Path(path)
        self._seen[path.name] += looked_at
        if path in self.held or (looked_at and self._seen[path.name] <= self.looks):
            self.denied += 1
            raise PermissionError(13, "in use", str(path))


@contextmanager
def really_held(path: Path, share: str) -> Iterator[None]:
    """Have a file open on Windows.

    :param share: what others may do in the meantime: letters of ``r`` (read), ``w`` (write) and ``d`` (remove).
    """
    if sys.platform != "win32":
        raise NotImplementedError("only Windows has share modes")
    import _winapi

    mode = sum({"r": 1, "w": 2, "d": 4}[letter] for letter in share)
    handle = _winapi.CreateFile(str(path), _winapi.GENERIC_READ, mode, _winapi.NULL, _winapi.OPEN_EXISTING, 0,
                                _winapi.NULL)
    try:
        yield
    finally:
        _winapi.CloseHandle(handle)
