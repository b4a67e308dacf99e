"""The ``dataclass`` of the standard library, made in a quarter of its time.

A command imports up to two hundred of them in its two processes. For a frozen one the standard library compiles six
functions from text: 0.45 ms, which was a fifth of the processor time of checking one return. Here only ``__init__`` is
compiled; equality, hash and ``repr`` are the same, and a frozen class is frozen for the type checker only.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field", "replace"]


def _with_light_methods(
    cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True, repr: bool = True,
    kw_only: bool = False,
) -> Any:
    """The decorator; methods that the class defines itself are kept."""
    if cls is None:
        return lambda found: _with_light_methods(found, frozen=frozen, slots=slots, eq=eq, repr=repr, kw_only=kw_only)
    made: type = dataclasses.dataclass(eq=False, repr=False, slots=slots, kw_only=kw_only)(cls)
    fields = dataclasses.fields(made)
    compared = [one.name for one in fields if one.compare]
    hashed = [one.name for one in fields if one.compare and one.hash is not False]
    methods: dict[str, object] = {}
    if repr:
        methods["__repr__"] = _shown_by([one.name for one in fields if one.repr])
    if eq:
        methods["__eq__"] = _equal_by(_values(compared))
        methods["__hash__"] = _hashed_by(_values(hashed)) if frozen else None
    for name in methods.keys() - vars(cls).keys():
        setattr(made, name, methods[name])
    return made


def _values(names: list[str]) -> Callable[[object], object]:
    return attrgetter(*names) if names else lambda _: ()


def _shown_by(names: list[str]) -> Callable[[object], str]:
    def show(self: object) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return show


def _equal_by(values: Callable[[object], object]) -> Callable[[object, object], bool]:
    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    return equal


def _hashed_by(values: Callable[[object], object]) -> Callable[[object], int]:
    return lambda self: hash(values(self))


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _with_light_methods
