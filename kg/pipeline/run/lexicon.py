"""The vocabularies that a run matches names to."""

import os
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import FileError
from kg.linking import lexicon_folder
from kg.linking.curation import read_curation
from kg.linking.installation import ensure_places, has_places

from .listener import Note
from .options import AnyPath
from .recipe import Linking

__all__ = ["linking", "today"]


def today() -> str:
    """The date, ISO 8601."""
    return datetime.now(UTC).date().isoformat()


def linking(base: str, lexicon: AnyPath | None, mappings: AnyPath | None, *, note: Note) -> Linking:
    """Where names are matched; compiles the cities that come with kgbuild at the first use."""
    source = os.fspath(mappings) if mappings else ""
    curated = _lines(source) if source else []
    if source:  # what is wrong with it is said before any work
        read_curation(curated, name=source, base=base)
    folder = lexicon_folder(None if lexicon is None else os.fspath(lexicon))
    if not has_places(folder):
        note(f"compiling the cities of GeoNames into {folder}, once", aside=True)
        try:
            ensure_places(folder, built=today())
        except FileError as error:
            note(f"warning: {error}; cities are not linked (--lexicon names another folder)")
    return Linking.of(folder, curated, source=source)


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"cannot read {path}: {error}") from error
