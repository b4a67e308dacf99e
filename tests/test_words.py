"""The tables of texts: every text has both languages and is used, and every text that is used is there."""

import ast
import csv
import errno
import pickle
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from package_imports import PATHS, ROOT, tree
from pmqa_xlsx.definition.mistakes import DefinitionError, Mistake
from pmqa_xlsx.errors import OperatorError, notice
from pmqa_xlsx.system.write_errors import refusal
from pmqa_xlsx.text.language import Text, TextTable

TABLES = sorted(path.relative_to(ROOT).with_suffix("").as_posix() for path in ROOT.rglob("*.csv")
                if path.with_suffix(".py").exists())
#: What the templates of a room call the texts of their own room, and those of reports.
TEMPLATES = {"app/templates": {"own": "app/words", "words": "report/words"},
             "report/page/templates": {"own": "report/page/words", "words": "report/words"}}


def rows_of(table: str) -> list[list[str]]:
    """Key, Thai and English of each text; a row that says something else too may be without a text."""
    with (ROOT / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row[:3] for row in csv.reader(file) if row[0] != "key" and not row[0].startswith("#")
                and (len(row) == 3 or any(row[1:3]))]


def in_python(path: Path) -> Iterator[tuple[str, str]]:
    """The table and key of each text that a module asks for."""
    names = {}
    own = path.relative_to(ROOT).with_suffix("").as_posix()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            source = (node.module or "").removeprefix("pmqa_xlsx.").replace(".", "/")
            for one in node.names:
                if f"{source}/{one.name}" in TABLES:
                    names[one.asname or one.name] = f"{source}/{one.name}"
                elif source in TABLES:
                    yield source, one.name
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
            yield names[node.value.id], node.attr
        if own in TABLES and isinstance(node, ast.Constant) and re.fullmatch("[A-Z][A-Z_]*", str(node.value)):
            yield own, str(node.value)
        if isinstance(node, ast.Constant) and str(node.value) in MESSAGES:
            yield "errors", str(node.value)


def in_templates() -> Iterator[tuple[str, str]]:
    """The table and key of each text that a template asks for."""
    for folder, rooms in TEMPLATES.items():
        for path in (ROOT / folder).glob("*.html"):
            for name, key in re.findall(r"\b(own|words)\.([A-Z][A-Z_\d]*)", path.read_text(encoding="utf-8")):
                yield rooms[name], key


MESSAGES = {key: text for key, *text in rows_of("errors")}
USED = {*in_templates(), *(one for path in PATHS for one in in_python(path))}


@pytest.mark.parametrize("table", TABLES)
def test_every_text_is_used(table: str) -> None:
    """A text that nothing shows any more leaves its table."""
    assert [key for key, _, _ in rows_of(table) if (table, key.partition(".")[0]) not in USED] == []


def test_every_text_exists() -> None:
    """What modules and templates ask for is in the table, or made from it in the module of that name."""
    known = {table: import_module(f"pmqa_xlsx.{table.replace('/', '.')}") for table in TABLES}
    keys = {table: {key.partition(".")[0] for key, _, _ in rows_of(table)} for table in TABLES}
    lacking = {(table, key) for table, key in USED if key not in keys[table] and not hasattr(known[table], key)}
    assert lacking == set()


@pytest.mark.parametrize("table", TABLES)
def test_keys_differ(table: str) -> None:
    """A key names one text of its table."""
    assert [key for key, count in Counter(key for key, _, _ in rows_of(table)).items() if count > 1] == []


@pytest.mark.parametrize("table", TABLES)
def test_both_languages(table: str) -> None:
    """Every text is in Thai and in English."""
    assert [key for key, th, en in rows_of(table) if not (th and en)] == []


@pytest.mark.parametrize("table", TABLES)
def test_placeholders(table: str) -> None:
    """Both languages of a text say the same facts; which English word goes with a number is none."""
    facts = re.compile(r"\{(\w+)[^}|]*\}")
    assert [key for key, th, en in rows_of(table) if set(facts.findall(th)) != set(facts.findall(en))] == []


@pytest.mark.parametrize(("count", "said"), [
    (1, "1 unit is late"), (2, "2 units are late"), ("1,000", "1,000 units are late")])
def test_plurals(count: object, said: str) -> None:
    """An English word goes with its number."""
    assert Text("", "{count} {count:unit is|units are} late").say("en", count=count) == said


def test_text_without_facts() -> None:
    """A text without facts is said as it is, with its braces."""
    assert Text("{x}", "").say("th") == "{x}"


def test_table(tmp_path: Path) -> None:
    """Texts by key, a group by what follows the dot, in the order of the file; comments and a BOM are skipped."""
    rows = ("key,th,en", "# a heading,,", "STEPS.2,สอง,two", "A,ก,a", "STEPS.1,หนึ่ง,one")
    (tmp_path / "words.csv").write_text("\n".join(rows), "utf-8-sig")
    table = TextTable(str(tmp_path / "words.py"))
    assert (table.text("A"), [*table.group("STEPS")], table.series("STEPS")) == (
        Text("ก", "a"), ["2", "1"], (Text("สอง", "two"), Text("หนึ่ง", "one")))
    with pytest.raises(AttributeError, match="'B'"):
        table.text("B")


def notices() -> Iterator[tuple[str, str, set[str]]]:
    """Where a message to the operator is made in Python: the place, its code, and the names of the facts given."""
    makers = {"notice", *(one.__name__ for one in every_class(OperatorError))}
    for path in PATHS:
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers):
                continue
            facts = {str(one.arg) for one in node.keywords}
            code = node.args[0]
            for one in [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]:
                if isinstance(one, ast.Constant) and len(node.args) == 1:  # else the message itself is given
                    yield f"{path.name}:{node.lineno}", str(one.value), facts


def every_class(base: type) -> set[type]:
    """A class with all that are derived from it."""
    return {base, *(one for derived in base.__subclasses__() for one in every_class(derived))}


def test_messages_get_their_facts() -> None:
    """Each message to the operator is in the table, and all that its sentences show is given."""
    shown = {code: {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
             for code, texts in MESSAGES.items()}
    assert [(place, code) for place, code, facts in notices() if not shown.get(code, {"?"}) <= facts] == []


def test_messages_survive_another_process() -> None:
    """An error that a reader's process raises is the same in both languages in the process that asked for it."""
    import_module("pmqa_xlsx.ledger.ledger_file")
    errors = [DefinitionError("f", [Mistake("form", "B2", "bad-year")]), *(
        kind("path-empty", name="-o") for kind in every_class(OperatorError) - {DefinitionError})]
    others = pickle.loads(pickle.dumps(errors))  # our own bytes
    assert [(type(one), str(one), vars(one)) for one in others] == [(type(one), one.en, vars(one)) for one in errors]


@pytest.mark.parametrize(("error", "th", "en"), [
    (OSError(errno.ENOSPC, "No space left on device"), "เขียนไม่ได้: ดิสก์เต็ม", "written: there is no space left"),
    (OSError(errno.EIO, "Input/output error"), "เขียนไม่ได้: Input/output error", "written: Input/output error."),
    (OSError("no number"), "เขียนไม่ได้: no number", "cannot be written: no number."),
])
def test_what_the_system_refuses(error: OSError, th: str, en: str) -> None:
    """It is in the language of the message; what is met too seldom for words here is in those of the system."""
    said = refusal(Path("a"), error)
    assert (th in said.th, en in said.en) == (True, True)


def test_texts_in_texts() -> None:
    """A fact that is a text is shown in the language of the message around it."""
    said = notice("half-replaced", refusal=Text("ก", "a"))
    assert (said.th[:2], said.en[:2]) == ("ก ", "a ")
