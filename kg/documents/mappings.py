"""Matches: what is inferred of a node, with its evidence."""

from typing import NamedTuple

from kg.iris import Minter

from .node import Node, new_node, put

__all__ = ["Mapping", "describe_mapping"]

_DIRECT = {
    "http://www.w3.org/2004/02/skos/core#exactMatch": "exactMatch",
    "http://www.w3.org/2004/02/skos/core#closeMatch": "closeMatch",
    "http://www.w3.org/2004/02/skos/core#broadMatch": "broadMatch",
    "https://w3id.org/kgbuild/ontology#inferredCondition": "inferredCondition",
}
"""Predicate of a match -> the term that ties the two directly."""


class Mapping(NamedTuple):
    """A match in the columns of SSSOM; the subject is relative, as it is minted."""

    subject: str
    predicate: str
    target: str
    justification: str
    method: str
    confidence: str
    subject_label: str | None = None
    object_label: str | None = None
    match_string: str | None = None
    source: str | None = None
    candidates: int = 1
    author: str | None = None


def describe_mapping(mapping: Mapping, *, mint: Minter) -> tuple[Node, Node]:
    """The node of a match, and the node of its subject with the direct link."""
    node = new_node(mint.mapping(*mapping[:4]), "Mapping")
    node["mappingSubject"] = mapping.subject
    node["mappingPredicate"] = mapping.predicate
    node["mappingObject"] = mapping.target
    node["mappingJustification"] = mapping.justification
    node["mappingMethod"] = mapping.method
    node["mappingConfidence"] = mapping.confidence
    put(node, "mappingSubjectLabel", mapping.subject_label)
    put(node, "mappingObjectLabel", mapping.object_label)
    put(node, "mappingMatchString", mapping.match_string)
    put(node, "mappingSource", mapping.source)
    put(node, "mappingCandidates", mapping.candidates if mapping.candidates > 1 else None)
    put(node, "mappingAuthorName", mapping.author)
    return node, {"@id": mapping.subject, _DIRECT[mapping.predicate]: mapping.target}
