"""The facts of a page -> the record: each property has one place in it."""

from kg.addresses import url
from kg.dates import PartialDate
from kg.record import (
    BioSpecimens,
    Design,
    Enrollment,
    IpdSharing,
    Oversight,
    PostedDate,
    Registration,
    ResponsibleParty,
    Study,
    StudyDate,
)
from kg.sources.codes import UNKNOWN_COUNTS
from kg.sources.page.assemble_parts import (
    arms_of,
    collaborators_of,
    eligibility_of,
    identifiers_of,
    interventions_of,
    lead_sponsor_of,
    officials_of,
    outcomes_of,
    references_of,
    related_studies_of,
    sites_of,
)
from kg.sources.page.facts import Facts

__all__ = ["assemble"]

# The tabular page writes two phases on two lines; the registry's own spelling is `Phase 1/Phase 2`.
_PHASE_SEPARATOR = "/"


def assemble(facts: Facts, *, id: str, title: str | None, publisher: str) -> Study:
    """The study that the facts of one page describe."""
    return Study(
        id=id,
        publisher=publisher,
        registration=_registration(facts),
        identifiers=identifiers_of(facts),
        title=title,
        official_title=facts.one("study", "ct:officialTitle"),
        acronym=facts.one("study", "ct:acronym"),
        brief_summary=facts.text("study", "ct:briefSummary"),
        detailed_description=facts.text("study", "ct:detailedDescription"),
        status=facts.code("study", "ct:overallStatus", "overall-status"),
        last_known_status=facts.code("study", "ct:lastKnownStatus", "overall-status"),
        why_stopped=facts.one("study", "ct:whyStopped"),
        start=_study_date(facts, "ct:startDate"),
        primary_completion=_study_date(facts, "ct:primaryCompletionDate"),
        completion=_study_date(facts, "ct:completionDate"),
        has_results=facts.flag("study", "ct:hasResults"),
        study_type=facts.code("study", "ct:studyType", "study-type"),
        phases=facts.codes("study", "ct:phase", "phase"),
        phase_label=_PHASE_SEPARATOR.join(facts.all("study", "ct:phaseLabel")) or None,
        design=_design(facts),
        enrollment=_enrollment(facts, "ct:enrollment"),
        original_enrollment=_enrollment(facts, "ct:originalEnrollment"),
        conditions=facts.all("study", "ct:conditionName"),
        keywords=facts.all("study", "ct:keyword"),
        arms=arms_of(facts),
        interventions=interventions_of(facts),
        primary_outcomes=outcomes_of(facts, "ct:primaryOutcome"),
        secondary_outcomes=outcomes_of(facts, "ct:secondaryOutcome"),
        other_outcomes=outcomes_of(facts, "ct:otherOutcome"),
        original_primary_outcomes=outcomes_of(facts, "ct:originalPrimaryOutcome"),
        original_secondary_outcomes=outcomes_of(facts, "ct:originalSecondaryOutcome"),
        original_other_outcomes=outcomes_of(facts, "ct:originalOtherOutcome"),
        eligibility=eligibility_of(facts) if facts.has("eligibility") else None,
        lead_sponsor=lead_sponsor_of(facts),
        collaborators=collaborators_of(facts),
        officials=officials_of(facts),
        sites=sites_of(facts),
        countries=facts.all("study", "ct:countryName"),
        removed_countries=facts.all("study", "ct:removedCountryName"),
        references=references_of(facts),
        ipd_sharing=_ipd_sharing(facts),
        oversight=_oversight(facts),
        related_studies=related_studies_of(facts),
    )


def _study_date(facts: Facts, name: str) -> StudyDate | None:
    date = facts.date("study", name)
    return StudyDate(date=date, type=facts.code("study", f"{name}Type", "date-type")) if date else None


def _enrollment(facts: Facts, name: str) -> Enrollment | None:
    count = facts.count("study", name)
    if count is None or count in UNKNOWN_COUNTS:  # the reader of the page says so
        return None
    return Enrollment(count=count, type=facts.code("study", f"{name}Type", "date-type"))


def _registration(facts: Facts) -> Registration:
    def date(name: str) -> PartialDate | None:
        return facts.date("record", name)

    return Registration(
        first_submitted=date("ct:firstSubmittedDate"),
        first_posted=_posted(facts, "ct:firstPostedDate"),
        last_update_submitted=date("ct:lastUpdateSubmittedDate"),
        last_update_posted=_posted(facts, "ct:lastUpdatePostedDate"),
        updated=date("dcterms:modified"),
        verified=date("ct:verificationDate"),
        results_first_submitted=date("ct:resultsFirstSubmittedDate"),
        results_first_posted=_posted(facts, "ct:resultsFirstPostedDate"),
        primary_outcomes_submitted=date("ct:primaryOutcomesSubmittedDate"),
        secondary_outcomes_submitted=date("ct:secondaryOutcomesSubmittedDate"),
        other_outcomes_submitted=date("ct:otherOutcomesSubmittedDate"),
        original_primary_outcomes_submitted=date("ct:originalPrimaryOutcomesSubmittedDate"),
        original_secondary_outcomes_submitted=date("ct:originalSecondaryOutcomesSubmittedDate"),
        original_other_outcomes_submitted=date("ct:originalOtherOutcomesSubmittedDate"),
        enrollment_submitted=date("ct:enrollmentSubmittedDate"),
        original_enrollment_submitted=date("ct:originalEnrollmentSubmittedDate"),
        responsible_party=_responsible_party(facts),
        information_provider=facts.one("record", "ct:informationProviderName"),
        verified_by=facts.one("record", "ct:verifiedByName"),
        prs_account=facts.one("record", "ct:prsAccountName"),
        change_history=facts.one("record", "ct:changeHistory"),
        not_provided=tuple(name.removeprefix("ct:") for name in facts.all("record", "ct:notProvided")),
    )


def _posted(facts: Facts, name: str) -> PostedDate | None:
    date = facts.date("record", name)
    return PostedDate(date=date, type=facts.code("record", f"{name}Type", "date-type")) if date else None


def _responsible_party(facts: Facts) -> ResponsibleParty | None:
    party = ResponsibleParty(
        type=facts.code("record", "ct:responsiblePartyType", "responsible-party-type"),
        name=facts.one("record", "ct:responsiblePartyName"),
        title=facts.one("record", "ct:responsiblePartyTitle"),
        affiliation=facts.one("record", "ct:responsiblePartyAffiliationName"),
        organization=facts.one("record", "ct:responsiblePartyOrganizationName"),
    )
    return party if party != ResponsibleParty() else None


def _design(facts: Facts) -> Design:
    return Design(
        allocation=facts.code("study", "ct:allocation", "allocation"),
        intervention_model=facts.code("study", "ct:interventionModel", "intervention-model"),
        intervention_model_description=facts.text("study", "ct:interventionModelDescription"),
        primary_purpose=facts.code("study", "ct:primaryPurpose", "primary-purpose"),
        masking=facts.code("study", "ct:masking", "masking"),
        masking_description=facts.text("study", "ct:maskingDescription"),
        who_masked=facts.codes("study", "ct:maskedParty", "masked-party"),
        observational_model=facts.code("study", "ct:observationalModel", "observational-model"),
        time_perspective=facts.code("study", "ct:timePerspective", "time-perspective"),
        target_duration=facts.one("study", "ct:targetDuration"),
        patient_registry=facts.flag("study", "ct:patientRegistry"),
        biospecimens=_biospecimens(facts),
        endpoint_classification=facts.one("study", "ct:endpointClassification"),
    )


def _biospecimens(facts: Facts) -> BioSpecimens | None:
    retention = facts.code("study", "ct:biospecimenRetention", "biospecimen-retention")
    description = facts.text("study", "ct:biospecimenDescription")
    return BioSpecimens(retention=retention, description=description) if retention or description else None


def _url(text: str | None) -> str | None:
    return text and (url(text) or text)


def _ipd_sharing(facts: Facts) -> IpdSharing | None:
    sharing = IpdSharing(
        statement=facts.code("study", "ct:ipdSharing", "ipd-sharing"),
        description=facts.text("study", "ct:ipdSharingDescription"),
        info_types=facts.codes("study", "ct:ipdSharingInfoType", "ipd-info-type"),
        time_frame=facts.text("study", "ct:ipdSharingTimeFrame"),
        access_criteria=facts.text("study", "ct:ipdSharingAccessCriteria"),
        url=_url(facts.one("study", "ct:ipdSharingUrl")),
    )
    return sharing if sharing != IpdSharing() else None


def _oversight(facts: Facts) -> Oversight:
    return Oversight(
        has_dmc=facts.flag("study", "ct:hasDataMonitoringCommittee"),
        fda_regulated_drug=facts.flag("study", "ct:fdaRegulatedDrug"),
        fda_regulated_device=facts.flag("study", "ct:fdaRegulatedDevice"),
        unapproved_device=facts.flag("study", "ct:unapprovedDevice"),
        pediatric_postmarket_surveillance=facts.flag("study", "ct:pediatricPostmarketSurveillance"),
        us_export=facts.flag("study", "ct:usExport"),
    )
