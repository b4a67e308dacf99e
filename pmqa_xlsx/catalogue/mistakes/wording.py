"""How a mistake of a definition is written down."""

from __future__ import annotations

from pmqa_xlsx.catalogue.model import CatalogueEntry, Severity, Words, words
from pmqa_xlsx.text.language import Text


def mistake(code: str, message: Text | Words, fix: Text | Words) -> CatalogueEntry:
    """What must be corrected before the definition can be used."""
    message, fix = (one if isinstance(one, Words) else words(one) for one in (message, fix))
    return CatalogueEntry(code=code, severity=Severity.ERROR, message=message, fix=fix)


def oddity(code: str, message: Text, fix: Text) -> CatalogueEntry:
    """What is legal but odd: a warning."""
    return CatalogueEntry(code=code, severity=Severity.WARNING, message=words(message), fix=words(fix))
