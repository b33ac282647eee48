"""How a study is built and watched: type, phase, allocation, masking, oversight, data sharing."""

from kg.iris import Minter
from kg.record import ExpandedAccess, IpdSharing, Study

from .node import Node, coded, put, put_all

__all__ = ["describe_design", "describe_expanded_access", "describe_ipd_sharing", "describe_oversight"]


def describe_design(study: Study) -> Node:
    """Study type, phases and the design terms."""
    node: Node = {}
    design = study.design
    coded(node, "studyType", study.study_type)
    coded(node, "phase", *study.phases)
    put(node, "phaseLabel", study.phase_label)
    coded(node, "allocation", design.allocation)
    coded(node, "interventionModel", design.intervention_model)
    put(node, "interventionModelDescription", design.intervention_model_description)
    coded(node, "primaryPurpose", design.primary_purpose)
    coded(node, "masking", design.masking)
    coded(node, "maskedParty", *design.who_masked)
    put(node, "maskingDescription", design.masking_description)
    coded(node, "observationalModel", design.observational_model)
    coded(node, "timePerspective", design.time_perspective)
    put(node, "targetDuration", design.target_duration)
    put(node, "patientRegistry", design.patient_registry)
    put(node, "endpointClassification", design.endpoint_classification)
    if design.biospecimens:
        coded(node, "biospecimenRetention", design.biospecimens.retention)
        put(node, "biospecimenDescription", design.biospecimens.description)
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
    oversight = study.oversight
    put(node, "hasDataMonitoringCommittee", oversight.has_dmc)
    put(node, "fdaRegulatedDrug", oversight.fda_regulated_drug)
    put(node, "fdaRegulatedDevice", oversight.fda_regulated_device)
    put(node, "unapprovedDevice", oversight.unapproved_device)
    put(node, "pediatricPostmarketSurveillance", oversight.pediatric_postmarket_surveillance)
    put(node, "usExport", oversight.us_export)
    put(node, "fdaaa801Violation", oversight.fdaaa801_violation)
    return node
