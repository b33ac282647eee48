"""How a run goes on where no terminal shows it: a line as each stage begins, and one a minute."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from kg.cli.boundary import say_styled
from kg.cli.manner import event_line, manner
from kg.errors import FileError, Problem
from kg.pipeline.run.listener import Listener
from kg.terminal import for_terminal

from .screen import count_of

__all__ = ["Logged", "progress_log"]

_MINUTE = 60.0


class Logged:
    """Hears a run for another listener, and writes down how far it is."""

    def __init__(self, heard: Listener, write: Callable[[str], None]) -> None:
        self._heard = heard
        self._write = write
        self._stage, self._total, self._done, self._problems = "", 0, 0, 0
        self._begin = time.monotonic()

    def line(self) -> None:
        """Writes a line on how far it is, if anything has begun."""
        if self._stage:
            self._write(self._as_json() if manner().as_json else self._as_text())

    def _share(self) -> float:
        return min(1.0, self._done / self._total) if self._total else 0.0

    def _left(self) -> float | None:
        """The seconds that the stage still takes, at the pace so far."""
        share = self._share()
        return (time.monotonic() - self._begin) * (1 - share) / share if share else None

    def _as_text(self) -> str:
        left = self._left()
        rest = "" if left is None or self._share() == 1 else f", about {_duration(left)} left"
        share = f"{self._share():.0%} done" if self._done else "begins"
        return f"{_now()} {self._stage}: {share}, {count_of(self._problems, 'problem')} so far{rest}"

    def _as_json(self) -> str:
        left = self._left()
        seconds = None if left is None else round(left)
        facts = {"done": self._done, "total": self._total, "problems": self._problems, "seconds_left": seconds}
        return event_line("log", stage=self._stage, **facts)

    def stage(self, name: str, total: int) -> None:
        """A stage begins."""
        self._heard.stage(name, total)
        self._stage, self._total, self._done, self._begin = name, total, 0, time.monotonic()
        self.line()

    def done(self, size: int) -> None:
        """So much of the stage is done."""
        self._heard.done(size)
        self._done += size

    def unreadable(self, path: str, reason: str) -> None:
        """A path is missing, or cannot be read."""
        self._heard.unreadable(path, reason)
        self._write(
            event_line("error", message=f"{path}: {reason}") if manner().as_json else f"{_now()} {path}: {reason}"
        )

    def file(self, name: str) -> None:
        """A file was read."""
        self._heard.file(name)

    def problem(self, problem: Problem) -> None:
        """A problem was found."""
        self._heard.problem(problem)
        self._problems += 1

    def note(self, text: str, *, aside: bool = False) -> None:
        """What the user should know."""
        self._heard.note(text, aside=aside)


@contextmanager
def progress_log(heard: Listener, target: str | None, *, every: float = _MINUTE) -> Iterator[Listener]:
    """The listener, which also writes to that file how a run goes on; `-` is standard error, None is nowhere."""
    if target is None:
        yield heard
        return
    with _opened(target) as write:
        logged, ended = Logged(heard, write), threading.Event()

        def tick() -> None:
            while not ended.wait(every):
                logged.line()

        clock = threading.Thread(target=tick, daemon=True)
        clock.start()
        try:
            yield logged
        finally:
            ended.set()
            clock.join()


@contextmanager
def _opened(target: str) -> Iterator[Callable[[str], None]]:
    """Writes lines to the end of a file, each at once; raises FileError if it cannot be written."""
    if target == "-":
        yield lambda line: say_styled(for_terminal(line))
        return
    try:
        stream = Path(target).open("a", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115 - open as long as the run is heard
    except OSError as error:
        raise FileError(f"cannot write the log {target}: {error.strerror or error}") from error
    with stream:
        yield lambda line: _append(stream, line)


def _append(stream: TextIO, line: str) -> None:
    with suppress(OSError):  # a full disk ends the run by what it writes, not by its log
        stream.write(for_terminal(line) + "\n")
        stream.flush()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
