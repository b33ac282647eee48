"""Who does the work: this process, a pool of processes, or a Dask cluster; the same functions, the same files.

A process may be gone at any moment. What it was at work on is done again by itself; what ends a process again is cut
in halves, down to the record that does it, and done without that record.

When a process dies, an executor does not tell which task it died of: all futures fail together. So each task that was
running is tried alone, one after the other; the innocent ones are done by that. A task that ends a process again holds
a record that does (memory that ends, a crash below Python). A trial of half its records, which keeps nothing, tells
whether that half holds one, so that one bad record among 500 is found by about 20 trials. If neither half does, the
records end a process only together, or memory was short by chance: the task is done whole once more, and then the run
gives up.

A process that is gone before its first task is another matter: no record can have ended it. A new process begins by
running the script that started it once more, so that a script that calls `kg.ingest` for all who import it never gets
a worker. Each worker says that it is there as it begins; where a pool is lost and none has said so, the run ends.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from functools import cache
from multiprocessing import Pipe, current_process, get_context, resource_tracker
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self, TypeVar, cast

from kg.errors import KgbuildError, RemoteError, UsageError
from kg.orphans import end_with_parent
from kg.pipeline.input.readings import found

from .tasks import Facts, Task

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["LOCAL", "TaskExecutor", "WorkerError", "refuse_in_a_beginning_worker", "task_executor"]

LOCAL = "local"
"""The address that starts a Dask cluster on this machine."""

_NO_NOISE = "ignore::UserWarning:multiprocessing.resource_tracker"
"""The tracker warns of the semaphores of a run that was killed or interrupted, while it removes them."""

_UNGUARDED = (
    "a worker begins by running the script that started it: put the script's work under "
    '`if __name__ == "__main__":`, or let one process work (jobs=1)'
)

Work = Callable[[Task[Facts]], None]
_Cluster = TypeVar("_Cluster")


class WorkerError(KgbuildError):
    """A process was gone again and again, whatever it was given, or before it was given anything."""


def refuse_in_a_beginning_worker() -> None:
    """Raises WorkerError in a process that is not yet a worker, because it runs the script that started it."""
    if getattr(current_process(), "_inheriting", False):
        raise WorkerError(f"this process is a worker that is beginning, and has no workers of its own; {_UNGUARDED}")


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
            kind = _ExecutorKind(lambda: _processes(jobs), _kill, (BrokenProcessPool,), _has_begun)
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
    has_begun: Callable[[Executor], bool]
    """Whether a process of it ever was ready to work."""


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
            untaken = self._fill(running, work, waiting)
            if not running and not untaken:
                return
            done = set() if untaken else wait(running, return_when=FIRST_COMPLETED).done
            if untaken or any(isinstance(future.exception(), self._kind.lost) for future in done):
                # Any of those at work may have done it.
                suspects = [*running.values(), *untaken]
                running = {}
                self._renew()
                for task in suspects:
                    yield self._done_alone(work, task)
                continue
            for future in done:
                future.result()
                yield running.pop(future)

    def _fill(
        self, running: dict[Future[None], Task[Facts]], work: Work[Facts], waiting: Iterator[Task[Facts]]
    ) -> list[Task[Facts]]:
        """Gives tasks to the executor; comes back with one that it does not take: a process was gone while at none."""
        while len(running) < self._width and (task := next(waiting, None)):
            try:
                running[self._executor.submit(work, task)] = task
            except self._kind.lost:
                return [task]
        return []

    def _renew(self) -> None:
        """Another executor in place of one that was lost; raises WorkerError if that one never worked."""
        has_begun = self._kind.has_begun(self._executor)
        self._kind.close(self._executor)
        if not has_begun:
            raise WorkerError(f"no worker could start; {_UNGUARDED}")
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


class _Pool(ProcessPoolExecutor):
    """Processes that each say when they are ready to work."""

    def __init__(self, jobs: int) -> None:
        self._ready, ready = Pipe(duplex=False)
        # A new interpreter each: a fork of a process with threads, such as that of the progress bar, may hang.
        context = get_context("spawn")
        super().__init__(jobs, mp_context=context, initializer=_begin, initargs=(_pipe()[0], ready))

    @property
    def has_begun(self) -> bool:
        """Whether one of them was."""
        return self._ready.poll()


def _processes(jobs: int) -> ProcessPoolExecutor:
    _start_tracker()
    return _Pool(jobs)


def _has_begun(executor: Executor) -> bool:
    return not isinstance(executor, _Pool) or executor.has_begun


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


def _begin(parent: Connection, ready: Connection) -> None:
    """A worker leaves Ctrl-C to its parent, does not outlive it, and says that it is there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent(parent)
    ready.send_bytes(b"ready")


def _kill(executor: Executor) -> None:
    for process in list((cast(ProcessPoolExecutor, executor)._processes or {}).values()):
        process.kill()
    executor.shutdown(wait=False, cancel_futures=True)


def _started(cluster: Callable[..., _Cluster], jobs: int) -> _Cluster:
    """A Dask cluster on this machine."""
    try:
        # Without an address Dask takes port 8787 of every network, and complains where another run has it.
        return cluster(n_workers=jobs, threads_per_worker=1, dashboard_address="127.0.0.1:0")
    except RuntimeError as error:  # "Nanny failed to start."
        raise WorkerError(f"no worker could start ({error}); {_UNGUARDED}") from error


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
                # What a worker died of is looked for here: Dask would let three more die of it before it says so.
                stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 0}))
                address = stack.enter_context(_started(LocalCluster, jobs))
            client = cast("Client", stack.enter_context(Client(address)))
        except OSError as error:
            raise RemoteError(f"no Dask scheduler answers at {address}: {error}") from error
        width = 2 * max(sum(client.ncores().values()), 1)
        kind = _ExecutorKind(
            lambda: client.get_executor(pure=False),
            lambda executor: executor.shutdown(wait=False),
            (KilledWorker,),
            _has_begun,
        )
        yield stack.enter_context(_Supervised(kind, width=width))
