"""The tabular view of the classic ClinicalTrials.gov as a whole: its four tables, and what stands around them."""

from kg.sources import ctgov_cells as cells
from kg.sources import ctgov_lists as lists
from kg.sources.ctgov_header import BELOW_TITLE, HEADER, PREAMBLE, STATEMENTS
from kg.sources.ctgov_labels import DESCRIPTIVE, RECRUITMENT, TRACKING
from kg.sources.ctgov_people import investigators
from kg.sources.ctgov_sublabels import IPD, PRODUCT, labelled, properties_of
from kg.sources.labels import Layout, Row

__all__ = ["TABULAR"]

_OFFICIAL = ("schema:name", "ct:degree", "ct:officialRole", "ct:affiliationName")
_IDENTIFIER = ("ct:identifierValue", "ct:identifierType", "ct:identifierDomain")
_RETIRED = "an item that the registry retired in 2017 and that the record has no place for"
_SPONSOR = cells.name("study", "ct:leadSponsorName")
_PARTY = cells.name("record", "ct:responsiblePartyName")

_ADMINISTRATIVE = (
    Row("NCT Number", cells.study_id, ("dcterms:identifier",), marked=True, who=True),
    Row(
        "Other Study ID Numbers",
        lists.identifiers,
        _IDENTIFIER,
        marked=True,
        not_provided=("ct:secondaryIdentifier",),
        who=True,
    ),
    Row(
        "Has Data Monitoring Committee",
        cells.flag("study", "ct:hasDataMonitoringCommittee"),
        ("ct:hasDataMonitoringCommittee",),
        not_provided=("ct:hasDataMonitoringCommittee",),
    ),
    Row(
        "U.S. FDA-regulated Product",
        labelled(*PRODUCT),
        properties_of(PRODUCT),
        not_provided=("ct:fdaRegulatedDrug", "ct:fdaRegulatedDevice"),
    ),
    Row("IPD Sharing Statement", labelled(*IPD), properties_of(IPD), marked=True, not_provided=("ct:ipdSharing",)),
    Row("Responsible Party", _PARTY, ("ct:responsiblePartyName",), not_provided=("ct:responsiblePartyName",)),
    Row(
        "Current Responsible Party",
        _PARTY,
        ("ct:responsiblePartyName",),
        not_provided=("ct:responsiblePartyName",),
        seen=False,
    ),
    Row("Original Responsible Party", cells.left_out("who was responsible before"), (), seen=False),
    Row("Study Sponsor", _SPONSOR, ("ct:leadSponsorName",), marked=True, who=True),
    Row("Current Study Sponsor", _SPONSOR, ("ct:leadSponsorName",), marked=True, who=True, seen=False),
    Row("Original Study Sponsor", cells.left_out("who was the sponsor before"), (), marked=True, seen=False),
    Row("Collaborators", lists.collaborators, ("ct:collaboratorName",), marked=True, not_provided=("ct:collaborator",)),
    Row("Investigators", investigators, _OFFICIAL, marked=True, not_provided=("ct:official",)),
    Row(
        "Information Provided By",
        cells.name("record", "ct:informationProviderName"),
        ("ct:informationProviderName",),
        seen=False,
    ),
    Row("Health Authority", cells.left_out(_RETIRED), (), seen=False),
    Row("PRS Account", cells.name("record", "ct:prsAccountName"), ("ct:prsAccountName",)),
    Row("Verification Date", cells.date("record", "ct:verificationDate"), ("ct:verificationDate",)),
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
