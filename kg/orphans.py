"""Processes that end with the one that started them, however that one ended.

The parent holds one end of a pipe and gives away no copy of it, so the system closes it when the parent is gone, be it
by SIGKILL. A thread of the child reads at the other end until then; a read that waits is the one way to learn of it
that every system knows. (PR_SET_PDEATHSIG is known to Linux alone, and means the thread that started the child.)
"""

import os
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import BinaryIO

__all__ = ["end_with_parent", "until_parent_ends"]


def end_with_parent(pipe: Connection) -> None:
    """Ends this process at once, whatever it is at work on, when the other end of a silent pipe is closed."""

    def wait() -> None:
        pipe.poll(None)

    _before_the_end(wait)


def until_parent_ends(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; when it ends, so does this process, at once, whatever it is at work on."""
    lines = SimpleQueue[bytes]()

    def read() -> None:
        for line in stream:
            lines.put(line)

    _before_the_end(read)
    while True:
        yield lines.get()


def _before_the_end(work: Callable[[], None]) -> None:
    def run() -> None:
        try:
            work()
        finally:
            os._exit(1)

    threading.Thread(target=run, daemon=True).start()
