"""All reasons why a file or one of its parts is not read, in words for people, and advice to its sender.

The texts are in ``reasons.csv``. Advice is the fact ``advice`` of a finding whose usual fix would not help.
"""

from __future__ import annotations

from pmqa_xlsx.text.language import Text, TextTable

_TABLE = TextTable(__file__)
#: About a reader, by the end of its process.
READER_FAILED = _TABLE.group("READER_FAILED")


def __getattr__(key: str) -> Text:
    return _TABLE.text(key)
