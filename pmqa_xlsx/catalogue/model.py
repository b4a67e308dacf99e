"""What an entry of the catalogue is, how its sentences take in the facts of a case, and how the tables are read.

Every text is a whole sentence that can be edited or translated by itself. ``{name}`` in it shows a fact of the case,
``{question}`` the question that the case is about. A sentence is used only where all that it shows is known, so none is
ever left with a gap.

The tables have a sentence a row, in Thai and English, to be edited in any program for CSV files. Their columns are
``code``, ``part``, ``which``, ``th`` and ``en``. Rows of a code with the same part keep their order:

- ``title``: a short name; ``which`` is the severity, ``rejection`` for an error with which nothing may count.
- ``why``: what the finding means and what becomes of the return.
- ``message`` (what happened) and ``fix`` (what to do): the sentences of :class:`Words`; ``which`` is empty, ``detail``,
  or names a variant.
- ``example``: ``bad``, which causes the finding, and ``good``, the same as it should be.
- ``fact``: an example of what ``{which}`` shows; one of the code ``*`` serves all codes without their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.language import NO_TEXT, Lang, Text, read_table

PLACEHOLDER = re.compile(r"\{(\w+)\}")
#: Most characters of a fact that a sentence shows; the finding itself keeps the whole.
LIMIT = 80
#: The same for facts that list several things, for advice, and for a reason that the office gave.
LIST_LIMIT = 600
LISTS = frozenset({"advice", "allowed", "choices", "columns", "emails", "grounds", "items", "known", "lost", "parts",
                   "retyped", "said"})
#: The fact that names a variant; see :class:`Words`.
VARIANT = "variant"
#: How a question is named; the first of these that can be used is.
_QUESTION = (Text("“{field}” ของ {about}", "“{field}” of {about}"), Text("“{field}”", "“{field}”"))


class Severity(StrEnum):
    """How much a finding weighs: an error must be corrected, a warning checked, a notice only known."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def label(self) -> Text:
        """The word that people read."""
        return _LABELS[self]


_LABELS = {
    Severity.ERROR: Text("ข้อผิดพลาด", "error"),
    Severity.WARNING: Text("คำเตือน", "warning"),
    Severity.NOTICE: Text("ข้อสังเกต", "notice"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What is said about a case: one of several sentences, then each detail that is known.

    :ivar sentences: the first one that can be used is; the last one shows no fact.
    :ivar details: each one that can be used follows.
    :ivar variants: by name, sentences that are tried first where the fact ``variant`` is that name.
    """

    sentences: tuple[Text, ...]
    details: tuple[Text, ...] = ()
    variants: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)

    def of(self, lang: Lang, facts: Mapping[str, str]) -> str:
        """What is said in ``lang``.

        :param facts: by name; ``x_th`` and ``x_en`` are tried before ``x``.
        :raises KeyError: none of the sentences can be used.
        """
        tried = (*self.variants.get(facts.get(VARIANT, ""), ()), *self.sentences)
        first = next(filter(None, (fill(sentence.of(lang), lang, facts) for sentence in tried)), "")
        if not first:
            raise KeyError(tried[-1].en)
        return " ".join([first, *filter(None, (fill(detail.of(lang), lang, facts) for detail in self.details))])

    @property
    def texts(self) -> tuple[Text, ...]:
        """All sentences."""
        return (*(text for texts in self.variants.values() for text in texts), *self.sentences, *self.details)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One code with everything that is said about it: of a finding, or of a mistake in a definition.

    :ivar message: what happened.
    :ivar fix: what to do next.
    :ivar title: a short name for lists.
    :ivar why: one or two sentences: what the finding means and what becomes of the return.
    :ivar bad: a small example of what causes the finding.
    :ivar good: the same as it should be.
    :ivar sample: examples of the facts that the sentences show.
    :ivar rejects: whether nothing of a return with this finding may count.
    """

    code: str
    severity: Severity
    message: Words
    fix: Words
    title: Text = NO_TEXT
    why: Text = NO_TEXT
    bad: Text = NO_TEXT
    good: Text = NO_TEXT
    sample: Mapping[str, Text] = field(default_factory=dict)
    rejects: bool = False

    def as_json(self) -> dict[str, object]:
        """The entry for ``--json``: its texts in both languages, the sentences as they read with the sample facts."""
        texts: dict[str, object] = {"code": self.code, "severity": self.severity.value, "rejects": self.rejects}
        for name, text in (("title", self.title), ("why", self.why), ("bad", self.bad), ("good", self.good)):
            texts |= {f"{name}_th": text.of("th"), f"{name}_en": text.of("en")}
        langs: tuple[Lang, ...] = ("th", "en")
        for lang in langs:
            facts = self.sample_facts(lang)
            texts |= {f"message_{lang}": self.message.of(lang, facts), f"fix_{lang}": self.fix.of(lang, facts)}
        return texts

    def sample_facts(self, lang: Lang) -> dict[str, str]:
        """The example of every fact, to show what a message looks like."""
        return {name: content.of(lang) for name, content in self.sample.items()}


def fill(sentence: str, lang: Lang, facts: Mapping[str, str]) -> str:
    """A sentence with the facts of a case in it; empty where one of them is not known.

    :param facts: by name; ``x_th``/``x_en`` goes before ``x``, and the other language's is used for a missing one.
    """
    shown = {name: _question(lang, facts) if name == "question" else _fact(name, lang, facts)
             for name in PLACEHOLDER.findall(sentence)}
    return Text(sentence).say(lang, **shown) if all(shown.values()) else ""


def _question(lang: Lang, facts: Mapping[str, str]) -> str:
    return next(filter(None, (fill(text.of(lang), lang, facts) for text in _QUESTION)), "")


def _fact(name: str, lang: Lang, facts: Mapping[str, str]) -> str:
    """One fact on one line: lines joined, white space folded, what cannot be shown replaced, a long one cut."""
    other = "en" if lang == "th" else "th"
    content = facts.get(f"{name}_{lang}") or facts.get(name) or facts.get(f"{name}_{other}") or ""
    limit = LIST_LIMIT if name in LISTS else LIMIT
    start = content[:10 * limit]  # enough to fill the limit; a cell can hold far more
    line = " / ".join(" ".join(part.split()) for part in start.splitlines() if part.strip())
    shown = line if line.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in line)
    return shown if len(shown) <= limit and len(start) == len(content) else shown[:limit - 1].rstrip() + "…"


_DETAIL, _REJECTION, _ALL_CODES = "detail", "rejection", "*"
#: The texts of one code by part, then by ``which``.
_Parts = defaultdict[str, dict[str, list[Text]]]


class Entries(Mapping[str, CatalogueEntry]):
    """The entries of some tables by code; the tables are read at the first look, because few processes need them.

    :param tables: the CSV files beside this module, each with the severity of codes without a title.
    """

    def __init__(self, tables: Mapping[str, Severity]) -> None:
        self._tables = tables

    @cached_property
    def _by_code(self) -> dict[str, CatalogueEntry]:
        return {code: entry for table, severity in self._tables.items()
                for code, entry in read_entries(table, severity).items()}

    def __getitem__(self, code: str) -> CatalogueEntry:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)


def read_entries(table: str, severity: Severity) -> dict[str, CatalogueEntry]:
    """The entries of a table by code, in its order.

    :param table: a CSV file beside this module (UTF-8).
    :param severity: of codes without a title.
    :raises ValueError: what a code may have only once is there twice.
    """
    by_code: defaultdict[str, _Parts] = defaultdict(lambda: defaultdict(dict))
    for code, part, which, thai, english in read_table(Path(__file__).with_name(table)):
        by_code[code][part].setdefault(which, []).append(Text(thai, english))
    usual = _only(by_code.pop(_ALL_CODES)["fact"]) if _ALL_CODES in by_code else {}
    return {code: _entry(code, parts, usual, severity) for code, parts in by_code.items()}


def _entry(code: str, parts: _Parts, usual: Mapping[str, Text], severity: Severity) -> CatalogueEntry:
    weight, title = next(iter(_only(parts["title"]).items()), (severity.value, NO_TEXT))
    rejects, example = weight == _REJECTION, _only(parts["example"])
    return CatalogueEntry(
        code=code, severity=Severity.ERROR if rejects else Severity(weight), rejects=rejects, title=title,
        why=_only(parts["why"]).get("", NO_TEXT), message=_words(parts["message"]), fix=_words(parts["fix"]),
        bad=example.get("bad", NO_TEXT), good=example.get("good", NO_TEXT),
        sample={**usual, **_only(parts["fact"])},
    )


def _words(texts: Mapping[str, Sequence[Text]]) -> Words:
    variants = {name: tuple(sentences) for name, sentences in texts.items() if name not in ("", _DETAIL)}
    return Words(tuple(texts[""]), tuple(texts.get(_DETAIL, ())), variants)


def _only(texts: Mapping[str, Sequence[Text]]) -> dict[str, Text]:
    if twice := [sentences for sentences in texts.values() if len(sentences) > 1]:
        raise ValueError(f"only one sentence may be here: {twice[0]}")
    return {which: only for which, (only,) in texts.items()}
