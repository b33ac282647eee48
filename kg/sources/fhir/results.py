"""Ids, publications and documents of a ResearchStudy."""

from kg.addresses import dois, pmids
from kg.record import Identifier, Reference, StudyDocument
from kg.registries import RegisteredId, registered
from kg.sources.fhir.structs import Identifier as WrittenId
from kg.sources.fhir.structs import RelatedArtifact, ResearchStudy
from kg.sources.fhir.values import codes_in, words_of
from kg.sources.fields.clean import short, speakable
from kg.sources.fields.further_ids import further_id
from kg.sources.fields.remarks import Remarks

__all__ = ["documents_of", "has_report", "identifiers_of", "identity_of", "references_of"]

_ROLES = {"result": "RESULT", "abstract": "RESULT", "literature": "BACKGROUND", "trial-protocol": "PROTOCOL"}
"""Classifier of an artifact in the profile of DRKS records -> its role."""
_PUBLISHED = frozenset({"result", "abstract", "literature"})
_PROTOCOL, _REPORT = "trial-protocol", "basic-reporting"


def identity_of(study: ResearchStudy) -> tuple[int, RegisteredId] | None:
    """The first id that a registry gave, and where it stands in the list."""
    for position, each in enumerate(study.identifier):
        known = registered(speakable(short(each.value) or ""))
        if known and known.id:
            return position, known
    return None


def identifiers_of(study: ResearchStudy, own: int) -> tuple[Identifier, ...]:
    """The other ids in order, each once."""
    listed = [(short(each.value), _domain(each)) for place, each in enumerate(study.identifier) if place != own]
    found = {value: domain for value, domain in reversed(listed) if value}
    return tuple([further_id(value, domain=domain) for value, domain in reversed(found.items())])


def _domain(written: WrittenId) -> str | None:
    return short(written.assigner.display) or words_of(written.type) or short(written.system)


def has_report(study: ResearchStudy) -> bool:
    """Whether a report of results is listed."""
    return any(_kind(each) == _REPORT for each in study.related_artifact)


def references_of(study: ResearchStudy) -> tuple[Reference, ...]:
    """The publications: what is one by its kind, or has a DOI or a PubMed id."""
    published = [each for each in study.related_artifact if _is_published(each)]
    found = [Reference(citation=_citation(each), type=_ROLES.get(_kind(each))) for each in published]
    return tuple(dict.fromkeys(each for each in found if each.citation))


def documents_of(study: ResearchStudy, remarks: Remarks) -> tuple[StudyDocument, ...]:
    """What else is listed: protocols, votes, reports."""
    found = []
    for position, each in enumerate(study.related_artifact):
        if _is_published(each):
            continue
        kind = _kind(each)
        found.append(
            StudyDocument(
                label=_label(each),
                type=kind.replace("-", "").upper() or None,
                has_protocol=True if kind == _PROTOCOL else None,
                date=remarks.date(each.document.creation, "relatedArtifact[].document.creation", position),
                filename=short(each.document.title),
                url=_address(each),
                size=each.document.size,
            )
        )
    return tuple(dict.fromkeys(each for each in found if each.label or each.filename or each.url))


def _kind(written: RelatedArtifact) -> str:
    return next((code for concept in written.classifier for code in codes_in(concept)), "")


def _label(written: RelatedArtifact) -> str | None:
    return short(written.citation) or short(written.display) or short(written.label)


def _address(written: RelatedArtifact) -> str | None:
    return short(written.document.url) or short(written.url) or short(written.resource)


def _citation(written: RelatedArtifact) -> str | None:
    return short(" ".join(filter(None, (_label(written), _address(written)))))


def _is_published(written: RelatedArtifact) -> bool:
    text = _citation(written) or ""
    return (
        _kind(written) in _PUBLISHED
        or bool(dois(text) or pmids(text))
        or (bool(written.citation) and not _kind(written))
    )
