"""The description that stands beside a graph file, which holds a part of it alone."""

from pathlib import Path
from typing import NamedTuple

from kg.errors import shown
from kg.iris import ONTOLOGY, Minter
from kg.rdf import Format, Triple, parse
from kg.rdf.terms import RDF_TYPE, literal

from .graph import read_file

__all__ = ["DescriptionFile", "description_beside", "description_path"]

_NAME = "void.ttl"
_BUILD = f"<{ONTOLOGY}Build>"
_DISTRIBUTION = "<http://www.w3.org/ns/dcat#Distribution>"
_TITLE = "<http://purl.org/dc/terms/title>"


class DescriptionFile(NamedTuple):
    """What was read of it."""

    path: str
    triples: list[Triple]

    @property
    def mint(self) -> Minter | None:
        """The minter of the graph that it describes."""
        nodes = (subject for subject, predicate, term in self.triples if (predicate, term) == (RDF_TYPE, _BUILD))
        return next((Minter(node[1:-1].removesuffix("build")) for node in nodes), None)

    def names(self, file: str) -> bool:
        """Whether a file of that name is one of those that hold the graph."""
        files = {subject for subject, predicate, term in self.triples if (predicate, term) == (RDF_TYPE, _DISTRIBUTION)}
        named = {subject for subject, predicate, term in self.triples if (predicate, term) == (_TITLE, literal(file))}
        return bool(files & named)


def description_path(graph: str) -> str:
    """Where the description of a graph file stands that has one of its own."""
    return f"{graph}.{_NAME}"


def description_beside(graph: str) -> DescriptionFile | None:
    """The description of a graph file: its own, or that of its folder if it names the file; None without one."""
    for path in (Path(description_path(graph)), Path(graph).with_name(_NAME)):
        if path.is_file():
            quads = parse(read_file(str(path)), Format.TURTLE, name=str(path), definitions={})
            found = DescriptionFile(str(path), [quad[:3] for quad in quads])
            if found.names(shown(Path(graph).name)):
                return found
    return None
