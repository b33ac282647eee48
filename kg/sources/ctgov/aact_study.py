"""The rows that the tables of AACT have of one study -> the study as the API of the registry has it."""

import re
from collections.abc import Mapping

from kg.sources.codes import masking_of
from kg.sources.ctgov import structs
from kg.sources.ctgov.aact_columns import FORMER, STUDIES
from kg.sources.ctgov.aact_results import results_in
from kg.sources.ctgov.aact_rows import Row, StudyRows
from kg.sources.ctgov.spellings import CLASSIC_SPELLINGS

__all__ = ["masking_in", "phases_in", "registry_study"]

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
        oversight_module=_oversight(rows, study),
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
        ipd_sharing_statement_module=structs.RegistryIpdSharing(
            ipd_sharing=study.get("plan_to_share_ipd"),
            description=study.get("plan_to_share_ipd_description"),
            info_types=rows.texts("ipd_information_types", "name"),
            time_frame=study.get("ipd_time_frame"),
            access_criteria=study.get("ipd_access_criteria"),
            url=study.get("ipd_url"),
        ),
    )


def _identification(rows: StudyRows, study: Row) -> structs.Identification:
    ids = rows.all("id_information")
    own = [each for each in ids if each.get("id_source", "").startswith("org_study_id")]
    former = [each for each in ids if each.get("id_source", "") in {"nct_alias", "nct_id_alias"}]
    further = [each for each in ids if each not in own and each not in former]
    return structs.Identification(
        nct_id=rows.id,
        nct_id_aliases=tuple([each["id_value"] for each in former if "id_value" in each]),
        org_study_id_info=structs.OrgStudyId(**_id_of(own[0])) if own else structs.OrgStudyId(),
        secondary_id_infos=tuple(
            [structs.SecondaryId(**_id_of(each), domain=each.get("id_type_description")) for each in further]
        ),
        organization=structs.RegistryOrganization(full_name=study.get("source"), class_=study.get("source_class")),
        brief_title=study.get("brief_title"),
        official_title=study.get("official_title"),
        acronym=study.get("acronym"),
    )


def _id_of(row: Row) -> dict[str, str | None]:
    return {"id": row.get("id_value"), "type": row.get("id_type"), "link": row.get("id_link")}


def _status(rows: StudyRows, study: Row) -> structs.Status:
    def posted(name: str) -> structs.DateStruct:
        return structs.DateStruct(date=study.get(f"{name}_date"), type=study.get(f"{name}_date_type"))

    def stated(name: str) -> structs.DateStruct:
        date = study.get(f"{name}_month_year") or study.get(f"{name}_date")
        return structs.DateStruct(date=date, type=study.get(f"{name}_date_type"))

    return structs.Status(
        status_verified_date=study.get("verification_month_year") or study.get("verification_date"),
        overall_status=study.get("overall_status"),
        last_known_status=study.get("last_known_status"),
        delayed_posting=rows.flag("studies", study, "delayed_posting"),
        why_stopped=study.get("why_stopped"),
        expanded_access_info=structs.ExpandedAccessInfo(
            has_expanded_access=rows.flag("studies", study, "has_expanded_access"),
            nct_id=study.get("expanded_access_nctid"),
            status_for_nct_id=study.get("expanded_access_status_for_nctid"),
        ),
        start_date_struct=stated("start"),
        primary_completion_date_struct=stated("primary_completion"),
        completion_date_struct=stated("completion"),
        study_first_submit_date=study.get("study_first_submitted_date"),
        study_first_submit_qc_date=study.get("study_first_submitted_qc_date"),
        study_first_post_date_struct=posted("study_first_posted"),
        results_first_submit_date=study.get("results_first_submitted_date"),
        results_first_submit_qc_date=study.get("results_first_submitted_qc_date"),
        results_first_post_date_struct=posted("results_first_posted"),
        disp_first_submit_date=study.get("disposition_first_submitted_date"),
        disp_first_submit_qc_date=study.get("disposition_first_submitted_qc_date"),
        disp_first_post_date_struct=posted("disposition_first_posted"),
        last_update_submit_date=study.get("last_update_submitted_date"),
        last_update_post_date_struct=posted("last_update_posted"),
    )


def _sponsors(rows: StudyRows) -> structs.SponsorCollaborators:
    party = rows.one("responsible_parties")
    sponsors = rows.all("sponsors")
    lead = [each for each in sponsors if each.get("lead_or_collaborator", "").casefold() == "lead"][:1]
    others = [_sponsor(each) for each in sponsors if each not in lead]
    return structs.SponsorCollaborators(
        responsible_party=structs.RegistryResponsibleParty(
            type=party.get("responsible_party_type"),
            investigator_full_name=party.get("name"),
            investigator_title=party.get("title"),
            investigator_affiliation=party.get("affiliation"),
            old_name_title=party.get("old_name_title"),
            old_organization=party.get("organization"),
        ),
        lead_sponsor=_sponsor(lead[0]) if lead else structs.Sponsor(),
        collaborators=tuple(others),
    )


def _sponsor(row: Row) -> structs.Sponsor:
    return structs.Sponsor(name=row.get("name"), class_=row.get("agency_class"))


def _oversight(rows: StudyRows, study: Row) -> structs.RegistryOversight:
    def flag(name: str) -> bool | None:
        return rows.flag("studies", study, name)

    return structs.RegistryOversight(
        oversight_has_dmc=flag("has_dmc"),
        is_fda_regulated_drug=flag("is_fda_regulated_drug"),
        is_fda_regulated_device=flag("is_fda_regulated_device"),
        is_unapproved_device=flag("is_unapproved_device"),
        is_ppsd=flag("is_ppsd"),
        is_us_export=flag("is_us_export"),
        fdaaa801_violation=flag("fdaaa801_violation"),
    )


def _design(rows: StudyRows, study: Row) -> structs.RegistryDesign:
    def access(name: str) -> bool | None:
        return rows.flag("studies", study, f"expanded_access_type_{name}") or None

    design = rows.one("designs")
    masking, told = masking_in(design.get("masking"))
    masked = [party for name, party in _MASKED.items() if rows.flag("designs", design, name)]
    return structs.RegistryDesign(
        study_type=study.get("study_type"),
        expanded_access_types=structs.ExpandedAccessTypes(
            individual=access("individual"), intermediate=access("intermediate"), treatment=access("treatment")
        ),
        patient_registry=rows.flag("studies", study, "patient_registry"),
        target_duration=study.get("target_duration"),
        phases=phases_in(study.get("phase")),
        design_info=structs.DesignInfo(
            allocation=design.get("allocation"),
            intervention_model=design.get("intervention_model"),
            intervention_model_description=design.get("intervention_model_description"),
            primary_purpose=design.get("primary_purpose"),
            observational_model=design.get("observational_model"),
            time_perspective=design.get("time_perspective"),
            masking_info=structs.MaskingInfo(
                masking=masking,
                masking_description=design.get("masking_description"),
                who_masked=tuple(masked) or told,
            ),
        ),
        bio_spec=structs.BioSpec(
            retention=study.get("biospec_retention"), description=study.get("biospec_description")
        ),
        enrollment_info=structs.RegistryEnrollment(
            count=rows.number("studies", study, "enrollment"), type=study.get("enrollment_type")
        ),
    )


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
                structs.ArmGroup(
                    label=each.get("title"),
                    type=each.get("group_type"),
                    description=each.get("description"),
                    intervention_names=tuple(used.get(each.get("id"), ())),
                )
                for each in groups
            ]
        ),
        interventions=tuple(
            [
                structs.RegistryIntervention(
                    type=each.get("intervention_type"),
                    name=each.get("name"),
                    description=each.get("description"),
                    arm_group_labels=tuple(users.get(each.get("id"), ())),
                    other_names=others.get(each.get("id", ""), ()),
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
        outcome = structs.RegistryOutcome(
            measure=each.get("measure"), description=each.get("description"), time_frame=each.get("time_frame")
        )
        found[kind].append(outcome)
    primary, secondary, other = (tuple(each) for each in found.values())
    return structs.Outcomes(primary_outcomes=primary, secondary_outcomes=secondary, other_outcomes=other)


def _eligibility(rows: StudyRows) -> structs.RegistryEligibility:
    row = rows.one("eligibilities")
    groups = [group for name, group in _GROUPS.items() if rows.flag("eligibilities", row, name)]
    return structs.RegistryEligibility(
        eligibility_criteria=row.get("criteria"),
        healthy_volunteers=rows.flag("eligibilities", row, "healthy_volunteers"),
        sex=row.get("gender"),
        gender_based=rows.flag("eligibilities", row, "gender_based"),
        gender_description=row.get("gender_description"),
        minimum_age=row.get("minimum_age"),
        maximum_age=row.get("maximum_age"),
        std_ages=tuple(groups),
        study_population=row.get("population"),
        sampling_method=row.get("sampling_method"),
    )


def _places(rows: StudyRows) -> structs.ContactsLocations:
    """The places, each with whom to ask there and who leads the study there."""
    people: dict[str | None, list[structs.ContactPerson]] = {}
    for each in rows.all("facility_contacts"):
        people.setdefault(each.get("facility_id"), []).append(_person(each, "CONTACT"))
    for each in rows.all("facility_investigators"):
        people.setdefault(each.get("facility_id"), []).append(_person(each, None))
    return structs.ContactsLocations(
        central_contacts=tuple([_person(each, "CONTACT") for each in rows.all("central_contacts")]),
        overall_officials=tuple(
            [
                structs.RegistryOfficial(
                    name=each.get("name"), affiliation=each.get("affiliation"), role=each.get("role")
                )
                for each in rows.all("overall_officials")
            ]
        ),
        locations=tuple(
            [
                structs.Location(
                    facility=each.get("name"),
                    status=each.get("status"),
                    city=each.get("city"),
                    state=each.get("state"),
                    zip=each.get("zip"),
                    country=each.get("country"),
                    contacts=tuple(people.get(each.get("id"), ())),
                )
                for each in rows.all("facilities")
            ]
        ),
    )


def _person(row: Row, role: str | None) -> structs.ContactPerson:
    return structs.ContactPerson(
        name=row.get("name"),
        role=row.get("role") or role,
        phone=row.get("phone"),
        phone_ext=row.get("phone_extension"),
        email=row.get("email"),
    )


def _references(rows: StudyRows) -> structs.References:
    notices: dict[str | None, list[structs.RegistryRetraction]] = {}
    for each in rows.all("retractions"):
        notice = structs.RegistryRetraction(pmid=each.get("pmid"), source=each.get("source"))
        notices.setdefault(each.get("reference_id"), []).append(notice)
    return structs.References(
        references=tuple(
            [
                structs.RegistryReference(
                    pmid=each.get("pmid"),
                    type=each.get("reference_type"),
                    citation=each.get("citation"),
                    retractions=tuple(notices.get(each.get("id"), ())),
                )
                for each in rows.all("study_references")
            ]
        ),
        see_also_links=tuple(
            [structs.SeeAlso(label=each.get("description"), url=each.get("url")) for each in rows.all("links")]
        ),
        avail_ipds=tuple(
            [
                structs.AvailIpd(
                    id=each.get("document_id"),
                    type=each.get("document_type"),
                    url=each.get("url"),
                    comment=each.get("comment"),
                )
                for each in rows.all("documents")
            ]
        ),
    )


def _annotations(rows: StudyRows) -> structs.Annotations:
    events = [
        structs.UnpostedEvent(type=each.get("event"), date=each.get("event_date"))
        for each in rows.all("pending_results")
    ]
    unposted = structs.UnpostedAnnotation(unposted_events=tuple(events))
    return structs.Annotations(annotation_module=structs.AnnotationModule(unposted_annotation=unposted))


def _document(rows: StudyRows, row: Row) -> structs.LargeDoc:
    """A document; the registry keeps its name in the address."""
    address = row.get("url") or ""
    return structs.LargeDoc(
        has_protocol=rows.flag("provided_documents", row, "has_protocol"),
        has_sap=rows.flag("provided_documents", row, "has_sap"),
        has_icf=rows.flag("provided_documents", row, "has_icf"),
        label=row.get("document_type"),
        date=row.get("document_date"),
        filename=address.rpartition("/")[2] or None if _PROVIDED in address else None,
        url=address or None,
    )


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
