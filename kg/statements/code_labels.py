"""The labels of codes, from their lists."""

from collections.abc import Mapping
from functools import cache

from kg import assets
from kg.rdf import Format, parse, shipped_definitions
from kg.rdf.terms import literal_parts

__all__ = ["labels_of"]

_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"


@cache
def labels_of(code_list: str) -> Mapping[str, str]:
    """Notation -> label of a code list."""
    path = f"ontology/codes/{code_list}.ttl"
    quads = parse(assets.read(path).encode(), Format.TURTLE, name=path, definitions=shipped_definitions())
    return {
        subject[1:-1].rpartition("/")[2]: literal_parts(label)[0]
        for subject, predicate, label, _ in quads
        if predicate == _LABEL
    }
