"""The build node and the description of the graph: made at the end of a build, read and renewed by linking again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from kg.iris import ONTOLOGY, Minter
from kg.rdf import Triple
from kg.rdf.publishing import NOT_PUBLISHED, Publishing, read_publishing
from kg.rdf.terms import RDF_TYPE, XSD, iri, literal, literal_parts
from kg.rdf.void import describe_build, read_issued
from kg.rdf.void_counts import Counts
from kg.registries import PUBLISHERS

__all__ = ["BuildDescription", "BuildFacts", "build_facts", "build_triples"]

_CLASSES = (f"{ONTOLOGY}Build", "http://www.w3.org/ns/prov#Entity", "http://rdfs.org/ns/void#Dataset")
_TIME = iri("http://www.w3.org/ns/prov#generatedAtTime")
_VERSION = iri(f"{ONTOLOGY}toolVersion")
_STUDIES = iri(f"{ONTOLOGY}studyCount")
_SOURCE = "<http://purl.org/dc/terms/source>"
_AGENT, _NAME = "<http://xmlns.com/foaf/0.1/Agent>", "<http://xmlns.com/foaf/0.1/name>"
_PAGES = {iri(each.page): each.notation for each in PUBLISHERS}


class BuildFacts(NamedTuple):
    """What a build states of itself."""

    as_of: datetime
    versions: tuple[str, ...]
    studies: int
    publishers: frozenset[str]
    publishing: Publishing = NOT_PUBLISHED
    issued: str | None = None
    """The term of the time when the graph first appeared, if that was before."""


def build_triples(facts: BuildFacts, counts: Counts, *, mint: Minter) -> Iterator[Triple]:
    """The whole description, which is the graph `build` of a store; grouped by subject."""
    node = iri(mint.absolute(mint.build()))
    for name in _CLASSES:
        yield node, RDF_TYPE, iri(name)
    yield node, _TIME, literal(f"{facts.as_of:%Y-%m-%dT%H:%M:%SZ}", f"{XSD}dateTime")
    for version in facts.versions:
        yield node, _VERSION, literal(version)
    yield node, _STUDIES, literal(str(facts.studies), f"{XSD}integer")
    yield from describe_build(
        counts,
        mint=mint,
        as_of=facts.as_of,
        publishers=facts.publishers,
        versions=facts.versions,
        publishing=facts.publishing,
        issued=facts.issued,
    )


class BuildDescription:
    """Knows the triples of the description: of the build, what stands below it, its sources, its publisher."""

    def __init__(self, mint: Minter) -> None:
        node = mint.absolute(mint.build())
        self._node = iri(node)
        self._below = f"<{node}/"

    def __contains__(self, triple: Sequence[str]) -> bool:
        subject, predicate, term = triple[:3]
        own = subject == self._node or subject.startswith(self._below) or subject in _PAGES
        return own or predicate == _NAME or (predicate == RDF_TYPE and term == _AGENT)


def build_facts(triples: Iterable[Triple], *, mint: Minter, as_of: datetime) -> BuildFacts:
    """What the triples of a description state of the build; `as_of` is the time of one that states none."""
    node = iri(mint.absolute(mint.build()))
    rows = list(dict.fromkeys(triples))
    said: dict[str, list[str]] = {}
    for subject, predicate, term in rows:
        if subject == node:
            said.setdefault(predicate, []).append(term)
    moment = datetime.fromisoformat(literal_parts(said[_TIME][0])[0]) if _TIME in said else as_of
    return BuildFacts(
        moment.astimezone(UTC),
        tuple(literal_parts(term)[0] for term in said.get(_VERSION, ())),
        int(literal_parts(said[_STUDIES][0])[0]),
        frozenset(_PAGES[term] for term in said.get(_SOURCE, ()) if term in _PAGES),
        read_publishing(rows, node),
        read_issued(rows, mint=mint),
    )
