"""The stage that joins records of several registries: rows of all batches -> links, evidence, what is to be decided."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.errors import Problem
from kg.iris import Minter
from kg.joining import Cluster, IdJoiner, Join, Refusal, StudyRow
from kg.joining.candidates import CandidateFinder, PossiblePair
from kg.joining.clusters import registry_of
from kg.joining.discrepancies import Discrepancy, discrepancies
from kg.rdf import Triple
from kg.registries import record_order
from kg.sources import problem
from kg.statements.joins import DiscrepancyNode, JoinNode, canonical_triples, discrepancy_triples, join_triples

__all__ = ["JoinCounts", "Joined", "join_records"]

Rows = Callable[[], Iterable[Sequence[StudyRow]]]
"""The rows of each batch, from the first, as often as they are asked for."""


class JoinCounts(NamedTuple):
    """What came of joining."""

    studies: int = 0
    """That have ids of several registries here."""
    joined: int = 0
    """Ids that lead to another study."""
    candidates: int = 0
    discrepancies: int = 0
    refused: int = 0


class Joined(NamedTuple):
    """What is known of records of several registries."""

    triples: list[Triple]
    problems: list[Problem]
    counts: JoinCounts


def join_records(rows: Rows, *, mint: Minter, place: Path | None = None) -> Joined:
    """Joins records by the ids that they state, and compares those of one study; `place` is for a database."""
    joiner = IdJoiner()
    for row in _all(rows):
        joiner.add(row.id, row.stated, row.former)
    clusters, joins, refused = joiner.joined()
    canonical = {id: cluster.canonical for cluster in clusters for id in cluster.ids}
    compared = _compared(rows, canonical)
    candidates = list(_candidates(rows, clusters, place))
    found = [(study, each) for study in sorted(compared) for each in discrepancies(compared[study])]
    records = _records(row for group in compared.values() for row in group)
    triples = [
        *join_triples([*_joins(joins, records), *map(_candidate, candidates)], mint=mint),
        *discrepancy_triples((_discrepancy(study, each) for study, each in found), mint=mint),
        *canonical_triples((each.ids for each in clusters), mint=mint),
    ]
    counts = JoinCounts(len(clusters), len(canonical) - len(clusters), len(candidates), len(found), len(refused))
    return Joined(triples, [_problem(each) for each in refused], counts)


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


def _candidates(rows: Rows, clusters: Sequence[Cluster], place: Path | None) -> Iterator[PossiblePair]:
    """What may be of one study: not what is joined already, nor what would have two ids in one registry."""
    registries = {id: {registry_of(each) for each in cluster.ids} for cluster in clusters for id in cluster.ids}
    finder = CandidateFinder(registry_of, place)
    finder.add(row for row in _all(rows) if row.leading)
    for each in finder.candidates():
        sides = [registries.get(row.id, {registry_of(row.id)}) for row in (each.one, each.other)]
        if not sides[0] & sides[1]:
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
        )


def _candidate(each: PossiblePair) -> JoinNode:
    one, other = sorted((each.one.id, each.other.id))
    return JoinNode(one=one, other=other, score=f"{each.score:.2f}", reasons=each.reasons)


def _discrepancy(study: str, each: Discrepancy) -> DiscrepancyNode:
    return DiscrepancyNode(
        study=study,
        aspect=each.aspect.value,
        one=each.one.place,
        other=each.other.place,
        one_value=each.values[0],
        other_value=each.values[1],
        days=each.days,
        share=None if each.share is None else f"{each.share}",
    )


def _problem(refusal: Refusal) -> Problem:
    said = "; ".join(f"{id} states {written}" for id, written in refusal.join.said)
    one, other = refusal.ids
    return problem("CT-R155", f"{said}: that would make one study of {one} and {other}", record=refusal.join.said[0][0])
