"""`ontology/study.schema.json`: the JSON-LD document of a study as JSON Schema, by ontology, rules, context and codes.

JSON-LD takes a word that it does not know for an IRI, or drops it: `"masking": "double"` is no error there. Here it is.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from rdflib import SKOS, XSD, URIRef

from kg.rdf import SHARED_CLASSES
from tests.vocabulary import CT, ROOT, codes, english, expanded

from .context_file import definitions
from .term_model import ClassTerm, PropertyTerm, classes, codes_of, facets, properties

__all__ = ["STUDY_SCHEMA", "reached", "study_schema"]

STUDY_SCHEMA = ROOT / "ontology" / "study.schema.json"

_Schema = dict[str, Any]

_ID = "https://w3id.org/kgbuild/ontology/study.schema.json"
_DATES = {XSD.date: "date", XSD.gYearMonth: "month", XSD.gYear: "year"}
_DAY, _MONTH, _YEAR = "-(0[1-9]|[12][0-9]|3[01])", "-(0[1-9]|1[0-2])", "[0-9]{4}"
_FORMS = {XSD.date: f"^{_YEAR}{_MONTH}{_DAY}$", XSD.gYearMonth: f"^{_YEAR}{_MONTH}$", XSD.gYear: f"^{_YEAR}$"}
_TYPED: dict[URIRef, _Schema] = {
    XSD.date: {"type": "string", "pattern": _FORMS[XSD.date]},
    XSD.decimal: {"type": "string", "pattern": "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$"},
}
"""Texts whose datatype the context says."""
_NATIVE: dict[URIRef, _Schema] = {
    XSD.string: {"type": "string"},
    XSD.boolean: {"type": "boolean"},
    XSD.integer: {"type": "integer"},
}
_REFERENCE: _Schema = {"type": "string", "minLength": 1}


def study_schema() -> str:
    """The text of the file."""
    nodes = reached(CT.Study)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _ID,
        "title": "Document of a study",
        "description": (
            "What one record states of one study, as JSON-LD under ontology/context.jsonld. A record that does not"
            " describe its study states the same on its own node. Links lead to nodes that stand in their place or, as"
            " texts, to nodes elsewhere."
        ),
        "if": _of_class("Study"),
        "then": {"$ref": "#/$defs/Study"},
        "else": {"$ref": "#/$defs/RegistryRecord", "required": ["describes"]},
        "$defs": {
            **{each.name: _node(each) for each in classes() if each.iri in nodes},
            "partialDate": {"anyOf": [_value(datatype) for datatype in _DATES]},
            **{f"code/{name}": _codes(name) for name in sorted(set(_code_lists(nodes)))},
        },
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _of_class(name: str) -> _Schema:
    return {"required": ["@type"], "properties": {"@type": {"contains": {"const": name}}}}


@cache
def reached(start: URIRef) -> frozenset[URIRef]:
    """The classes of the nodes that stand in a document."""
    found, new = set[URIRef](), {start, CT.RegistryRecord}
    while new:
        found |= new
        new = {each for target in new for term in _of(target) for each in term.range if _class(each)} - found
    return frozenset(found)


def _class(iri: URIRef) -> ClassTerm | None:
    return next((each for each in classes() if each.iri == iri), None)


def _of(target: URIRef) -> Iterator[PropertyTerm]:
    """The properties of a class; those of a study also on its record, which may describe itself alone."""
    known = _class(target)
    of = {target, *(known.supers if known else ()), *(each.iri for each in classes() if target in each.supers)}
    if target == CT.RegistryRecord:
        study = {each.iri for each in _of(CT.Study) if each.iri.startswith(CT)}
        yield from (each for each in properties() if each.iri in study or of & set(each.on))
    else:
        yield from (each for each in properties() if of & set(each.on))


def _code_lists(nodes: frozenset[URIRef]) -> Iterator[str]:
    yield from (term.code_list for target in nodes for term in _of(target) if term.code_list)


# Nodes


def _node(node: ClassTerm) -> _Schema:
    terms = list(_of(node.iri))
    said = {"title": node.label, "description": node.definition}
    record = {"record": {"$ref": "#/$defs/RegistryRecord"}} if node.iri == CT.Study else {}
    rooted = {"@context": True} if node.iri in (CT.Study, CT.RegistryRecord) else {}
    return {
        **{name: text for name, text in said.items() if text},
        "type": "object",
        "required": ["@id", "@type", *_required(node, terms)],
        "properties": {
            **rooted,
            "@id": {"type": "string"},
            "@type": {"type": "array", "items": {"type": "string"}, "contains": {"const": node.name}},
            **{term.name: _property(term, node) for term in terms},
            **record,
        },
        "additionalProperties": False,
    }


def _required(node: ClassTerm, terms: list[PropertyTerm]) -> Iterator[str]:
    """What a node never lacks; a shared node may, since one record does not say all of it."""
    if str(node.iri) not in SHARED_CLASSES:
        yield from (term.name for term in terms if term.on.get(node.iri) and term.iri != CT.describes)


def _property(term: PropertyTerm, node: ClassTerm) -> _Schema:
    """How the values of a property stand on the nodes of a class.

    Of a shared node one record may say two things where the merge of all records keeps one.
    """
    said = {"description": term.definition} if term.definition else {}
    value = _values(term, facets(node.iri, term.iri))
    if not term.many:
        undecided = {"anyOf": [value, {"type": "array", "items": value, "minItems": 2}]}
        return {**said, **(undecided if str(node.iri) in SHARED_CLASSES else value)}
    return {**said, "type": "array", "items": value, "minItems": 1, "uniqueItems": True}


# Values


def _values(term: PropertyTerm, facets: dict[str, str]) -> _Schema:
    if term.code_list:
        return {"$ref": f"#/$defs/code~1{term.code_list}"}
    if term.link:
        return _link(term)
    if set(term.range) == set(_DATES):
        return {"$ref": "#/$defs/partialDate"}
    datatype = term.range[0] if term.range else XSD.string
    said = definitions()[term.name]
    if not isinstance(said, str) and "@type" in said and expanded(said["@type"]) in _TYPED:
        return dict(_TYPED[expanded(said["@type"])])
    value = dict(_NATIVE.get(datatype, _NATIVE[XSD.string]))
    if value["type"] == "string":
        value |= {name: int(text) if name == "minLength" else text for name, text in facets.items()}
    return value


def _link(term: PropertyTerm) -> _Schema:
    """A reference, or one of the nodes that may stand in its place."""
    nested = [{"$ref": f"#/$defs/{known.name}"} for each in term.range if (known := _class(each))]
    return {"anyOf": [_REFERENCE, *nested]} if nested else dict(_REFERENCE)


def _value(datatype: URIRef) -> _Schema:
    """A value that names its datatype."""
    return {
        "type": "object",
        "required": ["@value", "@type"],
        "properties": {"@value": {"type": "string", "pattern": _FORMS[datatype]}, "@type": {"const": str(datatype)}},
        "additionalProperties": False,
    }


def _codes(name: str) -> _Schema:
    scheme = URIRef(f"https://w3id.org/kgbuild/code/{name}")
    described = english(codes(name), scheme, SKOS.definition)
    return {"description": described, "enum": [each.notation for each in codes_of(name)]}
