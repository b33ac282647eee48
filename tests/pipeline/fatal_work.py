"""Work that ends its own process, as a system without memory does; the functions that the executor's tests hand out."""

import os
import signal
from pathlib import Path

from kg.pipeline.input.readings import FoundRecord
from kg.pipeline.run.tasks import Task


def count(task: Task[str]) -> None:
    """Puts down how many pieces there are, and which were passed over."""
    seen = [isinstance(piece, FoundRecord) for piece in task.pieces()]
    with task.output_folder() as folder:
        (folder / "seen").write_text(f"{sum(seen)} of {len(seen)}")


def die_of_poison(task: Task[str]) -> None:
    """Counts; a record that says POISON ends the process."""
    for piece in task.pieces():
        if isinstance(piece, FoundRecord) and b"POISON" in piece.piece.content:
            os.kill(os.getpid(), signal.SIGKILL)
    count(task)


def die_once(task: Task[str]) -> None:
    """Counts; the process that comes first to each task is gone."""
    mark = Path(task.facts) / task.place.name
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    count(task)


def die_always(task: Task[str]) -> None:
    """Ends the process, whatever it is given."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_of_two(task: Task[str]) -> None:
    """Ends the process at more than one record."""
    if sum(isinstance(piece, FoundRecord) for piece in task.pieces()) > 1:
        os.kill(os.getpid(), signal.SIGKILL)
    count(task)


def fail(task: Task[str]) -> None:
    """Raises, as for a full disk."""
    raise OSError(28, "No space left on device", str(task.place))
