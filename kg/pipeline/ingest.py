"""A whole run: files in, one validated graph out, every record accounted for."""

import os
import sqlite3
from collections.abc import Sequence

from kg.errors import FileError, Problem

from .crew import crew
from .files import InputFile, Unreadable, input_files, with_ids_in_names
from .recipe import Output
from .request import Listener, Request, Result, StrictError
from .run import Run
from .work import fingerprint, workspace

__all__ = ["Listener", "Output", "Request", "Result", "StrictError", "ingest"]

_LARGE = 4 << 20
"""Bytes of input from which on more processes pay: each takes a second to start."""


class _Silent:
    def stage(self, name: str, total: int) -> None: ...
    def done(self, size: int) -> None: ...
    def file(self, name: str) -> None: ...
    def problem(self, problem: Problem) -> None: ...


def ingest(request: Request, *, listener: Listener | None = None) -> Result:
    """Runs the whole road once; raises StrictError at the first rejected record if the request is strict."""
    given = list(input_files(request.paths))
    if request.id_from_name:
        given = list(with_ids_in_names(given))
    files = [each for each in given if isinstance(each, InputFile)]
    try:
        with (
            workspace(request.work, key=_key(request, files), as_of=request.as_of, resume=request.resume) as work,
            crew(jobs=request.jobs or _jobs(files), cluster=request.cluster) as workers,
        ):
            run = Run(request, work, workers, listener or _Silent())
            run.unreadable += (each for each in given if isinstance(each, Unreadable))
            return run.result(files)
    except BrokenPipeError:
        raise
    except sqlite3.OperationalError as error:
        raise FileError(f"the index of records in the work folder: {error}") from error
    except OSError as error:
        raise FileError(f"{error.filename or 'the run'}: {error.strerror or error}") from error


def _jobs(files: Sequence[InputFile]) -> int:
    large = sum(file.size for file in files) > _LARGE
    return (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) if large else 1


def _key(request: Request, files: Sequence[InputFile]) -> str:
    """What a run that is continued must have in common with the one that was broken off."""
    facts = [*request.versions, *(file.name for file in files), repr(request.recipe())]
    return fingerprint(
        [*facts, str(request.strict), str(request.id_from_name)], (file.path for file in files if file.path)
    )
