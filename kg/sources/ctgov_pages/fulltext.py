"""The full-text view of the classic ClinicalTrials.gov (2013 to 2024), saved as text, Markdown or HTML.

Some extractions lose headings. Then place tells: text between the links of the header and the table of conditions is
the summary, text behind that table is the detailed description. In free text a line ends the text only if it is a label
that is still to come, with a value that suits it.
"""

from collections.abc import Callable

from kg.dates import parse_date
from kg.sources.codes import classic, masking_of
from kg.sources.contacts import CONTACT_REASON
from kg.sources.ctgov_pages import cells, lists
from kg.sources.ctgov_pages.arms import arms
from kg.sources.ctgov_pages.header import BELOW_TITLE, GLUES, HEADER, PREAMBLE, STATEMENTS, TITLE_SUFFIXES
from kg.sources.ctgov_pages.outcomes import outcomes
from kg.sources.ctgov_pages.people import investigators, locations, party
from kg.sources.ctgov_pages.sublabels import DESIGN, IPD, PRODUCT, SUBLABELS, labelled, properties_of
from kg.sources.page.division import Division, read_titles
from kg.sources.page.label_layout import CellReader, LabelRow, Layout, read_cells
from kg.sources.page.lines import Page
from kg.sources.page.page_account import Account
from kg.sources.page.reader import PageReader, Signature

__all__ = ["CTGOV_FULLTEXT", "FULLTEXT", "FULLTEXT_MARKS"]

_OUTCOME = ("ct:measure", "ct:timeFrame", "dcterms:description", "ct:safetyIssue")
_ARM = (
    "schema:name",
    "ct:armType",
    "dcterms:description",
    "ct:usesIntervention",
    "ct:interventionType",
    "ct:otherName",
)
_SITE = ("ct:facilityName", "ct:cityName", "ct:stateName", "ct:countryName", "ct:postalCode", "ct:siteStatus")
_TOPICS = "topics, terms and links that the National Library of Medicine adds; the record has no place for them"
_RETIRED = "an item that the registry retired in 2017 and that the record has no place for"
_DOCUMENTS = "documents whose addresses the text of the page does not hold"

_Suits = Callable[[str], bool]


def _always(value: str) -> bool:
    return True


def _is_blank(value: str) -> bool:
    return not value


def _is_date(value: str) -> bool:
    return not value or parse_date(cells.without_remark(value)[:40]) is not None


def _is_count(value: str) -> bool:
    return not value or value.removesuffix(" participants").replace(",", "").isdecimal()


def _is_code(code_list: str) -> _Suits:
    return lambda value: not value or classic(code_list, value[:80]) is not None


def _is_flag(value: str) -> bool:
    return value in {"", "Yes", "No"}


def _is_design(value: str) -> bool:
    return not value or value.partition(":")[0] in DESIGN


def _is_masking(value: str) -> bool:
    return not value or masking_of(value[:160]) is not None


_DESIGN_SUITS: dict[str, _Suits] = {"Masking": _is_masking, "Endpoint Classification": _always}


def _colon(label: str, read: CellReader, *properties: str, suits: _Suits | None = None, seen: bool = False) -> LabelRow:
    """A row whose label has a colon behind it."""
    return LabelRow(label, read, properties, colon=True, ends_prose=suits, seen=seen)


def _date(label: str, subject: str, name: str, kind: str | None = None) -> LabelRow:
    properties = (name, f"{name}Type") if kind else (name,)
    return _colon(label, cells.date(subject, name, kind), *properties, suits=_is_date)


def _dates(label: str, name: str) -> tuple[LabelRow, ...]:
    """A date of the study, under the labels of either type and of none."""
    return (
        _date(label, "study", name),
        _date(f"Actual {label}", "study", name, "ACTUAL"),
        _date(f"Estimated {label}", "study", name, "ESTIMATED"),
    )


def _counts() -> tuple[LabelRow, ...]:
    def row(label: str, kind: str | None) -> LabelRow:
        properties = ("ct:enrollment", "ct:enrollmentType") if kind else ("ct:enrollment",)
        return _colon(label, cells.count("ct:enrollment", kind), *properties, suits=_is_count)

    return row("Enrollment", None), row("Actual Enrollment", "ACTUAL"), row("Estimated Enrollment", "ESTIMATED")


def _sublabelled(labels: tuple[str, ...]) -> tuple[LabelRow, ...]:
    """Rows whose label and value are those of a cell of the tabular view."""
    rows = []
    for each in (sublabel for sublabel in SUBLABELS if sublabel.label in labels):
        suits = _is_code(each.codes) if each.codes else _is_flag if each.flag else _is_blank
        rows.append(
            LabelRow(
                each.label,
                _under(each.label),
                (each.property, "ct:maskedParty") if each.label == "Masking" else (each.property,),
                colon=True,
                prose=each.prose,
                ends_prose=_DESIGN_SUITS.get(each.label, suits),
                seen=False,
            )
        )
    return tuple(rows)


def _under(label: str) -> CellReader:
    """The reader of the cell, with the label that stands before it put back."""
    read = labelled(label)
    return lambda lines, account: read([lines[0].saying(f"{label}: {lines[0].text}"), *lines[1:]], account)


def _whole(label: str, read: CellReader, *properties: str, seen: bool = False, prose: bool = False) -> LabelRow:
    """A heading with its content below."""
    return LabelRow(label, read, properties, whole=True, prose=prose, ends_prose=_always, empty=True, seen=seen)


def _summary(label: str, *, colon: bool, seen: bool) -> LabelRow:
    read = cells.prose("study", "ct:briefSummary")
    return LabelRow(
        label, read, ("ct:briefSummary",), colon=colon, whole=not colon, prose=True, ends_prose=_is_blank, seen=seen
    )


_TABLE = (
    "ct:conditionName",
    "ct:interventionType",
    "schema:name",
    "ct:phase",
    "ct:detailedDescription",
)
_OUTCOME_LABELS = (
    ("Primary Outcome Measures", "ct:primaryOutcome"),
    ("Secondary Outcome Measures", "ct:secondaryOutcome"),
    ("Other Outcome Measures", "ct:otherOutcome"),
)

_DESCRIPTION = (
    _summary("Brief Summary", colon=True, seen=True),
    _summary("Purpose", colon=False, seen=False),
    LabelRow(
        "Condition or disease",
        lists.condition_table,
        _TABLE,
        whole=True,
        prose=True,
        ends_prose=_always,
    ),
    LabelRow("Condition", lists.condition_table, _TABLE, whole=True, prose=True, ends_prose=_always, seen=False),
    LabelRow(
        "Detailed Description",
        cells.prose("study", "ct:detailedDescription"),
        ("ct:detailedDescription",),
        colon=True,
        prose=True,
        ends_prose=_is_blank,
        seen=False,
    ),
)
_STUDY_DESIGN = (
    _colon("Study Type", cells.study_type, "ct:studyType", "ct:patientRegistry", suits=cells.is_study_type, seen=True),
    *_counts(),
    *_sublabelled(DESIGN),
    _colon("Study Design", labelled(*DESIGN), *properties_of(DESIGN), suits=_is_design, seen=True),
    _colon("Official Title", cells.name("study", "ct:officialTitle"), "ct:officialTitle", suits=_always),
    *_dates("Study Start Date", "ct:startDate"),
    *_dates("Primary Completion Date", "ct:primaryCompletionDate"),
    *_dates("Study Completion Date", "ct:completionDate"),
    _colon("Target Follow-Up Duration", cells.name("study", "ct:targetDuration"), "ct:targetDuration", suits=_always),
    _whole("Resource links provided by the National Library of Medicine", cells.left_out(_TOPICS)),
    _whole("Resource links provided by NLM:", cells.left_out(_TOPICS)),
)
_ARMS = (
    _whole("Arm", arms, *_ARM),
    _whole("Arms", arms, *_ARM),
    _whole("Group/Cohort", arms, *_ARM),
    _whole("Groups/Cohorts", arms, *_ARM),
)
_OUTCOMES = (
    *(
        LabelRow(label, outcomes(name), (name, *_OUTCOME), colon=True, ends_prose=_is_blank, seen=False)
        for label, name in _OUTCOME_LABELS
    ),
    _colon(
        "Biospecimen Retention",
        cells.code("study", "ct:biospecimenRetention", "biospecimen-retention"),
        "ct:biospecimenRetention",
        suits=_is_code("biospecimen-retention"),
    ),
    _colon(
        "Biospecimen Description",
        cells.prose("study", "ct:biospecimenDescription"),
        "ct:biospecimenDescription",
        suits=_is_blank,
    ),
)
_ELIGIBILITY = (
    _colon("Ages Eligible for Study", cells.ages, "ct:minimumAge", "ct:maximumAge", "ct:ageGroup", suits=_always),
    _colon("Sexes Eligible for Study", cells.code("eligibility", "ct:sex", "sex"), "ct:sex", suits=_is_code("sex")),
    _colon("Genders Eligible for Study", cells.code("eligibility", "ct:sex", "sex"), "ct:sex", suits=_is_code("sex")),
    *_sublabelled(("Gender Based Eligibility", "Gender Eligibility Description")),
    _colon(
        "Accepts Healthy Volunteers",
        cells.flag("eligibility", "ct:healthyVolunteers"),
        "ct:healthyVolunteers",
        suits=_is_flag,
    ),
    _colon(
        "Sampling Method",
        cells.code("eligibility", "ct:samplingMethod", "sampling-method"),
        "ct:samplingMethod",
        suits=_is_code("sampling-method"),
    ),
    _whole("Study Population", cells.prose("eligibility", "ct:studyPopulation"), "ct:studyPopulation", prose=True),
    LabelRow(
        "Criteria",
        lists.criteria,
        ("ct:criteriaText", "ct:criterion"),
        whole=True,
        prose=True,
        ends_prose=_always,
        seen=False,
    ),
)
_CONTACTS = (
    _colon(
        "Please refer to this study by its ClinicalTrials.gov identifier (NCT number)",
        cells.study_id,
        "dcterms:identifier",
        suits=_always,
    ),
    _colon(
        "Please refer to this study by its ClinicalTrials.gov identifier",
        cells.study_id,
        "dcterms:identifier",
        suits=_always,
    ),
    _whole("Contacts", cells.left_out(CONTACT_REASON)),
    _whole("Locations", locations, *_SITE, "schema:name", "ct:degree", "ct:officialRole"),
    _whole("Sponsors and Collaborators", lists.sponsors, "ct:leadSponsorName", "ct:collaboratorName"),
    _whole("Investigators", investigators, "schema:name", "ct:degree", "ct:officialRole", "ct:affiliationName"),
    _whole("Study Documents (Full-Text)", cells.left_out(_DOCUMENTS)),
)


def _citations(label: str, role: str | None = None) -> LabelRow:
    properties = ("ct:citation", "ct:publicationRole") if role else ("ct:citation",)
    return LabelRow(label, lists.citations(role), properties, colon=True, ends_prose=_is_blank, empty=True, seen=False)


_INFORMATION = (
    _whole("Additional Information:", cells.left_out("links whose addresses the text of the page does not hold")),
    _citations("Publications of Results", "RESULT"),
    _citations("Other Publications"),
    _citations("Publications"),
    _citations(
        "Publications automatically indexed to this study by ClinicalTrials.gov Identifier (NCT Number)", "DERIVED"
    ),
    _colon("Responsible Party", party, "ct:responsiblePartyName"),
    _colon("ClinicalTrials.gov Identifier", cells.study_id, "dcterms:identifier", suits=_always),
    _colon(
        "Other Study ID Numbers",
        lists.identifiers,
        "ct:identifierValue",
        "ct:identifierType",
        "ct:identifierDomain",
    ),
    _date("Study First Received", "record", "ct:firstSubmittedDate"),
    _date("First Posted", "record", "ct:firstPostedDate"),
    _date("Results First Received", "record", "ct:resultsFirstSubmittedDate"),
    _date("Results First Posted", "record", "ct:resultsFirstPostedDate"),
    _date("Last Update Posted", "record", "ct:lastUpdatePostedDate"),
    _date("Last Updated", "record", "dcterms:modified"),
    _date("Last Verified", "record", "ct:verificationDate"),
    _colon("Health Authority", cells.left_out(_RETIRED)),
    LabelRow(
        "Individual Participant Data (IPD) Sharing Statement",
        labelled(*IPD),
        properties_of(IPD),
        colon=True,
        ends_prose=_is_blank,
        empty=True,
        seen=False,
    ),
    *_sublabelled(PRODUCT),
    LabelRow("Keywords provided by", lists.keywords, ("ct:keyword",), ends_prose=_always, seen=False),
    _colon("Additional relevant MeSH terms", cells.left_out(_TOPICS)),
)

FULLTEXT_TABLES: dict[str, tuple[LabelRow, ...]] = {
    "Study Description": _DESCRIPTION,
    "Study Design": _STUDY_DESIGN,
    "Arms and Interventions": _ARMS,
    "Groups and Cohorts": (),
    "Outcome Measures": _OUTCOMES,
    "Eligibility Criteria": _ELIGIBILITY,
    "Eligibility": (),
    "Contacts and Locations": _CONTACTS,
    "More Information": _INFORMATION,
}


# Whole lines of the sections that say nothing of the study; none was seen yet.
_FOOTERS = frozenset(
    {
        "Choosing to participate in a study is an important personal decision. Talk with your doctor and family "
        "members or friends about deciding to join a study. To learn more about this study, you or your doctor may "
        "contact the study research staff using the contacts provided below. For general information, Learn About "
        "Clinical Studies.",
        "Choosing to participate in a study is an important personal decision. Talk with your doctor and family "
        "members or friends about deciding to join a study. To learn more about this study, you or your doctor may "
        "contact the study research staff using the Contacts provided below. For general information, see Learn About "
        "Clinical Studies.",
        "To learn more about this study, you or your doctor may contact the study research staff using the contact "
        "information provided by the sponsor.",
        "No publications provided",
        "No Contacts or Locations Provided",
        "ClinicalTrials.gov processed this record on",
    }
)
_ASIDES = frozenset(
    {
        "Go to",
        "Intervention/treatment",
        "Assigned Interventions",
        "Information from the National Library of Medicine",
        "Show Detailed Description",
        "Hide Detailed Description",
        "Layout table for study information",
        "Layout table for eligibility information",
        "Layout table for location information",
        "Layout table for location contacts",
        "Layout table for investigator information",
        "Layout table for additonal information",
        "Layout table for additional information",
        "Layout table for MeSH terms",
        "History of Changes",
        "Key Record Dates",
    }
)

FULLTEXT = Layout(
    header=HEADER,
    tables=FULLTEXT_TABLES,
    preamble=PREAMBLE,
    below_title=BELOW_TITLE,
    footers=_FOOTERS,
    asides=_ASIDES,
    statements=STATEMENTS,
    strict=False,
    opens={"How to Read a Study Record": "Brief Summary"},
    last=("Last Verified", "Responsible Party"),
)


# Lines that the results view does not have; a description may hold a line `Participant Flow`.
FULLTEXT_MARKS = ("Brief Summary:…", "Condition or disease", "Study Description", "Contacts and Locations")

# The title of the window, for pages whose text begins late in the file.
_WINDOW = "… - Full Text View - ClinicalTrials.gov"


def _walk(page: Page, account: Account) -> None:
    division = Division(FULLTEXT, account)
    division.add_lines(page.written)
    read_cells(division.cells, FULLTEXT, account)
    read_titles(division, account, suffixes=TITLE_SUFFIXES)


CTGOV_FULLTEXT = PageReader(
    name="ctgov-fulltext",
    publisher="ctgov",
    description="full-text view of the classic ClinicalTrials.gov, saved as text, Markdown or HTML",
    signature=Signature(
        every=(
            ("ClinicalTrials.gov Identifier:…", "Identifier:…", f"{BELOW_TITLE}…", _WINDOW),
            ("Brief Summary:…", "Condition or disease", "Purpose", "Study Description", _WINDOW),
            (*FULLTEXT_MARKS, "Condition", "Eligibility", _WINDOW),
        ),
        none=("Tracking Information",),
        glues=GLUES,
    ),
    walk=_walk,
)
