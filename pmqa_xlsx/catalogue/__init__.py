"""Every finding code: its weight, what it means, what to say about it and how to mend it, in Thai and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pmqa_xlsx.catalogue import answers, cell_contents, files, office, returns, structure
from pmqa_xlsx.catalogue.explain import entry_of, explain_entry, markdown_of
from pmqa_xlsx.catalogue.model import FindingEntry, Severity
from pmqa_xlsx.text.language import Lang

__all__ = ["CATALOGUE", "FindingEntry", "Severity", "explain", "markdown_table"]

#: All entries by code: files, structure, answers, what concerns several returns, then the office's decisions.
CATALOGUE: Mapping[str, FindingEntry] = MappingProxyType({
    entry.code: entry for entry in (*files.ENTRIES, *structure.ENTRIES, *answers.ENTRIES,
                               *cell_contents.ENTRIES, *returns.ENTRIES, *office.ENTRIES)
})


def explain(code: str, lang: Lang) -> str:
    """What a finding code means, an example message and how to mend it, as plain text for a terminal.

    :raises OptionNotValid: there is no such code; the message names the nearest ones.
    """
    return explain_entry(entry_of(CATALOGUE, code), lang)


def markdown_table(lang: Lang) -> str:
    """The whole catalogue as a Markdown table: code, severity, what it means, what to do."""
    return markdown_of(CATALOGUE, lang)
