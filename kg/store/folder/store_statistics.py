"""What a store holds, as its own description says."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypedDict

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import FileError
from kg.iris import ONTOLOGY
from kg.rdf import Triple
from kg.rdf.curies import compact
from kg.rdf.void import read_counts
from kg.rdf.void_counts import Counts

__all__ = ["Statistics", "base_of", "statistics"]

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_BUILD = NamedNode(f"{ONTOLOGY}Build")
_BASE = NamedNode("http://rdfs.org/ns/void#uriSpace")
_TIME = NamedNode("http://www.w3.org/ns/prov#generatedAtTime")


class Statistics(TypedDict):
    """Counts of a store, in each group the largest first."""

    triples: int
    built: str
    classes: dict[str, int]
    properties: dict[str, int]
    links: dict[str, int]


def statistics(store: Store) -> Statistics:
    """The counts of a graph; raises FileError if it does not describe itself.

    They stand in its description; a file that is without the one that stood beside it is counted.
    """
    build = next(store.quads_for_pattern(None, _TYPE, _BUILD, None), None)
    if build is None:
        raise FileError("the graph holds no description of itself; kgbuild did not make it")
    counts = read_counts([_triple(quad) for quad in store.quads_for_pattern(None, None, None, build.graph_name)])
    if not counts.classes:
        node = str(build.subject)
        own = (node, f"{node[:-1]}/")
        counts = replace(counts, **_counted(_triple(quad) for quad in store if not str(quad.subject).startswith(own)))
    return Statistics(
        triples=counts.triples,
        built=_value(store, _TIME),
        classes=_most_first((compact(name[1:-1]), count) for name, count in counts.classes.items()),
        properties=_most_first((compact(name[1:-1]), count) for name, count in counts.properties.items()),
        links=_most_first((f"{compact(name[1:-1])} to {target}", n) for (target, name), n in counts.links.items()),
    )


def _triple(quad: Quad) -> Triple:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _counted(triples: Iterable[Triple]) -> dict[str, Any]:
    """Classes, properties and links as they are counted."""
    counts = Counts()
    counts.add(triples)
    return {"classes": counts.classes, "properties": counts.properties, "links": counts.links}


def _most_first(counted: Iterable[tuple[str, int]]) -> dict[str, int]:
    return dict(sorted(counted, key=lambda each: (-each[1], each[0])))


def base_of(store: Store) -> str | None:
    """The base IRI of a store's data."""
    return _value(store, _BASE) or None


def _value(store: Store, predicate: NamedNode) -> str:
    for subject in store.quads_for_pattern(None, _TYPE, _BUILD, None):
        for quad in store.quads_for_pattern(subject.subject, predicate, None, None):
            if isinstance(quad.object, Literal):
                return quad.object.value
    return ""
