"""A study with all that are one with it: its records, each a column of the page."""

from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from pyoxigraph import NamedNode, Store

from kg.iris import ONTOLOGY
from kg.store import StudyGraph

from .joined_graph import SAME
from .study_page import CellEntry

__all__ = ["ComparedStudy", "RecordColumn", "compared"]

_PAGE = "https://schema.org/url"
_IDENTIFIER = "http://purl.org/dc/terms/identifier"


class RecordColumn(NamedTuple):
    """A record, and the node of which its facts are said."""

    node: NamedNode
    facts: NamedNode
    """The study, of the record that describes it; else the record itself."""
    study: NamedNode
    head: CellEntry
    """Register and id, with the address of the page."""


class ComparedStudy(NamedTuple):
    """A study as its registers know it."""

    graph: StudyGraph
    store: Store
    canonical: NamedNode
    studies: tuple[NamedNode, ...]
    """Those that are one, the canonical one first."""
    records: tuple[RecordColumn, ...]
    """In the order of their studies."""

    def id(self, study: NamedNode) -> str:
        """The id by which a study has its IRI."""
        return unquote(study.value.rpartition("/")[2])

    def of_pair(self, kind: str) -> list[NamedNode]:
        """The nodes of a class that are about one of the studies, each once."""
        found = {
            quad.subject: None
            for study in self.studies
            for quad in self.store.quads_for_pattern(None, NamedNode(f"{ONTOLOGY}joinedStudy"), study, None)
            if isinstance(quad.subject, NamedNode)
        }
        wanted = NamedNode(f"{ONTOLOGY}{kind}")
        typed = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        return sorted(
            (node for node in found if any(self.store.quads_for_pattern(node, typed, wanted, None))),
            key=lambda node: (self.graph.texts(node, "https://schema.org/name"), node.value),
        )


def compared(store: Store, study_id: str, note: Callable[[str], None]) -> ComparedStudy:
    """The study of that id, or that had it; raises UsageError if the graph has none."""
    graph = StudyGraph(store, note)
    found = {study.node: None for study in graph.found(study_id)}
    waiting = list(found)
    while waiting:
        new = [each for each in _linked(store, waiting, SAME) if each not in found]
        found.update(dict.fromkeys(new))
        waiting = new
    leading = {each for study in found for each in graph.nodes(study, "canonicalStudy")}
    studies = sorted(found, key=lambda study: (study not in leading, study.value))
    records = [record for study in studies for record in _records(graph, store, study)]
    return ComparedStudy(graph, store, studies[0], tuple(studies), tuple(records))


def _linked(store: Store, studies: Sequence[NamedNode], names: Sequence[str]) -> list[NamedNode]:
    """The studies that links of these names tie to some, whichever way they lead."""
    found: dict[NamedNode, None] = {}
    for study in studies:
        for name in names:
            predicate = NamedNode(f"{ONTOLOGY}{name}")
            ends = [quad.object for quad in store.quads_for_pattern(study, predicate, None, None)]
            ends += [quad.subject for quad in store.quads_for_pattern(None, predicate, study, None)]
            found.update(dict.fromkeys(each for each in ends if isinstance(each, NamedNode)))
    return list(found)


def _records(graph: StudyGraph, store: Store, study: NamedNode) -> list[RecordColumn]:
    """The records of a study, the one that describes it first."""
    quads = store.quads_for_pattern(None, NamedNode(f"{ONTOLOGY}describes"), study, None)
    nodes = sorted({quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}, key=str)
    nodes.sort(key=graph.describes_itself)
    made = []
    for number, node in enumerate(nodes):
        registry = " ".join(graph.labels(node, "registry"))
        id = " ".join(graph.texts(node, _IDENTIFIER))
        page = next((each.value for each in graph.nodes(node, _PAGE)), None)
        facts = node if graph.describes_itself(node) or number else study
        made.append(RecordColumn(node, facts, study, CellEntry(f"{registry} {id}".strip(), page)))
    return made
