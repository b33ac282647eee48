"""Publications, and how a study is tied to each."""

from typing import NamedTuple

from kg.addresses import dois, pmid, pmids
from kg.iris import doi_iri, pmid_iri
from kg.record import Reference, Study

from .keyed_parts import keyed
from .node import Node, SharedNodes, coded, new_node, put, put_all

__all__ = ["describe_publications"]

_PUBLICATION = ("fabio:Expression",)
_DIRECT = {
    "RESULT": "resultsPublication",
    "BACKGROUND": "backgroundPublication",
    "DERIVED": "derivedPublication",
}
"""Role -> the direct property from the study; any other role has `publication`."""


class _Cited(NamedTuple):
    reference: Reference
    dois: tuple[str, ...]
    pmids: tuple[str, ...]
    """The registry's own, else those that the citation names."""

    @property
    def role(self) -> str:
        return self.reference.type if isinstance(self.reference.type, str) else "UNSPECIFIED"

    @property
    def identity(self) -> tuple[str | None, ...]:
        return self.reference.citation, " ".join(self.dois), " ".join(self.pmids), self.role


def describe_publications(study: Study, *, root: str, shared: SharedNodes) -> Node:
    """The publication terms of a study: a link node for each citation, and the direct properties by role."""
    facts: Node = {}
    links: list[Node] = []
    by_term: dict[str, dict[str, Node]] = {}
    read = {reference: _cited(reference) for reference in study.references}
    for each in keyed(study.references, lambda reference: read[reference].identity):
        cited = read[each.part]
        publications = _publications(cited, each.key, root, shared)
        term = by_term.setdefault(_DIRECT.get(cited.role, "publication"), {})
        for publication in publications:
            term.setdefault(publication["@id"], publication)
        iris = [publication["@id"] for publication in publications]
        links.append(_link(cited, iris, f"{root}/publication-link/{each.key}", each.position))
    for name, nodes in by_term.items():
        facts[name] = list(nodes.values())
    if links:
        facts["publicationLink"] = links
    return facts


def _cited(reference: Reference) -> _Cited:
    citation = reference.citation or ""
    stated = pmid(reference.pmid) if reference.pmid else None
    return _Cited(reference, dois(citation), (stated,) if stated else pmids(citation))


def _publications(cited: _Cited, part_key: str, root: str, shared: SharedNodes) -> list[Node]:
    """One node for each DOI; one PubMed id beside one DOI is the same paper, beside several it is one of its own."""
    if len(cited.dois) == 1 and len(cited.pmids) < 2:
        doi, number = cited.dois[0], next(iter(cited.pmids), None)
        match = pmid_iri(number) if number else None
        return [shared.node(doi_iri(doi), _PUBLICATION, doi=doi, pmid=number, exactMatch=match)]
    nodes = [shared.node(doi_iri(doi), _PUBLICATION, doi=doi) for doi in cited.dois]
    nodes += [shared.node(pmid_iri(number), _PUBLICATION, pmid=number) for number in cited.pmids]
    if nodes:
        return nodes
    owned: Node = {"@id": f"{root}/publication/{part_key}", "@type": list(_PUBLICATION)}
    put(owned, "citation", cited.reference.citation)
    return [owned]


def _link(cited: _Cited, iris: list[str], iri: str, position: int) -> Node:
    reference = cited.reference
    node = new_node(iri, "PublicationLink")
    put_all(node, "citedPublication", iris)
    put(node, "citation", reference.citation)
    node["publicationRole"] = cited.role
    if reference.type is not None and not isinstance(reference.type, str):
        coded(node, "publicationRole", cited.role, reference.type)
    node["linkEvidence"] = "INDEXED" if cited.role == "DERIVED" else "CITED"
    notices = [pmid(each.pmid) for each in reference.retractions if each.pmid]
    put_all(node, "retractionSource", [each.source for each in reference.retractions if each.source])
    put_all(node, "retractionNotice", [pmid_iri(notice) for notice in notices if notice])
    node["position"] = position
    return node
