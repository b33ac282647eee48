"""All that a graph says of one study: labels for properties and codes, parts under their study, each thing once."""

from collections.abc import Callable, Iterator

from pyoxigraph import Literal, NamedNode, Store

from kg.iris import ONTOLOGY
from kg.rdf.curies import compact

from .study_graph import StudyGraph, property_names
from .study_screen import folded, headed

__all__ = ["study_text"]

_DATES = ("start", "primaryCompletion", "completion")
_SCHEMA_ORG = ("code", "description", "identifier", "status")
_SUPER = ("healthCondition", "sponsor", "studyLocation", "subjectOf")
_HIDDEN = frozenset(
    {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "https://schema.org/position",
        "http://purl.org/dc/terms/issued",
        *(f"https://schema.org/{name}" for name in (*_SCHEMA_ORG, *_SUPER)),
        *(f"{ONTOLOGY}{name}" for name in ("describes", "sponsor", "outcome", "ofStudy")),
        *(f"{ONTOLOGY}{date}{ending}" for date in _DATES for ending in ("Year", "DateEarliest", "DateLatest")),
    }
)
"""Super-properties and words of other vocabularies, which say everything twice."""
_SAID_BY = {
    "criteriaText": ("criterion",),
    "phaseLabel": ("phase",),
    "publication": ("publicationLink", "resultsPublication", "backgroundPublication", "derivedPublication"),
    "resultsPublication": ("publicationLink",),
    "backgroundPublication": ("publicationLink",),
    "derivedPublication": ("publicationLink",),
    "relatedStudy": ("relatedStudyLink",),
}
"""What is not said where one of these says it."""
_NAMES = {"city": "place"}
"""Beginning of the name of a property that states a name as written -> the link to the node of that name."""


def study_text(
    store: Store, study_id: str, *, width: int = 120, note: Callable[[str], None] = lambda _: None
) -> Iterator[str]:
    """Lines of text about the study of that id, or that had it before; raises UsageError if the store has none.

    What is to be said beside the text, such as that an id is a former one, goes to `note`.
    """
    graph = StudyGraph(store, note)
    text = _Text(graph, width)
    records = []
    for study in graph.found(study_id):
        yield from headed(graph, study, width)
        yield from text.lines(study.node, study.node.value, 1)
        records += [each for each in study.records if each not in records]
    for record in records:
        yield f"  record: {' '.join([*graph.labels(record, 'registry'), graph.label(record)])}"
        yield from text.lines(record, record.value, 2)


class _Text:
    def __init__(self, graph: StudyGraph, width: int) -> None:
        self._graph = graph
        self._width = width
        self._met = set[NamedNode]()

    def lines(self, top: NamedNode, root: str, depth: int) -> Iterator[str]:
        """The properties of a node; its own parts are indented below it, each where it is first named."""
        self._met.add(top)
        path = [self._lines(top, root, depth)]
        while path:
            each = next(path[-1], None)
            if each is None:
                path.pop()
            elif isinstance(each, str):
                yield each
            elif each not in self._met:
                self._met.add(each)
                path.append(self._lines(each, root, depth + len(path)))

    def _lines(self, node: NamedNode, root: str, depth: int) -> Iterator[str | NamedNode]:
        """The lines of one node, and each part of it where the part's own lines belong."""
        indent = "  " * depth
        for predicate, terms in self._properties(node):
            name = (property_names().get(predicate) or compact(predicate)).removeprefix("has ")
            parts = [term for term in terms if isinstance(term, NamedNode) and term.value.startswith(f"{root}/")]
            for part in sorted(parts, key=self._graph.order):
                yield from self._folded(f"{name}: {self._graph.label(part)}", indent)
                yield part
            if rest := [self._text(term) for term in terms if term not in parts]:
                yield from self._values(name, sorted(set(rest)), indent)

    def _values(self, name: str, texts: list[str], indent: str) -> Iterator[str]:
        if len(texts) == 1 and "\n" not in texts[0]:
            yield from self._folded(f"{name}: {texts[0]}", indent)
            return
        yield f"{indent}{name}:"
        for text in texts:
            lines = [line for line in text.splitlines() if line.strip()]
            for mark, line in zip(["- ", *["  "] * len(lines)], lines, strict=False):
                yield from folded(line, width=self._width, indent=f"{indent}    ", first=f"{indent}  {mark}")

    def _folded(self, text: str, indent: str) -> Iterator[str]:
        return folded(text, width=self._width, indent=f"{indent}    ", first=indent)

    def _properties(self, node: NamedNode) -> list[tuple[str, list[object]]]:
        said = self._graph.said(node)
        ours = {predicate.removeprefix(ONTOLOGY) for predicate in said if predicate.startswith(ONTOLOGY)}
        label = self._graph.label(node)
        found = {}
        for predicate, terms in said.items():
            name = predicate.removeprefix(ONTOLOGY)
            told = predicate in _HIDDEN or not ours.isdisjoint(_SAID_BY.get(name, ()))
            rest = [term for term in terms if not (isinstance(term, Literal) and term.value == label)]
            if rest and not told and not self._is_name(node, name, terms):
                found[predicate] = rest
        return sorted(found.items(), key=lambda each: (_rank(each[0]), each[0]))

    def _is_name(self, node: NamedNode, name: str, terms: list[object]) -> bool:
        """Whether a property states the names of nodes that are named beside it."""
        if not name.endswith("Name"):
            return False
        link = name.removesuffix("Name")
        called = {self._graph.label(each).casefold() for each in self._graph.nodes(node, _NAMES.get(link, link))}
        return all(isinstance(term, Literal) and term.value.casefold() in called for term in terms)

    def _text(self, term: object) -> str:
        match term:
            case NamedNode():
                return self._graph.named(term)
            case Literal():
                return term.value
            case _:
                return str(term)


def _rank(predicate: str) -> int:
    """Place of a property in the ontology, which goes from titles to the record."""
    order = list(property_names())
    return order.index(predicate) if predicate in order else len(order)
