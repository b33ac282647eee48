"""The vocabulary as the tests see it: ontology, code lists, context."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rdflib import OWL, RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

__all__ = [
    "CODES",
    "CT",
    "KINDS",
    "LISTS",
    "ROOT",
    "SCHEMA",
    "codes",
    "context",
    "declared",
    "english",
    "expanded",
    "ontology",
    "planned",
    "prefixes",
    "terms",
]

ROOT = Path(__file__).parent.parent
CT = Namespace("https://w3id.org/kgbuild/ontology#")
SCHEMA = Namespace("https://schema.org/")
CODES = "https://w3id.org/kgbuild/code/"
LISTS = tuple(sorted(path.stem for path in (ROOT / "ontology" / "codes").glob("*.ttl")))
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


@cache
def ontology() -> Graph:
    return Graph().parse(ROOT / "ontology" / "kgbuild.ttl")


@cache
def codes(name: str) -> Graph:
    return Graph().parse(ROOT / "ontology" / "codes" / f"{name}.ttl")


@cache
def context() -> Mapping[str, Any]:
    found = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return {name: value for name, value in found.items() if not name.startswith("@")}


@cache
def prefixes() -> Mapping[str, str]:
    return {name: value for name, value in context().items() if isinstance(value, str) and value[-1] in "#/"}


def expanded(curie: str) -> URIRef:
    prefix, _, local = curie.partition(":")
    return URIRef(prefixes()[prefix] + local)


@cache
def terms() -> Mapping[str, URIRef]:
    """Term of the context -> its IRI; reverse terms aside."""
    named = {name: value if isinstance(value, str) else value.get("@id") for name, value in context().items()}
    return {name: expanded(curie) for name, curie in named.items() if curie and name not in prefixes()}


def declared(*kinds: URIRef) -> set[Node]:
    found = {each for kind in kinds or KINDS for each in ontology().subjects(RDF.type, kind)}
    return {each for each in found if str(each).startswith(CT)}


def planned() -> set[Node]:
    return {each for each in declared() if (each, SKOS.editorialNote, Literal("planned", "en")) in ontology()}


def english(graph: Graph, subject: Node, predicate: URIRef) -> str | None:
    """The one text of a property, which is in English."""
    value = graph.value(subject, predicate, any=False)
    return str(value) if isinstance(value, Literal) and value.language == "en" else None
