"""How a study is built and watched: type, phase, allocation, masking, oversight, data sharing."""

from kg.iris import Minter
from kg.record import ExpandedAccess, IpdSharing, Study

from .node import Node, coded, put, put_all, telling

__all__ = ["describe_design", "describe_expanded_access", "describe_ipd_sharing", "describe_oversight"]

_tell_design = telling(
    {
        "phaseLabel": "phase_label",
        "allocation": "design.allocation",
        "interventionModel": "design.intervention_model",
        "interventionModelDescription": "design.intervention_model_description",
        "primaryPurpose": "design.primary_purpose",
        "masking": "design.masking",
    }
)
_tell_observation = telling(
    {
        "maskingDescription": "masking_description",
        "observationalModel": "observational_model",
        "timePerspective": "time_perspective",
        "targetDuration": "target_duration",
        "patientRegistry": "patient_registry",
        "endpointClassification": "endpoint_classification",
    }
)
_tell_biospecimens = telling({"biospecimenRetention": "retention", "biospecimenDescription": "description"})
_tell_oversight = telling(
    {
        "hasDataMonitoringCommittee": "has_dmc",
        "fdaRegulatedDrug": "fda_regulated_drug",
        "fdaRegulatedDevice": "fda_regulated_device",
        "unapprovedDevice": "unapproved_device",
        "pediatricPostmarketSurveillance": "pediatric_postmarket_surveillance",
        "usExport": "us_export",
        "fdaaa801Violation": "fdaaa801_violation",
    }
)


def describe_design(study: Study) -> Node:
    """Study type, phases and the design terms."""
    node: Node = {}
    design = study.design
    coded(node, "studyType", study.study_type)
    coded(node, "phase", *study.phases)
    _tell_design(node, study)
    coded(node, "maskedParty", *design.who_masked)
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
    coded(node, "ipdSharing", sharing.statement)
    put(node, "ipdSharingDescription", sharing.description)
    coded(node, "ipdSharingInfoType", *sharing.info_types)
    put(node, "ipdSharingTimeFrame", sharing.time_frame)
    put(node, "ipdSharingAccessCriteria", sharing.access_criteria)
    put_all(node, "ipdSharingUrl", [sharing.url] if sharing.url else ())
    return node


def describe_oversight(study: Study) -> Node:
    """Who watches over the study, and which United States rules it falls under."""
    node: Node = {}
    _tell_oversight(node, study.oversight)
    return node
