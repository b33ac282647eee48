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
from typing import ParamSpec

import typer

from kg.errors import FileError, KgbuildError
from kg.terminal import for_terminal, unwritten

__all__ = ["DEBUG", "INTERRUPTED", "bounded", "close_stdout", "finished", "say", "say_styled", "tell", "tell_styled"]

DEBUG = "KGBUILD_DEBUG"
"""Set in the environment, or by the global option --debug: stack traces are shown."""

INTERRUPTED = 130

Parameters = ParamSpec("Parameters")


def say(text: str) -> None:
    """One line of the conversation, on standard error; nothing where nobody can hear it."""
    say_styled(for_terminal(text))


def say_styled(text: str) -> None:
    """The same with the styles of a terminal, made of parts that went through `for_terminal`."""
    with suppress(OSError, ValueError):
        typer.echo(text, err=True)


def tell(text: str = "", *, end: str = "\n") -> None:
    """A line of the product, on standard output; raises FileError if it cannot be written."""
    tell_styled(for_terminal(text), end=end)


def tell_styled(text: str, *, end: str = "\n") -> None:
    """The same with the styles of a terminal, made of parts that went through `for_terminal`."""
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
        say(f"error: {error}")
        _lost()
        return error.exit_code
    except BrokenPipeError:
        close_stdout()
        return 0
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:  # noqa: BLE001 - the last line of defence: no stack trace reaches a user unasked
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    if isinstance(error, OSError) and (lost := _lost()):
        say(f"error: {unwritten(lost)}")
    elif isinstance(error, OSError) and error.errno == errno.EBADF:
        say("error: standard input is closed")
    elif not _trace():
        say(f"unexpected error: {type(error).__name__}: {error}\nthis is a fault of kgbuild; --debug shows where")
    return KgbuildError.exit_code


def finished(code: int) -> int:
    """The exit code once all that was printed has arrived: of a command, or of one that cannot write any more."""
    lost = _lost()
    if lost is None or isinstance(lost, BrokenPipeError):
        return code
    say(f"error: {unwritten(lost)}")
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
        say(traceback.format_exc())
        return True
    return False


def close_stdout() -> None:
    """Points standard output to nowhere, so that the interpreter does not complain of the closed pipe at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
