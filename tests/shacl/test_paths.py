"""Property paths: against SPARQL, and to triples and back."""

from itertools import count

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from kg.rdf.terms import Triple
from kg.shacl import index, path_text
from kg.shacl.data import Data
from kg.shacl.paths import (
    Alternative,
    Inverse,
    OneOrMore,
    PropertyPath,
    SequencePath,
    ZeroOrMore,
    ZeroOrOne,
    compile_path,
    path_triples,
    read_path,
)
from kg.shacl.shapes_graph import ShapesGraph
from tests.effort import examples

from .making import PREDICATES, ex

P, Q = ex("p"), ex("q")
NODES = [ex(name) for name in "abcde"]
TEXTS: list[tuple[PropertyPath, str]] = [
    (P, P),
    (Inverse(P), f"^{P}"),
    (SequencePath((P, Inverse(Q))), f"{P}/(^{Q})"),
    (Alternative((P, SequencePath((P, Q)))), f"{P}|({P}/{Q})"),
    (ZeroOrMore(P), f"{P}*"),
    (OneOrMore(Alternative((P, Q))), f"({P}|{Q})+"),
    (ZeroOrOne(Inverse(P)), f"(^{P})?"),
]


def _composed(paths: st.SearchStrategy[PropertyPath]) -> st.SearchStrategy[PropertyPath]:
    several = st.lists(paths, min_size=2, max_size=3).map(tuple)
    unary = (st.builds(kind, paths) for kind in (Inverse, ZeroOrMore, OneOrMore, ZeroOrOne))
    return st.one_of(st.builds(SequencePath, several), st.builds(Alternative, several), *unary)


PATHS: st.SearchStrategy[PropertyPath] = st.recursive(st.sampled_from(PREDICATES), _composed, max_leaves=5)
GRAPHS = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(NODES)), max_size=12)


@pytest.mark.parametrize(("path", "text"), TEXTS)
def test_text(path: PropertyPath, text: str) -> None:
    assert path_text(path) == text


@settings(max_examples=examples(300))
@given(PATHS, GRAPHS)
def test_a_path_reaches_what_sparql_reaches(path: PropertyPath, some: list[Triple]) -> None:
    triples = [*some, (NODES[0], ex("other"), NODES[0])]  # Oxigraph starts no path of length zero outside the graph
    store = pyoxigraph.Store()
    store.load("".join(f"{' '.join(triple)} .\n" for triple in triples).encode(), RdfFormat.N_TRIPLES)
    found = store.query(f"SELECT DISTINCT ?end {{ {NODES[0]} {path_text(path)} ?end }}")
    assert isinstance(found, pyoxigraph.QuerySolutions)
    reached = compile_path(path)(Data(index(triples)), NODES[0])
    assert sorted(reached) == sorted(str(solution["end"]) for solution in found)


@given(PATHS)
def test_to_triples_and_back(path: PropertyPath) -> None:
    numbers = count()
    node, triples = path_triples(path, lambda: f"_:n{next(numbers)}")
    assert read_path(node, ShapesGraph(triples), shape="a shape") == path
