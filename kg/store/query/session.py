"""A store that is asked through a process of its own, so that a query can be stopped and the next one answered."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import msgspec

from kg import version
from kg.errors import FileError, KgbuildError, RemoteError, UsageError

from .answers import Answer, Cut, Row
from .memory_limit import MEMORY, allowed, held_at_most
from .messages import AnswerHead, AnswerPart, End, Fault, HowFar, Question, Ready, Reply, Source
from .query_syntax import reads_labels

__all__ = ["LimitError", "Limits", "OpenStore", "open_files", "open_folder", "time_is_up", "too_large"]

_DECODER = msgspec.json.Decoder(Reply)
_DEBUG = "KGBUILD_DEBUG"


class Limits(NamedTuple):
    """How long a query may take, and how many rows and bytes it may answer; 0 is no limit."""

    seconds: float = 60
    rows: int = 100_000
    size: int = 200_000_000
    """Bytes; fewer where there is little memory (KGBUILD_QUERY_MEMORY)."""


class LimitError(KgbuildError):
    """A query that was stopped at a limit."""

    exit_code = 2


def time_is_up(seconds: float) -> LimitError:
    """What is said of a query that was stopped at its time limit."""
    return LimitError(f"stopped: the query took longer than {seconds:g} seconds (--time-limit)")


def too_large(size: int) -> LimitError:
    """What is said of an answer whose first row alone is beyond the limit of bytes."""
    return LimitError(
        f"stopped: the answer takes more than {size / 1e6:,.0f} MB before its first row ends (--max-bytes)"
    )


class OpenStore:
    """A store that answers SPARQL. Close it, or use it in a `with` block."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def of_files(self) -> bool:
        """Whether it holds RDF files, and no store of a folder."""
        return self._source.store is None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process that holds the store."""
        if self._process is not None:
            self._end()
            self._process = None

    def query(
        self, text: str, *, limits: Limits | None = None, service: bool = False, ontology: bool | None = None
    ) -> Answer:
        """The answer to a query, all graphs taken as one; known prefixes and the base need not be declared.

        With `ontology` files answer together with the ontology and its code lists, which a store of ours holds always;
        default where the query reads labels or codes, so that other answers are those of the files alone.
        Raises LimitError when the time is up, and UsageError that points at a fault of syntax. An answer that was cut
        at a limit names it in `cut`.
        """
        limits = limits or Limits()
        process = self._started()
        ontology = reads_labels(text) if ontology is None else ontology
        question = Question(text, limits.rows, held_at_most(limits.size), limits.seconds, service, ontology)
        try:
            answer = _collected(self._asked(process, question, limits.seconds))
        except BaseException as error:
            if not isinstance(error, UsageError | RemoteError):
                self.close()
            raise
        if answer.cut == "bytes" and not answer.rows and not answer.triples:
            raise too_large(question.size)
        return answer

    def start(self, watch: Callable[[int, int], None] | None = None) -> None:
        """Opens what is to be asked, which the first query does otherwise.

        `watch` hears how many bytes of the files are read, and of how many.
        """
        self._started(watch)

    def _started(self, watch: Callable[[int, int], None] | None = None) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = _start()
            self._end = weakref.finalize(self, _end, self._process)
            _send(self._process, self._source)
            while isinstance(reply := _receive(self._process), HowFar):
                if watch:
                    watch(reply.done, reply.total)
            match reply:
                case Ready():
                    pass
                case Fault() as fault:
                    self.close()
                    raise _raised(fault)
                case _:
                    raise _ended(self._process)
        return self._process

    def _asked(self, process: subprocess.Popen[bytes], question: Question, seconds: float) -> Iterator[Reply]:
        """The replies up to the last; the process is killed when the time is up."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop) if seconds else None
        if timer:
            timer.start()
        try:
            _send(process, question)
            while True:
                reply = _receive(process)
                if reply is None and late.is_set():
                    raise time_is_up(seconds)
                if reply is None:
                    raise _ended(process)
                yield reply
                if isinstance(reply, End | Fault):
                    return
        finally:
            if timer:
                timer.cancel()


def open_files(paths: Sequence[str], *, form: str | None = None) -> OpenStore:
    """RDF files as one store; `form` is the extension of a format."""
    return OpenStore(Source(files=tuple(paths), form=form))


def open_folder(path: str, *, wait: float = 0) -> OpenStore:
    """The store in a folder, for reading; waits so many seconds for a writer to end."""
    return OpenStore(Source(store=path, wait=wait))


def _start() -> subprocess.Popen[bytes]:
    top = str(Path(version.__file__).parent.parent)
    path = os.pathsep.join(filter(None, (top, os.environ.get("PYTHONPATH"))))
    allowed()  # a fault in what the environment says is told here, not by the process
    return subprocess.Popen(
        [sys.executable, "-m", "kg.store"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # pyoxigraph prints its stack when memory ends.
        stderr=None if os.environ.get(_DEBUG) else subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


def _ended(process: subprocess.Popen[bytes]) -> LimitError:
    """Why the process ended that was to answer. pyoxigraph aborts when it gets no memory; the system kills."""
    code = process.wait()
    cause = signal.Signals(-code).name if -code in set(signal.Signals) else None  # Windows has neither of some
    if cause in ("SIGABRT", "SIGKILL"):
        size = f"{allowed() / 1e9:.3g} GB"
        return LimitError(f"stopped: there was not memory enough; a query may take {size} ({MEMORY})")
    if cause in ("SIGSEGV", "SIGBUS"):
        return LimitError("stopped: the query is nested too deep, or a chain of too many parts; nothing was answered")
    return LimitError(f"the process that holds the store ended with code {code}; {_DEBUG}=1 shows what it said")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
    process.wait()


def _send(process: subprocess.Popen[bytes], request: Source | Question) -> None:
    assert process.stdin is not None  # noqa: S101 - a pipe was asked for
    try:
        process.stdin.write(msgspec.json.encode(request) + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        return  # the process is gone; what it said last is read next


def _receive(process: subprocess.Popen[bytes]) -> Reply | None:
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    line = process.stdout.readline()
    return _DECODER.decode(line) if line.endswith(b"\n") else None


def _raised(fault: Fault) -> KgbuildError:
    return {"query": UsageError, "file": FileError, "remote": RemoteError}[fault.cause](fault.message)


def _collected(replies: Iterator[Reply]) -> Answer:
    head, rows = AnswerHead(), list[Row]()
    cut: Cut | None = None
    for reply in replies:
        match reply:
            case AnswerHead():
                head = reply
            case AnswerPart(part):
                rows.extend(part)
            case End(limit):
                cut = limit
            case Fault():
                raise _raised(reply)
            case Ready():
                continue
    if head.boolean is not None:
        return Answer(boolean=head.boolean)
    if head.variables is not None:
        return Answer(variables=head.variables, rows=tuple(rows), cut=cut, base=head.base)
    triples = tuple((str(s), str(p), str(o)) for s, p, o in rows)
    return Answer(triples=triples, cut=cut, base=head.base)
