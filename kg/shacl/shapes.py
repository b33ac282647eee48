"""Shapes, compiled from their graph, with their targets: the validator."""

from collections.abc import Collection, Iterable, Mapping

import msgspec

from kg.rdf.terms import Triple

from .components import COMPONENTS
from .constraint import Constraint
from .data import Data, Graph, index
from .declaration import Declaration
from .finding import Finding
from .paths import read_path
from .shape import Shape, assemble
from .shape_errors import NotCompiled, RecursiveShape
from .shape_syntax import check_graph, check_shape
from .shapes_graph import ShapesGraph
from .sweep import Sweep, sweep
from .targets import Targets
from .vocabulary import TRUE, VIOLATION, sh

__all__ = ["Shapes", "Targeted", "compile_shapes"]


class Targeted(msgspec.Struct, frozen=True, eq=False):
    """A shape and its targets; `shape` is None where it could not be compiled and runs on pySHACL."""

    node: str
    targets: Targets
    shape: Shape | None


class Shapes:
    """A validator for one shapes graph, to be kept and used for many data graphs. It can be pickled."""

    __slots__ = ("_graph", "_sweeps", "_targeted", "not_compiled")

    def __init__(self, graph: ShapesGraph, targeted: tuple[Targeted, ...], not_compiled: tuple[NotCompiled, ...]):
        self._graph = graph
        self._targeted = targeted
        self._sweeps = _sweeps(targeted)
        self.not_compiled = not_compiled
        """Why shapes run on pySHACL, one error for each such shape; empty for SHACL Core."""

    @property
    def target_classes(self) -> tuple[str, ...]:
        """The classes that shapes target, sorted."""
        return tuple(sorted({class_ for each in self._targeted for class_ in each.targets.classes}))

    @property
    def graph(self) -> Graph:
        """The shapes graph."""
        return self._graph.graph

    @property
    def sweeps(self) -> tuple[tuple[Targets, Sweep], ...]:
        """The compiled shapes, those with the same targets together."""
        return self._sweeps

    @property
    def targets_classes_alone(self) -> bool:
        """Whether all shapes are compiled, and have no targets but classes."""
        plain = all(targets == Targets(classes=targets.classes) for targets, _ in self._sweeps)
        return plain and all(each.shape for each in self._targeted)

    def select(self, target_classes: Iterable[str] | None = None, *, exclude: Iterable[str] = ()) -> "Shapes":
        """The same shapes for a part of their targets: only some classes, or all targets but some classes.

        `select(some)` and `select(exclude=some)` together find what the whole finds.
        """
        excluded = _classes(exclude)
        wanted = None if target_classes is None else _classes(target_classes)

        def part(targets: Targets) -> Targets:
            return (targets if wanted is None else targets.only(wanted)).without(excluded)

        parts = (msgspec.structs.replace(each, targets=part(each.targets)) for each in self._targeted)
        return Shapes(self._graph, tuple(each for each in parts if each.targets.any), self.not_compiled)

    def check(self, graph: Graph | Iterable[Triple]) -> list[Finding]:
        """All findings in a data graph, sorted; the graph is `{subject: {predicate: [objects]}}` or triples."""
        data = Data(graph if isinstance(graph, Mapping) else index(graph))
        findings: list[Finding] = []
        for targets, swept in self._sweeps:
            if nodes := targets.focus_nodes(data):
                findings += swept.findings(data, nodes)
        if rest := {each.node: each.targets for each in self._targeted if each.shape is None}:
            from .reference import check_shapes

            findings.extend(check_shapes(data.graph, self.graph, rest))
        findings.sort(key=lambda finding: finding.order)
        return findings

    def __reduce__(self) -> tuple[object, ...]:
        return _restored, (self.graph, {each.node: each.targets for each in self._targeted})


def compile_shapes(shapes: Graph | Iterable[Triple]) -> Shapes:
    """The validator for a shapes graph; raises ShapesError if a shape is ill-formed or recursive.

    A shape outside SHACL Core is not an error: `Shapes.not_compiled` names it, and it alone runs on pySHACL.
    """
    graph = ShapesGraph(shapes)
    check_graph(graph)
    compiler = _Compiler(graph)
    targeted: list[Targeted] = []
    not_compiled: list[NotCompiled] = []
    for node in _shape_nodes(graph):
        targets = Targets.of(node, graph)
        compiled: Shape | None = None
        try:
            compiled = compiler.shape(node)
        except NotCompiled as error:
            if targets.any:
                not_compiled.append(error)
        if targets.any:
            targeted.append(Targeted(node, targets, compiled))
    return Shapes(graph, tuple(targeted), tuple(not_compiled))


def _sweeps(targeted: Iterable[Targeted]) -> tuple[tuple[Targets, Sweep], ...]:
    """Shapes with the same targets are swept together."""
    together: dict[Targets, list[Shape]] = {}
    for each in targeted:
        if each.shape:
            together.setdefault(each.targets, []).append(each.shape)
    return tuple((targets, sweep(shapes)) for targets, shapes in together.items())


def _shape_nodes(graph: ShapesGraph) -> list[str]:
    """The nodes that are shapes by type or by target, in order; the others are reached from these."""
    targeting = (graph.subjects(name) for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"))
    typed = (graph.instances(sh(name)) for name in ("NodeShape", "PropertyShape"))
    return list(dict.fromkeys(node for nodes in (*typed, *targeting, graph.subjects("target")) for node in nodes))


def _classes(classes: Iterable[str]) -> Collection[str]:
    terms = frozenset(classes)
    for term in terms:
        if not term.startswith("<"):
            raise ValueError(f"a class is a term, <iri>: {term}")
    return terms


def _restored(graph: Graph, selected: dict[str, Targets]) -> Shapes:
    shapes = compile_shapes(graph)
    kept = (Targeted(each.node, selected[each.node], each.shape) for each in shapes._targeted if each.node in selected)
    return Shapes(shapes._graph, tuple(kept), shapes.not_compiled)


class _Compiler:
    """Compiles the shapes of one graph, each once."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._done: dict[str, Shape] = {}
        self._open: dict[str, None] = {}

    def shape(self, node: str) -> Shape:
        """The compiled shape; raises IllFormedShape, RecursiveShape or NotCompiled."""
        if node in self._done:
            return self._done[node]
        if node in self._open:
            raise RecursiveShape((*list(self._open)[list(self._open).index(node) :], node))
        self._open[node] = None
        try:
            shape = self._done[node] = self._compiled(node)
        finally:
            del self._open[node]
        return shape

    def _compiled(self, node: str) -> Shape:
        graph = self._graph
        check_shape(node, graph)
        paths = graph.values(node, "path")
        path = read_path(paths[0], graph, shape=node) if paths else None
        active = TRUE not in graph.values(node, "deactivated")
        declaration = Declaration(node, graph, path, self.shape)
        properties = tuple(self.shape(each) for each in graph.values(node, "property"))
        constraints = self._constraints(declaration)
        return assemble(
            node,
            path=path,
            severity=declaration.value("severity") or VIOLATION,
            messages=tuple(sorted(graph.values(node, "message"))),
            constraints=constraints if active else (),
            properties=properties if active else (),
        )

    def _constraints(self, declaration: Declaration) -> tuple[Constraint, ...]:
        compiled = (
            component(value, declaration)
            for parameter, component in COMPONENTS.items()
            for value in declaration.values(parameter)
        )
        return tuple(constraint for constraint in compiled if constraint is not None)
