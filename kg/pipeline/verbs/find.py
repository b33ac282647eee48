"""`find`: the nodes of a graph by their labels."""

from pathlib import Path

from kg.errors import UsageError
from kg.pipeline.run.options import FindOptions, path_of
from kg.store import Endpoint, FoundNode, graph_at, labels_in_file, labels_in_store, open_folder, ranked

__all__ = ["find"]


def find(options: FindOptions) -> list[FoundNode]:
    """The nodes whose label holds all words, the closest first."""
    given = [options.words] if isinstance(options.words, str) else options.words
    words = " ".join(given).split()
    if not words:
        raise UsageError("give a word that the labels hold")
    graph = graph_at(path_of(options.graph, verb="kg.find"))
    if graph.startswith(("http://", "https://")):
        with Endpoint(graph) as endpoint:
            return ranked(labels_in_store(endpoint, words), words, of_class=options.of_class)
    if Path(graph).is_dir():
        with open_folder(graph) as store:
            return ranked(labels_in_store(store, words), words, of_class=options.of_class)
    return ranked(labels_in_file(graph), words, of_class=options.of_class)
