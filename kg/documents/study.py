"""A study as a document: the one place that decides what the RDF says."""

from collections.abc import Iterator

from kg import properties
from kg.iris import Minter
from kg.properties import terms
from kg.record import Enrollment, Origin, Study, StudyDate

from .arms import describe_arms
from .attachments import describe_attachments
from .concepts import describe_indexing, match_of, matches_of
from .contacts import Contacts
from .design import describe_design, describe_expanded_access, describe_ipd_sharing, describe_oversight
from .eligibility import describe_eligibility
from .identifiers import describe_identifiers, describe_links, describe_related
from .node import Document, Node, SharedNodes, coded, dated, include, new_node, put, put_all, telling
from .organizations import describe_officials, describe_sponsors
from .outcomes import describe_outcomes
from .places import describe_countries, describe_sites
from .publications import describe_publications
from .registration import describe_registration
from .supers import TYPES, add_super_properties

__all__ = ["describe"]

_CLASSES = {
    "INTERVENTIONAL": "ClinicalTrial",
    "OBSERVATIONAL": "ObservationalStudy",
    "EXPANDED_ACCESS": "ExpandedAccess",
}
"""Study type -> class; any other study is a `Study`."""

_tell_texts = telling(terms(properties.TEXTS))
_tell_status = telling(terms(properties.STATUS))


def describe(study: Study, *, origin: Origin, mint: Minter, leading: bool = True, contacts: bool = False) -> Document:
    """The document of a record: of its study if the record is `leading`, else of the record alone.

    Several publishers may hold records of one study. The leading one describes the study; the same facts of any other
    stand on its own record node, so that a union of the graphs never mixes what different records say. Whom to ask is
    left out unless `contacts` is set.
    """
    study_iri, record_iri = mint.study(study.id), mint.record(study.publisher, study.id)
    record = new_node(record_iri, "RegistryRecord") | describe_registration(study, origin=origin)
    add_super_properties(record)
    facts = _facts(study, root=study_iri if leading else record_iri, mint=mint, contacts=contacts)
    if not leading:
        record["describes"] = study_iri
        include(record, facts)
        return record
    kind = _CLASSES.get(study.study_type) if isinstance(study.study_type, str) else None
    document = new_node(study_iri, kind or "Study")
    document |= facts
    document["record"] = record
    return document


def _facts(study: Study, *, root: str, mint: Minter, contacts: bool) -> Node:
    shared = SharedNodes()
    node: Node = {}
    for facts in _areas(study, root, mint, shared):
        include(node, facts)
    asked: Contacts | None = Contacts(root) if contacts else None
    if asked and study.contacts:
        node["contact"] = asked.nodes(study.contacts)
    include(node, describe_sites(study, root=root, mint=mint, shared=shared, contacts=asked))
    add_super_properties(node)
    return node


def _areas(study: Study, root: str, mint: Minter, shared: SharedNodes) -> Iterator[Node]:
    yield _texts(study)
    yield _course(study)
    yield describe_design(study)
    if study.expanded_access:
        yield describe_expanded_access(study.expanded_access, mint=mint)
    yield _conditions(study, mint, shared)
    yield describe_arms(study, root=root, mint=mint, shared=shared)
    yield describe_outcomes(study, root=root)
    if study.eligibility:
        yield {"eligibility": describe_eligibility(study.eligibility, root=root)}
    yield describe_sponsors(study, mint=mint, shared=shared)
    yield describe_officials(study, root=root, mint=mint, shared=shared)
    yield describe_countries(study, mint=mint, shared=shared)
    yield describe_identifiers(study, root=root)
    yield describe_publications(study, root=root, shared=shared)
    yield describe_links(study, root=root)
    yield describe_related(study, root=root, mint=mint)
    if study.ipd_sharing:
        yield describe_ipd_sharing(study.ipd_sharing)
    yield describe_oversight(study)
    yield describe_indexing(study, root=root, mint=mint, shared=shared)
    yield describe_attachments(study, root=root)


def _texts(study: Study) -> Node:
    node: Node = {}
    _tell_texts(node, study)
    return node


def _course(study: Study) -> Node:
    node: Node = {}
    _tell_status(node, study)
    for row in properties.STUDY_DATES:
        _date(node, row.term, getattr(study, row.attribute))
    put(node, properties.RESULTS.term, study.has_results)
    for row in properties.ENROLLMENTS:
        _enrollment(node, row.term, getattr(study, row.attribute))
    return node


def _date(node: Node, term: str, date: StudyDate | None) -> None:
    if date:
        dated(node, term, date)
        node[f"{term.removesuffix('Date')}Year"] = date.date.year


def _enrollment(node: Node, term: str, enrollment: Enrollment | None) -> None:
    if enrollment:
        node[term] = enrollment.count
        coded(node, f"{term}Type", enrollment.type)


def _conditions(study: Study, mint: Minter, shared: SharedNodes) -> Node:
    facts: Node = {}
    nodes: dict[str, Node] = {}
    matches = matches_of(study.condition_indexing)
    for name in study.conditions:
        node = shared.node(mint.condition(name), TYPES["Condition"], name=name, exactMatch=match_of(name, matches))
        nodes.setdefault(node["@id"], node)
    if nodes:
        facts["condition"] = list(nodes.values())
        put_all(facts, properties.CONDITIONS.term, study.conditions)
    put_all(facts, properties.KEYWORDS.term, study.keywords)
    return facts
