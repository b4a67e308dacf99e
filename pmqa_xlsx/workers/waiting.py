"""Wait so that Ctrl-C works: on Windows it does not interrupt a thread that waits for another without a time limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Future

#: Seconds after which a wait is started again.
SLICE = 0.5


def wait_for(future: Future[Any], patience: float = 0.0, say: Callable[[], object] | None = None) -> None:
    """Wait until a task has ended in any way.

    :param say: called once if it has not ended after ``patience`` seconds.
    :raises concurrent.futures.CancelledError: it was cancelled.
    """
    waited = 0.0
    while True:
        if say is not None and waited >= patience and not future.done():
            say()
            say = None
        try:
            future.exception(SLICE)  # returns the task's own exception
        except TimeoutError:
            if not future.done():
                waited += SLICE
                continue
        return
