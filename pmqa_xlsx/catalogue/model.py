"""An entry of the catalogue, and how the facts of a case are filled into its sentences.

In a template a ``[segment]`` is included only if every placeholder in it has a fact; otherwise the second text of a
``[segment|otherwise]`` is included. ``{name}`` shows a fact; ``{?name}`` and ``{?name=content}`` show nothing and only
require that the fact exists, or has this content. Placeholders are in segments only, so that a sentence is complete
with any facts missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pmqa_xlsx.text.language import Lang, Text

SEGMENT = re.compile(r"\[([^\[\]|]*)(?:\|([^\[\]|]*))?\]")
PLACEHOLDER = re.compile(r"\{(\??)(\w+)(?:=(\w+))?\}")
#: Most characters of a fact in a sentence; the finding itself keeps the whole text.
LIMIT = 80
#: The same for facts that list several things, for advice, and for the office's reason.
LIST_LIMIT = 600
LISTS = frozenset({"advice", "choices", "emails", "grounds", "items", "lost"})


class Severity(StrEnum):
    """Severity of a finding: an error must be corrected, a warning checked, a notice is for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def label(self) -> Text:
        """The word for people."""
        return _LABELS[self]


_LABELS = {
    Severity.ERROR: Text("ข้อผิดพลาด", "error"),
    Severity.WARNING: Text("คำเตือน", "warning"),
    Severity.NOTICE: Text("ข้อสังเกต", "notice"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry:
    """One finding code with all its texts.

    :ivar title: a short name for lists.
    :ivar why: one or two sentences: what the finding means, and how the return is treated.
    :ivar says: template of the message: what happened.
    :ivar fix_text: template of the fix: what the unit should do next.
    :ivar bad: a small example of a case with the finding.
    :ivar good: the same case without it.
    :ivar sample: the facts that the templates use, each with an example of its content.
    :ivar rejects: whether a return with this finding is rejected as a whole.
    """

    code: str
    severity: Severity
    title: Text
    why: Text
    says: Text
    fix_text: Text
    bad: Text
    good: Text
    sample: Mapping[str, Text] = field(default_factory=dict)
    rejects: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """Names of the facts that the templates use; ``x_th`` and ``x_en`` may be given instead of ``x``."""
        return tuple(self.sample)

    def message(self, lang: Lang, facts: Mapping[str, str]) -> str:
        """What happened, as a sentence; missing or empty facts are left out."""
        return fill(self.says.of(lang), lang, facts)

    def fix(self, lang: Lang, facts: Mapping[str, str]) -> str:
        """What to do next, as a sentence; missing or empty facts are left out."""
        return fill(self.fix_text.of(lang), lang, facts)

    def as_json(self) -> dict[str, object]:
        """The entry for ``--json``: its texts in both languages, the sentences filled with the sample facts."""
        texts: dict[str, object] = {"code": self.code, "severity": self.severity.value, "rejects": self.rejects}
        for name, text in (("title", self.title), ("why", self.why), ("bad", self.bad), ("good", self.good)):
            texts |= {f"{name}_th": text.of("th"), f"{name}_en": text.of("en")}
        for lang in ("th", "en"):
            facts = self.sample_facts(lang)
            texts |= {f"message_{lang}": self.message(lang, facts), f"fix_{lang}": self.fix(lang, facts)}
        return texts

    def sample_facts(self, lang: Lang) -> dict[str, str]:
        """The example of every fact, for an example message."""
        return {name: content.of(lang) for name, content in self.sample.items()}


def fill(template: str, lang: Lang, facts: Mapping[str, str]) -> str:
    """Fill a template with the facts of a case.

    :param facts: by name; for ``x`` the fact ``x_th`` or ``x_en`` is used first, then ``x``, then the other language's.
    :returns: the sentence; never raises, for any content of the facts.
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
    """One fact on one line: lines joined, white space folded, unprintable characters replaced, long text truncated."""
    other = "en" if lang == "th" else "th"
    content = facts.get(f"{name}_{lang}") or facts.get(name) or facts.get(f"{name}_{other}") or ""
    limit = LIST_LIMIT if name in LISTS else LIMIT
    start = content[:10 * limit]  # enough to fill the limit; a cell can contain far more
    line = " / ".join(" ".join(part.split()) for part in start.splitlines() if part.strip())
    shown = "".join(char if char.isprintable() else "\ufffd" for char in line)
    return shown if len(shown) <= limit and len(start) == len(content) else shown[:limit - 1].rstrip() + "…"
