"""What an entry of the catalogue is, and how its sentences take in the facts of a case.

In a template a ``[segment]`` stands only while every placeholder in it has a fact; ``[segment|otherwise]`` says what
stands instead. ``{name}`` shows a fact; ``{?name}`` and ``{?name=content}`` show nothing and only ask that
the fact be there, or be just that. Placeholders stand in segments only, so a sentence reads well whatever is known
of the case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pmqa_xlsx.text.language import Lang, Text

SEGMENT = re.compile(r"\[([^\[\]|]*)(?:\|([^\[\]|]*))?\]")
PLACEHOLDER = re.compile(r"\{(\??)(\w+)(?:=(\w+))?\}")
#: Most characters of a fact that a sentence shows; the finding itself keeps the whole.
LIMIT = 80
#: The same for facts that list several things, for advice, and for what the office gave as its reason.
LIST_LIMIT = 600
LISTS = frozenset({"advice", "choices", "emails", "grounds", "items", "lost"})


class Severity(StrEnum):
    """How much a finding weighs: an error must be mended, a warning looked at, a notice only known."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry:
    """One finding code with everything that is said about it.

    :ivar title: a short name for lists.
    :ivar why: one or two sentences: what the finding means and what becomes of the return.
    :ivar says: template of the message: what happened.
    :ivar mend: template of the fix: what the unit should do next.
    :ivar bad: a small example of what brings the finding about.
    :ivar good: the same as it should be.
    :ivar sample: the facts that the templates understand, each with an example of its content.
    :ivar rejects: whether nothing of a return with this finding may count.
    """

    code: str
    severity: Severity
    title: Text
    why: Text
    says: Text
    mend: Text
    bad: Text
    good: Text
    sample: Mapping[str, Text] = field(default_factory=dict)
    rejects: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """Names of the facts that the templates understand; a fact ``x_th``/``x_en`` serves ``x``."""
        return tuple(self.sample)

    def message(self, lang: Lang, facts: Mapping[str, str]) -> str:
        """What happened, as a sentence; facts that are missing or empty drop out of it."""
        return fill(self.says.of(lang), lang, facts)

    def fix(self, lang: Lang, facts: Mapping[str, str]) -> str:
        """What to do next, as a sentence; facts that are missing or empty drop out of it."""
        return fill(self.mend.of(lang), lang, facts)

    def as_json(self) -> dict[str, object]:
        """The entry for ``--json``: its texts in both languages, the sentences as they read with the sample facts."""
        texts: dict[str, object] = {"code": self.code, "severity": self.severity.value, "rejects": self.rejects}
        for name, text in (("title", self.title), ("why", self.why), ("bad", self.bad), ("good", self.good)):
            texts |= {f"{name}_th": text.of("th"), f"{name}_en": text.of("en")}
        for lang in ("th", "en"):
            facts = self.sample_facts(lang)
            texts |= {f"message_{lang}": self.message(lang, facts), f"fix_{lang}": self.fix(lang, facts)}
        return texts

    def sample_facts(self, lang: Lang) -> dict[str, str]:
        """The example of every fact, for showing what a message looks like."""
        return {name: content.of(lang) for name, content in self.sample.items()}


def fill(template: str, lang: Lang, facts: Mapping[str, str]) -> str:
    """A template with the facts of a case in it.

    :param facts: by name; ``x_th``/``x_en`` goes before ``x``, and the other language's stands in for a missing one.
    :returns: the sentence; never raises, whatever the facts hold.
    """
    def segment(match: re.Match[str]) -> str:
        inside, otherwise = match[1], match[2] or ""
        for _, name, wanted in PLACEHOLDER.findall(inside):
            content = _fact(name, lang, facts)
            if not content or (wanted and content != wanted):
                return otherwise
        return PLACEHOLDER.sub(placeholder, inside)

    def placeholder(match: re.Match[str]) -> str:
        return "" if match[1] else _fact(match[2], lang, facts)

    return SEGMENT.sub(segment, template)


def _fact(name: str, lang: Lang, facts: Mapping[str, str]) -> str:
    """One fact on one line: lines joined, white space folded, what cannot be shown replaced, a long one cut."""
    other = "en" if lang == "th" else "th"
    content = facts.get(f"{name}_{lang}") or facts.get(name) or facts.get(f"{name}_{other}") or ""
    limit = LIST_LIMIT if name in LISTS else LIMIT
    start = content[:10 * limit]  # enough to fill the limit; a cell can hold far more
    line = " / ".join(" ".join(part.split()) for part in start.splitlines() if part.strip())
    shown = "".join(char if char.isprintable() else "\ufffd" for char in line)
    return shown if len(shown) <= limit and len(start) == len(content) else shown[:limit - 1].rstrip() + "…"
