"""Arms, interventions and outcome measures."""

from collections.abc import Iterator

from kg.record import Arm, Intervention, Outcome
from kg.sources.codes import NOTATIONS
from kg.sources.ctgov import structs
from kg.sources.fields.clean import short, shorts
from kg.sources.fields.remarks import Remarks

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
        arms.append(Arm(label=label, type=kind, description=remarks.long(written.description), interventions=names))
    return tuple(arms)


def interventions_of(module: structs.ArmsInterventions, remarks: Remarks) -> tuple[Intervention, ...]:
    """The interventions in order, then those that an arm names and the record does not list, with a remark."""
    listed = _listed(module, remarks)
    return (*listed, *_unlisted(module, listed, remarks)) if module.arm_groups else listed


def _listed(module: structs.ArmsInterventions, remarks: Remarks) -> tuple[Intervention, ...]:
    return tuple(
        [
            Intervention(
                name=short(written.name),
                type=remarks.code("intervention-type", written.type, f"{_INTERVENTIONS}.type", position),
                description=remarks.long(written.description),
                other_names=shorts(written.other_names),
                arm_labels=shorts(written.arm_group_labels),
            )
            for position, written in enumerate(module.interventions)
        ]
    )


def _unlisted(
    module: structs.ArmsInterventions, listed: tuple[Intervention, ...], remarks: Remarks
) -> Iterator[Intervention]:
    """What an arm calls `Drug: Name` or `Name` and is none of the listed interventions, once each."""
    known: set[str] | None = None
    for position, arm in enumerate(module.arm_groups):
        for name in shorts(arm.intervention_names):
            if known is None:
                known = set(_calls(listed))
            if name.casefold() not in known:
                known.add(name.casefold())
                path = f"{_ARMS}.interventionNames"
                remarks.note("CT-R132", f"`{name[:80]}` is not among the interventions of the record", path, position)
                yield _named(name)


def _calls(listed: tuple[Intervention, ...]) -> Iterator[str]:
    """What an arm may call the interventions, case-folded."""
    for each in listed:
        name = (each.name or "").casefold()
        kind = each.type if isinstance(each.type, str) else each.type.text if each.type else ""
        yield name
        yield f"{kind.replace('_', ' ').casefold()}: {name}"


def _named(text: str) -> Intervention:
    kind, colon, name = text.partition(": ")
    code = kind.upper().replace(" ", "_")
    if colon and code in NOTATIONS["intervention-type"] and name:
        return Intervention(name=name, type=code)
    return Intervention(name=text)


def outcomes_of(outcomes: tuple[structs.RegistryOutcome, ...], remarks: Remarks, name: str) -> tuple[Outcome, ...]:
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
                description=remarks.long(written.description),
                safety_issue=written.safety_issue,
            )
        )
    return tuple(found)
