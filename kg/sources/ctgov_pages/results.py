"""The results view of the classic ClinicalTrials.gov: what its header states of the study, not the results."""

from kg.sources.ctgov_pages import cells, lists
from kg.sources.ctgov_pages.arms import interventions
from kg.sources.ctgov_pages.fulltext import FULLTEXT_MARKS
from kg.sources.ctgov_pages.header import BELOW_TITLE, GLUES, HEADER, PREAMBLE, STATEMENTS, TITLE_SUFFIXES
from kg.sources.ctgov_pages.sublabels import DESIGN, labelled, properties_of
from kg.sources.page.division import Division, read_titles
from kg.sources.page.label_layout import LabelRow, Layout, read_cells
from kg.sources.page.lines import Page
from kg.sources.page.page_account import Account
from kg.sources.page.reader import PageReader, Signature

__all__ = ["CTGOV_RESULTS", "RESULTS"]

_TABLE = cells.left_out("results of the study, for which the record has no place")
_FLOW = cells.left_out("participant flow: the record has no place for the results of a study")
_INTERVENTION = ("schema:name", "ct:interventionType")

_HEADER = (
    *HEADER,
    LabelRow("Study Type", cells.study_type, ("ct:studyType", "ct:patientRegistry"), colon=True),
    LabelRow("Study Design", labelled(*DESIGN), properties_of(DESIGN), colon=True),
    LabelRow("Condition", lists.conditions, ("ct:conditionName",), colon=True),
    LabelRow("Conditions", lists.conditions, ("ct:conditionName",), colon=True, seen=False),
    LabelRow("Intervention", interventions, _INTERVENTION, colon=True, seen=False),
    LabelRow("Interventions", interventions, _INTERVENTION, colon=True),
    LabelRow("Enrollment", cells.count("ct:enrollment"), ("ct:enrollment",), colon=True, seen=False),
)

# The sections of results; pages write a link to hide each under its heading.
_SECTIONS = (
    ("Participant Flow", _FLOW, True),
    ("Baseline Characteristics", _TABLE, False),
    ("Outcome Measures", _TABLE, False),
    ("Adverse Events", _TABLE, False),
    ("Serious Adverse Events", _TABLE, False),
    ("Other Adverse Events", _TABLE, False),
    ("Limitations and Caveats", _TABLE, False),
    ("More Information", _TABLE, False),
)

RESULTS = Layout(
    header=_HEADER,
    tables={
        "Results": tuple(
            LabelRow(label, read, (), whole=True, empty=True, seen=seen) for label, read, seen in _SECTIONS
        )
    },
    preamble=PREAMBLE,
    below_title=BELOW_TITLE,
    asides=frozenset(f"{verb} {label}" for label, _, _ in _SECTIONS for verb in ("Hide", "Show")),
    statements=STATEMENTS,
    last=("Participant Flow",),
)


# The title of the window, for pages whose text begins late in the file.
_WINDOW = "… - Study Results - ClinicalTrials.gov"


def _walk(page: Page, account: Account) -> None:
    division = Division(RESULTS, account)
    division.add_lines(page.written)
    read_cells(division.cells, RESULTS, account)
    read_titles(division, account, suffixes=TITLE_SUFFIXES)


CTGOV_RESULTS = PageReader(
    name="ctgov-results",
    publisher="ctgov",
    description="results view of the classic ClinicalTrials.gov, saved as text, Markdown or HTML",
    signature=Signature(
        every=(("ClinicalTrials.gov Identifier:…", f"{BELOW_TITLE}…", _WINDOW), ("Participant Flow", _WINDOW)),
        none=("Tracking Information", *FULLTEXT_MARKS),
        glues=GLUES,
    ),
    walk=_walk,
)
