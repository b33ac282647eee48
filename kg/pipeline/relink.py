"""Linking again: the matches of a graph are taken out and made anew, and no record is read."""

from collections.abc import Callable, Iterable, Iterator

from kg.iris import ONTOLOGY, Minter
from kg.rdf import Quad, Triple, format_of
from kg.rdf.terms import RDF_TYPE, iri, literal_parts
from kg.store.description import read_counts

from .build_node import build_facts, build_triples, describes_build
from .graph_file import base_of, quads_of, write_quads
from .links import LinkStage
from .outputs import STDOUT, open_output

__all__ = ["relink", "said_by_links"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DIRECT = frozenset({f"<{_SKOS}exactMatch>", f"<{_SKOS}closeMatch>", f"<{_SKOS}broadMatch>"})
_INFERRED = f"<{ONTOLOGY}inferredCondition>"
_CONDITION = f"<{ONTOLOGY}condition>"
_STUDY = f"<{ONTOLOGY}Study>"
_TITLES = ("<http://purl.org/dc/terms/title>", f"<{ONTOLOGY}officialTitle>")
_SHARED = ("condition/", "treatment/", "organization/", "place/", "country/")


def relink(source: str, target: str, make: Callable[[Minter], LinkStage], *, form: str | None = None) -> LinkStage:
    """Writes the graph of `source` to `target` with its links made anew; the stage tells what was matched."""
    mint = base_of(source, quads_of(source))
    stage = make(mint)
    links = list(stage.triples(_shared(quads_of(source), mint, stage)))
    build = _renewed(quads_of(source), links, mint)
    written = format_of(form or (source if target == STDOUT else target))
    with open_output(target) as stream:
        write_quads(stream, written, _replaced(quads_of(source), links, build, mint), base=mint.base)
    return stage


def _renewed(quads: Iterable[Quad], links: list[Triple], mint: Minter) -> list[Triple]:
    """The build node with the counts of the new links in place of the old."""
    old: list[Triple] = []
    description: list[Triple] = []
    for quad in quads:
        if said_by_links(quad, mint):
            old.append(quad[:3])
        elif describes_build(quad[0], mint):
            description.append(quad[:3])
    counts = read_counts(description)
    counts.add(old, times=-1)
    counts.add(links)
    return list(build_triples(build_facts(description, mint=mint), counts, mint=mint))


def said_by_links(quad: Quad, mint: Minter) -> bool:
    """Whether a quad belongs to the links, in a format with graphs or without."""
    subject, predicate, _, _ = quad
    if predicate == _INFERRED or subject.startswith(f"<{mint.absolute(mint.root + 'mapping/')}"):
        return True
    return predicate in _DIRECT and subject.startswith(_prefixes(mint))


def _prefixes(mint: Minter) -> tuple[str, ...]:
    return tuple(f"<{mint.base}{segment}" for segment in _SHARED)


def _shared(quads: Iterable[Quad], mint: Minter, stage: LinkStage) -> list[Triple]:
    """The triples of shared nodes, sorted; the titles of studies without conditions go to the stage."""
    prefixes = _prefixes(mint)
    shared: list[Triple] = []
    studies: dict[str, str | None] = {}
    titles: dict[str, dict[str, str]] = {}
    for quad in quads:
        subject, predicate, term, _ = quad
        if subject.startswith(prefixes):
            if not said_by_links(quad, mint):
                shared.append((subject, predicate, term))
        elif predicate == RDF_TYPE and term == _STUDY:
            studies.setdefault(subject, None)
        elif predicate == _CONDITION:
            studies[subject] = term
            titles.pop(subject, None)
        elif predicate in _TITLES and studies.get(subject) is None:
            titles.setdefault(subject, {})[predicate] = literal_parts(term)[0]
    for subject, found in titles.items():
        if studies.get(subject, "") is None:
            stage.note_title(mint.relative(subject[1:-1]), next(found[name] for name in _TITLES if name in found))
    return sorted(shared)


def _replaced(quads: Iterable[Quad], links: list[Triple], build: list[Triple], mint: Minter) -> Iterator[Quad]:
    """All quads but those of the old links and the old build node, and the new ones in the place of the latter."""
    names = [iri(mint.absolute(mint.graph(name))) for name in ("links", "build")]
    waiting = True
    for quad in quads:
        if describes_build(quad[0], mint):
            if waiting:
                waiting = False
                for graph, triples in zip(names, (links, build), strict=True):
                    yield from ((*triple, graph if quad[3] else "") for triple in triples)
        elif not said_by_links(quad, mint):
            yield quad
