"""The nodes of a document: how a value is set, dates and codes are written, and shared nodes are said once."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

import msgspec

from kg.dates import PartialDate
from kg.record import Coded, PostedDate, StudyDate, Uncoded

from .supers import TYPES, reference

__all__ = [
    "Document",
    "Node",
    "SharedNodes",
    "coded",
    "date_literal",
    "dated",
    "include",
    "new_node",
    "put",
    "put_all",
    "telling",
]

Node = dict[str, Any]
"""A JSON-LD node object under `ontology/context.jsonld`."""

Document = Node
"""The node of a study, or of a record that does not describe its study, with all that the record says nested in it."""


def new_node(iri: str, name: str) -> Node:
    """A node of class `name`, with all its super-classes."""
    return {"@id": iri, "@type": list(TYPES[name])}


def put(node: Node, term: str, value: Any) -> None:
    """Sets `term`, unless `value` is None."""
    if value is not None:
        node[term] = value


def telling(fields: Mapping[str, str]) -> Callable[[Node, msgspec.Struct], None]:
    """A function that sets terms of a node to what a part states: term -> field with a plain value or a code."""
    terms, stated = tuple(fields), attrgetter(*fields.values())

    def tell(node: Node, part: msgspec.Struct) -> None:
        for term, value in zip(terms, stated(part), strict=True):
            if value is not None:
                if type(value) is Uncoded:
                    coded(node, term, value)
                else:
                    node[term] = value

    return tell


def put_all(node: Node, term: str, values: Iterable[Any]) -> None:
    """Sets `term` to the different values in their order, a single one bare; nothing if there are none."""
    different = list(dict.fromkeys(values))
    if different:
        node[term] = different if len(different) > 1 else different[0]


def coded(node: Node, term: str, *codes: Coded | None) -> None:
    """Sets a coded term to its notations; a text that is no code is kept apart, never dressed up as one."""
    if len(codes) == 1 and not isinstance(codes[0], Uncoded):
        put(node, term, codes[0])
        return
    put_all(node, term, [code for code in codes if isinstance(code, str)])
    texts = [code.text for code in codes if isinstance(code, Uncoded)]
    if texts and term in ("overallStatus", "siteStatus"):
        put_all(node, "statusText", texts)
    elif texts:
        put_all(node, "codeText", [*_listed(node.get("codeText")), *(f"{term}: {text}" for text in texts)])


def include(node: Node, facts: Node) -> None:
    """Adds `facts` to the node; texts of unknown codes join those already there."""
    if "codeText" in node and "codeText" in facts:
        facts = {**facts, "codeText": [*_listed(node["codeText"]), *_listed(facts["codeText"])]}
        put_all(facts, "codeText", facts["codeText"])
    node |= facts


def date_literal(date: PartialDate) -> Node:
    """A date as a value object whose datatype tells its precision."""
    datatype, text = _written(date)
    return {"@type": datatype, "@value": text}


@lru_cache(maxsize=65_536)
def _written(date: PartialDate) -> tuple[str, str]:
    return date.datatype, str(date)


def dated(node: Node, term: str, date: StudyDate | PostedDate | PartialDate | None) -> None:
    """Sets a date term and, where the source says it, whether the date is actual or estimated."""
    if date is None:
        return
    if isinstance(date, PartialDate):
        node[term] = date_literal(date)
        return
    node[term] = date_literal(date.date)
    coded(node, f"{term}Type", date.type)


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


class SharedNodes:
    """The shared nodes of one document: each stands whole where it is first linked, later as a reference."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}

    def node(self, iri: str, types: Iterable[str], **facts: Any) -> Node:
        """The node itself at its first mention, else a reference; what is new in `facts` joins the first mention."""
        first = self._nodes.get(iri)
        if first is None:
            first = self._nodes[iri] = {"@id": iri, "@type": list(types)}
            for term, value in facts.items():
                if value is not None:
                    first[term] = value
            return first
        for term, value in facts.items():
            if value is not None:
                _join(first, term, value)
        return {"@id": iri}


def _join(node: Node, term: str, value: Any) -> None:
    said = node.setdefault(term, value)
    if said == value:
        return
    values = _listed(said)
    if reference(value) not in [reference(each) for each in values]:
        node[term] = [*values, value]
