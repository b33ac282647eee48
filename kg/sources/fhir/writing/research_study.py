"""A record -> a ResearchStudy of FHIR R5."""

import re

from kg.record import BrowseLeaf, Coded, Study
from kg.sources.fhir.spellings import own_system, written_code
from kg.sources.fhir.study import CATALOGUES
from kg.sources.fhir.writing import artifacts, course, group, parties, variables
from kg.sources.fhir.writing.elements import (
    ContainedResources,
    Element,
    concept_of,
    mesh_concepts,
    of_system,
    period_of,
    present,
)

__all__ = ["resource_of"]

_NO_ID = re.compile(r"[^A-Za-z0-9.-]")
_LONGEST_ID = 64
_SYSTEMS = {catalogue: system for system, catalogue in reversed(CATALOGUES.items())}


def resource_of(study: Study, *, contacts: bool = False) -> Element:
    """The resource; whom to ask is in it only where contacts are wanted."""
    contained = ContainedResources()
    body = _body(study, contained, contacts=contacts)
    return {
        "resourceType": "ResearchStudy",
        "id": _NO_ID.sub("-", study.id)[:_LONGEST_ID],
        **present({"contained": contained.resources}),
        **body,
    }


def _body(study: Study, contained: ContainedResources, *, contacts: bool) -> Element:
    focus = variables.focus_of(study, contained)
    references = [f"#intervention-{number}" for number in range(1, len(study.interventions) + 1)]
    return present(
        {
            "extension": [*course.activities_of(study), *artifacts.votes_of(study), *artifacts.plan_of(study)],
            "identifier": artifacts.identifiers_of(study),
            "title": study.title,
            "label": _labels(study),
            "relatedArtifact": artifacts.artifacts_of(study),
            "date": course.updated_of(study.registration),
            "status": "active",
            "primaryPurposeType": concept_of("primary-purpose", study.design.primary_purpose),
            "phase": _phase(study.phases),
            "studyDesign": _designs(study),
            "focus": focus,
            "condition": _conditions(study),
            "keyword": [{"text": each} for each in study.keywords],
            "region": parties.regions_of(study),
            "descriptionSummary": study.brief_summary,
            "description": study.detailed_description,
            "period": _period(study),
            "site": parties.sites_of(study, contained),
            "associatedParty": parties.parties_of(study, contained, contacts=contacts),
            "progressStatus": course.progress_of(study),
            "whyStopped": present({"text": study.why_stopped}),
            "recruitment": _recruitment(study, contained),
            "comparisonGroup": variables.arms_of(study, references),
            "outcomeMeasure": variables.outcomes_of(study, contained),
            "result": [{"display": "Results posted with the record"}] if study.has_results else None,
        }
    )


def _labels(study: Study) -> list[Element]:
    titles = (("scientific", study.official_title), ("acronym", study.acronym))
    return [{"type": of_system("title", kind), "value": text} for kind, text in titles if text]


def _phase(phases: tuple[Coded, ...]) -> Element:
    """The phase, or the one code of FHIR for two; several that it has none for by our own codes."""
    codes = [each for each in phases if isinstance(each, str)]
    if not codes:
        return concept_of("phase", phases[0]) if phases else {}
    if written_code("phase", "/".join(codes))[0] != own_system("phase"):
        return concept_of("phase", "/".join(codes))
    return {"coding": [{"system": own_system("phase"), "code": each} for each in codes]}


def _designs(study: Study) -> list[Element]:
    """Everything that is a code of the design, each as a design."""
    design, eligibility = study.design, study.eligibility
    stated: list[tuple[str, Coded | None]] = [
        ("study-type", study.study_type),
        ("allocation", design.allocation),
        ("intervention-model", design.intervention_model),
        *(("primary-purpose", each) for each in design.purposes),
        *(("control-type", each) for each in design.control_types),
        ("masking", design.masking),
        *(("masked-party", each) for each in design.who_masked),
        ("observational-model", design.observational_model),
        ("time-perspective", design.time_perspective),
        ("sampling-method", eligibility.sampling_method if eligibility else None),
        ("biospecimen-retention", design.biospecimens.retention if design.biospecimens else None),
    ]
    return [_designed(name, value) for name, value in stated if isinstance(value, str)]


def _designed(name: str, notation: str) -> Element:
    """A code of the design; a purpose among several by our own list, since the codes of FHIR are of the primary one."""
    if name == "primary-purpose":
        return {"coding": [{"system": own_system(name), "code": notation}]}
    return concept_of(name, notation)


def _conditions(study: Study) -> list[Element]:
    """The names, each with its code of a catalogue; then the terms of MeSH that the registry assigned."""
    codes = {each.name: each for each in study.condition_indexing.leaves if _coding(each)}
    named = [
        present({"coding": [_coding(codes[name])] if name in codes else None, "text": name})
        for name in study.conditions
    ]
    return [*named, *mesh_concepts(study.condition_indexing.concepts)]


def _coding(leaf: BrowseLeaf) -> Element:
    """A term of a catalogue of diseases, `ORPHA:647823`, as a coding; the registry's own index is none."""
    catalogue, _, code = (leaf.id or "").partition(":")
    return {"system": _SYSTEMS[catalogue], "code": code} if code and catalogue in _SYSTEMS else {}


def _period(study: Study) -> Element:
    return period_of(study.start.date if study.start else None, study.completion.date if study.completion else None)


def _recruitment(study: Study, contained: ContainedResources) -> Element:
    traits = group.group_of(study.eligibility) if study.eligibility else {}
    enrollment = study.enrollment
    is_actual = bool(enrollment and enrollment.type == "ACTUAL")
    planned = enrollment.count if enrollment and enrollment.type == "ESTIMATED" else None
    return present(
        {
            "targetNumber": study.target_enrollment if is_actual else planned,
            "actualNumber": enrollment.count if enrollment and is_actual else None,
            "eligibility": {"reference": contained.add("Group", "eligibility", traits)} if traits else None,
        }
    )
