"""What can go wrong, as values and as exceptions.

A bad record is a `Problem`: a value that is collected while the run goes on.
Only misuse and a broken environment raise:

    KgbuildError
    ├── UsageError            a wrong option or argument            exit code 2
    │   └── ShapesError       shapes that cannot be used            exit code 2, see kg.shacl.shape_errors
    ├── FileError             a path that cannot be read or written exit code 2
    ├── RemoteError           a remote service failed               exit code 3
    └── LedgerError           records in do not equal records out   exit code 1
"""

import re
from enum import IntEnum
from typing import ClassVar

import msgspec

__all__ = [
    "FileError",
    "KgbuildError",
    "LedgerError",
    "Problem",
    "RemoteError",
    "Severity",
    "UsageError",
    "escaped",
    "shown",
]

_NO_TEXT = re.compile("[\ud800-\udfff]")
_ESCAPED = range(0xDC80, 0xDD00)
"""By these Python stands for a byte of a file name that is not UTF-8 (PEP 383)."""


class Severity(IntEnum):
    """How much a problem or a finding matters; a higher number matters more."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing wrong with an input: which rule, how grave, where, in plain words, and what to do."""

    rule: str
    """Rule id, for example `CT-R003`; `kg.sources.rules` holds them all."""
    severity: Severity
    message: str
    hint: str | None = None
    file: str | None = None
    line: int | None = None
    """Line number in the file, from 1."""
    path: str | None = None
    """JSON path or element path, for structured input."""
    record: str | None = None
    """The study id, where it is known."""

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.path) if part is not None)
        record = f"{self.record} " if self.record else ""
        hint = f" (hint: {self.hint})" if self.hint else ""
        return f"{where or '-'}: {record}[{self.rule}] {self.message}{hint}"


class KgbuildError(Exception):
    """Any error that kgbuild raises on purpose; its text is meant for the user."""

    exit_code: ClassVar[int] = 2


class UsageError(KgbuildError):
    """A wrong option, argument or configuration value."""


class FileError(KgbuildError):
    """A path that cannot be read or written."""


class RemoteError(KgbuildError):
    """A remote service that failed."""

    exit_code = 3


class LedgerError(KgbuildError):
    """Records read that are neither written, nor rejected, nor duplicates: a fault of kgbuild itself."""

    exit_code = 1


def shown(name: str) -> str:
    r"""A file name as a text that can be written: bytes that are not UTF-8 as `\xe9`."""
    return _NO_TEXT.sub(lambda found: escaped(ord(found[0])), name)


def escaped(code: int) -> str:
    r"""A character that is shown by its number: `\u001b`, the byte of a name that is not UTF-8 as `\xe9`."""
    return f"\\x{code - 0xDC00:02x}" if code in _ESCAPED else f"\\u{code:04x}"
