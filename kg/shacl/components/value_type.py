"""Section 4.1: value type constraint components."""

from collections.abc import Sequence

import msgspec

from kg.shacl.constraint import Constraint, Violation, of_all, of_value
from kg.shacl.data import Data
from kg.shacl.datatypes import is_well_typed
from kg.shacl.declaration import Declaration
from kg.shacl.term_parts import IRI, LITERAL, NODE_KINDS, datatype_of, language_of
from kg.shacl.vocabulary import LANG_STRING, XSD_STRING, short

__all__ = ["class_", "datatype", "node_kind"]


def class_(value: str, shape: Declaration) -> Constraint:
    """4.1.1 sh:class: each value node is a SHACL instance of the class."""

    def check(data: Data, focus: str, values: Sequence[str]) -> Sequence[Violation]:
        instances = data.instances(value)
        for node in values:
            if node not in instances:
                return [Violation(each) for each in values if each not in instances]
        return ()

    constraint = of_all("Class", check, f"is not an instance of {short(value)}")
    return msgspec.structs.replace(constraint, instance_of=value)


def datatype(value: str, shape: Declaration) -> Constraint:
    """4.1.2 sh:datatype: each value node is a literal of the datatype, and not an ill-typed one."""
    ending = f'"^^{value}'

    def is_typed(node: str) -> bool:
        return node[0] == LITERAL and node.endswith(ending) and is_well_typed(node[1 : -len(ending)], value)

    def is_string(node: str) -> bool:
        return node[0] == LITERAL and node[-1] == '"'

    def is_lang_string(node: str) -> bool:
        return language_of(node) is not None

    test = {XSD_STRING: is_string, LANG_STRING: is_lang_string}.get(value, is_typed)
    plain = 2 if value == XSD_STRING else float("inf")

    def said(node: str) -> str:
        return _of_other_type(node, value)

    return of_value("Datatype", test, f"is not a well-formed {short(value)}", plain=plain, on_value=said)


def _of_other_type(node: str, wanted: str) -> str:
    """What a term is that is not of the datatype wanted."""
    match datatype_of(node):
        case None:
            return f"is {'an IRI' if node[0] == IRI else 'a blank node'}, no {short(wanted)}"
        case found if found == wanted:
            return f"is not a well-formed {short(wanted)}"
        case found if found == LANG_STRING:
            return f"is a text with a language, no {short(wanted)}"
        case found if found == XSD_STRING:
            return f"is a plain text, no {short(wanted)}"
        case found:
            return f"is of datatype {short(found)}, not {short(wanted)}"


def node_kind(value: str, shape: Declaration) -> Constraint:
    """4.1.3 sh:nodeKind: each value node is of the kind."""
    kinds = NODE_KINDS[value]
    return of_value("NodeKind", lambda node: node[0] in kinds, f"is not of node kind {short(value)}")
