"""Matches: what is inferred of a node, with its evidence, as SSSOM writes a mapping in RDF."""

from collections.abc import Iterable, Iterator

import msgspec

from kg.iris import Minter
from kg.properties import MAPPING
from kg.rdf import Triple
from kg.rdf.encoders import TYPE, class_term, iri_term

from .supers import types_of
from .tables import Table
from .teller import tell_rows

__all__ = ["NOT", "Mapping", "mapping_triples"]

NOT = "https://w3id.org/sssom/NegatedPredicate"
"""What SSSOM calls the modifier `Not`."""


class Mapping(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A match in the slots of SSSOM; all IRIs are absolute."""

    subject: str
    predicate: str
    target: str
    justification: str
    method: str
    confidence: str
    subject_label: str | None = None
    object_label: str | None = None
    match_string: str | None = None
    source: str | None = None
    candidates: int | None = None
    """How many terms the name may mean; None if there is one."""
    author_iris: tuple[str, ...] = ()
    author_labels: tuple[str, ...] = ()
    reviewer_iris: tuple[str, ...] = ()
    reviewer_labels: tuple[str, ...] = ()
    modifier: str | None = None
    """`NOT` for a match that a curator rejected."""
    comment: str | None = None


_tell = tell_rows(Table(Mapping, MAPPING))
_TYPES = tuple(class_term(name) for name in (*types_of("Mapping"), "owl:Axiom"))
"""SSSOM writes a mapping as the annotation of an axiom. OWL reserves its class: the ontology cannot call it wider."""


def mapping_triples(mappings: Iterable[Mapping], *, mint: Minter) -> Iterator[Triple]:
    """The nodes of matches, then the links that tie subjects and objects directly; grouped by subject.

    A match that was rejected has a node, so that it is remembered, and no link.
    """
    direct: dict[Triple, None] = {}
    for each in mappings:
        said = (each.predicate, each.target, each.justification)
        minted = mint.mapping(mint.relative(each.subject), *said, rejected=each.modifier == NOT)
        node = iri_term(mint.absolute(minted))
        pieces = [piece for name in _TYPES for piece in (node, TYPE, name)]
        _tell(each, node, pieces, [])
        rows = iter(pieces)
        yield from ((s.decode(), p[:-1].decode(), o.decode()) for s, p, o in zip(rows, rows, rows, strict=True))
        if each.modifier != NOT:
            direct[f"<{each.subject}>", f"<{each.predicate}>", f"<{each.target}>"] = None
    yield from direct
