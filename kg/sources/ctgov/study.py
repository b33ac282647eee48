"""A study of the registry -> the record: the one way from its structure into ours, whatever the export."""

import re

import msgspec

from kg.iris import study_id
from kg.record import Coded, Enrollment, ExpandedAccess, Identifier, Study, StudyDate
from kg.sources.codes import NOTATIONS, UNKNOWN_COUNTS
from kg.sources.ctgov import arms_and_outcomes as parts
from kg.sources.ctgov import citations, derived, design, people
from kg.sources.ctgov.registration import registration_of
from kg.sources.ctgov.results_section import results_of
from kg.sources.ctgov.structs import DateStruct, Identification, OrgStudyId, RegistryDesign, RegistryStudy, Status
from kg.sources.fields.clean import short, shorts, speakable
from kg.sources.fields.remarks import Remarks

__all__ = ["PUBLISHER", "record_id", "study_of"]

PUBLISHER = "ctgov"

_IDENTIFICATION = "protocolSection.identificationModule"
_STATUS = "protocolSection.statusModule"
_DESIGN = "protocolSection.designModule"

_NCT = re.compile(r"NCT[0-9]{8}")
_NO_ACCESS = ExpandedAccess()

# The two fields of ids.
_ORG_STUDY_ID, _SECONDARY_ID = "ORG_STUDY_ID", "SECONDARY_ID"


def record_id(written: str | None) -> str | None:
    """The id of a record in its normal form, without characters that no text may hold; None if there is none."""
    return study_id(speakable(written)) or None if written else None


def study_of(source: RegistryStudy, remarks: Remarks) -> Study | None:
    """The record of a study; None, with a remark, if it does not say which study it is."""
    identity = record_id(source.protocol_section.identification_module.nct_id)
    if identity is None:
        remarks.note("CT-R002", "the record does not state the id of its study", f"{_IDENTIFICATION}.nctId")
        return None
    if not _NCT.fullmatch(identity):
        what = f"`{identity[:60]}` is no id of ClinicalTrials.gov: NCT and eight digits, as in NCT01297972"
        remarks.note("CT-R130", what, f"{_IDENTIFICATION}.nctId")
    return _with_attachments(_study(identity, source, remarks), source, remarks)


def _study(identity: str, source: RegistryStudy, remarks: Remarks) -> Study:
    protocol, index = source.protocol_section, source.derived_section
    names, status, planned = protocol.identification_module, protocol.status_module, protocol.design_module
    sponsors, places = protocol.sponsor_collaborators_module, protocol.contacts_locations_module
    arms, outcomes, cited = protocol.arms_interventions_module, protocol.outcomes_module, protocol.references_module
    return Study(
        id=identity,
        publisher=PUBLISHER,
        registration=registration_of(source, remarks),
        identifiers=_identifiers(names, remarks),
        aliases=tuple([each for alias in names.nct_id_aliases if (each := record_id(alias))]),
        title=short(names.brief_title),
        official_title=short(names.official_title),
        acronym=short(names.acronym),
        brief_summary=remarks.long(protocol.description_module.brief_summary),
        detailed_description=remarks.long(protocol.description_module.detailed_description),
        status=remarks.code("overall-status", status.overall_status, f"{_STATUS}.overallStatus"),
        last_known_status=remarks.code("overall-status", status.last_known_status, f"{_STATUS}.lastKnownStatus"),
        why_stopped=short(status.why_stopped),
        start=_date(status.start_date_struct, remarks, "startDateStruct"),
        primary_completion=_date(status.primary_completion_date_struct, remarks, "primaryCompletionDateStruct"),
        completion=_date(status.completion_date_struct, remarks, "completionDateStruct"),
        has_results=source.has_results,
        study_type=remarks.code("study-type", planned.study_type, f"{_DESIGN}.studyType"),
        phases=remarks.codes("phase", planned.phases, f"{_DESIGN}.phases[]"),
        design=design.design_of(planned, remarks),
        enrollment=_enrollment(planned, remarks),
        expanded_access=_expanded_access(status, planned, remarks),
        conditions=shorts(protocol.conditions_module.conditions),
        keywords=shorts(protocol.conditions_module.keywords),
        arms=parts.arms_of(arms, remarks),
        interventions=parts.interventions_of(arms, remarks),
        primary_outcomes=parts.outcomes_of(outcomes.primary_outcomes, remarks, "primaryOutcomes"),
        secondary_outcomes=parts.outcomes_of(outcomes.secondary_outcomes, remarks, "secondaryOutcomes"),
        other_outcomes=parts.outcomes_of(outcomes.other_outcomes, remarks, "otherOutcomes"),
        eligibility=design.eligibility_of(source, remarks),
        lead_sponsor=people.lead_sponsor_of(sponsors, remarks),
        collaborators=people.collaborators_of(sponsors, remarks),
        officials=people.officials_of(places, remarks),
        contacts=people.central_contacts_of(places, sponsors.responsible_party, remarks),
        sites=people.sites_of(places, remarks),
        references=citations.references_of(cited, remarks),
        links=citations.links_of(cited, remarks),
        available_data=citations.available_data_of(cited, remarks),
        ipd_sharing=design.ipd_sharing_of(protocol.ipd_sharing_statement_module, remarks),
        oversight=design.oversight_of(protocol.oversight_module),
        condition_indexing=derived.indexing_of(index.condition_browse_module, remarks, "condition"),
        intervention_indexing=derived.indexing_of(index.intervention_browse_module, remarks, "intervention"),
        removed_countries=shorts(index.misc_info_module.removed_countries),
    )


def _with_attachments(study: Study, source: RegistryStudy, remarks: Remarks) -> Study:
    documents = source.document_section.large_document_module
    return msgspec.structs.replace(
        study,
        documents=derived.documents_of(documents, remarks),
        no_analysis_plan=documents.no_sap,
        review_events=derived.review_events_of(source, remarks),
        violations=derived.violations_of(source, remarks),
        results=results_of(source.results_section, remarks),
    )


def _date(written: DateStruct, remarks: Remarks, name: str) -> StudyDate | None:
    date = remarks.date(written.date, f"{_STATUS}.{name}.date")
    kind = remarks.code("date-type", written.type, f"{_STATUS}.{name}.type")
    return StudyDate(date=date, type=kind) if date else None


def _identifiers(names: Identification, remarks: Remarks) -> tuple[Identifier, ...]:
    own = names.org_study_id_info
    kind = remarks.code("identifier-type", own.type, f"{_IDENTIFICATION}.orgStudyIdInfo.type")
    found = [_identifier(own, kind, _ORG_STUDY_ID)]
    for position, each in enumerate(names.secondary_id_infos):
        kind = remarks.code("identifier-type", each.type, f"{_IDENTIFICATION}.secondaryIdInfos[].type", position)
        found.append(_identifier(each, kind, _SECONDARY_ID, domain=short(each.domain)))
    return tuple([each for each in found if each])


def _identifier(written: OrgStudyId, kind: Coded | None, role: str, *, domain: str | None = None) -> Identifier | None:
    value = short(written.id)
    if value is None:
        return None
    return Identifier(value=value, type=kind, domain=domain, link=short(written.link), role=role)


def _enrollment(planned: RegistryDesign, remarks: Remarks) -> Enrollment | None:
    written = planned.enrollment_info
    kind = remarks.code("date-type", written.type, f"{_DESIGN}.enrollmentInfo.type")
    path, count = f"{_DESIGN}.enrollmentInfo.count", written.count
    if count is None:
        return None
    if count in UNKNOWN_COUNTS:
        remarks.note("CT-R134", f"an enrollment of {count} means that it is not known", path)
        return None
    if count < 0:
        remarks.note("CT-R102", f"{count} stands where a number of participants should; it is left out", path)
        return None
    return Enrollment(count=count, type=kind)


def _expanded_access(status: Status, planned: RegistryDesign, remarks: Remarks) -> ExpandedAccess | None:
    info, types = status.expanded_access_info, planned.expanded_access_types
    access = ExpandedAccess(
        available=info.has_expanded_access,
        study_id=record_id(info.nct_id),
        status=remarks.code("overall-status", info.status_for_nct_id, f"{_STATUS}.expandedAccessInfo.statusForNctId"),
        types=tuple([code for code in NOTATIONS["expanded-access-type"] if getattr(types, code.lower())]),
    )
    return access if access != _NO_ACCESS else None
