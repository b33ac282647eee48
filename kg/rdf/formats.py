"""The formats that graphs are written in and read from, by extension."""

from enum import Enum
from pathlib import PurePath
from typing import NamedTuple

from kg.errors import UsageError
from kg.packings import PACKED_EXTENSIONS, without_packing

__all__ = ["Format", "FormatInfo", "format_of", "hint_on"]

_RECORDS = frozenset({"csv", "htm", "html", "md", "tsv", "txt", "zip"})
"""Extensions of files of records; .json and .xml are those of RDF too."""


class FormatInfo(NamedTuple):
    """How a format is called, and whether it keeps named graphs."""

    extension: str
    media_type: str
    title: str
    named_graphs: bool


class Format(Enum):
    """An RDF format."""

    TURTLE = FormatInfo("ttl", "text/turtle", "Turtle", named_graphs=False)
    NTRIPLES = FormatInfo("nt", "application/n-triples", "N-Triples", named_graphs=False)
    NQUADS = FormatInfo("nq", "application/n-quads", "N-Quads", named_graphs=True)
    TRIG = FormatInfo("trig", "application/trig", "TriG", named_graphs=True)
    JSONLD = FormatInfo("jsonld", "application/ld+json", "JSON-LD", named_graphs=False)
    JSONLINES = FormatInfo("jsonl", "application/x-ndjson", "JSON-LD, a node a line", named_graphs=False)

    @property
    def named_graphs(self) -> bool:
        """Whether the format keeps named graphs; the others hold the union."""
        return self.value.named_graphs


_BY_EXTENSION = {each.value.extension: each for each in Format}


def format_of(name: str) -> Format:
    """The format of a file name (`graph.nq.gz`) or of a bare extension; raises UsageError that lists the known ones."""
    path = PurePath(without_packing(name.lower()))
    extension = path.suffix.removeprefix(".") or path.name
    if extension not in _BY_EXTENSION:
        known = " ".join(f".{each}" for each in _BY_EXTENSION)
        packed = " ".join(PACKED_EXTENSIONS)
        raise UsageError(f"unknown RDF format {name!r}; known are {known}, any of them with {packed}{hint_on(name)}")
    return _BY_EXTENSION[extension]


def hint_on(name: str) -> str:
    """What to do with a name that is no file of RDF: an address, a file of records; nothing of any other."""
    if name.startswith(("http://", "https://")):
        return " (this is an address, not a file: `kgbuild query` and `kgbuild find` ask endpoints)"
    if "." in name and name.lower().rpartition(".")[2] in _RECORDS:
        return f" (of records, `kgbuild ingest {name} -o graph.nq` makes a graph)"
    return ""
