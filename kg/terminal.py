r"""Text for a terminal: what would steer it is shown instead, as `\u001b`.

A title of a record may hold the escapes by which a terminal is told to hide, move and overwrite text, to change its
title or to answer as if typed; characters of bidirectional text can put words in another order than they are read.
The form is that of JSON, so that a line of JSON means the same after it.
"""

import codecs
import errno
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from kg.errors import FileError, escaped

__all__ = ["for_terminal", "standard_output", "unwritten"]

# C0 without line feed, tab and the carriage return of a line end; DEL and C1; marks, embeddings and isolates of
# bidirectional text; halves of surrogate pairs, by which Python stands for the bytes of a name that is not UTF-8.
_STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]|\r(?!\n)"
)


def for_terminal(text: str) -> str:
    r"""The text with its control characters shown: `\u001b`, a byte that is not UTF-8 as `\xe9`."""
    if text.isascii() and text.isprintable():
        return text
    return _STEERING.sub(lambda found: escaped(ord(found[0])), text)


class _Standard:
    """Standard output as a stream of bytes; on a terminal, what is written to it as UTF-8 is shown."""

    def __init__(self, stream: BinaryIO, *, terminal: bool) -> None:
        self._stream = stream
        self._terminal = terminal
        self._decode = codecs.getincrementaldecoder("utf-8")("backslashreplace").decode
        self._held = ""

    def write(self, data: bytes) -> int:
        with _writing():
            self._stream.write(self._shown(data) if self._terminal else data)
        return len(data)

    def _shown(self, data: bytes) -> bytes:
        text = self._held + self._decode(data)
        # Whether a line feed follows is known with what is written next.
        self._held = "\r" if text.endswith("\r") else ""
        return for_terminal(text.removesuffix(self._held)).encode()

    def writelines(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        with _writing():
            self._stream.flush()


@contextmanager
def _writing() -> Iterator[None]:
    """Says what could not be written; that nobody reads any more is no error, and passes."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FileError(unwritten(error)) from error


def unwritten(error: OSError) -> str:
    """That standard output takes no more, and why."""
    why = "it is closed" if error.errno == errno.EBADF else error.strerror or str(error)
    return f"cannot write standard output: {why}"


def standard_output() -> BinaryIO:
    """Standard output as a stream of bytes: as they are into a file or pipe, shown on a terminal.

    Its errors are FileErrors, save that of a closed pipe.
    """
    return cast(BinaryIO, _Standard(sys.stdout.buffer, terminal=sys.stdout.isatty()))
