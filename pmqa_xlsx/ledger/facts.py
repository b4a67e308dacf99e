"""What the ledger keeps of what happened: an arrival, an event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pmqa_xlsx.ingester.model import Return


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the round.

    :ivar data: all that is needed to repeat the entry, and no text about a person of a unit.
    :ivar number: its number in the ledger, from 1; 0 for one that is not yet kept.
    """

    at: dt.datetime
    kind: str
    unit_code: str = ""
    sha256: str = ""
    by: str = ""
    data: Mapping[str, object] | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """A return in a file, as it arrived.

    :ivar container: SHA-256 of the outermost file; ``name`` the last component of its name.
    :ivar way: the steps inside it, ``!`` between; empty for the file itself.
    :ivar origin: the arrival without its reading; its label is the path given.
    """

    container: str
    name: str
    way: str
    origin: Return
