"""Publications, and how a study is tied to each."""

import re
from typing import NamedTuple

from kg.addresses import dois, pmid, pmids
from kg.iris import pmid_iri
from kg.rdf.encoders import TYPE, class_term, code, iri_term, number, predicate, text
from kg.record import Reference, Study, Uncoded

from .draft import Draft
from .keyed_parts import Different, different, keys_of, unknown_code
from .shared_nodes import Paper, SharedNodes

__all__ = ["tell_publications"]

_DIRECT = {
    "RESULT": "resultsPublication",
    "BACKGROUND": "backgroundPublication",
    "DERIVED": "derivedPublication",
}
"""Role -> the direct property from the study; any other role has `publication`."""

_NOTICES = re.compile(
    r"(?<=[.;:)\]] )(?:erratum|errata|(?:partial )?retraction|(?:corrected|retracted) and republished|republished"
    r"|comment|update|expression of concern|original report|reprint(?:ed)?|summary(?: for patients)?|preprint"
    r"|dataset (?:described|use reported)|associated (?:dataset|publication)) (?:in|of|on|for|from)\s?:",
    re.IGNORECASE,
)
"""The labels of PubMed behind which other papers stand: `Erratum In: PLoS One. 2015 May 11;10(5):e0128392.`."""
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")

_PUBLICATION, _LINK = class_term("fabio:Expression"), class_term("PublicationLink")
_CITED, _CITATION, _ROLE = predicate("citedPublication"), predicate("citation"), predicate("publicationRole")
_EVIDENCE, _POSITION = predicate("linkEvidence"), predicate("position")
_LABEL, _RETRACTED = predicate("prefLabel"), predicate("retractedBy")
_NOTICE, _SOURCE = predicate("retractionNotice"), predicate("retractionSource")
_INDEXED, _STATED = code("linkEvidence", "INDEXED"), code("linkEvidence", "CITED")


class _Cited(NamedTuple):
    reference: Reference
    dois: tuple[str, ...]
    pmids: tuple[str, ...]
    """The registry's own, else those that the citation names."""
    is_stated: bool
    """Whether it is the registry's own."""

    @property
    def role(self) -> str:
        return self.reference.type if isinstance(self.reference.type, str) else "UNSPECIFIED"

    @property
    def identity(self) -> str:
        """Its ids and its role: the registry writes citations anew from time to time."""
        return "\x1f".join((" ".join(self.pmids or self.dois) or self.reference.citation or "", self.role))

    @property
    def notices(self) -> tuple[tuple[str | None, str | None], ...]:
        """PubMed id and citation of each notice that retracts it."""
        stated = [(pmid(each.pmid) if each.pmid else None, each.source) for each in self.reference.retractions]
        return tuple(dict.fromkeys(stated))


def tell_publications(study: Study, draft: Draft, shared: SharedNodes) -> None:
    """The publications of a study: a link node for each citation, and the direct properties by role."""
    if not study.references:
        return
    read = {reference: _cited(reference) for reference in study.references}
    identities = [read[reference].identity for reference in study.references]
    keys = keys_of(identities)
    each = Different(list(study.references), keys, list(range(1, len(keys) + 1)))
    if len(set(keys)) < len(keys):
        each = different(study.references, identities)
    by_term: dict[str, dict[bytes, None]] = {}
    links: list[bytes] = []
    for reference, key, position in zip(*each, strict=True):
        cited = read[reference]
        nodes = dict.fromkeys(_publications(cited, key, draft, shared))
        by_term.setdefault(_DIRECT.get(cited.role, "publication"), {}).update(nodes)
        links.append(b"%b/publication-link/%b>" % (draft.root, key))
        _tell_link(cited, nodes, links[-1], position, draft)
    for term, nodes in by_term.items():
        draft.link(term, nodes)
    draft.link("publicationLink", links)


def _cited(reference: Reference) -> _Cited:
    citation = _of_the_paper(reference.citation or "")
    stated = pmid(reference.pmid) if reference.pmid else None
    return _Cited(reference, dois(citation), (stated,) if stated else pmids(citation), stated is not None)


def _of_the_paper(citation: str) -> str:
    """What a citation says of the paper itself, without other papers that PubMed lists behind it.

    Before a year has been said the label is part of a title: `Doe J. Comment on: ...`.
    """
    found = _NOTICES.search(citation)
    return citation[: found.start()] if found and _YEAR.search(citation, 0, found.start()) else citation


def _publications(cited: _Cited, key: bytes, draft: Draft, shared: SharedNodes) -> list[bytes]:
    """The node of each DOI; one PubMed id beside one DOI is the same paper, beside several it is one of its own.

    What the record says of a paper is said only where the citation is that of one paper.
    """
    doi, number = next(iter(cited.dois), None), next(iter(cited.pmids), None)
    if len(cited.dois) < 2 and len(cited.pmids) < 2:
        papers = [Paper(doi, number, cited.reference.citation, cited.notices)] if doi or number else []
    else:
        papers = [Paper(each, None) for each in cited.dois]
        papers += [Paper(None, each, None, cited.notices if cited.is_stated else ()) for each in cited.pmids]
    if not papers:
        return [_own(cited, key, draft, shared)]
    nodes = [shared.paper[each] for each in papers]
    draft.shared |= {node.said: node for node in nodes}
    return [node.term for node in nodes]


def _own(cited: _Cited, key: bytes, draft: Draft, shared: SharedNodes) -> bytes:
    """A publication without DOI and PubMed id is the record's own."""
    node = b"%b/publication/%b>" % (draft.root, key)
    lead, out, citation = draft.node(node), draft.parts, cited.reference.citation
    out += (lead, TYPE, _PUBLICATION)
    if citation is not None:
        out += (lead, _CITATION, text(citation), lead, _LABEL, text(citation))
    for notice, source in cited.notices:
        if notice:
            retracting = shared.paper[Paper(None, notice, source)]
            draft.shared[retracting.said] = retracting
            out += (lead, _RETRACTED, retracting.term)
        elif source:
            out += (lead, _SOURCE, text(source))
    return node


def _tell_link(cited: _Cited, nodes: dict[bytes, None], link: bytes, position: int, draft: Draft) -> None:
    reference, role = cited.reference, cited.role
    lead, out = draft.part(link, _LINK), draft.parts
    for node in nodes:
        out += (lead, _CITED, node)
    if reference.citation is not None:
        out += (lead, _CITATION, text(reference.citation))
    out += (lead, _ROLE, code("publicationRole", role))
    if isinstance(reference.type, Uncoded):
        out += (lead, predicate("codeText"), text(unknown_code("publicationRole", reference.type)))
    out += (lead, _EVIDENCE, _INDEXED if role == "DERIVED" else _STATED)
    notices = cited.notices
    for source in dict.fromkeys(source for _, source in notices if source):
        out += (lead, _SOURCE, text(source))
    for notice in dict.fromkeys(notice for notice, _ in notices if notice):
        out += (lead, _NOTICE, iri_term(pmid_iri(notice)))
    out += (lead, _POSITION, number(position))
