"""How a study is built and watched: type, phase, allocation, masking, oversight, data sharing."""

from kg import properties
from kg.iris import Minter
from kg.properties import terms
from kg.record import ExpandedAccess, IpdSharing, Study

from .node import Node, coded, put, put_all, telling

__all__ = ["describe_design", "describe_expanded_access", "describe_ipd_sharing", "describe_oversight"]

_tell_design = telling({"phaseLabel": "phase_label"} | terms(properties.DESIGN, of="design"))
_tell_observation = telling(terms(properties.OBSERVATION))
_tell_biospecimens = telling(terms(properties.BIOSPECIMENS))
_tell_oversight = telling(terms(properties.OVERSIGHT))
_tell_ipd_plan = telling(terms(properties.IPD_PLAN))
_tell_ipd_terms = telling(terms(properties.IPD_TERMS))


def describe_design(study: Study) -> Node:
    """Study type, phases and the design terms."""
    node: Node = {}
    design = study.design
    coded(node, properties.STUDY_TYPE.term, study.study_type)
    coded(node, properties.PHASES.term, *study.phases)
    _tell_design(node, study)
    coded(node, properties.MASKED.term, *design.who_masked)
    _tell_observation(node, design)
    if design.biospecimens:
        _tell_biospecimens(node, design.biospecimens)
    return node


def describe_expanded_access(access: ExpandedAccess, *, mint: Minter) -> Node:
    """Whether the product is to be had outside the trial."""
    node: Node = {}
    put(node, "hasExpandedAccess", access.available)
    put(node, "expandedAccessStudy", mint.study(access.study_id) if access.study_id else None)
    coded(node, "expandedAccessStatus", access.status)
    coded(node, "expandedAccessType", *access.types)
    return node


def describe_ipd_sharing(sharing: IpdSharing) -> Node:
    """The plan for sharing individual participant data."""
    node: Node = {}
    _tell_ipd_plan(node, sharing)
    coded(node, properties.IPD_INFO_TYPES.term, *sharing.info_types)
    _tell_ipd_terms(node, sharing)
    put_all(node, properties.IPD_URL.term, [sharing.url] if sharing.url else ())
    return node


def describe_oversight(study: Study) -> Node:
    """Who watches over the study, and which United States rules it falls under."""
    node: Node = {}
    _tell_oversight(node, study.oversight)
    return node
