"""Process many items with a few workers: in order, lazily, with one failure per item."""

from __future__ import annotations

import contextlib
import pickle
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import accumulate
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, Self, TypeVar, cast

from pmqa_xlsx.errors import WorkersNotStarted
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.workers.idle import IDLE
from pmqa_xlsx.workers.process import LostWorkerError, RaisedError, Worker, kind_of
from pmqa_xlsx.workers.program import BYTES, ITEM

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
Failure = Literal["died", "timeout", "memory", "raised"]

#: Items after which a worker is replaced, so that memory leaks of libraries do not add up.
ITEMS_A_WORKER = 2_000
#: Pending items per worker at which more are taken, and the number then taken: if the caller was woken for each single
#: item, it would compete with the workers for the processors all the time.
_LEFT, _TAKEN = 2, 2
#: Bytes of pending items above which only the necessary number is taken at once.
_MOST_BYTES = 2**26
#: Bytes of such items beyond which none is taken at all, however many processes wait for one: what this process holds.
_MOST_HELD = 2**27
#: Seconds between two checks of the workers' time and memory.
_WATCH_SECONDS = 0.05
#: A longer gap between two checks means that this process itself was delayed (asleep, stopped, not scheduled).
_LONGEST_GAP = 0.5
#: Seconds after which a wait for a task is started again.
SLICE = 0.5


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The outcome of one item.

    :ivar value: the return value of the function; ``None`` after a failure.
    :ivar failure: ``died`` if the process ended, ``timeout`` if it hung, ``memory`` if it exceeded its memory limit,
        ``raised`` if the function raised an exception; ``None`` if it returned.
    :ivar trace: the worker's traceback of an exception.
    """

    value: T | None = None
    failure: Failure | None = None
    trace: str = ""


class _Pending(NamedTuple):
    """An item with a result that has not been returned yet.

    :ivar size: its bytes, or those that it says it has; else 0.
    """

    position: int
    size: int
    future: Future[Outcome[Any]]


def _result(item: _Pending) -> tuple[int, Outcome[Any]]:
    wait_for(item.future)
    return item.position, item.future.result()


def wait_for(future: Future[Any], patience: float = 0.0, say: Callable[[], object] | None = None) -> None:
    """Wait until a task has ended in any way, so that Ctrl-C works.

    On Windows it does not interrupt a thread that waits for another without a time limit.

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


class Pool:
    """Worker processes that run one pure function; a context manager that ends all of them.

    The first process may start at once and import the target while the caller continues; others start when needed.
    They process many items, and are replaced after a failure. If a used worker crashed or ran out of memory, the item
    is tried once in a new worker, so that no item fails because of an earlier one. If the parent is killed, idle
    workers end at once and busy ones after at most twice the timeout and five seconds.

    :param target: ``package.module:function``, importable with this process's ``sys.path``; called as
        ``function(setup, item)``. Items, setup and results must be picklable, and none may be larger than ``memory``.
    :param setup: the first argument of every call; sent once to each worker. :meth:`set_up` can set it later.
    :param jobs: number of processes; even with one the function never runs in this process.
    :param ahead: whether to start the first process at once, although perhaps there is no item.
    :param timeout: most seconds for an item, including its transfer to the worker and back.
    :param memory: most bytes of memory of a worker.
    :param kept_items: an idle worker that has answered at most so many (after more, its memory is too large) is kept
        for the next pool of its ``kind_of``, which ends it if the setup is another; ``None``: all are ended.
    :raises ValueError: ``jobs`` is less than 1.
    """

    def __init__(
        self, target: str, *, setup: object = None, jobs: int = 1, ahead: bool = True, timeout: float = 10.0,
        memory: int = 1 << 30, kept_items: int | None = None,
    ) -> None:
        if jobs < 1:
            raise ValueError(f"jobs must be at least 1, not {jobs}")
        self._target, self._jobs, self._timeout, self._memory = target, jobs, timeout, memory
        self._kept_items = kept_items
        self.set_up(setup)
        self._lock = threading.Lock()
        self._workers: set[Worker] = set()
        self._idle: deque[Worker] = deque()
        self._closed = threading.Event()
        self._ahead: Worker | None = None
        try:
            with contextlib.suppress(WorkersNotStarted):  # reported when there is an item for it
                self._ahead = self._start() if ahead else None
            from concurrent.futures import ThreadPoolExecutor  # imported only now: the process is already starting

            self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="pmqa-worker")
            self._watcher = threading.Thread(target=self._watch, name="pmqa-watch", daemon=True)
            self._watcher.start()
        except BaseException:  # Ctrl-C at this moment: the caller could not close the pool
            self._closed.set()
            for worker in set(self._workers):
                self._discard(worker)
            raise

    def set_up(self, setup: object) -> None:
        """Set the first argument of every call if it was not known before; must be called before :meth:`map`."""
        self.set_up_pickled(pickle.dumps(setup, pickle.HIGHEST_PROTOCOL))

    def set_up_pickled(self, setup: bytes) -> None:
        """The same, with the argument pickled already."""
        self._setup = setup

    def map(self, items: Iterable[object]) -> Iterator[tuple[int, Outcome[Any]]]:
        """Run the function on every item.

        Items are taken from the iterable only as results are requested, at most four times the number of jobs in
        advance (twice if they are large), and several results become available at once.

        :returns: each item's position, zero-based, and its outcome, in the order of the items.
        :raises RuntimeError: the target or the setup cannot be loaded; the message has the worker's traceback.
        :raises pmqa_xlsx.errors.WorkersNotStarted: no process can be started here.
        """
        pending: deque[_Pending] = deque()
        try:
            for position, item in enumerate(items):
                size = len(item) if isinstance(item, bytes) else getattr(item, "size", 0)
                pending.append(_Pending(position, size, self._threads.submit(self._run, item)))
                if wanted := self._wanted(pending):
                    wait_for(pending[wanted - 1].future)
                    for _ in range(wanted):
                        yield _result(pending.popleft())
            while pending:
                yield _result(pending.popleft())
        finally:
            for one in pending:
                one.future.cancel()

    def _wanted(self, pending: Collection[_Pending]) -> int:
        """How many results must be ready before further items are taken; 0 if they can be taken at once."""
        few, held = _LEFT * self._jobs, sum(one.size for one in pending)
        if held > _MOST_HELD:
            left = list(accumulate((-one.size for one in pending), initial=held))
            return next(count for count, size in enumerate(left) if size <= _MOST_HELD)
        if len(pending) >= few and held > _MOST_BYTES:
            return len(pending) - few + 1
        many = _TAKEN * self._jobs
        return many if len(pending) == few + many else 0

    def close(self) -> None:
        """End all workers at once, but for those that are kept; items still in progress are abandoned."""
        self._closed.set()
        if self._kept_items is not None:
            IDLE.keep(self._leave_kept(self._kept_items))
        with self._lock:
            workers = set(self._workers)
        for worker in workers:
            worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._watcher.join()
        for worker in set(self._workers):
            self._discard(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _leave_kept(self, most_items: int) -> set[Worker]:
        """The workers to keep, which are no longer this pool's."""
        with self._lock, contextlib.suppress(IndexError):
            idle = {self._ahead} if self._ahead else set[Worker]()
            self._ahead = None
            while True:  # a thread may take one too
                idle.add(self._idle.pop())
        kept = {worker for worker in idle if worker.alive and worker.answered <= most_items}
        with self._lock:
            self._workers -= kept
        return kept

    def _run(self, item: object) -> Outcome[Any]:
        """Get one item's outcome; runs in one of the pool's threads."""
        kind, body = (BYTES, item) if type(item) is bytes else (ITEM, pickle.dumps(item, pickle.HIGHEST_PROTOCOL))
        worker = self._take()
        fresh = worker.answered == 0
        outcome = self._ask(worker, kind, body)
        if outcome.failure in ("died", "memory") and not fresh and not self._closed.is_set():
            outcome = self._ask(self._begin(new=True), kind, body)
        return outcome

    def _ask(self, worker: Worker, kind: int, body: bytes) -> Outcome[Any]:
        try:
            return Outcome(worker.ask(kind, body))
        except LostWorkerError as gone:
            return Outcome(failure=cast(Failure, gone.reason))
        except RaisedError as error:
            return Outcome(failure="raised", trace=str(error))
        finally:
            if worker.alive and worker.answered < ITEMS_A_WORKER:
                self._idle.append(worker)
            else:
                self._discard(worker)

    def _take(self) -> Worker:
        """A worker for the calling thread only: an idle one, else a new one."""
        while True:
            try:
                worker = self._idle.pop()
            except IndexError:
                return self._begin()
            if worker.alive:
                return worker
            self._discard(worker)

    def _start(self, *, new: bool = False) -> Worker:
        kind = self._target, self._timeout, self._memory
        kept = None if new or self._kept_items is None else IDLE.take(kind_of(*kind))
        worker = kept or Worker(*kind)
        with self._lock:
            self._workers.add(worker)
        return worker

    def _begin(self, *, new: bool = False) -> Worker:
        """A worker that is ready: the one started ahead, else one that was kept or is started.

        :param new: whether it must not have answered anything.
        """
        with self._lock:
            worker, self._ahead = self._ahead, None
        worker = worker or self._start(new=new)
        if worker.setup is not None and (new or worker.setup != self._setup):
            self._discard(worker)
            worker = self._start(new=True)
        try:
            if self._closed.is_set():
                raise RuntimeError("the pool was closed")
            if worker.setup is None:
                worker.greet(self._setup)
        except BaseException:
            self._discard(worker)
            raise
        return worker

    def _discard(self, worker: Worker) -> None:
        worker.discard()
        with self._lock:
            self._workers.discard(worker)

    def _watch(self) -> None:
        """Check time and memory until the pool is closed."""
        before = time.monotonic()
        while not self._closed.wait(_WATCH_SECONDS):
            now = time.monotonic()
            with self._lock:
                workers = tuple(self._workers)
            for worker in workers:
                worker.watch(min(now - before, _LONGEST_GAP))
            before = now
