"""Values -> the bytes that stand for them in N-Triples, as the context says of each term."""

from collections.abc import Callable
from functools import cache
from typing import Any

from kg.dates import PartialDate

from .bounded_caches import Memory
from .context import Context, shipped_context
from .terms import RDF_TYPE, XSD, iri, json_string, literal

__all__ = [
    "TYPE",
    "Encode",
    "class_term",
    "code",
    "date",
    "earliest",
    "encoder",
    "flag",
    "in_line",
    "iri_term",
    "latest",
    "number",
    "predicate",
    "text",
]

Encode = Callable[[Any], bytes]

_OTHERWISE = (b"\\u", b"\x7f", "\ufffe".encode(), "\uffff".encode())
"""What JSON escapes in other letters than N-Triples, or not at all."""

TYPE = f"{RDF_TYPE} ".encode()
"""`rdf:type`, as a predicate stands in a line."""


def text(value: str) -> bytes:
    """A plain string. JSON's form is that of N-Triples, but for control characters and two that are none."""
    quoted = json_string(value)
    if value.isprintable() or not any(each in quoted for each in _OTHERWISE):
        return quoted
    return literal(value).encode()


def iri_term(absolute: str) -> bytes:
    """An absolute IRI."""
    return iri(absolute).encode()


def in_line(predicate: str) -> bytes:
    """The term of a predicate as it stands in a line, with the space behind it."""
    return f"{predicate} ".encode()


@cache
def predicate(term: str) -> bytes:
    """The predicate of a term of the context, likewise."""
    return in_line(iri(shipped_context().terms[term].predicate))


@cache
def class_term(name: str) -> bytes:
    """A class by its name in the context."""
    return iri_term(shipped_context().expand(name))


def _typed(datatype: str) -> Encode:
    return lambda value: literal(str(value), datatype).encode()


number: Encode = Memory(_typed(f"{XSD}integer")).__getitem__
"""A whole number."""

flag: Encode = {True: f'"true"^^<{XSD}boolean>'.encode(), False: f'"false"^^<{XSD}boolean>'.encode()}.__getitem__
"""A truth value."""


def _date(value: PartialDate) -> bytes:
    return literal(str(value), shipped_context().expand(value.datatype)).encode()


date: Encode = Memory(_date).__getitem__
"""A date, as precise as it is known."""

earliest: Encode = Memory(lambda value: _date(value.earliest)).__getitem__
"""The first day that a date may mean."""

latest: Encode = Memory(lambda value: _date(value.latest)).__getitem__
"""The last day that a date may mean."""


@cache
def encoder(term: str) -> Encode:
    """What makes the value of a term of a text: a string, a literal of its datatype, an IRI, a code."""
    return _encoder(shipped_context(), term)


def code(term: str, notation: str) -> bytes:
    """A code of the code list of a term."""
    return encoder(term)(notation)


def _encoder(context: Context, term: str) -> Encode:
    match context.terms[term]:
        case (_, _, None, _, _, _):
            return text
        case (_, _, "@id", _, _, _):
            return iri_term
        case (_, _, "@vocab", str(vocabulary), _, _):
            return Memory(lambda notation: iri_term(f"{vocabulary}{notation}")).__getitem__
        case (_, _, "@vocab", None, _, _):
            return Memory(lambda name: iri_term(context.expand(name))).__getitem__
        case (_, _, str(datatype), _, _, _):
            return _typed(datatype)
    raise AssertionError(term)
