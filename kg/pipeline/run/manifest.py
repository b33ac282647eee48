"""What a run read and wrote, kept beside its output: the same command on the same input ends at once.

The same means: the same options, version, vocabularies and curation; inputs with the same names and content; and
outputs that nobody touched since. Content is hashed; with `trust_times` a file of the same size and time is the same.
"""

import dataclasses
import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from kg.errors import Severity
from kg.pipeline.input.files import InputFile, PassedOver, Unreadable, entries, identity
from kg.pipeline.input.joined_tables import TablesPath
from kg.pipeline.input.remote import RemotePath

from .options import IngestOptions
from .request import Request

__all__ = ["Manifest", "Seen", "manifest_of", "read_manifest", "same_input", "write_manifest"]

_FORM = 1
"""Of what a manifest holds; one of another form is as good as none."""
_OF_THE_WORK = ("cluster", "jobs", "listener", "resume", "trust_times", "wait", "work")
"""Options that change how a graph is made, and not the graph."""
_EPOCH = "SOURCE_DATE_EPOCH"


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was: its size, its time of change in nanoseconds, and the SHA-256 of its content."""

    size: int
    time: int
    sha256: str = ""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A run that ended well, as it is known afterwards."""

    form: int = _FORM
    key: str
    """A hash of options, version, vocabularies and curation."""
    inputs: dict[str, Seen]
    """By argument and name."""
    outputs: dict[str, Seen]
    """By path; they are known by size and time alone."""
    studies: int
    triples: int
    levels: tuple[int, ...]
    """The severities of the problems and findings that there were."""

    @property
    def severities(self) -> tuple[Severity, ...]:
        """The severities of the problems and findings that there were."""
        return tuple(map(Severity, self.levels))

    @property
    def untouched(self) -> bool:
        """Whether the outputs are as they were written."""
        return all(_state(Path(path)) == (seen.size, seen.time) for path, seen in self.outputs.items())


def read_manifest(path: str | None) -> Manifest | None:
    """The manifest at a path; None without one that can be read."""
    if path is not None:
        with suppress(OSError, msgspec.DecodeError):
            found = msgspec.json.decode(Path(path).read_bytes(), type=Manifest)
            return found if found.form == _FORM else None
    return None


def write_manifest(path: str, manifest: Manifest, outputs: Iterable[str]) -> None:
    """Writes the manifest of a run that ended well, with the files that it wrote as they are now.

    None is written where a name is no text in UTF-8; the same run is then made anew.
    """
    states = {each: _state(Path(each)) for each in outputs}
    seen = {each: Seen(*state) for each, state in states.items() if state}
    whole = msgspec.structs.replace(manifest, outputs=seen)
    with suppress(UnicodeEncodeError):
        Path(path).write_bytes(msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n")


def manifest_of(options: IngestOptions, request: Request, *, before: Manifest | None = None) -> Manifest | None:
    """What a run would be known by, its outputs apart; None if its input cannot be told beforehand.

    Where times are trusted the hashes of files of the size and time in the manifest before are taken from there.
    """
    inputs = dict[str, Seen]()
    ours = {identity(Path(place)) for place in request.places if Path(place).is_file()}
    known = before.inputs if before and options.trust_times else {}
    for each in entries(request.paths):
        if isinstance(each, Unreadable):
            return None
        if isinstance(each, PassedOver) or (isinstance(each.path, Path) and identity(each.path) in ours):
            continue
        seen = _seen(each, known)
        if seen is None:
            return None
        inputs[f"{each.argument}\x1f{each.name}"] = seen
    return Manifest(key=_key(options, request), inputs=inputs, outputs={}, studies=0, triples=0, levels=())


def _seen(file: InputFile, known: Mapping[str, Seen]) -> Seen | None:
    if isinstance(file.path, RemotePath | TablesPath):
        return Seen(file.size, 0, file.path.state())
    state = _state(file.path)
    if state is None:
        return None
    old = known.get(f"{file.argument}\x1f{file.name}")
    if old and (old.size, old.time) == state:
        return old
    try:
        with file.path.open("rb") as stream:
            return Seen(*state, hashlib.file_digest(stream, "sha256").hexdigest())
    except OSError:
        return None


def same_input(first: Manifest, second: Manifest) -> bool:
    """Whether two runs are the same but for the times of their files."""
    contents = [{name: seen.sha256 for name, seen in each.inputs.items()} for each in (first, second)]
    return first.key == second.key and contents[0] == contents[1]


def _key(options: IngestOptions, request: Request) -> str:
    names = [each.name for each in dataclasses.fields(IngestOptions) if each.name not in _OF_THE_WORK]
    facts: Sequence[object] = [
        [(name, getattr(options, name)) for name in names],
        request.versions,
        request.recipe,
        list(request.decisions.all()),
        os.environ.get(_EPOCH) if options.as_of is None else None,
    ]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _state(path: Path) -> tuple[int, int] | None:
    """Size and time of a file of the disk; None for what is no file."""
    with suppress(OSError):
        state = path.stat()
        return (state.st_size, state.st_mtime_ns) if path.is_file() else None
    return None
