"""The vocabularies that a run matches names to, and what curators decided."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from kg.errors import FileError
from kg.linking import Curation, lexicon_folder
from kg.linking.curated_table import CuratedTable, read_curation
from kg.linking.curation import NO_DECISIONS
from kg.linking.installation import ensure_mesh, ensure_places, has_mesh, has_places

from .listener import Note
from .options import AnyPath
from .recipe import Linking

__all__ = ["compile_mesh", "curated", "linking", "today"]


class _Ensure(Protocol):
    def __call__(self, folder: Path, *, built: str) -> bool: ...


class _Builtin(NamedTuple):
    """A vocabulary that comes with kgbuild."""

    there: Callable[[Path], bool]
    ensure: _Ensure
    """Compiles it."""
    title: str
    unlinked: str
    """What is not linked without it."""


_MESH = _Builtin(has_mesh, ensure_mesh, "MeSH", "conditions and treatments")
_PLACES = _Builtin(has_places, ensure_places, "the cities of GeoNames", "cities")


def today() -> str:
    """The date, ISO 8601."""
    return datetime.now(UTC).date().isoformat()


def linking(lexicon: AnyPath | None, curation: Curation, *, note: Note) -> Linking:
    """Where names are matched; compiles the vocabularies that come with kgbuild at the first use."""
    folder = lexicon_folder(None if lexicon is None else os.fspath(lexicon))
    compile_mesh(folder, note=note)
    _compile(_PLACES, folder, note=note)
    return Linking.of(folder, curation)


def curated(mappings: AnyPath | None, *, base: str) -> CuratedTable:
    """What an SSSOM table decides; raises UsageError that says what is wrong with it, before any work."""
    if mappings is None:
        return CuratedTable(NO_DECISIONS, {})
    return read_curation(_lines(os.fspath(mappings)), name=os.fspath(mappings), base=base)


def compile_mesh(folder: Path, *, note: Note) -> None:
    """Compiles the MeSH that comes with kgbuild into a lexicon that has none."""
    _compile(_MESH, folder, note=note)


def _compile(builtin: _Builtin, folder: Path, *, note: Note) -> None:
    if builtin.there(folder):
        return
    note(f"compiling {builtin.title} into {folder}, once", aside=True)
    try:
        builtin.ensure(folder, built=today())
    except FileError as error:
        note(f"warning: {error}; {builtin.unlinked} are not linked (--lexicon names another folder)")


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"cannot read {path}: {error}") from error
