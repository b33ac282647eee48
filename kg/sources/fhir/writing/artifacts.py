"""Ids, publications, web pages and documents of a study, and the votes of committees."""

from kg.iris import pmid_iri
from kg.record import EthicsReview, Identifier, Reference, Study, StudyDocument, WebLink
from kg.registries import PUBLISHERS
from kg.sources.fhir.results import ANALYSIS_PLAN, CONSENT_FORM, WEB_PAGE
from kg.sources.fhir.spellings import PROFILE, own_system
from kg.sources.fhir.writing.elements import Element, coding_of, date_of, of_system, present

__all__ = ["artifacts_of", "identifiers_of", "plan_of", "votes_of"]

_PAGES = {each.notation: each.page.rstrip("/") for each in PUBLISHERS}
_EXTENSIONS = f"{PROFILE}StructureDefinition/"
_PLANS = {"YES": True, "NO": False}


def identifiers_of(study: Study) -> list[Element]:
    """The id of the registry, the others, the former ones."""
    own = present({"use": "official", "system": _PAGES.get(study.publisher), "value": study.id})
    former: list[Element] = [{"use": "old", "value": each} for each in study.aliases]
    return [own, *map(_identifier, study.identifiers), *former]


def _identifier(written: Identifier) -> Element:
    lists = (("identifier-type", written.type), ("identifier-role", written.role))
    codings = [{"system": own_system(name), "code": code} for name, code in lists if isinstance(code, str)]
    return present(
        {
            "use": "secondary",
            "type": {"coding": codings} if codings else None,
            "value": written.value,
            "assigner": {"display": written.domain} if written.domain else None,
        }
    )


def artifacts_of(study: Study) -> list[Element]:
    """Publications, web pages, documents."""
    return [
        *map(_publication, study.references),
        *map(_page, study.links),
        *map(_document, study.documents),
    ]


def _publication(written: Reference) -> Element:
    role = written.type
    return present(
        {
            "type": "citation",
            "classifier": [{"coding": [coding_of("publication-role", role)]}] if isinstance(role, str) else None,
            "citation": written.citation,
            "document": {"url": pmid_iri(written.pmid)} if written.pmid else None,
        }
    )


def _page(written: WebLink) -> Element:
    return present(
        {
            "type": "documentation",
            "classifier": [of_system("artifact", WEB_PAGE, "Web page")],
            "label": written.label,
            "document": {"url": written.url},
        }
    )


def _document(written: StudyDocument) -> Element:
    kinds: list[Element] = [{"text": written.type}] if written.type else []
    kinds += [of_system("artifact", "protocol", "Protocol")] if written.has_protocol else []
    kinds += [{"text": ANALYSIS_PLAN}] if written.has_analysis_plan else []
    kinds += [{"text": CONSENT_FORM}] if written.has_consent_form else []
    document = {
        "url": written.url,
        "size": None if written.size is None else str(written.size),
        "title": written.filename,
        "creation": date_of(written.date),
    }
    return present(
        {
            "type": "documentation",
            "classifier": kinds,
            "label": written.label,
            "document": present(document),
        }
    )


def votes_of(study: Study) -> list[Element]:
    """What each committee said, in the extension that the profile of DRKS records has for it."""
    return [each for each in map(_vote, study.ethics_reviews) if each]


def _vote(review: EthicsReview) -> Element:
    parts: list[Element] = []
    if review.reference:
        parts.append({"url": "number", "valueString": review.reference})
    if isinstance(review.status, str):
        parts.append({"url": "vote", "valueCoding": coding_of("ethics-review-status", review.status)})
    if review.date:
        parts.append({"url": "dateOfVote", "valueDate": date_of(review.date)})
    return {"url": f"{_EXTENSIONS}drks-ethics-committee", "extension": parts} if parts else {}


def plan_of(study: Study) -> list[Element]:
    """Whether data of participants are to be shared, in the extension of that profile."""
    statement = study.ipd_sharing.statement if study.ipd_sharing else None
    flag = _PLANS.get(statement) if isinstance(statement, str) else None
    if flag is None:
        return []
    return [
        {
            "url": f"{_EXTENSIONS}drks-trial-result",
            "extension": [{"url": "ipd-sharing-plan", "valueBoolean": flag}],
        }
    ]
