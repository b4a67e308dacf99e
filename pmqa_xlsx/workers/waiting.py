"""Wait so that Ctrl-C works: on Windows it does not interrupt a thread that waits for another without a time limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Future

#: Seconds after which a wait is started again.
SLICE = 0.5


def wait_for(future: Future[Any]) -> None:
    """Wait until a task has ended in any way.

    :raises concurrent.futures.CancelledError: it was cancelled.
    """
    while True:
        try:
            future.exception(SLICE)  # returns the task's own exception
        except TimeoutError:
            if not future.done():
                continue
        return
