"""What the registry says of the record itself: its dates, who stands behind it, where the review of results is."""

from kg.dates import PartialDate
from kg.record import PostedDate, Registration, ResponsibleParty
from kg.sources.contacts import apart
from kg.sources.ctgov.structs import DateStruct, RegistryStudy, SponsorCollaborators
from kg.sources.fields.clean import short, speakable
from kg.sources.fields.remarks import Remarks
from kg.sources.reading import Dates

__all__ = ["dates_of", "registration_of"]

_STATUS = "protocolSection.statusModule"
_MISC = "derivedSection.miscInfoModule"
_TRACKING = f"{_MISC}.submissionTracking"


def registration_of(source: RegistryStudy, remarks: Remarks) -> Registration:
    """The dates and parties of a record."""
    status, misc = source.protocol_section.status_module, source.derived_section.misc_info_module
    tracking, account = misc.submission_tracking, source.protocol_section.identification_module.organization
    unposted, party = source.annotation_section.annotation_module.unposted_annotation, source.protocol_section
    code, date = remarks.code, remarks.date
    return Registration(
        first_submitted=date(status.study_first_submit_date, f"{_STATUS}.studyFirstSubmitDate"),
        first_submitted_qc=date(status.study_first_submit_qc_date, f"{_STATUS}.studyFirstSubmitQcDate"),
        first_posted=_posted(status.study_first_post_date_struct, remarks, f"{_STATUS}.studyFirstPostDateStruct"),
        last_update_submitted=date(status.last_update_submit_date, f"{_STATUS}.lastUpdateSubmitDate"),
        last_update_posted=_posted(status.last_update_post_date_struct, remarks, f"{_STATUS}.lastUpdatePostDateStruct"),
        verified=date(status.status_verified_date, f"{_STATUS}.statusVerifiedDate"),
        results_first_submitted=date(status.results_first_submit_date, f"{_STATUS}.resultsFirstSubmitDate"),
        results_first_submitted_qc=date(status.results_first_submit_qc_date, f"{_STATUS}.resultsFirstSubmitQcDate"),
        results_first_posted=_posted(
            status.results_first_post_date_struct, remarks, f"{_STATUS}.resultsFirstPostDateStruct"
        ),
        disposition_first_submitted=date(status.disp_first_submit_date, f"{_STATUS}.dispFirstSubmitDate"),
        disposition_first_submitted_qc=date(status.disp_first_submit_qc_date, f"{_STATUS}.dispFirstSubmitQcDate"),
        disposition_first_posted=_posted(
            status.disp_first_post_date_struct, remarks, f"{_STATUS}.dispFirstPostDateStruct"
        ),
        responsible_party=_responsible_party(party.sponsor_collaborators_module, remarks),
        prs_account=short(account.full_name),
        prs_account_type=code(
            "organization-class", account.class_, "protocolSection.identificationModule.organization.class"
        ),
        version=date(misc.version_holder, f"{_MISC}.versionHolder"),
        retrieved=date(misc.retrieved_date, f"{_MISC}.retrievedDate"),
        delayed_posting=status.delayed_posting,
        results_waived=status.results_waived,
        results_expected=date(
            tracking.estimated_results_first_submit_date, f"{_TRACKING}.estimatedResultsFirstSubmitDate"
        ),
        results_comments_first_posted=_posted(
            tracking.first_mcp_info.post_date_struct, remarks, f"{_TRACKING}.firstMcpInfo.postDateStruct"
        ),
        commented_releases=tuple(
            [each.mcp_release_n for each in tracking.submission_infos if each.mcp_release_n is not None]
        ),
        unposted_responsible_party=short(unposted.unposted_responsible_party),
    )


def dates_of(*, posted: str | None, submitted: str | None, verified: str | None, taken: str | None) -> Dates:
    """The dates of a copy from their texts, as `registration_of` reads them."""
    unheard = Remarks()

    def date(text: str | None) -> PartialDate | None:
        return unheard.date(text if text is None or text.isprintable() else speakable(text), "")

    return Dates(posted=date(posted), submitted=date(submitted), verified=date(verified), taken=date(taken))


def _posted(written: DateStruct, remarks: Remarks, path: str) -> PostedDate | None:
    if written.date is None:
        return None
    date = remarks.date(written.date, f"{path}.date")
    kind = remarks.code("date-type", written.type, f"{path}.type")
    return PostedDate(date=date, type=kind) if date else None


def _responsible_party(sponsors: SponsorCollaborators, remarks: Remarks) -> ResponsibleParty | None:
    """The party of today, or the name and organization under which it was registered before 2011."""
    written = sponsors.responsible_party
    party = ResponsibleParty(
        type=remarks.code(
            "responsible-party-type", written.type, "protocolSection.sponsorCollaboratorsModule.responsibleParty.type"
        ),
        name=apart(short(written.investigator_full_name) or short(written.old_name_title))[0],
        title=short(written.investigator_title),
        affiliation=short(written.investigator_affiliation),
        organization=short(written.old_organization),
    )
    return party if party != _NOBODY else None


_NOBODY = ResponsibleParty()
