"""Who does the work: this process, a pool of processes, or a Dask cluster; the same functions, the same files.

A process may be gone at any moment. What it was at work on is done again by itself; what ends a process again is cut
in halves, down to the record that does it, and done without that record.

When a process dies, an executor does not tell which task it died of: all futures fail together. So each task that was
running is tried alone, one after the other; the innocent ones are done by that. A task that ends a process again holds
a record that does (memory that ends, a crash below Python). A trial of half its records, which keeps nothing, tells
whether that half holds one, so that one bad record among 500 is found by about 20 trials. If neither half does, the
records end a process only together, or memory was short by chance: the task is done whole once more, and then the run
gives up.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from functools import cache
from multiprocessing import Pipe, get_context, resource_tracker
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self, cast

from kg.errors import KgbuildError, RemoteError, UsageError
from kg.orphans import end_with_parent
from kg.pipeline.input.readings import found

from .tasks import Facts, Task

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["LOCAL", "TaskExecutor", "WorkerError", "task_executor"]

LOCAL = "local"
"""The address that starts a Dask cluster on this machine."""

_NO_NOISE = "ignore::UserWarning:multiprocessing.resource_tracker"
"""The tracker warns of the semaphores of a run that was killed or interrupted, while it removes them."""

Work = Callable[[Task[Facts]], None]


class WorkerError(KgbuildError):
    """A process was gone again and again, whatever it was given."""


class TaskExecutor(Protocol):
    """Does tasks."""

    def run(self, work: Work[Facts], tasks: Iterable[Task[Facts]]) -> Iterator[Task[Facts]]:
        """Each task when it is done, in any order."""


@contextmanager
def task_executor(*, jobs: int = 1, cluster: str | None = None) -> Iterator[TaskExecutor]:
    """Who works: this process for one job, a pool of processes for more, or a Dask cluster by its address."""
    with ExitStack() as stack:
        if cluster:
            yield stack.enter_context(_dask(cluster, jobs))
        elif jobs > 1:
            kind = _ExecutorKind(lambda: _processes(jobs), _kill, (BrokenProcessPool,))
            yield stack.enter_context(_Supervised(kind, width=2 * jobs))
        else:
            yield _InProcess()


class _InProcess:
    """Does the work itself."""

    def run(self, work: Work[Facts], tasks: Iterable[Task[Facts]]) -> Iterator[Task[Facts]]:
        for task in tasks:
            work(task)
            yield task


class _ExecutorKind(NamedTuple):
    """A kind of executor."""

    open: Callable[[], Executor]
    close: Callable[[Executor], None]
    """Ends it, without waiting for what is at work."""
    lost: tuple[type[Exception], ...]
    """What a future raises whose process was gone."""


class _Supervised:
    """Gives the work to an executor, a few tasks ahead."""

    def __init__(self, kind: _ExecutorKind, *, width: int) -> None:
        self._kind = kind
        self._width = width
        self._executor = kind.open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._executor.shutdown(wait=True)
        else:
            self._kind.close(self._executor)

    def run(self, work: Work[Facts], tasks: Iterable[Task[Facts]]) -> Iterator[Task[Facts]]:
        waiting = iter(tasks)
        running: dict[Future[None], Task[Facts]] = {}
        while True:
            while len(running) < self._width and (task := next(waiting, None)):
                running[self._executor.submit(work, task)] = task
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), self._kind.lost) for future in done):
                # Any of those at work may have done it.
                suspects = list(running.values())
                running = {}
                self._renew()
                for task in suspects:
                    yield self._done_alone(work, task)
                continue
            for future in done:
                future.result()
                yield running.pop(future)

    def _renew(self) -> None:
        self._kind.close(self._executor)
        self._executor = self._kind.open()

    def _survives(self, work: Work[Facts], task: Task[Facts]) -> bool:
        try:
            self._executor.submit(work, task).result()
        except self._kind.lost:
            self._renew()
            return False
        return True

    def _done_alone(self, work: Work[Facts], task: Task[Facts]) -> Task[Facts]:
        if not self._survives(work, task):
            count = sum(1 for _ in found(task.files))
            fatal = frozenset(self._fatal(work, task, range(count)))
            if not self._survives(work, task._replace(fatal=task.fatal | fatal)):
                raise WorkerError(
                    f"a process was gone again and again at {_named(task)}, and at no single record of it; "
                    "more memory, or fewer --jobs, may help"
                )
        return task

    def _fatal(self, work: Work[Facts], task: Task[Facts], among: range) -> Iterator[int]:
        if not among or self._survives(work, task._replace(only=among)):
            return
        if len(among) == 1:
            yield among[0]
            return
        middle = len(among) // 2
        yield from self._fatal(work, task, among[:middle])
        yield from self._fatal(work, task, among[middle:])


def _named(task: Task[Facts]) -> str:
    names = dict.fromkeys(file.name for file in task.files)
    return ", ".join(list(names)[:3]) + (" ..." if len(names) > 3 else "") if names else task.place.name


def _processes(jobs: int) -> ProcessPoolExecutor:
    _start_tracker()
    # A new interpreter each: a fork of a process with threads, such as that of the progress bar, may hang.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(_pipe()[0],))


@cache
def _pipe() -> tuple[Connection, Connection]:
    """The end of a pipe for every worker, and the end that this process alone holds, as long as it lives."""
    return Pipe(duplex=False)


def _start_tracker() -> None:
    """Starts the process that watches over semaphores, as one that is silent; Windows needs none."""
    if sys.platform == "win32":
        return
    before = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = ",".join(filter(None, (before, _NO_NOISE)))
    try:
        resource_tracker.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONWARNINGS"]
        else:
            os.environ["PYTHONWARNINGS"] = before


def _begin(parent: Connection) -> None:
    """A worker leaves Ctrl-C to its parent, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent(parent)


def _kill(executor: Executor) -> None:
    for process in list((cast(ProcessPoolExecutor, executor)._processes or {}).values()):
        process.kill()
    executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _dask(address: str, jobs: int) -> Iterator[TaskExecutor]:
    try:
        import dask
        from distributed import Client, LocalCluster
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise UsageError("--cluster needs Dask: pip install 'kgbuild[dask]'") from None
    with ExitStack() as stack:
        try:
            if address == LOCAL:
                _start_tracker()
                # Dask looks at every worker's stack a hundred times a second; that took a third of the time.
                stack.enter_context(dask.config.set({"distributed.worker.profile.enabled": False}))
                cluster = LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None)
                address = stack.enter_context(cluster)
            client = cast("Client", stack.enter_context(Client(address)))
        except OSError as error:
            raise RemoteError(f"no Dask scheduler answers at {address}: {error}") from error
        width = 2 * max(sum(client.ncores().values()), 1)
        kind = _ExecutorKind(
            lambda: client.get_executor(pure=False), lambda executor: executor.shutdown(wait=False), (KilledWorker,)
        )
        yield stack.enter_context(_Supervised(kind, width=width))
