"""Ids that records state of each other -> studies: union by find, with what was not joined and why.

A record states that its study has another id too. Where the record of that id is here, the two are joined; where two
records state the same third id, they are joined by it. One study has one id in a registry: a join that would give it
two is refused and told, and so is nothing joined by chains that a wrong id makes. What a person decided goes before
all ids, and what a person keeps apart no chain brings together. The joins are made in the order of their weight, so
that of two that exclude each other the better founded stands, whatever came first.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kg.registries import PUBLISHERS, joining_form, registered

from .decisions import NO_DECISIONS, Decisions, Verdict
from .rows import StatedId

__all__ = ["Cluster", "IdJoiner", "Join", "JoinRule", "Refusal", "registry_of"]


class JoinRule(StrEnum):
    """Why two ids are of one study, the best reason first."""

    DECIDED = "DECIDED"
    """A person decided that they are."""
    BOTH_STATE = "BOTH_STATE"
    """The record of each states the id of the other."""
    ONE_STATES = "ONE_STATES"
    """The record of one states the id of the other."""
    THIRD_ID = "THIRD_ID"
    """Both records state the same third id, of which no record is here."""


class Join(NamedTuple):
    """Two ids of one study, and why."""

    one: str
    other: str
    rule: JoinRule
    said: tuple[tuple[str, str], ...]
    """By whom it is stated, and how: the id of the record, and the id as written there."""


class Refusal(NamedTuple):
    """A join that was not made: the study would have two ids in one registry, or two that a person keeps apart."""

    join: Join
    ids: tuple[str, str]
    """The two ids that it would bring together."""
    registry: str | None
    """The registry of which both are; None for ids that are kept apart."""


class Cluster(NamedTuple):
    """The ids of one study, the canonical one first; the others in the order in which they would lead."""

    ids: tuple[str, ...]

    @property
    def canonical(self) -> str:
        """The id under which the study stands."""
        return self.ids[0]


_RULES = tuple(JoinRule)
_RANK = {each.notation: place for place, each in enumerate(PUBLISHERS)}


class IdJoiner:
    """Joins the ids of records. It holds ids alone: some 400 bytes for each record with another id."""

    def __init__(self) -> None:
        self._stated: dict[str, dict[str, str]] = {}
        """Id of a record -> what it states, by its joining form, as written."""
        self._here: dict[str, str] = {}
        """Joining form -> the id of the record of it that is here, the smallest of several."""
        self._third: dict[str, list[str]] = {}
        """Joining form of a stated id -> the records that state it."""

    def add(self, id: str, stated: Iterable[StatedId] = (), former: Iterable[str] = ()) -> None:
        """Takes note of a record; several records of one id add up."""
        for form in map(joining_form, (id, *former)):
            self._here[form] = min(self._here.get(form, id), id)
        for each in stated:
            form = joining_form(each.id)
            mine = self._stated.setdefault(id, {})
            if form not in mine:
                self._third.setdefault(form, []).append(id)
            mine[form] = min(mine.get(form, each.written), each.written)

    def resolved(self, decisions: Decisions) -> Decisions:
        """The decisions with the ids of the records that are here, where one is known by another form of its id."""
        return Decisions.of(each.on_ids(*map(self._known, each.pair)) for each in decisions.all())

    def joined(self, decisions: Decisions = NO_DECISIONS) -> tuple[list[Cluster], list[Join], list[Refusal]]:
        """The clusters of several ids, the joins that made them, and those that were refused; all in a fixed order.

        The decisions are on ids as `resolved` gives them.
        """
        made, refused = [], []
        union = _Union()
        for each in decisions.all():
            if each.verdict is Verdict.DIFFERENT and self._are_here(each.pair):
                union.keep_apart(*each.pair)
        for join in self._in_order(decisions):
            clash = union.join(join.one, join.other)
            if clash is None:
                made.append(join)
            else:
                refused.append(Refusal(join, *clash))
        clusters = sorted(Cluster(tuple(sorted(ids, key=_order))) for ids in union.groups())
        return clusters, made, refused

    def _in_order(self, decisions: Decisions) -> list[Join]:
        """The joins, each pair once: by its best reason, with what records state where a person decided it."""
        pairs: dict[tuple[str, str], Join] = {}
        for join in sorted(self._joins(), key=_weight):
            pairs.setdefault((join.one, join.other), join)
        for each in decisions.all():
            if each.verdict is Verdict.SAME and self._are_here(each.pair):
                stated = pairs.get(each.pair)
                pairs[each.pair] = Join(*each.pair, JoinRule.DECIDED, stated.said if stated else ())
        return sorted(pairs.values(), key=_weight)

    def _known(self, id: str) -> str:
        return self._here.get(joining_form(id), id)

    def _are_here(self, pair: tuple[str, str]) -> bool:
        return pair[0] != pair[1] and all(joining_form(id) in self._here for id in pair)

    def _joins(self) -> Iterator[Join]:
        for form, stating in self._third.items():
            here = self._here.get(form)
            if here is not None:
                yield from self._direct(form, here, stating)
            elif len(stating) > 1:
                yield from self._through(form, sorted(set(stating)))

    def _direct(self, form: str, here: str, stating: Iterable[str]) -> Iterator[Join]:
        for id in sorted(set(stating)):
            if id == here:
                continue
            said = (id, self._stated[id][form])
            back = self._stated.get(here, {}).get(joining_form(id))
            if back is None:
                yield Join(min(id, here), max(id, here), JoinRule.ONE_STATES, (said,))
            elif id < here:
                yield Join(id, here, JoinRule.BOTH_STATE, (said, (here, back)))

    def _through(self, form: str, stating: list[str]) -> Iterator[Join]:
        """Each with the next: the union makes one of them all."""
        for one, other in pairwise(stating):
            said = ((one, self._stated[one][form]), (other, self._stated[other][form]))
            yield Join(one, other, JoinRule.THIRD_ID, said)


class _Union:
    """Union by find over ids; of each set the id in each registry, and the pairs that keep it apart from others."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._registries: dict[str, dict[str, str]] = {}
        self._apart: dict[str, set[tuple[str, str]]] = {}

    def keep_apart(self, one: str, other: str) -> None:
        """Has two ids stay in two sets; said before any are joined."""
        for id in (one, other):
            self._apart.setdefault(self._root(id), set()).add((one, other))

    def join(self, one: str, other: str) -> tuple[tuple[str, str], str | None] | None:
        """Joins the sets of two ids, or gives the two that must not be in one, and their registry if that is why."""
        root, second = self._root(one), self._root(other)
        if root == second:
            return None
        between = self._apart.get(root, set()) & self._apart.get(second, set())
        if between:
            return min(between), None
        mine, theirs = self._registries[root], self._registries[second]
        for registry, id in theirs.items():
            if registry in mine and joining_form(mine[registry]) != joining_form(id):
                return (mine[registry], id), registry
        if len(mine) < len(theirs):
            root, second, mine, theirs = second, root, theirs, mine
        self._above[second] = root
        self._registries[root] = {**theirs, **mine}
        del self._registries[second]
        if apart := self._apart.pop(second, None):
            self._apart[root] = apart | self._apart.get(root, set())
        return None

    def groups(self) -> Iterator[list[str]]:
        """The sets."""
        groups: dict[str, list[str]] = {}
        for id in self._above:
            groups.setdefault(self._root(id), []).append(id)
        yield from (ids for ids in groups.values() if len(ids) > 1)

    def _root(self, id: str) -> str:
        if id not in self._above:
            self._above[id] = id
            self._registries[id] = {registry_of(id): id}
        root = id
        while (above := self._above[root]) != root:
            root = above
        while (above := self._above[id]) != root:
            self._above[id], id = root, above
        return root


def _weight(join: Join) -> tuple[int, str, str]:
    return _RULES.index(join.rule), join.one, join.other


@lru_cache(maxsize=65_536)
def registry_of(id: str) -> str:
    """The registry that gave an id; an id that no form tells is a registry of its own."""
    known = registered(id)
    return known.publisher if known else id


def _order(id: str) -> tuple[int, str]:
    """Registries in the order in which they lead; of one registry the smaller id."""
    return _RANK.get(registry_of(id), len(PUBLISHERS)), id
