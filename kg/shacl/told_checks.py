"""Checks what a record says while it is told, in bytes, node by node, without a graph of it.

Most of what shapes ask of a node is answered by its predicates and values alone: which predicates are missing or stand
too often, which values are of no datatype, in no list, match no pattern. Values that come again are tested once. What
is asked of the node that a link leads to is its class, and whether it has some property: told beside the link. Where
several values of one node are compared, the shape itself looks at these values alone, and its answer is remembered.

Nothing is taken on trust. Whatever cannot be decided so, and every node with a value that fails, is left to the shapes
on the whole graph of the record, so that findings are the same.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from kg.rdf.bounded_caches import Limited, Memory
from kg.rdf.encoders import TYPE
from kg.rdf.told import Told

from .data import Data, index
from .finding import Finding
from .shapes import Shapes
from .told_conditions import Condition, Stated
from .told_plan import NOWHERE, Compared, Likeness, Plan, likeness, planned

__all__ = ["ToldChecks"]

_QUOTE = ord('"')
_EMPTY = b'""'
_FEW = 40
"""Of nodes with so many properties what they have in common is remembered: beyond, hardly two are alike."""

Classes = Mapping[bytes, Sequence[bytes]]


class _Node(NamedTuple):
    subject: bytes
    predicates: list[bytes]
    values: list[bytes]
    plan: Plan


class _Record:
    """What one record tells of its nodes, to be looked up."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.spans = told.spans()
        """Where each of its own nodes stands among the pieces."""
        self.classes = self._classes()
        self._leading: dict[tuple[bytes, bytes], list[bytes]] = {}

    def _classes(self) -> Classes:
        pieces = self.told.pieces
        found: dict[bytes, Sequence[bytes]] = {node.term: node.classes for node in self.told.shared}
        for subject, (start, stop) in self.spans.items():
            number = start + 1
            while number < stop and pieces[number] == TYPE:
                number += 3
            found[subject] = pieces[start + 2 : number : 3]
        return found

    def predicates(self, node: bytes) -> Collection[bytes] | None:
        """The predicates of a node; None if nothing is told of it."""
        if node in self.spans:
            start, stop = self.spans[node]
            return self.told.pieces[start + 1 : stop : 3]
        return self._shared.get(node)

    @cached_property
    def _shared(self) -> dict[bytes, frozenset[bytes]]:
        found: dict[bytes, frozenset[bytes]] = {}
        for node in self.told.shared:  # some more than once: they are named in several ways
            found[node.term] = node.predicates | found.get(node.term, frozenset())
        return found

    def is_led_to(self, node: bytes, predicate: bytes, class_: bytes) -> bool:
        """Whether a predicate leads to a node from others of the record, and all of these are of some class."""
        leading = [self.classes[each] for each in self.leading(predicate, node)]
        return bool(leading) and all(class_ in each for each in leading)

    def leading(self, predicate: bytes, node: bytes) -> list[bytes]:
        """The nodes of the record that lead to a node by a predicate."""
        found = self._leading.get((predicate, node))
        if found is None:
            found = self._leading[predicate, node] = self.told.leading(predicate, node)
        return found

    def only_one(self, predicate: bytes, node: bytes) -> bytes | None:
        """The node that leads to a node by a predicate, if it leads nowhere else, and no other node anywhere."""
        leading = self.leading(predicate, node)
        elsewhere = any(predicate in each.predicates for each in self.told.shared)
        return leading[0] if len(leading) == 1 == self.told.pieces[1::3].count(predicate) and not elsewhere else None

    def stated(self, node: bytes) -> Stated:
        """What one of its own nodes states."""
        start, stop = self.spans[node]
        pieces, found = self.told.pieces, dict[bytes, list[bytes]]()
        for predicate, value in zip(pieces[start + 1 : stop : 3], pieces[start + 2 : stop : 3], strict=True):
            found.setdefault(predicate, []).append(value)
        return found


class ToldChecks:
    """Checks records against shapes whose targets are classes, all of them compiled."""

    def __init__(self, *shapes: Shapes) -> None:
        """`shapes` are checked together; raises ValueError if they have other targets, or are not compiled."""
        if not all(each.targets_classes_alone for each in shapes):
            raise ValueError("only shapes whose targets are classes are checked while a record is told")
        self._sweeps = [pair for each in shapes for pair in each.sweeps]
        self._plans = Memory(self._plan)
        self._alike: Limited[tuple[bytes, ...], tuple[list[bytes], Plan, Likeness | None]] = Limited()
        """By their first class and their predicates: what nodes have in common that state few properties."""

    def findings(self, told: Told) -> list[Finding]:
        """All that is found on the nodes of a record, in no order."""
        pieces = told.pieces
        record = _Record(told)
        found: list[Finding] = []
        left: list[_Node] = []
        for subject, (start, stop) in record.spans.items():
            predicates, values = pieces[start + 1 : stop : 3], pieces[start + 2 : stop : 3]
            plan, alike = self._planned(predicates, values)
            templates = _found(alike, values, record.classes) if alike else None
            if templates is not None and plan.looks_further:
                templates = _found_further(_Node(subject, predicates, values, plan), templates, record)
            if templates is None:
                left.append(_Node(subject, predicates, values, plan))
            elif templates:
                focus = subject.decode()
                found += [replace(each, focus=focus) for each in templates]
        return found + _found_in_graph(left, told) if left else found

    def _planned(self, predicates: list[bytes], values: list[bytes]) -> tuple[Plan, Likeness | None]:
        if len(predicates) > _FEW:
            plan = self._plans[tuple(values[: predicates.count(TYPE)])]
            return plan, likeness(plan, predicates)
        key = (values[0], *predicates)
        known = self._alike.get(key)
        if known is None or values[: len(known[0])] != known[0]:
            of = values[: predicates.count(TYPE)]
            plan = self._plans[tuple(of)]
            known = self._alike.keep(key, (of, plan, likeness(plan, predicates)))
        return known[1:]

    def _plan(self, classes: tuple[bytes, ...]) -> Plan:
        names = frozenset(each.decode() for each in classes)
        sweeps = [sweep for targets, sweep in self._sweeps if not names.isdisjoint(targets.classes)]
        return planned(sweeps, [each.decode() for each in classes])


def _found_in_graph(nodes: Iterable[_Node], told: Told) -> list[Finding]:
    """What the shapes find on nodes in the graph of the record."""
    data = Data(index((*told.triples(), *told.shared_triples())))
    return [
        finding
        for node in nodes
        for sweep in node.plan.sweeps
        for finding in sweep.findings(data, [node.subject.decode()])
    ]


def _found(alike: Likeness, values: list[bytes], classes: Classes) -> Sequence[Finding] | None:
    """What is found on a node, without its focus; None if a value fails."""
    found, texts, tests = alike
    if texts:
        stated = texts(values)
        if _EMPTY in stated or {value[-1] for value in stated} != {_QUOTE}:
            return None
    for number, (known, passes, instance_of, _) in tests:
        value = values[number]
        if value not in known and not passes(value):
            return None
        for each in instance_of:
            if each not in classes.get(value, ()):
                return None
    return found


def _found_further(node: _Node, before: Sequence[Finding], record: _Record) -> Sequence[Finding] | None:
    """With what was found, what is where several values, or other nodes, are looked at; None asks the graph."""
    found, plan = list(before), node.plan
    stated: dict[bytes, list[bytes]] = {}
    for predicate, value in zip(node.predicates, node.values, strict=True):
        if predicate in plan.together:
            stated.setdefault(predicate, []).append(value)
    for choices, other in plan.equal:
        values = [value for predicate in choices for value in stated.get(predicate, ())]
        if set(values) != set(stated.get(other, ())):
            return None
    for compared in plan.compared:
        if compared.predicates[0] in stated:
            found += _compared(compared, stated)
    for leads_to in plan.leads_to:
        reached = False
        for target in stated.get(leads_to.step, ()):
            predicates = record.predicates(target)
            if predicates is None:
                return None
            reached = reached or not leads_to.then.isdisjoint(predicates)
        if not reached:
            found += leads_to.otherwise
    for predicates, passes, otherwise in plan.some:
        if not any(passes(value) for predicate in predicates for value in stated.get(predicate, ())):
            found += otherwise
    for step, then in plan.each_has:
        reached_nodes = [record.predicates(target) for target in stated.get(step, ())]
        if any(predicates is None or then.isdisjoint(predicates) for predicates in reached_nodes):
            return None
    for step, conditions in plan.conditions.items():
        unmet = _unmet(step, conditions, node.subject, stated, record)
        if unmet is None:
            return None
        found += unmet
    led_to = all(record.is_led_to(node.subject, predicate, class_) for class_, predicate in plan.led_to)
    return found if led_to else None


def _unmet(
    step: bytes, conditions: Sequence[Condition], node: bytes, stated: Stated, record: _Record
) -> list[Finding] | None:
    """What is found where conditions of a node, and of the one that leads to it, are not met."""
    found: list[Finding] = []
    leading = record.only_one(step, node)
    if leading is None:
        return None
    two = record.stated(leading), stated
    for each in conditions:
        for predicate in each.answers:
            if predicate in stated:
                if leading in stated[predicate]:
                    return None
                break
        else:
            if not each.holds(two):
                found += each.otherwise
    return found


def _compared(compared: Compared, stated: Mapping[bytes, Sequence[bytes]]) -> tuple[Finding, ...]:
    """What the shape finds, looking at nothing but the values of its predicates."""
    values = tuple(tuple(stated.get(predicate, ())) for predicate in compared.predicates)
    found = compared.remembered.get(values)
    if found is None:
        rows = zip(compared.predicates, values, strict=True)
        graph = {predicate[:-1].decode(): [each.decode() for each in some] for predicate, some in rows if some}
        found = compared.remembered.keep(values, tuple(compared.shape.findings(Data({NOWHERE: graph}), NOWHERE)))
    return found
