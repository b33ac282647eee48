"""Keys of a study's parts: stable, and different for what differs."""

from hypothesis import given
from hypothesis import strategies as st

from kg.documents.keyed_parts import keyed, part_keys
from kg.iris import key
from kg.record import Arm, Site


def test_the_key_is_of_the_identifying_texts() -> None:
    [only] = keyed([Arm(label="A", description="x")], lambda arm: (arm.label,))
    assert only.key == key("A")


def test_nothing_is_renumbered_when_a_part_is_inserted() -> None:
    arms = [Arm(label="A"), Arm(label="B")]
    before = {each.part.label: each.key for each in keyed(arms, lambda arm: (arm.label,))}
    after = {each.part.label: each.key for each in keyed([Arm(label="0"), *arms], lambda arm: (arm.label,))}
    assert before.items() <= after.items()


def test_parts_alike_in_identity_alone_are_keyed_by_everything() -> None:
    sites = [Site(city="Lyon", status="RECRUITING"), Site(city="Lyon", status="COMPLETED"), Site(city="Oslo")]
    first, second, third = keyed(sites, lambda site: (site.city,))
    assert len({first.key, second.key, third.key}) == 3
    assert key("Lyon") not in (first.key, second.key)
    assert third.key == key("Oslo")


def test_parts_alike_in_everything_are_one_with_the_first_position() -> None:
    sites = [Site(city="Oslo"), Site(city="Lyon"), Site(city="Oslo")]
    assert [(each.part.city, each.position) for each in keyed(sites, lambda site: (site.city,))] == [
        ("Oslo", 1),
        ("Lyon", 2),
    ]


def test_parts_that_differ_in_white_space_alone_are_one_node() -> None:
    arms = [Arm(label="A", description="x y"), Arm(label="A", description="x\ny")]
    assert len(keyed(arms, lambda arm: (arm.label,))) == 1
    assert len(part_keys(arms, lambda arm: (arm.label,))) == 2


arms = st.builds(Arm, label=st.sampled_from("ABC"), description=st.sampled_from((None, "x", "y")))


@given(st.lists(arms, max_size=4))
def test_parts_that_are_all_different_are_keyed_like_any_others(held: list[Arm]) -> None:
    by_key: dict[str, tuple[Arm, int]] = {}
    for each in part_keys(held, lambda arm: (arm.label,)).values():
        by_key.setdefault(each.key, (each.part, each.position))
    assert {each.key: (each.part, each.position) for each in keyed(held, lambda arm: (arm.label,))} == by_key
