"""The facts of a study as flat tuples: from the registry's JSON, and from a record that a reader made."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from kg.record import Coded, Outcome, PostedDate, Study, StudyDate, Uncoded

Fact = tuple[str, ...]
Json = Mapping[str, Any]

_ESCAPE = re.compile(r"\\([^A-Za-z0-9\s])")
_OUTCOME_KINDS = ("primary", "secondary", "other")


def plain(text: str) -> str:
    """A text for comparison: one line, without escapes, bullets of one kind."""
    return " ".join(unescape(_ESCAPE.sub(r"\1", text)).replace("•", "*").split())


def of_json(study: Json) -> set[Fact]:
    """All facts of a study as the registry's API states them."""
    facts = {tuple(plain(str(part)) for part in fact if part is not None) for fact in _json_facts(study)}
    return {fact for fact in facts if all(fact) and len(fact) > 1}


def _module(study: Json, name: str) -> Json:
    found: Json = study["protocolSection"].get(name, {})
    return found


def _json_facts(study: Json) -> Iterator[tuple[str | None, ...]]:
    identification, status = _module(study, "identificationModule"), _module(study, "statusModule")
    description, sponsors = _module(study, "descriptionModule"), _module(study, "sponsorCollaboratorsModule")
    yield "id", identification["nctId"]
    yield "title", identification.get("briefTitle")
    yield "official_title", identification.get("officialTitle")
    yield "summary", description.get("briefSummary")
    yield "description", description.get("detailedDescription")
    yield "status", status.get("overallStatus")
    yield "why_stopped", status.get("whyStopped")
    yield "has_results", str(study.get("hasResults", False))
    for name, key in (("start", "start"), ("primary_completion", "primaryCompletion"), ("completion", "completion")):
        yield name, status.get(f"{key}DateStruct", {}).get("date")
        yield f"{name}_type", status.get(f"{key}DateStruct", {}).get("type")
    yield "first_submitted", status.get("studyFirstSubmitDate")
    yield "first_posted", status.get("studyFirstPostDateStruct", {}).get("date")
    yield "last_posted", status.get("lastUpdatePostDateStruct", {}).get("date")
    yield "results_posted", status.get("resultsFirstPostDateStruct", {}).get("date")
    yield "verified", status.get("statusVerifiedDate")
    yield "sponsor", sponsors.get("leadSponsor", {}).get("name")
    yield "sponsor_class", sponsors.get("leadSponsor", {}).get("class")
    for other in sponsors.get("collaborators", ()):
        yield "collaborator", other["name"]
    for other in identification.get("secondaryIdInfos", ()):
        yield "identifier", other.get("id")
    yield "identifier", identification.get("orgStudyIdInfo", {}).get("id")
    yield from _json_design(study)
    yield from _json_arms(study)
    yield from _json_outcomes(study)
    yield from _json_people(study)


def _json_design(study: Json) -> Iterator[tuple[str | None, ...]]:
    design, eligibility = _module(study, "designModule"), _module(study, "eligibilityModule")
    info, masking = design.get("designInfo", {}), design.get("designInfo", {}).get("maskingInfo", {})
    yield "type", design.get("studyType")
    yield from (("phase", phase) for phase in design.get("phases", ()))
    yield "allocation", info.get("allocation")
    yield "model", info.get("interventionModel")
    yield "model_description", info.get("interventionModelDescription")
    yield "purpose", info.get("primaryPurpose")
    yield "observational_model", info.get("observationalModel")
    yield "perspective", info.get("timePerspective")
    yield "masking", masking.get("masking")
    yield "masking_description", masking.get("maskingDescription")
    yield from (("masked", party) for party in masking.get("whoMasked", ()))
    yield "enrollment", design.get("enrollmentInfo", {}).get("count")
    yield "enrollment_type", design.get("enrollmentInfo", {}).get("type")
    yield "criteria", eligibility.get("eligibilityCriteria")
    yield "minimum_age", eligibility.get("minimumAge")
    yield "maximum_age", eligibility.get("maximumAge")
    yield "sex", eligibility.get("sex")
    yield "healthy", eligibility.get("healthyVolunteers")
    yield from (("age_group", group) for group in eligibility.get("stdAges", ()))
    conditions, oversight = _module(study, "conditionsModule"), _module(study, "oversightModule")
    yield from (("condition", name) for name in conditions.get("conditions", ()))
    yield from (("keyword", name) for name in conditions.get("keywords", ()))
    yield "dmc", oversight.get("oversightHasDmc")
    yield "fda_drug", oversight.get("isFdaRegulatedDrug")
    yield "fda_device", oversight.get("isFdaRegulatedDevice")
    sharing = _module(study, "ipdSharingStatementModule")
    yield "ipd", sharing.get("ipdSharing")
    yield "ipd_description", sharing.get("description")


def _json_arms(study: Json) -> Iterator[tuple[str | None, ...]]:
    module = _module(study, "armsInterventionsModule")
    for arm in module.get("armGroups", ()):
        yield "arm", arm["label"]
        yield "arm_type", arm["label"], arm.get("type", "")
        yield "arm_description", arm["label"], arm.get("description", "")
        for name in arm.get("interventionNames", ()):
            yield "arm_uses", arm["label"], name.partition(": ")[2]
    for each in module.get("interventions", ()):
        yield "intervention", each.get("name")
        yield "intervention_type", each.get("name", ""), each.get("type", "")
        yield "intervention_description", each.get("name", ""), each.get("description", "")
        for other in each.get("otherNames", ()):
            yield "other_name", each.get("name", ""), other


def _json_outcomes(study: Json) -> Iterator[tuple[str | None, ...]]:
    module = _module(study, "outcomesModule")
    for kind in _OUTCOME_KINDS:
        for outcome in module.get(f"{kind}Outcomes", ()):
            yield "outcome", kind, outcome["measure"]
            yield "outcome_frame", kind, outcome["measure"], outcome.get("timeFrame", "")
            yield "outcome_description", kind, outcome["measure"], outcome.get("description", "")


def _json_people(study: Json) -> Iterator[tuple[str | None, ...]]:
    module = _module(study, "contactsLocationsModule")
    for person in module.get("overallOfficials", ()):
        yield "official", person["name"]
        yield "official_role", person["name"], person.get("role", "")
        yield "official_affiliation", person["name"], person.get("affiliation", "")
    for site in module.get("locations", ()):
        yield "country", site.get("country")
        yield "site", site.get("facility", ""), site.get("city", ""), site.get("country", "")
    for reference in _module(study, "referencesModule").get("references", ()):
        yield "reference", reference.get("citation")


def of_record(study: Study) -> set[Fact]:
    """All facts of a record, in the same form."""
    facts = {tuple(plain(str(part)) for part in fact if part is not None) for fact in _record_facts(study)}
    return {fact for fact in facts if all(fact) and len(fact) > 1}


def _code(value: Coded | None) -> str | None:
    return value.text if isinstance(value, Uncoded) else value


def _dated(name: str, value: StudyDate | None) -> Iterator[tuple[str | None, ...]]:
    if value:
        yield name, str(value.date)
        yield f"{name}_type", _code(value.type)


def _posted(value: PostedDate | None) -> str | None:
    return str(value.date) if value else None


def _record_facts(study: Study) -> Iterator[tuple[str | None, ...]]:
    registration = study.registration
    yield "id", study.id
    yield "title", study.title
    yield "official_title", study.official_title
    yield "summary", study.brief_summary
    yield "description", study.detailed_description
    yield "status", _code(study.status)
    yield "why_stopped", study.why_stopped
    yield "has_results", str(study.has_results) if study.has_results is not None else None
    yield from _dated("start", study.start)
    yield from _dated("primary_completion", study.primary_completion)
    yield from _dated("completion", study.completion)
    yield "first_submitted", str(registration.first_submitted or "")
    yield "first_posted", _posted(registration.first_posted)
    yield "last_posted", _posted(registration.last_update_posted)
    yield "last_posted", str(registration.updated or "")
    yield "results_posted", _posted(registration.results_first_posted)
    yield "verified", str(registration.verified or "")
    if study.lead_sponsor:
        yield "sponsor", study.lead_sponsor.name
        yield "sponsor_class", _code(study.lead_sponsor.type)
    yield from (("collaborator", other.name) for other in study.collaborators)
    yield from (("identifier", other.value) for other in study.identifiers)
    yield from _record_design(study)
    yield from _record_parts(study)
    for kind, outcomes in zip(
        _OUTCOME_KINDS, (study.primary_outcomes, study.secondary_outcomes, study.other_outcomes), strict=True
    ):
        yield from _record_outcomes(kind, outcomes)


def _flag(value: bool | None) -> str | None:
    return None if value is None else str(value)


def _record_design(study: Study) -> Iterator[tuple[str | None, ...]]:
    design, eligibility = study.design, study.eligibility
    yield "type", _code(study.study_type)
    yield from (("phase", _code(phase)) for phase in study.phases)
    yield "allocation", _code(design.allocation)
    yield "model", _code(design.intervention_model)
    yield "model_description", design.intervention_model_description
    yield "purpose", _code(design.primary_purpose)
    yield "observational_model", _code(design.observational_model)
    yield "perspective", _code(design.time_perspective)
    yield "masking", _code(design.masking)
    yield "masking_description", design.masking_description
    yield from (("masked", _code(party)) for party in design.who_masked)
    if study.enrollment:
        yield "enrollment", str(study.enrollment.count)
        yield "enrollment_type", _code(study.enrollment.type)
    if eligibility:
        yield "criteria", eligibility.criteria
        yield "minimum_age", eligibility.minimum_age
        yield "maximum_age", eligibility.maximum_age
        yield "sex", _code(eligibility.sex)
        yield "healthy", _flag(eligibility.healthy_volunteers)
        yield from (("age_group", _code(group)) for group in eligibility.age_groups)
    yield from (("condition", name) for name in study.conditions)
    yield from (("keyword", name) for name in study.keywords)
    yield "dmc", _flag(study.oversight.has_dmc)
    yield "fda_drug", _flag(study.oversight.fda_regulated_drug)
    yield "fda_device", _flag(study.oversight.fda_regulated_device)
    if study.ipd_sharing:
        yield "ipd", _code(study.ipd_sharing.statement)
        yield "ipd_description", study.ipd_sharing.description


def _record_parts(study: Study) -> Iterator[tuple[str | None, ...]]:
    for arm in study.arms:
        yield "arm", arm.label
        yield "arm_type", arm.label, _code(arm.type) or ""
        yield "arm_description", arm.label, arm.description or ""
        names = {each.name for each in study.interventions}
        for used in arm.interventions:
            yield "arm_uses", arm.label, used if used in names else used.partition(": ")[2]
    for each in study.interventions:
        name = each.name or ""
        yield "intervention", name
        yield "intervention_type", name, _code(each.type) or ""
        yield "intervention_description", name, each.description or ""
        yield from (("other_name", name, other) for other in each.other_names)
    for person in study.officials:
        yield "official", person.name
        yield "official_role", person.name, _code(person.role) or ""
        yield "official_affiliation", person.name, person.affiliation or ""
    yield from (("country", country) for country in study.countries)
    for site in study.sites:
        yield "country", site.country
        yield "site", site.facility or "", site.city or "", site.country or ""
    yield from (("reference", reference.citation) for reference in study.references)


def _record_outcomes(kind: str, outcomes: Iterable[Outcome]) -> Iterator[tuple[str | None, ...]]:
    for outcome in outcomes:
        yield "outcome", kind, outcome.measure
        yield "outcome_frame", kind, outcome.measure, outcome.time_frame or ""
        yield "outcome_description", kind, outcome.measure, outcome.description or ""
