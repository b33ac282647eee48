"""The terms of the context as ontology and shapes tell of them: on which classes, how often, with which values.

It reads Turtle by rdflib and knows nothing of `kg`, which asks the context for each of its terms when it is imported:
so the context can be written for a term that is new.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Literal, Node

from tests.vocabulary import CODES, CT, ROOT, SCHEMA, codes, context, declared, english, ontology, prefixes, terms

__all__ = [
    "ClassTerm",
    "CodeTerm",
    "PropertyTerm",
    "classes",
    "codes_of",
    "facets",
    "own_properties",
    "properties",
    "short",
    "single",
]

_GEO = Namespace("http://www.opengis.net/ont/geosparql#")
_UNRULED: Mapping[Node, tuple[URIRef, ...]] = {
    CT.point: (CT.Place,),
    DCTERMS.identifier: (SKOS.Concept,),
    SKOS.exactMatch: (CT.Condition, CT.Treatment),
    SKOS.closeMatch: (CT.Condition, CT.Treatment),
    SKOS.broadMatch: (CT.Condition, CT.Treatment),
    SKOS.narrowMatch: (CT.Condition,),
    _GEO.asWKT: (_GEO.Geometry,),
}
"""Properties with the classes on which they stand though no rule says so."""


class ClassTerm(NamedTuple):
    """A class of ours, or one of another vocabulary that a shape targets."""

    name: str
    """In the context; of a class without a term there its compact IRI."""
    iri: URIRef
    label: str | None
    definition: str | None
    supers: tuple[URIRef, ...]
    """All above it."""


class CodeTerm(NamedTuple):
    """One code of a code list."""

    notation: str
    iri: URIRef
    label: str
    definition: str | None


class PropertyTerm(NamedTuple):
    """A property of the context."""

    name: str
    iri: URIRef
    label: str | None
    definition: str | None
    link: bool
    """Whether its values are nodes."""
    range: tuple[URIRef, ...]
    """Classes or datatypes: those that the ontology names, else those that the rules ask for."""
    code_list: str | None
    on: Mapping[URIRef, bool]
    """The classes on which it stands, each with whether it must."""
    many: bool
    """Whether it may have several values on any of them."""


def short(iri: str) -> str:
    """The compact form of an IRI; in full where the context has no prefix for it."""
    found = [(len(space), f"{name}:{iri[len(space) :]}") for name, space in prefixes().items() if iri.startswith(space)]
    return max(found)[1] if found else str(iri)


@cache
def classes() -> tuple[ClassTerm, ...]:
    """The classes of ours, then those of others that shapes target, each in the order of its file."""
    own = _in_order(ROOT / "ontology" / "kgbuild.ttl", declared(OWL.Class))
    others = sorted({URIRef(str(each)) for _, targets in _targets() for each in targets} - set(own))
    return tuple(
        ClassTerm(
            str(each).removeprefix(CT) if each in own else short(each),
            each,
            english(ontology(), each, RDFS.label),
            english(ontology(), each, SKOS.definition),
            tuple(sorted(URIRef(str(above)) for above in _above(each) - {each})),
        )
        for each in (*own, *others)
    )


@cache
def own_properties() -> tuple[PropertyTerm, ...]:
    """The properties that the ontology declares, in its order."""
    kinds = {each: kind for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for each in declared(kind)}
    found = _in_order(ROOT / "ontology" / "kgbuild.ttl", kinds)
    return tuple(_property(each.removeprefix(CT), each, kinds[each]) for each in found)


@cache
def properties() -> tuple[PropertyTerm, ...]:
    """These, and those of other vocabularies that the context names."""
    borrowed = [(name, iri) for name, iri in terms().items() if name[0].islower() and not iri.startswith(CT)]
    return (*own_properties(), *(_property(name, iri, _kind(name)) for name, iri in borrowed))


@cache
def codes_of(code_list: str) -> tuple[CodeTerm, ...]:
    """The codes of a list, in its order."""
    said = codes(code_list)
    found = _in_order(ROOT / "ontology" / "codes" / f"{code_list}.ttl", said.subjects(RDF.type, SKOS.Concept))
    return tuple(
        CodeTerm(
            str(said.value(each, SKOS.notation)),
            each,
            english(said, each, SKOS.prefLabel) or "",
            english(said, each, SKOS.definition),
        )
        for each in found
    )


def _in_order(path: Path, wanted: Iterable[Node]) -> list[URIRef]:
    """Terms in the order in which a file declares them, which a graph does not keep."""
    declarations = re.findall(r"^(?:ct)?:(\w+) a ", path.read_text(encoding="utf-8"), re.MULTILINE)
    places = {name: place for place, name in enumerate(declarations)}
    return sorted((URIRef(str(each)) for each in wanted), key=lambda each: places[re.split("[#/]", each)[-1]])


def _kind(name: str) -> URIRef:
    said = context()[name]
    linked = not isinstance(said, str) and str(said.get("@type", "")).startswith("@")
    return OWL.ObjectProperty if linked else OWL.DatatypeProperty


def _property(name: str, iri: URIRef, kind: URIRef) -> PropertyTerm:
    said = ontology()
    lists = [str(each) for way in (CT.codeList, RDFS.seeAlso) for each in said.objects(iri, way)]
    code_list = next((each.removeprefix(CODES) for each in lists if each.startswith(CODES)), None)
    on = sorted(set(_stands_on(iri)))
    return PropertyTerm(
        name,
        iri,
        english(said, iri, RDFS.label),
        english(said, iri, SKOS.definition),
        kind == OWL.ObjectProperty,
        tuple(dict.fromkeys(_range(iri))),
        code_list,
        {each: _required(each, iri) for each in on},
        not on or not all(single(each, iri) for each in on),
    )


def _stands_on(iri: URIRef) -> Iterator[URIRef]:
    """The classes on which a property stands: by the ontology, by the rules, as what repeats its sub-properties."""
    for narrower in _below(iri):
        for each in (
            *ontology().objects(narrower, SCHEMA.domainIncludes),
            *_ruled(narrower),
            *_UNRULED.get(narrower, ()),
        ):
            yield URIRef(str(each))


def _range(iri: URIRef) -> Iterator[URIRef]:
    for narrower in _below(iri):
        yield from (URIRef(str(each)) for each in ontology().objects(narrower, SCHEMA.rangeIncludes))
    if not any(ontology().objects(iri, SCHEMA.rangeIncludes)):
        yield from (value for target in _ruled(iri) for rule in _rules()[target, iri] for value in _asked(rule))


# The shapes


@cache
def _shapes() -> Graph:
    found = Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        found.parse(path)
    return found


@cache
def _targets() -> tuple[tuple[Node, tuple[Node, ...]], ...]:
    """Each property shape, with the classes on whose nodes it is checked."""
    found: dict[Node, dict[Node, None]] = defaultdict(dict)
    for shape, target in _shapes().subject_objects(SH.targetClass):
        for rule in _shapes().objects(shape, SH.property):
            found[rule][target] = None
    return tuple((rule, tuple(targets)) for rule, targets in found.items())


@cache
def _rules() -> Mapping[tuple[Node, Node], tuple[Node, ...]]:
    """Class and property -> the rules on it."""
    found: dict[tuple[Node, Node], list[Node]] = defaultdict(list)
    for rule, targets in _targets():
        path = _shapes().value(rule, SH.path)
        if isinstance(path, URIRef):
            for target in targets:
                found[target, path].append(rule)
    return {at: tuple(rules) for at, rules in found.items()}


def _asked(rule: Node) -> Iterator[URIRef]:
    """The classes and datatypes that a rule, or one of those that it offers, asks of values."""
    for name in (SH["class"], SH.datatype):
        yield from (URIRef(str(each)) for each in _shapes().objects(rule, name))
    for offered in _shapes().objects(rule, SH["or"]):
        for each in Collection(_shapes(), offered):
            yield from _asked(each)


def _ruled(iri: Node) -> Iterator[Node]:
    yield from (target for target, path in _rules() if path == iri)


def _below(iri: Node) -> Iterator[Node]:
    """A property, and all below it."""
    yield from (each for each in ontology().transitive_subjects(RDFS.subPropertyOf, iri) if each is not None)


def _above(term: Node) -> set[Node]:
    return {each for each in ontology().transitive_objects(term, RDFS.subClassOf) if each is not None}


def _on(target: Node, iri: URIRef) -> Iterator[Node]:
    for each in _above(target):
        yield from _rules().get((each, iri), ())


def single(target: Node, iri: URIRef) -> bool:
    """Whether the rules allow one value on a node of the class."""
    return any(_shapes().value(rule, SH.maxCount) == Literal(1) for rule in _on(target, iri))


def facets(target: Node, iri: URIRef) -> dict[str, str]:
    """What the rules whose breach is a fault say of a text: its form, and that it's not empty."""
    found: dict[str, str] = {}
    for rule in _on(target, iri):
        if _shapes().value(rule, SH.severity) == SH.Violation:
            for name in (SH.pattern, SH.minLength):
                if value := _shapes().value(rule, name):
                    found[str(name).rpartition("#")[2]] = str(value)
    return found


def _required(target: Node, iri: URIRef) -> bool:
    """Whether a node of the class is broken without it."""
    return any(
        _shapes().value(rule, SH.minCount) == Literal(1) and _shapes().value(rule, SH.severity) == SH.Violation
        for rule in _on(target, iri)
    )
