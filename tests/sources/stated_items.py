"""Which WHO items real records state, counted by other means than the readers: JSON, XML and CSV of the library alone.

A new reader has a `Source` here, and with it a column of `docs/clinicaltrials-gov.md`.
"""

import csv
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from tests.sources.ctgov.aact_dump import Dump

__all__ = ["SOURCES", "Source"]

Records = Callable[[Path], Iterator[Any]]
States = Callable[[Any], object]


class Source(NamedTuple):
    """The real records of one reader."""

    reader: str
    files: tuple[str, ...]
    """In the folder that KGBUILD_DATA names."""
    records: Records
    """The records of a file, as a library reads them."""
    stated: Mapping[int, States]
    """Item -> whether a record states it; an item that is missing has no place in the format."""
    made: Callable[[Path, Path], Path] | None = None
    """Makes a file or folder of the format of real records, in a folder, where no real one is at hand."""


def _members(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        yield from (archive.read(name) for name in archive.namelist() if not name.endswith("/"))


def _json(path: Path) -> Iterator[Any]:
    if path.suffix == ".zip":
        yield from map(json.loads, _members(path))
    else:
        yield from json.loads(path.read_bytes())


def _xml(path: Path) -> Iterator[ET.Element]:
    yield from map(ET.fromstring, _members(path))


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t" if path.suffix == ".tsv" else ","):
            yield {name: "" if text.strip() == "null" else text.strip() for name, text in row.items()}


def _at(*paths: str) -> States:
    """Whether a value stands at one of some paths of JSON; what stands in lists counts too."""
    return lambda record: any(_found(record, path.split(".")) for path in paths)


def _found(value: Any, steps: list[str]) -> bool:
    if isinstance(value, list):
        return any(_found(each, steps) for each in value)
    if not steps:
        return value is not None and value != "" and value != {}
    return isinstance(value, dict) and steps[0] in value and _found(value[steps[0]], steps[1:])


def _elements(*paths: str) -> States:
    """Whether a text stands in an element of one of some paths."""
    return lambda root: any("".join(each.itertext()).strip() for path in paths for each in root.findall(path))


def _cells(*names: str) -> States:
    """Whether one of some columns has something in it."""
    return lambda row: any(row.get(name) for name in names)


_V2 = {
    1: "identificationModule.nctId",
    3: "identificationModule.secondaryIdInfos.id",
    4: "sponsorCollaboratorsModule.collaborators.name",
    5: "sponsorCollaboratorsModule.leadSponsor.name",
    6: "sponsorCollaboratorsModule.collaborators.name",
    7: "contactsLocationsModule.centralContacts",
    8: "contactsLocationsModule.overallOfficials.name",
    9: "identificationModule.briefTitle",
    10: "identificationModule.officialTitle",
    11: "contactsLocationsModule.locations.country",
    12: "conditionsModule.conditions",
    13: "armsInterventionsModule.interventions.name",
    14: "eligibilityModule",
    15: "designModule.studyType",
    16: "statusModule.startDateStruct.date",
    17: "designModule.enrollmentInfo.count",
    18: "statusModule.overallStatus",
    19: "outcomesModule.primaryOutcomes.measure",
    20: "outcomesModule.secondaryOutcomes.measure",
    22: "statusModule.completionDateStruct.date",
    24: "ipdSharingStatementModule.ipdSharing",
}
_STATUS = "protocolSection.statusModule"
_OLD = "Study.ProtocolSection"
_V1 = {
    1: "IdentificationModule.NCTId",
    2: "StatusModule.StudyFirstSubmitDate",
    3: "IdentificationModule.SecondaryIdInfoList.SecondaryIdInfo.SecondaryId",
    4: "SponsorCollaboratorsModule.CollaboratorList.Collaborator.CollaboratorName",
    5: "SponsorCollaboratorsModule.LeadSponsor.LeadSponsorName",
    6: "SponsorCollaboratorsModule.CollaboratorList.Collaborator.CollaboratorName",
    7: "ContactsLocationsModule.CentralContactList.CentralContact",
    8: "ContactsLocationsModule.OverallOfficialList.OverallOfficial.OverallOfficialName",
    9: "IdentificationModule.BriefTitle",
    10: "IdentificationModule.OfficialTitle",
    11: "ContactsLocationsModule.LocationList.Location.LocationCountry",
    12: "ConditionsModule.ConditionList.Condition",
    13: "ArmsInterventionsModule.InterventionList.Intervention.InterventionName",
    14: "EligibilityModule",
    15: "DesignModule.StudyType",
    16: "StatusModule.StartDateStruct.StartDate",
    17: "DesignModule.EnrollmentInfo.EnrollmentCount",
    18: "StatusModule.OverallStatus",
    19: "OutcomesModule.PrimaryOutcomeList.PrimaryOutcome.PrimaryOutcomeMeasure",
    20: "OutcomesModule.SecondaryOutcomeList.SecondaryOutcome.SecondaryOutcomeMeasure",
    22: "StatusModule.CompletionDateStruct.CompletionDate",
    24: "IPDSharingStatementModule.IPDSharing",
}
_XML = {
    1: ("id_info/nct_id",),
    2: ("study_first_submitted", "study_first_posted", "firstreceived_date"),
    3: ("id_info/secondary_id",),
    4: ("sponsors/collaborator/agency",),
    5: ("sponsors/lead_sponsor/agency",),
    6: ("sponsors/collaborator/agency",),
    7: ("overall_contact/last_name", "overall_contact_backup/last_name"),
    8: ("overall_official/last_name",),
    9: ("brief_title",),
    10: ("official_title",),
    11: ("location/facility/address/country", "location_countries/country"),
    12: ("condition",),
    13: ("intervention/intervention_name",),
    14: ("eligibility",),
    15: ("study_type",),
    16: ("start_date",),
    17: ("enrollment",),
    18: ("overall_status",),
    19: ("primary_outcome/measure",),
    20: ("secondary_outcome/measure",),
    22: ("completion_date",),
    24: ("patient_data/sharing_ipd",),
}
_COLUMNS = {
    1: ("NCT Number",),
    2: ("First Posted",),
    3: ("Other IDs",),
    5: ("Sponsor", "Sponsor/Collaborators"),
    9: ("Study Title", "Title"),
    11: ("Locations",),
    12: ("Conditions",),
    13: ("Interventions",),
    14: ("Sex", "Gender", "Age"),
    15: ("Study Type",),
    16: ("Start Date",),
    17: ("Enrollment",),
    18: ("Study Status", "Status"),
    19: ("Primary Outcome Measures",),
    20: ("Secondary Outcome Measures",),
    22: ("Completion Date",),
    23: ("Study Results",),
}


_TABLES = {
    2: ("studies.study_first_submitted_date", "studies.study_first_posted_date"),
    7: ("central_contacts.name",),
    8: ("overall_officials.name",),
    9: ("studies.brief_title",),
    10: ("studies.official_title",),
    11: ("facilities.country",),
    12: ("conditions.name",),
    13: ("interventions.name",),
    14: ("eligibilities.id",),
    15: ("studies.study_type",),
    16: ("studies.start_date",),
    17: ("studies.enrollment",),
    18: ("studies.overall_status",),
    22: ("studies.completion_date",),
    23: ("calculated_values.were_results_reported",),
    24: ("studies.plan_to_share_ipd",),
}
_KINDS = {
    3: ("id_information.id_source", "secondary_id"),
    4: ("sponsors.lead_or_collaborator", "collaborator"),
    5: ("sponsors.lead_or_collaborator", "lead"),
    6: ("sponsors.lead_or_collaborator", "collaborator"),
    19: ("design_outcomes.outcome_type", "primary"),
    20: ("design_outcomes.outcome_type", "secondary"),
}
"""Item -> a column, and what one of its cells says."""


def _dump(path: Path) -> Iterator[dict[str, set[str]]]:
    """For each study of a dump the cells of each column, by the library alone."""
    found: dict[str, dict[str, set[str]]] = {}
    for table in sorted(path.iterdir()):
        with table.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="|"):
                cells = found.setdefault(row["nct_id"], {})
                for column, text in row.items():
                    if text:
                        cells.setdefault(f"{table.stem}.{column}", set()).add(text)
    yield from found.values()


def _made_dump(path: Path, folder: Path) -> Path:
    dump = Dump()
    for each in _json(path):
        dump.add(each)
    return dump.to_folder(folder / "dump")


def _stated(column: str, text: str) -> States:
    return lambda cells: text in cells.get(column, ())


def _several(row: dict[str, str]) -> bool:
    return bool(row.get("Collaborators")) or "|" in row.get("Sponsor/Collaborators", "")


SOURCES: tuple[Source, ...] = (
    Source(
        "ctgov-v2",
        ("ctgov-v2.zip", "ctgov-v2-results.zip", "ctgov-v2-list.json"),
        _json,
        {
            **{item: _at(f"protocolSection.{path}") for item, path in _V2.items()},
            2: _at(f"{_STATUS}.studyFirstSubmitDate", f"{_STATUS}.studyFirstPostDateStruct.date"),
            23: _at("hasResults"),
        },
    ),
    Source(
        "ctgov-v1",
        ("ctgov-v1.zip",),
        _json,
        {
            **{item: _at(f"{_OLD}.{path}") for item, path in _V1.items()},
            23: lambda record: True,  # told by whether the section of results is there
        },
    ),
    Source(
        "ctgov-xml",
        ("ctgov-xml.zip",),
        _xml,
        {**{item: _elements(*paths) for item, paths in _XML.items()}, 23: lambda root: True},
    ),
    Source(
        "ctgov-table",
        (
            *("ctgov-csv/classic-2018-ten-columns.csv", "ctgov-csv/classic-2023.tsv"),
            *("ctgov-csv/new-2024-all-columns.csv", "ctgov-csv/new-2024-trailing-empty-columns.csv"),
            "ctgov-csv/new-2025-eleven-columns.csv",
        ),
        _table,
        {**{item: _cells(*names) for item, names in _COLUMNS.items()}, 4: _several, 6: _several},
    ),
    Source(
        "aact-tables",
        ("ctgov-v2.zip",),
        _dump,
        {
            1: lambda cells: True,
            **{item: _cells(*columns) for item, columns in _TABLES.items()},
            **{item: _stated(*kind) for item, kind in _KINDS.items()},
        },
        _made_dump,
    ),
)
