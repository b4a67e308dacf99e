"""All reasons why a file or one of its parts is not read, in words for people, and advice to its sender.

The texts are in ``reasons.csv``. Advice is the fact ``advice`` of a finding whose usual fix would not help.
"""

from __future__ import annotations

from pmqa_xlsx.text.language import TextTable

_TABLE = TextTable(__file__)
#: About a reader, by the end of its process.
READER_FAILED = _TABLE.group("READER_FAILED")
__getattr__ = _TABLE.text
