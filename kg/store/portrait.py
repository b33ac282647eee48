"""One study as readable text: labels for properties and codes, parts under their study, links by their names."""

from collections.abc import Iterator
from functools import cache

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Store

from kg import assets
from kg.errors import UsageError

__all__ = ["portrait"]

_CT = "https://w3id.org/kgbuild/ontology#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_IDENTIFIER = NamedNode("http://purl.org/dc/terms/identifier")
_DESCRIBES = NamedNode(f"{_CT}describes")
_POSITION = "https://schema.org/position"
_LABELS = (
    "http://purl.org/dc/terms/title",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "https://schema.org/name",
    f"{_CT}measure",
    f"{_CT}identifierValue",
)
_HIDDEN = frozenset(
    {
        _TYPE.value,
        _POSITION,
        "https://schema.org/healthCondition",
        "https://schema.org/sponsor",
        "https://schema.org/studyLocation",
        "https://schema.org/subjectOf",
        "http://purl.org/dc/terms/issued",
        f"{_CT}sponsor",
        *(f"{_CT}{name}" for name in ("startYear", "primaryCompletionYear", "completionYear", "conditionName")),
        *(f"{_CT}{name}" for name in ("leadSponsorName", "collaboratorName", "countryName", "affiliationName")),
    }
)
"""Super-properties and copies, which would say everything twice."""

_EXTERNAL = {
    "http://purl.org/dc/terms/title": "title",
    "http://purl.org/dc/terms/description": "description",
    "http://purl.org/dc/terms/identifier": "identifier",
    "http://purl.org/dc/terms/modified": "updated",
    "http://www.w3.org/ns/prov#wasDerivedFrom": "derived from",
    "https://schema.org/name": "name",
    "https://schema.org/containedInPlace": "in",
}


def portrait(store: Store, study_id: str) -> Iterator[str]:
    """Lines of text about the study of that id; raises UsageError if the store has none."""
    graph = _Graph(store)
    records = [s for s in graph.subjects(_IDENTIFIER, Literal(study_id)) if graph.objects(s, _DESCRIBES)]
    if not records:
        raise UsageError(f"there is no study {study_id!r} in this graph")
    studies = sorted({study.value for record in records for study in graph.objects(record, _DESCRIBES)})
    for study in studies:
        yield f"{study_id}  {graph.label(NamedNode(study))}"
        yield from graph.lines(NamedNode(study), study, 1)
    for record in sorted(records, key=str):
        yield f"  record {record.value}"
        yield from graph.lines(record, record.value, 2)


class _Graph:
    def __init__(self, store: Store) -> None:
        self._store = store

    def subjects(self, predicate: NamedNode, term: Literal) -> list[NamedNode]:
        found = {quad.subject for quad in self._store.quads_for_pattern(None, predicate, term, None)}
        return [subject for subject in found if isinstance(subject, NamedNode)]

    def objects(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        quads = self._store.quads_for_pattern(subject, predicate, None, None)
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]

    def lines(self, node: NamedNode, root: str, depth: int) -> Iterator[str]:
        """The properties of a node; its own parts are indented below it."""
        indent = "  " * depth
        for predicate, terms in self._properties(node):
            name = _names().get(predicate) or predicate
            parts = [term for term in terms if isinstance(term, NamedNode) and term.value.startswith(f"{root}/")]
            for part in sorted(parts, key=self._order):
                yield f"{indent}{name}: {self.label(part)}"
                yield from self.lines(part, root, depth + 1)
            if rest := [self._text(term) for term in terms if term not in parts]:
                yield from _wrapped(f"{indent}{name}: ", sorted(rest), indent)

    def label(self, node: NamedNode) -> str:
        """The best text for a node."""
        if found := _names().get(node.value):
            return found
        for property_iri in _LABELS:
            for quad in self._store.quads_for_pattern(node, NamedNode(property_iri), None, None):
                return str(quad.object.value) if isinstance(quad.object, Literal) else str(quad.object)
        return ""

    def _properties(self, node: NamedNode) -> list[tuple[str, list[object]]]:
        found: dict[str, list[object]] = {}
        for quad in self._store.quads_for_pattern(node, None, None, None):
            if quad.predicate.value not in _HIDDEN and quad.predicate != _DESCRIBES:
                found.setdefault(quad.predicate.value, []).append(quad.object)
        return sorted(found.items(), key=lambda each: (_rank(each[0]), each[0]))

    def _order(self, node: NamedNode) -> tuple[int, str]:
        for quad in self._store.quads_for_pattern(node, NamedNode(_POSITION), None, None):
            if isinstance(quad.object, Literal):
                return int(quad.object.value), node.value
        return 0, node.value

    def _text(self, term: object) -> str:
        match term:
            case NamedNode():
                label = self.label(term)
                coded = term.value.startswith("https://w3id.org/kgbuild/")
                return label if label and coded and "/id/" not in term.value else f"{label} <{term.value}>".strip()
            case Literal():
                return term.value
            case _:
                return str(term)


def _wrapped(head: str, texts: list[str], indent: str) -> Iterator[str]:
    if len(texts) == 1 and "\n" not in texts[0]:
        yield head + texts[0]
        return
    yield head.rstrip()
    for text in texts:
        first, *more = text.splitlines()
        yield f"{indent}  - {first}"
        yield from (f"{indent}    {line}" for line in more if line.strip())


def _rank(predicate: str) -> int:
    """Place of a property in the ontology, which goes from titles to the record."""
    order = list(_names())
    return order.index(predicate) if predicate in order else -1


@cache
def _names() -> dict[str, str]:
    """IRI -> English label of every property, class and code of the ontology, in the ontology's order."""
    names = dict(_EXTERNAL)
    labels = ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel")
    for path in assets.vocabulary_files():
        for quad in pyoxigraph.parse(assets.read(path), format=pyoxigraph.RdfFormat.TURTLE):
            if quad.predicate.value in labels and isinstance(quad.subject, NamedNode):
                names[quad.subject.value] = quad.object.value if isinstance(quad.object, Literal) else ""
    return names
