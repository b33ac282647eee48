"""The rows that the tables of AACT have of one study -> the study as the API of the registry has it."""

import re
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from kg.sources.codes import masking_of
from kg.sources.ctgov import structs
from kg.sources.ctgov.aact_columns import FORMER, STUDIES
from kg.sources.ctgov.aact_parts import filled_part
from kg.sources.ctgov.aact_results import results_in
from kg.sources.ctgov.aact_rows import Row, StudyRows
from kg.sources.ctgov.spellings import CLASSIC_SPELLINGS

__all__ = ["masking_in", "phases_in", "registry_study"]

_Part = TypeVar("_Part", bound=msgspec.Struct)

_MASKED = {
    "subject_masked": "PARTICIPANT",
    "caregiver_masked": "CARE_PROVIDER",
    "investigator_masked": "INVESTIGATOR",
    "outcomes_assessor_masked": "OUTCOMES_ASSESSOR",
}
_GROUPS = {"child": "CHILD", "adult": "ADULT", "older_adult": "OLDER_ADULT"}
_NO_PHASE = frozenset({"n/a", "na"})
_DAY = re.compile(r"[A-Z][a-z]+ [0-9]{1,2}, [0-9]{4}")
"""In `ClinicalTrials.gov processed this data on October 29, 2021`."""
_PROVIDED = "/ProvidedDocs/"
_MESH = ("mesh-list", "")
"""How the terms are marked that the registry assigned; others are those above them."""


def registry_study(rows: StudyRows) -> structs.RegistryStudy:
    """The study, each row in its place."""
    study = rows.one(STUDIES)
    if former := {FORMER[name]: text for name, text in study.items() if name in FORMER}:
        study = {**former, **study}
    return structs.RegistryStudy(
        protocol_section=_protocol(rows, study),
        results_section=results_in(rows, study),
        annotation_section=_annotations(rows),
        document_section=structs.Documents(
            large_document_module=structs.LargeDocumentModule(
                large_docs=tuple([_document(rows, each) for each in rows.all("provided_documents")])
            )
        ),
        derived_section=_derived(rows, study),
        has_results=_has_results(rows, study),
    )


def _protocol(rows: StudyRows, study: Row) -> structs.Protocol:
    return structs.Protocol(
        identification_module=_identification(rows, study),
        status_module=_status(rows, study),
        sponsor_collaborators_module=_sponsors(rows),
        oversight_module=filled_part(structs.RegistryOversight, rows, STUDIES, study, "oversightModule"),
        description_module=structs.Description(
            brief_summary=rows.one("brief_summaries").get("description"),
            detailed_description=rows.one("detailed_descriptions").get("description"),
        ),
        conditions_module=structs.Conditions(
            conditions=rows.texts("conditions", "name"), keywords=rows.texts("keywords", "name")
        ),
        design_module=_design(rows, study),
        arms_interventions_module=_arms(rows),
        outcomes_module=_outcomes(rows),
        eligibility_module=_eligibility(rows),
        contacts_locations_module=_places(rows),
        references_module=_references(rows),
        ipd_sharing_statement_module=filled_part(
            structs.RegistryIpdSharing,
            rows,
            STUDIES,
            study,
            "ipdSharingStatementModule",
            {"info_types": rows.texts("ipd_information_types", "name")},
        ),
    )


def _identification(rows: StudyRows, study: Row) -> structs.Identification:
    ids = rows.all("id_information")
    own = [each for each in ids if each.get("id_source", "").startswith("org_study_id")]
    former = [each for each in ids if each.get("id_source", "") in {"nct_alias", "nct_id_alias"}]
    further = [each for each in ids if each not in own and each not in former]
    stated = {
        "nct_id": rows.id,
        "nct_id_aliases": tuple([each["id_value"] for each in former if "id_value" in each]),
        "org_study_id_info": _id_of(structs.OrgStudyId, rows, own[0]) if own else structs.OrgStudyId(),
        "secondary_id_infos": tuple([_id_of(structs.SecondaryId, rows, each) for each in further]),
        "organization": filled_part(structs.RegistryOrganization, rows, STUDIES, study, "organization"),
    }
    return filled_part(structs.Identification, rows, STUDIES, study, "identificationModule", stated)


def _id_of(kind: type[_Part], rows: StudyRows, row: Row) -> _Part:
    return filled_part(kind, rows, "id_information", row, "secondaryIdInfos[]")


def _status(rows: StudyRows, study: Row) -> structs.Status:
    def posted(field: str) -> structs.DateStruct:
        return filled_part(structs.DateStruct, rows, STUDIES, study, field)

    def stated(name: str) -> structs.DateStruct:
        date = study.get(f"{name}_month_year") or study.get(f"{name}_date")
        return structs.DateStruct(date=date, type=study.get(f"{name}_date_type"))

    own = {
        "status_verified_date": study.get("verification_month_year") or study.get("verification_date"),
        "expanded_access_info": filled_part(structs.ExpandedAccessInfo, rows, STUDIES, study, "expandedAccessInfo"),
        "start_date_struct": stated("start"),
        "primary_completion_date_struct": stated("primary_completion"),
        "completion_date_struct": stated("completion"),
        "study_first_post_date_struct": posted("studyFirstPostDateStruct"),
        "results_first_post_date_struct": posted("resultsFirstPostDateStruct"),
        "disp_first_post_date_struct": posted("dispFirstPostDateStruct"),
        "last_update_post_date_struct": posted("lastUpdatePostDateStruct"),
    }
    return filled_part(structs.Status, rows, STUDIES, study, "statusModule", own)


def _sponsors(rows: StudyRows) -> structs.SponsorCollaborators:
    party, sponsors = rows.one("responsible_parties"), rows.all("sponsors")
    lead = [each for each in sponsors if each.get("lead_or_collaborator", "").casefold() == "lead"][:1]
    others = [_sponsor(rows, each) for each in sponsors if each not in lead]
    return structs.SponsorCollaborators(
        responsible_party=filled_part(
            structs.RegistryResponsibleParty, rows, "responsible_parties", party, "responsibleParty"
        ),
        lead_sponsor=_sponsor(rows, lead[0]) if lead else structs.Sponsor(),
        collaborators=tuple(others),
    )


def _sponsor(rows: StudyRows, row: Row) -> structs.Sponsor:
    return filled_part(structs.Sponsor, rows, "sponsors", row, "leadSponsor")


def _design(rows: StudyRows, study: Row) -> structs.RegistryDesign:
    def access(name: str) -> bool | None:
        return rows.flag("studies", study, f"expanded_access_type_{name}") or None

    design = rows.one("designs")
    masking, told = masking_in(design.get("masking"))
    masked = [party for name, party in _MASKED.items() if rows.flag("designs", design, name)]
    masking_info = filled_part(
        structs.MaskingInfo,
        rows,
        "designs",
        design,
        "maskingInfo",
        {"masking": masking, "who_masked": tuple(masked) or told},
    )
    own = {
        "expanded_access_types": structs.ExpandedAccessTypes(
            individual=access("individual"), intermediate=access("intermediate"), treatment=access("treatment")
        ),
        "phases": phases_in(study.get("phase")),
        "design_info": filled_part(
            structs.DesignInfo, rows, "designs", design, "designInfo", {"masking_info": masking_info}
        ),
        "bio_spec": filled_part(structs.BioSpec, rows, STUDIES, study, "bioSpec"),
        "enrollment_info": filled_part(structs.RegistryEnrollment, rows, STUDIES, study, "enrollmentInfo"),
    }
    return filled_part(structs.RegistryDesign, rows, STUDIES, study, "designModule", own)


def masking_in(text: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The level, and who is masked where that stands behind it in brackets."""
    found = masking_of(text, CLASSIC_SPELLINGS) if text else None
    return found or (text, ())


def phases_in(text: str | None) -> tuple[str, ...]:
    """`PHASE1/PHASE2` and `Phase 1/Phase 2` are two; `N/A` is one."""
    if text is None or text.strip().casefold() in _NO_PHASE:
        return () if text is None else ("NA",)
    return tuple([each.strip() for each in text.split("/")])


def _arms(rows: StudyRows) -> structs.ArmsInterventions:
    groups, interventions = rows.all("design_groups"), rows.all("interventions")
    names = {each.get("id"): _called(each) for each in interventions}
    labels = {each.get("id"): each.get("title") for each in groups}
    used: dict[str | None, list[str]] = {}
    users: dict[str | None, list[str]] = {}
    for each in rows.all("design_group_interventions"):
        group, intervention = each.get("design_group_id"), each.get("intervention_id")
        if name := names.get(intervention):
            used.setdefault(group, []).append(name)
        if label := labels.get(group):
            users.setdefault(intervention, []).append(label)
    others = rows.texts_by("intervention_other_names", "intervention_id", "name")
    return structs.ArmsInterventions(
        arm_groups=tuple(
            [
                filled_part(
                    structs.ArmGroup,
                    rows,
                    "design_groups",
                    each,
                    "armGroups[]",
                    {"intervention_names": tuple(used.get(each.get("id"), ()))},
                )
                for each in groups
            ]
        ),
        interventions=tuple(
            [
                filled_part(
                    structs.RegistryIntervention,
                    rows,
                    "interventions",
                    each,
                    "interventions[]",
                    {
                        "arm_group_labels": tuple(users.get(each.get("id"), ())),
                        "other_names": others.get(each.get("id", ""), ()),
                    },
                )
                for each in interventions
            ]
        ),
    )


def _called(row: Row) -> str | None:
    """What an arm calls an intervention: `Drug: Name`."""
    name, kind = row.get("name"), row.get("intervention_type")
    return f"{kind.replace('_', ' ').title()}: {name}" if name and kind else name


def _outcomes(rows: StudyRows) -> structs.Outcomes:
    found: dict[str, list[structs.RegistryOutcome]] = {"primary": [], "secondary": [], "other": []}
    for position, each in enumerate(rows.all("design_outcomes")):
        kind = each.get("outcome_type", "").casefold()
        if kind not in found:
            rows.remarks.note(
                "CT-R010", f"`{kind}` is no known type of outcome", "design_outcomes[].outcome_type", position
            )
            continue
        outcome = filled_part(structs.RegistryOutcome, rows, "design_outcomes", each, "primaryOutcomes[]")
        found[kind].append(outcome)
    primary, secondary, other = (tuple(each) for each in found.values())
    return structs.Outcomes(primary_outcomes=primary, secondary_outcomes=secondary, other_outcomes=other)


def _eligibility(rows: StudyRows) -> structs.RegistryEligibility:
    row = rows.one("eligibilities")
    groups = [group for name, group in _GROUPS.items() if rows.flag("eligibilities", row, name)]
    return filled_part(
        structs.RegistryEligibility, rows, "eligibilities", row, "eligibilityModule", {"std_ages": tuple(groups)}
    )


def _places(rows: StudyRows) -> structs.ContactsLocations:
    """The places, each with whom to ask there and who leads the study there."""
    people: dict[str | None, list[structs.ContactPerson]] = {}
    for each in rows.all("facility_contacts"):
        people.setdefault(each.get("facility_id"), []).append(_person(rows, "facility_contacts", each, "CONTACT"))
    for each in rows.all("facility_investigators"):
        people.setdefault(each.get("facility_id"), []).append(_person(rows, "facility_investigators", each, None))
    return structs.ContactsLocations(
        central_contacts=tuple(
            [_person(rows, "central_contacts", each, "CONTACT") for each in rows.all("central_contacts")]
        ),
        overall_officials=_all(structs.RegistryOfficial, rows, "overall_officials", "overallOfficials[]"),
        locations=tuple(
            [
                filled_part(
                    structs.Location,
                    rows,
                    "facilities",
                    each,
                    "locations[]",
                    {"contacts": tuple(people.get(each.get("id"), ()))},
                )
                for each in rows.all("facilities")
            ]
        ),
    )


def _person(rows: StudyRows, table: str, row: Row, role: str | None) -> structs.ContactPerson:
    at = "centralContacts[]" if table == "central_contacts" else "contacts[]"
    return filled_part(structs.ContactPerson, rows, table, row, at, {"role": row.get("role") or role})


def _all(kind: type[_Part], rows: StudyRows, table: str, at: str) -> tuple[_Part, ...]:
    """A struct for each row of a table."""
    return tuple([filled_part(kind, rows, table, each, at) for each in rows.all(table)])


def _references(rows: StudyRows) -> structs.References:
    notices: dict[str | None, list[structs.RegistryRetraction]] = {}
    for each in rows.all("retractions"):
        notice = filled_part(structs.RegistryRetraction, rows, "retractions", each, "retractions[]")
        notices.setdefault(each.get("reference_id"), []).append(notice)
    return structs.References(
        references=tuple(
            [
                filled_part(
                    structs.RegistryReference,
                    rows,
                    "study_references",
                    each,
                    "references[]",
                    {"retractions": tuple(notices.get(each.get("id"), ()))},
                )
                for each in rows.all("study_references")
            ]
        ),
        see_also_links=_all(structs.SeeAlso, rows, "links", "seeAlsoLinks[]"),
        avail_ipds=_all(structs.AvailIpd, rows, "documents", "availIpds[]"),
    )


def _annotations(rows: StudyRows) -> structs.Annotations:
    events = _all(structs.UnpostedEvent, rows, "pending_results", "unpostedEvents[]")
    unposted = structs.UnpostedAnnotation(unposted_events=events)
    return structs.Annotations(annotation_module=structs.AnnotationModule(unposted_annotation=unposted))


def _document(rows: StudyRows, row: Row) -> structs.LargeDoc:
    """A document; the registry keeps its name in the address."""
    address = row.get("url") or ""
    own = {"filename": address.rpartition("/")[2] or None if _PROVIDED in address else None, "url": address or None}
    return filled_part(structs.LargeDoc, rows, "provided_documents", row, "largeDocs[]", own)


def _derived(rows: StudyRows, study: Row) -> structs.Derived:
    removed = [each for each in rows.all("countries") if rows.flag("countries", each, "removed")]
    return structs.Derived(
        misc_info_module=structs.MiscInfo(
            version_holder=_version(rows, study),
            removed_countries=tuple([each["name"] for each in removed if "name" in each]),
        ),
        condition_browse_module=_browse(rows, "browse_conditions"),
        intervention_browse_module=_browse(rows, "browse_interventions"),
    )


def _version(rows: StudyRows, study: Row) -> str | None:
    if date := rows.one("calculated_values").get("nlm_download_date"):
        return date
    found = _DAY.search(study.get("nlm_download_date_description", ""))
    return found[0] if found else None


def _browse(rows: StudyRows, table: str) -> structs.Browse:
    def terms(*, assigned: bool) -> tuple[structs.MeshTerm, ...]:
        found = [each for each in rows.all(table) if (each.get("mesh_type", "").casefold() in _MESH) is assigned]
        return tuple([structs.MeshTerm(term=each["mesh_term"]) for each in found if "mesh_term" in each])

    return structs.Browse(meshes=terms(assigned=True), ancestors=terms(assigned=False))


def _has_results(rows: StudyRows, study: Mapping[str, str]) -> bool | None:
    """Whether results are posted, as the database says, else by the day on which they were."""
    stated = rows.flag("calculated_values", rows.one("calculated_values"), "were_results_reported")
    return stated if stated is not None else "results_first_posted_date" in study or None
