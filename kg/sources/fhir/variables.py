"""EvidenceVariables that a study contains: what is done in its arms, and when its outcomes are measured."""

from collections.abc import Iterator, Mapping

from kg.record import Arm, Coded, Concept, Intervention
from kg.sources.fhir.people import contained_in, display_of, places_in
from kg.sources.fhir.spellings import SYSTEMS
from kg.sources.fhir.structs import Concept as WrittenConcept
from kg.sources.fhir.structs import Contained, Reference, ResearchStudy
from kg.sources.fhir.values import code_of, words_of
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

__all__ = ["KIND", "OTHER_NAME", "exposures_of", "focused_concepts", "interventions_of", "mesh_of", "time_frame_of"]

KIND, OTHER_NAME = "Intervention type", "Other name"
"""The traits of an intervention."""


def interventions_of(study: ResearchStudy, arms: tuple[Arm, ...], remarks: Remarks) -> tuple[Intervention, ...]:
    """What the study is about, by the variables that it names, and what else is done in its arms."""
    contained, places = contained_in(study), places_in(study)
    exposures = [each.intended_exposure for each in study.comparison_group]
    named = dict.fromkeys(
        each.reference
        for each in (*(focus.reference for focus in study.focus), *(each for group in exposures for each in group))
        if each.reference
    )
    return tuple(
        [
            _intervention(
                variable,
                tuple([arm.label for arm, group in zip(arms, exposures, strict=True) if _leads(group, reference)]),
                remarks,
                places[reference],
            )
            for reference in named
            if (variable := contained.get(reference)) and variable.resource_type == "EvidenceVariable"
        ]
    )


def _leads(group: tuple[Reference, ...], reference: str) -> bool:
    return any(each.reference == reference for each in group)


def _intervention(written: Contained, arms: tuple[str, ...], remarks: Remarks, place: int) -> Intervention:
    kind: Coded | None = None
    others = []
    for position, each in enumerate(written.aspects):
        trait = each.definition_by_type_and_value
        path = "contained[].aspects[].definitionByTypeAndValue.valueCodeableConcept"
        if words_of(trait.type) == KIND:
            kind = code_of("intervention-type", trait.value_codeable_concept, remarks, path, place, position)
        elif words_of(trait.type) == OTHER_NAME:
            others.append(words_of(trait.value_codeable_concept))
    return Intervention(
        name=short(written.title) or short(written.name),
        type=kind,
        description=remarks.long(written.description),
        other_names=tuple([each for each in others if each]),
        arm_labels=arms,
    )


def exposures_of(group: tuple[Reference, ...]) -> tuple[str, ...]:
    """What a group lists, as it calls it."""
    return tuple([name for each in group if (name := display_of(each))])


def time_frame_of(contained: Mapping[str, Contained], reference: Reference) -> str | None:
    """When an outcome is measured, by the variable that it refers to."""
    variable = contained.get(reference.reference or "")
    times = (time.description for each in (variable.aspects if variable else ()) for time in each.time_from_event)
    return next((text for each in times if (text := short(each))), None)


def mesh_of(concept: WrittenConcept) -> Iterator[Concept]:
    """The terms of MeSH that a concept is coded by, where it has no words of its own."""
    if short(concept.text):
        return
    for each in concept.coding:
        if each.system == SYSTEMS["mesh"]:
            yield Concept(id=short(each.code), term=short(each.display))


def focused_concepts(study: ResearchStudy) -> tuple[Concept, ...]:
    """The terms of MeSH for what is studied."""
    return tuple([term for each in study.focus for term in mesh_of(each.concept)])
