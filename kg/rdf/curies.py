"""IRIs as people read them: `ct:phase`, `phase:PHASE2`, `study/NCT01297972`."""

import re
from functools import cache

from kg.iris import BASE
from kg.prefixes import STANDARD, Prefixes

from .context import shipped_context

__all__ = ["compact", "compact_path", "compact_term", "known_prefixes"]

_IRI = re.compile(r"<([^<>]*)>")


@cache
def known_prefixes() -> Prefixes:
    """Every prefix that kgbuild knows: those of the context, one for each code list, those of the standards."""
    return shipped_context().declared | STANDARD


def compact(iri: str, *, base: str = BASE) -> str:
    """The short form of an IRI: below the base without it, else with a known prefix, else as it is."""
    if iri.startswith(base) and iri != base:
        return iri[len(base) :]
    return known_prefixes().compact(iri) or iri


def compact_path(path: str) -> str:
    """A property path with each IRI in its short form: `^ct:describes`."""
    return _IRI.sub(lambda found: compact(found[1]), path)


def compact_term(term: str, *, base: str = BASE) -> str:
    """A term on one line, much as Turtle writes it: `phase:PHASE2`, `"0"^^xsd:integer`, `"Fever"@en`, `_:b0`."""
    if term[:1] == "<":
        return compact(term[1:-1], base=base)
    text, quote, datatype = term.rpartition('"')
    return f"{text}{quote}{compact_path(datatype)}"
