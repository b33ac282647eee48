"""A graph -> what people decided of pairs of its studies."""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from pyoxigraph import NamedNode, Store

from kg.iris import ONTOLOGY
from kg.joining import Decisions, StudyDecision, Verdict
from kg.packings import reading_packed
from kg.properties import DECISION
from kg.rdf import Quad, shipped_context
from kg.rdf.terms import iri, literal_parts

from .graph_lines import wanted_quads

__all__ = ["HeardDecisions", "decisions_of_file", "decisions_of_store"]

_JOINED = f"<{ONTOLOGY}joinedStudy>"
_FACTS = {iri(shipped_context().expand(row.term)): row.attribute for row in DECISION} | {_JOINED: "studies"}
_VERDICT = f"{ONTOLOGY}verdict"
_WORD = b"StudyDecision"
_BLOCK = 1 << 20


class HeardDecisions:
    """Decisions heard of quad by quad."""

    def __init__(self) -> None:
        self._said: dict[str, dict[str, list[str]]] = {}

    def hear(self, quad: Quad) -> None:
        """One quad of what is said of joins."""
        if "/decision/" in quad[0] and (name := _FACTS.get(quad[1])):
            self._said.setdefault(quad[0], {}).setdefault(name, []).append(quad[2])

    def decisions(self) -> Decisions:
        """Those that were heard whole."""
        return Decisions.of(filter(None, map(_decision, self._said.values())))


def decisions_of_file(path: str) -> Decisions:
    """The decisions of a graph file; one in which the word for them does not occur is not parsed."""
    if not any(_WORD in text for text in _blocks(path)):
        return Decisions.of(())
    heard = HeardDecisions()
    for quad in wanted_quads(path, _FACTS):
        heard.hear(quad)
    return heard.decisions()


def decisions_of_store(store: Store) -> Decisions:
    """The decisions of the graph of a store."""
    heard = HeardDecisions()
    for found in store.quads_for_pattern(None, NamedNode(_VERDICT), None, None):
        for each in store.quads_for_pattern(found.subject, None, None, found.graph_name):
            heard.hear((str(each.subject), str(each.predicate), str(each.object), ""))
    return heard.decisions()


def _decision(said: Mapping[str, list[str]]) -> StudyDecision | None:
    ids = sorted({unquote(term[1:-1].rpartition("/")[2]) for term in said.get("studies", ())})
    verdicts = {each.value: each for each in Verdict}
    verdict = verdicts.get(said.get("verdict", [""])[0][1:-1].rpartition("/")[2])
    if len(ids) != 2 or verdict is None:
        return None
    facts = {name: literal_parts(terms[0])[0] for name, terms in said.items() if terms[0].startswith('"')}
    one, other = ids
    by, on, comment = (facts.get(name) for name in ("by", "on", "comment"))
    return StudyDecision(one, other, verdict, facts.get("sheet"), by, on, comment)


def _blocks(path: str) -> Iterator[bytes]:
    """A file block by block, each behind the end of the one before."""
    before = b""
    with reading_packed(path) as stream:
        while block := stream.read(_BLOCK):
            yield before + block
            before = block[-len(_WORD) :]
