"""One study as readable text: labels for properties and codes, parts under their study, links by their names."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Store

from kg import assets
from kg.errors import UsageError
from kg.rdf.labels import shipped_labels
from kg.rdf.terms import RDF_TYPE

__all__ = ["study_text"]

_CT = "https://w3id.org/kgbuild/ontology#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_IDENTIFIER = NamedNode("http://purl.org/dc/terms/identifier")
_FORMER = NamedNode(f"{_CT}formerIdentifier")
_DESCRIBES = NamedNode(f"{_CT}describes")
_POSITION = "https://schema.org/position"
_AGAIN = 10_000
"""So many times a part is shown in full that was shown before, as an intervention is under each of its arms."""
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
_DATES = ("start", "primaryCompletion", "completion")
_HIDDEN = frozenset(
    {
        _TYPE.value,
        _POSITION,
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "https://schema.org/healthCondition",
        "https://schema.org/sponsor",
        "https://schema.org/studyLocation",
        "https://schema.org/subjectOf",
        "http://purl.org/dc/terms/issued",
        f"{_CT}sponsor",
        f"{_CT}outcome",
        f"{_CT}ofStudy",
        *(f"{_CT}{date}{ending}" for date in _DATES for ending in ("Year", "DateEarliest", "DateLatest")),
        *(
            f"{_CT}{name}"
            for name in ("conditionName", "leadSponsorName", "collaboratorName", "countryName", "affiliationName")
        ),
    }
)
"""Super-properties, labels and copies, which would say everything twice."""

_PUBLICATION = f"{_CT}publication"
_PUBLICATIONS = tuple(f"{_CT}{role}Publication" for role in ("results", "background", "derived"))
"""Its sub-properties; it says more only of publications whose role nobody states."""
_RETRACTED = NamedNode(f"{_CT}retractedBy")

_EXTERNAL = {
    "http://purl.org/dc/terms/title": "title",
    "http://purl.org/dc/terms/description": "description",
    "http://purl.org/dc/terms/identifier": "identifier",
    "http://purl.org/dc/terms/modified": "updated",
    "http://www.w3.org/ns/prov#wasDerivedFrom": "derived from",
    "https://schema.org/name": "name",
    "https://schema.org/sameAs": "same as",
    "https://schema.org/url": "page",
    "https://schema.org/containedInPlace": "in",
}


def study_text(store: Store, study_id: str, *, note: Callable[[str], None] = lambda _: None) -> Iterator[str]:
    """Lines of text about the study of that id, or that had it before; raises UsageError if the store has none.

    What is to be said beside the text, such as that an id is a former one, goes to `note`.
    """
    graph = _Graph(store, note)
    records = graph.records(study_id)
    if not records:
        raise UsageError(f"there is no study {study_id!r} in this graph")
    studies = sorted({study.value for record in records for study in graph.objects(record, _DESCRIBES)})
    for study in studies:
        yield f"{', '.join(graph.ids(study)) or study_id}  {graph.label(NamedNode(study))}"
        yield from graph.lines(NamedNode(study), study, 1)
    for record in sorted(records, key=str):
        yield f"  record {record.value}"
        yield from graph.lines(record, record.value, 2)


class _Graph:
    def __init__(self, store: Store, note: Callable[[str], None]) -> None:
        self._store = store
        self._note = note

    def records(self, study_id: str) -> list[NamedNode]:
        """The records of a study by its id, else by an id that it had before, which is noted."""
        if found := self._records(_IDENTIFIER, study_id):
            return found
        found = self._records(_FORMER, study_id)
        if today := sorted({each for record in found for each in self._texts(record, _IDENTIFIER)}):
            self._note(f"{study_id} is a former id of {' and of '.join(today)}")
        return found

    def ids(self, study: str) -> list[str]:
        """The ids of a study, by its records."""
        quads = self._store.quads_for_pattern(None, _DESCRIBES, NamedNode(study), None)
        records = {quad.subject for quad in quads}
        return sorted({each for record in records for each in self._texts(record, _IDENTIFIER)})

    def _records(self, predicate: NamedNode, study_id: str) -> list[NamedNode]:
        quads = self._store.quads_for_pattern(None, predicate, Literal(study_id), None)
        found = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        return [each for each in found if self.objects(each, _DESCRIBES)]

    def _texts(self, subject: object, predicate: NamedNode) -> list[str]:
        if not isinstance(subject, NamedNode):
            return []
        quads = self._store.quads_for_pattern(subject, predicate, None, None)
        return [quad.object.value for quad in quads if isinstance(quad.object, Literal)]

    def objects(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        quads = self._store.quads_for_pattern(subject, predicate, None, None)
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]

    def lines(self, top: NamedNode, root: str, depth: int) -> Iterator[str]:
        """The properties of a node; its own parts are indented below it, but none below itself."""
        path = [(top, self._lines(top, root, depth))]
        met, again = {top}, 0
        while path:
            each = next(path[-1][1], None)
            if each is None:
                path.pop()
            elif isinstance(each, str):
                yield each
            elif each not in met or (again < _AGAIN and all(each != node for node, _ in path)):
                again += each in met
                met.add(each)
                path.append((each, self._lines(each, root, depth + len(path))))

    def _lines(self, node: NamedNode, root: str, depth: int) -> Iterator[str | NamedNode]:
        """The lines of one node, and each part of it where the part's own lines belong."""
        indent = "  " * depth
        for predicate, terms in self._properties(node):
            name = _names().get(predicate) or predicate
            parts = [term for term in terms if isinstance(term, NamedNode) and term.value.startswith(f"{root}/")]
            for part in sorted(parts, key=self._order):
                yield f"{indent}{name}: {self.label(part)}"
                yield part
            if rest := [self._text(term) for term in terms if term not in parts]:
                yield from _wrapped(f"{indent}{name}: ", sorted(rest), indent)

    def label(self, node: NamedNode) -> str:
        """The best text for a node."""
        if found := _names().get(node.value):
            return found

        def values(predicate: str) -> list[str]:
            quads = self._store.quads_for_pattern(node, NamedNode(predicate[1:-1]), None, None)
            return [str(quad.object) for quad in quads]

        return shipped_labels().label(sorted(values(RDF_TYPE)), values) or ""

    def _properties(self, node: NamedNode) -> list[tuple[str, list[object]]]:
        found: dict[str, list[object]] = {}
        for quad in self._store.quads_for_pattern(node, None, None, None):
            if quad.predicate.value not in _HIDDEN and quad.predicate != _DESCRIBES:
                found.setdefault(quad.predicate.value, []).append(quad.object)
        known = {term for name in _PUBLICATIONS for term in found.get(name, ())}
        if rest := [term for term in found.pop(_PUBLICATION, ()) if term not in known]:
            found[_PUBLICATION] = rest
        return sorted(found.items(), key=lambda each: (_rank(each[0]), each[0]))

    def _order(self, node: NamedNode) -> tuple[int, str]:
        """By position; what has none that is a number comes first."""
        texts = self._texts(node, NamedNode(_POSITION))
        return min((int(text) for text in texts if _NUMBER.fullmatch(text)), default=0), node.value

    def _text(self, term: object) -> str:
        match term:
            case NamedNode():
                label = self.label(term)
                if not label and (found := self._today(term)):
                    return found
                coded = term.value.startswith("https://w3id.org/kgbuild/")
                if label and coded and "/id/" not in term.value:
                    return label
                notices = sorted(each.value for each in self.objects(term, _RETRACTED))
                return ", retracted by ".join((f"{label} <{term.value}>".strip(), *(f"<{each}>" for each in notices)))
            case Literal():
                return term.value
            case _:
                return str(term)

    def _today(self, node: NamedNode) -> str | None:
        """A study that is named by a former id, by the one it has today."""
        kind, _, id_ = node.value.rpartition("/")
        if not kind.endswith("/study") and not kind.endswith("#study"):
            return None
        former = unquote(id_)
        records = self._records(_FORMER, former)
        studies = sorted({study for record in records for study in self.objects(record, _DESCRIBES)}, key=str)
        if not studies or self._records(_IDENTIFIER, former):
            return None
        ids = [each for study in studies for each in self.ids(study.value)]
        self._note(f"{former} is a former id of {' and of '.join(ids)}")
        return "; ".join(f"{self.label(study)} <{study.value}> (named as {former})".strip() for study in studies)


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
