"""The walls between the parts of the package, read from its imports; and the sizes that keep the parts readable."""

import ast
import subprocess
import sys
from collections import defaultdict
from fnmatch import fnmatch
from graphlib import TopologicalSorter
from itertools import combinations

import pytest

from package_imports import (
    MODULES,
    PATHS,
    ROOT,
    arrows,
    imported,
    imports,
    longest_chain,
    place,
    reach,
    room,
    rooms,
    tree,
)
from pmqa_xlsx.answers import TYPES

# The modules that may import a library; "one" means one module of these.
LIBRARIES = {
    "xlsxwriter": ("any", "generator/* report/* definition/workbook*.py"),
    "openpyxl": ("one", "definition/*.py demo/*"),
    "msoffcrypto": ("one", "files/encrypted.py"),
    "cryptography": ("any", "files/encrypted.py files/zip_passwords.py"),
    "jinja2": ("any", "report/page/* app/render.py feedback/sandbox.py"),
    "starlette": ("any", "app/*"),
    "uvicorn": ("one", "app/server.py"),
    "psutil": ("one", "workers/*"),
    "filelock": ("any", "consolidate/output.py system/folders.py"),
    "sqlite3": ("one", "ledger/*"),
    "isal": ("one", "files/compression.py"),
    "pandas": ("any", "consolidate/* report/*"),
    "pyarrow": ("any", "consolidate/*"),
    "click": ("any", "cli/*"),
    "rich": ("any", "cli/*"),
}
# Modules that a part must not import, directly or through other modules of the package.
NEVER_REACHES = {
    "system": "form catalogue answers layout generator files ingester intake workers consolidate report ledger rounds "
              "cli app api",
    "files": "form answers layout generator ingester intake consolidate report feedback compare demo cli app api "
             "workers",
    "generator": "ingester intake files consolidate report feedback compare demo cli app api workers",
    "ingester": "generator intake consolidate report feedback compare demo cli app api workers",
    "intake": "answers layout generator ingester consolidate report feedback compare demo cli app api workers",
    "workers": "generator consolidate ledger rounds report feedback compare demo cli app api",
    "consolidate": "generator intake ledger rounds report feedback compare demo cli app api workers",
    "report": "generator intake ledger rounds feedback compare demo cli app api workers",
    "feedback": "rounds report compare demo cli app api workers",
    "compare": "generator intake rounds feedback demo cli app api workers",
    "definition": "generator ingester intake files consolidate report feedback compare demo cli app api workers",
    "demo": "intake report feedback compare cli app api workers",
    "ledger": "generator intake workers rounds report feedback compare demo cli app api",
    "rounds": "compare demo cli app api",
    "api": "compare demo cli app",
}
# What a part must not import itself: commands call what does the work, and hold no rule of their own.
NEVER_IMPORTS = {"cli": "answers files form ingester intake", "app": "answers files form ingester intake cli"}
# Parts that describe and calculate only: they reach no library, and none of the parts that read or write.
PURE = "light_dataclass form text cells errors findings catalogue layout answers"
INPUT_OUTPUT = ("system definition generator files ingester intake workers consolidate ledger rounds report feedback "
                "compare cli app api demo")
# Not loaded before they are needed.
HEAVY = ("pandas", "pyarrow", "xlsxwriter", "openpyxl", "msoffcrypto", "cryptography", "jinja2", "rich", "starlette",
         "uvicorn")
LONGEST_MODULE, LONGEST_FUNCTION = 300, 60
# How many rooms lie one above the other at most (the command that opens the app lies above it), and how many modules
# lie in no room.
MOST_FLOORS, MOST_LOOSE = 11, 8
# What two names may not only differ by.
ENDINGS = ("", "s", "es", "ies", "y", "ing", "ings", "ed", "e", "er", "ers", "or", "ion", "ions", "al")
BAD_NAMES = ("util", "helper", "manager", "misc", "common")


def inside(name: str, parts: str) -> bool:
    """Return whether a module belongs to one of the named parts of the package."""
    return name.startswith("pmqa_xlsx.") and name.split(".")[1] in parts.split()


def members(part: str) -> list[str]:
    """Return the names of a part's modules."""
    return [name for name in MODULES if inside(name, part)]


def test_parts_exist() -> None:
    """The tables name existing parts: after renaming a part its walls must be renamed too."""
    tables = [NEVER_REACHES, NEVER_IMPORTS]
    named = {PURE, INPUT_OUTPUT, *(part for table in tables for part in (*table, *table.values()))}
    assert [part for part in sorted(set(" ".join(named).split())) if not members(part)] == []


@pytest.mark.slow
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
    """A part imports none of the parts that the table forbids."""
    assert [f"{name}: {by} imports {target}" for name in members(part) for target, by in reach(name).items()
            if inside(target, NEVER_REACHES[part])] == []


@pytest.mark.parametrize("part", NEVER_IMPORTS)
def test_direct_imports(part: str) -> None:
    """A part imports none of those that the table keeps from it, though it may reach them."""
    assert [f"{name} imports {target}" for name in members(part) for target in imported(name)
            if inside(target, NEVER_IMPORTS[part])] == []


def test_one_caller() -> None:
    """Where returns become results is one place: nothing but the Python interface calls consolidate."""
    callers = {room(name, nested=False) for name in MODULES
               for found in imports(tree(MODULES[name])) if found.endswith("consolidate.frames.consolidate")}
    assert callers == {"api"}


def test_no_circle_of_modules() -> None:
    """No module needs, over others, one that needs it, not even for its types."""
    TopologicalSorter(arrows()).prepare()


def test_no_circle_of_rooms() -> None:
    """No room needs, over others, one that needs it."""
    TopologicalSorter(rooms(nested=False)).prepare()


@pytest.mark.parametrize("nested", [False, True])
def test_floors(nested: bool) -> None:
    """The rooms lie on few floors, whether or not a room inside a room counts as one."""
    chain = longest_chain(rooms(nested=nested))
    assert len(chain) <= MOST_FLOORS, chain


def test_longest_chain() -> None:
    """The measure follows arrows, and takes what needs each other as one."""
    assert longest_chain({"a": "bc", "b": "d", "c": "", "d": "be", "e": ""}) == ["a", "b + d", "e"]


def test_loose_modules() -> None:
    """Few modules lie in no room."""
    loose = [place(path) for path in PATHS if path.parent == ROOT]
    assert len(loose) <= MOST_LOOSE, loose


@pytest.mark.parametrize("part", PURE.split())
def test_pure(part: str) -> None:
    """The core parts import the standard library and each other, nothing else."""
    assert [f"{name}: {by} imports {target}" for name in members(part) for target, by in reach(name).items()
            if inside(target, INPUT_OUTPUT) or not (target in MODULES or target in sys.stdlib_module_names)] == []


@pytest.mark.parametrize("module", ["pmqa_xlsx", "pmqa_xlsx.cli"])
def test_light_import(module: str) -> None:
    """Importing the package or its commands loads no heavy library."""
    code = f"import sys, {module}; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == "[]"


def test_one_clock() -> None:
    """Only the clock module reads the time; waiting with the monotonic clock is allowed."""
    asked = {"now", "today", "utcnow", "localtime", "gmtime", "time_ns", "ctime", "formatdate"}
    found = []
    for path in PATHS:
        for node in ast.walk(tree(path)):
            name = node.func if isinstance(node, ast.Call) else None
            if isinstance(name, ast.Attribute) and (name.attr in asked or ast.unparse(name) == "time.time"):
                found.append(f"{place(path)}:{node.lineno} {ast.unparse(name)}")
    assert [where for where in found if not where.startswith("system/clock.py") and "clock.now" not in where] == []


def test_module_sizes() -> None:
    """No module is too long to read at once."""
    sizes = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PATHS}
    assert {where: size for where, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_function_sizes() -> None:
    """No function is longer than a screen."""
    assert [f"{place(path)}:{node.lineno} {node.name}" for path in PATHS for node in ast.walk(tree(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION] == []


def test_module_names() -> None:
    """A module is named after its subject."""
    assert [place(path) for path in PATHS if any(bad in path.stem for bad in BAD_NAMES)] == []


def alike(one: str, other: str) -> bool:
    """Return whether two names differ by their endings alone."""
    return any(one[:n] == other[:n] and one[n:] in ENDINGS and other[n:] in ENDINGS for n in range(4, len(one) + 1))


def test_module_names_differ() -> None:
    """No two modules of a room have names that are easily confused."""
    by_room = defaultdict(list)
    for path in PATHS:
        by_room[path.parent].append(path.stem)
    assert [pair for names in by_room.values() for pair in combinations(names, 2) if alike(*pair)] == []


@pytest.mark.parametrize(("one", "other", "same"), [
    ("words", "wording", True), ("table", "tables", True), ("score", "scoring", True), ("load", "save", False),
    ("fast_rows", "fast_worksheet", False), ("cell", "cells", True)])
def test_what_is_alike(one: str, other: str, same: bool) -> None:
    """Names that only differ by an ending are found."""
    assert alike(one, other) == same


def test_class_names_differ() -> None:
    """A class's name means one thing in the whole package."""
    where = defaultdict(list)
    for path in PATHS:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                where[node.name].append(place(path))
    assert {name: places for name, places in where.items() if len(places) > 1} == {}


def part_named(node: ast.expr | None) -> str:
    """Return the name of the attribute that an expression reads, or the key in square brackets."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return node.attr if isinstance(node, ast.Attribute) else ""


def takes_a_question_apart(node: ast.AST) -> bool:
    """Return whether code lists several parts of a question in a tuple, or compares one part of two questions."""
    parts = {"level", "category", "section", "criterion"}
    if isinstance(node, ast.Compare):
        first, *others = map(part_named, (node.left, *node.comparators))
        return first in parts and first in others
    return isinstance(node, ast.Tuple) and len(parts & set(map(part_named, node.elts))) > 1


def test_one_key_of_a_question() -> None:
    """No code builds or compares questions part by part: Question does this."""
    assert [f"{place(path)}:{getattr(node, 'lineno', 0)}" for path in PATHS if place(path) != "form/question.py"
            for node in ast.walk(tree(path)) if takes_a_question_apart(node)] == []


def reads_a_type(node: ast.expr | None) -> bool:
    """Return whether an expression is the type of a field."""
    return part_named(node) == "type" if not isinstance(node, ast.Name) else node.id == "type_"


def is_none(node: ast.expr) -> bool:
    """Return whether an expression is ``None``."""
    return isinstance(node, ast.Constant) and node.value is None


def listed(node: ast.AST) -> list[ast.expr | None]:
    """Return the keys of a dictionary in the code, or the members of a set, tuple or list."""
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
