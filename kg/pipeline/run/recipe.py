"""How records become a graph: all that a worker needs to know, small enough to go with every task."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.iris import Minter
from kg.linking import Curation, Linker, Match
from kg.linking.curation import NO_DECISIONS
from kg.pipeline.graph.links import LinkStage
from kg.pipeline.packing import Codec
from kg.rdf import Format

__all__ = ["Linking", "Output", "Recipe", "link_stage"]


class Output(NamedTuple):
    """A file to write, and its format."""

    path: str
    form: Format


class Linking(NamedTuple):
    """Where the vocabularies are that names are matched to."""

    lexicon: Path
    """The folder of compiled vocabularies."""
    decisions: tuple[Match, ...] = ()
    """What curators decided, which wins over all matches."""
    state: tuple[tuple[str, int, int], ...] = ()
    """Name, size and time of each vocabulary: with others a run that was broken off is not continued."""

    @classmethod
    def of(cls, lexicon: Path, curation: Curation = NO_DECISIONS) -> "Linking":
        """The vocabularies that stand in a folder."""
        files = sorted(lexicon.iterdir()) if lexicon.is_dir() else []
        state = tuple((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files)
        return cls(lexicon, tuple(curation.decisions()), state)


class Recipe(NamedTuple):
    """What is written, and how."""

    base: str
    outputs: tuple[Output, ...] = ()
    context_url: str | None = None
    """Names the JSON-LD context by this address, instead of writing it inline."""
    contacts: bool = False
    """Whether to write whom to ask."""
    results: bool = True
    """Whether to write the tables of results."""
    checked: bool = False
    """Whether the graph is checked against the shapes that ship."""
    max_findings: int | None = None
    linking: Linking | None = None
    """None leaves names unmatched."""
    stored: bool = False
    """Whether the graph goes into a store too."""
    codec: Codec = Codec.ZLIB
    """What packs the outputs that are packed: chosen once, so that no file is packed by two."""

    @property
    def mint(self) -> Minter:
        """Mints the IRIs of the graph."""
        return Minter(self.base)


def link_stage(linking: Linking, mint: Minter) -> LinkStage:
    """What links a graph; the vocabularies are opened once in a process."""
    return LinkStage(_linker(linking), mint)


@lru_cache(maxsize=1)
def _linker(linking: Linking) -> Linker:
    return Linker(linking.lexicon, curation=Curation.of(linking.decisions))
