"""What a graph says of a study, as people read it: labels in the place of IRIs, parts in their order."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Store

from kg import assets
from kg.errors import UsageError
from kg.iris import BASE, ONTOLOGY
from kg.rdf.curies import compact
from kg.rdf.labels import shipped_labels
from kg.rdf.terms import RDF_TYPE

__all__ = ["FoundStudy", "StudyGraph", "property_names"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TITLE = "http://purl.org/dc/terms/title"
_IDENTIFIER = "http://purl.org/dc/terms/identifier"
_POSITION = "https://schema.org/position"
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
_RELATIONS = {"exactMatch": "", "closeMatch": "close to ", "broadMatch": "under ", "narrowMatch": "among them "}
"""How a name is matched to a concept -> what is said before the concept."""

_EXTERNAL = {
    _TITLE: "title",
    "http://purl.org/dc/terms/description": "description",
    _IDENTIFIER: "identifier",
    "http://purl.org/dc/terms/modified": "updated",
    "http://www.w3.org/ns/prov#wasDerivedFrom": "derived from",
    "https://schema.org/name": "name",
    "https://schema.org/sameAs": "same as",
    "https://schema.org/url": "page",
    "https://schema.org/containedInPlace": "in",
}


class FoundStudy(NamedTuple):
    """A study, the ids that it has, and the records of it, those of its own description first."""

    node: NamedNode
    ids: tuple[str, ...]
    records: tuple[NamedNode, ...]


class StudyGraph:
    """A graph that holds a study. What is to be said beside it, such as that an id is a former one, goes to `note`."""

    def __init__(self, store: Store, note: Callable[[str], None]) -> None:
        self._store = store
        self._note = note
        self._base = BASE

    def found(self, study_id: str) -> list[FoundStudy]:
        """The studies of that id, or that had it before; raises UsageError if there is none."""
        records = self._records(_IDENTIFIER, study_id)
        if not records:
            records = self._records(f"{ONTOLOGY}formerIdentifier", study_id)
            if today := sorted({each for record in records for each in self.texts(record, _IDENTIFIER)}):
                self._note(f"{study_id} is a former id of {' and of '.join(today)}")
        if not records:
            raise UsageError(f"there is no study {study_id!r} in this graph")
        studies = sorted({study.value for record in records for study in self.nodes(record, f"{ONTOLOGY}describes")})
        self._base = studies[0].partition("study/")[0] if studies else BASE
        return [
            FoundStudy(NamedNode(each), self.ids(each) or (study_id,), self._told_by(each, records)) for each in studies
        ]

    def ids(self, study: str) -> tuple[str, ...]:
        """The ids of a study, by its records."""
        quads = self._store.quads_for_pattern(None, NamedNode(f"{ONTOLOGY}describes"), NamedNode(study), None)
        records = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        return tuple(sorted({each for record in records for each in self.texts(record, _IDENTIFIER)}))

    def describes_itself(self, record: NamedNode) -> bool:
        """Whether a record says of itself what others say of the study, since another publisher leads."""
        return bool(self.texts(record, _TITLE) or self.texts(record, "officialTitle") or self.nodes(record, "phase"))

    def said(self, node: NamedNode) -> dict[str, list[object]]:
        """Predicate -> terms."""
        found: dict[str, dict[object, None]] = {}
        for quad in self._store.quads_for_pattern(node, None, None, None):
            found.setdefault(quad.predicate.value, {})[quad.object] = None  # two graphs may say the same
        return {predicate: list(terms) for predicate, terms in found.items()}

    def terms(self, node: str) -> dict[str, list[str]]:
        """The same by terms as texts: predicate -> terms."""
        said = self.said(NamedNode(node[1:-1]))
        return {f"<{predicate}>": list(map(str, terms)) for predicate, terms in said.items()}

    def texts(self, node: NamedNode, predicate: str) -> list[str]:
        """The texts of a property, sorted; `predicate` is an IRI, or a name of ours."""
        return sorted({term.value for term in self._terms(node, predicate) if isinstance(term, Literal)})

    def nodes(self, node: NamedNode, predicate: str) -> list[NamedNode]:
        """The nodes to which a property leads, by position; what has none that is a number comes first."""
        found = {term for term in self._terms(node, predicate) if isinstance(term, NamedNode)}
        return sorted(found, key=self.order)

    def labels(self, node: NamedNode, predicate: str) -> list[str]:
        """What the nodes are called to which a property leads, and the texts that it has."""
        named = [self.label(each) or self._short(each) for each in self.nodes(node, predicate)]
        return [*named, *self.texts(node, predicate)]

    def order(self, node: NamedNode) -> tuple[int, str]:
        """The position of a part."""
        texts = self.texts(node, _POSITION)
        return min((int(text) for text in texts if _NUMBER.fullmatch(text)), default=0), node.value

    def label(self, node: NamedNode) -> str:
        """The best text for a node; empty if there is none."""
        if found := property_names().get(node.value):
            return found

        def values(predicate: str) -> list[str]:
            quads = self._store.quads_for_pattern(node, NamedNode(predicate[1:-1]), None, None)
            return [str(quad.object) for quad in quads]

        return shipped_labels().label(sorted(values(RDF_TYPE)), values) or ""

    def is_ours(self, node: NamedNode) -> bool:
        """Whether the node has its IRI of the graph, and not of others."""
        return node.value.startswith((self._base, "https://w3id.org/kgbuild/"))

    def named(self, node: NamedNode) -> str:
        """A node on one line: its label; with its IRI, in short, where others than we gave it that."""
        label = self.label(node)
        if id_ := self._study_id(node):
            return self._today(id_) if not label else f"{label} ({id_})"
        if label and self.is_ours(node):
            others = self.spellings(node)
            return f"{label} (also {'; '.join(others)})" if others else label
        short = self._short(node)
        shown = short if short != node.value and not short.startswith(("doi:", "pubmed:")) else f"<{node.value}>"
        notices = [f"<{each.value}>" for each in self.nodes(node, "retractedBy")]
        said = (f"{label} ({shown})" if shown == short else f"{label} {shown}") if label else shown
        return ", retracted by ".join((said, *notices))

    def spellings(self, node: NamedNode) -> list[str]:
        """How else the name of a node is spelled, in records of other studies."""
        names = {each for name in self.nodes(node, "sameName") for each in self.texts(name, "https://schema.org/name")}
        return sorted(names - {self.label(node)})

    def concepts(self, node: NamedNode) -> dict[str, str]:
        """IRI -> text of the concepts that a name is matched to."""
        label, found = self.label(node).casefold(), dict[str, str]()
        for relation, said in _RELATIONS.items():
            for each in self.nodes(node, f"{_SKOS}{relation}"):
                name = self.label(each)
                short = self._short(each)
                alike = not said and name.casefold() in (label, "")
                found.setdefault(each.value, short if alike else f"{said}{name} {short}".replace("  ", " "))
        return found

    def _told_by(self, study: str, records: Iterable[NamedNode]) -> tuple[NamedNode, ...]:
        """The records of a study; first the one that describes it, and not itself."""
        own = [each for each in records if NamedNode(study) in self.nodes(each, f"{ONTOLOGY}describes")]
        return tuple(sorted(own, key=lambda each: (self.describes_itself(each), each.value)))

    def _short(self, node: NamedNode) -> str:
        return compact(node.value, base=self._base)

    def _records(self, predicate: str, study_id: str) -> list[NamedNode]:
        quads = self._store.quads_for_pattern(None, NamedNode(predicate), Literal(study_id), None)
        found = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        return sorted((each for each in found if self.nodes(each, f"{ONTOLOGY}describes")), key=str)

    def _terms(self, node: NamedNode, predicate: str) -> Iterable[object]:
        iri = predicate if ":" in predicate else f"{ONTOLOGY}{predicate}"
        return (quad.object for quad in self._store.quads_for_pattern(node, NamedNode(iri), None, None))

    def _today(self, former: str) -> str:
        """A study of which nothing is said under the id by which it is named: by the one that it has today, if any."""
        records = self._records(f"{ONTOLOGY}formerIdentifier", former)
        studies = {study for record in records for study in self.nodes(record, f"{ONTOLOGY}describes")}
        if not studies or self._records(_IDENTIFIER, former):
            return former
        ids = sorted({each for study in studies for each in self.ids(study.value)})
        self._note(f"{former} is a former id of {' and of '.join(ids)}")
        named = [
            f"{self.label(study)} ({self._study_id(study)}, named as {former})" for study in sorted(studies, key=str)
        ]
        return "; ".join(named)

    def _study_id(self, node: NamedNode) -> str | None:
        """The id of a study; None for other nodes."""
        kind, _, last = node.value.rpartition("/")
        return unquote(last) if kind == f"{self._base}study" else None


@cache
def property_names() -> dict[str, str]:
    """IRI -> English label of every property, class and code of the ontology, in the ontology's order."""
    names = dict(_EXTERNAL)
    labels = ("http://www.w3.org/2000/01/rdf-schema#label", f"{_SKOS}prefLabel")
    for path in assets.vocabulary_files():
        for quad in pyoxigraph.parse(assets.read(path), format=pyoxigraph.RdfFormat.TURTLE):
            if quad.predicate.value in labels and isinstance(quad.subject, NamedNode):
                names[quad.subject.value] = quad.object.value if isinstance(quad.object, Literal) else ""
    return names
