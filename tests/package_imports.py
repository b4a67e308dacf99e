"""The package's modules and what they import, read from the code without running it."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent / "pmqa_xlsx"


def module_name(path: Path) -> str:
    """Return the dotted name of a module of the package."""
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = sorted(ROOT.rglob("*.py"))
MODULES = {module_name(path): path for path in PATHS}


def place(path: Path) -> str:
    """Return a module's path inside the package, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def only_for_types(node: ast.stmt) -> bool:
    """Return whether a statement is ``if TYPE_CHECKING:``, which never runs."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def imports(node: ast.AST, *, for_types: bool = False) -> Iterator[str]:
    """Yield every name imported under a node, also inside functions; ``from a import b`` gives ``a`` and ``a.b``.

    :param for_types: whether to yield also what is imported for type checkers alone.
    """
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are absolute"
            yield child.module or ""
            yield from (f"{child.module}.{alias.name}" for alias in child.names)
        elif for_types or not (isinstance(child, ast.stmt) and only_for_types(child)):
            yield from imports(child, for_types=for_types)


@cache
def imported(name: str) -> frozenset[str]:
    """Return what a module of the package imports: its own modules by name, libraries by their first name."""
    found = set(imports(tree(MODULES[name])))
    own = {name for name in found if name in MODULES}
    # Importing a module runs its package's __init__ first.
    own |= {name.rpartition(".")[0] for name in own} - {"", "pmqa_xlsx", name}
    return frozenset(own | {name.split(".")[0] for name in found if not name.startswith("pmqa_xlsx")})


def reach(start: str) -> dict[str, str]:
    """Return everything that a module reaches, each with the module that imports it."""
    by: dict[str, str] = {}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        for target in imported(name) - by.keys():
            by[target] = name
            if target in MODULES:
                waiting.append(target)
    return by


def arrows() -> dict[str, set[str]]:
    """Return which of the package's modules each one names in an import, also for type checkers alone."""
    graph: dict[str, set[str]] = {}
    for name, path in MODULES.items():
        found = {target for target in imports(tree(path), for_types=True) if target in MODULES} - {name, "pmqa_xlsx"}
        # Who names a module inside a package does not name the package.
        graph[name] = {target for target in found if not any(other.startswith(f"{target}.") for other in found)}
    return graph


def room(name: str, *, nested: bool) -> str:
    """Return the folder in which a module is; a loose module is a room of its own.

    :param nested: whether a folder inside a folder is a room of its own.
    """
    folders = MODULES[name].relative_to(ROOT).parent.parts
    return "/".join(folders if nested else folders[:1]) or MODULES[name].stem


def rooms(*, nested: bool) -> dict[str, set[str]]:
    """Return which rooms each room imports."""
    graph: dict[str, set[str]] = {}
    for name, targets in arrows().items():
        here = room(name, nested=nested)
        graph.setdefault(here, set()).update({room(target, nested=nested) for target in targets} - {here})
    return graph


def longest_chain(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the longest way along arrows; those that need each other count as one."""
    @cache
    def reached(name: str) -> frozenset[str]:
        found, waiting = {name}, [name]
        while waiting:
            new = set(graph[waiting.pop()]) - found
            found |= new
            waiting += new
        return frozenset(found)

    @cache
    def below(together: frozenset[str]) -> tuple[str, ...]:
        others = {group(target) for name in together for target in graph[name]} - {together}
        return (" + ".join(sorted(together)), *max(map(below, sorted(others, key=sorted)), key=len, default=()))

    def group(name: str) -> frozenset[str]:
        return frozenset(other for other in reached(name) if name in reached(other))

    return list(max((below(group(name)) for name in sorted(graph)), key=len))
