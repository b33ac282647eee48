"""Outcome measures, current and as first registered."""

from kg import properties
from kg.properties import terms
from kg.record import Outcome, Study

from .keyed_parts import KeyedPart, keyed, part_keys
from .node import Node, new_node, telling

__all__ = ["describe_outcomes"]

_tell = telling(terms(properties.OUTCOME))


def describe_outcomes(study: Study, *, root: str) -> Node:
    """The outcome terms of a study; an original outcome equal to a current one is the same node."""
    kinds = (
        (
            "PRIMARY",
            "primaryOutcome",
            study.primary_outcomes,
            "originalPrimaryOutcome",
            study.original_primary_outcomes,
        ),
        (
            "SECONDARY",
            "secondaryOutcome",
            study.secondary_outcomes,
            "originalSecondaryOutcome",
            study.original_secondary_outcomes,
        ),
        ("OTHER", "otherOutcome", study.other_outcomes, "originalOtherOutcome", study.original_other_outcomes),
    )
    facts: Node = {}
    for kind, term, current, original_term, original in kinds:
        facts |= _kind(kind, term, current, original_term, original, root)
    return facts


def _kind(
    kind: str, term: str, current: tuple[Outcome, ...], original_term: str, original: tuple[Outcome, ...], root: str
) -> Node:
    if not current and not original:
        return {}
    said: set[str] = set()
    if not original:
        different = keyed(current, lambda each: (kind, each.measure, each.time_frame))
        if len(different) == len(current):
            return {term: [_outcome(each, root, said, start=0) for each in different]}
    keys = part_keys((*current, *original), lambda each: (kind, each.measure, each.time_frame))
    facts: Node = {}
    for name, outcomes, start in ((term, current, 0), (original_term, original, len(current))):
        nodes = {each.key: each for each in (keys[outcome] for outcome in reversed(outcomes))}
        if nodes:
            facts[name] = [_outcome(each, root, said, start=start) for each in reversed(nodes.values())]
    return facts


def _outcome(each: KeyedPart[Outcome], root: str, said: set[str], *, start: int) -> Node:
    iri = f"{root}/outcome/{each.key}"
    if iri in said:
        return {"@id": iri}
    said.add(iri)
    node = new_node(iri, "Outcome")
    _tell(node, each.part)
    node["position"] = each.position - start
    return node
