"""The tabular view of the classic ClinicalTrials.gov (to 2024): a header, then four tables of label and value.

Each row begins with its label, most with the mark `ICMJE` behind it; the value follows on the same line, or on the
lines up to the next label. Extractions to Markdown have a bar between them and no marks.
"""

from kg.sources.contacts import CONTACT_REASON
from kg.sources.ctgov_pages import cells, lists
from kg.sources.ctgov_pages.arms import arms, interventions
from kg.sources.ctgov_pages.header import BELOW_TITLE, GLUES, HEADER, PREAMBLE, STATEMENTS, TITLE_SUFFIXES
from kg.sources.ctgov_pages.outcomes import ORIGINAL_OUTCOMES, outcomes
from kg.sources.ctgov_pages.people import investigators, party
from kg.sources.ctgov_pages.sublabels import BIOSPECIMEN, DESIGN, IPD, PRODUCT, SEX, labelled, properties_of
from kg.sources.page.division import Division, read_titles
from kg.sources.page.label_layout import LabelRow, Layout, read_cells
from kg.sources.page.lines import Page
from kg.sources.page.page_account import Account
from kg.sources.page.reader import PageReader, Signature

__all__ = ["CTGOV_TABULAR", "TABULAR"]

_OUTCOME = ("ct:measure", "ct:timeFrame", "dcterms:description", "ct:safetyIssue")
_ARM = ("schema:name", "ct:armType", "dcterms:description", "ct:usesIntervention", "ct:interventionType")
_INTERVENTION = ("schema:name", "ct:interventionType", "dcterms:description", "ct:otherName")


def _date(
    label: str,
    subject: str,
    name: str,
    kind: str | None = None,
    *,
    marked: bool = True,
    seen: bool = False,
    who: bool = False,
) -> LabelRow:
    """A row of a date, of the type that its label states."""
    properties = (name, f"{name}Type") if kind else (name,)
    missing = (name,) if subject == "study" else ()
    read = cells.date(subject, name, kind)
    return LabelRow(label, read, properties, marked=marked, not_provided=missing, seen=seen, who=who)


def _outcomes(
    kind: str, *, original: bool = False, marked: bool = True, label: str | None = None, seen: bool = True
) -> LabelRow:
    """A row of outcome measures of a kind, as they are now or as they were first registered."""
    current = f"ct:{kind.casefold()}Outcome"
    name = ORIGINAL_OUTCOMES[current] if original else current
    return LabelRow(
        label or f"{'Original' if original else 'Current'} {kind} Outcome Measures",
        outcomes(name, current=current if original else None),
        (name, *_OUTCOME),
        marked=marked,
        not_provided=(name,),
        who=not original and kind != "Other",
        seen=seen,
    )


def _enrollment(label: str, kind: str | None = None, *, original: bool = False, seen: bool = False) -> LabelRow:
    """A row of a number of participants."""
    name = "ct:originalEnrollment" if original else "ct:enrollment"
    return LabelRow(
        label,
        lists.enrollment(name, kind, current="ct:enrollment" if original else None),
        (name, f"{name}Type") if kind else (name,),
        marked=True,
        not_provided=(name,),
        who=not original,
        seen=seen,
    )


TRACKING = (
    _date("First Submitted Date", "record", "ct:firstSubmittedDate", seen=True),
    _date("First Received Date", "record", "ct:firstSubmittedDate"),
    _date("First Posted Date", "record", "ct:firstPostedDate", seen=True),
    _date("Results First Submitted Date", "record", "ct:resultsFirstSubmittedDate"),
    _date("Results First Received Date", "record", "ct:resultsFirstSubmittedDate"),
    _date("Results First Posted Date", "record", "ct:resultsFirstPostedDate"),
    _date("Last Update Posted Date", "record", "ct:lastUpdatePostedDate", marked=False, seen=True),
    _date("Last Updated Date", "record", "dcterms:modified", marked=False),
    _date("Study Start Date", "study", "ct:startDate", seen=True, who=True),
    _date("Start Date", "study", "ct:startDate", who=True),
    _date("Actual Study Start Date", "study", "ct:startDate", "ACTUAL", seen=True, who=True),
    _date("Estimated Study Start Date", "study", "ct:startDate", "ESTIMATED", who=True),
    _date("Primary Completion Date", "study", "ct:primaryCompletionDate", marked=False),
    _date(
        "Estimated Primary Completion Date", "study", "ct:primaryCompletionDate", "ESTIMATED", marked=False, seen=True
    ),
    _date("Actual Primary Completion Date", "study", "ct:primaryCompletionDate", "ACTUAL", marked=False),
    _outcomes("Primary"),
    _outcomes("Primary", original=True),
    LabelRow("Change History", cells.name("record", "ct:changeHistory"), ("ct:changeHistory",)),
    _outcomes("Secondary"),
    _outcomes("Secondary", original=True),
    _outcomes("Other", label="Current Other Pre-specified Outcome Measures", marked=False),
    _outcomes("Other", label="Original Other Pre-specified Outcome Measures", original=True, marked=False),
    _outcomes("Other", label="Current Other Outcome Measures", seen=False),
    _outcomes("Other", label="Original Other Outcome Measures", original=True, seen=False),
)

_TITLE = LabelRow("Brief Title", cells.name("study", "dcterms:title"), ("dcterms:title",), marked=True, who=True)
_CITATION = ("ct:citation", "ct:publicationRole")

DESCRIPTIVE = (
    _TITLE,
    LabelRow(
        "Official Title",
        cells.name("study", "ct:officialTitle"),
        ("ct:officialTitle",),
        marked=True,
        not_provided=("ct:officialTitle",),
        who=True,
    ),
    LabelRow(
        "Brief Summary",
        cells.prose("study", "ct:briefSummary"),
        ("ct:briefSummary",),
        not_provided=("ct:briefSummary",),
        prose=True,
    ),
    LabelRow(
        "Detailed Description",
        cells.prose("study", "ct:detailedDescription"),
        ("ct:detailedDescription",),
        not_provided=("ct:detailedDescription",),
        prose=True,
    ),
    LabelRow("Study Type", cells.study_type, ("ct:studyType", "ct:patientRegistry"), marked=True, who=True),
    LabelRow("Study Phase", lists.phases, ("ct:phase",), marked=True, not_provided=("ct:phase",), who=True),
    LabelRow(
        "Study Design",
        labelled(*DESIGN),
        (*properties_of(DESIGN), "ct:maskedParty"),
        marked=True,
        who=True,
    ),
    LabelRow(
        "Target Follow-Up Duration",
        cells.name("study", "ct:targetDuration"),
        ("ct:targetDuration",),
        not_provided=("ct:targetDuration",),
        seen=False,
    ),
    LabelRow(
        "Biospecimen",
        labelled(*BIOSPECIMEN),
        properties_of(BIOSPECIMEN),
        not_provided=("ct:biospecimenRetention", "ct:biospecimenDescription"),
        seen=False,
    ),
    LabelRow(
        "Sampling Method",
        cells.code("eligibility", "ct:samplingMethod", "sampling-method"),
        ("ct:samplingMethod",),
        not_provided=("ct:samplingMethod",),
        seen=False,
    ),
    LabelRow(
        "Study Population",
        cells.prose("eligibility", "ct:studyPopulation"),
        ("ct:studyPopulation",),
        not_provided=("ct:studyPopulation",),
        prose=True,
        seen=False,
    ),
    LabelRow(
        "Condition",
        lists.conditions,
        ("ct:conditionName",),
        marked=True,
        not_provided=("ct:condition",),
        who=True,
    ),
    LabelRow(
        "Intervention",
        interventions,
        _INTERVENTION,
        marked=True,
        not_provided=("ct:intervention",),
        prose=True,
        who=True,
    ),
    LabelRow("Study Arms", arms, _ARM, marked=True, not_provided=("ct:arm",), prose=True),
    LabelRow("Study Arm (s)", arms, _ARM, not_provided=("ct:arm",), prose=True, seen=False),
    LabelRow("Study Groups/Cohorts", arms, _ARM, not_provided=("ct:arm",), prose=True, seen=False),
    LabelRow("Publications *", lists.citations(), _CITATION, not_provided=("ct:publication",)),
)

RECRUITMENT = (
    LabelRow(
        "Recruitment Status",
        cells.status("ct:overallStatus"),
        ("ct:overallStatus", "ct:whyStopped"),
        marked=True,
        who=True,
    ),
    _enrollment("Enrollment"),
    _enrollment("Estimated Enrollment", "ESTIMATED", seen=True),
    _enrollment("Actual Enrollment", "ACTUAL"),
    _enrollment("Original Estimated Enrollment", "ESTIMATED", original=True, seen=True),
    _enrollment("Original Actual Enrollment", "ACTUAL", original=True),
    _enrollment("Original Enrollment", original=True),
    _date("Study Completion Date", "study", "ct:completionDate", who=True),
    _date("Completion Date", "study", "ct:completionDate", who=True),
    _date("Estimated Completion Date", "study", "ct:completionDate", "ESTIMATED", who=True),
    _date("Estimated Study Completion Date", "study", "ct:completionDate", "ESTIMATED", seen=True, who=True),
    _date("Actual Study Completion Date", "study", "ct:completionDate", "ACTUAL", who=True),
    _date(
        "Estimated Primary Completion Date", "study", "ct:primaryCompletionDate", "ESTIMATED", marked=False, seen=True
    ),
    _date("Actual Primary Completion Date", "study", "ct:primaryCompletionDate", "ACTUAL", marked=False),
    _date("Primary Completion Date", "study", "ct:primaryCompletionDate", marked=False),
    LabelRow(
        "Eligibility Criteria",
        lists.criteria,
        ("ct:criteriaText", "ct:criterion"),
        marked=True,
        prose=True,
        who=True,
    ),
    LabelRow("Sex/Gender", labelled(*SEX), properties_of(SEX), marked=True, who=True),
    LabelRow("Gender", cells.code("eligibility", "ct:sex", "sex"), ("ct:sex",), marked=True, who=True, seen=False),
    LabelRow("Ages", cells.ages, ("ct:minimumAge", "ct:maximumAge", "ct:ageGroup"), marked=True, who=True),
    LabelRow(
        "Accepts Healthy Volunteers",
        cells.flag("eligibility", "ct:healthyVolunteers"),
        ("ct:healthyVolunteers",),
        marked=True,
        who=True,
    ),
    LabelRow("Contacts", cells.left_out(CONTACT_REASON), (), marked=True),
    LabelRow(
        "Listed Location Countries",
        lists.countries("ct:countryName"),
        ("ct:countryName",),
        marked=True,
        not_provided=("ct:country",),
        who=True,
    ),
    LabelRow(
        "Location Countries",
        lists.countries("ct:countryName"),
        ("ct:countryName",),
        marked=True,
        not_provided=("ct:country",),
        who=True,
        seen=False,
    ),
    LabelRow(
        "Removed Location Countries",
        lists.countries("ct:removedCountryName"),
        ("ct:removedCountryName",),
        not_provided=("ct:removedCountry",),
        empty=True,  # the site has the row on every page, and nothing in it where no country was removed
    ),
)


_OFFICIAL = ("schema:name", "ct:degree", "ct:officialRole", "ct:affiliationName")
_IDENTIFIER = ("ct:identifierValue", "ct:identifierType", "ct:identifierDomain")
_RETIRED = "an item that the registry retired in 2017 and that the record has no place for"
_SPONSOR = cells.name("study", "ct:leadSponsorName")

_ADMINISTRATIVE = (
    LabelRow("NCT Number", cells.study_id, ("dcterms:identifier",), marked=True, who=True),
    LabelRow(
        "Other Study ID Numbers",
        lists.identifiers,
        _IDENTIFIER,
        marked=True,
        not_provided=("ct:secondaryIdentifier",),
        who=True,
    ),
    LabelRow(
        "Has Data Monitoring Committee",
        cells.flag("study", "ct:hasDataMonitoringCommittee"),
        ("ct:hasDataMonitoringCommittee",),
        not_provided=("ct:hasDataMonitoringCommittee",),
    ),
    LabelRow(
        "U.S. FDA-regulated Product",
        labelled(*PRODUCT),
        properties_of(PRODUCT),
        not_provided=("ct:fdaRegulatedDrug", "ct:fdaRegulatedDevice"),
    ),
    LabelRow("IPD Sharing Statement", labelled(*IPD), properties_of(IPD), marked=True, not_provided=("ct:ipdSharing",)),
    LabelRow("Responsible Party", party, ("ct:responsiblePartyName",), not_provided=("ct:responsiblePartyName",)),
    LabelRow(
        "Current Responsible Party",
        party,
        ("ct:responsiblePartyName",),
        not_provided=("ct:responsiblePartyName",),
        seen=False,
    ),
    LabelRow("Original Responsible Party", cells.left_out("who was responsible before"), (), seen=False),
    LabelRow("Study Sponsor", _SPONSOR, ("ct:leadSponsorName",), marked=True, who=True),
    LabelRow("Current Study Sponsor", _SPONSOR, ("ct:leadSponsorName",), marked=True, who=True, seen=False),
    LabelRow("Original Study Sponsor", cells.left_out("who was the sponsor before"), (), marked=True, seen=False),
    LabelRow(
        "Collaborators", lists.collaborators, ("ct:collaboratorName",), marked=True, not_provided=("ct:collaborator",)
    ),
    LabelRow("Investigators", investigators, _OFFICIAL, marked=True, not_provided=("ct:official",)),
    LabelRow(
        "Information Provided By",
        cells.name("record", "ct:informationProviderName"),
        ("ct:informationProviderName",),
        seen=False,
    ),
    LabelRow("Health Authority", cells.left_out(_RETIRED), (), seen=False),
    LabelRow("PRS Account", cells.name("record", "ct:prsAccountName"), ("ct:prsAccountName",)),
    LabelRow("Verification Date", cells.date("record", "ct:verificationDate"), ("ct:verificationDate",)),
)

# Whole lines of the tables that say nothing of the study.
FOOTERS = frozenset(
    {
        "* Includes publications given by the data provider as well as publications identified by ClinicalTrials.gov "
        "Identifier (NCT Number) in Medline.",
        "Includes publications given by the data provider as well as publications identified by ClinicalTrials.gov "
        "Identifier (NCT Number) in Medline.",  # without its mark
        "Contacts ICMJE Contact information is only displayed when the study is recruiting subjects",
        "ICMJE Data element required by the International Committee of Medical Journal Editors and the World Health "
        "Organization ICTRP",
    }
)

TABULAR = Layout(
    header=HEADER,
    tables={
        "Tracking Information": TRACKING,
        "Descriptive Information": DESCRIPTIVE,
        "Recruitment Information": RECRUITMENT,
        "Administrative Information": _ADMINISTRATIVE,
    },
    preamble=PREAMBLE,
    below_title=BELOW_TITLE,
    footers=FOOTERS,
    statements=STATEMENTS,
    mark=" ICMJE",
    last=("Verification Date",),
)


# The title of the window, for pages whose text begins late in the file.
_WINDOW = "… - Tabular View - ClinicalTrials.gov"


def _walk(page: Page, account: Account) -> None:
    division = Division(TABULAR, account)
    division.add_lines(page.written)
    read_cells(division.cells, TABULAR, account)
    read_titles(division, account, suffixes=TITLE_SUFFIXES)


CTGOV_TABULAR = PageReader(
    name="ctgov-tabular",
    publisher="ctgov",
    description="tabular view of the classic ClinicalTrials.gov, saved as text, Markdown or HTML",
    signature=Signature(
        every=(
            ("ClinicalTrials.gov Identifier:…", "Identifier:…", f"{BELOW_TITLE}…", _WINDOW),
            ("Tracking Information", _WINDOW),
        ),
        glues=GLUES,
    ),
    walk=_walk,
)
