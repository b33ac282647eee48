"""500 made-up studies in five registries: exactly the clusters; and how many of the unsaid pairs are candidates."""

from itertools import combinations
from pathlib import Path

import pytest

from kg.iris import Minter
from kg.joining import Decisions, IdJoiner, JoinRule
from kg.pipeline.graph.joins import join_records

from .gold_pairs import gold_pairs
from .made_up import MadeUp, made_up


@pytest.fixture(scope="module")
def studies() -> MadeUp:
    return made_up()


def test_the_clusters_are_exactly_those_of_the_studies(studies: MadeUp) -> None:
    joiner = IdJoiner()
    for row in studies.rows:
        joiner.add(row.id, row.stated)
    clusters, _, refused = joiner.joined()
    assert {frozenset(each.ids) for each in clusters} == studies.clusters
    assert refused


def test_candidates_are_found_where_no_id_joins(studies: MadeUp) -> None:
    found = join_records(lambda: [studies.rows], mint=Minter())
    names = {row[2] for row in found.triples if row[1] == "<https://schema.org/name>"}
    scored = {row[0] for row in found.triples if row[1].endswith("#joinScore>")}
    pairs = {
        frozenset(row[2].strip('"').split(", "))
        for row in found.triples
        if row[0] in scored and row[1] == "<https://schema.org/name>"
    }
    right = len(pairs & studies.unsaid)
    assert names
    assert right / len(studies.unsaid) >= 0.9
    assert right / len(pairs) >= 0.9


def test_with_decisions_the_clusters_are_exactly_those_of_the_studies(studies: MadeUp) -> None:
    joiner = IdJoiner()
    for row in studies.rows:
        joiner.add(row.id, row.stated)
    clusters, _, refused = joiner.joined(joiner.resolved(Decisions.of(studies.decisions)))
    found = {frozenset(each.ids) for each in clusters}
    parts = {cluster for cluster in found if any(cluster < chain for chain, _ in studies.cut)}
    assert found - parts == studies.decided
    assert all(not ends <= cluster for cluster in found for _, ends in studies.cut)
    for chain, _ in studies.cut:  # one link is left out, and all others hold
        of_chain = [cluster for cluster in parts if cluster < chain]
        alone = chain.difference(*of_chain)
        assert len(of_chain) + len(alone) == 2
    assert len(studies.cut) > 20
    assert {each.join.rule for each in refused}.isdisjoint({JoinRule.DECIDED})


def test_what_is_decided_is_no_candidate_any_more(studies: MadeUp) -> None:
    decisions = Decisions.of(studies.decisions)
    before = join_records(lambda: [studies.rows], mint=Minter())
    after = join_records(lambda: [studies.rows], mint=Minter(), decisions=decisions)
    of = [{frozenset((each.one.id, each.other.id)) for each in found.candidates} for found in (before, after)]
    said = {frozenset(each.pair) for each in decisions.all()}
    assert said & of[0]
    assert not said & of[1]
    joined = {frozenset(pair) for cluster in studies.decided for pair in combinations(cluster, 2)}
    assert not joined & of[1]
    assert of[1] & studies.unsaid == (of[0] & studies.unsaid) - joined
    assert not after.problems or {each.rule for each in after.problems} == {"CT-R155"}


def test_pairs_that_people_judged_to_be_one_are_candidates(data: Path) -> None:
    """What they judged to be different and is alike in everything the table tells cannot be told from these."""
    pairs = gold_pairs(data / "gold" / "cross-registrations.csv")
    rows = [row for pair in pairs for row in (pair.one, pair.other)]
    found = {frozenset((each.one.id, each.other.id)) for each in join_records(lambda: [rows], mint=Minter()).candidates}
    same, different = (
        {frozenset((each.one.id, each.other.id)) for each in pairs if each.same is verdict} for verdict in (True, False)
    )
    assert (len(same), len(different)) == (117, 9)
    assert same <= found
    assert len(different & found) <= 6


def test_batches_make_no_difference(studies: MadeUp) -> None:
    rows = studies.rows
    decisions = Decisions.of(studies.decisions)
    one = join_records(lambda: [rows], mint=Minter(), decisions=decisions)
    many = join_records(
        lambda: [rows[at : at + 7] for at in range(0, len(rows), 7)], mint=Minter(), decisions=decisions
    )
    assert one == many
