"""`ontology/context.jsonld`: the terms of ours by the ontology, of others as they stand in it; lists by the shapes.

A term is a list if its property may have several values on any class on which it stands, also where there is one
value: so a document keeps its form, whatever a record states.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rdflib import RDF, XSD

from tests.vocabulary import CODES, CT, ROOT, context

from .term_model import PropertyTerm, classes, own_properties, properties, short

__all__ = ["CONTEXT", "context_file", "definitions"]

CONTEXT: Path = ROOT / "ontology" / "context.jsonld"

_NATIVE = {XSD.string, XSD.boolean, XSD.integer}
"""Datatypes that JSON has."""


def context_file() -> str:
    """The text of the file."""
    lines = [f"    {json.dumps(name)}: {json.dumps(said, ensure_ascii=False)}" for name, said in definitions().items()]
    return '{\n  "@context": {\n' + ",\n".join(lines) + "\n  }\n}\n"


@cache
def definitions() -> Mapping[str, Any]:
    """The value of `@context`."""
    return dict(_definitions())


def _definitions() -> Iterator[tuple[str, Any]]:
    stands = context()
    yield "@version", 1.1
    yield from ((name, said) for name, said in stands.items() if isinstance(said, str) and said[-1] in "#/")
    yield from ((each.name, short(each.iri)) for each in classes() if each.iri.startswith(CT))
    yield from ((each.name, _with_form(each, _own(each))) for each in own_properties())
    for each in properties():
        if not each.iri.startswith(CT):
            said = stands[each.name]
            yield each.name, _with_form(each, {"@id": said} if isinstance(said, str) else dict(said))
    yield from ((name, said) for name, said in stands.items() if "@reverse" in said)


def _own(term: PropertyTerm) -> dict[str, Any]:
    said: dict[str, Any] = {"@id": short(term.iri)}
    if term.code_list:
        return {**said, "@type": "@vocab", "@context": {"@vocab": f"{CODES}{term.code_list}/"}}
    if term.link:
        return {**said, "@type": "@vocab" if term.range == (RDF.Property,) else "@id"}
    (*_, datatype) = term.range
    return {**said, "@type": short(datatype)} if len(term.range) == 1 and datatype not in _NATIVE else said


def _with_form(term: PropertyTerm, said: dict[str, Any]) -> Any:
    """The definition, with a list where the term is one; a text where the IRI is all there is to say."""
    said.pop("@container", None)
    if term.many:
        scoped = said.pop("@context", None)
        said["@container"] = "@set"
        if scoped:
            said["@context"] = scoped
    return said["@id"] if len(said) == 1 else said
