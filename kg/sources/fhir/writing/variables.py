"""Arms, what is done in them, and outcomes: the variables of a study."""

from kg.record import Arm, Coded, Intervention, Outcome, Study
from kg.sources.fhir.variables import KIND, OTHER_NAME
from kg.sources.fhir.writing.elements import ContainedResources, Element, concept_of, mesh_concepts, of_system, present

__all__ = ["arms_of", "focus_of", "outcomes_of"]

_VARIABLE = "EvidenceVariable"


def focus_of(study: Study, contained: ContainedResources) -> list[Element]:
    """What the study is about: a variable for each intervention, then the terms of MeSH for them."""
    references: list[Element] = [
        {"reference": {"reference": contained.add(_VARIABLE, "intervention", _variable(each))}}
        for each in study.interventions
    ]
    terms: list[Element] = [{"concept": each} for each in mesh_concepts(study.intervention_indexing.concepts)]
    return references + terms


def _variable(intervention: Intervention) -> Element:
    kind = concept_of("intervention-type", intervention.type)
    traits = [(KIND, kind)] if kind else []
    traits += [(OTHER_NAME, {"text": name}) for name in intervention.other_names]
    return {
        "title": intervention.name,
        "status": "active",
        "description": intervention.description,
        "characteristic": [
            {"definitionByTypeAndValue": {"type": {"text": name}, "valueCodeableConcept": value}}
            for name, value in traits
        ],
    }


def arms_of(study: Study, references: list[str]) -> list[Element]:
    """The groups that are compared; each refers to what is done in it, by the name that it has for it."""
    return [
        present(
            {
                "linkId": str(number),
                "name": arm.label,
                "type": concept_of("arm-type", arm.type),
                "description": arm.description,
                "intendedExposure": _exposures(arm, study.interventions, references),
            }
        )
        for number, arm in enumerate(study.arms, 1)
    ]


def _exposures(arm: Arm, interventions: tuple[Intervention, ...], references: list[str]) -> list[Element]:
    """What an arm lists, each with the intervention it names, if that names the arm; then those that name it alone."""
    naming = [
        (each, reference)
        for each, reference in zip(interventions, references, strict=True)
        if arm.label in each.arm_labels
    ]
    found: list[Element] = []
    for name in arm.interventions:
        one = next((pair for pair in naming if _is_called(pair[0], name)), None)
        if one:
            naming.remove(one)
        found.append(present({"reference": one[1] if one else None, "display": name}))
    found += [{"reference": reference} for _, reference in naming]
    return found


def _is_called(intervention: Intervention, name: str) -> bool:
    """Whether an arm means that intervention: it writes `Drug: Name` or `Name`."""
    own = intervention.name or ""
    kind: Coded = intervention.type or ""
    prefix = f"{kind.replace('_', ' ')}: {own}" if isinstance(kind, str) else own
    return name.casefold() in {own.casefold(), prefix.casefold()}


def outcomes_of(study: Study, contained: ContainedResources) -> list[Element]:
    """The outcomes by what they are; of those of which it is not said no type is written."""
    kinds = (
        (study.primary_outcomes, "primary"),
        (study.secondary_outcomes, "secondary"),
        (study.other_outcomes, "exploratory"),
        (study.unspecified_outcomes, None),
    )
    return [_outcome(each, kind, contained) for outcomes, kind in kinds for each in outcomes]


def _outcome(outcome: Outcome, kind: str | None, contained: ContainedResources) -> Element:
    return present(
        {
            "name": outcome.measure,
            "type": [of_system("outcome", kind, kind.capitalize())] if kind else None,
            "description": outcome.description,
            "reference": _measured(outcome, contained),
        }
    )


def _measured(outcome: Outcome, contained: ContainedResources) -> Element:
    """The variable that says when an outcome is measured."""
    if outcome.time_frame is None:
        return {}
    times = [{"timeFromEvent": [{"description": outcome.time_frame}]}]
    elements = {"title": outcome.measure, "status": "active", "characteristic": times}
    return {"reference": contained.add(_VARIABLE, "outcome", elements)}
