"""The data graph as checks see it: `{subject: {predicate: [objects]}}`, with the indexes that checks need."""

from collections.abc import Iterable, Mapping

from kg.rdf.terms import Triple

from .vocabulary import RDF_TYPE, SUBCLASS_OF

__all__ = ["NOTHING", "Data", "Graph", "index"]

Graph = Mapping[str, Mapping[str, list[str]]]
"""Subject -> predicate -> objects; no list is empty, and none holds a term twice."""

NOTHING: Mapping[str, list[str]] = {}
"""The properties of a node that is no subject."""

_NO_NODES: Mapping[str, None] = {}


def index(triples: Iterable[Triple]) -> dict[str, dict[str, list[str]]]:
    """The graph of some triples; a triple that comes twice stands once."""
    graph: dict[str, dict[str, list[str]]] = {}
    current, properties = None, {}
    several: list[list[str]] = []
    for subject, predicate, term in triples:
        if subject != current:  # triples mostly come subject by subject
            current, properties = subject, graph.setdefault(subject, {})
        terms = properties.get(predicate)
        if terms is None:
            properties[predicate] = [term]
        else:
            if len(terms) == 1:
                several.append(terms)
            terms.append(term)
    for terms in several:
        if len(set(terms)) < len(terms):
            terms[:] = dict.fromkeys(terms)
    return graph


class Data:
    """A data graph; its indexes are made at first use and serve all checks of one run."""

    __slots__ = ("_closed", "_inverses", "_members", "_subclasses", "graph")

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._closed: dict[str, Mapping[str, None]] = {}
        self._inverses: dict[str, Mapping[str, list[str]]] = {}
        self._members: dict[str, dict[str, None]] = {}
        self._subclasses: dict[str, list[str]] = {}
        for subject, properties in graph.items():
            for class_ in properties.get(RDF_TYPE, ()):
                members = self._members.get(class_)
                if members is None:
                    self._members[class_] = {subject: None}
                else:
                    members[subject] = None
            if SUBCLASS_OF in properties:
                for superclass in properties[SUBCLASS_OF]:
                    self._subclasses.setdefault(superclass, []).append(subject)

    def instances(self, class_: str) -> Mapping[str, None]:
        """The SHACL instances of a class in order: nodes of it or of a subclass that the graph itself declares."""
        if class_ not in self._subclasses:
            return self._members.get(class_, _NO_NODES)
        found = self._closed.get(class_)
        if found is None:
            members = (self._members.get(each, _NO_NODES) for each in self._with_subclasses(class_))
            found = self._closed[class_] = {node: None for nodes in members for node in nodes}
        return found

    def inverse(self, predicate: str) -> Mapping[str, list[str]]:
        """The subjects of each object of a predicate."""
        found = self._inverses.get(predicate)
        if found is None:
            subjects: dict[str, list[str]] = {}
            for subject, properties in self.graph.items():
                for term in properties.get(predicate, ()):
                    subjects.setdefault(term, []).append(subject)
            found = self._inverses[predicate] = subjects
        return found

    def _with_subclasses(self, class_: str) -> list[str]:
        classes = {class_: None}
        queue = [class_]
        for each in queue:  # grows while it is walked
            new = [subclass for subclass in self._subclasses.get(each, ()) if subclass not in classes]
            classes.update(dict.fromkeys(new))
            queue.extend(dict.fromkeys(new))
        return list(classes)
