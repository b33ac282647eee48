"""The syntax rules of SHACL Core (appendix B of the specification) as tables; a shape that breaks one is refused."""

from collections.abc import Callable

import msgspec

from kg.rdf.terms import XSD

from .datatypes import is_well_typed
from .shape_errors import IllFormedShape, NotCompiled, ShapesError
from .shapes_graph import ShapesGraph
from .term_parts import BLANK, IRI, LITERAL, NODE_KINDS, datatype_of, string_of
from .vocabulary import FALSE, LANG_STRING, SH, TRUE, XSD_STRING, sh, short

__all__ = ["OUTSIDE_CORE", "PARAMETERS", "check_graph", "check_shape"]


_INTEGER, _BOOLEAN = f"<{XSD}integer>", f"<{XSD}boolean>"


def _well_typed(datatype: str) -> Callable[[str], bool]:
    return lambda term: datatype_of(term) == datatype and is_well_typed(string_of(term) or "", datatype)


_KINDS: dict[str, Callable[[str], bool]] = {
    "an IRI": lambda term: term[0] == IRI,
    "an IRI or a literal": lambda term: term[0] != BLANK,
    "a literal": lambda term: term[0] == LITERAL,
    "a node": lambda term: term[0] != LITERAL,
    "any term": lambda term: True,
    "an integer": _well_typed(_INTEGER),
    "a boolean": _well_typed(_BOOLEAN),
    "true or false": lambda term: term in (TRUE, FALSE),
    "a string": lambda term: datatype_of(term) == XSD_STRING,
    "a string with or without a language": lambda term: datatype_of(term) in (XSD_STRING, LANG_STRING),
    "a node kind": lambda term: term in NODE_KINDS,
}


class ShapeParameter(msgspec.Struct, frozen=True):
    """What the values of a parameter must be."""

    kind: str
    once: bool = False
    members: str | None = None
    """For a list, what its members must be."""
    property_shapes_only: bool = False


PARAMETERS: dict[str, ShapeParameter] = {
    "targetNode": ShapeParameter("an IRI or a literal"),
    "targetClass": ShapeParameter("an IRI"),
    "targetSubjectsOf": ShapeParameter("an IRI"),
    "targetObjectsOf": ShapeParameter("an IRI"),
    "severity": ShapeParameter("an IRI", once=True),
    "message": ShapeParameter("a string with or without a language"),
    "deactivated": ShapeParameter("true or false", once=True),
    "path": ShapeParameter("a node", once=True),
    "class": ShapeParameter("an IRI"),
    "datatype": ShapeParameter("an IRI", once=True),
    "nodeKind": ShapeParameter("a node kind", once=True),
    "minCount": ShapeParameter("an integer", once=True, property_shapes_only=True),
    "maxCount": ShapeParameter("an integer", once=True, property_shapes_only=True),
    "minExclusive": ShapeParameter("a literal", once=True),
    "minInclusive": ShapeParameter("a literal", once=True),
    "maxExclusive": ShapeParameter("a literal", once=True),
    "maxInclusive": ShapeParameter("a literal", once=True),
    "minLength": ShapeParameter("an integer", once=True),
    "maxLength": ShapeParameter("an integer", once=True),
    "pattern": ShapeParameter("a string", once=True),
    "flags": ShapeParameter("a string", once=True),
    "languageIn": ShapeParameter("a node", once=True, members="a string"),
    "uniqueLang": ShapeParameter("a boolean", once=True, property_shapes_only=True),
    "equals": ShapeParameter("an IRI"),
    "disjoint": ShapeParameter("an IRI"),
    "lessThan": ShapeParameter("an IRI", property_shapes_only=True),
    "lessThanOrEquals": ShapeParameter("an IRI", property_shapes_only=True),
    "not": ShapeParameter("a node"),
    "and": ShapeParameter("a node", members="a node"),
    "or": ShapeParameter("a node", members="a node"),
    "xone": ShapeParameter("a node", members="a node"),
    "node": ShapeParameter("a node"),
    "property": ShapeParameter("a node"),
    "qualifiedValueShape": ShapeParameter("a node", once=True, property_shapes_only=True),
    "qualifiedMinCount": ShapeParameter("an integer", once=True),
    "qualifiedMaxCount": ShapeParameter("an integer", once=True),
    "qualifiedValueShapesDisjoint": ShapeParameter("a boolean", once=True),
    "closed": ShapeParameter("a boolean", once=True),
    "ignoredProperties": ShapeParameter("a node", once=True, members="an IRI"),
    "hasValue": ShapeParameter("any term"),
    "in": ShapeParameter("a node", once=True, members="any term"),
}
"""Parameter of SHACL Core -> rule. Of a component with several parameters none may have two values."""

OUTSIDE_CORE: dict[str, str] = {
    "sparql": "sh:SPARQLConstraintComponent",
    "expression": "sh:ExpressionConstraintComponent",
    "target": "sh:target",
}
"""Parameter -> component: SHACL-SPARQL and the advanced features, which pySHACL runs."""


def check_graph(graph: ShapesGraph) -> None:
    """Refuses a shapes graph that asks for what this engine must not ignore."""
    for subject in graph.subjects("entailment"):
        raise ShapesError(f"{subject}: sh:entailment is not supported")
    for subject in graph.subjects("js"):
        raise ShapesError(f"{subject}: sh:js is not supported")


def check_shape(node: str, graph: ShapesGraph) -> None:
    """Raises IllFormedShape if the shape breaks a syntax rule, NotCompiled if it needs more than SHACL Core."""
    if node[0] == LITERAL:
        raise IllFormedShape(node, "a shape", "is a literal")
    _check_kind_of_shape(node, graph)
    is_property_shape = bool(graph.values(node, "path"))
    for name, parameter in PARAMETERS.items():
        values = graph.values(node, name)
        if values:
            _check_values(node, f"sh:{name}", parameter, values, is_property_shape=is_property_shape)
            _check_members(node, f"sh:{name}", parameter, values, graph)
    if TRUE not in graph.values(node, "deactivated"):
        _check_compilable(node, graph)


def _check_compilable(node: str, graph: ShapesGraph) -> None:
    for name, component in OUTSIDE_CORE.items():
        if graph.values(node, name):
            raise NotCompiled(node, component)
    for component in _custom_components(node, graph):
        raise NotCompiled(node, component)


def _check_kind_of_shape(node: str, graph: ShapesGraph) -> None:
    has_path = bool(graph.values(node, "path"))
    if has_path and graph.is_instance(node, sh("NodeShape")):
        raise IllFormedShape(node, "sh:path", "stands in a node shape")
    if not has_path and graph.is_instance(node, sh("PropertyShape")):
        raise IllFormedShape(node, "sh:path", "is missing in a property shape")
    for value in graph.values(node, "node"):
        if graph.values(value, "path"):
            raise IllFormedShape(node, "sh:node", f"{value} is a property shape, not a node shape")
    for value in graph.values(node, "property"):
        if not graph.values(value, "path"):
            raise IllFormedShape(node, "sh:property", f"{value} is not a property shape: it has no sh:path")


def _check_values(
    node: str, name: str, parameter: ShapeParameter, values: tuple[str, ...], *, is_property_shape: bool
) -> None:
    if parameter.once and len(values) > 1:
        raise IllFormedShape(node, name, "has more than one value")
    if parameter.property_shapes_only and not is_property_shape:
        raise IllFormedShape(node, name, "stands in a node shape")
    for value in values:
        if not _KINDS[parameter.kind](value):
            raise IllFormedShape(node, name, f"{value} is not {parameter.kind}")


def _check_members(
    node: str, name: str, parameter: ShapeParameter, values: tuple[str, ...], graph: ShapesGraph
) -> None:
    if parameter.members is None:
        return
    for value in values:
        for member in graph.members(value, node, name):
            if not _KINDS[parameter.members](member):
                raise IllFormedShape(node, name, f"the member {member} is not {parameter.members}")


def _custom_components(node: str, graph: ShapesGraph) -> list[str]:
    """The constraint components that the shapes graph itself declares and whose parameters the shape has."""
    properties = graph.graph.get(node, {})
    return [
        short(component)
        for component in graph.instances(sh("ConstraintComponent"))
        if not component.startswith(f"<{SH}") and all(path in properties for path in _mandatory(component, graph))
    ]


def _mandatory(component: str, graph: ShapesGraph) -> list[str]:
    parameters = (each for each in graph.values(component, "parameter") if TRUE not in graph.values(each, "optional"))
    return [path for parameter in parameters for path in graph.values(parameter, "path")]
