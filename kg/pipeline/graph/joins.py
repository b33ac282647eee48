"""The stage that joins records of several registries: rows of all batches -> links, evidence, what is to be decided."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.errors import Problem
from kg.iris import Minter
from kg.joining import NO_DECISIONS, Cluster, Decisions, IdJoiner, Join, JoinRule, Refusal, StudyRow, Verdict
from kg.joining.candidates import CandidateFinder, PossiblePair
from kg.joining.clusters import registry_of
from kg.joining.discrepancies import Discrepancy, discrepancies
from kg.rdf import Triple
from kg.registries import PUBLISHERS, record_order
from kg.sources import problem
from kg.statements.joins import (
    DecisionNode,
    DiscrepancyNode,
    JoinNode,
    canonical_triples,
    decision_triples,
    discrepancy_triples,
    join_triples,
)

__all__ = ["JoinCounts", "Joined", "Rows", "are_joined", "join_records"]

Rows = Callable[[], Iterable[Sequence[StudyRow]]]
"""The rows of each batch, from the first, as often as they are asked for."""


_PORTALS = frozenset(each.notation for each in PUBLISHERS if each.portal)


class JoinCounts(NamedTuple):
    """What came of joining."""

    studies: int = 0
    """That have ids of several registries here."""
    joined: int = 0
    """Ids that lead to another study."""
    candidates: int = 0
    discrepancies: int = 0
    refused: int = 0
    decided: int = 0


class Joined(NamedTuple):
    """What is known of records of several registries."""

    triples: list[Triple]
    problems: list[Problem]
    counts: JoinCounts
    joins: Sequence[Join] = ()
    refused: Sequence[Refusal] = ()
    candidates: Sequence[PossiblePair] = ()
    decisions: Decisions = NO_DECISIONS
    """Those that counted, on the ids of the records that are here."""


def are_joined(publishers: Iterable[str], decisions: Decisions = NO_DECISIONS) -> bool:
    """Whether there may be anything to join: records of several publishers, or of one that repeats many registries."""
    found = set(publishers)
    return len(found) > 1 or not found.isdisjoint(_PORTALS) or any(decisions.of_pairs)


def join_records(rows: Rows, *, mint: Minter, decisions: Decisions = NO_DECISIONS, place: Path | None = None) -> Joined:
    """Joins records by what people decided and by the ids that they state, and compares those of one study.

    `place` is for a database.
    """
    joiner = IdJoiner()
    for row in _all(rows):
        joiner.add(row.id, row.stated, row.former)
    clusters, joins, refused = joiner.joined(decisions := joiner.resolved(decisions))
    canonical = {id: cluster.canonical for cluster in clusters for id in cluster.ids}
    compared = _compared(rows, canonical)
    candidates = list(_candidates(rows, clusters, decisions, place))
    found = [(study, each) for study in sorted(compared) for each in discrepancies(compared[study])]
    records = _records(row for group in compared.values() for row in group)
    decided = list(decisions.all())
    triples = [
        *decision_triples((DecisionNode(**each._asdict()) for each in decided), mint=mint),
        *join_triples([*_joins(joins, records), *map(_candidate, candidates)], mint=mint),
        *discrepancy_triples((_discrepancy(study, each) for study, each in found), mint=mint),
        *canonical_triples((each.ids for each in clusters), mint=mint),
    ]
    numbers = (len(canonical) - len(clusters), len(candidates), len(found), len(refused), len(decided))
    problems = list(filter(None, map(_problem, refused)))
    return Joined(triples, problems, JoinCounts(len(clusters), *numbers), joins, refused, candidates, decisions)


def _all(rows: Rows) -> Iterator[StudyRow]:
    for batch in rows():
        yield from batch


def _compared(rows: Rows, canonical: dict[str, str]) -> dict[str, list[StudyRow]]:
    """The rows of each study of which there are several; of one id those of several publishers."""
    several = {row.id for row in _all(rows) if not row.leading} | canonical.keys()
    groups: dict[str, list[StudyRow]] = {}
    for row in _all(rows):
        if row.id in several:
            groups.setdefault(canonical.get(row.id, row.id), []).append(row)
    return groups


def _candidates(
    rows: Rows, clusters: Sequence[Cluster], decisions: Decisions, place: Path | None
) -> Iterator[PossiblePair]:
    """What may be of one study: not what is joined or kept apart, nor what would have two ids in one registry."""
    canonical = {id: cluster.canonical for cluster in clusters for id in cluster.ids}
    apart = {
        frozenset(canonical.get(id, id) for id in each.pair)
        for each in decisions.all()
        if each.verdict is Verdict.DIFFERENT
    }
    registries = {id: {registry_of(each) for each in cluster.ids} for cluster in clusters for id in cluster.ids}
    finder = CandidateFinder(registry_of, place)
    finder.add(row for row in _all(rows) if row.leading)
    for each in finder.candidates():
        sides = [registries.get(row.id, {registry_of(row.id)}) for row in (each.one, each.other)]
        studies = frozenset(canonical.get(row.id, row.id) for row in (each.one, each.other))
        if not sides[0] & sides[1] and studies not in apart:
            yield each
    finder.close()


def _records(rows: Iterable[StudyRow]) -> dict[str, dict[str, list[StudyRow]]]:
    """Id of a study -> publisher -> its records, in the order in which they lead."""
    records: dict[str, dict[str, list[StudyRow]]] = {}
    for row in sorted(rows, key=lambda row: (row.id, row.publisher, record_order(row.id, row.record))):
        records.setdefault(row.id, {}).setdefault(row.publisher, []).append(row)
    return records


def _stating(rows: Sequence[StudyRow], written: str) -> tuple[str, str]:
    """The first of several records of a publisher that states an id so."""
    return next((row for row in rows if any(each.written == written for each in row.stated)), rows[0]).place


def _joins(joins: Iterable[Join], of_id: dict[str, dict[str, list[StudyRow]]]) -> Iterator[JoinNode]:
    for each in joins:
        records = [_stating(rows, written) for id, written in each.said for rows in of_id.get(id, {}).values()]
        yield JoinNode(
            one=each.one,
            other=each.other,
            rule=each.rule.value,
            records=tuple(dict.fromkeys(records))[:2],
            identifiers=tuple(dict.fromkeys(written for _, written in each.said)),
            decided=each.rule is JoinRule.DECIDED,
        )


def _candidate(each: PossiblePair) -> JoinNode:
    one, other = sorted((each.one.id, each.other.id))
    return JoinNode(one=one, other=other, score=_decimal(each.score), reasons=each.reasons)


def _discrepancy(study: str, each: Discrepancy) -> DiscrepancyNode:
    return DiscrepancyNode(
        study=study,
        aspect=each.aspect.value,
        one=each.one.place,
        other=each.other.place,
        one_value=each.values[0],
        other_value=each.values[1],
        days=each.days,
        share=None if each.share is None else _decimal(each.share),
    )


def _decimal(number: float) -> str:
    """A number as stores write an xsd:decimal again: without zeros at the end."""
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _problem(refusal: Refusal) -> Problem | None:
    """What is wrong where a join is refused; nothing where a person keeps apart what records join."""
    join, (one, other) = refusal.join, refusal.ids
    if join.rule is JoinRule.DECIDED:
        kept = "which are decided to be different" if refusal.registry is None else "two ids of one registry"
        said = f"{join.one} and {join.other} are decided to be the same: that would make one study of {one} and {other}"
        return problem("CT-R160", f"{said}, {kept}", record=join.one)
    if refusal.registry is None:
        return None
    said = "; ".join(f"{id} states {written}" for id, written in join.said)
    return problem("CT-R155", f"{said}: that would make one study of {one} and {other}", record=join.said[0][0])
