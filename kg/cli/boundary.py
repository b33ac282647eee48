"""The error boundary: what a command raises becomes one line on standard error and an exit code."""

import functools
import os
import sys
import traceback
from collections.abc import Callable
from typing import ParamSpec

import typer

from kg.errors import KgbuildError, shown

__all__ = ["DEBUG", "INTERRUPTED", "bounded", "say"]

DEBUG = "KGBUILD_DEBUG"
"""Set in the environment, or by the global option --debug: stack traces are shown."""

INTERRUPTED = 130

Parameters = ParamSpec("Parameters")


def say(text: str) -> None:
    """One line of the conversation, on standard error."""
    typer.echo(shown(text), err=True)


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
        code = command() or 0
        sys.stdout.flush()
    except KgbuildError as error:
        _trace()
        say(f"error: {error}")
        return error.exit_code
    except BrokenPipeError:
        _close_stdout()
        return 0
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:  # noqa: BLE001 - the last line of defence: no stack trace reaches a user unasked
        if not _trace():
            say(f"unexpected error: {type(error).__name__}: {error}\nthis is a fault of kgbuild; --debug shows where")
        return KgbuildError.exit_code
    return code


def _trace() -> bool:
    if os.environ.get(DEBUG):
        traceback.print_exc()
        return True
    return False


def _close_stdout() -> None:
    """Points standard output to nowhere, so that the interpreter does not complain of the closed pipe at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
