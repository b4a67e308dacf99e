"""Sentences about events and new returns, from ``words.csv``; what is refused is in ``errors.csv``."""

from __future__ import annotations

from pmqa_xlsx.text.language import TextTable

_TABLE = TextTable(__file__)
#: What the office decides, what happened, and what would become of a new return.
RULINGS, SENTENCES, WOULD_BECOME = (_TABLE.group(name) for name in ("RULINGS", "SENTENCES", "WOULD_BECOME"))
__getattr__ = _TABLE.text
