"""Arms, interventions and outcome measures."""

from kg.record import Arm, Intervention, Outcome
from kg.sources.ctgov import structs
from kg.sources.ctgov.remarks import Remarks
from kg.sources.ctgov.wording import long, short, shorts

__all__ = ["arms_of", "interventions_of", "outcomes_of"]

_ARMS = "protocolSection.armsInterventionsModule.armGroups[]"
_INTERVENTIONS = "protocolSection.armsInterventionsModule.interventions[]"


def arms_of(module: structs.ArmsInterventions, remarks: Remarks) -> tuple[Arm, ...]:
    """The arms in order; one without a label is left out with a remark."""
    arms = []
    for position, written in enumerate(module.arm_groups):
        label = short(written.label)
        if label is None:
            remarks.note("CT-R106", "an arm has no label", f"{_ARMS}.label", position)
            continue
        kind = remarks.code("arm-type", written.type, f"{_ARMS}.type", position)
        names = shorts(written.intervention_names)
        arms.append(Arm(label=label, type=kind, description=long(written.description), interventions=names))
    return tuple(arms)


def interventions_of(module: structs.ArmsInterventions, remarks: Remarks) -> tuple[Intervention, ...]:
    """The interventions in order."""
    return tuple(
        [
            Intervention(
                name=short(written.name),
                type=remarks.code("intervention-type", written.type, f"{_INTERVENTIONS}.type", position),
                description=long(written.description),
                other_names=shorts(written.other_names),
                arm_labels=shorts(written.arm_group_labels),
            )
            for position, written in enumerate(module.interventions)
        ]
    )


def outcomes_of(outcomes: tuple[structs.Outcome, ...], remarks: Remarks, name: str) -> tuple[Outcome, ...]:
    """The outcomes of one kind in order; one without a measure is left out with a remark."""
    found = []
    for position, written in enumerate(outcomes):
        measure = short(written.measure)
        if measure is None:
            remarks.note(
                "CT-R106", "an outcome has no measure", f"protocolSection.outcomesModule.{name}[].measure", position
            )
            continue
        found.append(
            Outcome(
                measure=measure,
                time_frame=short(written.time_frame),
                description=long(written.description),
                safety_issue=written.safety_issue,
            )
        )
    return tuple(found)
