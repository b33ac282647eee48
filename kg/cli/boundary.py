"""The error boundary: what a command raises becomes one line on standard error and an exit code.

All that a command prints goes through here, or through `kg.terminal.standard_output`.
"""

import errno
import functools
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ParamSpec

import msgspec
import typer

from kg.errors import FileError, KgbuildError, Problem, Severity
from kg.terminal import for_terminal, unwritten

from .manner import event_line, manner

__all__ = [
    "DEBUG",
    "INTERRUPTED",
    "bounded",
    "close_stdout",
    "complain",
    "detail",
    "finished",
    "interrupted",
    "outcome",
    "say",
    "say_problem",
    "say_styled",
    "silent",
    "tell",
    "tell_styled",
]

DEBUG = "KGBUILD_DEBUG"
"""Set in the environment, or by the global option --debug: stack traces are shown."""

INTERRUPTED = 130

_OF_PATHS = frozenset(
    {
        *(errno.EACCES, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.ENOENT, errno.ENOSPC, errno.ENOTDIR),
        *(errno.EDQUOT, errno.EPERM, errno.EROFS),
    }
)
"""What the system says of a path that a user named, or of the disk: no fault of kgbuild, wherever it comes up."""

Parameters = ParamSpec("Parameters")


class _Voice:
    """Whether nothing was printed yet; a process runs one command."""

    silent = True


def silent() -> bool:
    """Whether the command that runs has printed nothing yet."""
    return _Voice.silent


def say(text: str) -> None:
    """A line of the conversation, on standard error: not with --quiet, and nothing where nobody can hear it."""
    if not manner().quiet:
        _heard(text, "note", text=text)


def detail(text: str) -> None:
    """A line that is of interest only with --verbose."""
    if manner().verbose:
        _heard(text, "detail", text=text)


def complain(text: str) -> None:
    """Says on standard error what went wrong, always."""
    _heard(f"error: {text}", "error", message=text)


def say_problem(problem: Problem) -> None:
    """Says what is wrong with an input; with --quiet only what fails."""
    if not manner().quiet or problem.severity is Severity.VIOLATION:
        facts = {**msgspec.to_builtins(problem), "severity": problem.severity.name.lower()}
        _heard(str(problem), "problem", **facts)


def outcome(text: str, /, *, err: bool = False, **facts: Any) -> None:
    """What a command did that writes its product elsewhere, in a sentence.

    As JSON it is the product, save where standard output carries another (`err`).
    """
    if not manner().as_json:
        say(text)
    elif err:
        say_styled(for_terminal(event_line("summary", **facts)))
    else:
        tell(event_line("summary", **facts))


def _heard(text: str, kind: str, /, **facts: Any) -> None:
    say_styled(for_terminal(event_line(kind, **facts) if manner().as_json else text))


def say_styled(text: str) -> None:
    """The same with the styles of a terminal, made of parts that went through `for_terminal`."""
    _Voice.silent = False
    with suppress(OSError, ValueError):
        typer.echo(text, err=True)


def tell(text: str = "", *, end: str = "\n") -> None:
    """A line of the product, on standard output; raises FileError if it cannot be written."""
    tell_styled(for_terminal(text), end=end)


def tell_styled(text: str, *, end: str = "\n") -> None:
    """The same with the styles of a terminal, made of parts that went through `for_terminal`."""
    _Voice.silent = False
    try:
        typer.echo(text + end, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        close_stdout()
        raise FileError(unwritten(error)) from error


def bounded(command: Callable[Parameters, int | None]) -> Callable[Parameters, None]:
    """The command with its result as exit code, and every error as a message for the user."""

    @functools.wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        code = _outcome(lambda: command(*args, **kwargs))
        if code:
            raise typer.Exit(code)

    return run


def _outcome(command: Callable[[], int | None]) -> int:
    try:
        return finished(command() or 0)
    except KgbuildError as error:
        _trace()
        complain(str(error))
        _lost()
        return error.exit_code
    except BrokenPipeError:
        close_stdout()
        return 0
    except KeyboardInterrupt:
        return interrupted()
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:  # noqa: BLE001 - the last line of defence: no stack trace reaches a user unasked
        return _unexpected(error)


def interrupted() -> int:
    """The code of a command that was interrupted, once that is said."""
    _heard("interrupted", "error", message="interrupted")
    return INTERRUPTED


def _unexpected(error: Exception) -> int:
    if isinstance(error, OSError) and (lost := _lost()):
        complain(unwritten(lost))
    elif isinstance(error, OSError) and error.errno == errno.EBADF:
        complain("standard input is closed")
    elif isinstance(error, OSError) and error.filename is not None and error.errno in _OF_PATHS and not _trace():
        complain(f"{error.filename}: {error.strerror}")
    elif not _trace():
        complain(f"unexpected {type(error).__name__}: {error}\nthis is a fault of kgbuild; --debug shows where")
    return KgbuildError.exit_code


def finished(code: int) -> int:
    """The exit code once all that was printed has arrived: of a command, or of one that cannot write any more."""
    lost = _lost()
    if lost is None or isinstance(lost, BrokenPipeError):
        return code
    complain(unwritten(lost))
    return max(code, FileError.exit_code)


def _lost() -> OSError | None:
    """Why standard output does not take what was printed; from then on it takes all, and nobody reads it."""
    try:
        sys.stdout.flush()
    except OSError as error:
        close_stdout()
        return error
    return None


def _trace() -> bool:
    if os.environ.get(DEBUG):
        say_styled(for_terminal(traceback.format_exc()))
        return True
    return False


def close_stdout() -> None:
    """Points standard output to nowhere, so that the interpreter does not complain of the closed pipe at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
