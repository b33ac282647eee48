"""A whole run: files in, one validated graph out, every record accounted for."""

import os
import sqlite3
from collections.abc import Sequence

from kg.errors import FileError
from kg.pipeline.input.files import Entry, InputFile, entries, with_ids_in_names
from kg.pipeline.run.conflicts import refuse_conflicts

from .executors import refuse_in_a_beginning_worker, task_executor
from .listener import Listener, Silent
from .recipe import Output
from .request import Request, Result, StrictError
from .run import Run
from .workdir import fingerprint, workspace

__all__ = ["Listener", "Output", "Request", "Result", "StrictError", "ingest"]

_LARGE = 4 << 20
"""Bytes of input from which on more processes pay: each takes a second to start."""


def ingest(request: Request, *, listener: Listener | None = None) -> Result:
    """Runs the whole road once; raises StrictError at the first rejected record if the request is strict.

    The caller sees to it that no other run writes to the same place meanwhile.
    """
    if request.jobs != 1:
        refuse_in_a_beginning_worker()
    given: list[Entry] = [*request.files, *entries(request.paths)]
    if request.id_from_name:
        given = list(with_ids_in_names(given))
    files = [each for each in given if isinstance(each, InputFile)]
    refuse_conflicts(request.places, files)
    try:
        key = _key(request, files) if request.work else ""  # a temporary workspace is never continued
        with (
            workspace(request.work, key=key, as_of=request.as_of, resume=request.resume) as work,
            task_executor(jobs=request.jobs or _jobs(files), cluster=request.cluster) as workers,
        ):
            if work.continued and listener:
                listener.note(f"this run goes on from what was done in {work.folder}")
            return Run(request, work, workers, listener or Silent()).result(given)
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
    facts = [*request.versions, *(file.name for file in files), repr(request.recipe)]
    return fingerprint(
        [*facts, str(request.strict), str(request.id_from_name)], (file.path for file in files if file.path)
    )
