"""The rows of the comparison: a fact each, how it is read of a record, and on which aspect records may disagree."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.store import StudyGraph

from .compared_study import RecordColumn
from .study_page import CellEntry

__all__ = ["FACTS", "FactRow", "entries"]

Read = Callable[[StudyGraph, RecordColumn], Iterable[str]]
_TITLE = "http://purl.org/dc/terms/title"
_ACTUAL = "actual"


class FactRow(NamedTuple):
    """One row."""

    title: str
    read: Read
    terms: Sequence[str] = ()
    """The properties: a register whose form has none of them is not silent, it cannot say."""
    aspect: str | None = None
    """The aspect of a discrepancy that is about this row."""
    comparable: bool = False
    """Whether two values that are written differently contradict each other: codes, ages."""


def _texts(*names: str) -> Read:
    return lambda graph, record: (text for name in names for text in graph.texts(record.facts, name))


def _labels(*names: str) -> Read:
    return lambda graph, record: (text for name in names for text in graph.labels(record.facts, name))


def _of_record(*names: str) -> Read:
    return lambda graph, record: (text for name in names for text in graph.texts(record.node, name))


def _kind(graph: StudyGraph, node: NamedNode, name: str) -> str:
    """Said of what has not happened yet."""
    kinds = [each.lower() for each in graph.labels(node, name) if each.lower() != _ACTUAL]
    return f" ({', '.join(kinds)})" if kinds else ""


def _typed(name: str, kind: str) -> Read:
    return lambda graph, record: (
        f"{text}{_kind(graph, record.facts, kind)}" for text in graph.texts(record.facts, name)
    )


def _date(name: str) -> Read:
    return _typed(f"{name}Date", f"{name}DateType")


def _status(graph: StudyGraph, record: RecordColumn) -> Iterator[str]:
    yield from graph.labels(record.facts, "overallStatus")
    yield from graph.texts(record.facts, "statusText")
    yield from (f"last known: {each}" for each in graph.labels(record.facts, "lastKnownStatus"))
    yield from (f"why stopped: {each}" for each in graph.texts(record.facts, "whyStopped"))


def _enrolment(graph: StudyGraph, record: RecordColumn) -> Iterator[str]:
    yield from _typed("enrollment", "enrollmentType")(graph, record)
    yield from (f"planned at first: {each}" for each in graph.texts(record.facts, "originalEnrollment"))
    yield from (f"aim: {each}" for each in graph.texts(record.facts, "targetEnrollment"))


def _named(name: str) -> Read:
    """The names as they are written, else what the nodes are called."""
    return lambda graph, record: (
        graph.texts(record.facts, f"{name}Name") or [graph.label(node) for node in graph.nodes(record.facts, name)]
    )


def _parts(name: str, kind: str | None = None, more: str | None = None) -> Read:
    def read(graph: StudyGraph, record: RecordColumn) -> Iterator[str]:
        for node in graph.nodes(record.facts, name):
            said = [*(graph.labels(node, kind) if kind else ()), *(graph.texts(node, more) if more else ())]
            label = graph.label(node)
            yield f"{label} ({', '.join(said)})" if label and said else label or ", ".join(said)

    return read


def _eligibility(*names: str) -> Read:
    return lambda graph, record: (
        text for node in graph.nodes(record.facts, "eligibility") for name in names for text in graph.labels(node, name)
    )


def _ages(graph: StudyGraph, record: RecordColumn) -> Iterator[str]:
    for node in graph.nodes(record.facts, "eligibility"):
        least, most = (" ".join(graph.texts(node, name)) for name in ("minimumAge", "maximumAge"))
        if least or most:
            yield f"{least or 'any'} to {most or 'any'}"


def _healthy(graph: StudyGraph, record: RecordColumn) -> Iterator[str]:
    for each in _eligibility("healthyVolunteers")(graph, record):
        yield {"true": "yes", "false": "no"}.get(each, each)


def _countries(graph: StudyGraph, record: RecordColumn) -> list[str]:
    sites = graph.nodes(record.facts, "site")
    counted = Counter(name for site in sites for name in graph.texts(site, "countryName"))
    names = {*counted, *graph.texts(record.facts, "countryName")}
    return [f"{name} ({counted[name]:,})" if counted[name] else name for name in sorted(names)]


def _sites(graph: StudyGraph, record: RecordColumn) -> Iterator[str]:
    if sites := graph.nodes(record.facts, "site"):
        yield f"{len(sites):,}"


def _ids(graph: StudyGraph, record: RecordColumn) -> Iterator[str]:
    yield from (f"formerly {each}" for each in graph.texts(record.node, "formerIdentifier"))
    for node in graph.nodes(record.facts, "secondaryIdentifier"):
        yield from graph.texts(node, "identifierValue")


def _results(graph: StudyGraph, record: RecordColumn) -> Iterator[str]:
    for each in graph.texts(record.facts, "hasResults"):
        yield "posted" if each == "true" else "none posted"
    yield from (f"first posted {each}" for each in graph.texts(record.node, "resultsFirstPostedDate"))
    yield from graph.texts(record.facts, "resultsSummary")


def _updated(graph: StudyGraph, record: RecordColumn) -> list[str]:
    posted = graph.texts(record.node, "lastUpdatePostedDate")
    return posted or graph.texts(record.node, "http://purl.org/dc/terms/modified")


FACTS = (
    FactRow("title", _texts(_TITLE), ("title",)),
    FactRow("official title", _texts("officialTitle"), ("officialTitle",)),
    FactRow("acronym", _texts("acronym"), ("acronym",)),
    FactRow("other ids", _ids, ("secondaryIdentifier",)),
    FactRow("status", _status, ("overallStatus",), "STATUS"),
    FactRow("type", _labels("studyType"), ("studyType",), comparable=True),
    FactRow("phase", _labels("phase"), ("phase",), "PHASE"),
    FactRow("start", _date("start"), ("startDate",), "START"),
    FactRow("end of recruitment", _date("recruitmentEnd"), ("recruitmentEndDate",)),
    FactRow("primary completion", _date("primaryCompletion"), ("primaryCompletionDate",)),
    FactRow("completion", _date("completion"), ("completionDate",), "COMPLETION"),
    FactRow("participants", _enrolment, ("enrollment",), "ENROLLMENT"),
    FactRow("lead sponsor", _named("leadSponsor"), ("leadSponsor",), "SPONSOR"),
    FactRow("collaborators", _named("collaborator"), ("collaborator",)),
    FactRow("funders", _named("funder"), ("funder",)),
    FactRow("conditions", _named("condition"), ("condition",)),
    FactRow("treatments", _parts("intervention", "interventionType"), ("intervention",)),
    FactRow("arms", _parts("arm", "armType"), ("arm",)),
    FactRow("allocation", _labels("allocation"), ("allocation",), comparable=True),
    FactRow("masking", _labels("masking"), ("masking",), comparable=True),
    FactRow("primary outcomes", _parts("primaryOutcome", more="timeFrame"), ("primaryOutcome",), "PRIMARY_OUTCOME"),
    FactRow("secondary outcomes", _parts("secondaryOutcome", more="timeFrame"), ("secondaryOutcome",)),
    FactRow("other outcomes", _parts("otherOutcome", more="timeFrame"), ("otherOutcome",)),
    FactRow("outcomes of no stated kind", _parts("unspecifiedOutcome", more="timeFrame"), ("unspecifiedOutcome",)),
    FactRow("sex", _eligibility("sex"), ("sex",), comparable=True),
    FactRow("ages", _ages, ("minimumAge", "maximumAge")),
    FactRow("healthy volunteers", _healthy, ("healthyVolunteers",), comparable=True),
    FactRow("eligibility criteria", _eligibility("criteriaText"), ("criteriaText",)),
    FactRow("countries (sites)", _countries, ("country",)),
    FactRow("sites", _sites, ("site",)),
    FactRow("first submitted", _of_record("firstSubmittedDate"), ("firstSubmittedDate",)),
    FactRow("first posted", _of_record("firstPostedDate"), ("firstPostedDate",)),
    FactRow("last update", _updated, ("lastUpdatePostedDate",)),
    FactRow("results", _results, ("hasResults",)),
)
"""In the order of the page."""


def entries(texts: Iterable[str]) -> list[CellEntry]:
    """Texts as entries, each once, but those that are empty."""
    return [CellEntry(text) for text in dict.fromkeys(texts) if text.strip()]
