"""Keys of a study's parts: stable, and different for what differs."""

from hypothesis import given
from hypothesis import strategies as st

from kg.iris import key
from kg.record import Arm, Site
from kg.statements.draft import PartTeller
from kg.statements.keyed_parts import Keyed, different, each_keyed, keys_of
from kg.statements.tables import ARM, SITE

arms_by = PartTeller(ARM).identities
sites_by = PartTeller(SITE).identities


def test_the_key_is_of_the_identifying_texts() -> None:
    [only] = keys_of(arms_by([Arm(label="A", description="x")], ""))
    assert only.decode() == key("A")
    [site] = keys_of(sites_by([Site(country="Peru", city="Lima")], ""))
    assert site.decode() == key("Peru", None, "Lima", None, None)


def test_nothing_is_renumbered_when_a_part_is_inserted() -> None:
    arms = [Arm(label="A"), Arm(label="B")]
    before = dict(zip("AB", keys_of(arms_by(arms, "")), strict=True))
    after = dict(zip("0AB", keys_of(arms_by([Arm(label="0"), *arms], "")), strict=True))
    assert before.items() <= after.items()


def test_parts_alike_in_identity_alone_are_keyed_by_everything() -> None:
    sites = [Site(city="Lyon", status="RECRUITING"), Site(city="Lyon", status="COMPLETED"), Site(city="Oslo")]
    first, second, third = different(sites, sites_by(sites, "")).keys
    assert len({first, second, third}) == 3
    short = key(None, None, "Lyon", None, None).encode()
    assert short not in (first, second)
    assert third.decode() == key(None, None, "Oslo", None, None)


def test_parts_alike_in_everything_are_one_with_the_first_position() -> None:
    sites = [Site(city="Oslo"), Site(city="Lyon"), Site(city="Oslo")]
    found = different(sites, sites_by(sites, ""))
    assert [site.city for site in found.parts] == ["Oslo", "Lyon"]
    assert found.positions == [1, 2]


def test_parts_that_differ_in_white_space_alone_are_one_node() -> None:
    arms = [Arm(label="A", description="x y"), Arm(label="A", description="x\ny")]
    assert len(different(arms, arms_by(arms, "")).parts) == 1
    assert len(each_keyed(arms, arms_by(arms, ""))) == 2


made_up_arms = st.builds(Arm, label=st.sampled_from("ABC"), description=st.sampled_from((None, "x", "y")))


@given(st.lists(made_up_arms, max_size=4))
def test_parts_that_are_all_different_are_keyed_like_any_others(held: list[Arm]) -> None:
    identities = arms_by(held, "")
    keys = keys_of(identities)
    if len(set(keys)) == len(keys):
        found = each_keyed(held, identities)
        assert found == {arm: Keyed(own, at) for at, (arm, own) in enumerate(zip(held, keys, strict=True), start=1)}
