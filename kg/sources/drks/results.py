"""Ids, publications, documents, data and related trials of a record of DRKS."""

from kg.addresses import dois, pmids
from kg.record import Identifier, IpdSharing, Reference, RelatedStudy, StudyDocument, WebLink
from kg.sources.drks.structs import DrksTrial, Publication
from kg.sources.drks.values import text_of
from kg.sources.fields.clean import short
from kg.sources.fields.further_ids import further_id
from kg.sources.fields.remarks import Remarks

__all__ = [
    "documents_of",
    "has_results",
    "identifiers_of",
    "ipd_sharing_of",
    "links_of",
    "references_of",
    "related_of",
    "summary_of",
]

_ROLES = {"RESULT": "RESULT", "ABSTRACT": "RESULT", "LITERATURE": "BACKGROUND", "TRIALPROTOCOL": "PROTOCOL"}
"""Type of a publication -> its role."""
_ALWAYS_PUBLISHED = frozenset({"RESULT", "ABSTRACT", "LITERATURE"})
_PROTOCOL, _BASIC_REPORT = "TRIALPROTOCOL", "BASICREPORTING"


def identifiers_of(trial: DrksTrial) -> tuple[Identifier, ...]:
    """The ids in order, each once."""
    ids = trial.secondary_ids
    written = [
        (ids.eudra_ct_number, "EudraCT"),
        (ids.universal_trial_number, "UTN"),
        (ids.eudamed_number, "EUDAMED"),
        (ids.other_primary_register_id, short(ids.other_primary_register_name)),
        *[(each.value, short(each.description)) for each in trial.other_secondary_ids],
    ]
    found = {value: domain for text, domain in reversed(written) if (value := short(text))}
    return tuple([further_id(value, domain=domain) for value, domain in reversed(found.items())])


def has_results(trial: DrksTrial) -> bool:
    """Whether results are posted with the record: a summary, a basic report, or the day on which they were."""
    results = trial.trial_results
    told = text_of(results.trial_results_descriptions, "brief_summary_of_results_description")
    reported = any(each.type == _BASIC_REPORT for each in results.publications)
    return bool(results.first_result_publication or told or reported)


def summary_of(trial: DrksTrial, remarks: Remarks) -> str | None:
    """The results in short."""
    texts = trial.trial_results.trial_results_descriptions
    return remarks.long(text_of(texts, "brief_summary_of_results_description"))


def references_of(trial: DrksTrial) -> tuple[Reference, ...]:
    """The publications: what is one by its type, or has a DOI or a PubMed id."""
    published = [each for each in trial.trial_results.publications if _is_published(each)]
    found = [Reference(citation=_citation(each), type=_ROLES.get(each.type or "")) for each in published]
    return tuple(dict.fromkeys(each for each in found if each.citation))


def documents_of(trial: DrksTrial) -> tuple[StudyDocument, ...]:
    """What else is listed among the publications: protocols, votes, reports."""
    found = [
        StudyDocument(
            label=short(each.description),
            type=short(each.type),
            has_protocol=True if each.type == _PROTOCOL else None,
            filename=short(each.document.name),
            url=short(each.link),
        )
        for each in trial.trial_results.publications
        if not _is_published(each)
    ]
    return tuple(dict.fromkeys(each for each in found if each.label or each.filename or each.url))


def links_of(trial: DrksTrial, remarks: Remarks) -> tuple[WebLink, ...]:
    """The page of the study."""
    address = remarks.url(trial.url, "url")
    return (WebLink(url=address, label="Study website"),) if address else ()


def ipd_sharing_of(trial: DrksTrial, remarks: Remarks) -> IpdSharing | None:
    """The plan for sharing individual participant data."""
    results = trial.trial_results
    plan = {True: "YES", False: "NO", None: None}[results.ipd_sharing_plan]
    description = remarks.long(text_of(results.trial_results_descriptions, "ipd_sharing_plan_description"))
    return IpdSharing(statement=plan, description=description) if plan or description else None


def related_of(trial: DrksTrial) -> tuple[RelatedStudy, ...]:
    """Other trials of the register that the record names."""
    listed = [(short(each.drks_id), short(each.description)) for each in trial.trial_results.related_drks_trials]
    return tuple([RelatedStudy(id=id, title=title) for id, title in listed if id])


def _is_published(written: Publication) -> bool:
    text = _citation(written) or ""
    return written.type in _ALWAYS_PUBLISHED or bool(dois(text) or pmids(text))


def _citation(written: Publication) -> str | None:
    return short(" ".join(filter(None, (written.description, written.link))))
