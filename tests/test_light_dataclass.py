"""The package's dataclasses behave as those of the standard library."""

from __future__ import annotations

import ast
import dataclasses
import pickle
from typing import Any

import pytest

from package_imports import PATHS, place, tree
from pmqa_xlsx import light_dataclass
from pmqa_xlsx.light_dataclass import field, replace


class Plain:
    """Fields of each kind."""

    a: int
    b: str = ""
    cache: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
    secret: str = field(default="", repr=False)
    parts: list[int] = field(default_factory=list, hash=False)


class Single:
    """One field."""

    a: int


class Own:
    """Methods of its own."""

    a: int = 1

    def __repr__(self) -> str:
        return "own"

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 7


OPTIONS = [{}, {"frozen": True}, {"frozen": True, "slots": True}, {"slots": True}, {"kw_only": True}, {"eq": False},
           {"frozen": True, "repr": False}]
CASES = [(body, options) for body in (Plain, Single, Own) for options in OPTIONS]


def made_by(module: Any, body: type, options: dict[str, bool]) -> Any:
    """The class made of a body by one of the two decorators."""
    parts = {name: value for name, value in vars(body).items() if name not in ("__dict__", "__weakref__")}
    parts = {name: dataclasses.field(default_factory=value.default_factory, default=value.default, repr=value.repr,
                                     compare=value.compare, hash=value.hash) if isinstance(value, dataclasses.Field)
             else value for name, value in parts.items()}
    return module.dataclass(**options)(type(body.__name__, (), parts))


def behaviour(made: Any) -> list[object]:
    """What can be seen of a class."""
    one, same, other = made(a=1), made(a=1), made(a=2)
    hashed = [hash(one) == hash(same), hash(one) == hash(other)] if made.__hash__ not in (None, object.__hash__) else []
    shown = repr(one) if made.__repr__ is not object.__repr__ else ""
    return [one == same, one == other, one == 1, one != other, shown, made.__hash__ is None, hashed,
            replace(one, a=3).a, hasattr(one, "__dict__"), [found.name for found in dataclasses.fields(made)]]


@pytest.mark.parametrize(("body", "options"), CASES,
                         ids=[f"{body.__name__}-{'-'.join(options)}" for body, options in CASES])
def test_as_the_standard_library(body: type, options: dict[str, bool]) -> None:
    """Equality, hash, text and copies are those of a standard dataclass with the same options."""
    assert behaviour(made_by(light_dataclass, body, options)) == behaviour(made_by(dataclasses, body, options))


@light_dataclass.dataclass(frozen=True, slots=True)
class Sent:
    """A value that goes to another process."""

    a: int
    b: tuple[int, ...] = ()


def test_pickled() -> None:
    """A value is the same after its way to another process."""
    assert pickle.loads(pickle.dumps(Sent(1, (2, 3)))) == Sent(1, (2, 3))


def test_used_everywhere() -> None:
    """No module that a command imports has slow dataclasses, except the lowest room, which has only one."""
    users = [place(path) for path in PATHS for node in ast.walk(tree(path))
             if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
             and "dataclass" in [name.name for name in node.names]]
    assert users == ["light_dataclass.py", "text/language.py"]
