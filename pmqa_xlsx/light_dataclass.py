"""The ``dataclass`` of the standard library, made in a third of its time.

A command imports up to two hundred of them in its two processes. For a frozen one the standard library compiles six
functions from text: 0.45 ms, which was a fifth of the processor time of checking one return. Here only ``__init__`` is
compiled; equality, hash and ``repr`` are the same, and a frozen class is frozen for the type checker only.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import field, replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field", "replace"]


def _with_light_methods(
    cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True, repr: bool = True,
    kw_only: bool = False,
) -> Any:
    """The decorator; methods that the class defines itself are kept."""
    if cls is None:
        return partial(_with_light_methods, frozen=frozen, slots=slots, eq=eq, repr=repr, kw_only=kw_only)
    made: type = dataclasses.dataclass(eq=False, repr=False, slots=slots, kw_only=kw_only)(cls)
    fields = dataclasses.fields(made)
    shown = [one.name for one in fields if one.repr]
    compared = _values_of([one.name for one in fields if one.compare])
    hashed = _values_of([one.name for one in fields if one.compare and one.hash is not False])

    def show(self: object) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def equal(self: object, other: object) -> bool:
        return compared(self) == compared(other) if type(other) is type(self) else NotImplemented

    methods: dict[str, object] = {"__repr__": show} if repr else {}
    if eq:
        methods |= {"__eq__": equal, "__hash__": (lambda self: hash(hashed(self))) if frozen else None}
    for name in methods.keys() - vars(cls).keys():
        setattr(made, name, methods[name])
    return made


def _values_of(names: list[str]) -> Callable[[object], object]:
    return attrgetter(*names) if names else lambda _: ()


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _with_light_methods
