"""Where each field of a record stands in a ResearchStudy, and which have no place there."""

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["HELD", "Held"]


class Held(NamedTuple):
    """What becomes of a field."""

    where: str | None
    """The element of FHIR; None for a field that is not held."""
    limit: str | None = None
    """What of it is held, or why it is not."""


def _at(where: str, limit: str | None = None) -> Held:
    return Held(where, limit)


def _lost(reason: str) -> Held:
    return Held(None, reason)


_NONE = "FHIR has no element for it"
_REGISTRY = "what one registry says of its own work"
_INDEX = "the index of the registry; terms of MeSH and codes of catalogues are kept"
_ACTIVITY = "extension researchStudy-studyRegistration"
_KIND = "ACTUAL and ESTIMATED"
_NAME = "contained Organization.name"
_OWN = "by a code of our own list where FHIR has none"


def _posted(name: str, activity: str) -> dict[str, Held]:
    return {
        f"registration.{name}.date": _at(f"{_ACTIVITY}: {activity}"),
        f"registration.{name}.type": _at(f"{_ACTIVITY}: actual", _KIND),
    }


def _outcomes(name: str, kind: str) -> dict[str, Held]:
    return {
        f"{name}[].measure": _at("outcomeMeasure.name", kind),
        f"{name}[].time_frame": _at("contained EvidenceVariable.characteristic.timeFromEvent.description"),
        f"{name}[].description": _at("outcomeMeasure.description"),
        f"{name}[].safety_issue": _lost(_NONE),
    }


def _organization(name: str, role: str) -> dict[str, Held]:
    return {
        f"{name}.name": _at(_NAME, f"associatedParty.role {role}"),
        f"{name}.type": _at("associatedParty.classifier", _OWN),
        f"{name}.matches[]": _at("contained Organization.identifier"),
    }


HELD: Mapping[str, Held] = {
    "id": _at("identifier.value", "use official; read where it has the form of a registry's ids"),
    "publisher": _at("identifier.system", "read from the form of the id: of a portal's record its registry"),
    "record": _lost("a publisher's several records of one study are resources of one identifier"),
    # The record
    "registration.source_registry": _lost("read from the form of the id"),
    "registration.first_submitted": _at(f"{_ACTIVITY}: registration-submission"),
    "registration.first_submitted_qc": _at(f"{_ACTIVITY}: registration-submission-qc"),
    **_posted("first_posted", "registration-posting"),
    "registration.last_update_submitted": _at(f"{_ACTIVITY}: update-submission"),
    **_posted("last_update_posted", "update-posting"),
    "registration.updated": _at("date", "without the time of the day"),
    "registration.verified": _at(f"{_ACTIVITY}: record-verification"),
    "registration.results_first_submitted": _at(f"{_ACTIVITY}: results-submission"),
    "registration.results_first_submitted_qc": _at(f"{_ACTIVITY}: results-submission-qc"),
    **_posted("results_first_posted", "results-posting"),
    "registration.disposition_first_submitted": _at(f"{_ACTIVITY}: disposition-submission"),
    "registration.disposition_first_submitted_qc": _at(f"{_ACTIVITY}: disposition-submission-qc"),
    **_posted("disposition_first_posted", "disposition-posting"),
    **{
        f"registration.{name}": _lost(_REGISTRY)
        for name in (
            *("primary_outcomes_submitted", "secondary_outcomes_submitted", "other_outcomes_submitted"),
            *("original_primary_outcomes_submitted", "original_secondary_outcomes_submitted"),
            *("original_other_outcomes_submitted", "enrollment_submitted", "original_enrollment_submitted"),
            *("information_provider", "verified_by", "prs_account", "prs_account_type", "change_history"),
            *("not_provided[]", "not_supported[]", "version", "retrieved", "delayed_posting", "results_waived"),
            *("results_expected", "results_comments_first_posted.**", "commented_releases[]"),
            *("unposted_responsible_party", "responsible_party.**"),
        )
    },
    "identifiers[].value": _at("identifier.value", "use secondary"),
    "identifiers[].type": _at("identifier.type", "by a code of our own list; else read from the form of the id"),
    "identifiers[].domain": _at("identifier.assigner.display"),
    "identifiers[].link": _lost(_NONE),
    "identifiers[].role": _at("identifier.type", "by a code of our own list"),
    "aliases[]": _at("identifier.value", "use old"),
    # The study
    "title": _at("title"),
    "official_title": _at("label.value", "label.type scientific"),
    "translated_titles[]": _lost("the record does not say in which language each is"),
    "acronym": _at("label.value", "label.type acronym"),
    "brief_summary": _at("descriptionSummary"),
    "detailed_description": _at("description"),
    "status": _at("progressStatus.state", _OWN),
    "last_known_status": _lost("a state that the study may not have any more"),
    "why_stopped": _at("whyStopped.text"),
    "start.date": _at("period.start", "and progressStatus overall-study"),
    "start.type": _at("progressStatus.actual", _KIND),
    "recruitment_end.date": _at("progressStatus.period.end", "state recruiting"),
    "recruitment_end.type": _at("progressStatus.actual", _KIND),
    "primary_completion.date": _at(f"{_ACTIVITY}: primary-outcome-data-collection"),
    "primary_completion.type": _at(f"{_ACTIVITY}: actual", _KIND),
    "completion.date": _at("period.end", "and progressStatus overall-study"),
    "completion.type": _at("progressStatus.actual", _KIND),
    "has_results": _at("result.display", "where there are some; that there are none is not said"),
    "results_summary": _lost(_NONE),
    "study_type": _at("studyDesign", _OWN),
    "phases[]": _at("phase", f"several in one; {_OWN}"),
    "design.allocation": _at("studyDesign", _OWN),
    "design.intervention_model": _at("studyDesign", _OWN),
    "design.intervention_model_description": _lost(_NONE),
    "design.primary_purpose": _at("primaryPurposeType", _OWN),
    "design.purposes[]": _at("studyDesign", _OWN),
    "design.control_types[]": _at("studyDesign", _OWN),
    "design.masking": _at("studyDesign", _OWN),
    "design.masking_description": _lost(_NONE),
    "design.who_masked[]": _at("studyDesign", _OWN),
    "design.observational_model": _at("studyDesign", _OWN),
    "design.time_perspective": _at("studyDesign", _OWN),
    "design.target_duration": _lost(_NONE),
    "design.patient_registry": _lost(_NONE),
    "design.biospecimens.retention": _at("studyDesign", _OWN),
    "design.biospecimens.description": _lost(_NONE),
    "design.endpoint_classification": _lost(_NONE),
    "enrollment.count": _at("recruitment", "actualNumber or targetNumber, if it is said which; no other is written"),
    "enrollment.type": _at("recruitment", "actualNumber or targetNumber"),
    "original_enrollment.**": _lost(_REGISTRY),
    "target_enrollment": _at("recruitment.targetNumber", "beside an actual number"),
    "expanded_access.**": _lost(_NONE),
    "conditions[]": _at("condition.text"),
    "keywords[]": _at("keyword.text"),
    "condition_indexing.concepts[].id": _at("condition.coding.code", "of MeSH, without text"),
    "condition_indexing.concepts[].term": _at("condition.coding.display"),
    "condition_indexing.leaves[].id": _at("condition.coding", "of a catalogue of diseases, for a name of a condition"),
    "condition_indexing.leaves[].name": _at("condition.text", "of a catalogue of diseases"),
    "condition_indexing.leaves[].found": _lost(_INDEX),
    "condition_indexing.leaves[].relevance": _lost(_INDEX),
    "condition_indexing.ancestors[].**": _lost(_INDEX),
    "condition_indexing.branches[].**": _lost(_INDEX),
    "intervention_indexing.concepts[].id": _at("focus.concept.coding.code", "of MeSH"),
    "intervention_indexing.concepts[].term": _at("focus.concept.coding.display"),
    "intervention_indexing.leaves[].**": _lost(_INDEX),
    "intervention_indexing.ancestors[].**": _lost(_INDEX),
    "intervention_indexing.branches[].**": _lost(_INDEX),
    "arms[].label": _at("comparisonGroup.name"),
    "arms[].type": _at("comparisonGroup.type", _OWN),
    "arms[].description": _at("comparisonGroup.description"),
    "arms[].interventions[]": _at("comparisonGroup.intendedExposure.display"),
    "interventions[].name": _at("contained EvidenceVariable.title", "to which focus refers"),
    "interventions[].type": _at("contained EvidenceVariable.characteristic", "Intervention type, by our own list"),
    "interventions[].description": _at("contained EvidenceVariable.description"),
    "interventions[].other_names[]": _at("contained EvidenceVariable.characteristic", "Other name"),
    "interventions[].arm_labels[]": _at(
        "comparisonGroup.intendedExposure.reference", "of arms that are listed, in their order"
    ),
    **_outcomes("primary_outcomes", "type primary"),
    **_outcomes("secondary_outcomes", "type secondary"),
    **_outcomes("other_outcomes", "type exploratory"),
    **_outcomes("unspecified_outcomes", "without a type"),
    **{
        f"original_{kind}_outcomes[].**": _lost("an earlier version of the record")
        for kind in ("primary", "secondary", "other")
    },
    # Who takes part
    "eligibility.criteria": _at("contained Group.description"),
    "eligibility.listed_criteria[].text": _at("contained Group.characteristic", "one with those below it, with a side"),
    "eligibility.listed_criteria[].side": _at("contained Group.characteristic.exclude"),
    "eligibility.listed_criteria[].within": _at("contained Group.description", "read from the text again"),
    "eligibility.listed_criteria[].combination": _at("contained Group.description", "read from the text again"),
    "eligibility.listed_criteria[].applies_to": _at("contained Group.description", "read from the text again"),
    "eligibility.minimum_age": _at("contained Group.characteristic.valueRange.low", "a number with a unit"),
    "eligibility.maximum_age": _at("contained Group.characteristic.valueRange.high", "a number with a unit"),
    "eligibility.sex": _at("contained Group.characteristic", f"LOINC 76691-5; {_OWN}"),
    "eligibility.gender_based": _at("contained Group.characteristic", "Gender based"),
    "eligibility.gender_description": _at("contained Group.characteristic", "Gender description"),
    "eligibility.healthy_volunteers": _at("contained Group.characteristic", "healthyVolunteers of the DRKS profile"),
    "eligibility.age_groups[]": _lost("follows from the limits of age"),
    "eligibility.study_population": _at("contained Group.characteristic", "Study population"),
    "eligibility.sampling_method": _at("studyDesign", _OWN),
    "eligibility.predicted_minimum_bmi": _lost(_REGISTRY),
    "eligibility.predicted_maximum_bmi": _lost(_REGISTRY),
    # Who stands behind it
    **_organization("lead_sponsor", "lead-sponsor"),
    **_organization("collaborators[]", "collaborator"),
    **_organization("funders[]", "funding-source"),
    "funder_classes[]": _lost("classes that belong to no organization"),
    "officials[].name": _at("contained Practitioner.name.text"),
    "officials[].role": _at("associatedParty.role", _OWN),
    "officials[].degree": _at("contained Practitioner.name.text", "read from the name again"),
    "officials[].affiliation": _at("contained PractitionerRole.organization.display"),
    "contacts[].name": _at("contained Practitioner.name.text", "with --contacts alone"),
    "contacts[].role": _lost("all are general contacts"),
    "contacts[].phone": _at("contained Practitioner.telecom", "with --contacts alone"),
    "contacts[].phone_extension": _lost(_NONE),
    "contacts[].email": _at("contained Practitioner.telecom", "with --contacts alone"),
    "sites[].country": _at("contained Location.address.country"),
    "sites[].state": _at("contained Location.address.state"),
    "sites[].city": _at("contained Location.address.city"),
    "sites[].postal_code": _at("contained Location.address.postalCode"),
    "sites[].facility": _at("contained Location.name"),
    "sites[].status": _at("contained Location.characteristic", "by a code of our own list"),
    "sites[].latitude": _at("contained Location.position.latitude"),
    "sites[].longitude": _at("contained Location.position.longitude"),
    "sites[].contacts[].**": _lost("a place has no persons in FHIR"),
    "sites[].officials[].**": _lost("a place has no persons in FHIR"),
    "sites[].text": _at("contained Location.address.text"),
    "countries[]": _at("region"),
    "removed_countries[]": _lost(_NONE),
    "references[].citation": _at("relatedArtifact.citation"),
    "references[].pmid": _at("relatedArtifact.document.url"),
    "references[].type": _at("relatedArtifact.classifier", "by a code of our own list"),
    "references[].retractions[].**": _lost("said of the publication, not of the study"),
    "links[].url": _at("relatedArtifact.document.url", "classifier webpage"),
    "links[].label": _at("relatedArtifact.label"),
    "available_data[].**": _lost(_NONE),
    "ipd_sharing.statement": _at("extension drks-trial-result of the DRKS profile", "YES and NO"),
    **{
        f"ipd_sharing.{name}": _lost(_NONE)
        for name in ("description", "info_types[]", "time_frame", "access_criteria", "url")
    },
    "oversight.**": _lost("rules of the United States, and who watches over the study"),
    "ethics_reviews[].status": _at("extension drks-ethics-committee of the DRKS profile", _OWN),
    "ethics_reviews[].date": _at("extension drks-ethics-committee of the DRKS profile"),
    "ethics_reviews[].committee": _at(_NAME, "associatedParty.role irb"),
    "ethics_reviews[].reference": _at("extension drks-ethics-committee of the DRKS profile"),
    "ethics_reviews[].description": _lost(_NONE),
    "registry_items[]": _lost("items of one registry's form"),
    "national_courses[].**": _lost("ResearchStudy has one course"),
    "results.**": _lost("numbers belong into Evidence, a resource of its own for each"),
    "related_studies[].**": _lost(_NONE),
    "documents[].label": _at("relatedArtifact.label"),
    "documents[].type": _at("relatedArtifact.classifier.text"),
    "documents[].has_protocol": _at("relatedArtifact.classifier", "where it has"),
    "documents[].has_analysis_plan": _at("relatedArtifact.classifier", "where it has"),
    "documents[].has_consent_form": _at("relatedArtifact.classifier", "where it has"),
    "documents[].date": _at("relatedArtifact.document.creation"),
    "documents[].uploaded": _lost(_NONE),
    "documents[].filename": _at("relatedArtifact.document.title"),
    "documents[].size": _at("relatedArtifact.document.size"),
    "documents[].url": _at("relatedArtifact.document.url"),
    "no_analysis_plan": _lost(_NONE),
    "review_events[].**": _lost(_REGISTRY),
    "violations[].**": _lost(_REGISTRY),
}
"""Field of a record, with `[]` for each of a list and `**` for all that is beneath -> what becomes of it."""
