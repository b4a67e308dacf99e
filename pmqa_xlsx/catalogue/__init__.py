"""Every finding code: its severity, meaning, message and fix, in Thai and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pmqa_xlsx.catalogue import (
    answers,
    belonging,
    cell_contents,
    consistency,
    dates,
    files,
    office,
    returns,
    structure,
)
from pmqa_xlsx.catalogue.explain import entry_of, explain_entry, markdown_of
from pmqa_xlsx.catalogue.model import CatalogueEntry, Severity
from pmqa_xlsx.text.language import Lang

__all__ = ["CATALOGUE", "CatalogueEntry", "Severity", "explain", "markdown_table"]

#: All entries by code: about files, structure, answers, several returns, then the office's decisions.
CATALOGUE: Mapping[str, CatalogueEntry] = MappingProxyType({
    entry.code: entry
    for module in (files, belonging, structure, answers, dates, cell_contents, consistency, returns, office)
    for entry in module.ENTRIES})


def explain(code: str, lang: Lang) -> str:
    """The meaning of a finding code, an example message and the fix, as plain text for a terminal.

    :raises OptionNotValid: there is no such code; the message names similar ones.
    """
    return explain_entry(entry_of(CATALOGUE, code), lang)


def markdown_table(lang: Lang) -> str:
    """The whole catalogue as a Markdown table: code, severity, meaning, what to do."""
    return markdown_of(CATALOGUE, lang)
