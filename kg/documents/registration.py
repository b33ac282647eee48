"""The record itself: who published it, when, from which bytes it was read."""

from operator import attrgetter

from kg.record import Origin, Study

from .node import Node, dated, put, put_all, telling

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
    "retrieved": "retrievedDate",
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

_dates = attrgetter(*_DATES)

_tell_party = telling(
    {
        "responsiblePartyType": "type",
        "responsiblePartyName": "name",
        "responsiblePartyTitle": "title",
        "responsiblePartyAffiliationName": "affiliation",
        "responsiblePartyOrganizationName": "organization",
    }
)
_tell_names = telling(
    {
        "informationProviderName": "information_provider",
        "verifiedByName": "verified_by",
        "prsAccountName": "prs_account",
        "prsAccountClass": "prs_account_type",
        "unpostedResponsiblePartyName": "unposted_responsible_party",
        "changeHistory": "change_history",
        "delayedPosting": "delayed_posting",
        "resultsWaived": "results_waived",
    }
)


def describe_registration(study: Study, *, origin: Origin) -> Node:
    """The terms of a record node."""
    registration = study.registration
    node: Node = {"identifier": study.id, "registry": study.publisher}
    put_all(node, "formerIdentifier", study.aliases)
    for term, date in zip(_DATES.values(), _dates(registration), strict=True):
        if date is not None:
            dated(node, term, date)
    if registration.responsible_party:
        _tell_party(node, registration.responsible_party)
    _tell_names(node, registration)
    put_all(node, "commentedRelease", registration.commented_releases)
    put_all(node, "notProvided", registration.not_provided)
    node["wasDerivedFrom"] = f"urn:sha256:{origin.sha256}"
    node["sourceName"] = origin.name
    put(node, "sourcePosition", origin.position)
    node["sourceFormat"] = origin.format
    return node
