"""Property paths (section 2.3.1): read from a shapes graph, compiled, written as SPARQL text and as triples.

A predicate path is the term of its IRI; the others are records that hold paths.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from kg.rdf.terms import Triple

from .data import NOTHING, Data
from .shape_errors import IllFormedShape
from .shapes_graph import ShapesGraph
from .vocabulary import RDF_FIRST, RDF_NIL, RDF_REST, sh

__all__ = [
    "Alternative",
    "Inverse",
    "OneOrMore",
    "PropertyPath",
    "SequencePath",
    "Walk",
    "ZeroOrMore",
    "ZeroOrOne",
    "compile_path",
    "list_triples",
    "path_text",
    "path_triples",
    "predicates_of",
    "read_path",
]

Walk: TypeAlias = Callable[[Data, str], Sequence[str]]
"""The nodes that a path reaches from a node, each once."""


class SequencePath(msgspec.Struct, frozen=True, tag=True):
    """2.3.1.2: one step after the other."""

    steps: "tuple[PropertyPath, ...]"


class Alternative(msgspec.Struct, frozen=True, tag=True):
    """2.3.1.3: any of the paths."""

    choices: "tuple[PropertyPath, ...]"


class Inverse(msgspec.Struct, frozen=True, tag=True):
    """2.3.1.4: the path backwards."""

    path: "PropertyPath"


class ZeroOrMore(msgspec.Struct, frozen=True, tag=True):
    """2.3.1.5: the node itself and all that repeating the path reaches."""

    path: "PropertyPath"


class OneOrMore(msgspec.Struct, frozen=True, tag=True):
    """2.3.1.6: all that the path, taken once or more, reaches."""

    path: "PropertyPath"


class ZeroOrOne(msgspec.Struct, frozen=True, tag=True):
    """2.3.1.7: the node itself and all that the path reaches."""

    path: "PropertyPath"


PropertyPath: TypeAlias = str | SequencePath | Alternative | Inverse | ZeroOrMore | OneOrMore | ZeroOrOne

_Unary: TypeAlias = type[Inverse] | type[ZeroOrMore] | type[OneOrMore] | type[ZeroOrOne]

_UNARY: dict[str, _Unary] = {
    sh("inversePath"): Inverse,
    sh("zeroOrMorePath"): ZeroOrMore,
    sh("oneOrMorePath"): OneOrMore,
    sh("zeroOrOnePath"): ZeroOrOne,
}
_PREDICATES: dict[type, str] = {kind: predicate for predicate, kind in _UNARY.items()}
_SUFFIXES: dict[type, str] = {ZeroOrMore: "*", OneOrMore: "+", ZeroOrOne: "?"}
_ALTERNATIVE = sh("alternativePath")


def predicates_of(path: "PropertyPath | None") -> tuple[str, ...]:
    """The predicates of a path that is one or an alternative of several; of other paths none."""
    choices = path.choices if isinstance(path, Alternative) else (path,)
    predicates = [choice for choice in choices if isinstance(choice, str)]
    return tuple(predicates) if len(predicates) == len(choices) else ()


def read_path(node: str, shapes: ShapesGraph, *, shape: str) -> PropertyPath:
    """The path that a node of the shapes graph stands for; raises IllFormedShape for anything else.

    A node that is a list and has further path properties counts as the sequence (W3C tests path-strange-001, -002).
    """
    return _read(node, shapes, shape, ())


def _read(node: str, shapes: ShapesGraph, shape: str, above: tuple[str, ...]) -> PropertyPath:
    if node[0] == "<" and node != RDF_NIL:
        return node
    if node in above:
        raise IllFormedShape(shape, "sh:path", "contains itself")

    def members(head: str) -> tuple[PropertyPath, ...]:
        paths = tuple(_read(each, shapes, shape, (*above, node)) for each in shapes.members(head, shape, "sh:path"))
        if len(paths) < 2:
            raise IllFormedShape(shape, "sh:path", "has a list of fewer than two paths")
        return paths

    properties = shapes.graph.get(node, NOTHING)
    if RDF_FIRST in properties:
        return SequencePath(members(node))
    if _ALTERNATIVE in properties:
        return Alternative(members(shapes.only(node, _ALTERNATIVE, shape)))
    for predicate, kind in _UNARY.items():
        if predicate in properties:
            return kind(_read(shapes.only(node, predicate, shape), shapes, shape, (*above, node)))
    raise IllFormedShape(shape, "sh:path", f"has no path at {node}")


def compile_path(path: PropertyPath) -> Walk:
    """A function from a node to the nodes at the end of the path."""
    match path:
        case str():
            return lambda data, node: data.graph.get(node, NOTHING).get(path, ())
        case Inverse(str() as predicate):
            return lambda data, node: data.inverse(predicate).get(node, ())
        case Inverse(inner):
            return compile_path(_inverted(inner))
        case SequencePath(steps):
            return _sequence([compile_path(step) for step in steps])
        case Alternative(choices):
            predicates = [choice for choice in choices if isinstance(choice, str)]
            if len(predicates) == len(choices):
                return _one_of(predicates)
            return _alternative([compile_path(choice) for choice in choices])
        case ZeroOrOne(inner):
            return _alternative([lambda data, node: (node,), compile_path(inner)])
        case ZeroOrMore(inner):
            return _repeated(compile_path(inner), with_start=True)
        case OneOrMore(inner):
            return _repeated(compile_path(inner), with_start=False)


def _inverted(path: PropertyPath) -> PropertyPath:
    """The path that goes each way of `path` backwards, the inversion moved down to the predicates."""
    match path:
        case str():
            return Inverse(path)
        case Inverse(inner):
            return inner
        case SequencePath(steps):
            return SequencePath(tuple(_inverted(step) for step in reversed(steps)))
        case Alternative(choices):
            return Alternative(tuple(_inverted(choice) for choice in choices))
        case ZeroOrMore(inner) | OneOrMore(inner) | ZeroOrOne(inner):
            return type(path)(_inverted(inner))


def _sequence(walks: Sequence[Walk]) -> Walk:
    first, *others = walks

    def walk(data: Data, node: str) -> Sequence[str]:
        nodes = first(data, node)
        for step in others:
            nodes = list(dict.fromkeys(end for start in nodes for end in step(data, start)))
        return nodes

    return walk


def _one_of(predicates: Sequence[str]) -> Walk:
    """The commonest alternative, of predicates, in one step."""

    def walk(data: Data, node: str) -> Sequence[str]:
        properties = data.graph.get(node, NOTHING)
        found = [end for predicate in predicates for end in properties.get(predicate, ())]
        return found if len(found) < 2 else list(dict.fromkeys(found))

    return walk


def _alternative(walks: Sequence[Walk]) -> Walk:
    return lambda data, node: list(dict.fromkeys(end for walk in walks for end in walk(data, node)))


def _repeated(step: Walk, *, with_start: bool) -> Walk:
    def walk(data: Data, node: str) -> Sequence[str]:
        reached = dict.fromkeys((node,) if with_start else step(data, node))
        queue = list(reached)
        for start in queue:  # grows while it is walked
            new = [end for end in step(data, start) if end not in reached]
            reached.update(dict.fromkeys(new))
            queue.extend(new)
        return queue

    return walk


def path_text(path: PropertyPath) -> str:
    """The path as SPARQL writes it; a predicate path is its IRI."""
    match path:
        case str():
            return path
        case SequencePath(steps):
            return "/".join(_operand(step) for step in steps)
        case Alternative(choices):
            return "|".join(_operand(choice) for choice in choices)
        case Inverse(inner):
            return f"^{_operand(inner)}"
        case ZeroOrMore(inner) | OneOrMore(inner) | ZeroOrOne(inner):
            return f"{_operand(inner)}{_SUFFIXES[type(path)]}"


def _operand(path: PropertyPath) -> str:
    return path if isinstance(path, str) else f"({path_text(path)})"


def path_triples(path: PropertyPath, new_node: Callable[[], str]) -> tuple[str, list[Triple]]:
    """The node that stands for the path in a results graph, and the triples that describe it."""
    match path:
        case str():
            return path, []
        case SequencePath(steps):
            return _list_of_paths(steps, new_node)
        case Alternative(choices):
            node = new_node()
            head, triples = _list_of_paths(choices, new_node)
            return node, [(node, _ALTERNATIVE, head), *triples]
        case Inverse(inner) | ZeroOrMore(inner) | OneOrMore(inner) | ZeroOrOne(inner):
            node = new_node()
            end, triples = path_triples(inner, new_node)
            return node, [(node, _PREDICATES[type(path)], end), *triples]


def _list_of_paths(paths: Iterable[PropertyPath], new_node: Callable[[], str]) -> tuple[str, list[Triple]]:
    described = [path_triples(path, new_node) for path in paths]
    head, triples = list_triples([node for node, _ in described], new_node)
    return head, [*triples, *(triple for _, rows in described for triple in rows)]


def list_triples(members: Sequence[str], new_node: Callable[[], str]) -> tuple[str, list[Triple]]:
    """The head of an RDF list of the members, and its triples."""
    nodes = [new_node() for _ in members]

    def rows() -> Iterator[Triple]:
        for node, member, rest in zip(nodes, members, [*nodes[1:], RDF_NIL], strict=True):
            yield node, RDF_FIRST, member
            yield node, RDF_REST, rest

    return (nodes[0] if nodes else RDF_NIL), list(rows())
