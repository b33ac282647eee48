"""A graph -> its matches, and the decisions of curators among them."""

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode, Store

from kg.iris import CODES
from kg.linking.match import Match, Method, Predicate
from kg.packings import reading_packed
from kg.properties import MAPPING
from kg.rdf import Quad, Triple, shipped_context
from kg.rdf.terms import iri, literal_parts
from kg.statements import NOT
from kg.store import indexed_file

from .graph_lines import wanted_quads

__all__ = ["FACTS", "HeardMatches", "decisions_in_store", "decisions_of_file", "matches_of_graph"]

FACTS = {iri(shipped_context().expand(row.term)): row.attribute for row in MAPPING}
"""What is said of a match: predicate -> attribute."""
_METHODS = f"{CODES}mapping-method/"
_METHOD = next(predicate for predicate, attribute in FACTS.items() if attribute == "method")
_WORD = Method.CURATED.encode()
_BLOCK = 1 << 20
_NEEDED = ("subject", "predicate", "target", "method", "justification", "confidence")

Facts = Mapping[str, list[str]]
"""Attribute -> its terms."""


def matches_of_graph(path: str) -> Iterator[Match]:
    """The matches of a graph, in its order, those that curators rejected among them."""
    said: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, term, _ in wanted_quads(path, FACTS):
        said.setdefault(subject, {}).setdefault(FACTS[predicate], []).append(term)
    yield from (_match(facts) for facts in said.values() if "subject" in facts)


class HeardMatches:
    """Matches heard of quad by quad: what a match says mostly stands together, and then only decisions are kept."""

    def __init__(self) -> None:
        self.links: set[Triple] = set()
        """The links of matches, but those that a record states itself, and those that were rejected."""
        self._facts: dict[str, dict[str, list[str]]] = {}
        self._last, self._in_graph = "", False

    def hear(self, quad: Quad) -> None:
        """One quad; in a format with graphs the graph tells the links of matches, which then are not noted."""
        subject, predicate, term, graph = quad
        if subject != self._last:
            self.end()
            self._last, self._in_graph = subject, bool(graph)
        if predicate in FACTS:
            self._facts.setdefault(subject, {}).setdefault(FACTS[predicate], []).append(term)

    def decisions(self) -> list[Match]:
        """What curators decided."""
        whole = (facts for facts in self._facts.values() if all(name in facts for name in _NEEDED))
        return [match for match in map(_match, whole) if match.method is Method.CURATED]

    def end(self) -> None:
        """All of the last match was heard."""
        facts = self._facts.get(self._last)
        if facts is None or any(name not in facts for name in _NEEDED):
            return
        method = facts["method"][0].removeprefix(f"<{_METHODS}").rstrip(">")
        if not self._in_graph and method != Method.REGISTRY and "modifier" not in facts:
            self.links.add((facts["subject"][0], facts["predicate"][0], facts["target"][0]))
        if method != Method.CURATED:
            del self._facts[self._last]


def decisions_of_file(path: str) -> list[Match]:
    """What curators decided, of a graph file; one in which the word for it does not occur is not parsed."""
    indexed = indexed_file(path)
    texts = indexed.links() if indexed else _blocks(path)
    if not any(_WORD in text for text in texts):
        return []
    heard = HeardMatches()
    for quad in wanted_quads(path, FACTS):
        heard.hear(quad)
    heard.end()
    return heard.decisions()


def decisions_in_store(store: Store) -> Iterator[Match]:
    """What curators decided, of the graph of a store."""
    curated = NamedNode(f"{_METHODS}{Method.CURATED}")
    for found in store.quads_for_pattern(None, NamedNode(_METHOD[1:-1]), curated, None):
        facts: dict[str, list[str]] = {}
        for quad in store.quads_for_pattern(found.subject, None, None, found.graph_name):
            if attribute := FACTS.get(str(quad.predicate)):
                facts.setdefault(attribute, []).append(str(quad.object))
        yield _match(facts)


def _blocks(path: str) -> Iterator[bytes]:
    """A file block by block, each behind the end of the one before."""
    before = b""
    with reading_packed(path) as stream:
        while block := stream.read(_BLOCK):
            yield before + block
            before = block[-len(_WORD) :]


def _match(facts: Facts) -> Match:
    said = {name: [_value(term) for term in terms] for name, terms in facts.items()}
    one = {name: values[0] for name, values in said.items()}
    return Match(
        subject=one["subject"],
        predicate=Predicate(one["predicate"]),
        object=one["target"],
        justification=one["justification"],
        method=Method(one["method"].removeprefix(_METHODS)),
        confidence=float(one["confidence"]),
        subject_label=one.get("subject_label"),
        object_label=one.get("object_label"),
        match_string=one.get("match_string"),
        source=one.get("source"),
        candidates=int(one.get("candidates", "1")),
        authors=_people(said, "author"),
        reviewers=_people(said, "reviewer"),
        comment=one.get("comment"),
        rejected=one.get("modifier") == NOT,
    )


def _people(said: Facts, role: str) -> tuple[str, ...]:
    return (*sorted(said.get(f"{role}_iris", ())), *sorted(said.get(f"{role}_labels", ())))


def _value(term: str) -> str:
    return literal_parts(term)[0] if term[0] == '"' else term[1:-1]
