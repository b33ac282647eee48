"""The description of a graph: VoID counts and linksets, DCAT, PROV, sources, prefixes.

Counts are of the records, shared nodes and links; the ontology and the description itself are not counted. Of the
description a graph file holds what says the same whenever it is written: `in_graph` tells which. All of it stands in a
store, and in a file beside the graph.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from kg.iris import Minter, key
from kg.registries import PUBLISHERS, Publisher

from .context import shipped_context
from .publishing import PUBLISHER, Publishing, publishing_triples
from .terms import RDF_TYPE, XSD, Triple, iri, literal, literal_parts
from .void_counts import VOCABULARIES, Counts

__all__ = ["DESCRIPTION", "RIGHTS", "TITLE", "describe_build", "in_graph", "read_counts", "read_issued"]

TITLE = "Clinical studies as linked data"
DESCRIPTION = "What registries state of clinical studies, and where from."
RIGHTS = "The facts stand under the terms of the sources that state them."

_DCAT = "http://www.w3.org/ns/dcat#"
_DCT = "http://purl.org/dc/terms/"
_FOAF = "http://xmlns.com/foaf/0.1/"
_PROV = "http://www.w3.org/ns/prov#"
_SH = "http://www.w3.org/ns/shacl#"
_VOID = "http://rdfs.org/ns/void#"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_SOURCE = iri(f"{_DCT}source")
_ISSUED = iri(f"{_DCT}issued")
_APART = frozenset(
    {
        *(iri(f"{_PROV}{name}") for name in ("generatedAtTime", "wasGeneratedBy")),
        *(iri(f"{_DCAT}{name}") for name in ("distribution", "version")),
        *(iri(f"{_DCT}{name}") for name in ("issued", "modified")),
        *(iri(f"{_VOID}{name}") for name in ("classPartition", "propertyPartition", "subset")),
        iri(f"{_SH}declare"),
    }
)
"""What is said of the build beside the graph alone: when it was made, which files hold it, and long lists."""


def describe_build(
    counts: Counts,
    *,
    mint: Minter,
    as_of: datetime,
    publishers: Iterable[str],
    versions: Sequence[str],
    publishing: Publishing,
    issued: str | None = None,
) -> Iterator[Triple]:
    """The triples of the description, beside those that state the build itself; grouped by subject.

    `issued` is the term of the time when the graph first appeared, if that was before.
    """
    node = iri(mint.absolute(mint.build()))
    parts = [*_partitions(counts, node), *_linksets(counts, node), *_prefixes(node)]
    named = set(publishers)
    sources = [each for each in sorted(PUBLISHERS, key=lambda each: each.notation) if each.notation in named]
    published = list(publishing_triples(publishing, node))
    yield from _dataset(counts, node, mint=mint, sources=sources)
    yield from (each for each in published if each[0] == node)
    yield node, iri(f"{_DCAT}version"), literal(f"{as_of:%Y-%m-%d}")
    yield node, _ISSUED, issued or _time(as_of)
    yield node, iri(f"{_DCT}modified"), _time(as_of)
    yield node, iri(f"{_PROV}wasGeneratedBy"), _below(node, "run")
    yield from (each for each in parts if each[0] == node)
    yield from (each for each in published if each[0] != node)
    yield from sorted(each for each in parts if each[0] != node)
    yield from _rights(_below(node, "rights"))
    yield from _run(node, as_of=as_of, versions=versions, sources=sources)
    yield _below(node, "description"), RDF_TYPE, iri(f"{_VOID}DatasetDescription")
    yield _below(node, "description"), iri(f"{_FOAF}primaryTopic"), node


def in_graph(description: Iterable[Triple], *, mint: Minter) -> list[Triple]:
    """What of a description stands in the graph file too: the build, its sources, publisher and rights; no time."""
    node = iri(mint.absolute(mint.build()))
    rows = list(description)
    leading = (_SOURCE, PUBLISHER, iri(f"{_DCT}rights"))
    named = {term for subject, predicate, term in rows if subject == node and predicate in leading}
    return [row for row in rows if (row[0] == node and row[1] not in _APART) or row[0] in named]


def _dataset(counts: Counts, node: str, *, mint: Minter, sources: Iterable[Publisher]) -> Iterator[Triple]:
    yield node, RDF_TYPE, iri(f"{_DCAT}Dataset")
    yield node, iri(f"{_DCT}title"), literal(TITLE)
    yield node, iri(f"{_DCT}description"), literal(DESCRIPTION)
    yield node, iri(f"{_DCT}rights"), _below(node, "rights")
    yield node, iri(f"{_VOID}uriSpace"), literal(mint.base)
    yield node, iri(f"{_VOID}vocabulary"), iri("https://w3id.org/kgbuild/ontology")
    yield node, iri(f"{_DCT}conformsTo"), iri("https://w3id.org/kgbuild/shapes")
    yield node, iri(f"{_VOID}triples"), _number(counts.triples)
    yield node, iri(f"{_VOID}classes"), _number(sum(1 for count in counts.classes.values() if count))
    yield node, iri(f"{_VOID}properties"), _number(sum(1 for count in counts.properties.values() if count))
    for source in sources:
        yield node, _SOURCE, iri(source.page)


def _partitions(counts: Counts, node: str) -> Iterator[Triple]:
    for name, count in sorted(counts.classes.items()):
        if count:
            part = _below(node, f"class/{key(name)}")
            yield node, iri(f"{_VOID}classPartition"), part
            yield part, iri(f"{_VOID}class"), name
            yield part, iri(f"{_VOID}entities"), _number(count)
    for name, count in sorted(counts.properties.items()):
        if count and name != RDF_TYPE:  # the class partitions say more
            part = _below(node, f"property/{key(name)}")
            yield node, iri(f"{_VOID}propertyPartition"), part
            yield part, iri(f"{_VOID}property"), name
            yield part, iri(f"{_VOID}triples"), _number(count)


def _linksets(counts: Counts, node: str) -> Iterator[Triple]:
    for (name, predicate), count in sorted(counts.links.items()):
        if count:
            part = _below(node, f"linkset/{key(name, predicate)}")
            yield node, iri(f"{_VOID}subset"), part
            yield part, RDF_TYPE, iri(f"{_VOID}Linkset")
            yield part, iri(f"{_VOID}subjectsTarget"), node
            yield part, iri(f"{_VOID}objectsTarget"), _below(node, f"target/{name}")
            yield part, iri(f"{_VOID}linkPredicate"), predicate
            yield part, iri(f"{_VOID}triples"), _number(count)
    linked = {name for (name, _), count in counts.links.items() if count}
    for vocabulary in VOCABULARIES:
        if vocabulary.name in linked:
            target = _below(node, f"target/{vocabulary.name}")
            yield target, RDF_TYPE, iri(f"{_VOID}Dataset")
            yield target, iri(f"{_DCT}title"), literal(vocabulary.title)
            yield target, iri(f"{_VOID}uriSpace"), literal(vocabulary.space)
            if vocabulary.license:
                yield target, iri(f"{_DCT}license"), iri(vocabulary.license)


def _prefixes(node: str) -> Iterator[Triple]:
    for name, namespace in sorted(shipped_context().prefixes.items()):
        declaration = _below(node, f"prefix/{name}")
        yield node, iri(f"{_SH}declare"), declaration
        yield declaration, RDF_TYPE, iri(f"{_SH}PrefixDeclaration")
        yield declaration, iri(f"{_SH}prefix"), literal(name)
        yield declaration, iri(f"{_SH}namespace"), literal(namespace, f"{XSD}anyURI")


def _rights(statement: str) -> Iterator[Triple]:
    """DCMI wants a resource where rights are stated."""
    yield statement, RDF_TYPE, iri(f"{_DCT}RightsStatement")
    yield statement, _LABEL, literal("The facts stand under the terms of the sources that state them.")


def _run(node: str, *, as_of: datetime, versions: Sequence[str], sources: Iterable[Publisher]) -> Iterator[Triple]:
    run, tool = _below(node, "run"), _below(node, "tool")
    yield run, RDF_TYPE, iri(f"{_PROV}Activity")
    yield run, iri(f"{_PROV}startedAtTime"), _time(as_of)
    yield run, iri(f"{_PROV}wasAssociatedWith"), tool
    yield tool, RDF_TYPE, iri(f"{_PROV}SoftwareAgent")
    for version in versions:
        yield tool, _LABEL, literal(version)
    for source in sources:
        yield iri(source.page), RDF_TYPE, iri(f"{_DCAT}Catalog")
        yield iri(source.page), iri(f"{_DCT}title"), literal(source.title)
        if source.terms:
            yield iri(source.page), iri(f"{_DCT}rights"), iri(source.terms)


def read_counts(description: Iterable[Triple]) -> Counts:
    """The counts that a description states."""
    facts = list(description)
    said = {(subject, predicate): term for subject, predicate, term in facts}
    counts = Counts()
    for subject, predicate, term in facts:
        if predicate == iri(f"{_VOID}class"):
            counts.classes[term] = _value(said[subject, iri(f"{_VOID}entities")])
        elif predicate == iri(f"{_VOID}property"):
            counts.properties[term] = _value(said[subject, iri(f"{_VOID}triples")])
        elif predicate == iri(f"{_VOID}linkPredicate"):
            name = said[subject, iri(f"{_VOID}objectsTarget")].rpartition("/")[2].rstrip(">")
            counts.links[name, term] = _value(said[subject, iri(f"{_VOID}triples")])
        elif predicate == iri(f"{_VOID}classes"):
            counts.triples = _value(said[subject, iri(f"{_VOID}triples")])
    counts.properties[RDF_TYPE] = sum(counts.classes.values())
    return counts


def read_issued(description: Iterable[Triple], *, mint: Minter) -> str | None:
    """When the graph first appeared, as a description states it."""
    node = iri(mint.absolute(mint.build()))
    return next((term for subject, predicate, term in description if (subject, predicate) == (node, _ISSUED)), None)


def _time(moment: datetime) -> str:
    return literal(f"{moment:%Y-%m-%dT%H:%M:%SZ}", f"{XSD}dateTime")


def _below(node: str, path: str) -> str:
    return f"{node[:-1]}/{path}>"


def _number(count: int) -> str:
    return literal(str(count), f"{XSD}integer")


def _value(term: str) -> int:
    return int(literal_parts(term)[0])
