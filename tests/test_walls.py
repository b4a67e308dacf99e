"""The walls between the parts of the package, read from its imports; and the sizes that keep the parts readable."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from pmqa_xlsx.answers import TYPES

ROOT = Path(__file__).parent.parent / "pmqa_xlsx"

# Which modules may import a library at all; "one" stands for one module of those.
LIBRARIES = {
    "xlsxwriter": ("any", "generator/* report/* definition/workbook*.py"),
    "openpyxl": ("one", "definition/*.py demo/*"),
    "msoffcrypto": ("one", "files/encrypted.py"),
    "cryptography": ("one", "files/zip_passwords.py"),
    "olefile": ("any", "files/*"),
    "jinja2": ("any", "report/page/*"),
    "psutil": ("one", "workers/*"),
    "filelock": ("one", "consolidate/*"),
    "isal": ("one", "files/compression.py"),
    "pandas": ("any", "consolidate/* report/*"),
    "pyarrow": ("any", "consolidate/*"),
    "click": ("any", "cli/*"),
    "rich": ("any", "cli/*"),
}
# What must not be reached from a part, over any number of the package's own modules.
NEVER_REACHES = {
    "files": "form answers layout generator ingester intake consolidate report cli api workers",
    "generator": "ingester intake files consolidate report cli api workers",
    "ingester": "generator intake consolidate report cli api workers",
    "intake": "generator ingester consolidate report cli api workers",
    "workers": "generator report cli api",
    "consolidate": "generator report cli api workers",
    "report": "generator cli api workers",
    "feedback": "cli api workers",
    "compare": "generator cli api workers",
    "definition": "generator ingester intake consolidate report cli api workers",
}
# Parts that describe and reckon only: they reach no library, and none of the parts that read or write.
PURE = "form text cells errors findings catalogue layout answers"
INPUT_OUTPUT = "definition generator files ingester intake workers consolidate report feedback compare cli api demo"
# Not loaded before they are needed.
HEAVY = ("pandas", "pyarrow", "xlsxwriter", "openpyxl", "msoffcrypto", "cryptography", "jinja2", "rich")
LONGEST_MODULE, LONGEST_FUNCTION = 300, 60
DATA = ("catalogue/*",)
BAD_NAMES = ("util", "helper", "manager", "misc", "common")


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


def imports(node: ast.AST) -> Iterator[str]:
    """Yield every name imported under a node, also inside functions; ``from a import b`` gives ``a`` and ``a.b``."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are absolute"
            yield child.module or ""
            yield from (f"{child.module}.{alias.name}" for alias in child.names)
        elif not (isinstance(child, ast.stmt) and only_for_types(child)):
            yield from imports(child)


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


def inside(name: str, parts: str) -> bool:
    """Return whether a module belongs to one of the named parts of the package."""
    return name.startswith("pmqa_xlsx.") and name.split(".")[1] in parts.split()


def members(part: str) -> list[str]:
    """Return the names of a part's modules."""
    return [name for name in MODULES if inside(name, part)]


def test_parts_exist() -> None:
    """The tables name parts that there are: a renamed part takes its walls with it."""
    named = {*PURE.split(), *INPUT_OUTPUT.split(), *NEVER_REACHES, *" ".join(NEVER_REACHES.values()).split()}
    assert [part for part in sorted(named) if not members(part)] == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_libraries(library: str) -> None:
    """Each library is used only where the table allows it."""
    how_many, where = LIBRARIES[library]
    users = [place(path) for name, path in MODULES.items() if library in imported(name)]
    assert [user for user in users if not any(fnmatch(user, pattern) for pattern in where.split())] == []
    outside_demo = [user for user in users if not user.startswith("demo/")]
    assert how_many == "any" or len(outside_demo) <= 1, outside_demo


@pytest.mark.parametrize("part", NEVER_REACHES)
def test_parts(part: str) -> None:
    """A part reaches none of those that the table keeps from it."""
    assert [f"{name}: {by} imports {target}" for name in members(part) for target, by in reach(name).items()
            if inside(target, NEVER_REACHES[part])] == []


@pytest.mark.parametrize("part", PURE.split())
def test_pure(part: str) -> None:
    """The parts at the heart reach the standard library and each other, nothing else."""
    assert [f"{name}: {by} imports {target}" for name in members(part) for target, by in reach(name).items()
            if inside(target, INPUT_OUTPUT) or not (target in MODULES or target in sys.stdlib_module_names)] == []


@pytest.mark.parametrize("module", ["pmqa_xlsx", "pmqa_xlsx.cli"])
def test_light_import(module: str) -> None:
    """Importing the package or its commands loads no heavy library."""
    code = f"import sys, {module}; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == "[]"


def test_one_clock() -> None:
    """No module but the clock asks what time it is; waiting by the monotonic clock is no such question."""
    asked = {"now", "today", "utcnow", "localtime", "gmtime", "time_ns", "ctime", "formatdate"}
    found = []
    for path in PATHS:
        for node in ast.walk(tree(path)):
            name = node.func if isinstance(node, ast.Call) else None
            if isinstance(name, ast.Attribute) and (name.attr in asked or ast.unparse(name) == "time.time"):
                found.append(f"{place(path)}:{node.lineno} {ast.unparse(name)}")
    assert [where for where in found if not where.startswith("clock.py") and "clock.now" not in where] == []


def test_module_sizes() -> None:
    """No module is longer than can be read in one go; the catalogues are data."""
    sizes = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PATHS}
    assert {where: size for where, size in sizes.items()
            if size > LONGEST_MODULE and not any(fnmatch(where, pattern) for pattern in DATA)} == {}


def test_function_sizes() -> None:
    """No function is longer than a screen."""
    assert [f"{place(path)}:{node.lineno} {node.name}" for path in PATHS for node in ast.walk(tree(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION] == []


def test_module_names() -> None:
    """A module is named after what it is about."""
    assert [place(path) for path in PATHS if any(bad in path.stem for bad in BAD_NAMES)] == []


def part_named(node: ast.expr | None) -> str:
    """Return what an expression reads: the attribute's name, or the key in square brackets."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return node.attr if isinstance(node, ast.Attribute) else ""


def test_one_key_of_a_question() -> None:
    """Nothing puts a question together from its parts or compares them one by one: Question does."""
    parts = {"level", "category", "section", "criterion"}
    assert [f"{place(path)}:{node.lineno}" for path in PATHS for node in ast.walk(tree(path))
            if isinstance(node, ast.Tuple) and len(parts & set(map(part_named, node.elts))) > 1] == []


def reads_a_type(node: ast.expr | None) -> bool:
    """Return whether an expression is the type of a field."""
    return part_named(node) == "type" if not isinstance(node, ast.Name) else node.id == "type_"


def is_none(node: ast.expr) -> bool:
    """Return whether an expression is ``None``."""
    return isinstance(node, ast.Constant) and node.value is None


def listed(node: ast.AST) -> list[ast.expr | None]:
    """Return the keys of a dictionary as it stands in the code, or the members of a set, tuple or list."""
    return node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])


def decides_by_type(node: ast.AST) -> bool:
    """Return whether a piece of code compares a type, looks something up by it, or is a table of types."""
    if isinstance(node, ast.Compare):
        sides = [side for side in (node.left, *node.comparators) if not is_none(side)]
        return len(sides) > 1 and any(map(reads_a_type, sides)) and not all(map(reads_a_type, sides))
    if isinstance(node, ast.Subscript):
        return reads_a_type(node.slice) and not (isinstance(node.value, ast.Name) and node.value.id == "TYPES")
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "get" and any(map(reads_a_type, node.args))
    if isinstance(node, ast.Match):
        return reads_a_type(node.subject)
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").startswith("pmqa_xlsx.answers.types.")
    names = {part.value for part in listed(node) if isinstance(part, ast.Constant)} & TYPES.keys()
    return len(names) > 1 and 2 * len(names) > len(listed(node))


def test_a_type_is_one_object() -> None:
    """Nothing outside ``answers/`` decides by the type of a field: the type's object says all that depends on it."""
    assert [f"{place(path)}:{getattr(node, 'lineno', 0)}" for path in PATHS if not place(path).startswith("answers/")
            for node in ast.walk(tree(path)) if decides_by_type(node)] == []


@pytest.mark.parametrize("code", [
    'field.type == "email"', 'row["type"] != "email"', 'slot.field.type in REACHES_A_PERSON', "WIDTHS[field.type]",
    "MAKERS.get(slot.field.type, 1)", '{"email": 22.0, "phone": 16.0, "text": 24.0}', '("email", "phone")',
    'type_ not in ("choice",)', "match field.type:\n    case _: pass",
    "from pmqa_xlsx.answers.types.email import EMAIL",
])
def test_what_decides_by_a_type_is_seen(code: str) -> None:
    """Every way to decide by a type is one that the check above finds."""
    assert any(map(decides_by_type, ast.walk(ast.parse(code))))


@pytest.mark.parametrize("code", [
    "type_ is None", "old.type == new.type", "TYPES[field.type]", "{**known, field.type: 1}"])
def test_what_only_names_a_type_is_not(code: str) -> None:
    """To pass a type on, to ask whether there is one, or whether two are the same is no decision by it."""
    assert not any(map(decides_by_type, ast.walk(ast.parse(code))))
