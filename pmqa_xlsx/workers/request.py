"""What returns are read against, as it is known before the reader is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.ingester.read_return import LoadedRequest


@dataclass(frozen=True, slots=True)
class ReadingRequest:
    """The reader's :class:`~pmqa_xlsx.ingester.read_return.LoadedRequest`, which it becomes when it is unpickled.

    A process that only hands returns to readers need not load what reads them.
    """

    forms: tuple[Form, ...]
    year: int | None = None
    seal_key: bytes | None = field(default=None, repr=False)
    open_passwords: tuple[str, ...] = field(default=(), repr=False)

    def __reduce__(self) -> tuple[Callable[..., LoadedRequest], tuple[Any, ...]]:
        return _for_the_reader, (self.forms, self.year, self.seal_key, self.open_passwords)


def _for_the_reader(*parts: Any) -> LoadedRequest:
    from pmqa_xlsx.ingester.read_return import LoadedRequest

    return LoadedRequest(*parts)
