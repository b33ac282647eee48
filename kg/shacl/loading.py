"""RDF from elsewhere as triples of terms, and as graphs of rdflib, every lexical form kept."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING

from kg.rdf.terms import Quad, Triple, literal, literal_parts

from .data import Graph
from .term_parts import BLANK, IRI

if TYPE_CHECKING:
    import rdflib

__all__ = ["from_rdflib", "number_blank_nodes", "to_rdflib", "triples_of"]

# What pyoxigraph calls a blank node without a label.
_ANONYMOUS = re.compile(r"_:[0-9a-f]{24,32}")


def number_blank_nodes(rows: Iterable[Triple | Quad], *, prefix: str = "") -> list[Triple]:
    """Triples, or quads without their graph, whose unlabelled blank nodes have numbers; a label of the file stays.

    The numbers replace the parser's random labels, so that the same file gives the same findings in the same order.
    With a prefix to every label, of its own for each file, the blank nodes of several files stay apart.
    """
    held = list(rows)
    taken = {term for row in held for term in (row[0], row[2]) if term[0] == BLANK}
    free = (name for name in map("anonymous{}".format, count()) if f"_:{name}" not in taken)
    labels: dict[str, str] = {}

    def label(term: str) -> str:
        if term[0] != BLANK:
            return term
        known = labels.get(term)
        if known is None:
            name = next(free) if _ANONYMOUS.fullmatch(term) else term[2:]
            known = labels[term] = f"_:{prefix}{name}"
        return known

    return [(label(row[0]), row[1], label(row[2])) for row in held]


def from_rdflib(graph: "rdflib.Graph") -> Iterator[Triple]:
    """The triples of an rdflib graph; of a dataset, those of all its graphs."""
    import rdflib

    if isinstance(graph, rdflib.Dataset):
        yield from ((_text(s), _text(p), _text(o)) for s, p, o, _ in graph.quads())
    else:
        yield from ((_text(s), _text(p), _text(o)) for s, p, o in graph)


def to_rdflib(triples: Iterable[Triple]) -> "rdflib.Graph":
    """A graph in memory; literals keep their lexical form, ill-typed ones too."""
    import rdflib

    nodes: dict[str, rdflib.term.Node] = {}
    graph = rdflib.Graph()
    for triple in triples:
        for term in triple:
            if term not in nodes:
                nodes[term] = _node(term)
        graph.add((nodes[triple[0]], nodes[triple[1]], nodes[triple[2]]))
    return graph


def triples_of(graph: Graph) -> Iterator[Triple]:
    """The triples of a graph in the order of its subjects."""
    for subject, properties in graph.items():
        for predicate, terms in properties.items():
            for term in terms:
                yield subject, predicate, term


def _text(node: object) -> str:
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return f"<{node}>"
    if isinstance(node, rdflib.BNode):
        return f"_:{node}"
    if not isinstance(node, rdflib.Literal):
        raise TypeError(f"not an RDF term: {node!r}")
    if node.language:
        return f"{literal(str(node))}@{node.language.lower()}"  # as pyoxigraph reads them
    datatype = node.datatype if node.datatype != rdflib.XSD.string else None
    return literal(str(node), None if datatype is None else str(datatype))


def _node(term: str) -> "rdflib.term.Node":
    import rdflib

    if term[0] == IRI:
        return rdflib.URIRef(term[1:-1])
    if term[0] == BLANK:
        return rdflib.BNode(term[2:])
    text, datatype, language = literal_parts(term)
    typed = None if datatype is None else rdflib.URIRef(datatype)
    return rdflib.Literal(text, datatype=typed, lang=language, normalize=False)
