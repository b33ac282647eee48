"""Which struct of the record is told on which node: all tables. Their rows stand in `kg.properties`.

How a value is written follows from its type in the record: a text, a code or the text of an unknown one, a date with
its type, several of them.
"""

from typing import NamedTuple

import msgspec

from kg import properties as of
from kg.properties import Property
from kg.record import (
    Arm,
    AvailableData,
    BioSpecimens,
    BrowseLeaf,
    Contact,
    Criterion,
    Design,
    Eligibility,
    EthicsReview,
    ExpandedAccess,
    Identifier,
    Intervention,
    IpdSharing,
    NationalCourse,
    Official,
    Origin,
    Outcome,
    Oversight,
    Registration,
    ResponsibleParty,
    ReviewEvent,
    Site,
    Study,
    StudyDocument,
    ViolationEvent,
    WebLink,
)
from kg.result_record import (
    AdverseEvent,
    BaselineMeasure,
    FlowPeriod,
    OutcomeResult,
    ResultGroup,
    Results,
    StatisticalAnalysis,
)

__all__ = ["TABLES", "Part", "Table"]


class Table(NamedTuple):
    """Fields of a struct that are told in order, on a node that is made elsewhere."""

    struct: type[msgspec.Struct]
    rows: tuple[Property, ...]


class Part(NamedTuple):
    """Likewise of structs of which each is a node of its own."""

    struct: type[msgspec.Struct]
    rows: tuple[Property, ...]
    class_name: str
    at: str
    """The segment of their IRIs, `outcome` of `study/NCT1/outcome/1f00ab34cd`."""
    key: tuple[str, ...]
    """The fields that tell one from another: the last segment is made of them."""


STUDY = Table(
    Study,
    (*of.STUDY, of.TRANSLATED_TITLES, of.CONDITIONS, of.KEYWORDS, of.REGISTRY_ITEMS, of.NO_ANALYSIS_PLAN),
)
DESIGN = Table(Design, of.DESIGN)
BIOSPECIMENS = Table(BioSpecimens, of.BIOSPECIMENS)
EXPANDED_ACCESS = Table(ExpandedAccess, of.EXPANDED_ACCESS)
OVERSIGHT = Table(Oversight, of.OVERSIGHT)
IPD_SHARING = Table(IpdSharing, of.IPD_SHARING)
ELIGIBILITY = Table(Eligibility, of.ELIGIBILITY)
CONTACT = Table(Contact, of.CONTACT)
REGISTRATION = Table(Registration, (*of.RECORD, of.COMMENTED_RELEASES, of.NOT_PROVIDED, of.NOT_SUPPORTED))
PARTY = Table(ResponsibleParty, of.PARTY)
ORIGIN = Table(Origin, of.ORIGIN)

ARM = Part(Arm, of.ARM, "Arm", "arm", ("label",))
GROUP = ARM._replace(class_name="Group")
"""Of an observational study; its segment is that of an arm, since the type of a study may be corrected."""
INTERVENTION = Part(Intervention, of.INTERVENTION, "Intervention", "intervention", ("type", "name"))
OUTCOME = Part(Outcome, of.OUTCOME, "Outcome", "outcome", ("measure", "time_frame"))
CRITERION = Part(Criterion, of.CRITERION, "Criterion", "criterion", ("side", "text"))
OFFICIAL = Part(Official, of.OFFICIAL, "Official", "official", ("name", "role"))
OFFICE = Part(Official, of.OFFICE, "Office", "office", ("name", "role"))
SITE = Part(Site, of.SITE, "StudySite", "site", ("country", "state", "city", "postal_code", "facility"))
NATIONAL_COURSE = Part(NationalCourse, of.NATIONAL_COURSE, "NationalCourse", "national-course", ("country",))
IDENTIFIER = Part(Identifier, of.IDENTIFIER, "SecondaryIdentifier", "identifier", ("value",))
LINK = Part(WebLink, of.LINK, "WebLink", "link", ("url", "label"))
AVAILABLE_DATA = Part(AvailableData, of.AVAILABLE_DATA, "AvailableData", "available-data", ("id", "type", "url"))
LEAF = Part(BrowseLeaf, of.LEAF, "BrowseLeaf", "browse-leaf", ("id", "name"))
DOCUMENT = Part(StudyDocument, of.DOCUMENT, "StudyDocument", "document", ("filename", "label"))
ETHICS_REVIEW = Part(
    EthicsReview, of.ETHICS_REVIEW, "EthicsReview", "ethics-review", ("committee", "reference", "date", "description")
)
REVIEW_EVENT = Part(ReviewEvent, of.REVIEW_EVENT, "ReviewEvent", "review-event", ("type", "date"))
VIOLATION_EVENT = Part(
    ViolationEvent, of.VIOLATION_EVENT, "ViolationEvent", "violation-event", ("type", "issued", "description")
)

RESULTS = Table(Results, of.RESULTS)
# What stands twice in a table of results is told twice: keys of these are made in `kg.statements.result_graph`.
RESULT_GROUP = Part(ResultGroup, of.RESULT_GROUP, "ResultGroup", "result-group", ("title", "description"))
FLOW_PERIOD = Part(FlowPeriod, of.FLOW_PERIOD, "FlowPeriod", "flow-period", ("title",))
BASELINE_MEASURE = Part(BaselineMeasure, of.BASELINE_MEASURE, "BaselineMeasure", "baseline-measure", ("title",))
OUTCOME_RESULT = Part(
    OutcomeResult, of.OUTCOME_RESULT, "OutcomeResult", "outcome-result", ("type", "title", "time_frame")
)
ANALYSIS = Part(StatisticalAnalysis, of.ANALYSIS, "StatisticalAnalysis", "analysis", ("method_name", "p_value"))
ADVERSE_EVENT = Part(
    AdverseEvent,
    of.ADVERSE_EVENT,
    "AdverseEvent",
    "adverse-event",
    ("serious", "term", "organ_system", "vocabulary", "notes"),
)

TABLES: tuple[Table | Part, ...] = (
    *(STUDY, DESIGN, BIOSPECIMENS, EXPANDED_ACCESS, OVERSIGHT, IPD_SHARING, ELIGIBILITY),
    *(ARM, GROUP, INTERVENTION, OUTCOME, CRITERION, OFFICIAL, OFFICE, CONTACT, SITE, NATIONAL_COURSE),
    *(IDENTIFIER, LINK, AVAILABLE_DATA, LEAF),
    *(DOCUMENT, ETHICS_REVIEW, REVIEW_EVENT, VIOLATION_EVENT, REGISTRATION, PARTY, ORIGIN),
    *(RESULTS, RESULT_GROUP, FLOW_PERIOD, BASELINE_MEASURE, OUTCOME_RESULT, ANALYSIS, ADVERSE_EVENT),
)
"""All of them."""
