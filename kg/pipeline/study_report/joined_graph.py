"""The graph of a study and of all that are one with it, or may be: of a file with an index no more is read."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from pyoxigraph import Store

from kg.iris import ONTOLOGY
from kg.pipeline.graph.graph_lines import wanted_quads
from kg.store import graph_at, indexed_file, open_dataset

__all__ = ["SAME", "open_joined"]

SAME = ("sameStudy", "canonicalStudy")
"""Links between studies that are one."""
_SAME = frozenset(f"<{ONTOLOGY}{name}>" for name in SAME)
_POSSIBLE = f"<{ONTOLOGY}possiblySameStudy>"


@contextmanager
def open_joined(path: str, study: str, *, wait: float = 0) -> Iterator[Store]:
    """What a graph says of the study of that id, and of those that it is joined to or compared with, at least."""
    graph = graph_at(path)
    file = None if Path(graph).is_dir() else indexed_file(graph)
    about = file.about(study) if file else None
    if file is None or about is None:
        with open_dataset(graph, wait=wait) as dataset:
            yield dataset.store
        return
    store = Store()
    store.bulk_extend(about)
    for id in sorted(_tied(graph, study)):
        store.bulk_extend(file.about(id) or ())
    yield store


def _tied(graph: str, study: str) -> set[str]:
    """The ids that are one with an id, and those that may be one with any of these."""
    same: dict[str, set[str]] = {}
    possible: dict[str, set[str]] = {}
    for subject, predicate, term, _ in wanted_quads(graph, _SAME | {_POSSIBLE}):
        one, other = (unquote(node[1:-1].rpartition("/")[2]) for node in (subject, term))
        links = same if predicate in _SAME else possible
        links.setdefault(one, set()).add(other)
        links.setdefault(other, set()).add(one)
    found, waiting = {study}, deque([study])
    while waiting:
        new = same.get(waiting.popleft(), set()) - found
        found |= new
        waiting += sorted(new)
    return found.union(*(possible.get(id, set()) for id in found)) - {study}
