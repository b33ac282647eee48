"""The rules of `shapes/` as the tests see them: what each says of itself, file by file."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from tests.vocabulary import LISTS, ROOT, codes, ontology

__all__ = [
    "BASE",
    "CTS",
    "EXAMPLES",
    "EXPLAINED",
    "FILES",
    "Rule",
    "graph",
    "is_english",
    "paths_on_focus",
    "rules",
    "vocabulary",
]

FILES = tuple(sorted(path.stem for path in (ROOT / "shapes").glob("*.ttl") if path.name != "strict.ttl"))
"""All but the closed shapes, which are made of these and hold no rule."""

BASE = "https://w3id.org/kgbuild/id/"
CTS = Namespace("https://w3id.org/kgbuild/shapes#")

EXPLAINED = (SH.name, SH.message, RDFS.comment)
"""What each rule says in English."""

EXAMPLES = (SKOS.example, CTS.badExample)
"""What each rule shows, in Turtle."""


class Rule(NamedTuple):
    """One property shape."""

    iri: URIRef
    file: str

    @property
    def id(self) -> str:
        """The local name, for example `CT-S012`."""
        return self.iri.removeprefix(CTS)

    def value(self, predicate: URIRef) -> Node | None:
        """The only value of a property, or None."""
        return graph(self.file).value(self.iri, predicate, any=False)

    def text(self, predicate: URIRef) -> str:
        """The only value of a property as text."""
        return str(self.value(predicate))

    @property
    def predicates(self) -> frozenset[URIRef]:
        """The properties that the rule looks at: of its path, those it compares with, and of the shapes in it."""
        shapes = graph(self.file)
        compared = (SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals)
        found: set[URIRef] = set()
        for shape in _with_inner(shapes, self.iri):
            found |= {each for name in compared for each in shapes.objects(shape, name) if isinstance(each, URIRef)}
            if path := shapes.value(shape, SH.path):
                found |= set(paths_of(shapes, path))
        return frozenset(found)

    @property
    def targets(self) -> frozenset[Node]:
        """The classes whose nodes the rule is checked on."""
        shapes = graph(self.file)
        owners = shapes.subjects(SH.property, self.iri)
        return frozenset(each for owner in owners for each in shapes.objects(owner, SH.targetClass))


@cache
def graph(file: str) -> Graph:
    """The triples of one shape file."""
    return Graph().parse(ROOT / "shapes" / f"{file}.ttl")


@cache
def vocabulary() -> Graph:
    """The ontology with its code lists."""
    found = Graph()
    for each in (ontology(), *(codes(name) for name in LISTS)):
        found += each
    return found


@cache
def rules(file: str | None = None) -> tuple[Rule, ...]:
    """The rules of one file, or of all, in the order of their ids."""
    files = [file] if file else FILES
    found = [Rule(iri, each) for each in files for iri in _property_shapes(each)]
    return tuple(sorted(found, key=lambda rule: rule.id))


def _property_shapes(file: str) -> Iterator[URIRef]:
    for shape in graph(file).subjects(RDF.type, SH.PropertyShape):
        assert isinstance(shape, URIRef), f"{file}.ttl has a property shape without an IRI"
        yield shape


def _with_inner(shapes: Graph, shape: Node) -> Iterator[Node]:
    """A shape, and those that it asks values to conform to."""
    yield shape
    lists = [
        each
        for name in (SH["or"], SH["and"])
        for head in shapes.objects(shape, name)
        for each in Collection(shapes, head)
    ]
    single = [
        each
        for name in (SH.qualifiedValueShape, SH.node, SH["not"], SH.property)
        for each in shapes.objects(shape, name)
    ]
    for inner in (*lists, *single):
        yield from _with_inner(shapes, inner)


def paths_on_focus(shapes: Graph, path: Node | None) -> Iterator[URIRef]:
    """The properties that a path follows from the focus node itself: the first of a sequence, none that is inverse."""
    if isinstance(path, URIRef):
        yield path
    elif path is not None and (head := shapes.value(path, SH.alternativePath)):
        for member in Collection(shapes, head):
            yield from paths_on_focus(shapes, member)
    elif path is not None and shapes.value(path, RDF.first):
        yield from paths_on_focus(shapes, shapes.value(path, RDF.first))


def paths_of(shapes: Graph, path: Node | None) -> Iterator[URIRef]:
    """The properties of a path: an IRI, an inverse or alternative path, or a sequence."""
    if isinstance(path, URIRef):
        yield path
        return
    assert path is not None
    inner = shapes.value(path, SH.alternativePath) or shapes.value(path, SH.inversePath) or path
    if isinstance(inner, URIRef):
        yield inner
        return
    for member in Collection(shapes, inner):
        yield from paths_of(shapes, member)


def is_english(term: Node | None) -> bool:
    """Whether a term is a text in English that is not empty."""
    return isinstance(term, Literal) and term.language == "en" and bool(term.strip())
