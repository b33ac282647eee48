"""The options of linking, and the linker that they make."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import FileError

from .boundary import say

if TYPE_CHECKING:
    from kg.iris import Minter
    from kg.pipeline.graph.links import LinkStage
    from kg.pipeline.run.recipe import Linking

__all__ = ["LexiconOption", "MappingsOption", "link_stage", "linking", "today"]

LexiconOption = Annotated[
    str | None,
    typer.Option("--lexicon", help="The folder of compiled vocabularies; default KGBUILD_LEXICON, else the user's."),
]
MappingsOption = Annotated[
    str | None,
    typer.Option("--mappings", help="An SSSOM table whose curated rows accept and reject matches."),
]


def today() -> str:
    """The date, ISO 8601."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()


def linking(base: str, *, lexicon: str | None, mappings: str | None, quiet: bool = False) -> "Linking":
    """Where names are matched; compiles the cities that come with kgbuild at the first use."""
    from kg.linking import lexicon_folder
    from kg.linking.curation import read_curation
    from kg.linking.installation import ensure_places, has_places
    from kg.pipeline.run.recipe import Linking

    curated = _lines(mappings) if mappings else []
    if mappings:  # what is wrong with it is said before any work
        read_curation(curated, name=mappings, base=base)
    folder = lexicon_folder(lexicon)
    if not has_places(folder):
        if not quiet:
            say(f"compiling the cities of GeoNames into {folder}, once")
        try:
            ensure_places(folder, built=today())
        except FileError as error:
            say(f"warning: {error}; cities are not linked (--lexicon names another folder)")
    return Linking.of(folder, curated, source=mappings or "")


def link_stage(mint: "Minter", *, lexicon: str | None, mappings: str | None) -> "LinkStage":
    """What links a graph."""
    from kg.pipeline.run.recipe import link_stage as stage

    return stage(linking(mint.base, lexicon=lexicon, mappings=mappings), mint)


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"cannot read {path}: {error}") from error
