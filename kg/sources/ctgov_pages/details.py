"""The page of a study on ClinicalTrials.gov's present site (2023 on), saved as text, Markdown, HTML or print.

A heading or label stands on a line of its own, what it says below it. No whole page was at hand: all labels are
marked as unseen, and what does not fit is reported.
"""

import re
from collections.abc import Sequence
from functools import partial

from kg.properties import ASKED
from kg.sources.codes import NOTATIONS
from kg.sources.contacts import CONTACT_REASON
from kg.sources.ctgov_pages import cells, lists
from kg.sources.ctgov_pages.arm_table import arm_table
from kg.sources.ctgov_pages.arms import interventions
from kg.sources.ctgov_pages.details_lines import parted
from kg.sources.ctgov_pages.details_people import officials, provider, sites, sponsor
from kg.sources.ctgov_pages.details_words import (
    ARM_COLUMNS,
    FOOTERS,
    OUTCOME_COLUMNS,
    OUTCOME_LABELS,
    PREAMBLE,
    WINDOW,
)
from kg.sources.ctgov_pages.outcome_table import outcome_table
from kg.sources.ctgov_pages.sublabels import DETAILS_DESIGN, labelled, properties_of
from kg.sources.page.division import Division
from kg.sources.page.label_layout import CellReader, LabelRow, Layout, read_cells
from kg.sources.page.lines import Page, PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import firm
from kg.sources.page.reader import PageReader, Signature
from kg.sources.page.text import unbulleted

__all__ = ["CTGOV_DETAILS", "CTGOV_DETAILS_RESULTS", "DETAILS"]

_ID = "ClinicalTrials.gov ID"
_TOPICS = "topics, terms and links that the National Library of Medicine adds; the record has no place for them"
_DOCUMENTS = "documents and links whose addresses the text of the page does not hold"
_RESULTS = "results of the study, which are not read from pages"
_TYPES = ((" (Actual)", "ACTUAL"), (" (Estimated)", "ESTIMATED"), ("", None))
_OUTCOME = ("ct:measure", "ct:timeFrame", "dcterms:description")
_ARM = (
    "schema:name",
    "ct:armType",
    "dcterms:description",
    "ct:usesIntervention",
    "ct:interventionType",
    "ct:otherName",
)
_SITE = ("ct:facilityName", "ct:cityName", "ct:stateName", "ct:countryName", "ct:postalCode", "ct:siteStatus")
_OFFICIAL = ("schema:name", "ct:degree", "ct:officialRole")


def _always(value: str) -> bool:
    return True


def _row(label: str, read: CellReader, *properties: str, prose: bool = False) -> LabelRow:
    """A label on a line of its own, what it says below it."""
    return LabelRow(label, read, properties, whole=True, prose=prose, ends_prose=_always, empty=True, seen=False)


def _dates(label: str, subject: str, name: str) -> tuple[LabelRow, ...]:
    """A date, under the labels of either type and of none."""
    return tuple(
        _row(f"{label}{ending}", cells.date(subject, name, kind), *((name, f"{name}Type") if kind else (name,)))
        for ending, kind in _TYPES
    )


def _inline(label: str, read: CellReader, *properties: str) -> LabelRow:
    """A label of the head: what it says stands behind it or below it."""
    return LabelRow(label, read, properties, empty=True, seen=False)


HEAD = (
    _inline(_ID, cells.study_id, "dcterms:identifier"),
    _inline("Sponsor", sponsor, "ct:leadSponsorName"),
    _inline("Information provided by", provider, "ct:informationProviderName", "ct:responsiblePartyName"),
    *(
        _inline(
            f"Last Update Posted{ending}",
            cells.date("record", "ct:lastUpdatePostedDate", kind),
            *(("ct:lastUpdatePostedDate", "ct:lastUpdatePostedDateType") if kind else ("ct:lastUpdatePostedDate",)),
        )
        for ending, kind in _TYPES
    ),
    _inline("Last Verified", cells.date("record", "ct:verificationDate"), "ct:verificationDate"),
    _inline("Last known status was", cells.status("ct:lastKnownStatus"), "ct:lastKnownStatus"),
    _inline("Why Study Stopped", cells.name("study", "ct:whyStopped"), "ct:whyStopped"),
)

_STUDY_DATES = (
    *_dates("Study Start", "study", "ct:startDate"),
    *_dates("Primary Completion", "study", "ct:primaryCompletionDate"),
    *_dates("Study Completion", "study", "ct:completionDate"),
)

_OVERVIEW = (
    _row("Brief Summary", cells.prose("study", "ct:briefSummary"), "ct:briefSummary", prose=True),
    _row("Detailed Description", cells.prose("study", "ct:detailedDescription"), "ct:detailedDescription", prose=True),
    _row("Official Title", cells.name("study", "ct:officialTitle"), "ct:officialTitle"),
    _row("Conditions", lists.conditions, "ct:conditionName"),
    _row("Intervention / Treatment", interventions, "schema:name", "ct:interventionType"),
    _row("Other Study ID Numbers", lists.identifiers, "ct:identifierValue", "ct:identifierType", "ct:identifierDomain"),
    *_STUDY_DATES,
    *(
        _row(
            f"Enrollment{ending}",
            cells.count("ct:enrollment", kind),
            *(("ct:enrollment", "ct:enrollmentType") if kind else ("ct:enrollment",)),
        )
        for ending, kind in _TYPES
    ),
    _row("Study Type", cells.study_type, "ct:studyType", "ct:patientRegistry"),
    _row("Phase", lists.phases, "ct:phase"),
    _row("Resources and links", cells.left_out(_TOPICS)),
)
_CONTACTS = (
    _row("Study Contact", cells.left_out(CONTACT_REASON)),
    _row("Study Contact Backup", cells.left_out(CONTACT_REASON)),
    _row("Study Locations", sites, *_SITE, *_OFFICIAL),
)
_PARTICIPATION = (
    _row("Eligibility Criteria", lists.criteria, "ct:criteriaText", "ct:criterion", prose=True),
    _row("Ages Eligible for Study", cells.ages, "ct:minimumAge", "ct:maximumAge", "ct:ageGroup"),
    _row("Sexes Eligible for Study", cells.code("eligibility", "ct:sex", "sex"), "ct:sex"),
    _row("Gender Based Eligibility", cells.flag("eligibility", "ct:genderBased"), "ct:genderBased"),
    _row(
        "Gender Eligibility Description",
        cells.prose("eligibility", "ct:genderDescription"),
        "ct:genderDescription",
        prose=True,
    ),
    _row("Accepts Healthy Volunteers", cells.flag("eligibility", "ct:healthyVolunteers"), "ct:healthyVolunteers"),
    _row("Sampling Method", cells.code("eligibility", "ct:samplingMethod", "sampling-method"), "ct:samplingMethod"),
    _row("Study Population", cells.prose("eligibility", "ct:studyPopulation"), "ct:studyPopulation", prose=True),
)
_PLAN = (
    _row(
        "Design Details",
        labelled(*DETAILS_DESIGN, apart=True),
        *properties_of(DETAILS_DESIGN),
        "ct:maskedParty",
        prose=True,
    ),
    _row("Arms and Interventions", arm_table, *_ARM, prose=True),
    *(
        _row(label, outcome_table(name), name, *_OUTCOME, prose=True)
        for label, name in zip(
            OUTCOME_LABELS, ("ct:primaryOutcome", "ct:secondaryOutcome", "ct:otherOutcome"), strict=True
        )
    ),
)
_PEOPLE = (
    _row("Sponsor", sponsor, "ct:leadSponsorName"),
    _row("Collaborators", lists.collaborators, "ct:collaboratorName"),
    _row("Investigators", officials, *_OFFICIAL, "ct:affiliationName"),
)

_PUBMED = re.compile(
    r"(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/(?P<pmid>[0-9]{1,8})/?"
)


def _citations(role: str | None = None) -> CellReader:
    """A reader of one citation a line, and of the address at PubMed that may stand below it."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        cited: list[PageLine] = []
        for line in lines:
            found = _PUBMED.fullmatch(unbulleted(line.text))
            if found is None:
                cited.append(line)
            else:
                lists.citations(role)(cited, account)
                part = account.latest("publication-link")
                if cited and part:
                    account.state(line, part, "ct:pmid", found["pmid"])
                cited = []
        lists.citations(role)(cited, account)

    return read


def _publications(label: str, role: str | None = None) -> LabelRow:
    properties = ("ct:citation", "ct:pmid", *(["ct:publicationRole"] if role else []))
    return _row(label, _citations(role), *properties)


_PUBLICATIONS = (
    _publications("General Publications"),
    _publications("Study Results", "RESULT"),
    _publications("From PubMed", "DERIVED"),
    _publications("Publications automatically filled from PubMed", "DERIVED"),
)
_DATES = (
    *_STUDY_DATES,
    _row("First Submitted", cells.date("record", "ct:firstSubmittedDate"), "ct:firstSubmittedDate"),
    *(
        _row(
            f"First Submitted that {met} QC Criteria",
            cells.date("record", "ct:firstSubmittedQcDate"),
            "ct:firstSubmittedQcDate",
        )
        for met in ("Met", "met")
    ),
    *_dates("First Posted", "record", "ct:firstPostedDate"),
    _row(
        "Results First Submitted", cells.date("record", "ct:resultsFirstSubmittedDate"), "ct:resultsFirstSubmittedDate"
    ),
    *(
        _row(
            f"Results First Submitted that {met} QC Criteria",
            cells.date("record", "ct:resultsFirstSubmittedQcDate"),
            "ct:resultsFirstSubmittedQcDate",
        )
        for met in ("Met", "met")
    ),
    *_dates("Results First Posted", "record", "ct:resultsFirstPostedDate"),
    *(
        _row(
            f"Last Update Submitted that {met} QC Criteria",
            cells.date("record", "ct:lastUpdateSubmittedDate"),
            "ct:lastUpdateSubmittedDate",
        )
        for met in ("Met", "met")
    ),
    *_dates("Last Update Posted", "record", "ct:lastUpdatePostedDate"),
    _row("Last Verified", cells.date("record", "ct:verificationDate"), "ct:verificationDate"),
)


def _keywords(lines: Sequence[PageLine], account: Account) -> None:
    """Read one keyword a line, below the name of who provided them."""
    if lines:
        account.set_aside(lines[0])
        lists.keywords(lines[1:], account)


def _flag(label: str, name: str) -> LabelRow:
    return _row(label, cells.flag("study", name), name)


def _materials(lines: Sequence[PageLine], account: Account) -> None:
    """Read which documents are shared: names with commas, or notations."""
    read = labelled("Supporting Materials")
    for line in firm(lines):
        if line.text in NOTATIONS["ipd-info-type"]:
            account.state(line, "study", "ct:ipdSharingInfoType", line.text)
        else:
            read([line.saying(f"Supporting Materials: {line.text}")], account)


_INFORMATION = (
    LabelRow("Keywords Provided by", _keywords, ("ct:keyword",), ends_prose=_always, empty=True, seen=False),
    _row("Additional Relevant MeSH Terms", cells.left_out(_TOPICS)),
    _row(
        "Plan to Share Individual Participant Data (IPD)?",
        cells.code("study", "ct:ipdSharing", "ipd-sharing"),
        "ct:ipdSharing",
    ),
    _row(
        "IPD Plan Description",
        cells.prose("study", "ct:ipdSharingDescription"),
        "ct:ipdSharingDescription",
        prose=True,
    ),
    _row(
        "IPD Sharing Time Frame", cells.prose("study", "ct:ipdSharingTimeFrame"), "ct:ipdSharingTimeFrame", prose=True
    ),
    _row(
        "IPD Sharing Access Criteria",
        cells.prose("study", "ct:ipdSharingAccessCriteria"),
        "ct:ipdSharingAccessCriteria",
        prose=True,
    ),
    _row("IPD Sharing Supporting Information Type", _materials, "ct:ipdSharingInfoType"),
    _row("IPD Sharing URL", cells.name("study", "ct:ipdSharingUrl"), "ct:ipdSharingUrl"),
    _flag("Studies a U.S. FDA-regulated Drug Product", "ct:fdaRegulatedDrug"),
    _flag("Studies a U.S. FDA-regulated Device Product", "ct:fdaRegulatedDevice"),
    _flag("Device Product Not Approved or Cleared by U.S. FDA", "ct:unapprovedDevice"),
    _flag("Pediatric Postmarket Surveillance of a Device Product", "ct:pediatricPostmarketSurveillance"),
    _flag("product manufactured in and exported from the U.S.", "ct:usExport"),
    _flag("Product Manufactured in and Exported from the U.S.", "ct:usExport"),
    _row("Study Documents", cells.left_out(_DOCUMENTS)),
    _row("Helpful Links", cells.left_out(_DOCUMENTS)),
    _row("Certain Agreements", cells.left_out(_RESULTS)),
    _row("Results Point of Contact", cells.left_out(CONTACT_REASON)),
)
_RESULT_SECTIONS = (
    "Results Overview",
    "Participant Flow",
    "Recruitment Details",
    "Pre-assignment Details",
    "Baseline Characteristics",
    "Outcome Measures",
    "Adverse Events",
    "All-Cause Mortality",
    "Serious Adverse Events",
    "Other (Not Including Serious) Adverse Events",
    "Other Adverse Events",
    "Limitations and Caveats",
)

DETAILS_TABLES: dict[str, tuple[LabelRow, ...]] = {
    "Study Overview": _OVERVIEW,
    "Contacts and Locations": _CONTACTS,
    "Participation Criteria": _PARTICIPATION,
    "Study Plan": _PLAN,
    "Collaborators and Investigators": _PEOPLE,
    "Publications": _PUBLICATIONS,
    "Study Record Dates": _DATES,
    "Results": tuple(_row(label, cells.left_out(_RESULTS), prose=True) for label in _RESULT_SECTIONS),
    "More Information": _INFORMATION,
}

_STATUSES = {
    "Recruiting": "RECRUITING",
    "Not yet recruiting": "NOT_YET_RECRUITING",
    "Enrolling by invitation": "ENROLLING_BY_INVITATION",
    "Active, not recruiting": "ACTIVE_NOT_RECRUITING",
    "Suspended": "SUSPENDED",
    "Terminated": "TERMINATED",
    "Completed": "COMPLETED",
    "Withdrawn": "WITHDRAWN",
    "Unknown status": "UNKNOWN",
    "Available": "AVAILABLE",
    "No longer available": "NO_LONGER_AVAILABLE",
    "Temporarily not available": "TEMPORARILY_NOT_AVAILABLE",
    "Approved for marketing": "APPROVED_FOR_MARKETING",
    "Withheld": "WITHHELD",
}
_STATED: dict[str, tuple[tuple[str, str, str], ...]] = {
    **{text: (("study", "ct:overallStatus", code),) for text, code in _STATUSES.items()},
    **{
        f"{text}{ending}": (("study", "ct:hasResults", value),)
        for text, value in (("Results Posted", "true"), ("No Results Posted", "false"))
        for ending in ("", " Tab")
    },
}

DETAILS = Layout(
    header=HEAD,
    tables=DETAILS_TABLES,
    preamble=PREAMBLE,
    footers=FOOTERS,
    asides=frozenset({"Show more", "Show less", "Show More", "Show Less", "(Responsible Party)"}),
    statements=_STATED,
    strict=False,
    ordered=True,
    opens={"Contacts and Locations": "Study Locations", "Study Plan": "Design Details"},
    last=("Last Verified", "Participant Flow"),
)

_OF_HEAD = frozenset({"title", "overallStatus", "leadSponsor", "hasResults", "lastUpdatePostedDate"})
"""What the head of each tab states of what rules ask for."""

_LABELS = frozenset(
    {row.label for rows in (HEAD, *DETAILS_TABLES.values()) for row in rows}
    | {*FOOTERS, *_STATED, *ARM_COLUMNS, *OUTCOME_COLUMNS}
)
"""Lines that are whole, so that a print does not break them."""
_STOPPED = re.compile(rf"(?P<status>{'|'.join(map(re.escape, _STATUSES))}) \((?P<why>.{{1,1000}})\)")
_ABOVE = 3
"""How many lines above the id the title stands at most."""
_NAMED = re.compile(
    rf"(?:Title: )?{re.escape(WINDOW)}(?:(?P<id>NCT[0-9]{{8}}) \| )?(?P<title>.+?)(?: \| ClinicalTrials\.gov)?"
)
_ACRONYM = re.compile(r" \((?P<acronym>[^()]{2,40})\)")
_ADDRESS = re.compile(r"(?:URL Source: )?https?://(?:www\.|beta\.)?clinicaltrials\.gov/(?:study|ct2/show)/\S*")


def _walk(page: Page, account: Account) -> None:
    windows = [(line, found) for line in page.written if (found := _window(line.text))]
    taken = {(line.number, line.piece) for line, _ in windows}
    division = Division(DETAILS, account)
    division.add_lines([line for line in page.written if (line.number, line.piece) not in taken])
    read_cells(division.cells, DETAILS, account)
    _read_title(division, windows, page.window, account)


def _window(text: str) -> "re.Match[str] | None":
    return _NAMED.fullmatch(text) if WINDOW in text[: len(WINDOW) + 10] else None


def _read_title(
    division: Division, windows: Sequence[tuple[PageLine, "re.Match[str]"]], window: str, account: Account
) -> None:
    """Read the title: that of the window; else the line above the id; what the window lacks of that is the acronym."""
    named = dict.fromkeys(found["title"] for found in (*(found for _, found in windows), _window(window)) if found)
    for line, found in windows:
        account.state(line, "study", "dcterms:title", found["title"])
        if found["id"]:
            account.state(line, "record", "dcterms:identifier", found["id"])
    first = next(iter(division.cells), None)
    known = firm(division.titles)
    for line in known[:-_ABOVE]:
        _set_aside_address(line, account)
    for line in known[-_ABOVE:]:
        title = next((title for title in named if line.text.startswith(title)), None)
        acronym = _ACRONYM.fullmatch(line.text.removeprefix(title)) if title else None
        if stopped := _STOPPED.fullmatch(line.text):
            account.state(line, "study", "ct:overallStatus", _STATUSES[stopped["status"]])
            account.state(line, "study", "ct:whyStopped", stopped["why"].strip())
        elif line.text == title:
            account.state(line, "study", "dcterms:title", title)
        elif title and acronym:
            account.state(line, "study", "dcterms:title", title)
            account.state(line, "study", "ct:acronym", acronym["acronym"])
        elif line is known[-1] and not named and first and first.label.text.startswith(_ID):
            account.state(line, "study", "dcterms:title", line.text)
        else:
            _set_aside_address(line, account)


def _set_aside_address(line: PageLine, account: Account) -> None:
    if _ADDRESS.fullmatch(line.text):
        account.set_aside(line)


def _lacks(labels: frozenset[str]) -> tuple[str, ...]:
    """What the tab of results lacks: the rest of the study stands on another tab."""
    if labels.isdisjoint(_RESULT_SECTIONS) or not labels.isdisjoint(row.label for row in _OVERVIEW):
        return ()
    return tuple(name for name in ASKED if name not in _OF_HEAD)


_HEADS = (_ID, f"{_ID}…", f"{WINDOW}…")
_PARTED = partial(parted, whole=_LABELS)

CTGOV_DETAILS = PageReader(
    name="ctgov-details",
    publisher="ctgov",
    description="study page of the present ClinicalTrials.gov (2023 on), saved as text, Markdown or HTML",
    signature=Signature(
        # The title of the window alone, for pages whose text begins late in the file.
        every=(_HEADS, ("Study Overview", f"{WINDOW}…")),
        none=("Participant Flow", "Tracking Information"),
        sure=("Study Overview",),
        parted=_PARTED,
    ),
    walk=_walk,
    lacks=_lacks,
)

CTGOV_DETAILS_RESULTS = PageReader(
    name="ctgov-details-results",
    publisher="ctgov",
    description="results of a study on the present ClinicalTrials.gov (2023 on), saved as text, Markdown or HTML",
    signature=Signature(every=(_HEADS, ("Participant Flow",)), none=("Study Overview",), parted=_PARTED),
    walk=_walk,
    lacks=_lacks,
)
