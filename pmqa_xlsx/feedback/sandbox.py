"""The wording of letters: templates in a round's folder, which the office edits.

A template is Jinja2 in a sandbox: its first line is the letter's subject, the rest its text. It takes only facts about
the letter, and other templates of the same folder by ``{% include %}``; it can call nothing, and time and length are
limited, so that a mistake in a template is one clear line and never a program that does not end.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import BaseLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.system.atomic import not_writable, write_bytes
from pmqa_xlsx.text.language import LANGS, Lang

TEMPLATES = "templates"
#: What comes around the text of each letter, and the text for a chat group.
FRAME, CHAT = "letter", "chat"
_ENDING = ".txt"
#: Limits of one text: characters, seconds, turns of loops with the templates included.
_LONGEST, _SECONDS, _MOST_TURNS = 200_000, 5.0, 100_000
_LARGEST_FILE = 100_000
_BLANK_LINES = re.compile(r"\n{3,}")
#: What a template may be made of.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Include, nodes.Name,
    nodes.Getattr, nodes.Const, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Test, nodes.Filter, nodes.Concat, nodes.EvalContext,
)
_FILTERS = frozenset({"length", "count", "default", "d", "first", "last", "trim", "upper", "lower", "int"})
_TICK = "_tick"


class LetterText(NamedTuple):
    """A letter's words; the subject is one line."""

    subject: str
    body: str


def shipped_templates() -> dict[str, bytes]:
    """The templates that the program brings along, by file name."""
    folder = files("pmqa_xlsx.feedback") / TEMPLATES
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir(), key=lambda one: one.name)
            if one.name.endswith(_ENDING)}


def provide_templates(directory: Path) -> None:
    """Put those templates into a round's folder that are not there yet; what the office has edited stays as it is.

    :raises OutputNotWritable: the folder cannot be written.
    """
    folder = directory / TEMPLATES
    with not_writable(folder):
        folder.mkdir(exist_ok=True)
        for name, data in shipped_templates().items():
            if not (folder / name).exists():
                write_bytes(folder / name, data)


class Wording:
    """The templates of one round in one language.

    :param directory: the round's folder.
    """

    def __init__(self, directory: Path, lang: Lang) -> None:
        assert lang in LANGS  # noqa: S101  it becomes part of a name
        self._lang = lang
        self._folder = directory / TEMPLATES
        self._limits = _Limits()
        self._environment = _Environment(
            loader=_OneFolder(self._folder), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
            keep_trailing_newline=True)
        self._environment.globals = {_TICK: self._limits.turn}

    def text(self, name: str, facts: Mapping[str, Any]) -> LetterText:
        """A text out of one template: its first line, and what comes after it; parameters as in :meth:`whole`."""
        subject, _, body = self.whole(name, facts).lstrip().partition("\n")
        return LetterText(" ".join(subject.split()), body.strip() + "\n")

    def whole(self, name: str, facts: Mapping[str, Any]) -> str:
        """All of what one template says, with at most one blank line between two others.

        :param name: such as ``reminder``.
        :raises OptionNotValid: the template has a mistake, takes too long, or is not there.
        """
        file = f"{name}.{self._lang}{_ENDING}"
        self._limits.begin()
        pieces: list[str] = []
        try:
            for piece in self._environment.get_template(file).generate(facts):
                self._limits.add(piece)
                pieces.append(piece)
        except (TemplateError, OverflowError, ValueError, TypeError, ArithmeticError, RecursionError, OSError) as error:
            raise self._mistake(file, error) from error
        lines = (line.rstrip() for line in "".join(pieces).splitlines())
        return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n") + "\n"

    def _mistake(self, file: str, error: Exception) -> OptionNotValid:
        where = self._folder / (getattr(error, "name", None) or file)
        line = getattr(error, "lineno", None) or _line_in_template(error)
        at_en, at_th = (f", line {line}", f" บรรทัด {line}") if line else ("", "")
        if isinstance(error, TemplateNotFound):
            what_en, what_th = "there is no such template in the folder", "ไม่มีแม่แบบนี้ในโฟลเดอร์"
        else:
            what_en = what_th = " ".join(str(getattr(error, "message", None) or error).split())[:200].rstrip(".")
        return OptionNotValid(f"{where}{at_en}: {what_en}. No letter was written.",
                              f"{where}{at_th}: แม่แบบจดหมายมีข้อผิดพลาด: {what_th} ยังไม่ได้จัดทำจดหมายใด")


class _Limits:
    """How long one text may take and become."""

    def begin(self) -> None:
        self._until, self._turns, self._length = time.monotonic() + _SECONDS, 0, 0

    def turn(self) -> str:
        """Count a turn of a loop, or a template that is included."""
        self._turns += 1
        if self._turns > _MOST_TURNS or time.monotonic() > self._until:
            raise TemplateError("the template takes too long; its loops never seem to end")
        return ""

    def add(self, piece: str) -> None:
        """Count what is written."""
        self._length += len(piece)
        if self._length > _LONGEST:
            raise TemplateError(f"the text is longer than {_LONGEST} characters")
        self.turn()


class _OneFolder(BaseLoader):
    """Loads plain files of one folder, nothing above or below it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(
        self, environment: Any, template: str,  # noqa: ARG002  Jinja2's signature
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        path = self._folder / template
        if template != Path(template).name or path.is_symlink() or not path.is_file():
            raise TemplateNotFound(template)
        data = path.read_bytes()
        if len(data) > _LARGEST_FILE:
            raise TemplateSyntaxError(f"the file is larger than {_LARGEST_FILE} bytes", 1, template)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise TemplateSyntaxError("it is not UTF-8 text; save it as UTF-8", 1, template) from None
        return text.replace("\r\n", "\n"), str(path), None


class _Environment(ImmutableSandboxedEnvironment):
    """Takes only what :data:`_ALLOWED` names, and counts the turns of all loops."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            refused = _why_refused(node)
            if refused:
                raise TemplateSyntaxError(f"{refused} cannot be used in a template", node.lineno, name, filename)
        for loop in [*tree.find_all(nodes.For)]:
            loop.body.insert(0, _tick(loop.lineno))
        tree.body.insert(0, _tick(1))
        return tree


def _why_refused(node: nodes.Node) -> str:
    """What of a template is not allowed; empty where it is."""
    if isinstance(node, nodes.For) and node.recursive:
        return "recursive"
    if isinstance(node, nodes.Filter):
        return "" if node.name in _FILTERS else f"|{node.name}"
    if isinstance(node, nodes.Include):
        return "" if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str) else "include"
    if isinstance(node, nodes.Name):
        return node.name if node.name.startswith("_") else ""
    return "" if isinstance(node, _ALLOWED) else type(node).__name__.lower()


def _tick(line: int) -> nodes.Output:
    call = nodes.Call(nodes.Name(_TICK, "load", lineno=line), [], [], None, None, lineno=line)
    return nodes.Output([call], lineno=line)


def _line_in_template(error: BaseException) -> int | None:
    """The line of the template in which something was raised."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(_ENDING):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line

