"""The program of one worker process, and the framing of messages between it and its parent.

The parent runs this file by its path, so that a worker imports only what its target needs. So this file must import
only the standard library.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import importlib
import os
import pickle
import sys
from collections.abc import Callable
from typing import BinaryIO, TypedDict

#: Kinds of frames: from the parent, and from a worker.
START, SETUP, ITEM, BYTES, READY, VALUE, ERROR = range(7)
#: Exit code of a worker whose function ran out of memory.
EXIT_MEMORY = 86
#: One byte for the kind, eight for the length of the body.
_HEAD = 9
#: Most bytes of a body that is sent together with its head.
_TOGETHER = 2**16
_STDERR = 2
#: Python's own threshold is 700: it would run the garbage collector during imports and several times for each item.
_ALLOCATIONS_A_COLLECTION = 50_000


class Start(TypedDict):
    """The first frame for a worker, sent at its start; the setup follows when it is known.

    ``target`` is ``module:function``, ``path`` the parent's ``sys.path``, ``memory`` a limit in bytes, and ``deadline``
    the seconds after which a worker ends by itself if its parent no longer exists.
    """

    target: str
    path: list[str]
    memory: int
    deadline: float


def send(channel: int, kind: int, body: bytes) -> None:
    """Write one frame to a file descriptor.

    :raises OSError: the reader is gone.
    """
    head = bytes([kind]) + len(body).to_bytes(_HEAD - 1, "little")
    view = memoryview(body)
    # A reader that is woken by the head alone would have to wait again.
    for part in (memoryview(head + view[:_TOGETHER]), view[_TOGETHER:]):
        left = part
        while left:
            left = left[os.write(channel, left):]


def receive(stream: BinaryIO, most: int = sys.maxsize) -> tuple[int, bytes] | None:
    """Read one frame as its kind and body.

    :param most: the largest plausible body, in bytes.
    :returns: ``None`` at the end of the stream, also in the middle of a frame, and for a body larger than ``most``.
    """
    head = stream.read(_HEAD)
    length = int.from_bytes(head[1:], "little")
    if len(head) < _HEAD or length > most:
        return None
    body = stream.read(length)
    return (head[0], body) if len(body) == length else None


def _take_channels() -> tuple[BinaryIO, int]:
    """Move both channels away from file descriptors 0 and 1, since any library may use these."""
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(_STDERR, 1)
    return os.fdopen(incoming, "rb"), outgoing


def _die_quietly() -> None:
    """Make a crash leave neither a core file nor an open error window."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.SetErrorMode(
            msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX | msvcrt.SEM_NOOPENFILEERRORBOX
        )
    else:
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_memory(limit: int) -> None:
    """Ask the system to deny memory above ``limit`` bytes; if it cannot, the parent's check is the only limit.

    RLIMIT_DATA instead of RLIMIT_AS, which also counts address space that an allocator only reserves.
    """
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def traceback_of(error: BaseException) -> bytes:
    """The traceback of an exception as text."""
    import traceback

    return "".join(traceback.format_exception(error)).encode("utf-8", "replace")


def _load(target: str) -> Callable[[object, object], object]:
    module, _, name = target.partition(":")
    function: Callable[[object, object], object] = getattr(importlib.import_module(module), name)
    return function


def _answer(
    function: Callable[[object, object], object], setup: object, frame: tuple[int, bytes],
) -> tuple[int, bytes]:
    """One item's answer: the pickled value, or the traceback of the function's exception."""
    kind, body = frame
    try:
        item = body if kind == BYTES else pickle.loads(body)  # noqa: S301 (the parent's own)
        return VALUE, pickle.dumps(function(setup, item), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(EXIT_MEMORY)
    except BaseException as error:  # a library's panic or sys.exit() must not look like a crash
        return ERROR, traceback_of(error)


def serve(incoming: BinaryIO, outgoing: int) -> None:
    """Answer items until the parent closes the channel or ends."""
    opening = receive(incoming)
    if opening is None:
        return
    start: Start = pickle.loads(opening[1])  # noqa: S301 (the parent's own)
    sys.path[:] = start["path"]
    gc.set_threshold(_ALLOCATIONS_A_COLLECTION)
    try:
        function = _load(start["target"])  # while the parent may still be preparing the setup
        setup_frame = receive(incoming)
        if setup_frame is None:
            return
        setup = pickle.loads(setup_frame[1])  # noqa: S301 (the parent's own)
    except BaseException as error:
        send(outgoing, ERROR, traceback_of(error))
        receive(incoming)  # if it ended before the parent's frame was read, it would look like a crash
        return
    _limit_memory(start["memory"])
    gc.freeze()  # objects that exist now (modules, forms) need no garbage collection
    send(outgoing, READY, str(os.getpid()).encode())
    while (frame := receive(incoming)) is not None:
        # A watchdog that needs no interpreter lock: after the parent's end it ends even a worker stuck in a C library.
        faulthandler.dump_traceback_later(start["deadline"], exit=True, file=_STDERR)
        kind, body = _answer(function, setup, frame)
        faulthandler.cancel_dump_traceback_later()
        send(outgoing, kind, body)


if __name__ == "__main__":
    _die_quietly()
    with contextlib.suppress(OSError):
        serve(*_take_channels())
    os._exit(0)  # does not wait for threads of libraries
