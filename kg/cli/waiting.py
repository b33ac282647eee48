"""What a command waits for, said on a terminal where it has printed nothing for a few seconds."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer

from kg.errors import shown

from .boundary import say, silent
from .manner import manner

__all__ = ["PATIENCE", "waiting"]

PATIENCE = 3.0
"""Seconds."""

_SHOWING = frozenset({"ingest", "load", "fetch"})
"""Commands that show how far they are themselves."""


@contextmanager
def waiting(command: str, parameters: Mapping[str, object]) -> Iterator[None]:
    """Says after a while what the command works on, if nothing was printed until then."""
    if command in _SHOWING or manner().quiet or manner().as_json or not sys.stderr.isatty():
        yield
        return
    timer = Timer(PATIENCE, _say, (command, parameters))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # what is being said is said to its end


def _say(command: str, parameters: Mapping[str, object]) -> None:
    if silent():
        files = ", ".join(f"{shown(str(path))} ({path.stat().st_size / 1e6:,.0f} MB)" for path in _files(parameters))
        say(f"{command} is at work{files and ' on '}{files} ...")


def _files(parameters: Mapping[str, object]) -> Iterator[Path]:
    for value in parameters.values():
        for each in [value] if isinstance(value, str | Path) else value if isinstance(value, Iterable) else ():
            # A question may be longer than any name of a file.
            with suppress(OSError, ValueError):
                if isinstance(each, str | Path) and Path(each).is_file():
                    yield Path(each)
