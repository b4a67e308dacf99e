"""Waiting that Ctrl-C can end: on Windows a thread that waits for another without a limit does not hear it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Future

#: Seconds after which a wait is begun anew.
SLICE = 0.5


def wait_for(future: Future[Any]) -> None:
    """Wait until a task has ended in whatever way.

    :raises concurrent.futures.CancelledError: it was cancelled.
    """
    while True:
        try:
            future.exception(SLICE)  # an exception of the task's own is returned
        except TimeoutError:
            if not future.done():
                continue
        return
