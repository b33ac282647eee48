"""Arms, interventions and treatments: what is done, to whom, and under which shared name."""

from collections.abc import Iterable, Mapping

from kg import properties
from kg.iris import Minter
from kg.properties import terms
from kg.record import Arm, Intervention, Study

from .concepts import match_of, matches_of
from .keyed_parts import KeyedPart, code_text, keyed
from .node import Node, SharedNodes, new_node, put_all, telling
from .supers import TYPES

__all__ = ["describe_arms"]

_tell_intervention = telling(terms(properties.INTERVENTION))
_tell_arm = telling(terms(properties.ARM))


def describe_arms(study: Study, *, root: str, mint: Minter, shared: SharedNodes) -> Node:
    """The terms `intervention` and `arm` of a study."""
    interventions = keyed(study.interventions, lambda each: (code_text(each.type), each.name))
    iris = {each.key: f"{root}/intervention/{each.key}" for each in interventions}
    facts: Node = {}
    if interventions:
        matches = matches_of(study.intervention_indexing)
        facts["intervention"] = [_intervention(each, iris[each.key], mint, shared, matches) for each in interventions]
    arms = keyed(study.arms, lambda arm: (arm.label,))
    if arms:
        listed = _by_listing(interventions, iris)
        facts["arm"] = [_arm(each, f"{root}/arm/{each.key}", _used(each.part, listed)) for each in arms]
    return facts


def _intervention(
    each: KeyedPart[Intervention], iri: str, mint: Minter, shared: SharedNodes, matches: Mapping[str, str]
) -> Node:
    part = each.part
    node = new_node(iri, "Intervention")
    _tell_intervention(node, part)
    put_all(node, properties.OTHER_NAMES.term, part.other_names)
    if part.name:
        treatment, match = mint.treatment(part.name), match_of(part.name, matches)
        node["treatment"] = shared.node(treatment, TYPES["Treatment"], name=part.name, exactMatch=match)
    node["position"] = each.position
    return node


def _arm(each: KeyedPart[Arm], iri: str, used: Iterable[str]) -> Node:
    node = new_node(iri, "Arm")
    _tell_arm(node, each.part)
    put_all(node, properties.INTERVENTIONS_OF_ARM.term, used)
    node["position"] = each.position
    return node


def _by_listing(interventions: list[KeyedPart[Intervention]], iris: dict[str, str]) -> dict[str, list[str]]:
    """Interventions by what an arm may call them: `drug: name`, `name`; and by the arms that they name."""
    listed: dict[str, list[str]] = {}
    for each in interventions:
        part = each.part
        name = _folded(part.name or "")
        names = {name, f"{_folded((code_text(part.type) or '').replace('_', ' '))}: {name}"}
        for listing in [*names, *(f"\x1f{_folded(label)}" for label in part.arm_labels)]:
            listed.setdefault(listing, []).append(iris[each.key])
    return listed


def _used(arm: Arm, listed: dict[str, list[str]]) -> list[str]:
    by_arm = [iri for listing in arm.interventions for iri in listed.get(_folded(listing), ())]
    return [*by_arm, *listed.get(f"\x1f{_folded(arm.label)}", ())]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
