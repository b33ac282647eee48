"""Ids, decisions, documents and results of a record of CTIS, and the trials that it names."""

from collections.abc import Iterator

from kg.record import EthicsReview, Identifier, Reference, RelatedStudy, StudyDocument, WebLink
from kg.registries import joining_form
from kg.sources.ctis.course import country_of
from kg.sources.ctis.structs import Application, CtisTrial, PartI, Posted
from kg.sources.ctis.values import code_of, date_of, stated
from kg.sources.fields.clean import short
from kg.sources.fields.further_ids import ORG_STUDY_ID, further_id
from kg.sources.fields.remarks import Remarks

__all__ = [
    "documents_of",
    "has_results",
    "history_of",
    "identifiers_of",
    "links_of",
    "references_of",
    "related_of",
    "reviews_of",
]

_PROTOCOL_CODE = "protocol code"
_PLAN = "paediatric investigation plan"
_KINDS = {
    "summary_results": "Summary of results",
    "layperson_results": "Summary of results for laypersons",
    "clinical_study_reports": "Clinical study report",
}


def identifiers_of(trial: CtisTrial, part: PartI) -> tuple[Identifier, ...]:
    """The ids in order, each once: the number with its count of resubmissions, the sponsor's code, those of others."""
    titles = part.trial_details.clinical_trial_identifiers
    numbers = titles.secondary_identifying_numbers
    plans = part.trial_details.scientific_advice_and_pip.paediatric_investigation_plan
    own = short(trial.ct_number)
    written: list[tuple[str | None, str | None]] = [
        (own if own and joining_form(own) != own else None, "CTIS"),
        (trial.eudra_ct_info.eudra_ct_code, "EudraCT"),
        (trial.authorized_application.eudra_ct.eudra_ct_code, "EudraCT"),
        (numbers.nct_number.number, None),
        (numbers.isrctn_number.number, "ISRCTN"),
        (numbers.who_universal_trial_number.number, "UTN"),
        *((each.number, short(each.other_registry_name)) for each in numbers.additional_registries),
        *((each.paediatric_investigation_number, _PLAN) for each in plans),
    ]
    code = stated(titles.short_title)
    found = [further_id(code, domain=_PROTOCOL_CODE, role=ORG_STUDY_ID)] if code else []
    found += [further_id(value, domain=domain) for text, domain in written if (value := stated(text))]
    return tuple({each.value: each for each in reversed(found)}.values())[::-1]


def reviews_of(trial: CtisTrial, remarks: Remarks) -> tuple[EthicsReview, ...]:
    """The decisions on applications; a member state decides once, its ethics committee takes part in the assessment."""
    found: dict[EthicsReview, None] = {}
    for path, place, application in _applications(trial):
        for number, each in enumerate(application.decisions):
            told = (country_of(each.msc_name), short(each.decision), _assessed(short(each.assessment_outcome)))
            review = EthicsReview(
                status=code_of("ethics-review-status", each.decision, remarks, f"{path}.decision", place, number),
                date=date_of(each.decision_date, remarks, f"{path}.decisionDate", place, number),
                reference=short(application.business_key),
                description=", ".join(each for each in told if each) or None,
            )
            found[review] = None
    return tuple(each for each in found if each != EthicsReview())


def _assessed(outcome: str | None) -> str | None:
    return f"assessment {outcome}" if outcome else None


def _applications(trial: CtisTrial) -> Iterator[tuple[str, int, Application]]:
    """The applications with their decisions. Before June 2024 the decisions stand apart, in the same order."""
    for place, each in enumerate(trial.authorized_application.application_info):
        yield "authorizedApplication.applicationInfo[].decisions[]", place, each
    are_known = len(trial.applications) == len(trial.public_evaluation)
    for place, evaluation in enumerate(trial.public_evaluation):
        key = trial.applications[place].business_key if are_known else None
        yield "publicEvaluation[].decisions[]", place, Application(business_key=key, decisions=evaluation.decisions)


def history_of(trial: CtisTrial) -> str | None:
    """The applications, which are the versions of the record: `SM-2 (substantial modification): submitted ...`."""
    applications = (*trial.authorized_application.application_info, *trial.applications)
    return "; ".join(_version(each) for each in applications if short(each.business_key)) or None


def _version(application: Application) -> str:
    kind = short(application.type or application.application_type)
    steps = [("submitted", application.submission_date), ("decided", application.decision_date)]
    told = [f"{step} {date.partition('T')[0]}" for step, date in steps if date]
    told += [each.casefold() for each in (short(application.status),) if each]
    named = f"{short(application.business_key)} ({kind.casefold()})" if kind else f"{short(application.business_key)}"
    return f"{named}: {', '.join(told)}" if told else named


def has_results(trial: CtisTrial) -> bool | None:
    """Whether results are posted; records before June 2024 say nothing of it."""
    if any(_results(trial)):
        return True
    return {"yes": True, "no": False}.get((short(trial.results_first_received) or "").casefold())


def _results(trial: CtisTrial) -> Iterator[tuple[str, str, int, Posted]]:
    for name, kind in _KINDS.items():
        for place, each in enumerate(getattr(trial.results, name)):
            yield name, kind, place, each


def documents_of(trial: CtisTrial, remarks: Remarks) -> tuple[StudyDocument, ...]:
    """The documents that are listed, and the reports of results."""
    listed = [(short(each.document_type_label), "documents[]", n, each) for n, each in enumerate(trial.documents)]
    reports = [(kind, "results[]", place, each) for _, kind, place, each in _results(trial)]
    found = [
        StudyDocument(
            label=short(each.title) or kind,
            type=kind,
            has_protocol=True if kind and kind.casefold().startswith("protocol") else None,
            uploaded=date_of(each.submission_date or each.submit_date, remarks, path, place),
        )
        for kind, path, place, each in (*listed, *reports)
    ]
    return tuple(dict.fromkeys(each for each in found if each.label))


def references_of(part: PartI, remarks: Remarks) -> tuple[Reference, ...]:
    """The publications, of which the record has PubMed ids."""
    codes = enumerate(part.trial_details.pubmed_code)
    found = [remarks.pmid(stated(text), "pubmedCode[]", place) for place, text in codes]
    return tuple([Reference(pmid=each) for each in dict.fromkeys(found) if each])


def links_of(part: PartI, remarks: Remarks) -> tuple[WebLink, ...]:
    """The pages of publications."""
    urls = enumerate(part.trial_details.pubmed_url)
    found = [remarks.url(stated(text), "pubmedUrl[]", place) for place, text in urls]
    return tuple([WebLink(url=each) for each in dict.fromkeys(found) if each])


def related_of(part: PartI) -> tuple[RelatedStudy, ...]:
    """Other trials that the record names."""
    listed = [
        (stated(each.ct_number), short(each.full_title)) for each in part.trial_details.associated_clinical_trials
    ]
    return tuple([RelatedStudy(id=id, title=title) for id, title in listed if id])
