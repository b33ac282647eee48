"""What linking again needs of a graph, gathered in one pass: names, its description, and what is counted."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple, Protocol, TypeVar

from kg.batches import batched
from kg.errors import UsageError
from kg.iris import ONTOLOGY, Minter
from kg.linking import StudyNames
from kg.linking.match import Match, Predicate
from kg.prefixes import VOCABULARIES
from kg.rdf import Quad, Triple
from kg.rdf.derived_terms import ARM_EVIDENCE, DERIVED_PREDICATES, JOIN_NODES, JOIN_PREDICATES
from kg.rdf.spelled_names import SAME_NAME
from kg.rdf.terms import RDF_TYPE, iri, literal_parts
from kg.rdf.void_counts import Counts

from .build_node import BuildDescription
from .graph_file import base_in
from .graph_lines import LookedAt
from .graph_matches import HeardMatches
from .links import DISEASE
from .ontology import ontology_triples

__all__ = ["BasePass", "Linkable", "OldLinks", "OntologyQuads", "likely_mint", "linkable", "under_its_base"]

_DIRECT = frozenset(iri(predicate) for predicate in Predicate)
"""The links that matches make; records may state the same."""
_CONDITION_NAME, _KEYWORD = f"<{ONTOLOGY}conditionName>", f"<{ONTOLOGY}keyword>"
_TITLES = ("<http://purl.org/dc/terms/title>", f"<{ONTOLOGY}officialTitle>")
_SHARED = ("adverse-event-term/", "condition/", "treatment/", "organization/", "facility/", "place/", "country/")
_OF_RECORDS_ALONE = DERIVED_PREDICATES | JOIN_PREDICATES
"""Links that follow from the records, whatever names are matched to."""
_APART = re.compile(r"[/#]graph/(?:shared|links|build|ontology)>$")
"""How a graph that is no record's ends."""
_NAMES = frozenset({RDF_TYPE, _CONDITION_NAME, _KEYWORD, *_TITLES})
"""What a study says by which its conditions are inferred; each has a type."""
_OF_RECORDS = frozenset(name.encode() for name in _NAMES)
"""What is looked at of records; all else that they say is only counted."""
_BASE = re.compile(r"<(.*?[/#])(?:study|record|graph)/")
_COUNTED_TOGETHER = 100_000
"""Triples that are counted at once, so that a graph of any size is counted in bounded memory."""


class Linkable(NamedTuple):
    """What linking again needs of a graph."""

    mint: Minter
    shared: list[Triple]
    """What is said of shared nodes, sorted."""
    studies: Iterable[StudyNames]
    """The names of studies, in their order in the graph."""
    description: list[Triple]
    """What is said of the build."""
    counts: Counts
    """What stays."""
    old: "OldLinks"
    decisions: list[Match]
    """What curators decided of its matches."""
    plain: bool
    """Whether the graph is N-Quads as kgbuild writes them, of which lines can be copied."""


class BasePass(Protocol):
    """What one pass over a graph tells of its base."""

    base: str | None
    """As the build node tells it."""
    mint: Minter
    """Of the base that was taken for it."""


Pass = TypeVar("Pass", bound=BasePass)


def linkable(path: str) -> Linkable:
    """What linking again needs of a graph; raises UsageError for one that kgbuild did not write."""
    return under_its_base(path, lambda mint: _Gathering(path, mint)).done()


def under_its_base(path: str, gather: Callable[[Minter | None], Pass]) -> Pass:
    """The pass over a graph that took the right base; raises UsageError for a graph that kgbuild did not write.

    The base is told by the build node, which comes last, so the first node is believed; else the graph is read again.
    """
    mint = None
    while True:
        gathering = gather(mint)
        if gathering.base is None:
            raise UsageError(f"{path} has no node of class ct:Build: it is no graph that kgbuild wrote")
        if gathering.mint.base == gathering.base:
            return gathering
        mint = Minter(gathering.base)


class OldLinks:
    """Knows the quads of the old links, in a format with graphs by the graph, in any other by what the matches say."""

    def __init__(self, mint: Minter) -> None:
        self.direct: set[Triple] = set()
        """The links of matches that were heard of, in a format without graphs."""
        self._graph = iri(mint.absolute(mint.graph("links")))
        self._nodes = (f"<{mint.base}mapping/", f"<{mint.base}name/", f"<{VOCABULARIES['ror']}")
        """How the nodes begin of which nothing but the links says anything."""
        self._joins = tuple(f"<{mint.absolute(name)}" for name in JOIN_NODES)

    def __contains__(self, quad: Quad, /) -> bool:
        if quad[3]:
            # What is derived from the records, and which of these are one study, does not hang on what names match.
            kept = quad[1] in _OF_RECORDS_ALONE or quad[0].startswith(self._joins) or ARM_EVIDENCE in quad[0]
            return quad[3] == self._graph and not kept
        inferred = quad[1] == SAME_NAME or (quad[1] == RDF_TYPE and quad[2] == DISEASE)
        return inferred or quad[0].startswith(self._nodes) or quad[:3] in self.direct


class _Gathering:
    """One pass over a graph under a base that is given, else that of its first node."""

    def __init__(self, path: str, mint: Minter | None) -> None:
        self.base: str | None = None
        """As the build node tells it."""
        self._counts = Counts()
        self._shared: list[Triple] = []
        self._said_of_build: list[Triple] = []
        self._perhaps_old: list[Quad] = []
        self._matches = HeardMatches()
        self._looked = LookedAt(path, is_apart=_APART.search, predicates=_OF_RECORDS, counts=self._counts)
        quads = iter(self._looked)
        first = list(islice(quads, 1))
        self.mint = mint or likely_mint(first)
        self._old = OldLinks(self.mint)
        self._description = BuildDescription(self.mint)
        self._ontology = OntologyQuads(self.mint)
        self._studies = _Studies(self.mint)
        self._nodes = tuple(f"<{self.mint.base}{segment}" for segment in _SHARED)
        for rows in batched(self._staying(chain(first, quads)), _COUNTED_TOGETHER):
            self._counts.add(rows)

    def done(self) -> Linkable:
        """What was gathered."""
        return Linkable(
            self.mint,
            sorted(self._shared),
            self._studies,
            self._said_of_build,
            self._counts,
            self._old,
            self._matches.decisions(),
            self._looked.plain,
        )

    def _staying(self, quads: Iterable[Quad]) -> Iterator[Triple]:
        """The triples that are no old links, nor of the ontology or the description."""
        for quad in quads:
            self.base = self.base or base_in(quad)
            if quad in self._description:
                self._said_of_build.append(quad[:3])
            elif quad in self._ontology:
                continue
            elif not quad[3] and quad[1] in _DIRECT:
                self._perhaps_old.append(quad)
            elif quad in self._old:
                self._matches.hear(quad)
            else:
                yield self._heard(quad)
        self._matches.end()
        self._old.direct.update(self._matches.links)
        yield from (self._heard(quad) for quad in self._perhaps_old if quad not in self._old)

    def _heard(self, quad: Quad) -> Triple:
        if quad[0].startswith(self._nodes):
            self._shared.append(quad[:3])
        else:
            self._studies.hear(quad)
        return quad[:3]


def likely_mint(first: Iterable[Quad]) -> Minter:
    """The minter of the base that the first node has."""
    found = next((base for quad in first if (base := _BASE.match(quad[0]))), None)
    return Minter(found[1]) if found else Minter()


class OntologyQuads:
    """Knows the quads of the ontology: by their graph, and in a format without graphs by what it says."""

    def __init__(self, mint: Minter) -> None:
        self._graph = iri(mint.absolute(mint.graph("ontology")))
        self._said = frozenset(ontology_triples())

    def __contains__(self, quad: Quad, /) -> bool:
        return quad[3] == self._graph if quad[3] else quad[:3] in self._said


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
