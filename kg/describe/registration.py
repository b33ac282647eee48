"""The record itself: who published it, when, from which bytes it was read."""

from kg.record import Origin, Registration, ResponsibleParty, Study

from .node import Node, coded, dated, include, put, put_all

__all__ = ["describe_registration"]

_DATES = {
    "first_submitted": "firstSubmittedDate",
    "first_submitted_qc": "firstSubmittedQcDate",
    "first_posted": "firstPostedDate",
    "last_update_submitted": "lastUpdateSubmittedDate",
    "last_update_posted": "lastUpdatePostedDate",
    "updated": "modified",
    "verified": "verificationDate",
    "version": "registryVersionDate",
    "results_first_submitted": "resultsFirstSubmittedDate",
    "results_first_submitted_qc": "resultsFirstSubmittedQcDate",
    "results_first_posted": "resultsFirstPostedDate",
    "results_expected": "resultsExpectedDate",
    "results_comments_first_posted": "resultsCommentsFirstPostedDate",
    "disposition_first_submitted": "dispositionFirstSubmittedDate",
    "disposition_first_submitted_qc": "dispositionFirstSubmittedQcDate",
    "disposition_first_posted": "dispositionFirstPostedDate",
    "primary_outcomes_submitted": "primaryOutcomesSubmittedDate",
    "secondary_outcomes_submitted": "secondaryOutcomesSubmittedDate",
    "other_outcomes_submitted": "otherOutcomesSubmittedDate",
    "original_primary_outcomes_submitted": "originalPrimaryOutcomesSubmittedDate",
    "original_secondary_outcomes_submitted": "originalSecondaryOutcomesSubmittedDate",
    "original_other_outcomes_submitted": "originalOtherOutcomesSubmittedDate",
    "enrollment_submitted": "enrollmentSubmittedDate",
    "original_enrollment_submitted": "originalEnrollmentSubmittedDate",
}
"""Field of `Registration` -> term."""


def describe_registration(study: Study, *, origin: Origin) -> Node:
    """The terms of a record node."""
    registration = study.registration
    node: Node = {"identifier": study.id, "registry": study.publisher}
    put_all(node, "formerIdentifier", study.aliases)
    for field, term in _DATES.items():
        dated(node, term, getattr(registration, field))
    if registration.responsible_party:
        include(node, _responsible_party(registration.responsible_party))
    include(node, _names(registration))
    put(node, "delayedPosting", registration.delayed_posting)
    put(node, "resultsWaived", registration.results_waived)
    put_all(node, "commentedRelease", registration.commented_releases)
    put_all(node, "notProvided", registration.not_provided)
    node["wasDerivedFrom"] = f"urn:sha256:{origin.sha256}"
    node["sourceName"] = origin.name
    put(node, "sourcePosition", origin.position)
    node["sourceFormat"] = origin.format
    return node


def _responsible_party(party: ResponsibleParty) -> Node:
    node: Node = {}
    coded(node, "responsiblePartyType", party.type)
    put(node, "responsiblePartyName", party.name)
    put(node, "responsiblePartyTitle", party.title)
    put(node, "responsiblePartyAffiliationName", party.affiliation)
    put(node, "responsiblePartyOrganizationName", party.organization)
    return node


def _names(registration: Registration) -> Node:
    node: Node = {}
    put(node, "informationProviderName", registration.information_provider)
    put(node, "verifiedByName", registration.verified_by)
    put(node, "prsAccountName", registration.prs_account)
    coded(node, "prsAccountClass", registration.prs_account_type)
    put(node, "unpostedResponsiblePartyName", registration.unposted_responsible_party)
    put(node, "changeHistory", registration.change_history)
    return node
