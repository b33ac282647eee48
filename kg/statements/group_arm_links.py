"""The arms that groups of results report, as links with a node that says by which rule and how sure that is.

How sure a rule is was measured on groups of 164 studies that a reader tied to arms: (right + 1) / (links + 2), rounded
down, so that a rule that decided few groups is not trusted for it (`tests/statements/test_group_arms.py`). `LEFT_OVER`
was wrong in 2 of 12 before sequences of treatments were told from arms, and keeps the confidence of then.
"""

from collections.abc import Mapping

from kg.iris import CODES, Minter, key
from kg.rdf import Triple
from kg.rdf.derived_terms import ARM_EVIDENCE, GROUP_ARM_RULE, REPORTED_ARM, REPORTS_ARM
from kg.rdf.encoders import TYPE, class_term, encoder, predicate, text
from kg.rdf.terms import iri
from kg.record import Study

from .arms import arm_keys
from .group_arms import arms_of_groups
from .result_graph import group_keys

__all__ = ["CONFIDENCES", "group_arm_triples"]

CONFIDENCES: Mapping[str, str] = {
    "SAME_LABEL": "0.99",
    "SINGLE_ARM": "0.98",
    "LABEL_WITHIN": "0.97",
    "TITLE_WITHIN": "0.97",
    "SAME_WORDS": "0.96",
    "SAME_DESCRIPTION": "0.95",
    "SAME_DESIGNATOR": "0.92",
    "SAME_TREATMENTS": "0.91",
    "PLACEBO_ARM": "0.85",
    "SEVERAL_ARMS": "0.83",
    "SAME_DOSE": "0.8",
    "LEFT_OVER": "0.78",
    "SAME_TITLE": "0.75",
}
"""Rule -> how often it is right."""

_TYPE, _CLASS = TYPE[:-1].decode(), class_term("GroupArm").decode()
_OF_STUDY, _NAME, _GROUP, _CONFIDENCE = (
    predicate(name)[:-1].decode() for name in ("ofStudy", "name", "group", "groupArmConfidence")
)
_RULES = {rule: iri(f"{CODES}group-arm-rule/{rule}") for rule in CONFIDENCES}
_SURE = {rule: encoder("groupArmConfidence")(confidence).decode() for rule, confidence in CONFIDENCES.items()}


def group_arm_triples(study: Study, *, mint: Minter) -> list[Triple]:
    """For each arm that a group of results reports a node with rule and confidence, and the link."""
    if study.results is None:
        return []
    found = arms_of_groups(study, study.results)
    if not found:
        return []
    root = mint.absolute(mint.study(study.id))
    arms, groups = arm_keys(study.arms), group_keys(study.results)
    said: dict[Triple, None] = {}
    for at, (rule, positions) in found.items():
        group_key = groups[at].decode()
        group = iri(f"{root}/result-group/{group_key}")
        for arm_key, position in dict(zip((arms[each] for each in positions), positions, strict=True)).items():
            arm = iri(f"{root}/arm/{arm_key}")
            node = iri(f"{root}{ARM_EVIDENCE}{key(group_key, arm_key)}")
            name = text(f"{study.results.groups[at].title}: {study.arms[position].label}").decode()
            facts = (
                *((_TYPE, _CLASS), (_OF_STUDY, iri(root)), (_NAME, name), (_GROUP, group), (REPORTED_ARM, arm)),
                *((GROUP_ARM_RULE, _RULES[rule]), (_CONFIDENCE, _SURE[rule])),
            )
            said.update(((node, property, term), None) for property, term in facts)
            said[group, REPORTS_ARM, arm] = None
    return list(said)
