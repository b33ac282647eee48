"""500 made-up studies in five registries: exactly the clusters; and how many of the unsaid pairs are candidates."""

import pytest

from kg.iris import Minter
from kg.joining.clusters import IdJoiner
from kg.pipeline.graph.joins import join_records

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


def test_batches_make_no_difference(studies: MadeUp) -> None:
    rows = studies.rows
    one = join_records(lambda: [rows], mint=Minter())
    many = join_records(lambda: [rows[at : at + 7] for at in range(0, len(rows), 7)], mint=Minter())
    assert one == many
