"""Ids that records state of each other -> studies: union by find, with what was not joined and why.

A record states that its study has another id too. Where the record of that id is here, the two are joined; where two
records state the same third id, they are joined by it. One study has one id in a registry: a join that would give it
two is refused and told, and so is nothing joined by chains that a wrong id makes. The joins are made in the order of
their weight, so that of two that exclude each other the better founded stands, whatever came first.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kg.registries import PUBLISHERS, joining_form, registered

from .rows import StatedId

__all__ = ["Cluster", "IdJoiner", "Join", "JoinRule", "Refusal", "registry_of"]


class JoinRule(StrEnum):
    """Why two ids are of one study, the best reason first."""

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
    """A join that was not made, since the study would have two ids in one registry."""

    join: Join
    registry: str
    ids: tuple[str, str]
    """The two ids of that registry."""


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
                mine[form] = each.written
                self._third.setdefault(form, []).append(id)

    def joined(self) -> tuple[list[Cluster], list[Join], list[Refusal]]:
        """The clusters of several ids, the joins that made them, and those that were refused; all in a fixed order."""
        made, refused = [], []
        union = _Union()
        for join in sorted(self._joins(), key=lambda each: (_RULES.index(each.rule), each.one, each.other)):
            clash = union.join(join.one, join.other)
            if clash is None:
                made.append(join)
            else:
                refused.append(Refusal(join, *clash))
        clusters = sorted(Cluster(tuple(sorted(ids, key=_order))) for ids in union.groups())
        return clusters, made, refused

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
    """Union by find over ids; of each set the id in each registry."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._registries: dict[str, dict[str, str]] = {}

    def join(self, one: str, other: str) -> tuple[str, tuple[str, str]] | None:
        """Joins the sets of two ids, or gives the registry in which they have different ids, and these."""
        root, second = self._root(one), self._root(other)
        if root == second:
            return None
        mine, theirs = self._registries[root], self._registries[second]
        for registry, id in theirs.items():
            if registry in mine and joining_form(mine[registry]) != joining_form(id):
                return registry, (mine[registry], id)
        if len(mine) < len(theirs):
            root, second, mine, theirs = second, root, theirs, mine
        self._above[second] = root
        self._registries[root] = {**theirs, **mine}
        del self._registries[second]
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


@lru_cache(maxsize=65_536)
def registry_of(id: str) -> str:
    """The registry that gave an id; an id that no form tells is a registry of its own."""
    known = registered(id)
    return known.publisher if known else id


def _order(id: str) -> tuple[int, str]:
    """Registries in the order in which they lead; of one registry the smaller id."""
    return _RANK.get(registry_of(id), len(PUBLISHERS)), id
