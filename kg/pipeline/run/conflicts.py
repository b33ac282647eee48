"""Outputs that would take the place of each other, or of records that are read."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from kg.errors import UsageError, shown
from kg.pipeline.input.files import InputFile, identity
from kg.pipeline.input.readings import FoundRecord, found

from .outputs import target_of

__all__ = ["refuse_conflicts"]


def refuse_conflicts(outputs: Sequence[str], files: Sequence[InputFile]) -> None:
    """Raises UsageError if two outputs are one file, or if one is a file with records that is read.

    What is no record may be replaced: the graph of the run before stands in the folder that is read.
    """
    targets = [(path, target) for path in outputs if (target := target_of(path))]
    places = [target.absolute() for _, target in targets]
    for number, (path, _) in enumerate(targets):
        if places[number] in places[:number]:
            raise UsageError(f"{shown(path)} would be written twice; name another file for one of the two")
    for path, file in _read(targets, files):
        if file.named or any(isinstance(each, FoundRecord) for each in found([file])):
            raise UsageError(f"{shown(path)} is read, and would be replaced by what is written; name another output")


def _read(targets: Sequence[tuple[str, Path]], files: Sequence[InputFile]) -> Iterator[tuple[str, InputFile]]:
    """The outputs that are among the files."""
    there = {}
    for path, target in targets:
        with suppress(OSError):
            there[identity(target)] = path
    for file in files if there else ():
        if isinstance(file.path, Path):
            with suppress(OSError):
                if (known := there.get(identity(file.path))) is not None:
                    yield known, file
