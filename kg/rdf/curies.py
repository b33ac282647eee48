"""IRIs as people read them: `ct:phase`, `phase:PHASE2`, `study/NCT01297972`."""

import re
from functools import cache

from kg.iris import BASE

from .context import shipped_context

__all__ = ["compact", "compact_path", "compact_term", "expand", "prefixes"]

_STANDARD = {
    "cts": "https://w3id.org/kgbuild/shapes#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
}
"""Prefixes of shapes and ontologies, which the context of the data does not need."""

_IRI = re.compile(r"<([^<>]*)>")


@cache
def prefixes() -> dict[str, str]:
    """Every prefix that kgbuild knows: those of the context, one for each code list, those of the standards."""
    context = shipped_context()
    return {**context.prefixes, **context.code_prefixes, **_STANDARD}


def compact(iri: str, *, base: str = BASE) -> str:
    """The short form of an IRI: below the base without it, else with a known prefix, else as it is."""
    if iri.startswith(base) and iri != base:
        return iri[len(base) :]
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    name = _names().get(iri[:cut])
    return f"{name}:{iri[cut:]}" if name and cut < len(iri) else iri


def compact_path(path: str) -> str:
    """A property path with each IRI in its short form: `^ct:describes`."""
    return _IRI.sub(lambda found: compact(found[1]), path)


def compact_term(term: str, *, base: str = BASE) -> str:
    """A term on one line, much as Turtle writes it: `phase:PHASE2`, `"0"^^xsd:integer`, `"Fever"@en`, `_:b0`."""
    if term[:1] == "<":
        return compact(term[1:-1], base=base)
    text, quote, datatype = term.rpartition('"')
    return f"{text}{quote}{compact_path(datatype)}"


def expand(name: str) -> str | None:
    """The IRI of a compact one, or None if its prefix is not known."""
    prefix, colon, local = name.partition(":")
    namespace = prefixes().get(prefix)
    return namespace + local if colon and namespace else None


@cache
def _names() -> dict[str, str]:
    return {namespace: name for name, namespace in prefixes().items()}
