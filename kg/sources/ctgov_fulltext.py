"""The full-text view of the classic ClinicalTrials.gov (2013 to 2024), saved as text, Markdown or HTML.

Some extractions lose headings. Then place tells: text between the links of the header and the table of conditions is
the summary, text behind that table is the detailed description.
"""

from kg.sources.accounts import Account
from kg.sources.ctgov_fulltext_labels import FULLTEXT_TABLES
from kg.sources.ctgov_header import BELOW_TITLE, GLUES, HEADER, PREAMBLE, STATEMENTS, TITLE_SUFFIXES
from kg.sources.division import Division, read_titles
from kg.sources.labels import Layout, read_cells
from kg.sources.pagelines import Page
from kg.sources.pages import PageReader, Signature

__all__ = ["CTGOV_FULLTEXT", "FULLTEXT", "FULLTEXT_MARKS"]

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
