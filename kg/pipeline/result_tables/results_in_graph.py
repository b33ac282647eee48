"""The results of each record of a graph, one record after the other.

kgbuild writes the results of a record in a graph of their own, all of it together: of N-Quads one record is held at a
time, and the lines of other graphs are passed over. Of a file in which the graphs are mixed or that names none, and of
a store, each record's nodes are looked up.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from pyoxigraph import NamedNode, Store

from kg.pipeline.graph.graph_lines import LineFile, is_lines
from kg.pipeline.graph.result_reading import results_of_node
from kg.rdf import Quad, Triple
from kg.rdf.curies import known_prefixes
from kg.rdf.terms import RDF_TYPE
from kg.rdf.told import RESULTS_SEGMENT, is_of_results
from kg.result_record import Results
from kg.store import StudyGraph, graph_at, open_dataset

__all__ = ["RecordResults", "record_results", "results_in_graph"]

_RESULTS = f"<{known_prefixes().expand('ct:Results')}>"
_TYPE, _CLASS = NamedNode(RDF_TYPE[1:-1]), NamedNode(_RESULTS[1:-1])


class RecordResults(NamedTuple):
    """The results of a record, and the id that the record has in its registry."""

    id: str
    results: Results


def record_results(triples: Iterable[Triple]) -> RecordResults | None:
    """The results that triples tell of, which hold all of one record and of no other; None without any."""
    nodes: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, term in triples:
        nodes.setdefault(subject, {}).setdefault(predicate, []).append(term)
    root = next((node for node, said in nodes.items() if _RESULTS in said.get(RDF_TYPE, ())), None)
    if root is None:
        return None
    return RecordResults(_id_of(root), results_of_node(root, lambda node: nodes.get(node, {})))


def _id_of(root: str) -> str:
    return unquote(root[1:-1].removesuffix(RESULTS_SEGMENT).rpartition("/")[2])


def results_in_graph(path: str, *, wait: float = 0) -> Iterator[RecordResults]:
    """The results of each record of an RDF file, of the folder of a run or of a store, in the graph's own order."""
    graph = graph_at(path)
    if is_lines(graph) and _stands_together(graph):
        for _, quads in groupby(_quads(graph), key=lambda quad: quad[3]):
            yield from _results(quad[:3] for quad in quads)
        return
    with open_dataset(graph, wait=wait) as dataset:
        look_up = StudyGraph(dataset.store, lambda _: None).terms
        for root in sorted(_roots(dataset.store)):
            yield RecordResults(_id_of(root), results_of_node(root, look_up))


def _results(triples: Iterator[Triple]) -> Iterator[RecordResults]:
    found = record_results(triples)
    if found is not None:
        yield found


def _stands_together(path: str) -> bool:
    """Whether what is said of the results of each record stands in one stretch of a file."""
    if not Path(path).exists():
        return False
    met: set[str] = set()
    last = ""
    for run in LineFile(path).runs():
        if run.graph != last:
            if run.graph in met or not run.graph:
                return False
            last = run.graph
            met.update([last] if is_of_results(last) else ())
    return bool(met)


def _quads(path: str) -> Iterator[Quad]:
    file = LineFile(path)
    for run in file.runs():
        if is_of_results(run.graph):
            yield from file.quads(run)


def _roots(store: Store) -> set[str]:
    found = store.quads_for_pattern(None, _TYPE, _CLASS, None)
    return {str(quad.subject) for quad in found if isinstance(quad.subject, NamedNode)}
