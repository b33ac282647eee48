"""Which records are of one study, by the ids that they state."""

import random
from collections.abc import Mapping, Sequence

import pytest

from kg.joining.clusters import IdJoiner, JoinRule
from kg.joining.rows import StatedId

NCT, NCT2, EU, EU2, DRKS, ISRCTN, CTIS = (
    *("NCT01000001", "NCT01000002", "2012-000001-10", "2012-000002-10", "DRKS00000001", "ISRCTN00000001"),
    "2023-508143-51-00",
)
UTN = "U1111-1111-1111"


def joiner(records: Mapping[str, Sequence[str]], order: Sequence[str] | None = None) -> IdJoiner:
    made = IdJoiner()
    for id in order or records:
        made.add(id, [StatedId(each, each) for each in records[id]])
    return made


@pytest.mark.parametrize(
    ("records", "clusters"),
    [
        ({NCT: [EU], EU: []}, [(NCT, EU)]),
        ({NCT: [], EU: [NCT]}, [(NCT, EU)]),
        ({NCT: [EU]}, []),  # no record of the other is here
        ({NCT: [UTN], DRKS: [UTN]}, [(NCT, DRKS)]),  # both state a third id
        ({DRKS: [EU], NCT: [EU]}, [(NCT, DRKS)]),
        ({NCT: [EU], EU: [DRKS], DRKS: [ISRCTN], ISRCTN: [NCT]}, [(NCT, EU, ISRCTN, DRKS)]),  # a cycle
        ({EU: [CTIS], CTIS: []}, [(EU, CTIS)]),  # transition to CTIS
        ({EU: ["2023-508143-51-01"], CTIS: []}, [(EU, CTIS)]),  # a resubmission
        ({NCT: [NCT2], NCT2: []}, []),
        ({NCT: [], EU: []}, []),
    ],
)
def test_ids_that_are_stated_join(records: dict[str, list[str]], clusters: list[tuple[str, ...]]) -> None:
    found, _, _ = joiner(records).joined()
    assert [each.ids for each in found] == clusters


def test_the_better_founded_join_stands_and_the_other_is_refused() -> None:
    """Two ids of one registry for one study: what both records state goes before what one does."""
    found, made, refused = joiner({NCT: [EU], EU: [NCT], NCT2: [EU]}).joined()
    assert [each.ids for each in found] == [(NCT, EU)]
    assert [each.rule for each in made] == [JoinRule.BOTH_STATE]
    (refusal,) = refused
    assert (refusal.registry, set(refusal.ids)) == ("ctgov", {NCT, NCT2})
    assert refusal.join.said == ((NCT2, EU),)


def test_a_chain_never_brings_two_ids_of_one_registry_together() -> None:
    found, _, refused = joiner({NCT: [DRKS], DRKS: [EU], EU: [NCT2], NCT2: []}).joined()
    assert all(len({NCT, NCT2} & set(each.ids)) < 2 for each in found)
    assert len(refused) == 1


def test_a_former_id_leads_to_the_study() -> None:
    made = IdJoiner()
    made.add(NCT, former=[NCT2])
    made.add(EU, [StatedId(NCT2, "nct 01000002")])
    found, joins, _ = made.joined()
    assert [each.ids for each in found] == [(NCT, EU)]
    assert joins[0].said == ((EU, "nct 01000002"),)


def test_the_order_of_records_makes_no_difference() -> None:
    records = {NCT: [EU, UTN], EU: [NCT], NCT2: [EU], DRKS: [UTN], ISRCTN: [DRKS], EU2: [NCT2], CTIS: [EU2]}
    first = joiner(records).joined()
    for seed in range(20):
        order = random.Random(seed).sample(list(records), len(records))  # noqa: S311
        assert joiner(records, order).joined() == first
