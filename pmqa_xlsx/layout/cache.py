"""A cache for values derived from a layout and needed for each of its workbooks; it is stored on the layout."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from pmqa_xlsx.layout.model import Layout

P = ParamSpec("P")
T = TypeVar("T")
_CACHE = "_derived"


def cached_per_layout(derive: Callable[Concatenate[Layout, P], T]) -> Callable[Concatenate[Layout, P], T]:
    """Cache the results of a pure function of a layout and of a few hashable arguments with few values.

    The results are kept as long as the layout; callers must not change them.
    """
    @wraps(derive)
    def derived(layout: Layout, /, *arguments: P.args, **named: P.kwargs) -> T:
        cache: dict[Any, T] = layout.__dict__.setdefault(_CACHE, {})
        key = (derive, *arguments, *named.values())
        if key not in cache:
            cache[key] = derive(layout, *arguments, **named)
        return cache[key]

    return cast(Callable[Concatenate[Layout, P], T], derived)
