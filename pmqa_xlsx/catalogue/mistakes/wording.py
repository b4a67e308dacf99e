"""How a mistake of a definition is written down."""

from __future__ import annotations

from pmqa_xlsx.catalogue.model import CatalogueEntry, Severity, words
from pmqa_xlsx.text.language import Text


def mistake(code: str, message: Text, fix: Text) -> CatalogueEntry:
    """What must be corrected before the definition can be used."""
    return CatalogueEntry(code=code, severity=Severity.ERROR, message=words(message), fix=words(fix))


def oddity(code: str, message: Text, fix: Text) -> CatalogueEntry:
    """What is legal but odd: a warning."""
    return CatalogueEntry(code=code, severity=Severity.WARNING, message=words(message), fix=words(fix))
