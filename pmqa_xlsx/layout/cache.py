"""What is derived from a layout and needed again for every workbook of it: worked out once, kept with the layout."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from pmqa_xlsx.layout.model import Layout

P = ParamSpec("P")
T = TypeVar("T")
_KEPT = "_derived"


def cached_per_layout(derive: Callable[Concatenate[Layout, P], T]) -> Callable[Concatenate[Layout, P], T]:
    """Make a pure function of a layout, and of few hashable arguments with few values, remember what it gave.

    The results live as long as the layout; whoever gets one must not change it.
    """
    @wraps(derive)
    def derived(layout: Layout, /, *arguments: P.args, **named: P.kwargs) -> T:
        kept: dict[Any, T] = layout.__dict__.setdefault(_KEPT, {})
        key = (derive, *arguments, *named.values())
        if key not in kept:
            kept[key] = derive(layout, *arguments, **named)
        return kept[key]

    return cast(Callable[Concatenate[Layout, P], T], derived)
