"""The JSON-LD context, compiled: term -> predicate and how its values are encoded."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from kg import assets
from kg.prefixes import Prefixes

__all__ = ["Context", "ContextTerm", "compile_context", "shipped_context", "shipped_definitions"]


class ContextTerm(NamedTuple):
    """One term of the context."""

    name: str
    predicate: str
    """The predicate IRI."""
    datatype: str | None
    """`@id`, `@vocab`, or the IRI of a datatype; None for plain strings, booleans and integers."""
    vocabulary: str | None
    """For a coded term the IRI of its code list, ending in `/`."""
    reverse: bool
    many: bool = False
    """Whether its values stand in a list, also where there is one."""


class Context(NamedTuple):
    """A compiled context: the terms by name, and the prefixes."""

    terms: Mapping[str, ContextTerm]
    prefixes: Prefixes

    @property
    def declared(self) -> Prefixes:
        """The prefixes, and one for each code list: `overall-status:COMPLETED`."""
        lists = {term.vocabulary for term in self.terms.values() if term.vocabulary}
        return self.prefixes | {vocabulary.rstrip("/").rpartition("/")[2]: vocabulary for vocabulary in sorted(lists)}

    def expand(self, name: str) -> str:
        """The IRI of a term or a compact IRI; raises KeyError for a name that the context does not hold."""
        if found := self.terms.get(name):
            return found.predicate
        if (iri := self.prefixes.expand(name)) is None:
            raise KeyError(name)
        return iri


def compile_context(definitions: Mapping[str, Any]) -> Context:
    """Compiles the value of `@context`; it knows the forms that `ontology/context.jsonld` uses, and no others."""
    prefixes = {name: value for name, value in definitions.items() if isinstance(value, str) and value[-1] in "#/"}
    bare = Context({}, Prefixes(prefixes))
    terms = {
        name: _term(name, value, bare)
        for name, value in definitions.items()
        if not name.startswith("@") and name not in prefixes
    }
    return Context(terms, bare.prefixes)


@cache
def shipped_context() -> Context:
    """The compiled `ontology/context.jsonld`."""
    return compile_context(shipped_definitions())


@cache
def shipped_definitions() -> Any:
    """The value of `@context` in the shipped context: what JSON-LD carries inline."""
    return json.loads(assets.read("ontology/context.jsonld"))["@context"]


def _term(name: str, value: Any, prefixes: Context) -> ContextTerm:
    if isinstance(value, str):
        return ContextTerm(name, prefixes.expand(value), None, None, reverse=False)
    if "@reverse" in value:
        return ContextTerm(name, prefixes.expand(value["@reverse"]), "@id", None, reverse=True)
    datatype = value.get("@type")
    if datatype and not datatype.startswith("@"):
        datatype = prefixes.expand(datatype)
    vocabulary = value.get("@context", {}).get("@vocab")
    many = value.get("@container") == "@set"
    return ContextTerm(name, prefixes.expand(value["@id"]), datatype, vocabulary, reverse=False, many=many)
