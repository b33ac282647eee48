"""Records of the API v2 written as the pipe-separated tables of AACT, as a dump of that database has them.

Columns are those of the published list; no row of a real dump was at hand. Values are those that AACT takes over from
the API: codes as they are, dates in ISO, true and false as PostgreSQL writes them.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.sources.ctgov.aact_columns import FIELDS_AACT, FORMER, READ

from .aact_result_rows import result_rows

__all__ = ["TABLES", "Dump"]

TABLES: Mapping[str, tuple[str, ...]] = {
    table: (
        *(("id", "nct_id") if table != "studies" else ("nct_id",)),
        *dict.fromkeys(
            path.partition("[].")[2]
            for path in FIELDS_AACT
            if path.startswith(f"{table}[].") and not path.endswith(("].id", "nct_id", *FORMER))
        ),
    )
    for table in sorted(READ)
}
"""Table -> its columns, in a fixed order."""

Row = dict[str, object]


class Dump:
    """Rows of tables, added record by record."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._ids = 0

    def add(self, study: Mapping[str, Any]) -> None:
        """Adds a record of the API."""
        id = study["protocolSection"]["identificationModule"]["nctId"]
        for table, row in _rows(study, self._next):
            own = {} if table == "studies" else {"id": row.get("id") or self._next()}
            self.rows[table].append({**own, **row, "nct_id": id})

    def _next(self) -> int:
        self._ids += 1
        return self._ids

    def text(self, table: str) -> str:
        """A table as PostgreSQL copies it out: cells are quoted where that is needed."""
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, delimiter="|", lineterminator="\n")
        writer.writerow(TABLES[table])
        writer.writerows([_cell(row.get(column)) for column in TABLES[table]] for row in self.rows[table])
        return stream.getvalue()

    def to_folder(self, folder: Path, *, without: Iterable[str] = ()) -> Path:
        """Writes a file for each table."""
        folder.mkdir(exist_ok=True)
        for table in TABLES:
            if table not in without:
                (folder / f"{table}.txt").write_text(self.text(table), encoding="utf-8", newline="")
        return folder

    def to_zip(self, path: Path, *, beside: Iterable[str] = ()) -> Path:
        """Writes an archive of the tables, and of empty files beside them."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in beside:
                archive.writestr(name, "")
            for table in TABLES:
                archive.writestr(f"{table}.txt", self.text(table))
        return path


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "t" if value else "f"
    return "" if value is None else str(value)


def _at(tree: Mapping[str, Any], *steps: str) -> Any:
    for step in steps:
        tree = tree.get(step) or {}
    return tree


def _rows(study: Mapping[str, Any], new_id: Any) -> Iterator[tuple[str, Row]]:
    protocol, derived = study["protocolSection"], study.get("derivedSection", {})
    yield "studies", _study(study)
    yield from _texts(protocol)
    yield from _people(protocol, new_id)
    yield from _arms(protocol, new_id)
    yield from _ids(protocol["identificationModule"])
    yield from _derived(derived)
    yield from _cited(protocol, new_id)
    yield from result_rows(study, new_id)
    yield (
        "calculated_values",
        {
            "were_results_reported": study.get("hasResults"),
            "nlm_download_date": _at(derived, "miscInfoModule").get("versionHolder"),
        },
    )
    for each in _at(study, "documentSection", "largeDocumentModule").get("largeDocs") or ():
        yield (
            "provided_documents",
            {
                "document_type": each.get("label"),
                "has_protocol": each.get("hasProtocol"),
                "has_sap": each.get("hasSap"),
                "has_icf": each.get("hasIcf"),
                "document_date": each.get("date"),
                "url": f"https://ClinicalTrials.gov/ProvidedDocs/00/{each['filename']}" if "filename" in each else None,
            },
        )
    for each in _at(study, "annotationSection", "annotationModule", "unpostedAnnotation").get("unpostedEvents") or ():
        yield "pending_results", {"event": each.get("type"), "event_date": each.get("date")}


def _study(study: Mapping[str, Any]) -> Row:
    protocol = study["protocolSection"]
    names, status = protocol["identificationModule"], _at(protocol, "statusModule")
    design, watched = _at(protocol, "designModule"), _at(protocol, "oversightModule")
    plan, access = _at(protocol, "ipdSharingStatementModule"), _at(status, "expandedAccessInfo")
    types, results = _at(design, "expandedAccessTypes"), _at(study, "resultsSection")
    baseline = _at(results, "baselineCharacteristicsModule")
    return {
        "baseline_population": baseline.get("populationDescription"),
        "baseline_type_units_analyzed": baseline.get("typeUnitsAnalyzed"),
        "limitations_and_caveats": _at(results, "moreInfoModule", "limitationsAndCaveats").get("description"),
        "brief_title": names.get("briefTitle"),
        "official_title": names.get("officialTitle"),
        "acronym": names.get("acronym"),
        "source": _at(names, "organization").get("fullName"),
        "source_class": _at(names, "organization").get("class"),
        "overall_status": status.get("overallStatus"),
        "last_known_status": status.get("lastKnownStatus"),
        "why_stopped": status.get("whyStopped"),
        "delayed_posting": status.get("delayedPosting"),
        "has_expanded_access": access.get("hasExpandedAccess"),
        "expanded_access_nctid": access.get("nctId"),
        "expanded_access_status_for_nctid": access.get("statusForNctId"),
        **{f"expanded_access_type_{name}": types.get(name) for name in ("individual", "intermediate", "treatment")},
        "study_first_submitted_date": status.get("studyFirstSubmitDate"),
        "study_first_submitted_qc_date": status.get("studyFirstSubmitQcDate"),
        "results_first_submitted_date": status.get("resultsFirstSubmitDate"),
        "results_first_submitted_qc_date": status.get("resultsFirstSubmitQcDate"),
        "disposition_first_submitted_date": status.get("dispFirstSubmitDate"),
        "disposition_first_submitted_qc_date": status.get("dispFirstSubmitQcDate"),
        "last_update_submitted_date": status.get("lastUpdateSubmitDate"),
        "last_update_submitted_qc_date": status.get("lastUpdateSubmitDate"),
        "verification_month_year": status.get("statusVerifiedDate"),
        **_dates(status),
        "study_type": design.get("studyType"),
        "phase": "/".join(design.get("phases") or ()) or None,
        "patient_registry": design.get("patientRegistry"),
        "target_duration": design.get("targetDuration"),
        "enrollment": _at(design, "enrollmentInfo").get("count"),
        "enrollment_type": _at(design, "enrollmentInfo").get("type"),
        "biospec_retention": _at(design, "bioSpec").get("retention"),
        "biospec_description": _at(design, "bioSpec").get("description"),
        "has_dmc": watched.get("oversightHasDmc"),
        "is_fda_regulated_drug": watched.get("isFdaRegulatedDrug"),
        "is_fda_regulated_device": watched.get("isFdaRegulatedDevice"),
        "is_unapproved_device": watched.get("isUnapprovedDevice"),
        "is_ppsd": watched.get("isPpsd"),
        "is_us_export": watched.get("isUsExport"),
        "fdaaa801_violation": watched.get("fdaaa801Violation"),
        "plan_to_share_ipd": plan.get("ipdSharing"),
        "plan_to_share_ipd_description": plan.get("description"),
        "ipd_time_frame": plan.get("timeFrame"),
        "ipd_access_criteria": plan.get("accessCriteria"),
        "ipd_url": plan.get("url"),
    }


def _dates(status: Mapping[str, Any]) -> Row:
    found: Row = {}
    for name, field in (
        ("study_first_posted", "studyFirstPostDateStruct"),
        ("results_first_posted", "resultsFirstPostDateStruct"),
        ("disposition_first_posted", "dispFirstPostDateStruct"),
        ("last_update_posted", "lastUpdatePostDateStruct"),
    ):
        found |= {f"{name}_date": _at(status, field).get("date"), f"{name}_date_type": _at(status, field).get("type")}
    for name in ("start", "completion", "primary_completion"):
        first, *rest = name.split("_")
        stated = _at(status, f"{first}{''.join(rest).title()}DateStruct")
        date = stated.get("date")
        found |= {f"{name}_month_year": date, f"{name}_date_type": stated.get("type")}
        found[f"{name}_date"] = f"{date}-28" if date and len(date) == len("2014-03") else date
    return found


def _texts(protocol: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    described, named = _at(protocol, "descriptionModule"), _at(protocol, "conditionsModule")
    if text := described.get("briefSummary"):
        yield "brief_summaries", {"description": text}
    if text := described.get("detailedDescription"):
        yield "detailed_descriptions", {"description": text}
    for name, table in (("conditions", "conditions"), ("keywords", "keywords")):
        for each in named.get(name) or ():
            yield table, {"name": each, "downcase_name": each.lower()}
    for each in _at(protocol, "ipdSharingStatementModule").get("infoTypes") or ():
        yield "ipd_information_types", {"name": each}
    outcomes = _at(protocol, "outcomesModule")
    for kind in ("primary", "secondary", "other"):
        for each in outcomes.get(f"{kind}Outcomes") or ():
            yield (
                "design_outcomes",
                {
                    "outcome_type": kind,
                    "measure": each.get("measure"),
                    "time_frame": each.get("timeFrame"),
                    "description": each.get("description"),
                },
            )
    if eligible := _at(protocol, "eligibilityModule"):
        groups = {
            f"{name}": name.upper() in (eligible.get("stdAges") or ()) for name in ("child", "adult", "older_adult")
        }
        yield (
            "eligibilities",
            {
                **groups,
                "criteria": eligible.get("eligibilityCriteria"),
                "healthy_volunteers": eligible.get("healthyVolunteers"),
                "gender": eligible.get("sex"),
                "gender_based": eligible.get("genderBased"),
                "gender_description": eligible.get("genderDescription"),
                "minimum_age": eligible.get("minimumAge"),
                "maximum_age": eligible.get("maximumAge"),
                "population": eligible.get("studyPopulation"),
                "sampling_method": eligible.get("samplingMethod"),
            },
        )


def _people(protocol: Mapping[str, Any], new_id: Any) -> Iterator[tuple[str, Row]]:
    sponsors, places = _at(protocol, "sponsorCollaboratorsModule"), _at(protocol, "contactsLocationsModule")
    if lead := sponsors.get("leadSponsor"):
        yield "sponsors", {"lead_or_collaborator": "lead", "name": lead.get("name"), "agency_class": lead.get("class")}
    for each in sponsors.get("collaborators") or ():
        yield (
            "sponsors",
            {
                "lead_or_collaborator": "collaborator",
                "name": each.get("name"),
                "agency_class": each.get("class"),
            },
        )
    if party := sponsors.get("responsibleParty"):
        yield (
            "responsible_parties",
            {
                "responsible_party_type": party.get("type"),
                "name": party.get("investigatorFullName"),
                "title": party.get("investigatorTitle"),
                "affiliation": party.get("investigatorAffiliation"),
                "old_name_title": party.get("oldNameTitle"),
                "organization": party.get("oldOrganization"),
            },
        )
    for each in places.get("centralContacts") or ():
        yield "central_contacts", {**_reached(each), "role": each.get("role"), "contact_type": "primary"}
    for each in places.get("overallOfficials") or ():
        yield "overall_officials", {name: each.get(name) for name in ("name", "affiliation", "role")}
    for each in places.get("locations") or ():
        facility = new_id()
        names = {name: each.get(name) for name in ("status", "city", "state", "zip", "country")}
        yield "facilities", {**names, "id": facility, "name": each.get("facility")}
        for person in each.get("contacts") or ():
            if person.get("role") in {None, "CONTACT"}:
                yield "facility_contacts", {**_reached(person), "facility_id": facility, "contact_type": "primary"}
            else:
                yield (
                    "facility_investigators",
                    {
                        "facility_id": facility,
                        "name": person.get("name"),
                        "role": person.get("role"),
                    },
                )
    for country in dict.fromkeys(each.get("country") for each in places.get("locations") or ()):
        yield "countries", {"name": country, "removed": False}


def _reached(person: Mapping[str, Any]) -> Row:
    return {
        "name": person.get("name"),
        "phone": person.get("phone"),
        "phone_extension": person.get("phoneExt"),
        "email": person.get("email"),
    }


def _arms(protocol: Mapping[str, Any], new_id: Any) -> Iterator[tuple[str, Row]]:
    """Arms and interventions, and a row for each that an arm has: by its list, else by that of the intervention."""
    module = _at(protocol, "armsInterventionsModule")
    interventions = [(new_id(), each) for each in module.get("interventions") or ()]
    arms = [(new_id(), each) for each in module.get("armGroups") or ()]
    for number, each in interventions:
        yield (
            "interventions",
            {
                "id": number,
                "intervention_type": each.get("type"),
                "name": each.get("name"),
                "description": each.get("description"),
            },
        )
        for name in each.get("otherNames") or ():
            yield "intervention_other_names", {"intervention_id": number, "name": name}
    for number, each in arms:
        yield (
            "design_groups",
            {
                "id": number,
                "group_type": each.get("type"),
                "title": each.get("label"),
                "description": each.get("description"),
            },
        )
    for arm, written in arms:
        for intervention, each in interventions:
            if written.get("label") in (each.get("armGroupLabels") or ()):
                yield "design_group_interventions", {"design_group_id": arm, "intervention_id": intervention}
    if design := _at(protocol, "designModule", "designInfo"):
        masked = _at(design, "maskingInfo").get("whoMasked") or ()
        parties = {"subject": "PARTICIPANT", "caregiver": "CARE_PROVIDER", "investigator": "INVESTIGATOR"}
        parties["outcomes_assessor"] = "OUTCOMES_ASSESSOR"
        yield (
            "designs",
            {
                "allocation": design.get("allocation"),
                "intervention_model": design.get("interventionModel"),
                "intervention_model_description": design.get("interventionModelDescription"),
                "observational_model": design.get("observationalModel"),
                "primary_purpose": design.get("primaryPurpose"),
                "time_perspective": design.get("timePerspective"),
                "masking": _at(design, "maskingInfo").get("masking"),
                "masking_description": _at(design, "maskingInfo").get("maskingDescription"),
                **{f"{name}_masked": True if party in masked else None for name, party in parties.items()},
            },
        )


def _ids(names: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    if own := names.get("orgStudyIdInfo"):
        yield "id_information", {"id_source": "org_study_id", **_id(own)}
    for each in names.get("secondaryIdInfos") or ():
        yield "id_information", {"id_source": "secondary_id", **_id(each), "id_type_description": each.get("domain")}
    for each in names.get("nctIdAliases") or ():
        yield "id_information", {"id_source": "nct_alias", "id_value": each}


def _id(written: Mapping[str, Any]) -> Row:
    return {"id_value": written.get("id"), "id_type": written.get("type"), "id_link": written.get("link")}


def _derived(derived: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    for kind, table in (("condition", "browse_conditions"), ("intervention", "browse_interventions")):
        module = _at(derived, f"{kind}BrowseModule")
        for name, mark in (("meshes", "mesh-list"), ("ancestors", "mesh-ancestor")):
            for each in module.get(name) or ():
                yield table, {"mesh_term": each["term"], "mesh_type": mark, "downcase_mesh_term": each["term"].lower()}
    for each in _at(derived, "miscInfoModule").get("removedCountries") or ():
        yield "countries", {"name": each, "removed": True}


def _cited(protocol: Mapping[str, Any], new_id: Any) -> Iterator[tuple[str, Row]]:
    module = _at(protocol, "referencesModule")
    for each in module.get("references") or ():
        reference = new_id()
        yield (
            "study_references",
            {
                "id": reference,
                "pmid": each.get("pmid"),
                "reference_type": each.get("type"),
                "citation": each.get("citation"),
            },
        )
        for notice in each.get("retractions") or ():
            yield "retractions", {"reference_id": reference, "pmid": notice.get("pmid"), "source": notice.get("source")}
    for each in module.get("seeAlsoLinks") or ():
        yield "links", {"url": each.get("url"), "description": each.get("label")}
    for each in module.get("availIpds") or ():
        yield (
            "documents",
            {
                "document_id": each.get("id"),
                "document_type": each.get("type"),
                "url": each.get("url"),
                "comment": each.get("comment"),
            },
        )
