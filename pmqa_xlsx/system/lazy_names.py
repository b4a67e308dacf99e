"""What is imported at another time: names of a package at first use, and a module while a reader starts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy_names(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package.

    :param package: its ``__name__``.
    :param modules: the module of each name; with a dot before it, one of the package.
    """
    def attribute(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(modules[name], package), name)

    return attribute


def import_ahead(module: str) -> None:
    """Start importing a module in a thread, while this process waits for another one."""
    threading.Thread(target=import_module, args=(module,), name=f"import-{module}", daemon=True).start()
