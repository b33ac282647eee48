"""What stands above the tables on all views of the classic ClinicalTrials.gov, and what pages have beside them."""

from kg.sources.ctgov_pages import cells
from kg.sources.ctgov_pages.lists import collaborators
from kg.sources.page.label_layout import LabelRow
from kg.sources.page.markup import Glue

__all__ = ["BELOW_TITLE", "GLUES", "HEADER", "PREAMBLE", "STATEMENTS", "TITLE_SUFFIXES"]

HEADER = (
    LabelRow("ClinicalTrials.gov Identifier", cells.study_id, ("dcterms:identifier",), colon=True),
    # The word before it is a link, which some extractions lose.
    LabelRow("Identifier", cells.study_id, ("dcterms:identifier",), colon=True),
    LabelRow("Recruitment Status", cells.status("ct:overallStatus"), ("ct:overallStatus", "ct:whyStopped"), colon=True),
    LabelRow("Verified", cells.verified, ("ct:verificationDate", "ct:verifiedByName")),
    LabelRow("Recruitment status was", cells.status("ct:lastKnownStatus"), ("ct:lastKnownStatus",), colon=True),
    LabelRow("First Posted", cells.date("record", "ct:firstPostedDate"), ("ct:firstPostedDate",), colon=True),
    LabelRow(
        "First Posted (Estimate)",
        cells.date("record", "ct:firstPostedDate", "ESTIMATED"),
        ("ct:firstPostedDate", "ct:firstPostedDateType"),
        colon=True,
        seen=False,
    ),
    LabelRow(
        "Results First Posted",
        cells.date("record", "ct:resultsFirstPostedDate"),
        ("ct:resultsFirstPostedDate",),
        colon=True,
    ),
    LabelRow(
        "Results First Posted (Estimate)",
        cells.date("record", "ct:resultsFirstPostedDate", "ESTIMATED"),
        ("ct:resultsFirstPostedDate", "ct:resultsFirstPostedDateType"),
        colon=True,
        seen=False,
    ),
    LabelRow(
        "Last Update Posted", cells.date("record", "ct:lastUpdatePostedDate"), ("ct:lastUpdatePostedDate",), colon=True
    ),
    LabelRow(
        "Last Update Posted (Estimate)",
        cells.date("record", "ct:lastUpdatePostedDate", "ESTIMATED"),
        ("ct:lastUpdatePostedDate", "ct:lastUpdatePostedDateType"),
        colon=True,
        seen=False,
    ),
    LabelRow("Sponsor", cells.name("study", "ct:leadSponsorName"), ("ct:leadSponsorName",), colon=True),
    LabelRow("Collaborator", collaborators, ("ct:collaboratorName",), colon=True, seen=False),
    LabelRow("Collaborators", collaborators, ("ct:collaboratorName",), colon=True, seen=False),
    LabelRow(
        "Information provided by",
        cells.name("record", "ct:informationProviderName"),
        ("ct:informationProviderName",),
        colon=True,
    ),
    LabelRow(
        "Information provided by (Responsible Party)",
        cells.name("record", "ct:informationProviderName"),
        ("ct:informationProviderName",),
        colon=True,
    ),
    # Until 2017 the site wrote when it received a record, and called the update just so.
    LabelRow("First received", cells.date("record", "ct:firstSubmittedDate"), ("ct:firstSubmittedDate",), colon=True),
    LabelRow("Last updated", cells.date("record", "dcterms:modified"), ("dcterms:modified",), colon=True),
    LabelRow("Last verified", cells.date("record", "ct:verificationDate"), ("ct:verificationDate",), colon=True),
    LabelRow(
        "Results First Received",
        cells.date("record", "ct:resultsFirstSubmittedDate"),
        ("ct:resultsFirstSubmittedDate",),
        colon=True,
    ),
)

BELOW_TITLE = "The safety and scientific validity of this study "
_SAFETY = (
    f"{BELOW_TITLE}is the responsibility of the study sponsor and investigators. "
    "Listing a study does not mean it has been evaluated by the U.S. Federal Government. "
)
_DISCLAIMERS = (
    f"{_SAFETY}Read our disclaimer for details.",
    f"{_SAFETY}Know the risks and potential benefits of clinical studies and talk to your health care provider before "
    "participating. Read our disclaimer for details.",
)

GLUES = tuple(Glue(text=text) for text in _DISCLAIMERS)

# Whole lines that say nothing of the study.
PREAMBLE = frozenset(
    {
        "Working...",
        "Working… Menu",
        "ClinicalTrials.gov",
        "ClinicalTrials.gov Menu",
        *_DISCLAIMERS,
        "Now Available: Final Rule for FDAAA 801 and NIH Policy on Clinical Trial Reporting",
        "Study Details",
        "Tabular View",
        "Disclaimer",
        "How to Read a Study Record",
        "History of Changes",  # unseen, like all below
        "Full Text View",
        "Find Studies",
        "About Studies",
        "Submit Studies",
        "Resources",
        "About Site",
        "PRS Login",
        "Trial record 1 of 1 for:",
        "Previous Study | Return to List | Next Study",
        "( See Contacts and Locations )",
        "(see Contacts and Locations)",
    }
)

# Sentences and links of the header that state a fact; until 2017 the status was a sentence.
STATEMENTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "This study has been completed.": (("study", "ct:overallStatus", "COMPLETED"),),
    "Study Results": (("study", "ct:hasResults", "true"),),
    "No Results Posted": (("study", "ct:hasResults", "false"),),
    # unseen:
    "No Study Results Posted": (("study", "ct:hasResults", "false"),),
    "Has Results": (("study", "ct:hasResults", "true"),),
    "This study is currently recruiting participants.": (("study", "ct:overallStatus", "RECRUITING"),),
    "This study is not yet open for participant recruitment.": (("study", "ct:overallStatus", "NOT_YET_RECRUITING"),),
    "This study is ongoing, but not recruiting participants.": (
        ("study", "ct:overallStatus", "ACTIVE_NOT_RECRUITING"),
    ),
    "This study is enrolling participants by invitation only.": (
        ("study", "ct:overallStatus", "ENROLLING_BY_INVITATION"),
    ),
    "This study has been suspended.": (("study", "ct:overallStatus", "SUSPENDED"),),
    "This study has been terminated.": (("study", "ct:overallStatus", "TERMINATED"),),
    "This study has been withdrawn prior to enrollment.": (("study", "ct:overallStatus", "WITHDRAWN"),),
    "The recruitment status of this study is unknown because the information has not been verified recently.": (
        ("study", "ct:overallStatus", "UNKNOWN"),
    ),
}

# The title of the window, as browsers save it.
TITLE_SUFFIXES = (
    " - Full Text View - ClinicalTrials.gov",
    " - Tabular View - ClinicalTrials.gov",
    " - Study Results - ClinicalTrials.gov",
    " - No Study Results Posted - ClinicalTrials.gov",
)
