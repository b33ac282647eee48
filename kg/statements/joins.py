"""Studies of several registries that are one, or may be, and what their records disagree on."""

from collections.abc import Iterable, Iterator

import msgspec

from kg.iris import Minter
from kg.properties import DECISION, DISCREPANCY, JOIN
from kg.rdf import Triple
from kg.rdf.encoders import TYPE, class_term, iri_term, predicate, text

from .supers import types_of
from .tables import Table
from .teller import tell_rows

__all__ = [
    "DecisionNode",
    "DiscrepancyNode",
    "JoinNode",
    "canonical_triples",
    "decision_triples",
    "discrepancy_triples",
    "join_triples",
]


class JoinNode(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Two studies that are one, or may be. Ids are in their normal form, records `(publisher, id)`."""

    one: str
    other: str
    rule: str | None = None
    """Of a join; None of what may be one."""
    score: str | None = None
    reasons: tuple[str, ...] = ()
    records: tuple[tuple[str, str], ...] = ()
    identifiers: tuple[str, ...] = ()
    decided: bool = False
    """Whether a decision stands behind it."""


class DecisionNode(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a person decided of two studies."""

    one: str
    other: str
    verdict: str
    sheet: str | None = None
    by: str | None = None
    on: str | None = None
    comment: str | None = None


class DiscrepancyNode(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What two records, `(publisher, id)`, state differently."""

    study: str
    """The canonical id of the study."""
    aspect: str
    one: tuple[str, str]
    other: tuple[str, str]
    one_value: str
    other_value: str
    days: int | None = None
    share: str | None = None


_tell_join = tell_rows(Table(JoinNode, JOIN))
_tell_decision = tell_rows(Table(DecisionNode, DECISION))
_NAME = predicate("name")
_tell_discrepancy = tell_rows(Table(DiscrepancyNode, DISCREPANCY))


def join_triples(joins: Iterable[JoinNode], *, mint: Minter) -> Iterator[Triple]:
    """The node of each join, and behind it the link between the two studies; in the order of what is joined."""
    for each in sorted(joins, key=lambda join: (join.one, join.other)):
        studies = [iri_term(mint.absolute(mint.study(id))) for id in (each.one, each.other)]
        node = iri_term(mint.absolute(mint.join(each.one, each.other)))
        pieces = _typed(node, "StudyJoin" if each.rule else "PossibleJoin")
        pieces += (node, _NAME, text(f"{each.one}, {each.other}"))
        for study in studies:
            pieces += (node, predicate("joinedStudy"), study)
        _tell_join(each, node, pieces, [])
        for publisher, id in each.records:
            pieces += (node, predicate("statedIn"), iri_term(mint.absolute(mint.record(publisher, id))))
        if each.decided:
            pieces += (node, predicate("joinDecision"), iri_term(mint.absolute(mint.decision(each.one, each.other))))
        pieces += (studies[0], predicate("sameStudy" if each.rule else "possiblySameStudy"), studies[1])
        yield from _triples(pieces)


def decision_triples(decisions: Iterable[DecisionNode], *, mint: Minter) -> Iterator[Triple]:
    """The node of each decision, and behind it the link from the study whose id comes first."""
    for each in decisions:
        studies = [iri_term(mint.absolute(mint.study(id))) for id in (each.one, each.other)]
        node = iri_term(mint.absolute(mint.decision(each.one, each.other)))
        pieces = _typed(node, "StudyDecision")
        pieces += (node, _NAME, text(f"{each.one}, {each.other}"))
        for study in studies:
            pieces += (node, predicate("joinedStudy"), study)
        _tell_decision(each, node, pieces, [])
        pieces += (studies[0], predicate("decision"), node)
        yield from _triples(pieces)


def canonical_triples(clusters: Iterable[tuple[str, ...]], *, mint: Minter) -> Iterator[Triple]:
    """For each study of a cluster but the first the link to that one."""
    links = {other: ids[0] for ids in clusters for other in ids[1:]}
    for other in sorted(links):
        study, canonical = (iri_term(mint.absolute(mint.study(id))) for id in (other, links[other]))
        yield from _triples([study, predicate("canonicalStudy"), canonical])


def discrepancy_triples(discrepancies: Iterable[DiscrepancyNode], *, mint: Minter) -> Iterator[Triple]:
    """The node of each discrepancy, and behind it the link from the study."""
    for each in discrepancies:
        sides = (each.one, each.other)
        node = iri_term(mint.absolute(mint.discrepancy(each.aspect, *map("/".join, sides))))
        pieces = _typed(node, "Discrepancy")
        pieces += (node, _NAME, text(f"{each.aspect}: {each.one_value}, {each.other_value}"))
        for id in dict.fromkeys(id for _, id in sides):
            pieces += (node, predicate("joinedStudy"), iri_term(mint.absolute(mint.study(id))))
        _tell_discrepancy(each, node, pieces, [])
        for term, (publisher, id) in zip(("oneRecord", "otherRecord"), sides, strict=True):
            pieces += (node, predicate(term), iri_term(mint.absolute(mint.record(publisher, id))))
        pieces += (iri_term(mint.absolute(mint.study(each.study))), predicate("discrepancy"), node)
        yield from _triples(pieces)


def _typed(node: bytes, name: str) -> list[bytes]:
    return [piece for each in types_of(name) for piece in (node, TYPE, class_term(each))]


def _triples(pieces: list[bytes]) -> Iterator[Triple]:
    rows = iter(pieces)
    yield from ((s.decode(), p[:-1].decode(), o.decode()) for s, p, o in zip(rows, rows, rows, strict=True))
