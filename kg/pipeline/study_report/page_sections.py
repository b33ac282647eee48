"""The sections of the page, in their order; one more is one more function in the table at the end. Results follow."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from pyoxigraph import NamedNode, Store

from kg.iris import ONTOLOGY
from kg.version import __version__

from .compared_study import ComparedStudy, RecordColumn, compared
from .fact_rows import FACTS, FactRow, entries
from .result_sections import result_sections
from .study_page import CellEntry, PageCell, PageRow, PageSection, PageTable, StudyPage

__all__ = ["page_on"]

MakeSection = Callable[[ComparedStudy], PageSection | None]
"""A section of the page; None where there is nothing to say."""
_SCHEMA = "https://schema.org/"
_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
_PAGE = f"{_SCHEMA}url"
_NOTHING: PageCell = ()
_CANNOT = CellEntry("not in this form", soft=True)


def page_on(store: Store, study_id: str, *, note: Callable[[str], None]) -> StudyPage:
    """The page on the study of that id, or that had it; raises UsageError if the graph has none."""
    study = compared(store, study_id, note)
    ids = [_study(study, each) for each in study.studies]
    title = study.graph.label(study.canonical) or study.id(study.canonical)
    sections = [section for make in SECTIONS if (section := make(study))]
    sections += result_sections(study)
    return StudyPage(title, ids, sections, f"kgbuild {__version__}")


def _sources(study: ComparedStudy) -> PageSection:
    """Which records are read, and where from."""
    graph = study.graph
    reads: dict[str, Callable[[RecordColumn], Iterable[CellEntry]]] = {
        "study": lambda record: [_study(study, record.study)],
        "page": lambda record: [CellEntry(each.value, each.value) for each in graph.nodes(record.node, _PAGE)],
        "file": lambda record: entries(graph.texts(record.node, "sourceName")),
        "place in the file": lambda record: entries(graph.texts(record.node, "sourcePosition")),
        "form": lambda record: entries(graph.texts(record.node, "sourceFormat")),
        "last update": lambda record: entries(_last_update(study, record)),
        "retrieved": lambda record: entries(graph.texts(record.node, "retrievedDate")),
        "SHA-256": lambda record: entries(
            each.value.removeprefix("urn:sha256:") for each in graph.nodes(record.node, _DERIVED)
        ),
    }
    rows = [PageRow(title, [list(read(record)) for record in study.records]) for title, read in reads.items()]
    return PageSection("Records", PageTable(_heads(study), _said(rows)), "What is compared, and where it was read.")


def _last_update(study: ComparedStudy, record: RecordColumn) -> list[str]:
    posted = study.graph.texts(record.node, "lastUpdatePostedDate")
    return posted or study.graph.texts(record.node, "http://purl.org/dc/terms/modified")


def _side_by_side(study: ComparedStudy) -> PageSection:
    """What each register says."""
    aspects = {_code(study, each, "discrepancyAspect") for each in study.of_pair("Discrepancy")}
    rows = [_fact(study, fact, aspects) for fact in FACTS]
    note = "As each register states it; rows that are marked contradict each other."
    return PageSection("Side by side", PageTable(_heads(study), _said(rows)), note if len(study.records) > 1 else "")


def _fact(study: ComparedStudy, fact: FactRow, aspects: set[str]) -> PageRow:
    said = [entries(fact.read(study.graph, record)) for record in study.records]
    values = {tuple(sorted(each.text for each in cell)) for cell in said if cell}
    differs = fact.aspect in aspects or (fact.comparable and len(values) > 1)
    cells = [
        cell or ([_CANNOT] if _cannot_say(study, record, fact) else _NOTHING)
        for cell, record in zip(said, study.records, strict=True)
    ]
    return PageRow(fact.title, cells, differs)


def _cannot_say(study: ComparedStudy, record: RecordColumn, fact: FactRow) -> bool:
    """Whether the form that the record was read from has no place for the fact."""
    missing = study.graph.nodes(record.node, "notSupported")
    return any(each.value.rpartition("#")[2].rpartition("/")[2] in fact.terms for each in missing)


def _disagreements(study: ComparedStudy) -> PageSection | None:
    """What two records state differently, and how far apart they are."""
    rows = []
    for each in study.of_pair("Discrepancy"):
        one, other = (
            [*_record(study, each, f"{side}Record"), *entries(study.graph.texts(each, f"{side}Value"))]
            for side in ("one", "other")
        )
        apart = [f"{days} days" for days in study.graph.texts(each, "daysApart")]
        apart += [f"{float(share):.1%} of the larger" for share in study.graph.texts(each, "shareApart")]
        aspect = " ".join(study.graph.labels(each, "discrepancyAspect")).lower()
        rows.append(PageRow(aspect, [one, other, entries(apart)]))
    heads = [CellEntry("one record"), CellEntry("another one"), CellEntry("apart")]
    return PageSection("Disagreements", PageTable(heads, rows), "Who is right is not said.") if rows else None


def _record(study: ComparedStudy, node: NamedNode, name: str) -> list[CellEntry]:
    heads = {record.node: record.head for record in study.records}
    return [CellEntry(f"{heads[each].text}:", soft=True) for each in study.graph.nodes(node, name) if each in heads]


def _joins(study: ComparedStudy) -> PageSection | None:
    """Why the studies are one."""
    graph, rows = study.graph, []
    for each in study.of_pair("StudyJoin"):
        stated = [f"states {text}" for text in graph.texts(each, "statedIdentifier")]
        records = [entry._replace(text=entry.text.rstrip(":")) for entry in _record(study, each, "statedIn")]
        decisions = chain.from_iterable(_decided(study, node) for node in graph.nodes(each, "joinDecision"))
        rule = entries(graph.labels(each, "joinRule"))
        rows.append(PageRow(graph.label(each), [rule, [*records, *entries(stated), *decisions]]))
    heads = [CellEntry("why"), CellEntry("evidence")]
    return PageSection("Why these are one study", PageTable(heads, rows, "studies")) if rows else None


def _decided(study: ComparedStudy, node: NamedNode) -> Iterator[CellEntry]:
    graph = study.graph
    said = [f"by {each}" for each in graph.texts(node, "decidedBy")]
    said += [f"on {each}" for each in graph.texts(node, "decidedOn")]
    said += [f"in {each}" for each in graph.texts(node, "decidedIn")]
    if said:
        yield CellEntry(f"decided {' '.join(said)}")
    yield from entries(graph.texts(node, "http://www.w3.org/2000/01/rdf-schema#comment"))


def _apart(study: ComparedStudy) -> PageSection | None:
    """What a person keeps apart."""
    rows = [
        PageRow(study.graph.label(each), [list(_decided(study, each))])
        for each in study.of_pair("StudyDecision")
        if _code(study, each, "verdict") == "DIFFERENT"
    ]
    return PageSection("Kept apart by a person", PageTable([CellEntry("decision")], rows, "studies")) if rows else None


def _possible(study: ComparedStudy) -> PageSection | None:
    """What may be the same study."""
    graph, rows = study.graph, []
    for each in study.of_pair("PossibleJoin"):
        others = [other for other in graph.nodes(each, "joinedStudy") if other not in study.studies]
        titles = entries(graph.label(other) for other in others)
        score = entries(f"{float(text):.2f}" for text in graph.texts(each, "joinScore"))
        reasons = entries(graph.labels(each, "joinReason"))
        named = " ".join(study.id(other) for other in others)
        rows.append(PageRow(named, [titles, score, reasons]))
    note = "No id says so; `kgbuild merge` takes the decision of a person."
    heads = [CellEntry("title"), CellEntry("score"), CellEntry("what speaks for it, or against")]
    return PageSection("What may be the same study", PageTable(heads, rows, "study"), note) if rows else None


def _registration(study: ComparedStudy) -> PageSection | None:
    """How each study was registered and reported, as is derived of its record."""
    graph = study.graph
    reads: dict[str, Callable[[NamedNode], Iterable[str]]] = {
        "registered": lambda node: graph.labels(node, "registrationTiming"),
        "by the rule": lambda node: graph.labels(node, "registrationTimingRule"),
        "results due": lambda node: graph.texts(node, "resultsDueDate"),
        "by the law": lambda node: graph.labels(node, "resultsDueRule"),
        "overdue": lambda node: ["yes" if each == "true" else "no" for each in graph.texts(node, "resultsOverdue")],
        "results known": lambda node: graph.labels(node, "knownResults"),
    }
    rows = _said(PageRow(title, [entries(read(node)) for node in study.studies]) for title, read in reads.items())
    heads = [_study(study, each) for each in study.studies]
    note = "Derived from what each record states, by the rule that is named."
    return PageSection("Registration and reporting", PageTable(heads, rows), note) if rows else None


SECTIONS: Sequence[MakeSection] = (
    _sources,
    _side_by_side,
    _disagreements,
    _joins,
    _apart,
    _possible,
    _registration,
)


def _heads(study: ComparedStudy) -> list[CellEntry]:
    return [record.head for record in study.records]


def _study(study: ComparedStudy, node: NamedNode) -> CellEntry:
    pages = study.graph.nodes(node, _PAGE)
    return CellEntry(study.id(node), pages[0].value if pages else None)


def _said(rows: Iterable[PageRow]) -> list[PageRow]:
    """The rows in which some column says something."""
    return [row for row in rows if any(entry != _CANNOT for cell in row.cells for entry in cell)]


def _code(study: ComparedStudy, node: NamedNode, name: str) -> str:
    """The notation of a code."""
    predicate = NamedNode(f"{ONTOLOGY}{name}")
    quad = next(study.store.quads_for_pattern(node, predicate, None, None), None)
    return quad.object.value.rpartition("/")[2] if quad and isinstance(quad.object, NamedNode) else ""
