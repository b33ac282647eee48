"""Ids, publications and documents of a ResearchStudy."""

from kg.addresses import dois, pmid, pmids, url
from kg.record import Identifier, Reference, StudyDocument, WebLink
from kg.registries import RegisteredId, registered
from kg.sources.fhir.structs import Identifier as WrittenId
from kg.sources.fhir.structs import RelatedArtifact, ResearchStudy
from kg.sources.fhir.values import codes_in, own_codes, words_of
from kg.sources.fields.clean import short, speakable
from kg.sources.fields.further_ids import further_id
from kg.sources.fields.remarks import Remarks

__all__ = [
    "ANALYSIS_PLAN",
    "CONSENT_FORM",
    "WEB_PAGE",
    "aliases_of",
    "documents_of",
    "has_report",
    "identifiers_of",
    "identity_of",
    "links_of",
    "references_of",
]

_ROLES = {"result": "RESULT", "abstract": "RESULT", "literature": "BACKGROUND", "trial-protocol": "PROTOCOL"}
"""Classifier of an artifact in the profile of DRKS records -> its role."""
_PUBLISHED = frozenset({"result", "abstract", "literature"})
_PROTOCOLS, _REPORT = frozenset({"trial-protocol", "protocol"}), "basic-reporting"
_DOCUMENT = "documentation"
"""The type of an artifact that is no publication."""
WEB_PAGE, ANALYSIS_PLAN, CONSENT_FORM = "webpage", "Statistical analysis plan", "Informed consent form"
"""Classifiers of artifacts besides those of the profile."""
_PUBMED = "https://pubmed.ncbi.nlm.nih.gov/"
_FORMER = "old"


def identity_of(study: ResearchStudy) -> tuple[int, RegisteredId] | None:
    """The first id that a registry gave, and where it stands in the list."""
    for position, each in enumerate(study.identifier):
        known = registered(speakable(short(each.value) or ""))
        if known and known.id:
            return position, known
    return None


def identifiers_of(study: ResearchStudy, own: int) -> tuple[Identifier, ...]:
    """The other ids in order; each once, if it does not say by our own codes what it is."""
    others = [each for place, each in enumerate(study.identifier) if place != own and each.use != _FORMER]
    found: dict[int | str, Identifier] = {}
    for position, each in enumerate(others):
        if value := short(each.value):
            coded = _coded(each, value)
            found.setdefault(position if coded else value, coded or _told(each, value))
    return tuple(found.values())


def _coded(written: WrittenId, value: str) -> Identifier | None:
    """An id that says what it is by our own codes."""
    kinds, roles = own_codes("identifier-type", written.type), own_codes("identifier-role", written.type)
    if not kinds and not roles:
        return None
    return Identifier(
        value=value,
        type=next(iter(kinds), None),
        domain=short(written.assigner.display),
        role=next(iter(roles), None),
    )


def _told(written: WrittenId, value: str) -> Identifier:
    domain = short(written.assigner.display) or words_of(written.type) or short(written.system)
    return further_id(value, domain=domain)


def aliases_of(study: ResearchStudy) -> tuple[str, ...]:
    """The former ids of the study."""
    return tuple([value for each in study.identifier if each.use == _FORMER and (value := short(each.value))])


def has_report(study: ResearchStudy) -> bool:
    """Whether a report of results is listed."""
    return any(_kind(each) == _REPORT for each in study.related_artifact)


def references_of(study: ResearchStudy) -> tuple[Reference, ...]:
    """The publications: what is one by its kind, or has a DOI or a PubMed id."""
    published = [each for each in study.related_artifact if _is_published(each)]
    return tuple(dict.fromkeys(each for each in map(_reference, published) if each.citation or each.pmid))


def _reference(written: RelatedArtifact) -> Reference:
    role = next((code for each in written.classifier for code in own_codes("publication-role", each)), None)
    role, address = role or _ROLES.get(_kind(written)), _address(written) or ""
    if address.startswith(_PUBMED) and (number := pmid(address)):
        return Reference(citation=_label(written), pmid=number, type=role)
    return Reference(citation=_citation(written), type=role)


def links_of(study: ResearchStudy) -> tuple[WebLink, ...]:
    """The web pages."""
    pages = [each for each in study.related_artifact if _kind(each) == WEB_PAGE]
    found = [(url(_address(each) or ""), _label(each)) for each in pages]
    return tuple([WebLink(url=address, label=label) for address, label in found if address])


def documents_of(study: ResearchStudy, remarks: Remarks) -> tuple[StudyDocument, ...]:
    """What else is listed: protocols, votes, reports."""
    found = []
    for position, each in enumerate(study.related_artifact):
        if _is_published(each) or (kind := _kind(each)) == WEB_PAGE:
            continue
        told = {text for concept in each.classifier if (text := short(concept.text))}
        found.append(
            StudyDocument(
                label=_label(each),
                type=_type(each, kind),
                has_protocol=True if kind in _PROTOCOLS else None,
                has_analysis_plan=True if ANALYSIS_PLAN in told else None,
                has_consent_form=True if CONSENT_FORM in told else None,
                date=remarks.date(each.document.creation, "relatedArtifact[].document.creation", position),
                filename=short(each.document.title),
                url=_address(each),
                size=each.document.size,
            )
        )
    return tuple(dict.fromkeys(each for each in found if each.label or each.filename or each.url))


def _type(written: RelatedArtifact, kind: str) -> str | None:
    """What the first classifier calls it, if it is no code; else the code, as the register writes it."""
    first = next(iter(written.classifier), None)
    if first and not first.coding:
        return short(first.text) if short(first.text) not in {ANALYSIS_PLAN, CONSENT_FORM} else None
    return None if kind == "protocol" else kind.replace("-", "").upper() or None


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
    if written.type == _DOCUMENT:
        return _kind(written) in _PUBLISHED
    return (
        _kind(written) in _PUBLISHED
        or any(own_codes("publication-role", each) for each in written.classifier)
        or bool(dois(text) or pmids(text))
        or (bool(written.citation) and not _kind(written))
    )
