"""Linking again: the matches of a graph are taken out and made anew, and no record is read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO, NamedTuple

from kg.batches import batched
from kg.iris import CODES, ONTOLOGY, Minter
from kg.linking import StudyNames
from kg.properties import MAPPING
from kg.rdf import Format, Quad, Triple, shipped_context
from kg.rdf.derived_terms import DERIVED_PREDICATES
from kg.rdf.terms import RDF_TYPE, iri, literal_parts
from kg.rdf.void import in_graph
from kg.rdf.void_counts import Counts

from .build_node import BuildDescription, build_facts, build_triples
from .graph_file import base_of, quads_of, write_quads
from .links import DISEASE, LinkStage
from .ontology import ontology_triples

__all__ = ["Relinked", "relink"]

_FACTS = tuple(iri(shipped_context().expand(row.term)) for row in MAPPING[:4])
"""Subject, predicate, object and method of a match."""
_STATED = f"<{CODES}mapping-method/REGISTRY>"
_CONDITION_NAME, _KEYWORD = f"<{ONTOLOGY}conditionName>", f"<{ONTOLOGY}keyword>"
_TITLES = ("<http://purl.org/dc/terms/title>", f"<{ONTOLOGY}officialTitle>")
_NAMES = frozenset({RDF_TYPE, _CONDITION_NAME, _KEYWORD, *_TITLES})
"""What a study says by which its conditions are inferred; each has a type."""
_SHARED = ("condition/", "treatment/", "organization/", "place/", "country/")
_COUNTED_TOGETHER = 100_000
"""Triples that are counted at once, so that a graph of any size is counted in bounded memory."""


class Relinked(NamedTuple):
    """What became of a graph."""

    stage: LinkStage
    """Tells what was matched."""
    base: str
    description: list[Triple]
    """All that is said of the graph now; the file holds a part of it."""


def relink(
    source: str,
    stream: BinaryIO,
    make: Callable[[Minter], LinkStage],
    *,
    form: Format,
    described: Sequence[Triple],
    as_of: datetime,
) -> Relinked:
    """Writes the graph of `source` to a stream with its links made anew.

    `described` is what was said of the graph beside it; `as_of` the time of a graph of which none is said.
    """
    mint = base_of(source, quads_of(source))
    stage = make(mint)
    old = _OldLinks(quads_of(source), mint)
    shared, studies = _named(quads_of(source), old)
    links = [*stage.of_nodes(shared), *stage.of_studies(studies)]
    stated = BuildDescription(mint)
    description = [quad[:3] for quad in quads_of(source) if quad in stated]
    facts = build_facts([*description, *described], mint=mint, as_of=as_of)
    whole = list(build_triples(facts, _counts(quads_of(source), old, links), mint=mint))
    build = in_graph(whole, mint=mint)
    write_quads(stream, form, _replaced(quads_of(source), old, links, build), base=mint.base)
    return Relinked(stage, mint.base, whole)


class _OldLinks:
    """Knows the quads of the old links, in a format with graphs by the graph, in any other by what the matches say."""

    def __init__(self, quads: Iterable[Quad], mint: Minter) -> None:
        self.mint = mint
        self._graph = iri(mint.absolute(mint.graph("links")))
        self._mapping = f"<{mint.base}mapping/"
        facts: dict[str, dict[str, str]] = {}
        for subject, predicate, term, graph in quads:
            if not graph and predicate in _FACTS and subject.startswith(self._mapping):
                facts.setdefault(subject, {})[predicate] = term
        said = [tuple(found[name] for name in _FACTS) for found in facts.values()]
        # A link that a record states itself is not the matches' own, though a match repeats it.
        self._direct = {(subject, predicate, term) for subject, predicate, term, method in said if method != _STATED}

    def __contains__(self, quad: Quad) -> bool:
        if quad[3]:
            # Roles of treatments follow from the records, whatever names are matched to.
            return quad[3] == self._graph and quad[1] not in DERIVED_PREDICATES
        of_match = quad[1] == RDF_TYPE and quad[2] == DISEASE
        return of_match or quad[0].startswith(self._mapping) or quad[:3] in self._direct


def _counts(quads: Iterable[Quad], old: _OldLinks, links: list[Triple]) -> Counts:
    """The counts of the graph with the new links in place of the old."""
    counts = Counts()
    others = (old, BuildDescription(old.mint), _Ontology(old.mint))
    kept = (quad[:3] for quad in quads if not any(quad in each for each in others))
    for rows in batched(kept, _COUNTED_TOGETHER):
        counts.add(rows)
    counts.add(links)
    return counts


class _Ontology:
    """Knows the quads of the ontology: by their graph, and in a format without graphs by what it says."""

    def __init__(self, mint: Minter) -> None:
        self._graph = iri(mint.absolute(mint.graph("ontology")))
        self._said = frozenset(ontology_triples())

    def __contains__(self, quad: Quad) -> bool:
        return quad[3] == self._graph if quad[3] else quad[:3] in self._said


def _named(quads: Iterable[Quad], old: _OldLinks) -> tuple[list[Triple], Iterator[StudyNames]]:
    """The triples of shared nodes, sorted, and the names of studies, in their order in the graph."""
    prefixes = tuple(f"<{old.mint.base}{segment}" for segment in _SHARED)
    shared: list[Triple] = []
    studies = _Studies(old.mint)
    for quad in quads:
        if quad[0].startswith(prefixes):
            if quad not in old:
                shared.append(quad[:3])
        else:
            studies.hear(quad)
    return sorted(shared), iter(studies)


class _Study:
    """The names of one study, as literals of the graph."""

    __slots__ = ("conditions", "keywords", "titles")

    def __init__(self) -> None:
        self.titles: dict[str, str] | None = None
        """Forgotten when a condition is heard of: of most studies none is kept."""
        self.conditions: tuple[str, ...] = ()
        self.keywords: tuple[str, ...] = ()


class _Studies:
    """The names of studies, in whatever order a graph states them; what many studies state is held once."""

    def __init__(self, mint: Minter) -> None:
        self._prefix = f"<{mint.absolute('study/')}"
        self._studies: dict[str, _Study] = {}
        self._texts: dict[str, str] = {}

    def hear(self, quad: Quad) -> None:
        subject, predicate, term, _ = quad
        if predicate not in _NAMES or not subject.startswith(self._prefix) or "/" in subject[len(self._prefix) :]:
            return
        study = self._studies.get(subject) or self._studies.setdefault(subject, _Study())
        if predicate == _KEYWORD:
            study.keywords += (self._texts.setdefault(term, term),)
        elif predicate == _CONDITION_NAME:
            study.conditions += (self._texts.setdefault(term, term),)
            study.titles = None
        elif predicate in _TITLES and not study.conditions:
            study.titles = (study.titles or {}) | {predicate: term}

    def __iter__(self) -> Iterator[StudyNames]:
        for subject, study in self._studies.items():
            titles = study.titles or {}
            title = next((titles[name] for name in _TITLES if name in titles), None)
            yield StudyNames(
                subject[1:-1],
                literal_parts(title)[0] if title else None,
                tuple(literal_parts(term)[0] for term in study.conditions),
                tuple(literal_parts(term)[0] for term in study.keywords),
            )


def _replaced(quads: Iterable[Quad], old: _OldLinks, links: list[Triple], build: list[Triple]) -> Iterator[Quad]:
    """All quads but those of the old links and the old build node, and the new ones in the place of the latter."""
    names = [iri(old.mint.absolute(old.mint.graph(name))) for name in ("links", "build")]
    description = BuildDescription(old.mint)
    waiting = True
    for quad in quads:
        if quad in description:
            if waiting:
                waiting = False
                for graph, triples in zip(names, (links, build), strict=True):
                    yield from ((*triple, graph if quad[3] else "") for triple in triples)
        elif quad not in old:
            yield quad
