"""Shapes with the same focus nodes, checked together, fast where nothing is wrong.

Most property shapes ask nothing of a node without the property, so a sweep over focus nodes looks at the properties
that a node has, at each once for all shapes, and at the shapes one by one only where something is wrong.

That is an index of shapes by predicate, with a gate for each: one test that holds exactly when every shape for that
predicate holds. What such an index would miss is held apart, since it must be looked at though the node does not have
the property: a least count (`required`), a choice of several predicates of which one is asked for (`one_of`), and other
paths (`paths`, with the predicates without which such a path gives no result, where these can be told). A gate
remembers values that it let pass, so that codes and shared nodes are tested once. The order of results is lost by this.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from .acceptance import Accepts, acceptance
from .data import NOTHING, Data
from .finding import Finding
from .paths import predicates_of
from .shape import Shape

__all__ = ["Sweep", "sweep"]

_FEW = 4
"""With fewer gates than this a node's properties are looked up, with more they are walked."""


class _Gate(NamedTuple):
    """All property shapes for one predicate."""

    shapes: tuple[Shape, ...]
    accepts: Accepts
    """Whether none of them gives a result."""
    known: set[str] | frozenset[str]
    most: float


class Sweep(msgspec.Struct, frozen=True, eq=False):
    """Shapes, their property shapes sorted by what must be looked at."""

    own: tuple[Shape, ...]
    """Shapes that are checked focus node by focus node: those with constraints besides property shapes."""
    gates: Mapping[str, _Gate]
    """Predicate -> shapes for its values."""
    required: Mapping[str, tuple[Shape, ...]]
    """Predicate -> shapes that give a result where it is missing."""
    one_of: tuple[tuple[frozenset[str], Shape], ...]
    """Shapes that ask for one of several predicates and for nothing else."""
    paths: tuple[tuple[frozenset[str] | None, Shape], ...]
    """All other shapes; those with predicates give no result to a node that has none of these."""

    def findings(self, data: Data, nodes: Sequence[str]) -> list[Finding]:
        """The results of all focus nodes, in no order."""
        found: list[Finding] = []
        for shape in self.own:
            for focus in nodes:
                if shape.path is None:
                    found += shape.own_findings(data, focus, (focus,))
                elif not shape.conforms(data, focus):
                    found += shape.findings(data, focus)
        for shape, focus in self._failing(data, nodes):
            found += shape.findings(data, focus)
        return found

    def _failing(self, data: Data, nodes: Sequence[str]) -> list[tuple[Shape, str]]:
        """The property shapes that do not hold, each with the focus node."""
        found: list[tuple[Shape, str]] = []
        graph, gates, required, one_of, paths = data.graph, self.gates, self.required, self.one_of, self.paths
        needed, few = required.keys(), len(gates) < _FEW
        for focus in nodes:
            properties = graph.get(focus, NOTHING)
            present = properties.keys()
            if not present >= needed:
                found += [(shape, focus) for predicate in needed - present for shape in required[predicate]]
            seen = [(each, properties[each]) for each in gates if each in properties] if few else properties.items()
            for predicate, values in seen:
                gate = gates.get(predicate)
                if gate is None:
                    continue
                shapes, accepts, known, most = gate
                if len(values) <= most and known.issuperset(values):
                    continue
                if not accepts(data, focus, values):
                    found += [(shape, focus) for shape in shapes if not shape.accepts(data, focus, values)]
            for predicates, shape in one_of:
                if present.isdisjoint(predicates):
                    found.append((shape, focus))
            for triggers, shape in paths:
                if (triggers is None or not present.isdisjoint(triggers)) and not shape.conforms(data, focus):
                    found.append((shape, focus))
        return found


def sweep(shapes: Sequence[Shape]) -> Sweep:
    """The sweep for shapes that have the same focus nodes."""
    own = tuple(shape for shape in shapes if shape.path is not None or shape.constraints)
    return _sorted(own, [each for shape in shapes if shape.path is None for each in shape.properties])


def _sorted(own: tuple[Shape, ...], shapes: Iterable[Shape]) -> Sweep:
    gated: dict[str, list[Shape]] = {}
    required: dict[str, tuple[Shape, ...]] = {}
    one_of: list[tuple[frozenset[str], Shape]] = []
    paths: list[tuple[frozenset[str] | None, Shape]] = []
    for shape in shapes:
        predicates = frozenset(predicates_of(shape.path))
        also = frozenset(each.also for each in shape.constraints if each.also)
        if isinstance(shape.path, str) and not also:
            if shape.least:
                required[shape.path] = (*required.get(shape.path, ()), shape)
            if not _asks_for_any(shape):
                gated.setdefault(shape.path, []).append(shape)
        elif predicates and _asks_for_any(shape):
            one_of.append((predicates, shape))
        else:
            paths.append((predicates | also if predicates and not shape.least else None, shape))
    gates = {predicate: _gate(group) for predicate, group in gated.items()}
    return Sweep(own, gates, required, tuple(one_of), tuple(paths))


def _gate(shapes: Sequence[Shape]) -> _Gate:
    constraints = [constraint for shape in shapes for constraint in shape.constraints]
    decided = acceptance(constraints, [inner.conforms for shape in shapes for inner in shape.properties])
    return _Gate(tuple(shapes), decided.accepts, decided.known, decided.most)


def _asks_for_any(shape: Shape) -> bool:
    """Whether the shape asks for a value, whichever, and for nothing else."""
    return (
        all(each.counts_only and each.least < 2 and each.most == float("inf") for each in shape.constraints)
        and shape.least == 1
        and not shape.properties
    )
